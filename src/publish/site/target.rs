//! The pages and their addresses: what a path means, and the path of what is meant.

use crate::text::Lang;

/// A page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// What the graph knows, and where to begin.
    Start,
    /// Search by name.
    Search,
    /// Lists by kind and region.
    List,
    /// An entity or concept by id; `scheme/…`, `claim/…` and `name/…` for what lies below the namespace.
    Entity(String),
    /// All named questions.
    Questions,
    /// A named question with its answer.
    Question(String),
    /// Everything that one document says, by the id of the source.
    Source(String),
    /// What nobody covers.
    Gaps,
    /// Classes, relations and concept schemes.
    Ontology,
    /// All maps.
    Maps,
    /// One map, by the name of its view.
    Map(String),
    /// The network as something to walk through.
    Explore,
    /// The form for SPARQL.
    Query,
    /// Licence, version, limits, how to cite.
    About,
    /// A path that leads nowhere.
    NotFound(String),
}

impl Target {
    /// The page that a path such as `/en/kz/medianet.html` means, and its language; `segment` is the last segment of the
    /// namespace (`kz`). Whether there is such an entity or question is not asked here. Nothing for a path of no page.
    ///
    /// ```
    /// use sauat::publish::site::Target;
    /// use sauat::text::Lang;
    /// let page = Target::parse("/en/kz/medianet.html", "kz");
    /// assert_eq!(page, Some((Lang::En, Target::Entity("medianet".to_owned()))));
    /// assert_eq!(Target::parse("/en/kz/medianet.ttl", "kz"), None);
    /// ```
    #[must_use]
    pub fn parse(path: &str, segment: &str) -> Option<(Lang, Self)> {
        let mut parts = path.strip_prefix('/')?.splitn(2, '/');
        let tag = parts.next()?;
        let lang = Lang::ALL.into_iter().find(|lang| lang.tag() == tag)?;
        let rest = parts.next()?;
        if rest.is_empty() {
            return Some((lang, Self::Start));
        }
        let stem = rest.strip_suffix(".html")?;
        let target = match stem.split_once('/') {
            None => match stem {
                "index" => Self::Start,
                "search" => Self::Search,
                "list" => Self::List,
                "questions" => Self::Questions,
                "gaps" => Self::Gaps,
                "ontology" => Self::Ontology,
                "maps" => Self::Maps,
                "explore" => Self::Explore,
                "query" => Self::Query,
                "about" => Self::About,
                _ => return None,
            },
            Some((folder, id)) => {
                let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
                let plain = !id.is_empty() && id.chars().all(allowed);
                match folder {
                    "questions" if plain => Self::Question(id.to_owned()),
                    "sources" if plain => Self::Source(id.to_owned()),
                    "maps" if plain => Self::Map(id.to_owned()),
                    _ if folder == segment
                        && id.split('/').all(|part| !part.is_empty() && part.chars().all(allowed)) =>
                    {
                        Self::Entity(id.to_owned())
                    }
                    _ => return None,
                }
            }
        };
        Some((lang, target))
    }

    /// The path in a language, from the root of the site.
    #[must_use]
    pub fn path(&self, lang: Lang, segment: &str) -> String {
        let name = match self {
            Self::Start => "index".to_owned(),
            Self::Search => "search".to_owned(),
            Self::List => "list".to_owned(),
            Self::Entity(id) => format!("{segment}/{id}"),
            Self::Questions => "questions".to_owned(),
            Self::Question(name) => format!("questions/{name}"),
            Self::Source(id) => format!("sources/{id}"),
            Self::Gaps => "gaps".to_owned(),
            Self::Ontology => "ontology".to_owned(),
            Self::Maps => "maps".to_owned(),
            Self::Map(view) => format!("maps/{view}"),
            Self::Explore => "explore".to_owned(),
            Self::Query => "query".to_owned(),
            Self::About => "about".to_owned(),
            Self::NotFound(_) => return "/404.html".to_owned(),
        };
        format!("/{lang}/{name}.html")
    }
}

/// Text in the query of an address (RFC 3986, section 3.4).
///
/// ```
/// assert_eq!(sauat::publish::site::encoded("a b&ә"), "a%20b%26%D3%99");
/// ```
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Target;
    use crate::text::Lang;

    #[test]
    fn every_path_leads_back_to_its_page() {
        let text = |text: &str| text.to_owned();
        let all = [
            Target::Start,
            Target::Search,
            Target::List,
            Target::Entity(text("medianet")),
            Target::Entity(text("scheme/topic")),
            Target::Questions,
            Target::Question(text("who-funds")),
            Target::Source(text("guide-en")),
            Target::Gaps,
            Target::Ontology,
            Target::Maps,
            Target::Map(text("system")),
            Target::Explore,
            Target::Query,
            Target::About,
        ];
        for target in all {
            for lang in Lang::ALL {
                let path = target.path(lang, "kz");
                assert_eq!(Target::parse(&path, "kz"), Some((lang, target.clone())), "{path}");
            }
        }
        for path in ["/", "/de/index.html", "/en/kz/../x.html", "/en/kz/.html", "/en/maps/<x>.html", "/en/none.html"] {
            assert_eq!(Target::parse(path, "kz"), None, "{path}");
        }
    }
}
