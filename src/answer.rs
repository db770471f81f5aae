//! How an answer leaves: serialised, with the shape of its schema, from one declaration.

use std::collections::BTreeMap;

use crate::date::Date;
use crate::document::{Echo, Shape};
use crate::grade::NamedGrade;
use crate::range::Range;

/// A type that an assessment holds.
pub(crate) trait Answer {
    const SHAPE: Shape;
}

impl Answer for bool {
    const SHAPE: Shape = Shape::YesNo;
}

impl Answer for u32 {
    const SHAPE: Shape = Shape::Count;
}

impl Answer for String {
    const SHAPE: Shape = Shape::Text;
}

impl Answer for &'static str {
    const SHAPE: Shape = Shape::Text;
}

impl Answer for Date {
    const SHAPE: Shape = Shape::Day;
}

impl Answer for NamedGrade {
    const SHAPE: Shape = Shape::Text;
}

impl Answer for Echo {
    const SHAPE: Shape = Shape::Either(&[Shape::YesNo, Shape::Count, Shape::Text]);
}

impl<T: Answer> Answer for Option<T> {
    const SHAPE: Shape = Shape::Nullable(&T::SHAPE);
}

impl<T: Answer> Answer for Vec<T> {
    const SHAPE: Shape = Shape::List { of: &T::SHAPE, ordered: true };
}

impl<T: Answer> Answer for &'static [T] {
    const SHAPE: Shape = Shape::List { of: &T::SHAPE, ordered: true };
}

impl<T: Answer> Answer for BTreeMap<String, T> {
    const SHAPE: Shape = Shape::Map(&T::SHAPE);
}

impl<T: Answer> Answer for Range<T> {
    const SHAPE: Shape = Shape::Ends(&T::SHAPE);
}

/// Named values answer with their words.
macro_rules! words_answer {
    ($($type:ty),+ $(,)?) => {
        $(impl crate::answer::Answer for $type {
            const SHAPE: crate::document::Shape = crate::document::Shape::Word(<$type>::WORDS);
        })+
    };
}

/// Declares a table of an answer: every key is always present.
macro_rules! answer {
    (
        $(#[doc = $doc:literal])+
        $vis:vis struct $name:ident { $( $(#[doc = $kdoc:literal])+ $kvis:vis $key:ident: $type:ty, )+ }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        #[non_exhaustive]
        $vis struct $name { $( $(#[doc = $kdoc])+ $kvis $key: $type, )+ }

        impl crate::answer::Answer for $name {
            const SHAPE: crate::document::Shape = crate::document::Shape::Table(&crate::document::Table {
                name: stringify!($name),
                doc: concat!($($doc),+),
                keys: &[$(
                    crate::document::TableKey {
                        name: crate::document::plain(stringify!($key)),
                        doc: concat!($($kdoc),+),
                        required: true,
                        shape: <$type as crate::answer::Answer>::SHAPE,
                    },
                )+],
            });
        }
    };
}

pub(crate) use {answer, words_answer};
