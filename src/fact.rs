//! Facts: what is known about one audit, one named thing after another, and the catalogue of them.
//!
//! A fact is typed and possibly unknown. Most are keys of the dossier as they stand; derived ones do the thinking that
//! people skip. Facts depend on the dossier alone: what needs a pack's tables or the day `as_of` is derived at the
//! door, where facts meet a plan. To add a fact: one entry in `fact/catalogue.rs`, and its derivation.

mod bytes;
mod catalogue;
pub(crate) mod certificates;
pub(crate) mod coercion;
pub(crate) mod columns;
pub(crate) mod evidence;
pub(crate) mod integrity;
pub(crate) mod interviews;
mod method;
pub(crate) mod possible;
pub(crate) mod reading;
pub(crate) mod row;
pub(crate) mod share;
pub(crate) mod tables;

use crate::date::Date;
use crate::dossier::{Basis, DayPlace, Dossier, Extra, Provenance};
use crate::fact::certificates::CertificateRecord;
use crate::fact::coercion::Arrival;
use crate::fact::columns::Block;
use crate::fact::possible::Possible;
use crate::fact::reading::Reading;
use crate::fact::row::{Known, Row};
use crate::fact::tables::Tables;
use crate::problem::Problem;

pub use crate::fact::catalogue::{CATALOGUE, Fact, Kind};
pub(crate) use crate::fact::catalogue::{Derive, FactId};
pub use crate::fact::columns::FactColumns;
pub(crate) use crate::fact::row::{SLOTS, Slot};

/// Everything that a dossier says, as facts: a flat row of small whole numbers.
///
/// A value that is known only by a programme's rule says what should have happened. It bounds a fact from above only:
/// the worst end is read from the dossier without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    head: Head,
    /// What is shown: without the keys that stand on a programme's rule.
    shown: Row,
    rare: Option<Box<Rare>>,
    /// Why the dossier cannot be graded, where its fields were set by hand and do not pass [`Dossier::check`].
    refused: Option<Box<Problem>>,
}

/// What is known of the dossier as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// The latest day that the dossier states, as `yyyymmdd`, 0 where there is none; and its place.
    latest: u32,
    latest_at: u32,
    reading: u8,
    restricted: bool,
}

/// What few dossiers have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rare {
    shown: Side,
    /// What is claimed: with the keys that stand on a programme's rule, where there are any.
    claimed: Option<(Row, Side)>,
}

impl Rare {
    /// Whether there is more than one row holds: what is claimed by a rule, or facts of a pack's own that are asked about.
    fn is_apart(&self, asks_extra: bool) -> bool {
        self.claimed.is_some() || (asks_extra && !self.shown.extra.is_empty())
    }

    /// What is shown and has no place in a row.
    pub(crate) fn shown(&self) -> &Side {
        &self.shown
    }

    /// What is claimed, where a rule claims anything.
    pub(crate) fn claimed(&self) -> Option<(&Row, &Side)> {
        self.claimed.as_ref().map(|(row, side)| (row, side))
    }
}

/// What of one side has no place in a row.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Side {
    pub(crate) arrivals: Vec<Arrival>,
    pub(crate) certificates: Vec<CertificateRecord>,
    /// In the order of their names.
    pub(crate) extra: Vec<(String, Extra)>,
}

impl Side {
    /// The row of a dossier, and what has no place in it.
    fn of(dossier: &Dossier) -> (Row, Self) {
        let mut arrivals = Vec::new();
        let row = Row::of(dossier, &mut arrivals);
        let certificates = certificates::records(dossier).collect();
        let extra = dossier.extra.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
        (row, Side { arrivals, certificates, extra })
    }

    fn known<'a>(&'a self, row: &'a Row) -> Known<'a> {
        Known::of(row).beside(&self.arrivals, &self.certificates)
    }

    /// What is known of a row of a block that has this beside it.
    pub(crate) fn among<'a>(&'a self, block: &'a Block, at: usize) -> Known<'a> {
        Known::among(block, at).beside(&self.arrivals, &self.certificates)
    }

