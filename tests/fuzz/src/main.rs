//! Looks for bytes that make a target panic, by the parts of the program that they reach. `TARGET` names the target; the
//! arguments are those of libFuzzer. `run.sh` builds and runs this.

#![no_main]

#[path = "../targets/mod.rs"]
mod targets;

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use targets::TARGETS;

fn target() -> fn(&[u8]) {
    static CHOSEN: OnceLock<fn(&[u8])> = OnceLock::new();
    *CHOSEN.get_or_init(|| {
        let name = std::env::var("TARGET").unwrap_or_default();
        let known: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
        let found = TARGETS.iter().find(|(one, _)| *one == name).map(|(_, run)| *run);
        found.unwrap_or_else(|| panic!("TARGET is one of {}, not `{name}`", known.join(", ")))
    })
}

fuzz_target!(|bytes: &[u8]| {
    target()(bytes);
});
