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
pub(crate) mod tables;

use crate::date::Date;
use crate::dossier::{Basis, Dossier, Extra, Provenance};
use crate::fact::catalogue::Derive;
use crate::fact::possible::{ANY_COUNT, Possible};
use crate::fact::tables::Tables;

pub(crate) use crate::fact::catalogue::FactId;
pub use crate::fact::catalogue::{CATALOGUE, Fact, Kind};

/// Everything that a dossier says, as facts.
///
/// A value that is known only by a programme's rule says what should have happened. It bounds a fact from above only:
/// the worst end is read from the dossier without it.
#[derive(Clone, Debug)]
pub struct Facts {
    /// What is shown: without the keys that stand on a programme's rule.
    shown: Side,
    /// What is claimed: with them, where there are any.
    claimed: Option<Box<Side>>,
    pub(crate) reading: reading::Reading,
    /// The latest day that the dossier states, with its path.
    pub(crate) latest: Option<(Date, String)>,
}

#[derive(Clone, Debug)]
struct Side {
    dossier: Dossier,
    row: Vec<Possible>,
}

impl Side {
    fn new(dossier: Dossier) -> Self {
        let derive = |fact: &Fact| match fact.derive {
            Derive::Dossier(derive) => derive(&dossier),
            // Derived at the door; nothing is known before.
            Derive::Door(_) => Possible::Count(ANY_COUNT),
        };
        Side { row: CATALOGUE.iter().map(derive).collect(), dossier }
    }

    fn get(&self, id: FactId, tables: &Tables, as_of: Date) -> Possible {
        match id.entry().map(|fact| fact.derive) {
            Some(Derive::Door(derive)) => derive(&self.dossier, tables, as_of),
            Some(Derive::Dossier(_)) | None => {
                self.row.get(id.0).copied().unwrap_or(Possible::Count(ANY_COUNT))
            }
        }
    }
}

impl Facts {
    /// The facts of a dossier.
    pub fn from_dossier(dossier: &Dossier) -> Self {
        let by_rule = |(path, from): &(&str, &Provenance)| {
            // A rule says how audits should be made; it takes no evidence away.
            let of_method =
                ["report", "site", "search", "extra"].iter().any(|part| path.split('.').next() == Some(part));
            from.basis == Some(Basis::ProgrammeRule) && of_method
        };
        let mut rules: Vec<&str> = dossier.provenance.iter().filter(by_rule).map(|(path, _)| path).collect();
        // Of a list's entries the last goes first, so that the others keep their places.
        rules.sort_by_key(|path| std::cmp::Reverse(crate::document::steps(path)));
        let whole = Side::new(dossier.clone());
        let (shown, claimed) = if rules.is_empty() {
            (whole, None)
        } else {
            let shown = rules.iter().fold(dossier.clone(), |dossier, path| dossier.without(path));
            (Side::new(shown), Some(Box::new(whole)))
        };
        let latest = dossier.days().max_by(|one, other| one.1.cmp(&other.1).then(other.0.cmp(&one.0)));
        Facts {
            shown,
            claimed,
            reading: reading::reading(dossier),
            latest: latest.map(|(path, day)| (day, path)),
        }
    }

    /// What a fact may be at worst, and what it may be at best; the same unless a programme's rule stands between.
    pub(crate) fn ends(&self, id: FactId, tables: &Tables, as_of: Date) -> (Possible, Possible) {
        let shown = self.shown.get(id, tables, as_of);
        (shown, self.claimed.as_ref().map_or(shown, |claimed| claimed.get(id, tables, as_of)))
    }

    /// A fact that a pack declares itself, as the dossier states it: what is shown, and what is claimed.
    pub(crate) fn extra(&self, name: &str) -> (Option<&Extra>, Option<&Extra>) {
        let shown = self.shown.dossier.extra.get(name);
        (shown, self.claimed.as_ref().map_or(shown, |claimed| claimed.dossier.extra.get(name)))
    }

    /// The dossier with what it claims by rule, for reasons.
    pub(crate) fn dossier(&self) -> &Dossier {
        self.claimed.as_ref().map_or(&self.shown.dossier, |claimed| &claimed.dossier)
    }
}
