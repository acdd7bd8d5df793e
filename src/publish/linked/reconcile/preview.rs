//! A small page that shows a thing inside another program.

use crate::publish::linked::Host;
use crate::publish::linked::reconcile::Reconciler;
use crate::text::{Lang, xml};

impl Reconciler {
    /// The preview of a thing as a page of its own, with its names in all languages; `None` if there is no such thing.
    #[must_use]
    pub fn preview(&self, host: &Host, id: &str, lang: Lang) -> Option<String> {
        let item = self.thing(id)?;
        let name = xml(item.labels.best(lang).unwrap_or(&item.id));
        let iri = format!("{}{}", host.base(), item.id);
        let page = host.page(&iri, lang).map_or_else(|| iri.clone(), |page| host.url(&page));
        let mut lines: Vec<String> = Vec::new();
        for other in Lang::ALL.into_iter().filter(|other| *other != lang) {
            if let Some(label) = item.labels.get(other) {
                lines.push(format!("<p lang=\"{other}\">{}</p>", xml(label)));
            }
        }
        if !item.others.is_empty() {
            lines.push(format!("<p>{}</p>", xml(&item.others.join(" · "))));
        }
        Some(format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head><meta charset=\"utf-8\"><title>{name}</title>\n<style>body{{font:14px/1.4 sans-serif;margin:8px;color:#1a1a1a;background:#fff}}p{{margin:4px 0}}h1{{font-size:16px;margin:0 0 4px}}</style></head>\n<body><h1><a href=\"{}\" target=\"_blank\" rel=\"noopener\">{name}</a></h1>\n<p>{}</p>\n{}\n<p><code>{}</code></p></body>\n</html>\n",
            xml(&page),
            xml(&self.kind(item, lang)),
            lines.join("\n"),
            xml(&iri),
        ))
    }
}
