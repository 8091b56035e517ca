// SME Desk in one Azure subscription: everything the bot needs, and nothing that holds a secret unless sign-in is switched on.
// `azd up` builds the image, runs this file and points the bot at the new address. See README.md beside it.
targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('Name of the environment; part of every resource name. azd sets it.')
param environmentName string

@minLength(1)
@description('Azure region of everything but the bot registration, which is global.')
param location string

@description('Image of the container app. azd sets it after the first build; empty runs a public placeholder.')
param image string = ''

@description('Object ids of Entra tenants whose people may use the bot, beside the tenant of this subscription.')
param allowedTenants array = []

@description('Mailbox that mails are sent from; empty switches Microsoft Graph off.')
param mailSender string = ''

@description('Address the assignment team reads. Required: it is told when nobody confirms a request.')
@minLength(3)
param assignmentContact string

@description('Mail address that alerts go to.')
@minLength(3)
param alertMail string

@description('Entra object id of the first administrator.')
@minLength(36)
@maxLength(36)
param firstAdministrator string

@secure()
@description('Who is who: partners, partner managers, experts. Read into the empty store once. See README.md beside it.')
param directory string = loadTextContent('directory.json')

@allowed(['serverless', 'autoscale'])
@description('serverless: pay per request, one region. autoscale: a service level and up to maxThroughput RU/s.')
param cosmosMode string = 'serverless'

@minValue(1000)
@description('Upper bound of autoscale, in RU/s; not used with serverless.')
param maxThroughput int = 1000

@minValue(1)
@maxValue(10)
@description('Replicas that always run. Two survive the loss of one without a pause; fewer than one would lose the clock.')
param minReplicas int = 1

@minValue(1)
@maxValue(10)
@description('Replicas at most. Also divides the rate at which the bot writes to Teams.')
param maxReplicas int = 3

@description('What Microsoft Graph is used for besides mail, as far as the permissions were granted.')
param graphUses string = 'kickoff,onboarding'

@description('Prepares the signed-in FPM: creates a Key Vault for the client secret of the second app registration.')
param signIn bool = false

@description('Client id of the second app registration, once its secret is in the Key Vault. Empty: nobody signs in.')
param signInClientId string = ''

var token = toLower(uniqueString(subscription().id, environmentName, location))
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

module app 'modules/app.bicep' = {
  name: 'app'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    image: image
    identityId: identity.outputs.id
    principalId: identity.outputs.principalId
    clientId: identity.outputs.clientId
    workspaceName: watch.outputs.workspaceName
    connectionString: watch.outputs.connectionString
    cosmosEndpoint: store.outputs.endpoint
    cosmosDatabase: store.outputs.database
    cosmosContainer: store.outputs.container
    allowedTenants: allowedTenants
    mailSender: mailSender
    graphUses: graphUses
    signInConnection: signInConnection
    assignmentContact: assignmentContact
    firstAdministrator: firstAdministrator
    directory: directory
    minReplicas: minReplicas
    maxReplicas: maxReplicas
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
    host: app.outputs.host
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

output AZURE_CONTAINER_REGISTRY_ENDPOINT string = app.outputs.registry
output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = subscription().tenantId
output BOT_ID string = identity.outputs.clientId
output BOT_ENDPOINT string = 'https://${app.outputs.host}/api/messages'
output COSMOS_ENDPOINT string = store.outputs.endpoint
output IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId
output KEY_VAULT_NAME string = signIn ? vaultName : ''
