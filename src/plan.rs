//! The plan: a pack compiled into flat tables, and the scorer that answers from it.
//!
//! Facts meet the pack's tables and the day at one door, [`Scorer::levels`], which turns them into levels and is the
//! last thing that can fail. After it there are only small whole numbers: a grade is two evaluations, one at the worst
//! corner of the spans and one at the best, and they bound every profile in between exactly, because a better level
//! never gives a worse grade.

mod alone;
mod batch;
mod decided;
mod prepare;
mod program;
mod sums;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::date::Date;
use crate::dossier::{DayPlace, Dossier, Extra};
use crate::fact::Facts;
use crate::fact::coercion::Contexts;
use crate::fact::possible::{ANY_COUNT, Possible, Set, Tri};
use crate::fact::reading::Reading;
use crate::fact::row::Known;
use crate::fact::tables::Tables;
use crate::grade::{Grade, NamedGrade, Verdict};
use crate::limits::MAX_CRITERIA;
use crate::pack::model::{Applies, AppliesHolds, Cap, Criterion, ExtraFact, FactRef, Holds, Model, Source};
use crate::pack::{CapView, CriterionView, Pack, PackId, SchemeView, StandardView};
use crate::plan::program::Program;
use crate::problem::Problem;
use crate::range::Range;

pub use crate::plan::batch::{Grades, RowGrade};
pub use crate::plan::decided::Decided;

/// A pack compiled for answering; cheap to clone, and shared between threads.
///
/// ```
/// use audit_credence::{Dossier, Pack, Plan};
///
/// let plan = Plan::new(&Pack::procurement().unwrap());
/// let dossier = Dossier::from_json(br#"{ "report": { "visit": { "notice": "announced" } } }"#).unwrap();
/// let assessment = plan.at("2026-11-22".parse().unwrap()).assess(&dossier).unwrap();
/// assert_eq!(assessment.standards["cbp"].verdict.as_str(), "not_met");
/// ```
#[derive(Clone, Debug)]
pub struct Plan(Arc<Compiled>, Arc<Option<Program>>);

#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    pub(crate) id: PackId,
    pub(crate) model: Arc<Model>,
    pub(crate) tables: Tables,
    /// In the order of their ids; a criterion's place here is its index everywhere after.
    pub(crate) criteria: Vec<PlanCriterion>,
    /// The domain of each slot. A slot is a group, or a criterion without one: only the worst of a slot counts.
    pub(crate) slot_domains: Vec<usize>,
    /// The limit of each domain.
    pub(crate) limits: Vec<u32>,
    /// The most demerits of each grade but the worst, from the second worst to the best.
    pub(crate) bands: Vec<u32>,
    pub(crate) caps: Vec<PlanCap>,
    pub(crate) standards: Vec<PlanStandard>,
    /// The most demerits that there can be.
    pub(crate) of: u32,
    pub(crate) inconclusive_steps: u32,
}

#[derive(Clone, Debug)]
pub(crate) struct PlanCriterion {
    pub(crate) id: String,
    pub(crate) fact: FactRef,
    pub(crate) holds: Vec<Holds>,
    pub(crate) demerits: Vec<u32>,
    pub(crate) top: u8,
    /// The level at which silence stands at worst.
    pub(crate) floor: Option<u8>,
    applies: Option<Applies>,
    pub(crate) slot: usize,
    /// Whether its domain is left out of the audit's own grade.
    pub(crate) outside: bool,
    /// The standards that require it, in the order of their ids.
    pub(crate) authorities: Vec<String>,
    /// The sources of the criterion and of those requirements, in the order of their ids.
    pub(crate) sources: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct PlanCap {
    pub(crate) id: String,
    pub(crate) grade: Grade,
    /// Or of ands of "criterion at most at level".
    pub(crate) when: Vec<Vec<(usize, u8)>>,
}

#[derive(Clone, Debug)]
pub(crate) struct PlanStandard {
    pub(crate) id: String,
    /// Criterion at least at level.
    pub(crate) requires: Vec<(usize, u8)>,
}

/// The level of each criterion, as far as the facts settle it, and what else decides an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    worst: [u8; MAX_CRITERIA],
    best: [u8; MAX_CRITERIA],
    count: usize,
    pub(crate) not_applicable: [bool; MAX_CRITERIA],
    pub(crate) restricted: bool,
    pub(crate) reading: Reading,
}

