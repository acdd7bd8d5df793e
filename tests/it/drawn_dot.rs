//! DOT with places: what `neato -n2` draws of it is our own map.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use sauat::layout::{Point, Rect, Weight, text_width};

use crate::support::{sauat, transcript};

/// The views that have places.
const PLACED: [&str; 9] =
    ["system", "funding", "mandates", "two-mode", "meetings", "ego", "brokers", "communities", "system --kind state"];

fn dot(view: &str, lang: &str) -> String {
    let mut arguments = vec!["--lang", lang, "map"];
    arguments.extend(view.split(' '));
    if view == "ego" {
        arguments.extend(["--around", "medianet"]);
    }
    arguments.extend(["-f", "dot"]);
    let output = sauat().args(&arguments).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The value of an attribute in a line of DOT.
fn value<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let start = line.find(&format!("{name}=\""))? + name.len() + 2;
    let mut end = start;
    let bytes = line.as_bytes();
    while end < bytes.len() && bytes[end] != b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    line.get(start..end)
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("`{text}` is no number"))
}

fn point(text: &str) -> Point {
    let (x, y) = text.split_once(',').expect("two numbers");
    Point::new(number(x), number(y))
}

/// The boxes of the nodes by id, and the lines of DOT of the ties.
fn parts(dot: &str) -> (BTreeMap<String, (Rect, String)>, Vec<String>) {
    let (mut boxes, mut ties) = (BTreeMap::new(), Vec::new());
    for line in dot.lines().map(str::trim).filter(|line| line.starts_with('"')) {
        if line.contains("\" -> \"") {
            ties.push(line.to_owned());
            continue;
        }
        let get = |name: &str| value(line, &format!(" {name}")).unwrap_or_else(|| panic!("no {name}: {line}"));
        assert_eq!(get("fixedsize"), "true", "{line}");
        let (width, height) = (number(get("width")) * 72.0, number(get("height")) * 72.0);
        boxes.insert(get("id").to_owned(), (Rect::new(point(get("pos")), width, height), line.to_owned()));
    }
    (boxes, ties)
}

#[test]
fn boxes_hold_their_names_and_nothing_lies_over_them() {
    for view in PLACED {
        for lang in ["kk", "ru", "en"] {
            let (boxes, ties) = parts(&dot(view, lang));
            assert!(!boxes.is_empty());
            let all: Vec<&Rect> = boxes.values().map(|(each, _)| each).collect();
            for (place, one) in all.iter().enumerate() {
                assert!(
                    all[place + 1..].iter().all(|other| !one.padded(-0.1).overlaps(other)),
                    "{view} {lang}: {one:?}"
                );
            }
            for (each, line) in boxes.values() {
                let label = value(line, "[label").expect("a label").replace("\\\"", "\"").replace("&amp;", "&");
                let size = number(value(line, "fontsize").expect("a size"));
                let lines: Vec<&str> = label.split("\\n").collect();
                for text in &lines {
                    assert!(text_width(text, size, Weight::Regular) <= each.width, "{view} {lang}: {text}");
                }
                assert!(lines.len() as f64 * size * 1.36 <= each.height + 0.5, "{view} {lang}: {label}");
            }
            let mut names: Vec<Rect> = Vec::new();
            for tie in &ties {
                let spline = value(tie, " pos").unwrap_or_else(|| panic!("{view} {lang}: no line: {tie}"));
                let points: Vec<Point> = spline.split(' ').map(|text| point(text.trim_start_matches("e,"))).collect();
                assert_eq!(points.len() % 3, if spline.starts_with("e,") { 2 } else { 1 }, "{tie}");
                let Some(at) = value(tie, " lp") else { continue };
                let text = value(tie, "[label").expect("what has a place is named");
                let name = Rect::new(point(at), text_width(text, 6.5, Weight::Regular), 7.0);
                assert!(all.iter().all(|each| !each.overlaps(&name)), "{view} {lang}: {text} lies over a box");
                assert!(names.iter().all(|other| !other.overlaps(&name)), "{view} {lang}: {text} lies over a name");
                names.push(name);
            }
            // No line goes through a box but those at its ends.
            for tie in &ties {
                let ends: Vec<&str> = tie.split('"').skip(1).step_by(2).take(2).collect();
                let spline = value(tie, " pos").unwrap_or_default();
                let points: Vec<Point> =
                    spline.split(' ').filter(|text| !text.starts_with("e,")).map(point).step_by(3).collect();
                for (id, (each, _)) in boxes.iter().filter(|(id, _)| !ends.contains(&id.as_str())) {
                    let through = points.windows(2).any(|two| each.padded(-1.0).entered_by(two[0], two[1]).is_some());
                    assert!(!through, "{view} {lang}: {} -> {} goes through {id}", ends[0], ends[1]);
                }
            }
        }
    }
}

#[test]
fn neato_draws_the_places_of_the_file() {
    for view in PLACED {
        for lang in ["kk", "ru", "en"] {
            let text = dot(view, lang);
            let mut command = Command::new("neato");
            command.args(["-n2", "-Tplain"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let Ok(mut child) = command.spawn() else {
                println!("skipped: Graphviz is not installed");
                return;
            };
            let mut stdin = child.stdin.take().expect("a pipe");
            let input = text.clone();
            let writing = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
            let output = child.wait_with_output().expect("ends");
            writing.join().expect("no panic").expect("read by neato");
            let complaint = String::from_utf8_lossy(&output.stderr);
            let complaint: Vec<&str> = complaint.lines().filter(|line| !line.contains("Pango-WARNING")).collect();
            assert!(output.status.success() && complaint.concat().trim().is_empty(), "{view} {lang}: {complaint:?}");
            let (boxes, _) = parts(&text);
            let plain = String::from_utf8_lossy(&output.stdout).into_owned();
            let mut offset: Option<(f64, f64)> = None;
            let mut seen = 0;
            for line in plain.lines().filter(|line| line.starts_with("node ")) {
                let words: Vec<&str> = line.split(' ').collect();
                // Graphviz rounds sizes to whole points.
                let (each, _) = &boxes[words[1].trim_matches('"')];
                let [x, y, width, height] = [2, 3, 4, 5].map(|at| number(words[at]) * 72.0);
                assert!((width - each.width).abs() < 1.0 && (height - each.height).abs() < 1.0, "{view}: {line}");
                let moved = (x - each.middle.x, y - each.middle.y);
                let known = *offset.get_or_insert(moved);
                assert!((moved.0 - known.0).abs() < 0.3 && (moved.1 - known.1).abs() < 0.3, "{view}: {line}");
                seen += 1;
            }
            assert_eq!(seen, boxes.len(), "{view} {lang}");
        }
    }
}
