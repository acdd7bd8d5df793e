//! Numbers and their arithmetic (XPath Functions and Operators, 4): integers of 64 bits, decimals with eighteen digits behind
//! the point, floats, doubles.

use std::cmp::Ordering;

use oxrdf::vocab::xsd;
use oxrdf::{Literal, NamedNodeRef};
use oxsdatatypes::{Decimal, Double, Float, Integer};

use crate::store::expression::value::{Typed, is_space};

/// A number of one of the four kinds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Number {
    Integer(Integer),
    Decimal(Decimal),
    Float(Float),
    Double(Double),
}

/// Two numbers of one kind.
enum Pair {
    Integers(Integer, Integer),
    Decimals(Decimal, Decimal),
    Floats(Float, Float),
    Doubles(Double, Double),
}

impl Number {
    /// The number that a literal stands for; none for one of another type, a misspelt one, and one that is too large.
    pub(super) fn of(typed: Typed<'_>) -> Option<Self> {
        let text = typed.text.trim_matches(is_space);
        match typed.name {
            "integer" => text.parse().ok().map(Self::Integer),
            "decimal" => decimal(text).map(Self::Decimal),
            "double" => text.parse().ok().filter(|_| is_double(text)).map(Self::Double),
            "float" => text.parse().ok().filter(|_| is_double(text)).map(Self::Float),
            name => {
                let (least, most) = bounds(name)?;
                let value = text.parse::<Integer>().ok()?;
                let wide = i128::from(i64::from(value));
                (least <= wide && wide <= most).then_some(Self::Integer(value))
            }
        }
    }

    /// Whether a datatype is one of numbers.
    pub(super) fn is_type(name: &str) -> bool {
        matches!(name, "integer" | "decimal" | "double" | "float") || bounds(name).is_some()
    }

    /// Whether a literal is an integer or decimal, though it is too large to be calculated with.
    pub(super) fn is_large(typed: Typed<'_>) -> bool {
        exact(typed).is_some_and(|(_, whole, _)| whole.len() > 18)
    }

    pub(super) fn literal(self) -> Literal {
        match self {
            Self::Integer(value) => value.into(),
            Self::Decimal(value) => value.into(),
            Self::Float(value) => value.into(),
            Self::Double(value) => value.into(),
        }
    }

