//! The diagram: a pack's grade as a function of all profiles at once.
//!
//! A reduced, ordered, multi-valued decision diagram: one layer per criterion, one edge per point, equal nodes merged,
//! nodes without effect dropped. For a fixed space it is canonical: equal meaning is an equal root, also between two
//! plans whose diagrams share their nodes. `build` makes it from the top, `order` finds the order of its layers, `pair`
//! holds two diagrams against each other. It shares no code with the plan's evaluation beyond the compiled tables, so
//! that the two can be held against each other.

#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "node ids are handed out by this module and index its own tables"
)]

mod table;
mod order;
mod build;
pub(crate) mod pair;

use std::collections::BTreeMap;

use crate::count::Count;
use crate::diagram::table::{Table, hash, index};
use crate::grade::Grade;
use crate::space::Space;

pub(crate) use order::order;

/// A node: below the number of grades, the grade of that index; above it, an entry of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(u32);

/// The node budget ran out: nothing is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLarge;

/// Whether a diagram is of the grade, or of the grade that demerits alone would give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caps {
    Counted,
    LeftOut,
}

/// The nodes of diagrams over one space.
#[derive(Clone, Debug)]
pub(crate) struct Nodes {
    /// How many points each layer has.
    widths: Vec<u8>,
    grades: u32,
    /// The layer of each node, and where its children begin: one for each point, worst first. Children come before
    /// their parents.
    table: Vec<(u16, u32)>,
    children: Vec<NodeId>,
    unique: Table,
}

impl Nodes {
    pub(crate) fn new(space: &Space, grades: usize) -> Self {
        let width = |layer: &crate::space::Layer| u8::try_from(layer.points.len()).unwrap_or(u8::MAX);
        Nodes {
            widths: space.layers.iter().map(width).collect(),
            grades: u32::try_from(grades).unwrap_or(u32::MAX),
            table: Vec::new(),
            children: Vec::new(),
            unique: Table::new(),
        }
    }

    fn layers(&self) -> usize {
        self.widths.len()
    }

    /// The place of a node in the table; `None` for a grade.
    fn place(&self, id: NodeId) -> Option<usize> {
        id.0.checked_sub(self.grades).map(index)
    }

    fn id(&self, place: usize) -> NodeId {
        NodeId(self.grades + u32::try_from(place).unwrap_or(u32::MAX / 2))
    }

    fn layer(&self, id: NodeId) -> usize {
        self.place(id).map_or(self.layers(), |place| usize::from(self.table[place].0))
    }

    fn children(&self, place: usize) -> &[NodeId] {
        let (layer, first) = self.table[place];
        let first = index(first);
        &self.children[first..first + usize::from(self.widths[usize::from(layer)])]
    }

    /// Where a point leads; a node that skips the layer stays.
    fn child(&self, id: NodeId, layer: usize, point: u8) -> NodeId {
        match self.place(id) {
            Some(place) if usize::from(self.table[place].0) == layer => {
                self.children(place)[usize::from(point)]
            }
            _ => id,
        }
    }

    fn grade(id: NodeId) -> Grade {
        Grade::at(index(id.0))
    }

    /// The node of that content, without a layer on which nothing depends.
    fn node(&mut self, layer: usize, children: &[NodeId], budget: usize) -> Result<NodeId, TooLarge> {
        if let Some(only) = children.first().filter(|first| children.iter().all(|child| child == *first)) {
            return Ok(*only);
        }
        let layer = u16::try_from(layer).map_err(|_| TooLarge)?;
        let hash = hash([u64::from(layer)].into_iter().chain(children.iter().map(|child| child.0.into())));
        let is = |place: u32| self.table[index(place)].0 == layer && self.children(index(place)) == children;
        if let Some(place) = self.unique.find(hash, is) {
            return Ok(self.id(index(place)));
        }
        if self.table.len() >= budget {
            return Err(TooLarge);
        }
        let place = u32::try_from(self.table.len()).map_err(|_| TooLarge)?;
        self.table.push((layer, u32::try_from(self.children.len()).map_err(|_| TooLarge)?));
        self.children.extend_from_slice(children);
        self.unique.insert(hash, place);
        Ok(self.id(index(place)))
    }

