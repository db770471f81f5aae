//! A plan as steps over columns: what to do for a whole block of dossiers at once.
//!
//! Levels are never written down. A criterion stands at most at a level exactly when one of the values that may hold
//! lies at that level or below (at worst), or none lies above (at best): one test of bits, the same for every dossier.
//! Demerits and caps follow from such tests alone, because demerits never rise with a level.

use std::collections::BTreeSet;

use crate::fact::coercion::{ESTABLISHED_BY, Place};
use crate::fact::possible::Set;
use crate::fact::share::{Share, WORKERS};
use crate::fact::tables::Tables;
use crate::fact::{CATALOGUE, Derive, FactId, Kind, SLOTS, Slot};
use crate::grade::Grade;
use crate::pack::model::{AppliesHolds, FactRef, Holds};
use crate::plan::alone::{LevelTable, level_table};
use crate::plan::{Compiled, PlanCap, PlanCriterion};

/// A compiled pack as steps over columns.
#[derive(Debug)]
pub(crate) struct Program {
    /// What is made of columns before they can be tested.
    pub(super) prepared: Vec<Prepared>,
    /// What shares are of.
    pub(super) required: Vec<RequiredStep>,
    pub(super) domains: Vec<DomainStep>,
    /// The same criteria one after another, for one dossier.
    costs: Vec<Costs>,
    pub(super) caps: Vec<CapStep>,
    /// The most demerits of each grade but the worst.
    pub(super) bands: Vec<u16>,
    /// Of each criterion its bits, and the levels of all bits.
    pub(super) levels: Vec<(Bits, LevelTable)>,
    /// Whether a criterion asks about a fact that the pack declares itself.
    pub(super) asks_extra: bool,
}

/// Bits to be tested: a column as it stands, or a prepared one.
#[derive(Clone, Copy, Debug)]
pub(super) enum Bits {
    Column(usize),
    Prepared(usize),
}

/// The bits of one criterion, made before it can be tested.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) criterion: usize,
    pub(super) base: Base,
    /// The bits below the silent floor, and a bit at it.
    pub(super) floor: Option<(u8, u8)>,
    /// When the criterion applies, and a bit at its top, where it stands otherwise.
    pub(super) applies: Option<(On, u8)>,
}

/// From what bits are made.
#[derive(Debug)]
pub(super) enum Base {
    /// A bit for each value, as they stand.
    Column(usize),
    /// A bit for each level, from a count: each level from the second on with the least and the most that it takes.
    Count(usize, Vec<(u8, u32, u32)>),
    /// A bit for each level, from a day.
    Age(usize),
    /// A bit for each level, from a share.
    Share(ShareStep),
    /// A bit for each coercion context; the column is that of who established the workforce.
    Context(usize),
    /// A bit for each value, derived at the door from certificates.
    Certificates(FactId),
    /// A bit for each level, one dossier after another; floor and applicability are in it.
    Each,
}

/// A count as a share of what a table of the pack asks for.
#[derive(Debug)]
pub(super) struct ShareStep {
    /// The counts, and the most that one counts for.
    pub(super) counted: usize,
    pub(super) most: u32,
    /// Which of the program's tables.
    pub(super) required: usize,
    /// Each level from the second on with the least and the most percent that it takes.
    pub(super) bounds: Vec<(u8, u32, u32)>,
}

/// A table of the pack by the number of workers: their column, and up to how many of them how much is required.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RequiredStep {
    pub(super) workers: usize,
    pub(super) rows: Vec<(u32, u32)>,
}

/// A greater count is this one: a hundredfold of it fits into 32 bits.
pub(super) const MOST_COUNTED: u32 = u32::MAX / 100;

/// Values of a fact on which a criterion applies.
#[derive(Clone, Copy, Debug)]
pub(super) enum On {
    Column(usize, u8),
    Number(usize, u32, u32),
}

#[derive(Debug)]
pub(super) struct DomainStep {
    pub(super) limit: u8,
    /// Of each slot its criteria.
    pub(super) slots: Vec<Vec<CriterionStep>>,
}

#[derive(Debug)]
pub(super) struct CriterionStep {
    pub(super) bits: Bits,
    pub(super) tests: Vec<Test>,
    criterion: usize,
    /// What follows at each level.
    at: [Test; LEVELS],
}