    pub(super) fn datatype(self) -> NamedNodeRef<'static> {
        match self {
            Self::Integer(_) => xsd::INTEGER,
            Self::Decimal(_) => xsd::DECIMAL,
            Self::Float(_) => xsd::FLOAT,
            Self::Double(_) => xsd::DOUBLE,
        }
    }

    /// Neither zero nor not a number.
    pub(super) fn is_true(self) -> bool {
        let is_zero = |order: Option<Ordering>| order.is_none_or(Ordering::is_eq);
        !match self {
            Self::Integer(value) => is_zero(value.partial_cmp(&Integer::default())),
            Self::Decimal(value) => is_zero(value.partial_cmp(&Decimal::default())),
            Self::Float(value) => is_zero(value.partial_cmp(&Float::default())),
            Self::Double(value) => is_zero(value.partial_cmp(&Double::default())),
        }
    }

    /// As the one kind that both can be (XPath 2.0, B.1).
    fn with(self, other: Self) -> Pair {
        match (self, other) {
            (Self::Integer(a), Self::Integer(b)) => Pair::Integers(a, b),
            (a, b) if a.rank() == 3 || b.rank() == 3 => Pair::Doubles(a.double(), b.double()),
            (a, b) if a.rank() == 2 || b.rank() == 2 => Pair::Floats(a.float(), b.float()),
            (a, b) => Pair::Decimals(a.exact(), b.exact()),
        }
    }

    fn rank(self) -> u8 {
        match self {
            Self::Integer(_) => 0,
            Self::Decimal(_) => 1,
            Self::Float(_) => 2,
            Self::Double(_) => 3,
        }
    }

    pub(super) fn double(self) -> Double {
        match self {
            Self::Integer(value) => value.into(),
            Self::Decimal(value) => value.into(),
            Self::Float(value) => value.into(),
            Self::Double(value) => value,
        }
    }

    fn float(self) -> Float {
        match self {
            Self::Integer(value) => value.into(),
            Self::Decimal(value) => value.into(),
            Self::Float(value) => value,
            Self::Double(value) => value.into(),
        }
    }

    /// The value of an integer or decimal; zero for one that is neither.
    fn exact(self) -> Decimal {
        match self {
            Self::Integer(value) => value.into(),
            Self::Decimal(value) => value,
            Self::Float(_) | Self::Double(_) => Decimal::default(),
        }
    }

    /// The value of a number that a decimal can be, if it is none that is too large.
    pub(super) fn decimal(self) -> Option<Decimal> {
        match self {
            Self::Integer(value) => Some(value.into()),
            Self::Decimal(value) => Some(value),
            Self::Float(value) => value.try_into().ok(),
            Self::Double(value) => value.try_into().ok(),
        }
    }

    /// The order of two numbers; none if one is not a number.
    pub(super) fn order(self, other: Self) -> Option<Ordering> {
        match self.with(other) {
            Pair::Integers(a, b) => a.partial_cmp(&b),
            Pair::Decimals(a, b) => a.partial_cmp(&b),
            Pair::Floats(a, b) => a.partial_cmp(&b),
            Pair::Doubles(a, b) => a.partial_cmp(&b),
        }
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        Some(match self.with(other) {
            Pair::Integers(a, b) => Self::Integer(a.checked_add(b)?),
            Pair::Decimals(a, b) => Self::Decimal(a.checked_add(b)?),
            Pair::Floats(a, b) => Self::Float(a + b),
            Pair::Doubles(a, b) => Self::Double(a + b),
        })
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        Some(match self.with(other) {
            Pair::Integers(a, b) => Self::Integer(a.checked_sub(b)?),
            Pair::Decimals(a, b) => Self::Decimal(a.checked_sub(b)?),
            Pair::Floats(a, b) => Self::Float(a - b),
            Pair::Doubles(a, b) => Self::Double(a - b),
        })
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        Some(match self.with(other) {
            Pair::Integers(a, b) => Self::Integer(a.checked_mul(b)?),
            Pair::Decimals(a, b) => Self::Decimal(a.checked_mul(b)?),
            Pair::Floats(a, b) => Self::Float(a * b),
            Pair::Doubles(a, b) => Self::Double(a * b),
        })
    }

    /// Of two integers a decimal; an error if the other is the zero of an integer or decimal.
    pub(super) fn over(self, other: Self) -> Option<Self> {
        Some(match self.with(other) {
            Pair::Integers(a, b) => Self::Decimal(Decimal::from(a).checked_div(b)?),
            Pair::Decimals(a, b) => Self::Decimal(a.checked_div(b)?),
            Pair::Floats(a, b) => Self::Float(a / b),
            Pair::Doubles(a, b) => Self::Double(a / b),
        })
    }

    pub(super) fn negative(self) -> Option<Self> {
        Some(match self {
            Self::Integer(value) => Self::Integer(value.checked_neg()?),
            Self::Decimal(value) => Self::Decimal(value.checked_neg()?),
            Self::Float(value) => Self::Float(-value),
            Self::Double(value) => Self::Double(-value),
        })
    }

    pub(super) fn abs(self) -> Option<Self> {
        Some(match self {
            Self::Integer(value) => Self::Integer(value.checked_abs()?),
            Self::Decimal(value) => Self::Decimal(value.checked_abs()?),
            Self::Float(value) => Self::Float(value.abs()),
            Self::Double(value) => Self::Double(value.abs()),
        })
    }

    pub(super) fn ceil(self) -> Option<Self> {
        Some(match self {
            Self::Integer(value) => Self::Integer(value),
            Self::Decimal(value) => Self::Decimal(value.checked_ceil()?),
            Self::Float(value) => Self::Float(value.ceil()),
            Self::Double(value) => Self::Double(value.ceil()),
        })
    }

    pub(super) fn floor(self) -> Option<Self> {
        Some(match self {
            Self::Integer(value) => Self::Integer(value),
            Self::Decimal(value) => Self::Decimal(value.checked_floor()?),
            Self::Float(value) => Self::Float(value.floor()),
            Self::Double(value) => Self::Double(value.floor()),
        })
    }

    /// The nearest whole number; of two, the one nearer to positive infinity (`fn:round`).
    pub(super) fn round(self) -> Option<Self> {
        Some(match self {
            Self::Integer(value) => Self::Integer(value),
            Self::Decimal(value) => {
                let half: Decimal = "0.5".parse().ok()?;
                // What lies within half a step of the largest decimal has no room for the half; it is whole there.
                Self::Decimal(value.checked_add(half)?.checked_floor()?)
            }
            Self::Float(value) => {
                Self::Float(rounded(f64::from(f32::from(value))).map_or(value, |v| (v as f32).into()))
            }
            Self::Double(value) => Self::Double(rounded(value.into()).map_or(value, Double::from)),
        })
    }
}

