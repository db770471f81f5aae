//! What decides a grade, in ids and numbers, from levels alone: for hosts that kept facts and no dossiers.

use crate::plan::evaluator::Evaluated;
use crate::plan::levels::Levels;
use crate::plan::rules::PlanCap;
use crate::plan::scorer::Scorer;

/// What decides a grade at one of its ends.
///
/// ```
/// use audit_credence::{Dossier, Facts, Pack, Plan};
///
/// let scorer = Plan::new(&Pack::procurement().unwrap()).at("2026-11-24".parse().unwrap());
/// let dossier = Dossier::from_json(br#"{ "report": { "visit": { "notice": "announced" } } }"#).unwrap();
/// let levels = scorer.levels(&Facts::from_dossier(&dossier)).unwrap();
/// let (worst, best) = scorer.decided(&levels);
/// assert!(worst.demerits > best.demerits);
/// assert!(best.costs.contains(&("notice", 14)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decided<'p> {
    /// Ids of the caps that hold the grade there, in their order; none where demerits alone decide.
    pub caps: Vec<&'p str>,
    /// All demerits, after groups and limits.
    pub demerits: u32,
    /// What each criterion costs that costs anything, before groups and limits, in the order of the ids.
    pub costs: Vec<(&'p str, u32)>,
}

impl Scorer {
    /// What decides the grade at its worst end, and at its best.
    pub fn decided(&self, levels: &Levels) -> (Decided<'_>, Decided<'_>) {
        (self.decided_at(levels.worst()), self.decided_at(levels.best()))
    }

    fn decided_at(&self, profile: &[u8]) -> Decided<'_> {
        let compiled = self.plan().compiled();
        let Evaluated { grade, demerits } = compiled.evaluate(profile);
        let held = grade < compiled.band(demerits);
        let decide = |cap: &&PlanCap| held && cap.grade == grade && cap.holds(profile);
        let criteria = compiled.criteria.iter().zip(profile);
        Decided {
            caps: compiled.caps.iter().filter(decide).map(|cap| cap.id.as_str()).collect(),
            demerits,
            costs: criteria
                .map(|(criterion, level)| (criterion.id.as_str(), criterion.cost(*level)))
                .filter(|(_, demerits)| *demerits > 0)
                .collect(),
        }
    }
}
