//! Why a case found something else: the demerits, caps, requirements and facts behind it, one line each.

use std::collections::BTreeSet;

use crate::assess::Answering;
use crate::assessment::{ActionAnswer, Raise, StandardAnswer};
use crate::document::Echo;
use crate::fact::reading::Reading;
use crate::grade::{Grade, Status, Verdict};
use crate::plan::{Compiled, Levels, Plan, PlanCap};
use crate::range::Range;

/// The most criteria that are named as costing demerits.
const MOST_COSTS: usize = 6;

/// One end of the levels.
type End = fn(&Levels) -> &[u8];

/// Reasons for what was found.
pub(super) struct Why<'a> {
    pub(super) found: &'a Answering<'a, 'a>,
    pub(super) range: Range<Grade>,
}

impl Why<'_> {
    fn plan(&self) -> &Plan {
        self.found.scorer.plan()
    }

    fn compiled(&self) -> &Compiled {
        self.plan().compiled()
    }

    fn at(&self, end: End, criterion: usize) -> u8 {
        end(self.found.levels).get(criterion).copied().unwrap_or(0)
    }

    fn stands(&self, end: End, criterion: usize) -> String {
        let id = self.compiled().criteria.get(criterion).map_or("", |criterion| &criterion.id);
        format!("`{id}` stands at `{}`", self.plan().level_name(criterion, self.at(end, criterion)))
    }

    /// Why there is no grade, where there is none.
    fn not_graded(&self) -> Option<Vec<String>> {
        match &self.found.levels.reading {
            Reading::Readable => None,
            Reading::ReportsAbuse => Some(vec!["the report found forced labour: it is evidence".to_owned()]),
            Reading::Unscorable(causes) => {
                Some(causes.iter().map(|cause| format!("there is no report to grade: {cause}")).collect())
            }
        }
    }

    /// The demerits with what costs most, the grade that they give, and each cap that holds.
    pub(super) fn grade(&self, end: End) -> Vec<String> {
        if let Some(causes) = self.not_graded() {
            return causes;
        }
        let plan = self.compiled();
        let level = |criterion: usize| self.at(end, criterion);
        let demerits = plan.demerits(end(self.found.levels));
        let mut costs: Vec<(u32, &str, &str)> = Vec::new();
        for (index, criterion) in plan.criteria.iter().enumerate() {
            let cost = criterion.demerits.get(usize::from(level(index))).copied().unwrap_or(0);
            if cost > 0 {
                costs.push((cost, &criterion.id, self.plan().level_name(index, level(index))));
            }
        }
        costs.sort_by_key(|(cost, id, _)| (std::cmp::Reverse(*cost), *id));
        let mut named: Vec<String> = costs
            .iter()
            .take(MOST_COSTS)
            .map(|(cost, id, level)| format!("`{id} = {level}` {cost}"))
            .collect();
        if costs.len() > named.len() {
            named.push(format!("{} more", costs.len().saturating_sub(named.len())));
        }
        let of = if named.is_empty() { String::new() } else { format!(" ({})", named.join(", ")) };
        let band = self.plan().grade_name(plan.band(demerits));
        let mut lines = vec![format!("{demerits} demerits{of} give {band}")];
        lines.extend(
            plan.caps.iter().filter(|cap| cap.holds(end(self.found.levels))).map(|cap| self.holds(cap, end)),
        );
        lines
    }

    fn holds(&self, cap: &PlanCap, end: End) -> String {
        let of_entry = |entry: &&Vec<(usize, u8)>| {
            entry.iter().all(|(criterion, at_most)| self.at(end, *criterion) <= *at_most)
        };
        let literals = cap.when.iter().find(of_entry).into_iter().flatten();
        let stands: Vec<String> = literals.map(|(criterion, _)| self.stands(end, *criterion)).collect();
        format!("`{}` holds it at {}: {}", cap.id, self.plan().grade_name(cap.grade), stands.join(", "))
    }

    pub(super) fn status(&self, status: Status) -> Vec<String> {
        match status {
            Status::Unscorable | Status::ReportsAbuse => self.not_graded().unwrap_or_default(),
            Status::Settled | Status::Open | Status::Inconclusive => {
                let name = |grade| self.plan().grade_name(grade);
                let (worst, best) = (name(self.range.worst()), name(self.range.best()));
                vec![format!("the grade reaches from {worst} to {best}")]
            }
        }
    }

    /// What each cap that binds against expectation stands on, and why each that does not bind does not.
    pub(super) fn caps(&self, expected: &BTreeSet<&str>, found: &BTreeSet<&str>) -> Vec<String> {
        if let Some(causes) = self.not_graded() {
            return causes;
        }
        let mut lines = Vec::new();
        for id in expected.symmetric_difference(found) {
            let Some(cap) = self.compiled().caps.iter().find(|cap| cap.id == **id) else {
                lines.push(format!("the pack has no cap `{id}`"));
                continue;
            };
            let holds = |end: End| cap.holds(end(self.found.levels));
            lines.push(match (holds(Levels::worst), holds(Levels::best)) {
                (_, true) if found.contains(id) => self.holds(cap, Levels::best),
                (true, _) if found.contains(id) => self.holds(cap, Levels::worst),
                (false, false) => self.holds_not(cap),
                _ => {
                    let (worst, best) = (self.range.worst(), self.range.best());
                    let name = |grade| self.plan().grade_name(grade);
                    format!(
                        "`{id}` holds and decides nothing: its grade is {}, and demerits or other caps give {} to {}",
                        name(cap.grade),
                        name(worst),
                        name(best)
                    )
                }
            });
        }
        lines
    }

    /// The literals that keep a cap from holding at the worst end, of the entry that is nearest to it.
    fn holds_not(&self, cap: &PlanCap) -> String {
        let above = |entry: &Vec<(usize, u8)>| -> Vec<(usize, u8)> {
            let literals = entry.iter().copied();
            literals.filter(|(criterion, at_most)| self.at(Levels::worst, *criterion) > *at_most).collect()
        };
        let nearest = cap.when.iter().map(above).min_by_key(Vec::len).unwrap_or_default();
        let literal = |(criterion, at_most): (usize, u8)| {
            let needed = self.plan().level_name(criterion, at_most);
            format!("{}, better than `{needed}`", self.stands(Levels::worst, criterion))
        };
        let literals: Vec<String> = nearest.into_iter().map(literal).collect();
        format!("`{}` does not hold: {}", cap.id, literals.join(", "))
    }

    /// The criteria by which an action is called for, with where each stands.
    pub(super) fn action(&self, action: Option<&ActionAnswer>) -> Vec<String> {
        let Some(action) = action else { return vec!["the pack states no actions".to_owned()] };
        let line = |id: &String| format!("`{id}` stands at `{}`", self.span(id).unwrap_or_default());
        action.because.iter().map(line).collect()
    }

    pub(super) fn verdict(&self, answer: Option<&StandardAnswer>) -> Vec<String> {
        let Some(answer) = answer else { return vec!["the pack has no such standard".to_owned()] };
        let listed =
            |what: &str, ids: &[String]| (!ids.is_empty()).then(|| format!("{what}: {}", ids.join(", ")));
        match answer.verdict {
            Verdict::Superseded => vec!["no audit mends what calls for the action".to_owned()],
            Verdict::Met => vec!["every requirement is shown to be met".to_owned()],
            Verdict::NotMet | Verdict::NotDemonstrated => {
                let lines = [listed("failed", &answer.failed), listed("open", &answer.open)];
                lines.into_iter().flatten().chain(self.not_graded().unwrap_or_default()).collect()
            }
        }
    }

    /// Where each criterion on which the two sets differ stands, and what the standard requires of it.
    pub(super) fn failed(
        &self,
        standard: &str,
        expected: &BTreeSet<&str>,
        found: &BTreeSet<&str>,
    ) -> Vec<String> {
        let Some(standard) = self.compiled().standards.iter().find(|known| known.id == standard) else {
            return vec!["the pack has no such standard".to_owned()];
        };
        let line = |id: &&str| {
            let of_id = |(criterion, _): &&(usize, u8)| {
                self.compiled().criteria.get(*criterion).is_some_and(|criterion| criterion.id == **id)
            };
            match standard.requires.iter().find(of_id) {
                None => format!("`{}` requires nothing of `{id}`", standard.id),
                Some((criterion, least)) => {
                    let least = self.plan().level_name(*criterion, *least);
                    let span = self.span(id).unwrap_or_default();
                    format!("`{id}` stands at `{span}`, at least `{least}` is required")
                }
            }
        };
        expected.symmetric_difference(found).map(line).collect()
    }

    /// Where a criterion stands, as `level` or `worst..best`; `None` where the pack has none of that id.
    pub(super) fn span(&self, id: &str) -> Option<String> {
        let index = self.plan().criteria().position(|criterion| criterion == id)?;
        let span = self.found.levels.get(index)?;
        let (worst, best) =
            (self.plan().level_name(index, span.worst()), self.plan().level_name(index, span.best()));
        Some(if span.is_settled() { worst.to_owned() } else { format!("{worst}..{best}") })
    }

    /// The facts that a criterion read.
    pub(super) fn level(&self, id: &str) -> Vec<String> {
        let Some(criterion) = self.compiled().criteria.iter().find(|criterion| criterion.id == id) else {
            return vec![format!("the pack has no criterion `{id}`")];
        };
        let because = self.found.because::<String>(&criterion.fact).into_iter();
        because
            .map(|one| match one.value.as_ref().map(Echo::to_string) {
                Some(value) => format!("`{}` is {value}", one.fact),
                None => format!("`{}` is not stated", one.fact),
            })
            .collect()
    }

    pub(super) fn raise(&self, raise: Option<&Raise>) -> Vec<String> {
        let Some(raise) = raise else { return self.grade(Levels::worst) };
        let step = |step: &crate::assessment::Step| {
            format!("`{}` to `{}`: {}", step.criterion, step.level, step.remedy)
        };
        std::iter::once(format!("effort {}", raise.effort)).chain(raise.steps.iter().map(step)).collect()
    }
}
