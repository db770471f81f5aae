//! The cheapest way to a better grade, exact.
//!
//! Not a list of failed checks but the set of changes with the least total effort. A pack states one effort for a
//! criterion, however far it is raised, so raising to the top is never dearer and never worse than raising less: over
//! sets of criteria the search is exact over levels too. What must be broken are the entries of caps: each needs one of
//! its literals raised. What must be lowered are demerits, to the band. Branch-and-bound over the entries: at each node a
//! knapsack over demerits, solved exactly, is a bound from below, and where its set also breaks every entry that is left,
//! it is the cheapest of the node. A node that cannot beat the cheapest set found is not followed, so what is found at
//! the end is proved cheapest.

use std::collections::BTreeMap;

use crate::assessment::{Raise, Step};
use crate::grade::Grade;
use crate::plan::{Compiled, Levels, Plan};

/// The most nodes that are looked at for one grade; beyond it nothing is proposed, as a cheaper set might be missed.
const MOST_NODES: usize = 4_096;

/// For each total effort the fewest demerits that it leaves, and the criteria that it raises.
type Table = BTreeMap<u32, (u32, Chosen)>;

/// A set of criteria, by their index below [`MAX_CRITERIA`](crate::limits::MAX_CRITERIA).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Chosen(u128);

impl Chosen {
    fn one(index: usize) -> Self {
        Chosen(u32::try_from(index).ok().and_then(|index| 1_u128.checked_shl(index)).unwrap_or(0))
    }

    fn and(self, other: Self) -> Self {
        Chosen(self.0 | other.0)
    }

    fn without(self, other: Self) -> Self {
        Chosen(self.0 & !other.0)
    }

    fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn is_within(self, other: Self) -> bool {
        self.without(other).0 == 0
    }

    fn contains(self, index: usize) -> bool {
        self.meets(Chosen::one(index))
    }

    fn len(self) -> u32 {
        self.0.count_ones()
    }

    fn indexes(self) -> impl Iterator<Item = usize> {
        (0..crate::limits::MAX_CRITERIA).filter(move |index| self.contains(*index))
    }
}

/// Part of the search: what is raised, what is left as it is, and the entries of caps that still hold.
struct Node {
    raised: Chosen,
    left: Chosen,
    /// For each entry the criteria of which one must be raised; in one order, none within another.
    entries: Vec<Chosen>,
}

struct Search<'p> {
    plan: &'p Compiled,
    /// The worst level of each criterion.
    levels: &'p [u8],
    /// What raising it costs; `None` where nothing can raise it.
    efforts: &'p [Option<u32>],
    to: Grade,
    cheapest: Option<(u32, Chosen)>,
    nodes: usize,
}

/// The cheapest way to each grade better than the worst end; a grade that nothing reaches has none, and neither has one
/// for which the search ran out of nodes.
pub(crate) fn raises(plan: &Plan, levels: &Levels) -> Vec<Raise> {
    let compiled = plan.compiled();
    let level = |index: usize| levels.worst().get(index).copied().unwrap_or(0);
    let now = compiled.grade(level);
    let effort = |(index, criterion): (usize, &crate::plan::PlanCriterion)| {
        let remedy = &compiled.model.criteria.get(&criterion.id)?.value.remedy;
        remedy.from(level(index)).filter(|_| level(index) < criterion.top).map(|action| action.effort)
    };
    let efforts: Vec<Option<u32>> = compiled.criteria.iter().enumerate().map(effort).collect();
    let better = (now.index().saturating_add(1)..compiled.id.scale.len()).map(Grade::at);
    let raise = |to: Grade| {
        let search = Search {
            plan: compiled,
            levels: levels.worst(),
            efforts: &efforts,
            to,
            cheapest: None,
            nodes: 0,
        };
        let (effort, raised) = search.run()?;
        let step = |index: usize| {
            let id = &compiled.criteria.get(index)?.id;
            let criterion = &compiled.model.criteria.get(id)?.value;
            let remedy = criterion.remedy.from(level(index))?.text.clone();
            Some(Step { criterion: id.clone(), level: criterion.levels.last()?.name.clone(), remedy })
        };
        Some(Raise { to: plan.named(to), effort, steps: raised.indexes().filter_map(step).collect() })
    };
    better.filter_map(raise).collect()
}

