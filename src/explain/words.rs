//! Every code of an assessment in words: one line each, in one place; and what sentences are made of besides.
//!
//! The matches are exhaustive on purpose: a code that an assessment gains does not compile until it has its words here.

use crate::assessment::{
    Account, ActionCode, Adds, Binds, CertificateNote, ContradictionCode, Counts, CriterionAnswer,
    FindingEffect, FindingKind, FindingNote, FindingSource, GradeRange, LegalBasis, NoteCode, Outcome, Parts,
    Standing, Status, StatusCause, Verdict,
};
use crate::dossier::certificate::CertificateStatus;
use crate::explain::tree::ReasonBasis;
use crate::pack::model::Criterion;
use crate::range::Range;

/// Text of a pack as one paragraph: where its lines end there means nothing.
pub fn prose(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A number and its noun.
pub fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// How much of the evidence that a report can show this one shows.
pub fn points(points: &Parts) -> String {
    let Parts { of, shown, against, unsaid, .. } = points;
    let (speaks, is) =
        (if *against == 1 { "speaks" } else { "speak" }, if *unsaid == 1 { "is" } else { "are" });
    format!(
        "Of {} that a report can show, this one shows {shown}, {against} {speaks} against it, {unsaid} {is} not said.",
        counted(*of, "point of evidence", "points of evidence"),
    )
}

/// The same, with what the reader has to check for himself.
pub fn account(account: &Account) -> String {
    let checks = &account.checked_by_you;
    let points = points(&account.points());
    if checks.of == 0 {
        return points;
    }
    let is = if checks.done == 1 { "is" } else { "are" };
    let all = counted(checks.of, "check", "checks");
    format!("{points} Of {all} of the buyer's own, {} {is} done.", checks.done)
}

/// The law of a restriction.
pub fn restriction(basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Wro => "withhold release order of U.S. Customs and Border Protection",
        LegalBasis::Finding => "forced labour finding of U.S. Customs and Border Protection",
        LegalBasis::Uflpa => "Uyghur Forced Labor Prevention Act",
        LegalBasis::Caatsa => "Countering America's Adversaries Through Sanctions Act",
        LegalBasis::OtherImportBan => "import ban of another authority",
    }
}

/// What an assessment amounts to.
pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Settled => "no answer moves the grade: both ends are the same",
        Status::Open => "answers could still move the grade",
        Status::Inconclusive => "so much is not said that the grade says little",
        Status::Unscorable => "there is no report to read, so nothing is graded: neither good nor bad",
        Status::ReportsAbuse => "the report itself found forced labour: it is evidence, and is not graded",
    }
}

/// On what a reason rests.
pub(super) fn basis(basis: ReasonBasis) -> &'static str {
    match basis {
        ReasonBasis::Silent => "on silence: nothing that is stated excludes it",
        ReasonBasis::Stated => "on what is stated of how the audit was made",
        ReasonBasis::Adverse => "on an adverse act, a contradiction or a document against the report",
    }
}

/// Why a status is what it is.
pub fn status_cause(cause: StatusCause) -> &'static str {
    match cause {
        StatusCause::FoundForcedLabour => "the report found forced labour: it is evidence",
        StatusCause::ReportRefused => "the report was asked for and refused",
        StatusCause::NoReport => "there is no report to read, or none is stated",
        StatusCause::ReportNotAsked => "the report itself has not been asked for",
        StatusCause::CertificateOnly => "there is a certificate alone, and a certificate is not a report",
        StatusCause::SupplierStatement => "there is only the word of a supplier or buyer about a report",
        StatusCause::Draft => "the report is a draft",
        StatusCause::Invalidated => "the programme has declared the report void",
        StatusCause::RangeTooWide => {
            "so much is unsaid that the two ends are further apart than the pack allows"
        }
    }
}

/// What a buyer does next, in two or three words; a pack has the sentence.
pub fn action(code: ActionCode) -> &'static str {
    match code {
        ActionCode::Blocked => "do not import",
        ActionCode::Act => "act for people's safety",
        ActionCode::NoAudit => "no audit can tell",
        ActionCode::Obtain => "get the report",
        ActionCode::ReAudit => "audit again",
        ActionCode::Ask => "ask the issuer",
        ActionCode::LookUp => "look up yourself",
        ActionCode::RelyWithLimits => "rely with limits",
        ActionCode::Rely => "rely",
    }
}

