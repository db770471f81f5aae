//! Which sources of a pack somebody should read again, those first on which grades depend most.
//!
//! A source was read long ago, or a newer version has replaced it, or the day by which it was to be read again has
//! passed. How much depends on it is what its pack says: the caps and criteria, requirements and actions that lean on it.

use std::cmp::Reverse;

use serde::Serialize;

use crate::date::Date;
use crate::document::named;
use crate::pack::Pack;

named! {
    /// Why a source is to be read again.
    pub enum StaleBecause {
        /// The day by which it was to be read again has passed.
        ReviewPassed = "review_passed",
        /// A newer version or document has replaced it.
        Replaced = "replaced",
        /// It was read longer ago than is asked.
        ReadLongAgo = "read_long_ago",
    }
}

/// A source that is to be read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Stale {
    /// Its id.
    pub source: String,
    /// Why; at least one.
    pub because: Vec<StaleBecause>,
    /// The day on which it was read.
    pub read_on: Date,
    /// What has replaced it.
    pub newer: Option<String>,
    /// The day by which it was to be read again.
    pub review_by: Option<Date>,
    /// Ids of the caps that lean on it.
    pub caps: Vec<String>,
    /// Demerits that the criteria which lean on it can take together.
    pub demerits: u32,
    /// How many requirements of standards, and actions, lean on it.
    pub other_rules: usize,
    /// How many schemes of the registry, with their rules, lean on it.
    pub schemes: usize,
}

/// The sources of a pack that are to be read again on a day, where those read more than `days` ago are.
///
/// First those of the most caps, then of the most demerits, then of the most other rules.
///
/// ```
/// use audit_credence::{Pack, stale::stale};
/// let pack = Pack::procurement().unwrap();
/// let all = stale(&pack, "2036-01-01".parse().unwrap(), 365);
/// assert!(all.windows(2).all(|pair| pair[0].caps.len() >= pair[1].caps.len()));
/// ```
#[must_use]
pub fn stale(pack: &Pack, as_of: Date, days: u32) -> Vec<Stale> {
    let mut all: Vec<Stale> =
        pack.model.sources.keys().filter_map(|id| of_source(pack, id, as_of, days)).collect();
    let weight = |one: &Stale| (one.caps.len(), one.demerits, one.other_rules, one.schemes);
    all.sort_by(|one, other| {
        Reverse(weight(one)).cmp(&Reverse(weight(other))).then_with(|| one.source.cmp(&other.source))
    });
    all
}

fn of_source(pack: &Pack, id: &str, as_of: Date, days: u32) -> Option<Stale> {
    let model = &pack.model;
    let source = pack.source(id)?;
    let is_long_ago = source.read_on < as_of && source.read_on.days_apart(as_of) > days;
    let reasons = [
        (StaleBecause::ReviewPassed, source.review_by.is_some_and(|day| day < as_of)),
        (StaleBecause::Replaced, source.newer.is_some()),
        (StaleBecause::ReadLongAgo, is_long_ago),
    ];
    let because: Vec<StaleBecause> =
        reasons.iter().filter(|(_, holds)| *holds).map(|(reason, _)| *reason).collect();
    if because.is_empty() {
        return None;
    }
    let leans = |sources: &[String]| sources.iter().any(|known| known == id);
    let caps = model.caps().filter(|(_, cap)| leans(&cap.sources)).map(|(cap, _)| cap.to_owned());
    let criteria = model.criteria().filter(|(_, criterion)| leans(&criterion.sources));
    let most = criteria.filter_map(|(_, criterion)| criterion.levels.first()).map(|level| level.demerits);
    let requirements = model.standards().flat_map(|(_, standard)| standard.requires.values());
    let actions = model.actions.values().map(|item| item.value.sources.as_slice());
    let other_rules = requirements
        .map(|requirement| requirement.sources.as_slice())
        .chain(actions)
        .filter(|sources| leans(sources))
        .count();
    let schemes = model.schemes.values().filter(|item| {
        let of_rules = item.value.rules.values().map(|(_, sources)| sources);
        leans(&item.value.sources) || of_rules.into_iter().any(|sources| leans(sources))
    });
    Some(Stale {
        source: id.to_owned(),
        because,
        read_on: source.read_on,
        newer: source.newer.clone(),
        review_by: source.review_by,
        caps: caps.collect(),
        demerits: most.fold(0, u32::saturating_add),
        other_rules,
        schemes: schemes.count(),
    })
}
