//! The cheapest way to a better grade, exact.
//!
//! Not a list of failed checks but the set of changes with the least total effort. A pack states one effort for a
//! criterion, however far it is raised, so raising to the top is never dearer and never worse than raising less: over
//! sets of criteria the search is exact over levels too. What must be broken are the entries of caps: each needs one of
//! its literals raised. What must be lowered are demerits, to the band. Branch-and-bound over the entries: at each node a
//! knapsack over demerits, solved exactly, is a bound from below, and where its set also breaks every entry that is left,
//! it is the cheapest of the node. A node that cannot beat the cheapest set found is not followed, so what is found at
//! the end is proved cheapest.

mod frontier;

use std::borrow::Cow;

use crate::answer::Text;
use crate::assessment::{Raise, Step};
use crate::grade::Grade;
use crate::plan::{Compiled, Levels, Plan, PlanCriterion};
use crate::raise::frontier::{CriterionSet, Frontier, RaisedSet};

/// The most nodes that are looked at for one grade; beyond it nothing is proposed, as a cheaper set might be missed.
const MOST_NODES: usize = 4_096;

/// Part of the search: what is raised, what is left as it is, and the entries of caps that still hold.
struct Node {
    raised: CriterionSet,
    left: CriterionSet,
    /// For each entry the criteria of which one must be raised; in one order, none within another.
    entries: Vec<CriterionSet>,
}

/// What the searches for all grades of one dossier share.
struct Board<'p> {
    plan: &'p Compiled,
    /// The worst level of each criterion.
    levels: &'p [u8],
    /// What raising it costs; `None` where nothing can raise it.
    efforts: Vec<Option<u32>>,
    /// The domains in two parts, so that the frontiers of both need not be added up to find the cheapest set that is enough.
    parts: [Part<'p>; 2],
}

/// Some of the domains.
struct Part<'p> {
    domains: Vec<Domain<'p>>,
    members: CriterionSet,
    /// The sets worth their effort where nothing is decided yet.
    free: Frontier,
}

struct Domain<'p> {
    /// Of each slot its criteria.
    slots: &'p [Vec<usize>],
    limit: u32,
    members: CriterionSet,
    /// The sets worth their effort where nothing is decided yet.
    free: Frontier,
}

struct Search<'b> {
    board: &'b Board<'b>,
    to: Grade,
    /// The most demerits of its band.
    most: u32,
    cheapest: Option<RaisedSet>,
    nodes: usize,
}

/// The cheapest way to each grade better than the worst end; a grade that nothing reaches has none, and neither has one
/// for which the search ran out of nodes.
pub(crate) fn raises<'p, T: Text<'p>>(plan: &'p Plan, levels: &Levels) -> Vec<Raise<T>> {
    let compiled = plan.compiled();
    let now = compiled.grade(levels.worst());
    let better = now.index().saturating_add(1)..compiled.id.scale.len();
    if better.is_empty() {
        return Vec::new();
    }
    let board = Board::new(compiled, levels.worst());
    let raise = |to: Grade| {
        let most = *compiled.bands.get(to.index().checked_sub(1)?)?;
        let set = Search { board: &board, to, most, cheapest: None, nodes: 0 }.run()?;
        let step = |index: usize| {
            let PlanCriterion { id, model, .. } = compiled.criteria.get(index)?;
            let remedy = T::lent(&model.remedy.from(board.level(index))?.text);
            let (criterion, level) = (T::lent(id), T::lent(&model.levels.last()?.name));
            Some(Step { criterion, answer_from: model.answer_from, level, remedy })
        };
        let steps = set.raised.indexes().filter_map(step).collect();
        Some(Raise { to: plan.named(to), effort: set.effort, steps })
    };
    better.map(Grade::at).filter_map(raise).collect()
}

