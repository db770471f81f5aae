//! Shares: how many there are for each hundred that a table of the pack asks for so many workers.
//!
//! A share is at its worst where the fewest were counted and the site is at its largest, and at its best the other way
//! round: a larger site never asks for less.

use crate::fact::tables::{Required, Tables};
use crate::range::Range;
use crate::tenths::Tenths;

/// A count as a share of what is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    /// Workers heard, of the sample.
    Heard,
    /// Workers heard away from site and housing, of the sample.
    HeardOffSite,
    /// Auditor days.
    AuditorDays,
}

impl Share {
    /// The most that there can be, where it is not stated.
    pub(crate) fn most(self) -> u32 {
        match self {
            Share::Heard | Share::HeardOffSite => u32::MAX,
            Share::AuditorDays => Tenths::MOST_UNITS.saturating_mul(10),
        }
    }

    /// The table that says what is required.
    pub(crate) fn required(self) -> Required {
        match self {
            Share::Heard | Share::HeardOffSite => Required::Sample,
            Share::AuditorDays => Required::AuditorDays,
        }
    }

    /// How many are counted for each hundred that a site of so many workers requires, rounded down.
    pub(super) fn percent(self, counted: Range<u32>, workers: Range<u32>, tables: &Tables) -> Range<u32> {
        let percent = |counted: u32, workers: u32| {
            percent(counted.min(self.most()), tables.required(self.required(), workers))
        };
        Range::new(percent(counted.worst(), workers.best()), percent(counted.best(), workers.worst()))
    }
}

/// How many of an amount there are for each hundred of what is required, rounded down.
fn percent(amount: u32, required: u32) -> u32 {
    let hundredfold = u64::from(amount).saturating_mul(100);
    u32::try_from(hundredfold.checked_div(required.into()).unwrap_or(0)).unwrap_or(u32::MAX)
}

/// Whether some amount comes to exactly so many percent. Five asked for leave nothing between 80 and 100.
pub(super) fn may_be_percent(number: u32, required: u32) -> bool {
    // The more, the more percent: if the least amount that reaches the number passes it, every other does.
    let least = u64::from(number).saturating_mul(required.into()).div_ceil(100);
    u32::try_from(least).is_ok_and(|least| percent(least, required) == number)
}

#[cfg(test)]
mod tests {
    use super::{may_be_percent, percent};

    #[test]
    fn a_percentage_is_possible_where_some_amount_comes_to_it() {
        for required in 1..=130 {
            for number in 0..=250 {
                let found = (0..=required * 3).any(|amount| percent(amount, required) == number);
                assert_eq!(may_be_percent(number, required), found, "{number} percent of {required}");
            }
        }
        assert!(!may_be_percent(99, 99) && may_be_percent(99, 100));
        // Beyond what a number holds all percentages are the same.
        assert!(may_be_percent(u32::MAX, 1) && may_be_percent(u32::MAX - 95, 1));
        assert!(!may_be_percent(u32::MAX - 1, 1));
        assert!(may_be_percent(100, u32::MAX) && !may_be_percent(101, u32::MAX));
    }
}
