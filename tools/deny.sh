#!/usr/bin/env bash
# Checks licences, bans and sources of all crates (deny.toml), and the advisories where their database can be reached. It is run
# before a release, by hand: tests compare tests/cases/advisories.tsv with the lock files at every change, without a network.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v cargo-deny >/dev/null; then
  echo "there is no cargo-deny: \`cargo install --locked cargo-deny\` sets it up" >&2
  exit 3
fi
cargo deny --locked check bans licenses sources
if [ "${1:-}" != --offline ]; then
  cargo deny --locked check advisories
  for folder in web tests/browser tests/peers; do
    (cd "$folder" && npm audit --package-lock-only)
  done
fi
