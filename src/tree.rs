//! A document as a tree: what JSON and TOML have in common, with the place of every part.
//!
//! Packs are read from this tree. Dossiers are walked as one where they come as TOML or by serde, and where the reader of
//! JSON refused them and every problem is wanted. Duplicate keys are kept, so that they can be reported.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use toml::de::{DeTable, DeValue};

use crate::limits::MAX_DOCUMENT_BYTES;
use crate::problem::{Problem, Problems, utf16};

/// So many places of a text that is not TOML are named.
const MOST_SYNTAX: usize = 100;

/// A part of a document and where it stands in the text; `0..0` where the reader keeps no places (JSON).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    YesNo(bool),
    Whole(i128),
    /// A decimal by its digits, never as a binary fraction.
    Decimal(String),
    Text(String),
    /// A date or time as TOML writes it, unquoted.
    Time(String),
    List(Vec<Node>),
    Table(Vec<(Key, Node)>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Key {
    pub(crate) name: String,
    pub(crate) span: Range<usize>,
}

impl Node {
    pub(crate) fn new(value: Value) -> Self {
        Node { value, span: 0..0 }
    }

    /// What it is, in the words of messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::YesNo(_) => "true or false",
            Value::Whole(_) => "a whole number",
            Value::Decimal(_) => "a decimal",
            Value::Text(_) => "text",
            Value::Time(_) => "a date or time",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }

    /// A scalar as text, for messages; `None` for a list, a table or null.
    pub(crate) fn scalar(&self) -> Option<String> {
        match &self.value {
            Value::YesNo(yes) => Some(yes.to_string()),
            Value::Whole(number) => Some(number.to_string()),
            Value::Decimal(text) | Value::Text(text) | Value::Time(text) => Some(text.clone()),
            Value::Null | Value::List(_) | Value::Table(_) => None,
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        match &self.value {
            Value::Table(entries) => entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| node),
            _ => None,
        }
    }

    /// Reads JSON; one problem when the text is not JSON.
    pub(crate) fn from_json(text: &str) -> Result<Node, Problem> {
        serde_json::from_str(without_mark(text)).map_err(|error| syntax(text, &error))
    }

    /// Reads TOML; one problem for each place where the text is not TOML, of the first so many.
    pub(crate) fn from_toml(text: &str) -> Result<Node, Problems> {
        let (table, errors) = DeTable::parse_recoverable(text);
        let problem = |error: &toml::de::Error| {
            let problem = Problem::new("syntax", "", format!("not TOML: {}", one_line(error.message())));
            match error.span() {
                Some(span) => problem.at(span),
                None => problem,
            }
        };
        let mut problems: Vec<Problem> = errors.iter().map(problem).take(MOST_SYNTAX).collect();
        // The parser names some places twice on its way out of them.
        let mut places = BTreeSet::new();
        problems.retain(|one| places.insert(one.span.as_ref().map(|span| (span.start, span.end))));
        Problems::check(problems)?;
        let span = table.span();
        Ok(from_toml_value(DeValue::Table(table.into_inner()), span))
    }
}

/// The text of bytes that are not too many.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.len() > MAX_DOCUMENT_BYTES {
        return Err(Problem::new(
            "too_large",
            "",
            format!("the document is larger than {MAX_DOCUMENT_BYTES} bytes"),
        ));
    }
    if let Some(sentence) = utf16(bytes) {
        return Err(Problem::new("not_utf8", "", sentence));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        Problem::new("not_utf8", "", format!("not UTF-8 from byte {} on", error.valid_up_to()))
    })
}

/// The text without the byte order mark that it may begin with. TOML takes the mark, and counts it.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The problem of a text that is not JSON, with its place.
pub(crate) fn syntax(text: &str, error: &serde_json::Error) -> Problem {
    let told = one_line(&error.to_string());
    let what = told.rsplit_once(" at line ").map_or(told.as_str(), |(what, _)| what);
    let marked = text.len().saturating_sub(without_mark(text).len());
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let before = lines
        .fold(if error.line() > 1 { 0 } else { marked }, |sum: usize, line| sum.saturating_add(line.len()));
    let at = before.saturating_add(error.column().saturating_sub(1)).min(text.len());
    Problem::new("syntax", "", format!("not JSON: {what}")).at(at..at)
}