impl<'p> Board<'p> {
    fn new(plan: &'p Compiled, levels: &'p [u8]) -> Self {
        let level = |index: usize| levels.get(index).copied().unwrap_or(0);
        let effort = |(index, criterion): (usize, &PlanCriterion)| {
            criterion
                .model
                .remedy
                .from(level(index))
                .filter(|_| level(index) < criterion.top)
                .map(|action| action.effort)
        };
        let efforts = plan.criteria.iter().enumerate().map(effort).collect();
        let part =
            || Part { domains: Vec::new(), members: CriterionSet::default(), free: Frontier::nothing() };
        let mut board = Board { plan, levels, efforts, parts: [part(), part()] };
        for (slots, limit) in plan.domain_slots.iter().zip(&plan.limits) {
            let members = slots.iter().flatten().map(|index| CriterionSet::one(*index));
            let members = members.fold(CriterionSet::default(), CriterionSet::and);
            let mut domain = Domain { slots, limit: *limit, members, free: Frontier::nothing() };
            domain.free = board.frontier(&domain, CriterionSet::default(), CriterionSet::default());
            // To the part that has fewer sets.
            let [one, other] = &mut board.parts;
            let part = if one.free.len() <= other.free.len() { one } else { other };
            part.free = std::mem::replace(&mut part.free, Frontier::nothing()).and(&domain.free);
            part.members = part.members.and(members);
            part.domains.push(domain);
        }
        board
    }

    fn effort(&self, index: usize) -> Option<u32> {
        self.efforts.get(index).copied().flatten()
    }

    fn effort_of(&self, raised: CriterionSet) -> u32 {
        raised.indexes().filter_map(|index| self.effort(index)).fold(0, u32::saturating_add)
    }

    fn level(&self, index: usize) -> u8 {
        self.levels.get(index).copied().unwrap_or(0)
    }

    /// The least that it costs to break entries that have no criterion in common.
    fn apart(&self, entries: &[CriterionSet]) -> u32 {
        let (mut sum, mut met) = (0_u32, CriterionSet::default());
        for entry in entries {
            if !entry.intersects(met) {
                met = met.and(*entry);
                let efforts = entry.indexes().filter_map(|index| self.effort(index));
                sum = sum.saturating_add(efforts.min().unwrap_or(0));
            }
        }
        sum
    }

    /// The cheapest set for so many demerits that contains what is raised and nothing of what is left.
    fn knapsack(&self, raised: CriterionSet, left: CriterionSet, most: u32) -> Option<RaisedSet> {
        let mut profile = self.levels.to_vec();
        for (index, level) in profile.iter_mut().enumerate().filter(|(index, _)| raised.contains(*index)) {
            *level = self.plan.criteria.get(index).map_or(*level, |criterion| criterion.top);
        }
        let demerits = self.plan.demerits(&profile);
        if demerits <= most {
            // Whatever is raised beside it costs something.
            return Some(RaisedSet { effort: self.effort_of(raised), demerits, raised });
        }
        let [one, other] = self.parts.each_ref().map(|part| {
            if !part.members.intersects(raised.and(left)) {
                return Cow::Borrowed(&part.free);
            }
            let add = |sum: Frontier, domain: &Domain<'_>| {
                if domain.members.intersects(raised.and(left)) {
                    sum.and(&self.frontier(domain, raised, left))
                } else {
                    sum.and(&domain.free)
                }
            };
            Cow::Owned(part.domains.iter().fold(Frontier::nothing(), add))
        });
        let more = one.cheapest_with(&other, most)?;
        let effort = more.effort.saturating_add(self.effort_of(raised));
        Some(RaisedSet { effort, raised: more.raised.and(raised), ..more })
    }

    /// The sets that lower the demerits of a domain where some criteria are raised already and some may not be.
    fn frontier(&self, domain: &Domain<'_>, raised: CriterionSet, left: CriterionSet) -> Frontier {
        let (mut sets, mut spare) = (Frontier::nothing(), Vec::new());
        for slot in domain.slots {
            match slot.as_slice() {
                [only] => {
                    let demerits = self.demerits(*only, raised);
                    match self.raisable(*only, demerits, raised.and(left)) {
                        Some(more) => sets.raise_or_leave(more, demerits, &mut spare),
                        None => sets.leave(demerits),
                    }
                }
                members => sets = sets.and(&self.slot(members, raised, left)),
            }
        }
        sets.limited(domain.limit)
    }

    /// What a criterion costs where some are raised.
    fn demerits(&self, index: usize, raised: CriterionSet) -> u32 {
        let Some(criterion) = self.plan.criteria.get(index) else { return 0 };
        criterion.cost(if raised.contains(index) { criterion.top } else { self.level(index) })
    }

    /// The criterion raised, if it costs demerits, can be raised, and is not decided yet.
    fn raisable(&self, index: usize, demerits: u32, decided: CriterionSet) -> Option<RaisedSet> {
        let effort = self.effort(index).filter(|_| demerits > 0 && !decided.contains(index))?;
        Some(RaisedSet { effort, demerits: 0, raised: CriterionSet::one(index) })
    }

    /// The sets that lower one slot: its worst members raised, one after the other, until one is reached that is decided.
    fn slot(&self, members: &[usize], raised: CriterionSet, left: CriterionSet) -> Frontier {
        let mut members: Vec<_> =
            members.iter().map(|index| (self.demerits(*index, raised), *index)).collect();
        members.sort_by_key(|(demerits, index)| (std::cmp::Reverse(*demerits), *index));
        let (mut sets, mut set) = (Vec::new(), RaisedSet::default());
        for (demerits, index) in members {
            sets.push(RaisedSet { demerits, ..set });
            let Some(more) = self.raisable(index, demerits, raised.and(left)) else {
                return Frontier::of(sets);
            };
            set = set.and(more);
        }
        sets.push(set);
        Frontier::of(sets)
    }
}

