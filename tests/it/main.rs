//! The integration tests of Sauat: one binary, one module for each area.

mod w3c_csvw;
