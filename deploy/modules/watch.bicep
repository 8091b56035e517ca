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

@description('Each alert: what it says, the query that counts it, and for how long it may be so.')
var alerts = [
  {
    name: 'stuck'
    description: 'Messages could not be delivered and wait for an operator: type "stuck" to the bot.'
    query: 'customMetrics | where name == "desk.effects.stuck" | summarize value = max(valueMax) by bin(timestamp, 5m) | where value > 0'
    window: 'PT15M'
  }
  {
    name: 'queue'
    description: 'Due work is older than five minutes: replicas are down or the store is slow.'
    query: 'customMetrics | where name == "desk.queue.age" | summarize value = max(valueMax) by bin(timestamp, 5m) | where value > 300000'
    window: 'PT15M'
  }
  {
    name: 'errors'
    description: 'The bot logged errors: somebody got a reference id instead of an answer.'
    query: 'traces | where severityLevel >= 3 | summarize value = count() by bin(timestamp, 5m) | where value > 0'
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
      scopes: [insights.id]
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
