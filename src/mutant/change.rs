//! Every single structural change of a pack's rules, and how each is made in a plan.
//!
//! A change names rules by their ids, so that it can be made in every pack that has the rule. Some are about how facts
//! are read: which values stand at a level, and where silence stands. The others are about what levels mean, and leave
//! the profiles as they are. A change after which the pack would not load is none.

use crate::grade::{ActionCode, Grade};
use crate::pack::model::Holds;
use crate::plan::{Compiled, NO_LIMIT, PlanActions, PlanCriterion};

/// A single structural change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    /// The values of a level and of the next better one are exchanged.
    Exchange {
        criterion: String,
        level: u8,
    },
    /// The cut point of a level moves by one unit.
    Cut {
        criterion: String,
        level: u8,
        to: u32,
    },
    /// Silence stands for the act.
    NoFloor {
        criterion: String,
    },
    /// A level means what its neighbour means.
    Merge {
        criterion: String,
        level: u8,
        into: u8,
    },
    /// The criterion stands at its top whatever the report says.
    Retire {
        criterion: String,
    },
    /// The criterion leaves its group.
    LeaveGroup {
        criterion: String,
    },
    /// The criterion leaves its domain, its group with it, for one with the same limit.
    LeaveDomain {
        criterion: String,
    },
    NoCap {
        cap: String,
    },
    MoveCap {
        cap: String,
        to: Grade,
    },
    /// A literal asks for another level: none below its bottom is the end of its entry, one at the top of the literal.
    MoveLiteral {
        cap: String,
        entry: usize,
        criterion: String,
        to: Option<u8>,
    },
    NoRequirement {
        standard: String,
        criterion: String,
    },
    MoveRequirement {
        standard: String,
        criterion: String,
        to: u8,
    },
    /// The action's requirement, or every entry of its condition that asks for the criterion, is dropped.
    NotAsked {
        action: ActionCode,
        criterion: String,
    },
}

impl Change {
    /// Every change of a plan's rules, in the order of their ids.
    pub(crate) fn all(plan: &Compiled) -> Vec<Change> {
        let mut all = Vec::new();
        for (index, criterion) in plan.criteria.iter().enumerate() {
            of_criterion(plan, index, criterion, &mut all);
        }
        for cap in &plan.caps {
            let id = || cap.id.clone();
            all.push(Change::NoCap { cap: id() });
            let near = [cap.grade.index().checked_sub(1), cap.grade.index().checked_add(1)];
            let grades = near.into_iter().flatten().filter(|grade| *grade < plan.id.scale.len());
            all.extend(grades.map(|grade| Change::MoveCap { cap: id(), to: Grade::at(grade) }));
            // What is critical is about the bottom of a criterion, and has no literal to move.
            if plan.model.caps.get(&cap.id).is_none_or(|item| item.retired) {
                continue;
            }
            for (entry, literals) in cap.when.iter().enumerate() {
                for (index, level) in literals {
                    let Some(criterion) = plan.criteria.get(*index) else { continue };
                    let better = level.saturating_add(1);
                    let mut to = Vec::new();
                    if *level > 0 || cap.when.len() > 1 {
                        to.push(level.checked_sub(1));
                    }
                    if better < criterion.top || literals.len() > 1 {
                        to.push(Some(better));
                    }
                    let moved =
                        |to| Change::MoveLiteral { cap: id(), entry, criterion: criterion.id.clone(), to };
                    all.extend(to.into_iter().map(moved));
                }
            }
        }
        for standard in &plan.standards {
            for (index, level) in &standard.requires {
                let Some(criterion) = plan.criteria.get(*index) else { continue };
                let ids = || (standard.id.clone(), criterion.id.clone());
                let (id, of) = ids();
                all.push(Change::NoRequirement { standard: id, criterion: of });
                let near = [level.saturating_sub(1), level.saturating_add(1)];
                for to in near.into_iter().filter(|to| *to > 0 && *to <= criterion.top) {
                    let (standard, criterion) = ids();
                    all.push(Change::MoveRequirement { standard, criterion, to });
                }
            }
        }
        for (code, when) in plan.actions.iter().flat_map(|actions| &actions.adverse) {
            all.extend(not_asked(plan, *code, when.iter().flatten()));
        }
        if let Some(actions) = &plan.actions {
            all.extend(not_asked(plan, ActionCode::RelyWithLimits, actions.with_limits.requires.iter()));
            all.extend(not_asked(plan, ActionCode::Rely, actions.rely.requires.iter()));
        }
        all
    }