fn one_line(message: &str) -> String {
    message.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

fn from_toml_value(value: DeValue<'_>, span: Range<usize>) -> Node {
    let value = match value {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => {
            let digits = number.as_str().replace('_', "");
            i128::from_str_radix(&digits, number.radix()).map_or(Value::Decimal(digits), Value::Whole)
        }
        DeValue::Float(number) => {
            let digits = number.as_str().replace('_', "");
            whole(&digits).map_or(Value::Decimal(digits), Value::Whole)
        }
        DeValue::Boolean(yes) => Value::YesNo(yes),
        DeValue::Datetime(time) => Value::Time(time.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .into_iter()
                .map(|item| {
                    let span = item.span();
                    from_toml_value(item.into_inner(), span)
                })
                .collect(),
        ),
        DeValue::Table(entries) => {
            let mut entries: Vec<(Key, Node)> = entries
                .into_iter()
                .map(|(key, value)| {
                    let (key, at) = (Key { name: key.get_ref().to_string(), span: key.span() }, value.span());
                    (key, from_toml_value(value.into_inner(), at))
                })
                .collect();
            // toml sorts keys by name; problems are reported in the order of the text.
            entries.sort_by_key(|(key, _)| key.span.start);
            Value::Table(entries)
        }
    };
    Node { value, span }
}

/// The one key of the table in whose place toml's serde form means a date or time.
const TOML_TIME: &str = "$__toml_private_datetime";

/// A tree from a format of serde's, which has places nowhere.
pub(crate) fn from_serde<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Node, D::Error> {
    let mut node = Node::deserialize(deserializer)?;
    with_times(&mut node);
    Ok(node)
}

fn with_times(node: &mut Node) {
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(with_times),
        Value::Table(entries) => match entries.as_mut_slice() {
            [(key, Node { value: Value::Text(text), .. })] if key.name == TOML_TIME => {
                node.value = Value::Time(std::mem::take(text));
            }
            entries => entries.iter_mut().for_each(|(_, item)| with_times(item)),
        },
        _ => {}
    }
}

/// A whole number that is written as a decimal, as tables do where one of a column is missing: `480.0`.
fn whole(digits: &str) -> Option<i128> {
    let (whole, fraction) = digits.split_once('.')?;
    fraction.bytes().all(|digit| digit == b'0').then(|| whole.parse().ok())?
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor).map(Node::new)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of a document")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Value, E> {
        Ok(Value::YesNo(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Whole(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Whole(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        // The shortest decimal that reads back as the same number: the digits that the author wrote, without a fraction
        // where it is none. A whole number too large for serde's integers comes this way too.
        let digits = number.to_string();
        Ok(digits.parse().map_or(Value::Decimal(digits), Value::Whole))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut table = Vec::new();
        while let Some((name, node)) = entries.next_entry()? {
            table.push((Key { name, span: 0..0 }, node));
        }
        Ok(Value::Table(table))
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, Value};

    #[test]
    fn both_languages_make_the_same_tree() {
        let json = Node::from_json(r#"{ "a": [1, 4.5, "x", true] }"#).unwrap();
        let toml = Node::from_toml("a = [1, 4.5, 'x', true]").unwrap();
        let list = |node: &Node| match &node.get("a").unwrap().value {
            Value::List(items) => items.iter().map(|item| item.value.clone()).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        assert_eq!(list(&json), list(&toml));
    }

    #[test]
    fn keys_keep_their_places_and_duplicates_stay() {
        let toml = Node::from_toml("b = 1\na = 2").unwrap();
        let Value::Table(entries) = &toml.value else { panic!() };
        assert_eq!(entries.iter().map(|(key, _)| key.span.clone()).collect::<Vec<_>>(), [0..1, 6..7]);
        let json = Node::from_json(r#"{ "a": 1, "a": 2 }"#).unwrap();
        let Value::Table(entries) = &json.value else { panic!() };
        assert_eq!(entries.len(), 2);
    }

    #[test]
    fn deep_nesting_is_a_problem_not_a_crash() {
        assert_eq!(Node::from_json(&"[".repeat(1_000_000)).unwrap_err().code, "syntax");
        assert!(Node::from_toml(&format!("a = {}", "[".repeat(100_000))).is_err());
        assert!(Node::from_toml(&format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000))).is_err());
    }
}
