//! In which language the workers were heard, and through whom.
//!
//! Language is asked *per group of workers*, not once: the site stands at its worst-covered language among those that are
//! known, as they are listed or somebody was heard in them (semantics, 1). That a list may hide a group is counted with
//! who established the workforce; where hidden groups are documented it counts here too, at the door (`fact/row`).

use crate::document::{Word as _, named};
use crate::dossier::Dossier;
use crate::dossier::report::{InNativeLanguage, Interpreter, InterviewGroup, Place};
use crate::dossier::site::WorkerGroup;
use crate::dossier::spans::is_anybody;
use crate::fact::interviews::{group_workers, heard, stated};
use crate::fact::possible::Tri;
use crate::fact::workforce;
use crate::language::Language;
use crate::range::Range;

named! {
    /// How the worst-covered language of the site was heard, worst first.
    pub(crate) enum LanguageCover {
        /// Nobody was heard in it, or too few.
        NotHeard = "not_heard",
        /// Through an interpreter of the state.
        ByGovernmentInterpreter = "by_government_interpreter",
        /// Through an interpreter of the facility, an agent, a co-worker or the buyer's people.
        ByFacilityInterpreter = "by_facility_interpreter",
        /// Through an independent interpreter.
        ByIndependentInterpreter = "by_independent_interpreter",
        /// By an auditor who speaks it.
        ByAuditor = "by_auditor",
    }
}

/// So many workers of a language have to be heard, or all of them, or one in a hundred where that is more.
pub(super) const ENOUGH: u64 = 5;

/// A language of the workforce, and how many workers were heard in it.
pub(crate) struct Spoken {
    pub(crate) language: Language,
    /// How many workers are listed; `None` of a language in which somebody was heard and that nobody listed.
    pub(crate) listed: Option<Range<u64>>,
    /// Of each cover how many workers were heard at least so well.
    heard: [Range<u64>; LanguageCover::ALL.len()],
}

impl Spoken {
    fn of(dossier: &Dossier, language: Language) -> Self {
        let mut own = listed(dossier).filter(|group| stated(group.language) == Some(language)).peekable();
        let is_listed = own.peek().is_some();
        // A group without a count has no more than all workers; of the others the most is stated.
        let mut stated_most: u64 = 0;
        let workers = workforce::listed(own.inspect(|group| {
            let most = group.workers.map_or(1, |workers| workers.most().into());
            stated_most = stated_most.saturating_add(most);
        }));
        let headcount = dossier.site.headcount.map_or(u64::MAX, |headcount| headcount.most().into());
        let most = workers.best().min(headcount).max(stated_most);
        let mut heard = [Range::exactly(0); LanguageCover::ALL.len()];
        for group in self::heard(dossier).into_iter().flatten() {
            let is_own = stated(group.language).map_or(Tri::No, |other| may_be_same(language, other));
            add(&mut heard, group, is_own);
        }
        Spoken { language, listed: is_listed.then(|| Range::new(workers.worst(), most)), heard }
    }

    /// How many of its workers have to be heard.
    pub(super) fn needed(&self) -> Range<u64> {
        let of = |workers: u64| workers.min(ENOUGH.max(workers.div_ceil(100)));
        self.listed.map_or(Range::known_order(1, ENOUGH), |workers| workers.map(of))
    }

    /// How it was heard, by the groups that state their language: a way of hearing counts where enough were heard at least
    /// so well.
    pub(crate) fn cover(&self) -> Range<LanguageCover> {
        let needed = self.needed();
        Range::new(
            self.best_where(|heard| heard.worst() >= needed.best()),
            self.best_where(|heard| heard.best() >= needed.worst()),
        )
    }

    /// The best cover at which enough were heard.
    fn best_where(&self, is_enough: impl Fn(&Range<u64>) -> bool) -> LanguageCover {
        let enough = LanguageCover::ALL.iter().zip(&self.heard).rev().find(|(_, heard)| is_enough(heard));
        enough.map_or(LanguageCover::NotHeard, |(cover, _)| *cover)
    }

    /// How many workers were heard in it, through whomever.
    pub(crate) fn heard(&self) -> Range<u64> {
        self.heard.first().copied().unwrap_or(Range::known_order(0, 0))
    }

    /// How many workers more have to be heard at least so well, at best.
    fn lacks(&self, cover: LanguageCover) -> u64 {
        let heard = self.heard.get(cover.index()).map_or(0, Range::best);
        self.needed().worst().saturating_sub(heard)
    }
}

/// Whether the two are the same language; a macrolanguage beside one of its members does not settle it.
pub(super) fn may_be_same(one: Language, other: Language) -> Tri {
    one.is_same(other).map_or(Tri::Maybe, Tri::from)
}

/// The listed groups in which there is anybody.
fn listed(dossier: &Dossier) -> impl Iterator<Item = &WorkerGroup> + Clone {
    dossier.site.workforce.iter().flatten().filter(|group| is_anybody(group.workers))
}

