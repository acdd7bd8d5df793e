//! The integration tests of Sauat: one binary, one module for each area.

#![expect(clippy::print_stdout, reason = "tests say what they skip and how much passed")]

mod w3c_csvw;
