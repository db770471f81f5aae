//! What follows the first screen: how far the report can be relied on and why, whole, and the verdicts.

use audit_credence::explain::{Check, Reason, ReasonBasis, Requirement, Rung};

use crate::page::{Look, Text};
use crate::text::{Telling, look};

/// What decides, and what would hold the grade next: the rest stands in the JSON and on the page.
const RUNGS: usize = 2;

impl Telling<'_> {
    pub(super) fn headline(&mut self) {
        let headline = &self.told.headline;
        self.cited.extend(&headline.cited);
        self.page
            .put(0, &Text::new().and(look(headline.tone), &headline.label).and(Look::Plain, &headline.text));
        match &headline.meaning {
            Some(meaning) => self.page.put(0, &Text::plain(meaning)),
            None => {
                for cause in &headline.status_because {
                    let status = self.told.assessment.status.as_str();
                    let text = Text::new().and(Look::Doubtful, status).and(Look::Plain, format!(": {cause}"));
                    self.page.put(0, &text);
                }
            }
        }
        self.page.put(0, &Text::new().and(Look::Strong, self.told.not_a_finding));
        self.numbers();
        self.held();
    }

    fn numbers(&mut self) {
        let Some(grades) = &self.told.grades else { return };
        self.page.gap();
        self.page.put(0, &Text::plain(&grades.account));
        let (worst, best) = (grades.audit_grade.worst.name(), grades.audit_grade.best.name());
        let grade = if worst == best { worst.to_owned() } else { format!("{worst}, at best {best}") };
        let text = format!("before certificates and outside findings: credibility {grade}");
        self.page.put(0, &Text::plain(text));
    }

    /// What decides at each end, and at the worst what would hold the grade next.
    fn held(&mut self) {
        let told = self.told;
        for (title, rungs, shown) in [
            ("What holds it there", &told.held.worst, RUNGS),
            ("What would hold it even if everything unsaid were good", &told.held.best, 1),
        ] {
            // At a settled grade both ends are held by the same.
            if rungs.is_empty() || (shown == 1 && told.held.best == told.held.worst) {
                continue;
            }
            self.page.heading(title);
            for rung in rungs.iter().take(shown) {
                self.rung(rung);
            }
        }
    }

    fn rung(&mut self, rung: &Rung) {
        let grade = rung.grade.name();
        let head = if rung.decides {
            format!("at {grade}, which decides:")
        } else {
            format!("and if all that were gone, still at {grade}:")
        };
        self.page.put(2, &Text::new().and(Look::Strong, head));
        for reason in &rung.reasons {
            self.reason(reason);
        }
    }

    fn reason(&mut self, reason: &Reason) {
        let mut text = Text::new()
            .and(basis_look(reason.basis), reason.basis.as_str())
            .and(Look::Plain, format!(": {} ", reason.text));
        let criteria: Vec<String> =
            reason.criteria.iter().map(|one| format!("{}: {}", one.title, one.stands)).collect();
        if !criteria.is_empty() {
            text = text.and(Look::Faint, format!("[{}] ", criteria.join("; ")));
        }
        text = text.and(Look::Faint, self.cited(&reason.sources));
        self.page.item(4, "-", &text);
    }

    /// The plain questions: same site, which day, which workers, who was not heard, where the report came from.
    pub(super) fn checks(&mut self) {
        let told = self.told;
        self.page.heading("Which site, which day, which workers");
        for check in &told.same {
            self.check(check);
        }
        for not_heard in &told.not_heard {
            let text = Text::new()
                .and(Look::Strong, "Who was not heard? ")
                .and(basis_look(not_heard.basis), not_heard.basis.as_str())
                .and(Look::Plain, format!(": {}", not_heard.text));
            self.page.item(2, "-", &text);
        }
        self.page.heading("Where the report came from");
        for check in &told.origin {
            self.check(check);
        }
    }

    fn check(&mut self, check: &Check) {
        let text = Text::new()
            .and(Look::Strong, format!("{} ", check.title))
            .and(look(check.tone), check.basis.as_str())
            .and(Look::Plain, format!(": {}", check.text));
        self.page.item(2, "-", &text);
    }

    pub(super) fn standards(&mut self) {
        let told = self.told;
        for standard in &told.standards {
            self.page.heading(&format!("{} ({})", standard.title, standard.id));
            let text = Text::new().and(look(standard.tone), standard.word).and(
                Look::Plain,
                format!(": {} ({} of {} shown)", standard.meaning, standard.shown, standard.of),
            );
            self.page.put(2, &text);
            if !standard.beside.is_empty() {
                self.page.put(2, &Text::new().and(Look::Strong, &standard.beside));
            }
            if !standard.met.is_empty() {
                let met: Vec<&str> = standard.met.iter().map(|one| one.stands.as_str()).collect();
                self.page.put(2, &Text::new().and(Look::Good, "shown: ").and(Look::Plain, met.join("; ")));
            }
            for (look, name, requirements) in
                [(Look::Bad, "failed: ", &standard.failed), (Look::Doubtful, "open: ", &standard.open)]
            {
                if !requirements.is_empty() {
                    self.page.put(2, &Text::new().and(look, name).and(Look::Plain, required(requirements)));
                }
            }
            let cited = self.cited_by_title(&standard.sources);
            let text = Text::new().and(Look::Faint, format!("{} Source: {cited}", standard.why));
            self.page.put(2, &text);
        }
    }
}

fn required(requirements: &[Requirement]) -> String {
    let one = |one: &Requirement| format!("{}: {} (asked: {})", one.title, one.stands, one.asked);
    requirements.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn basis_look(basis: ReasonBasis) -> Look {
    match basis {
        ReasonBasis::Silent => Look::Doubtful,
        ReasonBasis::Stated | ReasonBasis::Adverse => Look::Bad,
    }
}
