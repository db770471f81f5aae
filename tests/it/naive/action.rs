//! The action by semantics §4, and the fewest questions by trying every set.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::{Naive, Profile, condition, entries, text};

/// Criterion and level, by name.
type Literals = Vec<(String, String)>;

/// Of each question, by its criterion, what the best answer lifts, and up to where.
pub(crate) type Lifts = BTreeMap<usize, Vec<(usize, usize)>>;

/// What calls for an action.
#[derive(Clone, Debug, Default)]
pub(super) struct Called {
    /// An "or" of "and"s of `criterion <= level`, at worst.
    when: Vec<Literals>,
    /// `criterion >= level`, all of them, at worst.
    requires: Literals,
    grade: String,
}

/// The furthest from reliance first (P19).
const ORDER: [&str; 9] =
    ["blocked", "act", "no_audit", "obtain", "re_audit", "ask", "look_up", "rely_with_limits", "rely"];

impl Naive {
    pub(super) fn define_actions(&mut self, pack: &Table) {
        for (code, table) in entries(pack, "action") {
            let called = self.actions.entry(code.clone()).or_default();
            called.when = table.get("when").map(condition).unwrap_or_default();
            called.requires = requires(table);
            called.grade = table.get("grade").map(text).unwrap_or_default();
        }
    }

    pub(super) fn change_actions(&mut self, change: &Table) {
        for (code, table) in entries(change, "action") {
            let called = self.actions.get_mut(code).unwrap();
            if let Some(when) = table.get("when") {
                called.when = condition(when);
            }
            for (criterion, level) in requires(table) {
                called.requires.retain(|(known, _)| *known != criterion);
                called.requires.push((criterion, level));
            }
            if let Some(grade) = table.get("grade") {
                called.grade = text(grade);
            }
        }
    }

    /// How near to reliance an action is.
    pub(crate) fn nearness(code: &str) -> usize {
        ORDER.iter().position(|known| *known == code).expect("an action")
    }

    pub(crate) fn has_actions(&self) -> bool {
        !self.actions.is_empty()
    }

    /// The adverse actions that are called for, worst first; `found` says that the report found forced labour.
    pub(crate) fn adverse(&self, worst: &Profile, found: bool) -> Vec<&'static str> {
        let holds = |code: &str| {
            let literal = |(criterion, level): &(String, String)| {
                let (at, most) = self.literal(criterion, level);
                worst[at] <= most
            };
            self.actions.get(code).is_some_and(|called| called.when.iter().any(|all| all.iter().all(literal)))
        };
        ORDER[..3].iter().copied().filter(|code| holds(code) || (found && *code == "act")).collect()
    }

    fn meets(&self, code: &str, profile: &Profile, but_for_the_reader: bool) -> bool {
        let called = &self.actions[code];
        let reached = |(criterion, level): &(String, String)| {
            let (at, least) = self.literal(criterion, level);
            profile[at] >= least || (but_for_the_reader && self.criteria[at].answer_from == "reader")
        };
        self.grade(profile) >= self.grade_of(&called.grade) && called.requires.iter().all(reached)
    }

    /// What a profile bears of reliance, the best first.
    pub(crate) fn reaches(&self, profile: &Profile) -> Option<&'static str> {
        let with_limits = self.meets("rely_with_limits", profile, false);
        if with_limits && self.meets("rely", profile, false) {
            Some("rely")
        } else if with_limits {
            Some("rely_with_limits")
        } else {
            self.meets("rely_with_limits", profile, true).then_some("look_up")
        }
    }

    /// The criteria that are open and that the auditor or the reader can answer.
    pub(crate) fn answerable(&self, worst: &Profile, best: &Profile) -> Vec<usize> {
        let open = |at: &usize| worst[*at] < best[*at] && self.criteria[*at].answer_from != "site";
        (0..worst.len()).filter(open).collect()
    }

    /// The worst corner once some questions are answered as well as they can be.
    pub(crate) fn answered(worst: &Profile, lifts: &Lifts, asked: &[usize]) -> Profile {
        let mut answered = worst.clone();
        for (at, level) in asked.iter().filter_map(|at| lifts.get(at)).flatten() {
            answered[*at] = answered[*at].max(*level);
        }
        answered
    }

    pub(crate) fn action(
        &self,
        worst: &Profile,
        best: &Profile,
        is_readable: bool,
        found: bool,
    ) -> &'static str {
        if let Some(adverse) = self.adverse(worst, found).first() {
            return adverse;
        }
        if !is_readable {
            return "obtain";
        }
        self.reaches(worst).unwrap_or_else(|| {
            let answerable = self.answerable(worst, best);
            let all = (0..worst.len()).map(|at| if answerable.contains(&at) { best[at] } else { worst[at] });
            let all = all.collect();
            if self.reaches(&all).is_some() { "ask" } else { "re_audit" }
        })
    }

    /// Of the smallest sets of answers that are enough the first: the reader's own before others, then more demerits,
    /// then by id.
    pub(crate) fn fewest_questions(&self, worst: &Profile, best: &Profile, lifts: &Lifts) -> Vec<usize> {
        let cost = |at: usize, level: usize| self.criteria[at].levels[level].1;
        let mut ranked: Vec<usize> = lifts.keys().copied().collect();
        ranked.sort_by_key(|at| {
            let gain = cost(*at, worst[*at]) - cost(*at, best[*at]);
            (self.criteria[*at].answer_from != "reader", std::cmp::Reverse(gain), *at)
        });
        let enough = |set: &Vec<usize>| self.reaches(&Naive::answered(worst, lifts, set)).is_some();
        let chosen =
            |bits: u32| -> Vec<usize> { (0..ranked.len()).filter(|rank| bits & 1 << rank != 0).collect() };
        let sets = (0_u32..1 << ranked.len()).map(chosen);
        let places = |ranks: &Vec<usize>| ranks.iter().map(|rank| ranked[*rank]).collect::<Vec<_>>();
        let found =
            sets.filter(|ranks| enough(&places(ranks))).min_by_key(|ranks| (ranks.len(), ranks.clone()));
        let mut found = places(&found.expect("all of them are enough"));
        found.sort_unstable();
        found
    }
}

fn requires(table: &Table) -> Literals {
    let requires = table.get("requires").and_then(Value::as_table);
    requires.into_iter().flatten().map(|(criterion, level)| (criterion.clone(), text(level))).collect()
}

/// By code.
pub(super) type Actions = BTreeMap<String, Called>;
