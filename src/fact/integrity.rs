//! Whether a report contradicts itself.
//!
//! Figures, photographs and findings that disagree with the conclusion are the surest sign that a report cannot be
//! relied on, and the only one that a machine can check alone (HQ H317249; Brightway 2019). Each contradiction has a
//! code and the paths that disagree. What a check needs and the report does not state leaves it *not checkable*:
//! silence is never taken for a contradiction.

use crate::answer::{answer, words_answer};
use crate::date::Date;
use crate::document::named;
use crate::dossier::Dossier;
use crate::dossier::entailments::contradicted;
use crate::dossier::report::{ForcedLabour, Indicator, InterviewFormat, RecordsResult};
use crate::dossier::site::WorkerGroup;
use crate::fact::interviews::{different, heard_workers, stated, workers};
use crate::fact::language::native_language_contradicted;
use crate::fact::possible::{Possible, Tri};
use crate::language::Language;
use crate::range::Range;

pub use crate::dossier::entailments::ContradictionCode;

/// Counts of workers are about the same date when they are at most so many days apart.
pub(crate) const SAME_DATE_DAYS: u32 = 90;
/// Workers whom one auditor can hear one by one in a day: sixteen minutes each, and nothing else done all day.
pub(crate) const MOST_INTERVIEWS_PER_AUDITOR_DAY: u32 = 30;

named! {
    /// How far a report agrees with itself, worst first.
    pub(crate) enum Integrity {
        /// The conclusion contradicts the report's own findings.
        ConclusionContradicted = "conclusion_contradicted",
        /// Figures contradict each other.
        FiguresConflict = "figures_conflict",
        /// Nothing contradicts, and not everything could be checked.
        NotCheckable = "not_checkable",
        /// Everything was checked and agrees.
        Consistent = "consistent",
    }
}

words_answer!(ContradictionCode);

answer! {
    /// A contradiction and the keys that contradict each other.
    pub struct Contradiction {
        /// What is contradicted.
        pub code: ContradictionCode,
        /// The paths of the keys.
        pub paths: &'static [&'static str],
    }
}

/// One check of figures, in which silence settles nothing: whether it found a contradiction, and where it looked. What
/// stated keys exclude without a figure between them is in the table of entailments.
struct Check {
    code: ContradictionCode,
    paths: &'static [&'static str],
    contradicted: Tri,
}

fn checks(dossier: &Dossier) -> [Check; 7] {
    use ContradictionCode::{
        ConclusionAgainstIndicators, HeadcountsDiffer, InterviewLanguageUnspoken, MoreHeardThanEmployed,
        MoreInterviewsThanDaysAllow, NativeLanguageAgainstGroups, RecordsInconsistent,
    };
    let check = |code, paths, contradicted| Check { code, paths, contradicted };
    let (report, visit) = (&dossier.report, &dossier.report.visit);
    [
        check(
            ConclusionAgainstIndicators,
            &[
                "report.conclusion.forced_labour",
                "report.conclusion.indicators_found",
                "report.conclusion.reasoned",
            ],
            conclusion(dossier),
        ),
        check(
            MoreHeardThanEmployed,
            &[
                "report.interviews.groups",
                "site.headcount",
                "report.conclusion.headcount",
                "site.headcount_on",
                "report.visit.start",
            ],
            more_heard(dossier),
        ),
        check(
            HeadcountsDiffer,
            &[
                "site.headcount",
                "site.headcount_on",
                "site.workforce",
                "report.conclusion.headcount",
                "report.visit.start",
            ],
            headcounts(dossier),
        ),
        check(InterviewLanguageUnspoken, &["report.interviews.groups", "site.workforce"], languages(dossier)),
        check(
            NativeLanguageAgainstGroups,
            &["report.interviews.in_native_language", "report.interviews.groups", "site.workforce"],
            native_language_contradicted(dossier),
        ),
        check(MoreInterviewsThanDaysAllow, &["report.interviews.groups", "report.visit.auditor_days"], {
            let alone =
                workers(dossier, |group| group.format.map(|format| format == InterviewFormat::Individual));
            let allowed = |tenths: u32| tenths.saturating_mul(MOST_INTERVIEWS_PER_AUDITOR_DAY) / 10;
            let unbounded = if alone.best() == 0 { Tri::No } else { Tri::Maybe };
            visit.auditor_days.map_or(unbounded, |days| above(alone, allowed(days.tenths())))
        }),
        check(
            RecordsInconsistent,
            &["report.scope.records_result"],
            match report.scope.records_result {
                None | Some(RecordsResult::UnableToVerify) => Tri::Maybe,
                Some(RecordsResult::Inconsistent) => Tri::Yes,
                Some(RecordsResult::Consistent) => Tri::No,
            },
        ),
    ]
}

/// How far the report agrees with itself. The floor is built in: what cannot be checked is not contradicted.
pub(super) fn integrity(dossier: &Dossier) -> Possible {
    let checks = checks(dossier);
    let found = |conclusion: bool| {
        checks.iter().any(|check| {
            check.contradicted == Tri::Yes
                && conclusion == (check.code == ContradictionCode::ConclusionAgainstIndicators)
        })
    };
    Possible::between(if found(true) {
        Range::exactly(Integrity::ConclusionContradicted)
    } else if found(false) || contradicted(dossier).next().is_some() {
        Range::exactly(Integrity::FiguresConflict)
    } else if dossier.report.scope.records_result == Some(RecordsResult::UnableToVerify) {
        Range::exactly(Integrity::NotCheckable)
    } else if checks.iter().any(|check| check.contradicted == Tri::Maybe) {
        Range::new(Integrity::NotCheckable, Integrity::Consistent)
    } else {
        Range::exactly(Integrity::Consistent)
    })
}

