//! The space of profiles that one plan has, or that two plans share.
//!
//! A layer for each criterion, and in a layer one point for whatever a fact may be as far as either plan tells it
//! apart: the level at which it stands in one and in the other. So two plans can be compared although their levels
//! differ: a cut point that moved leaves one more point, and a criterion that only one of them has is a layer that
//! the other does not read.

use std::collections::{BTreeMap, BTreeSet};

use crate::pack::model::Holds;
use crate::plan::{Compiled, PlanCriterion};

/// Which of two plans is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    Old,
    New,
}

/// Profiles, a point for each layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Space {
    /// In the order of the diagram.
    pub(crate) layers: Vec<Layer>,
}

/// A criterion, as far as two plans know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layer {
    pub(crate) id: String,
    /// Where the criterion is among those of each plan.
    old: Option<usize>,
    new: Option<usize>,
    /// The level of each point in the old plan and in the new one, worst first.
    pub(crate) points: Vec<(u8, u8)>,
}

impl Layer {
    pub(crate) fn of(id: &str, old: Option<usize>, new: Option<usize>, points: Vec<(u8, u8)>) -> Self {
        Layer { id: id.to_owned(), old, new, points }
    }

    /// The criterion in the plan of a version, where it has it.
    pub(crate) fn criterion(&self, version: Version) -> Option<usize> {
        match version {
            Version::Old => self.old,
            Version::New => self.new,
        }
    }

    pub(crate) fn level(&self, version: Version, point: u8) -> u8 {
        let levels = self.points.get(usize::from(point)).copied().unwrap_or_default();
        match version {
            Version::Old => levels.0,
            Version::New => levels.1,
        }
    }
}

impl Space {
    /// The profiles of one plan, with its criteria in that order: a point is a level.
    pub(crate) fn of(plan: &Compiled, order: &[usize]) -> Self {
        let layer = |index: &usize| {
            let criterion = plan.criteria.get(*index)?;
            let points = (0..=criterion.top).map(|level| (level, level)).collect();
            Some(Layer::of(&criterion.id, Some(*index), Some(*index), points))
        };
        Space { layers: order.iter().filter_map(layer).collect() }
    }

    /// The profiles that two plans share, with the criteria of the new one in that order. What only the old one has
    /// stands beside what it has in the same domain.
    pub(crate) fn between(old: &Compiled, new: &Compiled, order: &[usize]) -> Self {
        let same = |one: &&PlanCriterion, other: &PlanCriterion| one.id == other.id && one.fact == other.fact;
        let domain = |plan: &Compiled, criterion: &PlanCriterion| {
            plan.model.domains.keys().nth(plan.domain_of(criterion.slot)).cloned().unwrap_or_default()
        };
        let mut layers: Vec<(String, Layer)> = Vec::new();
        for index in order {
            let Some(after) = new.criteria.get(*index) else { continue };
            let before = old.criteria.iter().enumerate().find(|(_, before)| same(before, after));
            let points = match before {
                Some((_, before)) => shared_points((old, before), (new, after)),
                None => (0..=after.top).map(|level| (0, level)).collect(),
            };
            let before = before.map(|(at, _)| at);
            layers.push((domain(new, after), Layer::of(&after.id, before, Some(*index), points)));
        }
        for (index, before) in old.criteria.iter().enumerate() {
            if new.criteria.iter().any(|after| same(&before, after)) {
                continue;
            }
            let of = domain(old, before);
            let points = (0..=before.top).map(|level| (level, 0)).collect();
            let layer = Layer::of(&before.id, Some(index), None, points);
            let beside = layers.iter().rposition(|(known, _)| *known == of);
            let at = beside.map_or(layers.len(), |at| at.saturating_add(1));
            layers.insert(at, (of, layer));
        }
        Space { layers: layers.into_iter().map(|(_, layer)| layer).collect() }
    }

    /// The layer of a criterion of a version's plan.
    pub(crate) fn layer(&self, version: Version, criterion: usize) -> Option<usize> {
        self.layers.iter().position(|layer| layer.criterion(version) == Some(criterion))
    }

