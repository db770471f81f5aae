//! Columns as bytes, for a host to keep.
//!
//! The form, version 1, all numbers little-endian:
//!
//! 1. `credfact`, the SHA-256 of the layout (32 bytes), the number of dossiers (8).
//! 2. Block by block of at most 512 dossiers, column by column: a byte of bits for each eight values of each named fact;
//!    of each count and day a column at worst and one at best, 4 bytes each; country, part and four arrivals, 2 bytes
//!    each; the latest day and its place, 4 bytes each; whether there is a report to read, and whether an import
//!    restriction is in force, 1 byte each. Then what few dossiers have, with the row.
//! 3. Of each dossier the length of its `ref` and one (4; 0 where there is none), and its text.
//! 4. The SHA-256 of everything before.
//!
//! The layout follows from the catalogue: a release that adds a fact or a value has another, and refuses what was kept
//! under the old one, because a set of bits that is missing a value would say that the value was excluded.

use sha2::{Digest, Sha256};

use crate::dossier::Extra;
use crate::dossier::site::Arrangement;
use crate::fact::catalogue::{CATALOGUE, Kind};
use crate::fact::certificates::CertificateRecord;
use crate::fact::coercion::{Arrival, Place};
use crate::fact::columns::{BLOCK, Block, FactColumns};
use crate::fact::possible::Tri;
use crate::fact::reading::StatusCause;
use crate::fact::row::{Row, SLOTS, Slot};
use crate::fact::{Facts, Rare, Side};
use crate::problem::Problem;

const MAGIC: &[u8; 8] = b"credfact";
const DIGEST: usize = 32;

/// The SHA-256 of all that the meaning of the bytes depends on.
fn layout() -> [u8; DIGEST] {
    let mut text = "credfact 1\n".to_owned();
    for (fact, slot) in CATALOGUE.iter().zip(SLOTS) {
        let kind = match (slot, fact.kind) {
            (Slot::Door, _) => continue,
            (_, Kind::Named(words)) => words.join(","),
            (_, Kind::Count(unit)) => unit.to_owned(),
            (_, Kind::Age) => "day".to_owned(),
        };
        text.extend([fact.id, " ", &kind, "\n"]);
    }
    for words in [Arrangement::WORDS, StatusCause::WORDS] {
        text.extend([&words.join(","), "\n"]);
    }
    Sha256::digest(text).into()
}

impl FactColumns {
    /// The columns as bytes, to be kept and read again by a release of the same layout.
    ///
    /// ```
    /// use audit_credence::FactColumns;
    ///
    /// let mut facts = FactColumns::new();
    /// facts.push_json(br#"{ "ref": "a", "site": { "headcount": 480 } }"#).unwrap();
    /// let bytes = facts.to_bytes();
    /// let again = FactColumns::from_bytes(&bytes).unwrap();
    /// assert_eq!((again.reference(0), again.get(0)), (Some("a"), facts.get(0)));
    /// assert_eq!(FactColumns::from_bytes(&bytes[1..]).unwrap_err().code, "not_facts");
    /// ```
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out(Vec::new());
        out.0.extend_from_slice(MAGIC);
        out.0.extend_from_slice(&layout());
        out.0.extend_from_slice(&u64::try_from(self.len()).unwrap_or(u64::MAX).to_le_bytes());
        for (index, (block, rows)) in self.blocks().enumerate() {
            out.block(block, rows);
            let first = index.saturating_mul(BLOCK);
            let rare = |row: usize| Some((row, self.get(first.saturating_add(row))?.rare?));
            out.rare(&(0..rows).filter_map(rare).collect::<Vec<_>>());
        }
        for row in 0..self.len() {
            match self.reference(row) {
                None => out.number(0),
                Some(key) => {
                    out.number(u32::try_from(key.len()).unwrap_or(0).saturating_add(1));
                    out.0.extend_from_slice(key.as_bytes());
                }
            }
        }
        let digest = Sha256::digest(&out.0);
        out.0.extend_from_slice(&digest);
        out.0
    }

    /// Columns from bytes that [`FactColumns::to_bytes`] made.
    ///
    /// # Errors
    ///
    /// `not_facts` where they are something else or damaged, and `other_layout` where a release with other facts made
    /// them: the dossiers are to be read again.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Problem> {
        let damaged =
            || Problem::new("not_facts", "", "these bytes are not the facts of dossiers, or are damaged");
        let (kept, digest) = bytes.split_last_chunk::<DIGEST>().ok_or_else(damaged)?;
        let mut from = In(kept);
        if from.take::<8>() != Some(MAGIC) || Sha256::digest(kept).as_slice() != digest {
            return Err(damaged());
        }
        if from.take::<DIGEST>() != Some(&layout()) {
            let message = "another release made these facts: read the dossiers again";
            return Err(Problem::new("other_layout", "", message));
        }
        from.columns().ok_or_else(damaged)
    }
}

