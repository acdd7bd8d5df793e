//! Filling a dataset that does not change.

use std::sync::mpsc;
use std::thread;

use oxrdf::{GraphNameRef, Quad};
use oxrdfio::{RdfFormat, RdfParser};

use crate::store::StoreError;
use crate::store::compact::dictionary::Dictionary;
use crate::store::compact::orders::Orders;
use crate::store::compact::{Compact, Held};
use crate::store::numbers::UNNAMED;
use crate::store::text::text_of;

/// Quads that are handed from the parser to the dataset at once.
const BATCH: usize = 1024;

/// A dataset while it is filled.
#[derive(Default)]
pub(in crate::store) struct Filling {
    terms: Dictionary,
    quads: Vec<[u32; 4]>,
    graphs: Vec<Held>,
    /// The last quad with its terms as texts: the next one mostly shares some.
    last: Option<(Quad, [u32; 4])>,
}

impl Filling {
    /// Adds a quad; one that is there already changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if there is no room.
    pub(in crate::store) fn add(&mut self, quad: Quad) -> Result<(), StoreError> {
        let last = self.last.take();
        let shared = |same: &dyn Fn(&Quad) -> bool, place: usize| {
            last.as_ref().filter(|(last, _)| same(last)).map(|(_, numbers)| numbers[place])
        };
        let subject = match shared(&|last| last.subject == quad.subject, 0) {
            Some(number) => number,
            None => self.terms.add(&text_of(quad.subject.as_ref().into()))?,
        };
        let predicate = match shared(&|last| last.predicate == quad.predicate, 1) {
            Some(number) => number,
            None => self.terms.add(quad.predicate.as_str())?,
        };
        let graph = match shared(&|last| last.graph_name == quad.graph_name, 3) {
            Some(place) => place,
            None => self.graph(quad.graph_name.as_ref())?,
        };
        let numbers = [subject, predicate, self.terms.add(&text_of(quad.object.as_ref()))?, graph];
        self.quads.push(numbers);
        self.last = Some((quad, numbers));
        Ok(())
    }

    /// Adds the quads of a TriG dump that this program wrote: its IRIs are not checked again. Parsing and storing run side
    /// by side.
    ///
    /// # Errors
    /// [`StoreError::Dump`] if it does not parse; [`StoreError::Storage`] if there is no room.
    pub(in crate::store) fn add_trig(&mut self, dump: &[u8]) -> Result<(), StoreError> {
        thread::scope(|scope| {
            let (sender, receiver) = mpsc::sync_channel::<Result<Vec<Quad>, StoreError>>(16);
            scope.spawn(move || {
                let mut batch = Vec::with_capacity(BATCH);
                for quad in RdfParser::from_format(RdfFormat::TriG).lenient().for_slice(dump) {
                    match quad {
                        Ok(quad) => batch.push(quad),
                        Err(error) => {
                            // The receiver waits until the sender is gone, so this cannot be lost.
                            let _ = sender.send(Err(StoreError::Dump(error.to_string())));
                            return;
                        }
                    }
                    if batch.len() == BATCH {
                        let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
                        if sender.send(Ok(full)).is_err() {
                            return;
                        }
                    }
                }
                let _ = sender.send(Ok(batch));
            });
            for batch in receiver {
                for quad in batch? {
                    self.add(quad)?;
                }
            }
            Ok(())
        })
    }

    /// The dataset.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if there are too many quads.
    pub(in crate::store) fn finish(mut self) -> Result<Compact, StoreError> {
        self.terms.shrink();
        let quads = Orders::new(self.quads, self.terms.len())?;
        let (mut is_disjoint, mut last) = (true, None);
        for [subject, predicate, object, graph] in quads.find(None, None, None) {
            self.graphs[graph as usize].triples += 1;
            let triple = Some([subject, predicate, object]);
            is_disjoint &= std::mem::replace(&mut last, triple) != triple;
        }
        let names = self.graphs.iter().map(|held| held.number).filter(|number| *number != UNNAMED).collect();
        Ok(Compact { terms: self.terms, quads, graphs: self.graphs, names, is_disjoint })
    }

    fn graph(&mut self, name: GraphNameRef<'_>) -> Result<u32, StoreError> {
        let place = self.graphs.iter().position(|held| held.name.as_ref() == name);
        let place = if let Some(place) = place {
            place
        } else {
            let number = match name {
                GraphNameRef::NamedNode(node) => self.terms.add(node.as_str())?,
                GraphNameRef::BlankNode(node) => self.terms.add(&text_of(node.into()))?,
                GraphNameRef::DefaultGraph => UNNAMED,
            };
            self.graphs.push(Held { name: name.into_owned(), number, triples: 0 });
            self.graphs.len() - 1
        };
        u32::try_from(place).map_err(|_| StoreError::Storage("there are too many graphs".to_owned()))
    }
}
