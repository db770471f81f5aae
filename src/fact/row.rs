//! The flat row: every fact of one dossier as small whole numbers, each in its place.
//!
//! Where a fact stands follows from the catalogue alone. A named fact is a set of bits, one for each value that it may
//! still have: all of them where nothing is stated. A count or a day is two numbers, at worst and at best. What is
//! derived at the door has no place of its own: its inputs have.

use crate::document::Word as _;
use crate::dossier::site::{WorkforceCovers, WorkforceEstablishedBy};
use crate::dossier::{Dossier, Extra};
use crate::fact::catalogue::{CATALOGUE, FactId, counted, derive_each};
use crate::fact::certificates::{self, CertificateRecord};
use crate::fact::coercion::{Arrival, CoercionContext, Place};
use crate::fact::entry::{Derive, Kind};
use crate::fact::ids::{KNOWN_LANGUAGE_COVER, WORKERS, WORKFORCE_COVERS, WORKFORCE_ESTABLISHED};
use crate::fact::language::LanguageCover;
use crate::fact::possible::{ANY_COUNT, Possible, Set};
use crate::fact::restriction;
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
const BYTES: usize = LAYOUT.1;
const NUMBERS: usize = LAYOUT.2;

#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "runs in the compiler")]
const fn layout() -> ([Slot; CATALOGUE.len()], usize, usize) {
    let mut slots = [Slot::Door; CATALOGUE.len()];
    let (mut bytes, mut numbers, mut at) = (0, 0, 0);
    while at < CATALOGUE.len() {
        slots[at] = match (&CATALOGUE[at].derive, CATALOGUE[at].kind) {
            (
                Derive::Share(_)
                | Derive::Context
                | Derive::Language
                | Derive::Restriction
                | Derive::Certificates(_),
                _,
            ) => Slot::Door,
            (Derive::Dossier(_), Kind::Named(words)) => {
                let first = bytes;
                bytes += words.len().div_ceil(8);
                Slot::Named(first, bytes)
            }
            (Derive::Dossier(_), Kind::Count(_) | Kind::Age) => {
                numbers += 1;
                Slot::Number(numbers - 1)
            }
        };
        at += 1;
    }
    (slots, bytes, numbers)
}

/// The facts of one dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FactRow {
    pub(super) bytes: [u8; BYTES],
    /// At worst and at best.
    pub(super) numbers: [[u32; 2]; NUMBERS],
    pub(super) place: Place,
    /// The day until which an import restriction may be in force, and that until which one is, neither day included; 0
    /// where there is none.
    pub(super) restricted_until: [u32; 2],
    /// What few dossiers have.
    pub(super) lists: Option<Box<Lists>>,
}

/// What has no fixed length.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Lists {
    /// Arrivals that the place has no room for.
    pub(super) arrivals: Vec<Arrival>,
    pub(super) certificates: Vec<CertificateRecord>,
    /// In the order of their names.
    pub(super) extra: Vec<(String, Extra)>,
}

impl FactRow {
    /// A row of which nothing was written yet.
    pub(super) const NOTHING: FactRow = FactRow {
        bytes: [0; BYTES],
        numbers: [[0; 2]; NUMBERS],
        place: Place::NOWHERE,
        restricted_until: [0; 2],
        lists: None,
    };

    /// The row of a dossier.
    pub(super) fn of(dossier: &Dossier) -> Self {
        let mut arrivals = Vec::new();
        let place = Place::of(dossier, &mut arrivals);
        let restricted_until = restriction::restricted_until(dossier);
        let mut row = FactRow { place, restricted_until, ..FactRow::NOTHING };
        derive_each(dossier, |at, possible| row.put(at, possible));
        let certificates = certificates::records(dossier).collect();
        let extra = dossier.extra.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
        let lists = Lists { arrivals, certificates, extra };
        row.lists = (lists != Lists::default()).then(|| Box::new(lists));
        row
    }

    /// Settles a fact that has a place, or that the site lies where coercion is not known; whether it could.
    pub(super) fn settle(&mut self, id: FactId, value: Possible) -> bool {
        match (SLOTS.get(id.0), id.entry().map(|fact| fact.derive)) {
            (Some(Slot::Door), Some(Derive::Context))
                if value == Possible::any_of(&[CoercionContext::NoneKnown]) =>
            {
                self.place = self.place.elsewhere();
                true
            }
            (Some(Slot::Door) | None, _) => false,
            (Some(_), _) => {
                self.put(id.0, value);
                true
            }
        }
    }

