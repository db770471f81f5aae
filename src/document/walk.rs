//! Walking a tree by a shape: every problem with its path, and what can be read of the tree as JSON.
//!
//! A shape is data, so this code is made once and not for each type, and makes no typed value. What it writes is what the
//! reader of JSON takes: keys as declared and in that order, no nulls, no key twice, nothing with a problem in it. A key
//! whose value cannot be read is left out, so that the rest can be checked all the same.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::str::FromStr;

use crate::country::{Country, Subdivision};
use crate::date::{Date, RoughDate};
use crate::document::shape::{Absent, Shape, Step, Table, TableKey};
use crate::language::Language;
use crate::problem::{Problem, quoted};
use crate::tenths::Tenths;
use crate::tree::{Key, Node, Value};

/// What was found on a walk through a whole document.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    pub(crate) problems: Vec<Problem>,
    /// What can be read; no text where that is nothing.
    pub(crate) json: String,
    /// Where it stands now.
    path: String,
}

impl Walk {
    pub(crate) fn through(node: &Node, shape: &Shape) -> Self {
        let mut walk = Walk::default();
        if !walk.value(node, shape) {
            walk.json.clear();
        }
        walk
    }

    /// Walks a value and writes it; whether it can be read. What was written means nothing where not.
    fn value(&mut self, node: &Node, shape: &Shape) -> bool {
        self.of_kind(node, shape).unwrap_or_else(|| {
            let message = format!("expected {}, found {}", shape.expected(), node.kind());
            self.report(self.problem("wrong_type", node, message))
        })
    }

    /// The same for a value of a kind that belongs here; `None` for another, of which nothing is written.
    fn of_kind(&mut self, node: &Node, shape: &Shape) -> Option<bool> {
        let json = match (shape, &node.value) {
            (Shape::YesNo, Value::YesNo(yes)) => Ok(yes.to_string()),
            (Shape::Count, Value::Whole(number)) => match u32::try_from(*number) {
                Ok(count) => Ok(count.to_string()),
                Err(_) => Err(("out_of_range", format!("expected {}", shape.expected()))),
            },
            (Shape::Tenths, Value::Whole(number)) => tenths(&number.to_string()),
            (Shape::Tenths, Value::Decimal(digits)) => tenths(digits),
            (Shape::Text, Value::Text(text)) => Ok(json_text(text)),
            (Shape::Day, Value::Text(text) | Value::Time(text)) => coded::<Date>("not_a_date", text),
            (Shape::RoughDate, Value::Text(text) | Value::Time(text)) => {
                coded::<RoughDate>("not_a_date", text)
            }
            (Shape::Language, Value::Text(text)) => coded::<Language>("not_a_language", text),
            (Shape::Country, Value::Text(text)) => coded::<Country>("not_a_country", text),
            (Shape::Subdivision, Value::Text(text)) => coded::<Subdivision>("not_a_subdivision", text),
            (Shape::Word(words), Value::Text(text)) => return Some(self.word(node, text, words)),
            (Shape::List { of, .. }, Value::List(items)) => return Some(self.list(items, of)),
            (Shape::Map(of), Value::Table(entries)) => return Some(self.map(entries, of)),
            (Shape::Table(table), Value::Table(entries)) => return Some(self.table(node, entries, table)),
            (Shape::Either(shapes), _) => return shapes.iter().find_map(|shape| self.of_kind(node, shape)),
            // Whoever reads it looks at the tree.
            (Shape::Any, _) => Ok("null".to_owned()),
            _ => return None,
        };
        Some(match json {
            Ok(json) => {
                self.json.push_str(&json);
                true
            }
            Err((code, message)) => self.report(self.problem(code, node, message)),
        })
    }

    fn word(&mut self, node: &Node, text: &str, words: &[&str]) -> bool {
        if words.contains(&text) {
            self.json.push_str(&json_text(text));
            return true;
        }
        let message = format!("`{}` is not a value here", quoted(text));
        let problem = self.problem("unknown_value", node, message);
        self.report(problem.allowed(text, words.iter().copied()))
    }

    /// A list can be read where every entry can be.
    fn list(&mut self, items: &[Node], of: &Shape) -> bool {
        let mut is_read = true;
        self.json.push('[');
        for (index, item) in items.iter().enumerate() {
            is_read &= self.below(Step::Index(index), |walk| walk.value(item, of));
            self.json.push(',');
        }
        self.close(']');
        is_read
    }

