//! A range between the worst and the best that something can be.
//!
//! Every answer of this library is one: what a report leaves unsaid keeps the two ends apart. The ends are
//! ordered by construction, so no code downstream has to ask which is which.

use serde::ser::{Serialize, SerializeStruct, Serializer};

/// What something is at worst and at best; `worst <= best` always.
///
/// "Better" is greater: every ordered type of this crate is declared worst first.
///
/// ```
/// use audit_credence::Range;
///
/// let open = Range::new(3, 1);
/// assert_eq!((open.worst(), open.best()), (1, 3));
/// assert!(!open.is_settled());
/// assert!(Range::exactly(2).is_settled());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Range<T> {
    worst: T,
    best: T,
}

impl<T> Range<T> {
    /// For constants, whose order the reader sees.
    pub(crate) const fn known_order(worst: T, best: T) -> Self {
        Range { worst, best }
    }
}

impl<T: Copy + Ord> Range<T> {
    /// The range that reaches from one of the two values to the other, whichever is worse.
    pub fn new(one: T, other: T) -> Self {
        Range { worst: one.min(other), best: one.max(other) }
    }

    /// The range that holds one value alone.
    pub fn exactly(value: T) -> Self {
        Range { worst: value, best: value }
    }

    /// The worse end: what is not shown is not credited.
    pub fn worst(&self) -> T {
        self.worst
    }

    /// The better end: what it would be if everything unsaid were good.
    pub fn best(&self) -> T {
        self.best
    }

    /// Whether both ends agree.
    pub fn is_settled(&self) -> bool {
        self.worst == self.best
    }

    /// Whether the value lies in the range, both ends included.
    pub fn contains(&self, value: T) -> bool {
        self.worst <= value && value <= self.best
    }

    /// The same range seen through an order-keeping function.
    pub fn map<U: Copy + Ord>(self, to: impl Fn(T) -> U) -> Range<U> {
        Range::new(to(self.worst), to(self.best))
    }
}

/// Written as `{ "worst": …, "best": … }`.
impl<T: Serialize> Serialize for Range<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Range", 2)?;
        out.serialize_field("worst", &self.worst)?;
        out.serialize_field("best", &self.best)?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::Range;

    #[test]
    fn the_ends_are_ordered_whoever_comes_first() {
        assert_eq!(Range::new(5, 2), Range::new(2, 5));
        assert_eq!(Range::new(5, 2).worst(), 2);
    }

    #[test]
    fn both_ends_belong_to_the_range() {
        let range = Range::new(2, 4);
        let inside: Vec<i32> = (0..7).filter(|value| range.contains(*value)).collect();
        assert_eq!(inside, [2, 3, 4]);
    }

    #[test]
    fn a_map_that_keeps_order_keeps_the_ends() {
        assert_eq!(Range::new(1, 3).map(|value| value * 10), Range::new(10, 30));
    }
}
