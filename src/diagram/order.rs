//! The order of the layers: found by search, so that as little as possible is open between two of them.
//!
//! What is open at a cut between two layers decides how many states there can be: the sums of the finished domains that
//! differ, the sums of the domains and the worst of the groups that have begun and not ended, and the conditions over
//! several criteria of which one was seen and another was not. The product over what is open, added over all cuts, is
//! what the search makes small: it moves domains, groups and criteria, the whole block at a time, as long as a move
//! helps. The order depends on the rules alone, never on the order in which a pack lists them.

#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "criteria, slots and domains are numbered by the plan; costs saturate"
)]

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{Compiled, NO_LIMIT};

/// The most rounds of moves; each round ends sooner where nothing helps.
const ROUNDS: usize = 8;
/// Sums of which no more are told apart when costs are estimated.
const MOST_SUMS: u32 = 127;

/// The criteria of a plan in the order of their layers.
pub(crate) fn order(plan: &Compiled) -> Vec<usize> {
    let rules = Rules::of(plan);
    let mut blocks = Rules::blocks(plan);
    let mut least = rules.cost(&flat(&blocks));
    for _ in 0..ROUNDS {
        let before = least;
        for depth in [Depth::Domains, Depth::Slots, Depth::Criteria] {
            improve(&rules, &mut blocks, depth, &mut least);
        }
        if least == before {
            break;
        }
    }
    flat(&blocks)
}

/// Domains, in each its slots, in each its criteria.
type Blocks = Vec<Vec<Vec<usize>>>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Domains,
    Slots,
    Criteria,
}

fn flat(blocks: &Blocks) -> Vec<usize> {
    blocks.iter().flatten().flatten().copied().collect()
}

/// Moves each block of a depth to where it costs least.
fn improve(rules: &Rules, blocks: &mut Blocks, depth: Depth, least: &mut u64) {
    match depth {
        Depth::Domains => moved(rules, blocks, least, |blocks| Some(blocks)),
        Depth::Slots => {
            for domain in 0..blocks.len() {
                moved(rules, blocks, least, |blocks| blocks.get_mut(domain));
            }
        }
        Depth::Criteria => {
            for domain in 0..blocks.len() {
                for slot in 0..blocks[domain].len() {
                    moved(rules, blocks, least, |blocks| blocks.get_mut(domain)?.get_mut(slot));
                }
            }
        }
    }
}

fn moved<T>(
    rules: &Rules,
    blocks: &mut Blocks,
    least: &mut u64,
    list: impl Fn(&mut Blocks) -> Option<&mut Vec<T>>,
) {
    let shift = |blocks: &mut Blocks, from: usize, to: usize| {
        if let Some(list) = list(blocks) {
            let item = list.remove(from);
            list.insert(to, item);
        }
    };
    let length = list(blocks).map_or(0, |list| list.len());
    for item in 0..length {
        let mut at = item;
        for to in 0..length {
            shift(blocks, at, to);
            let cost = rules.cost(&flat(blocks));
            if cost < *least {
                *least = cost;
                at = to;
            } else {
                shift(blocks, to, at);
            }
        }
    }
}

/// What the search asks about the rules.
struct Rules {
    /// By criterion: its slot, its domain, the demerits that it may have.
    criteria: Vec<(usize, usize, Sums)>,
    /// How many criteria each slot and each domain has.
    in_slot: Vec<usize>,
    in_domain: Vec<usize>,
    limits: Vec<u32>,
    /// Sums beyond this are as one.
    most: u32,
    /// A bit for each sum at which a band ends.
    bands: Sums,
    /// The criteria of each condition over several.
    conditions: Vec<BTreeSet<usize>>,
}

impl Rules {
    fn of(plan: &Compiled) -> Self {
        let mut rules = Rules {
            criteria: Vec::new(),
            in_slot: vec![0; plan.slot_domains.len()],
            in_domain: vec![0; plan.limits.len() + plan.slot_domains.len()],
            limits: plan.limits.iter().map(|limit| *limit.min(&MOST_SUMS)).collect(),
            most: plan.most_in_bands().saturating_add(1).min(MOST_SUMS),
            bands: Sums::of(&plan.bands),
            conditions: Vec::new(),
        };
        for criterion in &plan.criteria {
            let domain = adds_up_in(plan, criterion.slot);
            rules.criteria.push((criterion.slot, domain, Sums::of(&criterion.demerits)));
            rules.in_slot[criterion.slot] += 1;
            rules.in_domain[domain] += 1;
        }
        rules.limits.resize(rules.in_domain.len(), MOST_SUMS);
        let conditions = plan.caps.iter().flat_map(|cap| &cap.when).filter(|entry| entry.len() > 1);
        let criteria = |entry: &Vec<(usize, u8)>| entry.iter().map(|(criterion, _)| *criterion).collect();
        let conditions: BTreeSet<BTreeSet<usize>> = conditions.map(criteria).collect();
        rules.conditions = conditions.into_iter().collect();
        rules
    }

