//! Dates, times and durations (XPath Functions and Operators, 8 to 10). For differences, a moment without a zone is in UTC.

use std::cmp::Ordering;

use oxrdf::vocab::xsd;
use oxsdatatypes::{
    Date, DateTime, DayTimeDuration, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Integer, Time,
    TimezoneOffset, YearMonthDuration,
};

use crate::store::expression::number::Number;
use crate::store::expression::value::{Typed, Value, is_space};

/// A date, a part of one, or a time.
#[derive(Clone, Copy, Debug)]
pub(super) enum Moment {
    DateTime(DateTime),
    Date(Date),
    Time(Time),
    Year(GYear),
    YearMonth(GYearMonth),
    Month(GMonth),
    MonthDay(GMonthDay),
    Day(GDay),
}

/// A duration, as it is typed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Length {
    Any(Duration),
    Months(YearMonthDuration),
    Seconds(DayTimeDuration),
}

/// Something in time.
#[derive(Clone, Copy, Debug)]
pub(super) enum Temporal {
    Moment(Moment),
    Length(Length),
}

impl Temporal {
    pub(super) fn of(typed: Typed<'_>) -> Option<Self> {
        Moment::of(typed).map(Self::Moment).or_else(|| Length::of(typed).map(Self::Length))
    }

    pub(super) fn value<'a>(self) -> Value<'a> {
        match self {
            Self::Moment(moment) => moment.value(),
            Self::Length(length) => length.value(),
        }
    }

    /// The sum, whichever is named first.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Moment(moment), Self::Length(length)) | (Self::Length(length), Self::Moment(moment)) => {
                moment.plus(length).map(Self::Moment)
            }
            (Self::Length(a), Self::Length(b)) => a.plus(b).map(Self::Length),
            (Self::Moment(_), Self::Moment(_)) => None,
        }
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Moment(a), Self::Moment(b)) => a.since(b).map(|between| Self::Length(Length::Seconds(between))),
            (Self::Moment(moment), Self::Length(length)) => moment.minus(length).map(Self::Moment),
            (Self::Length(a), Self::Length(b)) => a.minus(b).map(Self::Length),
            (Self::Length(_), Self::Moment(_)) => None,
        }
    }

    /// The order of two of one kind.
    pub(super) fn order(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Moment(a), Self::Moment(b)) => a.order(b),
            (Self::Length(a), Self::Length(b)) => a.any().partial_cmp(&b.any()),
            _ => None,
        }
    }
}

impl Moment {
    pub(super) fn of(typed: Typed<'_>) -> Option<Self> {
        let text = typed.text.trim_matches(is_space);
        match typed.name {
            "dateTime" | "dateTimeStamp" => text.parse().ok().map(Self::DateTime),
            "date" => text.parse().ok().map(Self::Date),
            "time" => text.parse().ok().map(Self::Time),
            "gYear" => text.parse().ok().map(Self::Year),
            "gYearMonth" => text.parse().ok().map(Self::YearMonth),
            "gMonth" => text.parse().ok().map(Self::Month),
            "gMonthDay" => text.parse().ok().map(Self::MonthDay),
            "gDay" => text.parse().ok().map(Self::Day),
            _ => None,
        }
    }

    pub(super) fn value<'a>(self) -> Value<'a> {
        match self {
            Self::DateTime(moment) => Value::typed(&moment, xsd::DATE_TIME),
            Self::Date(date) => Value::typed(&date, xsd::DATE),
            Self::Time(time) => Value::typed(&time, xsd::TIME),
            Self::Year(year) => Value::typed(&year, xsd::G_YEAR),
            Self::YearMonth(month) => Value::typed(&month, xsd::G_YEAR_MONTH),
            Self::Month(month) => Value::typed(&month, xsd::G_MONTH),
            Self::MonthDay(day) => Value::typed(&day, xsd::G_MONTH_DAY),
            Self::Day(day) => Value::typed(&day, xsd::G_DAY),
        }
    }

    /// The same in UTC, where no zone is given.
    fn zoned(self) -> Option<Self> {
        let utc = Some(TimezoneOffset::UTC);
        if self.zone().is_some() {
            return Some(self);
        }
        Some(match self {
            Self::DateTime(moment) => Self::DateTime(moment.adjust(utc)?),
            Self::Date(date) => Self::Date(date.adjust(utc)?),
            Self::Time(time) => Self::Time(time.adjust(utc)?),
            Self::Year(year) => Self::Year(year.adjust(utc)?),
            Self::YearMonth(month) => Self::YearMonth(month.adjust(utc)?),
            Self::Month(month) => Self::Month(month.adjust(utc)?),
            Self::MonthDay(day) => Self::MonthDay(day.adjust(utc)?),
            Self::Day(day) => Self::Day(day.adjust(utc)?),
        })
    }

