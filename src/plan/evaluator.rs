//! The one evaluator: what a profile comes to. Every grade, reason, raise, gap and comparison is worked out here.
//!
//! A cap on a single criterion is a property of that criterion's levels, and so are its demerits: both stand in one
//! table, and only caps on several criteria are looked at one by one. For example, where `notice` stands at `announced`
//! the table says 14 demerits and, as a cap holds to C, that two grades of five are out of reach.

use crate::grade::Grade;
use crate::limits::{MAX_CRITERIA, MAX_DEMERITS, MAX_GRADES, MAX_LEVELS};
use crate::plan::rules::{PlanCap, PlanCriterion, all_at_most};

/// The limit of a domain that has none.
pub(crate) const NO_LIMIT: u32 = u32::MAX;

/// What one profile comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Evaluated {
    pub(crate) grade: Grade,
    /// All demerits, after groups and limits.
    pub(crate) demerits: u32,
}

/// The rules as flat tables.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evaluator {
    /// For each criterion where its worst level stands among the consequences, if what it costs just adds up: it has no
    /// group, and its domain no limit. The others stand at consequences that are none.
    added: Vec<usize>,
    /// The others, those of a domain after one another and in it those of a group.
    costs: Vec<Cost>,
    /// What follows at each level of each criterion.
    consequences: Vec<Consequence>,
    /// Entries with several criteria, each with the grades that it takes from the best; those that take most come first.
    joint: Vec<(u8, Vec<(usize, u8)>)>,
    /// The most demerits of each grade but the worst.
    bands: Vec<u32>,
}

/// What a criterion costs, and what ends with it.
#[derive(Clone, Copy, Debug)]
struct Cost {
    criterion: usize,
    /// Where its worst level stands among the consequences.
    first: usize,
    /// Whether it is the last of its slot.
    ends_slot: bool,
    /// The limit of the domain of which it is the last.
    ends_domain: Option<u32>,
}

/// What follows where a criterion stands at a level.
#[derive(Clone, Copy, Debug, Default)]
struct Consequence {
    demerits: u32,
    /// How many grades the caps on this criterion alone take from the best.
    taken: u8,
}

// The demerits of all criteria together fit into their sum, which so never wraps; and a grade fits into a byte.
const _: () = assert!(MAX_CRITERIA <= 1_000 && MAX_DEMERITS <= u32::MAX / 1_000 && MAX_GRADES <= 255);

impl Evaluator {
    pub(super) fn new(
        criteria: &[PlanCriterion],
        slot_domains: &[usize],
        limits: &[u32],
        caps: &[PlanCap],
        bands: &[u32],
    ) -> Self {
        let mut evaluator = Evaluator {
            added: vec![0; criteria.len()],
            consequences: vec![Consequence::default(); MAX_LEVELS],
            bands: bands.to_vec(),
            ..Evaluator::default()
        };
        let taken =
            |cap: &PlanCap| u8::try_from(bands.len().saturating_sub(cap.grade.index())).unwrap_or(u8::MAX);
        let entries = || caps.iter().flat_map(|cap| cap.when.iter().map(move |entry| (taken(cap), entry)));
        let several = entries().filter(|(_, entry)| entry.len() != 1);
        evaluator.joint = several.map(|(taken, entry)| (taken, entry.clone())).collect();
        evaluator.joint.sort_by_key(|(taken, _)| std::cmp::Reverse(*taken));
        let taken_at = |criterion: usize, level: u8| {
            let holds =
                |entry: &[(usize, u8)]| matches!(entry, [(at, most)] if *at == criterion && level <= *most);
            entries().filter(|(_, entry)| holds(entry)).map(|(taken, _)| taken).max().unwrap_or(0)
        };
        for (domain, limit) in limits.iter().enumerate() {
            let of_domain = slot_domains.iter().enumerate().filter(|(_, of)| **of == domain);
            let before = evaluator.costs.len();
            for (slot, _) in of_domain {
                let members = || criteria.iter().enumerate().filter(|(_, one)| one.slot == slot);
                let adds_up = *limit == NO_LIMIT && members().count() == 1;
                for (criterion, one) in members() {
                    let first = evaluator.consequences.len();
                    match evaluator.added.get_mut(criterion).filter(|_| adds_up) {
                        Some(added) => *added = first,
                        None => evaluator.costs.push(Cost {
                            criterion,
                            first,
                            ends_slot: false,
                            ends_domain: None,
                        }),
                    }
                    evaluator.consequences.extend((0..=one.top).map(|level| Consequence {
                        demerits: one.cost(level),
                        taken: taken_at(criterion, level),
                    }));
                }
                if let Some(last) = evaluator.costs.iter_mut().skip(before).last() {
                    last.ends_slot = true;
                }
            }
            if let Some(last) = evaluator.costs.iter_mut().skip(before).last() {
                last.ends_domain = Some(*limit);
            }
        }
        evaluator
    }

    /// What follows at a level, given where the worst one stands.
    #[inline]
    fn consequence(&self, first: usize, level: u8) -> Consequence {
        self.consequences.get(first.wrapping_add(level.into())).copied().unwrap_or_default()
    }

    /// What a profile comes to: a level for each criterion, in the order of their ids; one that is missing is the worst.
    pub(super) fn evaluate(&self, profile: &[u8]) -> Evaluated {
        let whole: Vec<u8>;
        let profile = if profile.len() < self.added.len() {
            let missing = self.added.iter().skip(profile.len()).map(|_| 0);
            whole = profile.iter().copied().chain(missing).collect();
            &whole
        } else {
            profile
        };
        let (mut slot, mut domain, mut demerits, mut taken) = (0_u32, 0_u32, 0_u32, 0_u8);
        for (first, level) in self.added.iter().zip(profile) {
            let here = self.consequence(*first, *level);
            taken = here.taken.max(taken);
            demerits = demerits.wrapping_add(here.demerits);
        }
        for cost in &self.costs {
            let here = self.consequence(cost.first, profile.get(cost.criterion).copied().unwrap_or(0));
            taken = here.taken.max(taken);
            slot = here.demerits.max(slot);
            if cost.ends_slot {
                domain = domain.wrapping_add(slot);
                slot = 0;
            }
            if let Some(limit) = cost.ends_domain {
                demerits = demerits.wrapping_add(domain.min(limit));
                domain = 0;
            }
        }
        let mut more = self.joint.iter().take_while(|(more, _)| *more > taken);
        let taken = more.find(|(_, entry)| all_at_most(entry, profile)).map_or(taken, |(more, _)| *more);
        let band = self.bands.iter().take_while(|most| demerits <= **most).count();
        Evaluated { grade: Grade::at(band.min(self.bands.len().saturating_sub(taken.into()))), demerits }
    }
}
