#!/usr/bin/env bash
# Installs the packed packages with npm into empty projects and uses them there: all of them in a program on a real
# server, its types checked; and the guard alone, on the oldest Node that it promises, with nothing beside it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$here/pack.sh" "$work/tarballs"

cp -r "$here/consumer" "$work/app"
cd "$work/app"
npm install --no-audit --no-fund --loglevel=error "$work"/tarballs/*.tgz
"$root/node_modules/.bin/tsc" -p .
"$root/node_modules/.bin/node" use-packages.ts "$work/data"

mkdir "$work/guard" && cd "$work/guard"
cp "$here/consumer/use-guard.mjs" .
npm init --yes >/dev/null
npm install --no-audit --no-fund --loglevel=error "$work"/tarballs/omni-pg-enum-guard-*.tgz
test "$(ls node_modules)" = '@omni' || { ls node_modules; echo 'the guard brought other packages along'; exit 1; }
npx --yes node@20.19.0 use-guard.mjs
