//! Counts as exact as a document gives them: a number, or from so many to so many.

use std::fmt;

use serde::ser::{Serialize, Serializer};

use crate::range::Range;

/// How many there are: a whole number, or `[least, most]` where only that is known ("about 3,000").
///
/// ```
/// use audit_credence::Counted;
///
/// let workers = Counted::between(450, 500).unwrap();
/// assert_eq!((workers.least(), workers.most()), (450, 500));
/// assert_eq!(Counted::from(480), Counted::between(480, 480).unwrap());
/// assert_eq!(Counted::between(5, 3), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Counted(Range<u32>);

impl Counted {
    /// From so many to so many, both included; `None` where the least is more than the most.
    pub fn between(least: u32, most: u32) -> Option<Self> {
        (least <= most).then(|| Counted(Range::known_order(least, most)))
    }

    /// How many there are at least.
    pub fn least(self) -> u32 {
        self.0.worst()
    }

    /// How many there are at most.
    pub fn most(self) -> u32 {
        self.0.best()
    }

    /// Every number that it may be, from the least.
    pub(crate) fn range(self) -> Range<u32> {
        self.0
    }
}

impl From<u32> for Counted {
    fn from(count: u32) -> Self {
        Counted(Range::exactly(count))
    }
}

/// A number, or `450 to 500`.
impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (least, most) = (self.least(), self.most());
        if self.0.is_settled() { write!(f, "{least}") } else { write!(f, "{least} to {most}") }
    }
}

/// As documents have it: a number, or a list of two.
impl Serialize for Counted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (least, most) = (self.least(), self.most());
        if self.0.is_settled() { least.serialize(serializer) } else { [least, most].serialize(serializer) }
    }
}

#[cfg(test)]
mod tests {
    use super::Counted;

    #[test]
    fn a_count_is_shown_as_exact_as_it_is() {
        for (count, shown, written) in [
            (Some(480.into()), "480", "480"),
            (Counted::between(7, 7), "7", "7"),
            (Counted::between(0, 9), "0 to 9", "[0,9]"),
        ] {
            let count = count.unwrap();
            assert_eq!(count.to_string(), shown);
            assert_eq!(serde_json::to_string(&count).unwrap(), written);
        }
    }
}
