#!/usr/bin/env bash
# Installs exactly what the lockfile says.
set -euo pipefail
cd "$(dirname "$0")/../.."
npx --yes pnpm install --frozen-lockfile
