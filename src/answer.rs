//! How an answer leaves: as JSON, with the shape of its schema, from one declaration.
//!
//! serde serialises it for hosts and for people. Compact JSON, which is what a batch writes, is written here: the keys
//! are constants with their quotes and colons, a text without anything to escape is copied whole, and both give the same
//! bytes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::counted::Counted;
use crate::date::Date;
use crate::document::{Echo, Shape, write_text};
use crate::grade::NamedGrade;
use crate::partial_date::PartialDate;
use crate::range::Range;

/// A type that an answer holds.
pub(crate) trait Answer {
    const SHAPE: Shape;

    /// Adds it as compact JSON.
    fn write(&self, out: &mut String);

    /// It as compact JSON, one line.
    fn json(&self) -> String {
        // Room for most answers, so that a long one is not copied as it grows.
        let mut out = String::with_capacity(48 << 10);
        self.write(&mut out);
        out
    }
}

impl Answer for bool {
    const SHAPE: Shape = Shape::YesNo;

    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Answer for u32 {
    const SHAPE: Shape = Shape::Count;

    fn write(&self, out: &mut String) {
        if *self >= 10 {
            (*self / 10).write(out);
        }
        out.extend(char::from_digit(*self % 10, 10));
    }
}

impl Answer for String {
    const SHAPE: Shape = Shape::Text;

    fn write(&self, out: &mut String) {
        write_text(self, out);
    }
}

impl Answer for &'static str {
    const SHAPE: Shape = Shape::Text;

    fn write(&self, out: &mut String) {
        write_text(self, out);
    }
}

impl Answer for Cow<'_, str> {
    const SHAPE: Shape = Shape::Text;

    fn write(&self, out: &mut String) {
        write_text(self, out);
    }
}

impl Answer for Date {
    const SHAPE: Shape = Shape::Day;

    fn write(&self, out: &mut String) {
        write_text(&self.to_string(), out);
    }
}

impl Answer for PartialDate {
    const SHAPE: Shape = Shape::PartialDate;

    fn write(&self, out: &mut String) {
        write_text(&self.to_string(), out);
    }
}

impl Answer for Counted {
    const SHAPE: Shape = Shape::Counted;

    fn write(&self, out: &mut String) {
        if self.range().is_settled() {
            self.least().write(out);
        } else {
            write_list(&[self.least(), self.most()], out);
        }
    }
}

impl Answer for NamedGrade {
    const SHAPE: Shape = Shape::Text;

    fn write(&self, out: &mut String) {
        write_text(self.name(), out);
    }
}

impl Answer for Echo {
    const SHAPE: Shape = Shape::Either(&[Shape::YesNo, Shape::Counted, Shape::Text]);

    fn write(&self, out: &mut String) {
        match self {
            Echo::YesNo(yes) => yes.write(out),
            Echo::Count(count) => count.write(out),
            Echo::Between(count) => count.write(out),
            Echo::Word(word) => word.write(out),
        }
    }
}

/// A text of an answer: its own, or lent by the plan and the dossier.
pub(crate) trait Text<'a>: From<Cow<'a, str>> + AsRef<str> {
    fn lent(text: &'a str) -> Self {
        Cow::Borrowed(text).into()
    }

    fn all(texts: &'a [String]) -> Vec<Self> {
        texts.iter().map(|text| Self::lent(text)).collect()
    }
}

impl<'a, T: From<Cow<'a, str>> + AsRef<str>> Text<'a> for T {}

impl<T: Answer> Answer for Option<T> {
    const SHAPE: Shape = Shape::Nullable(&T::SHAPE);

    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }
}

impl<T: Answer> Answer for Vec<T> {
    const SHAPE: Shape = Shape::List { of: &T::SHAPE, ordered: true };

    fn write(&self, out: &mut String) {
        write_list(self, out);
    }
}

impl<T: Answer> Answer for &'static [T] {
    const SHAPE: Shape = Shape::List { of: &T::SHAPE, ordered: true };

    fn write(&self, out: &mut String) {
        write_list(self, out);
    }
}

impl<T: Answer> Answer for BTreeMap<String, T> {
    const SHAPE: Shape = Shape::Map(&T::SHAPE);

    fn write(&self, out: &mut String) {
        out.push('{');
        for (key, value) in self {
            write_text(key, out);
            out.push(':');
            value.write(out);
            out.push(',');
        }
        close(out, '}', self.is_empty());
    }
}

impl<T: Answer + Copy + Ord> Answer for Range<T> {
    const SHAPE: Shape = Shape::Ends(&T::SHAPE);

    fn write(&self, out: &mut String) {
        out.push_str("{\"worst\":");
        self.worst().write(out);
        out.push_str(",\"best\":");
        self.best().write(out);
        out.push('}');
    }
}

fn write_list<T: Answer>(all: &[T], out: &mut String) {
    out.push('[');
    for value in all {
        value.write(out);
        out.push(',');
    }
    close(out, ']', all.is_empty());
}

/// Ends a list or table, in the place of the comma after its last entry.
pub(crate) fn close(out: &mut String, end: char, is_empty: bool) {
    if !is_empty {
        out.pop();
    }
    out.push(end);
}

/// A key as JSON has it before its value.
macro_rules! json_key {
    (r#ref) => {
        "\"ref\":"
    };
    (r#type) => {
        "\"type\":"
    };
    ($key:ident) => {
        concat!("\"", stringify!($key), "\":")
    };
}

/// Named values answer with their words.
macro_rules! words_answer {
    ($($type:ty),+ $(,)?) => {
        $(impl crate::answer::Answer for $type {
            const SHAPE: crate::document::Shape = crate::document::Shape::Word(<$type>::WORDS);

            fn write(&self, out: &mut String) {
                self.as_str().write(out);
            }
        })+
    };
}

/// Declares a table of an answer: every key is always present. One with a `<Text = String>` owns its texts, unless it is
/// made of texts that the plan and the dossier lend it.
macro_rules! answer {
    (
        $(#[doc = $doc:literal])+
        $vis:vis struct $name:ident $(<$text:ident = String>)? {
            $( $(#[doc = $kdoc:literal])+ $kvis:vis $key:ident: $type:ty, )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        #[non_exhaustive]
        $vis struct $name $(<$text = String>)? { $( $(#[doc = $kdoc])+ $kvis $key: $type, )+ }

        impl $(<$text: crate::answer::Answer>)? crate::answer::Answer for $name $(<$text>)? {
            const SHAPE: crate::document::Shape = crate::document::Shape::Table(&crate::document::Table {
                name: stringify!($name),
                doc: concat!($($doc),+),
                keys: &[$(
                    crate::document::TableKey {
                        name: crate::document::plain(stringify!($key)),
                        doc: concat!($($kdoc),+),
                        absent: crate::document::Absent::Missing,
                        shape: <$type as crate::answer::Answer>::SHAPE,
                    },
                )+],
            });

            fn write(&self, out: &mut String) {
                out.push('{');
                $(
                    out.push_str(crate::answer::json_key!($key));
                    crate::answer::Answer::write(&self.$key, out);
                    out.push(',');
                )+
                crate::answer::close(out, '}', false);
            }
        }
    };
}

pub(crate) use {answer, json_key, words_answer};
