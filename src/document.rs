//! How a type is read from a document: shapes, one reader, the walk that finds every problem, and two macros.
//!
//! A document type is declared once, with [`table!`] or [`named!`]. From that one declaration come the struct, its
//! reading from JSON, its [`Shape`], and access to a key by its path. The shape is data: the JSON Schema is written from it,
//! and whatever the reader refuses is walked by it once more, which finds every problem. TOML and serde's formats go by
//! that walk to the same reader. Nothing here knows what an audit is.

// In reading order: a file names only earlier ones.
mod shape;
mod probe;
mod json;
mod refill;
mod containers;
mod leaves;
mod walk;
mod declare;

pub use crate::document::containers::Map;
pub(crate) use crate::document::containers::{FromNode, InOrder, Span, Spanned, key_of};
pub(crate) use crate::document::declare::{Word, named, plain, table};
pub(crate) use crate::document::json::{Json, Refused, quoted, write_text};
pub use crate::document::probe::Echo;
pub(crate) use crate::document::probe::Probe;
pub(crate) use crate::document::refill::{Forget, Refill, filled, made_anew};
pub(crate) use crate::document::shape::{Absent, Shape, Shaped, Step, Table, TableKey, steps};
pub(crate) use crate::document::walk::Walk;
