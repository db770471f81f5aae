//! The table of what cannot be together: which stated keys exclude which others, a row each.
//!
//! A row does up to three things. What one key states narrows the others that are not stated (`fact/entailed`). Where
//! both are stated the report contradicts itself, which counts in integrity; or, where it is arithmetic that cannot
//! be, the document is refused. `UNRELATED` lists pairs that look as if they excluded each other and do not.

use crate::document::named;
use crate::dossier::certificate::Certificate;
use crate::dossier::premises::{
    found_something, is_from_afar, is_housed, is_own_firm, most_auditor_days, was_announced, was_there,
};
use crate::dossier::report::{ForcedLabour, InterviewGroup, Management, Notice, Relation, ReportType};
use crate::dossier::site::Dormitories;
use crate::dossier::spans::{self, is_none};
use crate::dossier::whole::Dossier;
use crate::problem::Problem;
use crate::range::Range;
use crate::tri::Tri;

named! {
    /// A contradiction inside a report.
    pub enum ContradictionCode {
        /// No forced labour is concluded beside indicators of it, without reasons.
        ConclusionAgainstIndicators = "conclusion_against_indicators",
        /// More workers were heard than are employed.
        MoreHeardThanEmployed = "more_heard_than_employed",
        /// Counts of workers of about the same date differ by more than a tenth.
        HeadcountsDiffer = "headcounts_differ",
        /// Workers were heard in a language that nobody at the site speaks.
        InterviewLanguageUnspoken = "interview_language_unspoken",
        /// What the report says of the language of all interviews, and groups that show otherwise.
        NativeLanguageAgainstGroups = "native_language_against_groups",
        /// More interviews than the auditor days allow.
        MoreInterviewsThanDaysAllow = "more_interviews_than_days_allow",
        /// Records and workers' words were found to disagree.
        RecordsInconsistent = "records_inconsistent",
        /// Everybody was heard in private, and the management was present.
        ManagementPresentInPrivate = "management_present_in_private",
        /// An audit from a desk or by camera, with something seen on the site.
        SeenFromAfar = "seen_from_afar",
        /// Findings closed from the desk, with something seen on the site.
        SeenFromTheDesk = "seen_from_the_desk",
        /// A third party that bears the supplier's or the site's own name.
        OwnFirm = "own_firm",
        /// Unannounced, with days of notice or a window.
        UnannouncedWithNotice = "unannounced_with_notice",
        /// Housing that there is not was seen, or workers were heard in it.
        NoDormitoriesSeen = "no_dormitories_seen",
        /// No findings beside indicators or forced labour found.
        NoFindingsBesideIndicators = "no_findings_beside_indicators",
        /// Indicators were found, and the list of those found is empty.
        IndicatorsFoundNotNamed = "indicators_found_not_named",
        /// More auditor days than the visit and the team allow.
        MoreAuditorDaysThanVisit = "more_auditor_days_than_visit",
    }
}

/// What a row does where everything that it names is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It narrows and no more: the keys say the same thing twice.
    Narrows,
    /// It counts in integrity.
    Contradicts(ContradictionCode),
    /// It counts in integrity, where figures of several keys disagree: beside it silence settles nothing, and what may
    /// disagree cannot be checked.
    Disagrees(ContradictionCode),
    /// It is refused.
    Refuses,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Entailment {
    /// Stable; of a contradiction its code, of a refusal the problem's.
    pub code: &'static str,
    /// The keys that the row is about, `[]` standing for an entry of a list.
    pub keys: &'static [&'static str],
    /// What it does.
    pub effect: Effect,
    /// What it says, in one sentence.
    pub sentence: &'static str,
    excluded: Excluded,
}

/// Whether what is stated cannot be together, over all that it leaves open, and where it is looked for.
#[derive(Clone, Copy, Debug)]
enum Excluded {
    Never,
    Dossier(fn(&Dossier) -> Tri),
    Group(fn(&InterviewGroup) -> Tri),
    Certificate(fn(&Certificate) -> Tri),
}

const fn contradicts(
    code: ContradictionCode,
    keys: &'static [&'static str],
    excluded: fn(&Dossier) -> Tri,
    sentence: &'static str,
) -> Entailment {
    let excluded = Excluded::Dossier(excluded);
    Entailment { code: code.as_str(), keys, effect: Effect::Contradicts(code), sentence, excluded }
}

