//! Scratch: times the named questions.
use oxrdf::{Literal, NamedNode, Variable};
use sauat::iri::{Prefixes, Space};
use sauat::query::{Statistics, optimise, parse, run, substitute};
use sauat::store::{Answer, Dataset, Stop};
use std::time::{Duration, Instant};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let dump = std::fs::read(&args[1]).expect("dump");
    let only = args.get(2).cloned().unwrap_or_default();
    let explain = args.get(3).is_some_and(|a| a == "explain");
    let space = Space::new("https://w3id.org/sauat/kz/").expect("valid");
    let prefixes = Prefixes::for_space(&space);
    let dataset = Dataset::new(space).expect("dataset");
    let t = Instant::now();
    dataset.load_trig(&dump).expect("loads");
    drop(dump);
    let statistics = if std::env::var("NOSTATS").is_ok() {
        Statistics::default()
    } else {
        Statistics::count(&dataset).expect("counts")
    };
    eprintln!("counted {:?}", t.elapsed());
    let planned = std::env::var("PLAIN").is_err();
    eprintln!("loaded in {:?}", t.elapsed());
    let folder = std::env::var("QUERIES").unwrap_or("queries".into());
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("folder")
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "rq"))
        .collect();
    files.sort();
    let mut total = Duration::ZERO;
    for path in files {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if !name.contains(&only) {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("reads");
        let query = parse(&text, &prefixes).expect("parses");
        let mut bindings = vec![(Variable::new_unchecked("lang"), Literal::from("en").into())];
        for line in text.lines() {
            // required params: use examples
            if let Some(rest) = line.strip_prefix("#+ param.") {
                if let Some((key, value)) = rest.split_once(':') {
                    if let Some(n) = key.strip_suffix(".default") {
                        bindings.push((Variable::new_unchecked(n), term(value.trim())));
                    } else if let Some(n) = key.strip_suffix(".example") {
                        if text.contains(&format!("#+ param.{n}.required")) {
                            bindings.push((Variable::new_unchecked(n), term(value.trim())));
                        }
                    }
                }
            }
        }
        let query = substitute(&query, &bindings);
        let mut best = Duration::MAX;
        let mut rows = 0;
        for _ in 0..2 {
            let stop = Stop::default();
            let stopper = stop.clone();
            let (send, recv) = std::sync::mpsc::channel::<()>();
            std::thread::spawn(move || {
                if recv
                    .recv_timeout(Duration::from_secs(8))
                    .is_err_and(|e| e == std::sync::mpsc::RecvTimeoutError::Timeout)
                {
                    stopper.stop();
                }
            });
            let t = cpu();
            let answer = if planned {
                run(&dataset, &optimise(&query, &statistics), &stop)
            } else {
                dataset.evaluate(&query, &stop)
            };
            rows = match answer {
                Ok(Answer::Solutions(s)) => {
                    let mut n = 0i64;
                    for r in s {
                        if r.is_err() {
                            n = -1;
                            break;
                        }
                        n += 1;
                    }
                    n
                }
                Ok(Answer::Boolean(_)) => 1,
                Ok(Answer::Triples(t)) => t.count() as i64,
                Err(_) => -2,
            };
            let e = cpu() - t;
            best = best.min(e);
            drop(send);
            if e > Duration::from_secs(3) {
                break;
            }
        }
        let t0 = Instant::now();
        for _ in 0..5 {
            std::hint::black_box(optimise(&query, &statistics));
        }
        let plan_ms = t0.elapsed().as_secs_f64() * 10.0;
        total += best;
        println!("{name:40} {:9.1} ms {rows:7} plan {plan_ms:.2}", best.as_secs_f64() * 1e3);
        if explain {
            println!("{query}");
            let plan = optimise(&query, &statistics);
            if planned {
                println!("{}", plan.text());
            }
            let json =
                dataset.explain(if planned { plan.query() } else { &query }, &Stop::default()).expect("explains");
            let v: serde_json::Value = serde_json::from_str(&json).expect("json");
            show(&v["plan"], 0);
            if v["plan"].is_null() {
                println!("{json}");
            }
        }
    }
    println!("total {total:?}");
    std::process::exit(0);
}

fn term(value: &str) -> oxrdf::Term {
    if value.chars().all(|c| c.is_ascii_digit()) {
        return Literal::new_typed_literal(value, oxrdf::vocab::xsd::INTEGER).into();
    }
    NamedNode::new_unchecked(format!("https://w3id.org/sauat/kz/{value}")).into()
}

fn show(v: &serde_json::Value, depth: usize) {
    println!(
        "{}{} rows={} t={}",
        "  ".repeat(depth),
        v["name"].as_str().unwrap_or("?"),
        v["number of results"],
        v["duration in seconds"]
    );
    if let Some(c) = v["children"].as_array() {
        for c in c {
            show(c, depth + 1);
        }
    }
}

fn cpu() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    Duration::from_nanos(text.split(' ').next().expect("a field").parse().expect("a number"))
}
