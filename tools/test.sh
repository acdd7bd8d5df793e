#!/usr/bin/env bash
# Runs all tests: sets up the programs that they compare with, then cargo.
set -euo pipefail
cd "$(dirname "$0")/.."
SAUAT_PEERS=$(tools/peers.sh)
export SAUAT_PEERS
cargo test --release "$@"
