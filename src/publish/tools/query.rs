//! `query`: a SPARQL query of the model's own.

use serde_json::{Value, json};

use crate::publish::site::Site;
use crate::publish::tools::about::{Sources, cut, dataset, footer};
use crate::publish::tools::arguments::{Query, window};
use crate::publish::tools::{Found, Told, Total, Work, Wrong, rows};

/// What is said where rows name no source.
const UNSOURCED: &str = "This answer names no source: a query has only the sources that it asks for. To get them, match claims: \
?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; prov:wasDerivedFrom ?source ; sauat:lines ?lines";

pub(super) fn query(site: &Site, args: &Query, work: &dyn Work) -> Result<Told, Wrong> {
    let lang = args.lang.0;
    let window = window(args.offset, args.limit)?;
    let mut sources = Sources::new(site);
    let mut content = json!({ "form": null, "columns": [], "rows": [], "boolean": null, "turtle": null });
    let (mut text, shown, total, what) = match work.work(&args.sparql, window)? {
        Found::Rows(found, total) => {
            rows::cite(site, &found, &mut sources)?;
            content["form"] = json!("rows");
            content["columns"] = found.variables.iter().map(|variable| json!(variable.as_str())).collect();
            content["rows"] = rows::data(site, &found, lang)?;
            let head = format!("{} rows:\n", counted(&total));
            (head + &rows::text(site, &found, window.offset, lang)?, found.rows.len(), total, "rows")
        }
        Found::Boolean(value, total) => {
            content["form"] = json!("boolean");
            content["boolean"] = json!(value);
            (format!("The answer is {value}.\n"), 1, total, "answers")
        }
        Found::Triples(turtle, total) => {
            content["form"] = json!("triples");
            rows::cite(site, &rows::of_triples(&turtle)?, &mut sources)?;
            let shown = (total.count as usize).saturating_sub(window.offset).min(window.most);
            // Turtle escapes what would end a text; its lines are marked all the same.
            let lines: String = turtle.lines().map(|line| format!("| {line}\n")).collect();
            content["turtle"] = Value::String(turtle);
            (format!("{} triples, as Turtle:\n{lines}", counted(&total)), shown, total, "triples")
        }
    };
    let remark = cut(what, window.offset, shown, total.count, total.whole);
    if let Some(cut) = &remark {
        text.push_str(&format!("{cut}\n"));
    }
    let mut notes = total.notes;
    if sources.is_empty() && total.count > 0 {
        notes.push(UNSOURCED.to_owned());
    }
    let note = (!notes.is_empty()).then(|| notes.join("\n"));
    if let Some(note) = &note {
        text.push_str(&format!("{note}\n"));
    }
    text.push_str(&format!("\n{}{}", sources.text(lang)?, footer(site, lang)));
    content["total"] = json!(total.count);
    content["total_is_exact"] = json!(total.whole);
    content["offset"] = json!(window.offset);
    content["cut"] = json!(remark.is_some());
    content["note"] = json!(note);
    content["sources"] = sources.value(lang)?;
    content["dataset"] = dataset(site, lang);
    Ok(Told { content, text })
}

fn counted(total: &Total) -> String {
    let more = if total.whole { "" } else { "More than " };
    format!("{more}{}", total.count)
}
