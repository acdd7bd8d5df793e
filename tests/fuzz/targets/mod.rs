//! What is done with arbitrary bytes, and what must hold. The fuzzer looks for bytes (`tests/fuzz/run.sh`); those that it found
//! worth keeping are tried again by the tests.

pub(crate) mod hdt;
pub(crate) mod http;
pub(crate) mod labels;
pub(crate) mod made_queries;
pub(crate) mod plans;
pub(crate) mod rules;
pub(crate) mod shapes;
pub(crate) mod sparql;
pub(crate) mod tables;

/// A target: its name, and what is done. A panic is a find.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// All targets.
pub(crate) const TARGETS: [Target; 10] = [
    ("cells", tables::cells),
    ("counts", |bytes| plans::compare(bytes, made_queries::counts)),
    ("hdt", hdt::changed),
    ("http", http::sent),
    ("labels", labels::written),
    ("metadata", tables::metadata),
    ("plans", |bytes| plans::compare(bytes, made_queries::query)),
    ("rules", rules::run),
    ("shapes", shapes::run),
    ("sparql", sparql::asked),
];
