variable "subscription_id" {
  type        = string
  description = "Of the cluster, the vault and the identity."
}

variable "resource_group" {
  type        = string
  description = "The vault's, and the identity's."
  default     = "shop-rg"
}

variable "cluster" {
  type    = string
  default = "shop-aks"
}

variable "cluster_resource_group" {
  type    = string
  default = "shop-rg"
}

variable "key_vault" {
  type = string
}

variable "identity" {
  type    = string
  default = "orders"
}

variable "namespace" {
  type    = string
  default = "shop"
}

variable "service_account" {
  type    = string
  default = "orders"
}

variable "audience" {
  type        = string
  description = "What the webhook asks for; the same in every cloud unless the webhook is configured otherwise."
  default     = "api://AzureADTokenExchange"
}

variable "custom_role" {
  type        = string
  description = "The name of a role of your own, unique in the tenant; without it Key Vault Secrets User."
  default     = null
}
