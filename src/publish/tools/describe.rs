//! `describe`: what the sources say of one thing, in both directions, each fact with where it stands.

use oxrdf::{NamedNode, NamedNodeRef, Term};
use serde_json::{Value, json};

use crate::describe::{Description, Direction, Fact, describe as described};
use crate::ontology::Role;
use crate::publish::site::Site;
use crate::publish::tools::about::{Sources, cut, dataset, footer, label, term};
use crate::publish::tools::arguments::{Describe, window};
use crate::publish::tools::search::{kind, names};
use crate::publish::tools::{Terms, Told, Window, Wrong};
use crate::text::{Lang, quoted};
use crate::vocab::sauat;

pub(super) fn describe(site: &Site, terms: &Terms, args: &Describe) -> Result<Told, Wrong> {
    let id = resolved(site, Some(terms), &args.entity)?;
    let window = window(args.offset, args.limit.or(Some(100)))?;
    told(site, &id, args.lang.0, window)
}

/// What is said of a thing with an id.
pub(super) fn told(site: &Site, id: &str, lang: Lang, window: Window) -> Result<Told, Wrong> {
    let found = described(site.dataset(), &site.names(), id, lang)?;
    let (Some(found), Some(item)) = (found, site.item(id)) else {
        return Err(Wrong::new(format!("nothing here is called `{id}`"), ""));
    };
    let total = found.facts.len();
    let shown: Vec<&Fact> = found.facts.iter().skip(window.offset).take(window.most).collect();
    let mut sources = Sources::new(site);
    let mut facts = Vec::new();
    let mut text = head(site, &found, lang);
    let meaning = site.meaning(id)?;
    let own = |text: &&oxrdf::Literal| text.language() == Some(lang.tag());
    let definition = meaning.definitions.iter().find(own).or(meaning.definitions.first());
    if let Some(definition) = definition {
        text.push_str(&format!("definition: {}\n", quoted(definition.value())));
    }
    for (name, ids) in [("broader", &meaning.broader), ("narrower", &meaning.narrower)] {
        for id in ids {
            text.push_str(&format!("{name}: {} ({id})\n", quoted(&label(site, id, lang))));
        }
    }
    text.push_str(&match total {
        0 => "\nThe sources say nothing about it.\n".to_owned(),
        total => format!("\n{total} facts:\n"),
    });
    for fact in &shown {
        sources.add(&fact.citation.source, fact.citation.lines.as_deref());
        let claim = Claimed::of(site, fact)?;
        text.push_str(&line(site, fact, &claim, lang));
        facts.push(data(site, fact, &claim, lang));
    }
    let remark = cut("facts", window.offset, shown.len(), total as u64, true);
    if let Some(cut) = &remark {
        text.push_str(&format!("{cut}\n"));
    }
    text.push_str(&format!("\n{}{}", sources.text(lang)?, footer(site, lang)));
    let content = json!({
        "entity": {
            "id": found.id,
            "iri": found.iri,
            "kind": kind(site, item),
            "class": item.kind.as_deref().map(|class| json!({ "iri": class, "label": term(site, class, lang) })),
            "names": names(&found.labels),
            "other_names": found.others,
            "definition": definition.map(oxrdf::Literal::value),
            "broader": meaning.broader,
            "narrower": meaning.narrower,
            "row": row(site, &found.iri),
        },
        "facts": facts,
        "total": total,
        "offset": window.offset,
        "cut": remark.is_some(),
        "sources": sources.value(lang)?,
        "dataset": dataset(site, lang),
    });
    Ok(Told { content, text })
}

/// Rank, certainty and modality of a claim, by the last part of their ids.
struct Claimed {
    iri: String,
    rank: String,
    certainty: String,
    modality: String,
}

impl Claimed {
    fn of(site: &Site, fact: &Fact) -> Result<Self, Wrong> {
        let iri = format!("{}claim/{}", site.dataset().space().base(), fact.citation.claim);
        let short = |property: NamedNodeRef<'_>, prefix: &str, otherwise: &str| -> Result<String, Wrong> {
            let Ok(node) = NamedNode::new(&iri) else { return Ok(otherwise.to_owned()) };
            Ok(match site.dataset().first(node.as_ref(), property)? {
                Some(Term::NamedNode(value)) => {
                    let last = crate::iri::last_part(value.as_str());
                    last.strip_prefix(prefix).unwrap_or(last).to_owned()
                }
                _ => otherwise.to_owned(),
            })
        };
        let rank = short(sauat::RANK, "rank-", "normal")?;
        let certainty = short(sauat::CERTAINTY, "certainty-", "stated")?;
        let modality = short(sauat::MODALITY, "modality-", "done")?;
        Ok(Self { rank, certainty, modality, iri })
    }
}

/// The row of a table that gives a claim or thing.
fn row(site: &Site, iri: &str) -> Value {
    site.row(iri).map_or(Value::Null, |place| json!({ "file": place.file, "row": place.row }))
}

