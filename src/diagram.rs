//! The diagram: a pack's grade as a function of all profiles at once.
//!
//! A reduced, ordered, multi-valued decision diagram: one layer per criterion, one edge per level, equal nodes merged,
//! nodes without effect dropped. For a fixed order it is canonical: equal meaning is an equal root. It is built from
//! the top with a small state (demerits so far, caps that fired, conditions still alive), and shares no code with the
//! plan's evaluation beyond the compiled tables, so that the two can be held against each other.

#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "node ids are handed out by this module and index its own table; sums of demerits are bounded by MAX_CRITERIA * MAX_DEMERITS"
)]

use std::collections::BTreeMap;

use crate::grade::Grade;
use crate::limits::MAX_DIAGRAM_NODES;
use crate::plan::Compiled;

/// A node: below the number of grades, the grade of that index; above it, an entry of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(u32);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Node {
    layer: usize,
    /// One for each level of the layer's criterion, worst first.
    children: Vec<NodeId>,
}

/// A pack's grade over all profiles.
#[derive(Clone, Debug)]
pub(crate) struct Diagram {
    /// The criterion of each layer.
    order: Vec<usize>,
    /// How many levels each layer has.
    widths: Vec<u8>,
    grades: u32,
    nodes: Vec<Node>,
    root: NodeId,
}

/// The node budget ran out: nothing is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLarge;

/// What the layers above have decided, as far as it still matters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    /// Demerits of the finished domains.
    total: u32,
    /// Demerits of the finished slots of the present domain.
    domain: u32,
    /// The worst demerits of the present slot.
    slot: u32,
    /// The lowest grade of a cap that fired.
    bound: usize,
    /// Conditions over several criteria that have neither failed nor been completed.
    alive: u128,
}

/// A cap's condition over several criteria.
struct Entry {
    grade: usize,
    literals: BTreeMap<usize, u8>,
    last: usize,
}

struct Builder<'p> {
    plan: &'p Compiled,
    order: Vec<usize>,
    /// For each layer: the caps of one literal, as the level up to which they fire and their grade.
    single: Vec<Vec<(u8, usize)>>,
    entries: Vec<Entry>,
    with_caps: bool,
    known: Vec<BTreeMap<State, NodeId>>,
    unique: BTreeMap<Node, NodeId>,
    nodes: Vec<Node>,
    grades: u32,
}

impl Diagram {
    /// The diagram of a plan's grade.
    pub(crate) fn of_grade(plan: &Compiled) -> Result<Self, TooLarge> {
        Builder::new(plan, true).ok_or(TooLarge)?.build()
    }

    /// The diagram of the grade that demerits alone would give.
    pub(crate) fn of_band(plan: &Compiled) -> Result<Self, TooLarge> {
        Builder::new(plan, false).ok_or(TooLarge)?.build()
    }