    fn extra(&self, name: &str) -> Option<&Extra> {
        self.extra.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

/// The paths that stand on a programme's rule, in an order in which they can be forgotten.
fn by_rule(dossier: &Dossier) -> Vec<&str> {
    let by_rule = |(path, from): &(&str, &Provenance)| {
        // A rule says how audits should be made; it takes no evidence away.
        let of_method =
            || ["report", "site", "search", "extra"].iter().any(|part| path.split('.').next() == Some(part));
        from.basis == Some(Basis::ProgrammeRule) && of_method()
    };
    let mut rules: Vec<&str> = dossier.provenance.iter().filter(by_rule).map(|(path, _)| path).collect();
    // Of a list's entries the last goes first, so that the others keep their places.
    rules.sort_by_key(|path| std::cmp::Reverse(crate::document::steps(path)));
    rules
}

impl Facts {
    /// The facts of a dossier. Where [`Dossier::check`] refuses it they have no levels.
    pub fn from_dossier(dossier: &Dossier) -> Self {
        let problems = dossier.check().err();
        let refused = problems.and_then(|problems| problems.into_iter().next()).map(Box::new);
        Facts { refused, ..Facts::of_checked(dossier) }
    }

    /// The facts of a dossier that was checked, or of one that unites such.
    pub(crate) fn of_checked(dossier: &Dossier) -> Self {
        let (whole, side) = Side::of(dossier);
        let rules = by_rule(dossier);
        let latest = dossier.days().max_by_key(|(place, day)| (*day, std::cmp::Reverse(*place)));
        let (place, day) = latest.map_or((0, 0), |(place, day)| (place.number(), day.number()));
        let head = Head {
            latest: day,
            latest_at: place,
            reading: reading::reading(dossier).bits(),
            restricted: evidence::is_restricted(dossier),
        };
        if rules.is_empty() {
            let rare = (side != Side::default()).then(|| Box::new(Rare { shown: side, claimed: None }));
            return Facts { head, shown: whole, rare, refused: None };
        }
        let shown = rules.iter().fold(dossier.clone(), |dossier, path| dossier.without(path));
        let (row, shown) = Side::of(&shown);
        let rare = Some(Box::new(Rare { shown, claimed: Some((whole, side)) }));
        Facts { head, shown: row, rare, refused: None }
    }

    /// The values that a named fact may have, a bit for each in the order of the catalogue: all of them where nothing is
    /// stated. `None` of a fact of another kind, and of one that needs a pack's tables.
    ///
    /// What is shown is said; what a programme's rule claims beyond that is not.
    pub fn bits(&self, id: &str) -> Option<u32> {
        let id = FactId::find(id)?;
        matches!(SLOTS.get(id.0)?, Slot::Named(..)).then(|| Known::of(&self.shown).named(id).bits())
    }

    /// A count at worst and at best, or a day as `yyyymmdd` from the first that it may be to the last; 0 and [`u32::MAX`]
    /// where nothing bounds it. `None` of a fact of another kind, and of one that needs a pack's tables.
    ///
    /// What is shown is said; what a programme's rule claims beyond that is not.
    pub fn number(&self, id: &str) -> Option<crate::range::Range<u32>> {
        let id = FactId::find(id)?;
        matches!(SLOTS.get(id.0)?, Slot::Number(_)).then(|| Known::of(&self.shown).number(id))
    }

    /// Why the dossier cannot be graded on any day by any pack.
    pub(crate) fn refused(&self) -> Option<&Problem> {
        self.refused.as_deref()
    }

    /// The latest day that the dossier states, with its place, where it is later than this one.
    pub(crate) fn later_than(&self, as_of: Date) -> Option<(DayPlace, Date)> {
        let day = Date::from_number(self.head.latest).filter(|day| *day > as_of)?;
        Some((DayPlace::from_number(self.head.latest_at), day))
    }

    /// Whether there is more than one row and the certificates: what is claimed by a rule, or facts of a pack's own.
    pub(crate) fn is_graded_apart(&self, asks_extra: bool) -> bool {
        self.rare().is_some_and(|rare| rare.is_apart(asks_extra))
    }

    /// What is known of what is shown.
    pub(crate) fn known(&self) -> Known<'_> {
        self.rare().map_or(Known::of(&self.shown), |rare| rare.shown.known(&self.shown))
    }

    /// The row of what is shown.
    pub(crate) fn shown(&self) -> &Row {
        &self.shown
    }

    /// What few dossiers have.
    pub(crate) fn rare(&self) -> Option<&Rare> {
        self.rare.as_deref()
    }

    /// Whether there is a report to grade.
    pub(crate) fn reading(&self) -> Reading {
        Reading::from_bits(self.head.reading)
    }

    /// Whether an import restriction is in force.
    pub(crate) fn is_restricted(&self) -> bool {
        self.head.restricted
    }

    /// What a fact may be at worst, and what it may be at best; the same unless a programme's rule stands between.
    pub(crate) fn ends(&self, id: FactId, tables: &Tables, as_of: u32) -> (Possible, Possible) {
        let shown = self.known().possible(id, tables, as_of);
        let claimed = self.rare().and_then(|rare| rare.claimed.as_ref());
        (shown, claimed.map_or(shown, |(row, side)| side.known(row).possible(id, tables, as_of)))
    }

    /// A fact that a pack declares itself, as the dossier states it: what is shown, and what is claimed.
    pub(crate) fn extra(&self, name: &str) -> (Option<&Extra>, Option<&Extra>) {
        let Some(rare) = self.rare.as_deref() else { return (None, None) };
        let shown = rare.shown.extra(name);
        (shown, rare.claimed.as_ref().map_or(shown, |(_, side)| side.extra(name)))
    }
}
