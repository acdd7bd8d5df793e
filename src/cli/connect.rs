//! What opens an engine elsewhere, and what is known of it: `sauat connect`.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use spargebra::Query;

use crate::cli::args::ConnectArgs;
use crate::cli::failure::Failure;
use crate::cli::ui::Ui;
use crate::cli::{Cli, GENERATOR};
use crate::describe::Names;
use crate::files;
use crate::iri::Graph;
use crate::pipeline::{Opened, namespace, open, read_questions};
use crate::publish::{PublishError, write_atomic};
use crate::query::{Param, bind, in_language, parse, substitute};
use crate::store::{
    Access, Address, Answer, Credentials, Dataset, Profile, Row, Stop, StoreError, blame, probe, remote_dataset,
};
use crate::text::{pad, width};

/// The folder of a dataset that keeps the profiles of engines.
const PROFILES: &str = "stores";

/// How long one question to an engine may take, all attempts together.
const PATIENCE: Duration = Duration::from_secs(120);

/// The trial with the named questions, and what it says as long as an engine holds no dataset to ask them of.
const QUESTIONS: &str = "NAMED QUESTIONS";
const UNASKED: &str = "not asked: the engine does not hold this dataset";

/// The longest file of credentials.
const CREDENTIALS: u64 = 4096;

/// How an engine is reached: the address as given, the credentials as the environment says.
pub(super) fn access(address: &str) -> Result<Access, Failure> {
    let address = Address::new(address).map_err(StoreError::from)?;
    let nanoseconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.subsec_nanos());
    let seed = u64::from(nanoseconds) ^ u64::from(std::process::id()) << 32;
    Ok(Access { address, credentials: credentials()?, patience: PATIENCE, seed })
}

/// Credentials from the environment, or from a file that the environment names and only its owner can read.
fn credentials() -> Result<Credentials, Failure> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    if let Some(token) = variable("SAUAT_STORE_TOKEN") {
        return Ok(Credentials::Token(token));
    }
    if let (Some(user), Some(password)) = (variable("SAUAT_STORE_USER"), variable("SAUAT_STORE_PASSWORD")) {
        return Ok(Credentials::Password { user, password });
    }
    variable("SAUAT_STORE_CREDENTIALS").map_or(Ok(Credentials::None), |path| from_file(Path::new(&path)))
}

/// `USER:PASSWORD` or a token alone, in the first line of a file.
fn from_file(path: &Path) -> Result<Credentials, Failure> {
    let failed = |reason: String| Failure::Environment {
        message: format!("the credentials in {} cannot be used: {reason}", path.display()),
        hint: Some("write USER:PASSWORD into a file, and `chmod 600` it".to_owned()),
    };
    let file = files::open(path).map_err(|error| failed(error.to_string()))?;
    let about = file.get_ref().metadata().map_err(|error| failed(error.to_string()))?;
    if !private(&about) {
        return Err(failed("others may read it".to_owned()));
    }
    let mut text = String::new();
    file.take(CREDENTIALS).read_to_string(&mut text).map_err(|error| failed(error.to_string()))?;
    let line = text.lines().next().unwrap_or_default().trim();
    match line.split_once(':') {
        Some((user, password)) if !user.is_empty() => {
            Ok(Credentials::Password { user: user.to_owned(), password: password.to_owned() })
        }
        _ if line.is_empty() => Err(failed("its first line is empty".to_owned())),
        _ => Ok(Credentials::Token(line.to_owned())),
    }
}

#[cfg(unix)]
fn private(about: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    about.is_file() && about.permissions().mode() & 0o077 == 0
}

#[cfg(not(unix))]
fn private(about: &std::fs::Metadata) -> bool {
    about.is_file()
}

/// Where the profile of an engine is kept.
fn profile_path(dir: &Path, address: &Address) -> PathBuf {
    dir.join(PROFILES).join(Profile::file_name(address.as_str()))
}

/// What is known of an engine; without a profile nothing is taken for granted.
pub(super) fn profile(dir: &Path, address: &Address) -> Result<Profile, Failure> {
    let path = profile_path(dir, address);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Profile::read(&text, &path, address.as_str()).map_err(StoreError::from)?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Profile::unknown(address.as_str())),
        Err(error) => {
            Err(Failure::Environment { message: format!("{} cannot be read: {error}", path.display()), hint: None })
        }
    }
}

