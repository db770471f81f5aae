//! Building a diagram from the top: what the layers above have decided, as far as it still matters.
//!
//! The state carries the worst demerits of groups and the sums of domains that are still open, the lowest grade of the
//! caps that fired, and the conditions that may still come true. The sum of the finished domains is no part of it: for
//! each state the diagram is the same for whole intervals of that sum, and the interval is found with the diagram. So
//! as many states are looked at as there are nodes, or little more, however many sums there are.

#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "steps, registers and conditions are numbered here; sums are bounded by MAX_CRITERIA * MAX_DEMERITS"
)]

use std::collections::BTreeMap;

use crate::diagram::table::{Table, hash, index};
use crate::diagram::{Caps, NodeId, Nodes, TooLarge};
use crate::plan::{Compiled, NO_LIMIT};
use crate::space::{Space, Version};

/// How many groups and domains may be open at once.
const REGISTERS: usize = 8;
/// The bits of a register; demerits and limits are far below.
const BITS: usize = 16;

/// What the layers above have decided but for the sum of the finished domains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State {
    /// Registers of open groups and domains.
    open: u128,
    /// Conditions over several criteria that have neither failed nor been completed.
    alive: u128,
    /// The lowest grade of a cap that fired.
    bound: u8,
}

impl State {
    fn get(&self, register: usize) -> u32 {
        u32::from(u16::try_from((self.open >> (register * BITS)) & 0xffff).unwrap_or(u16::MAX))
    }

    fn set(&mut self, register: usize, value: u32) {
        self.open &= !(0xffff_u128 << (register * BITS));
        self.open |= u128::from(value.min(0xffff)) << (register * BITS);
    }
}

/// What a layer does to the state.
#[derive(Debug)]
struct Step {
    points: Vec<Effect>,
    /// The register of the group, where it has several criteria.
    group: Option<usize>,
    group_ends: bool,
    /// The register of the domain, where it has several criteria.
    domain: Option<usize>,
    domain_ends: bool,
    limit: u32,
    /// Conditions that come true at the latest here: their bit, and the grade of their cap.
    last: Vec<(u128, u8)>,
}

/// What a point of a layer does.
#[derive(Clone, Debug)]
struct Effect {
    demerits: u32,
    /// The lowest grade of a cap of one literal that fires.
    bound: u8,
    /// The conditions that do not fail.
    keeps: u128,
}

/// A node, and the sums for which it is the node.
#[derive(Clone, Copy)]
struct Found {
    node: NodeId,
    from: u32,
    to: u32,
}

struct Builder<'p> {
    plan: &'p Compiled,
    /// For each layer; `None` where the plan does not have the criterion.
    steps: Vec<Option<Step>>,
    layers: usize,
    /// For each grade the conditions whose caps are no lower.
    useless: Vec<u128>,
    /// For each grade the fewest demerits that forbid a better one, and the most that allow it.
    bands: Vec<(u32, u32)>,
    conditions: u32,
    /// Layer and state by number, with what was found for them, by rising sums.
    states: Vec<(usize, State, Vec<Found>)>,
    known: Table,
    budget: usize,
    nodes: &'p mut Nodes,
}

/// Of criteria the levels at and below which a cap holds by them alone, each with its grade.
type Single = BTreeMap<usize, Vec<(u8, u8)>>;
/// The level at most that a condition asks of each of several layers, and the grade of its cap.
type Condition = (BTreeMap<usize, u8>, u8);

/// The entries of a plan's caps: those about one criterion, and those about several.
fn conditions(
    plan: &Compiled,
    space: &Space,
    version: Version,
) -> Result<(Single, Vec<Condition>), TooLarge> {
    let (mut single, mut several) = (Single::new(), Vec::new());
    for cap in &plan.caps {
        let grade = small(cap.grade.index());
        for entry in &cap.when {
            match entry.as_slice() {
                [(criterion, level)] => single.entry(*criterion).or_default().push((*level, grade)),
                // A condition on a criterion that is not in the space could not be decided.
                entry => {
                    let layer =
                        |(criterion, level): &(usize, u8)| Some((space.layer(version, *criterion)?, *level));
                    let layers: Option<BTreeMap<usize, u8>> = entry.iter().map(layer).collect();
                    several.push((layers.ok_or(TooLarge)?, grade));
                }
            }
        }
    }
    Ok((single, several))
}

impl Nodes {
    /// The diagram of the plan of a version, with at most so many nodes and states beside what is there.
    pub(crate) fn diagram(
        &mut self,
        plan: &Compiled,
        space: &Space,
        version: Version,
        caps: Caps,
        budget: usize,
    ) -> Result<NodeId, TooLarge> {
        Builder::new(plan, space, version, caps, budget, self)?.build()
    }
}

