//! Two diagrams, or two nodes of one, held against each other: where they differ, how often, and the nearest profile.

#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "node ids are handed out by this module and index its own tables"
)]

use std::collections::{BTreeMap, BTreeSet};

use crate::count::Count;
use crate::diagram::table::Pairs;
use crate::diagram::{NodeId, Nodes};
use crate::grade::Grade;
use crate::space::Space;

/// Costs more than any profile.
const NEVER: u32 = u32::MAX;

/// Looks for the profile nearest to the top on which two diagrams differ as wanted, and remembers what it saw.
///
/// A profile is the nearer the fewer steps it lies below the top, over all layers; layers that neither diagram reads
/// stay at their top.
pub(crate) struct Difference<'n, W> {
    nodes: &'n Nodes,
    /// For each layer, how far each point lies below the top.
    costs: Vec<Vec<u32>>,
    /// Whether a pair of grades is wanted; two that are equal never are.
    wanted: W,
    /// What the nearest costs.
    seen: Pairs<u32>,
}

impl<'n, W: Fn(Grade, Grade) -> bool> Difference<'n, W> {
    pub(crate) fn new(nodes: &'n Nodes, space: &Space, wanted: W) -> Self {
        let costs = space.layers.iter().map(|layer| {
            let top = layer.points.last().copied().unwrap_or_default();
            let below = |(old, new): &(u8, u8)| {
                u32::from(top.0.saturating_sub(*old)).max(u32::from(top.1.saturating_sub(*new)))
            };
            layer.points.iter().map(below).collect()
        });
        Difference { nodes, costs: costs.collect(), wanted, seen: Pairs::new() }
    }

    /// What the nearest profile costs on which they differ as wanted, from where both nodes stand.
    fn cost(&mut self, one: NodeId, other: NodeId) -> u32 {
        if one == other {
            return NEVER;
        }
        let layer = self.nodes.layer(one).min(self.nodes.layer(other));
        if layer == self.nodes.layers() {
            let is_wanted = (self.wanted)(Nodes::grade(one), Nodes::grade(other));
            return if is_wanted { 0 } else { NEVER };
        }
        if let Some(known) = self.seen.get((one.0, other.0)) {
            return *known;
        }
        let mut least = NEVER;
        for point in 0..self.nodes.widths[layer] {
            let (one, other) = (self.nodes.child(one, layer, point), self.nodes.child(other, layer, point));
            let cost = self.cost(one, other);
            if cost != NEVER {
                least = least.min(cost + self.costs[layer][usize::from(point)]);
            }
        }
        self.seen.insert((one.0, other.0), least);
        least
    }

    /// Walks the nearest path down from two nodes, as points by layer.
    fn walk(&mut self, mut one: NodeId, mut other: NodeId, points: &mut [u8]) {
        loop {
            let layer = self.nodes.layer(one).min(self.nodes.layer(other));
            if layer == self.nodes.layers() {
                return;
            }
            let cost = self.cost(one, other);
            // Of equally near points the best, so that the profile is the same whatever else was asked before.
            let next = (0..self.nodes.widths[layer]).rev().find_map(|point| {
                let pair = (self.nodes.child(one, layer, point), self.nodes.child(other, layer, point));
                let below = self.cost(pair.0, pair.1);
                let is_next = below != NEVER && below + self.costs[layer][usize::from(point)] == cost;
                is_next.then_some((point, pair))
            });
            let Some((point, pair)) = next else { return };
            points[layer] = point;
            (one, other) = pair;
        }
    }

    fn top(&self) -> Vec<u8> {
        self.nodes.widths.iter().map(|width| width.saturating_sub(1)).collect()
    }

    /// The nearest profile on which two diagrams differ as wanted.
    pub(crate) fn nearest(&mut self, one: NodeId, other: NodeId) -> Option<Vec<u8>> {
        let mut points = self.top();
        (self.cost(one, other) != NEVER).then(|| self.walk(one, other, &mut points))?;
        Some(points)
    }

