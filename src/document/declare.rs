//! Declaring document types: named values and tables, each from one declaration.

use crate::document::reader::Reader;
use crate::document::shape::Shape;
use crate::tree::{Node, Value};

/// A type declared with [`named!`], seen as the list of its words.
pub(crate) trait Word: Copy + 'static {
    const WORDS: &'static [&'static str];

    /// Which of the words it is.
    fn index(self) -> usize;
}

/// Reads a word of a list; reports the list and the nearest of it.
pub(crate) fn read_word(node: &Node, reader: &mut Reader, words: &'static [&'static str]) -> Option<usize> {
    let Value::Text(text) = &node.value else {
        reader.wrong_type(node, &Shape::Word(words));
        return None;
    };
    let found = words.iter().position(|word| word == text);
    if found.is_none() {
        let message = format!("`{}` is not a value here", crate::problem::quoted(text));
        let problem = reader.problem("unknown_value", node, message).allowed(text, words.iter().copied());
        reader.report(problem);
    }
    found
}

/// Declares the named values that a key may have: an enum with its words, its serde form and its reading.
///
/// Values are declared worst first where there is an order, so that `Ord` reads "better".
macro_rules! named {
    (
        $(#[doc = $doc:literal])+
        $vis:vis enum $name:ident { $( $(#[doc = $vdoc:literal])+ $variant:ident = $word:literal, )+ }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $( $(#[doc = $vdoc])+ $variant, )+ }

        impl $name {
            /// Every value, in the order of its declaration.
            $vis const ALL: &'static [$name] = &[$($name::$variant,)+];
            /// The words of the values, in the same order.
            $vis const WORDS: &'static [&'static str] = &[$($word,)+];

            /// The word that documents use.
            $vis const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }

        impl crate::document::Word for $name {
            const WORDS: &'static [&'static str] = $name::WORDS;

            #[expect(clippy::as_conversions, reason = "a value's number is its place in the declaration")]
            fn index(self) -> usize {
                self as usize
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;

                impl serde::de::Visitor<'_> for Visitor {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a named value")
                    }

                    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<$name, E> {
                        $name::from_word(word).ok_or_else(|| E::unknown_variant(word, $name::WORDS))
                    }
                }

                deserializer.deserialize_str(Visitor)
            }
        }

        crate::document::made_anew!($name, |json| {
            json.quote()?;
            $( if json.rest_is(concat!($word, "\"")) { return Ok($name::$variant); } )+
            Err(crate::document::Refused)
        });

        impl crate::document::Read for $name {
            const SHAPE: crate::document::Shape = crate::document::Shape::Word($name::WORDS);

            fn read(node: &crate::tree::Node, reader: &mut crate::document::Reader) -> Option<Self> {
                crate::document::read_word(node, reader, $name::WORDS).and_then(|at| $name::ALL.get(at).copied())
            }
        }

        impl crate::document::Probe for $name {
            fn echo(&self, path: &[crate::document::Step<'_>]) -> Option<crate::document::Echo> {
                path.is_empty().then(|| crate::document::Echo::Word(self.as_str().to_owned()))
            }

            fn forget(&mut self, _: &[crate::document::Step<'_>]) -> bool {
                false
            }
        }
    };
}

/// Declares a table with fixed keys: `dossier` tables also come by serde and can be probed by path; `pack` tables
/// are only read from a tree.
macro_rules! table {
    (
        dossier
        $(#[doc = $doc:literal])+
        $vis:vis struct $name:ident {
            $( $(#[doc = $kdoc:literal])+ $kvis:vis $key:ident: $type:ty, )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Default, serde::Deserialize)]
        #[serde(deny_unknown_fields, remote = "Self")]
        #[non_exhaustive]
        $vis struct $name {
            $(
                $(#[doc = $kdoc])+
                #[serde(default, deserialize_with = "crate::document::or_default")]
                $kvis $key: $type,
            )+
        }

        // `remote` makes the derived reader a plain function, so that it can be given maps only.
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $name::deserialize(crate::document::MapOnly(deserializer))
            }
        }

        impl crate::document::Refill for $name {
            fn anew(json: &mut crate::document::Json<'_>) -> Result<Self, crate::document::Refused> {
                crate::document::filled(json)
            }

            fn refill(&mut self, json: &mut crate::document::Json<'_>) -> Result<(), crate::document::Refused> {
                #[derive(Clone, Copy)]
                #[expect(non_camel_case_types, reason = "named as the keys are")]
                enum Key { $($key,)+ }

                const KEYS: &[Key] = &[$(Key::$key,)+];
                const NAMES: &[&str] = &[$(crate::document::plain(stringify!($key)),)+];

                let mut more = json.open(b'{', b'}')?;
                // Documents mostly have their keys in the order of their declaration: each is looked for where it is expected,
                // the rest wherever it stands.
                $(
                    let mut $key = more && json.takes_key(const {
                        &crate::document::quoted::<{ crate::document::plain(stringify!($key)).len() + 3 }>(
                            crate::document::plain(stringify!($key)),
                        )
                    });
                    if $key {
                        more = json.value(&mut self.$key)?;
                    }
                )+
                while more {
                    let key = KEYS.get(json.key_of(NAMES)?).ok_or(crate::document::Refused)?;
                    let stated = match key { $( Key::$key => &mut $key, )+ };
                    // Does it stand twice?
                    if std::mem::replace(stated, true) {
                        return Err(crate::document::Refused);
                    }
                    more = match key { $( Key::$key => json.value(&mut self.$key)?, )+ };
                }
                $( if !$key { crate::document::Forget::forget(&mut self.$key); } )+
                Ok(())
            }
        }

        impl crate::document::Forget for $name {
            fn forget(&mut self) {
                $( crate::document::Forget::forget(&mut self.$key); )+
            }
        }

        // What could not be read is reported and left unstated, so that the rest is checked all the same.
        crate::document::table!(@read unwrap_or_default, $name, ($($doc)+), $( ($($kdoc)+) $key: $type, )+);

        impl crate::document::Probe for $name {
            fn echo(&self, path: &[crate::document::Step<'_>]) -> Option<crate::document::Echo> {
                let (crate::document::Step::Key(name), rest) = path.split_first()? else { return None };
                $( if *name == crate::document::plain(stringify!($key)) { return self.$key.echo(rest); } )+
                None
            }

            fn forget(&mut self, path: &[crate::document::Step<'_>]) -> bool {
                if path.is_empty() {
                    let stated = *self != Self::default();
                    *self = Self::default();
                    return stated;
                }
                let Some((crate::document::Step::Key(name), rest)) = path.split_first() else { return false };
                $( if *name == crate::document::plain(stringify!($key)) { return self.$key.forget(rest); } )+
                false
            }
        }
    };
    (
        pack
        $(#[doc = $doc:literal])+
        $vis:vis struct $name:ident { $( $(#[doc = $kdoc:literal])+ $kvis:vis $key:ident: $type:ty, )+ }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq)]
        $vis struct $name { $( $(#[doc = $kdoc])+ $kvis $key: $type, )+ }

        crate::document::table!(@read required, $name, ($($doc)+), $( ($($kdoc)+) $key: $type, )+);
    };
    (@read $otherwise:ident, $name:ident, ($($doc:literal)+), $( ($($kdoc:literal)+) $key:ident: $type:ty, )+) => {
        impl $name {
            pub(crate) const TABLE: crate::document::Table = crate::document::Table {
                name: stringify!($name),
                doc: concat!($($doc),+),
                keys: &[$(
                    crate::document::TableKey {
                        name: crate::document::plain(stringify!($key)),
                        doc: concat!($($kdoc),+),
                        required: <$type as crate::document::Read>::REQUIRED,
                        shape: <$type as crate::document::Read>::SHAPE,
                    },
                )+],
            };
        }

        impl crate::document::Read for $name {
            const SHAPE: crate::document::Shape = crate::document::Shape::Table(&$name::TABLE);
            const REQUIRED: bool = false;

            fn read(node: &crate::tree::Node, reader: &mut crate::document::Reader) -> Option<Self> {
                let entries = reader.table(node, &Self::TABLE, &Self::SHAPE)?;
                $( let $key: Option<$type> = reader.key(entries, crate::document::plain(stringify!($key))); )+
                Some($name { $( $key: crate::document::table!(@$otherwise $key), )+ })
            }

            /// An absent table states nothing; its required keys are reported as missing.
            fn absent(reader: &mut crate::document::Reader) -> Option<Self> {
                Self::read(&reader.nothing(), reader)
            }
        }
    };
    (@unwrap_or_default $key:ident) => { $key.unwrap_or_default() };
    (@required $key:ident) => { $key? };
}

pub(crate) use {named, table};

/// A key's name as documents write it: Rust's raw `r#type` is `type`.
pub(crate) const fn plain(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', rest @ ..] => match std::str::from_utf8(rest) {
            Ok(plain) => plain,
            Err(_) => name,
        },
        _ => name,
    }
}
