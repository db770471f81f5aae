//! How a type is read from a document: shapes, the reader that reports every problem, and two macros.
//!
//! A document type is declared once, with [`table!`] or [`named!`]. From that one declaration come the struct, its
//! serde form, its reading from a [`Node`] with all problems in one pass, its JSON Schema (through [`Shape`]), and
//! access to a key by its path. Nothing here knows what an audit is.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::country::{Country, Subdivision};
use crate::date::Date;
use crate::language::Language;
use crate::problem::Problem;
use crate::tenths::Tenths;
use crate::tree::{Key, Node, Value};

/// What a place in a document may hold.
#[derive(Debug)]
pub(crate) enum Shape {
    YesNo,
    Count,
    Tenths,
    Text,
    Day,
    Language,
    Country,
    Subdivision,
    /// One of some words.
    Word(&'static [&'static str]),
    /// A list; its order means something only where `ordered`.
    List {
        of: &'static Shape,
        ordered: bool,
    },
    /// A table with keys of the author's choosing.
    Map(&'static Shape),
    Table(&'static Table),
    Either(&'static [Shape]),
    /// The same, or null. In answers, whose keys are always there.
    Nullable(&'static Shape),
    /// A range: `worst` and `best`. In answers.
    Ends(&'static Shape),
    /// Any value, read by its user.
    Any,
}

/// A table with fixed keys.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) keys: &'static [TableKey],
}

#[derive(Debug)]
pub(crate) struct TableKey {
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) required: bool,
    pub(crate) shape: Shape,
}

impl Shape {
    /// What the place may hold, in the words of messages.
    fn expected(&self) -> String {
        match self {
            Shape::YesNo => "true or false".to_owned(),
            Shape::Count => format!("a whole number from 0 to {}", u32::MAX),
            Shape::Tenths => "a decimal with at most one digit after the point".to_owned(),
            Shape::Text | Shape::Language | Shape::Country | Shape::Subdivision | Shape::Word(_) => {
                "text".to_owned()
            }
            Shape::Day => "a day of the calendar as YYYY-MM-DD".to_owned(),
            Shape::List { .. } => "a list".to_owned(),
            Shape::Map(_) | Shape::Table(_) | Shape::Ends(_) => "a table".to_owned(),
            Shape::Nullable(shape) => shape.expected(),
            Shape::Either(shapes) => shapes.iter().map(Shape::expected).collect::<Vec<_>>().join(" or "),
            Shape::Any => "a value".to_owned(),
        }
    }

    /// The shape at a path below this one; `None` where there is no such place.
    pub(crate) fn at(&'static self, path: &[Step<'_>]) -> Option<&'static Shape> {
        let Some((step, rest)) = path.split_first() else { return Some(self) };
        let inner = match (self, step) {
            (Shape::Table(table), Step::Key(name)) => &table.keys.iter().find(|key| key.name == *name)?.shape,
            (Shape::List { of, .. }, Step::Index(_)) | (Shape::Map(of), Step::Key(_)) => of,
            (Shape::Either(shapes), _) => return shapes.iter().find_map(|shape| shape.at(path)),
            _ => return None,
        };
        inner.at(rest)
    }
}

/// One step of a path such as `certificates[0].scheme`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// The steps of a path; `None` where it is not one.
pub(crate) fn steps(path: &str) -> Option<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let (key, indexes) = part.split_once('[').map_or((part, None), |(key, rest)| (key, Some(rest)));
        if key.is_empty() {
            return None;
        }
        steps.push(Step::Key(key));
        for index in indexes.into_iter().flat_map(|rest| rest.split('[')) {
            steps.push(Step::Index(index.strip_suffix(']')?.parse().ok()?));
        }
    }
    Some(steps)
}

/// A type that can be read from a tree.
pub(crate) trait Read: Sized {
    const SHAPE: Shape;
    /// Whether a table without this key is a problem.
    const REQUIRED: bool = true;

    /// The value, or `None` after at least one problem was reported.
    fn read(node: &Node, reader: &mut Reader) -> Option<Self>;

    /// The value where the key is absent or null.
    fn absent(reader: &mut Reader) -> Option<Self> {
        reader.missing();
        None
    }
}

