//! What holds a grade down: caps and demerits at each end, rung by rung, each with the basis on which it rests.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::assessment::{GradeRange, HeldBy, NamedGrade, Outcome, Status, StatusCause, WorstBest};
use crate::explain::Explaining;
use crate::explain::tree::{
    CapTold, CriterionLevel, Grades, Headline, Held, Reason, ReasonBasis, ReasonKind, Rung, ScaleStep, Tone,
};
use crate::explain::words::{self, prose};
use crate::fact::FactId;
use crate::fact::ids::{
    CERTIFICATE_CLAIMS, CERTIFICATE_STANDING, CONTRARY_EVIDENCE, DECEPTION_EVIDENCE, INTEGRITY,
};
use crate::grade::Grade;
use crate::plan::PlanCap;

/// Facts that say something against the report once they stand below their top: contradictions and documents.
const AGAINST: [FactId; 5] =
    [CERTIFICATE_CLAIMS, CERTIFICATE_STANDING, CONTRARY_EVIDENCE, DECEPTION_EVIDENCE, INTEGRITY];

/// Criteria that are named where demerits decide.
const COSTLIEST: usize = 3;

/// One end of the range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Worst,
    Best,
}

/// An end of the range with some reasons gone: their criteria stand at the top.
#[derive(Clone)]
struct Without {
    end: End,
    criteria: BTreeSet<usize>,
    /// Whether demerits hold nothing any more.
    demerits: bool,
}

impl Without {
    fn nothing(end: End) -> Self {
        Without { end, criteria: BTreeSet::new(), demerits: false }
    }

    fn at(&self, end: End) -> Self {
        Without { end, ..self.clone() }
    }
}

/// The best end of a grade, as it follows the worst in a headline.
pub(super) fn at_best(grade: &GradeRange) -> String {
    if grade.worst == grade.best {
        String::new()
    } else {
        format!(", at best {} if everything unsaid were good", grade.best)
    }
}

