//! The page of a document: everything that it says, in the order of its lines.

use maud::{Markup, html};

use crate::describe::{Fact, said_by};
use crate::publish::site::frame::{Body, View};
use crate::publish::site::{SiteError, Target};

/// A section of a document with what it says: of whom, and what.
type Section = (Option<String>, Vec<(String, Fact)>);

impl View<'_> {
    pub(super) fn source(&self, id: &str) -> Result<Body, SiteError> {
        let w = &self.words;
        let Some(document) = self.site.documents.get(id) else {
            let all = self.site.documents.keys();
            let link = |id: &String| (self.href(&Target::Source(id.clone())), self.label(id).to_owned());
            return Ok(self.lost(id, &all.map(link).collect::<Vec<_>>()));
        };
        let title = self.label(id).to_owned();
        let mut said = said_by(&self.site.dataset, &self.site.names(), id, self.lang)?;
        said.sort_by_key(|(_, fact)| (first_line(fact), fact.citation.claim.clone()));
        let mut sections: Vec<Section> = Vec::new();
        for (subject, fact) in said {
            let section = fact.citation.section.clone();
            match sections.last_mut() {
                Some((last, list)) if *last == section => list.push((subject, fact)),
                _ => sections.push((section, vec![(subject, fact)])),
            }
        }
        let imprint = self.site.network.imprints.get(id).and_then(|imprint| imprint.best(self.lang));
        let facts = [(w.n_claims, document.claims), (w.n_names, document.names)];
        let main = html! {
            h1 { @match self.site.item(id) { Some(item) => (self.name(&item.labels, id)), None => (id) } }
            @if let Some(imprint) = imprint { p .kind { (imprint) } }
            p .lead { (w.source_text) }
            dl .figures { @for (name, number) in facts { div { dt { (name) } dd { (self.number(number as u64)) } } } }
            p { a .more href=(self.href(&Target::Entity(id.to_owned()))) { (w.about_document) } }
            @for (number, (section, list)) in sections.iter().enumerate() {
                // A heading may come back further down, so that sections are no landmarks.
                section .facts {
                    @if let Some(section) = section { h2 id=(format!("section-{number}")) { (section) } }
                    ol .said { @for (subject, fact) in list { (self.line(subject, fact)) } }
                }
            }
        };
        let above = vec![(w.sources.to_owned(), self.href(&Target::About))];
        Ok(Body { above, ..Body::new(title, w.source_text, main) })
    }

    /// A claim: who, what, whom, and where it stands.
    fn line(&self, subject: &str, fact: &Fact) -> Markup {
        let (w, c) = (&self.words, &fact.citation);
        html! {
            li .fact id=(format!("claim-{}", c.claim)) {
                span .lines { (c.lines.as_deref().unwrap_or("")) }
                span .what {
                    (self.to(subject)) " " span .relation { (fact.property) } " " (self.value(fact))
                    @if !fact.qualifiers.is_empty() { " " span .qualifiers { (fact.qualifiers.join(" · ")) } }
                    span .cite {
                        @if let Some(context) = &c.context { (w.context) " " (context) " · " }
                        @if let Some(certainty) = &c.certainty { span .flag { (certainty) } " · " }
                        @if let Some(modality) = &c.modality { span .flag { (modality) } " · " }
                        @if c.disputed { span .flag .disputed { (w.disputed) } " · " }
                        @if let Some(row) = self.row_of_claim(&c.claim) { span .row { (row) } } @else { (c.claim) }
                        (self.remark(c))
                    }
                }
            }
        }
    }
}

/// The first line that a citation names: `L12-L14` begins at 12.
fn first_line(fact: &Fact) -> u64 {
    let lines = fact.citation.lines.as_deref().unwrap_or_default();
    let digits: String = lines.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(u64::MAX)
}
