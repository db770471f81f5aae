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
use crate::dossier::spans::is_anybody;
use crate::fact::possible::Set;

named! {
    /// Whether workers can speak freely in a place or arrangement, worst first.
    pub(crate) enum Testimony {
        /// No interview can show absence there.
        Impossible = "impossible",
        /// Coercion is not excluded until the workforce was established independently.
        NotExcluded = "not_excluded",
    }
}

/// What a pack says of a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) country: Country,
    pub(crate) subdivision: Option<Subdivision>,
    pub(crate) testimony: Testimony,
}

/// What a pack says of an arrangement in which workers come to a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ArrangementRule {
    pub(crate) arrangement: Arrangement,
    pub(crate) origin: Option<Country>,
    pub(crate) testimony: Testimony,
}

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
    /// Above every arrival.
    const END: u16 = end();

    fn new(arrangement: Arrangement, origin: Option<Country>) -> Self {
        let arrangement = u16::try_from(arrangement.index()).unwrap_or(0).saturating_add(1);
        Arrival(arrangement.saturating_mul(ORIGINS).saturating_add(origin.map_or(0, Country::number)))
    }

    fn meets(self, rule: &ArrangementRule) -> bool {
        let asked = Arrival::new(rule.arrangement, rule.origin);
        self == asked || (rule.origin.is_none() && self.0 / ORIGINS == asked.0 / ORIGINS)
    }
}

#[expect(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "runs in the compiler"
)]
const fn end() -> u16 {
    (Arrangement::ALL.len() as u16 + 1) * ORIGINS
}

impl Place {
    /// A place of which nothing is stated.
    pub(super) const NOWHERE: Place = Place { country: 0, part: 0, arrivals: [Arrival(0); 4] };

    /// A place of the same country, where that is known, and of the same arrivals that no region names.
    pub(super) fn elsewhere(self) -> Self {
        let country = if self.country == 0 { u16::MAX } else { self.country };
        Place { country, part: if self.part == 0 { u16::MAX } else { self.part }, ..self }
    }

    /// The place of a dossier; arrivals that it has no room for go into `more`.
    pub(super) fn of(dossier: &Dossier, more: &mut Vec<Arrival>) -> Self {
        let site = &dossier.site;
        let country = site.country.or(site.subdivision.map(Subdivision::country));
        let mut place = Place {
            country: country.map_or(0, Country::number),
            part: site.subdivision.map_or(0, Subdivision::part_number),
            arrivals: Default::default(),
        };
        let workforce = site.workforce.iter().flatten().filter(|group| is_anybody(group.workers));
        let groups = dossier.report.interviews.groups.iter().flatten();
        let groups = groups.filter(|group| is_anybody(group.workers));
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

/// What a pack's regions and arrangements come to, worked out once for every place that they tell apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Contexts {
    /// Of each country by its number, and of 0 where it is not stated, the place of its parts in `parts`.
    countries: Vec<u16>,
    /// First those of every country that no region names.
    parts: Vec<Parts>,
    /// Of each [`Arrival`] the place in [`TESTIMONIES`].
    arrivals: Vec<u8>,
}

/// What the parts of a country come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Parts {
    /// Those that a region names, and 0 where it is not stated.
    named: Vec<(u16, Answers)>,
    other: Answers,
}

/// The context as bits, by the place in [`Established::ALL`] and in [`TESTIMONIES`].
type Answers = [[u8; 3]; 3];

/// What arrivals come to at worst.
const TESTIMONIES: [Option<Testimony>; 3] = [Some(Testimony::Impossible), Some(Testimony::NotExcluded), None];
const NO_TESTIMONY: u8 = 2;

/// Who established the workforce, as far as it matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Established {
    MaybeIndependently,
    Independently,
    NotIndependently,
}

impl Established {
    const ALL: [Established; 3] =
        [Established::MaybeIndependently, Established::Independently, Established::NotIndependently];

    /// From the values that `derived.workforce_established` may have.
    fn of(named: Set) -> Self {
        let independent = Set::one(WorkforceEstablishedBy::Independent.index());
        if named == independent {
            Established::Independently
        } else if named.meets(independent) {
            Established::MaybeIndependently
        } else {
            Established::NotIndependently
        }
    }
}

impl Contexts {
    /// From the tables of a pack.
    pub(crate) fn new(regions: &[Region], arrangements: &[ArrangementRule]) -> Self {
        let mut parts = vec![Parts { named: Vec::new(), other: answers(&[], 0, 0) }];
        let mut number = |country: u16| {
            let here = |region: &&Region| country == 0 || region.country.number() == country;
            let here: Vec<Region> = regions.iter().filter(here).cloned().collect();
            if here.is_empty() {
                return 0;
            }
            parts.push(Parts::of(&here, country));
            u16::try_from(parts.len().saturating_sub(1)).unwrap_or(0)
        };
        let countries = (0..=Country::LAST_NUMBER).map(&mut number).collect();
        let at_worst = |arrival: u16| {
            let rules = arrangements.iter().filter(|rule| Arrival(arrival).meets(rule));
            let at_worst = rules.map(|rule| rule.testimony).min();
            (0..).zip(TESTIMONIES).find(|(_, known)| *known == at_worst).map_or(NO_TESTIMONY, |(at, _)| at)
        };
        Contexts { countries, parts, arrivals: (0..Arrival::END).map(at_worst).collect() }
    }

