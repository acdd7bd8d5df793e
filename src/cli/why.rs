//! `sauat why`.

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};

use crate::cli::Cli;
use crate::cli::args::{ShownFormat, WhyArgs};
use crate::cli::failure::{Failure, meant};
use crate::cli::store::opened;
use crate::cli::ui::Ui;
use crate::describe::{Explainer, Names, render_explanation, withheld as reasons};
use crate::diagnostic::Place;
use crate::iri::Prefixes;
use crate::pipeline::{Opened, Origins};
use crate::reason::explain;
use crate::text::{Lang, fold, nearest};
use crate::vocab::sauat;

/// The most objects that a hint lists.
const LISTED: usize = 5;

/// Shows why a triple holds.
pub(super) fn run(cli: &Cli, args: &WhyArgs, ui: &Ui) -> Result<(), Failure> {
    let opened = opened(cli, ui)?;
    let names = Names::new(&opened.dataset);
    let subject = node(&args.subject, &names, &opened)?;
    let predicate = property(&args.predicate, &opened)?;
    let object = object(&subject, &predicate, &args.object, &names, &opened, cli.lang)?;
    let triple = Triple::new(subject, predicate, object);
    let origins = Origins::read(&cli.dir)?;
    let proof = explain(&opened.dataset, &origins.rules, &triple)?.ok_or_else(|| Failure::Environment {
        message: "the triple stands in the dataset, but no rule, row or file of this folder gives it".to_owned(),
        hint: Some("the exports may be of other rules: run `sauat build`".to_owned()),
    })?;
    let explainer = Explainer {
        dataset: &opened.dataset,
        names: &names,
        prefixes: &opened.prefixes,
        rules: &origins.rules,
        place_of: &|triple| origins.of(triple).map(|place| shown(&place, cli.lang)),
        row_of: &|claim| origins.row(claim).map(|place| shown(&place, cli.lang)),
        lang: cli.lang,
    };
    let explanation = explainer.explain(&proof)?;
    match args.format {
        ShownFormat::Text => ui.people(&render_explanation(&explanation, cli.lang))?,
        ShownFormat::Json => ui.json(&explanation)?,
    }
    Ok(())
}

/// A place in the words of a language.
fn shown(place: &Place, lang: Lang) -> String {
    let Some(row) = place.row else { return place.file.clone() };
    let (file, name) = (&place.file, place.name.as_deref());
    let cell = place.cell_name().unwrap_or_default();
    match (lang, name) {
        (Lang::En, _) => place.to_string(),
        (Lang::Ru, Some(name)) => format!("{file}, строка {row}, столбец `{name}` ({cell})"),
        (Lang::Ru, None) => format!("{file}, строка {row}"),
        (Lang::Kk, Some(name)) => format!("{file}, {row}-жол, `{name}` бағаны ({cell})"),
        (Lang::Kk, None) => format!("{file}, {row}-жол"),
    }
}

/// An entity, or anything that a CURIE or IRI names.
fn node(text: &str, names: &Names<'_>, opened: &Opened) -> Result<NamedNode, Failure> {
    if let Some(id) = names.resolve(text)? {
        return Ok(opened.dataset.space().entity(&id));
    }
    if let Some(iri) = iri(text, &opened.prefixes).or_else(|| class(text, opened)) {
        return Ok(iri);
    }
    Err(Failure::unknown(text, names))
}

/// A class of the ontology by its local name, such as `Ngo`.
fn class(text: &str, opened: &Opened) -> Option<NamedNode> {
    let node = NamedNode::new(format!("{}{text}", sauat::NAMESPACE)).ok()?;
    let types = opened.dataset.objects(node.as_ref(), rdf::TYPE).ok()?;
    types.contains(&crate::vocab::owl::CLASS.into_owned().into()).then_some(node)
}

fn iri(text: &str, prefixes: &Prefixes) -> Option<NamedNode> {
    let bare = text.trim_start_matches('<').trim_end_matches('>');
    prefixes.expand(text).or_else(|| NamedNode::new(bare).ok().filter(|_| bare.contains("://")))
}

