//! Two versions of a pack: exactly which share of profiles changes, from which grade to which, and what follows.
//!
//! A profile says of each criterion what its fact may be, as far as either version tells it apart. So a criterion that
//! only one of them has is read by that one alone, and a cut point that moved shows as the profiles between.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::count::Count;
use crate::diagram::pair::Difference;
use crate::diagram::{Caps, NodeId, Nodes, order};
use crate::document::named;
use crate::grade::Grade;
use crate::limits::MAX_DIAGRAM_NODES;
use crate::pack::PackId;
use crate::plan::{Compiled, Plan, PlanStandard};
use crate::space::{Layer, Space, Version};

named! {
    /// How a version number rises.
    pub enum Bump {
        /// No grade and no verdict changes.
        Patch = "patch",
        /// Some profiles change, by at most one grade; or a verdict changes.
        Minor = "minor",
        /// Some profiles change by more, or the scale is another, or a standard is gone.
        Major = "major",
    }
}

/// What changes between two versions of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Diff {
    /// The old version.
    pub old: PackId,
    /// The new version.
    pub new: PackId,
    /// How the version rises; none where the diagrams outgrew their budget.
    pub bump: Option<Bump>,
    /// How many profiles there are, as a decimal number of any length. Numbers of profiles are none where the scales
    /// differ or the diagrams outgrew their budget.
    pub profiles: Option<String>,
    /// How many of them get another grade, in per cent, rounded down to six decimals.
    pub percent: Option<String>,
    /// From which grade to which, worst grades first; what stays is left out.
    pub moves: Vec<Moved>,
    /// The nearest profile to the top that gets another grade.
    pub nearest: Option<Nearest>,
    /// Standards that judge some profile otherwise.
    pub standards: Vec<StandardMoved>,
    /// Criteria that only the old version has, or that ask about another fact in it.
    pub only_old: Vec<String>,
    /// Criteria that only the new version has, or that ask about another fact in it.
    pub only_new: Vec<String>,
}

/// Profiles that go from one grade to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Moved {
    /// The old grade.
    pub from: String,
    /// The new grade.
    pub to: String,
    /// How many.
    pub profiles: String,
    /// How many of all, in per cent, rounded down to six decimals.
    pub percent: String,
}

/// The nearest profile that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Nearest {
    /// Its old grade.
    pub from: String,
    /// Its new grade.
    pub to: String,
    /// What stands below the top, by criterion in the words of the old version.
    pub old: BTreeMap<String, String>,
    /// The same in the words of the new version.
    pub new: BTreeMap<String, String>,
}

/// A standard that judges some profile otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StandardMoved {
    /// Its id.
    pub id: String,
    /// Whether the old version has it.
    pub in_old: bool,
    /// Whether the new version has it.
    pub in_new: bool,
    /// How many profiles are judged otherwise, in per cent, rounded down to six decimals; none where only one has it.
    pub percent: Option<String>,
}

impl Diff {
    /// Compares two versions of a pack.
    ///
    /// ```
    /// use audit_credence::diff::{Bump, Diff};
    /// use audit_credence::{Pack, Plan};
    ///
    /// let plan = Plan::new(&Pack::shipped("wrc").unwrap());
    /// let diff = Diff::between(&plan, &plan);
    /// assert_eq!(diff.bump, Some(Bump::Patch));
    /// assert!(diff.moves.is_empty());
    /// ```
    pub fn between(old: &Plan, new: &Plan) -> Self {
        let (before, after) = (old.compiled(), new.compiled());
        let space = Space::between(before, after, &order(after));
        let only = |version: Version| {
            let layers = space.layers.iter().filter(move |layer| layer.criterion(version).is_none());
            layers.map(|layer| layer.id.clone()).collect()
        };
        let mut diff = Diff {
            old: old.id().clone(),
            new: new.id().clone(),
            bump: None,
            profiles: None,
            percent: None,
            moves: Vec::new(),
            nearest: None,
            standards: standards(before, after, &space),
            only_old: only(Version::New),
            only_new: only(Version::Old),
        };
        if before.id.scale != after.id.scale {
            diff.bump = Some(Bump::Major);
            return diff;
        }
        let mut nodes = Nodes::new(&space, after.id.scale.len());
        let mut diagram =
            |plan, version| nodes.diagram(plan, &space, version, Caps::Counted, MAX_DIAGRAM_NODES);
        if let (Ok(one), Ok(other)) = (diagram(before, Version::Old), diagram(after, Version::New)) {
            diff.count(&nodes, (one, other), after);
            diff.nearest = nearest(&nodes, &space, (one, other), before, after);
        }
        diff
    }

