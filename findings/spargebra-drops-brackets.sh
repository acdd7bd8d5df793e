#!/usr/bin/env bash
# spargebra 0.4.8: a parsed query that is written as text again loses the brackets of its arithmetic.
#
# Expected: the text means the same: `(1 + 2) * 3` is 9, `10 - (4 - 2)` is 8 (SPARQL 1.1 Query, section 19.8, rules 116
# and 117: products bind more than sums, and both to the left).
# Real: `1 + 2 * 3` and `10 - 4 - 2`, which are 7 and 4; comparisons and `||` keep theirs. Whoever rewrites a query and
# sends its text to an engine asks something else, without an error.
# Output seen: "(1 + 2) * 3 false, 10 - (4 - 2) false, -(1 + 1) false, 1 + (2 * 3) true" (whether the query read again is
# the same).
# Source: crate spargebra 0.4.8, Display of algebra::Expression.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/src"
cat > "$dir/Cargo.toml" <<'TOML'
[package]
name = "brackets"
version = "0.0.0"
edition = "2024"

[dependencies]
spargebra = "=0.4.8"
TOML
cat > "$dir/src/main.rs" <<'RS'
use spargebra::SparqlParser;

fn main() {
    let said = ["(1 + 2) * 3", "10 - (4 - 2)", "-(1 + 1)", "1 + (2 * 3)"].map(|text| {
        let read = |text: &str| SparqlParser::new().parse_query(text).expect("a query");
        let first = read(&format!("SELECT ({text} AS ?x) {{}}"));
        let again = read(&first.to_string());
        format!("{text} {}", first == again)
    });
    println!("{}", said.join(", "));
}
RS
found=$(CARGO_TARGET_DIR="$dir/target" cargo run --quiet --manifest-path "$dir/Cargo.toml")
echo "$found"
[ "$found" = "(1 + 2) * 3 false, 10 - (4 - 2) false, -(1 + 1) false, 1 + (2 * 3) true" ] || { echo "it keeps them now"; exit 1; }
