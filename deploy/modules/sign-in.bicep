// How an FPM signs in, so that a message can be posted in her name: by an app registration of its own, since a managed identity signs nobody in.
param botName string
param name string
param clientId string

@secure()
param clientSecret string

resource bot 'Microsoft.BotService/botServices@2022-09-15' existing = {
  name: botName
}

resource connection 'Microsoft.BotService/botServices/connections@2022-09-15' = {
  parent: bot
  name: name
  location: 'global'
  properties: {
    // Microsoft Entra ID, as the Bot Service calls it.
    serviceProviderDisplayName: 'Azure Active Directory v2'
    serviceProviderId: '30dd229c-58e3-4a48-bdfd-91ec48eb906c'
    clientId: clientId
    clientSecret: clientSecret
    scopes: 'openid profile offline_access ChatMessage.Send'
    // No tokenExchangeUrl: single sign-on would need the app to name this registration, and Microsoft Graph the bot's.
    parameters: [{ key: 'tenantID', value: tenant().tenantId }]
  }
}
