//! What changes with the day alone: the next day on which the same dossier gets another answer, and why.
//!
//! Only ages, the freshness of certificates and the end of restrictions depend on the day, and each changes on a day that can be named. Those
//! days are finitely many; they are swept in order, and the first that changes anything is exact.

use std::collections::BTreeSet;

use crate::date::Date;
use crate::dossier::{Dossier, spans};
use crate::fact::certificates::{self, CertificateReading};
use crate::fact::evidence::Restriction;
use crate::fact::restriction;
use crate::fact::{Facts, with_evidence_shown};
use crate::pack::model::{FactRef, Holds};
use crate::plan::{Levels, Scorer};
use crate::problem::Problem;

/// A day on which the same dossier gets another answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) on: Date,
    /// Where every criterion stands on that day.
    pub(crate) levels: Levels,
    /// What is to be said of each certificate on that day, in the order of the dossier.
    pub(crate) readings: Vec<CertificateReading>,
}

impl Scorer {
    /// The first later day on which the same dossier gets another answer.
    pub(crate) fn next_change(
        &self,
        dossier: &Dossier,
        facts: &Facts,
        levels: &Levels,
        readings: &[CertificateReading],
    ) -> Result<Option<Change>, Problem> {
        let restrictions = self.restrictions(dossier);
        for on in self.boundary_days(dossier, facts) {
            let then = self.plan().at(on);
            let change =
                Change { on, levels: then.levels(facts)?, readings: then.certificate_readings(dossier) };
            if change.levels != *levels
                || change.readings != readings
                || then.restrictions(dossier) != restrictions
            {
                return Ok(Some(change));
            }
        }
        Ok(None)
    }

    /// Every later day on which something that depends on the day may change.
    fn boundary_days(&self, dossier: &Dossier, facts: &Facts) -> BTreeSet<Date> {
        let compiled = self.plan().compiled();
        let mut days = BTreeSet::new();
        for criterion in compiled.criteria.iter().filter(|criterion| criterion.fact.is_age()) {
            let FactRef::Catalogue(age) = criterion.fact else { continue };
            for holds in &criterion.holds {
                if let Holds::AtMost(months) = holds {
                    let ends = facts.age_days(age);
                    days.extend(ends.map(|day| day.plus_months(*months).plus_days(1)));
                }
            }
        }
        for certificate in &dossier.certificates {
            let stale = compiled.tables.stale_after();
            days.extend(certificate.status_on.map(|read| read.last().plus_days(stale).plus_days(1)));
            let until = spans::validity(certificate).1;
            days.extend(
                until.into_iter().flat_map(|until| [until.worst(), until.best()]).map(|day| day.plus_days(1)),
            );
        }
        let ends = dossier.findings.iter().filter(|finding| finding.legal_basis.is_some());
        days.extend(
            ends.filter_map(|finding| finding.ended_on).flat_map(|ended| [ended.first(), ended.last()]),
        );
        days.retain(|day| *day > self.as_of());
        days
    }

    /// What is to be said of each certificate, in the order of the dossier.
    pub(crate) fn certificate_readings(&self, dossier: &Dossier) -> Vec<CertificateReading> {
        let dossier = with_evidence_shown(dossier);
        let read = |certificate| {
            certificates::read(&dossier, certificate, &self.plan().compiled().tables, self.as_of())
        };
        dossier.certificates.iter().map(read).collect()
    }

    /// The import restrictions that may be in force on its day.
    pub(crate) fn restrictions(&self, dossier: &Dossier) -> Vec<Restriction> {
        restriction::restrictions(&with_evidence_shown(dossier), self.as_of())
    }
}
