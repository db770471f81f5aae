//! Reading and probing what holds other values: options, lists, maps, values with their place.

use crate::document::json::{Json, Refused};
use crate::document::probe::{Echo, Probe};
use crate::document::refill::{Forget, Refill, filled};
use crate::document::shape::{Absent, Shape, Shaped, Step};
use crate::tree::{Key, Node, Value};

/// A value of a pack, read from a tree in which a walk found no problem: packs keep the places of their rules, which a
/// text has not once it is JSON.
pub(crate) trait FromNode: Shaped + Sized {
    /// The value of a node of its shape, or of null where its key is absent.
    fn from_node(node: &Node) -> Option<Self>;
}

/// The value of a key of a table.
pub(crate) fn key_of<T: FromNode>(table: &Node, name: &str) -> Option<T> {
    let absent = || T::from_node(&Node { value: Value::Null, span: table.span.clone() });
    table.get(name).map_or_else(absent, T::from_node)
}

impl<T: Shaped> Shaped for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const ABSENT: Absent = Absent::Unstated;
}

impl<T: FromNode> FromNode for Option<T> {
    fn from_node(node: &Node) -> Option<Self> {
        if node.value == Value::Null { Some(None) } else { T::from_node(node).map(Some) }
    }
}

impl<T: Probe> Probe for Option<T> {
    fn echo(&self, path: &[Step<'_>]) -> Option<Echo> {
        self.as_ref()?.echo(path)
    }

    fn state(&mut self, path: &[Step<'_>], word: &str) -> bool {
        if path.is_empty() {
            *self = T::of_word(word);
            return self.is_some();
        }
        self.as_mut().is_some_and(|inner| inner.state(path, word))
    }

    fn forget(&mut self, path: &[Step<'_>]) -> bool {
        if path.is_empty() {
            self.take().is_some()
        } else {
            self.as_mut().is_some_and(|inner| inner.forget(path))
        }
    }
}

impl<T: Shaped> Shaped for Vec<T> {
    const SHAPE: Shape = Shape::List { of: &T::SHAPE, ordered: false };
    const ABSENT: Absent = Absent::Unstated;
}

impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: &Node) -> Option<Self> {
        match &node.value {
            Value::List(items) => items.iter().map(T::from_node).collect(),
            value => (*value == Value::Null).then(Vec::new),
        }
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

impl<T: Shaped> Shaped for InOrder<T> {
    const SHAPE: Shape = Shape::List { of: &T::SHAPE, ordered: true };
    const ABSENT: Absent = Absent::Unstated;
}

impl<T: FromNode> FromNode for InOrder<T> {
    fn from_node(node: &Node) -> Option<Self> {
        Vec::from_node(node).map(InOrder)
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

impl<T: Shaped> Shaped for Spanned<T> {
    const SHAPE: Shape = T::SHAPE;
    const ABSENT: Absent = T::ABSENT;
}

impl<T: FromNode> FromNode for Spanned<T> {
    fn from_node(node: &Node) -> Option<Self> {
        T::from_node(node).map(|value| Spanned { value, span: Span(node.span.clone()) })
    }
}

/// A table with keys of the author's choosing, in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map<T>(Vec<Entry<T>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry<T> {
    name: String,
    key: Span,
    value: T,
}

impl<T> Map<T> {
    /// A map of entries in any order; `None` where a name stands twice.
    fn of(mut entries: Vec<Entry<T>>) -> Option<Self> {
        entries.sort_by(|one, other| one.name.cmp(&other.name));
        let is_twice = entries.windows(2).any(|pair| matches!(pair, [one, other] if one.name == other.name));
        (!is_twice).then_some(Map(entries))
    }

    /// Where a key stands, or where it would.
    fn place(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|entry| entry.name.as_str().cmp(key))
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.0.get(self.place(key).ok()?).map(|entry| &entry.value)
    }

    /// Sets a key's value, and gives the value that it had.
    pub fn insert(&mut self, key: impl Into<String>, value: T) -> Option<T> {
        let name = key.into();
        match self.place(&name) {
            Ok(at) => self.0.get_mut(at).map(|entry| std::mem::replace(&mut entry.value, value)),
            Err(at) => {
                self.0.insert(at, Entry { name, key: Span::default(), value });
                None
            }
        }
    }

    /// Every key with its value, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|entry| (entry.name.as_str(), &entry.value))
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
        self.0.iter().map(|entry| (entry.name.as_str(), &entry.key, &entry.value))
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Map(Vec::new())
    }
}

impl<T: Shaped> Shaped for Map<T> {
    const SHAPE: Shape = Shape::Map(&T::SHAPE);
    const ABSENT: Absent = Absent::Unstated;
}

impl<T: FromNode> FromNode for Map<T> {
    fn from_node(node: &Node) -> Option<Self> {
        let Value::Table(entries) = &node.value else {
            return (node.value == Value::Null).then(Map::default);
        };
        let entry = |(key, item): &(Key, Node)| {
            Some(Entry { name: key.name.clone(), key: Span(key.span.clone()), value: T::from_node(item)? })
        };
        Map::of(entries.iter().map(entry).collect::<Option<_>>()?)
    }
}

/// A null is refused here, and so is a key that stands twice: the walk takes the one and reports the other.
impl<T: Refill> Refill for Map<T> {
    fn anew(json: &mut Json<'_>) -> Result<Self, Refused> {
        filled(json)
    }

    fn refill(&mut self, json: &mut Json<'_>) -> Result<(), Refused> {
        let mut entries = std::mem::take(self).0;
        let mut length: usize = 0;
        let mut more = json.open(b'{', b'}')?;
        while more {
            let name = json.key()?;
            if let Some(entry) = entries.get_mut(length) {
                name.as_ref().clone_into(&mut entry.name);
                entry.key = Span::default();
                entry.value.refill(json)?;
            } else {
                let (name, key) = (name.into_owned(), Span::default());
                entries.push(Entry { name, key, value: T::anew(json)? });
            }
            length = length.saturating_add(1);
            more = json.more(b'}')?;
        }
        entries.truncate(length);
        *self = Map::of(entries).ok_or(Refused)?;
        Ok(())
    }
}

impl<T: Refill> Forget for Map<T> {
    fn forget(&mut self) {
        self.0.clear();
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
            Some((Step::Key(key), rest)) => match self.place(key) {
                Ok(at) if rest.is_empty() => {
                    self.0.remove(at);
                    true
                }
                Ok(at) => self.0.get_mut(at).is_some_and(|entry| entry.value.forget(rest)),
                Err(_) => false,
            },
            _ => false,
        }
    }
}

impl Shaped for Node {
    const SHAPE: Shape = Shape::Any;
}

impl FromNode for Node {
    fn from_node(node: &Node) -> Option<Self> {
        Some(node.clone())
    }
}
