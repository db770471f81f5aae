//! What is said first: restrictions in force, how far the report can be relied on and why, and the verdicts.

use std::cmp::Reverse;

use audit_credence::assessment::{
    Binds, CapAnswer, CriterionAnswer, GradeRange, Outcome, Status, StatusCause, Verdict,
};

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
            let checked = match restriction.checked_on {
                Some(day) => format!("last checked on {day}"),
                None => "when that was last checked is not stated".to_owned(),
            };
            let text =
                Text::new().and(Look::Bad, format!("IMPORT RESTRICTION IN FORCE: {basis}{finding}")).and(
                    Look::Plain,
                    format!(", {}; {checked}. An audit does not lift it.", words::restriction(basis)),
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
                let because = if is_settled { "because:" } else { "because nothing shown excludes this:" };
                format!(": held at {worst} {because} {}", self.why(cap))
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
        let at_best = match self.binding(|binds| binds == Binds::Best).first() {
            Some(cap) => format!("; and even at best held at {best} because: {}", self.why(cap)),
            None => self.costliest_at_best(best).unwrap_or_default(),
        };
        text = text.and(Look::Plain, at_best);
        self.page.put(0, &text.and(Look::Plain, "."));
        // A refusal was said first of all.
        let causes =
            self.assessment.status_because.iter().filter(|cause| **cause != StatusCause::ReportRefused);
        for cause in causes {
            let text = Text::new()
                .and(Look::Doubtful, self.assessment.status.as_str())
                .and(Look::Plain, format!(": {}", words::status_cause(*cause)));
            self.page.put(0, &text);
        }
    }

    /// What costs most at the best end, where demerits and not a cap hold it below the top there.
    fn costliest_at_best(&self, best: &str) -> Option<String> {
        let demerits =
            self.assessment.demerits.as_ref().filter(|demerits| demerits.worst != demerits.best)?;
        let is_top = self.assessment.pack.scale.last().is_some_and(|top| top == best);
        let cost = |answer: &&CriterionAnswer| answer.demerits.as_ref().map_or(0, |demerits| demerits.best);
        let costliest =
            self.assessment.criteria.iter().max_by_key(cost).filter(|answer| cost(answer) > 0 && !is_top)?;
        let of = counted(demerits.best, "demerit", "demerits");
        let (title, level) = (self.title(&costliest.id), &costliest.best);
        Some(format!(
            "; and even at best held at {best} by {of}, {} of them for: {title} ({level})",
            cost(&costliest)
        ))
    }

    /// The caps that decide at these ends, the most telling first: those that decide at both ends, then those over
    /// what is stated, then the costliest.
    fn binding(&self, at: impl Fn(Binds) -> bool) -> Vec<CapAnswer> {
        let mut caps: Vec<CapAnswer> =
            self.assessment.caps.iter().filter(|cap| at(cap.binds)).cloned().collect();
        let telling = |cap: &CapAnswer| {
            let asked = self.plan.cap(&cap.id).map(|view| view.criteria).unwrap_or_default();
            let answers =
                self.assessment.criteria.iter().filter(|answer| asked.contains(&answer.id.as_str()));
            let is_stated = answers.clone().any(|answer| answer.outcome == Outcome::Short);
            let cost = answers.filter_map(|answer| answer.demerits.as_ref().map(|cost| cost.worst)).max();
            (cap.binds == Binds::Both, is_stated, cost)
        };
        caps.sort_by_key(|cap| Reverse(telling(cap)));
        caps
    }

    /// Why a cap holds, with its source.
    fn why(&mut self, cap: &CapAnswer) -> String {
        let why = self.cap_why(cap);
        let source = self.cite_in_full(&cap.sources);
        format!("{} ({source})", why.trim_end_matches('.'))
    }

    fn cap_why(&self, cap: &CapAnswer) -> String {
        self.plan.cap(&cap.id).map_or_else(|| cap.id.clone(), |view| prose(view.why))
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
            let why = self.cap_why(&cap);
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
            let Some(standard) = self.plan.standard(id) else { continue };
            self.page.heading(&format!("{} ({id})", prose(standard.title)));
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
            // The level is named: a standard may ask for less than the criterion's title says.
            let required = |criteria: &[String]| {
                let one = |id: &String| {
                    let level = standard
                        .requires
                        .iter()
                        .find(|(criterion, _)| criterion == id)
                        .map_or("", |(_, level)| level);
                    format!("{} (at least {level})", self.title(id))
                };
                criteria.iter().map(one).collect::<Vec<_>>().join("; ")
            };
            let (failed, open) = (required(&answer.failed), required(&answer.open));
            for (look, name, criteria) in [(Look::Bad, "failed: ", failed), (Look::Doubtful, "open: ", open)]
            {
                if !criteria.is_empty() {
                    self.page.put(2, &Text::new().and(look, name).and(Look::Plain, criteria));
                }
            }
            let sources: Vec<String> = standard.sources.iter().map(|id| (*id).to_owned()).collect();
            let cited = self.cite(&sources);
            let text = Text::new().and(Look::Faint, format!("{} Source: {cited}", prose(standard.why)));
            self.page.put(2, &text);
        }
    }
}
