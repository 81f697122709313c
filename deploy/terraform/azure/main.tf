resource "azurerm_resource_group" "shop" {
  name     = var.resource_group
  location = var.location
}

resource "azurerm_kubernetes_cluster" "shop" {
  name                      = var.cluster
  resource_group_name       = azurerm_resource_group.shop.name
  location                  = azurerm_resource_group.shop.location
  dns_prefix                = var.cluster
  oidc_issuer_enabled       = true
  workload_identity_enabled = true

  default_node_pool {
    name       = "system"
    vm_size    = var.node_size
    node_count = 2

    # AKS sets it by itself; without these lines each later plan would remove it.
    upgrade_settings {
      max_surge = "10%"
    }
  }

  node_provisioning_profile {
    mode = "Manual"
  }

  # A network policy is only a wish without an engine that enforces it.
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_policy      = "cilium"
    network_data_plane  = "cilium"
  }

  # The cluster's own identity; no pod signs in with it.
  identity {
    type = "SystemAssigned"
  }
}

# To have an app registration instead: source = "../app-registration", without resource_group and location.
module "orders" {
  source          = "../identity"
  name            = var.identity
  resource_group  = azurerm_resource_group.shop.name
  location        = azurerm_resource_group.shop.location
  issuer          = azurerm_kubernetes_cluster.shop.oidc_issuer_url
  namespace       = var.namespace
  service_account = var.service_account
  audience        = var.audience
}

data "azurerm_client_config" "current" {}

resource "azurerm_key_vault" "shop" {
  name                       = var.key_vault
  resource_group_name        = azurerm_resource_group.shop.name
  location                   = azurerm_resource_group.shop.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
}

module "access" {
  source            = "../access"
  principal_id      = module.orders.principal_id
  resource_id       = azurerm_key_vault.shop.id
  resource_group_id = azurerm_resource_group.shop.id
  custom_role       = var.custom_role
}
