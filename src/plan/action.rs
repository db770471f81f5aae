//! The action: what a buyer does next, from the levels of one report (semantics, 4).
//!
//! What forbids reliance is tried at the worst corner, the worst first. Then comes the best of reliance that the worst
//! corner bears; then what answers could still reach. All of it is "at most" or "at least", so better levels never lead
//! further from reliance.

use std::cmp::Reverse;

use crate::fact::reading::Reading;
use crate::grade::{ActionCode, Grade};
use crate::pack::AnswerFrom;
use crate::plan::compiled::Compiled;
use crate::plan::levels::Levels;
use crate::plan::rules::{PlanActions, PlanCriterion, Reliance, all_at_most, is_reached};

/// Criteria that are named where demerits decide.
const COSTLIEST: usize = 3;

/// How one report stands to being relied on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing<'p> {
    pub(crate) plan: &'p Compiled,
    pub(super) actions: &'p PlanActions,
    pub(super) levels: &'p Levels,
}

impl<'p> Standing<'p> {
    /// `None` where the pack states no actions.
    pub(crate) fn new(plan: &'p Compiled, levels: &'p Levels) -> Option<Self> {
        Some(Standing { plan, actions: plan.actions.as_ref()?, levels })
    }

    /// Every action that forbids reliance, worst first.
    pub(crate) fn adverse(&self) -> impl Iterator<Item = ActionCode> {
        let worst = self.levels.worst();
        let found = self.levels.reading == Reading::ReportsAbuse;
        let called_for = move |code: ActionCode, when: &[Vec<(usize, u8)>]| {
            when.iter().any(|entry| all_at_most(entry, worst)) || (found && code == ActionCode::Act)
        };
        let all = self.actions.adverse.iter();
        all.filter(move |(code, when)| called_for(*code, when)).map(|(code, _)| *code)
    }

    /// The action.
    pub(crate) fn code(&self) -> ActionCode {
        if let Some(code) = self.adverse().next() {
            return code;
        }
        if self.levels.reading != Reading::Readable {
            return ActionCode::Obtain;
        }
        self.reached(self.levels.worst()).unwrap_or_else(|| {
            let could = self.reached(&self.lifted(|_| true)).is_some();
            if could { ActionCode::Ask } else { ActionCode::ReAudit }
        })
    }

    /// How far a profile bears reliance.
    pub(crate) fn reached(&self, profile: &[u8]) -> Option<ActionCode> {
        let PlanActions { with_limits, rely, .. } = self.actions;
        let grade = self.plan.grade(profile);
        let meets = |asked: &Reliance| {
            grade >= asked.grade && asked.requires.iter().all(|one| is_reached(one, profile))
        };
        if !meets(with_limits) {
            let all = grade >= with_limits.grade && self.shown().all(|one| is_reached(one, profile));
            return all.then_some(ActionCode::LookUp);
        }
        Some(if meets(rely) { ActionCode::Rely } else { ActionCode::RelyWithLimits })
    }

    /// What reliance with limits requires of the report: all but the reader's own checks.
    pub(super) fn shown(&self) -> impl Iterator<Item = &'p (usize, u8)> {
        let requires = self.actions.with_limits.requires.iter();
        let plan = self.plan;
        requires.filter(move |(index, _)| from(plan, *index) != Some(AnswerFrom::Reader))
    }

    /// Whether an answer of the auditor or of the reader could lift a criterion: what is stated is never lifted.
    pub(super) fn is_open(&self, index: usize) -> bool {
        self.levels.get(index).is_some_and(|span| !span.is_settled())
            && from(self.plan, index) != Some(AnswerFrom::Site)
    }

    /// The worst corner with the open criteria that are chosen at their best.
    pub(crate) fn lifted(&self, chosen: impl Fn(usize) -> bool) -> Vec<u8> {
        let ends = self.levels.worst().iter().zip(self.levels.best()).enumerate();
        ends.map(|(index, (worst, best))| if self.is_open(index) && chosen(index) { *best } else { *worst })
            .collect()
    }

    /// Ids of the criteria by which an action is called for, or which stand between the report and more reliance.
    pub(crate) fn because(&self, code: ActionCode) -> Vec<&'p str> {
        let worst = self.levels.worst();
        let PlanActions { adverse, with_limits, rely } = self.actions;
        let mut criteria: Vec<usize> = match code {
            ActionCode::Blocked | ActionCode::Act | ActionCode::NoAudit => {
                let of_code = adverse.iter().filter(|(known, _)| *known == code).flat_map(|(_, when)| when);
                of_code.filter(|entry| all_at_most(entry, worst)).flatten().map(|(index, _)| *index).collect()
            }
            ActionCode::Obtain | ActionCode::Rely => Vec::new(),
            ActionCode::RelyWithLimits => self.lacking(worst, rely.requires.iter(), rely.grade),
            ActionCode::LookUp => self.lacking(worst, with_limits.requires.iter(), with_limits.grade),
            ActionCode::Ask => self.lacking(worst, self.shown(), with_limits.grade),
            ActionCode::ReAudit => self.lacking(&self.lifted(|_| true), self.shown(), with_limits.grade),
        };
        criteria.sort_unstable();
        criteria.dedup();
        criteria.into_iter().filter_map(|index| Some(self.plan.criteria.get(index)?.id.as_str())).collect()
    }

    /// What a profile lacks of some requirements and of a grade: criteria below their level, and those of caps that hold.
    fn lacking<'r>(
        &self,
        profile: &[u8],
        requires: impl Iterator<Item = &'r (usize, u8)>,
        grade: Grade,
    ) -> Vec<usize> {
        let below = requires.filter(|one| !is_reached(one, profile)).map(|(index, _)| *index);
        let caps = self.plan.caps.iter().filter(|cap| cap.grade < grade).flat_map(|cap| &cap.when);
        let held = caps.filter(|entry| all_at_most(entry, profile)).flatten().map(|(index, _)| *index);
        let lacking: Vec<usize> = below.chain(held).collect();
        if lacking.is_empty() && self.plan.grade(profile) < grade { self.costliest(profile) } else { lacking }
    }

    /// The criteria that cost a profile most, where only what it lacks in all stands in the way.
    fn costliest(&self, profile: &[u8]) -> Vec<usize> {
        let cost = |(criterion, level): (&PlanCriterion, &u8)| criterion.cost(*level);
        let costs = self.plan.criteria.iter().zip(profile).map(cost).enumerate();
        let mut costs: Vec<(usize, u32)> = costs.filter(|(_, cost)| *cost > 0).collect();
        costs.sort_by_key(|(index, cost)| (Reverse(*cost), *index));
        costs.into_iter().take(COSTLIEST).map(|(index, _)| index).collect()
    }
}

/// Who can answer for a criterion.
pub(super) fn from(plan: &Compiled, index: usize) -> Option<AnswerFrom> {
    plan.criteria.get(index).map(|criterion| criterion.answer_from)
}
