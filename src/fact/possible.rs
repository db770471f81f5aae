//! What a fact may still be, given what a dossier leaves unsaid.
//!
//! Nothing unsaid is ever zero or dropped: a fact that is not stated may be anything, and one that is partly known
//! may be some things and not others.

use crate::counted::Counted;
use crate::date::Date;
use crate::document::Word;
use crate::range::Range;

pub(crate) use crate::tri::Tri;

/// A set of the values of a named fact, by their index in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) struct Set(u32);

impl Set {
    /// A set holds values with an index below this.
    pub(crate) const MOST: usize = 32;

    /// The set as bits: bit `i` is the value with index `i`.
    pub(crate) fn bits(self) -> u32 {
        self.0
    }

    /// The set of these bits.
    pub(crate) fn from_bits(bits: u32) -> Self {
        Set(bits)
    }

    /// The set of one value.
    pub(crate) fn one(index: usize) -> Self {
        Set(u32::try_from(index).ok().and_then(|index| 1_u32.checked_shl(index)).unwrap_or(0))
    }

    /// The set of the first `count` values: all of them.
    pub(crate) fn all(count: usize) -> Self {
        let others = u32::try_from(count).map_or(0, |count| u32::BITS.saturating_sub(count));
        Set(u32::MAX.checked_shr(others).unwrap_or(0))
    }

    /// The values of this set that are not in the other.
    pub(crate) fn without(self, other: Set) -> Self {
        Set(self.0 & !other.0)
    }

    /// Whether every value of this set is in the other.
    pub(crate) fn is_within(self, other: Set) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether the two have a value in common.
    pub(crate) fn meets(self, other: Set) -> bool {
        self.0 & other.0 != 0
    }
}

impl FromIterator<Set> for Set {
    fn from_iter<I: IntoIterator<Item = Set>>(sets: I) -> Self {
        Set(sets.into_iter().fold(0, |all, set| all | set.0))
    }
}

/// What a fact may still be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Possible {
    /// One of these named values.
    Named(Set),
    /// A number between these two, both included; [`u32::MAX`] is "no bound".
    Count(Range<u32>),
    /// A day from one to the other, both included, each as `yyyymmdd`; 0 and [`u32::MAX`] where nothing bounds it.
    Days(u32, u32),
}

impl Possible {
    /// A named value, or any of them where it is not stated.
    pub(crate) fn word<T: Word>(value: Option<T>) -> Self {
        Possible::Named(value.map_or(Set::all(T::WORDS.len()), |value| Set::one(value.index())))
    }

    /// All named values from one to the other, in the order of their declaration.
    pub(crate) fn between<T: Word + Ord>(range: Range<T>) -> Self {
        let up_to = |index: usize| Set::all(index.saturating_add(1));
        let below_worst = Set::all(range.worst().index());
        Possible::Named(up_to(range.best().index()).without(below_worst))
    }

    /// These named values.
    pub(crate) fn any_of<T: Word>(values: &[T]) -> Self {
        Possible::Named(values.iter().map(|value| Set::one(value.index())).collect())
    }

    /// `no` or `yes`, or either where it is not stated.
    pub(crate) fn yes_no(value: Option<bool>) -> Self {
        Possible::Named(value.map_or(Set::all(2), |yes| Set::one(usize::from(yes))))
    }

    /// A day from one to the other, both included; `None` where nothing bounds it.
    pub(crate) fn days(from: Option<Date>, to: Option<Date>) -> Self {
        Possible::Days(from.map_or(0, Date::number), to.map_or(u32::MAX, Date::number))
    }

    /// A number, or any where it is not stated.
    pub(crate) fn count(value: Option<Counted>) -> Self {
        Possible::Count(value.map_or(ANY_COUNT, Counted::range))
    }
}

/// The count of which nothing is known.
pub(crate) const ANY_COUNT: Range<u32> = Range::known_order(0, u32::MAX);

#[cfg(test)]
mod tests {
    use super::Set;

    #[test]
    fn sets_hold_what_was_put_into_them() {
        let set: Set = [0, 3].map(Set::one).into_iter().collect();
        assert!(set.meets(Set::one(3)) && !set.meets(Set::one(1)) && !set.meets(Set::one(40)));
        assert!(set.is_within(Set::all(4)) && !set.is_within(Set::all(3)));
    }
}
