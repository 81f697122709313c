// What the identity may do: read a vault's secrets, by the role that Azure has for it or by one that allows less.
param principalId string
param keyVault string
param customRole string

// Key Vault Secrets User
var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: keyVault
}

// Without the list of the secrets' names, which Key Vault Secrets User includes.
resource getSecrets 'Microsoft.Authorization/roleDefinitions@2022-04-01' = if (!empty(customRole)) {
  name: guid(resourceGroup().id, customRole)
  properties: {
    roleName: customRole
    type: 'CustomRole'
    permissions: [
      {
        dataActions: [
          'Microsoft.KeyVault/vaults/secrets/getSecret/action'
        ]
      }
    ]
    assignableScopes: [
      resourceGroup().id
    ]
  }
}

resource readsSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, customRole)
  scope: vault
  properties: {
    roleDefinitionId: empty(customRole)
      ? subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
      : getSecrets.id
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
