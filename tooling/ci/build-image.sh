#!/usr/bin/env bash
# Makes an image of PostgreSQL 15 from Debian 12's packages and imports it into Docker under the given name. Like the
# official images it honours POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB. Needs root.
set -euo pipefail
image=$1
root=$(mktemp -d /tmp/omni-image-XXXXXX)
trap 'rm -rf "$root" "$root.log"' EXIT
trap 'exit 130' INT TERM

if ! command -v debootstrap >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends debootstrap
fi
debootstrap --variant=minbase --include=postgresql-15 bookworm "$root" >"$root.log" 2>&1 || { tail -20 "$root.log"; exit 1; }
rm -rf "$root"/usr/share/{doc,locale,man} "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/usr/lib/llvm-*
ln -sf /usr/lib/postgresql/15/bin/pg_isready "$root/usr/local/bin/pg_isready"

cat >"$root/usr/local/bin/entrypoint" <<'ENTRYPOINT'
#!/bin/sh
set -eu
bin=/usr/lib/postgresql/15/bin
data=/var/lib/postgresql/omni
user=${POSTGRES_USER:-postgres}
install -d -o postgres -g postgres -m 700 "$data"
(umask 077 && printf '%s' "$POSTGRES_PASSWORD" >/tmp/password && chown postgres /tmp/password)
runuser -u postgres -- "$bin/initdb" --pgdata="$data" --username="$user" --pwfile=/tmp/password \
  --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
rm /tmp/password
echo 'host all all all scram-sha-256' >>"$data/pg_hba.conf"
if [ "${POSTGRES_DB:-postgres}" != postgres ]; then
  echo "create database \"$POSTGRES_DB\"" | runuser -u postgres -- "$bin/postgres" --single -D "$data" postgres >/dev/null
fi
exec setpriv --reuid=postgres --regid=postgres --init-groups "$bin/postgres" -D "$data" \
  -c listen_addresses='*' -c fsync=off -c max_connections=200
ENTRYPOINT
chmod +x "$root/usr/local/bin/entrypoint"
tar -C "$root" -c . | docker import -c 'ENTRYPOINT ["/usr/local/bin/entrypoint"]' - "$image"
