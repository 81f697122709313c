variable "principal_id" {
  type        = string
  description = "The object id of the identity's service principal, not its client id."
}

variable "resource_id" {
  type        = string
  description = "What the identity may use: a vault, an Azure OpenAI resource, a storage account."
}

variable "role" {
  type        = string
  description = "One of Azure's roles for that kind of resource."
  default     = "Key Vault Secrets User"
}

variable "resource_group_id" {
  type        = string
  description = "Where a custom role may be assigned: the vault's resource group."
  default     = null
}

variable "custom_role" {
  type        = string
  description = "The name of a role of your own for a vault, unique in the tenant; without it the role above."
  default     = null
}
