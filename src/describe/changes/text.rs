//! Changes as text for a terminal, and as Markdown for a release note.

use crate::describe::changes::{Change, Changes, Fate, ThingChange};
use crate::text::{Lang, markdown, phrases};

/// How changes are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// For a terminal.
    Text,
    /// For a release note.
    Markdown,
}

phrases! {
    title: "Өзгерістер", "Изменения", "Changes";
    added: "қосылды", "добавлено", "added";
    changed: "өзгерді", "изменено", "changed";
    withdrawn: "қолданыстан шығарылды", "отозвано", "withdrawn";
    terms: "Онтология", "Онтология", "Ontology";
    nothing: "Ештеңе өзгерген жоқ.", "Ничего не изменилось.", "Nothing changed.";
    bare: "Жазбасыз қолданыстан шығарылған идентификаторлар", "Отозвано без записи об этом", "Withdrawn without a tombstone";
    by_field: "Жолдарда не өзгерді", "Что изменилось в строках", "What changed in rows";
    said: "айтылғаны", "само утверждение", "what is said";
    was: "бұрын", "было", "was";
}

/// Renders changes: a line with counts, then thing by thing.
#[must_use]
pub fn render_changes(changes: &Changes, lang: Lang, layout: Layout) -> String {
    let words = words(lang);
    if changes.is_empty() {
        return format!("{}\n", words.nothing);
    }
    let mut out = heading(changes, &words, layout);
    for thing in &changes.things {
        write_thing(thing, &words, layout, &mut out);
    }
    if !changes.terms.is_empty() {
        out.push_str(&match layout {
            Layout::Text => format!("\n{}\n", words.terms),
            Layout::Markdown => format!("\n## {}\n\n", words.terms),
        });
        for term in &changes.terms {
            let (lead, id) = (lead(layout), code(&term.id, layout));
            let tombstone =
                term.tombstone.as_ref().map_or_else(String::new, |text| format!(" ({})", safe(text, layout)));
            out.push_str(&format!("{lead}{} {id} {}{tombstone}\n", sign(term.fate, &words), safe(&term.name, layout)));
            for change in &term.changes {
                out.push_str(&format!("{}{}\n", deeper(layout), line(change, &words, layout)));
            }
        }
    }
    if !changes.without_tombstone.is_empty() {
        let ids: Vec<String> = changes.without_tombstone.iter().map(|id| code(id, layout)).collect();
        out.push_str(&format!("\n{}: {}\n", words.bare, ids.join(", ")));
    }
    out
}

fn heading(changes: &Changes, words: &Words, layout: Layout) -> String {
    let mut title = words.title.to_owned();
    if let (Some(from), Some(to)) = (&changes.from, &changes.to) {
        title.push_str(&if from == to { format!(" {to}") } else { format!(" {from} → {to}") });
    }
    let counts = [(Fate::Added, words.added), (Fate::Changed, words.changed), (Fate::Withdrawn, words.withdrawn)]
        .map(|(fate, word)| format!("{word}: {}", changes.count(fate)));
    let fields: Vec<String> = changes
        .fields()
        .into_iter()
        .map(|(field, count)| format!("{}: {count}", safe(field.unwrap_or(words.said), layout)))
        .collect();
    let by_field =
        if fields.is_empty() { String::new() } else { format!("{} — {}.\n", words.by_field, fields.join(", ")) };
    match layout {
        Layout::Text => format!("{title} ({})\n{by_field}", counts.join(", ")),
        Layout::Markdown => {
            let gap = if by_field.is_empty() { "" } else { "\n" };
            format!("# {}\n\n{}\n{gap}{by_field}", safe(&title, layout), counts.join(" · "))
        }
    }
}

fn write_thing(thing: &ThingChange, words: &Words, layout: Layout, out: &mut String) {
    let fate = match thing.fate {
        Fate::Added => format!(", {}", words.added),
        Fate::Withdrawn => format!(", {}", words.withdrawn),
        Fate::Changed => String::new(),
    };
    let tombstone = thing.tombstone.as_ref().map_or_else(String::new, |text| format!(" ({})", safe(text, layout)));
    out.push_str(&match layout {
        Layout::Text => format!("\n{} [{}]{fate}{tombstone}\n", thing.name, thing.id),
        Layout::Markdown => {
            format!("\n## {} ({}){fate}{tombstone}\n\n", safe(&thing.name, layout), code(&thing.id, layout))
        }
    });
    for change in &thing.changes {
        out.push_str(&format!("{}{}\n", lead(layout), line(change, words, layout)));
    }
}

fn lead(layout: Layout) -> &'static str {
    match layout {
        Layout::Text => "  ",
        Layout::Markdown => "- ",
    }
}

fn deeper(layout: Layout) -> &'static str {
    match layout {
        Layout::Text => "      ",
        Layout::Markdown => "  - ",
    }
}

/// `+ added`, `~ changed`, `- withdrawn`: a sign and a word, so that neither colour nor habit is needed.
fn sign(fate: Fate, words: &Words) -> String {
    match fate {
        Fate::Added => format!("+ {}", words.added),
        Fate::Changed => format!("~ {}", words.changed),
        Fate::Withdrawn => format!("− {}", words.withdrawn),
    }
}

fn line(change: &Change, words: &Words, layout: Layout) -> String {
    let mut text = format!("{}: {}", sign(change.fate, words), safe(&change.what, layout));
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => {
            text.push_str(&format!(": {} ({} {})", safe(new, layout), words.was, safe(old, layout)));
        }
        (Some(value), None) | (None, Some(value)) => text.push_str(&format!(": {}", safe(value, layout))),
        (None, None) => {}
    }
    if let Some(source) = &change.source {
        text.push_str(&format!(" — {}", safe(source, layout)));
    }
    if let Some(id) = &change.id {
        text.push_str(&format!(" [{}]", safe(id, layout)));
    }
    if let Some(tombstone) = &change.tombstone {
        text.push_str(&format!("; {}", safe(tombstone, layout)));
    }
    text
}

/// On one line, and in Markdown without markup.
fn safe(text: &str, layout: Layout) -> String {
    let text = text.replace(['\n', '\r'], " ");
    match layout {
        Layout::Text => text,
        Layout::Markdown => markdown(&text),
    }
}

fn code(text: &str, layout: Layout) -> String {
    match layout {
        Layout::Text => format!("[{text}]"),
        Layout::Markdown => format!("`{text}`"),
    }
}
