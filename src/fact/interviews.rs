//! How the workers were heard: in which language, through whom, where, and how many.
//!
//! The heart of it is language *per group of workers*, not one yes or no: a site stands at its worst-covered
//! language. And the list of workers is what a captor falsifies first, so an unlisted group is possible unless
//! somebody independent counted (semantics, 1).

use crate::document::named;
use crate::dossier::Dossier;
use crate::dossier::report::{Interpreter, InterviewGroup, Place};
use crate::dossier::site::{Arrangement, WorkerGroup, WorkforceEstablishedBy};
use crate::fact::possible::{ANY_COUNT, Possible};
use crate::language::Language;
use crate::range::Range;

named! {
    /// How the worst-covered language of the site was heard, worst first.
    pub(crate) enum LanguageCover {
        /// Nobody was heard in it.
        NotHeard = "not_heard",
        /// Through an interpreter of the state.
        ByGovernmentInterpreter = "by_government_interpreter",
        /// Through an interpreter of the facility, an agent or a co-worker.
        ByFacilityInterpreter = "by_facility_interpreter",
        /// Through an independent interpreter.
        ByIndependentInterpreter = "by_independent_interpreter",
        /// By an auditor who speaks it.
        ByAuditor = "by_auditor",
    }
}

named! {
    /// The least independent interpreter through whom anybody was heard, worst first.
    pub(crate) enum LeastInterpreter {
        /// Of the state.
        Government = "government",
        /// Of the facility, an agent or a co-worker.
        Facility = "facility",
        /// Independent.
        Independent = "independent",
        /// None was needed: the auditor speaks the language.
        Auditor = "auditor",
    }
}

named! {
    /// Whether somebody was heard of each listed arrangement that makes workers dependent, worst first.
    pub(crate) enum ArrangementsHeard {
        /// Of one at least nobody was.
        OneNotHeard = "one_not_heard",
        /// Of each somebody was, or none is listed.
        AllHeard = "all_heard",
    }
}

named! {
    /// The best place where anybody was heard, worst first.
    pub(crate) enum BestPlace {
        /// Nobody was heard.
        NobodyHeard = "nobody_heard",
        /// By telephone or video.
        Remote = "remote",
        /// On the site.
        OnSite = "on_site",
        /// Where the employer or an agent houses them.
        Housing = "housing",
        /// Away from site and housing.
        OffSite = "off_site",
    }
}

/// The groups of workers of whom at least one was heard; `None` where the report does not say.
///
/// A group that is listed without a count was heard: at least one of it.
pub(crate) fn heard(dossier: &Dossier) -> Option<impl Iterator<Item = &InterviewGroup> + Clone> {
    let groups = dossier.report.interviews.groups.as_deref()?;
    Some(groups.iter().filter(|group| group.workers != Some(0)))
}

/// The language, where one is stated.
pub(super) fn stated(language: Option<Language>) -> Option<Language> {
    language.filter(|language| language.is_stated())
}

/// The different languages among those that are stated, in their order.
pub(super) fn different(languages: impl Iterator<Item = Option<Language>>) -> Vec<Language> {
    let mut different: Vec<Language> = languages.filter_map(stated).collect();
    different.sort_unstable();
    different.dedup();
    different
}

/// How a group was heard.
pub(crate) fn cover(group: &InterviewGroup) -> Range<LanguageCover> {
    match group.interpreter {
        None => Range::new(LanguageCover::ByGovernmentInterpreter, LanguageCover::ByAuditor),
        Some(Interpreter::Government) => Range::exactly(LanguageCover::ByGovernmentInterpreter),
        Some(Interpreter::Facility | Interpreter::Agent | Interpreter::CoWorker) => {
            Range::exactly(LanguageCover::ByFacilityInterpreter)
        }
        Some(Interpreter::Independent) => Range::exactly(LanguageCover::ByIndependentInterpreter),
        Some(Interpreter::Auditor) => Range::exactly(LanguageCover::ByAuditor),
    }
}

/// How the worst-covered language of the site was heard.
pub(super) fn language_cover(dossier: &Dossier) -> Possible {
    Possible::between(language_range(dossier))
}