    fn count(&mut self, nodes: &Nodes, (old, new): (NodeId, NodeId), plan: &Compiled) {
        let all = nodes.all_profiles();
        let name = |grade: Grade| plan.id.scale.get(grade.index()).cloned().unwrap_or_default();
        let (mut changed, mut furthest) = (Count::ZERO, 0);
        for ((from, to), count) in nodes.moved(old, new) {
            changed = changed.plus(count);
            furthest = furthest.max(from.steps_to(to));
            let (profiles, percent) = (count.to_string(), count.percent_of(all, 6));
            self.moves.push(Moved { from: name(from), to: name(to), profiles, percent });
        }
        let is_gone = self.standards.iter().any(|standard| !standard.in_new);
        self.bump = Some(match furthest {
            _ if is_gone => Bump::Major,
            0 if self.standards.is_empty() => Bump::Patch,
            0 | 1 => Bump::Minor,
            _ => Bump::Major,
        });
        self.profiles = Some(all.to_string());
        self.percent = Some(changed.percent_of(all, 6));
    }

    /// Whether the new version's number says what changed: it rose where something did, and far enough.
    ///
    /// A version is `major.minor.patch`; where either is none, nothing can be said.
    pub fn version_says_so(&self) -> Option<bool> {
        let (old, new) = (numbers(&self.old.version)?, numbers(&self.new.version)?);
        let same_text = self.old.sha256 == self.new.sha256;
        Some(match self.bump? {
            Bump::Patch => new > old || (same_text && new == old),
            Bump::Minor => (new[0], new[1]) > (old[0], old[1]),
            Bump::Major => new[0] > old[0],
        })
    }
}

fn numbers(version: &str) -> Option<[u32; 3]> {
    let parts: Result<Vec<u32>, _> = version.split('.').map(str::parse).collect();
    parts.ok()?.try_into().ok()
}

fn nearest(
    nodes: &Nodes,
    space: &Space,
    (old, new): (NodeId, NodeId),
    before: &Compiled,
    after: &Compiled,
) -> Option<Nearest> {
    let points = Difference::new(nodes, space, |one, other| one != other).nearest(old, new)?;
    let told = |plan: &Compiled, version: Version| {
        let levels = space.levels(version, &points);
        let level = |index: usize| levels.get(index).copied().unwrap_or(0);
        let grade = plan.id.scale.get(plan.grade(&levels).index()).cloned().unwrap_or_default();
        let criteria = plan.criteria.iter().enumerate().filter(|(index, one)| level(*index) < one.top);
        let name = |(index, one): (usize, &crate::plan::PlanCriterion)| {
            (one.id.clone(), plan.level_name(index, level(index)).to_owned())
        };
        (grade, criteria.map(name).collect())
    };
    let ((from, old), (to, new)) = (told(before, Version::Old), told(after, Version::New));
    Some(Nearest { from, to, old, new })
}

/// The standards that judge some profile otherwise: each is a conjunction, so that its profiles are a product.
fn standards(before: &Compiled, after: &Compiled, space: &Space) -> Vec<StandardMoved> {
    let find = |plan: &Compiled, id: &str| plan.standards.iter().find(|standard| standard.id == id).cloned();
    let ids: BTreeSet<&String> =
        before.standards.iter().chain(&after.standards).map(|standard| &standard.id).collect();
    let moved = |id: &String| {
        let (old, new) = (find(before, id), find(after, id));
        let percent = match (&old, &new) {
            (Some(old), Some(new)) => Some(judged_otherwise(old, new, space)?),
            _ => None,
        };
        Some(StandardMoved { id: id.clone(), in_old: old.is_some(), in_new: new.is_some(), percent })
    };
    ids.into_iter().filter_map(moved).collect()
}

/// How many profiles two conjunctions judge otherwise, in per cent; `None` where there is none.
fn judged_otherwise(old: &PlanStandard, new: &PlanStandard, space: &Space) -> Option<String> {
    let meets = |standard: &PlanStandard, layer: &Layer, version: Version, point: u8| {
        let required = standard.requires.iter().find(|(index, _)| layer.criterion(version) == Some(*index));
        required.is_none_or(|(_, least)| layer.level(version, point) >= *least)
    };
    let (mut olds, mut news, mut both, mut all) = (Count::ONE, Count::ONE, Count::ONE, Count::ONE);
    for layer in &space.layers {
        let count = |meets: &dyn Fn(u8) -> bool| {
            let points = (0_u8..).zip(&layer.points).filter(|(point, _)| meets(*point));
            u32::try_from(points.count()).unwrap_or(u32::MAX)
        };
        let (by_old, by_new) =
            (|point| meets(old, layer, Version::Old, point), |point| meets(new, layer, Version::New, point));
        olds = olds.times(count(&by_old));
        news = news.times(count(&by_new));
        both = both.times(count(&|point| by_old(point) && by_new(point)));
        all = all.times(count(&|_| true));
    }
    let otherwise = olds.minus(both).plus(news.minus(both));
    (!otherwise.is_zero()).then(|| otherwise.percent_of(all, 6))
}
