#!/usr/bin/env bash
# Runs all tests: bundles the scripts of the pages, sets up the programs that the tests compare with, then cargo.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/web.sh
SAUAT_PEERS=$(tools/peers.sh)
export SAUAT_PEERS
cargo test --release "$@"
