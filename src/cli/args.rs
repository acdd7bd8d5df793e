//! Arguments: what each verb takes, with the help that a stranger reads.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::cli::select::SelectArgs;
use crate::cli::store::Store;
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
    /// Where the dataset is that is asked: memory (its folder is read), a folder of HDT files (`sauat export hdt` makes
    /// one), or the address of a SPARQL endpoint (`sauat connect` tries it).
    #[arg(long, global = true, default_value = "memory", value_name = "STORE")]
    pub store: Store,
    /// The language of labels and messages about the data: kk, ru or en.
    #[arg(long, global = true, default_value = "en", value_name = "LANG")]
    pub lang: Lang,
    /// Follow links in the dataset's folder that lead out of it; without, they are errors.
    #[arg(long, global = true)]
    pub follow_links: bool,
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
    /// Write what the tables and the ontology say as N-Quads, N-Triples or HDT, row by row: any size, nothing inferred.
    Convert(ConvertArgs),
    /// Write the pages that people use as files for any web host.
    Site(SiteArgs),
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
    Map(Box<MapArgs>),
    /// Measure the network: who stands where, what holds together, how sure that is; or write a report.
    #[command(alias = "analyze")]
    Analyse(AnalyseArgs),
    /// Show how two are connected: the shortest ways, step by step, each with its source.
    Path(crate::cli::path::PathArgs),
    /// Write the dataset in one RDF format, or its network in a format of another tool.
    Export(ExportArgs),
    /// Try a SPARQL engine and keep what it can do, for `--store` and `build --store`.
    #[cfg(feature = "remote")]
    Connect(ConnectArgs),
    /// Serve the dataset over HTTP: SPARQL endpoint, linked data, pages.
    #[cfg(feature = "serve")]
    Serve(crate::cli::serve::ServeArgs),
    /// Offer the dataset to language models as tools (Model Context Protocol).
    ///
    /// A client starts this command and talks over standard input and output; with `--http` it listens.
    #[cfg(feature = "serve")]
    Mcp(crate::cli::serve::McpArgs),
    /// Answer the queries of a server that started this process.
    #[cfg(feature = "serve")]
    #[command(hide = true)]
    Worker,
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
    /// What it may take.
    #[command(flatten)]
    pub(super) bounds: BoundArgs,
}

/// What a command may take that reads all tables.
#[derive(Debug, Args)]
pub(super) struct BoundArgs {
    /// Seconds after which the command is ended, with nothing written.
    #[arg(long, value_name = "SECONDS", default_value = "3600", value_parser = seconds)]
    pub(super) timeout: Duration,
    /// Megabytes of memory beyond which the command is ended; three quarters of what the machine has, if not given.
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u64).range(32..=MOST_MEGABYTES))]
    pub(super) memory: Option<u64>,
}

/// The most memory that can be given, in megabytes: a terabyte.
const MOST_MEGABYTES: u64 = 1 << 20;

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
    /// What it may take.
    #[command(flatten)]
    pub(super) bounds: BoundArgs,
}

/// Arguments of `convert`.
#[derive(Debug, Args)]
pub(super) struct ConvertArgs {
    /// The file to write, or a folder (one that is there, or a name that ends in `/`) for a file of each named graph;
    /// standard output if none is named, or for `-`.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub(super) out: Option<PathBuf>,
    /// How triples are written; else by the ending of the file. N-Triples leave out which graph a triple is in.
    #[arg(long, short, value_enum, value_name = "FORMAT")]
    pub(super) format: Option<LineFormat>,
    /// How many threads convert, if not as many as the machine has; what is written is the same.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) threads: Option<u16>,
}

/// Formats in which triples are written as they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LineFormat {
    /// RDF 1.1 N-Quads.
    #[value(alias = "nq")]
    Nquads,
    /// RDF 1.1 N-Triples.
    #[value(alias = "nt")]
    Ntriples,
    /// A folder of HDT files, for `--store`.
    #[cfg(feature = "hdt")]
    Hdt,
}

