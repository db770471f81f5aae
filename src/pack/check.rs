//! What the keys of a pack mean together: references, levels, demerits, sources, cases.
//!
//! The checker goes through the document from top to bottom, adds what it defines to the model of the bases, and
//! reports everything that does not hold together. To add a diagnostic: one `report` here, one fixture in
//! `tests/fixtures/packs/`.

mod actions;
mod cases;
mod changes;
mod criteria;
mod rules;
mod tables;

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Map, Span, Spanned};
use crate::limits::{MAX_GRADES, MAX_ID_BYTES};
use crate::pack::model::{GradeMeaning, Item, Model};
use crate::pack::text::PackDocument;

/// A pack in the making: what its bases say, what it adds, and what is wrong with it.
pub(super) struct Checker<'d> {
    document: &'d PackDocument,
    model: Model,
    problems: Vec<Diagnostic>,
}

type Condition = Spanned<Vec<Spanned<Map<Spanned<String>>>>>;

impl<'d> Checker<'d> {
    pub(super) fn new(document: &'d PackDocument, bases: Model) -> Self {
        Checker { document, model: bases, problems: Vec::new() }
    }

    pub(super) fn run(mut self) -> Result<Model, Diagnostics> {
        self.header();
        self.grades();
        self.sources();
        self.facts();
        self.domains();
        self.criteria();
        self.caps();
        self.standards();
        self.schemes();
        self.tables();
        self.changes();
        self.actions();
        self.retire();
        self.references();
        self.silences();
        self.cases();
        Diagnostics::check(self.problems)?;
        Ok(self.model)
    }

    fn report(&mut self, code: &'static str, span: &Span, message: impl Into<String>) {
        self.problems.push(Diagnostic::new(code, span.0.clone(), message));
    }

    fn report_with(
        &mut self,
        code: &'static str,
        span: &Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.push(Diagnostic::new(code, span.0.clone(), message).help(help));
    }

