variable "subscription_id" {
  type        = string
  description = "Where everything is made."
}

variable "location" {
  type    = string
  default = "westeurope"
}

variable "resource_group" {
  type    = string
  default = "shop-rg"
}

variable "cluster" {
  type    = string
  default = "shop-aks"
}

variable "node_size" {
  type    = string
  default = "Standard_D2s_v5"
}

variable "key_vault" {
  type        = string
  description = "Unique in all of Azure: 3 to 24 letters, digits and dashes."
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