    /// Of two of which one has no zone, only what holds in every zone.
    fn order(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::DateTime(a), Self::DateTime(b)) => a.partial_cmp(&b),
            (Self::Date(a), Self::Date(b)) => a.partial_cmp(&b),
            (Self::Time(a), Self::Time(b)) => a.partial_cmp(&b),
            (Self::Year(a), Self::Year(b)) => a.partial_cmp(&b),
            (Self::YearMonth(a), Self::YearMonth(b)) => a.partial_cmp(&b),
            (Self::Month(a), Self::Month(b)) => a.partial_cmp(&b),
            (Self::MonthDay(a), Self::MonthDay(b)) => a.partial_cmp(&b),
            (Self::Day(a), Self::Day(b)) => a.partial_cmp(&b),
            _ => None,
        }
    }

    fn plus(self, length: Length) -> Option<Self> {
        Some(match (self, length) {
            (Self::DateTime(moment), Length::Any(by)) => Self::DateTime(moment.checked_add_duration(by)?),
            (Self::DateTime(moment), Length::Months(by)) => Self::DateTime(moment.checked_add_year_month_duration(by)?),
            (Self::DateTime(moment), Length::Seconds(by)) => Self::DateTime(moment.checked_add_day_time_duration(by)?),
            (Self::Date(date), Length::Any(by)) => Self::Date(date.checked_add_duration(by)?),
            (Self::Date(date), Length::Months(by)) => Self::Date(date.checked_add_year_month_duration(by)?),
            (Self::Date(date), Length::Seconds(by)) => Self::Date(date.checked_add_day_time_duration(by)?),
            (Self::Time(time), Length::Seconds(by)) => Self::Time(time.checked_add_day_time_duration(by)?),
            (Self::Time(time), Length::Any(by)) => Self::Time(time.checked_add_day_time_duration(seconds(by)?)?),
            _ => return None,
        })
    }

    fn minus(self, length: Length) -> Option<Self> {
        self.plus(length.negative()?)
    }

    fn since(self, other: Self) -> Option<DayTimeDuration> {
        match (self.zoned()?, other.zoned()?) {
            (Self::DateTime(a), Self::DateTime(b)) => a.checked_sub(b),
            (Self::Date(a), Self::Date(b)) => a.checked_sub(b),
            (Self::Time(a), Self::Time(b)) => a.checked_sub(b),
            _ => None,
        }
    }

    pub(super) fn year(self) -> Option<i64> {
        match self {
            Self::DateTime(moment) => Some(moment.year()),
            Self::Date(date) => Some(date.year()),
            Self::Year(year) => Some(year.year()),
            Self::YearMonth(month) => Some(month.year()),
            Self::Time(_) | Self::Month(_) | Self::MonthDay(_) | Self::Day(_) => None,
        }
    }

    pub(super) fn month(self) -> Option<u8> {
        match self {
            Self::DateTime(moment) => Some(moment.month()),
            Self::Date(date) => Some(date.month()),
            Self::YearMonth(month) => Some(month.month()),
            Self::Month(month) => Some(month.month()),
            Self::MonthDay(day) => Some(day.month()),
            Self::Time(_) | Self::Year(_) | Self::Day(_) => None,
        }
    }

    pub(super) fn day(self) -> Option<u8> {
        match self {
            Self::DateTime(moment) => Some(moment.day()),
            Self::Date(date) => Some(date.day()),
            Self::MonthDay(day) => Some(day.day()),
            Self::Day(day) => Some(day.day()),
            Self::Time(_) | Self::Year(_) | Self::YearMonth(_) | Self::Month(_) => None,
        }
    }

    pub(super) fn hour(self) -> Option<u8> {
        match self {
            Self::DateTime(moment) => Some(moment.hour()),
            Self::Time(time) => Some(time.hour()),
            _ => None,
        }
    }

    pub(super) fn minute(self) -> Option<u8> {
        match self {
            Self::DateTime(moment) => Some(moment.minute()),
            Self::Time(time) => Some(time.minute()),
            _ => None,
        }
    }

    pub(super) fn second(self) -> Option<Decimal> {
        match self {
            Self::DateTime(moment) => Some(moment.second()),
            Self::Time(time) => Some(time.second()),
            _ => None,
        }
    }

    /// The zone, if one is given.
    pub(super) fn zone(self) -> Option<TimezoneOffset> {
        match self {
            Self::DateTime(moment) => moment.timezone_offset(),
            Self::Date(date) => date.timezone_offset(),
            Self::Time(time) => time.timezone_offset(),
            Self::Year(year) => year.timezone_offset(),
            Self::YearMonth(month) => month.timezone_offset(),
            Self::Month(month) => month.timezone_offset(),
            Self::MonthDay(day) => day.timezone_offset(),
            Self::Day(day) => day.timezone_offset(),
        }
    }

    /// The zone as a duration, if one is given.
    pub(super) fn timezone(self) -> Option<DayTimeDuration> {
        match self {
            Self::DateTime(moment) => moment.timezone(),
            Self::Date(date) => date.timezone(),
            Self::Time(time) => time.timezone(),
            Self::Year(year) => year.timezone(),
            Self::YearMonth(month) => month.timezone(),
            Self::Month(month) => month.timezone(),
            Self::MonthDay(day) => day.timezone(),
            Self::Day(day) => day.timezone(),
        }
    }

    /// The same moment in another zone, or without one (`fn:adjust-dateTime-to-timezone` and its like).
    pub(super) fn adjusted(self, zone: Option<TimezoneOffset>) -> Option<Self> {
        Some(match self {
            Self::DateTime(moment) => Self::DateTime(moment.adjust(zone)?),
            Self::Date(date) => Self::Date(date.adjust(zone)?),
            Self::Time(time) => Self::Time(time.adjust(zone)?),
            Self::Year(year) => Self::Year(year.adjust(zone)?),
            Self::YearMonth(month) => Self::YearMonth(month.adjust(zone)?),
            Self::Month(month) => Self::Month(month.adjust(zone)?),
            Self::MonthDay(day) => Self::MonthDay(day.adjust(zone)?),
            Self::Day(day) => Self::Day(day.adjust(zone)?),
        })
    }

    /// As another type of what is in it (XPath Functions and Operators, 17.1.5).
    pub(super) fn cast(self, name: &str) -> Option<Self> {
        Some(match (self, name) {
            (Self::DateTime(_), "dateTime")
            | (Self::Date(_), "date")
            | (Self::Time(_), "time")
            | (Self::Year(_), "gYear")
            | (Self::YearMonth(_), "gYearMonth")
            | (Self::Month(_), "gMonth")
            | (Self::MonthDay(_), "gMonthDay")
            | (Self::Day(_), "gDay") => self,
            (Self::Date(date), "dateTime") => Self::DateTime(date.try_into().ok()?),
            (Self::DateTime(moment), "date") => Self::Date(moment.try_into().ok()?),
            (Self::DateTime(moment), "time") => Self::Time(moment.into()),
            (Self::DateTime(moment), "gYear") => Self::Year(moment.try_into().ok()?),
            (Self::DateTime(moment), "gYearMonth") => Self::YearMonth(moment.try_into().ok()?),
            (Self::DateTime(moment), "gMonth") => Self::Month(moment.into()),
            (Self::DateTime(moment), "gMonthDay") => Self::MonthDay(moment.into()),
            (Self::DateTime(moment), "gDay") => Self::Day(moment.into()),
            (Self::Date(date), "gYear") => Self::Year(date.try_into().ok()?),
            (Self::Date(date), "gYearMonth") => Self::YearMonth(date.into()),
            (Self::Date(date), "gMonth") => Self::Month(date.into()),
            (Self::Date(date), "gMonthDay") => Self::MonthDay(date.into()),
            (Self::Date(date), "gDay") => Self::Day(date.into()),
            _ => return None,
        })
    }
}

