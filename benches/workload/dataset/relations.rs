//! The table of relations: which pattern comes when, who is tied to whom, and what the claim says besides.

use std::io;
use std::path::Path;

use sauat::random::Random;

use super::Wanted;
use super::claims::{Citation, Citations, certainty, modality, note, rank};
use super::learnt::{Pattern, Target, relations};
use super::table::{Table, Written};
use super::things::Things;

const HEADER: [&str; 15] = [
    "id",
    "from",
    "relation",
    "to",
    "role",
    "start",
    "end",
    "frequency",
    "source",
    "section",
    "lines",
    "context",
    "rank",
    "certainty",
    "modality",
];

/// Numbers that walk over all weights, each as often as it weighs, the same ones far apart.
pub(super) struct Walk {
    ends: Vec<u64>,
    at: u64,
    step: u64,
}

impl Walk {
    pub(super) fn new(weights: impl Iterator<Item = u64>) -> Self {
        let ends: Vec<u64> = weights
            .scan(0, |sum, weight| {
                *sum += weight;
                Some(*sum)
            })
            .collect();
        let total = ends.last().copied().unwrap_or(1).max(1);
        // The golden section, so that what stands beside each other comes far apart; without a common factor, so that all come.
        let mut step = (total as f64 * 0.618) as u64 | 1;
        while divisor(step, total) != 1 {
            step += 2;
        }
        Self { ends, at: 0, step }
    }

    pub(super) fn next(&mut self) -> usize {
        let total = self.ends.last().copied().unwrap_or(1).max(1);
        self.at = (self.at + self.step) % total;
        self.ends.partition_point(|end| *end <= self.at)
    }
}

/// The greatest common divisor.
fn divisor(one: u64, other: u64) -> u64 {
    if other == 0 { one } else { divisor(other, one % other) }
}

/// Who is tied to whom.
#[derive(Clone)]
struct Tie {
    from: String,
    relation: String,
    to: String,
}

/// Writes `relations.csv`.
pub(super) fn write(
    data: &Path,
    things: &Things<'_>,
    citations: &Citations,
    next: &mut u64,
    count: u64,
    wanted: &Wanted,
    written: &mut Written,
) -> io::Result<()> {
    let learnt = things.learnt;
    let header: Vec<&str> = HEADER.into_iter().chain(["note"]).collect();
    let mut file = Table::new(data, "relations.csv", &header)?;
    for row in &learnt.place_relations {
        file.row(header.iter().map(|column| row[*column].as_str()))?;
    }
    let mut random = Random::new(wanted.seed ^ 0x7e1a);
    let mut walk = Walk::new(learnt.patterns.iter().map(|pattern| pattern.weight));
    // Every relation comes once before they come as often as they weigh, and every made city is somewhere.
    let mut first: Vec<usize> = relations(&learnt.patterns)
        .iter()
        .filter_map(|relation| {
            let of = |pattern: &(usize, &Pattern)| pattern.1.relation == **relation;
            let heaviest = learnt.patterns.iter().enumerate().filter(of).max_by_key(|(_, pattern)| pattern.weight);
            heaviest.map(|(index, _)| index)
        })
        .collect();
    let city = learnt.kind("City").expect("cities are made");
    let mut last: Option<Tie> = None;
    for number in 0..count - learnt.place_relations.len() as u64 {
        let city_number = number.checked_sub(first.len() as u64).filter(|number| *number < things.cities());
        let tie = if let Some(number) = city_number {
            let to = learnt.regions[random.below(learnt.regions.len())].clone();
            Tie { from: things.id(city, number), relation: "containedIn".to_owned(), to }
        } else if let Some(again) = last.take().filter(|_| first.is_empty() && random.below(1000) < 65) {
            // What one source says, another says too.
            again
        } else {
            let wanted = first.get(number as usize).copied();
            wanted.and_then(|pattern| tie(things, &learnt.patterns[pattern], &mut random)).unwrap_or_else(|| {
                loop {
                    if let Some(tie) = tie(things, &learnt.patterns[walk.next()], &mut random) {
                        break tie;
                    }
                }
            })
        };
        let citation = citations.next(next, &mut random);
        file.row(row(number, &tie, &citation, things, &mut random))?;
        last = Some(tie);
        if number == things.cities() + first.len() as u64 {
            first = Vec::new();
        }
    }
    file.end(written)
}

/// A tie of a pattern; none where there are too few things for it.
fn tie(things: &Things<'_>, pattern: &Pattern, random: &mut Random) -> Option<Tie> {
    let relation = pattern.relation.clone();
    let (kind, count) = (pattern.subject, things.count(pattern.subject));
    let subject = things.pick(kind, random);
    let Target::Kind(target) = pattern.target else {
        return Some(Tie { from: things.id(kind, subject), relation, to: things.target(&pattern.target, random) });
    };
    if target != kind {
        return Some(Tie { from: things.id(kind, subject), relation, to: things.target(&pattern.target, random) });
    }
    if count < 2 {
        return None;
    }
    // Parts and what is amended form trees that are not deep: a circle would be an error, a long chain is nothing real.
    let (from, to) = if relation == "partOf" || relation == "amends" {
        let part = subject.max(1);
        (part, part / 4)
    } else {
        let other = things.pick(kind, random);
        (subject, if other == subject { (other + 1) % count } else { other })
    };
    Some(Tie { from: things.id(kind, from), relation, to: things.id(kind, to) })
}

/// The cells of a claim.
fn row(number: u64, tie: &Tie, citation: &Citation, things: &Things<'_>, random: &mut Random) -> [String; 16] {
    let any = |found: Option<&Vec<String>>, random: &mut Random| {
        found.map(|values| values[random.below(values.len())].clone()).unwrap_or_default()
    };
    let (start, end) = match random.below(200) {
        0..3 => (2010 + random.below(14), None),
        3..5 => {
            let year = 2010 + random.below(14);
            (year, Some(year + random.below(3)))
        }
        _ => (0, None),
    };
    let role = any(things.learnt.roles.get(&tie.relation), random);
    let frequency = any(things.learnt.frequencies.get(&tie.relation), random);
    [
        format!("m{number}"),
        tie.from.clone(),
        tie.relation.clone(),
        tie.to.clone(),
        role,
        if start > 0 { start.to_string() } else { String::new() },
        end.map(|year| year.to_string()).unwrap_or_default(),
        frequency,
        citation.source.clone(),
        citation.section.clone(),
        citation.lines.clone(),
        citation.context.clone(),
        rank(random).to_owned(),
        certainty(random).to_owned(),
        modality(random).to_owned(),
        note(random),
    ]
}