/// The fact as `sauat describe --format json` has it, with what else a program wants to know.
fn data(site: &Site, fact: &Fact, claim: &Claimed, lang: Lang) -> Value {
    let space = site.dataset().space();
    let mut value = serde_json::to_value(fact).unwrap_or_default();
    value["property_iri"] = json!(fact.predicate);
    value["role"] = json!(site.ontology().role(&fact.predicate).map(role));
    value["other_iri"] = json!(fact.other.as_ref().map(|id| space.entity(id).into_string()));
    value["start"] = json!(fact.span.0);
    value["end"] = json!(fact.span.1);
    let citation = &mut value["citation"];
    citation["claim_iri"] = json!(claim.iri);
    citation["source_iri"] = json!(space.entity(&fact.citation.source).as_str());
    citation["source_title"] = json!(label(site, &fact.citation.source, lang));
    citation["rank"] = json!(claim.rank);
    citation["certainty"] = json!(claim.certainty);
    citation["modality"] = json!(claim.modality);
    citation["row"] = row(site, &claim.iri);
    value
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Tie => "tie",
        Role::Place => "place",
        Role::Topic => "topic",
        Role::Audience => "audience",
        Role::Classification => "classification",
        Role::Containment => "containment",
        Role::Attribute => "attribute",
    }
}

fn head(site: &Site, found: &Description, lang: Lang) -> String {
    let label = found.labels.best(lang).unwrap_or(&found.id);
    let mut text = format!("{}\nid: {}\nIRI: {}\n", quoted(label), found.id, found.iri);
    if let Some(kind) = &found.kind {
        text.push_str(&format!("is a: {}\n", quoted(kind)));
    }
    for (lang, name) in Lang::ALL.into_iter().filter_map(|lang| Some((lang, found.labels.get(lang)?))) {
        text.push_str(&format!("name in {}: {}\n", lang.name(), quoted(name)));
    }
    for name in &found.others {
        text.push_str(&format!("other name: {}\n", quoted(name)));
    }
    if let Some(place) = site.row(&found.iri) {
        text.push_str(&format!("row: {}, row {}\n", place.file, place.row.unwrap_or_default()));
    }
    text
}

/// A fact on one line, where it stands on the next, a note on its own.
fn line(site: &Site, fact: &Fact, claim: &Claimed, lang: Lang) -> String {
    let arrow = if fact.direction == Direction::Out { "→" } else { "←" };
    let id = fact.other.as_ref().map_or_else(String::new, |id| format!(" ({id})"));
    let mut text = format!("- {arrow} {}: {}{id}", quoted(&fact.property), quoted(&fact.value));
    for qualifier in &fact.qualifiers {
        text.push_str(&format!(", {}", quoted(qualifier)));
    }
    let c = &fact.citation;
    text.push_str(&format!("\n  source: {}", c.source));
    if let Some(lines) = &c.lines {
        text.push_str(&format!(" {lines}"));
    } else if let Some(section) = &c.section {
        text.push_str(&format!(" {}", quoted(section)));
    }
    if let Some(context) = &c.context {
        text.push_str(&format!(" (named in {context})"));
    }
    text.push_str(&format!("; {}", claim.certainty));
    if claim.modality != "done" {
        text.push_str(&format!("; {}", claim.modality));
    }
    if claim.rank != "normal" {
        text.push_str(&format!("; {}", claim.rank));
    }
    if let Some(place) = site.row(&claim.iri) {
        text.push_str(&format!("; {}, row {}", place.file, place.row.unwrap_or_default()));
    }
    text.push('\n');
    if let Some(note) = &c.note {
        let tag = c.note_tag.as_deref().filter(|tag| *tag != lang.tag());
        let tag = tag.map_or_else(String::new, |tag| format!(" ({tag})"));
        text.push_str(&format!("  curator's note{tag}: {}\n", quoted(note)));
    }
    text
}

/// The id that a text means: an id, CURIE, IRI or name.
pub(super) fn resolved(site: &Site, terms: Option<&Terms>, text: &str) -> Result<String, Wrong> {
    let names = site.names();
    if let Some(id) = names.resolve(text)? {
        return Ok(id);
    }
    let shown: String = text.chars().take(60).collect();
    let bare = site.dataset().space().id_of(text.trim()).unwrap_or(text.trim());
    let bare = bare.split_once(':').map_or(bare, |(_, id)| id);
    if let Some(tombstone) = site.tombstone(bare) {
        let heir = tombstone.replaced_by.as_deref().map(crate::iri::last_part);
        let hint = heir.map_or_else(String::new, |heir| format!("see `{heir}`"));
        let since = tombstone.since.as_deref().unwrap_or_default();
        let reason = tombstone.reason.as_deref().map_or_else(String::new, |reason| format!(": {}", quoted(reason)));
        return Err(Wrong::new(format!("`{bare}` was withdrawn in version {since}{reason}"), hint));
    }
    if let Some(term) = terms.and_then(|terms| terms.find(site, text)) {
        let hint = "read the resource of the ontology for its terms, or use `query`";
        return Err(Wrong::new(format!("`{shown}` is a {} of the ontology, no entity", term.sort.name()), hint));
    }
    let near = names.near(text)?.map(|(id, name)| format!("did you mean `{id}` ({})?", quoted(name)));
    let hint = near.unwrap_or_else(|| {
        let hits = site.catalogue().search(text, 3).unwrap_or_default();
        let hits: Vec<String> = hits
            .iter()
            .filter(|(item, _)| site.item(&item.id).is_some())
            .map(|(item, hit)| format!("`{}` ({})", item.id, quoted(&hit.name)))
            .collect();
        match hits.as_slice() {
            [] => "the tool `search` finds things by name".to_owned(),
            hits => format!("did you mean {}?", hits.join(" or ")),
        }
    });
    Err(Wrong::new(format!("nothing here is called `{shown}`, or more than one thing is"), hint))
}
