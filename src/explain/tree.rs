//! The explanation as plain data, in the order in which it is read.
//!
//! Every key is always present, `null` or an empty list where there is nothing. Sentences are whole; words of codes
//! stand beside the codes. Names come from the dossier and may hold anything: whoever draws them escapes them.

mod next;

use crate::answer::{answer, words_answer};
use crate::assessment::{
    Adds, Assessment, Binds, ContradictionCode, Counts, DemeritRange, GradeRange, LegalBasis, NamedGrade,
    NoteCode, Outcome, Verdict,
};
use crate::date::Date;
use crate::document::named;
use crate::dossier::certificate::CertificateStatus;
use crate::pack::SourceStatus;
use crate::range::Range;

pub use crate::explain::tree::next::*;

/// The format of explanations that this release writes.
pub const FORMAT: u32 = 1;

words_answer!(CertificateStatus, SourceStatus, Tone, ReasonBasis, ReasonKind, WarningKind, EventKind,);

answer! {
    /// Why an answer is as it is and what would change it: everything that a page shows, in reading order.
    pub struct Explanation {
        /// The format of the document.
        pub format: u32,
        /// The answer that is explained.
        pub assessment: Assessment,
        /// What it is about, with the names that the dossier gives.
        pub subject: Subject,
        /// What must be read before anything else: import restrictions in force, a report that was refused.
        pub warnings: Vec<Warning>,
        /// How far the report can be relied on, and why.
        pub headline: Headline,
        /// What every page says of itself.
        pub not_a_finding: &'static str,
        /// Whether it is the same site, of which day, and with which workers: always `site`, `date`, `workers`.
        pub same: Vec<Check>,
        /// Who was not heard, as far as that can be told.
        pub not_heard: Vec<NotHeard>,
        /// Where the report came from.
        pub origin: Vec<Check>,
        /// The first three questions to the auditor.
        pub first_questions: Vec<Question>,
        /// The grades and numbers; null when nothing is graded.
        pub grades: Option<Grades>,
        /// What holds the grade down, at each end; empty when nothing is graded.
        pub held: Held,
        /// One verdict per standard of the pack.
        pub standards: Vec<StandardTold>,
        /// What each certificate adds.
        pub certificates: Vec<CertificateTold>,
        /// How each finding bears on the report.
        pub findings: Vec<FindingTold>,
        /// Contradictions inside the report.
        pub contradictions: Vec<ContradictionTold>,
        /// What else is to be noted.
        pub notes: Vec<NoteTold>,
        /// Every criterion by domain, the costliest first.
        pub domains: Vec<DomainTold>,
        /// How many criteria came out how.
        pub tally: Tally,
        /// Every cap whose condition holds at either end, the lowest first.
        pub caps: Vec<CapTold>,
        /// What happened when, the earliest first.
        pub timeline: Vec<Event>,
        /// What is not stated, the most telling first.
        pub gaps: Vec<GapTold>,
        /// The questions to send, in the order in which answers matter.
        pub questions: Vec<Question>,
        /// The cheapest way to each better grade.
        pub raises: Vec<RaiseTold>,
        /// The better grades to which there is no way, and why; null where there is a way to each.
        pub out_of_reach: Option<OutOfReach>,
        /// Better grades to which there is a way, but none that was proved cheapest within the search's bound.
        pub not_proved: Vec<NamedGrade>,
        /// The next day on which the same dossier gets another answer, and why.
        pub horizon: Horizon,
        /// The sources that were cited, by their numbers.
        pub sources: Vec<SourceTold>,
        /// That this version leaves something out; null of the full one.
        pub left_out: Option<&'static str>,
    }
}

named! {
    /// For whom an explanation is.
    pub enum Audience {
        /// For whoever may read the whole dossier.
        Full = "full",
        /// For the supplier: without what could identify a witness.
        Supplier = "supplier",
    }
}