    /// How many nodes it has, grades apart.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    fn node(&self, id: NodeId) -> Option<&Node> {
        let index = id.0.checked_sub(self.grades)?;
        self.nodes.get(usize::try_from(index).ok()?)
    }

    fn layer(&self, id: NodeId) -> usize {
        self.node(id).map_or(self.order.len(), |node| node.layer)
    }

    /// Where a level leads; a node that skips the layer stays.
    fn child(&self, id: NodeId, layer: usize, level: u8) -> NodeId {
        match self.node(id) {
            Some(node) if node.layer == layer => node.children[usize::from(level)],
            _ => id,
        }
    }

    fn grade(id: NodeId) -> Grade {
        Grade::at(usize::try_from(id.0).unwrap_or(usize::MAX))
    }

    /// The grade of one profile: to hold the diagram against the plan.
    #[cfg(test)]
    fn evaluate(&self, level: impl Fn(usize) -> u8) -> Grade {
        let mut at = self.root;
        while let Some(node) = self.node(at) {
            at = node.children[usize::from(level(self.order[node.layer]))];
        }
        Diagram::grade(at)
    }

    /// How many profiles have each grade, worst first; `None` beyond 128 bits.
    pub(crate) fn profiles(&self) -> Option<Vec<u128>> {
        let grades = usize::try_from(self.grades).ok()?;
        let skipped = |from: usize, to: usize| {
            self.widths[from..to]
                .iter()
                .try_fold(1_u128, |product, width| product.checked_mul(u128::from(*width)))
        };
        // Children come before their parents in the table.
        let mut counts: Vec<Vec<u128>> = Vec::new();
        let below = |counts: &Vec<Vec<u128>>, id: NodeId, layer: usize| -> Option<Vec<u128>> {
            let times = skipped(layer, self.layer(id))?;
            let own = match id.0.checked_sub(self.grades) {
                Some(index) => counts[usize::try_from(index).ok()?].clone(),
                None => (0..grades).map(|grade| u128::from(grade == Diagram::grade(id).index())).collect(),
            };
            own.into_iter().map(|count| count.checked_mul(times)).collect()
        };
        for node in &self.nodes {
            let mut sum = vec![0_u128; grades];
            for child in &node.children {
                for (sum, count) in sum.iter_mut().zip(below(&counts, *child, node.layer + 1)?) {
                    *sum = sum.checked_add(count)?;
                }
            }
            counts.push(sum);
        }
        below(&counts, self.root, 0)
    }

    /// Whether some profile has this grade.
    pub(crate) fn reaches(&self, grade: Grade) -> bool {
        let is_it = |id: &NodeId| self.node(*id).is_none() && Diagram::grade(*id) == grade;
        is_it(&self.root) || self.nodes.iter().any(|node| node.children.iter().any(is_it))
    }

    /// Whether some profile is graded differently at two neighbouring levels of a criterion.
    pub(crate) fn tells_apart(&self, criterion: usize, worse: u8) -> bool {
        let level = usize::from(worse);
        self.nodes
            .iter()
            .filter(|node| self.order[node.layer] == criterion)
            .any(|node| node.children[level] != node.children[level + 1])
    }

    /// The best grade among the profiles whose levels are at most these.
    pub(crate) fn best_within(&self, at_most: &BTreeMap<usize, u8>) -> Grade {
        let mut best: Vec<Grade> = Vec::new();
        let value = |best: &Vec<Grade>, id: NodeId| match id.0.checked_sub(self.grades) {
            Some(index) => best[usize::try_from(index).unwrap_or(0)],
            None => Diagram::grade(id),
        };
        for node in &self.nodes {
            let bound = at_most.get(&self.order[node.layer]).copied().unwrap_or(u8::MAX);
            let allowed = node.children.iter().take(usize::from(bound).saturating_add(1));
            best.push(allowed.map(|child| value(&best, *child)).max().unwrap_or(Grade::at(0)));
        }
        value(&best, self.root)
    }

    /// Two profiles one step of one criterion apart of which the better is graded worse, where there are any: the
    /// worse profile's levels, and the criterion.
    pub(crate) fn not_monotone(&self) -> Option<(Vec<u8>, usize)> {
        self.step_where(&mut BTreeMap::new(), &|worse, better| better < worse)
    }

    /// Two profiles one step apart whose grades are more than so many steps apart.
    pub(crate) fn cliff(&self, steps: u32) -> Option<(Vec<u8>, usize)> {
        self.step_where(&mut BTreeMap::new(), &|worse, better| u32::from(worse.steps_to(better)) > steps)
    }

    fn step_where(
        &self,
        seen: &mut BTreeMap<(NodeId, NodeId), bool>,
        wanted: &dyn Fn(Grade, Grade) -> bool,
    ) -> Option<(Vec<u8>, usize)> {
        for (index, node) in self.nodes.iter().enumerate() {
            for (level, pair) in node.children.windows(2).enumerate() {
                let mut below = vec![0; self.order.len()];
                if self.differs(pair[0], pair[1], seen, wanted, &mut below) {
                    let id = NodeId(self.grades + u32::try_from(index).unwrap_or(0));
                    let mut levels = self.way_to(id)?;
                    let criterion = self.order[node.layer];
                    levels[criterion] = u8::try_from(level).unwrap_or(0);
                    for layer in node.layer + 1..self.order.len() {
                        levels[self.order[layer]] = below[self.order[layer]];
                    }
                    return Some((levels, criterion));
                }
            }
        }
        None
    }

    /// Whether one profile below both nodes is graded as wanted; writes its levels.
    fn differs(
        &self,
        worse: NodeId,
        better: NodeId,
        seen: &mut BTreeMap<(NodeId, NodeId), bool>,
        wanted: &dyn Fn(Grade, Grade) -> bool,
        levels: &mut [u8],
    ) -> bool {
        if worse == better {
            return wanted(Grade::at(0), Grade::at(0));
        }
        // Only what was refused is remembered: what is found ends the search.
        if seen.contains_key(&(worse, better)) {
            return false;
        }
        let layer = self.layer(worse).min(self.layer(better));
        let found = if layer == self.order.len() {
            wanted(Diagram::grade(worse), Diagram::grade(better))
        } else {
            (0..self.widths[layer]).any(|level| {
                levels[self.order[layer]] = level;
                let (worse, better) = (self.child(worse, layer, level), self.child(better, layer, level));
                self.differs(worse, better, seen, wanted, levels)
            })
        };
        if !found {
            seen.insert((worse, better), false);
        }
        found
    }

    /// Levels that lead from the root to a node; zero where they do not matter.
    fn way_to(&self, target: NodeId) -> Option<Vec<u8>> {
        let mut parent: BTreeMap<NodeId, (NodeId, u8)> = BTreeMap::new();
        // Parents come after their children in the table: from the end, each node's way is known before it is used.
        for (index, node) in self.nodes.iter().enumerate().rev() {
            let id = NodeId(self.grades + u32::try_from(index).ok()?);
            if id != self.root && !parent.contains_key(&id) {
                continue;
            }
            for (level, child) in node.children.iter().enumerate() {
                parent.entry(*child).or_insert((id, u8::try_from(level).ok()?));
            }
        }
        let mut levels = vec![0; self.order.len()];
        let mut at = target;
        while at != self.root {
            let (above, level) = *parent.get(&at)?;
            levels[self.order[self.layer(above)]] = level;
            at = above;
        }
        Some(levels)
    }

    /// Every node in one canonical text: equal meaning under one order is equal text.
    pub(crate) fn canonical(&self) -> String {
        let node = |node: &Node| {
            let children: Vec<String> = node.children.iter().map(|child| child.0.to_string()).collect();
            format!("{}:{}\n", node.layer, children.join(","))
        };
        self.nodes.iter().map(node).chain([format!("{}\n", self.root.0)]).collect()
    }
}

