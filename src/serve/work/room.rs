//! What a worker has at hand: the dataset, and what was made of it when the worker started.

use std::io::Read;
use std::sync::Arc;

use crate::iri::{Prefixes, Space};
use crate::publish::linked::reconcile::Reconciler;
use crate::publish::site::{Beside, Site};
use crate::publish::tools::Terms;
use crate::query::Statistics;
use crate::serve::frame::{Tag, read};
use crate::serve::job::Opening;
use crate::serve::work::{Ready, WorkerError};
use crate::store::Dataset;

/// What a worker has at hand.
pub(super) struct Room {
    pub(super) dataset: Arc<Dataset>,
    pub(super) statistics: Statistics,
    pub(super) prefixes: Prefixes,
    /// What the worker was told when it started.
    pub(super) opening: Opening,
    /// Pages, and the terms that tools look up; none for a dump alone and for what is too large.
    pub(super) pages: Option<(Site, Terms)>,
    /// What matches names; none for what is too large.
    pub(super) reconciler: Option<Reconciler>,
}

impl Room {
    /// Reads what the process that listens tells first; `open` gives the dataset if that sends none.
    pub(super) fn enter<E: From<WorkerError>>(
        input: &mut dyn Read,
        open: impl FnOnce() -> Result<Ready, E>,
    ) -> Result<Self, E> {
        let (opening, beside, dump) = told(input)?;
        let Ready { dataset, statistics } = match dump {
            Some(dump) => read_dump(&dump, &opening.base)?,
            None => open()?,
        };
        Ok(Self::fitted(opening, beside, dataset, statistics)?)
    }

    fn fitted(
        opening: Opening,
        beside: Option<Beside>,
        dataset: Dataset,
        statistics: Option<Statistics>,
    ) -> Result<Self, WorkerError> {
        let statistics = statistics.map_or_else(|| Statistics::count(&dataset), Ok)?;
        let (prefixes, dataset) = (Prefixes::for_space(dataset.space()), Arc::new(dataset));
        let pages = match beside {
            Some(beside) => {
                let site = Site::new(Arc::clone(&dataset), prefixes.clone(), beside, &opening.generator)?;
                let terms = Terms::new(&site);
                Some((site, terms))
            }
            None => None,
        };
        let reconciler = if opening.matches { Some(Reconciler::new(&dataset)?) } else { None };
        Ok(Self { dataset, statistics, prefixes, opening, pages, reconciler })
    }
}

/// The dump of a dataset (TriG), whose graphs are all merged for queries.
fn read_dump(dump: &[u8], base: &str) -> Result<Ready, WorkerError> {
    let space = Space::new(base).map_err(|_| WorkerError::Told("a namespace that is none"))?;
    let mut dataset = Dataset::from_trig(dump, space)?;
    dataset.merge_all()?;
    Ok(Ready { dataset, statistics: None })
}

/// An opening, what stands beside the dataset, and its dump.
type Told = (Opening, Option<Beside>, Option<Vec<u8>>);

/// The first message, and the bytes that follow it.
fn told(mut input: &mut dyn Read) -> Result<Told, WorkerError> {
    let Some((Tag::Open, payload)) = read(&mut input)? else {
        return Err(WorkerError::Told("no opening"));
    };
    let opening: Opening = serde_json::from_slice(&payload).map_err(|_| WorkerError::Told("another opening"))?;
    let beside = match opening.beside {
        Some(length) => {
            let bytes = parts(input, length)?;
            Some(serde_json::from_slice(&bytes).map_err(|_| WorkerError::Told("other things beside the dataset"))?)
        }
        None => None,
    };
    let dump = opening.dump.map(|length| parts(input, length)).transpose()?;
    Ok((opening, beside, dump))
}

/// So many bytes, in parts.
fn parts(mut input: &mut dyn Read, length: u64) -> Result<Vec<u8>, WorkerError> {
    let length = usize::try_from(length).map_err(|_| WorkerError::Told("more than fits into memory"))?;
    let mut bytes = Vec::with_capacity(length);
    while bytes.len() < length {
        match read(&mut input)? {
            Some((Tag::Part, part)) => bytes.extend_from_slice(&part),
            _ => return Err(WorkerError::Told("less than it was told")),
        }
    }
    Ok(bytes)
}