/// Walks a tree and collects every problem with its path.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    path: String,
    /// The place of the innermost table, for what is missing in it.
    table: std::ops::Range<usize>,
    pub(crate) problems: Vec<Problem>,
}

impl Reader {
    /// Reads a whole document.
    pub(crate) fn document<T: Read>(node: &Node) -> Result<T, Vec<Problem>> {
        let mut reader = Reader::default();
        match T::read(node, &mut reader) {
            Some(value) if reader.problems.is_empty() => Ok(value),
            _ => Err(reader.problems),
        }
    }

    pub(crate) fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// A problem at the present path and the node's place.
    pub(crate) fn problem(&self, code: &'static str, node: &Node, message: String) -> Problem {
        let problem = Problem::new(code, self.path.clone(), message).at(node.span.clone());
        match node.scalar() {
            Some(value) => problem.value(&value),
            None => problem,
        }
    }

    pub(crate) fn wrong_type(&mut self, node: &Node, shape: &Shape) {
        let problem =
            self.problem("wrong_type", node, format!("expected {}, found {}", shape.expected(), node.kind()));
        self.report(problem);
    }

    /// An empty table where nothing stands, at the place of the table around it.
    pub(crate) fn nothing(&self) -> Node {
        Node { value: Value::Table(Vec::new()), span: self.table.clone() }
    }

    fn missing(&mut self) {
        let problem =
            Problem::new("missing_key", self.path.clone(), "this key is required").at(self.table.clone());
        self.report(problem);
    }

    /// Does something one step further down the path.
    pub(crate) fn below<R>(&mut self, step: Step<'_>, inner: impl FnOnce(&mut Reader) -> R) -> R {
        let length = self.path.len();
        match step {
            Step::Key(name) if length == 0 => self.path.push_str(name),
            Step::Key(name) => self.path.extend([".", name]),
            Step::Index(index) => self.path.extend(["[", &index.to_string(), "]"]),
        }
        let result = inner(self);
        self.path.truncate(length);
        result
    }

    /// The entries of a table; reports a wrong type and keys that stand twice.
    pub(crate) fn entries<'n>(&mut self, node: &'n Node, shape: &Shape) -> Option<&'n [(Key, Node)]> {
        let Value::Table(entries) = &node.value else {
            self.wrong_type(node, shape);
            return None;
        };
        self.table = node.span.clone();
        let mut seen = std::collections::BTreeSet::new();
        for (key, _) in entries {
            if !seen.insert(&key.name) {
                self.below(Step::Key(&key.name), |reader| {
                    let message = "this key stands twice in its table";
                    reader.report(
                        Problem::new("duplicate_key", reader.path.clone(), message).at(key.span.clone()),
                    );
                });
            }
        }
        Some(entries)
    }

    /// The entries of a table with fixed keys; reports the keys that it does not have.
    pub(crate) fn table<'n>(
        &mut self,
        node: &'n Node,
        table: &Table,
        shape: &Shape,
    ) -> Option<&'n [(Key, Node)]> {
        let entries = self.entries(node, shape)?;
        for (key, _) in entries {
            if table.keys.iter().all(|known| known.name != key.name) {
                self.below(Step::Key(&key.name), |reader| {
                    let message = format!("`{}` is not a key here", crate::problem::quoted(&key.name));
                    let problem = Problem::new("unknown_key", reader.path.clone(), message)
                        .value(&key.name)
                        .allowed(&key.name, table.keys.iter().map(|known| known.name))
                        .at(key.span.clone());
                    reader.report(problem);
                });
            }
        }
        Some(entries)
    }

    /// One key of a table.
    pub(crate) fn key<T: Read>(&mut self, entries: &[(Key, Node)], name: &str) -> Option<T> {
        let table = self.table.clone();
        let node = entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| node);
        let value = self.below(Step::Key(name), |reader| match node {
            Some(node) if node.value != Value::Null => T::read(node, reader),
            _ => T::absent(reader),
        });
        self.table = table;
        value
    }
}

/// A key's name as documents write it: Rust's raw `r#type` is `type`.
pub(crate) const fn plain(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

/// Reads a value whose `null` means the same as its absence.
pub(crate) fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    from: D,
) -> Result<T, D::Error> {
    Option::<T>::deserialize(from).map(Option::unwrap_or_default)
}

