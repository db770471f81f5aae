//! Amounts exact to a tenth, kept as whole tenths.
//!
//! Auditor days are written as decimals (`4.5`). They are read once, from the decimal's own digits, and never
//! become a binary fraction again, so every platform counts the same.

use std::fmt;

/// A non-negative amount in whole tenths: `4.5` is 45.
///
/// ```
/// use audit_credence::Tenths;
///
/// assert_eq!("4.5".parse::<Tenths>().unwrap().tenths(), 45);
/// assert_eq!("3".parse::<Tenths>().unwrap().to_string(), "3");
/// assert!("0.25".parse::<Tenths>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tenths(u32);

/// The text is not a decimal from 0 to 1,000,000 with at most one digit after the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a decimal from 0 to 1000000 with at most one digit after the point")]
pub struct NotTenths;

impl Tenths {
    /// The largest amount, in whole units.
    pub const MOST_UNITS: u32 = 1_000_000;

    /// From a number of tenths; `None` above [`Tenths::MOST_UNITS`].
    pub fn from_tenths(tenths: u32) -> Option<Self> {
        (tenths <= Self::MOST_UNITS.saturating_mul(10)).then_some(Tenths(tenths))
    }

    /// The number of tenths.
    pub fn tenths(self) -> u32 {
        self.0
    }
}

impl std::str::FromStr for Tenths {
    type Err = NotTenths;

    fn from_str(text: &str) -> Result<Self, NotTenths> {
        let (units, tenth) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(units) || !digits(tenth) {
            return Err(NotTenths);
        }
        // `4.50` says no more than `4.5`; `4.55` cannot be kept.
        let tenth = match tenth.trim_end_matches('0') {
            "" => "0",
            tenth if tenth.len() == 1 => tenth,
            _ => return Err(NotTenths),
        };
        let units: u32 = units.parse().map_err(|_| NotTenths)?;
        let tenth: u32 = tenth.parse().map_err(|_| NotTenths)?;
        let tenths = units.checked_mul(10).and_then(|whole| whole.checked_add(tenth)).ok_or(NotTenths)?;
        Tenths::from_tenths(tenths).ok_or(NotTenths)
    }
}

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 10, self.0 % 10) {
            (units, 0) => write!(f, "{units}"),
            (units, tenth) => write!(f, "{units}.{tenth}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tenths;

    #[test]
    fn decimals_are_read_from_their_digits() {
        for (text, tenths) in
            [("0", 0), ("0.1", 1), ("4.5", 45), ("4.50", 45), ("12.0", 120), ("1000000", 10_000_000)]
        {
            assert_eq!(text.parse::<Tenths>().map(Tenths::tenths), Ok(tenths), "{text}");
        }
    }

    #[test]
    fn what_a_tenth_cannot_hold_is_refused() {
        for text in ["", ".", "4.", "x", "-1", "+1", "4.55", "1e3", "1000000.1", "99999999999", "NaN"] {
            assert!(text.parse::<Tenths>().is_err(), "{text}");
        }
    }
}
