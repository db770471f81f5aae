//! Whether honest testimony is possible at all where these workers are.
//!
//! In Xinjiang, in state transfers and among dispatched North Korean workers no interview can show that forced
//! labour is absent: infeasibility is a reason to disbelieve, never an excuse (Zenz and Nova to audit firms,
//! 9 March 2020). Regions and arrangements are data of the pack. What is not stated triggers nothing: neither an
//! arrangement, nor an origin, nor a language alone.

use crate::document::named;
use crate::dossier::Dossier;
use crate::dossier::site::WorkforceEstablishedBy;
use crate::fact::possible::Possible;
use crate::fact::tables::{Region, Tables, Testimony};

named! {
    /// Whether coercion stands between workers and their words, worst first.
    pub(crate) enum CoercionContext {
        /// No interview can show absence.
        Impossible = "impossible",
        /// Known to occur here, and nobody independent established who works at the site.
        NotExcluded = "not_excluded",
        /// None known.
        NoneKnown = "none_known",
    }
}

/// Whether coercion stands between workers and their words.
pub(super) fn coercion_context(dossier: &Dossier, tables: &Tables) -> Possible {
    use CoercionContext::{Impossible, NoneKnown, NotExcluded};
    let site = &dossier.site;

    let workforce = site.workforce.iter().flatten().filter(|group| group.workers != Some(0));
    let groups = dossier.report.interviews.groups.iter().flatten().filter(|group| group.workers != Some(0));
    let arrangements = workforce
        .map(|group| (group.arrangement, group.origin))
        .chain(groups.map(|group| (group.arrangement, None)));
    let at_worst = arrangements
        .flat_map(|(arrangement, origin)| {
            tables.arrangements.iter().filter(move |rule| {
                arrangement == Some(rule.arrangement) && (rule.origin.is_none() || rule.origin == origin)
            })
        })
        .map(|rule| rule.testimony)
        .min();
    if at_worst == Some(Testimony::Impossible) {
        return Possible::any_of(&[Impossible]);
    }

    let country = site.country.or(site.subdivision.map(crate::country::Subdivision::country));
    let may_lie_in = |region: &&Region| {
        country.is_none_or(|country| country == region.country)
            && (region.subdivision.is_none()
                || site.subdivision.is_none()
                || site.subdivision == region.subdivision)
    };
    let lies_in = |region: &Region| {
        country == Some(region.country)
            && (region.subdivision.is_none() || site.subdivision == region.subdivision)
    };
    let in_region = |testimony: Testimony| -> &[CoercionContext] {
        match (testimony, site.workforce_established_by) {
            (Testimony::Impossible, _) => &[Impossible],
            (Testimony::NotExcluded, Some(WorkforceEstablishedBy::Independent)) => &[NoneKnown],
            (Testimony::NotExcluded, None) => &[NotExcluded, NoneKnown],
            (Testimony::NotExcluded, Some(_)) => &[NotExcluded],
        }
    };
    let certain = tables.regions.iter().filter(|region| lies_in(region)).map(|region| region.testimony);
    let at_best = certain.chain(at_worst).min().map_or(&[NoneKnown][..], in_region);
    // Where the site may lie can only make it worse than where it certainly lies.
    let bound = at_best.iter().max().copied().unwrap_or(NoneKnown);
    let possible = tables.regions.iter().filter(may_lie_in).flat_map(|region| in_region(region.testimony));
    let possible = possible.map(|context| (*context).min(bound));
    Possible::any_of(&possible.chain(at_best.iter().copied()).collect::<Vec<_>>())
}