/// What a criterion costs at each level, and what ends with it.
#[derive(Debug)]
struct Costs {
    criterion: usize,
    at: [Test; LEVELS],
    /// Whether it is the last of its slot.
    ends_slot: bool,
    /// The limit of the domain of which it is the last.
    ends_domain: Option<u8>,
}

/// The most levels of a criterion in a program: a bit for each.
pub(super) const LEVELS: usize = 8;

/// What follows where a criterion stands at most at a level.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Test {
    /// The bits of that level and those below.
    pub(super) at_most: u8,
    pub(super) demerits: u8,
    /// By how many grades the best is missed.
    pub(super) loss: u8,
}

/// A cap with more than one criterion in an entry.
#[derive(Debug)]
pub(super) struct CapStep {
    pub(super) loss: u8,
    /// Or of ands.
    pub(super) when: Vec<Vec<(Bits, u8)>>,
    /// The same, as criteria and levels.
    at_most: Vec<Vec<(usize, u8)>>,
}

impl Program {
    /// The steps of a pack; `None` where its numbers are too large for the narrow columns, or demerits rise with a level.
    pub(super) fn of(plan: &Compiled) -> Option<Self> {
        if !plan.criteria.iter().all(|criterion| criterion.demerits.is_sorted_by(|one, next| one >= next)) {
            return None;
        }
        let best = plan.bands.len();
        let bands: Option<Vec<u16>> = plan.bands.iter().map(|most| u16::try_from(*most).ok()).collect();
        let (mut prepared, mut required) = (Vec::new(), Vec::new());
        let mut steps = Vec::new();
        for (index, criterion) in plan.criteria.iter().enumerate() {
            let (bits, levels) = bits(index, criterion, &plan.tables, (&mut prepared, &mut required))?;
            steps.push((bits, levels));
        }
        let loss = |cap: &PlanCap| u8::try_from(best.saturating_sub(cap.grade.index())).ok();
        let alone = |cap: &&PlanCap| cap.when.iter().all(|entry| entry.len() == 1);
        let at_most = |criterion: usize, level: u8| {
            let (bits, levels) = steps.get(criterion)?;
            Some((*bits, *levels.get(usize::from(level))?))
        };
        let mut caps = Vec::new();
        for cap in plan.caps.iter().filter(|cap| !alone(cap)) {
            let literals =
                |entry: &Vec<(usize, u8)>| entry.iter().map(|(at, level)| at_most(*at, *level)).collect();
            caps.push(CapStep {
                loss: loss(cap)?,
                when: cap.when.iter().map(literals).collect::<Option<Vec<Vec<_>>>>()?,
                at_most: cap.when.clone(),
            });
        }
        // The greatest loss where a criterion stands at most at a level, by the caps that ask about it alone.
        let loss_at = |criterion: usize, level: u8| {
            let of = plan.caps.iter().filter(alone).filter(|cap| {
                cap.when.iter().flatten().any(|(at, at_most)| *at == criterion && *at_most >= level)
            });
            of.map(loss).try_fold(0, |most, loss| Some(loss?.max(most)))
        };
        let criterion = |index: usize| -> Option<CriterionStep> {
            let (bits, levels) = steps.get(index)?;
            let (mut tests, mut at) = (Vec::<Test>::new(), [Test::default(); LEVELS]);
            for ((level, at_most), cost) in (0..).zip(levels).zip(&mut at) {
                let demerits = plan.criteria.get(index)?.demerits.get(usize::from(level))?;
                let demerits = u8::try_from(*demerits).unwrap_or(u8::MAX);
                let test = Test { at_most: *at_most, demerits, loss: loss_at(index, level)? };
                *cost = test;
                // What follows at a higher level too needs no test of its own.
                tests.retain(|lower| lower.demerits > test.demerits || lower.loss > test.loss);
                tests.push(test);
            }
            tests.retain(|test| test.demerits > 0 || test.loss > 0);
            Some(CriterionStep { bits: *bits, tests, criterion: index, at })
        };
        let domain = |(domain, limit): (usize, &u32)| -> Option<DomainStep> {
            let slots = (0..plan.slot_domains.len()).filter(|slot| plan.domain_of(*slot) == domain);
            let of = |slot: usize| {
                let all = plan.criteria.iter().enumerate().filter(|(_, criterion)| criterion.slot == slot);
                let all: Option<Vec<_>> = all.map(|(index, _)| criterion(index)).collect();
                all.map(|all| all.into_iter().filter(|step| !step.tests.is_empty()).collect())
            };
            Some(DomainStep {
                limit: u8::try_from(*limit).ok()?,
                slots: slots.map(of).collect::<Option<_>>()?,
            })
        };
        let domains: Vec<_> = plan.limits.iter().enumerate().map(domain).collect::<Option<_>>()?;
        let sum: u32 = plan.limits.iter().fold(0, |sum, limit| sum.saturating_add(*limit));
        u16::try_from(sum).ok()?;
        let extra = |criterion: &PlanCriterion| {
            let applies = criterion.applies.as_ref().map(|applies| &applies.fact);
            std::iter::once(&criterion.fact).chain(applies).any(|fact| matches!(fact, FactRef::Extra(..)))
        };
        let levels = steps.iter().map(|(bits, at_most)| (*bits, level_table(at_most)));
        Some(Program {
            levels: levels.collect(),
            prepared,
            required,
            costs: costs(&domains),
            domains,
            caps,
            bands: bands?,
            asks_extra: plan.criteria.iter().any(extra),
        })
    }
}