impl<'p> Builder<'p> {
    /// Refused where more conditions, groups or domains are open at once than a state can carry.
    fn new(
        plan: &'p Compiled,
        space: &Space,
        version: Version,
        caps: Caps,
        budget: usize,
        nodes: &'p mut Nodes,
    ) -> Result<Self, TooLarge> {
        let grades = plan.id.scale.len();
        let (single, conditions) = match caps {
            Caps::Counted => conditions(plan, space, version)?,
            Caps::LeftOut => Default::default(),
        };
        if conditions.len() > 128 {
            return Err(TooLarge);
        }
        let useless = |grade: usize| mask(conditions.iter().map(|(_, of)| usize::from(*of) >= grade));
        let registers = registers(plan, space, version)?;
        let step = |(at, layer): (usize, &crate::space::Layer)| {
            let criterion = layer.criterion(version)?;
            let compiled = &plan.criteria[criterion];
            let effect = |point: usize| {
                let level = layer.level(version, small(point));
                let fired =
                    single.get(&criterion).into_iter().flatten().filter(|(at_most, _)| level <= *at_most);
                Effect {
                    demerits: compiled.demerits.get(usize::from(level)).copied().unwrap_or(0),
                    bound: fired.map(|(_, grade)| *grade).min().unwrap_or(u8::MAX),
                    keeps: mask(
                        conditions
                            .iter()
                            .map(|(literals, _)| literals.get(&at).is_none_or(|at_most| level <= *at_most)),
                    ),
                }
            };
            let ends = |(bit, (literals, grade)): (usize, &(BTreeMap<usize, u8>, u8))| {
                (literals.last_key_value()?.0 == &at).then_some((1_u128 << bit, *grade))
            };
            let (group, domain) = (registers.group(compiled.slot), registers.domain(plan, compiled.slot));
            Some(Step {
                points: (0..layer.points.len()).map(effect).collect(),
                group: group.register,
                group_ends: group.last == at,
                domain: domain.register,
                domain_ends: domain.last == at,
                limit: plan.limit_of(plan.domain_of(compiled.slot)),
                last: conditions.iter().enumerate().filter_map(ends).collect(),
            })
        };
        Ok(Builder {
            plan,
            steps: space.layers.iter().enumerate().map(step).collect(),
            layers: space.layers.len(),
            useless: (0..=grades).map(useless).collect(),
            bands: (0..grades).map(|grade| plan.sums_of(grade)).collect(),
            conditions: u32::try_from(conditions.len()).unwrap_or(128),
            states: Vec::new(),
            known: Table::new(),
            budget,
            nodes,
        })
    }

    fn build(mut self) -> Result<NodeId, TooLarge> {
        let alive = if self.conditions == 128 { u128::MAX } else { (1_u128 << self.conditions) - 1 };
        let start = State { open: 0, alive, bound: self.best() };
        let steps = std::mem::take(&mut self.steps);
        Ok(self.below(&steps, 0, start)?.node)
    }

    fn best(&self) -> u8 {
        small(self.bands.len().saturating_sub(1))
    }

    /// The node for the layers that remain, and the sums of demerits for which it is that node.
    fn below(&mut self, steps: &[Option<Step>], total: u32, mut state: State) -> Result<Found, TooLarge> {
        let band = small(self.plan.band(total).index());
        let reached = band.min(state.bound);
        // What lies below no longer matters: at the end, and at the worst grade, as demerits and caps only take away.
        let (Some((step, below)), 1..) = (steps.split_first(), reached) else {
            let (from, to) = self.bands[usize::from(reached)];
            let from = if state.bound <= band { 0 } else { from };
            return Ok(Found { node: NodeId(reached.into()), from, to });
        };
        let Some(step) = step else { return self.below(below, total, state) };
        let layer = self.layers - steps.len();
        // A cap no lower than the demerits alone has no say, nor has a condition that cannot lower the grade; both
        // hold for more demerits too, and for fewer as long as the band is the same.
        let mut least = 0;
        if band <= state.bound {
            state.bound = self.best();
            least = self.bands[usize::from(band)].0;
        }
        state.alive &= !self.useless[usize::from(reached)];

        let number = self.number(layer, state)?;
        let found = &self.states[number].2;
        let before = found.partition_point(|found| found.from <= total);
        if let Some(found) = before.checked_sub(1).map(|at| found[at]).filter(|found| total <= found.to) {
            return Ok(Found { from: found.from.max(least), ..found });
        }
        let next: Vec<(State, u32)> = step.points.iter().map(|effect| after(step, effect, state)).collect();
        let (mut from, mut to) = (0, u32::MAX);
        let mut children = Vec::with_capacity(next.len());
        for (state, more) in next {
            let found = self.below(below, total + more, state)?;
            from = from.max(found.from.saturating_sub(more));
            to = to.min(if found.to == u32::MAX { u32::MAX } else { found.to - more });
            children.push(found.node);
        }
        let node = self.nodes.node(layer, &children, self.budget)?;
        let found = Found { node, from, to };
        let all = &mut self.states[number].2;
        all.insert(all.partition_point(|found| found.from <= total), found);
        Ok(Found { from: from.max(least), ..found })
    }