/// Every contradiction that the dossier states.
pub(crate) fn contradictions(dossier: &Dossier) -> Vec<Contradiction> {
    let found = checks(dossier).into_iter().filter(|check| check.contradicted == Tri::Yes);
    let found = found.map(|check| (check.code, check.paths)).chain(contradicted(dossier));
    found.map(|(code, paths)| Contradiction { code, paths }).collect()
}

fn above(range: Range<u32>, bound: u32) -> Tri {
    match (range.worst() > bound, range.best() > bound) {
        (true, _) => Tri::Yes,
        (false, true) => Tri::Maybe,
        (false, false) => Tri::No,
    }
}

/// Whether more workers were heard than are employed by the larger of the two counts.
fn more_heard(dossier: &Dossier) -> Tri {
    let heard = heard_workers(dossier);
    match (dossier.site.headcount, dossier.report.conclusion.headcount) {
        (None, None) => Tri::Maybe,
        (Some(one), Some(other)) => above(heard, one.max(other)),
        // The count that is not stated may be larger: by a tenth of it at most where both are of about the same date.
        (Some(one), None) | (None, Some(one)) => {
            let most = if counted_at_visit(dossier) { one.saturating_add(one / 9) } else { u32::MAX };
            if heard.best() <= one { Tri::No } else { Tri::from(heard.worst() > most).or(Tri::Maybe) }
        }
    }
}

/// Whether the site's headcount is of about the same date as the first day of the visit; not where one of the two is
/// not stated.
fn counted_at_visit(dossier: &Dossier) -> bool {
    let days = dossier.site.headcount_on.zip(dossier.report.visit.start);
    days.is_some_and(|(counted, visit)| counted.days_apart(visit) <= SAME_DATE_DAYS)
}

/// `none_found` beside indicators, excessive overtime alone apart, without reasons.
fn conclusion(dossier: &Dossier) -> Tri {
    let conclusion = &dossier.report.conclusion;
    let none_found = Tri::is(conclusion.forced_labour, &ForcedLabour::NoneFound);
    let telling = |indicator: &Indicator| *indicator != Indicator::ExcessiveOvertime;
    let indicators =
        conclusion.indicators_found.as_ref().map_or(Tri::Maybe, |all| Tri::from(all.iter().any(telling)));
    none_found.and(indicators).and(Tri::is(conclusion.reasoned, &false))
}

/// Whether counts of workers of about the same date differ by more than a tenth of the larger.
fn headcounts(dossier: &Dossier) -> Tri {
    let site = &dossier.site;
    let headcount = site.headcount.map(u64::from);
    // A listed group without a count has at least one worker. A list that names fewer than there are is incomplete,
    // not contradicted: `language_cover` counts that.
    let fewest = |group: &WorkerGroup| group.workers.map_or(1, u64::from);
    let list = match (&site.workforce, headcount) {
        (Some(groups), Some(headcount)) => {
            let listed = groups.iter().map(fewest).fold(0, u64::saturating_add);
            let all_counted = groups.iter().all(|group| group.workers.is_some());
            if listed > headcount && differ(listed, headcount) {
                Tri::Yes
            } else if all_counted {
                Tri::No
            } else {
                Tri::Maybe
            }
        }
        _ => Tri::Maybe,
    };
    let concluded = match (headcount, dossier.report.conclusion.headcount.map(u64::from)) {
        (Some(one), Some(other)) if !differ(one, other) => Tri::No,
        (Some(_), Some(_)) if site.headcount_on.is_none() || dossier.report.visit.start.is_none() => {
            Tri::Maybe
        }
        (Some(_), Some(_)) => Tri::from(counted_at_visit(dossier)),
        _ => Tri::Maybe,
    };
    list.or(concluded)
}

fn differ(one: u64, other: u64) -> bool {
    one.abs_diff(other).saturating_mul(10) > one.max(other)
}

/// Whether workers were heard in a language that is not among those of the workforce.
///
/// A group shares one language: each that is listed without one may speak one of the languages heard.
fn languages(dossier: &Dossier) -> Tri {
    let Some(workforce) = &dossier.site.workforce else { return Tri::Maybe };
    let Some(groups) = &dossier.report.interviews.groups else { return Tri::Maybe };
    let spoken = different(workforce.iter().map(|group| group.language));
    let unnamed = workforce.iter().filter(|group| stated(group.language).is_none()).count();
    let heard = different(groups.iter().map(|group| group.language));
    let is_other = |one: &Language| spoken.iter().all(|other| one.is_same(*other) == Some(false));
    let is_spoken = |one: &Language| spoken.iter().any(|other| one.is_same(*other) == Some(true));
    if heard.iter().filter(|language| is_other(language)).count() > unnamed {
        Tri::Yes
    } else if !heard.iter().all(is_spoken) || groups.iter().any(|group| stated(group.language).is_none()) {
        Tri::Maybe
    } else {
        Tri::No
    }
}

/// A day by which the visit was over: its last, or a bound on it.
pub(crate) fn over_by(dossier: &Dossier) -> Option<Date> {
    dossier.report.visit.end.or(dossier.report.visit.no_later_than)
}
