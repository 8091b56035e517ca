// What azd hands to main.bicep: its own values, and what `azd env set` was told. A name without a default must be set.
using './main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param alertMail = readEnvironmentVariable('ALERT_MAIL')
param cosmosMode = readEnvironmentVariable('COSMOS_MODE', 'serverless')
param maxThroughput = int(readEnvironmentVariable('COSMOS_MAX_THROUGHPUT', '1000'))
param signIn = bool(readEnvironmentVariable('SIGN_IN', 'false'))
param signInClientId = readEnvironmentVariable('SIGN_IN_CLIENT_ID', '')
