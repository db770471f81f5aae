//! The account of evidence: how much of what a report can show this one shows, beside the grade.
//!
//! Each criterion brings what its bottom level costs, as points. They fall into three parts: what is *shown*, what
//! speaks *against* the report, and what is *unsaid*. Silence has no floor here, there are no groups and no limits, so
//! that each good fact counts for itself. What lies outside of the audit, what a report cannot show, and what the
//! reader has to check for himself is not in it; the last is an account of its own.

use crate::answer::answer;
use crate::plan::{Levels, PlanCriterion, Scorer};
use crate::range::Range;

answer! {
    /// How much of the evidence that a report can show this one shows, in points.
    pub struct Account {
        /// All points: what the bottom levels cost. Always `shown` + `against` + `unsaid`.
        pub of: u32,
        /// What is shown.
        pub shown: u32,
        /// What speaks against the report, whatever is answered.
        pub against: u32,
        /// What is not said.
        pub unsaid: u32,
        /// The same by number of criteria: `unsaid` are those that are open, `against` those that are settled and cost
        /// something, `shown` the others.
        pub criteria: Parts,
        /// The points by domain, in the order of the ids.
        pub domains: Vec<DomainAccount>,
        /// What the reader has to check for himself.
        pub checked_by_you: ReaderChecks,
    }
}

answer! {
    /// A whole and the three parts of which it is the sum.
    pub struct Parts {
        /// The whole.
        pub of: u32,
        /// What is shown.
        pub shown: u32,
        /// What speaks against the report.
        pub against: u32,
        /// What is not said.
        pub unsaid: u32,
    }
}

answer! {
    /// The account of one domain, in points.
    pub struct DomainAccount {
        /// The domain.
        pub id: String,
        /// All points.
        pub of: u32,
        /// What is shown.
        pub shown: u32,
        /// What speaks against the report.
        pub against: u32,
        /// What is not said.
        pub unsaid: u32,
    }
}

answer! {
    /// What the reader has to check for himself, such as whether this is the right site.
    pub struct ReaderChecks {
        /// How many criteria only the reader can answer.
        pub of: u32,
        /// How many of them what is stated settles.
        pub done: u32,
        /// The ids of the others, in their order.
        pub open: Vec<String>,
    }
}

impl Account {
    /// The points in all.
    pub fn points(&self) -> Parts {
        Parts { of: self.of, shown: self.shown, against: self.against, unsaid: self.unsaid }
    }
}

impl Parts {
    const NOTHING: Parts = Parts { of: 0, shown: 0, against: 0, unsaid: 0 };

    fn add(&mut self, more: &Parts) {
        self.of = self.of.saturating_add(more.of);
        self.shown = self.shown.saturating_add(more.shown);
        self.against = self.against.saturating_add(more.against);
        self.unsaid = self.unsaid.saturating_add(more.unsaid);
    }

    /// The points of a criterion that stands there.
    fn of_points(criterion: &PlanCriterion, span: Range<u8>) -> Self {
        let (of, worst, against) =
            (criterion.cost(0), criterion.cost(span.worst()), criterion.cost(span.best()));
        Parts { of, shown: of.saturating_sub(worst), against, unsaid: worst.saturating_sub(against) }
    }

    /// The criterion itself, in the part to which it belongs.
    fn of_one(criterion: &PlanCriterion, span: Range<u8>) -> Self {
        let (unsaid, costs) = (!span.is_settled(), criterion.cost(span.best()) > 0);
        let [unsaid, against, shown] = [unsaid, !unsaid && costs, !unsaid && !costs].map(u32::from);
        Parts { of: 1, shown, against, unsaid }
    }
}

impl Scorer {
    /// The points in all, by levels before floors.
    pub(crate) fn points(&self, before_floors: &Levels) -> Parts {
        let mut points = Parts::NOTHING;
        self.in_account(before_floors).for_each(|(one, span)| points.add(&Parts::of_points(one, span)));
        points
    }

    /// The account, by levels before floors.
    pub(crate) fn account(&self, before_floors: &Levels) -> Account {
        let mut criteria = Parts::NOTHING;
        let compiled = self.plan().compiled();
        let mut domains: Vec<Option<Parts>> = vec![None; compiled.limits.len()];
        for (criterion, span) in self.in_account(before_floors) {
            criteria.add(&Parts::of_one(criterion, span));
            if let Some(domain) = domains.get_mut(compiled.domain_of(criterion.slot)) {
                domain.get_or_insert(Parts::NOTHING).add(&Parts::of_points(criterion, span));
            }
        }
        let domain = |(id, points): (&String, Parts)| DomainAccount {
            id: id.clone(),
            of: points.of,
            shown: points.shown,
            against: points.against,
            unsaid: points.unsaid,
        };
        let Parts { of, shown, against, unsaid } = self.points(before_floors);
        Account {
            of,
            shown,
            against,
            unsaid,
            criteria,
            domains: compiled
                .model
                .domains
                .keys()
                .zip(domains)
                .filter_map(|(id, points)| Some(domain((id, points?))))
                .collect(),
            checked_by_you: self.reader_checks(before_floors),
        }
    }

    fn in_account<'l>(
        &'l self,
        before_floors: &'l Levels,
    ) -> impl Iterator<Item = (&'l PlanCriterion, Range<u8>)> {
        let all = self.plan().compiled().criteria.iter().enumerate();
        let counted = all.filter(|(_, criterion)| criterion.in_account);
        counted.filter_map(|(index, criterion)| Some((criterion, before_floors.get(index)?)))
    }

    fn reader_checks(&self, before_floors: &Levels) -> ReaderChecks {
        let compiled = self.plan().compiled();
        let mut checks = ReaderChecks { of: 0, done: 0, open: Vec::new() };
        for (index, criterion) in compiled.criteria.iter().enumerate().filter(|(_, one)| one.is_check) {
            checks.of = checks.of.saturating_add(1);
            if before_floors.get(index).is_some_and(|span| span.is_settled()) {
                checks.done = checks.done.saturating_add(1);
            } else {
                checks.open.push(criterion.id.clone());
            }
        }
        checks
    }
}
