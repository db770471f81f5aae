//! Small derivations about how an audit was made: who went, which shifts were seen, which agents and indicators.

use crate::document::named;
use crate::dossier::Dossier;
use crate::dossier::report::{LabourAgents, Verified, different};
use crate::dossier::site::WorkforceEstablishedBy;
use crate::fact::possible::{ANY_COUNT, Possible};
use crate::fact::workforce;
use crate::range::Range;

named! {
    /// Whether the firm that signed is the firm that went, worst first.
    pub(crate) enum VisitingFirm {
        /// Another firm went.
        OtherFirm = "other_firm",
        /// The firm that signed went itself.
        SigningFirm = "signing_firm",
    }
}

named! {
    /// Whether recruiters and agencies were examined, worst first.
    pub(crate) enum LabourAgentsExamined {
        /// They were not.
        NotExamined = "not_examined",
        /// None are said to be used, and nobody independent established who works at the site.
        NoneClaimed = "none_claimed",
        /// They were.
        Examined = "examined",
        /// None are used, as somebody independent established.
        NoneUsed = "none_used",
    }
}

named! {
    /// Who verified that the indicators found were remedied, worst first.
    pub(crate) enum RemedyVerified {
        /// Nobody.
        No = "no",
        /// The site says so.
        SelfDeclared = "self_declared",
        /// An announced independent visit.
        IndependentAnnounced = "independent_announced",
        /// An unannounced independent visit.
        IndependentUnannounced = "independent_unannounced",
    }
}

/// The day from which the visit's age counts: its last. A visit of which only the first day is stated ended no earlier.
pub(super) fn visit_age(dossier: &Dossier) -> Possible {
    let visit = &dossier.report.visit;
    match visit.end {
        Some(end) => Possible::days(Some(end), Some(end)),
        None => Possible::days(visit.start, visit.no_later_than),
    }
}

pub(super) fn visiting_firm(dossier: &Dossier) -> Possible {
    let auditor = &dossier.report.auditor;
    let firms = auditor.firm.as_ref().zip(auditor.visiting_firm.as_ref());
    Possible::word(firms.map(|(signed, went)| {
        if is_same_firm(signed, went) { VisitingFirm::SigningFirm } else { VisitingFirm::OtherFirm }
    }))
}

/// Whether two names are of one firm: blanks around them and capitals apart.
pub(super) fn is_same_firm(one: &str, other: &str) -> bool {
    one == other || one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Who verified the remedies. Where the notice of an independent visit is not stated it may have been either.
pub(super) fn remedy_verified(dossier: &Dossier) -> Possible {
    use RemedyVerified::{IndependentAnnounced, IndependentUnannounced, No, SelfDeclared};
    Possible::any_of(match dossier.report.follow_up.verified {
        None => RemedyVerified::ALL,
        Some(Verified::No) => &[No],
        Some(Verified::SelfDeclared) => &[SelfDeclared],
        Some(Verified::Independent) => &[IndependentAnnounced, IndependentUnannounced],
        Some(Verified::IndependentAnnounced) => &[IndependentAnnounced],
        Some(Verified::IndependentUnannounced) => &[IndependentUnannounced],
    })
}

pub(super) fn labour_agents(dossier: &Dossier) -> Possible {
    use LabourAgentsExamined::{Examined, NoneClaimed, NoneUsed, NotExamined};
    let established = workforce::established(dossier);
    let is_independent = |by: WorkforceEstablishedBy| by == WorkforceEstablishedBy::Independent;
    let none_used: &[LabourAgentsExamined] =
        match (is_independent(established.worst()), is_independent(established.best())) {
            (true, _) => &[NoneUsed],
            (false, true) => &[NoneClaimed, NoneUsed],
            (false, false) => &[NoneClaimed],
        };
    match dossier.report.interviews.labour_agents {
        Some(LabourAgents::NotExamined) => Possible::any_of(&[NotExamined]),
        Some(LabourAgents::Examined) => Possible::any_of(&[Examined]),
        Some(LabourAgents::NoneUsed) => Possible::any_of(none_used),
        None => Possible::any_of(&[&[NotExamined, Examined], none_used].concat()),
    }
}

pub(super) fn shifts_unseen(dossier: &Dossier) -> Possible {
    Possible::Count(match (dossier.site.shifts, dossier.report.visit.shifts_seen) {
        (Some(shifts), Some(seen)) => Range::exactly(shifts.saturating_sub(seen)),
        (Some(shifts), None) => Range::new(0, shifts),
        (None, Some(u32::MAX)) => Range::exactly(0),
        (None, Some(seen)) => Range::new(0, u32::MAX.saturating_sub(seen)),
        (None, None) => ANY_COUNT,
    })
}

/// How many different indicators the report found.
pub(super) fn indicators_found(dossier: &Dossier) -> Range<u32> {
    let Some(found) = &dossier.report.conclusion.indicators_found else { return Range::new(0, 11) };
    Range::exactly(different(found))
}
