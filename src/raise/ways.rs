//! Ways to lower demerits: what each costs, what it leaves, and the criteria that it raises.
//!
//! Of all sets of criteria only those are kept that are worth their effort. A set that costs more and leaves no fewer
//! demerits than another is never part of a cheapest one.

/// A set of criteria, by their index below [`MAX_CRITERIA`](crate::limits::MAX_CRITERIA).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Chosen(u128);

impl Chosen {
    pub(super) fn one(index: usize) -> Self {
        Chosen(u32::try_from(index).ok().and_then(|index| 1_u128.checked_shl(index)).unwrap_or(0))
    }

    pub(super) fn and(self, other: Self) -> Self {
        Chosen(self.0 | other.0)
    }

    pub(super) fn without(self, other: Self) -> Self {
        Chosen(self.0 & !other.0)
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn is_within(self, other: Self) -> bool {
        self.without(other).0 == 0
    }

    pub(super) fn contains(self, index: usize) -> bool {
        self.meets(Chosen::one(index))
    }

    pub(super) fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// From the lowest up.
    pub(super) fn indexes(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let lowest = usize::try_from(left.trailing_zeros()).ok().filter(|_| left != 0)?;
            left &= left.wrapping_sub(1);
            Some(lowest)
        })
    }
}

/// The order is that in which ways are preferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Way {
    pub(super) effort: u32,
    pub(super) demerits: u32,
    pub(super) raised: Chosen,
}

impl Way {
    fn and(self, other: Self) -> Self {
        Way {
            effort: self.effort.saturating_add(other.effort),
            demerits: self.demerits.saturating_add(other.demerits),
            raised: self.raised.and(other.raised),
        }
    }
}

/// The ways worth their effort: each costs more than the one before it, and leaves fewer demerits.
#[derive(Clone, Debug)]
pub(super) struct Ways(Vec<Way>);

impl Ways {
    /// Of nothing at all.
    pub(super) fn nothing() -> Self {
        Ways(vec![Way::default()])
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Ways that cost the more the later they come.
    pub(super) fn worth(dearer_and_dearer: impl IntoIterator<Item = Way>) -> Self {
        let mut ways: Vec<Way> = Vec::new();
        for way in dearer_and_dearer {
            if ways.last().is_none_or(|cheaper| way.demerits < cheaper.demerits) {
                ways.push(way);
            }
        }
        Ways(ways)
    }

    /// With at most so many demerits each.
    pub(super) fn limited(self, limit: u32) -> Self {
        Ways::worth(self.0.into_iter().map(|way| Way { demerits: way.demerits.min(limit), ..way }))
    }

    /// Every way of one with every way of the other; for each effort that which is preferred.
    pub(super) fn and(self, other: &Ways) -> Self {
        if other.0 == [Way::default()] {
            return self;
        }
        let most = |ways: &Ways| ways.0.last().map_or(0, |way| usize::try_from(way.effort).unwrap_or(0));
        let mut by_effort: Vec<Option<Way>> =
            vec![None; most(&self).saturating_add(most(other)).saturating_add(1)];
        for one in &self.0 {
            for another in &other.0 {
                let way = one.and(*another);
                let place = usize::try_from(way.effort).ok().and_then(|effort| by_effort.get_mut(effort));
                if let Some(best) = place {
                    *best = Some(best.map_or(way, |best| best.min(way)));
                }
            }
        }
        Ways::worth(by_effort.into_iter().flatten())
    }

    /// The preferred one of all ways of both that leave at most so many demerits.
    pub(super) fn cheapest_with(&self, other: &Ways, most: u32) -> Option<Way> {
        // The more one side lowers, the fewer ways of the other are enough.
        let mut enough = other.0.len();
        let mut cheapest: Option<Way> = None;
        for one in &self.0 {
            let is_enough = |way: &Way| one.demerits.saturating_add(way.demerits) <= most;
            while let Some(fewer) = enough.checked_sub(1).filter(|at| other.0.get(*at).is_some_and(is_enough))
            {
                enough = fewer;
            }
            if let Some(way) = other.0.get(enough).map(|another| one.and(*another)) {
                cheapest = Some(cheapest.map_or(way, |best| best.min(way)));
            }
        }
        cheapest
    }
}
