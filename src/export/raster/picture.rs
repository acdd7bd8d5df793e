//! An SVG that was read: its size, its words, and text that was set in fonts which have all its letters.

use std::collections::BTreeSet;
use std::sync::Arc;

use resvg::usvg::roxmltree::{Document, Node as Element};
use resvg::usvg::{Group, ImageHrefResolver, Node, Options, Tree};

use crate::export::raster::error::RasterError;
use crate::export::raster::fonts::{Fonts, database, known, resolver};

/// An SVG, ready to be drawn; a point is one unit.
pub(super) struct Picture {
    /// What is drawn.
    pub(super) tree: Tree,
    /// The title, for the metadata.
    pub(super) title: String,
    /// The description for those who do not see it.
    pub(super) description: String,
    /// The language.
    pub(super) lang: Option<String>,
}

impl Picture {
    /// Reads an SVG and sets its text. Pictures that it names are not loaded.
    ///
    /// # Errors
    /// [`RasterError::NoGlyph`] with all letters that no font has, [`RasterError::Apart`], [`RasterError::NoFont`], [`RasterError::Svg`].
    pub(super) fn read(svg: &str, fonts: Fonts) -> Result<Self, RasterError> {
        let document = Document::parse(svg).map_err(|error| RasterError::Svg(error.to_string()))?;
        let options = Options {
            dpi: 72.0,
            font_family: "Noto Sans".to_owned(),
            fontdb: Arc::new(database(fonts)?),
            font_resolver: resolver(fonts),
            image_href_resolver: ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        };
        let tree = Tree::from_xmltree(&document, &options).map_err(|error| RasterError::Svg(error.to_string()))?;
        let mut missing = BTreeSet::new();
        unset(tree.root(), &mut missing);
        if !missing.is_empty() {
            let (apart, nowhere): (Vec<char>, Vec<char>) =
                missing.into_iter().partition(|letter| known(tree.fontdb(), *letter));
            return Err(if nowhere.is_empty() { RasterError::Apart(apart) } else { RasterError::NoGlyph(nowhere) });
        }
        let root = document.root_element();
        let child = |name: &str| {
            let found = root.children().find(|element| element.has_tag_name((SVG, name)));
            found.and_then(|element: Element<'_, '_>| element.text()).unwrap_or_default().to_owned()
        };
        let lang = root.attribute((XML, "lang")).or_else(|| root.attribute("lang")).map(str::to_owned);
        Ok(Self { title: child("title"), description: child("desc"), lang, tree })
    }

    /// Width and height, in points.
    pub(super) fn size(&self) -> (f32, f32) {
        let size = self.tree.size();
        (size.width(), size.height())
    }
}

const SVG: &str = "http://www.w3.org/2000/svg";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Collects letters that were set as the box of a font for what it lacks: the first glyph of every font.
fn unset(group: &Group, missing: &mut BTreeSet<char>) {
    for node in group.children() {
        match node {
            Node::Group(group) => unset(group, missing),
            Node::Text(text) => {
                let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                for glyph in glyphs.filter(|glyph| glyph.id.0 == 0) {
                    missing.extend(glyph.text.chars().filter(|letter| !letter.is_whitespace()));
                }
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}