impl Levels {
    /// The level of a criterion, counted from the worst; criteria are numbered in the order of their ids.
    pub fn get(&self, criterion: usize) -> Option<Range<u8>> {
        let known = criterion < self.count;
        self.worst
            .get(criterion)
            .zip(self.best.get(criterion))
            .filter(|_| known)
            .map(|(worst, best)| Range::new(*worst, *best))
    }

    /// Whether there is a report to grade.
    pub fn is_graded(&self) -> bool {
        self.reading == Reading::Readable
    }

    /// Whether the report found forced labour: it is evidence and not graded.
    pub fn reports_abuse(&self) -> bool {
        self.reading == Reading::ReportsAbuse
    }

    fn set(&mut self, criterion: usize, range: Range<u8>) {
        if let Some((worst, best)) = self.worst.get_mut(criterion).zip(self.best.get_mut(criterion)) {
            (*worst, *best) = (range.worst(), range.best());
        }
    }

    /// Levels that are stated, not read from facts; criteria left out stand at their top.
    pub(crate) fn stated(plan: &Plan, stated: &[(usize, Range<u8>)]) -> Self {
        let mut levels = Levels {
            worst: [0; MAX_CRITERIA],
            best: [0; MAX_CRITERIA],
            count: plan.0.criteria.len(),
            not_applicable: [false; MAX_CRITERIA],
            restricted: false,
            reading: Reading::Readable,
        };
        let tops = plan.0.criteria.iter().map(|criterion| Range::exactly(criterion.top)).enumerate();
        tops.chain(stated.iter().copied()).for_each(|(index, range)| levels.set(index, range));
        levels
    }

    /// The same levels with one criterion settled.
    pub(crate) fn with(&self, criterion: usize, level: u8) -> Self {
        let mut levels = self.clone();
        levels.set(criterion, Range::exactly(level));
        levels
    }

    pub(crate) fn worst(&self) -> &[u8] {
        self.worst.get(..self.count).unwrap_or_default()
    }

    pub(crate) fn best(&self) -> &[u8] {
        self.best.get(..self.count).unwrap_or_default()
    }
}

impl Plan {
    /// Compiles a pack.
    pub fn new(pack: &Pack) -> Self {
        compile(pack).into()
    }

    /// The levels of one profile: a level for each criterion, in the order of their ids, counted from the worst; `None`
    /// where one is missing, too many or not a level of its criterion.
    ///
    /// ```
    /// use audit_credence::{Pack, Plan};
    ///
    /// let plan = Plan::new(&Pack::shipped("audit").unwrap());
    /// let worst = plan.profile(&vec![0; plan.criteria().count()]).unwrap();
    /// let grade = plan.at("2026-11-22".parse().unwrap()).grade(&worst);
    /// assert!(grade.is_settled());
    /// assert_eq!(plan.grade_name(grade.worst()), "E");
    /// ```
    pub fn profile(&self, levels: &[u8]) -> Option<Levels> {
        let criteria = &self.0.criteria;
        let known = levels.len() == criteria.len()
            && levels.iter().zip(criteria).all(|(level, criterion)| *level <= criterion.top);
        let stated: Vec<_> = levels.iter().map(|level| Range::exactly(*level)).enumerate().collect();
        known.then(|| Levels::stated(self, &stated))
    }

    /// What identifies the pack.
    pub fn id(&self) -> &PackId {
        &self.0.id
    }

    /// The scorer for a day.
    pub fn at(&self, as_of: Date) -> Scorer {
        let cut_off = |criterion: &PlanCriterion| {
            let months = criterion.holds.iter().map(|holds| match holds {
                Holds::AtMost(months) => Some(first_day_within(*months, as_of).number()),
                Holds::AtLeast(_) | Holds::Rest | Holds::Values(_) => None,
            });
            if criterion.fact.is_age() { months.collect() } else { Vec::new() }
        };
        Scorer { plan: self.clone(), as_of, cut_offs: self.0.criteria.iter().map(cut_off).collect() }
    }

