//! Import restrictions: which may be in force on a day, and which are. An audit does not lift them.

use crate::date::Date;
use crate::document::named;
use crate::dossier::Dossier;
use crate::dossier::finding::Finding;
use crate::fact::evidence::Restriction;
use crate::fact::possible::Possible;

/// The day until which an import restriction that rests on the finding may be in force, that day not included, as
/// `yyyymmdd`: its own end, whatever became of the finding; [`u32::MAX`] where none is stated.
fn in_force_until(finding: &Finding) -> u32 {
    finding.ended_on.map_or(u32::MAX, |ended| ended.last().number())
}

named! {
    /// Whether an import restriction stands against the goods, worst first.
    pub(super) enum ImportRestriction {
        /// One is in force.
        InForce = "in_force",
        /// None is known.
        NoneKnown = "none_known",
    }
}

/// The day until which an import restriction may be in force, and that until which one is, neither day included; 0 where
/// there is none.
pub(super) fn restricted_until(dossier: &Dossier) -> [u32; 2] {
    let restricting = dossier.findings.iter().filter(|finding| finding.legal_basis.is_some());
    let surely = |finding: &Finding| finding.ended_on.map_or(u32::MAX, |ended| ended.first().number());
    let until = |of: fn(&Finding) -> u32| restricting.clone().map(of).max().unwrap_or(0);
    [until(in_force_until), until(surely)]
}

/// What the fact is where a restriction may be in force, and where one is.
pub(crate) fn in_force(may_be: bool, is: bool) -> Possible {
    use ImportRestriction::{InForce, NoneKnown};
    Possible::any_of(match (may_be, is) {
        (_, true) => &[InForce],
        (true, false) => &[InForce, NoneKnown],
        (false, false) => &[NoneKnown],
    })
}

/// The import restrictions that may be in force on the day: an audit does not lift them.
pub(crate) fn restrictions(dossier: &Dossier, as_of: Date) -> Vec<Restriction> {
    let restriction = |finding: &Finding| {
        Some(Restriction {
            basis: finding.legal_basis?,
            finding: finding.id.clone(),
            checked_on: dossier.search.on,
        })
    };
    let in_force = |finding: &&Finding| as_of.number() < in_force_until(finding);
    let mut all: Vec<_> = dossier.findings.iter().filter(in_force).filter_map(restriction).collect();
    all.sort_by(|one, other| (one.basis, &one.finding).cmp(&(other.basis, &other.finding)));
    all.dedup();
    all
}