fn language_range(dossier: &Dossier) -> Range<LanguageCover> {
    let Some(heard) = heard(dossier) else {
        return Range::new(LanguageCover::NotHeard, LanguageCover::ByAuditor);
    };
    let Some(best_anywhere) = heard.clone().map(|group| cover(group).best()).max() else {
        return Range::exactly(LanguageCover::NotHeard);
    };
    let listed = |group: &&WorkerGroup| group.workers != Some(0);
    let workforce: Vec<_> = dossier.site.workforce.iter().flatten().filter(listed).collect();
    if workforce.is_empty() {
        return Range::new(LanguageCover::NotHeard, best_anywhere);
    }
    let languages = different(workforce.iter().map(|group| group.language));
    let unnamed_workers = workforce.iter().any(|group| stated(group.language).is_none());

    // At worst: a group whose language is not stated was heard in none of these, and a list that is not complete
    // hides a language in which nobody was heard.
    let worst_in = |language: &Language| {
        let speaks = |group: &&InterviewGroup| stated(group.language) == Some(*language);
        heard
            .clone()
            .filter(speaks)
            .map(|group| cover(group).worst())
            .max()
            .unwrap_or(LanguageCover::NotHeard)
    };
    let worst = if unnamed_workers || !is_complete(dossier, &workforce) {
        LanguageCover::NotHeard
    } else {
        languages.iter().map(worst_in).min().unwrap_or(LanguageCover::NotHeard)
    };

    // At best: each group whose language is not stated was heard in one language that is still missing.
    let reachable = |level: &&LanguageCover| {
        let reaches = |group: &&InterviewGroup| cover(group).best() >= **level;
        let missing = |language: &&Language| {
            !heard.clone().filter(reaches).any(|group| stated(group.language) == Some(**language))
        };
        let spare = heard.clone().filter(reaches).filter(|group| stated(group.language).is_none()).count();
        languages.iter().filter(missing).count() <= spare && heard.clone().any(|group| reaches(&group))
    };
    let best = LanguageCover::ALL.iter().rev().find(reachable).copied().unwrap_or(LanguageCover::NotHeard);
    Range::new(worst, best)
}

/// Whether the list of workers leaves no room for a group that it does not name.
pub(crate) fn is_complete(dossier: &Dossier, workforce: &[&WorkerGroup]) -> bool {
    let counted = workforce.iter().map(|group| group.workers.map(u64::from)).sum::<Option<u64>>();
    let all_there =
        counted.zip(dossier.site.headcount).is_some_and(|(counted, headcount)| counted >= headcount.into());
    dossier.site.workforce_established_by == Some(WorkforceEstablishedBy::Independent) && all_there
}

/// The least independent interpreter through whom anybody was heard; anything where nobody was.
pub(super) fn least_interpreter(dossier: &Dossier) -> Possible {
    let least = |group: &InterviewGroup| match group.interpreter {
        None => Range::new(LeastInterpreter::Government, LeastInterpreter::Auditor),
        Some(Interpreter::Government) => Range::exactly(LeastInterpreter::Government),
        Some(Interpreter::Facility | Interpreter::Agent | Interpreter::CoWorker) => {
            Range::exactly(LeastInterpreter::Facility)
        }
        Some(Interpreter::Independent) => Range::exactly(LeastInterpreter::Independent),
        Some(Interpreter::Auditor) => Range::exactly(LeastInterpreter::Auditor),
    };
    let all = heard(dossier).and_then(|groups| {
        groups
            .map(least)
            .reduce(|one, other| Range::new(one.worst().min(other.worst()), one.best().min(other.best())))
    });
    all.map_or(Possible::word(None::<LeastInterpreter>), Possible::between)
}

/// The best place where anybody was heard: hearing more workers, wherever, never makes it worse.
pub(super) fn best_place(dossier: &Dossier) -> Possible {
    let place = |group: &InterviewGroup| match group.place {
        None => Range::new(BestPlace::Remote, BestPlace::OffSite),
        Some(Place::Remote) => Range::exactly(BestPlace::Remote),
        Some(Place::OnSite) => Range::exactly(BestPlace::OnSite),
        Some(Place::Housing) => Range::exactly(BestPlace::Housing),
        Some(Place::OffSite) => Range::exactly(BestPlace::OffSite),
    };
    let Some(groups) = heard(dossier) else { return Possible::word(None::<BestPlace>) };
    let better = |one: Range<BestPlace>, other: Range<BestPlace>| {
        Range::new(one.worst().max(other.worst()), one.best().max(other.best()))
    };
    Possible::between(groups.map(place).fold(Range::exactly(BestPlace::NobodyHeard), better))
}