/// A stated value as the assessment may repeat it: never a name, a quote or an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Echo {
    /// `true` or `false`.
    YesNo(bool),
    /// A whole number; of a list, how many entries it has.
    Count(u32),
    /// A named value, a date, a language or an exact decimal.
    Word(String),
}

impl std::fmt::Display for Echo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Echo::YesNo(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Echo::Count(count) => write!(f, "{count}"),
            Echo::Word(word) => f.write_str(word),
        }
    }
}

/// Access to a stated value by its path.
pub(crate) trait Probe {
    /// What is stated at the path; `None` where nothing is.
    fn echo(&self, path: &[Step<'_>]) -> Option<Echo>;
    /// Makes what stands at the path not stated; whether something did stand there.
    fn forget(&mut self, path: &[Step<'_>]) -> bool;
}

impl<T: Read> Read for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const REQUIRED: bool = false;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        T::read(node, reader).map(Some)
    }

    fn absent(_: &mut Reader) -> Option<Self> {
        Some(None)
    }
}

impl<T: Probe> Probe for Option<T> {
    fn echo(&self, path: &[Step<'_>]) -> Option<Echo> {
        self.as_ref()?.echo(path)
    }

    fn forget(&mut self, path: &[Step<'_>]) -> bool {
        if path.is_empty() {
            self.take().is_some()
        } else {
            self.as_mut().is_some_and(|inner| inner.forget(path))
        }
    }
}

impl<T: Read> Read for Vec<T> {
    const SHAPE: Shape = Shape::List { of: &T::SHAPE, ordered: false };
    const REQUIRED: bool = false;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Value::List(items) = &node.value else {
            reader.wrong_type(node, &Self::SHAPE);
            return None;
        };
        let mut all = Some(Vec::with_capacity(items.len()));
        for (index, item) in items.iter().enumerate() {
            let value = reader.below(Step::Index(index), |reader| T::read(item, reader));
            all = all.zip(value).map(|(mut all, value)| {
                all.push(value);
                all
            });
        }
        all
    }

    fn absent(_: &mut Reader) -> Option<Self> {
        Some(Vec::new())
    }
}

impl<T: Probe> Probe for Vec<T> {
    fn echo(&self, path: &[Step<'_>]) -> Option<Echo> {
        match path.split_first() {
            None => Some(Echo::Count(u32::try_from(self.len()).unwrap_or(u32::MAX))),
            Some((Step::Index(index), rest)) => self.get(*index)?.echo(rest),
            Some((Step::Key(_), _)) => None,
        }
    }

    fn forget(&mut self, path: &[Step<'_>]) -> bool {
        match path.split_first() {
            None => !std::mem::take(self).is_empty(),
            Some((Step::Index(index), [])) if *index < self.len() => {
                self.remove(*index);
                true
            }
            Some((Step::Index(index), rest)) => self.get_mut(*index).is_some_and(|item| item.forget(rest)),
            Some((Step::Key(_), _)) => false,
        }
    }
}

/// A list whose order means something, such as levels worst first.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct InOrder<T>(pub(crate) Vec<T>);

impl<T: Read> Read for InOrder<T> {
    const SHAPE: Shape = Shape::List { of: &T::SHAPE, ordered: true };
    const REQUIRED: bool = false;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        Vec::read(node, reader).map(InOrder)
    }

    fn absent(_: &mut Reader) -> Option<Self> {
        Some(InOrder(Vec::new()))
    }
}

/// A value and where it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

/// A place in a text that does not take part in comparisons: the same rule elsewhere in the file is the same rule.
#[derive(Clone, Debug, Default)]
pub(crate) struct Span(pub(crate) std::ops::Range<usize>);

impl PartialEq for Span {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Span {}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Span {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Read> Read for Spanned<T> {
    const SHAPE: Shape = T::SHAPE;
    const REQUIRED: bool = T::REQUIRED;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        T::read(node, reader).map(|value| Spanned { value, span: Span(node.span.clone()) })
    }

    fn absent(reader: &mut Reader) -> Option<Self> {
        let span = Span(reader.table.clone());
        T::absent(reader).map(|value| Spanned { value, span })
    }
}

/// A table with keys of the author's choosing, in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map<T>(BTreeMap<String, Entry<T>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry<T> {
    value: T,
    key: Span,
}

impl<T> Map<T> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.0.get(key).map(|entry| &entry.value)
    }

    /// Sets a key's value, and gives the value that it had.
    pub fn insert(&mut self, key: impl Into<String>, value: T) -> Option<T> {
        self.0.insert(key.into(), Entry { value, key: Span::default() }).map(|entry| entry.value)
    }

    /// Every key with its value, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(key, entry)| (key.as_str(), &entry.value))
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every key with its place and its value.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &Span, &T)> {
        self.0.iter().map(|(key, entry)| (key.as_str(), &entry.key, &entry.value))
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Map(BTreeMap::new())
    }
}

impl<T: Read> Read for Map<T> {
    const SHAPE: Shape = Shape::Map(&T::SHAPE);
    const REQUIRED: bool = false;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let entries = reader.entries(node, &Self::SHAPE)?;
        let mut all = Some(BTreeMap::new());
        for (key, item) in entries {
            let value = reader.below(Step::Key(&key.name), |reader| T::read(item, reader));
            all = all.zip(value).map(|(mut all, value)| {
                all.insert(key.name.clone(), Entry { value, key: Span(key.span.clone()) });
                all
            });
        }
        all.map(Map)
    }