    /// A source of the pack by its id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.0.model.sources.get(id).map(|item| &item.value)
    }

    /// What the pack says of a criterion.
    pub fn criterion(&self, id: &str) -> Option<CriterionView<'_>> {
        self.0.model.criterion_view(id)
    }

    /// What the pack says of a cap.
    pub fn cap(&self, id: &str) -> Option<CapView<'_>> {
        self.0.model.cap_view(id)
    }

    /// What the pack says of a standard.
    pub fn standard(&self, id: &str) -> Option<StandardView<'_>> {
        self.0.model.standard_view(id)
    }

    /// What the pack says of a certification scheme: under the labour rule of that id, or in general.
    pub fn scheme(&self, id: &str, rule: Option<&str>) -> Option<SchemeView<'_>> {
        self.0.model.scheme_view(id, rule)
    }

    /// The name of a grade.
    pub fn grade_name(&self, grade: Grade) -> &str {
        self.0.id.scale.get(grade.index()).map_or("", String::as_str)
    }

    /// A grade by its name.
    pub fn grade_named(&self, name: &str) -> Option<Grade> {
        self.0.model.grade(name).map(Grade::at)
    }

    /// The ids of the criteria, in the order of their numbers.
    pub fn criteria(&self) -> impl Iterator<Item = &str> {
        self.0.criteria.iter().map(|criterion| criterion.id.as_str())
    }

    /// The ids of the caps, in their order.
    pub fn caps(&self) -> impl Iterator<Item = &str> {
        self.0.caps.iter().map(|cap| cap.id.as_str())
    }

    /// The ids of the standards, in their order.
    pub fn standards(&self) -> impl Iterator<Item = &str> {
        self.0.standards.iter().map(|standard| standard.id.as_str())
    }

    /// The name of a criterion's level.
    pub(crate) fn level_name(&self, criterion: usize, level: u8) -> &str {
        self.0.level_name(criterion, level)
    }

    /// A criterion's level by its name.
    pub(crate) fn level_named(&self, criterion: usize, name: &str) -> Option<u8> {
        let one = self.0.criteria.get(criterion)?;
        self.0.model.criteria.get(&one.id)?.value.level(name).map(small)
    }

    /// Every fact that the dossier states as something else than the pack declares.
    pub(crate) fn wrong_extras(&self, dossier: &Dossier) -> impl Iterator<Item = Problem> {
        let facts = self.0.model.facts.iter();
        facts.filter_map(|(name, item)| extra(name, &item.value, dossier.extra.get(name)).err())
    }

    pub(crate) fn compiled(&self) -> &Compiled {
        &self.0
    }

    fn program(&self) -> Option<&Program> {
        self.1.as_ref().as_ref()
    }

    pub(crate) fn named(&self, grade: Grade) -> NamedGrade {
        NamedGrade { grade, name: self.grade_name(grade).to_owned() }
    }
}

impl From<Compiled> for Plan {
    fn from(compiled: Compiled) -> Self {
        // The same as steps over columns; none where it does not fit.
        let program = Program::of(&compiled);
        Plan(Arc::new(compiled), Arc::new(program))
    }
}

/// The first day that lies at most so many months before `as_of`.
fn first_day_within(months: u32, as_of: Date) -> Date {
    let mut day = as_of.minus_months(months);
    // Months differ in length: the guess is off by a few days at most.
    while day.plus_months(months) < as_of {
        day = day.plus_days(1);
    }
    while day.plus_days(-1) < day && day.plus_days(-1).plus_months(months) >= as_of {
        day = day.plus_days(-1);
    }
    day
}

