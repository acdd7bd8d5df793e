//! Numbers as tables write them: decimal and group characters, patterns of UAX 35, percent and per-mille.

use std::borrow::Cow;

/// How numbers are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberFormat {
    decimal: char,
    group: Option<char>,
    pattern: Option<NumberPattern>,
}

/// What a pattern of UAX 35 asks of the digits.
#[derive(Clone, Debug, PartialEq, Eq)]
struct NumberPattern {
    least_integer: usize,
    /// Asked for only where there is an exponent.
    most_integer: usize,
    primary: Option<usize>,
    secondary: Option<usize>,
    least_fraction: usize,
    most_fraction: usize,
    fraction_group: Option<usize>,
    exponent: Option<usize>,
    scale: Option<char>,
}

impl Default for NumberFormat {
    fn default() -> Self {
        Self { decimal: '.', group: None, pattern: None }
    }
}

/// The parts of a number as written.
struct Parts<'a> {
    sign: Option<char>,
    integer: &'a str,
    fraction: Option<&'a str>,
    /// From the letter on.
    exponent: Option<&'a str>,
    scale: Option<char>,
}

impl NumberFormat {
    /// A format from its members; `None` if the pattern is none.
    pub(super) fn new(pattern: Option<&str>, decimal: Option<char>, group: Option<char>) -> Option<Self> {
        let decimal = decimal.unwrap_or('.');
        let pattern = match pattern {
            Some(text) => Some(NumberPattern::parse(text, decimal, group.unwrap_or(','))?),
            None => None,
        };
        let group = group.or_else(|| pattern.is_some().then_some(','));
        Some(Self { decimal, group, pattern })
    }

    /// The number in XSD's writing (digits, `.`, `E`), or what is wrong with it.
    pub(super) fn lexical<'a>(&self, text: &'a str) -> Result<Cow<'a, str>, &'static str> {
        if self.pattern.is_none() && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(Cow::Borrowed(text));
        }
        self.rewritten(text).map(Cow::Owned)
    }

    fn rewritten(&self, text: &str) -> Result<String, &'static str> {
        let parts = self.split(text).ok_or("this is not written as a number")?;
        let group = self.group;
        let doubled = |digits: &str| group.is_some_and(|g| digits.contains(&format!("{g}{g}")));
        if doubled(parts.integer) || parts.fraction.is_some_and(doubled) {
            return Err("two group characters stand side by side");
        }
        if let Some(pattern) = &self.pattern
            && !pattern.allows(&parts, group.unwrap_or(','))
        {
            return Err("this does not match the number pattern");
        }
        let digits = |text: &str| -> String { text.chars().filter(|c| Some(*c) != group).collect() };
        let (mut integer, mut fraction) = (digits(parts.integer), parts.fraction.map(digits).unwrap_or_default());
        let shift = match parts.scale {
            Some('%') => 2,
            Some(_) => 3,
            None => 0,
        };
        for _ in 0..shift {
            fraction.insert(0, integer.pop().unwrap_or('0'));
        }
        if integer.is_empty() {
            integer.push('0');
        }
        let mut number = String::new();
        number.extend(parts.sign.filter(|sign| *sign == '-' || shift == 0));
        number.push_str(&integer);
        if !fraction.is_empty() {
            number.push('.');
            number.push_str(&fraction);
        }
        if let Some(exponent) = parts.exponent {
            // A pattern's `E` is a symbol; in the value it is written as XSD's examples write it.
            number.push_str(&if self.pattern.is_some() { exponent.replace('E', "e") } else { exponent.to_owned() });
        }
        Ok(number)
    }

    fn split<'a>(&self, text: &'a str) -> Option<Parts<'a>> {
        let (scale, rest) = take_scale(text);
        let sign = rest.chars().next().filter(|c| matches!(c, '+' | '-'));
        let rest = if sign.is_some() { &rest[1..] } else { rest };
        let (mantissa, exponent) = match rest.find(['E', 'e']) {
            Some(at) => (&rest[..at], Some(&rest[at..])),
            None => (rest, None),
        };
        let (integer, fraction) = match mantissa.find(self.decimal) {
            Some(at) => (&mantissa[..at], Some(&mantissa[at + self.decimal.len_utf8()..])),
            None => (mantissa, None),
        };
        let digit = |c: char| c.is_ascii_digit();
        let grouped = |part: &str| part.chars().all(|c| digit(c) || Some(c) == self.group);
        let has_digit = integer.contains(digit) || fraction.is_some_and(|f| f.contains(digit));
        let integer_ok = grouped(integer) && !self.group.is_some_and(|g| integer.starts_with(g));
        let fraction_ok = fraction.is_none_or(|f| !f.is_empty() && grouped(f));
        let exponent_ok = exponent.is_none_or(|e| {
            let digits = e[1..].strip_prefix(['+', '-']).unwrap_or(&e[1..]);
            !digits.is_empty() && digits.chars().all(digit)
        });
        (has_digit && integer_ok && fraction_ok && exponent_ok).then_some(Parts {
            sign,
            integer,
            fraction,
            exponent,
            scale,
        })
    }
}

