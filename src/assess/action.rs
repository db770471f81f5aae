//! What a buyer does next, as an assessment says it.

use std::collections::BTreeSet;

use crate::assess::Answering;
use crate::assessment::{ActionAnswer, ActionCode, Indicator};
use crate::plan::Standing;

impl Answering<'_, '_> {
    /// The action, with the criteria by which it is called for and the fewest questions that reach more.
    pub(crate) fn action(&self) -> Option<ActionAnswer> {
        let standing = Standing::new(self.scorer.plan().compiled(), self.levels)?;
        let code = standing.code();
        let asked = (code == ActionCode::Ask).then(|| standing.questions(|index| self.lifted_by(index)));
        let id = |index: usize| standing.plan.criteria.get(index).map(|criterion| criterion.id.clone());
        let (reaches, questions) = match asked {
            None => (None, Some(Vec::new())),
            Some(None) => (None, None),
            Some(Some(asked)) => {
                (Some(asked.reaches), Some(asked.criteria.into_iter().filter_map(id).collect()))
            }
        };
        Some(ActionAnswer {
            code,
            because: because(&standing),
            also: standing.adverse().filter(|also| *also != code).collect(),
            reaches,
            questions,
        })
    }

    /// Ids of the criteria by which the action is called for, without the search for questions.
    pub(crate) fn action_because(&self) -> Vec<String> {
        Standing::new(self.scorer.plan().compiled(), self.levels)
            .map_or(Vec::new(), |standing| because(&standing))
    }

    /// The indicators that the report says it found, each once, in one order.
    pub(crate) fn indicators_found(&self) -> Vec<Indicator> {
        let found = self.dossier.report.conclusion.indicators_found.iter().flatten().copied();
        found.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

fn because(standing: &Standing<'_>) -> Vec<String> {
    standing.because(standing.code()).into_iter().map(str::to_owned).collect()
}
