//! The flat row: every fact of one dossier as small whole numbers, each in its place.
//!
//! Where a fact stands follows from the catalogue alone. A named fact is a set of bits, one for each value that it may
//! still have: all of them where nothing is stated. A count or a day is two numbers, at worst and at best. What is
//! derived at the door has no place of its own: its inputs have.

use crate::dossier::Dossier;
use crate::fact::catalogue::{CATALOGUE, Derive, FactId, Kind};
use crate::fact::certificates::CertificateRecord;
use crate::fact::coercion::{Arrival, Place};
use crate::fact::possible::{ANY_COUNT, Possible, Set};
use crate::fact::tables::Tables;
use crate::range::Range;

/// Where a fact stands in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Bytes of bits from the first to before the last, lowest values first.
    Named(usize, usize),
    /// Two numbers.
    Number(usize),
    /// Nowhere: derived at the door.
    Door,
}

/// The slot of each fact, how many bytes of bits a row has, and how many pairs of numbers.
const LAYOUT: ([Slot; CATALOGUE.len()], usize, usize) = layout();
pub(crate) const SLOTS: [Slot; CATALOGUE.len()] = LAYOUT.0;
pub(crate) const PLANES: usize = LAYOUT.1;
pub(crate) const NUMBERS: usize = LAYOUT.2;

#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "runs in the compiler")]
const fn layout() -> ([Slot; CATALOGUE.len()], usize, usize) {
    let mut slots = [Slot::Door; CATALOGUE.len()];
    let (mut planes, mut numbers, mut at) = (0, 0, 0);
    while at < CATALOGUE.len() {
        slots[at] = match (&CATALOGUE[at].derive, CATALOGUE[at].kind) {
            (Derive::Door(_), _) => Slot::Door,
            (Derive::Dossier(_), Kind::Named(words)) => {
                let first = planes;
                planes += words.len().div_ceil(8);
                Slot::Named(first, planes)
            }
            (Derive::Dossier(_), Kind::Count(_) | Kind::Age) => {
                numbers += 1;
                Slot::Number(numbers - 1)
            }
        };
        at += 1;
    }
    (slots, planes, numbers)
}

/// The facts of one dossier that few or many dossiers have alike: no text, no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) planes: [u8; PLANES],
    /// At worst and at best.
    pub(crate) numbers: [[u32; 2]; NUMBERS],
    pub(crate) place: Place,
}

impl Row {
    /// The row of a dossier, of which nothing is left out; arrivals that it has no room for go into `more`.
    pub(super) fn of(dossier: &Dossier, more: &mut Vec<Arrival>) -> Self {
        let mut row =
            Row { planes: [0; PLANES], numbers: [[0, 0]; NUMBERS], place: Place::of(dossier, more) };
        for (fact, slot) in CATALOGUE.iter().zip(SLOTS) {
            if let Derive::Dossier(derive) = fact.derive {
                row.set(slot, derive(dossier));
            }
        }
        row
    }

    fn set(&mut self, slot: Slot, possible: Possible) {
        match (slot, possible) {
            (Slot::Named(from, to), Possible::Named(set)) => {
                let bits = set.bits().to_le_bytes();
                let planes = self.planes.get_mut(from..to).into_iter().flatten();
                planes.zip(bits).for_each(|(plane, bits)| *plane = bits);
            }
            (Slot::Number(at), Possible::Count(range)) => self.set_number(at, range.worst(), range.best()),
            (Slot::Number(at), Possible::Days(from, to)) => self.set_number(at, from, to),
            // A fact is derived as what the catalogue calls it.
            (Slot::Named(..) | Slot::Number(_) | Slot::Door, _) => {}
        }
    }

    fn set_number(&mut self, at: usize, worst: u32, best: u32) {
        if let Some(number) = self.numbers.get_mut(at) {
            *number = [worst, best];
        }
    }
}

/// What is known of one dossier: its row, and what few dossiers have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'a> {
    pub(crate) planes: &'a [u8],
    pub(crate) numbers: &'a [[u32; 2]],
    pub(crate) place: &'a Place,
    pub(crate) more_arrivals: &'a [Arrival],
    pub(crate) certificates: &'a [CertificateRecord],
}

impl<'a> Known<'a> {
    /// What a row says.
    pub(crate) fn of(row: &'a Row) -> Self {
        let Row { planes, numbers, place } = row;
        Known { planes, numbers, place, more_arrivals: &[], certificates: &[] }
    }

    /// The values that a named fact may have.
    pub(crate) fn named(&self, id: FactId) -> Set {
        let Some(Slot::Named(from, to)) = SLOTS.get(id.0) else { return Set::default() };
        let planes = self.planes.get(*from..*to).unwrap_or_default();
        Set::from_bits(planes.iter().rev().fold(0, |bits, plane| bits << 8 | u32::from(*plane)))
    }

    /// The two ends of a count or of a day.
    pub(crate) fn number(&self, id: FactId) -> Range<u32> {
        let Some(Slot::Number(at)) = SLOTS.get(id.0) else { return ANY_COUNT };
        self.numbers.get(*at).map_or(ANY_COUNT, |[worst, best]| Range::new(*worst, *best))
    }

    /// What a fact may be.
    pub(crate) fn possible(&self, id: FactId, tables: &Tables, as_of: u32) -> Possible {
        match id.entry().map(|fact| (fact.derive, fact.kind)) {
            Some((Derive::Door(derive), _)) => derive(self, tables, as_of),
            Some((Derive::Dossier(_), Kind::Named(_))) => Possible::Named(self.named(id)),
            Some((Derive::Dossier(_), Kind::Age)) => {
                let days = self.number(id);
                Possible::Days(days.worst(), days.best())
            }
            Some((Derive::Dossier(_), Kind::Count(_))) | None => Possible::Count(self.number(id)),
        }
    }
}
