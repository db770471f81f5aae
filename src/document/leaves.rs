//! Reading and echoing values without parts: yes or no, counts, text, dates, languages, places, tenths.

use serde::{Deserialize, Deserializer, Serialize};

use crate::country::{Country, NotACountry, NotASubdivision, Subdivision};
use crate::date::Date;
use crate::document::reader::{Read, Reader};
use crate::document::shape::{Shape, Step};
use crate::document::{Echo, Probe};
use crate::language::{Language, NotALanguage};
use crate::problem::Problem;
use crate::tenths::Tenths;
use crate::tree::{Node, Value};

/// Implements reading and echoing for a value without parts.
macro_rules! leaf {
    ($type:ty, $shape:expr, |$node:ident| $read:expr, |$value:ident| $echo:expr) => {
        impl Read for $type {
            const SHAPE: Shape = $shape;

            fn read($node: &Node, reader: &mut Reader) -> Option<Self> {
                let read: Result<Self, Option<(&'static str, String, Option<String>)>> = $read;
                match read {
                    Ok(value) => return Some(value),
                    Err(None) => reader.wrong_type($node, &Self::SHAPE),
                    Err(Some((code, message, nearest))) => {
                        let problem = reader.problem(code, $node, message);
                        reader.report(Problem { nearest, ..problem });
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
        Value::Whole(number) => u32::try_from(*number).map_err(|_| Some((
            "out_of_range",
            format!("expected {}", Shape::Count.expected()),
            None
        ))),
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
    ($type:ty, $shape:expr, $code:literal, $($pattern:ident)|+, $meant:expr) => {
        leaf!(
            $type,
            $shape,
            |node| match &node.value {
                $(Value::$pattern(text))|+ => {
                    text.to_string().parse().map_err(|error| Some(($code, format!("{error}"), $meant(&error))))
                }
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

text_leaf!(Date, Shape::Day, "not_a_date", Text | Time, |_| None);
text_leaf!(Language, Shape::Language, "not_a_language", Text, NotALanguage::meant);
text_leaf!(Country, Shape::Country, "not_a_country", Text, NotACountry::meant);
text_leaf!(Subdivision, Shape::Subdivision, "not_a_subdivision", Text, NotASubdivision::meant);

leaf!(
    Tenths,
    Shape::Tenths,
    |node| match &node.value {
        Value::Whole(number) =>
            number.to_string().parse().map_err(|error| Some(("out_of_range", format!("{error}"), None))),
        Value::Decimal(text) =>
            text.parse().map_err(|error| Some(("out_of_range", format!("{error}"), None))),
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
