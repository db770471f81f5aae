//! Plan and scorer: a pack compiled, and the answers that it gives on a day.
//!
//! Facts meet the pack's tables and the day at one door, [`Scorer::levels`], which turns them into levels and is the
//! last thing that can fail. After it there are only small whole numbers: a grade is two evaluations, one at the worst
//! corner of the spans and one at the best, and they bound every profile in between exactly, because a better level
//! never gives a worse grade.

use std::sync::Arc;

use crate::date::Date;
use crate::dossier::{DayPlace, Dossier};
use crate::fact::possible::{ANY_COUNT, Possible, Set, Tri};
use crate::fact::reading::Reading;
use crate::fact::{FactRow, Facts};
use crate::grade::{ActionCode, Grade, NamedGrade, Verdict};
use crate::pack::model::{Applies, FactRef, Holds, Source};
use crate::pack::{ActionView, CapView, CriterionView, GradeView, Pack, PackId, SchemeView, StandardView};
use crate::partial_date::PartialDate;
use crate::plan::action::Standing;
use crate::plan::compiled::Compiled;
use crate::plan::levels::{Levels, RestsOn};
use crate::plan::rules::{HeldBy, PlanCriterion, PlanStandard};
use crate::plan::spans::{Input, applies_to, declared, small, span, where_it_applies};
use crate::problem::Problem;
use crate::range::Range;

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
pub struct Plan(Arc<Compiled>);

impl Plan {
    /// Compiles a pack.
    pub fn new(pack: &Pack) -> Self {
        Compiled::new(pack).into()
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
        known.then(|| self.stated(&stated))
    }

    /// Levels that are stated, not read from facts; criteria left out stand at their top.
    pub(crate) fn stated(&self, stated: &[(usize, Range<u8>)]) -> Levels {
        let mut levels = Levels::new(self.0.criteria.len(), false, Reading::Readable);
        let tops = self.0.criteria.iter().map(|criterion| Range::exactly(criterion.top)).enumerate();
        tops.chain(stated.iter().copied()).for_each(|(index, range)| levels.set(index, range));
        levels
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

    /// The sentence of a cap that is true: why it bounds the grade, or what is not shown.
    ///
    /// ```
    /// use audit_credence::assessment::HeldBy;
    /// use audit_credence::{Pack, Plan};
    ///
    /// let plan = Plan::new(&Pack::procurement().unwrap());
    /// let silent = plan.why_held("management_present", HeldBy::Silence).unwrap();
    /// assert_eq!(silent, "That managers stayed away from the interviews is not shown.");
    /// ```
    pub fn why_held(&self, cap: &str, by: HeldBy) -> Option<String> {
        let view = self.cap(cap)?;
        Some(match (by, view.when_silent) {
            (HeldBy::Stated, _) => view.why.to_owned(),
            (HeldBy::Silence, Some(silent)) => silent.to_owned(),
            (HeldBy::Silence, None) => {
                let criteria = view.criteria.iter().filter_map(|id| self.criterion(id));
                let titles: Vec<&str> = criteria.map(|criterion| criterion.title).collect();
                format!("This is not shown: {}.", titles.join("; "))
            }
        })
    }

    /// What the pack says of a standard.
    pub fn standard(&self, id: &str) -> Option<StandardView<'_>> {
        self.0.model.standard_view(id)
    }

    /// What the pack says of an action.
    pub fn action_view(&self, code: ActionCode) -> Option<ActionView<'_>> {
        self.0.model.action_view(code)
    }

    /// What the pack says of a certification scheme: under the labour rule of that id, or in general.
    pub fn scheme(&self, id: &str, rule: Option<&str>) -> Option<SchemeView<'_>> {
        self.0.model.scheme_view(id, rule)
    }

    /// The name of a grade.
    pub fn grade_name(&self, grade: Grade) -> &str {
        self.0.id.scale.get(grade.index()).map_or("", String::as_str)
    }

    /// What a grade means.
    ///
    /// ```
    /// use audit_credence::{Pack, Plan};
    ///
    /// let plan = Plan::new(&Pack::procurement().unwrap());
    /// let weak = plan.grade_view(plan.grade_named("D").unwrap()).unwrap();
    /// assert_eq!(weak.to_string(), "D (weak: something that decides is missing or failed)");
    /// ```
    pub fn grade_view(&self, grade: Grade) -> Option<GradeView<'_>> {
        self.grade_views().nth(grade.index())
    }

    /// What each grade means, worst first.
    pub fn grade_views(&self) -> impl Iterator<Item = GradeView<'_>> {
        self.0.model.grade_views()
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

    /// Every fact that the dossier states as something else than the pack declares, and every one that is probably meant
    /// as one that it declares.
    pub(crate) fn wrong_extras(&self, dossier: &Dossier) -> impl Iterator<Item = Problem> {
        let facts = self.0.model.facts.iter();
        let wrong =
            facts.filter_map(|(name, item)| declared(name, &item.value, dossier.extra.get(name)).err());
        wrong.chain(dossier.extra.iter().filter_map(|(name, _)| self.misnamed(name)))
    }

    /// The refusal of a fact that the pack does not declare and that is near one that it does.
    fn misnamed(&self, name: &str) -> Option<Problem> {
        let undeclared = self.undeclared(name)?;
        undeclared.nearest.is_some().then_some(undeclared)
    }

    /// The refusal of a fact that the pack does not declare.
    pub(crate) fn undeclared(&self, name: &str) -> Option<Problem> {
        let facts = &self.0.model.facts;
        let known = facts.iter().filter(|(_, item)| !item.retired).map(|(known, _)| known.as_str());
        (!facts.contains_key(name)).then(|| {
            let message = "the pack declares no such fact";
            Problem::new("extra_undeclared", format!("extra.{name}"), message).allowed(name, known)
        })
    }

    pub(crate) fn compiled(&self) -> &Compiled {
        &self.0
    }

    pub(crate) fn named(&self, grade: Grade) -> NamedGrade {
        NamedGrade { grade, name: self.grade_name(grade).to_owned() }
    }
}

