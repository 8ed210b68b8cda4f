#!/usr/bin/env bash
# Builds every package.
set -euo pipefail
cd "$(dirname "$0")/../.."
npx --yes pnpm build
