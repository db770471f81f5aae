//! What to do next: the questions that would narrow the answer, and the cheapest ways to a better grade.

use crate::page::{Look, Text};
use crate::text::{Telling, counted, prose};

impl Telling<'_> {
    pub(super) fn gaps(&mut self) {
        if self.assessment.gaps.is_empty() {
            return;
        }
        self.page.heading("What to ask, the most telling first");
        for (index, gap) in self.assessment.gaps.iter().enumerate() {
            let closes = match gap.closes {
                0 => "closes nothing by itself".to_owned(),
                steps => format!("closes {}", counted(steps, "grade step", "grade steps")),
            };
            let text = Text::plain(prose(&gap.ask)).and(Look::Faint, format!(" ({closes}; {})", gap.fact));
            self.page.item(2, &format!("{:>2}.", index + 1), &text);
        }
    }

    pub(super) fn raises(&mut self) {
        let assessment = self.assessment;
        if assessment.raises.is_empty() {
            return;
        }
        self.page.heading("What would raise it, at the least effort");
        // The same steps often reach several grades at once: they are told once.
        for same in assessment.raises.chunk_by(|one, other| one.steps == other.steps) {
            let Some(raise) = same.first() else { continue };
            let grades: Vec<&str> = same.iter().map(|raise| raise.to.name()).collect();
            let steps = u32::try_from(raise.steps.len()).unwrap_or(u32::MAX);
            let text = Text::new().and(Look::Strong, format!("to credibility {}", grades.join(", "))).and(
                Look::Plain,
                format!(": {}, effort {} in all", counted(steps, "step", "steps"), raise.effort),
            );
            self.page.item(2, "-", &text);
            for step in &raise.steps {
                let text =
                    Text::plain(self.title(&step.criterion)).and(Look::Faint, format!(" ({})", step.level));
                self.page.item(4, "-", &text);
            }
        }
    }
}
