// What the identity may do with Azure OpenAI: call the models that an existing resource of this resource group has deployed.
param principalId string
param account string

// Cognitive Services OpenAI User
var openAiUser = '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd'

resource openAi 'Microsoft.CognitiveServices/accounts@2023-05-01' existing = {
  name: account
}

resource callsModels 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(openAi.id, principalId, openAiUser)
  scope: openAi
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', openAiUser)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
