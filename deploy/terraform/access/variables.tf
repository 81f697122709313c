variable "principal_id" {
  type        = string
  description = "The object id of the identity's service principal, not its client id."
}

variable "vault_id" {
  type = string
}

variable "resource_group_id" {
  type        = string
  description = "Where a custom role may be assigned: the vault's resource group."
}

variable "custom_role" {
  type        = string
  description = "The name of a role of your own, unique in the tenant; without it Key Vault Secrets User."
  default     = null
}
