//! Ways as text for a terminal and as Markdown, in three languages.

use crate::publish::way::{Apart, Cited, Connection, StepShown, Stop};
use crate::text::{Lang, markdown as escaped, pad, phrases, width};

phrases! {
    steps: "Қадам саны", "Шагов", "Steps";
    disputed: "даулы", "оспаривается", "disputed";
    none: "Таңдалған байланыстар арасында жол жоқ", "Среди выбранных связей пути нет", "There is no way along the selected ties";
    part: "өзара жететін түйін саны", "узлов, достижимых друг для друга", "nodes that reach each other";
    outside: "таңдалған байланыстарда жоқ", "нет среди выбранных связей", "not among the selected ties";
    through: "Орындар, тақырыптар және т. б. арқылы жол бар", "Есть путь через места, темы и прочее", "There is a way through places, topics and other things";
}

/// The columns that sources stand behind at most.
const WIDEST: usize = 48;

/// Each way as a list: who or what stands on it, and between them the relations in the direction of walking with their
/// sources. Nothing if there is no way.
#[must_use]
pub fn text(connection: &Connection, lang: Lang) -> String {
    let words = words(lang);
    let mut out = String::new();
    for (number, way) in connection.ways.iter().enumerate() {
        let gap = if number == 0 { "" } else { "\n" };
        out.push_str(&format!("{gap}{}. {}: {}\n", number + 1, words.steps, way.len()));
        out.push_str(&format!("   {}\n", stop(&connection.from)));
        let widest = relations(way).map(width).max().unwrap_or(0).min(WIDEST);
        for step in way {
            for tie in &step.ties {
                let mut says = tie.says.as_str();
                for cited in &tie.cited {
                    out.push_str(&format!("       {}  {}\n", pad(says, widest), line(cited, words.disputed)));
                    says = "";
                }
            }
            out.push_str(&format!("   {}\n", stop(&step.to)));
        }
    }
    out
}

fn relations(way: &[StepShown]) -> impl Iterator<Item = &str> {
    way.iter().flat_map(|step| &step.ties).map(|tie| tie.says.as_str())
}

fn stop(stop: &Stop) -> String {
    if stop.label == stop.id { stop.id.clone() } else { format!("{} [{}]", stop.label, stop.id) }
}

/// Source, lines, dates, certainty and dispute, on one line.
fn line(cited: &Cited, disputed: &str) -> String {
    let mut text = format!("{} {}", cited.source, cited.lines).trim_end().to_owned();
    if !cited.dates.is_empty() {
        text.push_str(&format!(", {}", cited.dates));
    }
    if let Some(certainty) = &cited.certainty {
        text.push_str(&format!(", {certainty}"));
    }
    if let Some(modality) = &cited.modality {
        text.push_str(&format!(", {modality}"));
    }
    if cited.disputed {
        text.push_str(&format!(", {disputed}"));
    }
    text
}

/// The same as Markdown: a heading, and a numbered list of ways with their steps.
#[must_use]
pub fn markdown(connection: &Connection, lang: Lang) -> String {
    let words = words(lang);
    let mut out = format!("# {} — {}\n", escaped(&connection.from.label), escaped(&connection.to.label));
    if let Some(apart) = &connection.apart {
        let lines: Vec<String> = self::apart(connection, apart, lang).iter().map(|line| escaped(line)).collect();
        out.push_str(&format!("\n{}\n", lines.join("\n\n")));
    }
    for (number, way) in connection.ways.iter().enumerate() {
        out.push_str(&format!("\n{}. {}: {}\n\n", number + 1, words.steps, way.len()));
        let mut from = &connection.from;
        for step in way {
            for tie in &step.ties {
                let sources: Vec<String> =
                    tie.cited.iter().map(|cited| escaped(&line(cited, words.disputed))).collect();
                let (one, other) = (escaped(&from.label), escaped(&step.to.label));
                out.push_str(&format!("   - {one} — *{}* — {other} ({})\n", escaped(&tie.says), sources.join("; ")));
            }
            from = &step.to;
        }
    }
    out
}

/// Why there is no way, in lines: where each of the two stands, and along which relations there would be one.
#[must_use]
pub fn apart(connection: &Connection, apart: &Apart, lang: Lang) -> Vec<String> {
    let words = words(lang);
    let stands = |end: &Stop, part: usize| match part {
        0 => format!("{}: {}", stop(end), words.outside),
        part => format!("{}: {} — {part}", stop(end), words.part),
    };
    let mut lines = vec![
        format!("{}.", words.none),
        stands(&connection.from, apart.from_part),
        stands(&connection.to, apart.to_part),
    ];
    if !apart.other_relations.is_empty() {
        let options: Vec<String> = apart.other_relations.iter().map(|name| format!("--relation {name}")).collect();
        lines.push(format!("{}: {}", words.through, options.join(" ")));
    }
    lines
}
