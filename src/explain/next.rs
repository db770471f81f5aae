//! What to do next: questions and what each answer would settle, the cheapest ways up, and the day of the next change.

use std::collections::BTreeMap;

use crate::assess::Answering;
use crate::assessment::{GradeRange, NamedGrade, Outcome, Raise, Step};
use crate::explain::tree::{AnswerTold, Barrier, GapTold, OutOfReach, Question, RaiseTold, StepTold};
use crate::explain::words::{self, counted, prose};
use crate::explain::{Explaining, FIRST_QUESTIONS};
use crate::grade::Grade;
use crate::plan::RestsOn;
use crate::range::Range;

impl Explaining<'_> {
    fn named(&self, range: Range<Grade>) -> GradeRange {
        GradeRange { worst: self.plan.named(range.worst()), best: self.plan.named(range.best()) }
    }

    /// Every gap with the range after each possible answer.
    pub(super) fn gaps(&self) -> Vec<GapTold> {
        let width = |range: Range<Grade>| u32::from(range.worst().steps_to(range.best()));
        let now = self.scorer.grade(self.levels);
        let answering = Answering {
            scorer: self.scorer,
            dossier: self.dossier,
            facts: Some(self.facts),
            levels: self.levels,
            readings: self.readings,
            next_change_on: None,
        };
        let mut told = Vec::new();
        for (number, gap) in (1_u32..).zip(&self.assessment.gaps) {
            let Some(index) = self.index(&gap.criterion) else { continue };
            let mut answers: Vec<(u8, bool, Range<Grade>)> = answering
                .after_answers(index)
                .filter_map(|after| {
                    let applies = after.rests(index) != RestsOn::NotApplying;
                    Some((after.get(index)?.worst(), applies, self.scorer.grade(&after)))
                })
                .collect();
            answers.sort_by_key(|(level, applies, after)| (*level, *applies, after.worst(), after.best()));
            answers.dedup();
            let answers = answers.into_iter().map(|(level, applies, after)| {
                let level = self.compiled.level_name(index, level);
                let not_applying = || words::outcome(Outcome::NotApplicable).to_owned();
                AnswerTold {
                    level: level.to_owned(),
                    label: if applies { self.label(&gap.criterion, level) } else { not_applying() },
                    grade: self.named(after),
                    closes: width(now).saturating_sub(width(after)),
                }
            });
            told.push(GapTold {
                number,
                fact: gap.fact.clone(),
                criterion: gap.criterion.clone(),
                title: self.title(&gap.criterion),
                answer_from: gap.answer_from,
                ask: prose(&gap.ask),
                closes: gap.closes,
                word: match gap.closes {
                    0 => "closes nothing by itself".to_owned(),
                    steps => format!("closes {}", counted(steps, "grade step", "grade steps")),
                },
                answers: answers.collect(),
            });
        }
        told
    }

    /// The questions to send, in the order in which answers matter; one that two criteria ask stands once.
    pub(super) fn questions(gaps: &[GapTold]) -> Vec<Question> {
        let mut questions: Vec<Question> = Vec::new();
        for gap in gaps {
            if questions.iter().all(|question| question.ask != gap.ask) {
                questions.push(Question {
                    number: u32::try_from(questions.len().saturating_add(1)).unwrap_or(u32::MAX),
                    ask: gap.ask.clone(),
                    fact: gap.fact.clone(),
                    criterion: gap.criterion.clone(),
                    title: gap.title.clone(),
                    answer_from: gap.answer_from,
                    closes: gap.closes,
                });
            }
        }
        questions
    }

    /// The first of them.
    pub(super) fn first(questions: &[Question]) -> Vec<Question> {
        questions.iter().take(FIRST_QUESTIONS).cloned().collect()
    }

    /// The cheapest ways. Steps that reach several grades at once are told once for all for which the same levels are
    /// enough.
    pub(super) fn raises(&self) -> Vec<RaiseTold> {
        let mut told: Vec<RaiseTold> = Vec::new();
        for raise in &self.assessment.raises {
            let steps = self.steps(raise);
            match told.last_mut().filter(|last| last.steps == steps) {
                Some(last) => last.to.push(raise.to.clone()),
                None => told.push(RaiseTold {
                    to: vec![raise.to.clone()],
                    effort: raise.effort,
                    together: self.together(raise),
                    steps,
                }),
            }
        }
        told
    }

    fn steps(&self, raise: &Raise) -> Vec<StepTold> {
        let places: Vec<usize> = raise.steps.iter().filter_map(|step| self.index(&step.criterion)).collect();
        let top = |index: usize| self.compiled.criteria.get(index).map_or(0, |criterion| criterion.top);
        let worst = |index: usize| self.levels.get(index).map_or(0, |range| range.worst());
        let mut reached = self.levels.worst().to_vec();
        for (level, index) in reached.iter_mut().zip(0..) {
            *level = if places.contains(&index) { top(index) } else { *level };
        }
        // One step after the other goes down as far as the grade holds.
        for index in places {
            for level in worst(index)..top(index) {
                let mut lower = reached.clone();
                lower.iter_mut().skip(index).take(1).for_each(|place| *place = level);
                if self.compiled.grade(&lower) >= raise.to.grade() {
                    reached = lower;
                    break;
                }
            }
        }
        let told = |step: &Step| {
            let index = self.index(&step.criterion)?;
            let model = &self.compiled.model.criteria.get(&step.criterion)?.value;
            let enough = reached.get(index).filter(|level| **level < top(index));
            let label = |level: u8| self.label(&step.criterion, self.compiled.level_name(index, level));
            Some(StepTold {
                criterion: step.criterion.clone(),
                answer_from: step.answer_from,
                title: prose(&model.title),
                stands: self.stands(index),
                level: step.level.clone(),
                label: self.label(&step.criterion, &step.level),
                enough: enough.map(|level| label(*level)),
                effort: model.remedy.from(worst(index))?.effort,
                remedy: prose(&step.remedy),
            })
        };
        raise.steps.iter().filter_map(told).collect()
    }

    /// Which steps read the same keys: each set with a key in common, by its titles.
    fn together(&self, raise: &Raise) -> Vec<Vec<String>> {
        let mut by_key: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for step in &raise.steps {
            let fact = self.index(&step.criterion).and_then(|index| self.compiled.criteria.get(index));
            for key in fact.map(|criterion| criterion.fact.reads()).unwrap_or_default() {
                by_key.entry(key).or_default().push(self.title(&step.criterion));
            }
        }
        let mut sets: Vec<Vec<String>> = by_key.into_values().filter(|titles| titles.len() > 1).collect();
        sets.sort();
        sets.dedup();
        sets
    }

    /// The best grade that is left when everything that anything raises is raised.
    fn reachable(&self) -> Grade {
        self.compiled.grade(&self.all_raised())
    }

    /// Better grades that can be reached and for which no way was proved cheapest.
    pub(super) fn not_proved(&self) -> Vec<NamedGrade> {
        let Some(grade) = &self.assessment.grade else { return Vec::new() };
        let better =
            (grade.worst.grade().index().saturating_add(1)..=self.reachable().index()).map(Grade::at);
        let is_proved = |grade: &Grade| self.assessment.raises.iter().any(|raise| raise.to.grade() == *grade);
        better.filter(|grade| !is_proved(grade)).map(|grade| self.plan.named(grade)).collect()
    }

    fn is_raisable(&self, index: usize) -> bool {
        let worst = self.levels.get(index).map_or(0, |range| range.worst());
        let criterion = self.compiled.criteria.get(index);
        let model = criterion.and_then(|criterion| self.compiled.model.criteria.get(&criterion.id));
        model.is_some_and(|item| item.value.remedy.from(worst).is_some())
    }

    /// The profile when everything that anything raises is raised.
    fn all_raised(&self) -> Vec<u8> {
        let levels = self.levels.worst().iter().zip(&self.compiled.criteria).enumerate();
        levels.map(|(index, (worst, one))| if self.is_raisable(index) { one.top } else { *worst }).collect()
    }

    /// What would stand in the way of the top grade if everything that anything raises were raised.
    pub(super) fn out_of_reach(&mut self) -> Option<OutOfReach> {
        self.assessment.grade.as_ref()?;
        let compiled = self.compiled;
        let worst = |index: usize| self.levels.get(index).map_or(0, |range| range.worst());
        let top = |index: usize| compiled.criteria.get(index).map_or(0, |criterion| criterion.top);
        let raised = self.all_raised();
        let reached = self.reachable();
        let grades = (reached.index().saturating_add(1)..compiled.id.scale.len()).map(Grade::at);
        let grades: Vec<_> = grades.map(|grade| self.plan.named(grade)).collect();
        let best = grades.last()?.grade();

        let stuck = |index: &usize| !self.is_raisable(*index) && worst(*index) < top(*index);
        let mut barriers: Vec<usize> = Vec::new();
        for cap in compiled.caps.iter().filter(|cap| cap.grade < best && cap.holds(&raised)) {
            barriers.extend(cap.when.iter().flatten().map(|(index, _)| *index).filter(stuck));
        }
        if compiled.band_of(&raised) < best {
            let costs = |index: &usize| {
                compiled
                    .criteria
                    .get(*index)
                    .zip(raised.get(*index))
                    .is_some_and(|(one, level)| one.cost(*level) > 0)
            };
            barriers.extend((0..compiled.criteria.len()).filter(stuck).filter(costs));
        }
        barriers.sort_unstable();
        barriers.dedup();
        let names: Vec<&str> = grades.iter().map(NamedGrade::name).collect();
        let text = format!("nothing raises this report to credibility {}", names.join(" or "));
        let because = barriers.into_iter().filter_map(|index| self.barrier(index)).collect();
        Some(OutOfReach { grades, text, because })
    }

    fn barrier(&mut self, index: usize) -> Option<Barrier> {
        let level = self.criterion_level(index, self.levels.get(index)?.worst())?;
        let model = &self.compiled.model.criteria.get(&level.id)?.value;
        Some(Barrier {
            criterion: level.id,
            title: level.title,
            level: level.level,
            stands: level.stands,
            why: model.remedy.nothing_because.as_deref().map(prose).unwrap_or_default(),
            sources: self.cited.best_known_first(self.plan, model.sources.iter().map(String::as_str)),
        })
    }
}