/// Every language of the workforce that is known, as it is listed or somebody was heard in it.
pub(crate) fn spoken(dossier: &Dossier) -> Vec<Spoken> {
    let groups = heard(dossier).into_iter().flatten();
    let mut all: Vec<Spoken> = Vec::new();
    listed(dossier).map(|group| group.language).chain(groups.map(|group| group.language)).for_each(|one| {
        if let Some(language) = stated(one).filter(|one| all.iter().all(|known| known.language != *one)) {
            all.push(Spoken::of(dossier, language));
        }
    });
    all
}

/// Adds a group that was heard to the workers of a language, where it is, or may be, its own.
fn add(heard: &mut [Range<u64>], group: &InterviewGroup, is_own: Tri) {
    if is_own == Tri::No {
        return;
    }
    let (workers, cover) = (group_workers(group).map(u64::from), cover(group));
    let reached = LanguageCover::ALL.iter().zip(heard).take_while(|(at_least, _)| **at_least <= cover.best());
    for (at_least, sum) in reached {
        let least = if is_own == Tri::Yes && cover.worst() >= *at_least { workers.worst() } else { 0 };
        *sum = Range::new(sum.worst().saturating_add(least), sum.best().saturating_add(workers.best()));
    }
}

/// How a group was heard.
fn cover(group: &InterviewGroup) -> Range<LanguageCover> {
    match group.interpreter {
        // Off the site nobody of the state was there.
        None if group.place == Some(Place::OffSite) => {
            Range::new(LanguageCover::ByFacilityInterpreter, LanguageCover::ByAuditor)
        }
        None => Range::new(LanguageCover::ByGovernmentInterpreter, LanguageCover::ByAuditor),
        Some(Interpreter::Government) => Range::exactly(LanguageCover::ByGovernmentInterpreter),
        Some(Interpreter::Facility | Interpreter::Agent | Interpreter::CoWorker | Interpreter::Buyer) => {
            Range::exactly(LanguageCover::ByFacilityInterpreter)
        }
        Some(Interpreter::Independent) => Range::exactly(LanguageCover::ByIndependentInterpreter),
        Some(Interpreter::Auditor) => Range::exactly(LanguageCover::ByAuditor),
    }
}

/// How the worst-covered language of the workers who are known was heard.
pub(super) fn known_language_cover(dossier: &Dossier) -> Range<LanguageCover> {
    let by_groups = by_groups(dossier);
    match dossier.report.interviews.in_native_language {
        None => by_groups,
        Some(InNativeLanguage::Some | InNativeLanguage::None) => Range::exactly(LanguageCover::NotHeard),
        Some(InNativeLanguage::All) => {
            let groups = heard(dossier);
            let is_anybody_known = groups.is_some() || listed(dossier).next().is_some();
            if native_language_contradicted(dossier) == Tri::Yes || !is_anybody_known {
                return by_groups;
            }
            // Everybody who is known was heard, through the interpreters that are stated.
            let least = groups.into_iter().flatten().map(|group| cover(group).worst()).min();
            let least = least.unwrap_or(LanguageCover::ByGovernmentInterpreter).min(by_groups.best());
            Range::new(by_groups.worst().max(least), by_groups.best())
        }
    }
}

/// The same by the groups of workers alone, whatever the report says of all interviews together.
fn by_groups(dossier: &Dossier) -> Range<LanguageCover> {
    let Some(heard) = heard(dossier) else {
        return Range::new(LanguageCover::NotHeard, LanguageCover::ByAuditor);
    };
    let spoken = spoken(dossier);
    // A group that is listed without its language may speak one in which nobody was heard.
    let worst = if listed(dossier).all(|group| stated(group.language).is_some()) {
        spoken.iter().map(|language| language.cover().worst()).min().unwrap_or(LanguageCover::NotHeard)
    } else {
        LanguageCover::NotHeard
    };
    // A group that was heard in a language that is not stated may hold workers of each that still lacks some.
    let is_reachable = |at_least: &&LanguageCover| {
        let reaching = heard.clone().filter(|group| cover(group).best() >= **at_least);
        if reaching.clone().next().is_none() {
            return false;
        }
        let lacking = spoken.iter().map(|language| language.lacks(**at_least)).fold(0, u64::saturating_add);
        let unnamed = reaching.filter(|group| stated(group.language).is_none());
        let spare = unnamed.map(|group| u64::from(group_workers(group).best())).fold(0, u64::saturating_add);
        lacking <= spare
    };
    let best = LanguageCover::ALL.iter().rev().find(is_reachable).copied().unwrap_or(LanguageCover::NotHeard);
    Range::new(worst, best)
}

/// Whether the groups of workers show otherwise than what the report says of all interviews together.
pub(crate) fn native_language_contradicted(dossier: &Dossier) -> Tri {
    let Some(said) = dossier.report.interviews.in_native_language else { return Tri::No };
    let cover = by_groups(dossier);
    let all_heard = if cover.worst() > LanguageCover::NotHeard {
        Tri::Yes
    } else if cover.best() > LanguageCover::NotHeard {
        Tri::Maybe
    } else {
        Tri::No
    };
    match said {
        InNativeLanguage::All => all_heard.not(),
        InNativeLanguage::Some | InNativeLanguage::None => all_heard,
    }
}
