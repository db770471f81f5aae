//! Which single change of a pack's rules no case would notice.
//!
//! Every structural change of the linked rules is made, one at a time. Whether it changes anything at all is decided over
//! all profiles: by the roots of the diagrams before and after, and by what the standards require; and for a cut point by
//! the values of its fact, as percentages of small numbers leave gaps. What does change something must make some case
//! fail; a change that survives comes with the nearest profile that tells it apart, written as a case. `change` lists the
//! changes and makes them.

pub(crate) mod change;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::case::{CaseFailure, ReadyCase};
use crate::date::Date;
use crate::diagram::pair::Difference;
use crate::diagram::{Caps, NodeId, Nodes, TooLarge, order};
use crate::document::named;
use crate::dossier::Dossier;
use crate::fact::Facts;
use crate::fact::possible::Set;
use crate::grade::ActionCode;
use crate::limits::MAX_DIAGRAM_NODES;
use crate::mutant::change::Change;
use crate::pack::model::Holds;
use crate::plan::{Compiled, Plan, PlanStandard, Standing};
use crate::space::{Space, Version};

named! {
    /// What became of a change.
    pub enum Fate {
        /// No case noticed it.
        Survived = "survived",
        /// Some case failed.
        Killed = "killed",
        /// It changes no grade, no verdict and no action.
        Equivalent = "equivalent",
    }
}

named! {
    /// How it is known that a change changes nothing.
    pub enum Equivalence {
        /// Over all profiles: none has another grade or another verdict.
        Profiles = "profiles",
        /// By the values of the fact: none of them stands at another level.
        Values = "values",
    }
}

/// A single change of a pack's rules, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Mutant {
    /// The change as a sentence.
    pub change: String,
    /// The rule that is changed, as a path of the pack's keys.
    pub rule: String,
    /// What became of it.
    pub fate: Fate,
    /// The first case that failed: its pack and its name.
    pub killed_by: Option<(String, String)>,
    /// Where it changes nothing: how that is known.
    pub equivalence: Option<Equivalence>,
    /// Where it changes nothing: why, as a sentence.
    pub because: Option<String>,
    /// Where nothing noticed it: the nearest profile that tells it apart; criteria left out stand at their top.
    pub witness: BTreeMap<String, String>,
    /// Where nothing noticed it: a case that would, with what the pack says as it stands.
    pub case: Option<String>,
}

/// A pack's plan with cases that hold under it.
#[derive(Debug)]
pub struct Suite<'c> {
    plan: Plan,
    cases: Vec<ReadyCase<'c>>,
}

impl<'c> Suite<'c> {
    /// Cases for a plan; each must come out as it says.
    ///
    /// # Errors
    ///
    /// The cases that fail before anything is changed.
    pub fn new(
        plan: &Plan,
        cases: impl IntoIterator<Item = ReadyCase<'c>>,
    ) -> Result<Self, Vec<CaseFailure>> {
        let cases: Vec<ReadyCase> = cases.into_iter().collect();
        let failures: Vec<CaseFailure> = cases.iter().filter_map(|case| case.run(plan).err()).collect();
        if failures.is_empty() { Ok(Suite { plan: plan.clone(), cases }) } else { Err(failures) }
    }
}

/// Which rules are changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those that the pack itself defines or changes.
    Own,
    /// Those of the packs that it builds on too.
    Inherited,
}

/// The changes of a pack's rules, one after the other.
#[derive(Debug)]
pub struct Mutants<'s, 'c> {
    plan: &'s Plan,
    suites: &'s [Suite<'c>],
    space: Space,
    nodes: Nodes,
    root: Result<NodeId, TooLarge>,
    left: std::vec::IntoIter<Change>,
}

