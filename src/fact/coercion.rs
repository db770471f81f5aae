//! Whether honest testimony is possible at all where these workers are.
//!
//! In Xinjiang, in state transfers and among dispatched North Korean workers no interview can show that forced
//! labour is absent: infeasibility is a reason to disbelieve, never an excuse (Zenz and Nova to audit firms,
//! 9 March 2020). Regions and arrangements are data of the pack. What is not stated triggers nothing: neither an
//! arrangement, nor an origin, nor a language alone.

use crate::country::{Country, Subdivision};
use crate::document::{Word as _, named};
use crate::dossier::Dossier;
use crate::dossier::site::{Arrangement, WorkforceEstablishedBy};
use crate::fact::catalogue::FactId;
use crate::fact::possible::{Possible, Set};
use crate::fact::row::Known;
use crate::fact::tables::{ArrangementRule, Region, Tables, Testimony};

const WORKFORCE_ESTABLISHED_BY: FactId = FactId::of("site.workforce_established_by");

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

/// Where the site lies and how its workers came to it, as small numbers: what the pack's tables are asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Place {
    /// By [`Country::number`](crate::country::Country); 0 where it is not stated.
    pub(crate) country: u16,
    /// By [`Subdivision::part_number`](crate::country::Subdivision); 0 where it is not stated.
    pub(crate) part: u16,
    /// Different arrangements of groups with their origins; 0 from the first that is not used on.
    pub(crate) arrivals: [Arrival; 4],
}

/// An arrangement with an origin, as one number; 0 is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Arrival(pub(crate) u16);

/// Above every number of a country, and 0.
const ORIGINS: u16 = 1 << 10;

impl Arrival {
    fn new(arrangement: Arrangement, origin: Option<Country>) -> Self {
        let arrangement = u16::try_from(arrangement.index()).unwrap_or(0).saturating_add(1);
        Arrival(arrangement.saturating_mul(ORIGINS).saturating_add(origin.map_or(0, Country::number)))
    }

    fn meets(self, rule: &ArrangementRule) -> bool {
        let asked = Arrival::new(rule.arrangement, rule.origin);
        self == asked || (rule.origin.is_none() && self.0 / ORIGINS == asked.0 / ORIGINS)
    }
}

impl Place {
    /// The place of a dossier; arrivals that it has no room for go into `more`.
    pub(super) fn of(dossier: &Dossier, more: &mut Vec<Arrival>) -> Self {
        let site = &dossier.site;
        let country = site.country.or(site.subdivision.map(Subdivision::country));
        let mut place = Place {
            country: country.map_or(0, Country::number),
            part: site.subdivision.map_or(0, Subdivision::part_number),
            arrivals: Default::default(),
        };
        let workforce = site.workforce.iter().flatten().filter(|group| group.workers != Some(0));
        let groups =
            dossier.report.interviews.groups.iter().flatten().filter(|group| group.workers != Some(0));
        let arrivals = workforce
            .map(|group| (group.arrangement, group.origin))
            .chain(groups.map(|group| (group.arrangement, None)));
        for (arrangement, origin) in arrivals {
            let Some(arrival) = arrangement.map(|arrangement| Arrival::new(arrangement, origin)) else {
                continue;
            };
            let free = place.arrivals.iter_mut().find(|known| **known == arrival || known.0 == 0);
            match free {
                Some(free) => *free = arrival,
                None if more.contains(&arrival) => {}
                None => more.push(arrival),
            }
        }
        place
    }
}

/// Whether coercion stands between workers and their words.
pub(super) fn coercion_context(known: &Known<'_>, tables: &Tables, _: u32) -> Possible {
    use CoercionContext::{Impossible, NoneKnown, NotExcluded};
    let place = known.place();
    let stated = place.arrivals.iter().take_while(|arrival| arrival.0 != 0).chain(known.more_arrivals);
    let at_worst = stated
        .flat_map(|arrival| tables.arrangements.iter().filter(|rule| arrival.meets(rule)))
        .map(|rule| rule.testimony)
        .min();
    if at_worst == Some(Testimony::Impossible) {
        return Possible::any_of(&[Impossible]);
    }

    let is_part = |region: &Region| {
        region.subdivision.is_none_or(|subdivision| subdivision.part_number() == place.part)
    };
    let may_lie_in = |region: &&Region| {
        (place.country == 0 || place.country == region.country.number())
            && (place.part == 0 || is_part(region))
    };
    let lies_in = |region: &&Region| place.country == region.country.number() && is_part(region);
    let established_by = known.named(WORKFORCE_ESTABLISHED_BY);
    let in_region = |testimony: Testimony| -> &[CoercionContext] {
        match testimony {
            Testimony::Impossible => &[Impossible],
            Testimony::NotExcluded if established_by == Set::all(WorkforceEstablishedBy::ALL.len()) => {
                &[NotExcluded, NoneKnown]
            }
            Testimony::NotExcluded
                if established_by.meets(Set::one(WorkforceEstablishedBy::Independent.index())) =>
            {
                &[NoneKnown]
            }
            Testimony::NotExcluded => &[NotExcluded],
        }
    };
    let certain = tables.regions.iter().filter(lies_in).map(|region| region.testimony);
    let at_best = certain.chain(at_worst).min().map_or(&[NoneKnown][..], in_region);
    // Where the site may lie can only make it worse than where it certainly lies.
    let bound = at_best.iter().max().copied().unwrap_or(NoneKnown);
    let possible = tables.regions.iter().filter(may_lie_in).flat_map(|region| in_region(region.testimony));
    let possible = possible.map(|context| (*context).min(bound));
    let all = possible.chain(at_best.iter().copied()).map(|context| Set::one(context.index()));
    Possible::Named(all.collect())
}
