@description('A vault of this resource group that roles open: az keyvault update --enable-rbac-authorization true.')
param keyVault string
param location string = resourceGroup().location
@description('It must issue tokens: az aks update --enable-oidc-issuer --enable-workload-identity.')
param cluster string = 'shop-aks'
param clusterResourceGroup string = resourceGroup().name
param identity string = 'orders'
param namespace string = 'shop'
param serviceAccount string = 'orders'
@description('What the webhook asks for; the same in every cloud unless the webhook is configured otherwise.')
param audience string = 'api://AzureADTokenExchange'
@description('The name of a role of your own, unique in the tenant; without it Key Vault Secrets User.')
param customRole string = ''

resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' existing = {
  name: cluster
  scope: resourceGroup(clusterResourceGroup)
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: keyVault
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
