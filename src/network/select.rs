//! What of a network is shown or measured: by kind, relation, place, source, time, neighbourhood, answer of a query.

use std::collections::{BTreeMap, BTreeSet};

use crate::iri::last_part;
use crate::network::{Claim, Edge, Mode, Network, Node, Picked, Withheld};
use crate::ontology::Role;
use crate::text::{Lang, fold, nearest, words};

/// The family of relations by which documents speak of actors.
const MENTION: &str = "ties-mention";

/// A stretch of time, both ends included: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first moment.
    pub from: Option<String>,
    /// The last moment.
    pub to: Option<String>,
}

impl Period {
    /// Whether a claim that holds from `start` to `end` touches the period. What has no date at all does not: nobody
    /// says when it holds.
    #[must_use]
    pub fn touches(&self, start: Option<&str>, end: Option<&str>) -> bool {
        if start.is_none() && end.is_none() {
            return false;
        }
        // A shorter date stands for all moments that begin with it: 2024 is neither before nor after 2024-05.
        let before = |a: &str, b: &str| {
            let length = a.len().min(b.len());
            a.get(..length) < b.get(..length)
        };
        let starts_late = self.to.as_deref().is_some_and(|to| start.is_some_and(|start| before(to, start)));
        let ends_early = self.from.as_deref().is_some_and(|from| end.is_some_and(|end| before(end, from)));
        !starts_late && !ends_early
    }
}

/// Which nodes a choice of kinds is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KindScope {
    /// All: what is of no chosen kind is left out.
    #[default]
    EveryNode,
    /// Those that play the same part as a chosen kind: kinds of actors leave works as they are.
    SamePart,
}

/// What is kept of a network. An empty set keeps everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Parts that nodes play.
    pub modes: BTreeSet<Mode>,
    /// What relations say.
    pub roles: BTreeSet<Role>,
    /// Groups or classes of nodes (IRIs).
    pub kinds: BTreeSet<String>,
    /// Which nodes they are about.
    pub kind_scope: KindScope,
    /// Relations or families (IRIs).
    pub relations: BTreeSet<String>,
    /// Local names of families that are left out, unless `relations` names them.
    pub without: BTreeSet<String>,
    /// Ids of places: nodes that are placed there, or in a place that lies there, and what they are tied to.
    pub places: BTreeSet<String>,
    /// Ids of sources: claims that come from one of them.
    pub sources: BTreeSet<String>,
    /// When claims hold.
    pub period: Option<Period>,
    /// A node (id), and how many steps from it are kept.
    pub around: Option<(String, usize)>,
    /// What a query answered.
    pub picked: Option<Picked>,
    /// Claims that give no plain triple, and count all the same, by the reason why they give none.
    pub withheld: BTreeSet<Withheld>,
    /// Whether nodes without ties are kept.
    pub isolates: bool,
}

/// A name that selects nothing.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no {what} `{name}`")]
pub struct SelectError {
    /// What was looked for, in English.
    pub what: &'static str,
    /// What was written.
    pub name: String,
    /// What was probably meant: short names with their labels.
    pub meant: Vec<(String, String)>,
    /// What there is, by short name.
    pub known: Vec<String>,
}

impl Selection {
    /// Actors and works with the ties between them: what maps and measures begin with. Places, topics and audiences are
    /// not ties, and neither is that a document mentions an actor.
    #[must_use]
    pub fn ties() -> Self {
        Self {
            modes: [Mode::Actor, Mode::Work].into(),
            roles: [Role::Tie].into(),
            without: [MENTION.to_owned()].into(),
            ..Self::default()
        }
    }

