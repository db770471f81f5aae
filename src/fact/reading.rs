//! Whether there is a report to grade at all.
//!
//! A certificate or a supplier's word alone is no report, a draft or an invalidated one not yet or no longer. Which of
//! these was read has to be stated: leaving it out would be better than saying that it was a certificate. And a
//! report that found forced labour is evidence: grading how it was made would punish whoever spoke.

use crate::answer::words_answer;
use crate::document::{Word as _, named};
use crate::dossier::Dossier;
use crate::dossier::report::{Availability, ForcedLabour, ProgrammeStatus, ReportDocument};

named! {
    /// Why an assessment has the status that it has.
    pub enum StatusCause {
        /// The report found forced labour: it is evidence.
        FoundForcedLabour = "found_forced_labour",
        /// The report was asked for and refused.
        ReportRefused = "report_refused",
        /// There is no report to read, or none is stated.
        NoReport = "no_report",
        /// Nobody asked for the report.
        ReportNotAsked = "report_not_asked",
        /// There is a certificate alone.
        CertificateOnly = "certificate_only",
        /// There is a supplier's or a buyer's word alone.
        SupplierStatement = "supplier_statement",
        /// The report is a draft.
        Draft = "draft",
        /// The programme declared the report void.
        Invalidated = "invalidated",
        /// The ends of the range are further apart than the pack allows.
        RangeTooWide = "range_too_wide",
    }
}

words_answer!(StatusCause);

/// Whether there is a report to grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    Readable,
    /// It found forced labour.
    ReportsAbuse,
    /// There is none to read, and why.
    Unscorable(Causes),
}

/// Some causes, in the order of their declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Causes(u8);

impl Causes {
    pub(crate) fn iter(self) -> impl Iterator<Item = StatusCause> {
        StatusCause::ALL.iter().copied().filter(move |cause| self.0 & bit(*cause) != 0)
    }
}

fn bit(cause: StatusCause) -> u8 {
    u32::try_from(cause.index()).ok().and_then(|index| 1_u8.checked_shl(index)).unwrap_or(0)
}

impl Reading {
    /// As one number: a bit for each cause, none where the report can be read.
    pub(crate) fn bits(self) -> u8 {
        match self {
            Reading::Readable => 0,
            Reading::ReportsAbuse => bit(StatusCause::FoundForcedLabour),
            Reading::Unscorable(Causes(bits)) => bits,
        }
    }

    pub(crate) fn from_bits(bits: u8) -> Self {
        match bits {
            0 => Reading::Readable,
            bits if bits & bit(StatusCause::FoundForcedLabour) != 0 => Reading::ReportsAbuse,
            bits => Reading::Unscorable(Causes(bits)),
        }
    }
}

pub(super) fn reading(dossier: &Dossier) -> Reading {
    let report = &dossier.report;
    if report.conclusion.forced_labour == Some(ForcedLabour::Found) {
        return Reading::ReportsAbuse;
    }
    let has_document = matches!(report.document, Some(ReportDocument::FullReport | ReportDocument::Summary));
    // A summary can be read although the report itself was refused.
    let absent = match report.availability.filter(|_| !has_document) {
        Some(Availability::Refused) => Some(StatusCause::ReportRefused),
        Some(Availability::NoneExists) => Some(StatusCause::NoReport),
        Some(Availability::NotAsked) => Some(StatusCause::ReportNotAsked),
        Some(Availability::Provided) | None => {
            (!has_document && report.document.is_none()).then_some(StatusCause::NoReport)
        }
    };
    let instead = match report.document {
        Some(ReportDocument::CertificateOnly) => Some(StatusCause::CertificateOnly),
        Some(ReportDocument::SupplierStatement) => Some(StatusCause::SupplierStatement),
        _ => None,
    };
    let void = match report.programme_status {
        Some(ProgrammeStatus::Draft) => Some(StatusCause::Draft),
        Some(ProgrammeStatus::Invalidated) => Some(StatusCause::Invalidated),
        _ => None,
    };
    Reading::from_bits([absent, instead, void].into_iter().flatten().fold(0, |bits, cause| bits | bit(cause)))
}
