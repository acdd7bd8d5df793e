//! Walks through the steps of a pattern on the numbers of terms, and counts.

use hashbrown::{HashMap, HashSet};
use oxrdf::{Literal, NamedNode, Term, TermRef, Variable};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

use crate::store::counts::chain::Step;
use crate::store::counts::groups::{Count, Groups};
use crate::store::counts::table::Table;
use crate::store::counts::{Condition, Counted};
use crate::store::numbers::{Asked, Number, Numbered, Within};
use crate::store::{Stop, StoreError};

/// After how many triples it is looked whether to stop.
const PAUSE: u32 = 1 << 12;

/// What is seen of a dataset.
pub(in crate::store) struct Seen<'a, T: Numbered> {
    /// Its quads.
    pub(in crate::store) quads: &'a T,
    /// The graphs that are looked into.
    pub(in crate::store) within: &'a Within,
    /// Predicates of which only some objects are meant.
    pub(in crate::store) narrowed: &'a [Asked<T::Language>],
    /// Whether to stop.
    pub(in crate::store) stop: &'a Stop,
}

/// What stands in a place of a triple pattern.
#[derive(Clone, Copy)]
enum Place {
    /// A term.
    Term(u32),
    /// What a solution has already.
    Bound(usize),
    /// Anything; a solution gets it.
    Free(usize),
    /// The same as in a place before it in the triple.
    Same(usize),
    /// Anything.
    Any,
}

/// A step on numbers.
enum Act {
    /// The triples that match.
    Look(Look),
    /// The same, of which it is only of interest how many there are.
    Count(Look),
    /// All triples, of which only the predicate is of interest.
    Predicates(Look, usize),
    /// The rows that fit.
    Rows { places: Vec<Place>, rows: Vec<Vec<u32>> },
    /// Solutions for which nothing matches.
    Without(Look),
}

#[derive(Clone, Copy)]
struct Look {
    places: [Place; 3],
    /// The place among the predicates of which only some objects are meant.
    narrowed: Option<usize>,
}

impl Look {
    /// What is known of the triples: subject, predicate, object.
    fn given(&self, solution: &[u32]) -> [Option<u32>; 3] {
        self.places.map(|place| match place {
            Place::Term(term) => Some(term),
            Place::Bound(slot) => Some(solution[slot]),
            Place::Free(_) | Place::Same(_) | Place::Any => None,
        })
    }
}

/// The table of what is counted.
///
/// # Errors
/// [`StoreError`] if it is stopped, or there is more than can be counted.
pub(in crate::store) fn table<T: Numbered>(seen: &Seen<'_, T>, counted: &Counted) -> Result<Table, StoreError> {
    let mut slots = Slots::default();
    let acts = acts(seen, counted, &mut slots);
    let keys = counted.keys.iter().map(|key| slots.of(key)).collect();
    let counts = counted
        .counts
        .iter()
        .map(|of| of.as_ref().map_or(Count::Solutions, |of| Count::Different(slots.of(of), HashSet::new())));
    let groups = Groups::new(keys, counts.collect());
    let mut walk = Walk { seen, acts: acts.as_deref().unwrap_or_default(), groups, looked: 0 };
    if acts.is_some() {
        walk.act(0, &mut vec![0; slots.0.len()], 1)?;
    }
    Ok(filled(seen.quads, &walk.groups, counted))
}

/// The table of groups that are kept.
fn filled<T: Numbered>(quads: &T, groups: &Groups, counted: &Counted) -> Table {
    let (keys, counts) = (counted.keys.len(), counted.counts.len());
    let mut known: HashMap<u64, Number> = HashMap::new();
    let mut number = |count: u64| {
        let made = || {
            // More than fits was an error before.
            let literal = Literal::from(i64::try_from(count).unwrap_or(i64::MAX));
            Number::of(quads, literal.into())
        };
        known.entry(count).or_insert_with(made).clone()
    };
    let rows = groups.of_groups.len().checked_div(keys).unwrap_or(1);
    let mut cells = Vec::new();
    for row in 0..rows {
        let of_group = &groups.counts[row * counts..(row + 1) * counts];
        let holds = |condition: &Condition| condition.holds(of_group[condition.count]);
        if counted.having.iter().all(holds) {
            cells.extend(groups.of_groups[row * keys..(row + 1) * keys].iter().map(|key| Number::Known(*key)));
            cells.extend(of_group.iter().map(|count| number(*count)));
        }
    }
    Table { width: keys + counts, cells }
}

/// The places of variables in a solution.
#[derive(Default)]
struct Slots(Vec<Variable>);

impl Slots {
    fn find(&self, variable: &Variable) -> Option<usize> {
        self.0.iter().position(|known| known == variable)
    }

