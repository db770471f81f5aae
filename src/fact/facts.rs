//! All facts of one dossier: what is shown, and what a programme's rule claims beyond it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::date::Date;
use crate::dossier::{DayPlace, Dossier, Provenance, is_below};
use crate::fact::catalogue::{CATALOGUE, FactId};
use crate::fact::possible::Possible;
use crate::fact::reading::{Reading, reading};
use crate::fact::row::{FactRow, SLOTS, Slot};
use crate::partial_date::PartialDate;
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
    /// The date with the latest first day that the dossier states, as `yyyymmdd` with `00` for what is not given, 0 where
    /// there is none; and its place.
    pub(super) latest: u32,
    pub(super) latest_at: u32,
    pub(super) reading: u8,
}

/// The paths that stand on a programme's rule or a supplier's word, in an order in which they can be forgotten.
fn by_rule(dossier: &Dossier) -> Vec<&str> {
    let by_rule = |(_, from): &(&str, &Provenance)| from.only_claims();
    let rules = dossier.provenance.iter().filter(by_rule).map(|(path, _)| path);
    let mut rules: Vec<&str> = rules.flat_map(|path| without_what_is_known(dossier, path)).collect();
    // Of a list's entries the last goes first, so that the others keep their places.
    rules.sort_by_key(|path| std::cmp::Reverse(crate::document::steps(path)));
    rules
}

/// A path, or the keys below it but for those of which something better is known.
fn without_what_is_known<'d>(dossier: &'d Dossier, path: &'d str) -> Vec<&'d str> {
    let known = |(of, from): &(&str, &Provenance)| is_below(of, path) && !from.only_claims();
    let known: Vec<&str> = dossier.provenance.iter().filter(known).map(|(of, _)| of).collect();
    // An entry of a list is claimed as a whole.
    if known.is_empty() || path.contains('[') {
        return vec![path];
    }
    let is_known = |key: &str| known.iter().any(|of| *of == key || is_below(key, of) || is_below(of, key));
    let keys = CATALOGUE.iter().flat_map(|fact| fact.reads).copied();
    let keys: BTreeSet<&str> = keys.filter(|key| is_below(key, path) && !is_known(key)).collect();
    keys.into_iter().collect()
}

/// The dossier as its evidence is shown: without what only a rule or a supplier says of a certificate or a finding. That there
/// is one stays.
pub(crate) fn with_evidence_shown(dossier: &Dossier) -> Cow<'_, Dossier> {
    let of_evidence = |path: &&str| {
        let entry = ["certificates[", "findings["].iter().find_map(|list| path.strip_prefix(list));
        entry.is_some_and(|entry| entry.contains('.'))
    };
    let claims: Vec<&str> = by_rule(dossier).into_iter().filter(of_evidence).collect();
    if claims.is_empty() {
        return Cow::Borrowed(dossier);
    }
    Cow::Owned(claims.iter().fold(dossier.clone(), |dossier, path| dossier.without(path)))
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
        let dates = dossier.days().map(|(place, date)| (date.number(), std::cmp::Reverse(place.number())));
        let (day, std::cmp::Reverse(place)) = dates.max().unwrap_or((0, std::cmp::Reverse(0)));
        let head = Head { latest: day, latest_at: place, reading: reading(dossier).bits() };
        let whole = FactRow::of(dossier);
        if rules.is_empty() {
            return Facts { head, shown: whole, claimed: None, refused: None };
        }
        let shown = rules.iter().fold(dossier.clone(), |dossier, path| dossier.without(path));
        Facts { head, shown: FactRow::of(&shown), claimed: Some(Box::new(whole)), refused: None }
    }

    /// The same with one fact settled, as shown and as claimed; `None` of one that only its own keys settle.
    pub(crate) fn settling(&self, id: FactId, value: Possible) -> Option<Self> {
        let mut settled = self.clone();
        // Whether it has a place is the same in both rows.
        let mut rows = std::iter::once(&mut settled.shown).chain(settled.claimed.as_deref_mut());
        rows.all(|row| row.settle(id, value)).then_some(settled)
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

    /// The latest date that the dossier states, with its place, where it lies wholly after this day.
    pub(crate) fn later_than(&self, as_of: Date) -> Option<(DayPlace, PartialDate)> {
        let day = PartialDate::from_number(self.head.latest).filter(|day| day.first() > as_of)?;
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

    /// Whether there is a report to grade.
    pub(crate) fn reading(&self) -> Reading {
        Reading::from_bits(self.head.reading)
    }

    /// Whether an import restriction may be in force on the day.
    pub(crate) fn is_restricted(&self, as_of: Date) -> bool {
        // A claim ends no order.
        let rows = std::iter::once(&self.shown).chain(self.claimed.as_deref());
        rows.map(|row| row.restricted_until).any(|[may_be, _]| as_of.number() < may_be)
    }

    /// Both ends of an age, as shown and as claimed, where something bounds it.
    pub(crate) fn age_days(&self, age: FactId) -> impl Iterator<Item = Date> {
        let rows = std::iter::once(&self.shown).chain(self.claimed.as_deref());
        rows.map(move |row| row.number(age))
            .flat_map(|ends| [ends.worst(), ends.best()])
            .filter_map(Date::from_number)
    }
}
