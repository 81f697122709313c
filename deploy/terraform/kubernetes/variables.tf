variable "kubeconfig" {
  type    = string
  default = "~/.kube/config"
}

variable "context" {
  type        = string
  description = "The context of az aks get-credentials."
  default     = "shop-aks"
}

variable "namespace" {
  type    = string
  default = "shop"
}

variable "service_account" {
  type    = string
  default = "orders"
}

variable "client_id" {
  type        = string
  description = "The output client_id of ../azure."
}
