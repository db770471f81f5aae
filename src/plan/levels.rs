//! Where the criteria of a plan stand: a worst and a best level of each, and what else decides an answer.

use crate::fact::reading::Reading;
use crate::limits::MAX_CRITERIA;
use crate::range::Range;

/// On what the place of a criterion rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RestsOn {
    WhatIsShown,
    /// It is settled only by what a programme's rule or a supplier claims.
    AClaim,
    /// A stated fact shows that it does not apply.
    NotApplying,
}

/// The level of each criterion, as far as the facts settle it, and what else decides an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    worst: [u8; MAX_CRITERIA],
    best: [u8; MAX_CRITERIA],
    count: usize,
    rests: [RestsOn; MAX_CRITERIA],
    pub(crate) restricted: bool,
    pub(crate) reading: Reading,
}

impl Levels {
    /// The levels of so many criteria, all at their worst so far.
    pub(super) fn new(count: usize, restricted: bool, reading: Reading) -> Self {
        Levels {
            worst: [0; MAX_CRITERIA],
            best: [0; MAX_CRITERIA],
            count,
            rests: [RestsOn::WhatIsShown; MAX_CRITERIA],
            restricted,
            reading,
        }
    }

    /// The level of a criterion, counted from the worst; criteria are numbered in the order of their ids.
    pub fn get(&self, criterion: usize) -> Option<Range<u8>> {
        Some(Range::known_order(*self.worst().get(criterion)?, *self.best().get(criterion)?))
    }

    /// Whether there is a report to grade.
    pub fn is_graded(&self) -> bool {
        self.reading == Reading::Readable
    }

    /// Whether the report found forced labour: it is evidence and not graded.
    pub fn reports_abuse(&self) -> bool {
        self.reading == Reading::ReportsAbuse
    }

    pub(super) fn set(&mut self, criterion: usize, range: Range<u8>) {
        if let Some((worst, best)) = self.worst.get_mut(criterion).zip(self.best.get_mut(criterion)) {
            (*worst, *best) = (range.worst(), range.best());
        }
    }

    /// On what the place of a criterion rests.
    pub(crate) fn rests(&self, criterion: usize) -> RestsOn {
        self.rests.get(criterion).copied().unwrap_or(RestsOn::WhatIsShown)
    }

    pub(super) fn set_rests(&mut self, criterion: usize, rests: RestsOn) {
        if let Some(place) = self.rests.get_mut(criterion) {
            *place = rests;
        }
    }

    /// The same levels with one criterion settled.
    pub(crate) fn with(&self, criterion: usize, level: u8) -> Self {
        let mut levels = self.clone();
        levels.set(criterion, Range::exactly(level));
        levels
    }

    /// The profile at which every criterion stands at its worst.
    pub(crate) fn worst(&self) -> &[u8] {
        self.worst.get(..self.count).unwrap_or_default()
    }

    /// The profile at which every criterion stands at its best.
    pub(crate) fn best(&self) -> &[u8] {
        self.best.get(..self.count).unwrap_or_default()
    }
}
