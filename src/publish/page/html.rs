//! A page as HTML: one file, readable without scripts, on a phone, on paper and by a screen reader.

use crate::publish::page::{Block, Inline, Line, Page};
use crate::text::{Lang, xml as escaped};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:62rem;margin:0 auto;padding:1rem}\
h1,h2,h3{line-height:1.2}h3{margin-top:2rem}a{color:#0b4f8a}code{font-size:.9em;overflow-wrap:anywhere}\
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{border:1px solid #767676;padding:.25rem .5rem;text-align:left;vertical-align:top}\
th{background:#f2f2f2}dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.2rem 1rem;margin:.5rem 0}dt{font-weight:600}dd{margin:0}\
figure,.wide{overflow-x:auto;margin:1rem 0}nav a{margin-right:1rem}:target{background:#fff3c4}\
@media(max-width:40rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}@media print{nav{display:none}a{color:inherit}}";

pub(super) fn render(page: &Page) -> String {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <meta name=\"description\" content=\"{summary}\">\n",
        lang = page.lang,
        title = escaped(&page.title),
        summary = escaped(&page.summary),
    );
    let siblings = if page.name.is_empty() { &[][..] } else { &Lang::ALL };
    for lang in siblings {
        out.push_str(&format!("<link rel=\"alternate\" hreflang=\"{lang}\" href=\"{}.{lang}.html\">\n", page.name));
    }
    out.push_str(&format!("<style>{STYLE}</style>\n</head>\n<body>\n<header>\n"));
    if !siblings.is_empty() {
        out.push_str(&format!("<nav aria-label=\"{}\">", languages(page.lang)));
        for lang in siblings {
            let current = if *lang == page.lang { " aria-current=\"page\"" } else { "" };
            let name = own_name(*lang);
            out.push_str(&format!(
                "<a href=\"{}.{lang}.html\" lang=\"{lang}\" hreflang=\"{lang}\"{current}>{name}</a>",
                page.name
            ));
        }
        out.push_str("</nav>\n");
    }
    out.push_str(&format!("<h1>{}</h1>\n<p>{}</p>\n</header>\n<main>\n", escaped(&page.title), escaped(&page.summary)));
    for block in &page.blocks {
        write(block, &mut out);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Kk => "Қазақша",
        Lang::Ru => "Русский",
        Lang::En => "English",
    }
}

fn languages(lang: Lang) -> &'static str {
    match lang {
        Lang::Kk => "Тілдер",
        Lang::Ru => "Языки",
        Lang::En => "Languages",
    }
}

fn write(block: &Block, out: &mut String) {
    match block {
        Block::Heading(level, id, text) => {
            out.push_str(&format!("<h{level} id=\"{}\">{}</h{level}>\n", escaped(id), escaped(text)));
        }
        Block::Paragraph(line) => out.push_str(&format!("<p>{}</p>\n", runs(line))),
        Block::Facts(facts) => {
            out.push_str("<dl>\n");
            for (name, line) in facts {
                out.push_str(&format!("<dt>{}</dt><dd>{}</dd>\n", escaped(name), runs(line)));
            }
            out.push_str("</dl>\n");
        }
        Block::Table { header, rows } => {
            out.push_str("<div class=\"wide\"><table>\n<thead><tr>");
            header.iter().for_each(|cell| out.push_str(&format!("<th scope=\"col\">{}</th>", escaped(cell))));
            out.push_str("</tr></thead>\n<tbody>\n");
            for row in rows {
                let cells: String = row.iter().map(|cell| format!("<td>{}</td>", runs(cell))).collect();
                out.push_str(&format!("<tr>{cells}</tr>\n"));
            }
            out.push_str("</tbody>\n</table></div>\n");
        }
        // The SVG is our own; its texts are escaped where it is made.
        Block::Figure { svg, .. } => out.push_str(&format!("<figure>\n{svg}</figure>\n")),
    }
}

fn runs(line: &Line) -> String {
    line.iter()
        .map(|run| match run {
            Inline::Text(text) => escaped(text),
            Inline::Foreign(lang, text) => format!("<span lang=\"{lang}\">{}</span>", escaped(text)),
            Inline::Code(text) => format!("<code>{}</code>", escaped(text)),
            Inline::Link { href, text } => format!("<a href=\"{}\">{}</a>", escaped(href), escaped(text)),
        })
        .collect()
}
