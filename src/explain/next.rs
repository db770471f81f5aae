//! What to do next: questions and what each answer would settle, the cheapest ways up, and the day of the next change.

use crate::assessment::{GradeRange, NamedGrade, Raise, Step};
use crate::dossier::certificate::Certificate;
use crate::explain::tree::{
    AnswerTold, Barrier, ChangeKind, ChangeTold, GapTold, Horizon, OutOfReach, Question, RaiseTold, StepTold,
};
use crate::explain::{Explaining, FIRST_QUESTIONS, counted, prose, words};
use crate::fact::certificates::{CertificateNote, CertificateReading};
use crate::grade::Grade;
use crate::horizon::Change;
use crate::pack::model::Holds;
use crate::plan::Compiled;
use crate::range::Range;

impl Explaining<'_> {
    fn named(&self, range: Range<Grade>) -> GradeRange {
        GradeRange { worst: self.plan.named(range.worst()), best: self.plan.named(range.best()) }
    }

    /// Every gap with the range after each possible answer: two evaluations for each.
    pub(super) fn gaps(&self) -> Vec<GapTold> {
        let width = |range: Range<Grade>| u32::from(range.worst().steps_to(range.best()));
        let now = self.scorer.grade(self.levels);
        let mut told = Vec::new();
        for (number, gap) in (1_u32..).zip(&self.assessment.gaps) {
            let Some(index) = self.index(&gap.criterion) else { continue };
            let Some(span) = self.levels.get(index) else { continue };
            let answers = (span.worst()..=span.best()).filter_map(|level| {
                let after = self.scorer.grade(&self.levels.with(index, level));
                Some(AnswerTold {
                    level: self.criterion_level(index, level)?.level,
                    grade: self.named(after),
                    closes: width(now).saturating_sub(width(after)),
                })
            });
            told.push(GapTold {
                number,
                fact: gap.fact.clone(),
                criterion: gap.criterion.clone(),
                title: self.title(&gap.criterion),
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

    /// The cheapest ways; steps that reach several grades at once are told once.
    pub(super) fn raises(&self) -> Vec<RaiseTold> {
        let told = |same: &[Raise]| {
            let first = same.first()?;
            Some(RaiseTold {
                to: same.iter().map(|raise| raise.to.clone()).collect(),
                effort: first.effort,
                steps: first.steps.iter().filter_map(|step| self.step(step)).collect(),
            })
        };
        self.assessment.raises.chunk_by(|one, other| one.steps == other.steps).filter_map(told).collect()
    }

    fn step(&self, step: &Step) -> Option<StepTold> {
        let index = self.index(&step.criterion)?;
        let from = self.levels.get(index)?.worst();
        let model = &self.compiled.model.criteria.get(&step.criterion)?.value;
        Some(StepTold {
            criterion: step.criterion.clone(),
            title: prose(&model.title),
            from: model.levels.get(usize::from(from))?.name.clone(),
            level: step.level.clone(),
            effort: model.remedy.from(from)?.effort,
            remedy: prose(&step.remedy),
        })
    }

    /// What would stand in the way of the top grade if everything that anything raises were raised.
    pub(super) fn out_of_reach(&mut self) -> Option<OutOfReach> {
        self.assessment.grade.as_ref()?;
        let compiled = self.compiled;
        let worst = |index: usize| self.levels.get(index).map_or(0, |range| range.worst());
        let is_raisable = |index: usize| {
            let criterion = compiled.criteria.get(index);
            let model = criterion.and_then(|criterion| compiled.model.criteria.get(&criterion.id));
            model.is_some_and(|item| item.value.remedy.from(worst(index)).is_some())
        };
        let top = |index: usize| compiled.criteria.get(index).map_or(0, |criterion| criterion.top);
        let raised = |index: usize| if is_raisable(index) { top(index) } else { worst(index) };
        let reached = compiled.grade(raised);
        let grades = (reached.index().saturating_add(1)..compiled.id.scale.len()).map(Grade::at);
        let grades: Vec<_> = grades.map(|grade| self.plan.named(grade)).collect();
        let best = grades.last()?.grade();

        let stuck = |index: &usize| !is_raisable(*index) && worst(*index) < top(*index);
        let mut barriers: Vec<usize> = Vec::new();
        for cap in compiled.caps.iter().filter(|cap| cap.grade < best && Compiled::holds(cap, raised)) {
            barriers.extend(cap.when.iter().flatten().map(|(index, _)| *index).filter(stuck));
        }
        if compiled.band(compiled.demerits(raised)) < best {
            let costs = |index: &usize| {
                let criterion = compiled.criteria.get(*index);
                criterion
                    .and_then(|one| one.demerits.get(usize::from(raised(*index))))
                    .is_some_and(|cost| *cost > 0)
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
            why: model.remedy.nothing_because.as_deref().map(prose).unwrap_or_default(),
            sources: self.cited.best_known_first(self.plan, model.sources.iter().map(String::as_str)),
        })
    }

    pub(super) fn horizon(&self) -> Horizon {
        let Some(change) = self.change else {
            return Horizon {
                next_change_on: None,
                grade_then: None,
                because: Vec::new(),
                text: "no later day changes the answer to this dossier".to_owned(),
            };
        };
        let then = self.assessment.grade.as_ref().map(|_| self.named(self.scorer.grade(&change.levels)));
        let because = self.changes(change);
        let reasons: Vec<&str> = because.iter().map(|one| one.text.as_str()).collect();
        let graded = match (&self.assessment.grade, &then) {
            (Some(now), Some(then)) if now == then => {
                format!(": the grade stays {}", words::grade_range(now))
            }
            (Some(now), Some(then)) => {
                format!(": the grade goes from {} to {}", words::grade_range(now), words::grade_range(then))
            }
            _ => String::new(),
        };
        Horizon {
            next_change_on: Some(change.on),
            grade_then: then,
            text: format!(
                "on {} the same dossier gets another answer, because {}{graded}",
                change.on,
                reasons.join("; and ")
            ),
            because,
        }
    }

    /// What passes on the day of a change.
    fn changes(&self, change: &Change) -> Vec<ChangeTold> {
        let mut told = Vec::new();
        for (index, criterion) in self.compiled.criteria.iter().enumerate() {
            let Some((now, then)) = self.levels.get(index).zip(change.levels.get(index)) else { continue };
            let Some(model) = self.compiled.model.criteria.get(&criterion.id).map(|item| &item.value) else {
                continue;
            };
            if now == then {
                continue;
            }
            let name =
                |level: u8| model.levels.get(usize::from(level)).map_or("", |level| level.name.as_str());
            let span = |range: Range<u8>| {
                let (worst, best) = (name(range.worst()), name(range.best()));
                if range.is_settled() { worst.to_owned() } else { format!("{worst} to {best}") }
            };
            let title = prose(&model.title);
            let moved = format!("\"{title}\" goes from {} to {}", span(now), span(then));
            // The age that is passed is that of the level which is left, at whichever end moves.
            let left = if now.best() == then.best() { now.worst() } else { now.best() };
            let passed = match model.levels.get(usize::from(left)).map(|level| level.holds) {
                Some(Holds::AtMost(months)) if criterion.fact.is_age() => Some(months),
                _ => None,
            };
            let (kind, text) = match passed {
                Some(months) => (ChangeKind::Age, format!("the audit passes {}: {moved}", in_years(months))),
                None => (ChangeKind::Level, moved),
            };
            let criterion = Some(criterion.id.clone());
            told.push(ChangeTold { kind, criterion, scheme: None, code: None, text });
        }
        let readings = self.readings.iter().zip(&change.readings);
        for (certificate, (now, then)) in self.dossier.certificates.iter().zip(readings) {
            told.extend(self.certificate_change(certificate, now, then));
        }
        told
    }

    fn certificate_change(
        &self,
        certificate: &Certificate,
        now: &CertificateReading,
        then: &CertificateReading,
    ) -> Option<ChangeTold> {
        let gained: Vec<CertificateNote> =
            then.notes.iter().filter(|note| !now.notes.contains(note)).copied().collect();
        let lost = now.notes.iter().filter(|note| !then.notes.contains(note));
        if now == then {
            return None;
        }
        let scheme = self.plan.scheme(&certificate.scheme, None);
        let name = scheme.map_or_else(|| certificate.scheme.clone(), |scheme| prose(scheme.title));
        let code = certificate.code.as_ref().map_or(String::new(), |code| format!(" {code}"));
        let (kind, text) = if gained.contains(&CertificateNote::Expired) {
            (ChangeKind::CertificateExpires, format!("the validity of {name}{code} ends"))
        } else if gained.contains(&CertificateNote::StaleStatus) {
            (ChangeKind::CertificateStale, format!("the status of {name}{code} goes stale"))
        } else {
            let news: Vec<&str> =
                gained.iter().chain(lost).map(|note| words::certificate_note(*note)).collect();
            (ChangeKind::CertificateNote, format!("{name}{code} is read in another way: {}", news.join("; ")))
        };
        let (scheme, code) = (Some(certificate.scheme.clone()), certificate.code.clone());
        Some(ChangeTold { kind, criterion: None, scheme, code, text })
    }
}

/// Months as whole years where they are.
fn in_years(months: u32) -> String {
    match months.checked_rem(12) {
        Some(0) if months > 0 => counted(months.checked_div(12).unwrap_or(0), "year", "years"),
        _ => counted(months, "month", "months"),
    }
}
