#!/usr/bin/env bash
# Packs every published package (packages/*), as publishing would, into a folder.
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$(dirname "$0")/../.."
npx --yes pnpm exec turbo run build --filter='./packages/*' --output-logs=errors-only
npx --yes pnpm --filter './packages/*' --recursive exec pnpm --silent pack --pack-destination "$folder"
