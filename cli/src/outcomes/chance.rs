//! How often what held up stands above what failed, and how sure that is.
//!
//! All in whole numbers: a pair counts 2 where the one that held up stands higher, 1 where they tie. The interval is of
//! the pigeonhole bootstrap (Owen, Annals of Applied Statistics 1, 2007): sites are drawn anew, and apart from them
//! programmes, and a case weighs as often as its site was drawn times as often as its programme was. So ten
//! audits of one programme, or two reports on one site, are not ten or two pieces of news.

use std::collections::BTreeSet;

use audit_credence_sample::Chance;
use serde::Serialize;

use crate::outcomes::graded::{GRADERS, Graded, Rank};

/// So often sites and programmes are drawn anew.
const DRAWS: u64 = 2_000;
const SEED: u64 = 20_261_128;
/// Of two reports about as much is stated where the counts of their keys differ by at most one part in so many of the greater.
const ALIKE: u32 = 5;

/// A case that is compared.
#[derive(Clone, Debug)]
struct Entry {
    held_up: bool,
    /// The places of its site and of its programme among all of them.
    site: usize,
    programme: usize,
    stated: u32,
    ranks: [Rank; GRADERS.len()],
}

/// What is compared with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Pairs {
    All,
    /// Of which about as much is stated.
    Alike,
}

impl Pairs {
    fn has(self, one: &Entry, other: &Entry) -> bool {
        let apart = one.stated.abs_diff(other.stated);
        self == Pairs::All || apart.saturating_mul(ALIKE) <= one.stated.max(other.stated)
    }
}

/// The chances of every grader over the same pairs.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Comparison {
    pub(crate) pairs: Pairs,
    /// How many pairs there are.
    pub(crate) of: u64,
    pub(crate) graders: Vec<Chances>,
}

/// What one grader comes to, in per mille.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Chances {
    pub(crate) grader: &'static str,
    /// The chance that what held up stands above what failed; none where there is no pair.
    pub(crate) per_mille: Option<i64>,
    /// Nineteen draws in twenty lie between these.
    pub(crate) interval: Option<[i64; 2]>,
    /// By how much the pack is above it.
    pub(crate) pack_is_above_by: Option<i64>,
    pub(crate) above_by_interval: Option<[i64; 2]>,
}

/// Compares all graders, over all pairs and over those alike.
pub(crate) fn comparisons(cases: &[Graded]) -> [Comparison; 2] {
    let entries = entries(cases);
    [Pairs::All, Pairs::Alike].map(|pairs| comparison(&entries, pairs))
}

fn entries(cases: &[Graded]) -> Vec<Entry> {
    let compared = || cases.iter().filter(|case| case.compared().is_some());
    let sites: BTreeSet<&str> = compared().map(|case| case.site.as_str()).collect();
    let programmes: BTreeSet<&str> = compared().map(|case| case.programme.as_str()).collect();
    let place = |all: &BTreeSet<&str>, one: &str| all.iter().take_while(|other| **other < one).count();
    let entry = |case: &Graded| {
        let (held_up, ranks) = case.compared()?;
        let (site, programme) = (place(&sites, &case.site), place(&programmes, &case.programme));
        Some(Entry { held_up, site, programme, stated: case.stated, ranks: *ranks })
    };
    cases.iter().filter_map(entry).collect()
}

fn comparison(entries: &[Entry], pairs: Pairs) -> Comparison {
    let every = vec![1; entries.len()];
    let chances = |weights: &[u64]| -> [Option<i64>; GRADERS.len()] {
        std::array::from_fn(|grader| chance(entries, weights, grader, pairs))
    };
    let drawn: Vec<_> = (0..DRAWS).map(|draw| chances(&weights(entries, draw))).collect();
    let exact = chances(&every);
    let [own, ..] = exact;
    let graders = GRADERS.iter().enumerate().map(|(at, grader)| {
        let of = |draw: &[Option<i64>; GRADERS.len()]| draw.get(at).copied().flatten();
        let above = |draw: &[Option<i64>; GRADERS.len()]| Some(draw.first().copied().flatten()? - of(draw)?);
        let is_naive = at > 0;
        Chances {
            grader,
            per_mille: of(&exact),
            interval: middle(drawn.iter().filter_map(of).collect()),
            pack_is_above_by: own.zip(of(&exact)).map(|(own, other)| own - other).filter(|_| is_naive),
            above_by_interval: middle(drawn.iter().filter_map(above).collect()).filter(|_| is_naive),
        }
    });
    let of = total(entries, &every, pairs);
    Comparison { pairs, of, graders: graders.collect() }
}

/// All pairs of one that held up and one that failed, with what the pair weighs.
fn weighed<'e>(
    entries: &'e [Entry],
    weights: &'e [u64],
    pairs: Pairs,
) -> impl Iterator<Item = (&'e Entry, &'e Entry, u64)> {
    let all = move || entries.iter().zip(weights);
    all().filter(|(one, _)| one.held_up).flat_map(move |(held, weight)| {
        let failed = all().filter(move |(other, _)| !other.held_up && pairs.has(held, other));
        failed.map(move |(failed, other)| (held, failed, weight * other))
    })
}

fn total(entries: &[Entry], weights: &[u64], pairs: Pairs) -> u64 {
    weighed(entries, weights, pairs).map(|(_, _, weight)| weight).sum()
}

