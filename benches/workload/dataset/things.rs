//! Made things: how many there are of each class, their ids and names, and their tables.

use std::io;
use std::path::Path;

use sauat::random::Random;
use sauat::text::Lang;

use super::claims::Citations;
use super::learnt::{Kind, Learnt, TABLES, Target};
use super::table::{Table, Written};
use super::{RELATIONS, Wanted, words};

/// Made cities at x1.
const CITIES: u64 = 8;
/// Made sources at x1; at xN, this many times the square root of N.
const SOURCES: f64 = 4.0;

/// All things.
pub(super) struct Things<'a> {
    /// What the shipped tables teach.
    pub(super) learnt: &'a Learnt,
    /// How many there are of each kind.
    counts: Vec<u64>,
    seed: u64,
}

impl<'a> Things<'a> {
    pub(super) fn new(learnt: &'a Learnt, wanted: &Wanted) -> Self {
        let shipped: u64 = learnt.patterns.iter().map(|pattern| pattern.weight).sum();
        let scale = wanted.scale;
        let counts = learnt.kinds.iter().map(|kind| match kind.class.as_str() {
            "City" => CITIES * scale,
            "SourceDocument" => (SOURCES * (scale as f64).sqrt()).ceil() as u64,
            _ => (kind.shipped * RELATIONS * scale).div_ceil(shipped),
        });
        Self { learnt, counts: counts.collect(), seed: wanted.seed }
    }

    /// How many there are of a kind.
    pub(super) fn count(&self, kind: usize) -> u64 {
        self.counts[kind]
    }

    /// How many made sources there are.
    pub(super) fn sources(&self) -> u64 {
        self.learnt.kind("SourceDocument").map_or(1, |kind| self.count(kind))
    }

    /// How many made cities there are.
    pub(super) fn cities(&self) -> u64 {
        self.learnt.kind("City").map_or(0, |kind| self.count(kind))
    }

    /// The id of a thing.
    pub(super) fn id(&self, kind: usize, number: u64) -> String {
        format!("{}-{number}", self.learnt.kinds[kind].prefix)
    }

    /// The number of a thing of a kind: in two cases of five any, in the others one of few (a power law).
    pub(super) fn pick(&self, kind: usize, random: &mut Random) -> u64 {
        let count = self.count(kind);
        let exponent = if random.below(5) < 2 { 1 } else { 3 };
        ((random.unit().powi(exponent) * count as f64) as u64).min(count - 1)
    }

    /// What a relation or a value leads to.
    pub(super) fn target(&self, target: &Target, random: &mut Random) -> String {
        match target {
            Target::Kind(kind) => {
                let number = self.pick(*kind, random);
                self.id(*kind, number)
            }
            Target::City(_) if random.below(5) < 3 => {
                let kind = self.learnt.kind("City").expect("cities are made");
                let number = self.pick(kind, random);
                self.id(kind, number)
            }
            Target::Given(given) | Target::City(given) => given[random.below(given.len())].clone(),
        }
    }

    /// A name that stands for itself.
    pub(super) fn name(&self, kind: usize, number: u64, lang: Lang) -> String {
        // Kinds begin at numbers far apart, so that they share few names.
        words::name(number, self.seed.wrapping_add(1_013 * kind as u64), lang)
    }

    /// The label of a thing.
    pub(super) fn label(&self, kind: usize, number: u64, lang: Lang) -> String {
        let Kind { class, labels, .. } = &self.learnt.kinds[kind];
        let name = self.name(kind, number, lang);
        let (noun, about) = (labels.best(lang).unwrap_or(class), words::about(number / 3, lang));
        match (class.as_str(), lang) {
            ("Person", _) => format!("{} {name}", words::name(number / 7, self.seed.wrapping_add(5), lang)),
            ("City", _) => name,
            (_, Lang::Kk) => format!("«{name}» {about} {noun}"),
            (_, Lang::Ru) => format!("{} «{name}» {about}", words::capital(noun)),
            (_, Lang::En) => format!("{name} {noun} {about}"),
        }
    }

    /// Writes the tables of things.
    pub(super) fn write(
        &self,
        data: &Path,
        citations: &Citations,
        wanted: &Wanted,
        written: &mut Written,
    ) -> io::Result<()> {
        let head = ["id", "class", "label_kk", "label_ru", "label_en", "label_kk_by", "label_ru_by", "label_en_by"];
        let more = ["file", "language", "issued", "publisher", "url", "sha256", "line_count", "licence"];
        for table in TABLES {
            let mut random = Random::new(wanted.seed ^ (0x7100 + table.len() as u64));
            let header: Vec<&str> = head.iter().chain(more.iter().filter(|_| table == "sources")).copied().collect();
            let mut file = Table::new(data, &format!("{table}.csv"), &header)?;
            let kept = match table {
                "places" => self.learnt.places.as_slice(),
                "sources" => self.learnt.references.as_slice(),
                _ => &[],
            };
            for row in kept {
                file.row(header.iter().map(|column| row[*column].as_str()))?;
            }
            for (kind, known) in self.learnt.kinds.iter().enumerate().filter(|(_, known)| known.table == table) {
                for number in 0..self.count(kind) {
                    let by = |random: &mut Random| if random.below(3) == 0 { "source" } else { "translated" };
                    let mut row = vec![self.id(kind, number), known.class.clone()];
                    row.extend([Lang::Kk, Lang::Ru, Lang::En].map(|lang| self.label(kind, number, lang)));
                    row.extend([by(&mut random), by(&mut random), by(&mut random)].map(str::to_owned));
                    if table == "sources" {
                        let digest: String = (0..4).map(|_| format!("{:016x}", random.draw())).collect();
                        row.extend([format!("made-{number}.txt"), "kk".to_owned()]);
                        row.extend([String::new(), String::new(), String::new(), digest]);
                        row.extend([citations.length(number).to_string(), String::new()]);
                    }
                    file.row(&row)?;
                }
            }
            file.end(written)?;
        }
        Ok(())
    }
}