fn compile(pack: &Pack) -> Compiled {
    let model = &pack.model;
    let (criteria, slot_domains) = compile_criteria(model);
    let index = |id: &str| criteria.iter().position(|criterion| criterion.id == id);
    let literal = |(id, level): (&String, &String)| {
        Some((index(id)?, small(model.criteria.get(id)?.value.level(level)?)))
    };

    let cap = |(id, cap): (&str, &Cap)| PlanCap {
        id: id.to_owned(),
        grade: Grade::at(cap.grade),
        when: cap.when.iter().map(|entry| entry.iter().filter_map(literal).collect()).collect(),
    };
    // What is critical is a cap on the criterion's bottom level, under the criterion's own id.
    let critical = |(at, (id, criterion)): (usize, (&str, &Criterion))| {
        Some(PlanCap { id: id.to_owned(), grade: Grade::at(criterion.critical?), when: vec![vec![(at, 0)]] })
    };
    let mut caps: Vec<PlanCap> =
        model.caps().map(cap).chain(model.criteria().enumerate().filter_map(critical)).collect();
    caps.sort_by(|one, other| one.id.cmp(&other.id));

    let standards = model.standards().map(|(id, standard)| PlanStandard {
        id: id.to_owned(),
        requires: standard.requires.iter().filter_map(|(id, (level, _))| literal((id, level))).collect(),
    });
    let regions: Vec<_> = model.regions.values().map(|item| item.value.clone()).collect();
    let arrangements: Vec<_> = model.arrangements.values().map(|item| item.value.clone()).collect();
    let mut compiled = Compiled {
        id: pack.id().clone(),
        tables: Tables {
            contexts: Contexts::new(&regions, &arrangements),
            sample: model.sample.as_ref().map(|item| item.value.clone()).unwrap_or_default(),
            auditor_days: model.auditor_days.as_ref().map(|item| item.value.clone()).unwrap_or_default(),
            schemes: model.schemes.values().map(|item| item.value.scheme.clone()).collect(),
            stale_days: model.setting("stale_days", 365),
        },
        standards: standards.collect(),
        slot_domains,
        limits: model.domains.values().map(|item| item.value.limit).collect(),
        bands: model.bands.as_ref().map(|item| item.value.clone()).unwrap_or_default(),
        caps,
        of: 0,
        inconclusive_steps: model.setting("inconclusive_steps", u32::MAX),
        model: Arc::new(model.clone()),
        criteria,
    };
    compiled.of = compiled.demerits(|_| 0);
    compiled
}

/// The criteria in the order of their ids, and the domain of each slot.
fn compile_criteria(model: &Model) -> (Vec<PlanCriterion>, Vec<usize>) {
    let mut groups: Vec<Option<(usize, &str)>> = Vec::new();
    let mut slot_domains = Vec::new();
    let mut criteria = Vec::new();
    for (id, criterion) in model.criteria() {
        let domain = model.domains.keys().position(|domain| *domain == criterion.domain).unwrap_or(0);
        let group = criterion.group.as_deref().map(|group| (domain, group));
        let known = groups.iter().position(|known| group.is_some() && *known == group);
        let slot = known.unwrap_or(groups.len());
        if known.is_none() {
            groups.push(group);
            slot_domains.push(domain);
        }
        let requires =
            model.standards().filter_map(|(standard, all)| Some((standard, all.requires.get(id)?)));
        let required_by: Vec<_> = requires.collect();
        let of_standards = required_by.iter().flat_map(|(_, (_, sources))| sources);
        let sources: BTreeSet<&String> = criterion.sources.iter().chain(of_standards).collect();
        criteria.push(PlanCriterion {
            authorities: required_by.iter().map(|(standard, _)| (*standard).to_owned()).collect(),
            sources: sources.into_iter().cloned().collect(),
            id: id.to_owned(),
            fact: criterion.fact.clone(),
            holds: criterion.levels.iter().map(|level| level.holds).collect(),
            demerits: criterion.levels.iter().map(|level| level.demerits).collect(),
            top: small(criterion.levels.len().saturating_sub(1)),
            floor: criterion.silent_floor.map(small),
            applies: criterion.applies_when.clone(),
            slot,
            outside: model.domains.get(&criterion.domain).is_some_and(|item| item.value.outside),
        });
    }
    (criteria, slot_domains)
}

fn small(index: usize) -> u8 {
    u8::try_from(index).unwrap_or(u8::MAX)
}

impl Compiled {
    /// The demerits of a profile: the worst of each slot, summed in its domain up to the limit, over all domains.
    pub(crate) fn demerits(&self, level: impl Fn(usize) -> u8) -> u32 {
        let mut slots = [0_u32; MAX_CRITERIA];
        for (index, criterion) in self.criteria.iter().enumerate() {
            let demerits = criterion.demerits.get(usize::from(level(index))).copied().unwrap_or(0);
            if let Some(slot) = slots.get_mut(criterion.slot) {
                *slot = demerits.max(*slot);
            }
        }
        let sum = |domain: usize| {
            let of_domain = self.slot_domains.iter().zip(slots).filter(|(of, _)| **of == domain);
            of_domain.fold(0_u32, |sum, (_, demerits)| sum.saturating_add(demerits))
        };
        let limited = self.limits.iter().enumerate().map(|(domain, limit)| sum(domain).min(*limit));
        limited.fold(0, u32::saturating_add)
    }

