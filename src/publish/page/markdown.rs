//! A page as Markdown: CommonMark with tables, as code hosts show it.

use crate::publish::page::{Block, Inline, Line, Page};
use crate::text::markdown as escaped;

pub(super) fn render(page: &Page) -> String {
    let mut out = format!("# {}\n\n{}\n", escaped(&page.title), escaped(&page.summary));
    for block in &page.blocks {
        out.push('\n');
        write(block, page, &mut out);
    }
    out
}

fn write(block: &Block, page: &Page, out: &mut String) {
    match block {
        Block::Heading(level, id, text) => {
            let marks = "#".repeat(usize::from(*level));
            out.push_str(&format!("<a id=\"{id}\"></a>\n\n{marks} {}\n", escaped(text)));
        }
        Block::Paragraph(line) => out.push_str(&format!("{}\n", runs(line, page))),
        Block::Facts(facts) => {
            for (name, line) in facts {
                out.push_str(&format!("- **{}**: {}\n", escaped(name), runs(line, page)));
            }
        }
        Block::Table { header, rows } => {
            let cells: Vec<String> = header.iter().map(|cell| escaped(cell)).collect();
            out.push_str(&format!("| {} |\n|{}\n", cells.join(" | "), "---|".repeat(header.len())));
            for row in rows {
                let cells: Vec<String> = row.iter().map(|cell| runs(cell, page)).collect();
                out.push_str(&format!("| {} |\n", cells.join(" | ")));
            }
        }
        Block::Figure { file, alt, .. } => out.push_str(&format!("![{}]({file})\n", escaped(alt))),
    }
}

fn runs(line: &Line, page: &Page) -> String {
    line.iter()
        .map(|run| match run {
            Inline::Text(text) | Inline::Foreign(_, text) => escaped(text),
            Inline::Code(text) => code(text),
            Inline::Link { href, text } => {
                // Pages beside this one are linked as Markdown too.
                let href = href.replace(&format!(".{}.html", page.lang), &format!(".{}.md", page.lang));
                format!("[{}]({href})", escaped(text))
            }
        })
        .collect()
}

/// A code span; a bar would end a cell of a table.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