    /// The places of the nodes below a root, children before their parents.
    fn reachable(&self, root: NodeId) -> Vec<usize> {
        let Some(top) = self.place(root) else { return Vec::new() };
        let mut is_reached = vec![false; top + 1];
        is_reached[top] = true;
        for place in (0..=top).rev() {
            if is_reached[place] {
                for below in self.children(place).iter().filter_map(|child| self.place(*child)) {
                    is_reached[below] = true;
                }
            }
        }
        (0..=top).filter(|place| is_reached[*place]).collect()
    }

    /// How many nodes a diagram has, grades apart.
    pub(crate) fn len(&self, root: NodeId) -> usize {
        self.reachable(root).len()
    }

    /// The grade of one profile: to hold the diagram against the other evaluators.
    pub(crate) fn evaluate(&self, root: NodeId, points: &[u8]) -> Grade {
        let mut at = root;
        while let Some(place) = self.place(at) {
            let layer = usize::from(self.table[place].0);
            at = self.children(place)[usize::from(points[layer])];
        }
        Nodes::grade(at)
    }

    /// How many profiles there are of the layers from one to another.
    fn skipped(&self, from: usize, to: usize) -> Count {
        self.widths[from..to].iter().fold(Count::ONE, |product, width| product.times((*width).into()))
    }

    /// How many profiles have each grade, worst first.
    pub(crate) fn profiles(&self, root: NodeId) -> Vec<Count> {
        let grades = index(self.grades);
        let mut counts: BTreeMap<usize, Vec<Count>> = BTreeMap::new();
        let below = |counts: &BTreeMap<usize, Vec<Count>>, id: NodeId, layer: usize| -> Vec<Count> {
            let times = &self.widths[layer..self.layer(id)];
            let one = |grade| if grade == index(id.0) { Count::ONE } else { Count::ZERO };
            let own = match self.place(id) {
                Some(place) => counts.get(&place).cloned().unwrap_or_default(),
                None => (0..grades).map(one).collect(),
            };
            let scaled = |count: Count| times.iter().fold(count, |count, width| count.times((*width).into()));
            own.into_iter().map(scaled).collect()
        };
        for place in self.reachable(root) {
            let mut sum = vec![Count::ZERO; grades];
            for child in self.children(place) {
                let below = below(&counts, *child, usize::from(self.table[place].0) + 1);
                sum.iter_mut().zip(below).for_each(|(sum, count)| *sum = sum.plus(count));
            }
            counts.insert(place, sum);
        }
        below(&counts, root, 0)
    }

    /// How many profiles there are.
    pub(crate) fn all_profiles(&self) -> Count {
        self.skipped(0, self.layers())
    }

    /// Whether some profile has this grade.
    pub(crate) fn reaches(&self, root: NodeId, grade: Grade) -> bool {
        let is_it = |id: &NodeId| self.place(*id).is_none() && Nodes::grade(*id) == grade;
        is_it(&root) || self.reachable(root).into_iter().any(|place| self.children(place).iter().any(is_it))
    }

    /// The points of a layer that some profile tells apart from the next better one.
    pub(crate) fn told_apart(&self, root: NodeId) -> Vec<Vec<bool>> {
        let mut told: Vec<Vec<bool>> =
            self.widths.iter().map(|width| vec![false; usize::from(*width).saturating_sub(1)]).collect();
        for place in self.reachable(root) {
            let told = &mut told[usize::from(self.table[place].0)];
            for (told, pair) in told.iter_mut().zip(self.children(place).windows(2)) {
                *told |= pair[0] != pair[1];
            }
        }
        told
    }

    /// The best grade among the profiles whose points are at most these, by layer.
    pub(crate) fn best_within(&self, root: NodeId, at_most: &BTreeMap<usize, u8>) -> Grade {
        let mut best: BTreeMap<usize, Grade> = BTreeMap::new();
        let value = |best: &BTreeMap<usize, Grade>, id: NodeId| match self.place(id) {
            Some(place) => best.get(&place).copied().unwrap_or(Grade::at(0)),
            None => Nodes::grade(id),
        };
        for place in self.reachable(root) {
            let bound = at_most.get(&usize::from(self.table[place].0)).copied().unwrap_or(u8::MAX);
            let allowed = self.children(place).iter().take(usize::from(bound) + 1);
            let found = allowed.map(|child| value(&best, *child)).max().unwrap_or(Grade::at(0));
            best.insert(place, found);
        }
        value(&best, root)
    }

