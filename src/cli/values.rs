//! Measures as values of nodes: found by name, taken, written into a network.

use crate::analysis::{Kind, Measure, MeasureError, Options, Order, annotate, find, measure, measures};
use crate::cli::failure::{Failure, meant};
use crate::network::Network;
use crate::text::Lang;

/// Takes measures of a network and writes them into its nodes; `all` stands for all that nodes can carry.
pub(super) fn annotated(network: &mut Network, asked: &[String], lang: Lang) -> Result<(), Failure> {
    let options = Options { lang, ..Options::default() };
    let carried = |measure: &Measure| measure.kind == Kind::Node;
    let mut tables = Vec::new();
    for name in asked {
        let chosen: Vec<&Measure> = if name == "all" {
            measures().filter(|measure| carried(measure)).collect()
        } else {
            vec![fitting(name, carried, "gives nodes no value")?]
        };
        for chosen in chosen {
            tables.push(measure(network, chosen.name, &options).map_err(failure)?);
        }
    }
    annotate(network, &tables);
    Ok(())
}

/// The measure by which boxes are sized: one that says how much, not which set or which rank.
pub(super) fn size(name: &str) -> Result<&'static Measure, Failure> {
    let sizes = |measure: &Measure| measure.kind == Kind::Node && measure.order == Order::Falling;
    fitting(name, sizes, "gives nodes nothing that a size could show")
}

/// The measure with a name, if it fits; else all that do.
fn fitting(name: &str, fits: impl Fn(&Measure) -> bool, otherwise: &str) -> Result<&'static Measure, Failure> {
    let found = find(name).map_err(failure)?;
    if fits(found) {
        return Ok(found);
    }
    let names: Vec<&str> = measures().filter(|measure| fits(measure)).map(|measure| measure.name).collect();
    Err(Failure::usage(format!("`{}` {otherwise}", found.name), format!("choose one of {}", names.join(", "))))
}

/// A measure that cannot be taken.
pub(super) fn failure(error: MeasureError) -> Failure {
    let message = error.to_string();
    let hint = match error {
        MeasureError::Unknown { near, .. } => meant(near.as_deref(), "`sauat analyse` lists the measures"),
        MeasureError::NotRanked { .. } => {
            "name a measure of nodes that sorts them, such as degree or betweenness".to_owned()
        }
        MeasureError::NotConvergent { .. } | MeasureError::Refused { .. } => {
            "choose a smaller part of the network, or another measure".to_owned()
        }
    };
    Failure::usage(message, hint)
}
