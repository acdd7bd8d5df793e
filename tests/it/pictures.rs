//! Maps as PNG and PDF: sizes, the same bytes, the words in them, and letters that a font lacks.
//!
//! The shipped maps are drawn in three languages and read back: PNG by its decoder, PDF by pypdf in
//! `tests/peers/pictures.py`. Labels in other scripts depend on the fonts of the machine; what is tested of them holds with
//! and without such fonts.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use sauat::export::raster::{DPI, Fonts, RasterError, pdf, png};
use sauat::export::svg::{Canvas, Frame, Page, Paper, Text, framed};
use sauat::layout::Point;
use sauat::pipeline::About;
use sauat::text::Lang;

use crate::peers::{call, peers};
use crate::support::{root, sauat, transcript};

/// The maps that are looked at: what is called, and the page in points.
const MAPS: [(&[&str], (f64, f64)); 3] = [
    (&["system", "--page", "a3"], (1191.0, 842.0)),
    (&["ego", "--around", "minber"], (842.0, 595.0)),
    (&["ego", "--around", "minber", "--page", "square"], (720.0, 720.0)),
];

fn about() -> About {
    About {
        issued: Some("2026-02-28".into()),
        authors: vec!["Ә. Автор".into(), "B. Author".into()],
        ..About::default()
    }
}

/// A page with one label.
fn page(label: &str) -> String {
    let frame = Frame {
        page: Page { paper: Paper::Square, portrait: false },
        lang: Lang::Kk,
        title: "Тақырып",
        subtitle: "",
        description: "Бір атау",
        legend: &[],
        sources: &[],
        notes: &[],
        about: &about(),
    };
    let mut canvas = Canvas::default();
    canvas.text(Point::new(360.0, 360.0), label, Text::centred(24.0));
    framed(&frame, "", "", canvas)
}

/// Width, height and the colours of the pixels.
fn decoded(bytes: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut reader = ::png::Decoder::new(Cursor::new(bytes)).read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut pixels).expect("a picture");
    assert_eq!(info.color_type, ::png::ColorType::Rgb);
    (info.width, info.height, pixels)
}

/// The share of pixels that are not white.
fn ink(pixels: &[u8]) -> f64 {
    let drawn = pixels.chunks(3).filter(|pixel| pixel.iter().any(|value| *value < 250)).count();
    drawn as f64 / (pixels.len() / 3) as f64
}

fn map(words: &[&str], lang: &str, format: &str, out: &Path) {
    let mut command = sauat();
    command.args(["map", "--lang", lang, "--format", format, "--out"]).arg(out).args(words);
    let output = command.output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
}

#[test]
fn the_shipped_maps_are_pictures_with_their_words() {
    let folder = tempfile::tempdir().expect("a folder");
    for (number, (words, (width, height))) in MAPS.into_iter().enumerate() {
        for lang in ["kk", "ru", "en"] {
            let path = |ending: &str| folder.path().join(format!("{number}-{lang}.{ending}"));
            for format in ["svg", "png", "pdf"] {
                map(words, lang, format, &path(format));
            }
            let svg = std::fs::read_to_string(path("svg")).expect("written");
            let bytes = std::fs::read(path("png")).expect("written");
            // What another process wrote, this one writes too.
            assert!(bytes == png(&svg, DPI, Fonts::All).expect("a picture"), "another PNG: {words:?} {lang}");
            // Nothing of it comes from the fonts of the machine.
            assert!(bytes == png(&svg, DPI, Fonts::Own).expect("a picture"), "other fonts: {words:?} {lang}");
            let pixels = |points: f64| (points * f64::from(DPI) / 72.0).round() as u32;
            let (across, down, colours) = decoded(&bytes);
            assert_eq!((across, down), (pixels(width), pixels(height)));
            let ink = ink(&colours);
            assert!((0.03..0.7).contains(&ink), "{ink} of the picture is drawn: {words:?} {lang}");
            assert!(colours[..3] == [255, 255, 255], "the corner is not white");
            let bytes = std::fs::read(path("pdf")).expect("written");
            assert!(bytes.starts_with(b"%PDF-"));
            let box_of_page = format!("/MediaBox[0 0 {width} {height}]");
            let packed: String = String::from_utf8_lossy(&bytes).replace("/MediaBox [", "/MediaBox[");
            assert!(packed.contains(&box_of_page), "no {box_of_page}");
        }
    }
    let svg = std::fs::read_to_string(folder.path().join("0-kk.svg")).expect("written");
    assert!(pdf(&svg, &about(), Fonts::Own).expect("a page") == pdf(&svg, &about(), Fonts::All).expect("a page"));
    let Some(peers) = peers() else { return };
    let mut python = Command::new(peers.join("formats/bin/python"));
    python.arg(root().join("tests/peers/pictures.py")).arg(folder.path()).arg("Sauat contributors");
    print!("{}", call(&mut python));
}

#[test]
fn resolution_makes_pixels() {
    let svg = page("Қазақстан");
    for (dpi, side) in [(36, 360), (72, 720), (96, 960), (150, 1500), (300, 3000)] {
        let bytes = png(&svg, dpi, Fonts::Own).expect("a picture");
        let (width, height, pixels) = decoded(&bytes);
        assert_eq!((width, height), (side, side));
        assert!(ink(&pixels) > 0.001);
        let info = ::png::Decoder::new(Cursor::new(&bytes)).read_info().expect("a PNG").info().pixel_dims;
        assert_eq!(info.expect("a resolution").xppu, (f64::from(dpi) / 0.0254).round() as u32);
    }
    let huge = svg.replacen("width=\"720pt\"", "width=\"9720pt\"", 1);
    assert!(matches!(png(&huge, 600, Fonts::Own), Err(RasterError::TooLarge { width: 81_000, .. })));
    assert!(matches!(png("<svg", 72, Fonts::Own), Err(RasterError::Svg(_))));
    assert!(matches!(pdf("<p/>", &about(), Fonts::Own), Err(RasterError::Svg(_))));
}

