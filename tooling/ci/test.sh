#!/usr/bin/env bash
# Runs every suite that needs only Node and npm, on the embedded PostgreSQL 18.
set -euo pipefail
cd "$(dirname "$0")/../.."
npx --yes pnpm test --continue
