//! Small derivations about how an audit was made: who went, which agents were examined, which indicators found.

use crate::document::named;
use crate::dossier::ids::{self, may_be_same_name};
use crate::dossier::premises::{examined, uses_agents};
use crate::dossier::report::{ForcedLabour, Indicator, LabourAgents, ReceivedFrom, Verified, bits};
use crate::dossier::site::WorkforceEstablishedBy;
use crate::dossier::{Dossier, spans};
use crate::fact::possible::{Possible, Tri};
use crate::fact::workforce;

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

named! {
    /// Whether the report found what is forced labour's core, worst first.
    pub(crate) enum SeriousIndicators {
        /// It did, whatever it concludes.
        Yes = "yes",
        /// It did not.
        No = "no",
    }
}

named! {
    /// Whether another firm verified unannounced that what the report found is mended, worst first.
    pub(crate) enum RemedyConfirmed {
        /// Nobody did.
        Unconfirmed = "unconfirmed",
        /// A later report did, named by its id.
        Confirmed = "confirmed",
    }
}

named! {
    /// Whether the document that was read is known to be what its issuer made, worst first.
    pub(crate) enum ReportOrigin {
        /// The issuer was asked and does not confirm it.
        Unconfirmed = "unconfirmed",
        /// It comes from its issuer, from a platform, or was published; or the issuer confirmed it.
        Confirmed = "confirmed",
    }
}

/// What came from a supplier, or leaked, may be genuine until the issuer says whether it is.
pub(super) fn report_origin(dossier: &Dossier) -> Possible {
    use ReceivedFrom::{Issuer, Leaked, Platform, Published, Supplier};
    let report = &dossier.report;
    let is_confirmed = report.confirmed_by_issuer.or(match report.received_from {
        Some(Issuer | Platform | Published) => Some(true),
        Some(Supplier | Leaked) | None => None,
    });
    Possible::word(
        is_confirmed.map(|yes| if yes { ReportOrigin::Confirmed } else { ReportOrigin::Unconfirmed }),
    )
}

pub(super) fn visiting_firm(dossier: &Dossier) -> Possible {
    let auditor = &dossier.report.auditor;
    let firms = auditor.firm.as_ref().zip(auditor.visiting_firm.as_ref());
    let is_same = firms.map_or(Tri::Maybe, |(signed, went)| may_be_same_name(signed, went));
    Possible::word(match is_same {
        Tri::Yes => Some(VisitingFirm::SigningFirm),
        Tri::No => Some(VisitingFirm::OtherFirm),
        Tri::Maybe => None,
    })
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
    let none_used = || -> &[LabourAgentsExamined] {
        let established = workforce::established(dossier);
        match [established.worst(), established.best()].map(|by| by == WorkforceEstablishedBy::Independent) {
            [true, _] => &[NoneUsed],
            [false, true] => &[NoneClaimed, NoneUsed],
            [false, false] => &[NoneClaimed],
        }
    };
    match dossier.report.interviews.labour_agents {
        Some(LabourAgents::NotExamined) => Possible::any_of(&[NotExamined]),
        Some(LabourAgents::Examined) => Possible::any_of(&[Examined]),
        Some(LabourAgents::NoneUsed) => Possible::any_of(none_used()),
        None if uses_agents(dossier) => Possible::any_of(&[NotExamined, Examined]),
        None => Possible::any_of(&[&[NotExamined, Examined], none_used()].concat()),
    }
}

/// Indicators that are forced labour's core: each is what coercion is made of, whatever the report concludes. Isolation,
/// abusive conditions, abuse of vulnerability and overtime are found where workers are free, too.
const CORE: [Indicator; 7] = [
    Indicator::Deception,
    Indicator::RestrictionOfMovement,
    Indicator::PhysicalAndSexualViolence,
    Indicator::IntimidationAndThreats,
    Indicator::RetentionOfIdentityDocuments,
    Indicator::WithholdingOfWages,
    Indicator::DebtBondage,
];

