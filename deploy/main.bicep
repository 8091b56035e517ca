// SME Desk in one Azure subscription: everything the bot needs, and nothing that holds a secret unless sign-in is switched on.
// `azd provision` runs this file; `azd deploy` then builds the image and runs app.bicep. See README.md beside it.
targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('Name of the environment; part of every resource name. azd sets it.')
param environmentName string

@minLength(1)
@description('Azure region of everything but the bot registration, which is global.')
param location string

@description('Mail address that alerts go to.')
@minLength(3)
param alertMail string

@allowed(['serverless', 'autoscale'])
@description('serverless: pay per request. autoscale: up to maxThroughput RU/s. Chosen before the first deployment.')
param cosmosMode string = 'serverless'

@minValue(1000)
@description('Upper bound of autoscale, in RU/s; not used with serverless.')
param maxThroughput int = 1000

@description('Prepares the signed-in FPM: creates a Key Vault for the client secret of the second app registration.')
param signIn bool = false

@description('Client id of the second app registration, once its secret is in the Key Vault. Empty: nobody signs in.')
param signInClientId string = ''

var token = toLower(uniqueString(subscription().id, environmentName, location))
var appName = 'ca-sme-desk-${token}'
var vaultName = 'kv-${token}'
var signInConnection = signIn && !empty(signInClientId) ? 'sign-in' : ''
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: { name: 'id-sme-desk-${token}', location: location, tags: tags }
}

module watch 'modules/watch.bicep' = {
  name: 'watch'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    alertMail: alertMail
    principalId: identity.outputs.principalId
  }
}

module store 'modules/store.bicep' = {
  name: 'store'
  scope: group
  params: {
    name: 'cosmos-sme-desk-${token}'
    location: location
    tags: tags
    mode: cosmosMode
    maxThroughput: maxThroughput
    principalId: identity.outputs.principalId
  }
}

module vault 'modules/vault.bicep' = if (signIn) {
  name: 'vault'
  scope: group
  params: {
    name: vaultName
    location: location
    tags: tags
  }
}

module host 'modules/host.bicep' = {
  name: 'host'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    workspaceName: watch.outputs.workspaceName
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  scope: group
  params: {
    name: 'bot-sme-desk-${token}'
    tags: tags
    clientId: identity.outputs.clientId
    identityId: identity.outputs.id
    host: '${appName}.${host.outputs.domain}'
  }
}

resource secrets 'Microsoft.KeyVault/vaults@2023-07-01' existing = if (!empty(signInConnection)) {
  name: vaultName
  scope: group
}

module connection 'modules/sign-in.bicep' = if (!empty(signInConnection)) {
  name: 'sign-in'
  scope: group
  dependsOn: [vault]
  params: {
    botName: bot.outputs.name
    name: signInConnection
    clientId: signInClientId
    clientSecret: secrets.getSecret('sign-in')
  }
}

// azd keeps them as values of the environment, from which app.bicepparam reads them.
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = host.outputs.registry
output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_TENANT_ID string = subscription().tenantId
output APPLICATIONINSIGHTS_CONNECTION_STRING string = watch.outputs.connectionString
output BOT_ENDPOINT string = 'https://${appName}.${host.outputs.domain}/api/messages'
output BOT_ID string = identity.outputs.clientId
output CONTAINER_APP_NAME string = appName
output CONTAINER_ENVIRONMENT_ID string = host.outputs.environmentId
output COSMOS_CONTAINER string = store.outputs.container
output COSMOS_DATABASE string = store.outputs.database
output COSMOS_ENDPOINT string = store.outputs.endpoint
output IDENTITY_ID string = identity.outputs.id
output IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId
output KEY_VAULT_NAME string = signIn ? vaultName : ''
output SIGN_IN_CONNECTION string = signInConnection