    fn absent(_: &mut Reader) -> Option<Self> {
        Some(Map::default())
    }
}

/// Refuses a key that stands twice, as a table with fixed keys does.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Map<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for Visitor<T> {
            type Value = Map<T>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a table")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut access: A) -> Result<Map<T>, A::Error> {
                let mut map = Map::default();
                while let Some((key, value)) = access.next_entry::<String, T>()? {
                    if map.insert(key, value).is_some() {
                        return Err(serde::de::Error::custom("a key stands twice"));
                    }
                }
                Ok(map)
            }
        }

        deserializer.deserialize_map(Visitor(std::marker::PhantomData))
    }
}

impl<T: Probe> Probe for Map<T> {
    fn echo(&self, path: &[Step<'_>]) -> Option<Echo> {
        match path.split_first() {
            Some((Step::Key(key), rest)) => self.get(key)?.echo(rest),
            _ => None,
        }
    }

    fn forget(&mut self, path: &[Step<'_>]) -> bool {
        match path.split_first() {
            Some((Step::Key(key), [])) => self.0.remove(*key).is_some(),
            Some((Step::Key(key), rest)) => {
                self.0.get_mut(*key).is_some_and(|entry| entry.value.forget(rest))
            }
            _ => false,
        }
    }
}

impl Read for Node {
    const SHAPE: Shape = Shape::Any;

    fn read(node: &Node, _: &mut Reader) -> Option<Self> {
        Some(node.clone())
    }
}

/// Implements reading and echoing for a value without parts.
macro_rules! leaf {
    ($type:ty, $shape:expr, |$node:ident| $read:expr, |$value:ident| $echo:expr) => {
        impl Read for $type {
            const SHAPE: Shape = $shape;

            fn read($node: &Node, reader: &mut Reader) -> Option<Self> {
                let read: Result<Self, Option<(&'static str, String)>> = $read;
                match read {
                    Ok(value) => return Some(value),
                    Err(None) => reader.wrong_type($node, &Self::SHAPE),
                    Err(Some((code, message))) => {
                        let problem = reader.problem(code, $node, message);
                        reader.report(problem);
                    }
                }
                None
            }
        }

        impl Probe for $type {
            fn echo(&self, path: &[Step<'_>]) -> Option<Echo> {
                let $value = self;
                path.is_empty().then(|| $echo)
            }

            fn forget(&mut self, _: &[Step<'_>]) -> bool {
                false
            }
        }
    };
}

leaf!(
    bool,
    Shape::YesNo,
    |node| match &node.value {
        Value::YesNo(yes) => Ok(*yes),
        _ => Err(None),
    },
    |yes| Echo::YesNo(*yes)
);
leaf!(
    u32,
    Shape::Count,
    |node| match &node.value {
        Value::Whole(number) => u32::try_from(*number)
            .map_err(|_| Some(("out_of_range", format!("expected {}", Shape::Count.expected())))),
        _ => Err(None),
    },
    |count| Echo::Count(*count)
);
leaf!(
    String,
    Shape::Text,
    |node| match &node.value {
        Value::Text(text) => Ok(text.clone()),
        _ => Err(None),
    },
    // Free text may be a name, a quote or an address: that it is stated is all that is repeated.
    |_text| Echo::Word("stated".to_owned())
);

/// Implements the forms of a value that has one text: serde's, reading and echoing.
macro_rules! text_leaf {
    ($type:ty, $shape:expr, $code:literal, $($pattern:ident)|+) => {
        leaf!(
            $type,
            $shape,
            |node| match &node.value {
                $(Value::$pattern(text))|+ => text.to_string().parse().map_err(|error| Some(($code, format!("{error}")))),
                _ => Err(None),
            },
            |value| Echo::Word(value.to_string())
        );

        impl Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;

                impl serde::de::Visitor<'_> for Visitor {
                    type Value = $type;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(&$shape.expected())
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse().map_err(E::custom)
                    }
                }

                deserializer.deserialize_str(Visitor)
            }
        }
    };
}

text_leaf!(Date, Shape::Day, "not_a_date", Text | Time);
text_leaf!(Language, Shape::Language, "not_a_language", Text);
text_leaf!(Country, Shape::Country, "not_a_country", Text);
text_leaf!(Subdivision, Shape::Subdivision, "not_a_subdivision", Text);

leaf!(
    Tenths,
    Shape::Tenths,
    |node| match &node.value {
        Value::Whole(number) =>
            number.to_string().parse().map_err(|error| Some(("out_of_range", format!("{error}")))),
        Value::Decimal(text) => text.parse().map_err(|error| Some(("out_of_range", format!("{error}")))),
        _ => Err(None),
    },
    |tenths| Echo::Word(tenths.to_string())
);

impl<'de> Deserialize<'de> for Tenths {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl serde::de::Visitor<'_> for Visitor {
            type Value = Tenths;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&Shape::Tenths.expected())
            }

            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Tenths, E> {
                number.to_string().parse().map_err(E::custom)
            }

            fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Tenths, E> {
                // The shortest decimal that reads back as the same number: no arithmetic on it.
                number.to_string().parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

/// A type declared with [`named!`], seen as the list of its words.
pub(crate) trait Word: Copy + 'static {
    const WORDS: &'static [&'static str];

    /// Which of the words it is.
    fn index(self) -> usize;
}

