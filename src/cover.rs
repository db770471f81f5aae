//! Which cases a pack lacks: each literal seen both ways, each boundary from both sides, each criterion alone.
//!
//! A case sees two profiles: the worst and the best that its dossier leaves possible. What none of them sees is written
//! out as a case, with the expectation left to a human.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::case::ReadyCase;
use crate::diagram::pair::Difference;
use crate::diagram::{Caps, Nodes, order};
use crate::document::named;
use crate::grade::{ActionCode, Grade};
use crate::limits::MAX_DIAGRAM_NODES;
use crate::mutant::change::Change;
use crate::mutant::{Scope, Suite, action, case_of_value, table};
use crate::plan::{Compiled, Levels, Plan};
use crate::space::{Space, Version};

named! {
    /// What is to be seen.
    pub enum Sight {
        /// A literal of a cap, holding or not.
        Literal = "literal",
        /// A level, or a number beside a cut point.
        Boundary = "boundary",
        /// Two profiles that differ in one criterion alone, and in grade, verdict or action.
        Alone = "alone",
    }
}

/// Something that cases are to see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Covered {
    /// What kind of thing it is.
    pub sight: Sight,
    /// What it is, as a sentence.
    pub what: String,
    /// The rule that it is about, as a path of the pack's keys.
    pub rule: String,
    /// Whether some case sees it.
    pub is_seen: bool,
    /// Where none does: cases that would, without an expectation.
    pub cases: Option<String>,
}

/// A grade, which standards are met, and the action.
type Answer = (Grade, Vec<bool>, Option<ActionCode>);

/// What the cases of a pack see of its rules.
struct Seen<'a> {
    plan: &'a Compiled,
    /// The two profiles of each case.
    profiles: BTreeSet<Vec<u8>>,
    /// Each case with its levels.
    cases: Vec<(&'a ReadyCase<'a>, Levels)>,
}

