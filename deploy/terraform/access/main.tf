# What the identity may do: read a vault's secrets, by the role that Azure has for it or by one that allows less.

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

resource "azurerm_role_assignment" "reads_secrets" {
  scope                = var.vault_id
  role_definition_name = var.custom_role == null ? "Key Vault Secrets User" : null
  role_definition_id   = one(azurerm_role_definition.get_secrets[*].role_definition_resource_id)
  principal_id         = var.principal_id
  principal_type       = "ServicePrincipal"
}
