//! Cases: every criterion, cap, standard and requirement that a pack defines is tested by one.

use std::collections::BTreeSet;

use crate::document::{Span, Spanned};
use crate::limits::MAX_CASES;
use crate::pack::check::Checker;

impl Checker<'_> {
    /// Every criterion, cap, standard and requirement that the pack defines is tested by a case of it.
    pub(super) fn cases(&mut self) {
        let document = self.document;
        self.limit(document.case.len(), MAX_CASES, &document.pack.id.span, "cases");
        if document.case.is_empty() {
            let help = "add one: [[case]] with `name`, `as_of`, `dossier` and `expect`";
            self.report_with("no_cases", &document.pack.id.span, "a pack has at least one case", help);
            return;
        }
        let mut names = BTreeSet::new();
        for case in &document.case {
            self.text(&case.name, "the name");
            if !names.insert(&case.name.value) {
                self.report("duplicate_id", &case.name.span, "another case has this name");
            }
            self.expectation(&case.expect);
        }
        let expects = || document.case.iter().map(|case| &case.expect.value);
        for (id, span, _) in document.criterion.entries() {
            if !expects().any(|expect| expect.levels.get(id).is_some()) {
                let help = "add a case with `levels` in its `expect`";
                self.report_with("untested", span, format!("no case expects a level of `{id}`"), help);
            }
        }
        for (id, span, _) in document.cap.entries() {
            if !expects().any(|expect| expect.caps.iter().flatten().any(|cap| cap.value == id)) {
                let help = "add a case that has it among the `caps` of its `expect`";
                self.report_with("untested", span, format!("no case expects the cap `{id}` to bind"), help);
            }
        }
        for (id, span, text) in document.standard.entries() {
            if !expects().any(|expect| expect.verdicts.get(id).is_some()) {
                let help = "add a case with its verdict among the `verdicts` of its `expect`";
                self.report_with("untested", span, format!("no case expects a verdict of `{id}`"), help);
            }
            for (criterion, at, _) in text.requires.entries() {
                let fails =
                    |failed: &Spanned<Vec<Spanned<String>>>| failed.iter().any(|one| one.value == criterion);
                if !expects().any(|expect| expect.failed.get(id).is_some_and(fails)) {
                    let message = format!("no case expects `{id}` to fail on `{criterion}`");
                    let help = "add a case that has it under `failed` in its `expect`";
                    self.report_with("untested", at, message, help);
                }
            }
        }
    }

    pub(super) fn expectation(&mut self, expect: &Spanned<crate::pack::text::ExpectText>) {
        let states_something = expect.worst.is_some()
            || expect.best.is_some()
            || expect.status.is_some()
            || expect.caps.is_some()
            || !expect.verdicts.is_empty()
            || !expect.failed.is_empty()
            || !expect.levels.is_empty()
            || !expect.notes.is_empty();
        if !states_something {
            self.report("empty_condition", &expect.span, "a case expects something");
        }
        for grade in [&expect.worst, &expect.best].into_iter().flatten() {
            self.grade(grade);
        }
        for cap in expect.caps.iter().flatten() {
            let known: Vec<String> = self
                .model
                .caps()
                .map(|(id, _)| id.to_owned())
                .chain(
                    self.model
                        .criteria()
                        .filter(|(_, criterion)| criterion.critical.is_some())
                        .map(|(id, _)| id.to_owned()),
                )
                .collect();
            if !known.contains(&cap.value) && self.document.cap.get(&cap.value).is_none() {
                self.unknown("unknown_cap", &cap.span, "a cap", cap, known.iter().map(String::as_str));
            }
        }
        let standards: Vec<String> = self.model.standards().map(|(id, _)| id.to_owned()).collect();
        let verdicts = expect.verdicts.entries().map(|(id, span, _)| (id, span));
        let failed = expect.failed.entries().map(|(id, span, _)| (id, span));
        for (id, span) in verdicts.chain(failed) {
            if !standards.iter().any(|known| known == id) {
                self.unknown(
                    "unknown_standard",
                    span,
                    "a standard",
                    id,
                    standards.iter().map(String::as_str),
                );
            }
        }
        for (_, _, failed) in expect.failed.entries() {
            for criterion in &failed.value {
                self.known_criterion(&criterion.value, &criterion.span);
            }
        }
        for (criterion, span, levels) in expect.levels.entries() {
            if self.known_criterion(criterion, span) {
                let span = (span, &levels.span);
                let (worst, best) = levels.value.split_once("..").unwrap_or((&levels.value, &levels.value));
                let mut at = |name: &str| {
                    let level = Spanned { value: name.to_owned(), span: span.1.clone() };
                    self.level_of(criterion, span.0, &level).map(|(level, _)| level)
                };
                if at(worst).zip(at(best)).is_some_and(|(worst, best)| worst > best) {
                    self.report("levels_order", span.1, "a span of levels goes from the worse to the better");
                }
            }
        }
    }

    pub(super) fn known_criterion(&mut self, id: &str, span: &Span) -> bool {
        let known: Vec<String> = self.model.criteria().map(|(id, _)| id.to_owned()).collect();
        let found = known.iter().any(|criterion| criterion == id);
        if !found && self.document.criterion.get(id).is_none() {
            self.unknown("unknown_criterion", span, "a criterion", id, known.iter().map(String::as_str));
        }
        found
    }
}