/// When it is what a buyer does next.
pub(super) fn action_meaning(code: ActionCode) -> &'static str {
    match code {
        ActionCode::Blocked => "an import restriction is, or may be, in force: do not import",
        ActionCode::Act => "people may be in forced labour: their safety comes first, before any report",
        ActionCode::NoAudit => "no interview there can show whether somebody is forced to work",
        ActionCode::Obtain => "there is no report to read: get it",
        ActionCode::ReAudit => "the method itself lacked something, which no answer mends",
        ActionCode::Ask => "answers to what is not said could make the report usable",
        ActionCode::LookUp => "only what the reader can look up himself is missing",
        ActionCode::RelyWithLimits => "it can be used within the limits that are named",
        ActionCode::Rely => "nothing that decides is missing, for the day of the visit",
    }
}

/// In place of whether the report can be relied on: it found forced labour.
pub(super) const IT_SHOWS_THE_OPPOSITE: &str = "No: it found forced labour itself.";

/// Whether the report can be relied on to show that nobody is forced to work there.
pub(super) fn reliance(code: ActionCode) -> &'static str {
    match code {
        ActionCode::Blocked | ActionCode::Act | ActionCode::ReAudit => "No.",
        ActionCode::NoAudit => "No audit can show that here.",
        ActionCode::Obtain => "There is nothing to rely on yet.",
        ActionCode::Ask => "Not as it stands.",
        ActionCode::LookUp => "Not before you have checked it yourself.",
        ActionCode::RelyWithLimits => "Within limits.",
        ActionCode::Rely => "Yes, for that day.",
    }
}

/// The verdict as it is printed, and what it means.
pub fn verdict(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Superseded => {
            ("not judged", "something stands against the goods or the site that no audit mends")
        }
        Verdict::NotMet => ("not met", "some requirement fails even if everything unsaid were good"),
        Verdict::NotDemonstrated => ("not shown", "it depends on what is not stated"),
        Verdict::Met => ("met", "every requirement is shown"),
    }
}

/// What stands beside a verdict: that the authority did not judge, and of the points in its own words how many are shown,
/// how many fail and of how many too little is said.
pub(super) fn beside_verdict(authority: Option<&str>, quoted: [usize; 3]) -> String {
    let authority = authority.map(prose);
    let judged = authority.as_ref().map(|name| format!("not judged by {name}"));
    let of: usize = quoted.iter().sum();
    let points = (of > 0).then(|| {
        let parts = quoted.iter().zip(["shown", "failed", "not said"]).filter(|(count, _)| **count > 0);
        let parts: Vec<String> = parts.map(|(count, word)| format!("{count} {word}")).collect();
        let (many, whose) = (number(of), authority.as_deref().unwrap_or("the authority"));
        let points = if of == 1 { "point" } else { "points" };
        format!("of the {many} {points} in {whose}'s own words: {}", parts.join(", "))
    });
    judged.into_iter().chain(points).collect::<Vec<_>>().join("; ")
}

/// A small number in words.
fn number(count: usize) -> String {
    let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let word = count.checked_sub(1).and_then(|at| words.get(at));
    word.map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Short => "shown",
        Outcome::NotStated => "not stated",
        Outcome::PartlyStated => "partly stated",
        Outcome::NotApplicable => "does not apply",
        Outcome::Met => "met",
    }
}

/// What was shown of a criterion, in its level's own words, or that it is not stated; of what is partly stated what bounds it.
pub(super) fn stands(answer: &CriterionAnswer, criterion: &Criterion, range: Range<u8>) -> String {
    if let Some(label) = &answer.label {
        return prose(label);
    }
    let bounds = between(criterion, range);
    match answer.outcome {
        Outcome::Short | Outcome::Met => "known by a programme's rule or a supplier's word alone".to_owned(),
        Outcome::PartlyStated if !bounds.is_empty() => format!("partly stated, {bounds}"),
        other => outcome(other).to_owned(),
    }
}

