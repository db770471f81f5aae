//! Whether a report contradicts itself.
//!
//! Figures, photographs and findings that disagree with the conclusion are the surest sign that a report cannot be
//! relied on, and the only one that a machine can check alone (HQ H317249; Brightway 2019). Each contradiction has a
//! code and the paths that disagree. What a check needs and the report does not state leaves it open; that silence is not
//! taken for a contradiction is the pack's floor.

use crate::answer::{answer, words_answer};
use crate::document::named;
use crate::dossier::entailments::{contradicted, keys_of};
use crate::dossier::report::{ForcedLabour, Indicator, InterviewFormat, RecordsResult};
use crate::dossier::{Dossier, spans};
use crate::fact::interviews::{different, heard_workers, stated, workers};
use crate::fact::language::{may_be_same, native_language_contradicted};
use crate::fact::possible::{Possible, Tri};
use crate::fact::workforce;
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

/// Each check of figures, in which silence settles nothing, and whether it found a contradiction; the first is that of the
/// conclusion. The keys at which it
/// looked, and what stated keys exclude without a figure between them, are in the table of entailments.
fn checks(dossier: &Dossier) -> [(ContradictionCode, Tri); 8] {
    use ContradictionCode::{
        ConclusionAgainstIndicators, HeadcountsDiffer, InterviewLanguageUnspoken, MoreHeardThanEmployed,
        MoreHeardThanListed, MoreInterviewsThanDaysAllow, NativeLanguageAgainstGroups, RecordsInconsistent,
    };
    let records = match dossier.report.scope.records_result {
        None => Tri::Maybe,
        Some(RecordsResult::Inconsistent) => Tri::Yes,
        Some(RecordsResult::Consistent | RecordsResult::UnableToVerify) => Tri::No,
    };
    [
        (ConclusionAgainstIndicators, conclusion(dossier)),
        (MoreHeardThanEmployed, more_heard(dossier)),
        (HeadcountsDiffer, headcounts(dossier)),
        (InterviewLanguageUnspoken, languages(dossier)),
        (MoreHeardThanListed, more_heard_than_listed(dossier)),
        (NativeLanguageAgainstGroups, native_language_contradicted(dossier)),
        (MoreInterviewsThanDaysAllow, interviews_a_day(dossier)),
        (RecordsInconsistent, records),
    ]
}

/// Whether there were more interviews one by one than the auditor days allow.
fn interviews_a_day(dossier: &Dossier) -> Tri {
    let alone = workers(dossier, |group| Tri::is(group.format, &InterviewFormat::Individual));
    let allowed = |tenths: u32| tenths.saturating_mul(MOST_INTERVIEWS_PER_AUDITOR_DAY) / 10;
    let unbounded = if alone.best() == 0 { Tri::No } else { Tri::Maybe };
    let days = dossier.report.visit.auditor_days;
    days.map_or(unbounded, |days| Tri::less(Range::exactly(allowed(days.tenths())), alone))
}

/// How far the report agrees with itself: what the checks leave, one by one. A pack says where silence stands.
pub(super) fn integrity(dossier: &Dossier) -> Possible {
    let [(_, conclusion), figures @ ..] = checks(dossier);
    let figures = figures.into_iter().map(|(_, is_so)| is_so);
    let figures = figures.chain(contradicted(dossier).map(|(.., is_so)| is_so)).fold(Tri::No, Tri::or);
    let uncontradicted = if dossier.report.scope.records_result == Some(RecordsResult::UnableToVerify) {
        Integrity::NotCheckable
    } else {
        Integrity::Consistent
    };
    let level = |counts: fn(Tri) -> bool| {
        if counts(conclusion) {
            Integrity::ConclusionContradicted
        } else if counts(figures) {
            Integrity::FiguresConflict
        } else {
            uncontradicted
        }
    };
    Possible::between(Range::new(level(|found| found != Tri::No), level(|found| found == Tri::Yes)))
}

/// Every contradiction that the dossier states.
pub(crate) fn contradictions(dossier: &Dossier) -> Vec<Contradiction> {
    let checks = checks(dossier).into_iter().map(|(code, is_so)| (code, keys_of(code), is_so));
    let found = checks.chain(contradicted(dossier)).filter(|(.., is_so)| *is_so == Tri::Yes);
    found.map(|(code, paths, _)| Contradiction { code, paths }).collect()
}

