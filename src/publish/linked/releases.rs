//! The releases as an Atom feed (RFC 4287), from the sections of a changelog.

use std::collections::BTreeMap;

use crate::pipeline::About;
use crate::publish::linked::Host;
use crate::text::{Lang, date, xml};

/// A release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its version.
    pub version: String,
    /// The day on which it came out (`YYYY-MM-DD`), if it is known.
    pub issued: Option<String>,
    /// What changed, one point each.
    pub points: Vec<String>,
}

/// The sections of a changelog (`## 1.2.0`, perhaps with a day behind it), newest first, without what is not released.
/// `known` has days by version, for those whose heading gives none.
///
/// ```
/// use sauat::publish::linked::releases;
/// let found = releases("# Log\n\n## Unreleased\n\n- x\n\n## 0.2.0 - 2026-11-22\n\n- one\n  line\n- two\n", &[]);
/// assert_eq!(found[0].version, "0.2.0");
/// assert_eq!(found[0].issued.as_deref(), Some("2026-11-22"));
/// assert_eq!(found[0].points, ["one line", "two"]);
/// ```
#[must_use]
pub fn releases(changelog: &str, known: &[(&str, &str)]) -> Vec<Release> {
    let known: BTreeMap<&str, &str> = known.iter().copied().collect();
    let mut found: Vec<Release> = Vec::new();
    let mut inside = false;
    for line in changelog.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            let mut words = heading.split(|c: char| c.is_whitespace() || "()[]".contains(c)).filter(|w| !w.is_empty());
            let version = words.next().unwrap_or("").trim_start_matches('v').to_owned();
            inside = version.starts_with(|c: char| c.is_ascii_digit());
            if inside {
                let day = words.find(|word| date(word).is_some()).map(str::to_owned);
                let issued = day.or_else(|| known.get(version.as_str()).map(|day| (*day).to_owned()));
                found.push(Release { version, issued, points: Vec::new() });
            }
        } else if let Some(release) = found.last_mut().filter(|_| inside) {
            match (line.strip_prefix("- "), line.trim()) {
                (Some(point), _) => release.points.push(point.trim().to_owned()),
                (None, more) if more.is_empty() || more.starts_with('#') => {}
                (None, more) => match release.points.last_mut() {
                    Some(point) => *point = format!("{point} {more}"),
                    None => release.points.push(more.to_owned()),
                },
            }
        }
    }
    found
}

/// The feed. An entry must tell when it was last changed: of a release whose day is not known that is the day of the next
/// one, before which it came out; only a known day is given as that of publication.
#[must_use]
pub fn atom(host: &Host, about: &About, releases: &[Release]) -> String {
    let title = about.title.best(Lang::En).unwrap_or("Sauat");
    let newest = releases.iter().find_map(|release| release.issued.clone()).or_else(|| about.issued.clone());
    let mut latest = newest.as_deref().map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), moment);
    let mut out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n"
            .to_owned();
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line(format!("<id>{}void#releases</id>", xml(host.base())));
    line(format!("<title>{}: releases</title>", xml(title)));
    line(format!("<updated>{latest}</updated>"));
    line(link(&host.url("/releases.atom"), "self", "application/atom+xml"));
    line(link(&host.url("/en/about.html"), "alternate", "text/html"));
    for author in about.authors.iter().map(String::as_str).chain(about.authors.is_empty().then_some(title)) {
        line(format!("<author><name>{}</name></author>", xml(author)));
    }
    if let Some(licence) = about.licence_name() {
        line(format!("<rights>{}</rights>", xml(&licence)));
    }
    for release in releases {
        let published = release.issued.as_deref().map(moment);
        latest = published.clone().unwrap_or(latest);
        line("<entry>".to_owned());
        line(format!("<id>{}void#release-{}</id>", xml(host.base()), xml(&release.version)));
        line(format!("<title>{} {}</title>", xml(title), xml(&release.version)));
        line(format!("<updated>{latest}</updated>"));
        if let Some(published) = published {
            line(format!("<published>{published}</published>"));
        }
        line(link(&host.url("/en/about.html"), "alternate", "text/html"));
        let points: String = release.points.iter().map(|point| format!("<li>{}</li>", code(point))).collect();
        line(format!("<content type=\"html\">{}</content>", xml(&format!("<ul>{points}</ul>"))));
        line("</entry>".to_owned());
    }
    out.push_str("</feed>\n");
    out
}

fn link(target: &str, rel: &str, media_type: &str) -> String {
    format!("<link rel=\"{rel}\" type=\"{media_type}\" href=\"{}\"/>", xml(target))
}

/// A day as the moment at which it began; of a year or month the first.
fn moment(day: &str) -> String {
    match date(day) {
        Some((year, month, day)) => {
            format!("{year:04}-{:02}-{:02}T00:00:00Z", month.unwrap_or(1), day.unwrap_or(1))
        }
        None => "1970-01-01T00:00:00Z".to_owned(),
    }
}

/// Text as HTML, what stands between backticks as code.
fn code(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts.map(|(n, part)| if n % 2 == 1 { format!("<code>{}</code>", xml(part)) } else { xml(part) }).collect()
}
