//! Arguments: what each verb takes, with the help that a stranger reads.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::cli::select::SelectArgs;
use crate::export::svg::Paper;
use crate::layout::Engine;
use crate::text::Lang;

/// Turn curated tables about actors into a checked, cited knowledge graph, and the graph into answers and dumps.
///
/// A dataset is a folder with data/ (CSV tables and csv-metadata.json), ontology/ (vocabulary, concepts, shapes, rules)
/// and queries/ (named questions). What is built goes to exports/.
///
/// Exit codes: 0 done, 1 the data has errors, 2 the command line is wrong, 3 the environment failed.
#[derive(Debug, Parser)]
#[command(name = "sauat", version, max_term_width = 100, disable_help_subcommand = true)]
pub struct Cli {
    /// The dataset's folder.
    #[arg(long, short = 'C', global = true, default_value = ".", value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub dir: PathBuf,
    /// The language of labels and messages about the data: kk, ru or en.
    #[arg(long, global = true, default_value = "en", value_name = "LANG")]
    pub lang: Lang,
    /// When to use colour.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// What to do.
    #[command(subcommand)]
    pub(super) verb: Verb,
}

/// When colour is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Check every table, key, datatype, reference, citation and shape; report all errors at once.
    Check(CheckArgs),
    /// Check, infer, and write the dumps, the ontology and a manifest to exports/.
    Build(BuildArgs),
    /// Answer a SPARQL 1.1 query over the dataset.
    Query(QueryArgs),
    /// List the named questions, or ask one.
    Ask(AskArgs),
    /// Find entities and concepts by name: in any language or alphabet, by acronym, with a typing error.
    Search(SearchArgs),
    /// Show what the sources say of one entity, in both directions.
    Describe(DescribeArgs),
    /// Show why a triple holds: rule, premises, claims, sources, rows.
    Why(WhyArgs),
    /// Show what changed between two releases: per entity, in words, and by which source.
    Diff(DiffArgs),
    /// Draw a map of the network, for a page, in the language of the reader.
    Map(MapArgs),
    /// Write the dataset in one RDF format.
    Export(ExportArgs),
    /// Print completions for a shell.
    Completions(CompletionsArgs),
    /// Print the man page.
    Man,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// How findings are written: text goes to stderr, the others to stdout.
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(super) format: CheckFormat,
    /// Show how many labels there are by table and language, whose they are, and which are missing. The findings then
    /// go to stderr.
    #[arg(long)]
    pub(super) coverage: bool,
    /// Compare every citation with the documents in this folder: do the cited lines name what the claim is about?
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(super) sources: Option<PathBuf>,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// For people.
    Text,
    /// One JSON array.
    Json,
    /// A table.
    Csv,
    /// Annotations of GitHub Actions.
    Github,
}

/// Arguments of `build`.
#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    /// Where to write, if not to exports/ in the dataset's folder.
    #[arg(long, short, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(super) out: Option<PathBuf>,
}

/// How answers are limited and written.
#[derive(Debug, Args)]
pub(super) struct AnswerArgs {
    /// How the answer is written: table, csv, tsv, json or xml for rows; turtle, ntriples, nquads, trig, jsonld or
    /// rdfxml for triples.
    #[arg(long, short, value_name = "FORMAT")]
    pub(super) format: Option<String>,
    /// Seconds after which the query is stopped.
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    pub(super) timeout: Duration,
    /// Stop after so many rows or triples, and say so.
    #[arg(long, value_name = "N")]
    pub(super) max_rows: Option<usize>,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "a number of seconds is needed".to_owned())?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|d| !d.is_zero())
        .ok_or_else(|| "it must be more than 0".to_owned())
}

/// Arguments of `query`.
#[derive(Debug, Args)]
pub(super) struct QueryArgs {
    /// The query; `-` or nothing reads it from standard input. Prefixes of the dataset need no declaration.
    #[arg(value_name = "SPARQL", conflicts_with = "file")]
    pub(super) query: Option<String>,
    /// A file that holds the query.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) file: Option<PathBuf>,
    /// Show the plan and the work of each step instead of the answer.
    #[arg(long)]
    pub(super) explain: bool,
    /// How the answer is limited and written.
    #[command(flatten)]
    pub(super) answer: AnswerArgs,
}

/// Arguments of `ask`.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub(super) struct AskArgs {
    /// The question and its parameters, such as `who-implements --place almaty`; nothing lists the questions. All
    /// options of `query` for formats and limits can stand here too.
    #[arg(value_name = "QUESTION", trailing_var_arg = true, allow_hyphen_values = true)]
    pub(super) words: Vec<String>,
}

/// Arguments of `search`.
#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    /// A name, a part of one, or an acronym, such as `казакстан`, `KazNU` or `медиа сауат`.
    #[arg(value_name = "TEXT", required = true)]
    pub(super) text: Vec<String>,
    /// How many things to show at most.
    #[arg(long, short = 'n', value_name = "N", default_value = "10", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(super) limit: u32,
    /// How the result is written.
    #[arg(long, short, value_enum, default_value_t = SearchFormat::Text)]
    pub(super) format: SearchFormat,
}

