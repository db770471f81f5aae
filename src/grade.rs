//! Grades, and the words for what an assessment says as a whole.

use serde::{Serialize, Serializer};

use crate::document::named;

/// A grade by its place in the pack's scale, worst first: a greater grade is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade(u8);

impl Grade {
    /// The grade at that place of a scale, counted from the worst.
    pub(crate) fn at(index: usize) -> Self {
        Grade(u8::try_from(index).unwrap_or(u8::MAX))
    }

    /// Its place in the scale, counted from the worst.
    pub fn index(self) -> usize {
        self.0.into()
    }

    /// How many steps lie between two grades.
    pub fn steps_to(self, other: Self) -> u8 {
        self.0.abs_diff(other.0)
    }
}

/// A grade with its name, as assessments show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedGrade {
    pub(crate) grade: Grade,
    pub(crate) name: String,
}

impl NamedGrade {
    /// The grade.
    pub fn grade(&self) -> Grade {
        self.grade
    }

    /// Its name in the scale.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Serialize for NamedGrade {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name)
    }
}

impl std::fmt::Display for NamedGrade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

named! {
    /// Whether a report matches published advice, as combined by us; never what an authority would decide.
    pub enum Verdict {
        /// An import restriction is in force: an audit does not lift it.
        Superseded = "superseded",
        /// Some requirement fails even if everything unsaid were good.
        NotMet = "not_met",
        /// It depends on what is not stated.
        NotDemonstrated = "not_demonstrated",
        /// Every requirement is shown to be met.
        Met = "met",
    }
}

named! {
    /// What an assessment amounts to.
    pub enum Status {
        /// Both ends agree.
        Settled = "settled",
        /// The ends differ.
        Open = "open",
        /// The ends are further apart than the pack allows.
        Inconclusive = "inconclusive",
        /// There is no report to read.
        Unscorable = "unscorable",
        /// The report found forced labour: it is evidence, and is not graded.
        ReportsAbuse = "reports_abuse",
    }
}
