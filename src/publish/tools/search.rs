//! `search`: things, sources and terms by name.

use serde_json::{Value, json};

use crate::publish::site::Site;
use crate::publish::tools::about::{dataset, footer, term};
use crate::publish::tools::arguments::{Search, meant, window};
use crate::publish::tools::schema::KINDS;
use crate::publish::tools::{Terms, Told, Wrong};
use crate::search::Item;
use crate::text::{Labels, Lang, quoted};

/// The hits that are counted.
const COUNTED: usize = 500;

/// What was found, whatever it is.
struct Hit {
    score: f32,
    text: String,
    value: Value,
}

pub(super) fn search(site: &Site, terms: &Terms, args: &Search) -> Result<Told, Wrong> {
    let lang = args.lang.0;
    if let Some(kind) = args.kind.as_deref().filter(|kind| !KINDS.contains(kind)) {
        return Err(Wrong::new(format!("`{kind}` is no kind"), meant(kind, &KINDS)));
    }
    let wanted = |kind: &str| args.kind.as_deref().is_none_or(|wanted| wanted == kind);
    let window = window(0, args.limit.or(Some(10)))?;
    let refused =
        |error: crate::search::SearchError| Wrong::new(error.to_string(), "give a name, a part of one, or an acronym");
    let mut hits = Vec::new();
    for (item, hit) in site.catalogue().search(&args.text, COUNTED).map_err(refused)? {
        let kind = kind(site, item);
        if site.item(&item.id).is_some() && wanted(kind) {
            hits.push(thing(site, item, kind, &hit.name, hit.score, lang));
        }
    }
    for (found, name, score) in terms.search(&args.text, COUNTED)? {
        if wanted(found.sort.name()) {
            let short = site.prefixes().compact(&found.iri).unwrap_or_else(|| found.iri.clone());
            let label = found.labels.best(lang).unwrap_or(&short).to_owned();
            hits.push(Hit {
                score,
                text: format!("- {short}: {} ({})\n", quoted(&label), found.sort.name()),
                value: json!({
                    "id": short, "iri": found.iri, "kind": found.sort.name(), "class": null, "label": label,
                    "names": names(&found.labels), "other_names": [], "matched": name, "score": rounded(score),
                }),
            });
        }
    }
    hits.sort_by(|one, other| other.score.total_cmp(&one.score));
    let total = hits.len();
    hits.truncate(window.most);
    let mut out = format!("Found {total} for {}.\n", quoted(&args.text));
    hits.iter().for_each(|hit| out.push_str(&hit.text));
    let whole = total < COUNTED;
    let is_cut = hits.len() < total || !whole;
    if is_cut {
        let more = if whole { "" } else { "more than " };
        let shown = hits.len();
        out.push_str(&format!(
            "The answer is cut: the best {shown} of {more}{total}. Ask with a larger limit, a kind, or a longer text.\n"
        ));
    }
    if total == 0 {
        let near = site.names().near(&args.text)?.map(|(id, name)| format!("Did you mean {} ({id})?\n", quoted(name)));
        out.push_str(&near.unwrap_or_else(|| "Try fewer words, another language or spelling.\n".to_owned()));
    }
    out.push_str(&footer(site, lang));
    let content = json!({
        "results": hits.into_iter().map(|hit| hit.value).collect::<Vec<_>>(),
        "total": total,
        "cut": is_cut,
        "dataset": dataset(site, lang),
    });
    Ok(Told { content, text: out })
}

fn thing(site: &Site, item: &Item, kind: &'static str, name: &str, score: f32, lang: Lang) -> Hit {
    let label = item.labels.best(lang).unwrap_or(&item.id).to_owned();
    let class = item.kind.as_deref().map(|class| json!({ "iri": class, "label": term(site, class, lang) }));
    let said = item.kind.as_deref().map_or_else(String::new, |class| format!(", {}", quoted(&term(site, class, lang))));
    let matched = if label == name { String::new() } else { format!(", found by {}", quoted(name)) };
    Hit {
        score,
        text: format!("- {}: {} ({kind}{said}{matched})\n", item.id, quoted(&label)),
        value: json!({
            "id": item.id,
            "iri": site.dataset().space().entity(&item.id).into_string(),
            "kind": kind,
            "class": class,
            "label": label,
            "names": names(&item.labels),
            "other_names": item.others,
            "matched": name,
            "score": rounded(score),
        }),
    }
}

/// What a thing is to a model: a source, a concept, or an entity.
pub(super) fn kind(site: &Site, item: &Item) -> &'static str {
    if site.documents().any(|(id, _)| id == item.id) {
        "source"
    } else if item.schemes.is_empty() {
        "entity"
    } else {
        "concept"
    }
}

/// The labels by language, those that there are.
pub(super) fn names(labels: &Labels) -> Value {
    serde_json::to_value(labels).unwrap_or_default()
}

fn rounded(score: f32) -> f64 {
    (f64::from(score) * 10.0).round() / 10.0
}
