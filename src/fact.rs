//! Facts: what is known about one audit, one named thing after another, and the catalogue of them.
//!
//! A fact is typed and possibly unknown. Most are keys of the dossier as they stand; derived ones do the thinking that
//! people skip. Facts depend on the dossier alone: what needs a pack's tables or the day `as_of` is derived at the
//! door, where facts meet a plan. To add a fact: one entry in `fact/catalogue.rs`, and its derivation.

mod catalogue;
pub(crate) mod certificates;
pub(crate) mod coercion;
pub(crate) mod evidence;
pub(crate) mod integrity;
pub(crate) mod interviews;
mod method;
pub(crate) mod possible;
pub(crate) mod reading;
pub(crate) mod row;
pub(crate) mod tables;

use crate::date::Date;
use crate::dossier::{Basis, DayPlace, Dossier, Extra, Provenance};
use crate::fact::certificates::CertificateRecord;
use crate::fact::coercion::Arrival;
use crate::fact::possible::Possible;
use crate::fact::reading::Reading;
use crate::fact::row::{Known, Row};
use crate::fact::tables::Tables;

pub(crate) use crate::fact::catalogue::FactId;
pub use crate::fact::catalogue::{CATALOGUE, Fact, Kind};

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
}

/// What is known of the dossier as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    /// The latest day that the dossier states, as `yyyymmdd`, 0 where there is none; and its place.
    latest: u32,
    latest_at: u32,
    reading: u8,
    restricted: bool,
}

/// What few dossiers have.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rare {
    shown: Side,
    /// What is claimed: with the keys that stand on a programme's rule, where there are any.
    claimed: Option<(Row, Side)>,
}

/// What of one side has no place in a row.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
struct Side {
    arrivals: Vec<Arrival>,
    certificates: Vec<CertificateRecord>,
    /// In the order of their names.
    extra: Vec<(String, Extra)>,
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
        Known { more_arrivals: &self.arrivals, certificates: &self.certificates, ..Known::of(row) }
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
            ["report", "site", "search", "extra"].iter().any(|part| path.split('.').next() == Some(part));
        from.basis == Some(Basis::ProgrammeRule) && of_method
    };
    let mut rules: Vec<&str> = dossier.provenance.iter().filter(by_rule).map(|(path, _)| path).collect();
    // Of a list's entries the last goes first, so that the others keep their places.
    rules.sort_by_key(|path| std::cmp::Reverse(crate::document::steps(path)));
    rules
}

impl Facts {
    /// The facts of a dossier.
    pub fn from_dossier(dossier: &Dossier) -> Self {
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
            return Facts { head, shown: whole, rare };
        }
        let shown = rules.iter().fold(dossier.clone(), |dossier, path| dossier.without(path));
        let (row, shown) = Side::of(&shown);
        Facts { head, shown: row, rare: Some(Box::new(Rare { shown, claimed: Some((whole, side)) })) }
    }

    /// The latest day that the dossier states, with its place, where it is later than this one.
    pub(crate) fn later_than(&self, as_of: Date) -> Option<(DayPlace, Date)> {
        let day = Date::from_number(self.head.latest).filter(|day| *day > as_of)?;
        Some((DayPlace::from_number(self.head.latest_at), day))
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
        let rare = self.rare.as_deref();
        let shown = rare.map_or(Known::of(&self.shown), |rare| rare.shown.known(&self.shown));
        let shown = shown.possible(id, tables, as_of);
        let claimed = rare.and_then(|rare| rare.claimed.as_ref());
        (shown, claimed.map_or(shown, |(row, side)| side.known(row).possible(id, tables, as_of)))
    }

    /// A fact that a pack declares itself, as the dossier states it: what is shown, and what is claimed.
    pub(crate) fn extra(&self, name: &str) -> (Option<&Extra>, Option<&Extra>) {
        let Some(rare) = self.rare.as_deref() else { return (None, None) };
        let shown = rare.shown.extra(name);
        (shown, rare.claimed.as_ref().map_or(shown, |(_, side)| side.extra(name)))
    }
}
