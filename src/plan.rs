//! The plan: a pack compiled into flat tables, and the scorer that answers from it.

// In reading order: a file names only earlier ones.
mod spans;
mod rules;
mod levels;
mod evaluator;
mod compiled;
mod action;
mod questions;
mod scorer;
mod answers;
mod decided;

pub(crate) use crate::plan::action::Standing;
pub(crate) use crate::plan::answers::Asked;
pub(crate) use crate::plan::compiled::Compiled;
pub use crate::plan::decided::Decided;
pub(crate) use crate::plan::evaluator::NO_LIMIT;
pub use crate::plan::levels::Levels;
pub(crate) use crate::plan::levels::RestsOn;
pub use crate::plan::rules::HeldBy;
pub(crate) use crate::plan::rules::{PlanActions, PlanCap, PlanCriterion, PlanStandard};
pub(crate) use crate::plan::scorer::after_as_of;
pub use crate::plan::scorer::{Plan, Scorer};
