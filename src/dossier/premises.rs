//! What stated keys come to together: whether anybody was there, whether the visit was announced, how long it was.
//!
//! The rows of the table of entailments are made of these.

use crate::dossier::ids::is_same_name;
use crate::dossier::report::{
    Access, Entry, ForcedLabour, Indicators, Interpreter, InterviewGroup, Mode, Place, ReportType, bits,
};
use crate::dossier::site::Arrangement;
use crate::dossier::spans::{self, VisitDays, auditors, is_some};
use crate::dossier::whole::Dossier;
use crate::range::Range;
use crate::tri::Tri;

/// A mode in which nobody is on the site or with its workers.
pub(crate) fn is_from_afar(mode: Option<Mode>) -> bool {
    matches!(mode, Some(Mode::Desktop | Mode::Remote))
}

/// Whether the report states something that only happens on the site.
pub(crate) fn was_there(dossier: &Dossier) -> Tri {
    let visit = &dossier.report.visit;
    let went = visit.auditor_days.is_some_and(|days| days.tenths() > 0)
        || visit.dormitories_seen == Some(true)
        || matches!(visit.entry, Some(Entry::Immediate | Entry::Delayed))
        || is_heard_at(dossier, &[Place::OnSite, Place::Housing]);
    is_some(spans::shifts(dossier).0).or(went.into())
}

/// Whether somebody is stated to have been heard at one of these places.
pub(crate) fn is_heard_at(dossier: &Dossier, places: &[Place]) -> bool {
    let mut groups = dossier.report.interviews.groups.iter().flatten();
    groups.any(|group| group.place.is_some_and(|place| places.contains(&place)))
}

/// Whether nobody was on the site, as the report states.
pub(crate) fn nobody_went(dossier: &Dossier) -> bool {
    is_from_afar(dossier.report.visit.mode) || dossier.report.r#type == Some(ReportType::DeskClosure)
}

/// Whether an interpreter is of the facility, an agent or the state: with such a one nobody is heard off the site.
pub(crate) fn is_controlled(interpreter: Option<Interpreter>) -> bool {
    matches!(interpreter, Some(Interpreter::Facility | Interpreter::Agent | Interpreter::Government))
}

/// Whether a group was heard away from site and housing.
pub(crate) fn is_off_site(group: &InterviewGroup) -> Tri {
    let may_be = if is_controlled(group.interpreter) { Tri::No } else { Tri::Maybe };
    group.place.map_or(may_be, |place| (place == Place::OffSite).into())
}

/// Whether labour agents are used: workers of an agency are listed or were heard, or an agent interpreted.
pub(crate) fn uses_agents(dossier: &Dossier) -> bool {
    let mut listed = dossier.site.workforce.iter().flatten();
    let mut heard = dossier.report.interviews.groups.iter().flatten();
    listed.any(|group| group.arrangement == Some(Arrangement::Agency))
        || heard.any(|group| {
            group.arrangement == Some(Arrangement::Agency) || group.interpreter == Some(Interpreter::Agent)
        })
}

/// Whether something was seen that is only seen by whoever is let in.
pub(crate) fn saw_something(dossier: &Dossier) -> Tri {
    is_some(spans::shifts(dossier).0).or((dossier.report.visit.dormitories_seen == Some(true)).into())
}

/// Whether nobody saw the site, as the report states: nobody went, was let in, or asked to be.
pub(crate) fn saw_nothing(dossier: &Dossier) -> bool {
    let visit = &dossier.report.visit;
    nobody_went(dossier) || visit.mode == Some(Mode::OffSite) || visit.access == Some(Access::Refused)
}

/// Shifts seen and shifts run: one at least is run, and whoever saw nothing saw none.
pub(crate) fn shifts(dossier: &Dossier) -> (Range<u32>, Range<u32>) {
    let (seen, run) = spans::shifts(dossier);
    let seen = seen.or(saw_nothing(dossier).then_some(Range::exactly(0)));
    let seen = seen.unwrap_or(Range::known_order(0, u32::MAX));
    (seen, run.unwrap_or(Range::new(seen.worst().max(1), u32::MAX)))
}

/// Whether the site is stated to have known of the visit before.
pub(crate) fn was_announced(dossier: &Dossier) -> Tri {
    let visit = &dossier.report.visit;
    let [notice, window] = [visit.notice_days, visit.window_days].map(|days| is_some(spans::number(days)));
    notice.or(window)
}

/// Whether there is housing, by what was seen or heard in it.
pub(crate) fn is_housed(dossier: &Dossier) -> bool {
    dossier.report.visit.dormitories_seen == Some(true) || is_heard_at(dossier, &[Place::Housing])
}

/// Whether the report is stated to have found indicators or forced labour.
pub(crate) fn found_something(dossier: &Dossier) -> bool {
    let conclusion = &dossier.report.conclusion;
    conclusion.indicators_found.as_ref().is_some_and(|found| !found.is_empty())
        || matches!(conclusion.forced_labour, Some(ForcedLabour::IndicatorsFound | ForcedLabour::Found))
}

/// The days of the visit, where both ends are stated, or a day by which it was over.
pub(crate) fn days_of_visit(dossier: &Dossier) -> Option<Range<u32>> {
    let visit = VisitDays::of(dossier);
    let (start, end) = visit.start.zip(visit.over_by())?;
    let days = || spans::days_apart(start, end).map(|apart| apart.saturating_add(1));
    (start.worst() <= end.best()).then(days)
}

/// The tenths of auditor days that visit and team allow at most, where both are stated; a team of nobody has none.
pub(crate) fn most_auditor_days(dossier: &Dossier) -> Option<Range<u32>> {
    let (_, team) = auditors(dossier);
    let team = team?;
    if team.best() == 0 {
        return Some(team);
    }
    let days = days_of_visit(dossier)?;
    let tenths = |days: u32, team: u32| days.saturating_mul(team).saturating_mul(10);
    Some(Range::new(tenths(days.worst(), team.worst()), tenths(days.best(), team.best())))
}

/// Whether the firm that signed or that went bears the supplier's or the site's own name.
pub(crate) fn is_own_firm(dossier: &Dossier) -> bool {
    let auditor = &dossier.report.auditor;
    let own = [&dossier.supplier.name, &dossier.site.name];
    // Mostly the firm that signed went itself.
    let went = Some(&auditor.visiting_firm).filter(|went| **went != auditor.firm);
    let firms = [Some(&auditor.firm), went].into_iter().flatten();
    firms.flatten().any(|firm| own.into_iter().flatten().any(|name| is_same_name(firm, name)))
}

/// The indicators that were examined or found, as bits; `None` where neither list is stated.
pub(crate) fn examined(dossier: &Dossier) -> Option<u32> {
    let listed = dossier.report.scope.indicators.as_ref().map(Indicators::bits);
    let found = dossier.report.conclusion.indicators_found.as_deref().map(bits);
    listed.map_or(found, |listed| Some(listed | found.unwrap_or(0)))
}
