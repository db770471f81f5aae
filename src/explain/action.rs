//! What a buyer does next, in the pack's own words.

use crate::assessment::ActionAnswer;
use crate::explain::Explaining;
use crate::explain::tree::ActionTold;
use crate::explain::words::prose;

impl Explaining<'_> {
    /// The action in words; `None` where the pack states none.
    pub(super) fn action(&mut self) -> Option<ActionTold> {
        let answer = self.assessment.action.as_ref()?;
        let view = self.plan.action_view(answer.code)?;
        let instead = |id: &String| view.instead.iter().find(|(known, _)| known == id).map(|(_, text)| *text);
        let all: Option<Vec<&str>> = answer.because.iter().map(instead).collect();
        let sentence = all.and_then(|all| all.first().copied()).unwrap_or(view.sentence);
        Some(ActionTold {
            code: answer.code,
            sentence: prose(sentence),
            because: self.why(answer),
            questions: answer.questions.iter().flatten().map(|id| self.title(id)).collect(),
            sources: self.cited.numbers(view.sources),
        })
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