    /// The rule as a path of the pack's keys, and its id among those of its kind.
    pub(crate) fn rule(&self) -> String {
        match self {
            Change::Exchange { criterion, level }
            | Change::Cut { criterion, level, .. }
            | Change::Merge { criterion, level, .. } => format!("criterion.{criterion}.levels[{level}]"),
            Change::NoFloor { criterion } => format!("criterion.{criterion}.silent_floor"),
            Change::Retire { criterion } => format!("criterion.{criterion}"),
            Change::LeaveGroup { criterion } => format!("criterion.{criterion}.group"),
            Change::LeaveDomain { criterion } => format!("criterion.{criterion}.domain"),
            Change::NoCap { cap } => format!("cap.{cap}"),
            Change::MoveCap { cap, .. } => format!("cap.{cap}.grade"),
            Change::MoveLiteral { cap, entry, criterion, .. } => {
                format!("cap.{cap}.when[{entry}].{criterion}")
            }
            Change::NoRequirement { standard, criterion }
            | Change::MoveRequirement { standard, criterion, .. } => {
                format!("standard.{standard}.requires.{criterion}")
            }
            Change::NotAsked { action, criterion } => {
                let part = if ActionCode::ADVERSE.contains(action) { "when" } else { "requires" };
                format!("action.{action}.{part}.{criterion}")
            }
        }
    }

    /// Whether a pack had a hand in the rule.
    pub(crate) fn is_of(&self, plan: &Compiled, pack: &str) -> bool {
        let model = &plan.model;
        let hands = match self {
            Change::Exchange { criterion, .. }
            | Change::Cut { criterion, .. }
            | Change::NoFloor { criterion }
            | Change::Merge { criterion, .. }
            | Change::Retire { criterion }
            | Change::LeaveGroup { criterion }
            | Change::LeaveDomain { criterion } => model.criteria.get(criterion).map(|item| &item.hands),
            Change::NoCap { cap } | Change::MoveCap { cap, .. } | Change::MoveLiteral { cap, .. } => {
                let critical = model.criteria.get(cap).map(|item| &item.hands);
                model.caps.get(cap).filter(|item| !item.retired).map(|item| &item.hands).or(critical)
            }
            Change::NoRequirement { standard, .. } | Change::MoveRequirement { standard, .. } => {
                model.standards.get(standard).map(|item| &item.hands)
            }
            Change::NotAsked { action, .. } => model.actions.get(action).map(|item| &item.hands),
        };
        hands.is_some_and(|hands| hands.contains(pack))
    }

    /// The change as a sentence.
    pub(crate) fn sentence(&self, plan: &Compiled) -> String {
        let level = |criterion: &str, level: u8| {
            let index = plan.criteria.iter().position(|known| known.id == criterion);
            format!("`{}`", index.map_or("", |index| plan.level_name(index, level)))
        };
        match self {
            Change::Exchange { criterion, level: at } => {
                let (worse, better) = (level(criterion, *at), level(criterion, at.saturating_add(1)));
                format!("the values of {worse} and {better} of `{criterion}` are exchanged")
            }
            Change::Cut { criterion, level: at, to } => {
                format!("{} of `{criterion}` begins at {to}", level(criterion, *at))
            }
            Change::NoFloor { criterion } => format!("`{criterion}` has no silent floor"),
            Change::Merge { criterion, level: at, into } => {
                format!(
                    "{} of `{criterion}` means what {} means",
                    level(criterion, *at),
                    level(criterion, *into)
                )
            }
            Change::Retire { criterion } => format!("the criterion `{criterion}` is retired"),
            Change::LeaveGroup { criterion } => format!("`{criterion}` leaves its group"),
            Change::LeaveDomain { criterion } => {
                format!("`{criterion}` leaves its domain for one of its own with the same limit")
            }
            Change::NoCap { cap } => format!("the cap `{cap}` is dropped"),
            Change::MoveCap { cap, to } => {
                let grade = plan.id.scale.get(to.index()).map_or("", String::as_str);
                format!("the cap `{cap}` bounds at {grade}")
            }
            Change::MoveLiteral { cap, criterion, to, .. } => match to {
                None => format!("the entry of `{cap}` that asks about `{criterion}` is dropped"),
                Some(to) if plan.criteria.iter().any(|known| known.id == *criterion && known.top == *to) => {
                    format!("the cap `{cap}` asks nothing of `{criterion}`")
                }
                Some(to) => {
                    format!("the cap `{cap}` asks for `{criterion}` at most at {}", level(criterion, *to))
                }
            },
            Change::NotAsked { action, criterion } => {
                format!("the action `{action}` asks nothing of `{criterion}`")
            }
            Change::NoRequirement { standard, criterion } => {
                format!("the standard `{standard}` requires nothing of `{criterion}`")
            }
            Change::MoveRequirement { standard, criterion, to } => {
                format!(
                    "the standard `{standard}` requires `{criterion}` at least at {}",
                    level(criterion, *to)
                )
            }
        }
    }

