//! PDF: one page of exactly the map's size, lines as lines and text as text, in fonts of which only what is used goes along.

use krilla::Document;
use krilla::SerializeSettings;
use krilla::geom::Size;
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::page::PageSettings;
use krilla::tagging::{ContentTag, Tag, TagGroup, TagTree};
use krilla_svg::{SurfaceExt, SvgSettings, render_svg_glyph};

use crate::export::raster::error::RasterError;
use crate::export::raster::fonts::Fonts;
use crate::export::raster::picture::Picture;
use crate::pipeline::About;

/// Draws an SVG as PDF. Title, language and description are the SVG's; authors and date are the dataset's. To those who
/// listen to it, the page is one figure with the description of the SVG.
///
/// # Errors
/// [`RasterError`] if a letter is in no font, or the SVG is none.
pub fn pdf(svg: &str, about: &About, fonts: Fonts) -> Result<Vec<u8>, RasterError> {
    let picture = Picture::read(svg, fonts)?;
    let (width, height) = picture.size();
    let no_size = || RasterError::Svg("it has no size".to_owned());
    let size = Size::from_wh(width, height).ok_or_else(no_size)?;
    let settings = SerializeSettings { render_svg_glyph_fn: render_svg_glyph, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut page = document.start_page_with(PageSettings::new(size));
    let mut surface = page.surface();
    let content = surface.start_tagged(ContentTag::Other);
    let drawn = surface.draw_svg(&picture.tree, size, SvgSettings::default());
    surface.end_tagged();
    surface.finish();
    page.finish();
    drawn.ok_or_else(no_size)?;
    let mut figure = TagGroup::new(Tag::Figure(Some(picture.description.clone())));
    figure.push(content);
    let mut tags = TagTree::new();
    tags.push(figure);
    document.set_tag_tree(tags);
    document.set_metadata(metadata(&picture, about));
    document.finish().map_err(|error| RasterError::Writer { format: "PDF", message: error.to_string() })
}

fn metadata(picture: &Picture, about: &About) -> Metadata {
    let mut metadata = Metadata::new()
        .title(picture.title.clone())
        .description(picture.description.clone())
        .authors(about.authors.clone())
        .creator("Sauat".to_owned())
        .text_direction(TextDirection::LeftToRight);
    if let Some(lang) = &picture.lang {
        metadata = metadata.language(lang.clone());
    }
    if let Some(date) = about.issued.as_deref().and_then(day) {
        metadata = metadata.creation_date(date);
    }
    metadata
}

/// The beginning of a day (`YYYY-MM-DD`).
fn day(date: &str) -> Option<DateTime> {
    let mut parts = date.get(..10)?.split('-');
    let year = parts.next()?.parse().ok()?;
    let (month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some(DateTime::new(year).month(month).day(day).hour(0).minute(0).second(0).utc_offset_hour(0))
}
