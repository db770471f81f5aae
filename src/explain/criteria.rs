//! The criteria by domain, with what each takes and what is still open, and the standards that require them.

use std::cmp::Reverse;

use crate::assessment::{Because, CriterionAnswer, Echo, Outcome, Verdict};
use crate::document::{Shape, Shaped as _};
use crate::dossier::Dossier;
use crate::explain::Explaining;
use crate::explain::tree::{
    CriterionTold, DomainTold, LevelTold, Read, Requirement, StandardTold, Tally, Tone,
};
use crate::explain::words::{self, counted, prose};

impl Explaining<'_> {
    pub(super) fn standards(&mut self) -> Vec<StandardTold> {
        let mut all = Vec::new();
        for (id, answer) in &self.assessment.standards {
            let Some(standard) = self.compiled.model.standards.get(id).map(|item| &item.value) else {
                continue;
            };
            let (mut failed, mut open, mut met) = (Vec::new(), Vec::new(), Vec::new());
            for (criterion, required) in &standard.requires {
                let mut requirement = Requirement {
                    criterion: criterion.clone(),
                    title: self.title(criterion),
                    // The level is named: a standard may ask for less than the criterion's title says.
                    at_least: required.at_least.clone(),
                    asked: self.label(criterion, &required.at_least),
                    stands: self.index(criterion).map_or_else(String::new, |index| self.stands(index)),
                    is_quoted: required.is_quoted,
                    sources: self.cited.numbers(required.sources.iter().map(String::as_str)),
                };
                if answer.failed.contains(criterion) {
                    failed.push(requirement);
                } else if answer.open.contains(criterion) {
                    open.push(requirement);
                } else {
                    requirement.stands = self.met_by(criterion).unwrap_or(requirement.stands);
                    met.push(requirement);
                }
            }
            let authority = standard.authority.as_deref();
            let quoted = [&met, &failed, &open].map(|all| all.iter().filter(|one| one.is_quoted).count());
            let (word, meaning) = words::verdict(answer.verdict);
            all.push(StandardTold {
                id: id.clone(),
                title: prose(&standard.title),
                authority: authority.map(prose),
                why: prose(&standard.why),
                verdict: answer.verdict,
                word,
                meaning,
                tone: match answer.verdict {
                    Verdict::Met => Tone::Good,
                    Verdict::NotDemonstrated => Tone::Doubtful,
                    Verdict::NotMet | Verdict::Superseded => Tone::Bad,
                },
                shown: answer.shown,
                of: answer.of,
                beside: words::beside_verdict(authority, quoted),
                failed,
                open,
                met,
                sources: self.cited.best_known_first(self.plan, standard.sources.iter().map(String::as_str)),
            });
        }
        all
    }

    /// What met a requirement: the level in its own words, or that the criterion does not apply.
    fn met_by(&self, criterion: &str) -> Option<String> {
        let index = self.index(criterion)?;
        let answer = self.assessment.criteria.get(index)?;
        if matches!(answer.outcome, Outcome::NotApplicable | Outcome::NotStated) {
            return Some(format!("{}: {}", self.title(criterion), self.stands(index)));
        }
        let enough = if answer.outcome == Outcome::Met { "" } else { ", enough for this standard" };
        Some(self.label(criterion, &answer.worst) + enough)
    }

    /// A level of a criterion in words.
    pub(super) fn label(&self, criterion: &str, level: &str) -> String {
        let levels = self.compiled.model.criteria.get(criterion).map(|item| &item.value.levels);
        let level = levels.and_then(|levels| levels.iter().find(|known| known.name == level));
        level.map_or_else(String::new, |level| prose(&level.label))
    }

    /// What was shown of a criterion, or that it is not stated.
    pub(super) fn stands(&self, index: usize) -> String {
        let Some(answer) = self.assessment.criteria.get(index) else { return String::new() };
        let model = self.compiled.model.criteria.get(&answer.id);
        let known = model.zip(self.levels.get(index));
        known.map_or_else(String::new, |(item, range)| words::stands(answer, &item.value, range))
    }

    /// Every domain that has criteria, the one with the costliest criterion first.
    pub(super) fn domains(&mut self) -> Vec<DomainTold> {
        let model = &self.compiled.model;
        let mut order: Vec<(usize, &String, Vec<&CriterionAnswer>)> = Vec::new();
        for (place, id) in model.domains.keys().enumerate() {
            let is_here = |answer: &&CriterionAnswer| {
                model.criteria.get(&answer.id).is_some_and(|item| item.value.domain == *id)
            };
            order.push((place, id, self.assessment.criteria.iter().filter(is_here).collect()));
        }
        let costliest = |answers: &[&CriterionAnswer]| {
            answers
                .iter()
                .filter_map(|answer| answer.demerits.as_ref())
                .map(|cost| (cost.worst, cost.best))
                .max()
        };
        order.retain(|(_, _, answers)| !answers.is_empty());
        order.sort_by_key(|(_, id, answers)| (Reverse(costliest(answers)), (*id).clone()));
        let is_graded = self.assessment.grade.is_some();
        let mut domains = Vec::new();
        for (place, id, mut answers) in order {
            let Some(domain) = model.domains.get(id).map(|item| &item.value) else { continue };
            answers.sort_by_key(|answer| {
                let cost = answer.demerits.as_ref().map(|cost| (cost.worst, cost.best));
                (Reverse(cost), &answer.id)
            });
            let criteria = answers.into_iter().filter_map(|answer| self.criterion(answer)).collect();
            let demerits = self.domain_demerits(place);
            domains.push(DomainTold {
                id: id.clone(),
                title: prose(&domain.title),
                outside: domain.outside,
                limit: self.compiled.most_in_domain(place),
                taken: is_graded.then_some(demerits.best),
                open: is_graded.then_some(demerits.worst.saturating_sub(demerits.best)),
                criteria,
            });
        }
        domains
    }

    fn criterion(&mut self, answer: &CriterionAnswer) -> Option<CriterionTold> {
        let index = self.index(&answer.id)?;
        let range = self.levels.get(index)?;
        let model = &self.compiled.model.criteria.get(&answer.id)?.value;
        let level = |(place, level): (u8, &crate::pack::model::Level)| LevelTold {
            name: level.name.clone(),
            demerits: level.demerits,
            is_possible: range.contains(place),
        };
        let action = model.remedy.from(range.worst()).filter(|_| answer.remedy.is_some());
        let is_short = !matches!(answer.outcome, Outcome::Met | Outcome::NotApplicable);
        Some(CriterionTold {
            id: answer.id.clone(),
            title: prose(&model.title),
            why: prose(&model.why),
            outcome: answer.outcome,
            word: words::outcome(answer.outcome),
            tone: Explaining::tone_of(answer.outcome),
            basis: self.basis(index),
            stands: self.stands(index),
            answer_from: answer.answer_from,
            worst: answer.worst.clone(),
            best: answer.best.clone(),
            levels: (0_u8..).zip(&model.levels).map(level).collect(),
            group: model.group.clone(),
            taken: answer.demerits.as_ref().map(|cost| cost.best),
            open: answer.demerits.as_ref().map(|cost| cost.worst.saturating_sub(cost.best)),
            required_by: answer.authorities.clone(),
            read: answer.because.iter().map(read).collect(),
            sources: self.cited.best_known_first(self.plan, answer.sources.iter().map(String::as_str)),
            ask: prose(&model.ask),
            remedy: answer.remedy.as_deref().map(prose),
            effort: action.map(|action| action.effort),
            no_remedy: model
                .remedy
                .nothing_because
                .as_deref()
                .filter(|_| is_short && answer.remedy.is_none())
                .map(prose),
        })
    }

    pub(super) fn tally(&self) -> Tally {
        let criteria = &self.assessment.criteria;
        let count = |outcome| {
            let such = criteria.iter().filter(|answer| answer.outcome == outcome);
            u32::try_from(such.count()).unwrap_or(u32::MAX)
        };
        let all = u32::try_from(criteria.len()).unwrap_or(u32::MAX);
        let mut parts = vec![format!("{} of {all} criteria are met", count(Outcome::Met))];
        for (outcome, one, many) in [
            (Outcome::NotApplicable, "does not apply", "do not apply"),
            (Outcome::Short, "falls short as stated", "fall short as stated"),
            (Outcome::PartlyStated, "is partly stated", "are partly stated"),
            (Outcome::NotStated, "is not stated at all", "are not stated at all"),
        ] {
            if count(outcome) > 0 {
                parts.push(counted(count(outcome), one, many));
            }
        }
        Tally {
            criteria: all,
            met: count(Outcome::Met),
            short: count(Outcome::Short),
            partly_stated: count(Outcome::PartlyStated),
            not_stated: count(Outcome::NotStated),
            not_applicable: count(Outcome::NotApplicable),
            text: format!("{}.", parts.join(", ")),
        }
    }
}

/// A key that a criterion read, in words: of a list how many entries it has.
fn read(because: &Because) -> Read {
    let value = because.value.as_ref().map(|value| match value {
        Echo::Count(entries) if is_list(&because.fact) => counted(*entries, "entry", "entries"),
        value => value.to_string(),
    });
    Read { fact: because.fact.clone(), value, locator: because.locator.clone() }
}

fn is_list(path: &str) -> bool {
    let is_list = |shape: &Shape| matches!(shape, Shape::List { .. });
    match Dossier::SHAPE.at(path) {
        Some(Shape::Either(shapes)) => shapes.iter().any(is_list),
        shape => shape.is_some_and(is_list),
    }
}
