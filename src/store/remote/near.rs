//! What was fetched about things, with their neighbours: readers ask one property of one thing at a time, and each question
//! to an engine costs a way there and back.

use std::collections::HashMap;
use std::sync::Arc;

use oxrdf::{NamedNodeRef, Quad};

use crate::store::StoreError;
use crate::store::engine::Pattern;
use crate::store::remote::engine::{Remote, address_of};
use crate::store::remote::text::{about, about_count};

/// Things that are kept at the same time.
const KEPT: usize = 100_000;

/// Things that are fetched together.
const TOGETHER: usize = 100;

/// The most things of one look that are taken for neighbours.
const NEIGHBOURS: usize = 20_000;

/// What was fetched.
#[derive(Default)]
pub(super) struct Near {
    about: HashMap<String, Arc<Vec<Quad>>>,
    /// The things that were seen in one look, and the place of each.
    groups: HashMap<String, (Arc<Vec<String>>, usize)>,
}

impl Near {
    /// Notes the subjects of what was found in one look.
    pub(super) fn seen(&mut self, quads: &[Quad]) {
        let mut subjects: Vec<String> = quads.iter().filter_map(address_of).map(str::to_owned).collect();
        subjects.sort_unstable();
        subjects.dedup();
        if subjects.len() > NEIGHBOURS {
            return;
        }
        if self.groups.len() > KEPT {
            self.groups.clear();
        }
        let group = Arc::new(subjects);
        for (place, subject) in group.iter().enumerate() {
            self.groups.insert(subject.clone(), (Arc::clone(&group), place));
        }
    }

    /// All quads about a thing.
    pub(super) fn about(&mut self, remote: &Remote, subject: NamedNodeRef<'_>) -> Result<Arc<Vec<Quad>>, StoreError> {
        if let Some(found) = self.about.get(subject.as_str()) {
            return Ok(Arc::clone(found));
        }
        if self.about.len() > KEPT {
            self.about.clear();
        }
        let mut wanted: Vec<String> = vec![subject.as_str().to_owned()];
        if let Some((group, place)) = self.groups.get(subject.as_str()) {
            let others = group.iter().skip(place + 1).filter(|other| !self.about.contains_key(*other));
            wanted.extend(others.take(TOGETHER - 1).cloned());
        }
        self.fetch(remote, &wanted)?;
        Ok(self.about.get(subject.as_str()).cloned().unwrap_or_default())
    }

    /// Fetches all about some things; halves them if there is more than comes at once.
    fn fetch(&mut self, remote: &Remote, subjects: &[String]) -> Result<(), StoreError> {
        let names: Vec<&str> = subjects.iter().map(String::as_str).collect();
        let expected =
            if remote.gives_all() { None } else { Some(remote.number(&about_count(&names), &remote.graphs)?) };
        let mut quads = Vec::new();
        let count = remote.page(&about(&names), Pattern::default(), &mut quads)?;
        if let Some(expected) = expected
            && expected != count
        {
            // Perhaps it was more than comes at once.
            if subjects.len() > 1 && count < expected {
                let (one, other) = subjects.split_at(subjects.len() / 2);
                self.fetch(remote, one)?;
                return self.fetch(remote, other);
            }
            return Err(remote.cut(format!("{count} of {expected} triples came")).into());
        }
        let mut found: HashMap<String, Vec<Quad>> =
            subjects.iter().map(|subject| (subject.clone(), Vec::new())).collect();
        for quad in quads {
            if let Some(list) = address_of(&quad).and_then(|address| found.get_mut(address)) {
                list.push(quad);
            }
        }
        self.about.extend(found.into_iter().map(|(subject, quads)| (subject, Arc::new(quads))));
        Ok(())
    }
}
