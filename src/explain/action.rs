//! What a buyer does next, in the pack's own words.

use crate::assessment::{ActionAnswer, Counts, FindingKind};
use crate::explain::Explaining;
use crate::explain::tree::ActionTold;
use crate::explain::words::prose;
use crate::fact::ids::COERCION_CONTEXT;

impl Explaining<'_> {
    /// The action in words; `None` where the pack states none.
    pub(super) fn action(&mut self) -> Option<ActionTold> {
        let answer = self.assessment.action.as_ref()?;
        let view = self.plan.action_view(answer.code)?;
        let instead = |id: &String| view.instead.iter().find(|(known, _)| known == id).map(|(_, text)| *text);
        let all: Option<Vec<&str>> = answer.because.iter().map(instead).collect();
        let sentence = all.and_then(|all| all.first().copied()).unwrap_or(view.sentence);
        let children = view.children.filter(|_| self.is_of_children());
        let state_imposed = view.state_imposed.filter(|_| self.is_state_imposed());
        let sentences: Vec<&str> = [Some(sentence), state_imposed, children].into_iter().flatten().collect();
        Some(ActionTold {
            code: answer.code,
            sentence: prose(&sentences.join(" ")),
            because: self.why(answer),
            questions: answer.questions.iter().flatten().map(|id| self.title(id)).collect(),
            sources: self.cited.numbers(view.sources),
        })
    }

    /// Whether a finding that counts, or may, is of children at work.
    fn is_of_children(&self) -> bool {
        let mut findings = self.assessment.findings.iter();
        findings.any(|one| one.kind == Some(FindingKind::ChildLabour) && one.counts != Counts::No)
    }

    /// Whether a state is known to stand behind the labour: no interview there, or with these workers, could show anything.
    fn is_state_imposed(&self) -> bool {
        let levels = self.compiled.criteria.iter().zip(0_usize..);
        let mut coercion = levels.filter(|(one, _)| one.fact.is(COERCION_CONTEXT));
        coercion.any(|(_, index)| self.levels.get(index).is_some_and(|span| span.best() == 0))
    }

    /// The criteria by which it is called for, each with where it stands.
    fn why(&self, answer: &ActionAnswer) -> Vec<String> {
        let told = |id: &String| {
            let index = self.index(id);
            let stands = index.map(|index| self.stands(index)).unwrap_or_default();
            let is_shown =
                index.and_then(|index| self.levels.get(index)).is_some_and(|span| span.is_settled());
            // What was shown is told as what was shown, and never beside the title of the top level.
            if is_shown { stands } else { format!("{}: {stands}", self.title(id)) }
        };
        answer.because.iter().map(told).collect()
    }
}
