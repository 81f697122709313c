variable "name" {
  type = string
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
