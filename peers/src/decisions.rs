//! The rules as decisions over a flat row of facts: tests, what each costs, and what bounds the grade.
//!
//! None of the peers knows "not stated" as a third answer. So there are two sets of decisions, one for each end of the
//! range, as somebody would write them by hand: at worst an unstated fact stands at the lowest level that silence may
//! mean, at best at the top. A peer prints them in its own language and adds nothing.

use crate::rules::{Applies, Condition, Criterion, Rules, Scale};

/// What a word reads where nothing is stated.
pub const NOT_STATED: &str = "not_stated";

/// An end of the range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Worst,
    Best,
}

impl End {
    pub const BOTH: [End; 2] = [End::Worst, End::Best];

    pub fn name(self) -> &'static str {
        match self {
            End::Worst => "worst",
            End::Best => "best",
        }
    }
}

/// A test of a row.
#[derive(Clone, Debug)]
pub enum Test {
    /// A field is one of these words.
    Is(String, Vec<String>),
    Below(String, u32),
    Above(String, u32),
    All(Vec<Test>),
    Any(Vec<Test>),
}

/// Of a group of criteria, or of one alone, only the worst counts.
pub struct Slot {
    pub name: String,
    /// From the dearest on: the first that holds is what it costs, and nothing where none does.
    pub costs: Vec<(u32, Test)>,
}

pub struct Domain {
    pub id: String,
    pub slots: Vec<Slot>,
    /// The most that it can take; none where all of it together is no more.
    pub limit: Option<u32>,
}

/// A grade from the worst on: it is this one if a cap holds or if there are too many demerits for a better one.
pub struct Step {
    pub caps: Vec<Test>,
    pub most: u32,
}

/// A grade at one end.
pub struct Decisions {
    pub end: End,
    pub domains: Vec<Domain>,
    /// Past the last step stands the best grade.
    pub steps: Vec<Step>,
}

impl Decisions {
    pub fn new(rules: &Rules, end: End) -> Self {
        let domain = |(at, (id, limit)): (usize, &(String, Option<u32>))| {
            let slots = slots(rules, at, end);
            let all: u32 = slots.iter().filter_map(|slot| slot.costs.first()).map(|(cost, _)| cost).sum();
            Domain { id: id.clone(), slots, limit: limit.filter(|limit| all > *limit) }
        };
        let step = |(grade, most): (usize, &u32)| {
            let caps = rules.caps.iter().filter(|cap| cap.grade == grade);
            let literal =
                |(criterion, level): &(usize, usize)| at_most(&rules.criteria[*criterion], *level, end);
            let entry =
                |entry: &Vec<(usize, usize)>| entry.iter().map(literal).collect::<Option<_>>().map(all);
            Step { caps: caps.flat_map(|cap| cap.when.iter().filter_map(entry)).collect(), most: *most }
        };
        Decisions {
            end,
            domains: rules.domains.iter().enumerate().map(domain).collect(),
            steps: rules.bands.iter().enumerate().map(step).collect(),
        }
    }
}

fn slots(rules: &Rules, domain: usize, end: End) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    for criterion in rules.criteria.iter().filter(|criterion| criterion.domain == domain) {
        let name =
            criterion.group.as_ref().map_or(format!("one_{}", criterion.id), |name| format!("group_{name}"));
        let slot = match slots.iter().position(|slot| slot.name == name) {
            Some(at) => at,
            None => {
                slots.push(Slot { name, costs: Vec::new() });
                slots.len() - 1
            }
        };
        for (level, cost) in criterion.demerits.iter().enumerate().filter(|(_, cost)| **cost > 0) {
            slots[slot].costs.extend(at(criterion, level, end).map(|test| (*cost, test)));
        }
    }
    for slot in &mut slots {
        slot.costs.sort_by_key(|(cost, _)| std::cmp::Reverse(*cost));
        slot.costs.dedup_by(|(cost, test), (same, before)| {
            let is_same = cost == same;
            if is_same {
                *before = any(vec![before.clone(), test.clone()]);
            }
            is_same
        });
    }
    slots
}

/// Whether a criterion stands at a level, where it does not stand below; none where it never does at that end.
fn at(criterion: &Criterion, level: usize, end: End) -> Option<Test> {
    among(criterion, level..=level, end)
}

/// Whether a criterion stands at a level or below.
fn at_most(criterion: &Criterion, level: usize, end: End) -> Option<Test> {
    among(criterion, 0..=level, end)
}

fn among(criterion: &Criterion, levels: std::ops::RangeInclusive<usize>, end: End) -> Option<Test> {
    let level = *levels.end();
    assert!(level < criterion.top(), "{}: the top costs nothing and holds nothing down", criterion.id);
    let field = criterion.field.clone();
    let test = match &criterion.scale {
        Scale::Words(words) => {
            let silent =
                (end == End::Worst && levels.contains(&criterion.floor)).then(|| NOT_STATED.to_owned());
            let words: Vec<String> = words[levels].iter().flatten().cloned().chain(silent).collect();
            // A level at which silence alone may stand has no words.
            if words.is_empty() {
                return None;
            }
            Test::Is(field, words)
        }
        Scale::AtLeast(least) => Test::Below(field, least[level]),
        Scale::AtMost(most) => Test::Above(field, most[level]),
    };
    Some(match &criterion.applies {
        Some(applies) => all(vec![applies_at(applies, end), test]),
        None => test,
    })
}

/// Where it is not stated whether a criterion applies, it does at worst and does not at best.
fn applies_at(applies: &Applies, end: End) -> Test {
    let field = applies.field.clone();
    match &applies.when {
        Condition::Words(words) => {
            let silent = (end == End::Worst).then(|| NOT_STATED.to_owned());
            Test::Is(field, words.iter().cloned().chain(silent).collect())
        }
        Condition::AtLeast(least) => Test::Above(field, least - 1),
    }
}

fn all(tests: Vec<Test>) -> Test {
    let mut flat = Vec::new();
    for test in tests {
        match test {
            Test::All(inner) => flat.extend(inner),
            one => flat.push(one),
        }
    }
    if flat.len() == 1 { flat.remove(0) } else { Test::All(flat) }
}

fn any(tests: Vec<Test>) -> Test {
    let mut flat: Vec<Test> = Vec::new();
    for test in tests {
        match test {
            Test::Any(inner) => flat.extend(inner),
            // Two lists of words of one field are one list.
            Test::Is(field, words) => {
                match flat.iter_mut().find(|test| matches!(test, Test::Is(known, _) if *known == field)) {
                    Some(Test::Is(_, known)) => known.extend(words),
                    _ => flat.push(Test::Is(field, words)),
                }
            }
            one => flat.push(one),
        }
    }
    if flat.len() == 1 { flat.remove(0) } else { Test::Any(flat) }
}
