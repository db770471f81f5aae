//! Reading a tree: one pass, every problem with its path.

use crate::document::shape::{Shape, Step, Table};
use crate::problem::{Problem, Problems};
use crate::tree::{Key, Node, Value};

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
    problems: Vec<Problem>,
}

impl Reader {
    /// Reads a whole document.
    pub(crate) fn document<T: Read>(node: &Node) -> Result<T, Problems> {
        match Reader::as_far_as_possible(node) {
            (Some(value), problems) if problems.is_empty() => Ok(value),
            (_, problems) => {
                Err(Problems::of_refused(problems, || Problem::new("wrong_type", "", "this cannot be read")))
            }
        }
    }

    /// Reads a whole document, and says what is wrong with it beside what could be read of it.
    pub(crate) fn as_far_as_possible<T: Read>(node: &Node) -> (Option<T>, Vec<Problem>) {
        let mut reader = Reader::default();
        let value = T::read(node, &mut reader);
        (value, reader.problems)
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
