#!/usr/bin/env bash
# Gives the bot's managed identity the Microsoft Graph permissions it uses. An administrator who may grant application
# permissions (Privileged Role Administrator) runs it once after `azd up`, signed in with `az login`:
#   deploy/grant-graph-roles.sh <principal id of the identity> [permission ...]
# Without permissions it grants those that the default of GRAPH_USES needs; for `feed` run it once more with TeamsActivity.Send.
# Mail.Send and, for `meeting`, Calendars.ReadWrite are not granted here: Exchange grants them for the mailboxes that are
# meant (deploy/README.md). Granting one that is there already does nothing.
set -euo pipefail

principal=${1:?'usage: grant-graph-roles.sh <principal id> [permission ...]'}
shift
permissions=("$@")
if [ "${#permissions[@]}" -eq 0 ]; then
  permissions=(
    Chat.Create
    TeamsAppInstallation.ReadWriteSelfForChat.All
    TeamsAppInstallation.ReadWriteSelfForUser.All
  )
fi

graph=$(az ad sp show --id 00000003-0000-0000-c000-000000000000 --query id --output tsv)
for permission in "${permissions[@]}"; do
  role=$(az ad sp show --id "$graph" --query "appRoles[?value=='$permission'].id | [0]" --output tsv)
  if [ -z "$role" ]; then
    printf 'Microsoft Graph has no application permission %s.\n' "$permission" >&2
    exit 1
  fi
  granted=$(az rest --method GET \
    --url "https://graph.microsoft.com/v1.0/servicePrincipals/$principal/appRoleAssignments" \
    --query "value[?appRoleId=='$role'] | length(@)" --output tsv)
  if [ "$granted" != 0 ]; then
    printf '%s is granted already.\n' "$permission"
    continue
  fi
  az rest --method POST --output none \
    --url "https://graph.microsoft.com/v1.0/servicePrincipals/$graph/appRoleAssignedTo" \
    --body "{\"principalId\":\"$principal\",\"resourceId\":\"$graph\",\"appRoleId\":\"$role\"}"
  printf '%s is granted.\n' "$permission"
done