/// Between which levels a criterion stands, in their words: not where silence stands, and not the top. Empty where nothing
/// bounds it.
pub(super) fn between(criterion: &Criterion, range: Range<u8>) -> String {
    let label = |level: u8| criterion.levels.get(usize::from(level)).map_or("", |level| &level.label);
    if range.is_settled() {
        return label(range.best()).to_owned();
    }
    let worse = range.worst().checked_sub(1).filter(|worse| usize::from(*worse) >= criterion.at_silence());
    let is_top = usize::from(range.best()).saturating_add(1) >= criterion.levels.len();
    let least = worse.map(|worse| format!("better than: {}", label(worse)));
    let most = (!is_top).then(|| format!("at best {}", label(range.best())));
    [least, most].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

pub(super) fn contradiction(code: ContradictionCode) -> &'static str {
    match code {
        ContradictionCode::ConclusionAgainstIndicators => {
            "it concludes that there is no forced labour, lists indicators of it, and does not say why they are none"
        }
        ContradictionCode::MoreHeardThanEmployed => "more workers were heard than are employed",
        ContradictionCode::HeadcountsDiffer => {
            "counts of workers of about the same date differ by more than a tenth"
        }
        ContradictionCode::InterviewLanguageUnspoken => {
            "workers were heard in a language that nobody at the site speaks"
        }
        ContradictionCode::NativeLanguageAgainstGroups => {
            "what it says of the language of all interviews is not what it says of the groups that were heard"
        }
        ContradictionCode::MoreInterviewsThanDaysAllow => {
            "there were more interviews than the auditor days leave time for"
        }
        ContradictionCode::RecordsInconsistent => "the records and what workers said were found to disagree",
        ContradictionCode::ManagementPresentInPrivate => {
            "everybody was heard in private, and the management was present"
        }
        ContradictionCode::SeenFromAfar => {
            "it was made from a desk or by camera, and states what is only seen on the site"
        }
        ContradictionCode::SeenFromTheDesk => {
            "findings were closed from the desk, and it states what is only seen on the site"
        }
        ContradictionCode::OwnFirm => {
            "the auditor is called a third party and bears the supplier's or the site's own name"
        }
        ContradictionCode::OffSiteInquiryHeardOnSite => {
            "the inquiry was made off the site, and workers were heard on it"
        }
        ContradictionCode::OffSiteInquirySawTheSite => {
            "the inquiry was made off the site, and was let in or saw shifts or housing"
        }
        ContradictionCode::SeenAlthoughRefused => "access was refused, and shifts or housing were seen",
        ContradictionCode::EmployerAtOffSiteInterview => {
            "workers were heard away from the site, and through the facility, an agent or the state"
        }
        ContradictionCode::AgencyWorkersWithoutAgents => {
            "no labour agents are said to be used, and there are workers of an agency or an agent interpreted"
        }
        ContradictionCode::MoreHeardThanListed => {
            "more workers were heard in a language than the list of everybody has of it"
        }
        ContradictionCode::UnannouncedWithNotice => {
            "the visit is called unannounced, and days of notice or a window are stated"
        }
        ContradictionCode::NoDormitoriesSeen => {
            "there is said to be no housing, and it was seen or workers were heard in it"
        }
        ContradictionCode::NoFindingsBesideIndicators => {
            "it counts no findings and found indicators of forced labour"
        }
        ContradictionCode::IndicatorsFoundNotNamed => {
            "it concludes that there are indicators of forced labour and lists none"
        }
        ContradictionCode::MoreAuditorDaysThanVisit => {
            "there were more auditor days than the visit and the team allow"
        }
    }
}

pub(super) fn adds(adds: Adds) -> &'static str {
    match adds {
        Adds::Nothing => "adds nothing",
        Adds::Question => "adds nothing, and raises a question",
        Adds::Demerits => "lowers: it counts against the report",
        Adds::Cap => "lowers: it holds the grade down",
    }
}

