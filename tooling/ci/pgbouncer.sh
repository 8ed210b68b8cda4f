#!/usr/bin/env bash
# Runs the suites that want PgBouncer (Debian's package) in transaction mode.
set -euo pipefail
if [ ! -x /usr/sbin/pgbouncer ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends pgbouncer
fi
OMNI_TEST_PGBOUNCER=/usr/sbin/pgbouncer "$(dirname "$0")/suites.sh" pgbouncer
