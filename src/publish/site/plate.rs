//! A map inside a page: its styles as attributes, so that a page needs no style of its own; its ids made distinct; its
//! links led to pages.

use std::collections::{BTreeMap, BTreeSet};

/// A rule of a map's style: what it applies to, and what it says.
struct Rule<'a> {
    /// The class of the element itself or of one around it.
    class: Option<&'a str>,
    /// The name of the element, if the rule asks for one.
    element: Option<&'a str>,
    /// Names and values.
    says: Vec<(&'a str, &'a str)>,
}

/// Makes an SVG that stands in a page. `prefix` goes before each id; `link` gives the address for an IRI.
pub(super) fn plate(svg: &str, prefix: &str, link: &dyn Fn(&str) -> Option<String>) -> String {
    let style = between(svg, "<style>", "</style>").unwrap_or_default();
    let rules = rules(style);
    let mut out = String::with_capacity(svg.len() * 5 / 4);
    let ids: BTreeSet<&str> = svg.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let page = Page { rules, ids, prefix, link };
    // The classes of the elements that are open.
    let mut open: Vec<Vec<&str>> = Vec::new();
    let mut rest = svg;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let skipped = ["<style>", "<metadata>"].into_iter().find(|tag| rest.starts_with(tag));
        if let Some(tag) = skipped {
            let end = format!("</{}", &tag[1..]);
            rest = rest.find(&end).map_or("", |at| &rest[at + end.len()..]);
            continue;
        }
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        if tag.starts_with(['?', '!']) {
            continue;
        }
        if tag.starts_with('/') {
            open.pop();
            out.push_str(&format!("<{tag}>"));
            continue;
        }
        let closed = tag.ends_with('/');
        let (element, attributes) = attributes(tag.trim_end_matches('/'));
        let classes: Vec<&str> =
            attributes.iter().find(|(n, _)| *n == "class").map_or(Vec::new(), |(_, v)| v.split(' ').collect());
        out.push_str(&page.element(element, &attributes, &classes, &open));
        out.push_str(if closed { "/>" } else { ">" });
        if !closed {
            open.push(classes);
        }
    }
    out.push_str(rest);
    out
}

/// The page into which a map goes.
struct Page<'a> {
    rules: Vec<Rule<'a>>,
    ids: BTreeSet<&'a str>,
    prefix: &'a str,
    link: &'a dyn Fn(&str) -> Option<String>,
}

impl Page<'_> {
    /// The start of an element as it stands in the page.
    fn element(&self, element: &str, attributes: &[(&str, &str)], classes: &[&str], open: &[Vec<&str>]) -> String {
        let Self { rules, ids, prefix, link } = self;
        let mut look: BTreeMap<&str, String> = BTreeMap::new();
        // A rule for a class alone is weaker than one for an element inside a class, which begins with what is around.
        for inner in [false, true] {
            for rule in rules.iter().filter(|rule| (rule.class.is_some() && rule.element.is_some()) == inner) {
                let class = match (rule.class, rule.element) {
                    (Some(class), Some(_)) => open.iter().flatten().any(|one| *one == class),
                    (Some(class), None) => classes.contains(&class),
                    (None, _) => true,
                };
                if class && rule.element.is_none_or(|wanted| wanted == element) {
                    look.extend(rule.says.iter().map(|(name, value)| (*name, (*value).to_owned())));
                }
            }
        }
        let style = attributes.iter().find(|(name, _)| *name == "style").map_or("", |(_, value)| value);
        look.extend(declarations(style).into_iter().map(|(name, value)| (name, value.to_owned())));
        let mut out = format!("<{element}");
        for (name, value) in attributes {
            let value = match *name {
                "class" | "style" | "xmlns" | "xml:lang" => continue,
                name if look.contains_key(name) => continue,
                "id" => format!("{prefix}{value}"),
                "aria-labelledby" => value.split(' ').map(|id| format!("{prefix}{id}")).collect::<Vec<_>>().join(" "),
                // What leads to an id of the map itself moves with it; any other leads into the page.
                "href" if value.starts_with('#') && ids.contains(&value[1..]) => format!("#{prefix}{}", &value[1..]),
                "href" if value.starts_with('#') => (*value).to_owned(),
                "href" => match link(value) {
                    Some(href) => href,
                    None => continue,
                },
                _ => (*value).replace("url(#", &format!("url(#{prefix}")),
            };
            out.push_str(&format!(" {name}=\"{value}\""));
        }
        for (name, value) in look {
            out.push_str(&format!(" {name}=\"{}\"", value.replace("url(#", &format!("url(#{prefix}"))));
        }
        out
    }
}

fn rules(style: &str) -> Vec<Rule<'_>> {
    let mut found = Vec::new();
    for rule in style.split('}') {
        let Some((selectors, says)) = rule.split_once('{') else { continue };
        for selector in selectors.split(',') {
            // What happens under a pointer or the focus is in the style sheet of the site.
            if selector.contains(':') {
                continue;
            }
            let (class, element) = match selector.trim().split_once(' ') {
                Some((class, element)) => (class.strip_prefix('.'), Some(element)),
                None => match selector.trim().strip_prefix('.') {
                    Some(class) => (Some(class), None),
                    None => (None, Some(selector.trim())),
                },
            };
            found.push(Rule { class, element, says: declarations(says) });
        }
    }
    found
}

fn declarations(text: &str) -> Vec<(&str, &str)> {
    text.split(';').filter_map(|one| one.split_once(':')).map(|(name, value)| (name.trim(), value.trim())).collect()
}

/// The name of an element and its attributes, as a writer of ours wrote them: in double quotes.
fn attributes(tag: &str) -> (&str, Vec<(&str, &str)>) {
    let (element, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut found = Vec::new();
    while let Some((name, after)) = rest.split_once("=\"") {
        let Some((value, after)) = after.split_once('"') else { break };
        found.push((name.trim(), value));
        rest = after;
    }
    (element, found)
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let after = &text[text.find(start)? + start.len()..];
    after.find(end).map(|at| &after[..at])
}

#[cfg(test)]
mod tests {
    use super::plate;

    #[test]
    fn styles_become_attributes_and_ids_are_distinct() {
        let svg = "<svg xmlns=\"x\" aria-labelledby=\"t d\"><title id=\"t\">a</title><style>text{stroke:none}.n path\
                   {stroke-width:1}.k1 path{fill:#fff}.t2{stroke:#000;stroke-width:1}.e path{fill:none}.a2\
                   {marker-end:url(#a2)}a:hover path{fill:red}</style><metadata>m</metadata><g class=\"n k1\"><a href=\"i\">\
                   <path d=\"M0\"/></a></g><g class=\"e\"><path class=\"t2 a2\" style=\"stroke-width:2\"/></g></svg>";
        let expected = "<svg aria-labelledby=\"m-t m-d\"><title id=\"m-t\">a</title><g><a href=\"page\"><path d=\"M0\" \
                        fill=\"#fff\" stroke-width=\"1\"/></a></g><g><path fill=\"none\" marker-end=\"url(#m-a2)\" \
                        stroke=\"#000\" stroke-width=\"2\"/></g></svg>";
        assert_eq!(plate(svg, "m-", &|_| Some("page".to_owned())), expected);
    }
}