answer! {
    /// What an explanation is about. Names are repeated here and nowhere else.
    pub struct Subject {
        /// The site's name.
        pub site_name: Option<String>,
        /// The supplier's name.
        pub supplier_name: Option<String>,
        /// The country, or the part of it where one is stated.
        pub place: Option<String>,
        /// The programme of the audit.
        pub programme: Option<String>,
    }
}

named! {
    /// How something reads; never the only way in which a page says it.
    pub enum Tone {
        /// Bad news.
        Bad = "bad",
        /// Not settled.
        Doubtful = "doubtful",
        /// Neither.
        Neutral = "neutral",
        /// Good news.
        Good = "good",
    }
}

named! {
    /// What a warning is about.
    pub enum WarningKind {
        /// An import restriction is in force.
        Restriction = "restriction",
        /// The report was asked for and refused.
        ReportRefused = "report_refused",
    }
}

answer! {
    /// What must be read before anything else.
    pub struct Warning {
        /// What kind it is.
        pub kind: WarningKind,
        /// The warning.
        pub title: String,
        /// What it means.
        pub text: String,
        /// The law of a restriction.
        pub basis: Option<LegalBasis>,
        /// The id of the finding that states the restriction.
        pub finding: Option<String>,
        /// The day on which somebody last looked whether it still stands.
        pub checked_on: Option<Date>,
    }
}

answer! {
    /// How far the report can be relied on, and why. The sentence is `label` followed by `text`.
    pub struct Headline {
        /// How it begins: `credibility D`, or that nothing is graded.
        pub label: String,
        /// How it reads.
        pub tone: Tone,
        /// The rest of the sentence.
        pub text: String,
        /// What it means that nothing is graded; null where something is.
        pub meaning: Option<String>,
        /// Why the status is what it is, where the range alone does not say it.
        pub status_because: Vec<String>,
        /// What decides at the worst end, the most telling first.
        pub because: Vec<Reason>,
        /// Numbers of the sources that the sentence names.
        pub cited: Vec<u32>,
    }
}

named! {
    /// On what a reason rests.
    pub enum ReasonBasis {
        /// On silence: nothing that is stated excludes it.
        Silent = "silent",
        /// On what is stated of how the audit was made.
        Stated = "stated",
        /// On an adverse act, a contradiction or a document against the report.
        Adverse = "adverse",
    }
}

named! {
    /// What kind of reason holds a grade down.
    pub enum ReasonKind {
        /// A cap.
        Cap = "cap",
        /// The sum of demerits.
        Demerits = "demerits",
    }
}

answer! {
    /// One reason that holds the grade down.
    pub struct Reason {
        /// What kind it is.
        pub kind: ReasonKind,
        /// The id of the cap; null of demerits.
        pub id: Option<String>,
        /// On what it rests.
        pub basis: ReasonBasis,
        /// The same in words, to stand before the reason.
        pub word: &'static str,
        /// The grade at which it holds.
        pub grade: NamedGrade,
        /// Why.
        pub text: String,
        /// The criteria by which it holds: of demerits the three costliest.
        pub criteria: Vec<CriterionLevel>,
        /// Numbers of its sources.
        pub sources: Vec<u32>,
    }
}

answer! {
    /// A criterion at a level.
    pub struct CriterionLevel {
        /// Its id.
        pub id: String,
        /// Its title.
        pub title: String,
        /// The level.
        pub level: String,
        /// What the level costs.
        pub demerits: u32,
        /// On what it rests.
        pub basis: ReasonBasis,
    }
}

answer! {
    /// What holds the grade down at each end, from what decides to what would hold it last.
    pub struct Held {
        /// At the worst end: what is shown.
        pub worst: Vec<Rung>,
        /// At the best end: what it would be if everything unsaid were good.
        pub best: Vec<Rung>,
    }
}

answer! {
    /// Everything that holds at one grade. The first rung decides; each later one is the exact grade if everything that
    /// the earlier ones name were gone.
    pub struct Rung {
        /// The grade.
        pub grade: NamedGrade,
        /// Whether this rung is the grade.
        pub decides: bool,
        /// What holds there, the most telling first.
        pub reasons: Vec<Reason>,
    }
}

