//! Publishing to an engine: graphs are filled beside those that are asked, compared, and then take their places at once.
//!
//! Only graphs of the dataset's own namespace are touched.

use oxrdf::{NamedNode, Term, Triple};

use crate::iri::{Graph, Space};
use crate::store::StoreError;
use crate::store::engine::{Engine, Pattern};
use crate::store::remote::address::Address;
use crate::store::remote::ask::FORM;
use crate::store::remote::client::{Access, Client, Sent, form};
use crate::store::remote::engine::Remote;
use crate::store::remote::error::RemoteError;
use crate::store::remote::profile::Profile;

/// The triples of one part that is sent.
const PART: usize = 10_000;

/// The part of the names of graphs that are being filled.
const BESIDE: &str = "staging";

/// Writes the graphs of a dataset to an engine, in the place of those that stand there. What is given is the triples of
/// each graph; `told` hears what is done.
///
/// Until all of it stands there and was compared, nobody sees anything of it; then one request puts it in place. A run that
/// is broken off leaves graphs with `staging` in their names, which the next run clears.
///
/// # Errors
/// [`RemoteError`]; what stood there is as it was, unless the error says otherwise.
pub fn publish(
    access: &Access,
    profile: &Profile,
    space: &Space,
    graphs: &[(Graph, Vec<Triple>)],
    told: &dyn Fn(&str),
) -> Result<(), StoreError> {
    let engine = Target::new(access, profile, space)?;
    for (_, triples) in graphs {
        engine.fits(triples)?;
    }
    let done = engine.fill(graphs, told);
    if done.is_err() {
        // The first error is told; what cannot be cleared now the next run clears.
        for (graph, _) in graphs {
            let _ = engine.update(&format!("DROP SILENT GRAPH {}", engine.beside(*graph)), true);
        }
        return done;
    }
    told("putting the graphs in place");
    engine.switch(graphs)
}

struct Target<'a> {
    client: Client,
    access: &'a Access,
    profile: &'a Profile,
    space: &'a Space,
    update: Address,
    store: Option<Address>,
}

impl<'a> Target<'a> {
    fn new(access: &'a Access, profile: &'a Profile, space: &'a Space) -> Result<Self, RemoteError> {
        let Some(update) = &profile.update else {
            let reason = if profile.is_tried() {
                "no place for updates was found"
            } else {
                "it was not tried yet, so where updates go is not known: run `sauat connect` first"
            };
            return Err(RemoteError::Forbidden { address: access.address.to_string(), reason: reason.to_owned() });
        };
        Ok(Self {
            client: Client::new(access, profile),
            access,
            profile,
            space,
            update: Address::new(update)?,
            store: profile.graphs.as_deref().map(Address::new).transpose()?,
        })
    }

    /// The graph that is filled instead of one that is asked.
    fn beside(&self, graph: Graph) -> NamedNode {
        NamedNode::new_unchecked(format!("{}graph/{BESIDE}/{}", self.space.base(), graph.name()))
    }

    /// Refuses what the engine is known not to keep as it is.
    fn fits(&self, triples: &[Triple]) -> Result<(), RemoteError> {
        let Some(most) = self.profile.iri else { return Ok(()) };
        let too_long = |node: &NamedNode| node.as_str().len() > most;
        let object = |term: &Term| matches!(term, Term::NamedNode(node) if too_long(node));
        let subject = |triple: &Triple| matches!(&triple.subject, oxrdf::NamedOrBlankNode::NamedNode(n) if too_long(n));
        let broken = triples.iter().find(|t| subject(t) || too_long(&t.predicate) || object(&t.object));
        broken.map_or(Ok(()), |triple| {
            let shown: String = triple.to_string().chars().take(120).collect();
            let reason = format!("addresses of more than {most} bytes are cut there, as in {shown}…");
            Err(RemoteError::Altered { address: self.access.address.to_string(), reason })
        })
    }

    fn update(&self, text: &str, again: bool) -> Result<(), RemoteError> {
        let content = form([("update", text)]);
        let body = Some((FORM, content.as_bytes()));
        let sent = Sent { method: "POST", address: &self.update, body, accept: "*/*", again };
        let received = self.client.send(&sent)?;
        let mut body = received.body;
        std::io::copy(&mut body, &mut std::io::sink())
            .map_err(|error| RemoteError::Cut { address: self.update.to_string(), reason: error.to_string() })?;
        Ok(())
    }

