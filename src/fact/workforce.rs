//! Who established who works at the site, and whether the list of workers is complete.
//!
//! The list of workers is what a captor falsifies first. That the auditors counted for themselves is believed where their
//! count is stated, every shift and the housing was seen, and the list reaches what was counted (semantics, 1).

use crate::counted::Counted;
use crate::document::named;
use crate::dossier::premises::{saw_nothing, shifts};
use crate::dossier::site::{Arrangement, Dormitories, WorkerGroup, WorkforceCovers, WorkforceEstablishedBy};
use crate::dossier::{Dossier, spans};
use crate::fact::possible::{ANY_COUNT, Possible, Tri};
use crate::range::Range;

/// How it is known who works at the site, as far as the report bears it out.
pub(crate) fn established(dossier: &Dossier) -> Range<WorkforceEstablishedBy> {
    use WorkforceEstablishedBy::{DocumentsOnly, Independent, NotChecked};
    let (worst, best) = match (dossier.site.workforce_established_by, is_borne_out(dossier)) {
        (Some(Independent), Tri::Yes) => (Independent, Independent),
        (Some(Independent), Tri::Maybe) => (DocumentsOnly, Independent),
        (Some(Independent), Tri::No) => (DocumentsOnly, DocumentsOnly),
        (Some(by), _) => (by, by),
        (None, Tri::No) => (NotChecked, DocumentsOnly),
        (None, _) => (NotChecked, Independent),
    };
    Range::new(worst, best)
}

/// Whether what the report says of the visit bears out that the auditors counted for themselves.
fn is_borne_out(dossier: &Dossier) -> Tri {
    let (site, visit) = (&dossier.site, &dossier.report.visit);
    let counted = if dossier.report.conclusion.headcount.is_some() { Tri::Yes } else { Tri::Maybe };
    let (seen, run) = shifts(dossier);
    let shifts = Tri::less(seen, run).not();
    let seen = visit.dormitories_seen.or(saw_nothing(dossier).then_some(false));
    let housing = Tri::is(site.dormitories, &Dormitories::None).or(Tri::is(seen, &true));
    counted.and(shifts).and(housing).and(is_reached(dossier))
}

/// Whether the list reaches the larger of the auditors' count and the headcount.
fn is_reached(dossier: &Dossier) -> Tri {
    let Some(workforce) = &dossier.site.workforce else { return Tri::Maybe };
    let listed = listed(workforce.iter());
    let counts = [dossier.report.conclusion.headcount, dossier.site.headcount];
    let counts = counts.map(|count| count.map_or(ANY_COUNT, Counted::range).map(u64::from));
    let larger = counts.into_iter().fold(Range::exactly(0), |larger, count| {
        Range::new(larger.worst().max(count.worst()), larger.best().max(count.best()))
    });
    Tri::less(listed, larger).not()
}

/// How many workers these groups have: one at least where it is not stated.
pub(super) fn listed<'a>(groups: impl Iterator<Item = &'a WorkerGroup>) -> Range<u64> {
    groups.fold(Range::exactly(0), |sum, group| {
        let workers = spans::at_least_one(group.workers, None).map(|workers| workers.map(u64::from));
        let workers = workers.unwrap_or(Range::known_order(1, u64::MAX));
        Range::new(sum.worst().saturating_add(workers.worst()), sum.best().saturating_add(workers.best()))
    })
}

/// Whether the list leaves no room for a group that it does not name.
pub(crate) fn is_complete(dossier: &Dossier) -> Tri {
    let covers = Tri::is(dossier.site.workforce_covers, &WorkforceCovers::EveryonePresent);
    if covers == Tri::No {
        return covers;
    }
    let established = established(dossier).map(|by| by == WorkforceEstablishedBy::Independent);
    covers.and(match (established.worst(), established.best()) {
        (true, _) => Tri::Yes,
        (false, true) => Tri::Maybe,
        (false, false) => Tri::No,
    })
}

named! {
    /// Whether workers whom their state sent from North Korea are listed, worst first.
    pub(super) enum NorthKoreanWorkers {
        /// Some are.
        Listed = "listed",
        /// None are; an arrangement or an origin that is not stated makes nobody one of them.
        NoneListed = "none_listed",
    }
}

pub(super) fn north_korean_workers(dossier: &Dossier) -> Possible {
    let is_sent = |group: &WorkerGroup| {
        group.arrangement == Some(Arrangement::Dispatched)
            && group.origin.is_some_and(|origin| origin.to_string() == "KP")
            && group.workers != Some(Counted::from(0))
    };
    let sent = dossier.site.workforce.iter().flatten().any(is_sent);
    Possible::any_of(if sent { &[NorthKoreanWorkers::Listed] } else { &[NorthKoreanWorkers::NoneListed] })
}