/// How what was found is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SearchFormat {
    /// For people.
    Text,
    /// One JSON array.
    Json,
    /// A table.
    Csv,
}

/// Arguments of `describe`.
#[derive(Debug, Args)]
pub(super) struct DescribeArgs {
    /// An id, IRI or name, such as `medianet`.
    #[arg(value_name = "ENTITY")]
    pub(super) entity: String,
    /// How the description is written.
    #[arg(long, short, value_enum, default_value_t = ShownFormat::Text)]
    pub(super) format: ShownFormat,
}

/// How a description or an explanation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ShownFormat {
    /// For people.
    Text,
    /// One JSON object.
    Json,
}

/// Arguments of `why`.
#[derive(Debug, Args)]
pub(super) struct WhyArgs {
    /// An entity, such as `tilshi`, by id, name, CURIE or IRI.
    #[arg(value_name = "SUBJECT")]
    pub(super) subject: String,
    /// A relation, such as `operatesIn`, by name, label, CURIE or IRI; `a` asks for a class.
    #[arg(value_name = "PREDICATE")]
    pub(super) predicate: String,
    /// An entity, class (`sauat:Ngo`) or value.
    #[arg(value_name = "OBJECT")]
    pub(super) object: String,
    /// How the explanation is written.
    #[arg(long, short, value_enum, default_value_t = ShownFormat::Text)]
    pub(super) format: ShownFormat,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The old dataset: a folder, a dump (ttl, nt, nq, trig, rdf, jsonld) or a git revision such as `v0.1.0`.
    #[arg(value_name = "OLD")]
    pub(super) old: String,
    /// The new dataset; without, that of `--dir`.
    #[arg(value_name = "NEW")]
    pub(super) new: Option<String>,
    /// How the changes are written.
    #[arg(long, short, value_enum, default_value_t = DiffFormat::Text)]
    pub(super) format: DiffFormat,
}

/// How changes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// For people.
    Text,
    /// For a release note.
    Markdown,
    /// One JSON object.
    Json,
    /// Change sets in Turtle.
    Ttl,
}

/// Arguments of `map`.
#[derive(Debug, Args)]
pub(super) struct MapArgs {
    /// The view, such as `system`, `funding` or `ego`; nothing lists the views.
    #[arg(value_name = "VIEW")]
    pub(super) view: Option<String>,
    /// What is drawn.
    #[command(flatten)]
    pub(super) select: SelectArgs,
    /// The page: a4, a3, 16:9 or square.
    #[arg(long, value_name = "PAGE")]
    pub(super) page: Option<Paper>,
    /// Hold the page upright.
    #[arg(long)]
    pub(super) portrait: bool,
    /// How boxes are arranged, if not as the view does it.
    #[arg(long, value_enum, value_name = "LAYOUT", conflicts_with = "engine")]
    pub(super) layout: Option<LayoutName>,
    /// Take the coordinates from Graphviz: dot, neato, sfdp, fdp, twopi or osage.
    #[arg(long, value_name = "ENGINE")]
    pub(super) engine: Option<Engine>,
    /// Seconds after which Graphviz is stopped.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub(super) timeout: Duration,
    /// The measure that the size of boxes follows, such as betweenness; the number of ties without.
    #[arg(long, value_name = "MEASURE")]
    pub(super) size_by: Option<String>,
    /// The smallest type that is allowed on paper, in points.
    #[arg(long, value_name = "POINTS", default_value = "6", value_parser = points)]
    pub(super) least: f64,
    /// The format: svg, png, pdf, or one that `sauat export` lists for networks.
    #[arg(long, short, value_name = "FORMAT")]
    pub(super) format: Option<String>,
    /// The file to write; standard output without.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) out: Option<PathBuf>,
    /// Dots per inch of a png, 36 to 600; 150 without.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(36..=600))]
    pub(super) dpi: Option<u16>,
    /// Print how good the layout is instead of drawing it.
    #[arg(long)]
    pub(super) score: bool,
}

/// How boxes are arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LayoutName {
    /// Distances on paper follow distances in the network.
    Stress,
    /// The same, with kinds drawn together.
    Kinds,
}

fn points(text: &str) -> Result<f64, String> {
    text.parse::<f64>().ok().filter(|size| (1.0..=24.0).contains(size)).ok_or_else(|| "write 1 to 24 points".to_owned())
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// The format: turtle, ntriples, nquads, trig, jsonld or rdfxml (or an extension such as ttl).
    #[arg(value_name = "FORMAT")]
    pub(super) format: String,
    /// The file to write; standard output without.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) out: Option<PathBuf>,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell.
    pub(super) shell: clap_complete::Shell,
}
