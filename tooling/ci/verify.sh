#!/usr/bin/env bash
# Runs the verifier on the embedded server. CI is unset: there the embedded server is refused.
set -euo pipefail
cd "$(dirname "$0")/../.."
env -u CI npx --yes pnpm verify
