resource "kubernetes_namespace_v1" "shop" {
  metadata {
    name = var.namespace
    labels = {
      "pod-security.kubernetes.io/enforce"         = "restricted"
      "pod-security.kubernetes.io/enforce-version" = "latest"
      "pod-security.kubernetes.io/warn"            = "restricted"
    }
  }
}

resource "kubernetes_service_account_v1" "orders" {
  metadata {
    name      = var.service_account
    namespace = kubernetes_namespace_v1.shop.metadata[0].name
    annotations = {
      "azure.workload.identity/client-id" = var.client_id
    }
  }
  automount_service_account_token = false
}
