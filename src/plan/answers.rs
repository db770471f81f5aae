//! What one answer to a question leaves open: the levels after each thing that may be answered.
//!
//! An answer decides more than the criterion that asks. A key that is stated is read by other facts too, so it is stated
//! in the dossier and everything is derived anew. Of what is derived from several keys the fact itself is settled, for
//! each criterion over it and for each that applies under a condition on it. A criterion of which it is not known whether
//! it applies stays open below.

use crate::dossier::Dossier;
use crate::fact::possible::{Possible, Set, Tri};
use crate::fact::{Facts, Kind};
use crate::pack::model::{AppliesHolds, FactRef, Holds};
use crate::plan::levels::{Levels, RestsOn};
use crate::plan::rules::PlanCriterion;
use crate::plan::scorer::Scorer;
use crate::plan::spans::{Input, applies_to, span, where_it_applies};
use crate::problem::Problem;
use crate::range::Range;

/// What is known when a question is put.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) dossier: &'a Dossier,
    pub(crate) facts: &'a Facts,
    pub(crate) levels: &'a Levels,
}

impl Scorer {
    /// The levels after each answer about a fact that leaves a criterion where it may stand now; none after an answer by
    /// which nothing is graded any more.
    pub(crate) fn after_answers(
        &self,
        asked: Asked<'_>,
        fact: &FactRef,
        criterion: usize,
    ) -> impl Iterator<Item = Levels> {
        let open = asked.levels.get(criterion);
        let is_within = move |levels: &Levels| {
            let (open, span) = (open, levels.get(criterion));
            open.zip(span)
                .is_some_and(|(open, span)| span.worst() >= open.worst() && span.best() <= open.best())
        };
        let answers = self.answers(&asked, fact).into_iter();
        let after = answers.filter_map(move |answer| self.after(&asked, fact, answer));
        after.filter(move |after| after.is_graded() && is_within(after))
    }

    /// The most steps by which an answer about a fact may narrow the grade: those by which the worst end rises with
    /// everything that the answer may move at its top, and by which the best falls with all of that at its bottom.
    pub(crate) fn most_closed(&self, levels: &Levels, fact: &FactRef) -> u32 {
        let plan = self.plan().compiled();
        let is_moved = |other: &FactRef| match (fact, other) {
            (FactRef::Catalogue(asked), FactRef::Catalogue(other)) => asked.may_move(*other),
            _ => fact == other,
        };
        let moved = plan.criteria.iter().enumerate().filter(|(_, one)| {
            is_moved(&one.fact) || one.applies.as_ref().is_some_and(|applies| is_moved(&applies.fact))
        });
        let (mut highest, mut lowest) = (levels.worst().to_vec(), levels.best().to_vec());
        for (index, criterion) in moved {
            highest.iter_mut().skip(index).take(1).for_each(|level| *level = criterion.top);
            lowest.iter_mut().skip(index).take(1).for_each(|level| *level = 0);
        }
        let steps = |from: &[u8], to: &[u8]| u32::from(plan.grade(from).steps_to(plan.grade(to)));
        steps(levels.worst(), &highest).saturating_add(steps(&lowest, levels.best()))
    }

    /// The criteria that the best answer to a question lifts above their worst, and up to where: the one that asks, and
    /// what follows from the same keys however that best is reached. None where no answer reaches it: it follows from
    /// other keys itself.
    pub(crate) fn lifted_by(&self, asked: &Asked<'_>, fact: &FactRef, criterion: usize) -> Vec<(usize, u8)> {
        let (worst, best) = (asked.levels.worst(), asked.levels.best());
        let Some(aim) = best.get(criterion) else { return Vec::new() };
        let answers = self.answers(asked, fact).into_iter();
        let answers = answers.filter(|answer| self.may_lead_to(criterion, fact, *answer, *aim));
        let after = answers.filter_map(|answer| self.after(asked, fact, answer));
        let at_best = after.filter(|after| after.is_graded() && after.worst().get(criterion) == Some(aim));
        let in_all_of_them = at_best.map(|after| after.worst().to_vec()).reduce(|mut least, after| {
            least.iter_mut().zip(after).for_each(|(least, level)| *least = (*least).min(level));
            least
        });
        let lifted =
            in_all_of_them.unwrap_or_default().into_iter().zip(best).map(|(level, best)| level.min(*best));
        let lifted = lifted.zip(worst).enumerate().filter(|(_, (level, worst))| level > worst);
        lifted.map(|(index, (level, _))| (index, level)).collect()
    }

    /// Whether an answer may lead to a level of the criterion that asks.
    fn may_lead_to(&self, index: usize, fact: &FactRef, answer: Possible, level: u8) -> bool {
        let criterion = self.plan().compiled().criteria.get(index);
        criterion.filter(|criterion| criterion.fact == *fact).is_none_or(|criterion| {
            span((&criterion.holds, criterion.floor), self.cut_offs(index), answer).best() >= level
        })
    }

    /// Everything that may be answered about a fact.
    fn answers(&self, asked: &Asked<'_>, fact: &FactRef) -> Vec<Possible> {
        let possible = self.possible(Input::of(fact), fact, asked.facts.shown());
        possible.map_or_else(|_| Vec::new(), |possible| self.each(fact, possible))
    }

