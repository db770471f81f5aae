//! Packs: what is asked of an audit, and what it costs; valid by construction.
//!
//! A pack is TOML. It is read from a spanned tree with every problem in one pass ([`PackText`]), then linked with the
//! packs that it builds on ([`Pack`]): their criteria, caps, standards and tables come together, its own changes
//! apply, and what does not hold together is refused. After that nothing fails.

pub(crate) mod text;
pub(crate) mod model;
pub(crate) mod check;
mod view;
mod link;
mod shipped;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::answer::{answer, close};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{FromNode as _, Shape, Shaped as _, Step, Walk, steps, write_text};
use crate::pack::model::Model;
use crate::pack::text::{CaseText, PackDocument};

pub use crate::pack::model::{ReferenceRow, Source};
pub use crate::pack::text::{AnswerFrom, LeftOutBecause, SourceFound, SourceStatus, StatusWord};
pub use crate::pack::view::{
    ActionView, CapView, CriterionView, DomainView, GradeView, LeftOutView, ReferenceView, RemedyView,
    SchemeRuleView, SchemeView, StandardView,
};
use crate::problem::{Problem, Problems};
use crate::tree::{self, Node, Value};

/// The pack format that this release reads.
pub(crate) const FORMAT: u32 = 1;

answer! {
    /// What identifies a pack in every answer.
    pub struct PackId {
        /// Its id.
        pub id: String,
        /// Its version.
        pub version: String,
        /// SHA-256 of the canonical form of the pack and all that it builds on, in hexadecimal.
        pub sha256: String,
        /// The names of the grades, worst first.
        pub scale: Vec<String>,
    }
}

/// A pack as it was written, with its types checked, not yet linked with what it builds on.
#[derive(Clone, Debug)]
pub struct PackText {
    document: PackDocument,
    canonical: String,
}

impl PackText {
    /// Reads a pack's TOML.
    ///
    /// # Errors
    ///
    /// Every problem of the text by itself: not TOML, larger than [`MAX_DOCUMENT_BYTES`](crate::limits::MAX_DOCUMENT_BYTES), an
    /// unknown key or value, a wrong type, a missing key, a newer format.
    pub fn parse(text: &str) -> Result<Self, Diagnostics> {
        PackText::read(text).map_err(|problems| problems.into_iter().map(Diagnostic::from).collect())
    }

    fn read(text: &str) -> Result<Self, Problems> {
        let node = Node::from_toml(tree::text(text.as_bytes())?)?;
        // A newer format has keys that this release does not know: that alone is worth saying.
        if let Some(problem) = newer(&node) {
            return Err(problem.into());
        }
        Problems::check(Walk::through(&node, &PackDocument::SHAPE).problems)?;
        let unread = || Problem::new("wrong_type", "", "this cannot be read");
        let document = PackDocument::from_node(&node).ok_or_else(unread)?;
        let mut canonical = String::new();
        write_canonical(&node, &PackDocument::SHAPE, &mut canonical);
        Ok(PackText { document, canonical })
    }

    /// The bytes of a pack's text in which it says what a path of its keys names, or what that is part of; where the
    /// pack changes the rule of another, those of the change. `None` where it says neither.
    ///
    /// ```
    /// use audit_credence::PackText;
    ///
    /// let text = "[criterion.notice]\nlevels = [\n  { name = \"announced\" },\n]\n";
    /// let place = PackText::place(text, "criterion.notice.levels[0].demerits").unwrap();
    /// assert_eq!(&text[place], "{ name = \"announced\" }");
    /// ```
    pub fn place(text: &str, path: &str) -> Option<Range<usize>> {
        let node = Node::from_toml(text).ok()?;
        let steps = steps(path)?;
        let (kind, rest) = steps.split_first_chunk::<2>()?;
        let change = [&[Step::Key("change")], kind.as_slice()].concat();
        let changed = span_of(&node, &change);
        // The whole path, then less and less of it; never less than the rule itself.
        let stated =
            (0..=rest.len()).rev().find_map(|taken| span_of(&node, steps.get(..taken.checked_add(2)?)?));
        changed.or(stated)
    }

    /// The pack's id.
    pub fn id(&self) -> &str {
        &self.document.pack.id
    }

    /// Ids of the packs that it builds on.
    pub fn builds_on(&self) -> impl Iterator<Item = &str> {
        self.document.pack.builds_on.iter().map(|id| id.value.as_str())
    }
}

