//! The cheapest way to a better grade, exact.
//!
//! Not a list of failed checks but the set of changes with the least total effort. Raising a criterion costs its effort
//! once, however far, so each is raised to its top or left. Caps must be broken: each of their entries needs one
//! literal raised, and the few choices that this leaves are all tried. What remains is a knapsack over demerits, solved
//! exactly: in a group the worst members go first, groups and lone criteria add up to their domain's limit, and domains
//! add up to the band.

use std::collections::BTreeMap;

use crate::assessment::{Raise, Step};
use crate::grade::Grade;
use crate::plan::{Compiled, Levels, Plan};

/// The most ways to break caps that are tried for one grade; beyond it nothing is proposed.
const MOST_CHOICES: usize = 4_096;

/// For each total effort the fewest demerits that it leaves, and the criteria that it raises.
type Table = BTreeMap<u32, (u32, Chosen)>;

/// A set of criteria, by their index below [`MAX_CRITERIA`](crate::limits::MAX_CRITERIA).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Chosen(u128);

impl Chosen {
    fn with(self, index: usize) -> Self {
        let bit = u32::try_from(index).ok().and_then(|index| 1_u128.checked_shl(index));
        Chosen(self.0 | bit.unwrap_or(0))
    }

    fn and(self, other: Self) -> Self {
        Chosen(self.0 | other.0)
    }

    fn contains(self, index: usize) -> bool {
        self.with(index) == self
    }

    fn indexes(self) -> impl Iterator<Item = usize> {
        (0..crate::limits::MAX_CRITERIA).filter(move |index| self.contains(*index))
    }
}

struct Search<'p> {
    plan: &'p Compiled,
    /// The worst level of each criterion.
    levels: &'p [u8],
    /// What raising it costs; `None` where nothing can raise it.
    efforts: Vec<Option<u32>>,
    /// The least effort found so far: what costs as much already is not followed.
    least: u32,
    choices: usize,
}

/// The cheapest way to each grade better than the worst end; a grade that nothing reaches has none.
pub(crate) fn raises(plan: &Plan, levels: &Levels) -> Vec<Raise> {
    let compiled = plan.compiled();
    let level = |index: usize| levels.worst().get(index).copied().unwrap_or(0);
    let now = compiled.grade(level);
    let effort = |(index, criterion): (usize, &crate::plan::PlanCriterion)| {
        let remedy = &compiled.model.criteria.get(&criterion.id)?.value.remedy;
        remedy.from(level(index)).map(|action| action.effort)
    };
    let efforts: Vec<Option<u32>> = compiled.criteria.iter().enumerate().map(effort).collect();
    let better = (now.index().saturating_add(1)..compiled.id.scale.len()).map(Grade::at);
    let raise = |to: Grade| {
        let mut search = Search {
            plan: compiled,
            levels: levels.worst(),
            efforts: efforts.clone(),
            least: u32::MAX,
            choices: 0,
        };
        let found = search.cheapest(to, Chosen::default());
        // A search that was cut short may have missed the cheapest set: nothing is better than a wrong proposal.
        let (effort, raised) = found.filter(|_| search.choices <= MOST_CHOICES)?;
        let step = |index: usize| {
            let id = &compiled.criteria.get(index)?.id;
            let criterion = &compiled.model.criteria.get(id)?.value;
            let remedy = criterion.remedy.from(level(index))?.text.clone();
            Some(Step { criterion: id.clone(), level: criterion.levels.last()?.name.clone(), remedy })
        };
        Some(Raise { to: plan.named(to), effort, steps: raised.indexes().filter_map(step).collect() })
    };
    better.filter_map(raise).collect()
}