impl NumberPattern {
    fn parse(text: &str, decimal: char, group: char) -> Option<Self> {
        let (scale, rest) = take_scale(text);
        let rest = rest.strip_prefix(['+', '-']).unwrap_or(rest);
        let (mantissa, exponent) = match rest.split_once('E') {
            Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
            None => (rest, None),
        };
        let (integer, fraction) = mantissa.split_once(decimal).unwrap_or((mantissa, ""));
        let symbols = |part: &str| part.chars().all(|c| matches!(c, '0' | '#') || c == group);
        let exponent_ok = exponent.is_none_or(|e| !e.is_empty() && e.chars().all(|c| matches!(c, '0' | '#')));
        let any = mantissa.contains(['0', '#']);
        let ordered = !integer.replace(group, "").contains("0#") && !fraction.replace(group, "").contains("#0");
        if !symbols(integer) || !symbols(fraction) || !exponent_ok || !any || !ordered {
            return None;
        }
        let zeros = |part: &str| part.matches('0').count();
        let groups: Vec<usize> = integer.split(group).map(str::len).collect();
        Some(Self {
            least_integer: zeros(integer),
            most_integer: integer.chars().filter(|c| *c != group).count(),
            primary: (groups.len() > 1).then(|| groups[groups.len() - 1]),
            secondary: (groups.len() > 2).then(|| groups[groups.len() - 2]),
            least_fraction: zeros(fraction),
            most_fraction: fraction.chars().filter(|c| *c != group).count(),
            fraction_group: fraction.find(group),
            exponent: exponent.map(zeros),
            scale,
        })
    }

    fn allows(&self, parts: &Parts<'_>, group: char) -> bool {
        let integer_digits = parts.integer.chars().filter(|c| *c != group).count();
        let fraction = parts.fraction.unwrap_or("");
        let fraction_digits = fraction.chars().filter(|c| *c != group).count();
        let exponent_ok = match (self.exponent, parts.exponent) {
            (None, None) => true,
            (Some(least), Some(exponent)) => exponent[1..].trim_start_matches(['+', '-']).len() >= least,
            (Some(_), None) | (None, Some(_)) => false,
        };
        integer_digits >= self.least_integer
            && (self.exponent.is_none() || integer_digits <= self.most_integer)
            && self.integer_groups_ok(parts.integer, group)
            && (self.least_fraction..=self.most_fraction).contains(&fraction_digits)
            && self.fraction_groups_ok(fraction, group)
            && exponent_ok
            && parts.scale == self.scale
    }

    fn integer_groups_ok(&self, integer: &str, group: char) -> bool {
        let Some(primary) = self.primary else { return !integer.contains(group) };
        let secondary = self.secondary.unwrap_or(primary);
        let mut sizes: Vec<usize> = integer.split(group).map(str::len).collect();
        let last = sizes.pop().unwrap_or(0);
        if sizes.is_empty() {
            return last <= primary;
        }
        let first = sizes.remove(0);
        last == primary && (1..=secondary).contains(&first) && sizes.iter().all(|size| *size == secondary)
    }

    fn fraction_groups_ok(&self, fraction: &str, group: char) -> bool {
        let Some(size) = self.fraction_group else { return !fraction.contains(group) };
        let mut sizes: Vec<usize> = fraction.split(group).map(str::len).collect();
        let last = sizes.pop().unwrap_or(0);
        sizes.iter().all(|s| *s == size) && last <= size && (last > 0 || sizes.is_empty())
    }
}

/// A percent or per-mille sign before or after a number, and the rest.
fn take_scale(text: &str) -> (Option<char>, &str) {
    let sign = |c: &char| matches!(c, '%' | '‰');
    if let Some(c) = text.chars().next().filter(sign) {
        return (Some(c), &text[c.len_utf8()..]);
    }
    match text.chars().last().filter(sign) {
        Some(c) => (Some(c), &text[..text.len() - c.len_utf8()]),
        None => (None, text),
    }
}
