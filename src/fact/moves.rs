//! Which facts an answer about one of them may change.

use std::sync::LazyLock;

use crate::dossier::ENTAILMENTS;
use crate::fact::catalogue::{CATALOGUE, FactId};
use crate::fact::entry::{Derive, Fact};

/// Of each fact those that an answer about it may change. A key that is stated is read by other facts too, and narrows or
/// contradicts others by the table of what cannot be together; of a fact of several keys only what is derived at the door
/// follows.
static MOVES: LazyLock<Vec<Vec<bool>>> = LazyLock::new(|| {
    let share = |one: &[&str], other: &[&str]| one.iter().any(|key| other.contains(key));
    let moves = |fact: &Fact| {
        let beside = || ENTAILMENTS.iter().filter(|row| share(row.keys, fact.reads));
        let keys: Vec<&str> = fact.reads.iter().chain(beside().flat_map(|row| row.keys)).copied().collect();
        let is_moved = |other: &Fact| match (fact.is_one_key(), &other.derive) {
            (true, _) => {
                share(&keys, other.reads) || (other.id == "derived.integrity" && beside().next().is_some())
            }
            (false, Derive::Dossier(_)) => other.id == fact.id,
            (false, _) => share(fact.reads, other.reads),
        };
        CATALOGUE.iter().map(is_moved).collect()
    };
    CATALOGUE.iter().map(moves).collect()
});

impl FactId {
    /// Whether an answer about this fact may change another.
    pub(crate) fn may_move(self, other: FactId) -> bool {
        MOVES.get(self.0).and_then(|moved| moved.get(other.0)).copied().unwrap_or(true)
    }
}