    /// The name of a criterion's level.
    pub(crate) fn level_name(&self, criterion: usize, level: u8) -> &str {
        let model = self.criteria.get(criterion).and_then(|one| self.model.criteria.get(&one.id));
        let level = model.and_then(|item| item.value.levels.get(usize::from(level)));
        level.map_or("", |level| &level.name)
    }

    /// The domain of a slot.
    pub(crate) fn domain_of(&self, slot: usize) -> usize {
        self.slot_domains.get(slot).copied().unwrap_or(0)
    }

    /// The limit of a domain.
    pub(crate) fn limit_of(&self, domain: usize) -> u32 {
        self.limits.get(domain).copied().unwrap_or(0)
    }

    /// The best grade that so many demerits allow.
    pub(crate) fn band(&self, demerits: u32) -> Grade {
        Grade::at(self.bands.iter().take_while(|most| demerits <= **most).count())
    }

    /// The most demerits that any grade but the worst allows.
    pub(crate) fn most_in_bands(&self) -> u32 {
        self.bands.first().copied().unwrap_or(0)
    }

    /// The fewest demerits that forbid every better grade, and the most that allow this one.
    pub(crate) fn sums_of(&self, grade: usize) -> (u32, u32) {
        let most = grade.checked_sub(1).and_then(|worse| self.bands.get(worse));
        (self.fewest(Grade::at(grade)), most.copied().unwrap_or(u32::MAX))
    }

    /// The fewest demerits in the band of a grade.
    fn fewest(&self, grade: Grade) -> u32 {
        self.bands.get(grade.index()).map_or(0, |most| most.saturating_add(1))
    }

    pub(crate) fn holds(cap: &PlanCap, level: impl Fn(usize) -> u8) -> bool {
        cap.when.iter().any(|entry| entry.iter().all(|(criterion, at_most)| level(*criterion) <= *at_most))
    }

    /// The grade of a profile.
    pub(crate) fn grade(&self, level: impl Fn(usize) -> u8) -> Grade {
        let band = self.band(self.demerits(&level));
        let held = self.caps.iter().filter(|cap| cap.grade < band && Compiled::holds(cap, &level));
        held.map(|cap| cap.grade).min().unwrap_or(band)
    }

    /// 100 × (of − m) / of, rounded down: m never lies outside the band of the grade.
    pub(crate) fn score(&self, demerits: u32, grade: Grade) -> u32 {
        let counted = u64::from(demerits.max(self.fewest(grade)).min(self.of));
        let left = u64::from(self.of).saturating_sub(counted).saturating_mul(100);
        left.checked_div(self.of.into()).map_or(100, |score| u32::try_from(score).unwrap_or(0))
    }
}

/// Answers for one pack on one day.
#[derive(Clone, Debug)]
pub struct Scorer {
    plan: Plan,
    as_of: Date,
    /// For each criterion over an age, the first day at each of its levels, as `yyyymmdd`.
    cut_offs: Vec<Vec<Option<u32>>>,
}

impl Scorer {
    /// The plan that it answers for.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The day that it answers for.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// The level of every criterion: the one door at which facts meet the pack's tables and the day.
    ///
    /// # Errors
    ///
    /// The first problem of a dossier that [`Dossier::check`] refuses; `after_as_of` where it states a day later than that
    /// of the scorer (`valid_until` excepted), and `wrong_type` or `unknown_value` where it states a fact that the pack
    /// declares as something else.
    pub fn levels(&self, facts: &Facts) -> Result<Levels, Problem> {
        if let Some(problem) = facts.refused() {
            return Err(problem.clone());
        }
        if let Some((place, day)) = facts.later_than(self.as_of) {
            return Err(after_as_of(place, day, self.as_of));
        }
        let mut levels = Levels {
            worst: [0; MAX_CRITERIA],
            best: [0; MAX_CRITERIA],
            count: self.plan.0.criteria.len(),
            not_applicable: [false; MAX_CRITERIA],
            restricted: facts.is_restricted(),
            reading: facts.reading(),
        };
        if let Some(program) =
            self.plan.program().filter(|program| !facts.is_graded_apart(program.asks_extra))
        {
            self.look_up(program, facts, &mut levels);
            return Ok(levels);
        }
        for (index, criterion) in self.plan.0.criteria.iter().enumerate() {
            let ends = self.ends(facts, &criterion.fact)?;
            let range = self.range(index, criterion, ends);
            let applies = match &criterion.applies {
                None => None,
                Some(applies) => {
                    let (shown, claimed) = self.ends(facts, &applies.fact)?;
                    Some((applies_to(shown, applies.holds), applies_to(claimed, applies.holds)))
                }
            };
            levels.set(index, where_it_applies(criterion, range, applies));
            if let Some(not_applicable) = levels.not_applicable.get_mut(index) {
                *not_applicable = applies.is_some_and(|(shown, _)| shown == Tri::No);
            }
        }
        Ok(levels)
    }