/// Whether more workers were heard than are employed by the larger of the two counts.
fn more_heard(dossier: &Dossier) -> Tri {
    let heard = heard_workers(dossier);
    match [dossier.site.headcount, dossier.report.conclusion.headcount].map(spans::number) {
        [None, None] => Tri::Maybe,
        [Some(one), Some(other)] => {
            Tri::less(Range::new(one.worst().max(other.worst()), one.best().max(other.best())), heard)
        }
        // The count that is not stated may be larger: by a tenth of it at most where both are of about the same date.
        [Some(one), None] | [None, Some(one)] => {
            let is_dated = counted_at_visit(dossier) == Tri::Yes;
            let most = if is_dated { one.best().saturating_add(one.best() / 9) } else { u32::MAX };
            Tri::less(Range::new(one.worst(), most), heard)
        }
    }
}

/// Whether the site's headcount is of about the same date as the first day of the visit; not known where one of the two
/// is not stated.
fn counted_at_visit(dossier: &Dossier) -> Tri {
    let days = spans::day(dossier.site.headcount_on).zip(spans::VisitDays::of(dossier).start);
    let is_far =
        |(counted, visit)| Tri::less(Range::exactly(SAME_DATE_DAYS), spans::days_apart(counted, visit));
    days.map_or(Tri::Maybe, is_far).not()
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
    let [headcount, concluded] = [dossier.site.headcount, dossier.report.conclusion.headcount]
        .map(|count| spans::number(count).map(|count| count.map(u64::from)));
    // A listed group without a count has at least one worker. A list that names fewer than there are is incomplete,
    // not contradicted: `language_cover` counts that.
    let listed = dossier.site.workforce.as_ref().map(|groups| workforce::listed(groups.iter()));
    let list = listed.zip(headcount).map_or(Tri::Maybe, |(listed, headcount)| exceeds(listed, headcount));
    let concluded = headcount
        .zip(concluded)
        .map_or(Tri::Maybe, |(one, other)| exceeds(one, other).or(exceeds(other, one)));
    match list.or(concluded) {
        Tri::No => Tri::No,
        // The list is as old as the visit.
        differ => differ.and(counted_at_visit(dossier)),
    }
}

/// Whether a count is larger than another by more than a tenth of itself.
fn exceeds(one: Range<u64>, other: Range<u64>) -> Tri {
    Tri::less(other.map(|other| other.saturating_mul(10)), one.map(|one| one.saturating_mul(9)))
}

/// Whether workers were heard in a language that is not among those of the workforce.
///
/// A group shares one language: each that is listed without one may speak one of the languages heard.
fn languages(dossier: &Dossier) -> Tri {
    let Some(groups) = &dossier.report.interviews.groups else { return Tri::Maybe };
    // Nobody was heard, in no language.
    if groups.is_empty() {
        return Tri::No;
    }
    let Some(workforce) = &dossier.site.workforce else { return Tri::Maybe };
    let spoken = || workforce.iter().filter_map(|group| stated(group.language));
    let is_spoken = |one: Language| spoken().any(|other| one.is_same(other) == Some(true));
    let heard = groups.iter().map(|group| group.language);
    if heard.clone().all(|language| stated(language).is_some_and(is_spoken)) {
        return Tri::No;
    }
    let is_other = |one: Language| spoken().all(|other| one.is_same(other) == Some(false));
    let others = different(heard.filter(|language| stated(*language).is_some_and(is_other)));
    let unnamed = workforce.iter().filter(|group| stated(group.language).is_none()).count();
    if others.len() > unnamed { Tri::Yes } else { Tri::Maybe }
}

/// Whether more workers were heard in a language than a complete list has of it.
fn more_heard_than_listed(dossier: &Dossier) -> Tri {
    let Some(groups) = &dossier.report.interviews.groups else { return Tri::Maybe };
    let is_complete = workforce::is_complete(dossier);
    if groups.is_empty() || is_complete == Tri::No {
        return Tri::No;
    }
    let Some(workforce) = &dossier.site.workforce else { return Tri::Maybe };
    let exceeds = |language: Language| {
        let is_own =
            |other: Option<Language>| stated(other).map_or(Tri::Maybe, |one| may_be_same(one, language));
        let heard = workers(dossier, |group| is_own(group.language));
        if heard.best() == 0 {
            return Tri::No;
        }
        let listed = |least: Tri| {
            workforce::listed(workforce.iter().filter(move |group| is_own(group.language) >= least))
        };
        let listed = Range::new(listed(Tri::Yes).worst(), listed(Tri::Maybe).best());
        Tri::less(listed, heard.map(u64::from))
    };
    let listed = workforce.iter().map(|group| group.language);
    let languages = groups.iter().map(|group| group.language).chain(listed).filter_map(stated);
    languages.map(exceeds).fold(Tri::No, Tri::or).and(is_complete)
}
