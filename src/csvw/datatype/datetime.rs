//! Dates and times written with the fields of UAX 35 that CSVW allows (Metadata Vocabulary, section 6.4.4).

/// A parsed format: fields and the characters between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateTimeFormat {
    fields: Vec<Field>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Field {
    Year,
    Month(Width),
    Day(Width),
    Hour,
    Minute,
    Second,
    /// A point and at most so many digits, or nothing.
    Fraction(usize),
    /// `X` (Z allowed) or `x`, and how many letters.
    Zone {
        z: bool,
        letters: usize,
    },
    Literal(char),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Width {
    OneOrTwo,
    Two,
}

#[derive(Default)]
struct Parsed {
    date: Option<(String, String, String)>,
    year: String,
    month: String,
    day: String,
    hour: Option<String>,
    minute: String,
    second: String,
    fraction: String,
    zone: String,
}

impl DateTimeFormat {
    /// Parses a format such as `d.M.yyyy HH:mm`; `None` if it has other letters.
    pub(super) fn new(text: &str) -> Option<Self> {
        let mut fields = Vec::new();
        let chars: Vec<char> = text.chars().collect();
        let mut i = 0;
        while i < chars.len() {
            let c = chars[i];
            let run = chars[i..].iter().take_while(|other| **other == c).count();
            let field = match (c, run) {
                ('y', 4) => Field::Year,
                ('M', 1) => Field::Month(Width::OneOrTwo),
                ('M', 2) => Field::Month(Width::Two),
                ('d', 1) => Field::Day(Width::OneOrTwo),
                ('d', 2) => Field::Day(Width::Two),
                ('H', 2) => Field::Hour,
                ('m', 2) => Field::Minute,
                ('s', 2) => Field::Second,
                ('.', 1) if chars.get(i + 1) == Some(&'S') => {
                    let digits = chars[i + 1..].iter().take_while(|other| **other == 'S').count();
                    i += digits;
                    Field::Fraction(digits)
                }
                ('X' | 'x', 1..=3) => Field::Zone { z: c == 'X', letters: run },
                ('-' | '/' | '.' | ' ' | ':' | 'T', 1) => Field::Literal(c),
                _ => return None,
            };
            i += if matches!(field, Field::Fraction(_)) { 1 } else { run };
            fields.push(field);
        }
        (!fields.is_empty()).then_some(Self { fields })
    }

    /// The date or time in XSD's writing; `None` if `text` is not written so.
    pub(super) fn lexical(&self, text: &str) -> Option<String> {
        let mut rest = text;
        let mut parsed = Parsed::default();
        for field in &self.fields {
            match field {
                Field::Year => parsed.year = digits(&mut rest, 4, 4)?,
                Field::Month(width) => parsed.month = two(&mut rest, *width)?,
                Field::Day(width) => parsed.day = two(&mut rest, *width)?,
                Field::Hour => parsed.hour = Some(digits(&mut rest, 2, 2)?),
                Field::Minute => parsed.minute = digits(&mut rest, 2, 2)?,
                Field::Second => parsed.second = digits(&mut rest, 2, 2)?,
                Field::Fraction(most) => {
                    if let Some(after) = rest.strip_prefix('.') {
                        rest = after;
                        parsed.fraction = digits(&mut rest, 1, *most)?;
                    }
                }
                Field::Zone { z, letters } => parsed.zone = zone(&mut rest, *z, *letters)?,
                Field::Literal(c) => rest = rest.strip_prefix(*c)?,
            }
        }
        if !rest.is_empty() {
            return None;
        }
        if !parsed.year.is_empty() {
            parsed.date = Some((parsed.year.clone(), parsed.month.clone(), parsed.day.clone()));
        }
        Some(parsed.lexical())
    }
}

impl Parsed {
    fn lexical(&self) -> String {
        let mut out = String::new();
        if let Some((year, month, day)) = &self.date {
            out.push_str(&format!("{year}-{month}-{day}"));
        }
        if let Some(hour) = &self.hour {
            if !out.is_empty() {
                out.push('T');
            }
            let second = if self.second.is_empty() { "00" } else { &self.second };
            out.push_str(&format!("{hour}:{}:{second}", self.minute));
            let fraction = self.fraction.trim_end_matches('0');
            if !fraction.is_empty() {
                out.push_str(&format!(".{fraction}"));
            }
        }
        out.push_str(&self.zone);
        out
    }
}

/// Takes at least `least` and at most `most` digits from the start of `rest`.
fn digits(rest: &mut &str, least: usize, most: usize) -> Option<String> {
    let count = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (taken, after) = rest.split_at(count);
    *rest = after;
    (count >= least).then(|| taken.to_owned())
}

fn two(rest: &mut &str, width: Width) -> Option<String> {
    let least = if width == Width::Two { 2 } else { 1 };
    digits(rest, least, 2).map(|d| format!("{d:0>2}"))
}

fn zone(rest: &mut &str, z: bool, letters: usize) -> Option<String> {
    if let Some(after) = rest.strip_prefix('Z') {
        *rest = after;
        return z.then(|| "Z".to_owned());
    }
    let sign = rest.chars().next().filter(|c| matches!(c, '+' | '-'))?;
    *rest = &rest[1..];
    let hours = digits(rest, 2, 2)?;
    let minutes = match letters {
        1 if rest.is_empty() => "00".to_owned(),
        1 | 2 => digits(rest, 2, 2)?,
        _ => {
            *rest = rest.strip_prefix(':')?;
            digits(rest, 2, 2)?
        }
    };
    Some(format!("{sign}{hours}:{minutes}"))
}
