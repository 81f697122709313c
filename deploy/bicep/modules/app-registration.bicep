// An app registration that trusts one service account: in place of identity.bicep, with the same outputs. Who deploys it
// needs the right to create applications.
extension 'br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0'

param name string
@description('Must equal the iss of the token to the character, with the slash at its end.')
param issuer string
param namespace string
param serviceAccount string
param audience string

resource application 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: name
  displayName: name

  resource federatedCredential 'federatedIdentityCredentials@v1.0' = {
    name: '${application.uniqueName}/${namespace}-${serviceAccount}'
    issuer: issuer
    subject: 'system:serviceaccount:${namespace}:${serviceAccount}'
    audiences: [
      audience
    ]
  }
}

resource servicePrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: application.appId
}

output clientId string = application.appId
output principalId string = servicePrincipal.id
output subject string = application::federatedCredential.subject