    /// The nearest profile that two points of one layer of a diagram make differ as wanted; the profile stands at the
    /// first of them.
    pub(crate) fn nearest_step(&mut self, root: NodeId, layer: usize, pair: (u8, u8)) -> Option<Vec<u8>> {
        let above = self.nodes.paths(root, &self.costs);
        let mut best: Option<(u32, usize)> = None;
        for (place, path) in &above {
            if usize::from(self.nodes.table[*place].0) == layer {
                let children = self.nodes.children(*place);
                let below = self.cost(children[usize::from(pair.0)], children[usize::from(pair.1)]);
                if below != NEVER && best.is_none_or(|(least, _)| below + path.cost < least) {
                    best = Some((below + path.cost, *place));
                }
            }
        }
        let (_, place) = best?;
        let mut points = self.top();
        let mut at = place;
        while let Some((above, point)) = above.get(&at).and_then(|path| path.from) {
            points[usize::from(self.nodes.table[above].0)] = point;
            at = above;
        }
        points[layer] = pair.0;
        let children = self.nodes.children(place);
        self.walk(children[usize::from(pair.0)], children[usize::from(pair.1)], &mut points);
        Some(points)
    }
}

/// The cheapest path from a root to a node.
struct Path {
    cost: u32,
    /// The node above, and the point at which it was left; none for the root.
    from: Option<(usize, u8)>,
}

impl Nodes {
    /// The cheapest paths from a root to every node below it.
    fn paths(&self, root: NodeId, costs: &[Vec<u32>]) -> BTreeMap<usize, Path> {
        let mut paths: BTreeMap<usize, Path> = BTreeMap::new();
        if let Some(top) = self.place(root) {
            paths.insert(top, Path { cost: 0, from: None });
        }
        // Parents come after their children in the table: from the end, each path is known before it is used.
        for place in self.reachable(root).into_iter().rev() {
            let above = paths.get(&place).map_or(0, |path| path.cost);
            let layer = usize::from(self.table[place].0);
            for (point, child) in self.children(place).iter().enumerate() {
                let cost = above + costs[layer][point];
                if let Some(child) = self.place(*child) {
                    if paths.get(&child).is_none_or(|known| cost < known.cost) {
                        let from = Some((place, u8::try_from(point).unwrap_or(u8::MAX)));
                        paths.insert(child, Path { cost, from });
                    }
                }
            }
        }
        paths
    }

    /// A layer and two neighbouring points that some profile makes differ as wanted, worse point first.
    pub(crate) fn step_where(
        &self,
        root: NodeId,
        wanted: impl Fn(Grade, Grade) -> bool,
    ) -> Option<(usize, (u8, u8))> {
        let mut seen = Pairs::new();
        for place in self.reachable(root) {
            for (point, pair) in self.children(place).windows(2).enumerate() {
                if self.differs(pair[0], pair[1], &mut seen, &wanted) {
                    let worse = u8::try_from(point).unwrap_or(u8::MAX);
                    return Some((usize::from(self.table[place].0), (worse, worse.saturating_add(1))));
                }
            }
        }
        None
    }

    fn differs(
        &self,
        one: NodeId,
        other: NodeId,
        seen: &mut Pairs<()>,
        wanted: &impl Fn(Grade, Grade) -> bool,
    ) -> bool {
        // Only what was refused is remembered: what is found ends the search.
        if one == other || seen.get((one.0, other.0)).is_some() {
            return false;
        }
        let layer = self.layer(one).min(self.layer(other));
        let found = if layer == self.layers() {
            wanted(Nodes::grade(one), Nodes::grade(other))
        } else {
            (0..self.widths[layer]).any(|point| {
                self.differs(self.child(one, layer, point), self.child(other, layer, point), seen, wanted)
            })
        };
        if !found {
            seen.insert((one.0, other.0), ());
        }
        found
    }

    /// Two neighbouring points of a layer that some profile makes differ as wanted where no cap binds at the worse of
    /// them, that is, where grade and band agree there: the layer, and the profile that stands at the worse point.
    pub(crate) fn uncapped_step(
        &self,
        grade: NodeId,
        band: NodeId,
        wanted: impl Fn(Grade, Grade) -> bool,
    ) -> Option<(usize, Vec<u8>)> {
        let mut search = Uncapped { nodes: self, wanted, seen: [BTreeSet::new(), BTreeSet::new()] };
        let mut points: Vec<u8> = self.widths.iter().map(|width| width.saturating_sub(1)).collect();
        let layer = search.before(grade, band, &mut points)?;
        Some((layer, points))
    }