impl Search<'_> {
    fn run(mut self) -> Option<(u32, Chosen)> {
        let entries = self.plan.caps.iter().filter(|cap| cap.grade < self.to).flat_map(|cap| &cap.when);
        let holding = entries.filter(|entry| {
            entry.iter().all(|(criterion, at_most)| self.level(*criterion, Chosen::default()) <= *at_most)
        });
        let breaking = |entry: &Vec<(usize, u8)>| {
            let breaks = |(index, at_most): &&(usize, u8)| {
                self.effort(*index).is_some()
                    && self.plan.criteria.get(*index).is_some_and(|criterion| criterion.top > *at_most)
            };
            let all = entry.iter().filter(breaks).map(|(index, _)| Chosen::one(*index));
            all.fold(Chosen::default(), Chosen::and)
        };
        let entries = minimal(holding.map(breaking).collect());
        self.look(Node { raised: Chosen::default(), left: Chosen::default(), entries });
        self.cheapest.filter(|_| self.nodes <= MOST_NODES)
    }

    fn effort(&self, index: usize) -> Option<u32> {
        self.efforts.get(index).copied().flatten()
    }

    fn level(&self, index: usize, raised: Chosen) -> u8 {
        if raised.contains(index) {
            return self.plan.criteria.get(index).map_or(0, |criterion| criterion.top);
        }
        self.levels.get(index).copied().unwrap_or(0)
    }

    fn effort_of(&self, raised: Chosen) -> u32 {
        raised.indexes().filter_map(|index| self.effort(index)).fold(0, u32::saturating_add)
    }

    fn is_beaten(&self, effort: u32) -> bool {
        self.cheapest.is_some_and(|(least, _)| effort >= least)
    }

    /// Looks for the cheapest set that contains what is raised and nothing of what is left.
    fn look(&mut self, mut node: Node) {
        self.nodes = self.nodes.saturating_add(1);
        if self.nodes > MOST_NODES {
            return;
        }
        // What only one criterion breaks is forced; an entry that nothing breaks ends the way.
        while let Some(only) = node.entries.iter().copied().find(|entry| entry.len() <= 1) {
            if only == Chosen::default() {
                return;
            }
            node.raised = node.raised.and(only);
            node.entries.retain(|entry| !entry.meets(only));
        }
        if self.is_beaten(self.effort_of(node.raised).saturating_add(self.apart(&node.entries))) {
            return;
        }
        let Some((effort, set)) = self.knapsack(node.raised, node.left) else { return };
        if self.is_beaten(effort) {
            return;
        }
        let Some(entry) = node.entries.iter().copied().find(|entry| !entry.meets(set)) else {
            self.cheapest = Some((effort, set));
            return;
        };
        // One of these is raised: the first, or not the first but the second, and so on; no set is looked at twice.
        let mut left = node.left;
        for one in entry.indexes().map(Chosen::one) {
            let entries = node.entries.iter().filter(|entry| !entry.meets(one));
            let entries = minimal(entries.map(|entry| entry.without(left)).collect());
            self.look(Node { raised: node.raised.and(one), left, entries });
            left = left.and(one);
        }
    }

    /// The least that it costs to break entries that have no criterion in common.
    fn apart(&self, entries: &[Chosen]) -> u32 {
        let (mut sum, mut met) = (0_u32, Chosen::default());
        for entry in entries {
            if !entry.meets(met) {
                met = met.and(*entry);
                sum = sum.saturating_add(
                    entry.indexes().filter_map(|index| self.effort(index)).min().unwrap_or(0),
                );
            }
        }
        sum
    }

    /// The cheapest set for the band alone that contains what is raised and nothing of what is left.
    fn knapsack(&self, raised: Chosen, left: Chosen) -> Option<(u32, Chosen)> {
        let mut domains: BTreeMap<usize, BTreeMap<usize, Vec<(u32, usize)>>> = BTreeMap::new();
        for (index, criterion) in self.plan.criteria.iter().enumerate() {
            let level = self.level(index, raised);
            let demerits = criterion.demerits.get(usize::from(level)).copied().unwrap_or(0);
            let slots = domains.entry(self.plan.domain_of(criterion.slot)).or_default();
            slots.entry(criterion.slot).or_default().push((demerits, index));
        }
        let mut total = Table::from([(0, (0, Chosen::default()))]);
        for (domain, slots) in domains {
            let mut sum = Table::from([(0, (0, Chosen::default()))]);
            for members in slots.into_values() {
                sum = added(&sum, &self.slot(members, raised.and(left)));
            }
            let limit = self.plan.limit_of(domain);
            for (demerits, _) in sum.values_mut() {
                *demerits = (*demerits).min(limit);
            }
            total = added(&total, &pruned(sum));
        }
        let reaches = |(_, (demerits, _)): &(&u32, &(u32, Chosen))| self.plan.band(*demerits) >= self.to;
        let (effort, (_, more)) = total.iter().find(reaches)?;
        Some((effort.saturating_add(self.effort_of(raised)), raised.and(*more)))
    }

    /// The ways to lower one slot: its worst members raised, one after the other, until one is reached that is decided.
    fn slot(&self, mut members: Vec<(u32, usize)>, decided: Chosen) -> Table {
        members.sort_by_key(|(demerits, index)| (std::cmp::Reverse(*demerits), *index));
        let mut ways = Table::new();
        let (mut effort, mut set) = (0_u32, Chosen::default());
        for (demerits, index) in members {
            ways.entry(effort).or_insert((demerits, set));
            let cost = self.effort(index).filter(|_| !decided.contains(index));
            match cost {
                _ if demerits == 0 => return ways,
                Some(cost) => {
                    effort = effort.saturating_add(cost);
                    set = set.and(Chosen::one(index));
                }
                None => return ways,
            }
        }
        ways.insert(effort, (0, set));
        ways
    }
}

/// Entries in one order, the shortest first, without those that another one contains: breaking that breaks them.
fn minimal(mut entries: Vec<Chosen>) -> Vec<Chosen> {
    entries.sort_by_key(|entry| (entry.len(), *entry));
    let mut kept: Vec<Chosen> = Vec::new();
    for entry in entries {
        if kept.iter().all(|known| !known.is_within(entry)) {
            kept.push(entry);
        }
    }
    kept
}

/// Every sum of two tables; for each effort the fewest demerits, then the lower criteria.
fn added(one: &Table, other: &Table) -> Table {
    let mut sum = Table::new();
    for (effort, (demerits, set)) in one {
        for (more_effort, (more_demerits, more)) in other {
            let effort = effort.saturating_add(*more_effort);
            let demerits = demerits.saturating_add(*more_demerits);
            let way = (demerits, set.and(*more));
            if sum.get(&effort).is_none_or(|best| way < *best) {
                sum.insert(effort, way);
            }
        }
    }
    pruned(sum)
}

/// Without the ways that cost more and leave no less.
fn pruned(table: Table) -> Table {
    let mut fewest = u32::MAX;
    table
        .into_iter()
        .filter(|(_, (demerits, _))| {
            let better = *demerits < fewest;
            fewest = fewest.min(*demerits);
            better
        })
        .collect()
}
