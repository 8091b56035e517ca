#!/usr/bin/env bash
# Gives the bot's managed identity the Microsoft Graph permissions it uses. An administrator who may grant application
# permissions (Privileged Role Administrator) runs it once after `azd provision`, signed in with `az login`:
#   deploy/grant-graph-roles.sh <principal id of the identity> [permission ...]
# Without permissions it grants those that the default of GRAPH_USES needs; for `feed` run it once more with TeamsActivity.Send, for
# `people` with User.Read.All. With TEAMS_APP_CATALOG_ID set, AppCatalog.Read.All is not needed. Graph is the one of the cloud that
# `az` is signed in to.
# Mail.Send and, for `meeting`, Calendars.ReadWrite are not granted here: Exchange grants them for the mailboxes that are
# meant (deploy/README.md). Granting one that is there already does nothing.
set -euo pipefail

principal=${1:?'usage: grant-graph-roles.sh <principal id> [permission ...]'}
shift
permissions=("$@")
if [ "${#permissions[@]}" -eq 0 ]; then
  permissions=(
    AppCatalog.Read.All
    Chat.Create
    TeamsAppInstallation.ReadWriteSelfForChat.All
    TeamsAppInstallation.ReadWriteSelfForUser.All
  )
fi

host=$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv)
host=${host%/}
graph=$(az ad sp show --id 00000003-0000-0000-c000-000000000000 --query id --output tsv)
for permission in "${permissions[@]}"; do
  role=$(az ad sp show --id "$graph" --query "appRoles[?value=='$permission'].id | [0]" --output tsv)
  if [ -z "$role" ]; then
    printf 'Microsoft Graph has no application permission %s.\n' "$permission" >&2
    exit 1
  fi
  granted=$(az rest --method GET \
    --url "$host/v1.0/servicePrincipals/$principal/appRoleAssignments" \
    --query "value[?appRoleId=='$role'] | length(@)" --output tsv)
  if [ "$granted" != 0 ]; then
    printf '%s is granted already.\n' "$permission"
    continue
  fi
  az rest --method POST --output none \
    --url "$host/v1.0/servicePrincipals/$graph/appRoleAssignedTo" \
    --body "{\"principalId\":\"$principal\",\"resourceId\":\"$graph\",\"appRoleId\":\"$role\"}"
  printf '%s is granted.\n' "$permission"
done