impl Explaining<'_> {
    /// On what a criterion's standing rests.
    pub(super) fn basis(&self, index: usize) -> ReasonBasis {
        let Some((criterion, range)) = self.compiled.criteria.get(index).zip(self.levels.get(index)) else {
            return ReasonBasis::Silent;
        };
        let is_act = criterion.floor.is_some_and(|floor| range.best() < floor);
        let is_against = AGAINST.iter().any(|fact| criterion.fact.is(*fact));
        if is_act || (is_against && range.best() < criterion.top) {
            ReasonBasis::Adverse
        } else if range.is_settled() {
            ReasonBasis::Stated
        } else {
            ReasonBasis::Silent
        }
    }

    fn level(&self, view: &Without, index: usize) -> u8 {
        if view.criteria.contains(&index) {
            return self.compiled.criteria.get(index).map_or(0, |criterion| criterion.top);
        }
        let levels = if view.end == End::Worst { self.levels.worst() } else { self.levels.best() };
        levels.get(index).copied().unwrap_or(0)
    }

    fn profile(&self, view: &Without) -> Vec<u8> {
        (0..self.compiled.criteria.len()).map(|index| self.level(view, index)).collect()
    }

    pub(super) fn criterion_level(&self, index: usize, level: u8) -> Option<CriterionLevel> {
        let criterion = self.compiled.criteria.get(index)?;
        let model = &self.compiled.model.criteria.get(&criterion.id)?.value;
        Some(CriterionLevel {
            id: criterion.id.clone(),
            title: prose(&model.title),
            level: model.levels.get(usize::from(level))?.name.clone(),
            stands: self.stands(index),
            demerits: criterion.demerits.get(usize::from(level)).copied().unwrap_or(0),
            basis: self.basis(index),
        })
    }

    /// What a cap that holds rests on: the criteria of the entries that hold, and the firmest basis of one.
    fn rests_on(&self, cap: &PlanCap, view: &Without) -> (ReasonBasis, BTreeSet<usize>) {
        let holds = |entry: &[(usize, u8)], view: &Without| {
            entry.iter().all(|(criterion, at_most)| self.level(view, *criterion) <= *at_most)
        };
        let best = view.at(End::Best);
        let mut basis = ReasonBasis::Silent;
        let mut criteria = BTreeSet::new();
        for entry in cap.when.iter().filter(|entry| holds(entry, view)) {
            if holds(entry, &best) {
                let adverse = entry.iter().any(|(index, _)| self.basis(*index) == ReasonBasis::Adverse);
                basis = basis.max(if adverse { ReasonBasis::Adverse } else { ReasonBasis::Stated });
            }
            criteria.extend(entry.iter().map(|(index, _)| *index));
        }
        (basis, criteria)
    }

    fn cap_reason(&mut self, cap: &PlanCap, view: &Without) -> Reason {
        let (basis, criteria) = self.rests_on(cap, view);
        let by = if basis == ReasonBasis::Silent { HeldBy::Silence } else { HeldBy::Stated };
        let text = self.plan.why_held(&cap.id, by).map_or_else(|| cap.id.clone(), |why| prose(&why));
        let about = self.plan.cap(&cap.id);
        let sources = self.cited.numbers(about.map(|about| about.sources).unwrap_or_default());
        let at = |index: usize| self.criterion_level(index, self.level(view, index));
        Reason {
            kind: ReasonKind::Cap,
            id: Some(cap.id.clone()),
            basis,
            grade: self.plan.named(cap.grade),
            text,
            criteria: criteria.into_iter().filter_map(at).collect(),
            sources,
        }
    }

    /// The reason that the sum of demerits is, with the criteria that cost most.
    fn demerits_reason(&self, view: &Without, band: Grade) -> Reason {
        let sum = |end: End| self.compiled.demerits(&self.profile(&view.at(end)));
        let cost = |index: usize| {
            let level = usize::from(self.level(view, index));
            self.compiled.criteria.get(index)?.demerits.get(level).copied()
        };
        let mut costly: Vec<(u32, usize)> = (0..self.compiled.criteria.len())
            .filter_map(|index| Some((cost(index)?, index)))
            .filter(|(cost, _)| *cost > 0)
            .collect();
        costly.sort_by_key(|(cost, index)| (Reverse(*cost), *index));
        let costliest = costly.into_iter().take(COSTLIEST);
        let criteria =
            costliest.filter_map(|(_, index)| self.criterion_level(index, self.level(view, index)));
        let (here, best) = (sum(view.end), sum(End::Best));
        let silence = match here.saturating_sub(best) {
            0 => "",
            silence if silence == here => ", as nothing of it is stated",
            _ => ", in part as it is not stated",
        };
        let basis = if self.compiled.band(best) > band { ReasonBasis::Silent } else { ReasonBasis::Stated };
        Reason {
            kind: ReasonKind::Demerits,
            id: None,
            basis,
            grade: self.plan.named(band),
            text: format!("what it lacks adds up{silence}"),
            criteria: criteria.collect(),
            sources: Vec::new(),
        }
    }

    /// What holds at an end, rung by rung: each is the exact grade once everything that the earlier ones name is gone.
    fn rungs(&mut self, end: End) -> Vec<Rung> {
        let compiled = self.compiled;
        let top = Grade::at(compiled.id.scale.len().saturating_sub(1));
        let mut view = Without::nothing(end);
        let mut rungs: Vec<Rung> = Vec::new();
        loop {
            let profile = self.profile(&view);
            let band = if view.demerits { top } else { compiled.band_of(&profile) };
            let holding: Vec<&PlanCap> = compiled.caps.iter().filter(|cap| cap.holds(&profile)).collect();
            let grade = holding.iter().map(|cap| cap.grade).min().map_or(band, |cap| cap.min(band));
            if grade >= top {
                return rungs;
            }
            let mut reasons: Vec<Reason> = Vec::new();
            let mut gone = view.clone();
            for cap in holding.into_iter().filter(|cap| cap.grade == grade) {
                gone.criteria.extend(self.rests_on(cap, &view).1);
                reasons.push(self.cap_reason(cap, &view));
            }
            // The firmest basis first, then the costliest.
            reasons.sort_by_key(|reason| {
                let cost = reason.criteria.iter().map(|criterion| criterion.demerits).max();
                (Reverse(reason.basis), Reverse(cost), reason.id.clone())
            });
            if band == grade {
                gone.demerits = true;
                reasons.push(self.demerits_reason(&view, band));
            }
            rungs.push(Rung { grade: self.plan.named(grade), decides: rungs.is_empty(), reasons });
            view = gone;
        }
    }

    pub(super) fn held(&mut self) -> Held {
        if self.assessment.grade.is_none() {
            return Held { worst: Vec::new(), best: Vec::new() };
        }
        let worst = self.rungs(End::Worst);
        Held { worst, best: self.rungs(End::Best) }
    }

    pub(super) fn grades(&self) -> Option<Grades> {
        let assessment = self.assessment;
        let (grade, demerits) = (assessment.grade.clone()?, assessment.demerits.clone()?);
        let range = grade.range();
        let step = |(index, name): (usize, &String)| {
            let here = Grade::at(index);
            ScaleStep {
                name: name.clone(),
                word: self.plan.grade_view(here).map_or_else(String::new, |view| prose(view.word)),
                is_worst: here == range.worst(),
                is_best: here == range.best(),
                in_range: range.contains(here),
            }
        };
        let band = |demerits: u32| self.plan.named(self.compiled.band(demerits));
        Some(Grades {
            best_means: "if everything unsaid were good",
            before_caps: GradeRange { worst: band(demerits.worst), best: band(demerits.best) },
            audit_grade: assessment.audit_grade.clone()?,
            account: words::account(assessment.account.as_ref()?),
            scale: self.compiled.id.scale.iter().enumerate().map(step).collect(),
            grade,
            demerits,
        })
    }

    pub(super) fn headline(&self, held: &Held) -> Headline {
        let causes = |skip: Option<StatusCause>| {
            let causes = self.assessment.status_because.iter().filter(|cause| Some(**cause) != skip);
            causes.map(|cause| words::status_cause(*cause).to_owned()).collect::<Vec<_>>()
        };
        let Some(grade) = &self.assessment.grade else {
            let (label, meaning) = words::not_graded(self.assessment.status == Status::ReportsAbuse);
            return Headline {
                label: label.to_owned(),
                tone: Tone::Bad,
                text: format!(": {}.", causes(None).join("; ")),
                meaning: Some(meaning.to_owned()),
                status_because: causes(None),
                because: Vec::new(),
                cited: Vec::new(),
            };
        };
        let (worst, best) = (grade.worst.name(), grade.best.name());
        let tone = match grade.worst.grade().index() {
            0 | 1 => Tone::Bad,
            index if index.saturating_add(1) == self.compiled.id.scale.len() => Tone::Good,
            _ => Tone::Doubtful,
        };
        let is_settled = worst == best;
        let at_best = at_best(grade);
        let because = held.worst.first().map(|rung| rung.reasons.clone()).unwrap_or_default();
        let why = because.first().map_or_else(
            || ": nothing holds it down".to_owned(),
            |reason| format!(": held at {worst} {}", self.reason_clause(reason)),
        );
        let even_at_best = held.best.first().filter(|_| !is_settled).and_then(|rung| rung.reasons.first());
        let mut cited: Vec<u32> =
            because.first().into_iter().chain(even_at_best).flat_map(|one| one.sources.clone()).collect();
        cited.sort_unstable();
        cited.dedup();
        let even = even_at_best.map_or_else(String::new, |reason| {
            format!("; and even at best held at {best} {}", self.clause_at_best(reason))
        });
        Headline {
            label: format!("credibility {}", self.with_meaning(&grade.worst)),
            tone,
            text: format!("{at_best}{why}{even}."),
            meaning: None,
            // A refusal is a warning, and was said first of all.
            status_because: causes(Some(StatusCause::ReportRefused)),
            because,
            cited,
        }
    }

    /// A grade with what it means.
    fn with_meaning(&self, grade: &NamedGrade) -> String {
        let view = self.plan.grade_view(grade.grade());
        view.map_or_else(|| grade.name().to_owned(), |view| prose(&view.to_string()))
    }

    /// A reason as the end of a sentence that says where the grade is held.
    fn reason_clause(&self, reason: &Reason) -> String {
        match reason.kind {
            ReasonKind::Demerits => format!("because {}", reason.text),
            ReasonKind::Cap => format!("because: {}", self.with_source(reason)),
        }
    }

    fn clause_at_best(&self, reason: &Reason) -> String {
        match (reason.kind, reason.criteria.first()) {
            (ReasonKind::Demerits, Some(costliest)) => {
                let CriterionLevel { title, stands, .. } = costliest;
                format!("because {}, most of all: {title} ({stands})", reason.text)
            }
            _ => self.reason_clause(reason),
        }
    }

    /// Why a cap holds, with its first source in full and the numbers of the others.
    fn with_source(&self, reason: &Reason) -> String {
        let sources = self.cited.sources(self.plan);
        let mut parts = Vec::new();
        for number in &reason.sources {
            match sources.iter().find(|source| source.number == *number).filter(|_| parts.is_empty()) {
                Some(source) => {
                    let mut about = vec![source.title.clone(), source.publisher.clone()];
                    about.extend(source.date.clone());
                    about.push(source.status.as_str().to_owned());
                    parts.push(format!("[{number}] {}", about.join(", ")));
                }
                None => parts.push(format!("[{number}]")),
            }
        }
        format!("{} ({})", reason.text.trim_end_matches('.'), parts.join("; "))
    }

    pub(super) fn caps(&mut self) -> Vec<CapTold> {
        let mut told = Vec::new();
        for answer in &self.assessment.caps {
            let Some(cap) = self.compiled.caps.iter().find(|cap| cap.id == answer.id) else { continue };
            let reason = self.cap_reason(cap, &Without::nothing(End::Worst));
            told.push(CapTold {
                id: answer.id.clone(),
                grade: answer.grade.clone(),
                binds: answer.binds,
                word: words::binds(answer.binds),
                basis: reason.basis,
                why: reason.text,
                criteria: reason.criteria,
                sources: reason.sources,
            });
        }
        told.sort_by(|one, other| (one.grade.grade(), &one.id).cmp(&(other.grade.grade(), &other.id)));
        told
    }

    /// Demerits of a domain at worst and at best, after groups and limit.
    pub(super) fn domain_demerits(&self, domain: usize) -> WorstBest {
        let at = |end: End| {
            let view = Without::nothing(end);
            let mut slots = BTreeMap::<usize, u32>::new();
            for (index, criterion) in self.compiled.criteria.iter().enumerate() {
                if self.compiled.domain_of(criterion.slot) == domain {
                    let level = usize::from(self.level(&view, index));
                    let cost = criterion.demerits.get(level).copied().unwrap_or(0);
                    let slot = slots.entry(criterion.slot).or_default();
                    *slot = cost.max(*slot);
                }
            }
            let sum = slots.into_values().fold(0, u32::saturating_add);
            sum.min(self.compiled.limit_of(domain))
        };
        WorstBest { worst: at(End::Worst), best: at(End::Best) }
    }

    /// Whether a criterion is below its top in a way that a reader must see.
    pub(super) fn tone_of(outcome: Outcome) -> Tone {
        match outcome {
            Outcome::Short => Tone::Bad,
            Outcome::NotStated | Outcome::PartlyStated => Tone::Doubtful,
            Outcome::NotApplicable => Tone::Neutral,
            Outcome::Met => Tone::Good,
        }
    }
}
