//! Which language an `Accept-Language` header asks for: lookup of RFC 4647, section 3.4, with the weights of RFC 9110.

use crate::publish::linked::negotiate::qvalue;
use crate::text::Lang;

/// Chooses a language; `default` if the header asks for none of the three. A malformed element is passed over, since a
/// page in some language is better than none.
///
/// ```
/// use sauat::publish::linked::negotiate_language;
/// use sauat::text::Lang;
/// assert_eq!(negotiate_language("kk-KZ,kk;q=0.9,ru;q=0.8,en;q=0.7", Lang::En), Lang::Kk);
/// assert_eq!(negotiate_language("de, fr;q=0.5", Lang::Ru), Lang::Ru);
/// ```
#[must_use]
pub fn negotiate_language(accept: &str, default: Lang) -> Lang {
    let mut wanted: Vec<(u32, Lang)> = Vec::new();
    let (mut refused, mut any) = (Vec::new(), None);
    for element in accept.split(',').map(str::trim) {
        let Some((range, weight)) = range(element) else { continue };
        if range == "*" {
            any = Some(weight);
            continue;
        }
        // A range falls back on its beginning: kk-Cyrl-KZ on kk.
        let Ok(lang) = range.split('-').next().unwrap_or("").parse::<Lang>() else { continue };
        if weight > 0 {
            wanted.push((weight, lang));
        } else if range.len() == 2 {
            refused.push(lang);
        }
    }
    wanted.retain(|(_, lang)| !refused.contains(lang));
    if let Some(weight) = any.filter(|weight| *weight > 0) {
        let named = |lang: &Lang| wanted.iter().any(|(_, l)| l == lang) || refused.contains(lang);
        let rest = [default].into_iter().chain(Lang::ALL).find(|lang| !named(lang));
        wanted.extend(rest.map(|lang| (weight, lang)));
    }
    // The first of the greatest: a stable order, so that among equals the header's order decides.
    wanted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    let left = || [default].into_iter().chain(Lang::ALL).find(|lang| !refused.contains(lang));
    wanted.first().map(|(_, lang)| *lang).or_else(left).unwrap_or(default)
}

/// A language range in lower case with its weight.
fn range(element: &str) -> Option<(String, u32)> {
    let mut parts = element.split(';').map(str::trim);
    let tag = parts.next().filter(|tag| !tag.is_empty())?;
    let well =
        |part: &str| part == "*" || (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if !tag.split('-').all(well) {
        return None;
    }
    let weight = match parts.next() {
        None => 1000,
        Some(parameter) => {
            let (name, value) = parameter.split_once('=')?;
            name.trim().eq_ignore_ascii_case("q").then(|| qvalue(value.trim()))??
        }
    };
    Some((tag.to_lowercase(), weight))
}