    /// Fills the graphs beside and compares them with what was sent.
    fn fill(&self, graphs: &[(Graph, Vec<Triple>)], told: &dyn Fn(&str)) -> Result<(), StoreError> {
        for (graph, triples) in graphs {
            let name = self.beside(*graph);
            told(&format!("sending {} ({} triples)", graph.name(), triples.len()));
            self.update(&format!("DROP SILENT GRAPH {name}"), true)?;
            let part = if self.store.is_some() { PART } else { PART.min(self.profile.insert.max(1)) };
            for triples in triples.chunks(part) {
                self.send(&name, triples)?;
            }
            told(&format!("comparing {}", graph.name()));
            self.compare(&name, triples)?;
        }
        Ok(())
    }

    /// Sends some triples. A part that is sent twice changes nothing: it has no blank nodes.
    fn send(&self, graph: &NamedNode, triples: &[Triple]) -> Result<(), RemoteError> {
        let lines: String = triples.iter().map(|triple| format!("{triple} .\n")).collect();
        let Some(store) = &self.store else {
            return self.update(&format!("INSERT DATA {{ GRAPH {graph} {{ {lines} }} }}"), true);
        };
        let address = Address::new(&format!("{store}?{}", form([("graph", graph.as_str())])))?;
        let body = Some(("application/n-triples", lines.as_bytes()));
        let sent = Sent { method: "POST", address: &address, body, accept: "*/*", again: true };
        self.client.send(&sent).map(drop)
    }

    /// Compares a graph, triple by triple, with what was sent to it.
    fn compare(&self, graph: &NamedNode, sent: &[Triple]) -> Result<(), StoreError> {
        let reader = Remote::new(self.access, self.profile.clone(), vec![graph.clone()]);
        let altered = |reason: String| RemoteError::Altered { address: self.access.address.to_string(), reason };
        let count = reader.count(graph.as_ref())?;
        if count != sent.len() {
            return Err(altered(format!("{count} of {} triples stand in the graph", sent.len())).into());
        }
        let mut there = Vec::with_capacity(count);
        for quad in reader.find(Pattern { graph: Some(graph.as_ref()), ..Pattern::default() }) {
            there.push(Triple::from(quad?).to_string());
        }
        there.sort_unstable();
        let mut here: Vec<String> = sent.iter().map(ToString::to_string).collect();
        here.sort_unstable();
        match here.iter().zip(&there).find(|(here, there)| here != there) {
            None => Ok(()),
            Some((here, there)) => {
                let same = here.chars().zip(there.chars()).take_while(|(one, other)| one == other).count();
                Err(altered(format!("{} became {}", around(here, same), around(there, same))).into())
            }
        }
    }

    /// Puts the graphs in place, in one request that is sent once: a second one would move what is not there any more.
    fn switch(&self, graphs: &[(Graph, Vec<Triple>)]) -> Result<(), StoreError> {
        let moves: Vec<String> = graphs
            .iter()
            .map(|(graph, triples)| {
                let (from, to) = (self.beside(*graph), self.space.graph(*graph));
                // An empty graph is no graph, and cannot be moved.
                if triples.is_empty() {
                    format!("DROP SILENT GRAPH {to}")
                } else {
                    format!("MOVE GRAPH {from} TO {to}")
                }
            })
            .collect();
        let moved = self.update(&moves.join(" ; "), false);
        for (graph, triples) in graphs {
            let live = self.space.graph(*graph);
            let reader = Remote::new(self.access, self.profile.clone(), vec![live.clone()]);
            let count = reader.count(live.as_ref())?;
            if count != triples.len() {
                return Err(moved.err().map_or_else(
                    || {
                        let address = self.access.address.to_string();
                        let reason = format!(
                            "{count} of {} triples stand in {live} after it was put in place: publish again",
                            triples.len()
                        );
                        RemoteError::Altered { address, reason }.into()
                    },
                    StoreError::from,
                ));
            }
        }
        Ok(())
    }
}

/// A part of a text, on both sides of a place.
fn around(text: &str, place: usize) -> String {
    const BEFORE: usize = 100;
    const AFTER: usize = 60;
    let skipped = place.saturating_sub(BEFORE);
    let part: String = text.chars().skip(skipped).take(place - skipped + AFTER).collect();
    let end = if text.chars().count() > place + AFTER { "…" } else { "" };
    format!("{}{part}{end}", if skipped > 0 { "…" } else { "" })
}
