//! Criteria: their fact, levels, demerits, condition and remedy.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::document::{Span, Spanned};
use crate::fact::FactId;
use crate::fact::possible::Set;
use crate::limits::{MAX_CRITERIA, MAX_LEVELS};
use crate::pack::check::Checker;
use crate::pack::model::{Action, Applies, AppliesHolds, Criterion, FactRef, Holds, Level, Remedy};
use crate::pack::text::{AppliesText, CriterionText, LevelText, RemedyText};

impl Checker<'_> {
    pub(super) fn criteria(&mut self) {
        let document = self.document;
        for (id, span, text) in document.criterion.entries() {
            self.id(id, span);
            let there = self.model.criteria.get(id).map(|item| item.hands.clone());
            if self.duplicate("criterion", id, span, there) {
                continue;
            }
            if let Some(value) = self.criterion(text, span) {
                self.model.criteria.insert(id.to_owned(), self.item(value));
            }
        }
        let count = self.model.criteria.len();
        self.limit(count, MAX_CRITERIA, &document.pack.id.span, "criteria");
    }

    pub(super) fn criterion(&mut self, text: &CriterionText, span: &Span) -> Option<Criterion> {
        let title = self.text(&text.title, "the title");
        let why = self.text(&text.why, "the reason");
        let ask = self.text(&text.ask, "the question");
        let sources = self.lean(&text.sources, span, "this criterion");
        let fact = self.fact(&text.fact)?;
        let levels = self.levels(&text.levels, &fact)?;
        let silent_floor = text.silent_floor.as_ref().and_then(|name| self.silent_floor(name, &levels));
        if let Some(group) = &text.group {
            self.id(group, span);
        }
        let critical = text.critical.as_ref().and_then(|grade| self.cap_grade(grade));
        let applies_when = match &text.applies_when {
            Some(applies) => Some(self.applies(applies)?),
            None => None,
        };
        let action = text.remedy.as_ref().map(|remedy| self.action(remedy, &levels));
        let nothing_because = text.no_remedy.as_ref().map(|why| self.text(why, "the reason"));
        match (&action, &text.no_remedy) {
            (None, None) => {
                let message = "this criterion has neither a `remedy` nor a `no_remedy` that says why";
                self.report("no_remedy", span, message);
            }
            (Some(action), Some(why)) if action.from == 0 => {
                let message = "the `remedy` helps from every level, and the `no_remedy` from none";
                let help = "say with `from` from which level the remedy helps, or leave one of the two out";
                self.report_with("no_remedy", &why.span, message, help);
            }
            _ => {}
        }
        let remedy = Remedy { action, nothing_because };
        Some(Criterion {
            title,
            why,
            fact,
            levels,
            domain: text.domain.value.clone(),
            group: text.group.clone(),
            applies_when,
            critical,
            silent_floor,
            in_account: text.in_account.unwrap_or(true),
            sources,
            answer_from: text.answer_from,
            ask,
            remedy,
        })
    }

    /// The level at which silence stands at worst: between the act and its exclusion.
    pub(super) fn silent_floor(&mut self, name: &Spanned<String>, levels: &[Level]) -> Option<usize> {
        let Some(floor) = levels.iter().position(|level| level.name == name.value) else {
            let names = levels.iter().map(|level| level.name.as_str());
            self.unknown("unknown_level", &name.span, "a level of this criterion", name, names);
            return None;
        };
        if floor == 0 || floor.saturating_add(1) >= levels.len() {
            let message = "a silent floor lies between the act and its exclusion";
            let help = "name a level that is neither the worst nor the best, one with `is = []` where there is no other";
            self.report_with("silent_floor", &name.span, message, help);
        }
        Some(floor)
    }

    pub(super) fn fact(&mut self, id: &Spanned<String>) -> Option<FactRef> {
        let found = match id.strip_prefix("extra.") {
            Some(name) => {
                self.model.facts.get(name).map(|item| FactRef::Extra(name.to_owned(), item.value.clone()))
            }
            None => FactId::find(id).map(FactRef::Catalogue),
        };
        if found.is_none() {
            let known: Vec<String> = FactRef::all_ids()
                .map(str::to_owned)
                .chain(self.model.facts.keys().map(|name| format!("extra.{name}")))
                .collect();
            let message = format!("`{}` is not a fact", crate::problem::quoted(id));
            let diagnostic = Diagnostic::new("unknown_fact", id.span.0.clone(), message);
            // The catalogue is long: only what is near helps.
            self.problems.push(match crate::problem::nearest(id, known.iter().map(String::as_str)) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None if id.starts_with("extra.") => diagnostic.help("declare it under [fact.…]"),
                None => diagnostic.help("`credence facts` lists them"),
            });
        }
        found
    }

    pub(super) fn levels(
        &mut self,
        texts: &Spanned<crate::document::InOrder<LevelText>>,
        fact: &FactRef,
    ) -> Option<Vec<Level>> {
        let before = self.problems.len();
        let span = &texts.span;
        let texts = &texts.value.0;
        if texts.len() < 2 {
            self.report("too_few_levels", span, "a criterion has at least two levels");
        }
        self.limit(texts.len(), MAX_LEVELS, span, "levels");
        let mut names = BTreeSet::new();
        for text in texts {
            self.id(&text.name, &text.name.span);
            self.demerits(&text.demerits);
            if !names.insert(&text.name.value) {
                self.report(
                    "duplicate_level",
                    &text.name.span,
                    format!("the level `{}` stands twice", text.name.value),
                );
            }
        }
        self.labels(texts.iter().map(|text| &text.label));
        self.chain(texts.iter().map(|text| (text.demerits.value, &text.demerits.span)));
        let holds = match fact.words() {
            Some(words) => self.named_levels(texts, &words, span),
            None => self.cut_points(texts, fact.is_age(), span),
        };
        if self.problems.len() > before {
            return None;
        }
        let level = |(text, holds): (&LevelText, Holds)| Level {
            name: text.name.value.clone(),
            label: text.label.value.clone(),
            demerits: text.demerits.value,
            holds,
        };
        Some(texts.iter().zip(holds).map(level).collect())
    }

    /// Labels say something, and each says something else.
    fn labels<'a>(&mut self, labels: impl Iterator<Item = &'a Spanned<String>>) {
        let mut before = BTreeMap::new();
        for label in labels {
            let text = self.text(label, "the label");
            if let Some(before) = before.insert(text, &label.span) {
                let message = format!("the label `{}` stands twice", crate::problem::quoted(label));
                let diagnostic = Diagnostic::new("duplicate_label", label.span.0.clone(), message);
                self.problems.push(diagnostic.related(before.0.clone(), "it stands here too"));
            }
        }
    }

    /// Demerits never rise from worse to better, and the top costs nothing.
    pub(super) fn chain<'a>(&mut self, demerits: impl Iterator<Item = (u32, &'a Span)>) {
        let demerits: Vec<_> = demerits.collect();
        for ((worse, before), (better, span)) in demerits.iter().zip(demerits.iter().skip(1)) {
            if better > worse {
                let message = format!(
                    "{better} demerits at a better level than {worse}: a better audit would cost more"
                );
                let diagnostic = Diagnostic::new("demerits_rise", span.0.clone(), message);
                self.problems.push(diagnostic.related(before.0.clone(), "the level below"));
            }
        }
        if let Some((top, span)) = demerits.last().filter(|(top, _)| *top != 0) {
            self.report("top_not_zero", span, format!("the top level costs {top}, and must cost nothing"));
        }
    }

    pub(super) fn named_levels(&mut self, texts: &[LevelText], words: &[&str], span: &Span) -> Vec<Holds> {
        let mut taken: BTreeMap<usize, &Span> = BTreeMap::new();
        let mut all = Vec::new();
        for text in texts {
            for cut in [&text.at_least, &text.at_most].into_iter().flatten() {
                self.report("cut_points", &cut.span, "the fact has named values: use `is`");
            }
            let listed = text.is.as_ref().map_or(std::slice::from_ref(&text.name), |is| &is.value);
            let mut values = Vec::new();
            for word in listed {
                let Some(index) = self.value_of(word, words) else { continue };
                if let Some(before) = taken.insert(index, &word.span) {
                    let message = format!("the value `{}` stands at two levels", word.value);
                    let diagnostic = Diagnostic::new("value_twice", word.span.0.clone(), message);
                    self.problems.push(diagnostic.related(before.0.clone(), "it stands here too"));
                }
                values.push(Set::one(index));
            }
            all.push(Holds::Values(values.into_iter().collect()));
        }
        let missing: Vec<String> = words
            .iter()
            .enumerate()
            .filter(|(index, _)| !taken.contains_key(index))
            .map(|(_, word)| format!("`{word}`"))
            .collect();
        if !missing.is_empty() {
            let help = "add it to the `is` of a level; an empty `is` is a level that only silence reaches";
            self.report_with(
                "value_not_covered",
                span,
                format!("no level takes {}", missing.join(", ")),
                help,
            );
        }
        all
    }

    /// Which value of a fact a word is.
    fn value_of(&mut self, word: &Spanned<String>, words: &[&str]) -> Option<usize> {
        let index = words.iter().position(|known| *known == word.value);
        if index.is_none() {
            self.unknown(
                "unknown_fact_value",
                &word.span,
                "a value of the fact",
                word,
                words.iter().copied(),
            );
        }
        index
    }

    pub(super) fn cut_points(&mut self, texts: &[LevelText], is_age: bool, span: &Span) -> Vec<Holds> {
        let mut all = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            if let Some(is) = &text.is {
                self.report("cut_points", &is.span, "the fact is a number: use `at_least` or `at_most`");
            }
            all.push(match (index, &text.at_least, &text.at_most) {
                (0, None, None) => Holds::Rest,
                (0, cut, other) => {
                    for cut in [cut, other].into_iter().flatten() {
                        self.report("cut_points", &cut.span, "the first level takes what no other takes");
                    }
                    Holds::Rest
                }
                (_, Some(cut), None) => {
                    if cut.value == 0 {
                        self.report(
                            "cut_points",
                            &cut.span,
                            "every number is at least 0: nothing is left for the level below",
                        );
                    }
                    Holds::AtLeast(cut.value)
                }
                (_, None, Some(cut)) => Holds::AtMost(cut.value),
                (_, None, None) | (_, Some(_), Some(_)) => {
                    self.report(
                        "cut_points",
                        &text.name.span,
                        "each level but the first has `at_least` or `at_most`",
                    );
                    Holds::Rest
                }
            });
        }
        let cuts = all.iter().skip(1);
        let ascending = cuts.clone().zip(cuts.clone().skip(1)).all(|pair| match pair {
            (Holds::AtLeast(lower), Holds::AtLeast(higher)) => lower < higher,
            (Holds::AtMost(higher), Holds::AtMost(lower)) => higher > lower,
            _ => false,
        });
        if !ascending || (is_age && cuts.clone().any(|cut| matches!(cut, Holds::AtLeast(_)))) {
            let message = if is_age {
                "an age is cut by falling `at_most`, in months"
            } else {
                "cut points rise by `at_least`, or fall by `at_most`"
            };
            self.report("cut_points", span, message);
        }
        all
    }

    pub(super) fn applies(&mut self, text: &Spanned<AppliesText>) -> Option<Applies> {
        let fact = self.fact(&text.fact)?;
        let holds = match (fact.words(), &text.is, text.at_least, text.at_most) {
            (Some(words), Some(is), None, None) if !is.is_empty() => {
                let values = is.iter().filter_map(|word| self.value_of(word, &words)).map(Set::one);
                AppliesHolds::Values(values.collect())
            }
            (None, None, at_least, at_most)
                if (at_least.is_some() || at_most.is_some())
                    && at_least.unwrap_or(0) <= at_most.unwrap_or(u32::MAX)
                    && !fact.is_age() =>
            {
                AppliesHolds::Between(at_least.unwrap_or(0), at_most.unwrap_or(u32::MAX))
            }
            _ => {
                self.report(
                    "applies_when",
                    &text.span,
                    "a named fact takes `is` with at least one value, a number `at_least`, `at_most` or both in order, and an age nothing",
                );
                return None;
            }
        };
        Some(Applies { fact, holds })
    }

    pub(super) fn action(&mut self, text: &Spanned<RemedyText>, levels: &[Level]) -> Action {
        let effort = &text.effort;
        if !(1..=5).contains(&effort.value) {
            self.report("out_of_range", &effort.span, "an effort is a whole number from 1 to 5");
        }
        let from = text.from.as_ref().map_or(Some(0), |name| {
            let from = levels.iter().position(|level| level.name == name.value);
            if from.is_none() {
                let names = levels.iter().map(|level| level.name.as_str());
                self.unknown("unknown_level", &name.span, "a level of this criterion", name, names);
            }
            from
        });
        let text = self.text(&text.text, "the remedy");
        Action { text, effort: effort.value, from: from.unwrap_or(0) }
    }
}
