//! What changes with the day alone: the next day on which the same dossier gets another answer, and why.
//!
//! Only ages and the freshness of certificates depend on the day, and each changes on a day that can be named. Those
//! days are finitely many; they are swept in order, and the first that changes anything is exact.

use std::collections::BTreeSet;

use crate::date::Date;
use crate::dossier::Dossier;
use crate::fact::Facts;
use crate::fact::certificates::{self, CertificateReading};
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
        for on in self.boundary_days(dossier, facts) {
            let then = self.plan().at(on);
            let change =
                Change { on, levels: then.levels(facts)?, readings: then.certificate_readings(dossier) };
            if change.levels != *levels || change.readings != readings {
                return Ok(Some(change));
            }
        }
        Ok(None)
    }

    /// Every later day on which something that depends on the day may change.
    fn boundary_days(&self, dossier: &Dossier, facts: &Facts) -> BTreeSet<Date> {
        let compiled = self.plan().compiled();
        let mut days = BTreeSet::new();
        for (_, criterion) in compiled.model.criteria() {
            let FactRef::Catalogue(fact) = criterion.fact else { continue };
            for counted_from in facts.days_of(fact) {
                for level in &criterion.levels {
                    if let Holds::AtMost(months) = level.holds {
                        days.insert(counted_from.plus_months(months).plus_days(1));
                    }
                }
            }
        }
        for certificate in &dossier.certificates {
            let stale = i32::try_from(compiled.tables.stale_days).unwrap_or(i32::MAX);
            days.extend(certificate.status_on.map(|day| day.plus_days(stale).plus_days(1)));
            days.extend(certificate.valid_until.map(|day| day.plus_days(1)));
        }
        days.retain(|day| *day > self.as_of());
        days
    }

    /// What is to be said of each certificate, in the order of the dossier.
    pub(crate) fn certificate_readings(&self, dossier: &Dossier) -> Vec<CertificateReading> {
        let read = |certificate| {
            certificates::read(dossier, certificate, &self.plan().compiled().tables, self.as_of())
        };
        dossier.certificates.iter().map(read).collect()
    }
}