    /// What the fact may be, shown and claimed.
    fn ends(&self, facts: &Facts, fact: &FactRef) -> Result<(Possible, Possible), Problem> {
        match fact {
            FactRef::Catalogue(id) => Ok(facts.ends(*id, &self.plan.0.tables, self.as_of.number())),
            FactRef::Extra(name, kind) => {
                let (shown, claimed) = facts.extra(name);
                Ok((extra(name, kind, shown)?, extra(name, kind, claimed)?))
            }
        }
    }

    /// What the fact may be in a row of columns, where no rule claims anything and a fact of a pack's own is not stated.
    fn possible_among(&self, fact: &FactRef, known: &Known<'_>) -> Possible {
        match fact {
            FactRef::Catalogue(id) => known.possible(*id, &self.plan.0.tables, self.as_of.number()),
            FactRef::Extra(_, kind) => not_stated(kind),
        }
    }

    fn range(
        &self,
        index: usize,
        criterion: &PlanCriterion,
        (shown, claimed): (Possible, Possible),
    ) -> Range<u8> {
        let span = |possible| self.span(index, criterion, possible);
        let (shown, claimed) = (span(shown), span(claimed));
        // Silence about an adverse act does not stand for the act; the act itself, where it is stated, does.
        let worst = |span: Range<u8>| match criterion.floor {
            Some(floor) if span.best() >= floor => span.worst().max(floor),
            _ => span.worst(),
        };
        let best = claimed.best();
        // A rule only takes away: what it claims may itself be worse than silence.
        let worst = worst(shown).min(worst(claimed));
        Range::new(worst.min(best), best)
    }

    fn span(&self, index: usize, criterion: &PlanCriterion, possible: Possible) -> Range<u8> {
        let at = |holds: &dyn Fn(&Holds) -> bool| {
            let level = criterion.holds.iter().rposition(holds).unwrap_or(0);
            small(level)
        };
        match possible {
            Possible::Named(set) => {
                let may_hold = |holds: &Holds| match holds {
                    Holds::Values(values) => values.meets(set),
                    Holds::Rest | Holds::AtLeast(_) | Holds::AtMost(_) => false,
                };
                let worst = criterion.holds.iter().position(may_hold).unwrap_or(0);
                Range::new(small(worst), at(&may_hold))
            }
            Possible::Count(counts) => {
                let level = |count: u32| {
                    at(&|holds| match holds {
                        Holds::AtLeast(least) => count >= *least,
                        Holds::AtMost(most) => count <= *most,
                        Holds::Rest | Holds::Values(_) => false,
                    })
                };
                Range::new(level(counts.worst()), level(counts.best()))
            }
            Possible::Days(from, to) => {
                let last = if to == u32::MAX { criterion.top } else { self.level_on(index, to) };
                Range::new(self.level_on(index, from), last)
            }
        }
    }

    /// The level at which a day stands in a criterion over an age.
    fn level_on(&self, index: usize, day: u32) -> u8 {
        let reached = |cut: &Option<u32>| cut.is_some_and(|first| day >= first);
        small(self.cut_offs.get(index).and_then(|cuts| cuts.iter().rposition(reached)).unwrap_or(0))
    }

    /// The grade: its exact range over every profile inside the spans. Allocates nothing.
    pub fn grade(&self, levels: &Levels) -> Range<Grade> {
        self.corners(levels).0
    }

    /// The grade, and the demerits at the worst corner and at the best.
    pub(crate) fn corners(&self, levels: &Levels) -> (Range<Grade>, [u32; 2]) {
        let corners = [levels.worst(), levels.best()];
        let [(worst, most), (best, fewest)] = match self.plan.program() {
            Some(program) => program.grades(corners),
            None => corners.map(|levels| {
                let level = |at: usize| levels.get(at).copied().unwrap_or(0);
                (self.plan.0.grade(level), self.plan.0.demerits(level))
            }),
        };
        (Range::new(worst, best), [most, fewest])
    }

