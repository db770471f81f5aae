//! What to do next: the questions that would narrow the answer, and the cheapest ways to a better grade.

use audit_credence::assessment::NamedGrade;
use audit_credence::explain::{AnswerTold, RaiseTold};

use crate::page::{Look, Text};
use crate::text::Telling;

impl Telling<'_> {
    pub(super) fn gaps(&mut self) {
        if self.told.gaps.is_empty() {
            return;
        }
        self.page.heading("What to ask, the most telling first");
        for gap in &self.told.gaps {
            let text = Text::plain(&gap.ask).and(Look::Faint, format!(" ({}; {})", gap.word, gap.fact));
            self.page.item(2, &format!("{:>2}.", gap.number), &text);
            // Where one answer settles something, what each would do.
            if gap.closes > 0 {
                let answers: Vec<String> = gap.answers.iter().map(after).collect();
                self.page.put(6, &Text::new().and(Look::Faint, answers.join("; ")));
            }
        }
    }

    pub(super) fn raises(&mut self) {
        let told = self.told;
        if !told.raises.is_empty() || !told.not_proved.is_empty() {
            self.page.heading("What would raise it, at the least effort");
        }
        for raise in &told.raises {
            self.raise(raise);
        }
        if !told.not_proved.is_empty() {
            let grades: Vec<&str> = told.not_proved.iter().map(NamedGrade::name).collect();
            let text = format!(
                "no way to credibility {} was proved cheapest within the bound of the search, so none is proposed",
                grades.join(", ")
            );
            self.page.item(2, "-", &Text::plain(text));
        }
        let Some(out_of_reach) = &told.out_of_reach else { return };
        self.page.heading("What nothing raises");
        self.page.put(2, &Text::new().and(Look::Strong, &out_of_reach.text).and(Look::Plain, "."));
        for barrier in &out_of_reach.because {
            let cited = self.cited(&barrier.sources);
            let text = Text::new()
                .and(Look::Strong, &barrier.title)
                .and(Look::Plain, format!(" ({}): {} ", barrier.stands, barrier.why))
                .and(Look::Faint, cited);
            self.page.item(4, "-", &text);
        }
    }

    fn raise(&mut self, raise: &RaiseTold) {
        let grades: Vec<&str> = raise.to.iter().map(NamedGrade::name).collect();
        let steps = match raise.steps.len() {
            1 => "1 step".to_owned(),
            many => format!("{many} steps"),
        };
        let text = Text::new()
            .and(Look::Strong, format!("to credibility {}", grades.join(", ")))
            .and(Look::Plain, format!(": {steps}, effort {} in all", raise.effort));
        self.page.item(2, "-", &text);
        for step in &raise.steps {
            let is_enough = |enough: &String| format!("; {enough} is enough");
            let enough = step.enough.as_ref().map_or_else(String::new, is_enough);
            let text = Text::plain(&step.title).and(
                Look::Faint,
                format!(
                    " (now {}, then {}, effort {}, answered by the {}{enough})",
                    step.stands, step.label, step.effort, step.answer_from
                ),
            );
            self.page.item(4, "-", &text);
        }
        for together in &raise.together {
            let text = format!("one piece of work may settle together: {}", together.join("; "));
            self.page.item(4, "-", &Text::new().and(Look::Faint, text));
        }
    }
}

/// What follows from one answer.
fn after(answer: &AnswerTold) -> String {
    let (worst, best) = (answer.grade.worst.name(), answer.grade.best.name());
    let grade = if worst == best { worst.to_owned() } else { format!("{worst} to {best}") };
    format!("{}: {grade}", answer.label)
}