    /// A map can be read where every entry can be; a null is none. Of a key that stands twice the first entry counts.
    fn map(&mut self, entries: &[(Key, Node)], of: &Shape) -> bool {
        let mut is_read = true;
        let again = self.again(entries);
        self.json.push('{');
        let stated = entries.iter().zip(again).filter(|((_, item), _)| item.value != Value::Null);
        for ((key, item), again) in stated {
            let begin = self.json.len();
            is_read &= self.entry(&key.name, |walk| walk.value(item, of));
            if again {
                self.json.truncate(begin);
            }
        }
        self.close('}');
        is_read
    }

    /// A table can always be read: what of it cannot is left out.
    fn table(&mut self, node: &Node, entries: &[(Key, Node)], table: &Table) -> bool {
        self.again(entries);
        for (key, _) in entries {
            if table.keys.iter().all(|known| known.name != key.name) {
                let message = format!("`{}` is not a key here", quoted(&key.name));
                let problem = self.key_problem("unknown_key", key, message).value(&key.name);
                self.report(problem.allowed(&key.name, table.keys.iter().map(|known| known.name)));
            }
        }
        self.json.push('{');
        for key in table.keys {
            let stated = entries.iter().find(|(stated, _)| stated.name == key.name).map(|(_, value)| value);
            self.entry(key.name, |walk| match stated.filter(|value| value.value != Value::Null) {
                Some(value) => walk.value(value, &key.shape),
                None => walk.absent(key, node),
            });
        }
        self.close('}');
        true
    }

    /// A key of a table that is not stated.
    fn absent(&mut self, key: &TableKey, table: &Node) -> bool {
        match key.absent {
            Absent::Unstated => false,
            Absent::Empty => self.value(&table.nothing(), &key.shape),
            Absent::Missing => {
                let problem = Problem::new("missing_key", self.path.clone(), "this key is required");
                self.report(problem.at(table.span.clone()))
            }
        }
    }

    /// One entry of a table or map, of which nothing is written where its value cannot be read; whether it can be.
    fn entry(&mut self, name: &str, value: impl FnOnce(&mut Self) -> bool) -> bool {
        let begin = self.json.len();
        self.json.extend([&json_text(name), ":"]);
        let is_read = self.below(Step::Key(name), value);
        if is_read {
            self.json.push(',');
        } else {
            self.json.truncate(begin);
        }
        is_read
    }

    /// Ends a list or table, in the place of the comma after its last entry.
    fn close(&mut self, end: char) {
        if self.json.ends_with(',') {
            self.json.pop();
        }
        self.json.push(end);
    }

    /// Of each entry whether its key stands before it too, which is reported.
    fn again(&mut self, entries: &[(Key, Node)]) -> Vec<bool> {
        let mut seen = BTreeSet::new();
        let again: Vec<bool> = entries.iter().map(|(key, _)| !seen.insert(&key.name)).collect();
        for ((key, _), _) in entries.iter().zip(&again).filter(|(_, again)| **again) {
            let message = "this key stands twice in its table".to_owned();
            self.report(self.key_problem("duplicate_key", key, message));
        }
        again
    }

    /// Does something one step further down the path.
    fn below<R>(&mut self, step: Step<'_>, inner: impl FnOnce(&mut Self) -> R) -> R {
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

    /// A problem at the present path and the node's place.
    fn problem(&self, code: &'static str, node: &Node, message: String) -> Problem {
        let problem = Problem::new(code, self.path.clone(), message).at(node.span.clone());
        match node.scalar() {
            Some(value) => problem.value(&value),
            None => problem,
        }
    }

    /// A problem of a key of the table at the present path.
    fn key_problem(&self, code: &'static str, key: &Key, message: String) -> Problem {
        let dot = if self.path.is_empty() { "" } else { "." };
        Problem::new(code, format!("{}{dot}{}", self.path, key.name), message).at(key.span.clone())
    }

    /// What a problem was found in cannot be read.
    fn report(&mut self, problem: Problem) -> bool {
        self.problems.push(problem);
        false
    }
}

/// A leaf as JSON, or the code of a problem and what would be right.
type Leaf = Result<String, (&'static str, String)>;

fn tenths(digits: &str) -> Leaf {
    let amount: Result<Tenths, _> = digits.parse();
    amount.map(|amount| amount.to_string()).map_err(|error| ("out_of_range", error.to_string()))
}

/// A text that is a `T`.
fn coded<T: FromStr<Err: Display>>(otherwise: &'static str, text: &str) -> Leaf {
    text.parse::<T>().map(|_| json_text(text)).map_err(|error| (otherwise, error.to_string()))
}

/// A text in its quotes.
fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
