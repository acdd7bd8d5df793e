//! A description as text for a terminal, in one of three languages.

use crate::describe::{Description, Direction, Fact};
use crate::text::{Lang, pad, phrases, width};

phrases! {
    other_names: "басқа атаулары", "другие названия", "other names";
    disputed: "даулы", "оспаривается", "disputed";
    nothing: "Дереккөздер бұл туралы ештеңе айтпайды.", "Источники об этом ничего не говорят.", "The sources say nothing about it.";
}

/// Renders a description: names, then facts grouped by property, each with its source and lines.
#[must_use]
pub fn render(description: &Description, lang: Lang) -> String {
    let words = words(lang);
    let mut out = format!("{}\n", description.labels.best(lang).unwrap_or(&description.id));
    let kind = description.kind.as_deref().unwrap_or("");
    out.push_str(&format!("{kind}{}{}\n", if kind.is_empty() { "" } else { " · " }, description.iri));
    for other in Lang::ALL.into_iter().filter(|l| *l != lang) {
        if let Some(label) = description.labels.get(other) {
            out.push_str(&format!("{other}: {label}\n"));
        }
    }
    if !description.others.is_empty() {
        out.push_str(&format!("{}: {}\n", words.other_names, description.others.join("; ")));
    }
    if description.facts.is_empty() {
        out.push_str(&format!("\n{}\n", words.nothing));
    }
    let mut group: Option<(Direction, &str)> = None;
    let columns = description.facts.iter().map(|fact| width(&subject(fact))).max().unwrap_or(0).min(72);
    for fact in &description.facts {
        let key = (fact.direction, fact.property.as_str());
        if group != Some(key) {
            let arrow = if fact.direction == Direction::Out { "→" } else { "←" };
            out.push_str(&format!("\n{arrow} {}\n", fact.property));
            group = Some(key);
        }
        out.push_str(&format!("    {}  {}\n", pad(&subject(fact), columns), fact.citation.line(words.disputed)));
        if let Some(note) = &fact.citation.note {
            out.push_str(&format!("        {note}\n"));
        }
    }
    out
}

fn subject(fact: &Fact) -> String {
    let mut text = fact.value.clone();
    if let Some(id) = &fact.other
        && *id != fact.value
    {
        text.push_str(&format!(" [{id}]"));
    }
    if !fact.qualifiers.is_empty() {
        text.push_str(&format!(", {}", fact.qualifiers.join(", ")));
    }
    text
}
