//! What follows from what is stated: facts that are not stated themselves, narrowed by the table of entailments.
//!
//! A row of `dossier/entailments` says what cannot be together. Here a key that is not stated loses the values that no
//! row leaves it. A key that is stated keeps its value: where a row excludes it the report contradicts itself, which is
//! integrity's to count.

use crate::counted::Counted;
use crate::date::Date;
use crate::document::Word;
use crate::dossier::Dossier;
use crate::dossier::premises::{
    days_of_visit, examined, found_something, is_heard_at, is_housed, is_own_firm, most_auditor_days,
    nobody_went, saw_nothing, saw_something, shifts, was_announced, was_there,
};
use crate::dossier::report::{
    Access, ForcedLabour, Lead, Management, Mode, Notice, Place, Relation, ReportType, bits,
};
use crate::dossier::site::Dormitories;
use crate::dossier::spans::{self, VisitDays, auditors};
use crate::fact::interviews::{BestPlace, best_place};
use crate::fact::possible::{Possible, Set, Tri};
use crate::range::Range;

/// How far ahead the site may have known: the first three words of [`Notice`].
pub(super) const NOTICES: &[&str] = Notice::WORDS.split_at(3).0;
/// What the lead may be: all words of [`Lead`] but the last.
pub(super) const LEADS: &[&str] = Lead::WORDS.split_at(7).0;

/// A stated value, or those of these that are left.
fn word_of<T: Word>(stated: Option<T>, of: usize, excluded: &[T]) -> Possible {
    let excluded: Set = excluded.iter().map(|value| Set::one(value.index())).collect();
    match stated {
        Some(value) => Possible::Named(Set::one(value.index())),
        None => Possible::Named(Set::all(of).without(excluded)),
    }
}

fn word<T: Word>(stated: Option<T>, excluded: &[T]) -> Possible {
    word_of(stated, T::WORDS.len(), excluded)
}

/// These values where it holds, else none.
fn where_<T>(holds: bool, excluded: &[T]) -> &[T] {
    if holds { excluded } else { &[] }
}

fn yes_no(stated: Option<bool>, excluded: Option<bool>) -> Possible {
    Possible::yes_no(stated.or(excluded.map(|excluded| !excluded)))
}