    /// The levels of a profile in the plan of a version, by criterion.
    pub(crate) fn levels(&self, version: Version, points: &[u8]) -> Vec<u8> {
        let mut levels = vec![0; self.layers.len()];
        for (layer, point) in self.layers.iter().zip(points) {
            if let Some(level) = layer.criterion(version).and_then(|criterion| levels.get_mut(criterion)) {
                *level = layer.level(version, *point);
            }
        }
        levels
    }
}

/// What a fact may be as far as either of two criteria over it tells it apart: the level in one and in the other.
fn shared_points(old: (&Compiled, &PlanCriterion), new: (&Compiled, &PlanCriterion)) -> Vec<(u8, u8)> {
    let ((_, before), (_, after)) = (old, new);
    let names = |(plan, criterion): (&Compiled, &PlanCriterion)| -> BTreeMap<String, u8> {
        let levels = plan.model.criteria.get(&criterion.id).map(|item| item.value.levels.as_slice());
        let names = levels.unwrap_or_default().iter().map(|level| level.name.clone());
        names.zip(0..).collect()
    };
    let (old_names, new_names) = (names(old), names(new));
    if before.holds == after.holds && old_names == new_names {
        let mut points: Vec<(u8, u8)> = (0..=before.top).map(|level| (level, level)).collect();
        floors(before, after, &mut points);
        return points;
    }
    let values = before.fact.words().map_or(0, |words| words.len());
    let mut points: Vec<(u8, u8)> =
        (0..values).filter_map(|value| Some((at_value(before, value)?, at_value(after, value)?))).collect();
    // Between two cut points, of either, nothing changes.
    let cuts: BTreeSet<u32> =
        [before, after].iter().flat_map(|one| &one.holds).copied().filter_map(cut).collect();
    if !cuts.is_empty() {
        let numbers = cuts.iter().flat_map(|cut| [*cut, cut.saturating_add(1), cut.saturating_sub(1)]);
        points.extend(numbers.map(|number| (at_number(before, number), at_number(after, number))));
    }
    // A level at which no value stands, such as a silent floor, is known by its name.
    let empty = |level: u8, one: &PlanCriterion, stands: &dyn Fn(&(u8, u8)) -> u8| {
        !points.iter().any(|point| stands(point) == level) && one.top >= level
    };
    let by_name: Vec<(u8, u8)> = old_names
        .iter()
        .filter_map(|(name, level)| Some((*level, *new_names.get(name)?)))
        .filter(|(old, new)| empty(*old, before, &|point| point.0) && empty(*new, after, &|point| point.1))
        .collect();
    points.extend(by_name);
    // What does not apply stands at the top.
    points.push((before.top, after.top));
    floors(before, after, &mut points);
    points.sort_unstable();
    points.dedup();
    points
}

/// Where silence stands at worst, where the two differ in that.
fn floors(before: &PlanCriterion, after: &PlanCriterion, points: &mut Vec<(u8, u8)>) {
    if before.floor != after.floor {
        points.push((before.floor.unwrap_or(0), after.floor.unwrap_or(0)));
    }
    points.sort_unstable();
    points.dedup();
}

fn cut(holds: Holds) -> Option<u32> {
    match holds {
        Holds::AtLeast(cut) | Holds::AtMost(cut) => Some(cut),
        Holds::Rest | Holds::Values(_) => None,
    }
}

fn at_value(criterion: &PlanCriterion, value: usize) -> Option<u8> {
    let one = crate::fact::possible::Set::one(value);
    let holds = |holds: &Holds| matches!(holds, Holds::Values(values) if values.meets(one));
    criterion.holds.iter().position(holds).and_then(|level| u8::try_from(level).ok())
}

pub(crate) fn at_number(criterion: &PlanCriterion, number: u32) -> u8 {
    let holds = |holds: &Holds| match holds {
        Holds::AtLeast(least) => number >= *least,
        Holds::AtMost(most) => number <= *most,
        Holds::Rest | Holds::Values(_) => false,
    };
    criterion.holds.iter().rposition(holds).and_then(|level| u8::try_from(level).ok()).unwrap_or(0)
}