impl<'p> Builder<'p> {
    /// `None` where more conditions span several criteria than the state can carry.
    fn new(plan: &'p Compiled, with_caps: bool) -> Option<Self> {
        // Criteria of one domain stand together, and inside it those of one slot: their sums end soonest.
        let mut order: Vec<usize> = (0..plan.criteria.len()).collect();
        let place = |index: &usize| {
            let slot = plan.criteria[*index].slot;
            (plan.domain_of(slot), slot, *index)
        };
        order.sort_by_key(place);
        let layer_of = |criterion: usize| order.iter().position(|index| *index == criterion).unwrap_or(0);
        let mut single = vec![Vec::new(); order.len()];
        let mut entries = Vec::new();
        for cap in plan.caps.iter().filter(|_| with_caps) {
            for entry in &cap.when {
                let literals: BTreeMap<usize, u8> =
                    entry.iter().map(|(criterion, level)| (layer_of(*criterion), *level)).collect();
                match (literals.len(), literals.first_key_value(), literals.last_key_value()) {
                    (1, Some((layer, level)), _) => single[*layer].push((*level, cap.grade.index())),
                    (_, _, Some((last, _))) => {
                        entries.push(Entry {
                            grade: cap.grade.index(),
                            last: *last,
                            literals: literals.clone(),
                        });
                    }
                    _ => {}
                }
            }
        }
        let grades = u32::try_from(plan.id.scale.len()).ok()?;
        (entries.len() <= 128).then(|| Builder {
            plan,
            known: vec![BTreeMap::new(); order.len()],
            order,
            single,
            entries,
            with_caps,
            unique: BTreeMap::new(),
            nodes: Vec::new(),
            grades,
        })
    }

    fn build(mut self) -> Result<Diagram, TooLarge> {
        let alive = (0..self.entries.len()).fold(0, |alive, entry| alive | (1_u128 << entry));
        let best = self.plan.id.scale.len().saturating_sub(1);
        let start = State { total: 0, domain: 0, slot: 0, bound: best, alive };
        let root = self.below(0, start)?;
        let widths =
            self.order.iter().map(|index| self.plan.criteria[*index].top.saturating_add(1)).collect();
        Ok(Diagram { order: self.order, widths, grades: self.grades, nodes: self.nodes, root })
    }

    /// The node for what remains from a layer on.
    fn below(&mut self, layer: usize, state: State) -> Result<NodeId, TooLarge> {
        let state = self.settled(layer, state);
        // Demerits and caps only take away: at the worst grade nothing below matters.
        let so_far = self.plan.band(state.total).index().min(state.bound);
        if layer == self.order.len() || so_far == 0 {
            return Ok(NodeId(u32::try_from(so_far).unwrap_or(0)));
        }
        if let Some(id) = self.known[layer].get(&state) {
            return Ok(*id);
        }
        let levels = self.plan.criteria[self.order[layer]].top;
        let children = (0..=levels)
            .map(|level| self.below(layer + 1, self.after(layer, &state, level)))
            .collect::<Result<_, _>>()?;
        let id = self.merged(Node { layer, children })?;
        self.known[layer].insert(state, id);
        Ok(id)
    }

