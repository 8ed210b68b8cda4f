#!/usr/bin/env bash
# Checks format and lint of every file.
set -euo pipefail
cd "$(dirname "$0")/../.."
npx --yes pnpm lint
