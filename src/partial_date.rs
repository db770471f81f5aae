//! Dates as exact as a document gives them: a day, a month or a year.
//!
//! What is not given is not guessed: a month is any of its days, and whoever reckons with it looks at its first and its
//! last.

use std::fmt;

use crate::date::Date;
use crate::range::Range;

/// A day of the calendar, or the month or year in which it lies: written `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
///
/// They are in order of their first days, and of two that begin together the shorter comes first.
///
/// ```
/// use audit_credence::PartialDate;
///
/// let visit: PartialDate = "2023-05".parse().unwrap();
/// assert_eq!((visit.first().to_string(), visit.last().to_string()), ("2023-05-01".into(), "2023-05-31".into()));
/// assert_eq!(visit.to_string(), "2023-05");
/// assert!("2023-13".parse::<PartialDate>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    first: Date,
    last: Date,
}

/// The text is not a day, a month or a year of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a day, a month or a year of the calendar as YYYY-MM-DD, YYYY-MM or YYYY")]
pub struct NotAPartialDate;

impl PartialDate {
    /// The first day that it may be.
    pub fn first(self) -> Date {
        self.first
    }

    /// The last day that it may be.
    pub fn last(self) -> Date {
        self.last
    }

    /// Whether it is one day.
    pub(crate) fn is_a_day(self) -> bool {
        self.first == self.last
    }

    /// Every day that it may be, from the earliest.
    pub(crate) fn days(self) -> Range<Date> {
        Range::known_order(self.first, self.last)
    }

    /// It as the whole number `yyyymmdd`, with `00` for what is not given; in the order of first days.
    pub(crate) fn number(self) -> u32 {
        let day = self.first.number();
        if self.is_a_day() {
            return day;
        }
        day.saturating_sub(if self.is_a_month() { 1 } else { 101 })
    }

    /// The date of such a number; `None` where there is none.
    pub(crate) fn from_number(number: u32) -> Option<Self> {
        let (month, day) = (number / 100 % 100, number % 100);
        let first = Date::from_number(match (month, day) {
            (0, 0) => number.saturating_add(101),
            (_, 0) => number.saturating_add(1),
            _ => number,
        })?;
        Some(match (month, day) {
            (0, 0) => PartialDate::from_first(first, 12),
            (_, 0) => PartialDate::from_first(first, 1),
            _ => first.into(),
        })
    }

    /// So many months from their first day.
    fn from_first(first: Date, months: u32) -> Self {
        let after = first.plus_months(months);
        // The calendar ends with a month.
        let last = if after.number() % 100 == 1 { after.plus_days(-1) } else { after };
        PartialDate { first, last }
    }

    fn is_a_month(self) -> bool {
        !self.is_a_day() && self.first.number() / 100 == self.last.number() / 100
    }
}

impl From<Date> for PartialDate {
    fn from(day: Date) -> Self {
        PartialDate { first: day, last: day }
    }
}

impl std::str::FromStr for PartialDate {
    type Err = NotAPartialDate;

    fn from_str(text: &str) -> Result<Self, NotAPartialDate> {
        if let Ok(day) = text.parse::<Date>() {
            return Ok(day.into());
        }
        let (first, months) = match text.len() {
            4 => (format!("{text}-01-01"), 12),
            7 => (format!("{text}-01"), 1),
            _ => return Err(NotAPartialDate),
        };
        let first = first.parse().map_err(|_| NotAPartialDate)?;
        Ok(PartialDate::from_first(first, months))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_a_day() {
            return self.first.fmt(f);
        }
        let day = self.first.to_string();
        let length = if self.is_a_month() { "YYYY-MM".len() } else { "YYYY".len() };
        f.write_str(day.get(..length).unwrap_or(&day))
    }
}

/// A date of a source: a day, a month, a year, or that there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RoughDate(pub(crate) String);

/// The text is none of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a year, a month or a day, such as 2022-09, or `undated`")]
pub(crate) struct NotARoughDate;

impl std::str::FromStr for RoughDate {
    type Err = NotARoughDate;

    fn from_str(text: &str) -> Result<Self, NotARoughDate> {
        let is_one = text == "undated" || text.parse::<PartialDate>().is_ok();
        if is_one { Ok(RoughDate(text.to_owned())) } else { Err(NotARoughDate) }
    }
}

#[cfg(test)]
mod tests {
    use super::PartialDate;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_or_a_year_is_all_of_its_days() {
        for (text, first, last, number) in [
            ("2024-02-29", "2024-02-29", "2024-02-29", 20_240_229),
            ("2024-02", "2024-02-01", "2024-02-29", 20_240_200),
            ("2023-02", "2023-02-01", "2023-02-28", 20_230_200),
            ("2023-12", "2023-12-01", "2023-12-31", 20_231_200),
            ("2023", "2023-01-01", "2023-12-31", 20_230_000),
            ("0001", "0001-01-01", "0001-12-31", 10_000),
            ("9999-12", "9999-12-01", "9999-12-31", 99_991_200),
            ("9999", "9999-01-01", "9999-12-31", 99_990_000),
        ] {
            let date = date(text);
            assert_eq!((date.first().to_string().as_str(), date.last().to_string().as_str()), (first, last));
            assert_eq!((date.to_string().as_str(), date.number()), (text, number));
            assert_eq!(PartialDate::from_number(number), Some(date));
        }
    }

    #[test]
    fn what_the_calendar_does_not_have_is_no_date() {
        for text in [
            "",
            "202",
            "20230",
            "2023-",
            "2023-5",
            "2023-13",
            "2023-00",
            "2023-02-30",
            "0000",
            "0000-01",
            "2023-1é",
            "+023",
            "10000",
            "2023-05-1",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
        for number in [0, 20_231_300, 20_230_001, 100_000_000, u32::MAX] {
            assert_eq!(PartialDate::from_number(number), None, "{number}");
        }
    }

    #[test]
    fn they_are_in_order_of_their_first_days() {
        let all = ["2022-12-31", "2023-01-01", "2023-01", "2023", "2023-01-02", "2023-02"].map(date);
        assert!(all.is_sorted() && all.map(PartialDate::number).iter().all(|number| *number > 0));
    }
}
