//! Coordinates from Graphviz, where it is installed: a process of its own, killed when its time is over.

use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::str::FromStr;
use std::thread;
use std::time::{Duration, Instant};

use crate::layout::route::STRAIGHT;
use crate::layout::{Layout, Point, Problem, Rect};

/// An engine of Graphviz.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Layers.
    Dot,
    /// Stress majorisation.
    Neato,
    /// Multilevel springs.
    Sfdp,
    /// Springs.
    Fdp,
    /// Circles.
    Twopi,
    /// Clusters packed.
    Osage,
}

impl Engine {
    /// All, in order.
    pub const ALL: [Self; 6] = [Self::Dot, Self::Neato, Self::Sfdp, Self::Fdp, Self::Twopi, Self::Osage];

    /// The program's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Neato => "neato",
            Self::Sfdp => "sfdp",
            Self::Fdp => "fdp",
            Self::Twopi => "twopi",
            Self::Osage => "osage",
        }
    }
}

/// A name that no engine has.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no engine: write dot, neato, sfdp, fdp, twopi or osage")]
pub struct UnknownEngine(String);

impl FromStr for Engine {
    type Err = UnknownEngine;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|engine| engine.name() == name).ok_or_else(|| UnknownEngine(name.to_owned()))
    }
}

/// Why Graphviz gave no coordinates.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The program is not there.
    #[error("Graphviz is not installed: there is no program `{0}`")]
    Missing(&'static str),
    /// It ran too long and was killed.
    #[error("`{0}` did not end within {1} s and was killed")]
    Hangs(&'static str, f64),
    /// It ended with an error.
    #[error("`{0}` failed: {1}")]
    Failed(&'static str, String),
    /// What it wrote is not understood.
    #[error("`{0}` wrote what is not understood: {1}")]
    Garbled(&'static str, String),
    /// It could not be started or talked to.
    #[error("`{0}` cannot be run: {1}")]
    Io(&'static str, io::Error),
}

/// Points in an inch.
const INCH: f64 = 72.0;

/// Asks an engine for the places of boxes and the lines of ties. Its overlaps are removed by its own means; groups become
/// clusters for `dot`, `fdp` and `osage`.
///
/// # Errors
/// [`EngineError`].
pub fn engine(engine: Engine, problem: &Problem, gap: f64, timeout: Duration) -> Result<Layout, EngineError> {
    let name = engine.name();
    let text = run(name, source(engine, problem, gap).as_bytes(), timeout)?;
    let layout = read(&text, problem).map_err(|what| EngineError::Garbled(name, what))?;
    if layout.boxes.len() != problem.sizes.len() {
        return Err(EngineError::Garbled(
            name,
            format!("{} places instead of {}", layout.boxes.len(), problem.sizes.len()),
        ));
    }
    Ok(layout)
}

/// The problem in DOT: numbers instead of names, so that nothing needs to be escaped.
fn source(engine: Engine, problem: &Problem, gap: f64) -> String {
    let splines = if problem.edges.len() > STRAIGHT { "line" } else { "true" };
    // With clusters, the prism of fdp gives other places in each run (Graphviz 2.43); vpsc gives the same, closer together.
    let overlap = if engine == Engine::Fdp { "vpsc" } else { "prism" };
    let mut out = format!(
        "digraph {{\ngraph [start=1, overlap={overlap}, splines={splines}, rankdir=LR, sep=\"+{0}\", esep=\"+{1}\", nodesep={2:.3}, ranksep={3:.3}];\n\
         node [shape=box, fixedsize=true, label=\"\"];\nedge [arrowhead=none];\n",
        gap / 2.0,
        gap / 4.0,
        gap / INCH,
        gap * 4.0 / INCH
    );
    let node =
        |number: usize, (w, h): (f64, f64)| format!("n{number} [width={:.4}, height={:.4}];\n", w / INCH, h / INCH);
    if matches!(engine, Engine::Fdp | Engine::Osage) {
        let groups: std::collections::BTreeSet<usize> = problem.groups.iter().copied().collect();
        for group in groups {
            out.push_str(&format!("subgraph cluster_{group} {{\n"));
            for (number, size) in
                problem.sizes.iter().enumerate().filter(|(number, _)| problem.groups[*number] == group)
            {
                out.push_str(&node(number, *size));
            }
            out.push_str("}\n");
        }
    } else {
        problem.sizes.iter().enumerate().for_each(|(number, size)| out.push_str(&node(number, *size)));
    }
    problem.edges.iter().for_each(|(a, b)| out.push_str(&format!("n{a} -> n{b};\n")));
    out.push_str("}\n");
    out
}

fn run(name: &'static str, input: &[u8], timeout: Duration) -> Result<String, EngineError> {
    let mut child = Command::new(name)
        .args(["-Tplain", "-y"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => EngineError::Missing(name),
            _ => EngineError::Io(name, error),
        })?;
    let end = Instant::now() + timeout;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let input = input.to_vec();
    // A child that reads nothing must not block us: each pipe has a thread of its own, which ends with the child.
    let writing = thread::spawn(move || stdin.map(|mut pipe| pipe.write_all(&input)));
    let reading = thread::spawn(move || drained(stdout));
    let complaining = thread::spawn(move || drained(stderr));
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if Instant::now() >= end => {
                // It may have ended just now; then there is nothing to kill.
                let _ = child.kill();
                let _ = child.wait();
                return Err(EngineError::Hangs(name, timeout.as_secs_f64()));
            }
            Ok(None) => thread::sleep(Duration::from_millis(4)),
            Err(error) => return Err(EngineError::Io(name, error)),
        }
    };
    // A broken pipe is told by the status or by what is missing in the output.
    let _ = writing.join();
    let text = reading.join().unwrap_or_default();
    let complaint = complaining.join().unwrap_or_default();
    if !status.success() {
        let first = complaint.lines().next().unwrap_or("no message").chars().take(200).collect();
        return Err(EngineError::Failed(name, first));
    }
    Ok(text)
}

fn drained(pipe: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        // What was read before an error is kept; the status says whether the child failed.
        let _ = pipe.read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads `-Tplain`: `node n0 x y w h …` and `edge n0 n1 count x1 y1 …`, in inches, y downwards (`-y`).
fn read(text: &str, problem: &Problem) -> Result<Layout, String> {
    let number = |word: Option<&str>| -> Result<f64, String> {
        let word = word.ok_or("a line is too short")?;
        word.parse::<f64>().ok().filter(|n| n.is_finite()).ok_or_else(|| format!("`{word}` is no number"))
    };
    let index = |word: Option<&str>| -> Result<usize, String> {
        let word = word.ok_or("a line is too short")?;
        let found = word.strip_prefix('n').and_then(|digits| digits.parse::<usize>().ok());
        found.filter(|n| *n < problem.sizes.len()).ok_or_else(|| format!("`{word}` is no box"))
    };
    let mut boxes: Vec<Option<Rect>> = vec![None; problem.sizes.len()];
    let mut waiting: std::collections::BTreeMap<(usize, usize), Vec<Vec<Point>>> = std::collections::BTreeMap::new();
    for line in text.lines() {
        let mut words = line.split_whitespace();
        match words.next() {
            Some("node") => {
                let node = index(words.next())?;
                let (x, y) = (number(words.next())? * INCH, number(words.next())? * INCH);
                let (w, h) = problem.sizes[node];
                boxes[node] = Some(Rect::new(Point::new(x, y), w, h));
            }
            Some("edge") => {
                let ends = (index(words.next())?, index(words.next())?);
                let count = number(words.next())? as usize;
                let mut points = Vec::with_capacity(count.min(1000));
                for _ in 0..count {
                    points.push(Point::new(number(words.next())? * INCH, number(words.next())? * INCH));
                }
                waiting.entry(ends).or_default().push(flattened(&points));
            }
            _ => {}
        }
    }
    let boxes: Vec<Rect> = boxes.into_iter().flatten().collect();
    // Ties come in another order than they were given; parallel ones stay in theirs.
    for lines in waiting.values_mut() {
        lines.reverse();
    }
    let routes = problem
        .edges
        .iter()
        .map(|ends| {
            let line = waiting.get_mut(ends).and_then(Vec::pop).filter(|line| line.len() >= 2);
            line.or_else(|| {
                let (a, b) = (boxes.get(ends.0)?, boxes.get(ends.1)?);
                Some(vec![a.exit_towards(b.middle), b.exit_towards(a.middle)])
            })
            .unwrap_or_default()
        })
        .collect();
    Ok(Layout { boxes, routes })
}

/// A chain of cubic Bézier curves as a line of short pieces.
fn flattened(points: &[Point]) -> Vec<Point> {
    const PIECES: usize = 6;
    let Some(first) = points.first() else { return Vec::new() };
    let mut line = vec![*first];
    let mut from = *first;
    for curve in points[1..].chunks_exact(3) {
        for piece in 1..=PIECES {
            let t = piece as f64 / PIECES as f64;
            let u = 1.0 - t;
            let mix = |a: f64, b: f64, c: f64, d: f64| {
                u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
            };
            line.push(Point::new(
                mix(from.x, curve[0].x, curve[1].x, curve[2].x),
                mix(from.y, curve[0].y, curve[1].y, curve[2].y),
            ));
        }
        from = curve[2];
    }
    line
}
