# The cluster must issue tokens: az aks update --enable-oidc-issuer --enable-workload-identity.
data "azurerm_kubernetes_cluster" "existing" {
  name                = var.cluster
  resource_group_name = var.cluster_resource_group
}

# The vault must be one that roles open: az keyvault update --enable-rbac-authorization true.
data "azurerm_key_vault" "existing" {
  name                = var.key_vault
  resource_group_name = var.resource_group
}

data "azurerm_resource_group" "existing" {
  name = var.resource_group
}

# To have an app registration instead: source = "../app-registration", without resource_group and location.
module "orders" {
  source          = "../identity"
  name            = var.identity
  resource_group  = data.azurerm_resource_group.existing.name
  location        = data.azurerm_resource_group.existing.location
  issuer          = data.azurerm_kubernetes_cluster.existing.oidc_issuer_url
  namespace       = var.namespace
  service_account = var.service_account
  audience        = var.audience
}

module "access" {
  source            = "../access"
  principal_id      = module.orders.principal_id
  resource_id       = data.azurerm_key_vault.existing.id
  resource_group_id = data.azurerm_resource_group.existing.id
  custom_role       = var.custom_role
}
