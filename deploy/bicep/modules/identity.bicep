// A managed identity that trusts one service account.
param name string
@description('Some regions do not support federated credentials on managed identities.')
param location string
@description('Must equal the iss of the token to the character, with the slash at its end.')
param issuer string
param namespace string
param serviceAccount string
param audience string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

// Several credentials on one identity must be written one after the other: chain them with dependsOn.
resource federatedCredential 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31' = {
  parent: identity
  name: '${namespace}-${serviceAccount}'
  properties: {
    issuer: issuer
    subject: 'system:serviceaccount:${namespace}:${serviceAccount}'
    audiences: [
      audience
    ]
  }
}

output clientId string = identity.properties.clientId
output principalId string = identity.properties.principalId
output subject string = federatedCredential.properties.subject
