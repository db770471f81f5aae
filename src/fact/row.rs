//! The flat row: every fact of one dossier as small whole numbers, each in its place.
//!
//! Where a fact stands follows from the catalogue alone. A named fact is a set of bits, one for each value that it may
//! still have: all of them where nothing is stated. A count or a day is two numbers, at worst and at best. What is
//! derived at the door has no place of its own: its inputs have.

use crate::dossier::Dossier;
use crate::fact::catalogue::{CATALOGUE, Derive, FactId, Kind};
use crate::fact::certificates::CertificateRecord;
use crate::fact::coercion::{Arrival, Place};
use crate::fact::columns::Block;
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
            (Derive::Share(_) | Derive::Context | Derive::Certificates(_), _) => Slot::Door,
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
    /// A row of which nothing was written yet.
    pub(crate) const NOTHING: Row = Row {
        planes: [0; PLANES],
        numbers: [[0; 2]; NUMBERS],
        place: Place { country: 0, part: 0, arrivals: [Arrival(0); 4] },
    };

    /// The row of a dossier, of which nothing is left out; arrivals that it has no room for go into `more`.
    pub(super) fn of(dossier: &Dossier, more: &mut Vec<Arrival>) -> Self {
        let mut row = Row { place: Place::of(dossier, more), ..Row::NOTHING };
        for (fact, slot) in CATALOGUE.iter().zip(&SLOTS) {
            if let Derive::Dossier(derive) = fact.derive {
                row.set(*slot, derive(dossier));
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
    cells: Cells<'a>,
    pub(crate) more_arrivals: &'a [Arrival],
    pub(crate) certificates: &'a [CertificateRecord],
}

/// A row by itself, or one of a block.
#[derive(Clone, Copy, Debug)]
enum Cells<'a> {
    Alone(&'a Row),
    Among(&'a Block, usize),
}

impl<'a> Known<'a> {
    /// What a row says.
    pub(crate) fn of(row: &'a Row) -> Self {
        Known { cells: Cells::Alone(row), more_arrivals: &[], certificates: &[] }
    }

    /// What a row of a block says.
    pub(crate) fn among(block: &'a Block, at: usize) -> Self {
        Known { cells: Cells::Among(block, at), more_arrivals: &[], certificates: &[] }
    }

    /// The same with what stands beside the row.
    pub(crate) fn beside(self, more_arrivals: &'a [Arrival], certificates: &'a [CertificateRecord]) -> Self {
        Known { cells: self.cells, more_arrivals, certificates }
    }

    pub(crate) fn place(&self) -> Place {
        match self.cells {
            Cells::Alone(row) => row.place,
            Cells::Among(block, at) => block.places.get(at).copied().unwrap_or_default(),
        }
    }

    /// A byte of bits by its place.
    pub(crate) fn plane(&self, slot: usize) -> u8 {
        let bits = match self.cells {
            Cells::Alone(row) => row.planes.get(slot),
            Cells::Among(block, at) => block.planes.get(slot).and_then(|column| column.get(at)),
        };
        bits.copied().unwrap_or(0)
    }

    /// Two numbers by their place.
    pub(crate) fn slot(&self, slot: usize) -> [u32; 2] {
        let ends = match self.cells {
            Cells::Alone(row) => row.numbers.get(slot).copied(),
            Cells::Among(block, at) => block.numbers.get(slot).and_then(|[worst, best]| {
                worst.get(at).zip(best.get(at)).map(|(worst, best)| [*worst, *best])
            }),
        };
        ends.unwrap_or([0, u32::MAX])
    }

    /// The values that a named fact may have.
    pub(crate) fn named(&self, id: FactId) -> Set {
        let Some(Slot::Named(from, to)) = SLOTS.get(id.0) else { return Set::default() };
        let join = |bits: u32, plane: usize| bits << 8 | u32::from(self.plane(plane));
        Set::from_bits((*from..*to).rev().fold(0, join))
    }

    /// The two ends of a count or of a day.
    pub(crate) fn number(&self, id: FactId) -> Range<u32> {
        let Some(Slot::Number(slot)) = SLOTS.get(id.0) else { return ANY_COUNT };
        let [worst, best] = self.slot(*slot);
        Range::new(worst, best)
    }

    /// What a fact may be.
    pub(crate) fn possible(&self, id: FactId, tables: &Tables, as_of: u32) -> Possible {
        match id.entry().map(|fact| (fact.derive, fact.kind)) {
            Some((Derive::Share(share), _)) => share.percent(self, tables),
            Some((Derive::Context, _)) => tables.contexts.possible(self),
            Some((Derive::Certificates(derive), _)) => derive(self.certificates, tables, as_of),
            Some((Derive::Dossier(_), Kind::Named(_))) => Possible::Named(self.named(id)),
            Some((Derive::Dossier(_), Kind::Age)) => {
                let days = self.number(id);
                Possible::Days(days.worst(), days.best())
            }
            Some((Derive::Dossier(_), Kind::Count(_))) | None => Possible::Count(self.number(id)),
        }
    }
}