    fn of(&mut self, variable: &Variable) -> usize {
        self.find(variable).unwrap_or_else(|| {
            self.0.push(variable.clone());
            self.0.len() - 1
        })
    }
}

/// The steps on the numbers of a dataset; nothing if it has a term not that each solution needs.
fn acts<T: Numbered>(seen: &Seen<'_, T>, counted: &Counted, slots: &mut Slots) -> Option<Vec<Act>> {
    let mut acts = Vec::new();
    for step in &counted.steps {
        match step {
            Step::Look(triple) => {
                let (predicate, narrowed) = predicate_of(seen, &triple.predicate)?;
                let before = slots.0.len();
                let mut place = |variable: &Variable| match slots.find(variable) {
                    Some(slot) if slot < before => Place::Bound(slot),
                    Some(slot) => Place::Same(slot),
                    None => Place::Free(slots.of(variable)),
                };
                let places = places(seen, triple, predicate, &mut place)?;
                acts.push(Act::Look(Look { places, narrowed }));
            }
            Step::Rows(variables, rows) => {
                let number = |term: &GroundTerm| seen.quads.number(Term::from(term.clone()).as_ref());
                // What the dataset has not is looked for in vain.
                let rows = rows.iter().filter_map(|row| row.iter().map(number).collect()).collect();
                let before = slots.0.len();
                let place = |variable: &Variable| match slots.of(variable) {
                    slot if slot < before => Place::Bound(slot),
                    slot => Place::Free(slot),
                };
                acts.push(Act::Rows { places: variables.iter().map(place).collect(), rows });
            }
            Step::Without(triple, shared) => {
                // Where the dataset has not what is looked for, nothing is left out.
                let Some((predicate, narrowed)) = predicate_of(seen, &triple.predicate) else { continue };
                let mut place = |variable: &Variable| {
                    let slot = slots.find(variable).filter(|_| shared.contains(variable));
                    slot.map_or(Place::Any, Place::Bound)
                };
                let Some(places) = places(seen, triple, predicate, &mut place) else { continue };
                acts.push(Act::Without(Look { places, narrowed }));
            }
        }
    }
    only_counted(&mut acts, counted, slots);
    Some(acts)
}

/// Finds the looks of which nothing is asked later but how many triples there are.
fn only_counted(acts: &mut [Act], counted: &Counted, slots: &Slots) {
    let shown = counted.keys.iter().chain(counted.counts.iter().flatten());
    let mut needed: HashSet<usize> = shown.filter_map(|variable| slots.find(variable)).collect();
    for (number, act) in acts.iter_mut().enumerate().rev() {
        if let Act::Look(look) = *act {
            let is_left = |place: &Place| matches!(place, Place::Free(slot) if !needed.contains(slot));
            let is_given = |place: &Place| matches!(place, Place::Term(_) | Place::Bound(_));
            if look.places.iter().all(|place| is_left(place) || is_given(place)) {
                *act = Act::Count(look);
            } else if let [subject, Place::Free(predicate), object] = look.places
                && number == 0
                && is_left(&subject)
                && is_left(&object)
            {
                *act = Act::Predicates(look, predicate);
            }
        }
        let places = match act {
            Act::Look(look) | Act::Count(look) | Act::Predicates(look, _) | Act::Without(look) => &look.places[..],
            Act::Rows { places, .. } => places,
        };
        needed
            .extend(places.iter().filter_map(|place| if let Place::Bound(slot) = place { Some(*slot) } else { None }));
    }
}

/// The places of a triple pattern; nothing if it has a term that the dataset has not.
fn places<T: Numbered>(
    seen: &Seen<'_, T>,
    triple: &TriplePattern,
    predicate: Place,
    of: &mut impl FnMut(&Variable) -> Place,
) -> Option<[Place; 3]> {
    let subject = place(seen.quads, &triple.subject, of)?;
    let predicate = if let NamedNodePattern::Variable(variable) = &triple.predicate { of(variable) } else { predicate };
    Some([subject, predicate, place(seen.quads, &triple.object, of)?])
}

fn place<T: Numbered>(quads: &T, term: &TermPattern, of: &mut impl FnMut(&Variable) -> Place) -> Option<Place> {
    let known = |term: TermRef<'_>| quads.number(term).map(Place::Term);
    match term {
        TermPattern::Variable(variable) => Some(of(variable)),
        TermPattern::NamedNode(node) => known(node.as_ref().into()),
        TermPattern::Literal(literal) => known(literal.as_ref().into()),
        TermPattern::BlankNode(_) => None,
    }
}

