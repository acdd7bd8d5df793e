//! Scripts and style sheets that pages load, compiled into the program by `build.rs`. What they do is in `web/`; a program
//! without them has none, and its pages no script.

/// A file that pages load, served at `/assets/NAME`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The name of the file: `explore.4T2XK7QA.js`, with a part that changes with the content.
    pub name: &'static str,
    /// The content.
    pub bytes: &'static [u8],
}

/// What the bundler made.
static BUILT: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The files that this program holds, by name.
///
/// ```
/// use sauat::publish::site::assets;
/// assert!(assets().iter().all(|asset| !asset.bytes.is_empty() && asset.media_type().contains("charset=utf-8")));
/// ```
#[must_use]
pub fn assets() -> Vec<Asset> {
    BUILT.iter().map(|(name, bytes)| Asset { name, bytes }).collect()
}

impl Asset {
    /// The media type.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        match self.name.rsplit('.').next() {
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            _ => "text/plain; charset=utf-8",
        }
    }

    /// Whether another content would have another name, so that caches may keep it for good.
    #[must_use]
    pub fn lasts(&self) -> bool {
        self.name.matches('.').count() == 2
    }

    /// Whether it is the file that `site.js` or `explore.css` means.
    pub(super) fn is(&self, stem: &str, ending: &str) -> bool {
        let parts: Vec<&str> = self.name.split('.').collect();
        parts.first() == Some(&stem) && parts.last() == Some(&ending)
    }
}

#[cfg(test)]
mod tests {
    use super::Asset;

    #[test]
    fn names_with_a_hash_last() {
        let asset = |name| Asset { name, bytes: b"x" };
        assert!(asset("explore.4T2XK7QA.js").lasts() && asset("explore.4T2XK7QA.js").is("explore", "js"));
        assert!(!asset("licences.txt").lasts() && !asset("explore.4T2XK7QA.css").is("explore", "js"));
        assert_eq!(asset("a.css").media_type(), "text/css; charset=utf-8");
    }
}
