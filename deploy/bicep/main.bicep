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
@description('The name of a role of your own, unique in the tenant; without it Key Vault Secrets User.')
param customRole string = ''

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
        upgradeSettings: {
          maxSurge: '10%'
        }
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

// For an app registration instead: modules/app-registration.bicep, without location.
module workload 'modules/identity.bicep' = {
  params: {
    name: identity
    location: location
    issuer: aks.properties.oidcIssuerProfile.issuerURL
    namespace: namespace
    serviceAccount: serviceAccount
    audience: audience
  }
}

module access 'modules/access.bicep' = {
  params: {
    principalId: workload.outputs.principalId
    keyVault: vault.name
    customRole: customRole
  }
}

output clientId string = workload.outputs.clientId
output tenantId string = subscription().tenantId
output issuer string = aks.properties.oidcIssuerProfile.issuerURL
output subject string = workload.outputs.subject
output vaultUri string = vault.properties.vaultUri
