//! Who established who works at the site, and whether the list of workers is complete.
//!
//! The list of workers is what a captor falsifies first. That the auditors counted for themselves is believed where their
//! count is stated, every shift and the housing was seen, and the list reaches what was counted (semantics, 1).

use crate::dossier::Dossier;
use crate::dossier::site::{Dormitories, WorkerGroup, WorkforceCovers, WorkforceEstablishedBy};
use crate::fact::possible::Tri;
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
    let shifts = site.shifts.zip(visit.shifts_seen).map_or(Tri::Maybe, |(run, seen)| Tri::from(seen >= run));
    let housing = Tri::is(site.dormitories, &Dormitories::None).or(Tri::is(visit.dormitories_seen, &true));
    counted.and(shifts).and(housing).and(is_reached(dossier))
}

/// Whether the list reaches the larger of the auditors' count and the headcount.
fn is_reached(dossier: &Dossier) -> Tri {
    let Some(workforce) = &dossier.site.workforce else { return Tri::Maybe };
    let listed = listed(workforce.iter());
    let counts = [dossier.report.conclusion.headcount, dossier.site.headcount];
    let [least, most] = [0, u32::MAX]
        .map(|unstated| counts.iter().map(|count| u64::from(count.unwrap_or(unstated))).fold(0, u64::max));
    if listed.best() < least {
        Tri::No
    } else if listed.worst() >= most {
        Tri::Yes
    } else {
        Tri::Maybe
    }
}

/// How many workers these groups have: one at least where it is not stated.
pub(super) fn listed<'a>(groups: impl Iterator<Item = &'a WorkerGroup>) -> Range<u64> {
    groups.fold(Range::exactly(0), |sum, group| {
        let workers = group.workers.map(u64::from);
        Range::new(
            sum.worst().saturating_add(workers.unwrap_or(1)),
            sum.best().saturating_add(workers.unwrap_or(u64::MAX)),
        )
    })
}

/// Whether the list leaves no room for a group that it does not name.
pub(crate) fn is_complete(dossier: &Dossier) -> bool {
    established(dossier).worst() == WorkforceEstablishedBy::Independent
        && dossier.site.workforce_covers == Some(WorkforceCovers::EveryonePresent)
}