    /// Adds a group or class of nodes, with the classes below it, by its id, local name or name in any language.
    ///
    /// # Errors
    /// [`SelectError`] with a name that is near.
    pub fn kind(&mut self, network: &Network, name: &str) -> Result<(), SelectError> {
        let mut candidates: Vec<(&str, Vec<&str>)> = Vec::new();
        let all = |labels: &'_ crate::text::Labels| -> Vec<String> {
            Lang::ALL.into_iter().filter_map(|lang| labels.get(lang).map(str::to_owned)).collect()
        };
        let mut spelt: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (iri, group) in &network.groups {
            spelt.entry(iri).or_default().extend(all(&group.labels));
        }
        let classes = network.nodes.iter().map(|node| &node.class).chain(network.above.values().flatten());
        for class in classes {
            if let Some(labels) = network.names.get(class)
                && !spelt.contains_key(class.as_str())
            {
                spelt.insert(class, all(labels));
            }
        }
        for (iri, labels) in &spelt {
            candidates.push((iri, labels.iter().map(String::as_str).collect()));
        }
        let found = named(name, &candidates, "kind")?;
        self.kinds.insert(found);
        Ok(())
    }

    /// Adds a relation or family by its local name or name in any language.
    ///
    /// # Errors
    /// [`SelectError`] with a name that is near.
    pub fn relation(&mut self, network: &Network, name: &str) -> Result<(), SelectError> {
        let families = network.families.iter().map(|(iri, group)| (iri.as_str(), &group.labels));
        let relations = network.relations.iter().map(|(iri, relation)| (iri.as_str(), &relation.labels));
        let candidates: Vec<(&str, Vec<&str>)> = relations
            .chain(families)
            .map(|(iri, labels)| (iri, Lang::ALL.into_iter().filter_map(|lang| labels.get(lang)).collect()))
            .collect();
        let found = named(name, &candidates, "relation")?;
        self.relations.insert(found);
        Ok(())
    }

    /// The part of `network` that is kept.
    #[must_use]
    pub fn of(&self, network: &Network) -> Network {
        let of_kind = self.of_kind(network);
        let fits: Vec<bool> = network
            .nodes
            .iter()
            .zip(of_kind)
            .map(|(node, of_kind)| {
                let mode = self.modes.is_empty() || self.modes.contains(&node.mode);
                mode && of_kind && self.picked.as_ref().is_none_or(|picked| picked.keeps_node(&node.id))
            })
            .collect();
        let placed = self.placed(network);
        let mut edges: Vec<Edge> = Vec::new();
        for edge in &network.edges {
            let relation = network.relations.get(&edge.relation);
            let role = relation.and_then(|relation| relation.role);
            let by_role = self.roles.is_empty() || role.is_some_and(|role| self.roles.contains(&role));
            let family = relation.map_or("", |relation| last_part(&relation.family));
            let by_relation = self.relations.is_empty() && !self.without.contains(family)
                || self.relations.contains(&edge.relation)
                || relation.is_some_and(|relation| self.relations.contains(&relation.family));
            let by_place = placed.as_ref().is_none_or(|placed| placed[edge.source] || placed[edge.target]);
            if !(fits[edge.source] && fits[edge.target] && by_role && by_relation && by_place) {
                continue;
            }
            let ids = (&network.nodes[edge.source].id, &network.nodes[edge.target].id);
            if self.picked.as_ref().is_some_and(|picked| !picked.keeps_tie(ids.0, &edge.relation, ids.1, &edge.claims))
            {
                continue;
            }
            let claims: Vec<Claim> = edge.claims.iter().filter(|claim| self.keeps(claim)).cloned().collect();
            if !claims.is_empty() {
                edges.push(Edge { claims, ..edge.clone() });
            }
        }
        let mut nodes: BTreeSet<usize> = edges.iter().flat_map(|edge| [edge.source, edge.target]).collect();
        if self.isolates {
            let placed = |number: usize| placed.as_ref().is_none_or(|placed| placed[number]);
            nodes.extend((0..network.nodes.len()).filter(|number| fits[*number] && placed(*number)));
        }
        let kept = network.subset(&nodes, edges);
        match &self.around {
            Some((id, steps)) => around(&kept, network, id, *steps),
            None => kept,
        }
    }

    /// Which nodes are of a kind that is kept. The node whose neighbourhood is asked for always is.
    fn of_kind(&self, network: &Network) -> Vec<bool> {
        if self.kinds.is_empty() {
            return vec![true; network.nodes.len()];
        }
        let is = |node: &Node| {
            let above = || network.above.get(&node.class).is_some_and(|above| !above.is_disjoint(&self.kinds));
            self.kinds.contains(&node.group) || self.kinds.contains(&node.class) || above()
        };
        let parts: BTreeSet<Mode> = network.nodes.iter().filter(|node| is(node)).map(|node| node.mode).collect();
        let free = |node: &Node| match self.kind_scope {
            KindScope::EveryNode => false,
            KindScope::SamePart => !parts.is_empty() && !parts.contains(&node.mode),
        };
        let middle = |node: &Node| self.around.as_ref().is_some_and(|(id, _)| *id == node.id);
        network.nodes.iter().map(|node| is(node) || free(node) || middle(node)).collect()
    }

    fn keeps(&self, claim: &Claim) -> bool {
        let source = self.sources.is_empty() || self.sources.contains(&claim.source);
        let time = self.period.as_ref().is_none_or(|p| p.touches(claim.start.as_deref(), claim.end.as_deref()));
        source && time && claim.withheld().is_subset(&self.withheld)
    }

    /// Which nodes are placed in one of the places, if places are asked for.
    pub(super) fn placed(&self, network: &Network) -> Option<Vec<bool>> {
        if self.places.is_empty() {
            return None;
        }
        let role = |edge: &Edge| network.relations.get(&edge.relation).and_then(|relation| relation.role);
        let mut inside: BTreeSet<usize> = self.places.iter().filter_map(|id| network.find(id)).collect();
        loop {
            let more: Vec<usize> = network
                .edges
                .iter()
                .filter(|edge| role(edge) == Some(Role::Containment))
                .filter(|edge| inside.contains(&edge.target) && !inside.contains(&edge.source))
                .map(|edge| edge.source)
                .collect();
            if more.is_empty() {
                break;
            }
            inside.extend(more);
        }
        let mut placed = vec![false; network.nodes.len()];
        for edge in network.edges.iter().filter(|edge| role(edge) == Some(Role::Place)) {
            placed[edge.source] |= inside.contains(&edge.target);
        }
        Some(placed)
    }
}