impl Search<'_> {
    fn run(mut self) -> Option<RaisedSet> {
        let (board, plan) = (self.board, self.board.plan);
        let entries = plan.caps.iter().filter(|cap| cap.grade < self.to).flat_map(|cap| &cap.when);
        let holding = entries
            .filter(|entry| entry.iter().all(|(criterion, at_most)| board.level(*criterion) <= *at_most));
        let breaking = |entry: &Vec<(usize, u8)>| {
            let breaks = |(index, at_most): &&(usize, u8)| {
                board.effort(*index).is_some()
                    && plan.criteria.get(*index).is_some_and(|criterion| criterion.top > *at_most)
            };
            let all = entry.iter().filter(breaks).map(|(index, _)| CriterionSet::one(*index));
            all.fold(CriterionSet::default(), CriterionSet::and)
        };
        let entries = minimal(holding.map(breaking).collect());
        self.look(Node { raised: CriterionSet::default(), left: CriterionSet::default(), entries });
        self.cheapest.filter(|_| self.nodes <= MOST_NODES)
    }

    fn is_beaten(&self, effort: u32) -> bool {
        self.cheapest.is_some_and(|least| effort >= least.effort)
    }

    /// Looks for the cheapest set that contains what is raised and nothing of what is left.
    fn look(&mut self, mut node: Node) {
        self.nodes = self.nodes.saturating_add(1);
        if self.nodes > MOST_NODES {
            return;
        }
        // What only one criterion breaks is forced; with an entry that nothing breaks no set is enough.
        while let Some(only) = node.entries.iter().copied().find(|entry| entry.len() <= 1) {
            if only == CriterionSet::default() {
                return;
            }
            node.raised = node.raised.and(only);
            node.entries.retain(|entry| !entry.intersects(only));
        }
        if self.is_beaten(self.board.effort_of(node.raised).saturating_add(self.board.apart(&node.entries))) {
            return;
        }
        let Some(set) = self.board.knapsack(node.raised, node.left, self.most) else { return };
        if self.is_beaten(set.effort) {
            return;
        }
        let Some(entry) = node.entries.iter().copied().find(|entry| !entry.intersects(set.raised)) else {
            self.cheapest = Some(set);
            return;
        };
        // One of these is raised: the first, or not the first but the second, and so on; no set is looked at twice.
        let mut left = node.left;
        for one in entry.indexes().map(CriterionSet::one) {
            let entries = node.entries.iter().filter(|entry| !entry.intersects(one));
            let entries = minimal(entries.map(|entry| entry.without(left)).collect());
            self.look(Node { raised: node.raised.and(one), left, entries });
            left = left.and(one);
        }
    }
}

/// Entries in one order, the shortest first, without those that another one contains: breaking that breaks them.
fn minimal(mut entries: Vec<CriterionSet>) -> Vec<CriterionSet> {
    entries.sort_by_key(|entry| (entry.len(), *entry));
    let mut kept: Vec<CriterionSet> = Vec::new();
    for entry in entries {
        if kept.iter().all(|known| !known.is_within(entry)) {
            kept.push(entry);
        }
    }
    kept
}