    /// The grade with every criterion of an outside domain at its top.
    pub(crate) fn audit_grade(&self, levels: &Levels) -> Range<Grade> {
        let mut levels = levels.clone();
        let outside = self.plan.0.criteria.iter().enumerate().filter(|(_, criterion)| criterion.outside);
        outside.for_each(|(index, criterion)| levels.set(index, Range::exactly(criterion.top)));
        self.grade(&levels)
    }

    /// The verdict of each standard, in the order of their ids.
    pub(crate) fn verdict(levels: &Levels, standard: &PlanStandard) -> Verdict {
        if levels.restricted {
            return Verdict::Superseded;
        }
        let at_least = |of: &[u8], (criterion, level): &(usize, u8)| {
            of.get(*criterion).is_some_and(|found| found >= level)
        };
        if !standard.requires.iter().all(|requirement| at_least(levels.best(), requirement)) {
            Verdict::NotMet
        } else if levels.reading == Reading::Readable
            && standard.requires.iter().all(|requirement| at_least(levels.worst(), requirement))
        {
            Verdict::Met
        } else {
            Verdict::NotDemonstrated
        }
    }
}

pub(crate) fn after_as_of(place: DayPlace, day: Date, as_of: Date) -> Problem {
    Problem::new(
        "after_as_of",
        place.to_string(),
        format!("this day lies after the day of the assessment, {as_of}"),
    )
    .value(&day.to_string())
}

/// What a fact that a pack declares itself may be.
fn extra(name: &str, kind: &ExtraFact, stated: Option<&Extra>) -> Result<Possible, Problem> {
    let path = || format!("extra.{name}");
    let wrong = |expected: &str| {
        Err(Problem::new("wrong_type", path(), format!("the pack declares this as {expected}")))
    };
    match (kind, stated) {
        (kind, None) => Ok(not_stated(kind)),
        (ExtraFact::YesNo, Some(Extra::YesNo(yes))) => Ok(Possible::yes_no(Some(*yes))),
        (ExtraFact::YesNo, Some(_)) => wrong("true or false"),
        (ExtraFact::Count, Some(Extra::Count(count))) => Ok(Possible::count(Some(*count))),
        (ExtraFact::Count, Some(_)) => wrong("a whole number"),
        (ExtraFact::Named(words), Some(Extra::Word(word))) => {
            match words.iter().position(|known| known == word) {
                Some(index) => Ok(Possible::Named(Set::one(index))),
                None => Err(Problem::new("unknown_value", path(), "the pack declares other values")
                    .value(word)
                    .allowed(word, words.iter().map(String::as_str))),
            }
        }
        (ExtraFact::Named(_), Some(_)) => wrong("a named value"),
    }
}

fn not_stated(kind: &ExtraFact) -> Possible {
    match kind {
        ExtraFact::YesNo => Possible::yes_no(None),
        ExtraFact::Count => Possible::Count(ANY_COUNT),
        ExtraFact::Named(words) => Possible::Named(Set::all(words.len())),
    }
}

/// The level, given whether the criterion applies as shown and as claimed.
fn where_it_applies(criterion: &PlanCriterion, range: Range<u8>, applies: Option<(Tri, Tri)>) -> Range<u8> {
    match applies {
        None | Some((Tri::Maybe | Tri::Yes, Tri::Yes)) => range,
        Some((Tri::No, _)) => Range::exactly(criterion.top),
        Some((_, Tri::No | Tri::Maybe)) => Range::new(range.worst(), criterion.top),
    }
}

fn applies_to(possible: Possible, holds: AppliesHolds) -> Tri {
    let (all, some) = match (possible, holds) {
        (Possible::Named(set), AppliesHolds::Values(values)) => (set.is_within(values), set.meets(values)),
        (Possible::Count(counts), AppliesHolds::Between(least, most)) => (
            counts.worst() >= least && counts.best() <= most,
            counts.best() >= least && counts.worst() <= most,
        ),
        // The loader pairs kinds and conditions; anything else is not known.
        _ => (false, true),
    };
    match (all, some) {
        (true, _) => Tri::Yes,
        (false, true) => Tri::Maybe,
        (false, false) => Tri::No,
    }
}
