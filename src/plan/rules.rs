//! The rules of a pack with its ids replaced by indexes: criteria, caps, standards and actions.

use std::sync::Arc;

use crate::document::named;
use crate::grade::{ActionCode, Grade};
use crate::pack::AnswerFrom;
use crate::pack::model::{Applies, Criterion, FactRef, Holds};
use crate::plan::spans::{Input, SpanTable};

#[derive(Clone, Debug)]
pub(crate) struct PlanCriterion {
    pub(crate) id: String,
    /// What the pack says of it in words.
    pub(crate) model: Arc<Criterion>,
    pub(crate) fact: FactRef,
    pub(crate) holds: Vec<Holds>,
    pub(crate) demerits: Vec<u32>,
    pub(crate) top: u8,
    /// The level at which silence stands at worst.
    pub(crate) floor: Option<u8>,
    pub(crate) applies: Option<Applies>,
    pub(crate) answer_from: AnswerFrom,
    pub(crate) slot: usize,
    /// Whether its domain is left out of the audit's own grade.
    pub(crate) outside: bool,
    /// Whether the account of evidence counts it: it is something that a report can show, and carries demerits.
    pub(crate) in_account: bool,
    /// Whether the reader has to look it up: he answers for it, and it is open until he does. That no restriction is listed
    /// is nobody's check.
    pub(crate) is_check: bool,
    /// The standards that require it, in the order of their ids.
    pub(crate) authorities: Vec<String>,
    /// The sources of the criterion and of those requirements, in the order of their ids.
    pub(crate) sources: Vec<String>,
    /// Where its fact stands in a row, where that does on which it depends whether it applies, and the spans of its levels
    /// by the values of a byte.
    pub(crate) input: Input,
    pub(crate) applies_input: Input,
    pub(crate) spans: Option<SpanTable>,
}

impl PlanCriterion {
    /// The demerits of a level.
    pub(crate) fn cost(&self, level: u8) -> u32 {
        self.demerits.get(usize::from(level)).copied().unwrap_or(0)
    }
}

named! {
    /// By what a cap's condition holds.
    pub enum HeldBy {
        /// By what is not stated: at the worst end alone.
        Silence = "silence",
        /// By what is stated: at the best end too.
        Stated = "stated",
    }
}

#[derive(Clone, Debug)]
pub(crate) struct PlanCap {
    pub(crate) id: String,
    pub(crate) grade: Grade,
    /// Or of ands of "criterion at most at level".
    pub(crate) when: Vec<Vec<(usize, u8)>>,
}

impl PlanCap {
    /// Whether a profile meets the condition.
    pub(crate) fn holds(&self, profile: &[u8]) -> bool {
        self.when.iter().any(|entry| all_at_most(entry, profile))
    }
}

/// Whether each criterion of an entry stands at most at its level.
pub(super) fn all_at_most(entry: &[(usize, u8)], profile: &[u8]) -> bool {
    entry.iter().all(|(criterion, at_most)| profile.get(*criterion).copied().unwrap_or(0) <= *at_most)
}

#[derive(Clone, Debug)]
pub(crate) struct PlanStandard {
    pub(crate) id: String,
    /// Criterion at least at level.
    pub(crate) requires: Vec<(usize, u8)>,
    /// The criteria of the points in the authority's own words.
    pub(crate) quoted: Vec<usize>,
}

impl PlanStandard {
    /// Whether a profile has every level that it requires; a level that is missing is the worst.
    pub(crate) fn is_met(&self, profile: &[u8]) -> bool {
        self.requires.iter().all(|requirement| is_reached(requirement, profile))
    }
}

/// Whether a criterion stands at least at the level that is required.
pub(super) fn is_reached((criterion, least): &(usize, u8), profile: &[u8]) -> bool {
    profile.get(*criterion).copied().unwrap_or(0) >= *least
}

/// Or of ands of "criterion at most at level".
pub(crate) type AnyOf = Vec<Vec<(usize, u8)>>;

/// What calls for each action.
#[derive(Clone, Debug)]
pub(crate) struct PlanActions {
    /// The adverse ones, worst first.
    pub(crate) adverse: Vec<(ActionCode, AnyOf)>,
    /// What reliance with limits asks for.
    pub(crate) with_limits: Reliance,
    /// What reliance asks for beside that.
    pub(crate) rely: Reliance,
}

impl PlanActions {
    /// What reliance asks for, with limits and without.
    fn required(&self) -> impl Iterator<Item = &(usize, u8)> {
        self.with_limits.requires.iter().chain(&self.rely.requires)
    }

    /// Whether some action tells a level of a criterion from the one above it.
    pub(crate) fn tell(&self, criterion: usize, worse: u8) -> bool {
        let mut literals = self.adverse.iter().flat_map(|(_, when)| when).flatten();
        literals.any(|literal| *literal == (criterion, worse))
            || self.required().any(|one| *one == (criterion, worse.saturating_add(1)))
    }
}

/// What is asked for before a report is relied on.
#[derive(Clone, Debug)]
pub(crate) struct Reliance {
    /// At least this grade.
    pub(crate) grade: Grade,
    /// Criterion at least at level.
    pub(crate) requires: Vec<(usize, u8)>,
}
