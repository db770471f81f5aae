//! Yes, no, or not known: what is not known decides nothing.

use crate::range::Range;

/// Yes, no, or not known, in the order in which `and` takes the less and `or` the more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tri {
    No,
    Maybe,
    Yes,
}

impl Tri {
    /// Whether a stated value is the one asked for; not known where nothing is stated.
    pub(crate) fn is<T: PartialEq>(value: Option<T>, asked: &T) -> Self {
        value.map_or(Tri::Maybe, |value| Tri::from(value == *asked))
    }

    /// Whether one is less than another, over all that the two may be.
    pub(crate) fn less<T: Copy + Ord>(one: Range<T>, other: Range<T>) -> Self {
        if one.best() < other.worst() {
            Tri::Yes
        } else if one.worst() < other.best() {
            Tri::Maybe
        } else {
            Tri::No
        }
    }

    /// As a number, to keep.
    pub(crate) fn number(self) -> u8 {
        match self {
            Tri::No => 0,
            Tri::Maybe => 1,
            Tri::Yes => 2,
        }
    }

    pub(crate) fn from_number(number: u8) -> Option<Self> {
        [Tri::No, Tri::Maybe, Tri::Yes].get(usize::from(number)).copied()
    }

    pub(crate) fn and(self, other: Tri) -> Self {
        self.min(other)
    }

    pub(crate) fn or(self, other: Tri) -> Self {
        self.max(other)
    }

    pub(crate) fn not(self) -> Self {
        match self {
            Tri::No => Tri::Yes,
            Tri::Maybe => Tri::Maybe,
            Tri::Yes => Tri::No,
        }
    }
}

impl From<bool> for Tri {
    fn from(yes: bool) -> Self {
        if yes { Tri::Yes } else { Tri::No }
    }
}

#[cfg(test)]
mod tests {
    use super::Tri;
    use crate::range::Range;

    #[test]
    fn what_is_not_known_decides_nothing() {
        assert_eq!(Tri::Maybe.and(Tri::No), Tri::No);
        assert_eq!(Tri::Maybe.and(Tri::Yes), Tri::Maybe);
        assert_eq!(Tri::Maybe.or(Tri::Yes), Tri::Yes);
        assert_eq!(Tri::Maybe.or(Tri::No), Tri::Maybe);
        assert_eq!(Tri::is(None, &1), Tri::Maybe);
    }

    #[test]
    fn less_is_what_is_less_whatever_the_two_are() {
        let all = (0..5).flat_map(|one| (one..5).map(move |other| Range::new(one, other)));
        for (one, other) in all.clone().flat_map(|one| all.clone().map(move |other| (one, other))) {
            let of = |range: Range<i32>| range.worst()..=range.best();
            let mut answers = of(one).flat_map(|one| of(other).map(move |other| one < other));
            let (some, every) = (answers.clone().any(|less| less), answers.all(|less| less));
            let expected = if every { Tri::Yes } else { Tri::from(some).and(Tri::Maybe) };
            assert_eq!(Tri::less(one, other), expected, "{one:?} {other:?}");
        }
    }
}
