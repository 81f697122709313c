output "client_id" {
  value = azurerm_user_assigned_identity.this.client_id
}

output "tenant_id" {
  value = azurerm_user_assigned_identity.this.tenant_id
}

output "principal_id" {
  value = azurerm_user_assigned_identity.this.principal_id
}

output "subject" {
  value = azurerm_federated_identity_credential.this.subject
}
