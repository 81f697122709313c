terraform {
  required_version = ">= 1.9"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.73, < 6.0"
    }
  }
}

provider "azurerm" {
  subscription_id = var.subscription_id
  # Version 5 registers nothing by itself; version 4 registers more than these.
  resource_providers_to_register = [
    "Microsoft.KeyVault",
    "Microsoft.ManagedIdentity",
  ]
  features {}
}