impl Search<'_> {
    fn level(&self, index: usize, raised: Chosen) -> u8 {
        if raised.contains(index) {
            return self.plan.criteria.get(index).map_or(0, |criterion| criterion.top);
        }
        self.levels.get(index).copied().unwrap_or(0)
    }

    fn effort_of(&self, raised: Chosen) -> u32 {
        raised
            .indexes()
            .filter_map(|index| self.efforts.get(index).copied().flatten())
            .fold(0, u32::saturating_add)
    }

    /// The cheapest set that reaches the grade and contains what is raised already.
    fn cheapest(&mut self, to: Grade, raised: Chosen) -> Option<(u32, Chosen)> {
        self.choices = self.choices.saturating_add(1);
        if self.choices > MOST_CHOICES || self.effort_of(raised) > self.least {
            return None;
        }
        let holding = |entry: &&Vec<(usize, u8)>| {
            entry.iter().all(|(criterion, at_most)| self.level(*criterion, raised) <= *at_most)
        };
        let caps = self.plan.caps.iter().filter(|cap| cap.grade < to);
        let Some(entry) = caps.flat_map(|cap| &cap.when).find(holding) else {
            let found = self.knapsack(to, raised)?;
            self.least = self.least.min(found.0);
            return Some(found);
        };
        let is_raisable = |index: &usize| self.efforts.get(*index).copied().flatten().is_some();
        let raisable: Vec<usize> = entry.iter().map(|(index, _)| *index).filter(is_raisable).collect();
        let ways = raisable.into_iter().filter_map(|index| self.cheapest(to, raised.with(index)));
        // Of equally cheap sets the one with the lower criteria, so that the answer does not depend on the search.
        ways.min()
    }

    /// The cheapest set for the band, with what the caps forced already raised.
    fn knapsack(&self, to: Grade, raised: Chosen) -> Option<(u32, Chosen)> {
        let mut domains: BTreeMap<usize, BTreeMap<usize, Vec<(u32, usize)>>> = BTreeMap::new();
        for (index, criterion) in self.plan.criteria.iter().enumerate() {
            let level = self.level(index, raised);
            let demerits = criterion.demerits.get(usize::from(level)).copied().unwrap_or(0);
            let slots = domains.entry(self.plan.domain_of(criterion.slot)).or_default();
            slots.entry(criterion.slot).or_default().push((demerits, index));
        }
        let mut total = Table::from([(0, (0, Chosen::default()))]);
        for (domain, slots) in domains {
            let mut sum = Table::from([(0, (0, Chosen::default()))]);
            for members in slots.into_values() {
                sum = added(&sum, &self.slot(members, raised));
            }
            let limit = self.plan.limit_of(domain);
            for (demerits, _) in sum.values_mut() {
                *demerits = (*demerits).min(limit);
            }
            total = added(&total, &pruned(sum));
        }
        let reaches = |(_, (demerits, _)): &(&u32, &(u32, Chosen))| self.plan.band(*demerits) >= to;
        let (effort, (_, more)) = total.iter().find(reaches)?;
        Some((effort.saturating_add(self.effort_of(raised)), raised.and(*more)))
    }

    /// The ways to lower one slot: its worst members raised, one after the other.
    fn slot(&self, mut members: Vec<(u32, usize)>, raised: Chosen) -> Table {
        members.sort_by_key(|(demerits, index)| (std::cmp::Reverse(*demerits), *index));
        let mut ways = Table::new();
        let (mut effort, mut set) = (0_u32, Chosen::default());
        for (demerits, index) in members {
            ways.entry(effort).or_insert((demerits, set));
            let cost = self.efforts.get(index).copied().flatten().filter(|_| !raised.contains(index));
            match cost {
                _ if demerits == 0 => return ways,
                Some(cost) => {
                    effort = effort.saturating_add(cost);
                    set = set.with(index);
                }
                None => return ways,
            }
        }
        ways.insert(effort, (0, set));
        ways
    }
}

/// Every sum of two tables; for each effort the fewest demerits, then the lower criteria.
fn added(one: &Table, other: &Table) -> Table {
    let mut sum = Table::new();
    for (effort, (demerits, set)) in one {
        for (more_effort, (more_demerits, more)) in other {
            let effort = effort.saturating_add(*more_effort);
            let demerits = demerits.saturating_add(*more_demerits);
            let way = (demerits, set.and(*more));
            if sum.get(&effort).is_none_or(|best| way < *best) {
                sum.insert(effort, way);
            }
        }
    }
    pruned(sum)
}

/// Without the ways that cost more and leave no less.
fn pruned(table: Table) -> Table {
    let mut fewest = u32::MAX;
    table
        .into_iter()
        .filter(|(_, (demerits, _))| {
            let better = *demerits < fewest;
            fewest = fewest.min(*demerits);
            better
        })
        .collect()
}
