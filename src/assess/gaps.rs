//! What is not stated, and what the answers to a question leave open.

use crate::answer::Text;
use crate::assess::Answering;
use crate::assessment::Gap;
use crate::fact::Facts;
use crate::grade::Grade;
use crate::pack::model::FactRef;
use crate::plan::{Asked, Levels, PlanCriterion};
use crate::range::Range;

impl<'a> Answering<'a, '_> {
    /// What is not stated, by how far one answer would narrow the range.
    pub(crate) fn gaps<T: Text<'a>>(&self, range: Range<Grade>) -> Vec<Gap<T>> {
        let gap = |(index, criterion): (usize, &'a PlanCriterion)| {
            let span = self.levels.get(index).filter(|span| !span.is_settled())?;
            let closes = self.closes(index, criterion, range);
            let model = &criterion.model;
            let (fact, ask) = match self.condition_asked(criterion) {
                Some(fact) => (fact.id(), T::from(format!("Please state {}.", fact.meaning()).into())),
                None => (criterion.fact.id(), T::lent(&model.ask)),
            };
            let at_stake = criterion.cost(span.worst());
            let (fact, criterion, answer_from) = (fact.into(), T::lent(&criterion.id), model.answer_from);
            Some((at_stake, Gap { fact, criterion, answer_from, ask, closes }))
        };
        // The order of the criteria, which is that of their ids, stays where nothing else tells two apart.
        let mut gaps: Vec<_> = self.plan().criteria.iter().enumerate().filter_map(gap).collect();
        gaps.sort_by_key(|(at_stake, gap)| std::cmp::Reverse((gap.closes, *at_stake)));
        gaps.into_iter().map(|(_, gap)| gap).collect()
    }

    /// The most grade steps by which one answer to the question that a criterion asks narrows the range.
    fn closes(&self, index: usize, criterion: &PlanCriterion, range: Range<Grade>) -> u32 {
        let width = |range: Range<Grade>| u32::from(range.worst().steps_to(range.best()));
        if range.is_settled() {
            return 0;
        }
        let most = self.scorer.most_closed(self.levels, self.fact_asked(criterion)).min(width(range));
        let (mut closes, mut after) = (0, self.after_answers(index));
        while closes < most {
            let Some(levels) = after.next() else { break };
            closes = closes.max(width(range).saturating_sub(width(self.scorer.grade(&levels))));
        }
        closes
    }

    /// The levels after each answer to the question that a criterion asks.
    pub(crate) fn after_answers(&self, index: usize) -> impl Iterator<Item = Levels> {
        let known = self.plan().criteria.get(index).zip(self.levels.get(index));
        let stated = known
            .filter(|_| self.facts.is_none())
            .map(|(_, span)| (span.worst()..=span.best()).map(move |level| self.levels.with(index, level)));
        let answered = known.zip(self.facts).map(|((criterion, _), facts)| {
            self.scorer.after_answers(self.asked(facts), self.fact_asked(criterion), index)
        });
        stated.into_iter().flatten().chain(answered.into_iter().flatten())
    }

    /// What the best answer to the question that a criterion asks lifts above its worst, and up to where.
    pub(crate) fn lifted_by(&self, index: usize) -> Vec<(usize, u8)> {
        let (Some(criterion), Some(best)) = (self.plan().criteria.get(index), self.levels.best().get(index))
        else {
            return Vec::new();
        };
        let Some(facts) = self.facts else { return vec![(index, *best)] };
        self.scorer.lifted_by(&self.asked(facts), self.fact_asked(criterion), index)
    }

    /// What is known when a question is put.
    fn asked<'f>(&'f self, facts: &'f Facts) -> Asked<'f> {
        Asked { dossier: self.dossier, facts, levels: self.levels }
    }

    /// The fact that the question of a criterion is about.
    fn fact_asked<'p>(&self, criterion: &'p PlanCriterion) -> &'p FactRef {
        self.condition_asked(criterion).unwrap_or(&criterion.fact)
    }

    /// The fact on which it depends whether a criterion applies, where that is the question: its own fact is stated.
    fn condition_asked<'p>(&self, criterion: &'p PlanCriterion) -> Option<&'p FactRef> {
        let all_stated = |fact: &FactRef| match fact {
            FactRef::Catalogue(id) => id.stated(self.dossier).all(|(_, value)| value.is_some()),
            FactRef::Extra(name, _) => self.dossier.extra.get(name).is_some(),
        };
        let condition = criterion.applies.as_ref().filter(|applies| !all_stated(&applies.fact));
        Some(&condition.filter(|_| all_stated(&criterion.fact))?.fact)
    }
}
