#!/usr/bin/env bash
# Packs every published package and lets publint and attw judge what a user would install.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$here/pack.sh" "$work"
cd "$here/../.."
export PATH=$PWD/node_modules/.bin:$PATH
failed=0
for tarball in "$work"/*.tgz; do
  printf '\n%s\n' "$(basename "$tarball")"
  publint run --strict "$tarball" || failed=1
  # ESM only, on purpose: what require() sees is not judged.
  attw --profile esm-only --no-summary "$tarball" || failed=1
  files=$(tar -tzf "$tarball")
  for file in README.md CHANGELOG.md LICENSE package.json; do
    grep -qx "package/$file" <<<"$files" || { echo "$file is not in the package"; failed=1; }
  done
  if grep -E '\.test\.|/src/|tsconfig' <<<"$files"; then echo 'these do not belong in the package'; failed=1; fi
  manifest=$(tar -xzOf "$tarball" package/package.json)
  if grep -E '"(workspace|catalog):' <<<"$manifest"; then echo 'a version of the workspace was left in it'; failed=1; fi
done
exit "$failed"