    /// Every node of a diagram in one canonical text: equal meaning over one space is equal text.
    pub(crate) fn canonical(&self, root: NodeId) -> String {
        use std::fmt::Write as _;
        // Numbered as they are left on the way from the root, so that what else the table holds does not matter.
        let mut names: BTreeMap<NodeId, usize> = BTreeMap::new();
        let mut out = String::new();
        let mut open = vec![root];
        while let Some(id) = open.last().copied() {
            let children = self.place(id).map_or(&[][..], |place| self.children(place));
            let unnamed = children.iter().find(|child| !names.contains_key(child));
            match unnamed {
                _ if names.contains_key(&id) => drop(open.pop()),
                Some(child) => open.push(*child),
                None => {
                    let _ = match self.place(id) {
                        Some(_) => write!(out, "{}", self.layer(id)),
                        None => write!(out, "grade {}", id.0),
                    };
                    for child in children {
                        let _ = write!(out, ",{}", names.get(child).copied().unwrap_or_default());
                    }
                    out.push('\n');
                    names.insert(id, names.len());
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Caps, Nodes, TooLarge, order};
    use crate::count::Count;
    use crate::pack::Pack;
    use crate::plan::Plan;
    use crate::space::{Space, Version};

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
            let plan = plan.compiled();
            let space = Space::of(plan, &order(plan));
            let mut nodes = Nodes::new(&space, plan.id.scale.len());
            let mut diagram = |caps| nodes.diagram(plan, &space, Version::Old, caps, 1_000_000).unwrap();
            let (grade, band) = (diagram(Caps::Counted), diagram(Caps::LeftOut));
            let mut number = numbers(7);
            for round in 0..3_000 {
                // Profiles near the top, where bands and caps decide; and some from anywhere.
                let mut points = Vec::new();
                for layer in &space.layers {
                    let many = u64::try_from(layer.points.len()).unwrap();
                    let point = if number(40) >= round % 41 { many - 1 } else { number(many) };
                    points.push(u8::try_from(point).unwrap());
                }
                let levels = space.levels(Version::Old, &points);
                assert_eq!(nodes.evaluate(grade, &points), plan.grade(&levels), "{id}: {levels:?}");
                assert_eq!(nodes.evaluate(band, &points), plan.band_of(&levels), "{id}: {levels:?}");
            }
        }
    }

    #[test]
    fn a_diagram_is_the_same_whatever_else_the_table_holds() {
        let plan = Plan::new(&Pack::shipped("audit").unwrap());
        let plan = plan.compiled();
        let space = Space::of(plan, &order(plan));
        let fresh = || Nodes::new(&space, plan.id.scale.len());
        let (mut alone, mut after) = (fresh(), fresh());
        let diagram =
            |nodes: &mut Nodes, caps| nodes.diagram(plan, &space, Version::Old, caps, 1_000_000).unwrap();
        let one = diagram(&mut alone, Caps::Counted);
        diagram(&mut after, Caps::LeftOut);
        let other = diagram(&mut after, Caps::Counted);
        assert_eq!(alone.canonical(one), after.canonical(other));
        assert_eq!(alone.profiles(one), after.profiles(other));
        assert_eq!(diagram(&mut after, Caps::Counted), other, "equal meaning is an equal root");
        let sum = alone.profiles(one).into_iter().fold(Count::ZERO, Count::plus);
        let all = plan.criteria.iter().fold(Count::ONE, |all, one| all.times(u32::from(one.top) + 1));
        assert_eq!(sum, all);
    }

    #[test]
    fn a_budget_is_kept() {
        let plan = Plan::new(&Pack::shipped("audit").unwrap());
        let space = Space::of(plan.compiled(), &order(plan.compiled()));
        let mut nodes = Nodes::new(&space, 5);
        let built = nodes.diagram(plan.compiled(), &space, Version::Old, Caps::Counted, 100);
        assert_eq!(built, Err(TooLarge));
        assert!(nodes.table.len() <= 100);
    }
}