impl<'s, 'c> Mutants<'s, 'c> {
    /// The changes of a plan's rules, each to be run against the cases of the suites.
    pub fn new(plan: &'s Plan, suites: &'s [Suite<'c>], scope: Scope) -> Self {
        let compiled = plan.compiled();
        let space = Space::of(compiled, &order(compiled));
        let mut nodes = Nodes::new(&space, compiled.id.scale.len());
        let root = nodes.diagram(compiled, &space, Version::Old, Caps::Counted, MAX_DIAGRAM_NODES);
        let pack = &compiled.id.id;
        let mut changes = Change::all(compiled);
        changes.retain(|change| scope == Scope::Inherited || change.is_of(compiled, pack));
        Mutants { plan, suites, space, nodes, root, left: changes.into_iter() }
    }

    fn mutant(&self, change: &Change) -> Mutant {
        let plan = self.plan.compiled();
        let mut mutant = Mutant {
            change: change.sentence(plan),
            rule: change.rule(),
            fate: Fate::Survived,
            killed_by: None,
            equivalence: None,
            because: None,
            witness: BTreeMap::new(),
            case: None,
        };
        // A case that fails shows that something changes: what no case notices is left to be decided.
        if let Some(by) = self.suites.iter().find_map(|suite| suite.notices(change)) {
            return Mutant { fate: Fate::Killed, killed_by: Some(by), ..mutant };
        }
        let told = match change.reads(plan) {
            Some(between) => self.told_by_reading(between),
            None => change.made_in(plan).and_then(|made| self.told_by_rules(&made)),
        };
        let equivalent = |equivalence: Equivalence, because: String| Mutant {
            fate: Fate::Equivalent,
            equivalence: Some(equivalence),
            because: Some(because),
            ..mutant.clone()
        };
        let Some(levels) = told else {
            return equivalent(
                Equivalence::Profiles,
                "no profile has another grade or verdict, and none near the top another action".to_owned(),
            );
        };
        if let Some(why) = change.moves_over_nothing(plan) {
            return equivalent(Equivalence::Values, why);
        }
        mutant.case = Some(self.case(change, &levels));
        mutant.witness = self.profile(&levels);
        mutant
    }

    /// The nearest profile that a change of what levels mean grades otherwise, or judges otherwise by a standard.
    fn told_by_rules(&self, made: &Compiled) -> Option<Vec<u8>> {
        if let Some(levels) = self.told_by_verdicts(made) {
            return Some(levels);
        }
        if let Some(levels) = self.told_by_actions(made) {
            return Some(levels);
        }
        let Ok(root) = self.root else { return Some(self.top()) };
        let mut nodes = self.nodes.clone();
        let budget = MAX_DIAGRAM_NODES;
        let Ok(changed) = nodes.diagram(made, &self.space, Version::Old, Caps::Counted, budget) else {
            return Some(self.top());
        };
        let mut difference = Difference::new(&nodes, &self.space, |one, other| one != other);
        Some(self.space.levels(Version::Old, &difference.nearest(root, changed)?))
    }

    /// A verdict is a conjunction, and two of them are equal where they require the same levels.
    fn told_by_verdicts(&self, made: &Compiled) -> Option<Vec<u8>> {
        let before = self.plan.compiled().standards.iter();
        let least = |standard: &PlanStandard, index: usize| {
            let required = standard.requires.iter().find(|(criterion, _)| *criterion == index);
            required.map_or(0, |(_, level)| *level)
        };
        before.zip(&made.standards).find_map(|(before, after)| {
            let requires = before.requires.iter().chain(&after.requires);
            let other = |index: &usize| least(before, *index) != least(after, *index);
            let index = requires.map(|(index, _)| *index).find(other)?;
            // At the better of the two levels less one, one of them is met and the other is not.
            let level = least(before, index).max(least(after, index)).saturating_sub(1);
            Some(self.top_but(index, level))
        })
    }

    /// A profile with one criterion, or one entry of a condition, below the top that calls for another action.
    fn told_by_actions(&self, made: &Compiled) -> Option<Vec<u8>> {
        let plan = self.plan.compiled();
        let singles = plan.criteria.iter().enumerate();
        let singles = singles.flat_map(|(index, one)| (0..one.top).map(move |level| vec![(index, level)]));
        let entries = plan.actions.iter().flat_map(|actions| &actions.adverse).flat_map(|(_, when)| when);
        let below = |entry: &Vec<(usize, u8)>| {
            let mut levels = self.top();
            for (index, level) in entry {
                levels.get_mut(*index).into_iter().for_each(|at| *at = *level);
            }
            levels
        };
        let mut all = singles.chain(entries.cloned()).map(|entry| below(&entry));
        all.find(|levels| action(plan, levels) != action(made, levels))
    }

    /// The nearest profile that tells two levels of a criterion apart; it stands at the first.
    fn told_by_reading(&self, (index, was, becomes): (usize, u8, u8)) -> Option<Vec<u8>> {
        let (worse, better) = (was.min(becomes), was.max(becomes));
        let between =
            |(criterion, level): &(usize, u8)| *criterion == index && (worse < *level && *level <= better);
        let required =
            self.plan.compiled().standards.iter().any(|standard| standard.requires.iter().any(between));
        if required {
            return Some(self.top_but(index, was));
        }
        let [at, then] =
            [was, becomes].map(|level| action(self.plan.compiled(), &self.top_but(index, level)));
        if at != then {
            return Some(self.top_but(index, was));
        }
        let Ok(root) = self.root else { return Some(self.top_but(index, was)) };
        let layer = self.space.layer(Version::Old, index)?;
        let mut difference = Difference::new(&self.nodes, &self.space, |one, other| one != other);
        Some(self.space.levels(Version::Old, &difference.nearest_step(root, layer, (was, becomes))?))
    }

    fn top(&self) -> Vec<u8> {
        self.plan.compiled().criteria.iter().map(|criterion| criterion.top).collect()
    }

    fn top_but(&self, index: usize, level: u8) -> Vec<u8> {
        let mut levels = self.top();
        levels.get_mut(index).into_iter().for_each(|at| *at = level);
        levels
    }

    /// What stands below its top, in the words of the pack.
    fn profile(&self, levels: &[u8]) -> BTreeMap<String, String> {
        let plan = self.plan.compiled();
        let told = plan.criteria.iter().enumerate().zip(levels).filter(|((_, one), level)| **level < one.top);
        told.map(|((index, one), level)| (one.id.clone(), plan.level_name(index, *level).to_owned()))
            .collect()
    }

    /// A case that would notice the change, with what the pack says as it stands.
    fn case(&self, change: &Change, levels: &[u8]) -> String {
        if let Some((index, _, _)) = change.reads(self.plan.compiled()) {
            return self.case_of_reading(change, index);
        }
        let name = quoted(&change.sentence(self.plan.compiled()));
        let was = answer(self.plan.compiled(), levels);
        let becomes = change.made_in(self.plan.compiled()).map(|made| answer(&made, levels));
        let mut out = format!("[[case]]\nname = {name}\nlevels = {}\n", table(&self.profile(levels)));
        let _ = writeln!(out, "# With the change: {}", becomes.unwrap_or_default());
        let _ = writeln!(out, "expect = {was}");
        out
    }

    /// A case about how facts are read: a dossier, as only that is read.
    fn case_of_reading(&self, change: &Change, index: usize) -> String {
        let plan = self.plan.compiled();
        let name = change.sentence(plan);
        let Some(criterion) = plan.criteria.get(index) else { return String::new() };
        match change {
            Change::Exchange { level, .. } => {
                let Some(Holds::Values(values)) = criterion.holds.get(usize::from(*level)) else {
                    return String::new();
                };
                let words = criterion.fact.words().unwrap_or_default();
                let word = words.iter().enumerate().find(|(at, _)| values.meets(Set::one(*at)));
                let value = word.map_or("null".to_owned(), |(_, word)| match *word {
                    "yes" => "true".to_owned(),
                    "no" => "false".to_owned(),
                    word => quoted(word),
                });
                case_of_value(plan, index, &name, &value, plan.level_name(index, *level))
            }
            Change::Cut { .. } => {
                let number = change.number(plan).map_or(0, |(number, _)| number);
                let level = crate::space::at_number(criterion, number);
                case_of_value(plan, index, &name, &number.to_string(), plan.level_name(index, level))
            }
            // Silence itself.
            _ => {
                let silent = self.plan.at(Date::FIRST).levels(&Facts::from_dossier(&Dossier::default()));
                let span = silent.ok().and_then(|levels| levels.get(index));
                let level = |level: u8| plan.level_name(index, level);
                let span = span
                    .map_or(String::new(), |span| format!("{}..{}", level(span.worst()), level(span.best())));
                let expect = table(&BTreeMap::from([(criterion.id.clone(), span)]));
                format!(
                    "[[case]]\nname = {}\nas_of = {DAY}\ndossier = {{}}\nexpect = {{ levels = {expect} }}\n",
                    quoted(&name)
                )
            }
        }
    }
}

/// The day of a case that is written out and does not depend on one.
const DAY: &str = "2026-01-01";

/// A case about a value of a criterion's fact, at the level that it stands at.
///
/// A fact that is no key of the dossier is said by several: those are left to a human.
pub(crate) fn case_of_value(plan: &Compiled, index: usize, name: &str, value: &str, level: &str) -> String {
    let Some(criterion) = plan.criteria.get(index) else { return String::new() };
    let fact = criterion.fact.id();
    let mut out = format!("[[case]]\nname = {}\nas_of = {DAY}\ndossier = {{}}\n", quoted(name));
    let _ = if criterion.fact.reads() == [fact.clone()] {
        writeln!(out, "with = {{ {} = {value} }}", quoted(&fact))
    } else {
        let keys = criterion.fact.reads().join(", ");
        writeln!(out, "# Say in the dossier what makes `{fact}` {value}; it reads {keys}.")
    };
    let expect = table(&BTreeMap::from([(criterion.id.clone(), level.to_owned())]));
    let _ = writeln!(out, "expect = {{ levels = {expect} }}");
    out
}

impl Iterator for Mutants<'_, '_> {
    type Item = Mutant;