/// Tries an engine and keeps what was found.
pub(super) fn run(cli: &Cli, args: &ConnectArgs, ui: &Ui) -> Result<(), Failure> {
    let mut access = access(&args.address)?;
    let path = profile_path(&cli.dir, &access.address);
    access.patience = args.timeout;
    let mut profile = probe(&access).map_err(StoreError::from)?;
    profile.probes.insert(QUESTIONS.to_owned(), UNASKED.to_owned());
    try_with_data(cli, &access, &mut profile)?;
    keep(cli, &access.address, &profile)?;
    let columns = profile.probes.keys().map(|name| width(name)).max().unwrap_or(0);
    let lines: Vec<String> =
        profile.probes.iter().map(|(name, outcome)| format!("{}  {outcome}\n", pad(name, columns))).collect();
    ui.people(&lines.concat())?;
    let server = if profile.server.is_empty() { "a server that does not say its name" } else { &profile.server };
    ui.note(&format!("{server}: {} of it is answered here; {} has its profile", count(&profile), path.display()));
    Ok(())
}

/// What an engine answers wrongly of the dataset that it was given, if no query without data has shown it: tried once it
/// holds the dataset for the first time.
pub(super) fn try_once_published(cli: &Cli, access: &Access, profile: &mut Profile, ui: &Ui) -> Result<(), Failure> {
    if profile.probes.get(QUESTIONS).is_none_or(|outcome| outcome != UNASKED) {
        return Ok(());
    }
    let before = profile.wrong.clone();
    try_with_data(cli, access, profile)?;
    keep(cli, &access.address, profile)?;
    if profile.wrong != before {
        ui.note(&format!("tried with its data: {} of it is answered here", count(profile)));
    }
    Ok(())
}

/// Asks an engine that holds the dataset for what can be compared with the answers of this program.
fn try_with_data(cli: &Cli, access: &Access, profile: &mut Profile) -> Result<(), Failure> {
    let there = remote_dataset(access, profile.clone(), namespace(&cli.dir)?);
    let Ok(here) = open(&cli.dir, GENERATOR)? else { return Ok(()) };
    if !same_size(&here.dataset, &there)? {
        return Ok(());
    }
    profile.wrong.extend(broken_on_data(&here, &there)?);
    let (right, wrong) = questions(cli, &here, &there)?;
    let (names, wrong): (Vec<String>, Vec<Query>) = wrong.into_iter().unzip();
    profile.wrong.extend(blame(&wrong, &right));
    let otherwise = if names.is_empty() { String::new() } else { format!(", otherwise {}", names.join(", ")) };
    profile.probes.insert(QUESTIONS.to_owned(), format!("{} right{otherwise}", right.len()));
    Ok(())
}

/// Writes the profile of an engine.
fn keep(cli: &Cli, address: &Address, profile: &Profile) -> Result<(), Failure> {
    let path = profile_path(&cli.dir, address);
    let text = profile.write().map_err(StoreError::from)?;
    let written = |error| Failure::from(PublishError::Write { path: path.clone(), error });
    std::fs::create_dir_all(path.parent().unwrap_or(&cli.dir)).map_err(written)?;
    write_atomic(&path, &mut |out| out.write_all(text.as_bytes())).map_err(written)
}

fn count(profile: &Profile) -> String {
    if profile.wrong.is_empty() {
        "nothing".to_owned()
    } else {
        format!("what uses {}", Vec::from_iter(profile.wrong.iter().map(String::as_str)).join(", "))
    }
}

