output "client_id" {
  description = "For the service account's annotation."
  value       = module.orders.client_id
}

output "tenant_id" {
  value = module.orders.tenant_id
}

output "issuer" {
  description = "Must equal the token's iss to the character, with the slash at its end."
  value       = azurerm_kubernetes_cluster.shop.oidc_issuer_url
}

output "subject" {
  value = module.orders.subject
}

output "vault_uri" {
  value = azurerm_key_vault.shop.vault_uri
}
