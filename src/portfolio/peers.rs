//! How much of the evidence one report shows, beside how much many others show.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::assessment::Parts;
use crate::portfolio::answers::PeerAnswer;

/// Fewer graded ones than this are too few to be told in parts of a hundred: each would be more than five of them.
const FEWEST: u64 = 20;

/// How many reports show which share of the evidence that a report can show.
///
/// Shares are compared as exact fractions, points shown of all points. What is not graded has none and is not counted.
///
/// ```
/// use audit_credence::portfolio::Peers;
/// use audit_credence::{Dossier, Pack, Plan};
///
/// let scorer = Plan::new(&Pack::procurement().unwrap()).at("2026-11-24".parse().unwrap());
/// let points = |notice: &str| {
///     let text = format!(r#"{{ "report": {{ "document": "full_report", "visit": {{ "notice": "{notice}" }} }} }}"#);
///     scorer.headline(&Dossier::from_json(text.as_bytes()).unwrap()).unwrap().account.unwrap()
/// };
/// let (little, more) = (points("announced"), points("unannounced"));
/// let mut peers = Peers::default();
/// (0..15).for_each(|_| peers.add(&little));
/// (0..4).for_each(|_| peers.add(&more));
/// assert_eq!(peers.beside(&more), None, "19 are too few");
/// peers.add(&more);
/// assert_eq!(peers.beside(&more).unwrap().to_string(), "better shown than 75 % of these 20");
/// assert_eq!(peers.beside(&little).unwrap().to_string(), "better shown than 0 % of these 20");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Peers {
    counts: BTreeMap<Shown, u64>,
}

impl Peers {
    /// Counts one that is graded.
    pub fn add(&mut self, account: &Parts) {
        if let Some(shown) = Shown::of(account) {
            let count = self.counts.entry(shown).or_default();
            *count = count.saturating_add(1);
        }
    }

    /// Counts those of others too.
    pub fn add_all(&mut self, others: Peers) {
        for (shown, more) in others.counts {
            let count = self.counts.entry(shown).or_default();
            *count = count.saturating_add(more);
        }
    }

    /// How one of those that were counted stands among them; `None` where they are too few.
    pub fn beside(&self, account: &Parts) -> Option<PeerAnswer> {
        self.answer(Shown::of(account)?)
    }

    /// Every share that was counted, the least first: the points shown, of how many, how many show just that, and how they
    /// stand among all. None where they are too few.
    pub fn shares(&self) -> impl Iterator<Item = (u32, u32, u64, PeerAnswer)> {
        self.counts
            .iter()
            .filter_map(|(shown, count)| Some((shown.shown, shown.of, *count, self.answer(*shown)?)))
    }

    fn answer(&self, shown: Shown) -> Option<PeerAnswer> {
        let count = |counts: &mut dyn Iterator<Item = &u64>| {
            counts.fold(0_u64, |all, count| all.saturating_add(*count))
        };
        let of = count(&mut self.counts.values());
        let below = count(&mut self.counts.range(..shown).map(|(_, count)| count));
        let percent = below.saturating_mul(100).checked_div(of).filter(|_| of >= FEWEST)?;
        let whole = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Some(PeerAnswer { better_than_percent: whole(percent), of: whole(of) })
    }
}

/// A share of the evidence, ordered as a fraction.
#[derive(Clone, Copy, Debug)]
struct Shown {
    shown: u32,
    of: u32,
}

impl Shown {
    fn of(account: &Parts) -> Option<Self> {
        (account.of > 0).then_some(Shown { shown: account.shown, of: account.of })
    }
}

impl Ord for Shown {
    fn cmp(&self, other: &Self) -> Ordering {
        let product = |one: u32, other: u32| u64::from(one).saturating_mul(other.into());
        product(self.shown, other.of).cmp(&product(other.shown, self.of))
    }
}

impl PartialOrd for Shown {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Shown {}

#[cfg(test)]
mod tests {
    use super::Peers;
    use crate::assessment::Parts;

    fn parts(shown: u32, of: u32) -> Parts {
        Parts { of, shown, against: 0, unsaid: of.saturating_sub(shown) }
    }

    #[test]
    fn equal_shares_are_one_and_percents_are_rounded_down() {
        let mut peers = Peers::default();
        for (shown, of, count) in [(1, 3, 13), (100, 300, 1), (33, 100, 7), (0, 0, 9), (3, 4, 1)] {
            let mut some = Peers::default();
            (0..count).for_each(|_| some.add(&parts(shown, of)));
            peers.add_all(some);
        }
        let percent = |shown, of| peers.beside(&parts(shown, of)).unwrap().better_than_percent;
        // 7 of 22 show 33 of 100, 14 show a third however it is written, and nothing of nothing is no share.
        assert_eq!([percent(33, 100), percent(2, 6), percent(3, 4)], [0, 31, 95]);
        assert_eq!(peers.beside(&parts(0, 0)), None);
        let shares: Vec<_> =
            peers.shares().map(|(shown, of, count, peer)| (shown, of, count, peer.of)).collect();
        assert_eq!(shares, [(33, 100, 7, 22), (1, 3, 14, 22), (3, 4, 1, 22)]);
    }
}