/// The place of a predicate that is a term, and which of its objects are meant; nothing if the dataset has it not.
fn predicate_of<T: Numbered>(seen: &Seen<'_, T>, predicate: &NamedNodePattern) -> Option<(Place, Option<usize>)> {
    let NamedNodePattern::NamedNode(name) = predicate else { return Some((Place::Any, None)) };
    let asked = |name: &NamedNode| seen.narrowed.iter().position(|asked| asked.name == *name);
    match asked(name) {
        Some(place) => seen.narrowed[place].predicate.map(|number| (Place::Term(number), Some(place))),
        None => seen.quads.number(name.as_ref().into()).map(|number| (Place::Term(number), None)),
    }
}

struct Walk<'a, T: Numbered> {
    seen: &'a Seen<'a, T>,
    acts: &'a [Act],
    groups: Groups,
    looked: u32,
}

impl<'a, T: Numbered> Walk<'a, T> {
    /// Does a step and those after it for one solution, which is found several times.
    fn act(&mut self, number: usize, solution: &mut [u32], times: u64) -> Result<(), StoreError> {
        let acts = self.acts;
        match acts.get(number) {
            None => self.groups.add(solution, times),
            Some(Act::Count(look)) => {
                let found = self.count(look, solution)?;
                if found == 0 {
                    return Ok(());
                }
                self.act(number + 1, solution, times.saturating_mul(found))
            }
            Some(Act::Predicates(look, slot)) => {
                let Some(predicates) = self.seen.quads.predicates(self.seen.within) else {
                    return self.look(look, number, solution, times);
                };
                for (predicate, found) in predicates {
                    solution[*slot] = predicate;
                    self.act(number + 1, solution, times.saturating_mul(found))?;
                }
                Ok(())
            }
            Some(Act::Look(look)) => self.look(look, number, solution, times),
            Some(Act::Rows { places, rows }) => {
                'rows: for row in rows {
                    self.pause()?;
                    for (place, term) in places.iter().zip(row) {
                        match place {
                            Place::Free(slot) => solution[*slot] = *term,
                            Place::Bound(slot) if solution[*slot] != *term => continue 'rows,
                            _ => {}
                        }
                    }
                    self.act(number + 1, solution, times)?;
                }
                Ok(())
            }
            Some(Act::Without(look)) => {
                for quad in self.find(look, solution)? {
                    if self.is_meant(look, quad)? {
                        return Ok(());
                    }
                }
                self.act(number + 1, solution, times)
            }
        }
    }

    /// Goes on with each triple that matches.
    fn look(&mut self, look: &Look, number: usize, solution: &mut [u32], times: u64) -> Result<(), StoreError> {
        'quads: for quad in self.find(look, solution)? {
            if !self.is_meant(look, quad)? {
                continue;
            }
            for (place, term) in look.places.iter().zip(quad) {
                match place {
                    Place::Free(slot) => solution[*slot] = term,
                    Place::Same(slot) if solution[*slot] != term => continue 'quads,
                    _ => {}
                }
            }
            self.act(number + 1, solution, times)?;
        }
        Ok(())
    }

    /// How many triples match.
    fn count(&mut self, look: &Look, solution: &[u32]) -> Result<u64, StoreError> {
        let [subject, predicate, object] = look.given(solution);
        if look.narrowed.is_none()
            && let Some(known) = self.seen.quads.count(subject, predicate, object, self.seen.within)
        {
            self.pause()?;
            return Ok(known);
        }
        let mut found = 0;
        for quad in self.find(look, solution)? {
            found += u64::from(self.is_meant(look, quad)?);
        }
        Ok(found)
    }

    /// The triples that match in what is known.
    fn find(&self, look: &Look, solution: &[u32]) -> Result<impl Iterator<Item = [u32; 3]> + use<'a, T>, StoreError> {
        let [subject, predicate, object] = look.given(solution);
        // Whether an object is meant that is known already is asked once, not for each of its subjects.
        let is_meant = match (look.narrowed, object) {
            (Some(place), Some(object)) => self.seen.narrowed[place].is_meant(self.seen.quads, object)?,
            _ => true,
        };
        let found = is_meant.then(|| self.seen.quads.quads(subject, predicate, object, self.seen.within.clone()));
        Ok(found.into_iter().flatten().map(|[subject, predicate, object, _]| [subject, predicate, object]))
    }

    /// Whether a triple is meant that was found; looks now and then whether to stop.
    fn is_meant(&mut self, look: &Look, [_, _, object]: [u32; 3]) -> Result<bool, StoreError> {
        self.pause()?;
        match look.narrowed {
            Some(place) if !matches!(look.places[2], Place::Term(_) | Place::Bound(_)) => {
                self.seen.narrowed[place].is_meant(self.seen.quads, object)
            }
            _ => Ok(true),
        }
    }

    fn pause(&mut self) -> Result<(), StoreError> {
        self.looked = self.looked.wrapping_add(1);
        let stop = self.seen.stop;
        if self.looked.is_multiple_of(PAUSE) && stop.is_stopped() { Err(stop.reason()) } else { Ok(()) }
    }
}