/// A property by its name in the ontology, CURIE, IRI or label; `a` is rdf:type.
fn property(text: &str, opened: &Opened) -> Result<NamedNode, Failure> {
    if text == "a" {
        return Ok(rdf::TYPE.into_owned());
    }
    if let Some(iri) = iri(text, &opened.prefixes) {
        return Ok(iri);
    }
    let mut known = Vec::new();
    for class in [crate::vocab::owl::OBJECT_PROPERTY, crate::vocab::owl::DATATYPE_PROPERTY] {
        for subject in opened.dataset.subjects(rdf::TYPE, class.into())? {
            if let NamedOrBlankNode::NamedNode(node) = subject {
                known.push(node);
            }
        }
    }
    let local = |node: &NamedNode| node.as_str().strip_prefix(sauat::NAMESPACE).map(str::to_owned);
    if let Some(found) = known.iter().find(|node| local(node).as_deref() == Some(text)) {
        return Ok(found.clone());
    }
    let folded = fold(text);
    for node in &known {
        let labels = opened.dataset.objects(node.as_ref(), oxrdf::vocab::rdfs::LABEL)?;
        if labels.iter().any(|label| matches!(label, Term::Literal(l) if fold(l.value()) == folded)) {
            return Ok(node.clone());
        }
    }
    let names: Vec<String> = known.iter().filter_map(local).collect();
    let shown: String = text.chars().take(60).collect();
    let near = nearest(text, names.iter().map(String::as_str));
    let hint = meant(near, "see ontology/sauat.ttl for the relations");
    Err(Failure::usage(format!("the ontology has no relation `{shown}`"), hint))
}

/// The object that a text means, among those that the subject and predicate have.
fn object(
    subject: &NamedNode,
    predicate: &NamedNode,
    text: &str,
    names: &Names<'_>,
    opened: &Opened,
    lang: Lang,
) -> Result<Term, Failure> {
    let objects = opened.dataset.objects(subject.as_ref(), predicate.as_ref())?;
    let entity = names.resolve(text)?.map(|id| opened.dataset.space().entity(&id));
    let named = entity.or_else(|| iri(text, &opened.prefixes)).or_else(|| class(text, opened));
    let is = |object: &&Term| match object {
        Term::NamedNode(node) => Some(node) == named.as_ref() || node.as_str() == text,
        Term::Literal(literal) => literal.value() == text || literal.to_string() == text,
        Term::BlankNode(_) => false,
    };
    if let Some(found) = objects.iter().find(is) {
        return Ok(found.clone());
    }
    let label = |node: &NamedNode| names.label(NamedNodeRef::from(node), lang);
    let shown = |object: &Term| match object {
        Term::NamedNode(node) => Ok(opened.prefixes.compact(node.as_str()).unwrap_or_else(|| node.to_string())),
        other => Ok::<_, Failure>(other.to_string()),
    };
    let withheld = withheld(subject, predicate, names, opened, lang)?;
    let meant: Vec<&str> =
        withheld.iter().filter(|claim| is(&&claim.object)).map(|claim| claim.shown.as_str()).collect();
    let all: Vec<&str> = withheld.iter().map(|claim| claim.shown.as_str()).collect();
    let hint = if !meant.is_empty() {
        format!("claims say it that give no triple: {}", few(&meant))
    } else if objects.is_empty() && all.is_empty() {
        format!("it says nothing of this subject with `{}`", label(predicate)?)
    } else if objects.is_empty() {
        format!(
            "what it says of this subject with `{}` are claims that give no triple: {}",
            label(predicate)?,
            few(&all)
        )
    } else {
        let objects = objects.iter().map(shown).collect::<Result<Vec<_>, _>>()?;
        format!("its objects are {}", few(&objects.iter().map(String::as_str).collect::<Vec<_>>()))
    };
    let text: String = text.chars().take(60).collect();
    Err(Failure::usage(format!("the dataset does not say that of `{text}`"), hint))
}

/// The first of some names, and how many more there are.
fn few(names: &[&str]) -> String {
    let mut listed = names.iter().take(LISTED).copied().collect::<Vec<_>>().join(", ");
    if names.len() > LISTED {
        listed.push_str(&format!(" and {} more", names.len() - LISTED));
    }
    listed
}

/// A claim that gives no triple.
struct Withheld {
    object: Term,
    /// Its name, and why it gives none.
    shown: String,
}

/// The claims on a subject and predicate that give no triple: disputed, uncertain, or not of what is or was done.
fn withheld(
    subject: &NamedNode,
    predicate: &NamedNode,
    names: &Names<'_>,
    opened: &Opened,
    lang: Lang,
) -> Result<Vec<Withheld>, Failure> {
    let dataset = &opened.dataset;
    let mut found = Vec::new();
    for claim in dataset.subjects(rdf::SUBJECT, subject.as_ref().into())? {
        let NamedOrBlankNode::NamedNode(claim) = claim else { continue };
        if !dataset.objects(claim.as_ref(), rdf::PREDICATE)?.contains(&Term::NamedNode(predicate.clone())) {
            continue;
        }
        let why = reasons(dataset, names, &claim, lang)?;
        if let Some(object) = dataset.first(claim.as_ref(), rdf::OBJECT)?.filter(|_| !why.is_empty()) {
            let name = opened.prefixes.compact(claim.as_str()).unwrap_or_else(|| claim.to_string());
            found.push(Withheld { object, shown: format!("{name} ({})", why.join(", ")) });
        }
    }
    found.sort_by(|a, b| a.shown.cmp(&b.shown));
    Ok(found)
}
