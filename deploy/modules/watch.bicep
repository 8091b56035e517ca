// Logs, traces, metrics and the alerts somebody must act on.
param token string
param location string
param tags object
param alertMail string
param principalId string

// Built-in role "Monitoring Metrics Publisher".
var metricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'log-sme-desk-${token}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
    workspaceCapping: { dailyQuotaGb: 1 }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-sme-desk-${token}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

resource publish 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, principalId, metricsPublisher)
  scope: insights
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      metricsPublisher
    )
  }
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-sme-desk-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'sme-desk'
    enabled: true
    emailReceivers: [{ name: 'operator', emailAddress: alertMail, useCommonAlertSchema: true }]
  }
}

// Names and units are those of src/watch/measured-watch.ts; the log is one JSON object per line on standard output.
@description('Each alert: what it says, the query that finds something, and for how long it may be so.')
var alerts = [
  {
    name: 'stuck'
    description: 'Messages could not be delivered and wait for an operator: type "stuck" to the bot.'
    query: 'AppMetrics | where Name == "sme_desk.effect.stuck" and Sum > 0'
    window: 'PT15M'
  }
  {
    name: 'queue'
    description: 'Due work is older than five minutes: replicas are down or the store is slow.'
    query: 'AppMetrics | where Name == "sme_desk.queue.age" and Sum > 300'
    window: 'PT15M'
  }
  {
    name: 'errors'
    description: 'The bot logged errors: somebody got a reference id instead of an answer.'
    query: 'ContainerAppConsoleLogs_CL | where ContainerName_s == "bot" | where tostring(parse_json(Log_s).level) == "error"'
    window: 'PT5M'
  }
]

resource rules 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [
  for alert in alerts: {
    name: 'alert-sme-desk-${alert.name}-${token}'
    location: location
    tags: tags
    properties: {
      displayName: 'SME Desk: ${alert.name}'
      description: alert.description
      severity: 2
      enabled: true
      evaluationFrequency: 'PT5M'
      windowSize: alert.window
      scopes: [workspace.id]
      // The table of the console exists only once a container has written to it.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [people.id] }
    }
  }
]

output workspaceName string = workspace.name
output connectionString string = insights.properties.ConnectionString
