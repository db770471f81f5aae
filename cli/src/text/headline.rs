//! What is said first: restrictions in force, how far the report can be relied on and why, and the verdicts.

use audit_credence::assessment::{Binds, CapAnswer, GradeRange, Status, StatusCause, Verdict};

use crate::page::{Look, Text};
use crate::text::{Telling, counted, prose};
use crate::words;

/// What every answer says of itself.
const NOT_A_FINDING: &str =
    "This says how far the report can be relied on. It is not a finding about the site.";

impl Telling<'_> {
    pub(super) fn restrictions(&mut self) {
        for restriction in &self.assessment.restrictions {
            let basis = restriction.basis;
            let finding = match &restriction.finding {
                Some(id) => format!(" (finding {id})"),
                None => " (a finding without an id)".to_owned(),
            };
            let text =
                Text::new().and(Look::Bad, format!("IMPORT RESTRICTION IN FORCE: {basis}{finding}")).and(
                    Look::Plain,
                    format!(
                        ", {}; in force on {} by what this dossier says. An audit does not lift it.",
                        words::restriction(basis),
                        self.assessment.as_of
                    ),
                );
            self.page.put(0, &text);
        }
        // Hiding a bad report must not pay.
        if self.assessment.status_because.contains(&StatusCause::ReportRefused) {
            let refused = "REPORT REFUSED: somebody asked for the report and did not get it";
            self.page.put(0, &Text::new().and(Look::Bad, refused));
        }
        if !self.assessment.restrictions.is_empty() {
            self.page.gap();
        }
    }

    pub(super) fn headline(&mut self) {
        match (&self.assessment.grade, self.assessment.status) {
            (Some(grade), _) => self.graded(grade),
            (None, Status::ReportsAbuse) => self.not_graded(
                "The report found forced labour. It is evidence, and testimony of abuse keeps its weight however the \
                 report was made: it is not graded, and no number is given.",
            ),
            (None, _) => self.not_graded(
                "Without a report to read there is nothing to rely on: no grade and no number, which is neither good \
                 nor bad. Ask for the report itself.",
            ),
        }
        self.page.put(0, &Text::new().and(Look::Strong, NOT_A_FINDING));
        self.numbers();
        self.other_caps();
    }

    fn not_graded(&mut self, meaning: &str) {
        let causes: Vec<&str> =
            self.assessment.status_because.iter().map(|cause| words::status_cause(*cause)).collect();
        let status = match self.assessment.status {
            Status::ReportsAbuse => "not graded, reports abuse",
            _ => "not graded, unscorable",
        };
        let text = Text::new().and(Look::Bad, status).and(Look::Plain, format!(": {}.", causes.join("; ")));
        self.page.put(0, &text);
        self.page.put(0, &Text::plain(meaning));
    }

    fn graded(&mut self, grade: &GradeRange) {
        let (worst, best) = (grade.worst.name(), grade.best.name());
        let look = match grade.worst.grade().index() {
            0 | 1 => Look::Bad,
            index if index + 1 == self.assessment.pack.scale.len() => Look::Good,
            _ => Look::Doubtful,
        };
        let mut text = Text::new().and(look, format!("credibility {worst}"));
        let is_settled = worst == best;
        if !is_settled {
            text = text.and(Look::Plain, format!(" (at best {best} if everything unsaid were good)"));
        }
        let held = match self.binding(|binds| matches!(binds, Binds::Both | Binds::Worst)).first() {
            Some(cap) => {
                let silence = if is_settled { "" } else { "nothing shown excludes this: " };
                format!(": held at {worst} because {silence}{}", self.why(cap))
            }
            None => match &self.assessment.demerits {
                Some(demerits) if demerits.worst > 0 => {
                    let silence = match demerits.worst - demerits.best.min(demerits.worst) {
                        0 => String::new(),
                        silence if silence == demerits.worst => ", all for what is not stated".to_owned(),
                        silence => format!(", {silence} of them for what is not stated"),
                    };
                    let of = counted(demerits.worst, "demerit", "demerits");
                    format!(": held at {worst} by {of} of {}{silence}", demerits.of)
                }
                _ => ": nothing holds it down".to_owned(),
            },
        };
        text = text.and(Look::Plain, held);
        if let Some(cap) = self.binding(|binds| binds == Binds::Best).first() {
            text =
                text.and(Look::Plain, format!("; and even at best held at {best} because {}", self.why(cap)));
        }
        self.page.put(0, &text.and(Look::Plain, "."));
        for cause in &self.assessment.status_because {
            let text = Text::new()
                .and(Look::Doubtful, self.assessment.status.as_str())
                .and(Look::Plain, format!(": {}", words::status_cause(*cause)));
            self.page.put(0, &text);
        }
    }

    /// The caps that decide at these ends.
    fn binding(&self, at: impl Fn(Binds) -> bool) -> Vec<CapAnswer> {
        self.assessment.caps.iter().filter(|cap| at(cap.binds)).cloned().collect()
    }

    /// Why a cap holds, with its source.
    fn why(&mut self, cap: &CapAnswer) -> String {
        let why = prose(self.plan.cap_why(&cap.id).unwrap_or(&cap.id));
        let source = self.cite_in_full(&cap.sources);
        format!("{} ({source})", in_mid_sentence(why.trim_end_matches('.')))
    }

    fn numbers(&mut self) {
        let assessment = self.assessment;
        let (Some(demerits), Some(score)) = (&assessment.demerits, assessment.score) else { return };
        self.page.gap();
        let range = |worst: u32, best: u32| {
            if worst == best { worst.to_string() } else { format!("{worst} at worst, {best} at best") }
        };
        let (score, demerits) = (
            range(score.worst(), score.best()),
            format!("{}, of {}", range(demerits.worst, demerits.best), demerits.of),
        );
        self.page.put(0, &Text::plain(format!("score of 100: {score}; demerits: {demerits}")));
        if let Some(audit) = &assessment.audit_grade {
            let (worst, best) = (audit.worst.name(), audit.best.name());
            let grade = if worst == best { worst.to_owned() } else { format!("{worst}, at best {best}") };
            let text = format!("before certificates and outside findings: credibility {grade}");
            self.page.put(0, &Text::plain(text));
        }
    }

    /// The other caps that decide, after the one or two of the headline.
    fn other_caps(&mut self) {
        let mut others = self.binding(|binds| matches!(binds, Binds::Both | Binds::Worst));
        let mut best = self.binding(|binds| binds == Binds::Best);
        others = others.split_off(others.len().min(1));
        others.extend(best.split_off(best.len().min(1)));
        // Without a grade the headline named none, and none matters.
        if others.is_empty() || self.assessment.grade.is_none() {
            return;
        }
        self.page.heading("What else holds it there");
        for cap in others {
            let at = match cap.binds {
                Binds::Both => format!("at most {}", cap.grade.name()),
                Binds::Best => format!("at most {} even at best", cap.grade.name()),
                Binds::Worst | Binds::No => {
                    format!("at most {} as long as it is not shown otherwise", cap.grade.name())
                }
            };
            let why = prose(self.plan.cap_why(&cap.id).unwrap_or(&cap.id));
            let cited = self.cite(&cap.sources);
            let text = Text::new()
                .and(Look::Strong, at)
                .and(Look::Plain, format!(": {why} "))
                .and(Look::Faint, cited);
            self.page.item(2, "-", &text);
        }
    }

    pub(super) fn standards(&mut self) {
        for (id, answer) in &self.assessment.standards {
            let (title, why) = self.plan.standard(id).unwrap_or((id, ""));
            self.page.heading(&format!("{} ({id})", prose(title)));
            let look = match answer.verdict {
                Verdict::Met => Look::Good,
                Verdict::NotDemonstrated => Look::Doubtful,
                Verdict::NotMet | Verdict::Superseded => Look::Bad,
            };
            let (word, meaning) = words::verdict(answer.verdict);
            let text = Text::new()
                .and(look, word)
                .and(Look::Plain, format!(": {meaning} ({} of {} shown)", answer.shown, answer.of));
            self.page.put(2, &text);
            if !answer.failed.is_empty() {
                self.page.put(
                    2,
                    &Text::new().and(Look::Bad, "failed: ").and(Look::Plain, self.titles(&answer.failed)),
                );
            }
            if !answer.open.is_empty() {
                self.page.put(
                    2,
                    &Text::new().and(Look::Doubtful, "open: ").and(Look::Plain, self.titles(&answer.open)),
                );
            }
            self.page.put(2, &Text::new().and(Look::Faint, prose(why)));
        }
    }
}

