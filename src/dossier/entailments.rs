//! The table of what cannot be together: which stated keys exclude which others, a row each.
//!
//! A row does up to three things. What one key states narrows the others that are not stated (`fact/entailed`). Where
//! both are stated the report contradicts itself, which counts in integrity; or, where it is arithmetic that cannot
//! be, the document is refused. Pairs that look as if they excluded each other and do not are in `unrelated`.

mod contradiction;
mod unrelated;

use crate::counted::Counted;
use crate::dossier::certificate::Certificate;
use crate::dossier::finding::Finding;
use crate::dossier::premises::{
    found_something, is_controlled, is_from_afar, is_heard_at, is_housed, is_own_firm, most_auditor_days,
    saw_something, uses_agents, was_announced, was_there,
};
use crate::dossier::report::{
    Access, ForcedLabour, InterviewGroup, LabourAgents, Management, Mode, Notice, Place, Relation, ReportType,
};
use crate::dossier::site::Dormitories;
use crate::dossier::spans::{self, is_none};
use crate::dossier::whole::Dossier;
use crate::partial_date::PartialDate;
use crate::problem::Problem;
use crate::range::Range;
use crate::tri::Tri;

pub use crate::dossier::entailments::contradiction::ContradictionCode;
pub use crate::dossier::entailments::unrelated::UNRELATED;

/// What a row does where everything that it names is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It narrows and no more: nobody who states all of them is taken to contradict himself.
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

/// Whether what is stated cannot be together, and where it is looked for: a contradiction over all that it leaves open, a
/// refusal whatever it leaves open.
#[derive(Clone, Copy, Debug)]
enum Excluded {
    Never,
    Contradiction(ContradictionCode, fn(&Dossier) -> Tri),
    Dossier(fn(&Dossier) -> bool),
    Group(fn(&InterviewGroup) -> bool),
    Certificate(fn(&Certificate) -> bool),
    Finding(fn(&Finding) -> bool),
}

const fn contradicts(
    code: ContradictionCode,
    keys: &'static [&'static str],
    excluded: fn(&Dossier) -> Tri,
    sentence: &'static str,
) -> Entailment {
    let excluded = Excluded::Contradiction(code, excluded);
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
        Excluded::Dossier(|d| is_after(d.report.visit.start, d.report.visit.end)),
        "a visit does not end before it starts",
    ),
    refuses(
        "more_women_than_heard",
        &["report.interviews.groups[].women", "report.interviews.groups[].workers"],
        Excluded::Group(|group| is_more(group.women, group.workers)),
        "the women heard are among the workers heard",
    ),
    refuses(
        "more_women_than_auditors",
        &["report.auditor.women", "report.auditor.team_size"],
        Excluded::Dossier(|d| is_more(d.report.auditor.women, d.report.auditor.team_size)),
        "the women of the team are among its auditors",
    ),
    refuses(
        "more_shifts_seen_than_run",
        &["report.visit.shifts_seen", "site.shifts"],
        Excluded::Dossier(|d| is_more(d.report.visit.shifts_seen, d.site.shifts)),
        "no more shifts are seen than are run",
    ),
    refuses(
        "certificate_ends_before_issue",
        &["certificates[].valid_until", "certificates[].issued"],
        Excluded::Certificate(|one| is_after(one.issued, one.valid_until)),
        "a certificate does not end before it is issued",
    ),
    refuses(
        "wrong_country",
        &["site.subdivision", "site.country"],
        Excluded::Dossier(|d| {
            let (part, country) = (d.site.subdivision, d.site.country);
            part.zip(country).is_some_and(|(part, country)| part.country() != country)
        }),
        "the subdivision is no part of the country",
    ),
    refuses(
        "visit_starts_after_its_bound",
        &["report.visit.no_later_than", "report.visit.start"],
        Excluded::Dossier(|d| is_after(d.report.visit.start, d.report.visit.no_later_than)),
        "a visit does not start after the day by which it was over",
    ),
    refuses(
        "visit_ends_after_its_bound",
        &["report.visit.no_later_than", "report.visit.end"],
        Excluded::Dossier(|d| is_after(d.report.visit.end, d.report.visit.no_later_than)),
        "a visit does not end after the day by which it was over",
    ),
    refuses(
        "finding_ends_before_published",
        &["findings[].ended_on", "findings[].published"],
        Excluded::Finding(|one| is_after(one.published, one.ended_on)),
        "what a finding is about does not end before the finding is made public",
    ),
    refuses(
        "finding_ends_before_observed",
        &["findings[].ended_on", "findings[].observed"],
        Excluded::Finding(|one| is_after(one.observed, one.ended_on)),
        "what a finding is about does not end before it is observed",
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
        |d| only_if(is_from_afar(d.report.visit.mode), || was_there(d)),
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
        |d| only_if(d.report.r#type == Some(ReportType::DeskClosure), || was_there(d)),
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
        |d| only_if(d.report.visit.notice == Some(Notice::Unannounced), || was_announced(d)),
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
            only_if(days.is_some(), || is_less(most_auditor_days(d), days))
        },
        "a team spends on a site no more days than the visit has, for each of its auditors",
    ),
    contradicts(
        ContradictionCode::OffSiteInquiryHeardOnSite,
        &["report.visit.mode", "report.interviews.groups"],
        |d| (d.report.visit.mode == Some(Mode::OffSite) && is_heard_at(d, &[Place::OnSite])).into(),
        "an inquiry made off the site hears nobody on it",
    ),
    contradicts(
        ContradictionCode::OffSiteInquirySawTheSite,
        &[
            "report.visit.mode",
            "report.visit.shifts_seen",
            "report.visit.dormitories_seen",
            "report.visit.entry",
        ],
        |d| {
            let visit = &d.report.visit;
            only_if(visit.mode == Some(Mode::OffSite), || saw_something(d).or(visit.entry.is_some().into()))
        },
        "an inquiry made off the site is not let in, and sees neither shifts nor housing",
    ),
    contradicts(
        ContradictionCode::SeenAlthoughRefused,
        &["report.visit.access", "report.visit.shifts_seen", "report.visit.dormitories_seen"],
        |d| only_if(d.report.visit.access == Some(Access::Refused), || saw_something(d)),
        "whoever was refused access saw neither shifts nor housing",
    ),
    contradicts(
        ContradictionCode::EmployerAtOffSiteInterview,
        &["report.interviews.groups"],
        |d| {
            let mut groups = d.report.interviews.groups.iter().flatten();
            let is_theirs = |group: &InterviewGroup| {
                group.place == Some(Place::OffSite) && is_controlled(group.interpreter)
            };
            groups.any(is_theirs).into()
        },
        "off the site neither the employer nor an agent nor the state arranges or attends an interview",
    ),
    contradicts(
        ContradictionCode::AgencyWorkersWithoutAgents,
        &["report.interviews.labour_agents", "site.workforce", "report.interviews.groups"],
        |d| (d.report.interviews.labour_agents == Some(LabourAgents::NoneUsed) && uses_agents(d)).into(),
        "where workers of an agency are listed or heard, or an agent interprets, labour agents are used",
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
        ContradictionCode::MoreHeardThanListed,
        &[
            "report.interviews.groups",
            "site.workforce",
            // What makes a list complete.
            "site.workforce_covers",
            "site.workforce_established_by",
            "site.headcount",
            "report.conclusion.headcount",
            "site.shifts",
            "report.visit.shifts_seen",
            "site.dormitories",
            "report.visit.dormitories_seen",
        ],
        "no more workers are heard in a language than a complete list has of it",
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

/// Whether it is so where one of the keys states what the row asks for: what the others come to is not worked out before.
fn only_if(is_asked: bool, is_so: impl FnOnce() -> Tri) -> Tri {
    if is_asked { is_so() } else { Tri::No }
}

/// Whether the first is less than the second, where both are stated.
fn is_less<T: Copy + Ord>(one: Option<Range<T>>, other: Option<Range<T>>) -> Tri {
    one.zip(other).map_or(Tri::No, |(one, other)| Tri::less(one, other))
}

/// Whether a date is after another, whichever days the two are.
fn is_after(one: Option<PartialDate>, other: Option<PartialDate>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.first() > other.last())
}

