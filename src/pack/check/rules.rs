//! Caps and standards: conditions over levels, and requirements.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::document::{Map, Span, Spanned};
use crate::limits::{MAX_CAPS, MAX_CONDITION};
use crate::pack::check::{Checker, Condition};
use crate::pack::model::{Cap, Requirement, Silence, Standard};
use crate::pack::text::CapText;

impl Checker<'_> {
    pub(super) fn caps(&mut self) {
        let document = self.document;
        for (id, span, text) in document.cap.entries() {
            self.id(id, span);
            let there = self.model.caps.get(id).map(|item| item.hands.clone());
            if self.duplicate("cap", id, span, there) {
                continue;
            }
            if let Some(value) = self.cap(text, span) {
                self.model.caps.insert(id.to_owned(), self.item(value));
            }
        }
        let count = self.model.caps.len();
        self.limit(count, MAX_CAPS, &document.pack.id.span, "caps");
    }

    pub(super) fn cap(&mut self, text: &CapText, span: &Span) -> Option<Cap> {
        let why = self.text(&text.why, "the reason");
        let sources = self.lean(&text.sources, span, "this cap");
        let when_silent = text.when_silent.as_ref().map(|text| self.text(text, "what is not shown"));
        let when = self.condition(&text.when);
        let grade = self.cap_grade(&text.grade)?;
        Some(Cap { when, grade, why, when_silent, sources })
    }

    /// Whether each cap says what is not shown where silence trips it, and only there.
    pub(super) fn silences(&mut self) {
        let document = self.document;
        let mut problems = Vec::new();
        for (id, cap) in self.model.caps() {
            let defined = document.cap.entries().find(|(known, ..)| *known == id);
            let changed = document.change.cap.entries().find(|(known, ..)| *known == id);
            let span = defined.map(|(_, span, _)| span).or(changed.map(|(_, span, _)| span));
            let stated = defined.and_then(|(.., text)| text.when_silent.as_ref());
            let stated = stated.or(changed.and_then(|(.., change)| change.when_silent.as_ref()));
            let silence = self.model.silence(cap);
            if cap.when_silent.is_none() && silence == Silence::Trips {
                let span = span.unwrap_or(&document.pack.id.span);
                let message = format!("silence trips the cap `{id}`, and no `when_silent` says so");
                let help = "say what is not shown, and nothing as if it were stated";
                problems.push(Diagnostic::new("no_when_silent", span.0.clone(), message).help(help));
            }
            let Some(stated) = stated else { continue };
            if silence == Silence::Never {
                let message = "a silent floor keeps silence from this cap: only what is stated trips it";
                problems.push(
                    Diagnostic::new("never_silent", stated.span.0.clone(), message).help("leave it out"),
                );
            }
            if stated.value == cap.why {
                let message = "the `when_silent` is the text of `why`";
                let help = "say what is not shown, and nothing as if it were stated";
                problems
                    .push(Diagnostic::new("silence_as_stated", stated.span.0.clone(), message).help(help));
            }
        }
        self.problems.extend(problems);
    }

    /// A grade that bounds something.
    pub(super) fn cap_grade(&mut self, name: &Spanned<String>) -> Option<usize> {
        let grade = self.grade(name)?;
        if grade.saturating_add(1) >= self.model.scale.len() {
            let help = "name a worse grade, or leave the cap out";
            self.report_with(
                "cap_without_effect",
                &name.span,
                "a cap at the best grade bounds nothing",
                help,
            );
        }
        Some(grade)
    }

    pub(super) fn condition(&mut self, text: &Condition) -> Vec<BTreeMap<String, String>> {
        if text.value.is_empty() || text.value.iter().any(|entry| entry.is_empty()) {
            self.report(
                "empty_condition",
                &text.span,
                "a condition has at least one entry, and each entry at least one literal",
            );
        }
        self.limit(text.value.len(), MAX_CONDITION, &text.span, "entries of a condition");
        for entry in &text.value {
            self.limit(entry.len(), MAX_CONDITION, &entry.span, "literals of an entry");
            for (criterion, span, level) in entry.entries() {
                if let Some(level) = self.level_of(criterion, span, level) {
                    if level.1 {
                        let message = format!("`{criterion}` is always at most at its top level");
                        self.report_with(
                            "literal_always_holds",
                            span,
                            message,
                            "leave it out, or name a worse level",
                        );
                    }
                }
            }
        }
        let literals = |entry: &Spanned<Map<Spanned<String>>>| {
            entry.iter().map(|(criterion, level)| (criterion.to_owned(), level.value.clone())).collect()
        };
        let mut when: Vec<BTreeMap<String, String>> = text.value.iter().map(literals).collect();
        when.sort();
        when.dedup();
        when
    }

    /// The index of a criterion's level, and whether it is the top; reports what there is not.
    pub(super) fn level_of(
        &mut self,
        criterion: &str,
        span: &Span,
        level: &Spanned<String>,
    ) -> Option<(usize, bool)> {
        let Some(found) = self.model.criteria.get(criterion).filter(|item| !item.retired) else {
            // One that was refused has its own problems: nothing more is known of it.
            if self.document.criterion.get(criterion).is_some() {
                return None;
            }
            let known: Vec<String> = self.model.criteria().map(|(id, _)| id.to_owned()).collect();
            self.unknown(
                "unknown_criterion",
                span,
                "a criterion",
                criterion,
                known.iter().map(String::as_str),
            );
            return None;
        };
        let levels = &found.value.levels;
        if let Some(index) = found.value.level(level) {
            return Some((index, index.saturating_add(1) == levels.len()));
        }
        let names: Vec<String> = levels.iter().map(|level| level.name.clone()).collect();
        let what = format!("a level of `{criterion}`");
        self.unknown("unknown_level", &level.span, &what, level, names.iter().map(String::as_str));
        None
    }

    /// Checks that a criterion can stand at least at a level, and does not always.
    pub(super) fn requirement(&mut self, criterion: &str, span: &Span, level: &Spanned<String>) {
        if self.level_of(criterion, span, level).is_some_and(|(level, _)| level == 0) {
            let message = format!("`{criterion}` is always at least at its bottom level");
            let help = "leave it out, or name a better level";
            self.report_with("requirement_always_holds", &level.span, message, help);
        }
    }

    pub(super) fn standards(&mut self) {
        let document = self.document;
        for (id, span, text) in document.standard.entries() {
            self.id(id, span);
            let there = self.model.standards.get(id).map(|item| item.hands.clone());
            self.duplicate("standard", id, span, there);
            let title = self.text(&text.title, "the title");
            let why = self.text(&text.why, "the reason");
            let sources = self.lean(&text.sources, span, "this standard");
            if text.requires.is_empty() {
                self.report("empty_condition", span, "a standard requires at least one criterion");
            }
            let mut requires = BTreeMap::new();
            for (criterion, at, requirement) in text.requires.entries() {
                self.requirement(criterion, at, &requirement.at_least);
                let sources = self.lean(&requirement.sources, at, "this requirement");
                if let Some(source) = &requirement.quoted {
                    self.quoted(source, &sources);
                }
                let at_least = requirement.at_least.value.clone();
                let is_quoted = requirement.quoted.is_some();
                let our_reading =
                    requirement.our_reading.as_ref().map(|reading| self.text(reading, "our reading"));
                let value = Requirement { at_least, sources, is_quoted, our_reading };
                requires.insert(criterion.to_owned(), value);
            }
            let authority = text.authority.as_ref().map(|name| self.text(name, "the authority"));
            let value = Standard { title, why, authority, sources, requires };
            self.model.standards.insert(id.to_owned(), self.item(value));
        }
    }

    /// Checks that a source of a requirement quotes it.
    fn quoted(&mut self, source: &Spanned<String>, sources: &[String]) {
        let id = source.as_str();
        if !sources.iter().any(|known| known == id) {
            let known = sources.iter().map(String::as_str);
            self.unknown("unknown_source", &source.span, "a source of this requirement", id, known);
        } else if self.model.sources.get(id).is_some_and(|item| item.value.quote.is_none()) {
            let message = format!("`{id}` quotes nothing, and this point is said to be in its words");
            let help = "give the source its `quote`, or leave `quoted` out";
            self.report_with("quoted_without_quote", &source.span, message, help);
        }
    }
}
