//! How one dossier stands, without what costs a search or a sweep.

use crate::assess::Answering;
use crate::assessment::{CapAnswer, Headline, HeadlineReasons, Parts};
use crate::dossier::Dossier;
use crate::fact::Facts;
use crate::fact::reading::Reading;
use crate::plan::Scorer;
use crate::problem::Problems;

impl Scorer {
    /// How one dossier stands: of [`Scorer::assess`] what costs little.
    ///
    /// ```
    /// use audit_credence::{Dossier, Pack, Plan};
    ///
    /// let scorer = Plan::new(&Pack::procurement().unwrap()).at("2026-11-24".parse().unwrap());
    /// let dossier = Dossier::from_json(br#"{ "report": { "visit": { "notice": "announced" } } }"#).unwrap();
    /// let (headline, assessment) = (scorer.headline(&dossier).unwrap(), scorer.assess(&dossier).unwrap());
    /// assert_eq!((headline.grade, headline.restrictions), (assessment.grade, assessment.restrictions));
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`Scorer::assess`].
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method itself is of one lifetime, and any is asked for"
    )]
    pub fn headline(&self, dossier: &Dossier) -> Result<Headline, Problems> {
        self.headlined(dossier, |answering, account| answering.headline(account))
    }

    /// The same with what it rests on: what a row of a table holds.
    ///
    /// ```
    /// use audit_credence::{Dossier, Pack, Plan};
    ///
    /// let scorer = Plan::new(&Pack::procurement().unwrap()).at("2026-11-24".parse().unwrap());
    /// let dossier = Dossier::from_json(br#"{ "report": { "visit": { "notice": "announced" } } }"#).unwrap();
    /// let (headline, reasons) = scorer.headline_with_reasons(&dossier).unwrap();
    /// let action = scorer.assess(&dossier).unwrap().action.unwrap();
    /// assert_eq!((headline.action, reasons.action), (Some(action.code), action.because));
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`Scorer::assess`].
    pub fn headline_with_reasons(&self, dossier: &Dossier) -> Result<(Headline, HeadlineReasons), Problems> {
        self.headlined(dossier, |answering, account| (answering.headline(account), answering.reasons()))
    }

    fn headlined<T>(
        &self,
        dossier: &Dossier,
        of: impl Fn(&Answering<'_, '_>, Parts) -> T,
    ) -> Result<T, Problems> {
        self.admit(dossier)?;
        let facts = Facts::of_checked(dossier);
        let levels = self.levels(&facts)?;
        let account = self.points(&self.before_floors(&levels, &facts)?);
        let answering = Answering {
            scorer: self,
            dossier,
            facts: Some(&facts),
            levels: &levels,
            readings: &[],
            next_change_on: None,
        };
        Ok(of(&answering, account))
    }
}

impl Answering<'_, '_> {
    fn headline(&self, account: Parts) -> Headline {
        let range = self.corners().0;
        let is_graded = self.levels.reading == Reading::Readable;
        let verdict = |standard: &crate::plan::PlanStandard| {
            (standard.id.clone(), self.scorer.verdict(self.levels, standard))
        };
        Headline {
            restrictions: self.scorer.restrictions(self.dossier),
            status: self.status(range).0,
            grade: is_graded.then(|| self.named(range)),
            audit_grade: is_graded.then(|| self.named(self.scorer.audit_grade(self.levels))),
            account: is_graded.then_some(account),
            action: self.scorer.action(self.levels),
            verdicts: self.plan().standards.iter().map(verdict).collect(),
        }
    }

    fn reasons(&self) -> HeadlineReasons {
        let (range, demerits) = self.corners();
        let is_graded = self.levels.reading == Reading::Readable;
        let caps = if is_graded { self.caps(range, &demerits) } else { Vec::new() };
        HeadlineReasons {
            status: self.status(range).1,
            action: self.action_because(),
            held_by: caps.into_iter().filter(CapAnswer::holds_the_worst_end).map(|cap| cap.id).collect(),
        }
    }
}
