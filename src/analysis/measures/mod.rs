//! The table of all measures: what each is called and says, in three languages, and how it is taken.
//!
//! The command line, reports and pages read names, labels and definitions from here and nowhere else.

mod central;
mod cohesion;
mod groups;
mod whole;

use crate::analysis::{MeasureError, Options, Row, Ties};
use crate::network::{Network, Value};
use crate::text::{Lang, fold, nearest};

/// What a measure gives values to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Every node.
    Node,
    /// Two tied nodes.
    Pair,
    /// A group, or two.
    Group,
    /// The network as a whole: one row.
    Network,
}

impl Kind {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Node, Self::Pair, Self::Group, Self::Network];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Node => "node",
            Self::Pair => "pair",
            Self::Group => "group",
            Self::Network => "network",
        }
    }
}

/// In which order rows stand. Ids decide between equal values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By falling first value.
    Falling,
    /// By rising first value: numbers of sets, ranks.
    Rising,
    /// As the measure gives them.
    Given,
}

/// A column of a measure's table.
#[derive(Debug)]
pub struct Column {
    /// Its name: ASCII, the same in every release, and that of the attribute in exports.
    pub name: &'static str,
    labels: [&'static str; 3],
}

impl Column {
    /// What it is called in a language.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &'static str {
        said(&self.labels, lang)
    }
}

/// A measure of the table.
#[derive(Debug)]
pub struct Measure {
    /// Its name: ASCII, the same in every release.
    pub name: &'static str,
    /// What it gives values to.
    pub kind: Kind,
    /// In which order rows stand.
    pub order: Order,
    /// The paper that defines it.
    pub paper: &'static str,
    /// Its columns: the first is the measure itself, and what it is sorted by.
    pub columns: &'static [Column],
    labels: [&'static str; 3],
    descriptions: [&'static str; 3],
    take: fn(&Given<'_>) -> Result<Vec<Row>, MeasureError>,
}

impl Measure {
    /// What it is called in a language.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &'static str {
        said(&self.labels, lang)
    }

    /// What it says, in a language: one or two sentences.
    #[must_use]
    pub fn description(&self, lang: Lang) -> &'static str {
        said(&self.descriptions, lang)
    }

    /// Its rows, in the order of the network.
    pub(super) fn take(&self, given: &Given<'_>) -> Result<Vec<Row>, MeasureError> {
        (self.take)(given)
    }
}

/// What a measure is taken of.
pub(super) struct Given<'a> {
    pub(super) network: &'a Network,
    pub(super) ties: Ties,
    pub(super) options: &'a Options,
}

impl Given<'_> {
    /// A row for each node, from its number.
    fn nodes(&self, values: impl Fn(usize) -> Vec<Value>) -> Result<Vec<Row>, MeasureError> {
        let row =
            |(number, node): (usize, &crate::network::Node)| Row { ids: vec![node.id.clone()], values: values(number) };
        Ok(self.network.nodes.iter().enumerate().map(row).collect())
    }

    /// The one row of a measure of the whole.
    fn whole(values: Vec<Value>) -> Result<Vec<Row>, MeasureError> {
        Ok(vec![Row { ids: Vec::new(), values }])
    }
}

/// All measures, those of nodes first.
///
/// ```
/// use sauat::analysis::{Kind, measures};
/// use sauat::text::Lang;
/// let core = measures().find(|measure| measure.name == "core").unwrap();
/// assert_eq!((core.kind, core.label(Lang::En)), (Kind::Node, "Core number"));
/// ```
pub fn measures() -> impl Iterator<Item = &'static Measure> {
    [central::MEASURES, cohesion::MEASURES, groups::MEASURES, whole::MEASURES].into_iter().flatten()
}

/// The measure with a name, written with `-`, `_` or spaces, or with its label in any language.
///
/// ```
/// use sauat::analysis::{MeasureError, find};
/// assert_eq!(find("effective-size").unwrap().name, "effective_size");
/// assert_eq!(find("Степень").unwrap().name, "degree");
/// let Err(MeasureError::Unknown { near, .. }) = find("betweeness") else { panic!() };
/// assert_eq!(near.as_deref(), Some("betweenness"));
/// ```
///
/// # Errors
/// [`MeasureError::Unknown`] with a name that is near.
pub fn find(name: &str) -> Result<&'static Measure, MeasureError> {
    let plain = |name: &str| fold(name).replace(['-', ' '], "_");
    let wanted = plain(name);
    let by_name = measures().find(|measure| measure.name == wanted);
    let by_label = || measures().find(|measure| measure.labels.iter().any(|label| plain(label) == wanted));
    by_name.or_else(by_label).ok_or_else(|| {
        let labels = measures().flat_map(|measure| measure.labels);
        let near = nearest(name, measures().map(|measure| measure.name).chain(labels)).map(str::to_owned);
        MeasureError::Unknown { name: name.chars().take(60).collect(), near }
    })
}

fn said(texts: &[&'static str; 3], lang: Lang) -> &'static str {
    let [kk, ru, en] = texts;
    match lang {
        Lang::Kk => kk,
        Lang::Ru => ru,
        Lang::En => en,
    }
}

/// A column by name and labels in Kazakh, Russian, English.
const fn column(name: &'static str, kk: &'static str, ru: &'static str, en: &'static str) -> Column {
    Column { name, labels: [kk, ru, en] }
}

fn count(value: usize) -> Value {
    Value::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}