    /// What the coercion context may be; `more` are arrivals that the place has no room for, and `established` the
    /// values that `derived.workforce_established` may have.
    pub(super) fn possible(&self, place: &Place, more: &[Arrival], established: Set) -> Set {
        let testimony =
            |arrival: &Arrival| self.arrivals.get(usize::from(arrival.0)).copied().unwrap_or(NO_TESTIMONY);
        let [first, second, third, fourth] = &place.arrivals;
        let mut at_worst =
            testimony(first).min(testimony(second)).min(testimony(third)).min(testimony(fourth));
        if !more.is_empty() {
            at_worst = more.iter().map(testimony).fold(at_worst, u8::min);
        }
        let parts = self.countries.get(usize::from(place.country)).copied().unwrap_or(0);
        let Some(parts) = self.parts.get(usize::from(parts)) else { return Set::default() };
        let [maybe, independently, not] = parts.answers(place.part);
        let bits = match Established::of(established) {
            Established::MaybeIndependently => maybe,
            Established::Independently => independently,
            Established::NotIndependently => not,
        };
        Set::from_bits(bits.get(usize::from(at_worst)).copied().unwrap_or(0).into())
    }
}

/// Whether the site lies in a named region, or may lie in one of its country, or has workers whom it does not employ itself.
pub(crate) fn is_dependent(contexts: &Contexts, dossier: &Dossier) -> bool {
    let mut arrivals = Vec::new();
    let place = Place::of(dossier, &mut arrivals);
    let direct = Arrival::new(Arrangement::Direct, None).0 / ORIGINS;
    let all = place.arrivals.iter().chain(&arrivals).filter(|arrival| arrival.0 > 0);
    let is_anybody_sent = all.into_iter().any(|arrival| arrival.0 / ORIGINS != direct);
    let here = Place { arrivals: Place::NOWHERE.arrivals, ..place };
    let not_established = Set::one(WorkforceEstablishedBy::DocumentsOnly.index());
    let alone = contexts.possible(&here, &[], not_established);
    let is_named = place.country != 0 && alone != Set::one(CoercionContext::NoneKnown.index());
    is_anybody_sent || is_named
}

impl Parts {
    fn answers(&self, part: u16) -> &Answers {
        // Most places lie where no region is named.
        if self.named.is_empty() {
            return &self.other;
        }
        self.named.iter().find(|(named, _)| *named == part).map_or(&self.other, |(_, answers)| answers)
    }

    /// From the regions that may lie in a country.
    fn of(regions: &[Region], country: u16) -> Self {
        let mut named: Vec<u16> =
            regions.iter().filter_map(|region| Some(region.subdivision?.part_number())).chain([0]).collect();
        named.sort_unstable();
        named.dedup();
        let other = (1..=u16::MAX).find(|part| named.binary_search(part).is_err()).unwrap_or(0);
        let of = |part: u16| answers(regions, country, part);
        Parts { named: named.into_iter().map(|part| (part, of(part))).collect(), other: of(other) }
    }
}

/// What a place comes to.
fn answers(regions: &[Region], country: u16, part: u16) -> Answers {
    Established::ALL.map(|established| {
        TESTIMONIES.map(|at_worst| {
            let contexts = contexts(regions, (country, part), established, at_worst);
            contexts.iter().fold(0, |bits, context| bits | 1 << context.index())
        })
    })
}

/// Whether coercion stands between workers and their words, at a place, given what the arrivals come to.
fn contexts(
    regions: &[Region],
    (country, part): (u16, u16),
    established: Established,
    at_worst: Option<Testimony>,
) -> Vec<CoercionContext> {
    use CoercionContext::{Impossible, NoneKnown, NotExcluded};
    if at_worst == Some(Testimony::Impossible) {
        return vec![Impossible];
    }
    let is_part =
        |region: &Region| region.subdivision.is_none_or(|subdivision| subdivision.part_number() == part);
    let may_lie_in = |region: &&Region| {
        (country == 0 || country == region.country.number()) && (part == 0 || is_part(region))
    };
    let lies_in = |region: &&Region| country == region.country.number() && is_part(region);
    let comes_to = |testimony: Testimony| -> &[CoercionContext] {
        match (testimony, established) {
            (Testimony::Impossible, _) => &[Impossible],
            (Testimony::NotExcluded, Established::MaybeIndependently) => &[NotExcluded, NoneKnown],
            (Testimony::NotExcluded, Established::Independently) => &[NoneKnown],
            (Testimony::NotExcluded, Established::NotIndependently) => &[NotExcluded],
        }
    };
    let certain = regions.iter().filter(lies_in).map(|region| region.testimony);
    let at_best = certain.chain(at_worst).min().map_or(&[NoneKnown][..], comes_to);
    // Where the site may lie can only make it worse than where it certainly lies.
    let bound = at_best.iter().max().copied().unwrap_or(NoneKnown);
    let possible = regions.iter().filter(may_lie_in).flat_map(|region| comes_to(region.testimony));
    possible.map(|context| (*context).min(bound)).chain(at_best.iter().copied()).collect()
}
