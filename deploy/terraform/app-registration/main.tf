# An app registration that trusts one service account: in place of the module "identity", with the same outputs. Take it
# for another tenant, for permissions of Microsoft Graph, or where the region supports no federated credentials on managed
# identities. Who applies it needs the role Application Administrator, or Application.ReadWrite.OwnedBy.

terraform {
  required_version = ">= 1.9"
  required_providers {
    azuread = {
      source  = "hashicorp/azuread"
      version = "~> 3.0"
    }
  }
}

data "azuread_client_config" "current" {}

resource "azuread_application_registration" "this" {
  display_name = var.name
}

resource "azuread_service_principal" "this" {
  client_id = azuread_application_registration.this.client_id
}

resource "azuread_application_federated_identity_credential" "this" {
  application_id = azuread_application_registration.this.id
  display_name   = "${var.namespace}-${var.service_account}"
  issuer         = var.issuer
  subject        = "system:serviceaccount:${var.namespace}:${var.service_account}"
  audiences      = [var.audience]
}
