//! Arguments that choose a part of the network, for every verb that draws, measures or exports one.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueHint};
use oxrdf::Term;

use crate::cli::emptied::emptied;
use crate::cli::failure::Failure;
use crate::cli::query::from_file;
use crate::cli::watch::Deadline;
use crate::describe::Names;
use crate::iri::Prefixes;
use crate::network::{Mode, Network, Period, Picked, SelectError, Selection, Withheld, pick};
use crate::pipeline::Opened;
use crate::query::parse;
use crate::store::{Answer, Dataset, Stop};
use crate::text::{date, fold};

/// How long the query of `--from` may take.
const QUERY: Duration = Duration::from_secs(60);

/// What of the network is meant.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Selection")]
pub(super) struct SelectArgs {
    /// Only nodes of this kind: a class or a kind of actor, such as Ngo or state; may be repeated.
    #[arg(long, value_name = "KIND")]
    pub(super) kind: Vec<String>,
    /// Only this relation or family of relations, such as implements or mandate; may be repeated.
    #[arg(long, value_name = "RELATION")]
    pub(super) relation: Vec<String>,
    /// Only ties of what is placed here or in a place that lies here; may be repeated.
    #[arg(long, value_name = "PLACE")]
    pub(super) place: Vec<String>,
    /// Only what this source says; may be repeated.
    #[arg(long, value_name = "SOURCE")]
    pub(super) source: Vec<String>,
    /// Only the neighbourhood of this actor.
    #[arg(long, value_name = "ENTITY")]
    pub(super) around: Option<String>,
    /// How many steps the neighbourhood reaches.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=20))]
    pub(super) steps: Option<u32>,
    /// Only what a SPARQL query answers: rows with entities or claims, or triples.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) from: Option<PathBuf>,
    /// Only ties that hold at this time or later: YYYY, YYYY-MM or YYYY-MM-DD. Ties without a date are left out.
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub(super) since: Option<String>,
    /// Only ties that hold at this time or earlier.
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub(super) until: Option<String>,
    /// Count disputed claims too.
    #[arg(long)]
    pub(super) disputed: bool,
    /// Count uncertain claims too.
    #[arg(long)]
    pub(super) uncertain: bool,
    /// Count what is planned, proposed or required too.
    #[arg(long)]
    pub(super) planned: bool,
    /// Keep nodes without ties.
    #[arg(long)]
    pub(super) isolates: bool,
}

fn moment(text: &str) -> Result<String, String> {
    date(text)
        .map(|_| text.to_owned())
        .ok_or_else(|| "write YYYY, YYYY-MM or YYYY-MM-DD, a day of the calendar".to_owned())
}

impl SelectArgs {
    /// What was chosen, as options and their values: empty if nothing was.
    pub(super) fn told(&self) -> Vec<(&'static str, String)> {
        let mut told = Vec::new();
        let lists = [
            ("--kind", &self.kind),
            ("--relation", &self.relation),
            ("--place", &self.place),
            ("--source", &self.source),
        ];
        for (name, list) in lists {
            told.extend(list.iter().map(|value| (name, value.clone())));
        }
        let single = [
            ("--around", self.around.clone()),
            ("--steps", self.steps.map(|steps| steps.to_string())),
            ("--from", self.from.as_ref().map(|path| path.display().to_string())),
            ("--since", self.since.clone()),
            ("--until", self.until.clone()),
        ];
        told.extend(single.into_iter().filter_map(|(name, value)| Some((name, value?))));
        let flags = [
            ("--disputed", self.disputed),
            ("--uncertain", self.uncertain),
            ("--planned", self.planned),
            ("--isolates", self.isolates),
        ];
        told.extend(flags.into_iter().filter(|(_, given)| *given).map(|(name, _)| (name, String::new())));
        told
    }

    /// Adds what was asked for to a selection.
    pub(super) fn apply(
        &self,
        mut selection: Selection,
        network: &Network,
        opened: &Opened,
        names: &Names<'_>,
    ) -> Result<Selection, Failure> {
        let iri = |name: &str| {
            let name = name.trim_start_matches('<').trim_end_matches('>');
            opened.prefixes.expand(name).map_or_else(|| name.to_owned(), oxrdf::NamedNode::into_string)
        };
        for kind in &self.kind {
            selection.kind(network, &iri(kind)).map_err(|error| unknown(&error))?;
        }
        for relation in &self.relation {
            selection.relation(network, &iri(relation)).map_err(|error| unknown(&error))?;
        }
        // A relation that is named is meant, whatever it says: places and topics too.
        if !self.relation.is_empty() {
            selection.roles = BTreeSet::new();
            selection.modes = BTreeSet::new();
        }
        for place in &self.place {
            selection.places.insert(found(place, network, names, |mode| mode == Mode::Place, "place")?);
        }
        for source in &self.source {
            let id = found(source, network, names, |_| true, "source")?;
            if !network.sources().contains(id.as_str()) {
                let known: Vec<&str> = network.sources().into_iter().collect();
                let message = format!("nothing in the network comes from `{id}`");
                return Err(Failure::usage(message, format!("its sources are {}", known.join(", "))));
            }
            selection.sources.insert(id);
        }
        if let Some(around) = &self.around {
            let id = names.resolve(around)?.ok_or_else(|| Failure::unknown(around, names))?;
            node(network, &id)?;
            selection.around = Some((id, self.steps.unwrap_or(1) as usize));
        } else if self.steps.is_some() {
            return Err(Failure::usage(
                "`--steps` says how far `--around` reaches",
                "name the actor: `--around medianet`",
            ));
        }
        if let (Some(since), Some(until)) = (&self.since, &self.until)
            && until.get(..since.len().min(until.len())) < since.get(..since.len().min(until.len()))
        {
            return Err(Failure::usage(
                format!("`--since {since}` is later than `--until {until}`"),
                "turn them round",
            ));
        }
        if self.since.is_some() || self.until.is_some() {
            selection.period = Some(Period { from: self.since.clone(), to: self.until.clone() });
        }
        if let Some(path) = &self.from {
            let text = from_file(path)?;
            selection.picked = Some(answer(&opened.dataset, &text, &opened.prefixes)?);
            selection.modes = BTreeSet::new();
            selection.roles = BTreeSet::new();
        }
        let counted = [
            (Withheld::Disputed, self.disputed),
            (Withheld::Uncertain, self.uncertain),
            (Withheld::NotDone, self.planned),
        ];
        selection.withheld.extend(counted.into_iter().filter(|(_, given)| *given).map(|(reason, _)| reason));
        selection.isolates |= self.isolates;
        Ok(selection)
    }
}