    /// The levels after an answer; `None` where it cannot be given.
    fn after(&self, asked: &Asked<'_>, fact: &FactRef, answer: Possible) -> Option<Levels> {
        if let Some(dossier) = stating(asked.dossier, fact, answer) {
            dossier.check().ok()?;
            return self.levels(&Facts::of_checked(&dossier)).ok();
        }
        let settled = match fact {
            FactRef::Catalogue(id) => asked.facts.settling(*id, answer),
            FactRef::Extra(..) => None,
        };
        let Some(facts) = settled else { return self.with_fact(asked, fact, answer).ok() };
        let now = self.possible(Input::of(fact), fact, facts.shown()).ok();
        self.levels(&facts).ok().filter(|_| now == Some(answer))
    }

    /// The levels once a fact is settled that has no place among the facts.
    fn with_fact(&self, asked: &Asked<'_>, fact: &FactRef, answer: Possible) -> Result<Levels, Problem> {
        let mut levels = asked.levels.clone();
        for (index, criterion) in self.plan().compiled().criteria.iter().enumerate() {
            let condition = criterion.applies.as_ref();
            if criterion.fact != *fact && condition.is_none_or(|condition| condition.fact != *fact) {
                continue;
            }
            let (span, rests) = if criterion.fact == *fact {
                let settled = span((&criterion.holds, criterion.floor), self.cut_offs(index), answer);
                (settled, RestsOn::WhatIsShown)
            } else {
                self.where_it_stands(index, criterion, criterion.floor, asked.facts)?
            };
            let applies = match condition {
                None => (Tri::Yes, Tri::Yes),
                Some(condition) if condition.fact == *fact => {
                    let applies = applies_to(answer, condition.holds);
                    (applies, applies)
                }
                Some(condition) => self.whether_it_applies(criterion, condition, asked.facts)?,
            };
            levels.set(index, where_it_applies(criterion.top, span, applies));
            levels.set_rests(index, if applies.0 == Tri::No { RestsOn::NotApplying } else { rests });
        }
        Ok(levels)
    }

    /// What may be answered about a fact: each named value; of numbers and days one of each stretch that the rules do not
    /// tell apart.
    fn each(&self, fact: &FactRef, possible: Possible) -> Vec<Possible> {
        let criteria = &self.plan().compiled().criteria;
        match possible {
            Possible::Named(set) => {
                let values = (0..Set::MOST).map(Set::one).filter(|one| one.meets(set));
                values.map(Possible::Named).collect()
            }
            Possible::Count(counts) => {
                let cuts = criteria.iter().flat_map(|criterion| cuts(criterion, fact));
                between(counts, std::iter::once(counts.worst()).chain(cuts))
                    .map(|count| Possible::Count(Range::exactly(count)))
                    .collect()
            }
            Possible::Days(from, to) => {
                let over = criteria.iter().enumerate().filter(|(_, criterion)| criterion.fact == *fact);
                let cuts = over.flat_map(|(index, _)| self.cut_offs(index)).copied().flatten();
                between(Range::new(from, to), std::iter::once(from).chain(cuts))
                    .map(|day| Possible::Days(day, day))
                    .collect()
            }
        }
    }
}

/// The dossier with the answer stated; `None` where the fact is not one key that can hold it.
fn stating(dossier: &Dossier, fact: &FactRef, answer: Possible) -> Option<Dossier> {
    let FactRef::Catalogue(id) = fact else { return None };
    let entry = id.entry().filter(|entry| entry.is_one_key())?;
    let word = match (answer, entry.kind) {
        (Possible::Named(set), Kind::Named(words)) => {
            let value = words.iter().enumerate().find(|(value, _)| set.meets(Set::one(*value)));
            (*value?.1).to_owned()
        }
        (Possible::Count(count), Kind::Count(_)) => count.worst().to_string(),
        _ => return None,
    };
    dossier.clone().stating(entry.id, &word)
}

/// The numbers at which what a criterion makes of a fact changes: the first of each stretch.
fn cuts(criterion: &PlanCriterion, fact: &FactRef) -> Vec<u32> {
    let next = |most: u32| most.saturating_add(1);
    let level = |holds: &Holds| match holds {
        Holds::AtLeast(least) => Some(*least),
        Holds::AtMost(most) => Some(next(*most)),
        Holds::Rest | Holds::Values(_) => None,
    };
    let levels = criterion.holds.iter().filter_map(level).filter(|_| criterion.fact == *fact);
    let condition = criterion.applies.iter().filter(|condition| condition.fact == *fact);
    let condition = condition.flat_map(|condition| match condition.holds {
        AppliesHolds::Between(least, most) => vec![least, next(most)],
        AppliesHolds::Values(_) => Vec::new(),
    });
    levels.chain(condition).collect()
}

/// Those numbers that lie in between, each once, in their order.
fn between(range: Range<u32>, numbers: impl Iterator<Item = u32>) -> impl Iterator<Item = u32> {
    let mut numbers: Vec<u32> =
        numbers.filter(|number| (range.worst()..=range.best()).contains(number)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter()
}
