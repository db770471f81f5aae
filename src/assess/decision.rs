//! The decision: of an assessment what a program acts on, without what repeats and without the search for raises.

use std::borrow::Cow;

use crate::answer::Text;
use crate::assess::{Answering, Derived};
use crate::assessment::{Account, ENGINE, FORMAT, SEMANTICS, first_question};
use crate::decision::Decision;
use crate::dossier::Dossier;
use crate::fact::reading::Reading;
use crate::fact::{evidence, integrity, with_evidence_shown};
use crate::plan::Scorer;
use crate::problem::Problems;

impl Scorer {
    /// What is decided on and what decides it: of [`Scorer::assess`] what a program acts on, at a fraction of its cost.
    ///
    /// ```
    /// use audit_credence::{Dossier, Pack, Plan};
    ///
    /// let scorer = Plan::new(&Pack::procurement().unwrap()).at("2026-11-24".parse().unwrap());
    /// let dossier = Dossier::from_json(br#"{ "report": { "visit": { "notice": "announced" } } }"#).unwrap();
    /// let (decision, whole) = (scorer.decide(&dossier).unwrap(), scorer.assess(&dossier).unwrap());
    /// assert_eq!((decision.action, decision.grade), (whole.action, whole.grade));
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`Scorer::assess`].
    pub fn decide<'a>(&'a self, dossier: &'a Dossier) -> Result<Decision<Cow<'a, str>>, Problems> {
        self.admit(dossier)?;
        let Derived { facts, levels, readings, change, account } = self.derive(dossier)?;
        let next_change_on = change.map(|change| change.on);
        let (facts, readings) = (Some(&facts), readings.as_slice());
        let answering = Answering { scorer: self, dossier, facts, levels: &levels, readings, next_change_on };
        Ok(answering.decision(account.as_ref()))
    }
}

impl<'a> Answering<'a, '_> {
    fn decision<T: Text<'a>>(&self, account: Option<&Account>) -> Decision<T> {
        let dossier = self.dossier;
        let (range, demerits) = self.corners();
        let is_graded = self.levels.reading == Reading::Readable;
        let (status, status_because) = self.status(range);
        let caps = self.caps(range, &demerits);
        let action = self.action();
        let mut gaps = if is_graded { self.gaps(range) } else { Vec::new() };
        Decision {
            format: FORMAT,
            semantics: SEMANTICS,
            engine: ENGINE,
            pack: self.scorer.plan().id().clone(),
            as_of: self.scorer.as_of(),
            r#ref: dossier.r#ref.as_deref().map(T::lent),
            supplier: dossier.supplier.id.as_deref().map(T::lent),
            site: dossier.site.id.as_deref().map(T::lent),
            report: dossier.report.id.as_deref().map(T::lent),
            restrictions: self.scorer.restrictions(dossier),
            status,
            status_because,
            grade: is_graded.then(|| self.named(range)),
            audit_grade: is_graded.then(|| self.named(self.scorer.audit_grade(self.levels))),
            demerits: self.demerits_of(&demerits),
            account: account.map(Account::points),
            first_question: first_question(action.as_ref(), &gaps).map(|at| gaps.swap_remove(at)),
            action,
            indicators_found: self.indicators_found(),
            standards: self.standards(),
            contradictions: integrity::contradictions(dossier),
            certificates: self.certificates(&caps),
            caps: if is_graded { caps } else { Vec::new() },
            findings: evidence::effects(&with_evidence_shown(dossier)),
            next_change_on: self.next_change_on,
            notes: self.notes(),
        }
    }
}