impl LineFormat {
    /// The ending of files.
    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Nquads => "nq",
            Self::Ntriples => "nt",
            #[cfg(feature = "hdt")]
            Self::Hdt => "hdt",
        }
    }
}

/// Arguments of `site`.
#[derive(Debug, Args)]
pub(super) struct SiteArgs {
    /// The folder to write: new, empty, or an earlier site, which is replaced.
    #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(super) folder: PathBuf,
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
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(super) max_rows: Option<usize>,
}

/// The longest time that can be given, in seconds: a week.
const WEEK: f64 = 604_800.0;

/// A number of rows: none would say nothing, and look as if there were none.
fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|count| *count > 0).ok_or_else(|| "write a whole number from 1 on".to_owned())
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "a number of seconds is needed".to_owned())?;
    Some(seconds)
        .filter(|seconds| (0.001..=WEEK).contains(seconds))
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| format!("write 0.001 to {WEEK} seconds"))
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
    /// Show the plan with the rows that are expected, then the engine's with the work of each step, instead of the answer.
    #[arg(long)]
    pub(super) explain: bool,
    /// Megabytes of memory beyond which the query is ended; three quarters of what the machine has, if not given.
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u64).range(32..=MOST_MEGABYTES))]
    pub(super) memory: Option<u64>,
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
    /// The new dataset; without, that of `--store`, or of `--dir`.
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
    /// The title; the question that the view answers without.
    #[arg(long, value_name = "TEXT", value_parser = title)]
    pub(super) title: Option<String>,
    /// The page: a4, a3, 16:9 or square; without, the smallest of a4 and a3 on which the map can be read.
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
    /// Seconds after which Graphviz is stopped; 30 without.
    #[arg(long, value_name = "SECONDS", value_parser = seconds, requires = "engine")]
    pub(super) timeout: Option<Duration>,
    /// The measure that the size of boxes follows, such as betweenness; the number of ties without.
    #[arg(long, value_name = "MEASURE")]
    pub(super) size_by: Option<String>,
    /// The older release that `changes` compares with: a folder, a dump or a git revision.
    #[arg(long, value_name = "OLD")]
    pub(super) against: Option<String>,
    /// The ratings that `power-interest` draws: a table of actor, interest, power (0 to 10), rater, source, date.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) ratings: Option<PathBuf>,
    /// The smallest type that is allowed on paper, in points; 6 without.
    #[arg(long, value_name = "POINTS", value_parser = points)]
    pub(super) least: Option<f64>,
    /// The format: svg, png, pdf, or one that `sauat export` lists for networks; that of the file's ending without, or
    /// svg.
    #[arg(long, short, value_name = "FORMAT")]
    pub(super) format: Option<String>,
    /// The file to write; standard output without, or with `-`.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) out: Option<PathBuf>,
    /// Dots per inch of a png, 36 to 600; 150 without.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(36..=600))]
    pub(super) dpi: Option<u16>,
    /// Print how good the layout is instead of drawing it.
    #[arg(long, conflicts_with_all = ["format", "out", "dpi"])]
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

/// The longest title, in letters: three lines of a page.
const LONGEST_TITLE: usize = 200;

fn title(text: &str) -> Result<String, String> {
    let plain: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let title = plain.join(" ");
    match title.chars().count() {
        0 => Err("a title has letters".to_owned()),
        count if count > LONGEST_TITLE => Err(format!("a title has at most {LONGEST_TITLE} letters, not {count}")),
        _ => Ok(title),
    }
}

fn points(text: &str) -> Result<f64, String> {
    text.parse::<f64>().ok().filter(|size| (1.0..=24.0).contains(size)).ok_or_else(|| "write 1 to 24 points".to_owned())
}

