//! Branch and bound over boxes of profiles: what is asked where the diagram outgrew its budget.
//!
//! A box gives each criterion a span of levels. Interval arithmetic bounds the grade over all profiles of a box without
//! looking at any: the sums of the fewest and of the most demerits, the caps that hold for certain and those that may.
//! A box that the bounds decide is left; any other is cut in two at the criterion that weighs most. Nothing here relies
//! on better levels giving better grades. Where the boxes outgrow their budget too, nothing is claimed.

#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "boxes have a level for each criterion; sums are bounded by MAX_CRITERIA * MAX_DEMERITS"
)]

use crate::grade::Grade;
use crate::plan::{Compiled, PlanCap};

/// A span of levels for each criterion.
#[derive(Clone, Debug)]
pub(crate) struct ProfileBox {
    worst: Vec<u8>,
    best: Vec<u8>,
}

/// What a box says about the profile that is looked for.
pub(crate) enum Judged {
    /// It is not inside.
    No,
    /// It is this one.
    Found(Vec<u8>),
    /// The bounds do not say.
    Open,
}

/// The budget of boxes ran out: nothing is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GaveUp;

impl ProfileBox {
    /// Every profile of a plan.
    pub(crate) fn all(plan: &Compiled) -> Self {
        ProfileBox {
            worst: vec![0; plan.criteria.len()],
            best: plan.criteria.iter().map(|criterion| criterion.top).collect(),
        }
    }

    #[must_use]
    pub(crate) fn at(mut self, criterion: usize, level: u8) -> Self {
        (self.worst[criterion], self.best[criterion]) = (level, level);
        self
    }

    #[must_use]
    pub(crate) fn at_most(mut self, criterion: usize, level: u8) -> Self {
        self.best[criterion] = self.best[criterion].min(level);
        self
    }

    /// The profiles at the two ends.
    pub(crate) fn corners(&self) -> [&[u8]; 2] {
        [&self.best, &self.worst]
    }

    /// The worst and the best grade that a profile inside may have.
    pub(crate) fn bounds(&self, plan: &Compiled) -> (Grade, Grade) {
        let may_hold = |cap: &PlanCap| cap.holds(&self.worst);
        let holds = |cap: &PlanCap| cap.holds(&self.best);
        let lowest = |holds: &dyn Fn(&PlanCap) -> bool| {
            plan.caps.iter().filter(|cap| holds(cap)).map(|cap| cap.grade).min()
        };
        let (fewest, most) = self.demerits(plan);
        let with = |band: Grade, cap: Option<Grade>| cap.map_or(band, |cap| cap.min(band));
        (with(plan.band(most), lowest(&may_hold)), with(plan.band(fewest), lowest(&holds)))
    }

    /// The fewest and the most demerits of a profile inside.
    fn demerits(&self, plan: &Compiled) -> (u32, u32) {
        // A profile of the worst and of the best level of each criterion by demerits bounds every sum.
        let level = |criterion: usize, by: fn(&u32, &u32) -> bool| {
            let demerits = &plan.criteria[criterion].demerits;
            let mut found = self.worst[criterion];
            for level in self.worst[criterion]..=self.best[criterion] {
                if by(&demerits[usize::from(level)], &demerits[usize::from(found)]) {
                    found = level;
                }
            }
            found
        };
        let sum = |by: fn(&u32, &u32) -> bool| {
            plan.demerits(&(0..self.worst.len()).map(|criterion| level(criterion, by)).collect::<Vec<_>>())
        };
        (sum(|one, other| one < other), sum(|one, other| one > other))
    }

    /// The two halves at the criterion that weighs most; `None` where there is but one profile.
    fn halves(&self, plan: &Compiled) -> Option<[ProfileBox; 2]> {
        let weight = |criterion: &usize| {
            let (worst, best) = (self.worst[*criterion], self.best[*criterion]);
            let demerits = &plan.criteria[*criterion].demerits;
            let spread = demerits[usize::from(worst)].abs_diff(demerits[usize::from(best)]);
            (spread, best - worst, usize::MAX - criterion)
        };
        let open = (0..self.worst.len()).filter(|criterion| self.worst[*criterion] < self.best[*criterion]);
        let criterion = open.max_by_key(weight)?;
        let middle = self.worst[criterion] + (self.best[criterion] - self.worst[criterion]) / 2;
        let (mut better, mut worse) = (self.clone(), self.clone());
        better.worst[criterion] = middle + 1;
        worse.best[criterion] = middle;
        Some([worse, better])
    }
}

/// Looks for a profile in a box, cutting it as long as the judgement is open; `None` where there is certainly none.
pub(crate) fn find(
    plan: &Compiled,
    within: ProfileBox,
    budget: &mut usize,
    judge: &dyn Fn(&ProfileBox) -> Judged,
) -> Result<Option<Vec<u8>>, GaveUp> {
    let mut open = vec![within];
    while let Some(next) = open.pop() {
        *budget = budget.checked_sub(1).ok_or(GaveUp)?;
        match judge(&next) {
            Judged::No => {}
            Judged::Found(levels) => return Ok(Some(levels)),
            // The better half is looked at first: what decides a grade lies near the top.
            Judged::Open => open.extend(next.halves(plan).into_iter().flatten()),
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::{Judged, ProfileBox, find};
    use crate::grade::Grade;
    use crate::pack::Pack;
    use crate::plan::Plan;

    #[test]
    fn every_grade_is_found_and_nothing_better_than_the_best() {
        let plan = Plan::new(&Pack::procurement().unwrap());
        let plan = plan.compiled();
        for grade in 0..=plan.id.scale.len() {
            let judge = |inside: &ProfileBox| {
                let (worst, best) = inside.bounds(plan);
                assert!(worst <= best);
                if Grade::at(grade) < worst || Grade::at(grade) > best {
                    return Judged::No;
                }
                let is_it = |levels: &&[u8]| plan.grade(levels) == Grade::at(grade);
                let found = inside.corners().into_iter().find(is_it);
                found.map_or(Judged::Open, |levels| Judged::Found(levels.to_vec()))
            };
            let found = find(plan, ProfileBox::all(plan), &mut 10_000, &judge).unwrap();
            assert_eq!(found.is_some(), grade < plan.id.scale.len(), "{grade}");
        }
    }
}