/// Reads a word of a list; reports the list and the nearest of it.
pub(crate) fn read_word(node: &Node, reader: &mut Reader, words: &'static [&'static str]) -> Option<usize> {
    let Value::Text(text) = &node.value else {
        reader.wrong_type(node, &Shape::Word(words));
        return None;
    };
    let found = words.iter().position(|word| word == text);
    if found.is_none() {
        let message = format!("`{}` is not a value here", crate::problem::quoted(text));
        let problem = reader.problem("unknown_value", node, message).allowed(text, words.iter().copied());
        reader.report(problem);
    }
    found
}

/// Declares the named values that a key may have: an enum with its words, its serde form and its reading.
///
/// Values are declared worst first where there is an order, so that `Ord` reads "better".
macro_rules! named {
    (
        $(#[doc = $doc:literal])+
        $vis:vis enum $name:ident { $( $(#[doc = $vdoc:literal])+ $variant:ident = $word:literal, )+ }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $( $(#[doc = $vdoc])+ $variant, )+ }

        impl $name {
            /// Every value, in the order of its declaration.
            $vis const ALL: &'static [$name] = &[$($name::$variant,)+];
            /// The words of the values, in the same order.
            $vis const WORDS: &'static [&'static str] = &[$($word,)+];

            /// The word that documents use.
            $vis const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }

        impl crate::document::Word for $name {
            const WORDS: &'static [&'static str] = $name::WORDS;

            fn index(self) -> usize {
                $name::ALL.iter().position(|value| *value == self).unwrap_or_default()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;

                impl serde::de::Visitor<'_> for Visitor {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a named value")
                    }

                    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<$name, E> {
                        $name::from_word(word).ok_or_else(|| E::unknown_variant(word, $name::WORDS))
                    }
                }

                deserializer.deserialize_str(Visitor)
            }
        }

        impl crate::document::Read for $name {
            const SHAPE: crate::document::Shape = crate::document::Shape::Word($name::WORDS);

            fn read(node: &crate::tree::Node, reader: &mut crate::document::Reader) -> Option<Self> {
                crate::document::read_word(node, reader, $name::WORDS).and_then(|at| $name::ALL.get(at).copied())
            }
        }

        impl crate::document::Probe for $name {
            fn echo(&self, path: &[crate::document::Step<'_>]) -> Option<crate::document::Echo> {
                path.is_empty().then(|| crate::document::Echo::Word(self.as_str().to_owned()))
            }

            fn forget(&mut self, _: &[crate::document::Step<'_>]) -> bool {
                false
            }
        }
    };
}

/// Declares a table with fixed keys: `dossier` tables also come by serde and can be probed by path; `pack` tables
/// are only read from a tree.
macro_rules! table {
    (
        dossier
        $(#[doc = $doc:literal])+
        $vis:vis struct $name:ident { $( $(#[doc = $kdoc:literal])+ $kvis:vis $key:ident: $type:ty, )+ }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Default, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        $vis struct $name {
            $(
                $(#[doc = $kdoc])+
                #[serde(default, deserialize_with = "crate::document::or_default")]
                $kvis $key: $type,
            )+
        }

        crate::document::table!(@read $name, ($($doc)+), $( ($($kdoc)+) $key: $type, )+);

        impl crate::document::Probe for $name {
            fn echo(&self, path: &[crate::document::Step<'_>]) -> Option<crate::document::Echo> {
                let (crate::document::Step::Key(name), rest) = path.split_first()? else { return None };
                $( if *name == crate::document::plain(stringify!($key)) { return self.$key.echo(rest); } )+
                None
            }

            fn forget(&mut self, path: &[crate::document::Step<'_>]) -> bool {
                let Some((crate::document::Step::Key(name), rest)) = path.split_first() else { return false };
                $( if *name == crate::document::plain(stringify!($key)) { return self.$key.forget(rest); } )+
                false
            }
        }
    };
    (
        pack
        $(#[doc = $doc:literal])+
        $vis:vis struct $name:ident { $( $(#[doc = $kdoc:literal])+ $kvis:vis $key:ident: $type:ty, )+ }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq)]
        $vis struct $name { $( $(#[doc = $kdoc])+ $kvis $key: $type, )+ }

        crate::document::table!(@read $name, ($($doc)+), $( ($($kdoc)+) $key: $type, )+);
    };
    (@read $name:ident, ($($doc:literal)+), $( ($($kdoc:literal)+) $key:ident: $type:ty, )+) => {
        impl $name {
            pub(crate) const TABLE: crate::document::Table = crate::document::Table {
                name: stringify!($name),
                doc: concat!($($doc),+),
                keys: &[$(
                    crate::document::TableKey {
                        name: crate::document::plain(stringify!($key)),
                        doc: concat!($($kdoc),+),
                        required: <$type as crate::document::Read>::REQUIRED,
                        shape: <$type as crate::document::Read>::SHAPE,
                    },
                )+],
            };
        }

        impl crate::document::Read for $name {
            const SHAPE: crate::document::Shape = crate::document::Shape::Table(&$name::TABLE);
            const REQUIRED: bool = false;

            fn read(node: &crate::tree::Node, reader: &mut crate::document::Reader) -> Option<Self> {
                let entries = reader.table(node, &Self::TABLE, &Self::SHAPE)?;
                $( let $key: Option<$type> = reader.key(entries, crate::document::plain(stringify!($key))); )+
                Some($name { $( $key: $key?, )+ })
            }

            /// An absent table states nothing; its required keys are reported as missing.
            fn absent(reader: &mut crate::document::Reader) -> Option<Self> {
                Self::read(&reader.nothing(), reader)
            }
        }
    };
}

pub(crate) use {named, table};

#[cfg(test)]
mod tests {
    use super::{Step, steps};

    #[test]
    fn a_path_has_keys_and_indexes() {
        assert_eq!(
            steps("a.b[2].c"),
            Some(vec![Step::Key("a"), Step::Key("b"), Step::Index(2), Step::Key("c")])
        );
        for path in ["", ".", "a..b", "a[", "a[x]", "[0]", "a[1"] {
            assert_eq!(steps(path), None, "{path}");
        }
    }
}
