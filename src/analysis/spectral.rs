//! Centralities that a node has from its neighbours' own: eigenvector centrality and PageRank.

use std::convert::Infallible;

use rustworkx_core::centrality::eigenvector_centrality;

use crate::analysis::{MeasureError, Ties, components};

/// How many steps the power iteration is given in each component, and how near two steps have to be, for each node.
const STEPS: usize = 20_000;
const NEAR: f64 = 1e-13;

/// How much nearer than this two components' largest eigenvalues are taken as equal.
const EQUAL: f64 = 1e-9;

/// Eigenvector centrality of each node, on ties without direction and weight: P. Bonacich, "Factoring and weighting
/// approaches to status scores and clique identification", Journal of Mathematical Sociology 2, 1972,
/// doi:10.1080/0022250X.1972.9989806.
///
/// It is what NetworkX's power iteration from equal values tends to; the squares of all values sum up to 1, and none is
/// negative. In a network of several components only those with the largest eigenvalue keep a value, and all others have 0:
/// the measure compares nodes within one component, and an isolate has 0. Each component is iterated alone, so that there
/// is a 0 rather than whatever was left when the iteration stopped. Without any tie it is not defined. O(m) a step.
///
/// # Errors
/// [`MeasureError::NotConvergent`] if the iteration has not settled after 20 000 steps.
pub fn eigenvector(ties: &Ties) -> Result<Vec<f64>, MeasureError> {
    let mut values = vec![f64::NAN; ties.count()];
    let mut parts: Vec<(f64, Vec<usize>, Vec<f64>)> = Vec::new();
    for part in members(&components(ties)).into_iter().filter(|part| part.len() > 1) {
        let inside = ties.among(&part);
        let found: Result<_, Infallible> =
            eigenvector_centrality(&inside.undirected(), |_| Ok(1.0), Some(STEPS), Some(NEAR));
        let vector = match found {
            Ok(Some(vector)) => vector,
            Ok(None) => return Err(MeasureError::NotConvergent { measure: "eigenvector", steps: STEPS }),
            Err(never) => match never {},
        };
        // The eigenvalue is the Rayleigh quotient of a vector of length 1.
        let value = inside.pairs().iter().map(|(low, high, _)| 2.0 * vector[*low] * vector[*high]).sum();
        parts.push((value, part, vector));
    }
    let Some(largest) = parts.iter().map(|(value, ..)| *value).max_by(f64::total_cmp) else { return Ok(values) };
    values.fill(0.0);
    for (value, part, vector) in &parts {
        if (largest - value) <= EQUAL * largest {
            // Equal values at the start give a component as much as its own vector has of them.
            let share: f64 = vector.iter().sum();
            for (node, entry) in part.iter().zip(vector) {
                values[*node] = share * entry;
            }
        }
    }
    let length = values.iter().map(|value| value * value).sum::<f64>().sqrt();
    Ok(values.into_iter().map(|value| value / length).collect())
}

/// The nodes of each component, from its number for each node.
fn members(component: &[usize]) -> Vec<Vec<usize>> {
    let mut lists = vec![Vec::new(); component.iter().copied().max().unwrap_or(0)];
    for (node, number) in component.iter().enumerate() {
        lists[number - 1].push(node);
    }
    lists
}

/// PageRank of each node, on ties with direction and weight: S. Brin and L. Page, "The anatomy of a large-scale hypertextual
/// Web search engine", Computer Networks 30, 1998, doi:10.1016/S0169-7552(98)00110-X.
///
/// The share of time that a walker spends at the node who follows a tie with the probability `damping` (usually 0.85), by
/// weight, and else begins anywhere; from where no tie leads on, too. So it is as in NetworkX; petgraph's own differs. Each
/// value is above 0, all sum up to 1; nodes to which no tie leads have the least. O(m) a step, until two steps differ by
/// less than 10⁻¹⁵ for each node; the difference shrinks by `damping` with each step, which is kept within 0 and 0.99.
#[must_use]
pub fn pagerank(ties: &Ties, damping: f64) -> Vec<f64> {
    let count = ties.count();
    let damping = if damping.is_finite() { damping.clamp(0.0, 0.99) } else { 0.85 };
    let sums: Vec<f64> = (0..count).map(|node| ties.targets(node).iter().map(|(_, weight)| weight).sum()).collect();
    let mut values = vec![1.0 / count as f64; count];
    for _ in 0..5000 {
        let stuck: f64 = (0..count).filter(|node| sums[*node] <= 0.0).map(|node| values[node]).sum();
        let everywhere = (damping * stuck + 1.0 - damping) / count as f64;
        // What each node gives for each unit of weight. Where no tie leads on, nobody asks.
        let given: Vec<f64> = values.iter().zip(&sums).map(|(value, sum)| value / sum).collect();
        let arriving =
            |node: usize| -> f64 { ties.origins(node).iter().map(|(from, weight)| given[*from] * weight).sum() };
        let next: Vec<f64> = (0..count).map(|node| damping * arriving(node) + everywhere).collect();
        let change: f64 = next.iter().zip(&values).map(|(new, old)| (new - old).abs()).sum();
        values = next;
        if change < 1e-15 * count as f64 {
            break;
        }
    }
    values
}
