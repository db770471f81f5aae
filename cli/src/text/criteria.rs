//! What the audit falls short of, by domain: what was read, what it costs, who says so, what would mend it.

use std::cmp::Reverse;

use audit_credence::assessment::{Because, CriterionAnswer, Outcome, WorstBest};

use crate::page::{Look, Text};
use crate::text::{Telling, counted, prose};
use crate::words;

/// Keys that hold lists: of these an assessment repeats how many entries there are.
const LISTS: [&str; 7] = [
    "certificates",
    "findings",
    "report.answers",
    "report.conclusion.indicators_found",
    "report.interviews.groups",
    "report.scope.indicators",
    "site.workforce",
];

impl Telling<'_> {
    pub(super) fn criteria(&mut self) {
        let assessment = self.assessment;
        let plan = self.plan;
        let domain = |answer: &CriterionAnswer| plan.criterion(&answer.id).map_or("", |one| one.domain);
        let mut domains: Vec<(&str, Vec<&CriterionAnswer>)> = Vec::new();
        let is_short = |answer: &&CriterionAnswer| {
            matches!(answer.outcome, Outcome::Short | Outcome::NotStated | Outcome::PartlyStated)
        };
        // Without a report to read, a list of all that it does not say helps nobody.
        let is_graded = assessment.grade.is_some();
        let is_told = |answer: &&CriterionAnswer| is_graded || answer.outcome != Outcome::NotStated;
        for answer in assessment.criteria.iter().filter(is_short).filter(is_told) {
            match domains.iter_mut().find(|(known, _)| *known == domain(answer)) {
                Some((_, answers)) => answers.push(answer),
                None => domains.push((domain(answer), vec![answer])),
            }
        }
        // What weighs most comes first, in a domain and among them.
        let weight = |answer: &CriterionAnswer| {
            Reverse(answer.demerits.as_ref().map(|demerits| (demerits.worst, demerits.best)))
        };
        for (_, answers) in &mut domains {
            answers.sort_by_key(|answer| weight(answer));
        }
        domains.sort_by_key(|(_, answers)| answers.first().map(|answer| weight(answer)));

        for (domain, answers) in domains {
            self.page.heading(&format!("Not shown: {}", prose(domain)));
            for answer in answers {
                self.criterion(answer);
            }
        }
        let count = |outcome| assessment.criteria.iter().filter(|answer| answer.outcome == outcome).count();
        let mut rest =
            vec![format!("{} of {} criteria are met", count(Outcome::Met), assessment.criteria.len())];
        match count(Outcome::NotApplicable) {
            0 => {}
            1 => rest.push("1 does not apply".to_owned()),
            outside => rest.push(format!("{outside} do not apply")),
        }
        match count(Outcome::NotStated) {
            silent if silent > 0 && !is_graded => rest.push(format!("{silent} are not stated at all")),
            _ => {}
        }
        self.page.gap();
        self.page.put(0, &Text::plain(format!("{}.", rest.join(", "))));
    }

    fn criterion(&mut self, answer: &CriterionAnswer) {
        let cost = answer.demerits.as_ref().map_or(String::new(), |demerits| format!(": {}", cost(demerits)));
        let title = Text::new().and(Look::Strong, self.title(&answer.id)).and(Look::Plain, cost);
        self.page.item(2, "-", &title);
        let levels = if answer.worst == answer.best {
            answer.worst.clone()
        } else {
            format!("anything from {} to {}", answer.worst, answer.best)
        };
        let silent = answer.outcome == Outcome::NotStated;
        let look = if answer.outcome == Outcome::Short { Look::Bad } else { Look::Doubtful };
        let keys = if silent { format!(" ({})", facts(&answer.because)) } else { String::new() };
        let mut text = Text::new()
            .and(look, words::outcome(answer.outcome))
            .and(Look::Plain, format!("{keys}: {levels}"));
        if !answer.authorities.is_empty() {
            text = text.and(Look::Plain, format!("; required by {}", answer.authorities.join(", ")));
        }
        self.page.put(4, &text);
        if !silent {
            self.page.put(4, &read(&answer.because));
        }
        let cited = self.cite(&answer.sources);
        self.page.put(4, &Text::new().and(Look::Faint, format!("source: {cited}")));
        let remedy = match &answer.remedy {
            Some(remedy) => Some(format!("remedy: {}", prose(remedy))),
            None => self
                .plan
                .criterion(&answer.id)
                .and_then(|one| one.no_remedy)
                .map(|why| format!("nothing raises it: {}", prose(why))),
        };
        if let Some(remedy) = remedy {
            self.page.put(4, &Text::plain(remedy));
        }
    }
}

fn cost(demerits: &WorstBest) -> String {
    match (demerits.worst, demerits.best) {
        (0, _) => "no demerits".to_owned(),
        (worst, best) if worst == best => counted(worst, "demerit", "demerits"),
        (worst, 0) => format!("up to {}", counted(worst, "demerit", "demerits")),
        (worst, best) => format!("{best} to {worst} demerits"),
    }
}

/// What was read: each stated key with its value and where it stands, then the keys that are not stated.
fn read(because: &[Because]) -> Text {
    let stated = because.iter().filter_map(|one| {
        let value = one.value.as_ref()?;
        let value = value.to_string();
        let entries = match value.as_str() {
            _ if !LISTS.contains(&one.fact.as_str()) => "",
            "1" => " entry",
            // `indicators` may be the word `all`.
            value if value.starts_with(|c: char| c.is_ascii_digit()) => " entries",
            _ => "",
        };
        let locator = one.locator.as_ref().map_or(String::new(), |locator| format!(" ({locator})"));
        Some(format!("{} = {value}{entries}{locator}", one.fact))
    });
    let mut parts: Vec<String> = stated.collect();
    let silent: Vec<&Because> = because.iter().filter(|one| one.value.is_none()).collect();
    if !silent.is_empty() {
        parts.push(format!("not stated: {}", facts(silent)));
    }
    Text::plain(format!("read: {}", parts.join("; ")))
}

/// The keys by their paths.
fn facts<'b>(because: impl IntoIterator<Item = &'b Because>) -> String {
    because.into_iter().map(|one| one.fact.as_str()).collect::<Vec<_>>().join(", ")
}
