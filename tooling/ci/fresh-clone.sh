#!/usr/bin/env bash
# Does what the README tells a new user to do: clones what is committed into an empty folder, migrates an embedded
# server twice and reads the state as JSON. CI is unset, since there the command line refuses the embedded server.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset CI DATABASE_URL
git -c safe.directory='*' clone --quiet "$root" "$work/omni"
cd "$work/omni"

step() { printf '\n$ %s\n' "$*"; }
step npx pnpm cli up
npx --yes pnpm cli up
step 'npx pnpm cli up   # again'
npx --yes pnpm cli up
step 'npx pnpm -s cli status --json'
npx --yes pnpm -s cli status --json >"$work/status.json"
cat "$work/status.json"
node -e '
  const status = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))
  if (status.pending.length > 0) throw new Error("migrations are pending after up")
' "$work/status.json"
step 'npx pnpm cli check'
npx --yes pnpm cli check

test -z "$(git status --porcelain)" || { git status --short; echo 'the commands changed files that git knows'; exit 1; }
if pgrep -f "$work/omni" >/dev/null; then pgrep -af "$work/omni"; echo 'the commands left a process behind'; exit 1; fi
