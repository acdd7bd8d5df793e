#!/usr/bin/env bash
# Bundles web/ into web/dist, which the next build of the program takes in. Packages are set up in a folder outside the
# checkout; needs Node 18 or newer with npm. A second run bundles anew and sets up nothing.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
work=${SAUAT_WEB:-${XDG_CACHE_HOME:-$HOME/.cache}/sauat-web}
node -e 'if (parseInt(process.versions.node) < 18) { console.error(`tools/web.sh needs Node 18 or newer; this is ${process.version}`); process.exit(1) }'
mkdir -p "$work"
cp "$here"/web/package.json "$here"/web/package-lock.json "$here"/web/build.mjs "$work/"
rm -rf "$work/src" && cp -r "$here/web/src" "$work/src"
lock=$(cat "$work/package.json" "$work/package-lock.json" | sha256sum | cut -c1-16)
if [ ! -e "$work/.done-$lock" ]; then
  (cd "$work" && npm ci --silent --no-audit --no-fund)
  touch "$work/.done-$lock"
fi
(cd "$work" && node build.mjs)
# Files that did not change keep their times, so that the program is not compiled for nothing.
mkdir -p "$here/web/dist"
for file in "$here"/web/dist/*; do
  [ -e "$work/dist/$(basename "$file")" ] || rm -f "$file"
done
for file in "$work"/dist/*; do
  cmp -s "$file" "$here/web/dist/$(basename "$file")" || cp "$file" "$here/web/dist/"
done