    /// A plan with the change made; `None` where it does not have the rule.
    pub(crate) fn made_in(&self, plan: &Compiled) -> Option<Compiled> {
        let mut made = plan.clone();
        let find = |id: &str| plan.criteria.iter().position(|criterion| criterion.id == id);
        match self {
            Change::Exchange { criterion, level } => {
                let at = usize::from(*level);
                let holds = &mut made.criteria.get_mut(find(criterion)?)?.holds;
                let next = at.checked_add(1).filter(|next| *next < holds.len())?;
                holds.swap(at, next);
            }
            Change::Cut { criterion, level, to } => {
                let holds = made.criteria.get_mut(find(criterion)?)?.holds.get_mut(usize::from(*level))?;
                *holds = match holds {
                    Holds::AtLeast(_) => Holds::AtLeast(*to),
                    Holds::AtMost(_) => Holds::AtMost(*to),
                    Holds::Rest | Holds::Values(_) => return None,
                };
            }
            Change::NoFloor { criterion } => {
                made.criteria.get_mut(find(criterion)?)?.floor.take()?;
            }
            Change::Merge { criterion, level, into } => {
                let index = find(criterion)?;
                let as_read = |at: u8| if at == *level { *into } else { at };
                let demerits = &mut made.criteria.get_mut(index)?.demerits;
                *demerits.get_mut(usize::from(*level))? = demerits.get(usize::from(*into)).copied()?;
                let top = plan.criteria.get(index)?.top;
                reread(&mut made, index, top, as_read);
            }
            Change::Retire { criterion } => {
                let index = find(criterion)?;
                let top = plan.criteria.get(index)?.top;
                made.criteria.get_mut(index)?.demerits.fill(0);
                reread(&mut made, index, top, |_| top);
            }
            Change::LeaveGroup { criterion } => {
                let one = made.criteria.get_mut(find(criterion)?)?;
                let domain = made.slot_domains.get(one.slot).copied()?;
                one.slot = made.slot_domains.len();
                made.slot_domains.push(domain);
            }
            Change::LeaveDomain { criterion } => {
                let domain = made.slot_domains.get_mut(plan.criteria.get(find(criterion)?)?.slot)?;
                made.limits.push(plan.limit_of(*domain));
                *domain = plan.limits.len();
            }
            Change::NoCap { cap } => made.caps.retain(|known| known.id != *cap),
            Change::MoveCap { cap, to } => made.caps.iter_mut().find(|known| known.id == *cap)?.grade = *to,
            Change::MoveLiteral { cap, entry, criterion, to } => {
                let index = find(criterion)?;
                let top = plan.criteria.get(index)?.top;
                let cap = made.caps.iter_mut().find(|known| known.id == *cap)?;
                move_literal(&mut cap.when, *entry, (index, top), *to)?;
            }
            Change::NoRequirement { standard, criterion } => {
                let index = find(criterion)?;
                let standard = made.standards.iter_mut().find(|known| known.id == *standard)?;
                standard.requires.retain(|(known, _)| *known != index);
            }
            Change::MoveRequirement { standard, criterion, to } => {
                let index = find(criterion)?;
                let standard = made.standards.iter_mut().find(|known| known.id == *standard)?;
                standard.requires.iter_mut().find(|(known, _)| *known == index)?.1 = *to;
            }
            Change::NotAsked { action, criterion } => {
                ask_no_more(made.actions.as_mut()?, *action, find(criterion)?);
            }
        }
        Some(made.prepared())
    }