/// Indicators that are found on vessels and remote farms, too: with reasons why they do not amount to forced labour they are
/// a question, and without any they are serious.
const WITH_REASONS: [Indicator; 3] =
    [Indicator::AbuseOfVulnerability, Indicator::Isolation, Indicator::AbusiveWorkingAndLivingConditions];

/// Whether the report found forced labour, indicators of it by its own conclusion, one of its core, or another without saying
/// why it does not amount to it.
pub(super) fn serious_indicators(dossier: &Dossier) -> Possible {
    use SeriousIndicators::{No, Yes};
    let conclusion = &dossier.report.conclusion;
    let without_findings = spans::is_none(spans::number(conclusion.findings)) == Tri::Yes;
    let concluded = match conclusion.forced_labour {
        Some(ForcedLabour::Found | ForcedLabour::IndicatorsFound) => Tri::Yes,
        Some(ForcedLabour::NoneFound | ForcedLabour::NotAssessed) => Tri::No,
        None if without_findings => Tri::No,
        None => Tri::Maybe,
    };
    let (core, other) = (bits(&CORE), bits(&WITH_REASONS));
    let is_unreasoned = Tri::is(conclusion.reasoned, &false);
    let serious =
        |found: u32| Tri::from(found & core != 0).or(Tri::from(found & other != 0).and(is_unreasoned));
    let named = match (&conclusion.indicators_found, examined(dossier)) {
        (Some(found), _) => serious(bits(found)),
        // What was found was examined.
        (None, Some(examined)) if serious(examined) == Tri::No => Tri::No,
        (None, _) if without_findings => Tri::No,
        (None, _) => Tri::Maybe,
    };
    match concluded.or(named) {
        Tri::Yes => Possible::any_of(&[Yes]),
        Tri::Maybe => Possible::any_of(&[Yes, No]),
        Tri::No => Possible::any_of(&[No]),
    }
}

/// Whether a later report confirmed that what was found is mended.
pub(super) fn remedy_confirmed(dossier: &Dossier) -> Possible {
    use RemedyConfirmed::{Confirmed, Unconfirmed};
    Possible::any_of(match is_remedy_verified(dossier) {
        Tri::Yes => &[Confirmed],
        Tri::Maybe => &[Unconfirmed, Confirmed],
        Tri::No => &[Unconfirmed],
    })
}

/// Whether a later report, named by its id and made by another firm, verified unannounced that what was found is mended.
fn is_remedy_verified(dossier: &Dossier) -> Tri {
    let (report, by) = (&dossier.report, &dossier.report.follow_up.verified_by);
    let unannounced = match report.follow_up.verified {
        None | Some(Verified::Independent) => Tri::Maybe,
        Some(Verified::IndependentUnannounced) => Tri::Yes,
        Some(Verified::IndependentAnnounced | Verified::SelfDeclared | Verified::No) => Tri::No,
    };
    let named = ids::named(by.report.as_deref());
    let is_another = named.map_or(Tri::Maybe, |id| {
        Tri::from(!report.id.as_deref().is_some_and(|own| ids::is_same_id(own, id)))
    });
    let is_by_another = by.firm.as_ref().map_or(Tri::Maybe, |firm| {
        let differs = |other: &Option<String>| {
            other.as_ref().map_or(Tri::Maybe, |other| may_be_same_name(other, firm).not())
        };
        let own = [&dossier.supplier.name, &dossier.site.name].into_iter().filter(|name| name.is_some());
        // Where nobody says that another firm went, the one that signed did.
        let went = [&report.auditor.visiting_firm].into_iter().filter(|name| name.is_some());
        own.chain(went).map(differs).fold(differs(&report.auditor.firm), Tri::and)
    });
    let visit = spans::VisitDays::of(dossier);
    let is_later = visit.over_by().or(visit.start).zip(spans::day(by.on));
    let is_later = is_later.map_or(Tri::Maybe, |(visit, on)| Tri::less(visit, on));
    unannounced.and(is_another).and(is_by_another).and(is_later)
}
