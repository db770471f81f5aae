//! All facts of one dossier: what is shown, and what a programme's rule claims beyond it.

use crate::date::Date;
use crate::dossier::{Basis, DayPlace, Dossier, Provenance};
use crate::fact::catalogue::FactId;
use crate::fact::entry::Kind;
use crate::fact::evidence;
use crate::fact::reading::{Reading, reading};
use crate::fact::row::{FactRow, SLOTS, Slot};
use crate::problem::Problem;
use crate::range::Range;

/// Everything that a dossier says, as facts: a flat row of small whole numbers.
///
/// A value that is known only by a programme's rule says what should have happened, one that is known only from the
/// supplier what he wants believed. Each bounds a fact from above only: the worst end is read from the dossier without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub(super) head: Head,
    /// What is shown: without the keys that stand on a programme's rule.
    pub(super) shown: FactRow,
    /// What is claimed: with those keys, where there are any.
    pub(super) claimed: Option<Box<FactRow>>,
    /// Why the dossier cannot be graded, where its fields were set by hand and do not pass [`Dossier::check`].
    pub(super) refused: Option<Box<Problem>>,
}

/// What is known of the dossier as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The latest day that the dossier states, as `yyyymmdd`, 0 where there is none; and its place.
    pub(super) latest: u32,
    pub(super) latest_at: u32,
    pub(super) reading: u8,
    pub(super) restricted: bool,
}

/// The paths that stand on a programme's rule or a supplier's word, in an order in which they can be forgotten.
fn by_rule(dossier: &Dossier) -> Vec<&str> {
    let by_rule = |(path, from): &(&str, &Provenance)| {
        // It says how the audit should be or should seem; it takes no evidence away.
        let of_method =
            || ["report", "site", "search", "extra"].iter().any(|part| path.split('.').next() == Some(part));
        from.basis.is_some_and(Basis::only_claims) && of_method()
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
        let rules = by_rule(dossier);
        let latest = dossier.days().max_by_key(|(place, day)| (*day, std::cmp::Reverse(*place)));
        let (place, day) = latest.map_or((0, 0), |(place, day)| (place.number(), day.number()));
        let head = Head {
            latest: day,
            latest_at: place,
            reading: reading(dossier).bits(),
            restricted: evidence::is_restricted(dossier),
        };
        let whole = FactRow::of(dossier);
        if rules.is_empty() {
            return Facts { head, shown: whole, claimed: None, refused: None };
        }
        let shown = rules.iter().fold(dossier.clone(), |dossier, path| dossier.without(path));
        Facts { head, shown: FactRow::of(&shown), claimed: Some(Box::new(whole)), refused: None }
    }

    /// The values that a named fact may have, a bit for each in the order of the catalogue: all of them where nothing is
    /// stated. `None` of a fact of another kind, and of one that needs a pack's tables.
    ///
    /// What is shown is said; what a programme's rule claims beyond that is not.
    pub fn bits(&self, id: &str) -> Option<u32> {
        let id = FactId::find(id)?;
        matches!(SLOTS.get(id.0)?, Slot::Named(..)).then(|| self.shown.named(id).bits())
    }

    /// A count at worst and at best, or a day as `yyyymmdd` from the first that it may be to the last; 0 and [`u32::MAX`]
    /// where nothing bounds it. `None` of a fact of another kind, and of one that needs a pack's tables.
    ///
    /// What is shown is said; what a programme's rule claims beyond that is not.
    pub fn number(&self, id: &str) -> Option<Range<u32>> {
        let id = FactId::find(id)?;
        matches!(SLOTS.get(id.0)?, Slot::Number(_)).then(|| self.shown.number(id))
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

    /// What is shown.
    pub(crate) fn shown(&self) -> &FactRow {
        &self.shown
    }

    /// What is claimed: the same as what is shown, unless a programme's rule stands between.
    pub(crate) fn claimed(&self) -> Option<&FactRow> {
        self.claimed.as_deref()
    }

    /// The days from which an age counts: of what is shown and of what is claimed, the first and the last that they may be.
    /// None of a fact that is no age.
    pub(crate) fn days_of(&self, fact: FactId) -> impl Iterator<Item = Date> {
        let is_age = fact.entry().is_some_and(|fact| fact.kind == Kind::Age);
        let rows = [Some(&self.shown), self.claimed()].into_iter().flatten().filter(move |_| is_age);
        let ends = move |row: &FactRow| [row.number(fact).worst(), row.number(fact).best()];
        rows.flat_map(ends).filter_map(Date::from_number)
    }

    /// Whether there is a report to grade.
    pub(crate) fn reading(&self) -> Reading {
        Reading::from_bits(self.head.reading)
    }

    /// Whether an import restriction is in force.
    pub(crate) fn is_restricted(&self) -> bool {
        self.head.restricted
    }
}