answer! {
    /// One plain question about the report and its answer.
    pub struct Check {
        /// A stable key.
        pub id: &'static str,
        /// What is asked.
        pub title: &'static str,
        /// The answer as a sentence.
        pub text: String,
        /// On what it rests.
        pub basis: ReasonBasis,
        /// How it reads.
        pub tone: Tone,
        /// The keys that it was read from.
        pub read: Vec<Read>,
    }
}

answer! {
    /// A key of the dossier as it was read.
    pub struct Read {
        /// The path of the key.
        pub fact: String,
        /// What is stated, in words; null where nothing is.
        pub value: Option<String>,
        /// Where in the report it stands.
        pub locator: Option<String>,
    }
}

answer! {
    /// Workers who were not heard, or may not have been.
    pub struct NotHeard {
        /// Their language; null where it is not the language that tells them apart.
        pub language: Option<String>,
        /// How many they are.
        pub workers: Option<u32>,
        /// What is known, as a sentence.
        pub text: String,
        /// On what it rests.
        pub basis: ReasonBasis,
        /// Whether the group is so small that telling of it may point at a person: fewer than five.
        pub could_identify: bool,
    }
}

answer! {
    /// A question to the auditor.
    pub struct Question {
        /// Its place in the list.
        pub number: u32,
        /// The question.
        pub ask: String,
        /// The fact that it asks for.
        pub fact: String,
        /// The criterion that asks.
        pub criterion: String,
        /// The title of that criterion.
        pub title: String,
        /// The most grade steps by which one answer narrows the range.
        pub closes: u32,
    }
}

answer! {
    /// The grades and numbers of an answer.
    pub struct Grades {
        /// The grade.
        pub grade: GradeRange,
        /// What the best end is called.
        pub best_means: &'static str,
        /// The grade that demerits alone would give.
        pub before_caps: GradeRange,
        /// The audit's own grade: before certificates and outside findings.
        pub audit_grade: GradeRange,
        /// 100 for no demerits, 0 for all.
        pub score: Range<u32>,
        /// The demerits.
        pub demerits: DemeritRange,
        /// The scale with the range on it, worst first.
        pub scale: Vec<ScaleStep>,
    }
}

answer! {
    /// One grade of the scale.
    pub struct ScaleStep {
        /// Its name.
        pub name: String,
        /// Whether it is the worst end.
        pub is_worst: bool,
        /// Whether it is the best end.
        pub is_best: bool,
        /// Whether it lies in the range, both ends included.
        pub in_range: bool,
    }
}

answer! {
    /// A standard and its verdict.
    pub struct StandardTold {
        /// Its id.
        pub id: String,
        /// Its title.
        pub title: String,
        /// What it is and what it is not.
        pub why: String,
        /// The verdict.
        pub verdict: Verdict,
        /// The verdict in words.
        pub word: &'static str,
        /// What it means.
        pub meaning: &'static str,
        /// How it reads.
        pub tone: Tone,
        /// How many requirements are shown to be met.
        pub shown: u32,
        /// How many there are.
        pub of: u32,
        /// Requirements that fail even if everything unsaid were good.
        pub failed: Vec<Requirement>,
        /// Requirements that depend on what is not stated.
        pub open: Vec<Requirement>,
        /// Requirements that are shown to be met.
        pub met: Vec<Requirement>,
        /// Numbers of its sources.
        pub sources: Vec<u32>,
    }
}

answer! {
    /// What a standard requires of a criterion.
    pub struct Requirement {
        /// The criterion.
        pub criterion: String,
        /// Its title.
        pub title: String,
        /// The level that is required.
        pub at_least: String,
        /// Where the criterion stands.
        pub stands: String,
        /// Numbers of the sources that bear the requirement out.
        pub sources: Vec<u32>,
    }
}

answer! {
    /// A code and its words.
    pub struct CodeTold {
        /// The code.
        pub code: &'static str,
        /// Its words.
        pub text: &'static str,
    }
}

