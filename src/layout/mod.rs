//! From a network to coordinates.
