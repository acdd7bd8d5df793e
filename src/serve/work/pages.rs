//! Making pages, and what lies beside them: sheets of facts, answers of questions, maps, suggestions.

use crate::publish::site::{Answered, Outcome, Site, SiteError, Target};
use crate::query::{write_boolean, write_rows};
use crate::serve::job::{End, Fault, Head, PageTask, Problem};
use crate::serve::media;
use crate::serve::wanted::{Wanted, wanted};
use crate::serve::work::here::Here;
use crate::serve::work::problem;
use crate::serve::work::query::{Out, written};
use crate::serve::work::room::Room;
use crate::store::Stop;
use crate::text::Lang;

/// The suggestions to somebody who types.
const SUGGESTIONS: usize = 10;

/// A page or what lies beside it, made.
struct Made {
    status: u16,
    media_type: String,
    bytes: Vec<u8>,
    note: Option<String>,
}

impl Made {
    fn new(media_type: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, media_type: media_type.to_owned(), bytes: bytes.into(), note: None }
    }

    fn html(text: String, status: u16) -> Self {
        Self { status, ..Self::new("text/html; charset=utf-8", text) }
    }

    fn send(self, out: &mut dyn Out) -> Result<End, Problem> {
        let Self { status, media_type, bytes, note } = self;
        out.begin(Head { status, media_type, repeatable: true, note }).map_err(|error| written(&error))?;
        out.write_all(&bytes).map_err(|error| written(&error))?;
        Ok(End::default())
    }
}

fn site(room: &Room) -> Result<&Site, Problem> {
    room.pages.as_ref().map(|(site, _)| site).ok_or_else(|| problem(Fault::Missing, "there are no pages", None))
}

fn none() -> Problem {
    problem(Fault::Missing, "there is no such thing here", None)
}

fn failed(error: &SiteError) -> Problem {
    problem(Fault::Engine, error.to_string(), None)
}

/// Makes what lies at a path.
pub(super) fn page(room: &Room, task: &PageTask, stop: &Stop, out: &mut dyn Out) -> Result<End, Problem> {
    let site = site(room)?;
    let (lang, wanted) = wanted(site, &task.path).ok_or_else(none)?;
    let here = Here { unasked: task.unasked.as_deref(), ..Here::new(room, stop) };
    let end = made(site, lang, &wanted, &task.pairs, &here)?.send(out)?;
    Ok(End { failed: here.failed.get(), ..end })
}

/// Makes the page of a path that leads nowhere.
pub(super) fn missing(room: &Room, lang: Lang, path: &str, stop: &Stop, out: &mut dyn Out) -> Result<End, Problem> {
    let here = Here::new(room, stop);
    let page =
        site(room)?.page(lang, &Target::NotFound(path.to_owned()), &[], &here).map_err(|error| failed(&error))?;
    Made::html(page.html, 404).send(out)
}

/// Suggests things to somebody who types.
pub(super) fn suggest(room: &Room, lang: Lang, text: &str, out: &mut dyn Out) -> Result<End, Problem> {
    let found = site(room)?.suggest(text, lang, SUGGESTIONS);
    let json = serde_json::to_vec(&found).map_err(|error| problem(Fault::Engine, error.to_string(), None))?;
    Made::new("application/json", json).send(out)
}

fn made(
    site: &Site,
    lang: Lang,
    wanted: &Wanted,
    pairs: &[(String, String)],
    here: &Here<'_>,
) -> Result<Made, Problem> {
    match wanted {
        Wanted::Page(target) => {
            let made = site.page(lang, target, pairs, here).map_err(|error| failed(&error))?;
            Ok(Made::html(made.html, made.status))
        }
        Wanted::Sheet(id, "csv") => {
            let bytes = site.facts_csv(id, lang).map_err(|error| failed(&error))?.ok_or_else(none)?;
            Ok(Made::new("text/csv; charset=utf-8; header=present", bytes))
        }
        Wanted::Sheet(id, _) => {
            let bytes = site.facts_xlsx(id, lang).map_err(|error| failed(&error))?.ok_or_else(none)?;
            Ok(Made::new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes))
        }
        Wanted::Answer(name, format) => match site.asked(name, lang, pairs, here) {
            Outcome::Answer(answered) => {
                let mut bytes = Vec::new();
                let empty = matches!(&answered, Answered::Rows(rows) if rows.rows.is_empty());
                let written_down = match answered {
                    Answered::Rows(rows) => write_rows(&rows, *format, &mut bytes),
                    Answered::Boolean(value) => write_boolean(value, *format, &mut bytes),
                };
                written_down.map_err(|error| written(&error))?;
                let mut made = Made::new(media::results_type(*format), bytes);
                // Rows have no place for words: why there are none stands beside them, in one language for programs.
                if let Some(question) = site.questions().get(name).filter(|_| empty) {
                    let shown = |name: &str, value: &str| format!("{name}={value}");
                    made.note = Some(site.why_empty(question, pairs, Lang::En, here, shown));
                }
                Ok(made)
            }
            Outcome::Wrong(error) => Err(problem(Fault::Syntax, error.to_string(), None)),
            Outcome::Failed(message) => Err(problem(Fault::Unasked, message, None)),
            Outcome::NoQuestion => Err(none()),
        },
        Wanted::Network => Ok(Made::new("application/json", site.network_json(lang).map_err(|error| failed(&error))?)),
        Wanted::Vocabulary => {
            Ok(Made::new("application/json", site.vocabulary_json(lang).map_err(|error| failed(&error))?))
        }
        Wanted::Map(view, extension) => {
            let bytes = site.map_file(view, lang, extension).map_err(|error| failed(&error))?.ok_or_else(none)?;
            let media_type = match *extension {
                "png" => "image/png",
                "json" => "application/json",
                "dot" => "text/vnd.graphviz; charset=utf-8",
                _ => "image/svg+xml",
            };
            Ok(Made::new(media_type, bytes))
        }
    }
}