fn newer(node: &Node) -> Option<Problem> {
    let format = node.get("pack")?.get("format")?;
    match format.value {
        Value::Whole(number) if number > i128::from(FORMAT) => Some(
            Problem::new(
                "format_too_new",
                "pack.format",
                format!("this release reads packs of format {FORMAT} and earlier"),
            )
            .at(format.span.clone()),
        ),
        _ => None,
    }
}

/// A pack that holds together with all that it builds on.
#[derive(Clone, Debug)]
pub struct Pack {
    id: PackId,
    title: String,
    pub(crate) model: Model,
    cases: Vec<Case>,
    /// The canonical form of this pack and of each that it builds on, by id.
    canonical: BTreeMap<String, String>,
}

impl Pack {
    /// One line on what the pack holds.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// How many criteria, caps, standards, sources and certification schemes it has, those of its bases included.
    pub fn counts(&self) -> [(&'static str, usize); 5] {
        [
            ("criteria", self.model.criteria().count()),
            ("caps", self.model.caps().count()),
            ("standards", self.model.standards().count()),
            ("sources", self.model.sources.len()),
            ("schemes", self.model.schemes.len()),
        ]
    }

    /// Its certification schemes by id, those of its bases included.
    ///
    /// ```
    /// let pack = audit_credence::Pack::procurement().unwrap();
    /// let (id, scheme) = pack.schemes().find(|(id, _)| *id == "msc_coc").unwrap();
    /// assert_eq!(pack.schemes_of_code("msc - c - 50086"), [id]);
    /// let rule = scheme.rule_on("2022-01-01".parse().unwrap()).unwrap();
    /// assert_eq!(rule.id, "self_assessment_2021");
    /// ```
    pub fn schemes(&self) -> impl Iterator<Item = (&str, SchemeView<'_>)> {
        self.model.schemes.keys().filter_map(|id| Some((id.as_str(), self.model.scheme_view(id, None)?)))
    }

    /// Ids of the schemes that have codes of this form; case and spaces do not matter.
    pub fn schemes_of_code(&self, code: &str) -> Vec<&str> {
        let has_form = |item: &model::Item<model::SchemeEntry>| {
            item.value.scheme.codes.iter().any(|form| form.is_of(code))
        };
        self.model.schemes.iter().filter(|(_, item)| has_form(item)).map(|(id, _)| id.as_str()).collect()
    }

    /// Its domains by id, those of its bases included.
    pub fn domains(&self) -> impl Iterator<Item = DomainView<'_>> {
        self.model.domain_views()
    }

    /// Ids of the packs that it builds on, directly or through another.
    pub fn bases(&self) -> impl Iterator<Item = &str> {
        self.canonical.keys().map(String::as_str).filter(|id| *id != self.id.id)
    }

    /// For each grade but the worst, from the best: at most so many demerits.
    pub fn bands(&self) -> Vec<(&str, u32)> {
        let most = self.model.bands.iter().flat_map(|item| &item.value);
        let mut bands: Vec<_> =
            self.model.scale.iter().skip(1).map(String::as_str).zip(most.copied()).collect();
        bands.reverse();
        bands
    }

    /// What each grade means, worst first.
    pub fn grades(&self) -> impl Iterator<Item = GradeView<'_>> {
        self.model.grade_views()
    }

    /// A source by its id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.model.sources.get(id).map(|item| &item.value)
    }

    /// Tables of programmes and of the profession, for comparison: how many workers to hear, how many days to spend.
    pub fn references(&self) -> impl Iterator<Item = ReferenceView<'_>> {
        self.model.reference_views()
    }

    /// What might have been asked and is not, with the reason.
    pub fn left_out(&self) -> impl Iterator<Item = LeftOutView<'_>> {
        self.model.left_out_views()
    }

    /// What identifies the pack.
    pub fn id(&self) -> &PackId {
        &self.id
    }

    /// The cases that the pack itself states.
    pub fn cases(&self) -> &[Case] {
        &self.cases
    }
}

/// A test that a pack states: this dossier on this day, or these levels, give this answer.
#[derive(Clone, Debug)]
pub struct Case(pub(crate) CaseText);