/// A sentence as it reads after `because`: its first word small, where it is surely no name.
fn in_mid_sentence(sentence: &str) -> String {
    const ORDINARY: &[&str] = &[
        "A",
        "After",
        "Against",
        "An",
        "Auditors",
        "Because",
        "Before",
        "Both",
        "Each",
        "Every",
        "If",
        "In",
        "Indicators",
        "Interviews",
        "It",
        "Its",
        "Management",
        "Managers",
        "Many",
        "Method",
        "Most",
        "No",
        "Nobody",
        "None",
        "Not",
        "Nothing",
        "Officials",
        "On",
        "One",
        "Others",
        "Over",
        "Papers",
        "Part",
        "People",
        "Programmes",
        "Records",
        "Reports",
        "Signs",
        "Some",
        "Somebody",
        "That",
        "The",
        "There",
        "These",
        "They",
        "This",
        "Those",
        "Weeks",
        "What",
        "When",
        "Where",
        "Who",
        "Whoever",
        "With",
        "Without",
        "Women",
        "Workers",
    ];
    let end = sentence.find(|c: char| !c.is_alphanumeric()).unwrap_or(sentence.len());
    match sentence.split_at_checked(end) {
        Some((first, rest)) if ORDINARY.contains(&first) => format!("{}{rest}", first.to_lowercase()),
        _ => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::in_mid_sentence;

    #[test]
    fn only_ordinary_words_are_made_small() {
        assert_eq!(in_mid_sentence("A ban"), "a ban");
        assert_eq!(in_mid_sentence("Method, findings"), "method, findings");
        assert_eq!(in_mid_sentence("CBP asks"), "CBP asks");
        assert_eq!(in_mid_sentence("Transparentem found"), "Transparentem found");
    }
}
