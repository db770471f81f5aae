//! The door through which tests hold the diagram against the other evaluators.

use crate::diagram::{Caps, NodeId, Nodes, order};
use crate::grade::Grade;
use crate::limits::MAX_DIAGRAM_NODES;
use crate::plan::Plan;
use crate::space::{Space, Version};

/// A pack's grade over all profiles, as its diagram has it. Hidden from the documentation: an answer comes from a
/// [`Scorer`](crate::Scorer), and this is what proofs are decided on.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct GradeDiagram {
    space: Space,
    nodes: Nodes,
    root: NodeId,
}

impl Plan {
    /// The diagram of the grade; `None` past the node budget.
    #[doc(hidden)]
    pub fn grade_diagram(&self) -> Option<GradeDiagram> {
        let plan = self.compiled();
        let space = Space::of(plan, &order(plan));
        let mut nodes = Nodes::new(&space, plan.id.scale.len());
        let root = nodes.diagram(plan, &space, Version::New, Caps::Counted, MAX_DIAGRAM_NODES).ok()?;
        Some(GradeDiagram { space, nodes, root })
    }
}

impl GradeDiagram {
    /// The grade of a profile: a level for each criterion in the order of their ids, counted from the worst.
    pub fn grade(&self, profile: &[u8]) -> Grade {
        let level =
            |criterion: Option<usize>| criterion.and_then(|index| profile.get(index)).copied().unwrap_or(0);
        let points = self.space.layers.iter().map(|layer| level(layer.criterion(Version::New)));
        self.nodes.evaluate(self.root, &points.collect::<Vec<u8>>())
    }
}
