variable "name" {
  type = string
}

variable "resource_group" {
  type = string
}

variable "location" {
  type        = string
  description = "Some regions do not support federated credentials on managed identities."
}

variable "issuer" {
  type        = string
  description = "Must equal the token's iss to the character, with the slash at its end."
}

variable "namespace" {
  type = string
}

variable "service_account" {
  type = string
}

variable "audience" {
  type = string
}
