//! Facts as bytes, for a host to keep.
//!
//! The form, all numbers little-endian: the bytes of bits of each named fact; of each count and day the worst and the
//! best, 4 bytes each; country, part and four arrivals, 2 bytes each; until when an import restriction may be and is in
//! force, 4 bytes each; whether there are lists (1), and the lists. Before that stand the latest date and its place, 4
//! bytes each; whether there is a report to read, 1 byte. After it stands whether a rule claims anything (1), and what is claimed, in the
//! same form; at last whether the dossier is refused (1): such facts are written, so that nothing is lost count of, and
//! never read again.
//!
//! The layout follows from the catalogue: a release that adds a fact or a value has another, and a host throws away what
//! it kept under the old one, because a set of bits that is missing a value would say that the value was excluded.

use sha2::{Digest, Sha256};

use crate::counted::Counted;
use crate::dossier::site::Arrangement;
use crate::dossier::{DayPlace, Extra};
use crate::fact::catalogue::CATALOGUE;
use crate::fact::certificates::CertificateRecord;
use crate::fact::coercion::{Arrival, Place};
use crate::fact::entry::Kind;
use crate::fact::facts::{Facts, Head};
use crate::fact::possible::Tri;
use crate::fact::reading::StatusCause;
use crate::fact::row::{FactRow, Lists, SLOTS, Slot};

impl Facts {
    /// A digest of all that the meaning of [`Facts::write`]'s bytes depends on: keep it beside them, and read them only
    /// where it is the same.
    pub fn layout() -> [u8; 32] {
        let mut text = "facts 4\n".to_owned();
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
        DayPlace::keys().for_each(|key| text.extend([key, "\n"]));
        Sha256::digest(text).into()
    }

    /// Appends the facts as bytes, to be kept and read again by a release of the same [layout](Facts::layout).
    ///
    /// ```
    /// use audit_credence::{Dossier, Facts};
    ///
    /// let facts = Facts::from_dossier(&Dossier::from_json(br#"{ "site": { "headcount": 480 } }"#).unwrap());
    /// let mut bytes = Vec::new();
    /// facts.write(&mut bytes);
    /// let mut from = bytes.as_slice();
    /// assert_eq!(Facts::read(&mut from), Some(facts));
    /// assert!(from.is_empty());
    /// ```
    pub fn write(&self, to: &mut Vec<u8>) {
        let mut out = Out(to);
        out.number(self.head.latest);
        out.number(self.head.latest_at);
        out.0.push(self.head.reading);
        out.row(&self.shown);
        out.0.push(u8::from(self.claimed.is_some()));
        self.claimed.iter().for_each(|row| out.row(row));
        out.0.push(u8::from(self.refused.is_some()));
    }

    /// Facts from the front of bytes that [`Facts::write`] made, which are passed over; `None` where they are something
    /// else, or those of a dossier that [`Dossier::check`](crate::Dossier::check) refuses. Whether they were damaged since is for a digest of the host's to say.
    pub fn read(from: &mut &[u8]) -> Option<Self> {
        let mut bytes = In(from);
        let head = Head { latest: bytes.number()?, latest_at: bytes.number()?, reading: bytes.byte()? };
        let shown = bytes.row()?;
        let claimed = if bytes.yes_no()? { Some(Box::new(bytes.row()?)) } else { None };
        (!bytes.yes_no()?).then_some(())?;
        *from = bytes.0;
        Some(Facts { head, shown, claimed, refused: None })
    }
}

struct Out<'v>(&'v mut Vec<u8>);

impl Out<'_> {
    fn number(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
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

    fn row(&mut self, row: &FactRow) {
        self.0.extend_from_slice(&row.bytes);
        row.numbers.iter().flatten().for_each(|number| self.number(*number));
        let Place { country, part, arrivals } = row.place;
        self.small([country, part].into_iter().chain(arrivals.map(|arrival| arrival.0)));
        row.restricted_until.iter().for_each(|until| self.number(*until));
        self.0.push(u8::from(row.lists.is_some()));
        row.lists.iter().for_each(|lists| self.lists(lists));
    }

    fn lists(&mut self, lists: &Lists) {
        self.length(lists.arrivals.len());
        self.small(lists.arrivals.iter().map(|arrival| arrival.0));
        self.length(lists.certificates.len());
        for record in &lists.certificates {
            self.text(&record.scheme);
            record.until.iter().for_each(|until| self.number(*until));
            self.0.extend(record.taken.map(Tri::number));
            self.0.push(record.claimed.number());
        }
        self.length(lists.extra.len());
        for (name, value) in &lists.extra {
            self.text(name);
            match value {
                Extra::YesNo(yes) => self.0.extend([0, u8::from(*yes)]),
                Extra::Count(count) => {
                    self.0.push(1);
                    self.number(count.least());
                    self.number(count.most());
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

    fn byte(&mut self) -> Option<u8> {
        self.take::<1>().map(|[byte]| *byte)
    }

    fn yes_no(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    fn number(&mut self) -> Option<u32> {
        self.take().copied().map(u32::from_le_bytes)
    }

    fn small(&mut self) -> Option<u16> {
        self.take().copied().map(u16::from_le_bytes)
    }

    fn length(&mut self) -> Option<usize> {
        // Nothing has fewer bytes than entries.
        usize::try_from(self.number()?).ok().filter(|length| *length <= self.0.len())
    }

    fn text(&mut self) -> Option<String> {
        let length = self.length()?;
        let (first, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(std::str::from_utf8(first).ok()?.to_owned())
    }

    fn row(&mut self) -> Option<FactRow> {
        let mut row = FactRow { bytes: *self.take()?, ..FactRow::NOTHING };
        for number in row.numbers.iter_mut().flatten() {
            *number = self.number()?;
        }
        row.place = Place { country: self.small()?, part: self.small()?, ..Place::NOWHERE };
        for arrival in &mut row.place.arrivals {
            *arrival = Arrival(self.small()?);
        }
        for until in &mut row.restricted_until {
            *until = self.number()?;
        }
        row.lists = if self.yes_no()? { Some(Box::new(self.lists()?)) } else { None };
        Some(row)
    }

    fn lists(&mut self) -> Option<Lists> {
        let mut lists = Lists::default();
        for _ in 0..self.length()? {
            lists.arrivals.push(Arrival(self.small()?));
        }
        for _ in 0..self.length()? {
            let (scheme, until) = (self.text()?, [self.number()?, self.number()?]);
            let [before, between, after, claimed] = *self.take()?;
            let taken = [Tri::from_number(before)?, Tri::from_number(between)?, Tri::from_number(after)?];
            let claimed = Tri::from_number(claimed)?;
            lists.certificates.push(CertificateRecord { scheme, until, taken, claimed });
        }
        for _ in 0..self.length()? {
            let name = self.text()?;
            let value = match self.byte()? {
                0 => Extra::YesNo(self.yes_no()?),
                1 => Extra::Count(Counted::between(self.number()?, self.number()?)?),
                2 => Extra::Word(self.text()?),
                _ => return None,
            };
            lists.extra.push((name, value));
        }
        Some(lists)
    }
}
