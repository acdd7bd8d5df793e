//! PNG: pixels on white, with the resolution written in, so that a page stays a page when it is put into a text.

use ::png::{BitDepth, ColorType, Compression, Encoder, EncodingError, PixelDimensions, Unit};
use resvg::tiny_skia::{Color, Pixmap, Transform};

use crate::export::raster::error::{LARGEST, RasterError};
use crate::export::raster::fonts::Fonts;
use crate::export::raster::picture::Picture;

/// Dots per inch, if nobody says otherwise: sharp on screens and fair on paper.
pub const DPI: u16 = 150;

/// Points in an inch.
const POINTS: f32 = 72.0;

/// Draws an SVG as PNG: `dpi` pixels for an inch, without transparency, title and description in its metadata.
///
/// ```
/// use sauat::export::raster::{Fonts, png};
/// let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="36pt" viewBox="0 0 72 36">
///   <title>Сауат</title><text x="6" y="20" font-family="Noto Sans" font-size="9">Қазақстан</text></svg>"#;
/// let bytes = png(svg, 300, Fonts::Own)?;
/// assert_eq!(bytes[16..24], [0, 0, 1, 44, 0, 0, 0, 150]); // 300 by 150 pixels
/// # Ok::<(), sauat::export::raster::RasterError>(())
/// ```
///
/// # Errors
/// [`RasterError`] if a letter is in no font, the picture is too large, or the SVG is none.
pub fn png(svg: &str, dpi: u16, fonts: Fonts) -> Result<Vec<u8>, RasterError> {
    let picture = Picture::read(svg, fonts)?;
    let (across, down) = picture.size();
    let pixels = |points: f32| (points * f32::from(dpi) / POINTS).round().max(1.0) as u32;
    let (width, height) = (pixels(across), pixels(down));
    let too_large = RasterError::TooLarge { width, height };
    if u64::from(width) * u64::from(height) > LARGEST {
        return Err(too_large);
    }
    let mut canvas = Pixmap::new(width, height).ok_or(too_large)?;
    canvas.fill(Color::WHITE);
    let scale = Transform::from_scale(width as f32 / across, height as f32 / down);
    resvg::render(&picture.tree, scale, &mut canvas.as_mut());
    encoded(&canvas, dpi, &[("Title", &picture.title), ("Description", &picture.description)])
        .map_err(|error| RasterError::Writer { format: "PNG", message: error.to_string() })
}

fn encoded(canvas: &Pixmap, dpi: u16, texts: &[(&str, &str)]) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, canvas.width(), canvas.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    let metre = (f64::from(dpi) / 0.0254).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: metre, yppu: metre, unit: Unit::Meter }));
    for (key, text) in texts.iter().filter(|(_, text)| !text.is_empty()) {
        encoder.add_itxt_chunk((*key).to_owned(), (*text).to_owned())?;
    }
    let mut writer = encoder.write_header()?;
    // On white nothing shines through: the fourth value of a pixel is always 255.
    let colours: Vec<u8> = canvas.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    writer.write_image_data(&colours)?;
    writer.finish()?;
    Ok(bytes)
}
