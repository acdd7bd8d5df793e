//! The triples of an HDT file by the numbers of their terms, and two indexes that are made when the file is opened.
//!
//! The file has them by subject: for each subject its predicates, for each of these its objects, with a bit where a list ends
//! (BitmapTriples). The indexes lead from a predicate and from an object to the places in the list of predicates. The
//! crate makes such indexes too, but takes up to 40 bytes a triple while it does; these take their own size and little more.

use std::io::BufRead;
use std::ops::Range;

use hdt::containers::{Bitmap, ControlInfo, Sequence};
use qwt::{QWT512, RankUnsigned, SelectUnsigned};

/// The format of the section.
const FORMAT: &str = "<http://purl.org/HDT/hdt#triplesBitmap>";

/// The order of subject, predicate, object.
const ORDER: &str = "1";

/// The triples of a file. Numbers of terms begin with 1.
pub(super) struct Triples {
    /// The predicates of each subject, one subject after the other: a place in this list is a pair of both.
    predicates: Sequence,
    /// A bit for each place: whether it is the last of its subject.
    last_of_subject: Bitmap,
    /// The objects of each place, one after the other.
    objects: Sequence,
    /// A bit for each object: whether it is the last of its place.
    last_of_place: Bitmap,
    /// The predicates again, in a form that finds where each stands.
    by_predicate: QWT512<u16>,
    /// Where the places of each object begin.
    starts: Vec<u32>,
    /// The places of each object, by predicate.
    places: Vec<u32>,
}

/// How many terms stand in each role.
#[derive(Clone, Copy)]
pub(super) struct Terms {
    pub(super) subjects: usize,
    pub(super) predicates: usize,
    pub(super) objects: usize,
}

impl Triples {
    /// Reads the section.
    ///
    /// # Errors
    /// What the reader says, or what is wrong with the section.
    pub(super) fn read(reader: &mut impl BufRead, terms: impl FnOnce() -> Result<Terms, Wrong>) -> Result<Self, Wrong> {
        let about = ControlInfo::read(reader)?;
        if about.format != FORMAT || about.get("order").as_deref() != Some(ORDER) {
            return Err("its triples stand in an order or form that is not read".into());
        }
        let last_of_subject = Bitmap::read(reader)?;
        let last_of_place = Bitmap::read(reader)?;
        let predicates = Sequence::read(reader)?;
        let objects = Sequence::read(reader)?;
        let terms = terms()?;
        let ends = |bits: &Bitmap, lists: usize, entries: usize| match (lists, entries) {
            // The lists of an empty file have an end, too.
            (0, 0) => bits.num_ones() <= 1,
            (0, _) => false,
            (lists, entries) => {
                bits.num_ones() == lists && bits.select1(lists - 1).map(|last| last + 1) == Some(entries)
            }
        };
        if !ends(&last_of_subject, terms.subjects, predicates.entries)
            || !ends(&last_of_place, predicates.entries, objects.entries)
            || u32::try_from(objects.entries).is_err()
        {
            return Err("its lists do not fit each other".into());
        }
        let mut symbols = Vec::with_capacity(predicates.entries);
        for predicate in &predicates {
            let symbol = u16::try_from(predicate).ok().filter(|_| (1..=terms.predicates).contains(&predicate));
            symbols.push(symbol.ok_or("it has a predicate that has no term, or too many")?);
        }
        let by_predicate = QWT512::from(symbols);
        let mut triples = Self {
            predicates,
            last_of_subject,
            objects,
            last_of_place,
            by_predicate,
            starts: Vec::new(),
            places: Vec::new(),
        };
        triples.index(terms.objects)?;
        Ok(triples)
    }

    /// Makes the index from objects to places.
    fn index(&mut self, objects: usize) -> Result<(), Wrong> {
        let mut starts = vec![0_u32; objects + 1];
        for object in &self.objects {
            *starts.get_mut(object).filter(|_| object > 0).ok_or("it has an object that has no term")? += 1;
        }
        for object in 0..objects {
            starts[object + 1] += starts[object];
        }
        // Now each object's number says where its places end; they are filled from there backwards.
        let mut places = vec![0_u32; self.objects.entries];
        let mut number = self.objects.entries;
        for place in (0..self.predicates.entries).rev() {
            for _ in self.objects_of(place).rev() {
                number -= 1;
                let start = &mut starts[self.objects.get(number)];
                *start -= 1;
                places[*start as usize] = u32::try_from(place).unwrap_or_default();
            }
        }
        // Each number now says where its places begin; those of the next one begin where they end.
        starts.remove(0);
        starts.push(u32::try_from(places.len()).unwrap_or_default());
        for range in starts.windows(2) {
            let some = &mut places[range[0] as usize..range[1] as usize];
            some.sort_unstable_by_key(|place| (self.predicates.get(*place as usize), *place));
        }
        (self.starts, self.places) = (starts, places);
        Ok(())
    }

    /// How many triples there are.
    pub(super) fn len(&self) -> usize {
        self.objects.entries
    }