/// The nearest whole number of a finite one that is not whole; the sign of a zero stays.
fn rounded(value: f64) -> Option<f64> {
    if !value.is_finite() || value.fract() == 0.0 {
        return None;
    }
    let floor = value.floor();
    let nearest = if value - floor >= 0.5 { floor + 1.0 } else { floor };
    Some(if nearest == 0.0 && value.is_sign_negative() { -0.0 } else { nearest })
}

/// Whether a text is that of a double or float. Parsers take other words for infinity too.
pub(in crate::store) fn is_double(text: &str) -> bool {
    matches!(text, "INF" | "+INF" | "-INF" | "NaN")
        || text.bytes().all(|c| c.is_ascii_digit() || matches!(c, b'+' | b'-' | b'.' | b'e' | b'E'))
}

/// A decimal; digits behind the point after the eighteenth are left out.
fn decimal(text: &str) -> Option<Decimal> {
    if let Ok(value) = text.parse() {
        return Some(value);
    }
    let (is_negative, whole, fraction) = digits(text)?;
    let kept = &fraction[..fraction.len().min(18)];
    format!("{}{whole}.{kept}0", if is_negative { "-" } else { "" }).parse().ok()
}

/// Sign, digits before the point without zeros in front, digits behind it without zeros at the end.
fn digits(text: &str) -> Option<(bool, &str, &str)> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let are_digits = |part: &str| part.bytes().all(|c| c.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    Some((text.starts_with('-'), whole.trim_start_matches('0'), fraction.trim_end_matches('0')))
}

/// The digits of an integer or decimal of any size.
fn exact(typed: Typed<'_>) -> Option<(bool, &str, &str)> {
    let text = typed.text.trim_matches(is_space);
    if typed.name != "decimal" && (typed.name != "integer" && bounds(typed.name).is_none() || text.contains('.')) {
        return None;
    }
    let (is_negative, whole, fraction) = digits(text)?;
    if let Some((least, most)) = bounds(typed.name) {
        let value = text.parse::<i128>().ok();
        let is_within = match value {
            Some(value) => least <= value && value <= most,
            None => {
                if is_negative {
                    least == i128::MIN
                } else {
                    most == i128::MAX
                }
            }
        };
        if !is_within {
            return None;
        }
    }
    Some((is_negative && !(whole.is_empty() && fraction.is_empty()), whole, fraction))
}

/// The order of two integers or decimals of any size.
pub(super) fn exact_order(a: Typed<'_>, b: Typed<'_>) -> Option<Ordering> {
    let ((a_negative, a_whole, a_fraction), (b_negative, b_whole, b_fraction)) = (exact(a)?, exact(b)?);
    let by_size =
        a_whole.len().cmp(&b_whole.len()).then_with(|| a_whole.cmp(b_whole)).then_with(|| a_fraction.cmp(b_fraction));
    Some(match (a_negative, b_negative) {
        (false, false) => by_size,
        (true, true) => by_size.reverse(),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    })
}

/// Whether a literal is a number that is spelt right, of whatever size.
pub(super) fn is_numeric(typed: Typed<'_>) -> bool {
    Number::of(typed).is_some() || exact(typed).is_some()
}

