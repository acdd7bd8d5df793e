//! What a tie has that a reader must know of beside its relation, and the sign of it.

use std::fmt::Write;

use crate::export::svg::canvas::short;
use crate::export::{INK, hex};
use crate::layout::Point;
use crate::network::{Claim, Edge, Withheld};

/// How far a tie may be taken for a fact, from the surest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A source states it outright, or it is counted from such.
    #[default]
    Stated,
    /// It follows from what a source says.
    Implied,
    /// No more than likely.
    Uncertain,
    /// Planned, proposed or required, and not said to have been done.
    NotDone,
    /// Disputed.
    Disputed,
}

impl Standing {
    /// Those that have a sign, in the order of legends.
    pub const SIGNED: [Self; 4] = [Self::Implied, Self::Uncertain, Self::NotDone, Self::Disputed];

    /// That of a tie: of its claims that give plain triples, if it has some.
    #[must_use]
    pub fn of(edge: &Edge) -> Self {
        // What was found through others is as sure as the least sure of its claims.
        let why = match edge.via.is_empty() {
            true => edge.withheld(),
            false => edge.claims.iter().flat_map(Claim::withheld).collect(),
        };
        let is = |reason| why.contains(&reason);
        match () {
            () if is(Withheld::Disputed) => Self::Disputed,
            () if is(Withheld::NotDone) => Self::NotDone,
            () if is(Withheld::Uncertain) => Self::Uncertain,
            () if edge.is_stated() => Self::Stated,
            () => Self::Implied,
        }
    }

    /// Whether ties of it give plain triples.
    #[must_use]
    pub fn is_plain(self) -> bool {
        self <= Self::Implied
    }

    /// Its sign at some points, each about 5 pt wide: a ring, a dot, a rhombus or a cross; empty for what is stated.
    #[must_use]
    pub fn signs(self, points: &[Point]) -> String {
        if points.is_empty() || self == Self::Stated {
            return String::new();
        }
        let ink = hex(INK);
        let each = |from: (f64, f64), part: &str| {
            points.iter().fold(String::new(), |mut out, at| {
                // Writing to a string cannot fail.
                let _ = write!(out, "M{} {}{part}", short(at.x + from.0), short(at.y + from.1));
                out
            })
        };
        // Round ends of lines without length: no dash of a line hides them.
        let spots = each((0.0, 0.0), "h.01");
        let spot =
            |colour: &str, width: &str| format!("<path d=\"{spots}\" stroke=\"{colour}\" stroke-width=\"{width}\"/>");
        let signs = match self {
            Self::Stated => return String::new(),
            Self::Implied => format!("{}{}", spot(&ink, "5"), spot("#fff", "3.2")),
            Self::Uncertain => format!("{}{}", spot("#fff", "6.4"), spot(&ink, "4.4")),
            Self::NotDone => {
                let rhombi = each((-4.6, 0.0), "l4.6 -3.4l4.6 3.4l-4.6 3.4z");
                format!("<path d=\"{rhombi}\" fill=\"#fff\" stroke=\"{ink}\" stroke-width=\".9\"/>")
            }
            Self::Disputed => {
                let crosses = each((-2.4, -2.4), "l4.8 4.8m0 -4.8l-4.8 4.8");
                format!("{}<path d=\"{crosses}\" stroke=\"{ink}\" stroke-width=\"1.3\"/>", spot("#fff", "6.4"))
            }
        };
        format!("<g aria-hidden=\"true\" fill=\"none\" stroke-linecap=\"round\">{signs}</g>\n")
    }
}

#[cfg(test)]
mod tests {
    use super::Standing;
    use crate::network::{Claim, Edge};

    #[test]
    fn plain_claims_decide() {
        let claim = |certainty: &str, modality: &str, disputed| Claim {
            certainty: format!("certainty-{certainty}"),
            modality: format!("modality-{modality}"),
            disputed,
            ..Claim::default()
        };
        let through = |claims: &[Claim], via: &[String]| {
            Standing::of(&Edge {
                source: 0,
                target: 1,
                relation: String::new(),
                weight: 1.0,
                claims: claims.to_vec(),
                via: via.to_vec(),
            })
        };
        let of = |claims: &[Claim]| through(claims, &[]);
        let found = |claims: &[Claim]| through(claims, &["project".to_owned()]);
        let (implied, plan) = (claim("implied", "done", false), claim("stated", "planned", false));
        assert_eq!(of(&[claim("stated", "done", false), plan.clone()]), Standing::Stated);
        assert_eq!(of(&[implied.clone(), plan.clone()]), Standing::Implied);
        assert_eq!(of(&[plan]), Standing::NotDone);
        assert_eq!(of(&[claim("uncertain", "done", false)]), Standing::Uncertain);
        assert_eq!(of(&[claim("stated", "done", true)]), Standing::Disputed);
        assert_eq!(of(&[]), Standing::Stated);
        let uncertain = claim("uncertain", "done", false);
        assert_eq!(found(&[claim("stated", "done", false), uncertain]), Standing::Uncertain);
        assert_eq!(found(&[claim("implied", "done", false)]), Standing::Stated);
    }
}