    /// How many profiles have another grade in one diagram than in the other: by the pair of grades.
    pub(crate) fn moved(&self, one: NodeId, other: NodeId) -> BTreeMap<(Grade, Grade), Count> {
        let mut seen = Pairs::new();
        let (moved, layer) = self.moved_below(one, other, &mut seen);
        self.scaled(&moved, 0, layer).into_iter().collect()
    }

    /// The moves below two nodes, and the layer from which they are counted.
    fn moved_below(&self, one: NodeId, other: NodeId, seen: &mut Pairs<Moves>) -> (Moves, usize) {
        let layer = self.layer(one).min(self.layer(other));
        if one == other {
            return (Vec::new(), layer);
        }
        if layer == self.layers() {
            return (vec![((Nodes::grade(one), Nodes::grade(other)), Count::ONE)], layer);
        }
        if let Some(known) = seen.get((one.0, other.0)) {
            return (known.clone(), layer);
        }
        let mut sum: BTreeMap<(Grade, Grade), Count> = BTreeMap::new();
        for point in 0..self.widths[layer] {
            let (one, other) = (self.child(one, layer, point), self.child(other, layer, point));
            let (moves, from) = self.moved_below(one, other, seen);
            for (pair, count) in self.scaled(&moves, layer + 1, from) {
                let sum = sum.entry(pair).or_insert(Count::ZERO);
                *sum = sum.plus(count);
            }
        }
        let moves: Moves = sum.into_iter().collect();
        seen.insert((one.0, other.0), moves.clone());
        (moves, layer)
    }

    fn scaled(&self, moves: &Moves, from: usize, to: usize) -> Moves {
        let times = &self.widths[from..to];
        let scale = |count: Count| times.iter().fold(count, |count, width| count.times((*width).into()));
        moves.iter().map(|(pair, count)| (*pair, scale(*count))).collect()
    }
}

/// How many profiles go from one grade to another.
type Moves = Vec<((Grade, Grade), Count)>;

/// Looks for a step where no cap binds at its foot; remembers what was refused.
struct Uncapped<'n, W> {
    nodes: &'n Nodes,
    wanted: W,
    /// Nodes of grade and band before the step; of the grade at its foot, the band there and the grade at its head.
    seen: [BTreeSet<[NodeId; 3]>; 2],
}

impl<W: Fn(Grade, Grade) -> bool> Uncapped<'_, W> {
    fn before(&mut self, grade: NodeId, band: NodeId, points: &mut [u8]) -> Option<usize> {
        let layer = self.nodes.layer(grade).min(self.nodes.layer(band));
        if layer == self.nodes.layers() || !self.seen[0].insert([grade, band, grade]) {
            return None;
        }
        for point in (0..self.nodes.widths[layer]).rev() {
            let child = |id: NodeId, point: u8| self.nodes.child(id, layer, point);
            let (foot, at_foot) = (child(grade, point), child(band, point));
            let next = point + 1;
            let steps_up = next < self.nodes.widths[layer];
            points[layer] = point;
            if steps_up && self.after(foot, at_foot, child(grade, next), points) {
                return Some(layer);
            }
            if let Some(found) = self.before(foot, at_foot, points) {
                return Some(found);
            }
        }
        points[layer] = self.nodes.widths[layer].saturating_sub(1);
        None
    }

    fn after(&mut self, foot: NodeId, band: NodeId, head: NodeId, points: &mut [u8]) -> bool {
        if foot == head {
            return false;
        }
        let layer = self.nodes.layer(foot).min(self.nodes.layer(band)).min(self.nodes.layer(head));
        if layer == self.nodes.layers() {
            return foot == band && (self.wanted)(Nodes::grade(foot), Nodes::grade(head));
        }
        if !self.seen[1].insert([foot, band, head]) {
            return false;
        }
        for point in (0..self.nodes.widths[layer]).rev() {
            let child = |id: NodeId| self.nodes.child(id, layer, point);
            points[layer] = point;
            if self.after(child(foot), child(band), child(head), points) {
                return true;
            }
        }
        points[layer] = self.nodes.widths[layer].saturating_sub(1);
        false
    }
}
