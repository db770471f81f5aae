//! How a type is read from a document: shapes, one reader, the walk that finds every problem, and two macros.
//!
//! A document type is declared once, with [`table!`] or [`named!`]. From that one declaration come the struct, its
//! reading from JSON, its [`Shape`], and access to a key by its path. The shape is data: the JSON Schema is written from it,
//! and whatever the reader refuses is walked by it once more, which finds every problem. TOML and serde's formats go by
//! that walk to the same reader. Nothing here knows what an audit is.

mod containers;
mod declare;
mod json;
mod leaves;
mod refill;
mod shape;
mod walk;

use serde::Serialize;

pub use crate::document::containers::Map;
pub(crate) use crate::document::containers::{FromNode, InOrder, Span, Spanned, key_of};
pub(crate) use crate::document::declare::{Word, named, plain, table};
pub(crate) use crate::document::json::{Json, Refused, quoted, write_text};
pub(crate) use crate::document::refill::{Forget, Refill, filled, made_anew};
pub(crate) use crate::document::shape::{Absent, Shape, Shaped, Step, Table, TableKey, steps};
pub(crate) use crate::document::walk::Walk;

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

    /// Makes what stands at the path not stated; whether something did stand there. A value without parts has no such
    /// place: whoever holds it forgets it.
    fn forget(&mut self, _: &[Step<'_>]) -> bool {
        false
    }
}
