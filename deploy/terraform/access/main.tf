# What the identity may do to one resource: by one of Azure's roles, or by a role that can only get a vault's secrets.

terraform {
  required_version = ">= 1.9"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.73, < 6.0"
    }
  }
}

# Without the list of the secrets' names, which "Key Vault Secrets User" includes.
resource "azurerm_role_definition" "get_secrets" {
  count = var.custom_role == null ? 0 : 1
  name  = var.custom_role
  scope = var.resource_group_id

  permissions {
    data_actions = ["Microsoft.KeyVault/vaults/secrets/getSecret/action"]
  }

  assignable_scopes = [var.resource_group_id]
}

resource "azurerm_role_assignment" "this" {
  scope                = var.resource_id
  role_definition_name = var.custom_role == null ? var.role : null
  role_definition_id   = one(azurerm_role_definition.get_secrets[*].role_definition_resource_id)
  principal_id         = var.principal_id
  principal_type       = "ServicePrincipal"
}