#[test]
fn a_letter_that_no_font_has_is_named() {
    let svg = page("Сауат \u{e000}");
    let error = png(&svg, DPI, Fonts::Own).expect_err("no font has it");
    assert_eq!(error, RasterError::NoGlyph(vec!['\u{e000}']));
    assert_eq!(error.to_string(), "no font has U+E000");
    assert!(error.hint().contains("install a font"));
    assert_eq!(pdf(&svg, &about(), Fonts::Own).expect_err("no font has it"), error);
    let both = png(&page("Медиа 媒体 and 素养 媒"), DPI, Fonts::Own).expect_err("no Chinese");
    assert_eq!(both.to_string(), "no font has `体` (U+4F53), `养` (U+517B), `媒` (U+5A92), `素` (U+7D20)");
}

#[test]
fn other_scripts_take_the_fonts_of_the_machine() {
    for label in ["媒体素养", "محو الأمية الإعلامية", "Медиа محو الأمية", "😀 сауат", "👩‍🏫 🇰🇿", "Ұлттық 媒体 😀"]
    {
        let svg = page(label);
        let letters: BTreeSet<char> = label.chars().collect();
        let Err(RasterError::NoGlyph(missing)) = png(&svg, 72, Fonts::Own) else { panic!("{label}: no font is asked") };
        assert!(!missing.is_empty() && missing.iter().all(|letter| letters.contains(letter)), "{label}: {missing:?}");
        for fonts in [Fonts::All, Fonts::System] {
            match (png(&svg, 72, fonts), pdf(&svg, &about(), fonts)) {
                (Ok(picture), Ok(document)) => {
                    assert!(picture == png(&svg, 72, fonts).expect("again"), "{label}: other pixels");
                    assert!(document == pdf(&svg, &about(), fonts).expect("again"), "{label}: another document");
                    let empty = ink(&decoded(&png(&page(""), 72, Fonts::Own).expect("a picture")).2);
                    assert!(fonts == Fonts::System || ink(&decoded(&picture).2) > empty, "{label}: nothing is drawn");
                }
                (Err(RasterError::NoGlyph(one)), Err(RasterError::NoGlyph(other))) => {
                    assert!(one == other && one.iter().all(|letter| letters.contains(letter)), "{label}: {one:?}");
                    println!("skipped: no font here has {label}");
                }
                // The machine has fonts for each script, but the line mixes scripts whose letters join.
                (Err(RasterError::Apart(_)), Err(RasterError::Apart(_))) => {
                    println!("skipped: no one font has {label}");
                }
                (Err(RasterError::NoFont), Err(RasterError::NoFont)) => println!("skipped: no font is installed"),
                (one, other) => panic!("{label}: {:?} {:?}", one.map(|b| b.len()), other.map(|b| b.len())),
            }
        }
    }
}

#[test]
fn what_joins_or_marks_needs_no_font_of_its_own() {
    // Letters with marks that are put together, a soft hyphen, a joiner, a mark of direction, a no-break space.
    for label in
        ["и\u{306}од", "о\u{301}зеро", "ме\u{ad}диа", "a\u{200d}b", "\u{200e}сауат", "1\u{a0}000 €", "№ 5 → «x» — …"]
    {
        assert!(png(&page(label), 72, Fonts::Own).is_ok(), "{label:?}: {:?}", png(&page(label), 72, Fonts::Own).err());
    }
}

#[test]
fn the_command_line_says_what_cannot_be_done() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = folder.path().join("taken.pdf");
    std::fs::create_dir_all(taken.join("in-the-way")).expect("a folder");
    let failing = |words: &[&str], code: i32, message: &str| {
        let output = sauat().arg("map").args(words).output().expect("runs");
        assert_eq!(output.status.code(), Some(code), "{}", transcript(&output));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(message) && output.stdout.is_empty(), "{words:?}: {said}");
    };
    let path = taken.to_str().expect("a path");
    failing(&["ego", "--around", "minber", "-f", "pdf", "-o", path], 3, "cannot be written");
    failing(&["system", "-f", "svg", "--dpi", "300"], 2, "`--dpi` is for png, not for svg");
    failing(&["system", "-f", "pdf", "--dpi", "300"], 2, "`--dpi` is for png, not for pdf");
    failing(&["system", "-f", "png", "--dpi", "601"], 2, "601");
    failing(&["system", "-f", "pgn"], 2, "did you mean `png`?");
    // Pixels as data for the next program.
    let output = sauat().args(["map", "ego", "--around", "minber", "-f", "png", "--dpi", "72"]).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    assert_eq!(decoded(&output.stdout).0, 842);
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_is_spared_pictures() {
    let Some(peers) = peers() else { return };
    let script = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
    let mut python = Command::new(peers.join("formats/bin/python"));
    python.args(["-c", script, env!("CARGO_BIN_EXE_sauat"), "map", "system", "-f", "pdf"]).current_dir(root());
    let output = python.output().expect("runs");
    assert_eq!(output.status.code(), Some(2), "{}", transcript(&output));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("a terminal does not show pdf") && !said.contains("%PDF"), "{said}");
}
