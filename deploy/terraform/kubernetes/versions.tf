terraform {
  required_version = ">= 1.9"
  required_providers {
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = "~> 3.0"
    }
  }
}

# A root of its own: a provider cannot be configured from a cluster that the same run has yet to make.
provider "kubernetes" {
  config_path    = var.kubeconfig
  config_context = var.context
}