    /// The state after a criterion took a level.
    fn after(&self, layer: usize, state: &State, level: u8) -> State {
        let mut next = state.clone();
        let demerits =
            self.plan.criteria[self.order[layer]].demerits.get(usize::from(level)).copied().unwrap_or(0);
        next.slot = next.slot.max(demerits);
        if self.with_caps {
            for (at_most, grade) in &self.single[layer] {
                if level <= *at_most {
                    next.bound = next.bound.min(*grade);
                }
            }
            for (index, entry) in
                self.entries.iter().enumerate().filter(|(index, _)| state.alive & (1 << index) != 0)
            {
                let holds = entry.literals.get(&layer).is_none_or(|at_most| level <= *at_most);
                if holds && entry.last == layer {
                    next.bound = next.bound.min(entry.grade);
                }
                if !holds || entry.last == layer {
                    next.alive &= !(1 << index);
                }
            }
        }
        next
    }

    /// The state without what no longer matters when a layer begins: a finished slot or domain is added up, demerits
    /// beyond the last band are as one, and conditions that could not lower the grade are dropped.
    fn settled(&self, layer: usize, mut state: State) -> State {
        let slot_of = |layer: usize| self.order.get(layer).map(|index| self.plan.criteria[*index].slot);
        if layer > 0 && slot_of(layer) != slot_of(layer - 1) {
            let domain = self.plan.domain_of(slot_of(layer - 1).unwrap_or(0));
            let limit = self.plan.limit_of(domain);
            state.domain = (state.domain + state.slot).min(limit);
            state.slot = 0;
            if slot_of(layer).map(|slot| self.plan.domain_of(slot)) != Some(domain) {
                state.total += state.domain;
                state.domain = 0;
            }
        }
        state.total = state.total.min(self.plan.most_in_bands() + 1);
        for (index, entry) in self.entries.iter().enumerate() {
            if entry.grade >= state.bound {
                state.alive &= !(1 << index);
            }
        }
        state
    }

    /// The node of that content, without a layer on which nothing depends.
    fn merged(&mut self, node: Node) -> Result<NodeId, TooLarge> {
        if let Some(only) =
            node.children.first().filter(|first| node.children.iter().all(|child| child == *first))
        {
            return Ok(*only);
        }
        if let Some(id) = self.unique.get(&node) {
            return Ok(*id);
        }
        if self.nodes.len() >= MAX_DIAGRAM_NODES {
            return Err(TooLarge);
        }
        let id = NodeId(self.grades + u32::try_from(self.nodes.len()).map_err(|_| TooLarge)?);
        self.nodes.push(node.clone());
        self.unique.insert(node, id);
        Ok(id)
    }
}

#[cfg(test)]
mod tests {
    use super::Diagram;
    use crate::pack::Pack;
    use crate::plan::Plan;

    /// A sequence of numbers that looks random and is the same on every machine (`SplitMix64`).
    fn numbers(mut seed: u64) -> impl FnMut(u64) -> u64 {
        move |below| {
            seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = seed;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            (z ^ (z >> 31)) % below
        }
    }

    #[test]
    fn the_diagram_and_the_plan_agree_on_every_profile_tried() {
        for (id, _) in Pack::SHIPPED {
            let plan = Plan::new(&Pack::shipped(id).unwrap());
            let compiled = plan.compiled();
            let (grade, band) = (Diagram::of_grade(compiled).unwrap(), Diagram::of_band(compiled).unwrap());
            let mut number = numbers(7);
            for round in 0..3_000 {
                // Profiles near the top, where bands and caps decide; and some from anywhere.
                let levels: Vec<u8> = compiled
                    .criteria
                    .iter()
                    .map(|criterion| {
                        let stays = number(40) >= round % 41;
                        if stays {
                            criterion.top
                        } else {
                            u8::try_from(number(u64::from(criterion.top) + 1)).unwrap()
                        }
                    })
                    .collect();
                let level = |index: usize| levels[index];
                assert_eq!(grade.evaluate(level), compiled.grade(level), "{id}: {levels:?}");
                assert_eq!(band.evaluate(level), compiled.band(compiled.demerits(level)), "{id}: {levels:?}");
            }
        }
    }
}