impl Case {
    /// Ids of the criteria, caps and standards that it names in what it states or expects.
    pub fn names(&self) -> BTreeSet<&str> {
        let expect = &self.0.expect.value;
        let stated = self.0.levels.iter().flat_map(|levels| levels.value.iter().map(|(id, _)| id));
        let levels = expect.levels.iter().map(|(id, _)| id);
        let caps = expect.caps.iter().flatten().map(|cap| cap.value.as_str());
        let verdicts = expect.verdicts.iter().map(|(id, _)| id);
        let failed = expect.failed.iter().flat_map(|(id, failed)| {
            std::iter::once(id).chain(failed.value.iter().map(|one| one.value.as_str()))
        });
        let gaps = expect.gaps.iter().map(|(id, _)| id);
        let raised =
            expect.raises.iter().flat_map(|(_, raised)| raised.value.iter().map(|one| one.value.as_str()));
        stated.chain(levels).chain(caps).chain(verdicts).chain(failed).chain(gaps).chain(raised).collect()
    }

    /// The case as a sentence.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The file of its dossier, where it names one.
    pub fn file(&self) -> Option<&str> {
        match self.0.dossier.as_ref().map(|node| &node.value.value) {
            Some(Value::Text(path)) => Some(path),
            _ => None,
        }
    }
}

/// Where the last of some steps stands: a key by its name, an entry of a list as a whole.
fn span_of(node: &Node, steps: &[Step<'_>]) -> Option<Range<usize>> {
    let (first, rest) = steps.split_first()?;
    let (span, below) = match (first, &node.value) {
        (Step::Key(name), Value::Table(entries)) => {
            let (key, node) = entries.iter().find(|(key, _)| key.name == *name)?;
            (&key.span, node)
        }
        (Step::Index(index), Value::List(items)) => items.get(*index).map(|item| (&item.span, item))?,
        _ => return None,
    };
    if rest.is_empty() { Some(span.clone()) } else { span_of(below, rest) }
}

fn digest(canonical: &BTreeMap<String, String>) -> String {
    let mut hasher = Sha256::new();
    for text in canonical.values() {
        hasher.update(text.as_bytes());
        hasher.update(b"\n");
    }
    hex(&hasher.finalize())
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digits = |byte: &u8| {
        [byte >> 4, byte & 0xf].map(|digit| char::from_digit(digit.into(), 16).unwrap_or_default())
    };
    bytes.iter().flat_map(digits).collect()
}

/// Writes a document in one way, whatever the order of its tables and of its lists that carry none.
///
/// The form is compact JSON with sorted keys; dates and decimals are text. It is what a pack's digest is taken of.
fn write_canonical(node: &Node, shape: &'static Shape, out: &mut String) {
    match (&node.value, shape) {
        (Value::Null, _) => out.push_str("null"),
        (Value::YesNo(yes), _) => out.push_str(if *yes { "true" } else { "false" }),
        (Value::Whole(number), _) => out.push_str(&number.to_string()),
        (Value::Decimal(text) | Value::Text(text) | Value::Time(text), _) => write_text(text, out),
        (Value::List(items), Shape::List { of, ordered: false }) => {
            let canonical = |item| {
                let mut out = String::new();
                write_canonical(item, of, &mut out);
                out
            };
            let mut parts: Vec<String> = items.iter().map(canonical).collect();
            parts.sort_unstable();
            out.push('[');
            out.push_str(&parts.join(","));
            out.push(']');
        }
        (Value::List(items), shape) => {
            let of = if let Shape::List { of, .. } = shape { of } else { &Shape::Any };
            out.push('[');
            for item in items {
                write_canonical(item, of, out);
                out.push(',');
            }
            close(out, ']', items.is_empty());
        }
        (Value::Table(entries), shape) => {
            let quoted = |key: &str| {
                let mut quoted = String::new();
                write_text(key, &mut quoted);
                quoted
            };
            let mut entries: Vec<_> =
                entries.iter().map(|(key, value)| (quoted(&key.name), &key.name, value)).collect();
            entries.sort_unstable_by(|(one, ..), (other, ..)| one.cmp(other));
            out.push('{');
            for (quoted, name, value) in &entries {
                out.push_str(quoted);
                out.push(':');
                write_canonical(value, shape.below(Step::Key(name)).unwrap_or(&Shape::Any), out);
                out.push(',');
            }
            close(out, '}', entries.is_empty());
        }
    }
}
