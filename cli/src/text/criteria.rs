//! What the audit falls short of, by domain: what was read, what it costs, who says so, what would mend it.

use audit_credence::assessment::Outcome;
use audit_credence::explain::{CriterionTold, Grades, Read};

use crate::page::{Look, Text};
use crate::text::{Telling, look};

impl Telling<'_> {
    pub(super) fn criteria(&mut self) {
        let told = self.told;
        // Without a report to read, a list of all that it does not say helps nobody.
        let is_graded = told.grades.is_some();
        let is_told = |one: &&CriterionTold| match one.outcome {
            Outcome::Met | Outcome::NotApplicable => false,
            Outcome::NotStated => is_graded,
            Outcome::Short | Outcome::PartlyStated => true,
        };
        for domain in &told.domains {
            let criteria: Vec<&CriterionTold> = domain.criteria.iter().filter(is_told).collect();
            if criteria.is_empty() {
                continue;
            }
            self.page.heading(&format!("Not shown: {}", domain.title));
            if let Some((taken, open)) = domain.taken.zip(domain.open) {
                let text = format!("{taken} demerits taken and {open} open, of at most {}", domain.limit);
                self.page.put(2, &Text::new().and(Look::Faint, text));
            }
            for criterion in criteria {
                self.criterion(criterion);
            }
        }
        self.page.gap();
        self.page.put(0, &Text::plain(&told.tally.text));
        let Some(grades) = &told.grades else { return };
        let Grades { demerits, before_caps, .. } = grades;
        let both = |worst: String, best: String| {
            if worst == best { worst } else { format!("{worst} at worst, {best} at best") }
        };
        let sum = both(demerits.worst.to_string(), demerits.best.to_string());
        let grade = both(before_caps.worst.to_string(), before_caps.best.to_string());
        let text = format!("demerits: {sum}, of {}; before caps: credibility {grade}", demerits.of);
        self.page.put(0, &Text::plain(text));
    }

    fn criterion(&mut self, told: &CriterionTold) {
        let cost = told.taken.zip(told.open).map_or(String::new(), |(taken, open)| cost(taken, open));
        self.page.item(2, "-", &Text::new().and(Look::Strong, &told.title).and(Look::Plain, cost));
        let is_silent = told.outcome == Outcome::NotStated;
        let mut text = match told.outcome {
            Outcome::Short | Outcome::Met => {
                Text::new().and(look(told.tone), told.word).and(Look::Plain, format!(": {}", told.stands))
            }
            Outcome::NotStated | Outcome::PartlyStated | Outcome::NotApplicable => {
                Text::new().and(look(told.tone), &told.stands)
            }
        };
        if is_silent {
            text = text.and(Look::Plain, format!(" ({})", facts(&told.read)));
        }
        if !told.required_by.is_empty() {
            text = text.and(Look::Plain, format!("; required by {}", told.required_by.join(", ")));
        }
        self.page.put(4, &text);
        if !is_silent {
            self.page.put(4, &read(&told.read));
        }
        let cited = self.cited_by_title(&told.sources);
        self.page.put(4, &Text::new().and(Look::Faint, format!("source: {cited}")));
        let remedy = match (&told.remedy, &told.no_remedy) {
            (Some(remedy), _) => Some(format!("remedy: {remedy}")),
            (None, Some(why)) => Some(format!("nothing raises it: {why}")),
            (None, None) => None,
        };
        if let Some(remedy) = remedy {
            self.page.put(4, &Text::plain(remedy));
        }
    }
}

fn cost(taken: u32, open: u32) -> String {
    let demerits = |count: u32| if count == 1 { "1 demerit".to_owned() } else { format!("{count} demerits") };
    match (taken, open) {
        (0, 0) => ": no demerits".to_owned(),
        (taken, 0) => format!(": {}", demerits(taken)),
        (0, open) => format!(": up to {}", demerits(open)),
        (taken, open) => format!(": {} taken, {open} more open", demerits(taken)),
    }
}

/// What was read: each stated key with its value and where it stands, then the keys that are not stated.
fn read(read: &[Read]) -> Text {
    let stated = read.iter().filter_map(|one| {
        let value = one.value.as_ref()?;
        let locator = one.locator.as_ref().map_or(String::new(), |locator| format!(" ({locator})"));
        Some(format!("{} = {value}{locator}", one.fact))
    });
    let mut parts: Vec<String> = stated.collect();
    let silent: Vec<&Read> = read.iter().filter(|one| one.value.is_none()).collect();
    if !silent.is_empty() {
        parts.push(format!("not stated: {}", facts(silent)));
    }
    Text::plain(format!("read: {}", parts.join("; ")))
}

/// The keys by their paths.
fn facts<'r>(read: impl IntoIterator<Item = &'r Read>) -> String {
    read.into_iter().map(|one| one.fact.as_str()).collect::<Vec<_>>().join(", ")
}