impl Program {
    /// The grade of each profile, and its demerits.
    pub(super) fn grades<const N: usize>(&self, profiles: [&[u8]; N]) -> [(Grade, u32); N] {
        let mut sums = self.sums(profiles).into_iter();
        profiles.map(|profile| {
            let (demerits, loss) = sums.next().unwrap_or_default();
            let level = |criterion: usize| profile.get(criterion).copied().unwrap_or(0);
            let holds = |entry: &Vec<(usize, u8)>| entry.iter().all(|(of, at_most)| level(*of) <= *at_most);
            let held = self.caps.iter().filter(|cap| cap.loss > loss && cap.at_most.iter().any(holds));
            let loss = held.fold(loss, |loss, cap| loss.max(cap.loss));
            let band = self.bands.iter().filter(|most| demerits <= u32::from(**most)).count();
            (Grade::at(band.min(self.bands.len().saturating_sub(loss.into()))), demerits)
        })
    }

    /// The demerits of each profile, and by how many grades the best is missed for a single criterion.
    fn sums<const N: usize>(&self, profiles: [&[u8]; N]) -> [(u32, u8); N] {
        let (mut slots, mut domains, mut all) = ([0_u8; N], [0_u32; N], [(0_u32, 0_u8); N]);
        for costs in &self.costs {
            let ends = profiles.iter().zip(&mut slots).zip(&mut domains).zip(&mut all);
            for (((profile, slot), domain), (total, loss)) in ends {
                let level = profile.get(costs.criterion).copied().unwrap_or(0);
                let cost = costs.at.get(usize::from(level)).copied().unwrap_or_default();
                *slot = cost.demerits.max(*slot);
                *loss = cost.loss.max(*loss);
                if costs.ends_slot {
                    *domain = domain.saturating_add(std::mem::take(slot).into());
                }
                if let Some(limit) = costs.ends_domain {
                    *total = total.saturating_add(std::mem::take(domain).min(limit.into()));
                }
            }
        }
        all
    }

    /// How many bytes of a row the steps read.
    pub(super) fn bytes_read(&self) -> usize {
        let (mut columns, mut numbers) = (BTreeSet::new(), BTreeSet::new());
        let mut door = 0;
        for prepared in &self.prepared {
            match &prepared.base {
                Base::Column(column) => drop(columns.insert(*column)),
                Base::Count(number, _) | Base::Age(number) => drop(numbers.insert(*number)),
                Base::Share(share) => drop(numbers.insert(share.counted)),
                // Where the site lies, and how its workers came there.
                Base::Context(column) => {
                    columns.insert(*column);
                    door = size_of::<Place>();
                }
                Base::Certificates(_) | Base::Each => {}
            }
            match prepared.applies {
                Some((On::Column(column, _), _)) => drop(columns.insert(column)),
                Some((On::Number(number, ..), _)) => drop(numbers.insert(number)),
                None => {}
            }
        }
        numbers.extend(self.required.iter().map(|required| required.workers));
        for step in self.domains.iter().flat_map(|domain| domain.slots.iter().flatten()) {
            if let Bits::Column(column) = step.bits {
                columns.insert(column);
            }
        }
        // The latest day, and whether there is a report to read.
        let head = size_of::<u32>().saturating_add(size_of::<u8>());
        let pairs = numbers.len().saturating_mul(size_of::<[u32; 2]>());
        columns.len().saturating_add(pairs).saturating_add(door).saturating_add(head)
    }
}

