#![doc = include_str!("../README.md")]

// The order is the architecture: a module names only itself and earlier ones (tests/it/culture.rs).

// Values, knowing nothing of audits.
pub mod limits;
mod range;
mod tri;
mod count;
mod counted;
mod tenths;
mod date;
mod partial_date;
mod codes;
mod language;
mod country;

// Documents: problems, trees, shapes, and what came in.
mod problem;
mod tree;
mod document;
mod grade;
mod answer;
pub mod dossier;

// Facts: what is known.
mod fact;

// Packs: what is asked.
mod diagnostic;
mod pack;
pub mod stale;

// Answers: what follows.
mod plan;
mod account;
pub mod assessment;
mod decision;
mod raise;
mod horizon;
mod assess;
pub mod portfolio;
mod case;
pub mod explain;
pub mod compare;

// Proofs: what holds for all profiles of a pack.
mod search;
mod space;
mod diagram;
mod grade_diagram;
pub mod proof;
pub mod mutant;
pub mod cover;
pub mod sensitivity;
pub mod diff;
pub mod vectors;

// What the documents look like.
mod schema;

pub use crate::assessment::Assessment;
pub use crate::case::{CaseFailure, Difference, ReadyCase};
pub use crate::codes::CODE_LISTS;
pub use crate::counted::Counted;
pub use crate::country::{Country, Subdivision};
pub use crate::date::Date;
pub use crate::decision::Decision;
pub use crate::diagnostic::{Diagnostic, Diagnostics};
pub use crate::dossier::Dossier;
pub use crate::explain::Explanation;
pub use crate::fact::{CATALOGUE, Fact, Facts, Kind};
pub use crate::grade::Grade;
#[doc(hidden)]
pub use crate::grade_diagram::GradeDiagram;
pub use crate::language::Language;
pub use crate::pack::{
    ActionView, CapView, Case, CriterionView, DomainView, GradeView, LeftOutBecause, LeftOutView, Pack,
    PackText, ReferenceRow, ReferenceView, RemedyView, SchemeRuleView, SchemeView, Source, SourceFound,
    SourceStatus, StandardView, StatusWord,
};
pub use crate::partial_date::PartialDate;
pub use crate::plan::{Decided, Levels, Plan, Scorer};
pub use crate::problem::{Problem, Problems, acts, nearest, quoted, utf16};
pub use crate::range::Range;
pub use crate::schema::Schema;
pub use crate::tenths::Tenths;
