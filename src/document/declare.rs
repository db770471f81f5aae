//! Declaring document types: named values and tables, each from one declaration.

use std::borrow::Cow;

use crate::document::containers::FromNode;
use crate::document::probe::{Echo, Probe};
use crate::document::shape::{Shape, Shaped, Step};
use crate::tree::{Node, Value};

/// A type declared with [`named!`], seen as the list of its words.
pub(crate) trait Word: Copy + 'static {
    const ALL: &'static [Self];
    const WORDS: &'static [&'static str];

    /// Which of the words it is.
    fn index(self) -> usize;
}

impl<T: Word> Shaped for T {
    const SHAPE: Shape = Shape::Word(T::WORDS);
}

impl<T: Word> FromNode for T {
    fn from_node(node: &Node) -> Option<Self> {
        let Value::Text(text) = &node.value else { return None };
        T::of_word(text)
    }
}

impl<T: Word> Probe for T {
    fn echo(&self, path: &[Step<'_>]) -> Option<Echo> {
        let word = T::WORDS.get(self.index()).filter(|_| path.is_empty())?;
        Some(Echo::Word(Cow::Borrowed(word)))
    }

    fn of_word(word: &str) -> Option<Self> {
        T::ALL.get(T::WORDS.iter().position(|known| *known == word)?).copied()
    }
}

/// Declares the named values that a key may have: an enum with its words, written as them and read
/// from them.
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
        }

        impl crate::document::Word for $name {
            const ALL: &'static [Self] = $name::ALL;
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

        crate::document::made_anew!($name, |json| {
            $( if json.takes_text(concat!("\"", $word, "\"")) { return Ok($name::$variant); } )+
            Err(crate::document::Refused)
        });
    };
}

/// Declares a table with fixed keys: `dossier` tables are read from JSON and can be probed by path; `pack` tables are read
/// from a tree, with places.
macro_rules! table {
    (
        dossier
        $(#[doc = $doc:literal])+
        $vis:vis struct $name:ident {
            $( $(#[doc = $kdoc:literal])+ $kvis:vis $key:ident: $type:ty, )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Default)]
        #[non_exhaustive]
        $vis struct $name { $( $(#[doc = $kdoc])+ $kvis $key: $type, )+ }

        crate::document::table!(@shape $name, ($($doc)+), $( ($($kdoc)+) $key: $type, )+);

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

        impl crate::document::Probe for $name {
            fn echo(&self, path: &[crate::document::Step<'_>]) -> Option<crate::document::Echo> {
                let (crate::document::Step::Key(name), rest) = path.split_first()? else { return None };
                $( if *name == crate::document::plain(stringify!($key)) { return self.$key.echo(rest); } )+
                None
            }

            fn state(&mut self, path: &[crate::document::Step<'_>], word: &str) -> bool {
                let Some((crate::document::Step::Key(name), rest)) = path.split_first() else { return false };
                $( if *name == crate::document::plain(stringify!($key)) { return self.$key.state(rest, word); } )+
                false
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

        crate::document::table!(@shape $name, ($($doc)+), $( ($($kdoc)+) $key: $type, )+);

        impl crate::document::FromNode for $name {
            fn from_node(node: &crate::tree::Node) -> Option<Self> {
                Some($name { $( $key: crate::document::key_of(node, crate::document::plain(stringify!($key)))?, )+ })
            }
        }
    };
    (@shape $name:ident, ($($doc:literal)+), $( ($($kdoc:literal)+) $key:ident: $type:ty, )+) => {
        impl crate::document::Shaped for $name {
            const SHAPE: crate::document::Shape = crate::document::Shape::Table(&crate::document::Table {
                name: stringify!($name),
                doc: concat!($($doc),+),
                keys: &[$(
                    crate::document::TableKey {
                        name: crate::document::plain(stringify!($key)),
                        doc: concat!($($kdoc),+),
                        absent: <$type as crate::document::Shaped>::ABSENT,
                        shape: <$type as crate::document::Shaped>::SHAPE,
                    },
                )+],
            });
            const ABSENT: crate::document::Absent = crate::document::Absent::Empty;
        }
    };
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
