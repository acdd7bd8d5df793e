//! `sauat map --format png` and `--format pdf`.

use crate::cli::args::MapArgs;
use crate::cli::failure::Failure;
use crate::cli::out::file;
use crate::cli::ui::Ui;
use crate::export::Written;
#[cfg(feature = "raster")]
use crate::export::raster::{DPI, Fonts, RasterError, pdf, png};
use crate::pipeline::About;

/// Formats that are pictures of the SVG.
pub(super) const PICTURES: [&str; 2] = ["png", "pdf"];

/// Says what cannot be done before the map is drawn.
///
/// # Errors
/// A failure if pixels are counted that there are not, this program has no pictures, or one would go to a terminal.
pub(super) fn check(format: &str, args: &MapArgs, ui: &Ui) -> Result<(), Failure> {
    if args.dpi.is_some() && format != "png" {
        return Err(Failure::usage(format!("`--dpi` is for png, not for {format}"), "leave it out, or add `-f png`"));
    }
    if !PICTURES.contains(&format) {
        return Ok(());
    }
    if cfg!(not(feature = "raster")) {
        return Err(Failure::Environment {
            message: "this build has no PNG and PDF".to_owned(),
            hint: Some("build it with the feature `raster`, or take svg".to_owned()),
        });
    }
    if file(args.out.as_deref()).is_none() && !args.score && ui.shows_data() {
        return Err(Failure::usage(
            format!("a terminal does not show {format}"),
            format!("name a file with `--out map.{format}`"),
        ));
    }
    Ok(())
}

/// Draws an SVG in one of [`PICTURES`].
#[cfg(feature = "raster")]
pub(super) fn drawn(svg: &str, format: &str, about: &About, args: &MapArgs) -> Result<Vec<Written>, Failure> {
    let bytes = match format {
        "pdf" => pdf(svg, about, Fonts::All),
        _ => png(svg, args.dpi.unwrap_or(DPI), Fonts::All),
    };
    let bytes = bytes.map_err(|error| {
        let (message, hint) = (error.to_string(), error.hint());
        match error {
            RasterError::TooLarge { .. } => Failure::usage(message, hint),
            _ => Failure::Environment { message, hint: Some(hint.to_owned()).filter(|hint| !hint.is_empty()) },
        }
    })?;
    Ok(vec![Written { suffix: format!(".{format}"), bytes }])
}

/// This program draws none: [`check`] has said so.
#[cfg(not(feature = "raster"))]
pub(super) fn drawn(_svg: &str, _format: &str, _about: &About, _args: &MapArgs) -> Result<Vec<Written>, Failure> {
    Ok(Vec::new())
}