/// The chance in per mille, rounded down; none where no pair weighs anything.
fn chance(entries: &[Entry], weights: &[u64], grader: usize, pairs: Pairs) -> Option<i64> {
    let points = |held: &Entry, failed: &Entry| match held.ranks.get(grader).cmp(&failed.ranks.get(grader)) {
        std::cmp::Ordering::Greater => 2,
        std::cmp::Ordering::Equal => 1,
        std::cmp::Ordering::Less => 0,
    };
    let won: u64 =
        weighed(entries, weights, pairs).map(|(held, failed, weight)| points(held, failed) * weight).sum();
    let share = (won * 500).checked_div(total(entries, weights, pairs))?;
    i64::try_from(share).ok()
}

/// What each case weighs in one draw.
fn weights(entries: &[Entry], draw: u64) -> Vec<u64> {
    let mut chance = Chance::new(SEED, draw);
    let sites = drawn(entries.iter().map(|entry| entry.site).max(), &mut chance);
    let programmes = drawn(entries.iter().map(|entry| entry.programme).max(), &mut chance);
    let of = |counts: &[u64], at: usize| counts.get(at).copied().unwrap_or(0);
    entries.iter().map(|entry| of(&sites, entry.site) * of(&programmes, entry.programme)).collect()
}

/// As many as there are, each drawn from all of them: how often each came.
fn drawn(last: Option<usize>, chance: &mut Chance) -> Vec<u64> {
    let many = last.map_or(0, |last| last + 1);
    let mut counts = vec![0; many];
    for _ in 0..many {
        let at = chance.below(u32::try_from(many).unwrap_or(u32::MAX));
        if let Some(count) = usize::try_from(at).ok().and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    counts
}

/// Between which values nineteen in twenty lie.
fn middle(mut values: Vec<i64>) -> Option<[i64; 2]> {
    values.sort_unstable();
    let at = |part: usize| values.get(values.len() * part / 1_000).copied();
    Some([at(25)?, at(975)?])
}

#[cfg(test)]
mod tests {
    use super::{Entry, GRADERS, Pairs, Rank, chance, comparison, weights};

    /// Entries that look drawn and are not: a few sites and programmes, and many ties.
    fn entries() -> Vec<Entry> {
        let mut state = 7_i64;
        let mut next = |end: i64| {
            state = (state * 16_807) % 2_147_483_647;
            state % end
        };
        let small = |number: i64| usize::try_from(number).unwrap();
        (0..30)
            .map(|at| Entry {
                held_up: at % 3 == 0,
                site: small(next(12)),
                programme: small(next(6)),
                stated: u32::try_from(next(20)).unwrap(),
                ranks: std::array::from_fn(|_| Rank(next(3), next(4))),
            })
            .collect()
    }

    #[test]
    fn the_chance_is_that_of_a_double_loop() {
        let entries = entries();
        for draw in 0..20 {
            let weights = weights(&entries, draw);
            for pairs in [Pairs::All, Pairs::Alike] {
                for grader in 0..GRADERS.len() {
                    let (mut won, mut of) = (0, 0);
                    for (i, one) in entries.iter().enumerate() {
                        for (j, other) in entries.iter().enumerate() {
                            let differ = one.stated.max(other.stated) - one.stated.min(other.stated);
                            let far = differ * 5 > one.stated.max(other.stated);
                            if !one.held_up || other.held_up || (pairs == Pairs::Alike && far) {
                                continue;
                            }
                            // Each of two equal cases is a pair of its own.
                            for _ in 0..weights[i] * weights[j] {
                                let (Rank(a, b), Rank(c, d)) = (one.ranks[grader], other.ranks[grader]);
                                won +=
                                    if a > c || (a == c && b > d) { 2 } else { i64::from((a, b) == (c, d)) };
                                of += 2;
                            }
                        }
                    }
                    let naive = (of > 0).then(|| won * 1_000 / of);
                    assert_eq!(
                        chance(&entries, &weights, grader, pairs),
                        naive,
                        "draw {draw}, grader {grader}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_same_cases_give_the_same_interval_and_it_holds_the_chance() {
        let entries = entries();
        let once = comparison(&entries, Pairs::All);
        assert_eq!(once, comparison(&entries, Pairs::All));
        assert_eq!(once.of, 10 * 20);
        for grader in &once.graders {
            let (exact, [low, high]) = (grader.per_mille.unwrap(), grader.interval.unwrap());
            assert!(low <= exact && exact <= high && low < high, "{grader:?}");
        }
    }

    #[test]
    fn a_grader_that_knows_wins_every_pair_and_one_that_knows_nothing_half() {
        let mut entries = entries();
        for entry in &mut entries {
            entry.ranks[0] = Rank(i64::from(entry.held_up), 0);
            entry.ranks[1] = Rank(0, 0);
        }
        let found = comparison(&entries, Pairs::All);
        assert_eq!(
            (found.graders[0].per_mille, found.graders[0].interval),
            (Some(1_000), Some([1_000, 1_000]))
        );
        assert_eq!((found.graders[1].per_mille, found.graders[1].interval), (Some(500), Some([500, 500])));
        assert_eq!(found.graders[1].pack_is_above_by, Some(500));
    }

    #[test]
    fn where_there_is_no_pair_there_is_no_chance() {
        let none = comparison(&[], Pairs::All);
        assert_eq!(none.of, 0);
        assert!(none.graders.iter().all(|one| one.per_mille.is_none() && one.interval.is_none()));
    }
}