    /// For a cut point that moves: the number that stands elsewhere after it, and the fact.
    pub(crate) fn number(&self, plan: &Compiled) -> Option<(u32, String)> {
        let Change::Cut { criterion, level, to } = self else { return None };
        let criterion = plan.criteria.iter().find(|known| known.id == *criterion)?;
        let number = match criterion.holds.get(usize::from(*level))? {
            Holds::AtLeast(cut) => *cut.min(to),
            Holds::AtMost(cut) => *cut.max(to),
            Holds::Rest | Holds::Values(_) => return None,
        };
        Some((number, criterion.fact.id().into_owned()))
    }

    /// For a cut point that moves over a number that the fact never is: why it is not.
    ///
    /// A cut point moves by one unit, so one number stands elsewhere after it, and both ends of what a dossier leaves
    /// possible are numbers that the fact may be.
    pub(crate) fn moves_over_nothing(&self, plan: &Compiled) -> Option<String> {
        let Change::Cut { criterion, .. } = self else { return None };
        let criterion = plan.criteria.iter().find(|known| known.id == *criterion)?;
        criterion.fact.never(self.number(plan)?.0, &plan.tables)
    }

    /// The two levels between which a change of how facts are read makes a difference: its criterion, the level as it
    /// was and as it becomes. `None` for a change of what levels mean.
    pub(crate) fn reads(&self, plan: &Compiled) -> Option<(usize, u8, u8)> {
        let (id, level) = match self {
            Change::Exchange { criterion, level } => (criterion, level.saturating_add(1)),
            Change::Cut { criterion, level, .. } => (criterion, *level),
            Change::NoFloor { criterion } => {
                let index = plan.criteria.iter().position(|known| known.id == *criterion)?;
                return Some((index, plan.criteria.get(index)?.floor?, 0));
            }
            _ => return None,
        };
        let index = plan.criteria.iter().position(|known| known.id == *id)?;
        Some((index, level, level.checked_sub(1)?))
    }
}

/// Drops what an action asks of a criterion: the requirement, or every entry of its condition that does.
fn ask_no_more(actions: &mut PlanActions, action: ActionCode, index: usize) {
    match action {
        ActionCode::RelyWithLimits => actions.with_limits.requires.retain(|(of, _)| *of != index),
        ActionCode::Rely => actions.rely.requires.retain(|(of, _)| *of != index),
        adverse => {
            let when = actions.adverse.iter_mut().filter(|(code, _)| *code == adverse).map(|(_, when)| when);
            when.for_each(|when| when.retain(|entry| entry.iter().all(|(of, _)| *of != index)));
        }
    }
}

/// For each criterion that an action asks about, that it does not.
fn not_asked<'l>(
    plan: &Compiled,
    action: ActionCode,
    literals: impl Iterator<Item = &'l (usize, u8)>,
) -> Vec<Change> {
    let of = |(index, _): &(usize, u8)| {
        Some(Change::NotAsked { action, criterion: plan.criteria.get(*index)?.id.clone() })
    };
    let mut all: Vec<Change> = literals.filter_map(of).collect();
    all.sort();
    all.dedup();
    all
}

