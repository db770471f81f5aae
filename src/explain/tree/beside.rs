//! What stands beside the audit, as plain data: warnings, certificates, findings, contradictions, notes.

use crate::answer::{answer, words_answer};
use crate::assessment::{Adds, ContradictionCode, Counts, LegalBasis, NoteCode};
use crate::document::named;
use crate::dossier::certificate::CertificateStatus;
use crate::explain::tree::held::Tone;
use crate::partial_date::PartialDate;

words_answer!(CertificateStatus, WarningKind);

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
        pub checked_on: Option<PartialDate>,
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
        pub status_on: Option<PartialDate>,
        /// The day on which it was issued.
        pub issued: Option<PartialDate>,
        /// The last day of its validity.
        pub valid_until: Option<PartialDate>,
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
