//! Shapes: what a place in a document may hold, and paths to it.

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
    pub(super) fn expected(&self) -> String {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