    /// Puts a fact in its place.
    #[expect(
        clippy::inline_always,
        reason = "where the compiler knows the place it is one instruction or two"
    )]
    #[inline(always)]
    fn put(&mut self, at: usize, possible: Possible) {
        let number = match (SLOTS.get(at), possible) {
            (Some(Slot::Named(from, to)), Possible::Named(set)) => {
                let places = self.bytes.get_mut(*from..*to).unwrap_or_default();
                places.iter_mut().zip(set.bits().to_le_bytes()).for_each(|(place, bits)| *place = bits);
                return;
            }
            (Some(Slot::Number(at)), Possible::Count(range)) => (*at, [range.worst(), range.best()]),
            (Some(Slot::Number(at)), Possible::Days(from, to)) => (*at, [from, to]),
            // A fact is derived as what the catalogue calls it.
            _ => return,
        };
        if let Some(place) = self.numbers.get_mut(number.0) {
            *place = number.1;
        }
    }

    /// A byte of bits by its place.
    #[inline]
    pub(crate) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The values that a named fact may have, by the places of its bytes.
    pub(crate) fn set(&self, from: usize, to: usize) -> Set {
        let join = |bits: u32, at: usize| bits << 8 | u32::from(self.byte(at));
        Set::from_bits((from..to).rev().fold(0, join))
    }

    /// The two ends of a count or of a day, by their place.
    #[inline]
    pub(crate) fn ends(&self, at: usize) -> Range<u32> {
        self.numbers.get(at).map_or(ANY_COUNT, |[worst, best]| Range::known_order(*worst, *best))
    }

    /// The values that a named fact may have.
    pub(super) fn named(&self, id: FactId) -> Set {
        let Some(Slot::Named(from, to)) = SLOTS.get(id.0) else { return Set::default() };
        self.set(*from, *to)
    }

    /// The two ends of a count or of a day.
    pub(super) fn number(&self, id: FactId) -> Range<u32> {
        let Some(Slot::Number(at)) = SLOTS.get(id.0) else { return ANY_COUNT };
        self.ends(*at)
    }

    /// What a fact may be that has no place of its own.
    pub(crate) fn at_door(&self, derive: Derive, tables: &Tables, as_of: u32) -> Possible {
        let lists = self.lists.as_deref();
        match derive {
            Derive::Share(share) => {
                Possible::Count(share.percent(self.number(counted(share)), self.number(WORKERS), tables))
            }
            Derive::Context => Possible::Named(self.context(tables)),
            Derive::Language => {
                let known = self.named(KNOWN_LANGUAGE_COVER);
                Possible::Named(if self.may_hide_a_group(tables) {
                    [known, Set::one(LanguageCover::NotHeard.index())].into_iter().collect()
                } else {
                    known
                })
            }
            Derive::Restriction => {
                let [may_be, is] = self.restricted_until.map(|until| as_of < until);
                restriction::in_force(may_be, is)
            }
            Derive::Certificates(derive) => {
                derive(lists.map_or(&[], |lists| lists.certificates.as_slice()), tables, as_of)
            }
            // It has a place.
            Derive::Dossier(_) => Possible::Count(ANY_COUNT),
        }
    }

    /// What the coercion context may be.
    fn context(&self, tables: &Tables) -> Set {
        let arrivals = self.lists.as_deref().map_or(&[][..], |lists| lists.arrivals.as_slice());
        tables.contexts.possible(&self.place, arrivals, self.named(WORKFORCE_ESTABLISHED))
    }

    /// Whether the auditors counted the workers for themselves.
    pub(crate) fn is_counted(&self) -> bool {
        self.named(WORKFORCE_ESTABLISHED) == Set::one(WorkforceEstablishedBy::Independent.index())
    }

    /// Whether the list of workers leaves no room for a group that it does not name.
    pub(crate) fn lists_everybody(&self) -> bool {
        self.is_counted()
            && self.named(WORKFORCE_COVERS) == Set::one(WorkforceCovers::EveryonePresent.index())
    }

    /// Whether the list of workers is not complete where groups that nobody listed are, or may be, documented.
    fn may_hide_a_group(&self, tables: &Tables) -> bool {
        !self.lists_everybody() && self.context(tables) != Set::one(CoercionContext::NoneKnown.index())
    }

    /// A fact that a pack declares itself, as the dossier states it.
    pub(crate) fn extra(&self, name: &str) -> Option<&Extra> {
        self.extras().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Every fact under `extra`.
    pub(crate) fn extras(&self) -> impl Iterator<Item = &(String, Extra)> {
        self.lists.iter().flat_map(|lists| &lists.extra)
    }
}