pub(super) fn certificate_note(note: CertificateNote) -> &'static str {
    match note {
        CertificateNote::NoLift => {
            "a good status lifts nothing: a certificate is never more than the audit behind it"
        }
        CertificateNote::SameEvidence => "it rests on this same report: one piece of evidence, not two",
        CertificateNote::UnseenAudit => "it rests on another report that was not seen: ask for that one",
        CertificateNote::LabourRouteUnknown => {
            "how the scheme's labour rule was met is not stated: an audit must not be inferred from a valid status"
        }
        CertificateNote::SelfAssessment => "the labour rule was met by a form that the holder filled in",
        CertificateNote::Exempt => "the labour rule did not apply to this holder",
        CertificateNote::SubjectMismatch => "the scheme has no labour rule: it says nothing about workers",
        CertificateNote::NotACertificate => {
            "the scheme certifies nobody: this is an audit called a certificate"
        }
        CertificateNote::ScopeMismatch => "it is a parent's or another site's, so it is ignored here",
        CertificateNote::ScopeNotStated => "whether it covers this very site is not stated",
        CertificateNote::BadStatusLabour => {
            "it was suspended, withdrawn or cancelled for how workers were treated"
        }
        CertificateNote::BadStatusUnknown => {
            "it was taken away, given up or left to lapse, and labour may be the reason"
        }
        CertificateNote::BadStatusOther => "it was taken away for a reason that is not about labour",
        CertificateNote::Expired => "it is past its validity: absent, which is not negative",
        CertificateNote::ClaimedWithoutStanding => "it was still claimed after it expired or was taken away",
        CertificateNote::IssuedBeforeItsAudit => "it was issued before the visit on which it is said to rest",
        CertificateNote::NotFound => "it is not in the register: ask, as registers lag and hide",
        CertificateNote::StaleStatus => "its good status was read too long ago: read the register again",
        CertificateNote::StatusNotDated => "on which day its status was read is not stated",
        CertificateNote::CertifiedDespiteFinding => {
            "it was issued or renewed after contrary evidence was known: that clears nobody, and is a question to the \
             certifier"
        }
        CertificateNote::CodeOfAnotherForm => {
            "its code does not begin as the scheme's codes do: look it up in the register"
        }
        CertificateNote::UnknownScheme => {
            "the scheme is not in this pack's registry: nothing is known of its rules"
        }
    }
}

/// What a finding is about, who found it, how firmly it stands, since when.
pub(super) fn finding(finding: &FindingEffect) -> String {
    let kind = finding.kind.map(|kind| finding_kind(Some(kind)));
    let standing = finding.standing.map(|standing| match standing {
        Standing::Ruled => "ruled",
        Standing::GovernmentAction => "a government acted",
        Standing::Documented => "documented",
        Standing::Alleged => "alleged",
        Standing::Dismissed => "dismissed",
        Standing::Withdrawn => "taken back",
    });
    let source = finding.source.map(|source| format!("source: {}", finding_source(source)));
    let dates = [("observed", finding.observed), ("published", finding.published)];
    let dates = dates.iter().filter_map(|(what, day)| Some(format!("{what} {}", (*day)?)));
    let stated = [kind, standing].into_iter().flatten().map(str::to_owned).chain(source).chain(dates);
    let about = stated.collect::<Vec<_>>().join(", ");
    if about.is_empty() { "nothing else is stated of it".to_owned() } else { about }
}

pub(super) fn finding_source(source: FindingSource) -> &'static str {
    match source {
        FindingSource::Court => "a court",
        FindingSource::Government => "a government body",
        FindingSource::Journalism => "reporters",
        FindingSource::Ngo => "a non-governmental organisation",
        FindingSource::Worker => "a worker",
        FindingSource::Company => "a company",
    }
}

pub(super) fn counts(counts: Counts) -> &'static str {
    match counts {
        Counts::No => "does not count against the report",
        Counts::Possibly => "may count against the report",
        Counts::Yes => "counts against the report",
    }
}

pub(super) fn finding_note(note: FindingNote) -> &'static str {
    match note {
        FindingNote::AnotherMatter => {
            "it is about neither forced or child labour nor the deception of auditors"
        }
        FindingNote::KindNotStated => "what it is about is not stated",
        FindingNote::StandingNotStated => "how firmly it stands is not stated",
        FindingNote::DismissedOrWithdrawn => "it was dismissed, or the authority took back its own act",
        FindingNote::WithdrawalMayBeCoerced => {
            "whoever said it took it back, which may have been under pressure: it stays an allegation"
        }
        FindingNote::Ended => "the ruling or act has ended",
        FindingNote::LongBeforeVisit => "it is more than 36 months older than the visit",
        FindingNote::WeighsAsAllegation => {
            "it is more than 36 months older than the visit: what was documented then weighs as an allegation"
        }
        FindingNote::NotDated => {
            "a day of it or of the visit is not stated, so that it cannot be told how long before the visit it is"
        }
        FindingNote::Answered => {
            "the report answered it: it names it, and a third party that it does not accuse came after it, \
             unannounced, and heard the workers concerned off site in their language"
        }
        FindingNote::PossiblyAnswered => "the report may have answered it",
        FindingNote::NamedNotAnswered => {
            "the report names it, and does not answer it: that takes a third party that it does not accuse, which \
             comes after it, unannounced, and hears the workers concerned off site in their language"
        }
        FindingNote::ReportFoundIt => "the report itself found forced labour",
        FindingNote::DeniedByCompany => "the company denies it",
    }
}

