//! Certificates that the supplier or the site holds, held or claims.

use crate::document::{named, table};
use crate::partial_date::PartialDate;

table! { dossier
    /// One certificate.
    pub struct Certificate {
        /// The host's id of it.
        pub id: Option<String>,
        /// Required: an id of the scheme registry, or any other id.
        pub scheme: SchemeId,
        /// The certificate's code; never repeated where it could name a holder.
        pub code: Option<String>,
        /// Who holds it.
        pub holder: Option<String>,
        /// Its status in the register.
        pub status: Option<CertificateStatus>,
        /// Why the status is bad.
        pub reason: Option<StatusReason>,
        /// The day of the status: a good one as last read, a bad one since when.
        pub status_on: Option<PartialDate>,
        /// The register in which the status was read.
        pub register: Option<String>,
        /// First day of validity.
        pub issued: Option<PartialDate>,
        /// Last day of validity; may lie ahead of `as_of`.
        pub valid_until: Option<PartialDate>,
        /// Whether it is this site's.
        pub site_match: Option<CertificateSite>,
        /// How the scheme's labour rule was met.
        pub labour_route: Option<LabourRoute>,
        /// Id of the audit report on which it rests.
        pub basis_report: Option<String>,
        /// Last day on which the supplier was seen to claim it.
        pub claimed_on: Option<PartialDate>,
    }
}

/// The id of a certification scheme: one of the registry, or any other.
pub type SchemeId = String;

named! {
    /// A certificate's status; no order.
    pub enum CertificateStatus {
        /// In force.
        Valid = "valid",
        /// Applied for.
        InAssessment = "in_assessment",
        /// Out of force for a time.
        Suspended = "suspended",
        /// Taken back.
        Withdrawn = "withdrawn",
        /// Ended for good.
        Cancelled = "cancelled",
        /// Past its validity.
        Expired = "expired",
        /// Not in the register, which may lag or hide.
        NotFound = "not_found",
    }
}

named! {
    /// Why a status is bad; no order.
    pub enum StatusReason {
        /// For how workers were treated.
        Labour = "labour",
        /// For how the product was traced.
        Traceability = "traceability",
        /// Because an audit was late.
        OverdueAudit = "overdue_audit",
        /// Fees or paper.
        Administrative = "administrative",
        /// Given up by the holder.
        Voluntary = "voluntary",
    }
}

named! {
    /// Whose certificate it is.
    pub enum CertificateSite {
        /// This site's.
        Same = "same",
        /// A parent company's or a group's.
        Parent = "parent",
        /// Another site's.
        Other = "other",
    }
}

named! {
    /// How a scheme's labour rule was met.
    pub enum LabourRoute {
        /// A third party audited.
        ThirdPartyAudit = "third_party_audit",
        /// The holder filled in a form.
        SelfAssessment = "self_assessment",
        /// The rule did not apply to the holder.
        Exempt = "exempt",
    }
}
