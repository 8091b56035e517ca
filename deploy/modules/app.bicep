// The registry, and the bot itself as a container app: at least one replica always runs, because it keeps the clock.
param token string
param location string
param tags object
param image string
param identityId string
param principalId string
param clientId string
param workspaceName string
param connectionString string
param cosmosEndpoint string
param cosmosDatabase string
param cosmosContainer string
param allowedTenants array
param mailSender string
param graphUses string
param signInConnection string
param assignmentContact string
param firstAdministrator string
@secure()
param directory string
param minReplicas int
param maxReplicas int

// Before the first build there is no image of ours: a public placeholder holds the place, without our port and probes.
var isPlaceholder = empty(image)
var port = isPlaceholder ? 80 : 3978
// Built-in role "AcrPull".
var acrPull = '7f951dda-4ed3-4680-a7ca-43fe172d538d'

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'crsmedesk${token}'
  location: location
  tags: tags
  sku: { name: 'Basic' }
  properties: { adminUserEnabled: false }
}

resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, principalId, acrPull)
  scope: registry
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', acrPull)
  }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: 'cae-sme-desk-${token}'
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: workspace.properties.customerId
        sharedKey: workspace.listKeys().primarySharedKey
      }
    }
  }
}

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: 'ca-sme-desk-${token}'
  location: location
  tags: union(tags, { 'azd-service-name': 'bot' })
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  dependsOn: [pull]
  properties: {
    managedEnvironmentId: environment.id
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: true, targetPort: port, transport: 'http', allowInsecure: false }
      registries: [{ server: registry.properties.loginServer, identity: identityId }]
      // It names people, so it is kept like a secret; the process reads it as a file.
      secrets: [{ name: 'directory', value: directory }]
    }
    template: {
      // Longer than STOP_GRACE_MS, so that work under way ends and leases are given back.
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'bot'
          image: isPlaceholder
            ? 'mcr.microsoft.com/azuredocs/containerapps-helloworld:latest'
            : image
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
            { name: 'ALLOWED_TENANTS', value: join(allowedTenants, ',') }
            { name: 'GRAPH', value: empty(mailSender) && empty(signInConnection) ? 'off' : 'on' }
            { name: 'GRAPH_USES', value: graphUses }
            { name: 'MAIL', value: empty(mailSender) ? 'outbox' : 'graph' }
            { name: 'MAIL_SENDER', value: mailSender }
            { name: 'SIGN_IN_CONNECTION', value: signInConnection }
            { name: 'ASSIGNMENT_CONTACT', value: assignmentContact }
            { name: 'FIRST_ADMINISTRATOR', value: firstAdministrator }
            { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: connectionString }
          ]
          volumeMounts: [{ volumeName: 'config', mountPath: '/config' }]
          probes: isPlaceholder ? [] : [
            {
              type: 'Startup'
              httpGet: { path: '/healthz', port: port }
              periodSeconds: 2
              failureThreshold: 30
            }
            {
              // Asks only whether the process lives: a store that is away is no reason to start it anew.
              type: 'Liveness'
              httpGet: { path: '/healthz', port: port }
              periodSeconds: 30
              failureThreshold: 3
            }
            {
              type: 'Readiness'
              httpGet: { path: '/readyz', port: port }
              periodSeconds: 10
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

output host string = app.properties.configuration.ingress.fqdn
output registry string = registry.properties.loginServer
