#!/usr/bin/env bash
# Checks the types of every package.
set -euo pipefail
cd "$(dirname "$0")/../.."
npx --yes pnpm types