    fn next(&mut self) -> Option<Mutant> {
        let change = self.left.next()?;
        Some(self.mutant(&change))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.left.size_hint()
    }
}

impl ExactSizeIterator for Mutants<'_, '_> {}

impl<'c> Suite<'c> {
    pub(crate) fn cases(&self) -> &[ReadyCase<'c>] {
        &self.cases
    }
}

impl Suite<'_> {
    /// The first case that fails once the change is made: its pack and its name.
    fn notices(&self, change: &Change) -> Option<(String, String)> {
        let made = Plan::from(change.made_in(self.plan.compiled())?);
        let failed = self.cases.iter().find_map(|case| case.run(&made).err())?;
        Some((self.plan.id().id.clone(), failed.name))
    }
}

/// What a buyer does next where everything stands at a profile.
pub(crate) fn action(plan: &Compiled, levels: &[u8]) -> Option<ActionCode> {
    Some(Standing::new(plan, &plan.settled(levels))?.code())
}

/// What a plan says of a profile: its grade, the verdicts of its standards, and the action.
fn answer(plan: &Compiled, levels: &[u8]) -> String {
    let grade = plan.id.scale.get(plan.grade(levels).index()).map_or("", String::as_str);
    let code = action(plan, levels);
    let is_superseded = code.is_some_and(|code| ActionCode::ADVERSE.contains(&code));
    let verdict = |standard: &PlanStandard| {
        let met = if standard.is_met(levels) { "met" } else { "not_met" };
        (standard.id.clone(), if is_superseded { "superseded" } else { met }.to_owned())
    };
    let verdicts: BTreeMap<String, String> = plan.standards.iter().map(verdict).collect();
    let verdicts =
        if verdicts.is_empty() { String::new() } else { format!(", verdicts = {}", table(&verdicts)) };
    let action = code.map_or(String::new(), |code| format!(", action = \"{code}\""));
    format!("{{ worst = {0}, best = {0}{action}{verdicts} }}", quoted(grade))
}

/// A text in quotes, as TOML reads it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// An inline table of texts.
pub(crate) fn table(entries: &BTreeMap<String, String>) -> String {
    let entries: Vec<String> =
        entries.iter().map(|(key, value)| format!("{key} = {}", quoted(value))).collect();
    if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
}