/// Whether two datasets have as many triples in each graph.
fn same_size(here: &Dataset, there: &Dataset) -> Result<bool, Failure> {
    for graph in Graph::ALL {
        if here.count(graph)? != there.count(graph)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What is computed from labels: an engine may be right with texts of the query and wrong with those that it keeps.
const COMPUTED: [(&str, &str); 13] = [
    ("CONCAT", "CONCAT(?l, \"қ\")"),
    ("CONTAINS", "IF(CONTAINS(?l, \"ия\"), \"yes\", \"no\")"),
    ("ENCODE_FOR_URI", "ENCODE_FOR_URI(?l)"),
    ("LCASE", "LCASE(?l)"),
    ("REGEX", "IF(REGEX(?l, \"МЕДИА\", \"i\"), \"yes\", \"no\")"),
    ("REPLACE", "REPLACE(?l, \"а\", \"о\")"),
    ("STRAFTER", "STRAFTER(STR(?l), \" \")"),
    ("STRBEFORE", "STRBEFORE(STR(?l), \" \")"),
    ("STRENDS", "IF(STRENDS(?l, \"ы\"), \"yes\", \"no\")"),
    ("STRLEN", "STR(STRLEN(?l))"),
    ("STRSTARTS", "IF(STRSTARTS(?l, \"Қ\"), \"yes\", \"no\")"),
    ("SUBSTR", "SUBSTR(STR(?l), 2, 3)"),
    ("UCASE", "UCASE(?l)"),
];

/// The functions that an engine computes otherwise from what it keeps.
fn broken_on_data(here: &Opened, there: &Dataset) -> Result<Vec<String>, Failure> {
    let mut wrong = Vec::new();
    for (word, expression) in COMPUTED {
        let text = format!("SELECT ?x {{ ?s sauat:kind ?kind ; rdfs:label ?l BIND({expression} AS ?x) }}");
        let query = parse(&text, &here.prefixes)?;
        if !alike(here, there, &query)? {
            wrong.push(word.to_owned());
        }
    }
    Ok(wrong)
}

/// Queries that two datasets answer alike, and those that they do not, with names.
type Answered = (Vec<Query>, Vec<(String, Query)>);

/// The named questions, with the parameters that they need and with each of the others, by whether both datasets answer them alike.
fn questions(cli: &Cli, here: &Opened, there: &Dataset) -> Result<Answered, Failure> {
    let names = Names::new(&here.dataset);
    let (mut right, mut wrong) = (Vec::new(), Vec::new());
    for question in read_questions(&cli.dir)?.0.values() {
        let example = |param: &Param| (param.name.clone(), param.example.clone().unwrap_or_default());
        let needed: Vec<(String, String)> =
            question.params.iter().filter(|param| param.required).map(example).collect();
        let others = question.params.iter().filter(|param| !param.required).map(|param| vec![example(param)]);
        for more in std::iter::once(Vec::new()).chain(others) {
            let given: Vec<(String, String)> = needed.iter().cloned().chain(more).collect();
            let Ok(mut bindings) = bind(question, &given, &names) else { continue };
            bindings.push(in_language(cli.lang));
            let Ok(parsed) = parse(&question.sparql, &here.prefixes) else { continue };
            let query = substitute(&parsed, &bindings);
            if alike(here, there, &query)? {
                right.push(query);
            } else {
                let shown: Vec<String> = given.iter().map(|(name, value)| format!(" --{name} {value}")).collect();
                wrong.push((format!("{}{}", question.id, shown.concat()), query));
            }
        }
    }
    Ok((right, wrong))
}

/// Whether an engine answers a query as this program does; what it cannot answer it answers otherwise.
fn alike(here: &Opened, there: &Dataset, query: &Query) -> Result<bool, Failure> {
    let known = rows(&here.dataset, query)?;
    Ok(rows(there, query).is_ok_and(|found| found == known))
}

/// The rows of an answer, sorted.
fn rows(dataset: &Dataset, query: &Query) -> Result<Vec<String>, StoreError> {
    let text = |row: Row| {
        let terms = row.into_iter().map(|term| term.map_or_else(|| "-".to_owned(), |term| term.to_string()));
        terms.collect::<Vec<_>>().join("\t")
    };
    let mut list = match dataset.evaluate(query, &Stop::default())? {
        Answer::Solutions(rows) => rows.map(|row| row.map(text)).collect::<Result<Vec<_>, _>>()?,
        Answer::Triples(triples) => triples.map(|t| t.map(|t| t.to_string())).collect::<Result<Vec<_>, _>>()?,
        Answer::Boolean(value) => vec![value.to_string()],
    };
    list.sort();
    Ok(list)
}
