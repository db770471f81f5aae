//! The explanation as plain data, in the order in which it is read; the files below hold its parts.
//!
//! Every key is always present, `null` or an empty list where there is nothing. Sentences are whole; words of codes
//! stand beside the codes. Names come from the dossier and may hold anything: whoever draws them escapes them.

mod held;
mod site;
mod beside;
mod criteria;
mod next;
mod screen;

use crate::answer::{answer, words_answer};
use crate::assessment::{Assessment, NamedGrade};
use crate::date::Date;
use crate::document::named;
use crate::pack::SourceStatus;
use crate::partial_date::PartialDate;

pub use crate::explain::tree::beside::*;
pub use crate::explain::tree::criteria::*;
pub use crate::explain::tree::held::*;
pub use crate::explain::tree::next::*;
pub use crate::explain::tree::screen::*;
pub use crate::explain::tree::site::*;

/// The format of explanations that this release writes.
pub const FORMAT: u32 = 1;

words_answer!(SourceStatus, EventKind);

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
        /// What a buyer does next; null where the pack states no actions, and for whoever is no buyer.
        pub action: Option<ActionTold>,
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
        /// The day, or the month or year in which it lies; of a visit its first.
        pub on: PartialDate,
        /// The last day, where it is another.
        pub until: Option<PartialDate>,
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