impl Length {
    pub(super) fn of(typed: Typed<'_>) -> Option<Self> {
        let text = typed.text.trim_matches(is_space);
        match typed.name {
            "duration" => text.parse().ok().map(Self::Any),
            "yearMonthDuration" => text.parse().ok().map(Self::Months),
            "dayTimeDuration" => text.parse().ok().map(Self::Seconds),
            _ => None,
        }
    }

    pub(super) fn value<'a>(self) -> Value<'a> {
        match self {
            Self::Any(length) => Value::typed(&length, xsd::DURATION),
            Self::Months(length) => Value::typed(&length, xsd::YEAR_MONTH_DURATION),
            Self::Seconds(length) => Value::typed(&length, xsd::DAY_TIME_DURATION),
        }
    }

    fn any(self) -> Duration {
        match self {
            Self::Any(length) => length,
            Self::Months(length) => length.into(),
            Self::Seconds(length) => length.into(),
        }
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        Some(match (self, other) {
            (Self::Months(a), Self::Months(b)) => Self::Months(a.checked_add(b)?),
            (Self::Seconds(a), Self::Seconds(b)) => Self::Seconds(a.checked_add(b)?),
            (a, b) => Self::Any(a.any().checked_add(b.any())?),
        })
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        Some(match (self, other) {
            (Self::Months(a), Self::Months(b)) => Self::Months(a.checked_sub(b)?),
            (Self::Seconds(a), Self::Seconds(b)) => Self::Seconds(a.checked_sub(b)?),
            (a, b) => Self::Any(a.any().checked_sub(b.any())?),
        })
    }