    /// Criteria by domain and slot, in the order of their numbers.
    fn blocks(plan: &Compiled) -> Blocks {
        let mut domains: BTreeMap<usize, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
        for (index, criterion) in plan.criteria.iter().enumerate() {
            // Whatever has no limit is one block, in which every slot may move.
            let block = adds_up_in(plan, criterion.slot).min(plan.limits.len());
            let slots = domains.entry(block).or_default();
            slots.entry(criterion.slot).or_default().push(index);
        }
        domains.into_values().map(|slots| slots.into_values().collect()).collect()
    }

    /// About how many nodes an order needs: over all cuts, the product of what is open there.
    fn cost(&self, order: &[usize]) -> u64 {
        let told = self.told_below(order);
        let mut totals = Sums::zero();
        let (mut sums, mut worst) = (Sums::zero(), Sums::zero());
        let (mut left_of_slot, mut left_of_domain) = (self.in_slot.clone(), self.in_domain.clone());
        let mut seen: Vec<usize> = vec![0; self.conditions.len()];
        let mut cost = 0_u64;
        for (index, told) in order.iter().zip(told) {
            let (slot, domain, demerits) = &self.criteria[*index];
            worst = worst.worst_with(*demerits);
            if ends(&mut left_of_slot, *slot) {
                sums = sums.plus(worst, self.limits[*domain]);
                worst = Sums::zero();
            }
            if ends(&mut left_of_domain, *domain) {
                totals = totals.plus(sums, self.most);
                sums = Sums::zero();
            }
            let mut open = 0_u32;
            for (condition, seen) in self.conditions.iter().zip(&mut seen) {
                *seen += usize::from(condition.contains(index));
                open += u32::from(*seen > 0 && *seen < condition.len());
            }
            let states = totals.many().min(told).saturating_mul(sums.many()).saturating_mul(worst.many());
            cost = cost.saturating_add(states.saturating_mul(1_u64.checked_shl(open).unwrap_or(u64::MAX)));
        }
        cost
    }

    /// For each cut, how many intervals of the sum so far the layers below can tell apart: there is one more than there
    /// are places at which some sum below reaches past a band.
    fn told_below(&self, order: &[usize]) -> Vec<u64> {
        let (mut below, mut rest, mut worst) = (Sums::zero(), Sums::zero(), Sums::zero());
        let (mut left_of_slot, mut left_of_domain) = (self.in_slot.clone(), self.in_domain.clone());
        let mut told = Vec::with_capacity(order.len());
        for index in order.iter().rev() {
            let all = below.plus(rest, self.most);
            // A sum reaches past a band from where so much is missing.
            let before = |band: u32| all.0.reverse_bits() >> (127 - band);
            told.push(Sums(self.bands.all().fold(0, |places, band| places | before(band))).many());
            let (slot, domain, demerits) = &self.criteria[*index];
            worst = worst.worst_with(*demerits);
            if ends(&mut left_of_slot, *slot) {
                rest = rest.plus(worst, self.limits[*domain]);
                worst = Sums::zero();
            }
            if ends(&mut left_of_domain, *domain) {
                below = below.plus(rest, self.most);
                rest = Sums::zero();
            }
        }
        told.reverse();
        told.into_iter().map(|places: u64| places + 1).collect()
    }
}

/// What a slot adds up in: its domain, or by itself where that has no limit.
fn adds_up_in(plan: &Compiled, slot: usize) -> usize {
    let domain = plan.domain_of(slot);
    if plan.limit_of(domain) == NO_LIMIT { plan.limits.len() + slot } else { domain }
}

fn ends(left: &mut [usize], of: usize) -> bool {
    left[of] -= 1;
    left[of] == 0
}

/// A set of sums that may have been reached, a bit for each, none above [`MOST_SUMS`].
#[derive(Clone, Copy)]
struct Sums(u128);

impl Sums {
    fn zero() -> Self {
        Sums(1)
    }

    fn of(sums: &[u32]) -> Self {
        Sums(sums.iter().fold(0, |all, sum| all | 1 << sum.min(&MOST_SUMS)))
    }

    fn all(self) -> impl Iterator<Item = u32> {
        let next = |left: &u128| Some(left & (left - 1)).filter(|left| *left != 0);
        std::iter::successors(Some(self.0), next).map(u128::trailing_zeros)
    }

    fn many(self) -> u64 {
        self.0.count_ones().into()
    }

    /// Every sum of one of each; what goes beyond the limit is as one.
    fn plus(self, other: Sums, limit: u32) -> Sums {
        let (many, few) = if self.many() < other.many() { (other, self) } else { (self, other) };
        let mut sums = 0_u128;
        for more in few.all() {
            sums |= many.0 << more;
            // What was pushed out, and what lies above the limit.
            let over = many.0 >> (127 - more) >> 1 != 0 || sums >> limit != 0;
            sums = if over { (sums & ((1 << limit) - 1)) | (1 << limit) } else { sums };
        }
        Sums(sums)
    }

    /// The worse of one of each.
    fn worst_with(self, other: Sums) -> Sums {
        // A sum is the worse of the two where one set has it and the other has it or a lower one.
        let from_lowest = |sums: u128| u128::MAX << sums.trailing_zeros().min(127);
        Sums((self.0 & from_lowest(other.0)) | (other.0 & from_lowest(self.0)))
    }
}