/// Arrangements that make workers depend on somebody beside the site for whether they may stay.
const DEPENDENT: [Arrangement; 4] =
    [Arrangement::Agency, Arrangement::Dispatched, Arrangement::Migrant, Arrangement::StateTransfer];

/// Whether somebody was heard of each dependent arrangement on the list of workers.
///
/// A list may hide a group; that it may is counted with the language cover. Here only what is listed counts, so that a
/// known group that nobody heard is told apart from one that nobody knows.
pub(super) fn arrangements_heard(dossier: &Dossier) -> Possible {
    use ArrangementsHeard::{AllHeard, OneNotHeard};
    let groups = dossier.report.interviews.groups.as_deref();
    let is_heard = |arrangement: &Arrangement| {
        groups.unwrap_or_default().iter().any(|group| group.arrangement == Some(*arrangement))
    };
    // Interviews of which the arrangement is not stated may have been with anybody.
    let unstated =
        groups.map_or(usize::MAX, |groups| groups.iter().filter(|group| group.arrangement.is_none()).count());
    let Some(workforce) = &dossier.site.workforce else {
        // The list may hold only workers of the site's own, or somebody whom nobody heard.
        let all = DEPENDENT.iter().all(is_heard);
        return Possible::any_of(if all { &[AllHeard] } else { &[OneNotHeard, AllHeard] });
    };
    let listed =
        |arrangement: &&Arrangement| workforce.iter().any(|group| group.arrangement == Some(**arrangement));
    let missing = DEPENDENT.iter().filter(listed).filter(|arrangement| !is_heard(arrangement)).count();
    let open = workforce.iter().any(|group| group.arrangement.is_none());
    if missing > unstated {
        return Possible::any_of(&[OneNotHeard]);
    }
    let may_miss = missing > 0 || (open && !DEPENDENT.iter().all(is_heard));
    Possible::any_of(if may_miss { &[OneNotHeard, AllHeard] } else { &[AllHeard] })
}

/// How many workers were heard in all.
pub(crate) fn heard_workers(dossier: &Dossier) -> Range<u32> {
    workers(dossier, |_| Some(true))
}

/// How many workers were heard away from site and housing.
pub(super) fn heard_off_site(dossier: &Dossier) -> Range<u32> {
    workers(dossier, |group| group.place.map(|place| place == Place::OffSite))
}

/// How many workers of the groups that count were heard; `None` is a group of which it is not known.
pub(super) fn workers(dossier: &Dossier, counts: impl Fn(&InterviewGroup) -> Option<bool>) -> Range<u32> {
    let Some(groups) = dossier.report.interviews.groups.as_deref() else { return ANY_COUNT };
    groups.iter().fold(Range::exactly(0), |sum, group| {
        let (least, most) = group.workers.map_or((1, u32::MAX), |workers| (workers, workers));
        let (least, most) = match counts(group) {
            Some(true) => (least, most),
            Some(false) => (0, 0),
            None => (0, most),
        };
        Range::new(sum.worst().saturating_add(least), sum.best().saturating_add(most))
    })
}

/// Workers heard per auditor day, rounded down.
pub(super) fn interviews_per_auditor_day(dossier: &Dossier) -> Possible {
    let heard = heard_workers(dossier);
    let per_day = |workers: u32, tenths: u32| {
        let tenfold = u64::from(workers).saturating_mul(10);
        match tenfold.checked_div(tenths.into()) {
            Some(rate) => u32::try_from(rate).unwrap_or(u32::MAX),
            None => {
                if workers == 0 {
                    0
                } else {
                    u32::MAX
                }
            }
        }
    };
    Possible::Count(match dossier.report.visit.auditor_days {
        Some(days) => heard.map(|workers| per_day(workers, days.tenths())),
        None => Range::new(0, if heard.best() == 0 { 0 } else { u32::MAX }),
    })
}
