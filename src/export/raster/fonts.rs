//! Which font sets which letter: Noto Sans, which is part of the program, and the system's fonts for what it lacks.
//!
//! The system is asked only when a letter is missing, since reading hundreds of files takes longer than drawing a map. So
//! a map in Kazakh, Russian or English looks the same on every machine, to the last byte. Font files are all that this room
//! reads.

use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb::{Database, FaceInfo, Family, ID, Query, Source, Stretch, Style, Weight};
use resvg::usvg::{Font, FontFamily, FontResolver};

use crate::export::raster::error::RasterError;

/// Where fonts come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fonts {
    /// Noto Sans from the program, and the system's fonts for letters that it lacks.
    #[default]
    All,
    /// Only Noto Sans from the program.
    Own,
    /// Only the system's fonts, Noto Sans among them if it is installed.
    System,
}

/// Letters that tell a font for Kazakh from one for a single script.
const KAZAKH: &str = "AaZzАяӘәҒғҚқҢңӨөҰұҮүҺһІі";

/// A weight from which on type is bold.
const BOLD: u16 = 600;

/// The fonts to begin with.
///
/// # Errors
/// [`RasterError::NoFont`] if there is none.
pub(super) fn database(fonts: Fonts) -> Result<Database, RasterError> {
    let mut database = Database::new();
    if fonts == Fonts::System {
        database.load_system_fonts();
    } else {
        for bytes in [notosans::REGULAR_TTF, notosans::BOLD_TTF] {
            database.load_font_source(Source::Binary(Arc::new(bytes)));
        }
    }
    if database.is_empty() { Err(RasterError::NoFont) } else { Ok(database) }
}

/// Chooses fonts while text is set.
pub(super) fn resolver(fonts: Fonts) -> FontResolver<'static> {
    let own: OnceLock<Vec<ID>> = OnceLock::new();
    let system: OnceLock<Vec<Candidate>> = OnceLock::new();
    FontResolver {
        select_font: Box::new(move |font, database| {
            if fonts == Fonts::System {
                return installed(font, database);
            }
            // The first fonts are ours; those of the system come later, and one of them may be called Noto Sans too.
            let own = own.get_or_init(|| database.faces().map(|face| face.id).collect());
            let bold = |id: &&ID| database.face(**id).is_some_and(|face| face.weight.0 >= BOLD);
            own.iter().find(|id| bold(id) == (font.weight() >= BOLD)).copied()
        }),
        select_fallback: Box::new(move |letter, used, database| {
            if fonts == Fonts::Own {
                return None;
            }
            let candidates = system.get_or_init(|| {
                if fonts == Fonts::All {
                    Arc::make_mut(database).load_system_fonts();
                }
                candidates(database)
            });
            let weight = database.face(*used.first()?)?.weight.0;
            let mut ranked: Vec<&Candidate> =
                candidates.iter().filter(|candidate| !used.contains(&candidate.id)).collect();
            ranked.sort_by_key(|candidate| (candidate.rank, candidate.weight.abs_diff(weight)));
            ranked.into_iter().map(|candidate| candidate.id).find(|id| has_all(database, *id, [letter]))
        }),
    }
}

/// The installed font that a text asks for; without it, the best for Kazakh.
fn installed(font: &Font, database: &Database) -> Option<ID> {
    let families: Vec<Family<'_>> = font
        .families()
        .iter()
        .map(|family| match family {
            FontFamily::Named(name) => Family::Name(name),
            FontFamily::Serif => Family::Serif,
            FontFamily::SansSerif => Family::SansSerif,
            FontFamily::Cursive => Family::Cursive,
            FontFamily::Fantasy => Family::Fantasy,
            FontFamily::Monospace => Family::Monospace,
        })
        .collect();
    let query = Query { families: &families, weight: Weight(font.weight()), ..Query::default() };
    database.query(&query).or_else(|| {
        let all = candidates(database);
        all.iter().min_by_key(|c| (c.rank, c.weight.abs_diff(font.weight()))).map(|c| c.id)
    })
}

/// A font that may set what others lack.
struct Candidate {
    id: ID,
    rank: Rank,
    weight: u16,
}

/// Upright before slanted, and so on; the lowest is the best. A font that has the Kazakh letters too goes first: it sets
/// the whole line alike, and scripts whose letters join are not torn apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    slanted: bool,
    typewriter: bool,
    foreign: bool,
    narrow: bool,
    family: u8,
}

/// All fonts, in an order that does not depend on that of the files on the disk.
fn candidates(database: &Database) -> Vec<Candidate> {
    let mut faces: Vec<_> = database.faces().collect();
    faces.sort_by_cached_key(|face| (family(face).to_owned(), face.post_script_name.clone(), face.index));
    faces
        .into_iter()
        .map(|face| {
            let name = family(face);
            let family = if name.starts_with("Noto Sans") {
                0
            } else if name.contains("Sans") {
                1
            } else {
                2
            };
            let rank = Rank {
                slanted: face.style != Style::Normal,
                typewriter: face.monospaced,
                foreign: !has_all(database, face.id, KAZAKH.chars()),
                narrow: face.stretch != Stretch::Normal,
                family,
            };
            Candidate { id: face.id, rank, weight: face.weight.0 }
        })
        .collect()
}

/// Whether any font that was read has a letter.
pub(super) fn known(database: &Database, letter: char) -> bool {
    database.faces().any(|face| has_all(database, face.id, [letter]))
}

fn family(face: &FaceInfo) -> &str {
    face.families.first().map_or("", |(name, _)| name.as_str())
}

/// Whether a font has all these letters.
fn has_all(database: &Database, id: ID, letters: impl IntoIterator<Item = char>) -> bool {
    let has = |data: &[u8], index: u32| {
        ttf_parser::Face::parse(data, index)
            .is_ok_and(|face| letters.into_iter().all(|letter| face.glyph_index(letter).is_some()))
    };
    database.with_face_data(id, has).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::{Fonts, KAZAKH, database, has_all};

    #[test]
    fn the_letters_of_kazakh_are_always_there() {
        let database = database(Fonts::Own).expect("fonts");
        assert_eq!(database.len(), 2);
        assert!(database.faces().all(|face| has_all(&database, face.id, KAZAKH.chars().chain("№→—«»…·".chars()))));
        assert!(database.faces().all(|face| !has_all(&database, face.id, ['中'])));
    }
}
