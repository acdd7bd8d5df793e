//! Measures on a network.
