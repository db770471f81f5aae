#![doc = include_str!("../README.md")]

// The order is the architecture: a module names only itself and earlier ones (tests/it/culture.rs).

// Values, knowing nothing of audits.
mod country;
mod date;
mod language;
pub mod limits;
mod range;
mod tenths;

// Documents: trees, shapes, problems, and what came in.
mod answer;
mod document;
pub mod dossier;
mod grade;
mod problem;
mod tree;

// Facts: what is known.
mod fact;

// Packs: what is asked.
mod diagnostic;
mod pack;

// Answers: what follows.
mod assess;
pub mod assessment;
mod case;
mod plan;
mod raise;
mod schema;

// Proofs: what holds for all profiles of a pack.
mod diagram;
pub mod proof;

pub use crate::assessment::Assessment;
pub use crate::case::CaseFailure;
pub use crate::country::{Country, Subdivision};
pub use crate::date::Date;
pub use crate::diagnostic::{Diagnostic, Diagnostics};
pub use crate::dossier::Dossier;
pub use crate::fact::{CATALOGUE, Fact, Facts, Kind};
pub use crate::grade::Grade;
pub use crate::language::Language;
pub use crate::pack::{Case, Criterion, Pack, PackText, Source, SourceStatus};
pub use crate::plan::{Levels, Plan, Scorer};
pub use crate::problem::{Problem, Problems};
pub use crate::range::Range;
pub use crate::schema::Schema;
pub use crate::tenths::Tenths;