/// The criteria of all domains, one after another.
fn costs(domains: &[DomainStep]) -> Vec<Costs> {
    let mut all: Vec<Costs> = Vec::new();
    for domain in domains {
        let before = all.len();
        for slot in &domain.slots {
            let of = |step: &CriterionStep| Costs {
                criterion: step.criterion,
                at: step.at,
                ends_slot: false,
                ends_domain: None,
            };
            all.extend(slot.iter().map(of));
            if let Some(last) = all.last_mut().filter(|_| !slot.is_empty()) {
                last.ends_slot = true;
            }
        }
        let is_new = all.len() > before;
        if let Some(last) = all.last_mut().filter(|_| is_new) {
            last.ends_domain = Some(domain.limit);
        }
    }
    all
}

/// The bits of a criterion, and of each level the bits of it and those below.
fn bits(
    index: usize,
    criterion: &PlanCriterion,
    tables: &Tables,
    (prepared, required): (&mut Vec<Prepared>, &mut Vec<RequiredStep>),
) -> Option<(Bits, Vec<u8>)> {
    let levels = criterion.holds.len();
    if levels > LEVELS {
        return None;
    }
    let (base, each) = base(criterion, tables, required);
    let applies = match &criterion.applies {
        None => Some(None),
        Some(applies) => on(&applies.fact, applies.holds).map(Some),
    };
    // A bit for each level, unless the base has one for each value.
    let by_level: Vec<u8> =
        (0..levels).filter_map(|level| 1_u8.checked_shl(u32::try_from(level).ok()?)).collect();
    let (base, each, applies) = match applies {
        Some(applies) => (base, each, applies),
        None => (Base::Each, by_level.clone(), None),
    };
    let each = if each.is_empty() { by_level } else { each };
    let mut below = 0;
    let at_most: Vec<u8> = each
        .iter()
        .map(|level| {
            below |= level;
            below
        })
        .collect();
    let lowest = |bits: u8| bits & bits.wrapping_neg();
    let top = lowest(each.last().copied()?);
    let floor = criterion.floor.map(usize::from).filter(|floor| *floor > 0);
    let floor = match floor {
        Some(floor) => Some((*at_most.get(floor.checked_sub(1)?)?, lowest(*each.get(floor)?))),
        None => None,
    };
    if let (Base::Column(column), None, None) = (&base, floor, applies) {
        return Some((Bits::Column(*column), at_most));
    }
    let is_each = matches!(base, Base::Each);
    let one = Prepared {
        criterion: index,
        base,
        floor: floor.filter(|_| !is_each),
        applies: applies.filter(|_| !is_each).map(|on| (on, top)),
    };
    prepared.push(one);
    Some((Bits::Prepared(prepared.len().saturating_sub(1)), at_most))
}

/// From what the bits of a criterion are made; and of each level its values, where there is a bit for each value.
fn base(criterion: &PlanCriterion, tables: &Tables, required: &mut Vec<RequiredStep>) -> (Base, Vec<u8>) {
    let FactRef::Catalogue(id) = &criterion.fact else { return (Base::Each, Vec::new()) };
    let Some((fact, slot)) = CATALOGUE.get(id.0).zip(SLOTS.get(id.0)) else {
        return (Base::Each, Vec::new());
    };
    let values = match fact.kind {
        Kind::Named(words) => values(&criterion.holds, words.len()),
        Kind::Count(_) | Kind::Age => None,
    };
    match (fact.derive, slot, values) {
        (Derive::Dossier(_), Slot::Named(column, _), Some(values)) => (Base::Column(*column), values),
        (Derive::Context, _, Some(values)) => match SLOTS.get(ESTABLISHED_BY.0) {
            Some(Slot::Named(column, _)) => (Base::Context(*column), values),
            _ => (Base::Each, Vec::new()),
        },
        (Derive::Share(of), _, None) => {
            (share(of, &criterion.holds, tables, required).map_or(Base::Each, Base::Share), Vec::new())
        }
        (Derive::Certificates(_), _, Some(values)) => (Base::Certificates(*id), values),
        (Derive::Dossier(_), Slot::Number(number), None) => {
            let base =
                if fact.kind == Kind::Age { Base::Age(*number) } else { count(*number, &criterion.holds) };
            (base, Vec::new())
        }
        _ => (Base::Each, Vec::new()),
    }
}