impl From<Compiled> for Plan {
    fn from(compiled: Compiled) -> Self {
        Plan(Arc::new(compiled))
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
    /// of the scorer (`valid_until` excepted), `wrong_type` or `unknown_value` where it states a fact that the pack declares
    /// as something else, and `extra_undeclared` where it states one that the pack does not declare and that is near one
    /// that it does.
    pub fn levels(&self, facts: &Facts) -> Result<Levels, Problem> {
        if let Some(problem) = facts.refused() {
            return Err(problem.clone());
        }
        if let Some((place, day)) = facts.later_than(self.as_of) {
            return Err(after_as_of(place, day, self.as_of));
        }
        if let Some(problem) = facts.shown().extras().find_map(|(name, _)| self.plan.misnamed(name)) {
            return Err(problem);
        }
        let criteria = &self.plan.0.criteria;
        let mut levels = Levels::new(criteria.len(), facts.is_restricted(self.as_of), facts.reading());
        let is_all_shown = facts.claimed().is_none();
        for (index, criterion) in criteria.iter().enumerate() {
            // Most criteria: one named fact, which is shown, and no condition or one on another such fact.
            if let (Input::Byte(at), Some(spans), true) = (criterion.input, &criterion.spans, is_all_shown) {
                let span = spans.span(facts.shown().byte(at));
                match (&criterion.applies, criterion.applies_input) {
                    (None, _) => {
                        levels.set(index, span);
                        continue;
                    }
                    (Some(condition), Input::Byte(of)) => {
                        let set = Set::from_bits(facts.shown().byte(of).into());
                        let applies = applies_to(Possible::Named(set), condition.holds);
                        levels.set(index, where_it_applies(criterion.top, span, (applies, applies)));
                        if applies == Tri::No {
                            levels.set_rests(index, RestsOn::NotApplying);
                        }
                        continue;
                    }
                    _ => {}
                }
            }
            let (span, rests) = self.stands(index, criterion, criterion.floor, facts)?;
            levels.set(index, span);
            levels.set_rests(index, rests);
        }
        Ok(levels)
    }

    /// The same levels as though silence had no floor: as far as anything is shown.
    pub(crate) fn before_floors(&self, levels: &Levels, facts: &Facts) -> Result<Levels, Problem> {
        let mut levels = levels.clone();
        for (index, criterion) in self.plan.0.criteria.iter().enumerate() {
            if criterion.floor.is_some() {
                levels.set(index, self.stands(index, criterion, None, facts)?.0);
            }
        }
        Ok(levels)
    }

    /// Where a criterion stands by the facts, with silence at this floor, and on what that rests.
    #[inline]
    fn stands(
        &self,
        index: usize,
        criterion: &PlanCriterion,
        floor: Option<u8>,
        facts: &Facts,
    ) -> Result<(Range<u8>, RestsOn), Problem> {
        let (span, rests) = self.where_it_stands(index, criterion, floor, facts)?;
        let Some(applies) = &criterion.applies else { return Ok((span, rests)) };
        let (shown, claimed) = self.whether_it_applies(criterion, applies, facts)?;
        let rests = if shown == Tri::No { RestsOn::NotApplying } else { rests };
        Ok((where_it_applies(criterion.top, span, (shown, claimed)), rests))
    }

    /// The same as though the criterion applied.
    #[inline]
    pub(super) fn where_it_stands(
        &self,
        index: usize,
        criterion: &PlanCriterion,
        floor: Option<u8>,
        facts: &Facts,
    ) -> Result<(Range<u8>, RestsOn), Problem> {
        let shown = self.span(index, criterion, floor, facts.shown())?;
        let Some(row) = facts.claimed() else { return Ok((shown, RestsOn::WhatIsShown)) };
        // A rule only takes away: what it claims may itself be worse than silence.
        let claimed = self.span(index, criterion, floor, row)?;
        let span = Range::new(shown.worst().min(claimed.worst()), claimed.best());
        let is_claimed = span.is_settled() && !shown.is_settled();
        Ok((span, if is_claimed { RestsOn::AClaim } else { RestsOn::WhatIsShown }))
    }

    /// Whether a criterion applies, as shown and as claimed.
    #[inline]
    pub(super) fn whether_it_applies(
        &self,
        criterion: &PlanCriterion,
        applies: &Applies,
        facts: &Facts,
    ) -> Result<(Tri, Tri), Problem> {
        let by_row = |row: &FactRow| {
            let possible = self.possible(criterion.applies_input, &applies.fact, row)?;
            Ok(applies_to(possible, applies.holds))
        };
        let shown = by_row(facts.shown())?;
        Ok((shown, facts.claimed().map_or(Ok(shown), by_row)?))
    }

    /// The first days at each level of a criterion over an age.
    pub(super) fn cut_offs(&self, criterion: usize) -> &[Option<u32>] {
        self.cut_offs.get(criterion).map_or(&[], Vec::as_slice)
    }

    /// Where a criterion may stand by one row of facts, as though it applied.
    #[inline]
    fn span(
        &self,
        index: usize,
        criterion: &PlanCriterion,
        floor: Option<u8>,
        row: &FactRow,
    ) -> Result<Range<u8>, Problem> {
        if let (Input::Byte(at), Some(spans)) = (criterion.input, &criterion.spans) {
            if floor == criterion.floor {
                return Ok(spans.span(row.byte(at)));
            }
        }
        let possible = self.possible(criterion.input, &criterion.fact, row)?;
        Ok(span((&criterion.holds, floor), self.cut_offs(index), possible))
    }

    /// What a fact may be, by one row of facts.
    #[inline]
    pub(super) fn possible(&self, input: Input, fact: &FactRef, row: &FactRow) -> Result<Possible, Problem> {
        Ok(match (input, fact) {
            (Input::Byte(at), _) => Possible::Named(Set::from_bits(row.byte(at).into())),
            (Input::Bytes(from, to), _) => Possible::Named(row.set(from, to)),
            (Input::Count(at), _) => Possible::Count(row.ends(at)),
            (Input::Day(at), _) => Possible::Days(row.ends(at).worst(), row.ends(at).best()),
            (Input::AtDoor(derive), _) => row.at_door(derive, &self.plan.0.tables, self.as_of.number()),
            (Input::Declared, FactRef::Extra(name, kind)) => declared(name, kind, row.extra(name))?,
            (Input::Declared, FactRef::Catalogue(_)) => Possible::Count(ANY_COUNT),
        })
    }

    /// The grade: its exact range over every profile inside the spans. Allocates nothing.
    pub fn grade(&self, levels: &Levels) -> Range<Grade> {
        self.corners(levels).0
    }

    /// The grade, and the demerits at the worst corner and at the best.
    pub(crate) fn corners(&self, levels: &Levels) -> (Range<Grade>, [u32; 2]) {
        let [worst, best] = [levels.worst(), levels.best()].map(|profile| self.plan.0.evaluate(profile));
        (Range::new(worst.grade, best.grade), [worst.demerits, best.demerits])
    }

    /// The grade with every criterion of an outside domain at its top.
    pub(crate) fn audit_grade(&self, levels: &Levels) -> Range<Grade> {
        let mut levels = levels.clone();
        let outside = self.plan.0.criteria.iter().enumerate().filter(|(_, criterion)| criterion.outside);
        outside.for_each(|(index, criterion)| levels.set(index, Range::exactly(criterion.top)));
        self.grade(&levels)
    }

    /// What a buyer does next; `None` where the pack states no actions.
    ///
    /// ```
    /// use audit_credence::assessment::ActionCode;
    /// use audit_credence::{Dossier, Facts, Pack, Plan};
    ///
    /// let scorer = Plan::new(&Pack::procurement().unwrap()).at("2026-11-24".parse().unwrap());
    /// let dossier = Dossier::from_json(br#"{ "report": { "document": "certificate_only" } }"#).unwrap();
    /// let levels = scorer.levels(&Facts::from_dossier(&dossier)).unwrap();
    /// assert_eq!(scorer.action(&levels), Some(ActionCode::Obtain));
    /// ```
    pub fn action(&self, levels: &Levels) -> Option<ActionCode> {
        Some(Standing::new(&self.plan.0, levels)?.code())
    }

    /// The verdict of a standard.
    pub(crate) fn verdict(&self, levels: &Levels, standard: &PlanStandard) -> Verdict {
        let standing = Standing::new(&self.plan.0, levels);
        let calls_for_more = standing.is_some_and(|standing| standing.adverse().next().is_some());
        if levels.restricted || levels.reports_abuse() || calls_for_more {
            return Verdict::Superseded;
        }
        if !standard.is_met(levels.best()) {
            Verdict::NotMet
        } else if levels.reading == Reading::Readable && standard.is_met(levels.worst()) {
            Verdict::Met
        } else {
            Verdict::NotDemonstrated
        }
    }
}

pub(crate) fn after_as_of(place: DayPlace, day: PartialDate, as_of: Date) -> Problem {
    Problem::new(
        "after_as_of",
        place.to_string(),
        format!("this day lies after the day of the assessment, {as_of}"),
    )
    .value(&day.to_string())
}
