#!/usr/bin/env bash
# Fuzzes one target, or all, for so many seconds each: tests/fuzz/run.sh SECONDS [TARGET...]
#
# On a stable compiler: LLVM counts which parts of the program are reached (-sanitizer-coverage), libFuzzer chooses the bytes.
# What it finds worth keeping goes to $FUZZ_WORK/corpora/TARGET, what makes a target panic or hang to $FUZZ_WORK/finds/TARGET;
# at the end stands how many inputs were tried. `tests/fuzz/keep.sh` takes the smallest of them into the repository.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:?seconds}; shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(cells counts hdt http labels metadata plans rules shapes sparql)
work=${FUZZ_WORK:-${TMPDIR:-/tmp}/sauat-fuzz}
mkdir -p "$work"
work=$(cd "$work" && pwd)
here=$PWD
triple=$(rustc -vV | sed -n 's/^host: //p')
# The program that the server of the target `http` starts as its workers.
(cd ../.. && CARGO_TARGET_DIR="$work/program" CARGO_PROFILE_RELEASE_LTO=off cargo build --release --locked --quiet)
export SAUAT_PROGRAM=$work/program/release/sauat
# With --target these flags are not those of build scripts.
RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
-Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1" \
  CARGO_TARGET_DIR="$work/target" cargo build --release --locked --target "$triple" --quiet
fuzzer=$work/target/$triple/release/sauat-fuzz
for target in "${targets[@]}"; do
  mkdir -p "$work/corpora/$target" "$work/finds/$target" "$here/corpora/$target"
  dictionary=()
  [ -f "$here/words/$target.txt" ] && dictionary=("-dict=$here/words/$target.txt")
  log=$work/$target.log
  # One that panics is started again: the find is kept, and the rest of the time is used.
  end=$((SECONDS + seconds))
  while [ $SECONDS -lt $end ]; do
    TARGET=$target "$fuzzer" "$work/corpora/$target" "$here/corpora/$target" -max_total_time=$((end - SECONDS)) -timeout=25 \
      -rss_limit_mb=3000 -max_len=4096 -print_final_stats=1 -artifact_prefix="$work/finds/$target/" "${dictionary[@]}" \
      >>"$log" 2>&1 || true
  done
  awk -v target="$target" '/stat::number_of_executed_units/ { n += $2 } END { printf "%s: %d inputs tried\n", target, n }' "$log"
done
find "$work/finds" -type f | sort