/// What integrity works out: `fact/integrity`.
const fn disagrees(
    code: ContradictionCode,
    keys: &'static [&'static str],
    sentence: &'static str,
) -> Entailment {
    let excluded = Excluded::Never;
    Entailment { code: code.as_str(), keys, effect: Effect::Disagrees(code), sentence, excluded }
}

const fn refuses(
    code: &'static str,
    keys: &'static [&'static str],
    excluded: Excluded,
    sentence: &'static str,
) -> Entailment {
    Entailment { code, keys, effect: Effect::Refuses, sentence, excluded }
}

const fn narrows(code: &'static str, keys: &'static [&'static str], sentence: &'static str) -> Entailment {
    Entailment { code, keys, effect: Effect::Narrows, sentence, excluded: Excluded::Never }
}

/// Every row, those that refuse first.
///
/// ```
/// use audit_credence::dossier::ENTAILMENTS;
///
/// let notice = ENTAILMENTS.iter().find(|row| row.code == "unannounced_with_notice").unwrap();
/// assert_eq!(notice.keys, ["report.visit.notice", "report.visit.notice_days", "report.visit.window_days"]);
/// ```
pub static ENTAILMENTS: &[Entailment] = &[
    refuses(
        "visit_ends_before_start",
        &["report.visit.end", "report.visit.start"],
        Excluded::Dossier(|d| is_less(spans::day(d.report.visit.end), spans::day(d.report.visit.start))),
        "a visit does not end before it starts",
    ),
    refuses(
        "more_women_than_heard",
        &["report.interviews.groups[].women", "report.interviews.groups[].workers"],
        Excluded::Group(|group| is_less(spans::number(group.workers), spans::number(group.women))),
        "the women heard are among the workers heard",
    ),
    refuses(
        "more_women_than_auditors",
        &["report.auditor.women", "report.auditor.team_size"],
        Excluded::Dossier(|d| {
            let auditor = &d.report.auditor;
            is_less(spans::number(auditor.team_size), spans::number(auditor.women))
        }),
        "the women of the team are among its auditors",
    ),
    refuses(
        "more_shifts_seen_than_run",
        &["report.visit.shifts_seen", "site.shifts"],
        Excluded::Dossier(|d| {
            is_less(spans::number(d.site.shifts), spans::number(d.report.visit.shifts_seen))
        }),
        "no more shifts are seen than are run",
    ),
    refuses(
        "certificate_ends_before_issue",
        &["certificates[].valid_until", "certificates[].issued"],
        Excluded::Certificate(|one| is_less(spans::day(one.valid_until), spans::day(one.issued))),
        "a certificate does not end before it is issued",
    ),
    contradicts(
        ContradictionCode::ManagementPresentInPrivate,
        &["report.interviews.private", "report.interviews.management"],
        |d| {
            let interviews = &d.report.interviews;
            (interviews.private == Some(true) && interviews.management == Some(Management::Present)).into()
        },
        "where everybody was heard in private no manager was present",
    ),
    contradicts(
        ContradictionCode::SeenFromAfar,
        &[
            "report.visit.mode",
            "report.visit.auditor_days",
            "report.visit.shifts_seen",
            "report.visit.dormitories_seen",
            "report.visit.entry",
            "report.interviews.groups",
        ],
        |d| Tri::from(is_from_afar(d.report.visit.mode)).and(was_there(d)),
        "whoever was on the site made no desktop or remote audit",
    ),
    contradicts(
        ContradictionCode::SeenFromTheDesk,
        &[
            "report.type",
            "report.visit.auditor_days",
            "report.visit.shifts_seen",
            "report.visit.dormitories_seen",
            "report.visit.entry",
            "report.interviews.groups",
        ],
        |d| Tri::from(d.report.r#type == Some(ReportType::DeskClosure)).and(was_there(d)),
        "whoever was on the site did not close the findings from the desk",
    ),
    contradicts(
        ContradictionCode::OwnFirm,
        &[
            "report.auditor.relation",
            "report.auditor.firm",
            "report.auditor.visiting_firm",
            "supplier.name",
            "site.name",
        ],
        |d| (d.report.auditor.relation == Some(Relation::ThirdParty) && is_own_firm(d)).into(),
        "a firm that bears the supplier's or the site's own name is no third party",
    ),
    contradicts(
        ContradictionCode::UnannouncedWithNotice,
        &["report.visit.notice", "report.visit.notice_days", "report.visit.window_days"],
        |d| Tri::from(d.report.visit.notice == Some(Notice::Unannounced)).and(was_announced(d)),
        "a visit with days of notice or a window was not unannounced",
    ),
    contradicts(
        ContradictionCode::NoDormitoriesSeen,
        &["site.dormitories", "report.visit.dormitories_seen", "report.interviews.groups"],
        |d| (d.site.dormitories == Some(Dormitories::None) && is_housed(d)).into(),
        "housing that was seen, or in which workers were heard, is provided",
    ),
    contradicts(
        ContradictionCode::NoFindingsBesideIndicators,
        &[
            "report.conclusion.findings",
            "report.conclusion.indicators_found",
            "report.conclusion.forced_labour",
        ],
        |d| is_none(spans::number(d.report.conclusion.findings)).and(found_something(d).into()),
        "a report that found indicators has findings",
    ),
    contradicts(
        ContradictionCode::IndicatorsFoundNotNamed,
        &["report.conclusion.forced_labour", "report.conclusion.indicators_found"],
        |d| {
            let conclusion = &d.report.conclusion;
            (conclusion.forced_labour == Some(ForcedLabour::IndicatorsFound)
                && conclusion.indicators_found.as_ref().is_some_and(Vec::is_empty))
            .into()
        },
        "where indicators were found at least one of them is",
    ),
    contradicts(
        ContradictionCode::MoreAuditorDaysThanVisit,
        &[
            "report.visit.auditor_days",
            "report.visit.start",
            "report.visit.end",
            "report.visit.no_later_than",
            "report.auditor.team_size",
        ],
        |d| {
            let days = d.report.visit.auditor_days.map(|days| Range::exactly(days.tenths()));
            is_less(most_auditor_days(d), days)
        },
        "a team spends on a site no more days than the visit has, for each of its auditors",
    ),
    disagrees(
        ContradictionCode::ConclusionAgainstIndicators,
        &[
            "report.conclusion.forced_labour",
            "report.conclusion.indicators_found",
            "report.conclusion.reasoned",
        ],
        "no forced labour is concluded beside indicators of it, excessive overtime alone apart, only with reasons",
    ),
    disagrees(
        ContradictionCode::MoreHeardThanEmployed,
        &[
            "report.interviews.groups",
            "site.headcount",
            "report.conclusion.headcount",
            "site.headcount_on",
            "report.visit.start",
        ],
        "no more workers are heard than the larger of two counts of about the same date",
    ),
    disagrees(
        ContradictionCode::HeadcountsDiffer,
        &[
            "site.headcount",
            "site.headcount_on",
            "site.workforce",
            "report.conclusion.headcount",
            "report.visit.start",
        ],
        "counts of workers of about the same date differ by a tenth at most",
    ),
    disagrees(
        ContradictionCode::InterviewLanguageUnspoken,
        &["report.interviews.groups", "site.workforce"],
        "workers are heard in languages that somebody at the site speaks",
    ),
    disagrees(
        ContradictionCode::NativeLanguageAgainstGroups,
        &["report.interviews.in_native_language", "report.interviews.groups", "site.workforce"],
        "what is said of the language of all interviews is borne out by the groups that were heard",
    ),
    disagrees(
        ContradictionCode::MoreInterviewsThanDaysAllow,
        &["report.interviews.groups", "report.visit.auditor_days"],
        "one auditor hears so many workers a day, one by one, and no more",
    ),
    disagrees(
        ContradictionCode::RecordsInconsistent,
        &["report.scope.records_result"],
        "records and what workers say agree",
    ),
    narrows(
        "indicators_found_were_examined",
        &["report.scope.indicators", "report.conclusion.indicators_found"],
        "indicators that were found were examined: the examined are the union of both lists",
    ),
    narrows(
        "named_lead",
        &["report.auditor.lead"],
        "a lead who is named, with unknown qualification, is not unnamed",
    ),
    narrows(
        "mixed_notice",
        &["report.visit.notice"],
        "of several visits the one of which the site knew most counts",
    ),
];

/// Related pairs that exclude nothing, each with the reason.
pub static UNRELATED: &[(&str, &str, &str)] = &[
    (
        "report.interviews.groups",
        "report.interviews.surveillance",
        "interviews off the site do not exclude a minder",
    ),
    ("report.visit.notice", "report.visit.mode", "a notice is also given of a remote audit"),
    ("report.visit.access", "report.visit.mode", "access is also given or refused to records"),
    (
        "report.type",
        "report.visit.mode",
        "a closure from the desk may state how the visit was made that it closes",
    ),
    (
        "report.visit.access",
        "report.visit.auditor_days",
        "whoever is refused may have spent the day at the gate",
    ),
    ("report.auditor.paid_by", "report.auditor.relation", "whoever is paid by the site may be a third party"),
    (
        "report.interviews.private",
        "report.interviews.surveillance",
        "a camera may reach where nobody stands by",
    ),
    (
        "report.interviews.groups",
        "report.interviews.women_heard_by_women",
        "women are heard by women of another team",
    ),
    (
        "report.auditor.women",
        "report.interviews.women_heard_by_women",
        "an interpreter may be the woman who heard them",
    ),
    (
        "site.headcount",
        "report.interviews.groups",
        "the larger of two counts bounds how many were heard, see integrity",
    ),
    (
        "report.conclusion.findings",
        "report.follow_up.corrective_actions",
        "a finding may need nothing corrected",
    ),
    (
        "report.scope.records_cross_checked",
        "report.scope.records_result",
        "an attempt that failed has a result",
    ),
    (
        "report.visit.dormitories_seen",
        "report.visit.shifts_seen",
        "housing is seen whether or not work goes on",
    ),
];

/// Whether the first is less than the second, where both are stated.
fn is_less<T: Copy + Ord>(one: Option<Range<T>>, other: Option<Range<T>>) -> Tri {
    one.zip(other).map_or(Tri::No, |(one, other)| Tri::less(one, other))
}

/// Of each contradiction between stated keys whether it is there.
pub(crate) fn contradicted(
    dossier: &Dossier,
) -> impl Iterator<Item = (ContradictionCode, &'static [&'static str], Tri)> {
    ENTAILMENTS.iter().filter_map(|row| match (row.effect, row.excluded) {
        (Effect::Contradicts(code), Excluded::Dossier(excluded)) => Some((code, row.keys, excluded(dossier))),
        _ => None,
    })
}

/// The keys of a row that counts in integrity.
pub(crate) fn keys_of(code: ContradictionCode) -> &'static [&'static str] {
    ENTAILMENTS.iter().find(|row| row.code == code.as_str()).map_or(&[], |row| row.keys)
}