/// The changes of one criterion.
fn of_criterion(plan: &Compiled, index: usize, criterion: &PlanCriterion, all: &mut Vec<Change>) {
    let id = || criterion.id.clone();
    let is_named = criterion.holds.iter().all(|holds| matches!(holds, Holds::Values(_)));
    for level in 0..criterion.top {
        let better = level.saturating_add(1);
        // Numbers stand at their level by its cut point: there is nothing to exchange.
        if is_named {
            all.push(Change::Exchange { criterion: id(), level });
        }
        for (level, into) in [(level, better), (better, level)] {
            let change = Change::Merge { criterion: id(), level, into };
            let loads = |made: &Compiled| {
                let actions = made.actions.iter().flat_map(|actions| &actions.adverse);
                let conditions = made.caps.iter().map(|cap| &cap.when).chain(actions.map(|(_, when)| when));
                !conditions.flatten().any(Vec::is_empty)
                    && made.standards.iter().all(|standard| {
                        standard.requires.iter().all(|(of, least)| *of != index || *least <= criterion.top)
                    })
            };
            if change.made_in(plan).is_some_and(|made| loads(&made)) {
                all.push(change);
            }
        }
    }
    for (level, holds) in (0_u8..).zip(&criterion.holds) {
        let (Holds::AtLeast(cut) | Holds::AtMost(cut)) = holds else { continue };
        let taken = |to: &u32| {
            let other =
                |holds: &Holds| matches!(holds, Holds::AtLeast(cut) | Holds::AtMost(cut) if cut == to);
            criterion.holds.iter().any(other)
        };
        let near = [cut.checked_sub(1).filter(|to| *to > 0), cut.checked_add(1)];
        let to = near.into_iter().flatten().filter(|to| !taken(to));
        all.extend(to.map(|to| Change::Cut { criterion: id(), level, to }));
    }
    if criterion.floor.is_some() {
        all.push(Change::NoFloor { criterion: id() });
    }
    all.push(Change::Retire { criterion: id() });
    // What costs nothing counts nowhere.
    if criterion.cost(0) == 0 {
        return;
    }
    let group: Vec<usize> = plan
        .criteria
        .iter()
        .enumerate()
        .filter(|(_, one)| one.slot == criterion.slot)
        .map(|(at, _)| at)
        .collect();
    // Where two stand together it does not matter which of them leaves.
    if group.len() > 2 || (group.len() == 2 && group.first() == Some(&index)) {
        all.push(Change::LeaveGroup { criterion: id() });
    }
    let domain = plan.domain_of(criterion.slot);
    let slots: Vec<usize> =
        plan.slot_domains.iter().enumerate().filter(|(_, of)| **of == domain).map(|(slot, _)| slot).collect();
    let is_limited = plan.limit_of(domain) != NO_LIMIT;
    let leaves = slots.len() > 2 || (slots.len() == 2 && slots.first() == Some(&criterion.slot));
    if is_limited && leaves && group.first() == Some(&index) {
        all.push(Change::LeaveDomain { criterion: id() });
    }
}

/// Makes an entry of a cap's condition ask for a criterion at most at another level; at its top it asks nothing. Without
/// a level the entry is dropped. `None` where there is no such entry.
fn move_literal(
    when: &mut Vec<Vec<(usize, u8)>>,
    entry: usize,
    (index, top): (usize, u8),
    to: Option<u8>,
) -> Option<()> {
    match to {
        None => drop((entry < when.len()).then(|| when.remove(entry))?),
        Some(to) => {
            let literals = when.get_mut(entry)?;
            literals.iter_mut().find(|(known, _)| *known == index)?.1 = to;
            literals.retain(|literal| *literal != (index, top));
        }
    }
    Some(())
}

/// Makes every rule read a criterion's levels through a mapping that keeps their order.
fn reread(made: &mut Compiled, index: usize, top: u8, as_read: impl Fn(u8) -> u8) {
    let conditions = made.caps.iter_mut().map(|cap| &mut cap.when);
    let adverse = made.actions.iter_mut().flat_map(|actions| &mut actions.adverse).map(|(_, when)| when);
    for when in conditions.chain(adverse) {
        for entry in when.iter_mut() {
            for (_, level) in entry.iter_mut().filter(|(criterion, _)| *criterion == index) {
                // The best level that still counts as at most this one; none is marked beyond every level.
                *level = (0..=top).rev().find(|at| as_read(*at) <= *level).unwrap_or(u8::MAX);
            }
        }
        when.retain(|entry| !entry.contains(&(index, u8::MAX)));
        for entry in when.iter_mut() {
            entry.retain(|literal| *literal != (index, top));
        }
    }
    made.caps.retain(|cap| !cap.when.is_empty());
    let standards = made.standards.iter_mut().map(|standard| &mut standard.requires);
    let reliance = made.actions.iter_mut();
    let reliance = reliance.flat_map(|one| [&mut one.with_limits.requires, &mut one.rely.requires]);
    for requires in standards.chain(reliance) {
        for (_, least) in requires.iter_mut().filter(|(criterion, _)| *criterion == index) {
            *least = (0..=top).find(|at| as_read(*at) >= *least).unwrap_or(top.saturating_add(1));
        }
        requires.retain(|requirement| *requirement != (index, 0));
    }
}