struct Out(Vec<u8>);

impl Out {
    fn number(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn numbers(&mut self, numbers: impl Iterator<Item = u32>) {
        numbers.for_each(|number| self.number(number));
    }

    fn small(&mut self, numbers: impl Iterator<Item = u16>) {
        numbers.for_each(|number| self.0.extend_from_slice(&number.to_le_bytes()));
    }

    fn length(&mut self, length: usize) {
        self.number(u32::try_from(length).unwrap_or(u32::MAX));
    }

    fn text(&mut self, text: &str) {
        self.length(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn block(&mut self, block: &Block, rows: usize) {
        let all = |column: &[u8; BLOCK]| column.iter().take(rows).copied().collect::<Vec<_>>();
        for column in &block.planes {
            self.0.extend(all(column));
        }
        for column in block.numbers.iter().flatten().chain([&block.latest, &block.latest_at]) {
            self.numbers(column.iter().take(rows).copied());
        }
        block.places.iter().take(rows).for_each(|place| self.place(place));
        self.0.extend(all(&block.reading));
        self.0.extend(block.restricted.iter().take(rows).copied().map(u8::from));
    }

    fn rare(&mut self, all: &[(usize, Box<Rare>)]) {
        self.length(all.len());
        for (row, rare) in all {
            self.length(*row);
            self.side(&rare.shown);
            self.0.push(u8::from(rare.claimed.is_some()));
            if let Some((row, side)) = &rare.claimed {
                self.0.extend_from_slice(&row.planes);
                self.numbers(row.numbers.iter().flatten().copied());
                self.place(&row.place);
                self.side(side);
            }
        }
    }

    fn place(&mut self, place: &Place) {
        self.small(
            [place.country, place.part].into_iter().chain(place.arrivals.iter().map(|arrival| arrival.0)),
        );
    }

    fn side(&mut self, side: &Side) {
        self.length(side.arrivals.len());
        self.small(side.arrivals.iter().map(|arrival| arrival.0));
        self.length(side.certificates.len());
        for record in &side.certificates {
            self.text(&record.scheme);
            self.number(record.until);
            let [before, after] = record.taken;
            self.0.extend([before, after, record.claimed].map(Tri::number));
        }
        self.length(side.extra.len());
        for (name, value) in &side.extra {
            self.text(name);
            match value {
                Extra::YesNo(yes) => self.0.extend([0, u8::from(*yes)]),
                Extra::Count(count) => {
                    self.0.push(1);
                    self.number(*count);
                }
                Extra::Word(word) => {
                    self.0.push(2);
                    self.text(word);
                }
            }
        }
    }
}

/// Bytes to be read from the front; `None` where there are too few or they mean nothing.
struct In<'b>(&'b [u8]);

impl<'b> In<'b> {
    fn take<const N: usize>(&mut self) -> Option<&'b [u8; N]> {
        let (first, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(first)
    }

    fn bytes(&mut self, count: usize) -> Option<&'b [u8]> {
        let (first, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(first)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take::<1>().map(|[byte]| *byte)
    }

    fn number(&mut self) -> Option<u32> {
        self.take().copied().map(u32::from_le_bytes)
    }

    fn length(&mut self) -> Option<usize> {
        // Nothing has fewer bytes than entries.
        usize::try_from(self.number()?).ok().filter(|length| *length <= self.0.len())
    }

    fn text(&mut self) -> Option<String> {
        let length = self.length()?;
        Some(std::str::from_utf8(self.bytes(length)?).ok()?.to_owned())
    }

    fn columns(mut self) -> Option<FactColumns> {
        let rows =
            usize::try_from(u64::from_le_bytes(*self.take()?)).ok().filter(|rows| *rows <= self.0.len())?;
        let mut columns = FactColumns::new();
        let mut left = rows;
        while left > 0 {
            let of_block = left.min(BLOCK);
            let block = self.block(of_block)?;
            let mut rare = self.rare()?.into_iter().peekable();
            for row in 0..of_block {
                let rare = rare.next_if(|(at, _)| *at == row).map(|(_, rare)| rare);
                columns.push(Facts { head: block.head(row), shown: block.row(row), rare, refused: None });
            }
            left = left.saturating_sub(of_block);
        }
        for row in 0..rows {
            if let Some(length) = self.number()?.checked_sub(1) {
                let key = self.bytes(usize::try_from(length).ok()?)?;
                columns.refer(row, Some(std::str::from_utf8(key).ok()?));
            }
        }
        self.0.is_empty().then_some(columns)
    }

    fn block(&mut self, rows: usize) -> Option<Box<Block>> {
        let mut block = Block::new();
        for column in &mut block.planes {
            column.get_mut(..rows)?.copy_from_slice(self.bytes(rows)?);
        }
        for column in block.numbers.iter_mut().flatten().chain([&mut block.latest, &mut block.latest_at]) {
            for number in column.iter_mut().take(rows) {
                *number = self.number()?;
            }
        }
        for place in block.places.iter_mut().take(rows) {
            *place = self.place()?;
        }
        block.reading.get_mut(..rows)?.copy_from_slice(self.bytes(rows)?);
        for restricted in block.restricted.iter_mut().take(rows) {
            *restricted = self.byte()? != 0;
        }
        Some(block)
    }

    fn rare(&mut self) -> Option<Vec<(usize, Box<Rare>)>> {
        let mut all = Vec::new();
        for _ in 0..self.length()? {
            let row = usize::try_from(self.number()?).ok()?;
            let shown = self.side()?;
            let claimed = match self.byte()? {
                0 => None,
                _ => Some((self.row()?, self.side()?)),
            };
            all.push((row, Box::new(Rare { shown, claimed })));
        }
        Some(all)
    }

    fn row(&mut self) -> Option<Row> {
        let planes = *self.take()?;
        let mut row = Row { planes, ..Row::NOTHING };
        for number in row.numbers.iter_mut().flatten() {
            *number = self.number()?;
        }
        row.place = self.place()?;
        Some(row)
    }

    fn small(&mut self) -> Option<u16> {
        self.take().copied().map(u16::from_le_bytes)
    }

    fn place(&mut self) -> Option<Place> {
        let mut place = Place { country: self.small()?, part: self.small()?, ..Place::default() };
        for arrival in &mut place.arrivals {
            *arrival = Arrival(self.small()?);
        }
        Some(place)
    }

    fn side(&mut self) -> Option<Side> {
        let mut side = Side::default();
        for _ in 0..self.length()? {
            side.arrivals.push(Arrival(self.small()?));
        }
        for _ in 0..self.length()? {
            let (scheme, until) = (self.text()?, self.number()?);
            let [before, after, claimed] = *self.take()?;
            let taken = [Tri::from_number(before)?, Tri::from_number(after)?];
            side.certificates.push(CertificateRecord {
                scheme,
                until,
                taken,
                claimed: Tri::from_number(claimed)?,
            });
        }
        for _ in 0..self.length()? {
            let name = self.text()?;
            let value = match self.byte()? {
                0 => Extra::YesNo(self.byte()? != 0),
                1 => Extra::Count(self.number()?),
                _ => Extra::Word(self.text()?),
            };
            side.extra.push((name, value));
        }
        Some(side)
    }
}
