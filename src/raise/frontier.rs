//! The frontier of effort and demerits: of all sets of criteria that can be raised, those that are worth their effort.
//!
//! A set that costs more and leaves no fewer demerits than another is never part of a cheapest one, and is left out. Of
//! a set at effort 2 that leaves 5 demerits and one at effort 3 that leaves 5 or more, only the first is kept.

/// A set of criteria, by their index below [`MAX_CRITERIA`](crate::limits::MAX_CRITERIA).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct CriterionSet(u128);

impl CriterionSet {
    pub(super) fn one(index: usize) -> Self {
        CriterionSet(u32::try_from(index).ok().and_then(|index| 1_u128.checked_shl(index)).unwrap_or(0))
    }

    pub(super) fn and(self, other: Self) -> Self {
        CriterionSet(self.0 | other.0)
    }

    pub(super) fn without(self, other: Self) -> Self {
        CriterionSet(self.0 & !other.0)
    }

    pub(super) fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn is_within(self, other: Self) -> bool {
        self.without(other).0 == 0
    }

    pub(super) fn contains(self, index: usize) -> bool {
        self.intersects(CriterionSet::one(index))
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

/// Criteria that are raised, with what that costs and what is left; the order is that in which sets are preferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct RaisedSet {
    pub(super) effort: u32,
    pub(super) demerits: u32,
    pub(super) raised: CriterionSet,
}

impl RaisedSet {
    pub(super) fn and(self, other: Self) -> Self {
        RaisedSet {
            effort: self.effort.saturating_add(other.effort),
            demerits: self.demerits.saturating_add(other.demerits),
            raised: self.raised.and(other.raised),
        }
    }
}

/// Sets that are worth their effort: each costs more than the one before it, and leaves fewer demerits.
#[derive(Clone, Debug)]
pub(super) struct Frontier(Vec<RaisedSet>);

impl Frontier {
    /// Where there is nothing to raise.
    pub(super) fn nothing() -> Self {
        Frontier(vec![RaisedSet::default()])
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Each set with one more thing that is raised, for what that costs, or left at its demerits; `spare` is memory.
    pub(super) fn raise_or_leave(&mut self, raised: RaisedSet, left: u32, spare: &mut Vec<RaisedSet>) {
        spare.clear();
        std::mem::swap(&mut self.0, spare);
        let mut dearer = spare.iter().map(|set| set.and(raised)).peekable();
        for set in spare.iter() {
            let set = RaisedSet { demerits: set.demerits.saturating_add(left), ..*set };
            while let Some(cheaper) = dearer.next_if(|dearer| *dearer < set) {
                self.push(cheaper);
            }
            self.push(set);
        }
        dearer.for_each(|set| self.push(set));
    }

    /// Each set with so many demerits more.
    pub(super) fn leave(&mut self, demerits: u32) {
        self.0.iter_mut().for_each(|set| set.demerits = set.demerits.saturating_add(demerits));
    }

    /// Sets that cost the more the later they come.
    pub(super) fn of(dearer_and_dearer: impl IntoIterator<Item = RaisedSet>) -> Self {
        let mut frontier = Frontier(Vec::new());
        dearer_and_dearer.into_iter().for_each(|set| frontier.push(set));
        frontier
    }

    /// Adds a set that costs at least as much as those before it, if it is worth that.
    fn push(&mut self, set: RaisedSet) {
        if self.0.last().is_none_or(|cheaper| set.demerits < cheaper.demerits) {
            self.0.push(set);
        }
    }

    /// With at most so many demerits each.
    pub(super) fn limited(mut self, limit: u32) -> Self {
        // The sets that reach the limit are the first: of those the cheapest is enough.
        let reaching = self.0.iter().take_while(|set| set.demerits >= limit).count();
        self.0.drain(1..reaching.max(1));
        self.0.first_mut().into_iter().for_each(|set| set.demerits = set.demerits.min(limit));
        self
    }

    /// Every set of one with every set of the other; for each effort that which is preferred.
    pub(super) fn and(self, other: &Frontier) -> Self {
        if other.0 == [RaisedSet::default()] {
            return self;
        }
        let most = |all: &Frontier| all.0.last().map_or(0, |set| usize::try_from(set.effort).unwrap_or(0));
        let mut by_effort: Vec<Option<RaisedSet>> =
            vec![None; most(&self).saturating_add(most(other)).saturating_add(1)];
        for one in &self.0 {
            for another in &other.0 {
                let set = one.and(*another);
                let place = usize::try_from(set.effort).ok().and_then(|effort| by_effort.get_mut(effort));
                if let Some(best) = place {
                    *best = Some(best.map_or(set, |best| best.min(set)));
                }
            }
        }
        Frontier::of(by_effort.into_iter().flatten())
    }

    /// The preferred one of all sets of both together that leave at most so many demerits.
    pub(super) fn cheapest_with(&self, other: &Frontier, most: u32) -> Option<RaisedSet> {
        // The more one lowers, the less effort of the other is enough.
        let mut enough = other.0.len();
        let mut cheapest: Option<RaisedSet> = None;
        for one in &self.0 {
            let is_enough = |set: &RaisedSet| one.demerits.saturating_add(set.demerits) <= most;
            while let Some(fewer) = enough.checked_sub(1).filter(|at| other.0.get(*at).is_some_and(is_enough))
            {
                enough = fewer;
            }
            if let Some(set) = other.0.get(enough).map(|another| one.and(*another)) {
                cheapest = Some(cheapest.map_or(set, |best| best.min(set)));
            }
        }
        cheapest
    }
}
