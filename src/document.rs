//! How a type is read from a document: shapes, the reader that reports every problem, and two macros.
//!
//! A document type is declared once, with [`table!`] or [`named!`]. From that one declaration come the struct, its
//! serde form, its reading from a [`Node`](crate::tree::Node) with all problems in one pass, its JSON Schema (through [`Shape`]), and
//! access to a key by its path. Nothing here knows what an audit is.

mod containers;
mod declare;
mod json;
mod leaves;
mod map_only;
mod reader;
mod refill;
mod shape;

use serde::{Deserialize, Deserializer, Serialize};

pub use crate::document::containers::Map;
pub(crate) use crate::document::containers::{InOrder, Span, Spanned};
pub(crate) use crate::document::declare::{Word, named, plain, read_word, table};
pub(crate) use crate::document::json::{Json, Refused, quoted};
pub(crate) use crate::document::map_only::MapOnly;
pub(crate) use crate::document::reader::{Read, Reader};
pub(crate) use crate::document::refill::{Forget, Refill, filled, made_anew};
pub(crate) use crate::document::shape::{Shape, Step, Table, TableKey, steps};

/// Reads a value whose `null` means the same as its absence.
pub(crate) fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    from: D,
) -> Result<T, D::Error> {
    Option::<T>::deserialize(from).map(Option::unwrap_or_default)
}

/// A stated value as the assessment may repeat it: never a name, a quote or an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Echo {
    /// `true` or `false`.
    YesNo(bool),
    /// A whole number; of a list, how many entries it has.
    Count(u32),
    /// A named value, a date, a language or an exact decimal.
    Word(String),
}

impl std::fmt::Display for Echo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Echo::YesNo(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Echo::Count(count) => write!(f, "{count}"),
            Echo::Word(word) => f.write_str(word),
        }
    }
}

/// Access to a stated value by its path.
pub(crate) trait Probe {
    /// What is stated at the path; `None` where nothing is.
    fn echo(&self, path: &[Step<'_>]) -> Option<Echo>;
    /// Makes what stands at the path not stated; whether something did stand there.
    fn forget(&mut self, path: &[Step<'_>]) -> bool;
}