/// The number of the node with an id.
pub(super) fn node(network: &Network, id: &str) -> Result<usize, Failure> {
    network.find(id).ok_or_else(|| {
        let hint = "choose actors, works, places or topics that claims speak of";
        Failure::usage(format!("`{id}` is no node of the network"), hint)
    })
}

/// What is kept of a network; nothing is an error that says which filter leaves nothing, and what there is without it.
pub(super) fn kept(args: &SelectArgs, selection: &Selection, whole: &Network) -> Result<Network, Failure> {
    let network = selection.of(whole);
    if !network.nodes.is_empty() {
        return Ok(network);
    }
    let size = |selection: &Selection| {
        let network = selection.of(whole);
        Some((network.nodes.len(), network.edges.len()))
    };
    let why = emptied(&args.told(), (selection, &Selection::ties()), false, &size);
    Err(Failure::usage(why.message("no actor or tie is selected"), why.hint))
}

/// `a, b or c`.
pub(super) fn listed<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} or {}", first.join(", "), last.as_ref())
        }
    }
}

/// A name that means a kind or relation that is not there.
pub(super) fn unknown(error: &SelectError) -> Failure {
    let called = |(name, label): &(String, String)| {
        if label.is_empty() || fold(label) == fold(name) { format!("`{name}`") } else { format!("`{name}` ({label})") }
    };
    let meant: Vec<String> = error.meant.iter().map(called).collect();
    let hint = match meant.as_slice() {
        [] => format!("choose one of {}", error.known.join(", ")),
        names => format!("did you mean {}?", listed(names)),
    };
    Failure::usage(error.to_string(), hint)
}

/// The id of a node that a text means, if it plays the right part.
fn found(
    text: &str,
    network: &Network,
    names: &Names<'_>,
    fits: impl Fn(Mode) -> bool,
    what: &str,
) -> Result<String, Failure> {
    let id = names.resolve(text)?.ok_or_else(|| Failure::unknown(text, names))?;
    let mode = network.find(&id).and_then(|number| network.nodes.get(number)).map(|node| node.mode);
    if mode.is_some_and(fits) {
        return Ok(id);
    }
    Err(Failure::usage(format!("`{id}` is no {what}"), format!("`sauat search {text}` shows what it is")))
}

/// What a query answers, as a selection.
fn answer(dataset: &Dataset, text: &str, prefixes: &Prefixes) -> Result<Picked, Failure> {
    let query = parse(text, prefixes)?;
    let stop = Stop::default();
    let watch = Deadline::start(QUERY, stop.clone());
    let space = dataset.space();
    let picked: Picked = match dataset.evaluate(&query, &stop)? {
        Answer::Boolean(_) => {
            return Err(Failure::usage("the query answers yes or no", "write a SELECT or CONSTRUCT query"));
        }
        Answer::Solutions(solutions) => {
            let mut iris = Vec::new();
            for solution in solutions {
                let solution = solution?;
                iris.extend(solution.into_iter().flatten().filter_map(|term| match term {
                    Term::NamedNode(node) => Some(node.into_string()),
                    _ => None,
                }));
            }
            pick(space, iris.iter().map(String::as_str), [])
        }
        Answer::Triples(triples) => {
            let mut found = Vec::new();
            for triple in triples {
                let triple = triple?;
                if let (oxrdf::NamedOrBlankNode::NamedNode(s), Term::NamedNode(o)) = (triple.subject, triple.object) {
                    found.push((s.into_string(), triple.predicate.into_string(), o.into_string()));
                }
            }
            let ties = found.iter().map(|(s, p, o)| (s.as_str(), p.as_str(), o.as_str()));
            pick(space, [], ties)
        }
    };
    watch.finish();
    if picked.is_empty() {
        return Err(Failure::usage(
            "the answer of the query names no entity, claim or tie of this dataset",
            "select the variables that hold entities, not only their labels",
        ));
    }
    Ok(picked)
}
