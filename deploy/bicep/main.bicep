@description('Unique in all of Azure: 3 to 24 letters, digits and dashes.')
param keyVault string
param location string = resourceGroup().location
param cluster string = 'shop-aks'
param nodeSize string = 'Standard_D2s_v5'
param identity string = 'orders'
param namespace string = 'shop'
param serviceAccount string = 'orders'
@description('What the webhook asks for; the same in every cloud unless the webhook is configured otherwise.')
param audience string = 'api://AzureADTokenExchange'

// Key Vault Secrets User
var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: cluster
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    dnsPrefix: cluster
    oidcIssuerProfile: {
      enabled: true
    }
    securityProfile: {
      workloadIdentity: {
        enabled: true
      }
    }
    agentPoolProfiles: [
      {
        name: 'system'
        mode: 'System'
        count: 2
        vmSize: nodeSize
        osType: 'Linux'
      }
    ]
    networkProfile: {
      networkPlugin: 'azure'
      networkPluginMode: 'overlay'
      networkPolicy: 'cilium'
      networkDataplane: 'cilium'
    }
  }
}

resource orders 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: identity
  location: location
}

// Several credentials on one identity must be written one after the other: chain them with dependsOn.
resource federatedCredential 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31' = {
  parent: orders
  name: '${namespace}-${serviceAccount}'
  properties: {
    issuer: aks.properties.oidcIssuerProfile.issuerURL
    subject: 'system:serviceaccount:${namespace}:${serviceAccount}'
    audiences: [
      audience
    ]
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: keyVault
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
  }
}

resource readsSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, orders.id, secretsUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
    principalId: orders.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

output clientId string = orders.properties.clientId
output tenantId string = orders.properties.tenantId
output issuer string = aks.properties.oidcIssuerProfile.issuerURL
output subject string = federatedCredential.properties.subject
output vaultUri string = vault.properties.vaultUri
