//! Facts: what is known about one audit, one named thing after another, and the catalogue of them.
//!
//! A fact is typed and possibly unknown. Most are keys of the dossier as they stand; derived ones do the thinking that
//! people skip. Facts depend on the dossier alone: what needs a pack's tables or the day `as_of` is derived at the
//! door, where facts meet a plan. To add a fact: one entry in `fact/catalogue.rs`, and its derivation.

// In reading order: a file names only earlier ones.
pub(crate) mod possible;
pub(crate) mod reading;
pub(crate) mod workforce;
mod method;
pub(crate) mod interviews;
pub(crate) mod language;

mod entailed;
pub(crate) mod integrity;
pub(crate) mod evidence;
pub(crate) mod search;
pub(crate) mod restriction;
pub(crate) mod coercion;
pub(crate) mod tables;
mod share;
pub(crate) mod certificates;
mod entry;
mod catalogue;
mod moves;
pub(crate) mod ids;
mod row;
mod facts;
mod bytes;

pub use crate::fact::catalogue::CATALOGUE;
pub(crate) use crate::fact::catalogue::FactId;
pub(crate) use crate::fact::entry::Derive;
pub use crate::fact::entry::{Fact, Kind};
pub use crate::fact::facts::Facts;
pub(crate) use crate::fact::facts::with_evidence_shown;
pub(crate) use crate::fact::row::{FactRow, SLOTS, Slot};
