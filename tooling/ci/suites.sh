#!/usr/bin/env bash
# Runs one suite (unit, pg, pgbouncer) of every package that has it, anew, on the server that the environment asks
# for: see tooling/test-postgres/README.md. @omni/local-server always tests the server that it bundles.
set -euo pipefail
cd "$(dirname "$0")/../.."
npx --yes pnpm exec turbo run build --output-logs=errors-only
npx --yes pnpm exec turbo run test --only --force --continue --filter='!@omni/local-server' -- --project "$1" --passWithNoTests
