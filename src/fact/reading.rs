//! Whether there is a report to grade at all.
//!
//! A certificate or a supplier's word alone is no report, a draft or an invalidated one not yet or no longer. And a
//! report that found forced labour is evidence: grading how it was made would punish whoever spoke.

use crate::answer::words_answer;
use crate::document::named;
use crate::dossier::Dossier;
use crate::dossier::report::{
    Auditor, Availability, Conclusion, FollowUp, ForcedLabour, Interviews, ProgrammeStatus, ReportDocument,
    Scope, Visit,
};

named! {
    /// Why an assessment has the status that it has.
    pub enum StatusCause {
        /// The report found forced labour: it is evidence.
        FoundForcedLabour = "found_forced_labour",
        /// The report was asked for and refused.
        ReportRefused = "report_refused",
        /// There is no report.
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    Readable,
    /// It found forced labour.
    ReportsAbuse,
    /// There is none to read, and why.
    Unscorable(Vec<StatusCause>),
}

pub(super) fn reading(dossier: &Dossier) -> Reading {
    let report = &dossier.report;
    if report.conclusion.forced_labour == Some(ForcedLabour::Found) {
        return Reading::ReportsAbuse;
    }
    let has_document = matches!(report.document, Some(ReportDocument::FullReport | ReportDocument::Summary));
    let mut because = Vec::new();
    // A summary can be read although the report itself was refused.
    if !has_document {
        match report.availability {
            Some(Availability::Refused) => because.push(StatusCause::ReportRefused),
            Some(Availability::NoneExists) => because.push(StatusCause::NoReport),
            Some(Availability::NotAsked) => because.push(StatusCause::ReportNotAsked),
            None if says_nothing(dossier) => because.push(StatusCause::NoReport),
            Some(Availability::Provided) | None => {}
        }
    }
    match report.document {
        Some(ReportDocument::CertificateOnly) => because.push(StatusCause::CertificateOnly),
        Some(ReportDocument::SupplierStatement) => because.push(StatusCause::SupplierStatement),
        _ => {}
    }
    match report.programme_status {
        Some(ProgrammeStatus::Draft) => because.push(StatusCause::Draft),
        Some(ProgrammeStatus::Invalidated) => because.push(StatusCause::Invalidated),
        _ => {}
    }
    if because.is_empty() { Reading::Readable } else { Reading::Unscorable(because) }
}

/// Whether nothing at all is stated about how an audit was made or what it found.
fn says_nothing(dossier: &Dossier) -> bool {
    let report = &dossier.report;
    report.document.is_none()
        && report.r#type.is_none()
        && report.answers.is_none()
        && report.published.is_none()
        && report.visit == Visit::default()
        && report.auditor == Auditor::default()
        && report.interviews == Interviews::default()
        && report.scope == Scope::default()
        && report.conclusion == Conclusion::default()
        && report.follow_up == FollowUp::default()
}
