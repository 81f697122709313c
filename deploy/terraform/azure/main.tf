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

    # What AKS fills in by itself; without it each later plan wants to take it away.
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

resource "azurerm_user_assigned_identity" "orders" {
  name                = var.identity
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

# azurerm 4 has parent_id and resource_group_name in place of user_assigned_identity_id, enable_rbac_authorization in place of
# rbac_authorization_enabled (below), and no node_provisioning_profile in the cluster.
resource "azurerm_federated_identity_credential" "orders" {
  name                      = "${var.namespace}-${var.service_account}"
  user_assigned_identity_id = azurerm_user_assigned_identity.orders.id
  issuer                    = azurerm_kubernetes_cluster.shop.oidc_issuer_url
  subject                   = "system:serviceaccount:${var.namespace}:${var.service_account}"
  audience                  = [var.audience]
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

resource "azurerm_role_assignment" "orders_reads_secrets" {
  scope                = azurerm_key_vault.shop.id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_user_assigned_identity.orders.principal_id
  principal_type       = "ServicePrincipal"
}
