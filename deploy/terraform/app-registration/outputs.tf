output "client_id" {
  value = azuread_application_registration.this.client_id
}

output "tenant_id" {
  value = data.azuread_client_config.current.tenant_id
}

output "principal_id" {
  value = azuread_service_principal.this.object_id
}

output "subject" {
  value = azuread_application_federated_identity_credential.this.subject
}