    pub(super) fn negative(self) -> Option<Self> {
        Some(match self {
            Self::Any(length) => Self::Any(length.checked_neg()?),
            Self::Months(length) => Self::Months(length.checked_neg()?),
            Self::Seconds(length) => Self::Seconds(length.checked_neg()?),
        })
    }

    /// So many times as long. Months stay whole: the nearest number, in the middle the larger one.
    pub(super) fn times(self, number: Number) -> Option<Self> {
        match self {
            Self::Months(length) => {
                let months = Number::Integer(months(length)?).times(Number::Decimal(number.decimal()?))?.round()?;
                let months = Integer::try_from(months.decimal()?).ok()?;
                Some(Self::Months(YearMonthDuration::new(i64::from(months))))
            }
            Self::Seconds(length) => {
                Some(Self::Seconds(DayTimeDuration::new(length.as_seconds().checked_mul(number.decimal()?)?)))
            }
            Self::Any(_) => None,
        }
    }

    /// So many times as short; infinitely many times, nothing (op:divide-dayTimeDuration).
    pub(super) fn over(self, number: Number) -> Option<Self> {
        if f64::from(number.double()).is_infinite() {
            return match self {
                Self::Months(_) => Some(Self::Months(YearMonthDuration::new(0))),
                Self::Seconds(_) => Some(Self::Seconds(DayTimeDuration::new(0))),
                Self::Any(_) => None,
            };
        }
        match self {
            Self::Months(length) => {
                let months =
                    Number::Decimal(Decimal::from(months(length)?)).over(Number::Decimal(number.decimal()?))?;
                let months = Integer::try_from(months.round()?.decimal()?).ok()?;
                Some(Self::Months(YearMonthDuration::new(i64::from(months))))
            }
            Self::Seconds(length) => {
                Some(Self::Seconds(DayTimeDuration::new(length.as_seconds().checked_div(number.decimal()?)?)))
            }
            Self::Any(_) => None,
        }
    }

    /// How often another one goes into it.
    pub(super) fn ratio(self, other: Self) -> Option<Number> {
        Some(Number::Decimal(match (self, other) {
            (Self::Months(a), Self::Months(b)) => Decimal::from(months(a)?).checked_div(Decimal::from(months(b)?))?,
            (Self::Seconds(a), Self::Seconds(b)) => a.as_seconds().checked_div(b.as_seconds())?,
            _ => return None,
        }))
    }

    /// As another type of duration: what it cannot have is left out (XPath Functions and Operators, 17.1.4).
    pub(super) fn cast(self, name: &str) -> Option<Self> {
        Some(match name {
            "duration" => Self::Any(self.any()),
            "yearMonthDuration" => Self::Months(match self {
                Self::Months(length) => length,
                Self::Seconds(_) => YearMonthDuration::new(0),
                Self::Any(length) => {
                    YearMonthDuration::new(length.years().checked_mul(12)?.checked_add(length.months())?)
                }
            }),
            "dayTimeDuration" => Self::Seconds(match self {
                Self::Seconds(length) => length,
                Self::Months(_) => DayTimeDuration::new(0),
                Self::Any(length) => seconds(length)?,
            }),
            _ => return None,
        })
    }
}

fn months(length: YearMonthDuration) -> Option<Integer> {
    Some(length.years().checked_mul(12)?.checked_add(length.months())?.into())
}

/// The part of a duration that is no months.
fn seconds(length: Duration) -> Option<DayTimeDuration> {
    let whole = length.days().checked_mul(86_400)? + length.hours() * 3600 + length.minutes() * 60;
    Some(DayTimeDuration::new(Decimal::from(whole).checked_add(length.seconds())?))
}
