//! Why a picture cannot be made, and what to do.

/// Why a picture cannot be made.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum RasterError {
    /// Letters that no font has: they would be boxes.
    #[error("no font has {}", named(.0))]
    NoGlyph(Vec<char>),
    /// Letters that some font has, but none together with the rest of their line.
    #[error("no font has {} and the rest of the line too", named(.0))]
    Apart(Vec<char>),
    /// There is no font at all.
    #[error("there is no font to write with")]
    NoFont,
    /// More pixels than a picture may have.
    #[error("{width} by {height} pixels are more than a picture may have ({} million)", LARGEST / 1_000_000)]
    TooLarge {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// The SVG is none, or has no size.
    #[error("the SVG cannot be drawn: {0}")]
    Svg(String),
    /// The picture could not be written down.
    #[error("the {format} cannot be made: {message}")]
    Writer {
        /// PNG or PDF.
        format: &'static str,
        /// What the library says.
        message: String,
    },
}

/// Pixels that a picture may have: an A3 page at 600 dpi has seventy million.
pub(super) const LARGEST: u64 = 100_000_000;

/// Letters that a message names at most.
const NAMED: usize = 12;

impl RasterError {
    /// What to do about it; empty if nothing can be done.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoGlyph(_) => {
                "install a font that has them, such as Noto Sans CJK for Chinese, Noto Sans Arabic or Noto Emoji; svg leaves \
                 this to the program that shows it"
            }
            Self::Apart(_) => {
                "install a font of many scripts, such as DejaVu Sans, or write the label in fewer scripts; svg leaves this to \
                 the program that shows it"
            }
            Self::NoFont => "install a font, such as Noto Sans",
            Self::TooLarge { .. } => "take a smaller page or fewer dots per inch",
            Self::Svg(_) | Self::Writer { .. } => "",
        }
    }
}

/// Letters with their code points: a letter that no font has may not be seen in the terminal either.
fn named(letters: &[char]) -> String {
    let mut parts: Vec<String> = letters
        .iter()
        .take(NAMED)
        .map(|c| {
            let code = format!("U+{:04X}", u32::from(*c));
            let private = matches!(u32::from(*c), 0xe000..=0xf8ff | 0xf0000..=0x0010_ffff);
            if c.is_control() || private { code } else { format!("`{c}` ({code})") }
        })
        .collect();
    if letters.len() > NAMED {
        parts.push(format!("{} more", letters.len() - NAMED));
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::RasterError;

    #[test]
    fn letters_are_named_with_their_codes() {
        let error = RasterError::NoGlyph(vec!['中', '\u{e000}']);
        assert_eq!(error.to_string(), "no font has `中` (U+4E2D), U+E000");
        let many = RasterError::NoGlyph(('a'..='z').collect());
        assert!(many.to_string().ends_with("`l` (U+006C), 14 more"), "{many}");
    }
}