    /// How many triples match, if that is known; 0 matches all.
    pub(super) fn count(&self, subject: usize, predicate: usize, object: usize) -> Option<usize> {
        match (subject, predicate, object) {
            (0, 0, 0) => Some(self.len()),
            (0, _, 1..) => Some(self.places_with(object, predicate).len()),
            _ => None,
        }
    }

    /// How many triples there are of each predicate, by its number.
    pub(super) fn predicates(&self) -> Vec<u64> {
        let (mut counts, mut object) = (Vec::new(), 0);
        for predicate in &self.predicates {
            let start = object;
            while object < self.len() && !self.last_of_place.at_last_sibling(object) {
                object += 1;
            }
            object += 1;
            if counts.len() <= predicate {
                counts.resize(predicate + 1, 0);
            }
            counts[predicate] += (object - start) as u64;
        }
        counts
    }

    /// The places of a subject.
    fn places_of(&self, subject: usize) -> Range<usize> {
        list(&self.last_of_subject, subject - 1)
    }

    /// The objects of a place, by their own places.
    fn objects_of(&self, place: usize) -> Range<usize> {
        list(&self.last_of_place, place)
    }

    /// The places of an object, with one predicate if it is given.
    fn places_with(&self, object: usize, predicate: usize) -> &[u32] {
        let (Some(start), Some(end)) = (self.starts.get(object - 1), self.starts.get(object)) else { return &[] };
        let places = &self.places[*start as usize..*end as usize];
        if predicate == 0 {
            return places;
        }
        let of = |place: &u32| self.predicates.get(*place as usize);
        let start = places.partition_point(|place| of(place) < predicate);
        let rest = &places[start..];
        &rest[..rest.partition_point(|place| of(place) <= predicate)]
    }

    /// The triples that match; 0 matches all.
    pub(super) fn find(&self, subject: usize, predicate: usize, object: usize) -> Found<'_> {
        let places = match (subject, predicate, object) {
            (0, 0, 0) => Places::All(0..self.predicates.entries),
            (0, p, 0) => match u16::try_from(p) {
                Ok(symbol) => {
                    let count = self.by_predicate.rank(symbol, self.predicates.entries).unwrap_or(0);
                    Places::Predicate(symbol, 0..count)
                }
                Err(_) => Places::All(0..0),
            },
            (0, p, o) => Places::Object(self.places_with(o, p).iter()),
            (s, _, _) => Places::Subject(self.places_of(s), s),
        };
        Found { triples: self, places, predicate, object, current: [0; 2], objects: 0..0 }
    }
}

/// What is wrong with a section.
pub(super) type Wrong = Box<dyn std::error::Error + Send + Sync>;

/// A list, if the last entry of each is marked.
fn list(last: &Bitmap, number: usize) -> Range<usize> {
    let after = |number: usize| last.select1(number).map_or(0, |place| place + 1);
    let start = number.checked_sub(1).map_or(0, after);
    start..after(number).max(start)
}

/// Places to look at.
enum Places<'a> {
    All(Range<usize>),
    /// Those of a subject.
    Subject(Range<usize>, usize),
    /// Those of a predicate, by their number among them.
    Predicate(u16, Range<usize>),
    /// Those at which an object stands.
    Object(std::slice::Iter<'a, u32>),
}

/// Triples by number: subject, predicate, object.
pub(super) struct Found<'a> {
    triples: &'a Triples,
    places: Places<'a>,
    predicate: usize,
    object: usize,
    /// The subject and predicate of the objects.
    current: [usize; 2],
    objects: Range<usize>,
}

impl Iterator for Found<'_> {
    type Item = [usize; 3];

    fn next(&mut self) -> Option<[usize; 3]> {
        let triples = self.triples;
        let subject = |place: usize| triples.last_of_subject.rank(place) + 1;
        loop {
            if let Some(number) = self.objects.next() {
                let [subject, predicate] = self.current;
                return Some([subject, predicate, triples.objects.get(number)]);
            }
            let (place, known) = match &mut self.places {
                Places::All(range) => (range.next()?, None),
                Places::Subject(range, subject) => (range.next()?, Some(*subject)),
                Places::Predicate(symbol, numbers) => (triples.by_predicate.select(*symbol, numbers.next()?)?, None),
                Places::Object(places) => {
                    let place = *places.next()? as usize;
                    return Some([subject(place), triples.predicates.get(place), self.object]);
                }
            };
            let predicate = triples.predicates.get(place);
            if self.predicate != 0 && predicate != self.predicate {
                continue;
            }
            self.current = [known.unwrap_or_else(|| subject(place)), predicate];
            self.objects = triples.objects_of(place);
            if self.object != 0 {
                let Range { start, end } = self.objects;
                let (mut low, mut high) = (start, end);
                while low < high {
                    let middle = usize::midpoint(low, high);
                    if triples.objects.get(middle) < self.object { low = middle + 1 } else { high = middle }
                }
                let there = low < end && triples.objects.get(low) == self.object;
                self.objects = if there { low..low + 1 } else { 0..0 };
            }
        }
    }
}
