//! How the workers were heard: through whom, where, and how many. In which language is `fact/language`.

use crate::document::named;
use crate::dossier::premises::is_off_site;
use crate::dossier::report::{Interpreter, InterviewGroup, LabourAgents, Place};
use crate::dossier::site::Arrangement;
use crate::dossier::{Dossier, spans};
use crate::fact::possible::{ANY_COUNT, Possible, Tri};
use crate::language::Language;
use crate::range::Range;

named! {
    /// The least independent interpreter through whom anybody was heard, worst first.
    pub(crate) enum LeastInterpreter {
        /// Of the state.
        Government = "government",
        /// Of the facility, an agent, a co-worker or the buyer.
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
    Some(groups.iter().filter(|group| spans::is_anybody(group.workers)))
}

/// The language, where a single one is stated: several (`mul`), one without a code (`mis`), none (`zxx`) and a whole family
/// settle nothing.
pub(crate) fn stated(language: Option<Language>) -> Option<Language> {
    language.filter(|language| !language.is_special())
}

/// The different languages among those that are stated.
pub(super) fn different(languages: impl Iterator<Item = Option<Language>>) -> Vec<Language> {
    let mut different = Vec::new();
    for language in languages.filter_map(stated) {
        if !different.contains(&language) {
            different.push(language);
        }
    }
    different
}

/// The least independent interpreter through whom anybody was heard; anything where nobody was.
pub(super) fn least_interpreter(dossier: &Dossier) -> Possible {
    let least = |group: &InterviewGroup| match group.interpreter {
        // Off the site nobody of the state was there.
        None if group.place == Some(Place::OffSite) => {
            Range::new(LeastInterpreter::Facility, LeastInterpreter::Auditor)
        }
        None => Range::new(LeastInterpreter::Government, LeastInterpreter::Auditor),
        Some(Interpreter::Government) => Range::exactly(LeastInterpreter::Government),
        Some(Interpreter::Facility | Interpreter::Agent | Interpreter::CoWorker | Interpreter::Buyer) => {
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
        None if is_off_site(group) == Tri::No => Range::new(BestPlace::Remote, BestPlace::Housing),
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
    // Where no labour agents are used nobody comes from an agency.
    let without_agents = dossier.report.interviews.labour_agents == Some(LabourAgents::NoneUsed);
    let possible = || DEPENDENT.iter().filter(|one| !without_agents || **one != Arrangement::Agency);
    let Some(workforce) = &dossier.site.workforce else {
        // The list may hold only workers of the site's own, or somebody whom nobody heard.
        let all = possible().all(is_heard);
        return Possible::any_of(if all { &[AllHeard] } else { &[OneNotHeard, AllHeard] });
    };
    let listed =
        |arrangement: &&Arrangement| workforce.iter().any(|group| group.arrangement == Some(**arrangement));
    let missing = DEPENDENT.iter().filter(listed).filter(|arrangement| !is_heard(arrangement)).count();
    let is_open = workforce.iter().any(|group| group.arrangement.is_none());
    if missing > unstated {
        return Possible::any_of(&[OneNotHeard]);
    }
    let may_miss = missing > 0 || (is_open && !possible().all(is_heard));
    Possible::any_of(if may_miss { &[OneNotHeard, AllHeard] } else { &[AllHeard] })
}

/// How many workers were heard in all, as the report counts them.
pub(crate) fn heard_workers(dossier: &Dossier) -> Range<u32> {
    workers(dossier, |_| Tri::Yes)
}

/// The same, never more than the headcount.
pub(super) fn heard_of_all(dossier: &Dossier) -> Range<u32> {
    at_most_the_headcount(dossier, heard_workers(dossier))
}

/// How many workers were heard away from site and housing, never more than the headcount.
pub(super) fn heard_off_site(dossier: &Dossier) -> Range<u32> {
    at_most_the_headcount(dossier, workers(dossier, is_off_site))
}

fn at_most_the_headcount(dossier: &Dossier, heard: Range<u32>) -> Range<u32> {
    dossier.site.headcount.map_or(heard, |headcount| {
        Range::new(heard.worst().min(headcount.least()), heard.best().min(headcount.most()))
    })
}

/// How many workers of a group were heard: where it is not stated one at least, and the women who are among them.
pub(super) fn group_workers(group: &InterviewGroup) -> Range<u32> {
    let least = group.women.map_or(1, |women| women.least().max(1));
    spans::heard(group).unwrap_or(Range::known_order(least, u32::MAX))
}

/// How many workers of the groups that count were heard.
pub(super) fn workers(dossier: &Dossier, counts: impl Fn(&InterviewGroup) -> Tri) -> Range<u32> {
    let Some(groups) = dossier.report.interviews.groups.as_deref() else { return ANY_COUNT };
    groups.iter().fold(Range::exactly(0), |sum, group| {
        let heard = group_workers(group);
        let (least, most) = match counts(group) {
            Tri::Yes => (heard.worst(), heard.best()),
            Tri::No => (0, 0),
            Tri::Maybe => (0, heard.best()),
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
