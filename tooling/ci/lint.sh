#!/usr/bin/env bash
# Checks format and lint of every file, and that the generated part of the README of apps/cli is up to date.
set -euo pipefail
cd "$(dirname "$0")/../.."
npx --yes pnpm lint
npx --yes pnpm --filter @omni/cli readme:check
