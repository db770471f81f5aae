//! A table from content to number: open addressing, never iterated, so that its order cannot reach an answer.

#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a place is masked by the size of the table, a power of two"
)]

/// Numbers by the hash of what they stand for; the content itself is kept by the owner.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Hash and number; a free place has the number [`FREE`].
    places: Vec<(u32, u32)>,
    taken: usize,
}

const FREE: u32 = u32::MAX;

impl Table {
    pub(super) fn new() -> Self {
        Table { places: vec![(0, FREE); 1 << 10], taken: 0 }
    }

    /// The number of that hash for which `is` holds.
    pub(super) fn find(&self, hash: u32, is: impl Fn(u32) -> bool) -> Option<u32> {
        let mask = self.places.len() - 1;
        let mut at = index(hash) & mask;
        loop {
            let (found, number) = self.places[at];
            if number == FREE {
                return None;
            }
            if found == hash && is(number) {
                return Some(number);
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds a number that is not there yet.
    pub(super) fn insert(&mut self, hash: u32, number: u32) {
        if self.taken * 2 >= self.places.len() {
            let larger = vec![(0, FREE); self.places.len() * 2];
            let before = std::mem::replace(&mut self.places, larger);
            before.into_iter().filter(|place| place.1 != FREE).for_each(|place| self.put(place));
        }
        self.put((hash, number));
        self.taken += 1;
    }

    fn put(&mut self, place: (u32, u32)) {
        let mask = self.places.len() - 1;
        let mut at = index(place.0) & mask;
        while self.places[at].1 != FREE {
            at = (at + 1) & mask;
        }
        self.places[at] = place;
    }
}

/// A hash of a few words, the same on every machine.
pub(super) fn hash(words: impl IntoIterator<Item = u64>) -> u32 {
    let mixed = words.into_iter().fold(0x9e37_79b9_7f4a_7c15_u64, |hash, word| {
        (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)
    });
    u32::try_from((mixed ^ (mixed >> 29)) >> 32).unwrap_or(0)
}

/// A number as a place.
pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A memory of pairs of numbers.
#[derive(Clone, Debug)]
pub(super) struct Pairs<T> {
    table: Table,
    entries: Vec<((u32, u32), T)>,
}

impl<T> Pairs<T> {
    pub(super) fn new() -> Self {
        Pairs { table: Table::new(), entries: Vec::new() }
    }

    pub(super) fn get(&self, pair: (u32, u32)) -> Option<&T> {
        let found = self.table.find(of_pair(pair), |number| self.entries[index(number)].0 == pair)?;
        Some(&self.entries[index(found)].1)
    }

    /// Remembers a pair that is not known yet.
    pub(super) fn insert(&mut self, pair: (u32, u32), value: T) {
        let number = u32::try_from(self.entries.len()).unwrap_or(FREE - 1);
        self.entries.push((pair, value));
        self.table.insert(of_pair(pair), number);
    }
}

fn of_pair((one, other): (u32, u32)) -> u32 {
    hash([u64::from(one), u64::from(other)])
}
