#!/usr/bin/env bash
# Goes through the steps of deploy/Dockerfile without a container engine: what .dockerignore lets through, the production
# packages, the build, a start as nobody on a read-only folder with the Node of the image, health, SIGTERM.
# Needs the network (npm) and the packages of this project; root for the bind mount and for becoming nobody.
set -u -o pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
project=$PWD
node_version=24.21.0 # of the line that deploy/Dockerfile names
port=

work=$(mktemp -d)
chmod 755 "$work"
image=$work/app
bot=
mounted=
# shellcheck disable=SC2317 # called by the trap
clean_up() {
  [ -z "$bot" ] || kill -9 "$bot" 2>/dev/null
  [ -z "$mounted" ] || umount "$image/.data" "$image"
  chmod -R u+w "$work" 2>/dev/null
  rm -rf "$work"
}
trap clean_up EXIT

fail() {
  printf 'FAILED: %s\n' "$1" >&2
  [ ! -s "$work/bot.log" ] || tail -n 20 "$work/bot.log" >&2
  exit 1
}
said() { printf '%-44s %s\n' "$1" "$2"; }
# The status with which the bot answers: status <method> <path>
status() {
  local code
  { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null || return 1
  printf '%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}' "$1" "$2" >&3
  read -r _ code _ <&3
  exec 3>&-
  printf '%s' "$code"
}
size() { du -sh --apparent-size "$1" | cut -f1; }

grep -q "^FROM node:${node_version%%.*}-slim" deploy/Dockerfile || fail 'deploy/Dockerfile names another Node'

# The build context: .dockerignore takes everything away, then gives and takes by plain names.
context=$work/context
mkdir "$context"
while read -r line; do
  case $line in
    '#'* | '' | '*') ;;
    '!'*) cp -a --parents "${line#!}" "$context" || fail "$line is missing" ;;
    *'*'*) fail ".dockerignore: $line is no plain name" ;;
    *) rm -rf "${context:?}/$line" ;;
  esac
done <.dockerignore
said 'let through by .dockerignore' "$(cd "$context" && find . -maxdepth 1 -mindepth 1 -printf '%f ')"

# The stage "build", with the packages that this project has installed from the same lock.
mkdir "$work/build"
cp -a "$context/." "$work/build"
ln -s "$project/node_modules" "$work/build/node_modules"
(cd "$work/build" && npm run build --silent) || fail 'the build'

# The stage "packages".
mkdir "$image"
cp "$context"/package.json "$context"/package-lock.json "$context"/.npmrc "$image"
(cd "$image" && npm ci --omit=dev --silent --no-audit --no-fund) || fail 'npm ci --omit=dev'

# The last stage.
rm "$image/package-lock.json" "$image/.npmrc"
cp -a "$work/build/dist" "$image/dist"
mkdir "$image/.data"
said 'size of node_modules, dist' "$(size "$image/node_modules"), $(size "$image/dist")"
[ ! -e "$image/dist/demo" ] && [ ! -e "$image/dist/app-package/make-package.js" ] || fail 'the image holds tools'

# Without the network the Node of this machine stands in, as long as it is of the same line as the image's.
node=$(command -v node)
engine=node-linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
if npm install --prefix "$work/engine" --silent --no-audit --no-fund "$engine@$node_version" >/dev/null 2>&1; then
  node=$work/engine/node_modules/$engine/bin/node
fi
case $("$node" --version) in
  "v${node_version%%.*}."*) ;;
  *) fail "Node $node_version cannot be installed, and this machine has $("$node" --version)" ;;
esac
said 'started by Node' "$("$node" --version)"

# Only root can mount and become somebody else; otherwise the folder is closed by its rights.
as_nobody=()
if [ "$(id -u)" -eq 0 ]; then
  as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  chown 65534:65534 "$image/.data"
fi
if mount --bind "$image" "$image" 2>/dev/null; then
  mkdir "$work/data"
  chown 65534:65534 "$work/data"
  if mount --bind "$work/data" "$image/.data" && mount -o remount,bind,ro "$image"; then mounted=yes; fi
fi
if [ -z "$mounted" ]; then
  umount "$image/.data" "$image" 2>/dev/null
  chmod -R a-w "$image" && chmod u+w "$image/.data"
fi
said 'read-only' "$([ -n "$mounted" ] && echo 'by a mount' || echo 'by rights alone: no mount is allowed here')"
"${as_nobody[@]}" touch "$image/dist/probe" 2>/dev/null && fail 'the folder can be written'
"${as_nobody[@]}" touch "$image/.data/probe" || fail 'the data cannot be written'

# As `docker run` would with a directory file mounted: everything else is what the image brings.
: >"$work/bot.log"
cp directory.example.json "$work/directory.json"
chmod 644 "$work/directory.json"
begun=$(date +%s%3N)
(
  cd "$image" && exec env -i NODE_ENV=production PATH=/usr/bin:/bin PORT=0 HOST=127.0.0.1 \
    DIRECTORY_FILE="$work/directory.json" MICROSOFT_APP_ID=9f0a1b2c-3d4e-4f50-8a6b-7c8d9e0f1a2b \
    MICROSOFT_APP_TENANT_ID=0a1b2c3d-4e5f-4061-8b7c-8d9e0f1a2b3c MAIL=outbox \
    ASSIGNMENT_CONTACT=assignment@contoso.example FIRST_ADMINISTRATOR=1b2c3d4e-5f60-4172-8c9d-9e0f1a2b3c4d \
    "${as_nobody[@]}" "$node" dist/index.js
) >"$work/bot.log" 2>&1 &
bot=$!
until port=$(sed -n 's/.*"port":\([0-9]*\).*/\1/p' "$work/bot.log") && [ -n "$port" ] && [ "$(status GET /readyz)" = 200 ]; do
  kill -0 "$bot" 2>/dev/null || fail 'the bot ended'
  [ $(($(date +%s%3N) - begun)) -lt 30000 ] || fail 'the bot was not ready within 30 seconds'
  sleep 0.05
done
said 'ready after' "$(($(date +%s%3N) - begun)) ms"
said 'runs as' "$(awk '/^Uid/ { uid = $2 } /^VmRSS/ { rss = $2 } END { printf "user %d, %d MB", uid, rss / 1024 }' "/proc/$bot/status")"

health=$(sed -n 's/^ *CMD \["node", "-e", "\(.*\)"\]$/\1/p' deploy/Dockerfile)
[ -n "$health" ] || fail 'deploy/Dockerfile has no health check'
env PORT="$port" "$node" -e "$health" || fail 'the health check of the image'
[ "$(status POST /api/messages)" = 401 ] || fail 'a message without a token is let in'

begun=$(date +%s%3N)
kill -TERM "$bot"
wait "$bot"
code=$?
bot=
[ "$code" -eq 0 ] || fail "SIGTERM ended it with code $code"
said 'ended in order after' "$(($(date +%s%3N) - begun)) ms"