/// The least and the largest value of a type that is derived from integers.
fn bounds(name: &str) -> Option<(i128, i128)> {
    const NO: (i128, i128) = (i128::MIN, i128::MAX);
    Some(match name {
        "long" => (i64::MIN.into(), i64::MAX.into()),
        "int" => (i32::MIN.into(), i32::MAX.into()),
        "short" => (i16::MIN.into(), i16::MAX.into()),
        "byte" => (i8::MIN.into(), i8::MAX.into()),
        "unsignedLong" => (0, u64::MAX.into()),
        "unsignedInt" => (0, u32::MAX.into()),
        "unsignedShort" => (0, u16::MAX.into()),
        "unsignedByte" => (0, u8::MAX.into()),
        "nonNegativeInteger" => (0, NO.1),
        "positiveInteger" => (1, NO.1),
        "nonPositiveInteger" => (NO.0, 0),
        "negativeInteger" => (NO.0, -1),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{Number, exact_order, is_numeric};
    use crate::store::expression::value::Typed;

    fn typed<'a>(name: &'a str, text: &'a str) -> Typed<'a> {
        Typed { name, text }
    }

    fn number(name: &str, text: &str) -> Number {
        Number::of(typed(name, text)).unwrap_or_else(|| panic!("{text} is no {name}"))
    }

    #[test]
    fn types_have_their_ranges() {
        for (name, text, valid) in [
            ("integer", "007", true),
            ("integer", " 7 ", true),
            ("integer", "+7", true),
            ("integer", "7.0", false),
            ("integer", "", false),
            ("integer", "99999999999999999999", true),
            ("unsignedByte", "255", true),
            ("unsignedByte", "256", false),
            ("unsignedLong", "18446744073709551615", true),
            ("unsignedLong", "18446744073709551616", false),
            ("positiveInteger", "0", false),
            ("positiveInteger", "999999999999999999999999999999999999999999", true),
            ("negativeInteger", "-1", true),
            ("decimal", ".5", true),
            ("decimal", "5.", true),
            ("decimal", ".", false),
            ("decimal", "1e5", false),
            ("decimal", "0.1234567890123456789012", true),
            ("double", "1e5", true),
            ("double", "INF", true),
            ("double", "inf", false),
            ("float", "NaN", true),
            ("string", "1", false),
        ] {
            assert_eq!(is_numeric(typed(name, text)), valid, "{name} {text}");
        }
    }

    #[test]
    fn numbers_of_any_size_have_an_order() {
        let order = |a, b| exact_order(typed("integer", a), typed("decimal", b)).expect("numbers");
        assert_eq!(order("99999999999999999999", "99999999999999999998.9"), Ordering::Greater);
        assert_eq!(order("-99999999999999999999", "-99999999999999999999.0"), Ordering::Equal);
        assert_eq!(order("-0", "0.00"), Ordering::Equal);
        assert_eq!(order("-2", "-10"), Ordering::Greater);
    }

    #[test]
    fn rounding_goes_up_in_the_middle() {
        let round = |name, text| number(name, text).round().expect("a number").literal().value().to_owned();
        for (name, text, rounded) in [
            ("decimal", "2.5", "3"),
            ("decimal", "-2.5", "-2"),
            ("decimal", "-2.51", "-3"),
            ("double", "2.5", "3"),
            ("double", "-2.5", "-2"),
            ("double", "0.49999999999999994", "0"),
            ("double", "-0.2", "-0"),
            ("float", "-1.5", "-1"),
        ] {
            let found = round(name, text);
            let found = found.trim_end_matches("E0").trim_end_matches(".0");
            assert_eq!(found, rounded, "{name} {text}");
        }
    }

    #[test]
    fn integers_make_decimals_and_no_number_over_zero() {
        let (one, zero) = (number("integer", "1"), number("integer", "0"));
        assert!(one.over(zero).is_none() && one.over(number("decimal", "0.0")).is_none());
        assert!(one.over(number("double", "0")).is_some());
        assert_eq!(
            one.over(number("integer", "4")).expect("a number").literal().to_string(),
            "\"0.25\"^^<http://www.w3.org/2001/XMLSchema#decimal>"
        );
        assert!(number("integer", "9223372036854775807").plus(one).is_none());
    }
}
