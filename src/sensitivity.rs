//! How many profiles move when one demerit, limit or band moves by one.
//!
//! A report, not a verdict: weights are judgements, and this says how much hangs on each. Every move is decided over all
//! profiles, by holding the diagram before against the one after.

use serde::Serialize;

use crate::count::Count;
use crate::diagram::{Caps, NodeId, Nodes, TooLarge, order};
use crate::limits::{MAX_DEMERITS, MAX_DIAGRAM_NODES};
use crate::plan::{Compiled, NO_LIMIT, Plan};
use crate::space::{Space, Version};

/// A weight moved by one, and the profiles that move with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Weight {
    /// The weight, as a path of the pack's keys.
    pub rule: String,
    /// What it is.
    pub was: u32,
    /// What it is moved to.
    pub becomes: u32,
    /// How many profiles get a better grade, as a decimal number of any length; none where the diagram outgrew its
    /// budget.
    pub better: Option<String>,
    /// How many get a worse one.
    pub worse: Option<String>,
    /// How many of all profiles that is together, in per cent, rounded down to six decimals.
    pub percent: Option<String>,
}

/// The weights of a pack, one after the other.
#[derive(Debug)]
pub struct Sensitivity<'p> {
    plan: &'p Compiled,
    space: Space,
    nodes: Nodes,
    root: Result<NodeId, TooLarge>,
    left: std::vec::IntoIter<Move>,
}

#[derive(Debug)]
struct Move {
    rule: String,
    was: u32,
    becomes: u32,
    kind: WeightKind,
}

#[derive(Clone, Copy, Debug)]
enum WeightKind {
    Demerit(usize, usize),
    Limit(usize),
    Band(usize),
}

impl Plan {
    /// Moves every demerit, limit and band by one, as far as the pack would still load, and counts what moves with it.
    ///
    /// ```
    /// use audit_credence::{Pack, Plan};
    ///
    /// let plan = Plan::new(&Pack::shipped("wrc").unwrap());
    /// let weight = plan.sensitivity().next().unwrap();
    /// assert!(weight.rule.starts_with("criterion."));
    /// assert!(weight.percent.is_some());
    /// ```
    pub fn sensitivity(&self) -> Sensitivity<'_> {
        let plan = self.compiled();
        let space = Space::of(plan, &order(plan));
        let mut nodes = Nodes::new(&space, plan.id.scale.len());
        let root = nodes.diagram(plan, &space, Version::Old, Caps::Counted, MAX_DIAGRAM_NODES);
        Sensitivity { plan, space, nodes, root, left: moves(plan).into_iter() }
    }
}

/// Every weight, a little less and a little more.
fn moves(plan: &Compiled) -> Vec<Move> {
    let mut all = Vec::new();
    let mut both = |rule: String, was: u32, kind: WeightKind, allowed: &dyn Fn(u32) -> bool| {
        for becomes in [was.checked_sub(1), was.checked_add(1)].into_iter().flatten() {
            if becomes <= MAX_DEMERITS && allowed(becomes) {
                all.push(Move { rule: rule.clone(), was, becomes, kind });
            }
        }
    };
    for (index, criterion) in plan.criteria.iter().enumerate() {
        let demerits = &criterion.demerits;
        // The top costs nothing, and no level more than the one below it.
        for (level, was) in demerits.iter().enumerate().take(criterion.top.into()) {
            let worse =
                level.checked_sub(1).and_then(|worse| demerits.get(worse)).copied().unwrap_or(u32::MAX);
            let better = demerits.get(level.saturating_add(1)).copied().unwrap_or(0);
            let rule = format!("criterion.{}.levels[{level}].demerits", criterion.id);
            both(rule, *was, WeightKind::Demerit(index, level), &|becomes| {
                (better..=worse).contains(&becomes)
            });
        }
    }
    let limits = plan.model.domains.keys().zip(&plan.limits).enumerate();
    for (index, (id, was)) in limits.filter(|(_, (_, limit))| **limit != NO_LIMIT) {
        both(format!("domain.{id}.limit"), *was, WeightKind::Limit(index), &|_| true);
    }
    for (index, was) in plan.bands.iter().enumerate() {
        let worse = index.checked_sub(1).and_then(|worse| plan.bands.get(worse)).copied().unwrap_or(u32::MAX);
        let better = plan.bands.get(index.saturating_add(1)).copied();
        let grade = plan.id.scale.get(index.saturating_add(1)).map_or("", String::as_str);
        let fits = |becomes: u32| becomes < worse && better.is_none_or(|better| becomes > better);
        both(format!("pack.bands.{grade}"), *was, WeightKind::Band(index), &fits);
    }
    all
}

impl Iterator for Sensitivity<'_> {
    type Item = Weight;

    fn next(&mut self) -> Option<Weight> {
        let Move { rule, was, becomes, kind } = self.left.next()?;
        let mut made = self.plan.clone();
        let weight = match kind {
            WeightKind::Demerit(criterion, level) => {
                made.criteria.get_mut(criterion).and_then(|one| one.demerits.get_mut(level))
            }
            WeightKind::Limit(domain) => made.limits.get_mut(domain),
            WeightKind::Band(band) => made.bands.get_mut(band),
        };
        if let Some(weight) = weight {
            *weight = becomes;
        }
        let mut nodes = self.nodes.clone();
        let changed = nodes.diagram(&made, &self.space, Version::Old, Caps::Counted, MAX_DIAGRAM_NODES);
        let mut weight = Weight { rule, was, becomes, better: None, worse: None, percent: None };
        if let (Ok(root), Ok(changed)) = (self.root, changed) {
            let (mut better, mut worse) = (Count::ZERO, Count::ZERO);
            for ((from, to), count) in nodes.moved(root, changed) {
                let sum = if to > from { &mut better } else { &mut worse };
                *sum = sum.plus(count);
            }
            weight.percent = Some(better.plus(worse).percent_of(nodes.all_profiles(), 6));
            (weight.better, weight.worse) = (Some(better.to_string()), Some(worse.to_string()));
        }
        Some(weight)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.left.size_hint()
    }
}

impl ExactSizeIterator for Sensitivity<'_> {}
