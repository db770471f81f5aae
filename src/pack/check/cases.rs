//! Cases: every criterion, cap, standard and requirement that a pack defines is tested by one.

use std::collections::BTreeSet;

use crate::document::{Map, Span, Spanned};
use crate::limits::MAX_CASES;
use crate::pack::check::Checker;
use crate::pack::model::{Criterion, Item};
use crate::pack::text::{CaseText, ExpectText, span_of_levels};

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
            self.subject(case);
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
        for (id, span, _) in document.action.entries() {
            if !expects().any(|expect| expect.action.is_some_and(|action| action.as_str() == id)) {
                let help = "add a case with it as the `action` of its `expect`";
                self.report_with("untested", span, format!("no case expects the action `{id}`"), help);
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

    /// A case is about a dossier on a day, or about levels.
    fn subject(&mut self, case: &CaseText) {
        let Some(levels) = &case.levels else {
            if case.dossier.is_none() {
                let help = "state `dossier`, or `levels` by criterion";
                self.report_with("case_subject", &case.name.span, "the case is about nothing", help);
            } else if case.as_of.is_none() {
                let help = "state the day of the assessment as `as_of`";
                self.report_with("case_subject", &case.name.span, "the case has no day", help);
            }
            return;
        };
        self.spans_of_levels(&levels.value);
        let expect = &case.expect.value;
        let mut beside = Vec::new();
        if let Some(dossier) = &case.dossier {
            let message = "a case is about a dossier or about levels, and this one states both";
            self.report_with("case_subject", &dossier.span, message, "leave one of them out");
        }
        beside.extend(case.with.entries().next().map(|(_, span, _)| ("with", span)));
        beside.extend(case.without.first().map(|path| ("without", &path.span)));
        beside.extend(expect.levels.entries().next().map(|(_, span, _)| ("expect.levels", span)));
        beside.extend(expect.notes.first().map(|_| ("expect.notes", &case.expect.span)));
        for (what, span) in beside {
            let message = format!("`{what}` is for a case about a dossier, and this one is about levels");
            self.report_with("case_subject", span, message, "leave it out");
        }
    }

    /// Criteria with the levels between which they stand, as `level` or `worst..best`.
    fn spans_of_levels(&mut self, levels: &Map<Spanned<String>>) {
        for (criterion, span, levels) in levels.entries() {
            if !self.known_criterion(criterion, span) {
                continue;
            }
            let (worst, best) = span_of_levels(&levels.value);
            let mut at = |name: &str| {
                let level = Spanned { value: name.to_owned(), span: levels.span.clone() };
                self.level_of(criterion, span, &level).map(|(level, _)| level)
            };
            if at(worst).zip(at(best)).is_some_and(|(worst, best)| worst > best) {
                self.report(
                    "levels_order",
                    &levels.span,
                    "a span of levels goes from the worse to the better",
                );
            }
        }
    }

    pub(super) fn expectation(&mut self, expect: &Spanned<ExpectText>) {
        let states_something = expect.worst.is_some()
            || expect.best.is_some()
            || expect.status.is_some()
            || expect.action.is_some()
            || expect.caps.is_some()
            || !expect.verdicts.is_empty()
            || !expect.failed.is_empty()
            || !expect.levels.is_empty()
            || !expect.notes.is_empty()
            || !expect.gaps.is_empty()
            || !expect.raises.is_empty();
        if !states_something {
            self.report("empty_condition", &expect.span, "a case expects something");
        }
        for grade in [&expect.worst, &expect.best].into_iter().flatten() {
            self.grade(grade);
        }
        for cap in expect.caps.iter().flatten() {
            let of_criterion = |item: &Item<Criterion>| item.value.critical.is_some() && !item.retired;
            let is_known = self.model.caps.get(&cap.value).is_some_and(|item| !item.retired)
                || self.model.criteria.get(&cap.value).is_some_and(of_criterion);
            if !is_known && self.document.cap.get(&cap.value).is_none() {
                let caps = self.model.caps().map(|(id, _)| id);
                let criteria = self.model.criteria().filter(|(_, criterion)| criterion.critical.is_some());
                let known: Vec<String> = caps.chain(criteria.map(|(id, _)| id)).map(str::to_owned).collect();
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
        self.spans_of_levels(&expect.levels);
        for (criterion, span, _) in expect.gaps.entries() {
            self.known_criterion(criterion, span);
        }
        for (grade, span, raised) in expect.raises.entries() {
            self.grade(&Spanned { value: grade.to_owned(), span: span.clone() });
            for criterion in &raised.value {
                self.known_criterion(&criterion.value, &criterion.span);
            }
        }
    }

    pub(super) fn known_criterion(&mut self, id: &str, span: &Span) -> bool {
        let found = self.model.criteria.get(id).is_some_and(|item| !item.retired);
        if !found && self.document.criterion.get(id).is_none() {
            let known: Vec<String> = self.model.criteria().map(|(id, _)| id.to_owned()).collect();
            self.unknown("unknown_criterion", span, "a criterion", id, known.iter().map(String::as_str));
        }
        found
    }
}