/// Arguments of `analyse`.
#[derive(Debug, Args)]
pub(super) struct AnalyseArgs {
    /// The measure, such as betweenness or community; nothing lists the measures.
    #[arg(value_name = "MEASURE")]
    pub(super) measure: Option<String>,
    /// Of what it is taken: actors and works with the ties between them, as far as nothing else is chosen.
    #[command(flatten)]
    pub(super) select: SelectArgs,
    /// How many rows at most, or `all`; 20 in text and md, all in the other formats without.
    #[arg(long, short = 'n', value_name = "N", value_parser = rows)]
    pub(super) limit: Option<usize>,
    /// For pagerank: how often the walker follows a tie, between 0 and 1; 0.85 without.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(super) damping: Option<f64>,
    /// How many seeds are tried for communities (50 without), or how often ties are left out for stability (200 without).
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(super) seeds: Option<u32>,
    /// For stability: the measure whose ranks are tested; betweenness without.
    #[arg(long, value_name = "MEASURE")]
    pub(super) by: Option<String>,
    /// How the table is written; that of the file's ending without, or text. ttl is an RDF Data Cube that says how it was
    /// made.
    #[arg(long, short, value_enum)]
    pub(super) format: Option<TableFormat>,
    /// The file to write; standard output without, or with `-`.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) out: Option<PathBuf>,
    /// Write a report on the whole network, with maps: FILE.html, or FILE.md with the maps beside it.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath,
        conflicts_with_all = ["measure", "limit", "damping", "seeds", "by", "format", "out"])]
    pub(super) report: Option<PathBuf>,
}

/// How a measured table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// For people.
    #[value(alias = "txt")]
    Text,
    /// A table for programs.
    Csv,
    /// One JSON object.
    Json,
    /// Markdown.
    Md,
    /// RDF Data Cube in Turtle.
    Ttl,
}

fn rows(text: &str) -> Result<usize, String> {
    if text == "all" {
        return Ok(usize::MAX);
    }
    text.parse().ok().filter(|count| *count > 0).ok_or_else(|| "write a number above 0, or `all`".to_owned())
}

fn share(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|share| *share > 0.0 && *share < 1.0)
        .ok_or_else(|| "write a number between 0 and 1".to_owned())
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// The format by name or extension, such as turtle or gexf; that of the ending of `--out` without. Nothing lists the
    /// formats.
    #[arg(value_name = "FORMAT")]
    pub(super) format: Option<String>,
    /// What of the network is written: actors and works with the ties between them, as far as nothing else is chosen. RDF
    /// formats hold the whole dataset.
    #[command(flatten)]
    pub(super) select: SelectArgs,
    /// Measures that the nodes carry, such as `degree,community`, or `all`.
    #[arg(long, value_name = "MEASURES", value_delimiter = ',')]
    pub(super) measures: Vec<String>,
    /// How nodes are placed; `kinds` without in formats whose readers show a network as it stands in the file (gexf,
    /// cyjs, graphology, dot), `none` in the others.
    #[arg(long, value_enum, value_name = "LAYOUT")]
    pub(super) layout: Option<Placing>,
    /// For formats in CSV: with a byte order mark, and nothing that a spreadsheet would read as a formula.
    #[arg(long)]
    pub(super) spreadsheet: bool,
    /// The file to write; standard output without, or with `-`. A format of several files adds its endings to this name.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) out: Option<PathBuf>,
}

/// Where nodes stand in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Placing {
    /// Nowhere: the reader places them.
    None,
    /// Distances follow distances in the network.
    Stress,
    /// The same, with kinds drawn together.
    Kinds,
}

/// Arguments of `connect`.
#[cfg(feature = "remote")]
#[derive(Debug, Args)]
pub(super) struct ConnectArgs {
    /// The address of its SPARQL endpoint, such as http://localhost:8890/sparql. Credentials stand in the environment:
    /// SAUAT_STORE_USER and SAUAT_STORE_PASSWORD, SAUAT_STORE_TOKEN, or SAUAT_STORE_CREDENTIALS, which names a file that only
    /// its owner can read.
    #[arg(value_name = "URL", value_hint = ValueHint::Url)]
    pub(super) address: String,
    /// Seconds that the engine may take for one answer.
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    pub(super) timeout: Duration,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell.
    pub(super) shell: clap_complete::Shell,
}