/// What is refused, each with both places.
pub(super) fn refused(dossier: &Dossier) -> Vec<Problem> {
    let mut problems = Vec::new();
    for row in ENTAILMENTS.iter().take_while(|row| row.effect == Effect::Refuses) {
        let mut refuse = |(at, excluded): (usize, Tri)| {
            if excluded == Tri::Yes {
                problems.push(row.refusal(dossier, at));
            }
        };
        match row.excluded {
            Excluded::Never => {}
            Excluded::Dossier(excluded) => refuse((0, excluded(dossier))),
            Excluded::Group(excluded) => {
                let groups = dossier.report.interviews.groups.iter().flatten();
                groups.map(excluded).enumerate().for_each(refuse);
            }
            Excluded::Certificate(excluded) => {
                dossier.certificates.iter().map(excluded).enumerate().for_each(refuse);
            }
        }
    }
    problems
}

impl Entailment {
    /// The refusal of an entry, or of the dossier: both places and what stands there.
    fn refusal(&self, dossier: &Dossier, at: usize) -> Problem {
        let place = |key: &str| key.replace("[]", &format!("[{at}]"));
        let value = |path: &str| dossier.stated(path).map(|echo| echo.to_string()).unwrap_or_default();
        let path = self.keys.first().map_or_else(String::new, |key| place(key));
        let other = self.keys.get(1).map_or_else(String::new, |key| place(key));
        let message = format!("{}, and `{other}` is {}", self.sentence, value(&other));
        Problem::new(self.code, path.clone(), message).value(&value(&path))
    }
}
