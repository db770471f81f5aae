//! What follows from what is stated: facts that are not stated themselves, narrowed by the table of entailments.
//!
//! A row of `dossier/entailments` says what cannot be together. Here a key that is not stated loses the values that no
//! row leaves it. A key that is stated keeps its value: where a row excludes it the report contradicts itself, which is
//! integrity's to count.

use crate::document::Word;
use crate::dossier::Dossier;
use crate::dossier::entailments::{
    days_of_visit, examined, found_something, is_heard_at, is_housed, is_own_firm, most_auditor_days,
    nobody_went, was_announced, was_there,
};
use crate::dossier::report::{
    ForcedLabour, Lead, Management, Mode, Notice, Place, Relation, ReportType, bits,
};
use crate::dossier::site::Dormitories;
use crate::fact::interviews::{BestPlace, best_place};
use crate::fact::possible::{ANY_COUNT, Possible, Set};
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
    word(dossier.report.r#type, where_(was_there(dossier), &[ReportType::DeskClosure]))
}

pub(super) fn mode(dossier: &Dossier) -> Possible {
    word(dossier.report.visit.mode, where_(was_there(dossier), &[Mode::Desktop, Mode::Remote]))
}

pub(super) fn notice(dossier: &Dossier) -> Possible {
    // Of several visits the site knew of some: for this fact that is the worst of them.
    let stated = dossier.report.visit.notice.map(|notice| match notice {
        Notice::Mixed | Notice::Announced => Notice::Announced,
        Notice::SemiAnnounced | Notice::Unannounced => notice,
    });
    word_of(stated, NOTICES.len(), where_(was_announced(dossier), &[Notice::Unannounced]))
}

/// Days of notice, or of a window: none where the visit was unannounced.
pub(super) fn days_known(dossier: &Dossier, stated: Option<u32>) -> Possible {
    let unannounced = dossier.report.visit.notice == Some(Notice::Unannounced);
    Possible::count(stated.or(unannounced.then_some(0)))
}

pub(super) fn auditor_days(dossier: &Dossier) -> Possible {
    let stated = dossier.report.visit.auditor_days.map(crate::tenths::Tenths::tenths);
    let most = if nobody_went(dossier) { Some(0) } else { most_auditor_days(dossier) };
    Possible::Count(stated.map_or(Range::new(0, most.unwrap_or(u32::MAX)), Range::exactly))
}

pub(super) fn dormitories(dossier: &Dossier) -> Possible {
    word(dossier.site.dormitories, where_(is_housed(dossier), &[Dormitories::None]))
}

pub(super) fn dormitories_seen(dossier: &Dossier) -> Possible {
    let unseen = nobody_went(dossier) || dossier.site.dormitories == Some(Dormitories::None);
    yes_no(dossier.report.visit.dormitories_seen, unseen.then_some(true))
}

pub(super) fn shifts(dossier: &Dossier) -> Possible {
    let seen = dossier.report.visit.shifts_seen.unwrap_or(0);
    Possible::Count(dossier.site.shifts.map_or(Range::new(seen, u32::MAX), Range::exactly))
}

pub(super) fn shifts_unseen(dossier: &Dossier) -> Possible {
    let seen = dossier.report.visit.shifts_seen.or(nobody_went(dossier).then_some(0));
    Possible::Count(match (dossier.site.shifts, seen) {
        (Some(shifts), Some(seen)) => Range::exactly(shifts.saturating_sub(seen)),
        (Some(shifts), None) => Range::new(0, shifts),
        (None, Some(u32::MAX)) => Range::exactly(0),
        (None, Some(seen)) => Range::new(0, u32::MAX.saturating_sub(seen)),
        (None, None) => ANY_COUNT,
    })
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
    let auditor = &dossier.report.auditor;
    let tenths = dossier.report.visit.auditor_days.map_or(0, crate::tenths::Tenths::tenths);
    // Over a visit of unknown length one auditor may do it all.
    let days = days_of_visit(dossier).unwrap_or(u32::MAX);
    let least = auditor.women.unwrap_or(0).max(tenths.div_ceil(days.saturating_mul(10).max(1)));
    Possible::Count(auditor.team_size.map_or(Range::new(least, u32::MAX), Range::exactly))
}

pub(super) fn women(dossier: &Dossier) -> Possible {
    let auditor = &dossier.report.auditor;
    let most = auditor.team_size.unwrap_or(u32::MAX);
    Possible::Count(auditor.women.map_or(Range::new(0, most), Range::exactly))
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
    let housed = dossier.site.dormitories != Some(Dormitories::None);
    let left = all
        .without(excluded(BestPlace::OnSite, nobody_went(dossier), Place::OnSite))
        .without(excluded(BestPlace::Housing, nobody_went(dossier) || !housed, Place::Housing));
    Possible::Named(if left == Set::default() { all } else { left })
}

/// The day from which the visit's age counts: its last. A visit of which only the first day is stated ended no earlier,
/// and no earlier than its team needed for its days.
pub(super) fn visit_age(dossier: &Dossier) -> Possible {
    let visit = &dossier.report.visit;
    if let Some(end) = visit.end {
        return Possible::days(Some(end), Some(end));
    }
    let team = dossier.report.auditor.team_size.filter(|team| *team > 0);
    let needed = visit
        .auditor_days
        .zip(team)
        .map_or(1, |(days, team)| days.tenths().div_ceil(team.saturating_mul(10)));
    let later = i32::try_from(needed.saturating_sub(1)).unwrap_or(i32::MAX);
    let first = visit.start.map(|start| start.plus_days(later));
    // More days than there were is a contradiction, and narrows nothing.
    let first = if first.zip(visit.no_later_than).is_some_and(|(first, bound)| first > bound) {
        visit.start
    } else {
        first
    };
    Possible::days(first, visit.no_later_than)
}

pub(super) fn findings(dossier: &Dossier) -> Possible {
    let least = u32::from(found_something(dossier));
    Possible::Count(dossier.report.conclusion.findings.map_or(Range::new(least, u32::MAX), Range::exactly))
}

/// How many different indicators the report found.
pub(super) fn indicators_found(dossier: &Dossier) -> Range<u32> {
    let conclusion = &dossier.report.conclusion;
    let count = examined(dossier).map(u32::count_ones);
    if conclusion.indicators_found.is_some() {
        return Range::exactly(stated_found(dossier).count_ones());
    }
    // Of the examined, where they are stated; none where there are no findings.
    let most = if conclusion.findings == Some(0) { 0 } else { count.unwrap_or(11) };
    let least = u32::from(conclusion.forced_labour == Some(ForcedLabour::IndicatorsFound));
    Range::new(least.min(most), most)
}

fn stated_found(dossier: &Dossier) -> u32 {
    dossier.report.conclusion.indicators_found.as_deref().map_or(0, bits)
}

/// How many different indicators were examined: those listed and those found.
pub(super) fn indicators_examined(dossier: &Dossier) -> Possible {
    let count = examined(dossier).map_or(0, u32::count_ones);
    if dossier.report.scope.indicators.is_some() {
        return Possible::count(Some(count));
    }
    Possible::Count(Range::new(count.max(indicators_found(dossier).worst()), 11))
}