/// A share with its table; `None` where a number of the pack is too large to be compared in 32 bits.
fn share(of: Share, holds: &[Holds], tables: &Tables, required: &mut Vec<RequiredStep>) -> Option<ShareStep> {
    let slot = |fact: FactId| match SLOTS.get(fact.0) {
        Some(Slot::Number(slot)) => Some(*slot),
        _ => None,
    };
    let bounds = bounds(holds);
    let rows: Vec<(u32, u32)> = tables
        .rows(of.required())
        .map(|(up_to, amount)| (up_to.unwrap_or(u32::MAX), amount.max(1)))
        .collect();
    let most_required = rows.iter().map(|(_, amount)| *amount).max().unwrap_or(1);
    let fits = |percent: u32| {
        let product = u64::from(percent).checked_mul(most_required.into());
        product.is_some_and(|product| product <= u64::from(MOST_COUNTED).saturating_mul(100))
    };
    let all_fit = bounds
        .iter()
        .all(|(_, least, most)| fits(*least) && (*most == u32::MAX || fits(most.saturating_add(1))));
    let step = RequiredStep { workers: slot(WORKERS)?, rows };
    let known = required.iter().position(|known| *known == step);
    if known.is_none() {
        required.push(step);
    }
    let required = known.unwrap_or(required.len().saturating_sub(1));
    let most = of.most().min(MOST_COUNTED);
    all_fit.then_some(ShareStep { counted: slot(of.counted())?, most, required, bounds })
}

fn count(number: usize, holds: &[Holds]) -> Base {
    Base::Count(number, bounds(holds))
}

/// Of each level from the second on its bit, the least and the most that it takes.
fn bounds(holds: &[Holds]) -> Vec<(u8, u32, u32)> {
    let bounds = |(level, holds): (u32, &Holds)| {
        let bit = 1_u8.checked_shl(level).unwrap_or(0);
        match holds {
            Holds::AtLeast(least) => Some((bit, *least, u32::MAX)),
            Holds::AtMost(most) => Some((bit, 0, *most)),
            Holds::Rest | Holds::Values(_) => None,
        }
    };
    (0..).zip(holds).filter_map(bounds).collect()
}

/// The values of each level as bits, where they fit and each value has one level. A level that no value takes, where only
/// silence stands, has a bit above them.
fn values(holds: &[Holds], words: usize) -> Option<Vec<u8>> {
    let (mut seen, mut spare) = (0_u8, words);
    let mut all = Vec::new();
    for holds in holds {
        let Holds::Values(set) = holds else { return None };
        let mut bits = u8::try_from(set.bits()).ok().filter(|bits| bits & seen == 0)?;
        seen |= bits;
        if bits == 0 {
            bits = 1_u8.checked_shl(u32::try_from(spare).ok()?)?;
            spare = spare.saturating_add(1);
        }
        all.push(bits);
    }
    (words <= 8 && u32::from(seen) == Set::all(words).bits()).then_some(all)
}

fn on(fact: &FactRef, holds: AppliesHolds) -> Option<On> {
    let FactRef::Catalogue(id) = fact else { return None };
    match (SLOTS.get(id.0)?, holds) {
        (Slot::Named(from, to), AppliesHolds::Values(values)) if to.saturating_sub(*from) == 1 => {
            Some(On::Column(*from, u8::try_from(values.bits()).ok()?))
        }
        (Slot::Number(at), AppliesHolds::Between(least, most)) => Some(On::Number(*at, least, most)),
        _ => None,
    }
}
