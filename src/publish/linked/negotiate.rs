//! Content negotiation: which of the offered representations an `Accept` header asks for (RFC 9110, section 12.5.1).

use crate::publish::linked::Media;

/// What a header chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This representation.
    Media(Media),
    /// None of those offered (406), with a sentence that names them.
    NotAcceptable(String),
    /// The header is malformed (400), with a sentence that says where.
    Malformed(String),
}

impl Choice {
    /// The representation, if one was chosen.
    #[must_use]
    pub fn media(&self) -> Option<Media> {
        match self {
            Self::Media(media) => Some(*media),
            Self::NotAcceptable(_) | Self::Malformed(_) => None,
        }
    }
}

/// One range of the header.
struct Range {
    kind: String,
    subtype: String,
    parameters: Vec<(String, String)>,
    /// The weight in thousandths.
    weight: u32,
}

/// Chooses from `offered`, which is in the order of our preference; an empty header accepts all.
///
/// The most specific range that fits a representation gives its weight; the greatest weight wins, among equals what is
/// named before what a wildcard lets in (old browsers give both the same weight), then our order. A weight of 0 excludes. `charset=utf-8` and `profile` fit every representation; a range with another
/// parameter fits none.
///
/// ```
/// use sauat::publish::linked::{negotiate, representations};
/// let chosen = |accept: &str| negotiate(accept, &representations(true)).media().map(|media| media.name);
/// assert_eq!(chosen("text/html,application/xml;q=0.9,*/*;q=0.8"), Some("html"));
/// assert_eq!(chosen("application/rdf+xml;q=0.5, application/ld+json"), Some("jsonld"));
/// assert_eq!(chosen("image/png"), None);
/// ```
#[must_use]
pub fn negotiate(accept: &str, offered: &[Media]) -> Choice {
    let ranges = match parse(accept) {
        Ok(ranges) => ranges,
        Err(hint) => return Choice::Malformed(hint),
    };
    let mut best: Option<(Fit, Media)> = None;
    for media in offered {
        let fit = if ranges.is_empty() { Some((1000, 0)) } else { fit(&ranges, media) };
        if let Some(fit) = fit
            && best.is_none_or(|(best, _)| fit > best)
        {
            best = Some((fit, *media));
        }
    }
    match best {
        Some((_, media)) => Choice::Media(media),
        None => {
            let names: Vec<&str> = offered.iter().map(|media| media.media_type).collect();
            Choice::NotAcceptable(format!("`{}` fits nothing that is offered: {}", accept.trim(), names.join(", ")))
        }
    }
}

/// How well a representation fits: its weight, and among equals how closely it is named.
type Fit = (u32, u8);

/// The fit by the most specific range; `None` if none fits or its weight is 0.
fn fit(ranges: &[Range], media: &Media) -> Option<Fit> {
    let fitting = ranges.iter().filter_map(|range| Some((specificity(range, media)?, range.weight)));
    // Of two ranges that are alike the greater weight counts.
    let ((level, _), weight) = fitting.max()?;
    // One name of a type is as good as another.
    (weight > 0).then_some((weight, level.min(3)))
}

/// How closely a range names a representation: its own type before another name of it, any subtype, anything.
fn specificity(range: &Range, media: &Media) -> Option<(u8, usize)> {
    let fits = |(name, value): &(String, String)| match name.as_str() {
        "charset" => value.eq_ignore_ascii_case("utf-8") || value.eq_ignore_ascii_case("utf8"),
        "profile" => true,
        _ => false,
    };
    if !range.parameters.iter().all(fits) {
        return None;
    }
    let full = format!("{}/{}", range.kind, range.subtype);
    let kind = media.media_type.split('/').next().unwrap_or("");
    let level = if full == media.media_type {
        4
    } else if media.also.contains(&full.as_str()) {
        // Plain text is what any of the texts is: it names little more than text/* does.
        if full == "text/plain" { 2 } else { 3 }
    } else if range.subtype == "*" && range.kind == kind {
        2
    } else if full == "*/*" {
        1
    } else {
        return None;
    };
    Some((level, range.parameters.len()))
}

/// The ranges of a header. Empty elements are passed over, as section 5.6.1.2 asks.
fn parse(accept: &str) -> Result<Vec<Range>, String> {
    split(accept, ',')?.into_iter().filter(|element| !element.is_empty()).map(range).collect()
}

fn range(element: &str) -> Result<Range, String> {
    let mut parts = split(element, ';')?.into_iter();
    let name = parts.next().unwrap_or("");
    let (kind, subtype) =
        name.split_once('/').ok_or_else(|| format!("`{name}` is no media range: write type/subtype"))?;
    let whole = |text: &str| text == "*" || is_token(text);
    if !whole(kind) || !whole(subtype) || (kind == "*" && subtype != "*") {
        return Err(format!("`{name}` is no media range: write type/subtype, type/* or */*"));
    }
    let mut parameters = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let (name, value) = (name.trim(), unquote(value.trim()));
        if !is_token(name) {
            return Err(format!("`{part}` is no parameter: write name=value"));
        }
        if name.eq_ignore_ascii_case("q") {
            let weight =
                qvalue(&value).ok_or_else(|| format!("`{part}` is no weight: write q=0 to q=1, such as q=0.5"))?;
            // What follows the weight was an extension that nobody used; it says nothing now.
            return Ok(Range { kind: kind.to_lowercase(), subtype: subtype.to_lowercase(), parameters, weight });
        }
        parameters.push((name.to_lowercase(), value));
    }
    Ok(Range { kind: kind.to_lowercase(), subtype: subtype.to_lowercase(), parameters, weight: 1000 })
}

/// The parts between separators that stand outside quotes, without the blanks around them.
fn split(text: &str, separator: char) -> Result<Vec<&str>, String> {
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if c == separator && !quoted => {
                parts.push(text[start..at].trim());
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    if quoted {
        return Err(format!("a quote is not closed: `{}`", text[start..].trim()));
    }
    parts.push(text[start..].trim());
    Ok(parts)
}

fn unquote(value: &str) -> String {
    match value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => value.to_owned(),
    }
}

/// A weight in thousandths: `0` to `1` with at most three decimals.
pub(super) fn qvalue(text: &str) -> Option<u32> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let thousandths = format!("{decimals:0<3}").parse::<u32>().ok()?;
    match whole {
        "0" => Some(thousandths),
        "1" if thousandths == 0 => Some(1000),
        _ => None,
    }
}

/// RFC 9110, section 5.6.2.
fn is_token(text: &str) -> bool {
    let extra = |b: u8| b"!#$%&'*+-.^_`|~".contains(&b);
    !text.is_empty() && text != "*" && text.bytes().all(|b| b.is_ascii_alphanumeric() || extra(b))
}