answer! {
    /// What a certificate adds.
    pub struct CertificateTold {
        /// Its id.
        pub id: Option<String>,
        /// The id of its scheme.
        pub scheme: String,
        /// The name of the scheme; its id where the pack does not know it.
        pub title: String,
        /// Who owns the scheme.
        pub owner: Option<String>,
        /// Its code.
        pub code: Option<String>,
        /// Its status as stated.
        pub status: Option<CertificateStatus>,
        /// The day on which the status was read.
        pub status_on: Option<Date>,
        /// The day on which it was issued.
        pub issued: Option<Date>,
        /// The last day of its validity.
        pub valid_until: Option<Date>,
        /// What it adds.
        pub adds: Adds,
        /// The same in words.
        pub word: &'static str,
        /// How it reads.
        pub tone: Tone,
        /// Why.
        pub notes: Vec<CodeTold>,
        /// What a valid status can mean at most; null where the pack does not know the scheme.
        pub meaning: Option<String>,
        /// Numbers of the sources of that.
        pub sources: Vec<u32>,
    }
}

answer! {
    /// How a finding bears on the report.
    pub struct FindingTold {
        /// Its id.
        pub id: Option<String>,
        /// What it is called: `finding f1`, or its number.
        pub name: String,
        /// What it is about, who found it, how firmly it stands, since when.
        pub about: String,
        /// Whether it counts.
        pub counts: Counts,
        /// The same in words.
        pub word: &'static str,
        /// How it reads.
        pub tone: Tone,
        /// Why.
        pub notes: Vec<CodeTold>,
        /// Whether the company denies it.
        pub denied_by_company: bool,
        /// Where it can be read, where that is an address of the web.
        pub url: Option<String>,
        /// Whether telling of it may point at a witness: its source is a worker.
        pub could_identify: bool,
    }
}

answer! {
    /// Something in which the report contradicts itself.
    pub struct ContradictionTold {
        /// What.
        pub code: ContradictionCode,
        /// The same in words.
        pub text: &'static str,
        /// Where in the dossier.
        pub paths: Vec<String>,
    }
}

answer! {
    /// Something to be noted.
    pub struct NoteTold {
        /// What.
        pub code: NoteCode,
        /// The same in words.
        pub text: &'static str,
        /// Where in the dossier.
        pub path: String,
    }
}

answer! {
    /// A domain with its criteria.
    pub struct DomainTold {
        /// Its id.
        pub id: String,
        /// Its title.
        pub title: String,
        /// Whether it is left out of the audit's own grade.
        pub outside: bool,
        /// The most demerits that it can take.
        pub limit: u32,
        /// Demerits that it takes even if everything unsaid were good, after groups and limit; null when nothing is graded.
        pub taken: Option<u32>,
        /// Demerits that it takes besides for what is not stated; null when nothing is graded.
        pub open: Option<u32>,
        /// Its criteria, the costliest first.
        pub criteria: Vec<CriterionTold>,
    }
}

answer! {
    /// A criterion as it stands.
    pub struct CriterionTold {
        /// Its id.
        pub id: String,
        /// Its title.
        pub title: String,
        /// Why it matters.
        pub why: String,
        /// How it came out.
        pub outcome: Outcome,
        /// The same in words.
        pub word: &'static str,
        /// How it reads.
        pub tone: Tone,
        /// On what it rests.
        pub basis: ReasonBasis,
        /// Where it stands: a level, or from one to another.
        pub stands: String,
        /// Its level at worst.
        pub worst: String,
        /// Its level at best.
        pub best: String,
        /// All its levels, worst first.
        pub levels: Vec<LevelTold>,
        /// The id of the group of which only the worst member counts.
        pub group: Option<String>,
        /// Demerits that it takes even if everything unsaid were good, before groups and limits; null when nothing is
        /// graded.
        pub taken: Option<u32>,
        /// Demerits that it takes besides for what is not stated; null when nothing is graded.
        pub open: Option<u32>,
        /// Ids of the standards that require it.
        pub required_by: Vec<String>,
        /// The keys that it read.
        pub read: Vec<Read>,
        /// Numbers of its sources, the best known first.
        pub sources: Vec<u32>,
        /// The question to put where it is not stated.
        pub ask: String,
        /// What would raise it; null at its top, and where nothing can.
        pub remedy: Option<String>,
        /// How much that asks, 1 to 5.
        pub effort: Option<u32>,
        /// Why nothing raises it; null where something does.
        pub no_remedy: Option<String>,
    }
}