pub(super) fn report_type(dossier: &Dossier) -> Possible {
    word(dossier.report.r#type, where_(was_there(dossier) == Tri::Yes, &[ReportType::DeskClosure]))
}

pub(super) fn mode(dossier: &Dossier) -> Possible {
    let was_let_in = dossier.report.visit.entry.is_some() || saw_something(dossier) == Tri::Yes;
    let excluded: &[Mode] = if was_let_in || is_heard_at(dossier, &[Place::OnSite]) {
        &[Mode::Desktop, Mode::Remote, Mode::OffSite]
    } else {
        where_(was_there(dossier) == Tri::Yes, &[Mode::Desktop, Mode::Remote])
    };
    word(dossier.report.visit.mode, excluded)
}

pub(super) fn access(dossier: &Dossier) -> Possible {
    word(dossier.report.visit.access, where_(saw_something(dossier) == Tri::Yes, &[Access::Refused]))
}

pub(super) fn notice(dossier: &Dossier) -> Possible {
    // Of several visits the site knew of some: for this fact that is the worst of them.
    let stated = dossier.report.visit.notice.map(|notice| match notice {
        Notice::Mixed | Notice::Announced => Notice::Announced,
        Notice::SemiAnnounced | Notice::Unannounced => notice,
    });
    word_of(stated, NOTICES.len(), where_(was_announced(dossier) == Tri::Yes, &[Notice::Unannounced]))
}

/// Days of notice, or of a window: none where the visit was unannounced.
pub(super) fn days_known(dossier: &Dossier, stated: Option<Counted>) -> Possible {
    let unannounced = dossier.report.visit.notice == Some(Notice::Unannounced);
    Possible::count(stated.or(unannounced.then_some(0.into())))
}

pub(super) fn auditor_days(dossier: &Dossier) -> Possible {
    if let Some(days) = dossier.report.visit.auditor_days {
        return Possible::Count(Range::exactly(days.tenths()));
    }
    let most = if nobody_went(dossier) { Some(Range::exactly(0)) } else { most_auditor_days(dossier) };
    Possible::Count(Range::new(0, most.map_or(u32::MAX, |most| most.best())))
}

pub(super) fn dormitories(dossier: &Dossier) -> Possible {
    word(dossier.site.dormitories, where_(is_housed(dossier), &[Dormitories::None]))
}

pub(super) fn dormitories_seen(dossier: &Dossier) -> Possible {
    let unseen = saw_nothing(dossier) || dossier.site.dormitories == Some(Dormitories::None);
    yes_no(dossier.report.visit.dormitories_seen, unseen.then_some(true))
}

pub(super) fn shifts_unseen(dossier: &Dossier) -> Possible {
    let (seen, run) = shifts(dossier);
    Possible::Count(Range::new(
        run.worst().saturating_sub(seen.best()),
        run.best().saturating_sub(seen.worst()),
    ))
}

pub(super) fn relation(dossier: &Dossier) -> Possible {
    let stated = dossier.report.auditor.relation;
    word(stated, where_(stated.is_none() && is_own_firm(dossier), &[Relation::ThirdParty]))
}

pub(super) fn lead(dossier: &Dossier) -> Possible {
    let stated = dossier.report.auditor.lead;
    let named = stated == Some(Lead::Named);
    word_of(stated.filter(|_| !named), LEADS.len(), where_(named, &[Lead::Unnamed, Lead::WithheldForSafety]))
}

pub(super) fn team_size(dossier: &Dossier) -> Possible {
    let (women, team) = auditors(dossier);
    if let Some(team) = team {
        return Possible::Count(team);
    }
    let tenths = dossier.report.visit.auditor_days.map_or(0, crate::tenths::Tenths::tenths);
    // Over a visit of unknown length one auditor may do it all.
    let days = days_of_visit(dossier).map_or(u32::MAX, |days| days.best());
    let needed = tenths.div_ceil(days.saturating_mul(10).max(1));
    let least = women.map_or(needed, |women| needed.max(women.worst()));
    Possible::Count(Range::new(least, u32::MAX))
}

pub(super) fn women(dossier: &Dossier) -> Possible {
    let (women, team) = auditors(dossier);
    Possible::Count(women.unwrap_or(Range::new(0, team.map_or(u32::MAX, |team| team.best()))))
}

pub(super) fn private(dossier: &Dossier) -> Possible {
    let interviews = &dossier.report.interviews;
    yes_no(interviews.private, (interviews.management == Some(Management::Present)).then_some(true))
}

pub(super) fn management(dossier: &Dossier) -> Possible {
    let interviews = &dossier.report.interviews;
    word(interviews.management, where_(interviews.private == Some(true), &[Management::Present]))
}

/// The best place where anybody was heard, without those that nobody could be heard at.
pub(super) fn interview_place(dossier: &Dossier) -> Possible {
    let place = best_place(dossier);
    let Possible::Named(all) = place else { return place };
    let excluded = |place: BestPlace, excluded: bool, heard: Place| {
        let stated = is_heard_at(dossier, &[heard]);
        if excluded && !stated { Set::one(place.index()) } else { Set::default() }
    };
    let was_off_site = dossier.report.visit.mode == Some(Mode::OffSite);
    let housed = dossier.site.dormitories != Some(Dormitories::None);
    let left = all
        .without(excluded(BestPlace::OnSite, was_off_site || nobody_went(dossier), Place::OnSite))
        .without(excluded(BestPlace::Housing, nobody_went(dossier) || !housed, Place::Housing));
    Possible::Named(if left == Set::default() { all } else { left })
}

/// The day from which the visit's age counts: its last. A visit of which only the first day is stated ended no earlier,
/// and no earlier than its team needed for its days.
pub(super) fn visit_age(dossier: &Dossier) -> Possible {
    let visit = VisitDays::of(dossier);
    if let Some(end) = visit.end {
        return Possible::days(Some(end.worst()), Some(end.best()));
    }
    let last = visit.no_later_than.map(|bound| bound.best());
    let Some(start) = visit.start else { return Possible::days(None, last) };
    let tenths = dossier.report.visit.auditor_days.map_or(0, crate::tenths::Tenths::tenths);
    // A team of which nothing is known, or nobody, needs the first day alone.
    let later = |team: u32| match team.saturating_mul(10) {
        0 => 0,
        a_day => i32::try_from(tenths.div_ceil(a_day).saturating_sub(1)).unwrap_or(i32::MAX),
    };
    let team = auditors(dossier).1.unwrap_or(Range::exactly(0));
    let (shortest, longest) =
        (later(team.worst()).min(later(team.best())), later(team.worst().max(1).min(team.best())));
    // More days than there were is a contradiction, and narrows nothing.
    let ended = |start: Date, later: i32, bound: Option<Date>| {
        let end = start.plus_days(later);
        if bound.is_some_and(|bound| end > bound) { start } else { end }
    };
    let soonest = ended(start.worst(), shortest, last);
    // The first start from which the longest visit is too long.
    let too_long = visit.no_later_than.map(|bound| {
        let from = bound.worst().plus_days(1_i32.saturating_sub(longest));
        ended(from.max(start.worst()).min(start.best()), longest, Some(bound.worst()))
    });
    let first = too_long.map_or(soonest, |too_long| too_long.min(soonest));
    Possible::days(Some(first), last)
}

/// What it concludes: nothing was found where it has no findings, and no indicators where it says that there are none.
pub(super) fn forced_labour(dossier: &Dossier) -> Possible {
    let conclusion = &dossier.report.conclusion;
    let without_findings = spans::is_none(spans::number(conclusion.findings)) == Tri::Yes;
    let no_indicators = indicators_found(dossier).best() == 0;
    let excluded: &[ForcedLabour] = match (without_findings, no_indicators) {
        (true, _) => &[ForcedLabour::Found, ForcedLabour::IndicatorsFound],
        (false, true) => &[ForcedLabour::IndicatorsFound],
        (false, false) => &[],
    };
    word(conclusion.forced_labour, excluded)
}

pub(super) fn findings(dossier: &Dossier) -> Possible {
    let least = u32::from(found_something(dossier));
    Possible::Count(dossier.report.conclusion.findings.map_or(Range::new(least, u32::MAX), Counted::range))
}

/// How many different indicators the report found.
pub(super) fn indicators_found(dossier: &Dossier) -> Range<u32> {
    let conclusion = &dossier.report.conclusion;
    let count = examined(dossier).map(u32::count_ones);
    if conclusion.indicators_found.is_some() {
        return Range::exactly(stated_found(dossier).count_ones());
    }
    // Of the examined, where they are stated; none where there are no findings.
    let without_findings = spans::is_none(spans::number(conclusion.findings));
    let most = if without_findings == Tri::Yes { 0 } else { count.unwrap_or(11) };
    let said = conclusion.forced_labour == Some(ForcedLabour::IndicatorsFound);
    Range::new(u32::from(said && without_findings == Tri::No).min(most), most)
}

fn stated_found(dossier: &Dossier) -> u32 {
    dossier.report.conclusion.indicators_found.as_deref().map_or(0, bits)
}

/// How many different indicators were examined: those listed and those found.
pub(super) fn indicators_examined(dossier: &Dossier) -> Possible {
    let count = examined(dossier).map_or(0, u32::count_ones);
    if dossier.report.scope.indicators.is_some() {
        return Possible::count(Some(count.into()));
    }
    Possible::Count(Range::new(count.max(indicators_found(dossier).worst()), 11))
}
