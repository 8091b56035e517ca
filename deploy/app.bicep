// The bot itself as a container app: at least one replica always runs, because it keeps the clock.
// `azd deploy` builds the image and runs this file, in the resource group that main.bicep has made.

@description('Image of the bot; azd sets it after the build.')
@minLength(1)
param image string

param environmentName string
param location string
param name string
param registry string
param containerEnvironmentId string
param identityId string
param clientId string
param connectionString string
param cosmosEndpoint string
param cosmosDatabase string
param cosmosContainer string
param signInConnection string

@description('Object ids of Entra tenants whose people may use the bot, beside the tenant of this subscription; separated by commas.')
param allowedTenants string = ''

@allowed(['public', 'gcc', 'usgov', 'usgov-dod'])
@description('Cloud in which your Teams is.')
param cloud string = 'public'

@description('Mailbox that mails are sent from. Required: receipts, decisions and people without a chat need it.')
@minLength(3)
param mailSender string

@description('What Microsoft Graph is used for besides mail, as far as the permissions were granted.')
param graphUses string = 'kickoff,onboarding'

@description('Id of SME Desk in your app catalogue; empty: looked up, which needs AppCatalog.Read.All.')
param teamsAppCatalogId string = ''

@description('Address the assignment team reads. Required: it is told when nobody confirms a request.')
@minLength(3)
param assignmentContact string

@description('Entra object id of the first administrator.')
@minLength(36)
@maxLength(36)
param firstAdministrator string

@secure()
@description('Who is who: partners, partner managers, experts. Read into the empty store once. Never a default: that would be part of the template, which the history of deployments keeps.')
param directory string

@minValue(1)
@maxValue(10)
@description('Replicas that always run. Two survive the loss of one without a pause; fewer than one would lose the clock.')
param minReplicas int = 1

@minValue(1)
@maxValue(10)
@description('Replicas at most. Also divides the rate at which the bot writes to Teams.')
param maxReplicas int = 3

// Above 1023, since the image does not run as root.
var port = 3978

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  tags: { 'azd-env-name': environmentName, 'azd-service-name': 'bot' }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    managedEnvironmentId: containerEnvironmentId
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: true, targetPort: port, transport: 'http', allowInsecure: false }
      registries: [{ server: registry, identity: identityId }]
      // It names people, so it is kept like a secret; the process reads it as a file.
      secrets: [{ name: 'directory', value: directory }]
    }
    template: {
      // Longer than STOP_GRACE_MS, so that work under way ends and leases are given back.
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'bot'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: [
            { name: 'PROFILE', value: 'production' }
            { name: 'HOST', value: '0.0.0.0' }
            { name: 'PORT', value: string(port) }
            { name: 'REPLICAS', value: string(maxReplicas) }
            { name: 'DIRECTORY_FILE', value: '/config/directory.json' }
            { name: 'STORE', value: 'cosmos' }
            { name: 'COSMOS_ENDPOINT', value: cosmosEndpoint }
            { name: 'COSMOS_DATABASE', value: cosmosDatabase }
            { name: 'COSMOS_CONTAINER', value: cosmosContainer }
            { name: 'MICROSOFT_APP_TYPE', value: 'UserAssignedMSI' }
            { name: 'MICROSOFT_APP_ID', value: clientId }
            { name: 'MICROSOFT_APP_TENANT_ID', value: tenant().tenantId }
            { name: 'ALLOWED_TENANTS', value: allowedTenants }
            { name: 'CLOUD', value: cloud }
            { name: 'GRAPH', value: 'on' }
            { name: 'GRAPH_USES', value: graphUses }
            // Never the outbox: a file in a container is a mail that nobody gets.
            { name: 'MAIL', value: 'graph' }
            { name: 'MAIL_SENDER', value: mailSender }
            { name: 'TEAMS_APP_CATALOG_ID', value: teamsAppCatalogId }
            { name: 'SIGN_IN_CONNECTION', value: signInConnection }
            { name: 'ASSIGNMENT_CONTACT', value: assignmentContact }
            { name: 'FIRST_ADMINISTRATOR', value: firstAdministrator }
            { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: connectionString }
          ]
          volumeMounts: [{ volumeName: 'config', mountPath: '/config' }]
          probes: [
            {
              type: 'Startup'
              httpGet: { path: '/healthz', port: port }
              periodSeconds: 2
              timeoutSeconds: 5
              failureThreshold: 30
            }
            {
              // Asks only whether the process lives: a store that is away is no reason to start it anew.
              type: 'Liveness'
              httpGet: { path: '/healthz', port: port }
              periodSeconds: 30
              timeoutSeconds: 5
              failureThreshold: 3
            }
            {
              // Asks the store, which may take longer than the second that a probe waits by itself.
              type: 'Readiness'
              httpGet: { path: '/readyz', port: port }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 3
            }
          ]
        }
      ]
      volumes: [
        {
          name: 'config'
          storageType: 'Secret'
          secrets: [{ secretRef: 'directory', path: 'directory.json' }]
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [{ name: 'requests', http: { metadata: { concurrentRequests: '50' } } }]
      }
    }
  }
}