/// The nodes within some steps of one, and the edges between them. A node that lost all its ties stands alone.
fn around(kept: &Network, whole: &Network, id: &str, steps: usize) -> Network {
    let Some(start) = kept.find(id) else {
        let alone: BTreeSet<usize> = whole.find(id).into_iter().collect();
        return whole.subset(&alone, []);
    };
    let neighbours = kept.neighbours();
    let mut found = BTreeSet::from([start]);
    let mut level = vec![start];
    for _ in 0..steps {
        let next: BTreeSet<usize> = level.iter().flat_map(|number| &neighbours[*number]).copied().collect();
        level = next.into_iter().filter(|number| found.insert(*number)).collect();
    }
    kept.subset(&found, kept.edges.iter().cloned())
}

/// The candidate that a name means: by IRI, local name, id without its prefix (`kind-ngo` as `ngo`), or label.
fn named(name: &str, candidates: &[(&str, Vec<&str>)], what: &'static str) -> Result<String, SelectError> {
    let folded = fold(name);
    let local = |iri: &str| last_part(iri).to_owned();
    let short = |iri: &str| {
        let local = local(iri);
        local.strip_prefix("kind-").or_else(|| local.strip_prefix("ties-")).map_or(local.clone(), str::to_owned)
    };
    let by_id = |iri: &str| iri == name || fold(&local(iri)) == folded || fold(&short(iri)) == folded;
    let found = candidates
        .iter()
        .find(|(iri, _)| by_id(iri))
        .or_else(|| candidates.iter().find(|(_, labels)| labels.iter().any(|label| fold(label) == folded)));
    found.map(|(iri, _)| (*iri).to_owned()).ok_or_else(|| {
        let known: Vec<String> = candidates.iter().map(|(iri, _)| short(iri)).collect();
        let meant = meant(name, &known, candidates);
        SelectError { what, name: name.chars().take(60).collect(), meant, known }
    })
}

/// The most names that a hint proposes.
const PROPOSED: usize = 3;

/// The shortest word that tells what was meant.
const WORD: usize = 4;

/// The short names that a wrong one may stand for, with their labels in its language: the one that is spelt nearly so, or
/// those that have a word of it, or the beginning of one, in their name or label.
fn meant(name: &str, shorts: &[String], candidates: &[(&str, Vec<&str>)]) -> Vec<(String, String)> {
    let proposed = |number: usize, label: Option<&str>| {
        let english = candidates[number].1.last().copied();
        (shorts[number].clone(), label.or(english).unwrap_or_default().to_owned())
    };
    if let Some(near) = nearest(name, shorts.iter().map(String::as_str)) {
        return shorts
            .iter()
            .position(|short| short == near)
            .map(|number| proposed(number, None))
            .into_iter()
            .collect();
    }
    let asked: Vec<String> = words(name).into_iter().filter(|word| word.chars().count() >= WORD).collect();
    let begins = |word: &str, other: &str| other.chars().count() >= WORD && word.starts_with(other);
    // How much of a text is one of the words: all of it, or a part.
    let fit = |text: &str| {
        let of = |word: &String| {
            asked
                .iter()
                .map(|ask| match () {
                    () if ask == word => 2,
                    () if begins(ask, word) || begins(word, ask) => 1,
                    () => 0,
                })
                .max()
                .unwrap_or(0)
        };
        words(text).iter().map(of).max().unwrap_or(0)
    };
    let mut found: Vec<(i32, usize, Option<&str>)> = Vec::new();
    for (number, (_, labels)) in candidates.iter().enumerate() {
        let by_label = labels.iter().map(|label| (fit(label), Some(*label))).max_by_key(|(fit, _)| *fit);
        let (best, label) = by_label.unwrap_or((0, None));
        let own = fit(&spaced(&shorts[number]));
        if best.max(own) > 0 {
            found.push((best.max(own), number, label.filter(|_| best > 0)));
        }
    }
    found.sort_by_key(|(fit, number, _)| (-fit, *number));
    if found.is_empty() {
        let labels = candidates.iter().flat_map(|(_, labels)| labels.iter().copied());
        let near = nearest(name, labels);
        let of = |near: &str| candidates.iter().position(|(_, labels)| labels.contains(&near));
        return near.and_then(|near| Some(proposed(of(near)?, Some(near)))).into_iter().collect();
    }
    found.into_iter().take(PROPOSED).map(|(_, number, label)| proposed(number, label)).collect()
}

/// A local name as words: `memberOf` as `member Of`.
fn spaced(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        text.extend(c.is_uppercase().then_some(' '));
        text.push(if c == '-' { ' ' } else { c });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Period;

    #[test]
    fn a_period_holds_what_touches_it() {
        let period = Period { from: Some("2020".into()), to: Some("2022-06".into()) };
        assert!(period.touches(Some("2019"), Some("2020-01")));
        assert!(period.touches(Some("2022"), None));
        assert!(!period.touches(Some("2022-07"), None));
        assert!(!period.touches(None, Some("2019-12-31")));
        assert!(!period.touches(None, None));
    }
}
