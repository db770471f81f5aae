//! The fewest questions whose best answers let a report be looked up, by iterative deepening.
//!
//! What a requirement or a cap leaves no choice about is asked in any case. The rest is tried by rank: the reader's own
//! first, then by demerits, then by id; so of the smallest sets the first that is found is the one that is wanted. A set
//! is given up where the demerits or the caps that are left need more answers than there are.

use std::cmp::Reverse;

use crate::grade::ActionCode;
use crate::pack::AnswerFrom;
use crate::plan::action::{Standing, from};
use crate::plan::rules::{all_at_most, is_reached};

/// Past so many sets looked at the search ends without an answer.
const MOST_NODES: usize = 4_000;

/// What is asked, and what it reaches.
pub(crate) struct Questions {
    /// Criteria by their places.
    pub(crate) criteria: Vec<usize>,
    pub(crate) reaches: ActionCode,
}

struct Search<'s, 'p> {
    standing: &'s Standing<'p>,
    /// Criteria that may be asked about, by rank, with the demerits that an answer takes away at most.
    ranked: Vec<(usize, u32)>,
    /// Entries of caps that hold the grade too low.
    entries: Vec<&'p [(usize, u8)]>,
    /// The most demerits that the grade allows.
    most: u32,
    nodes: usize,
}

impl Standing<'_> {
    /// The fewest criteria whose answers at their best reach at least `look_up`; `None` where none do, and where the
    /// search ended without an answer.
    pub(crate) fn questions(&self) -> Option<Questions> {
        let grade = self.actions.with_limits.grade;
        let all = self.lifted(|_| true);
        self.reached(&all)?;
        let worst = self.levels.worst();
        let forced: Vec<usize> =
            self.shown().filter(|one| !is_reached(one, worst)).map(|(index, _)| *index).collect();
        let mut profile = self.lifted(|index| forced.contains(&index));
        let cost = |index: usize, profile: &[u8]| {
            let level = profile.get(index).copied().unwrap_or(0);
            self.plan.criteria.get(index).map_or(0, |criterion| criterion.cost(level))
        };
        let caps = self.plan.caps.iter().filter(|cap| cap.grade < grade).flat_map(|cap| &cap.when);
        let entries: Vec<&[(usize, u8)]> =
            caps.filter(|entry| all_at_most(entry, &profile)).map(Vec::as_slice).collect();
        let gain = |index: usize| cost(index, worst).saturating_sub(cost(index, &all));
        let useful = |index: &usize| {
            let breaks = |entry: &&[(usize, u8)]| breaks(entry, *index, &all);
            self.is_open(*index)
                && !forced.contains(index)
                && (gain(*index) > 0 || entries.iter().any(breaks))
        };
        let mut ranked: Vec<usize> = (0..self.plan.criteria.len()).filter(useful).collect();
        let is_readers = |index: usize| from(self.plan, index) == Some(AnswerFrom::Reader);
        ranked.sort_by_key(|index| (!is_readers(*index), Reverse(gain(*index)), *index));
        let ranked: Vec<(usize, u32)> = ranked.into_iter().map(|index| (index, gain(index))).collect();
        let most = self.plan.sums_of(grade.index()).1;
        let mut search = Search { standing: self, ranked, entries, most, nodes: 0 };
        for left in 0..=search.ranked.len() {
            if search.find(&mut profile, &all, 0, left) {
                let asked = |index: &usize| profile.get(*index) != worst.get(*index);
                let criteria = (0..self.plan.criteria.len()).filter(asked).collect();
                return Some(Questions { criteria, reaches: self.reached(&profile)? });
            }
            if search.nodes > MOST_NODES {
                return None;
            }
        }
        None
    }
}

impl Search<'_, '_> {
    /// Lifts at most so many criteria of a profile, of those from a rank on, until it is enough; whether it was.
    fn find(&mut self, profile: &mut Vec<u8>, all: &[u8], from: usize, left: usize) -> bool {
        self.nodes = self.nodes.saturating_add(1);
        if self.standing.reached(profile).is_some() {
            return true;
        }
        let Some(fewer) = left.checked_sub(1) else { return false };
        for at in from..self.ranked.len() {
            if self.nodes > MOST_NODES || !self.may_be_enough(profile, all, at, left) {
                return false;
            }
            let Some((index, _)) = self.ranked.get(at).copied() else { return false };
            let before = lift(profile, all, index);
            if self.find(profile, all, at.saturating_add(1), fewer) {
                return true;
            }
            if let Some((place, before)) = profile.get_mut(index).zip(before) {
                *place = before;
            }
        }
        false
    }

    /// Whether so many answers from a rank on may be enough: by the demerits that they take away at most, and by the
    /// entries of caps of which no two have an answer in common.
    fn may_be_enough(&self, profile: &[u8], all: &[u8], at: usize, left: usize) -> bool {
        let open = self.ranked.get(at..).unwrap_or_default();
        let mut gains: Vec<u32> = open.iter().map(|(_, gain)| *gain).collect();
        gains.sort_unstable_by_key(|gain| Reverse(*gain));
        let gained = gains.iter().take(left).fold(0, |sum: u32, gain| sum.saturating_add(*gain));
        if self.standing.plan.demerits(profile).saturating_sub(gained) > self.most {
            return false;
        }
        let (mut apart, mut met) = (0_usize, Vec::new());
        for entry in self.entries.iter().filter(|entry| all_at_most(entry, profile)) {
            let breaking = open.iter().map(|(index, _)| *index).filter(|index| breaks(entry, *index, all));
            let breaking: Vec<usize> = breaking.collect();
            if breaking.is_empty() {
                return false;
            }
            if !breaking.iter().any(|index| met.contains(index)) {
                apart = apart.saturating_add(1);
                met.extend(breaking);
            }
        }
        apart <= left
    }
}

/// Whether a criterion at its best breaks an entry of a cap.
fn breaks(entry: &[(usize, u8)], index: usize, all: &[u8]) -> bool {
    entry.iter().any(|(of, at_most)| *of == index && all.get(index).is_some_and(|best| best > at_most))
}

/// Puts a criterion at its best; what it stood at.
fn lift(profile: &mut [u8], all: &[u8], index: usize) -> Option<u8> {
    let (place, best) = profile.get_mut(index).zip(all.get(index))?;
    Some(std::mem::replace(place, *best))
}
