//! Civil dates, our own type around jiff's.
//!
//! A dossier knows days, not instants: no time zone, no clock. jiff is before 1.0, so its type stays inside.

use std::fmt;

use jiff::Span;

/// A civil date, `YYYY-MM-DD`, from year 1 to 9999.
///
/// ```
/// use audit_credence::Date;
///
/// let visit: Date = "2023-05-10".parse().unwrap();
/// assert_eq!(visit.to_string(), "2023-05-10");
/// assert!("2023-02-31".parse::<Date>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The day as the whole number `yyyymmdd`, which orders as days do.
    number: u32,
}

/// The text is not a day of the calendar written `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a day of the calendar as YYYY-MM-DD")]
pub struct NotADate;

impl Date {
    /// The calendar's first day.
    pub(crate) const FIRST: Date = Date { number: 10_101 };

    /// The day that many months later, the month's last day where it has no such day; the calendar's last day
    /// where it ends before.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        Date::of(self.civil().saturating_add(Span::new().months(months_within(months))))
    }

    /// The day that many months earlier, by the rules of [`Date::plus_months`].
    #[must_use]
    pub fn minus_months(self, months: u32) -> Self {
        Date::of(self.civil().saturating_sub(Span::new().months(months_within(months))))
    }

    /// The day that many days later (earlier where negative), within the calendar.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Date::of(self.civil().saturating_add(Span::new().days(days.clamp(-3_650_000, 3_650_000))))
    }

    /// The day as the whole number `yyyymmdd`, which orders as days do.
    pub(crate) fn number(self) -> u32 {
        self.number
    }

    /// The day of such a number; `None` where there is no such day.
    pub(crate) fn from_number(number: u32) -> Option<Self> {
        civil(number).map(|_| Date { number })
    }

    fn of(day: jiff::civil::Date) -> Self {
        // jiff counts years before the first, too.
        if day.year() < 1 {
            return Date::FIRST;
        }
        let part = |part: i16| u32::from(part.unsigned_abs());
        let month = part(day.month().into()).saturating_mul(100);
        let number = part(day.year()).saturating_mul(10_000).saturating_add(month);
        Date { number: number.saturating_add(part(day.day().into())) }
    }

    fn civil(self) -> jiff::civil::Date {
        // A date is made of a day of the calendar alone.
        civil(self.number).unwrap_or_default()
    }

    /// How many days lie between two dates, whichever comes first.
    pub fn days_apart(self, other: Self) -> u32 {
        self.civil().since(other.civil()).map_or(u32::MAX, |span| span.get_days().unsigned_abs())
    }
}

/// So many months, or as many as the calendar has.
fn months_within(months: u32) -> i32 {
    i32::try_from(months).unwrap_or(i32::MAX).min(119_988)
}

/// The day of a number `yyyymmdd`; `None` where the calendar from year 1 to 9999 has no such day.
fn civil(number: u32) -> Option<jiff::civil::Date> {
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    let year = i16::try_from(year).ok().filter(|year| (1..=9999).contains(year))?;
    jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

impl std::str::FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        // jiff accepts more (times, weeks, signs); a dossier holds exactly this form.
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return Err(NotADate) };
        let digits = [y1, y2, y3, y4, m1, m2, d1, d2];
        if !digits.iter().all(|digit| digit.is_ascii_digit()) {
            return Err(NotADate);
        }
        let next = |number: u32, digit: &u8| {
            number.saturating_mul(10).saturating_add(digit.saturating_sub(b'0').into())
        };
        Date::from_number(digits.into_iter().fold(0, next)).ok_or(NotADate)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.civil().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for text in ["2024-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(date(text).to_string(), text);
        }
        for text in [
            "2023-02-29",
            "2023-02-31",
            "2023-13-01",
            "2023-5-1",
            "0000-01-01",
            "2023-05-10T00:00",
            "",
            "20230510",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn months_end_where_the_shorter_month_ends() {
        assert_eq!(date("2024-01-31").plus_months(1), date("2024-02-29"));
        assert_eq!(date("2024-03-31").minus_months(1), date("2024-02-29"));
        assert_eq!(date("9999-12-01").plus_months(2), date("9999-12-31"));
    }

    #[test]
    fn numbers_read_as_the_day_and_order_as_days_do() {
        for (text, number) in [("0001-01-01", 10_101), ("2024-02-29", 20_240_229), ("9999-12-31", 99_991_231)]
        {
            assert_eq!((date(text).number(), Date::from_number(number)), (number, Some(date(text))));
        }
        for number in [0, 20_230_229, 20_231_301, 20_230_500, 100_000_101, u32::MAX] {
            assert_eq!(Date::from_number(number), None, "{number}");
        }
    }

    #[test]
    fn days_apart_has_no_direction() {
        assert_eq!(date("2024-03-01").days_apart(date("2024-02-28")), 2);
        assert_eq!(date("2024-02-28").days_apart(date("2024-03-01")), 2);
    }
}