pub(super) fn note(code: NoteCode) -> &'static str {
    match code {
        NoteCode::ExtraUndeclared => "this pack declares no such fact: it was not used",
        NoteCode::AnswerWithoutFinding => "the report answers a finding that is not among those given",
        NoteCode::ConclusionBesideFindings => {
            "the report concludes that there is no forced labour beside findings of its own, and does not say whether \
             they are indicators of it: its own findings question the conclusion"
        }
    }
}

pub(super) fn binds(binds: Binds) -> &'static str {
    match binds {
        Binds::Both => "decides",
        Binds::Worst => "decides as long as it is not shown otherwise",
        Binds::Best => "decides even if everything unsaid were good",
        Binds::No => "holds, and something harsher decides",
    }
}

/// That nothing is graded, and what that means.
pub(super) fn not_graded(reports_abuse: bool) -> (&'static str, &'static str) {
    if reports_abuse {
        (
            "not graded, reports abuse",
            "The report found forced labour. It is evidence, and testimony of abuse keeps its weight however the \
             report was made: it is not graded, and no number is given.",
        )
    } else {
        (
            "not graded, unscorable",
            "Without a report to read there is nothing to rely on: no grade and no number, which is neither good nor \
             bad. Ask for the report itself.",
        )
    }
}

pub(super) fn finding_kind(kind: Option<FindingKind>) -> &'static str {
    match kind {
        Some(FindingKind::ForcedLabour) => "forced labour",
        Some(FindingKind::ChildLabour) => "child labour",
        Some(FindingKind::AuditDeception) => "deception of auditors",
        Some(FindingKind::OtherLabour) => "another matter of labour",
        None => "of what is not stated",
    }
}

pub(super) fn certificate_status(status: CertificateStatus) -> &'static str {
    match status {
        CertificateStatus::Valid => "valid",
        CertificateStatus::InAssessment => "in assessment",
        CertificateStatus::Suspended => "suspended",
        CertificateStatus::Withdrawn => "withdrawn",
        CertificateStatus::Cancelled => "cancelled",
        CertificateStatus::Expired => "expired",
        CertificateStatus::NotFound => "not found",
    }
}

/// A grade as a floor and a ceiling, by the names of its ends; never a bare letter.
pub fn graded((worst, best): (&str, &str)) -> String {
    if worst == best {
        format!("credibility {worst}")
    } else {
        format!("credibility {worst}, not more than {best}")
    }
}

/// How a grade goes from one to another, each end once.
///
/// ```
/// use audit_credence::explain::words;
///
/// assert_eq!(words::graded(("E", "C")), "credibility E, not more than C");
/// assert_eq!(words::moved(("E", "B"), ("D", "B")), "credibility from E to D; not more than B, as before");
/// assert_eq!(words::moved(("E", "C"), ("E", "B")), "credibility E, as before; not more than B, before C");
/// assert_eq!(words::moved(("C", "C"), ("A", "A")), "credibility from C to A");
/// ```
pub fn moved(from: (&str, &str), to: (&str, &str)) -> String {
    if from == to {
        return format!("{}, as before", graded(to));
    }
    let floor = if from.0 == to.0 {
        format!("credibility {}, as before", to.0)
    } else {
        format!("credibility from {} to {}", from.0, to.0)
    };
    if from.0 == from.1 && to.0 == to.1 {
        return floor;
    }
    let before = if from.1 == to.1 { "as before".to_owned() } else { format!("before {}", from.1) };
    format!("{floor}; not more than {}, {before}", to.1)
}

/// The names of both ends of a grade.
pub fn ends(range: &GradeRange) -> (&str, &str) {
    (range.worst.name(), range.best.name())
}
