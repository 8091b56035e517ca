// Only for what has no identity option: the client secret of the app registration that signs FPMs in. It is read by the deployment, which
// hands it to the registration of the bot; the bot itself never sees it.
param name string
param location string
param tags object

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: { family: 'A', name: 'standard' }
    tenantId: tenant().tenantId
    enableRbacAuthorization: true
    enabledForTemplateDeployment: true
    // No purge protection: the secret can be made anew, and the name must be free after `azd down --purge`.
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
  }
}