/// Whether a count is more than another, whatever the two are.
fn is_more(one: Option<Counted>, other: Option<Counted>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.least() > other.most())
}

/// Of each contradiction between stated keys whether it is there.
pub(crate) fn contradicted(
    dossier: &Dossier,
) -> impl Iterator<Item = (ContradictionCode, &'static [&'static str], Tri)> {
    ENTAILMENTS.iter().filter_map(|row| match row.excluded {
        Excluded::Contradiction(code, excluded) => Some((code, row.keys, excluded(dossier))),
        Excluded::Never
        | Excluded::Dossier(_)
        | Excluded::Group(_)
        | Excluded::Certificate(_)
        | Excluded::Finding(_) => None,
    })
}

/// The keys of a row that counts in integrity.
pub(crate) fn keys_of(code: ContradictionCode) -> &'static [&'static str] {
    ENTAILMENTS.iter().find(|row| row.code == code.as_str()).map_or(&[], |row| row.keys)
}

/// Reports what is refused, each with both places.
pub(super) fn refuse(dossier: &Dossier, report: &mut dyn FnMut(Problem)) {
    for row in ENTAILMENTS.iter().take_while(|row| matches!(row.effect, Effect::Refuses)) {
        match row.excluded {
            Excluded::Never | Excluded::Contradiction(..) => {}
            Excluded::Dossier(excluded) => {
                if excluded(dossier) {
                    report(row.refusal(dossier, 0));
                }
            }
            Excluded::Group(excluded) => {
                let groups = dossier.report.interviews.groups.as_deref();
                row.refuse_entries(groups.unwrap_or_default(), excluded, dossier, report);
            }
            Excluded::Certificate(excluded) => {
                row.refuse_entries(&dossier.certificates, excluded, dossier, report);
            }
            Excluded::Finding(excluded) => row.refuse_entries(&dossier.findings, excluded, dossier, report),
        }
    }
}

impl Entailment {
    /// Reports the entries of a list that are refused.
    fn refuse_entries<T>(
        &self,
        entries: &[T],
        excluded: fn(&T) -> bool,
        dossier: &Dossier,
        report: &mut dyn FnMut(Problem),
    ) {
        for (at, entry) in entries.iter().enumerate() {
            if excluded(entry) {
                report(self.refusal(dossier, at));
            }
        }
    }

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
