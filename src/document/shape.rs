//! Shapes: what a place in a document may hold, and paths to it.

/// A type that stands in documents.
pub(crate) trait Shaped {
    const SHAPE: Shape;
    const ABSENT: Absent = Absent::Missing;
}

/// What it means that a key is absent from its table, or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Absent {
    /// The key is required.
    Missing,
    /// Nothing is stated.
    Unstated,
    /// What an empty table in its place would mean.
    Empty,
}

/// What a place in a document may hold.
#[derive(Debug)]
pub(crate) enum Shape {
    YesNo,
    Count,
    /// A count, or the least and the most that it may be.
    Counted,
    Tenths,
    Text,
    Day,
    /// A day, a month or a year.
    PartialDate,
    /// The same, or that there is none.
    RoughDate,
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
    pub(crate) absent: Absent,
    pub(crate) shape: Shape,
}

impl Shape {
    /// What the place may hold, in the words of messages.
    pub(super) fn expected(&self) -> String {
        match self {
            Shape::YesNo => "true or false".to_owned(),
            Shape::Count => format!("a whole number from 0 to {}", u32::MAX),
            Shape::Counted => {
                format!("{} or `[least, most]`", Shape::Count.expected())
            }
            Shape::Tenths => "a decimal with at most one digit after the point".to_owned(),
            Shape::Text
            | Shape::RoughDate
            | Shape::Language
            | Shape::Country
            | Shape::Subdivision
            | Shape::Word(_) => "text".to_owned(),
            Shape::Day => "a day of the calendar as YYYY-MM-DD".to_owned(),
            Shape::PartialDate => "a day, a month or a year in quotes".to_owned(),
            Shape::List { .. } => "a list".to_owned(),
            Shape::Map(_) | Shape::Table(_) | Shape::Ends(_) => "a table".to_owned(),
            Shape::Nullable(shape) => shape.expected(),
            Shape::Either(shapes) => shapes.iter().map(Shape::expected).collect::<Vec<_>>().join(" or "),
            Shape::Any => "a value".to_owned(),
        }
    }

    /// The shape one step below this one; `None` where there is no such place.
    pub(crate) fn below(&self, step: Step<'_>) -> Option<&Shape> {
        match (self, step) {
            (Shape::Table(table), Step::Key(name)) => {
                table.keys.iter().find(|key| key.name == name).map(|key| &key.shape)
            }
            (Shape::List { of, .. }, Step::Index(_)) | (Shape::Map(of), Step::Key(_)) => Some(of),
            (Shape::Either(shapes), _) => shapes.iter().find_map(|shape| shape.below(step)),
            _ => None,
        }
    }

    /// The shape at a path below this one; `None` where there is no such place.
    pub(crate) fn at<'s>(&'s self, path: &str) -> Option<&'s Shape> {
        fold_steps(path, self, Shape::below)
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
    fold_steps(path, Vec::new(), |mut steps, step| {
        steps.push(step);
        Some(steps)
    })
}

/// Goes along a path, which begins with a key; `None` where it is not one or a step leads nowhere.
fn fold_steps<'p, T>(path: &'p str, begin: T, go: impl Fn(T, Step<'p>) -> Option<T>) -> Option<T> {
    let (mut at, mut rest, mut key) = (begin, "", Some(path));
    loop {
        let step;
        (step, rest) = if let Some(key) = key {
            let end = key.bytes().position(|byte| matches!(byte, b'.' | b'[')).unwrap_or(key.len());
            let (name, rest) = key.split_at_checked(end).filter(|_| end > 0)?;
            (Step::Key(name), rest)
        } else {
            let (index, rest) = rest.strip_prefix('[')?.split_once(']')?;
            (Step::Index(index.parse().ok()?), rest)
        };
        at = go(at, step)?;
        if rest.is_empty() {
            return Some(at);
        }
        key = rest.strip_prefix('.');
    }
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
        assert_eq!(steps("a[1][2]"), Some(vec![Step::Key("a"), Step::Index(1), Step::Index(2)]));
        for path in ["", ".", "a.", "a..b", "a[", "a[x]", "[0]", "a[1", "a[1]b", "a[1]]", "a.[0]", "é."] {
            assert_eq!(steps(path), None, "{path}");
        }
    }
}