answer! {
    /// A level of a criterion.
    pub struct LevelTold {
        /// Its name.
        pub name: String,
        /// What it costs.
        pub demerits: u32,
        /// Whether the criterion may stand there.
        pub is_possible: bool,
    }
}

answer! {
    /// How many criteria came out how.
    pub struct Tally {
        /// All criteria.
        pub criteria: u32,
        /// At their top.
        pub met: u32,
        /// Below their top, as stated.
        pub short: u32,
        /// Partly stated.
        pub partly_stated: u32,
        /// Not stated at all.
        pub not_stated: u32,
        /// Not applicable, as a stated fact shows.
        pub not_applicable: u32,
        /// The same as a sentence.
        pub text: String,
    }
}

answer! {
    /// A cap whose condition holds.
    pub struct CapTold {
        /// Its id.
        pub id: String,
        /// The grade that bounds.
        pub grade: NamedGrade,
        /// At which end it decides.
        pub binds: Binds,
        /// The same in words.
        pub word: &'static str,
        /// On what it rests.
        pub basis: ReasonBasis,
        /// Why it bounds the grade.
        pub why: String,
        /// The criteria by which its condition holds.
        pub criteria: Vec<CriterionLevel>,
        /// Numbers of its sources.
        pub sources: Vec<u32>,
    }
}

named! {
    /// What happened on a day.
    pub enum EventKind {
        /// Workers were counted.
        Headcount = "headcount",
        /// The audit's visit.
        Visit = "visit",
        /// A certificate was issued.
        CertificateIssued = "certificate_issued",
        /// A certificate's status was read or set.
        CertificateStatus = "certificate_status",
        /// A certificate was claimed.
        CertificateClaimed = "certificate_claimed",
        /// A certificate's validity ends.
        CertificateValidUntil = "certificate_valid_until",
        /// Something was observed.
        FindingObserved = "finding_observed",
        /// A finding was made public.
        FindingPublished = "finding_published",
        /// A ruling or act ended.
        FindingEnded = "finding_ended",
        /// Somebody looked for evidence from outside.
        Search = "search",
        /// The day of the assessment.
        AsOf = "as_of",
        /// The same dossier gets another answer.
        NextChange = "next_change",
    }
}

answer! {
    /// Something on a day.
    pub struct Event {
        /// The day; of a visit its first.
        pub on: Date,
        /// The last day, where it is another.
        pub until: Option<Date>,
        /// What kind it is.
        pub kind: EventKind,
        /// What happened.
        pub text: String,
        /// The id of the certificate or finding.
        pub id: Option<String>,
        /// Whether it lies after the day of the assessment.
        pub is_ahead: bool,
        /// Whether telling of it may point at a witness.
        pub could_identify: bool,
    }
}

answer! {
    /// A source, as it was cited.
    pub struct SourceTold {
        /// Its number on this page.
        pub number: u32,
        /// Its id in the pack.
        pub id: String,
        /// Its title.
        pub title: String,
        /// Its publisher.
        pub publisher: String,
        /// Clause, section or page.
        pub clause: Option<String>,
        /// Its date, as exact as it is known.
        pub date: Option<String>,
        /// Where it can be read.
        pub url: String,
        /// The day on which it was read.
        pub read_on: Date,
        /// How it is known.
        pub status: SourceStatus,
        /// Its words.
        pub quote: Option<String>,
    }
}
