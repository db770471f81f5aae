//! Walking a tree by a shape: every problem with its path, and what can be read of the tree as JSON.
//!
//! A shape is data, so this code is made once and not for each type, and makes no typed value. What it writes is what the
//! reader of JSON takes: keys as declared and in that order, no nulls, no key twice, nothing with a problem in it. A key
//! whose value cannot be read is left out, so that the rest can be checked all the same.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::Range;
use std::str::FromStr;

use crate::counted::Counted;
use crate::country::{Country, NotACountry, NotASubdivision, Subdivision};
use crate::date::Date;
use crate::document::json::write_text;
use crate::document::shape::{Absent, Shape, Step, Table};
use crate::language::{Language, NotALanguage};
use crate::partial_date::{PartialDate, RoughDate};
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
            self.refuse("wrong_type", node, message)
        })
    }

    /// The same for a value of a kind that belongs here; `None` for another, of which nothing is written.
    fn of_kind(&mut self, node: &Node, shape: &Shape) -> Option<bool> {
        Some(match (shape, &node.value) {
            (Shape::YesNo, Value::YesNo(yes)) => self.write(if *yes { "true" } else { "false" }),
            (Shape::Count | Shape::Counted, Value::Whole(number)) => match u32::try_from(*number) {
                Ok(count) => self.write(&count.to_string()),
                Err(_) => self.refuse("out_of_range", node, format!("expected {}", shape.expected())),
            },
            (Shape::Counted, Value::List(ends)) => self.pair(node, ends),
            (Shape::Tenths, Value::Whole(_) | Value::Decimal(_)) => {
                match node.scalar().unwrap_or_default().parse::<Tenths>() {
                    Ok(amount) => self.write(&amount.to_string()),
                    Err(error) => self.refuse("out_of_range", node, error.to_string()),
                }
            }
            (Shape::Text, Value::Text(text)) => self.write_text(text),
            (Shape::Day, Value::Text(text) | Value::Time(text)) => {
                self.coded::<Date>(node, text, "not_a_date", |_| None)
            }
            (Shape::PartialDate, Value::Text(text) | Value::Time(text)) => {
                self.coded::<PartialDate>(node, text, "not_a_date", |_| None)
            }
            (Shape::PartialDate, Value::Whole(number)) => {
                let message = format!("expected {}, found a whole number", shape.expected());
                let nearest = Some(format!("\"{number}\""));
                self.report(Problem { nearest, ..self.problem("wrong_type", node, message) })
            }
            (Shape::RoughDate, Value::Text(text) | Value::Time(text)) => {
                self.coded::<RoughDate>(node, text, "not_a_date", |_| None)
            }
            (Shape::Language, Value::Text(text)) => {
                self.coded::<Language>(node, text, "not_a_language", NotALanguage::meant)
            }
            (Shape::Country, Value::Text(text)) => {
                self.coded::<Country>(node, text, "not_a_country", NotACountry::meant)
            }
            (Shape::Subdivision, Value::Text(text)) => {
                self.coded::<Subdivision>(node, text, "not_a_subdivision", NotASubdivision::meant)
            }
            (Shape::Word(words), Value::Text(text)) => self.word(node, text, words),
            (Shape::List { of, .. }, Value::List(items)) => self.list(items, of),
            (Shape::Map(of), Value::Table(entries)) => self.map(entries, of),
            (Shape::Table(table), Value::Table(entries)) => self.table(node, entries, table),
            (Shape::Either(shapes), _) => return shapes.iter().find_map(|shape| self.of_kind(node, shape)),
            // Whoever reads it looks at the tree.
            (Shape::Any, _) => self.write("null"),
            _ => return None,
        })
    }

    /// The least and the most that a count may be, or else a problem with both.
    fn pair(&mut self, node: &Node, ends: &[Node]) -> bool {
        let count = |node: &Node| match node.value {
            Value::Whole(number) => u32::try_from(number).ok(),
            _ => None,
        };
        let counts: Option<Vec<u32>> = ends.iter().map(count).collect();
        let found: Vec<String> =
            ends.iter().map(|end| end.scalar().unwrap_or_else(|| "…".to_owned())).collect();
        let found = format!("[{}]", found.join(", "));
        let (code, message, nearest) = match counts.as_deref() {
            Some([least, most]) if Counted::between(*least, *most).is_some() => {
                return self.write(&format!("[{least},{most}]"));
            }
            Some([least, most]) => (
                "out_of_range",
                "the least comes first, then the most".to_owned(),
                Some(format!("[{most}, {least}]")),
            ),
            Some([one]) => {
                ("wrong_type", format!("expected {}", Shape::Counted.expected()), Some(one.to_string()))
            }
            _ => ("wrong_type", format!("expected {}", Shape::Counted.expected()), None),
        };
        let problem = self.problem(code, node, message).value(&found);
        self.report(Problem { nearest, ..problem })
    }

    /// A text that is a `T`, or else a problem with what was probably meant.
    fn coded<T: FromStr<Err: Display>>(
        &mut self,
        node: &Node,
        text: &str,
        otherwise: &'static str,
        meant: fn(&T::Err) -> Option<String>,
    ) -> bool {
        match text.parse::<T>() {
            Ok(_) => self.write_text(text),
            Err(error) => {
                let nearest = meant(&error);
                let problem = self.problem(otherwise, node, error.to_string());
                self.report(Problem { nearest, ..problem })
            }
        }
    }

    fn word(&mut self, node: &Node, text: &str, words: &[&str]) -> bool {
        if words.contains(&text) {
            return self.write_text(text);
        }
        let problem = self.problem("unknown_value", node, format!("`{}` is not a value here", quoted(text)));
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
        self.close(']') && is_read
    }

    /// A map can be read where every entry can be; a null is none. Of a key that stands twice the first entry counts.
    fn map(&mut self, entries: &[(Key, Node)], of: &Shape) -> bool {
        let mut is_read = true;
        let again = self.again(entries);
        self.json.push('{');
        let stated =
            entries.iter().zip(again).filter(|((_, item), again)| !again && item.value != Value::Null);
        for ((key, item), _) in stated {
            is_read &= self.entry(&key.name, item, of);
        }
        self.close('}') && is_read
    }

    /// A table can always be read: what of it cannot is left out.
    fn table(&mut self, node: &Node, entries: &[(Key, Node)], table: &Table) -> bool {
        for ((key, _), again) in entries.iter().zip(self.again(entries)) {
            if !again && table.keys.iter().all(|known| known.name != key.name) {
                let message = format!("`{}` is not a key here", quoted(&key.name));
                let problem = self.key_problem("unknown_key", &key.name, &key.span, message).value(&key.name);
                self.report(problem.allowed(&key.name, table.keys.iter().map(|known| known.name)));
            }
        }
        let nothing = Node { value: Value::Table(Vec::new()), span: node.span.clone() };
        self.json.push('{');
        for key in table.keys {
            let stated = entries.iter().find(|(stated, _)| stated.name == key.name).map(|(_, value)| value);
            let stated = stated.filter(|value| value.value != Value::Null);
            match (stated, key.absent) {
                (Some(value), _) => self.entry(key.name, value, &key.shape),
                (None, Absent::Empty) => self.entry(key.name, &nothing, &key.shape),
                (None, Absent::Unstated) => continue,
                (None, Absent::Missing) => {
                    let message = "this key is required".to_owned();
                    self.report(self.key_problem("missing_key", key.name, &node.span, message))
                }
            };
        }
        self.close('}')
    }

    /// One entry of a table or map, of which nothing is written where its value cannot be read; whether it can be.
    fn entry(&mut self, name: &str, value: &Node, shape: &Shape) -> bool {
        let begin = self.json.len();
        write_text(name, &mut self.json);
        self.json.push(':');
        let is_read = self.below(Step::Key(name), |walk| walk.value(value, shape));
        if is_read {
            self.json.push(',');
        } else {
            self.json.truncate(begin);
        }
        is_read
    }

    /// Ends a list or table, in the place of the comma after its last entry.
    fn close(&mut self, end: char) -> bool {
        if self.json.ends_with(',') {
            self.json.pop();
        }
        self.json.push(end);
        true
    }

    fn write(&mut self, json: &str) -> bool {
        self.json.push_str(json);
        true
    }

    fn write_text(&mut self, text: &str) -> bool {
        write_text(text, &mut self.json);
        true
    }

    /// Of each entry whether its key stands before it too, which is reported.
    fn again(&mut self, entries: &[(Key, Node)]) -> Vec<bool> {
        let (mut seen, mut reported) = (BTreeSet::new(), BTreeSet::new());
        let again: Vec<bool> = entries.iter().map(|(key, _)| !seen.insert(&key.name)).collect();
        let twice =
            entries.iter().zip(&again).filter(|((key, _), again)| **again && reported.insert(&key.name));
        for ((key, _), _) in twice {
            let message = "this key stands twice in its table".to_owned();
            self.report(self.key_problem("duplicate_key", &key.name, &key.span, message));
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
    fn key_problem(&self, code: &'static str, name: &str, span: &Range<usize>, message: String) -> Problem {
        let dot = if self.path.is_empty() { "" } else { "." };
        Problem::new(code, format!("{}{dot}{name}", self.path), message).at(span.clone())
    }

    fn refuse(&mut self, code: &'static str, node: &Node, message: String) -> bool {
        self.report(self.problem(code, node, message))
    }

    /// What a problem was found in cannot be read.
    fn report(&mut self, problem: Problem) -> bool {
        self.problems.push(problem);
        false
    }
}
