//! What a query answered: the things that it named, and the ties between them.

use crate::export::svg::FitError;
use crate::layout::Method;
use crate::publish::maps::plan::Plan;
use crate::publish::maps::{Chart, Extent, MapError, Remarks, Request};

/// Ties that are named beside their lines; more names than these hide each other.
const NAMED: usize = 30;

/// Draws what `request.selection` keeps, without anything that has no tie; `title` says what was asked.
///
/// # Errors
/// [`MapError`]: nothing is left, or too much for the page.
pub fn answered(request: &Request<'_>, title: &str) -> Result<Chart, MapError> {
    if request.extent == Extent::Picture {
        let remarked = request.remarked(None, &|request| shown(request, title));
        // That only what was answered is shown is what the title says.
        let remarks = Remarks { filter: String::new(), ..remarked.remarks };
        return shown(&Request { remarks, ..request.clone() }, title);
    }
    shown(request, title)
}

fn shown(request: &Request<'_>, title: &str) -> Result<Chart, MapError> {
    let network = request.selection.of(request.network);
    if network.edges.is_empty() {
        return Err(FitError::Empty.into());
    }
    let named_ties = network.edges.len() <= NAMED;
    let mut plan = Plan::new(network, title, Method::Stress);
    plan.named_ties = named_ties;
    plan.draw(request)
}