    fn unknown<'a>(
        &mut self,
        code: &'static str,
        span: &Span,
        what: &str,
        value: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        let message = format!("`{}` is not {what}", crate::problem::quoted(value));
        self.problems.push(Diagnostic::new(code, span.0.clone(), message).instead_of(value, known));
    }

    fn hands(&self) -> BTreeSet<String> {
        BTreeSet::from([self.document.pack.id.value.clone()])
    }

    /// Something that this pack defines.
    fn item<T>(&self, value: T) -> Item<T> {
        Item { value, hands: self.hands(), retired: false }
    }

    /// A setting that this pack states, whoever stated it before.
    fn stated<T>(&self, value: T, before: Option<&Item<T>>) -> Item<T> {
        let mut item = self.item(value);
        item.hands.extend(before.into_iter().flat_map(|before| before.hands.iter().cloned()));
        item
    }

    fn text(&mut self, text: &Spanned<String>, what: &str) -> String {
        if text.trim().is_empty() {
            self.report("empty_text", &text.span, format!("{what} is empty"));
        }
        text.value.clone()
    }

    fn id(&mut self, id: &str, span: &Span) {
        let form = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let begins = id.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
        if !begins || !id.bytes().all(form) || id.len() > MAX_ID_BYTES {
            let message = format!("`{}` is not an id", crate::problem::quoted(id));
            let help = format!("lowercase letters, digits and `_`, a letter first, at most {MAX_ID_BYTES}");
            self.report_with("not_an_id", span, message, help);
        }
    }

    fn limit(&mut self, count: usize, most: usize, span: &Span, what: &str) {
        if count > most {
            self.report("too_many", span, format!("{count} {what}, at most {most}"));
        }
    }

    /// Notes an id that a base defines already.
    fn duplicate(&mut self, kind: &str, id: &str, span: &Span, hands: Option<BTreeSet<String>>) -> bool {
        let Some(hands) = hands else { return false };
        let by = hands.iter().map(|pack| format!("`{pack}`")).collect::<Vec<_>>().join(" and ");
        let help = match kind {
            "criterion" | "domain" | "cap" | "action" => {
                format!("to change it, write it under [change.{kind}.{id}]")
            }
            _ => "give this one another id".to_owned(),
        };
        let message = format!("the {kind} `{id}` is defined already, by {by}");
        self.report_with("duplicate_id", span, message, help);
        true
    }

    fn header(&mut self) {
        let header = &self.document.pack;
        self.id(&header.id, &header.id.span);
        self.text(&header.version, "the version");
        self.text(&header.title, "the title");
        match &header.scale {
            Some(scale) if !header.builds_on.is_empty() => {
                self.report("scale_again", &scale.span, "the scale comes from the packs built on");
            }
            Some(scale) => {
                let different: BTreeSet<_> = scale.value.0.iter().collect();
                if different.len() != scale.value.0.len() || scale.value.0.len() < 2 {
                    self.report(
                        "scale",
                        &scale.span,
                        "a scale has at least two grades, each once, worst first",
                    );
                }
                self.limit(scale.value.0.len(), MAX_GRADES, &scale.span, "grades");
                self.model.scale.clone_from(&scale.value.0);
            }
            None if header.builds_on.is_empty() => {
                self.report(
                    "scale",
                    &header.id.span,
                    "a pack that builds on nothing states its `scale`, worst grade first",
                );
            }
            None => {}
        }
        for (name, value) in [
            ("inconclusive_steps", header.inconclusive_steps),
            ("cliff_steps", header.cliff_steps),
            ("stale_days", header.stale_days),
        ] {
            if let Some(value) = value {
                let item = self.stated(value, self.model.settings.get(name));
                self.model.settings.insert(name, item);
            }
        }
        self.bands();
    }

    fn bands(&mut self) {
        let header = &self.document.pack;
        let Some(bands) = &header.bands else {
            if self.model.bands.is_none() {
                self.report(
                    "bands",
                    &header.id.span,
                    "the `bands` are missing: at most so many demerits for each grade but the worst",
                );
            }
            return;
        };
        for (grade, span, _) in bands.entries() {
            if self.model.grade(grade).is_none() || self.model.grade(grade) == Some(0) {
                let known: Vec<String> = self.model.scale.iter().skip(1).cloned().collect();
                self.unknown(
                    "unknown_grade",
                    span,
                    "a grade with a band",
                    grade,
                    known.iter().map(String::as_str),
                );
            }
        }
        // From the second worst grade to the best: fewer and fewer demerits.
        let bounds: Vec<Option<u32>> =
            self.model.scale.iter().skip(1).map(|grade| bands.get(grade).copied()).collect();
        let stated: Vec<u32> = bounds.iter().copied().flatten().collect();
        if stated.len() != bounds.len() {
            self.report("bands", &bands.span, "each grade but the worst has a band");
        }
        if !stated.iter().zip(stated.iter().skip(1)).all(|(worse, better)| worse > better) {
            self.report("bands", &bands.span, "a better grade allows fewer demerits");
        }
        self.model.bands = Some(self.stated(stated, self.model.bands.as_ref()));
    }

    fn grades(&mut self) {
        let document = self.document;
        for (name, span, text) in document.grade.entries() {
            if self.model.grade(name).is_none() {
                let known = self.model.scale.clone();
                self.unknown("unknown_grade", span, "a grade", name, known.iter().map(String::as_str));
            }
            let word = self.text(&text.word, "the word");
            let meaning = self.text(&text.meaning, "the meaning");
            let item = self.stated(GradeMeaning { word, meaning }, self.model.grades.get(name));
            self.model.grades.insert(name.to_owned(), item);
        }
        let Some(scale) = &document.pack.scale else { return };
        for name in scale.value.0.iter().filter(|name| document.grade.get(name).is_none()) {
            let message = format!("what the grade `{}` means is not said", crate::problem::quoted(name));
            let help = format!("say it under [grade.{name}], with a `word` and a `meaning`");
            self.report_with("grade_without_meaning", &scale.span, message, help);
        }
    }

    fn grade(&mut self, name: &Spanned<String>) -> Option<usize> {
        let grade = self.model.grade(name);
        if grade.is_none() {
            let known = self.model.scale.clone();
            self.unknown("unknown_grade", &name.span, "a grade", name, known.iter().map(String::as_str));
        }
        grade
    }
}