    /// The number of a state at a layer.
    fn number(&mut self, layer: usize, state: State) -> Result<usize, TooLarge> {
        let half = |bits: u128| [bits, bits >> 64].map(|part| u64::try_from(part & u128::from(u64::MAX)));
        let words =
            [half(state.open), half(state.alive)].into_iter().flatten().map(Result::unwrap_or_default);
        let place = u64::try_from(layer).unwrap_or(0) << 8 | u64::from(state.bound);
        let hash = hash(words.chain([place]));
        let is = |number: u32| {
            let (at, known, _) = &self.states[index(number)];
            *at == layer && *known == state
        };
        if let Some(number) = self.known.find(hash, is) {
            return Ok(index(number));
        }
        if self.states.len() >= self.budget {
            return Err(TooLarge);
        }
        self.known.insert(hash, u32::try_from(self.states.len()).map_err(|_| TooLarge)?);
        self.states.push((layer, state, Vec::new()));
        Ok(self.states.len() - 1)
    }
}

/// The state after a layer stood at a point, and the demerits of a domain that ended with it.
fn after(step: &Step, effect: &Effect, mut state: State) -> (State, u32) {
    let sum = step.domain.map_or(0, |register| state.get(register));
    // What goes beyond the limit of the domain is as one.
    let room = step.limit.saturating_sub(sum);
    let mut worst = effect.demerits.min(room);
    if let Some(register) = step.group {
        worst = worst.max(state.get(register)).min(room);
        state.set(register, if step.group_ends { 0 } else { worst });
    }
    let mut more = 0;
    let sum = if step.group_ends { sum + worst } else { sum };
    match step.domain {
        Some(register) if !step.domain_ends => state.set(register, sum),
        register => {
            more = sum;
            if let Some(register) = register {
                state.set(register, 0);
            }
        }
    }
    state.bound = state.bound.min(effect.bound);
    state.alive &= effect.keeps;
    for (condition, grade) in &step.last {
        if state.alive & condition != 0 {
            state.bound = state.bound.min(*grade);
            state.alive &= !condition;
        }
    }
    (state, more)
}

/// The layers over which a group or a domain is open.
#[derive(Clone, Copy, Debug)]
struct Open {
    first: usize,
    last: usize,
    /// Where its demerits stand meanwhile; a group or domain of one criterion needs no register.
    register: Option<usize>,
}

struct Registers {
    /// By slot, and by domain.
    groups: BTreeMap<usize, Open>,
    domains: BTreeMap<usize, Open>,
}

impl Registers {
    fn group(&self, slot: usize) -> Open {
        self.groups.get(&slot).copied().unwrap_or(Open { first: 0, last: 0, register: None })
    }

    fn domain(&self, plan: &Compiled, slot: usize) -> Open {
        self.domains.get(&plan.domain_of(slot)).copied().unwrap_or(Open { first: 0, last: 0, register: None })
    }
}

/// A register for each group and domain of several criteria, free again when it ends.
fn registers(plan: &Compiled, space: &Space, version: Version) -> Result<Registers, TooLarge> {
    let (mut groups, mut domains) = (BTreeMap::new(), BTreeMap::new());
    for (at, layer) in space.layers.iter().enumerate() {
        let Some(criterion) = layer.criterion(version) else { continue };
        let slot = plan.criteria[criterion].slot;
        let fresh = Open { first: at, last: at, register: None };
        groups.entry(slot).or_insert(fresh).last = at;
        domains.entry(plan.domain_of(slot)).or_insert(fresh).last = at;
    }
    let mut taken: [Option<usize>; REGISTERS] = [None; REGISTERS];
    // What a domain without a limit takes goes to the sum at once.
    let limited = domains.iter_mut().filter(|(domain, _)| plan.limit_of(**domain) != NO_LIMIT);
    let limited = limited.map(|(_, open)| open);
    let mut open: Vec<&mut Open> =
        groups.values_mut().chain(limited).filter(|open| open.first < open.last).collect();
    open.sort_by_key(|open| open.first);
    for open in open {
        let is_free = |until: &Option<usize>| until.is_none_or(|until| until < open.first);
        let register = taken.iter().position(is_free).ok_or(TooLarge)?;
        taken[register] = Some(open.last);
        open.register = Some(register);
    }
    Ok(Registers { groups, domains })
}

/// A bit for each that holds.
fn mask(all: impl Iterator<Item = bool>) -> u128 {
    all.enumerate().fold(0, |mask, (bit, holds)| if holds { mask | (1 << bit) } else { mask })
}

fn small(index: usize) -> u8 {
    u8::try_from(index).unwrap_or(u8::MAX)
}
