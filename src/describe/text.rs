//! A description as text for a terminal, in one of three languages.

use crate::describe::{Description, Direction, Fact};
use crate::text::{Lang, pad, width};

/// The few words that the ontology does not have.
struct Words {
    other_names: &'static str,
    disputed: &'static str,
    nothing: &'static str,
}

fn words(lang: Lang) -> Words {
    match lang {
        Lang::Kk => Words {
            other_names: "басқа атаулары",
            disputed: "даулы",
            nothing: "Дереккөздер бұл туралы ештеңе айтпайды.",
        },
        Lang::Ru => Words {
            other_names: "другие названия",
            disputed: "оспаривается",
            nothing: "Источники об этом ничего не говорят.",
        },
        Lang::En => {
            Words { other_names: "other names", disputed: "disputed", nothing: "The sources say nothing about it." }
        }
    }
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