/// What cases see of a plan's rules, and what they do not.
pub fn cover(plan: &Plan, suites: &[Suite<'_>], scope: Scope) -> Vec<Covered> {
    let compiled = plan.compiled();
    let cases: Vec<(&ReadyCase, Levels)> = suites
        .iter()
        .flat_map(Suite::cases)
        .filter_map(|case| Some((case, case.levels_under(plan).ok()?)))
        .collect();
    let ends = cases.iter().flat_map(|(_, levels)| [levels.worst().to_vec(), levels.best().to_vec()]);
    let seen = Seen { plan: compiled, profiles: ends.collect(), cases };
    let mut all = seen.literals(scope);
    all.extend(seen.levels(scope));
    all.extend(seen.cut_points(scope));
    all.extend(seen.alone(scope));
    all
}

impl Seen<'_> {
    fn top(&self) -> Vec<u8> {
        self.plan.criteria.iter().map(|criterion| criterion.top).collect()
    }

    fn top_but(&self, index: usize, level: u8) -> Vec<u8> {
        let mut levels = self.top();
        if let Some(at) = levels.get_mut(index) {
            *at = level;
        }
        levels
    }

    /// Whether the pack that is asked about had a hand in a criterion or a cap.
    fn is_asked(&self, hands: Option<&BTreeSet<String>>, scope: Scope) -> bool {
        scope == Scope::Inherited || hands.is_some_and(|hands| hands.contains(&self.plan.id.id))
    }

    fn asks_about(&self, criterion: &str, scope: Scope) -> bool {
        self.is_asked(self.plan.model.criteria.get(criterion).map(|item| &item.hands), scope)
    }

    fn sees(&self, index: usize, is: impl Fn(u8) -> bool) -> bool {
        self.profiles.iter().any(|levels| levels.get(index).is_some_and(|level| is(*level)))
    }

    /// A case about a profile, whose expectation is left to a human.
    fn case(&self, name: &str, levels: &[u8]) -> String {
        let told =
            self.plan.criteria.iter().enumerate().zip(levels).filter(|((_, one), level)| **level < one.top);
        let told: BTreeMap<String, String> = told
            .map(|((index, one), level)| (one.id.clone(), self.plan.level_name(index, *level).to_owned()))
            .collect();
        let name = serde_json::Value::from(name);
        format!(
            "[[case]]\nname = {name}\nlevels = {}\nexpect = {{ worst = \"?\", best = \"?\" }}\n",
            table(&told)
        )
    }

    fn literals(&self, scope: Scope) -> Vec<Covered> {
        let mut all = Vec::new();
        for cap in &self.plan.caps {
            let item = self.plan.model.caps.get(&cap.id).filter(|item| !item.retired);
            if !item.is_some_and(|item| self.is_asked(Some(&item.hands), scope)) {
                continue;
            }
            for (entry, literals) in cap.when.iter().enumerate() {
                for (index, level) in literals {
                    let Some(criterion) = self.plan.criteria.get(*index) else { continue };
                    let name = self.plan.level_name(*index, *level);
                    let better = level.saturating_add(1);
                    for (holds, at, is_seen) in [
                        ("holds", *level, self.sees(*index, |at| at <= *level)),
                        ("does not hold", better, self.sees(*index, |at| at > *level)),
                    ] {
                        let what = format!(
                            "`{}` at most at `{name}`, which the cap `{}` asks for, {holds}",
                            criterion.id, cap.id
                        );
                        all.push(Covered {
                            sight: Sight::Literal,
                            cases: (!is_seen).then(|| self.case(&what, &self.top_but(*index, at))),
                            what,
                            rule: format!("cap.{}.when[{entry}].{}", cap.id, criterion.id),
                            is_seen,
                        });
                    }
                }
            }
        }
        all
    }

    fn levels(&self, scope: Scope) -> Vec<Covered> {
        let mut all = Vec::new();
        for (index, criterion) in self.plan.criteria.iter().enumerate() {
            if !self.asks_about(&criterion.id, scope) {
                continue;
            }
            for level in 0..=criterion.top {
                let is_seen = self.sees(index, |at| at == level);
                let what = format!("`{}` stands at `{}`", criterion.id, self.plan.level_name(index, level));
                all.push(Covered {
                    sight: Sight::Boundary,
                    cases: (!is_seen).then(|| self.case(&what, &self.top_but(index, level))),
                    what,
                    rule: format!("criterion.{}.levels[{level}]", criterion.id),
                    is_seen,
                });
            }
        }
        all
    }

    /// A number at a cut point is seen where some case would stand elsewhere if the cut point moved past it.
    fn cut_points(&self, scope: Scope) -> Vec<Covered> {
        // What a fact never is no case can see.
        let changes = Change::all(self.plan).into_iter().filter(|change| {
            matches!(change, Change::Cut { criterion, .. } if self.asks_about(criterion, scope))
                && change.moves_over_nothing(self.plan).is_none()
        });
        let covered = |change: Change| {
            let Change::Cut { criterion, level, .. } = &change else { return None };
            let made = Plan::from(change.made_in(self.plan)?);
            let is_seen = self
                .cases
                .iter()
                .any(|(case, levels)| case.levels_under(&made).is_ok_and(|changed| changed != *levels));
            let index = self.plan.criteria.iter().position(|known| known.id == *criterion)?;
            let (number, fact) = change.number(self.plan)?;
            let what = format!(
                "`{fact}` is {number}, beside the boundary of `{}`",
                self.plan.level_name(index, *level)
            );
            Some(Covered {
                sight: Sight::Boundary,
                cases: (!is_seen).then(|| case_of_value(self.plan, index, &what, &number.to_string(), "?")),
                what,
                rule: change.rule(),
                is_seen,
            })
        };
        changes.filter_map(covered).collect()
    }

    /// Two profiles that cases see, apart in one criterion alone, and in grade or verdict too.
    fn alone(&self, scope: Scope) -> Vec<Covered> {
        let space = Space::of(self.plan, &order(self.plan));
        let mut nodes = Nodes::new(&space, self.plan.id.scale.len());
        let root = nodes.diagram(self.plan, &space, Version::Old, Caps::Counted, MAX_DIAGRAM_NODES);
        let mut all = Vec::new();
        for (index, criterion) in self.plan.criteria.iter().enumerate() {
            if !self.asks_about(&criterion.id, scope) {
                continue;
            }
            let mut answers: BTreeMap<Vec<u8>, BTreeSet<Answer>> = BTreeMap::new();
            for profile in &self.profiles {
                let mut others = profile.clone();
                if let Some(at) = others.get_mut(index) {
                    *at = 0;
                }
                answers.entry(others).or_default().insert(self.answer(profile));
            }
            let is_seen = answers.values().any(|answers| answers.len() > 1);
            let what = format!("`{}` alone changes a grade, a verdict or an action", criterion.id);
            let cases = (!is_seen).then(|| {
                let nearest = root.ok().and_then(|root| {
                    let layer = space.layer(Version::Old, index)?;
                    let mut difference = Difference::new(&nodes, &space, |one, other| one != other);
                    let pairs = (0..criterion.top).rev().map(|level| (level, level.saturating_add(1)));
                    let mut steps = pairs.map(|pair| (pair, difference.nearest_step(root, layer, pair)));
                    let ((_, better), points) = steps.find(|(_, points)| points.is_some())?;
                    Some((space.levels(Version::Old, &points?), better))
                });
                let (worse, better) = nearest.unwrap_or_else(|| (self.top_but(index, 0), criterion.top));
                let mut stepped = worse.clone();
                if let Some(at) = stepped.get_mut(index) {
                    *at = better;
                }
                format!(
                    "{}\n{}",
                    self.case(&what, &worse),
                    self.case(&format!("{what}: beside it"), &stepped)
                )
            });
            let rule = format!("criterion.{}", criterion.id);
            all.push(Covered { sight: Sight::Alone, what, rule, is_seen, cases });
        }
        all
    }

    /// The grade of a profile, which standards it meets, and the action.
    fn answer(&self, levels: &[u8]) -> Answer {
        let met = self.plan.standards.iter().map(|standard| standard.is_met(levels));
        (self.plan.grade(levels), met.collect(), action(self.plan, levels))
    }
}
