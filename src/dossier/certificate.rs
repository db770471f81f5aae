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
        /// The certificate's code; not repeated where it is none and could name somebody.
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

impl Certificate {
    /// The code as answers repeat it: `None` of a text that has not the form of a code and may name somebody. Each of its words
    /// has a digit, or is of a few capitals as in `GGN 4049929123456`.
    pub(crate) fn shown_code(&self) -> Option<String> {
        let is_of_code = |c: char| c.is_ascii_alphanumeric() || "-/._:#".contains(c);
        let is_code = |word: &str| {
            let is_short = word.len() <= 5 && word.chars().all(|c| c.is_ascii_uppercase());
            word.chars().all(is_of_code) && (is_short || word.contains(|c: char| c.is_ascii_digit()))
        };
        let has_digit = |code: &&String| code.contains(|c: char| c.is_ascii_digit());
        self.code.as_ref().filter(has_digit).filter(|code| code.split(' ').all(is_code)).cloned()
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Certificate;

    proptest! {
        #[test]
        fn no_name_of_a_person_is_repeated(name in "[A-Z][a-z]{1,9}( [A-Z][a-z]{1,9}){0,3}( [0-9]{1,4})?") {
            let certificate = Certificate { code: Some(name), ..Certificate::default() };
            prop_assert_eq!(certificate.shown_code(), None);
        }
    }

    #[test]
    fn a_code_that_is_none_is_not_repeated() {
        let shown =
            |code: &str| Certificate { code: Some(code.to_owned()), ..Certificate::default() }.shown_code();
        for code in ["MSC-C-54321", "GGN 4049929123456", "P10042", "ZC-2023/118", "12345"] {
            assert_eq!(shown(code).as_deref(), Some(code));
        }
        for name in [
            "Kim Yong Chol",
            "Kim Yong Chol 2",
            "certificate of Mr. Li",
            "",
            "LI WEI",
            "李伟 3",
            "a\u{202e}1",
        ] {
            assert_eq!(shown(name), None, "{name}");
        }
    }
}
