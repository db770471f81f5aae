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
        /// An import restriction is in force, somebody may be in forced labour, or no interview there could show it: no
        /// audit mends that.
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
    /// What a buyer does next, the furthest from reliance first.
    pub enum ActionCode {
        /// An import restriction is, or may be, in force.
        Blocked = "blocked",
        /// People may be in forced labour: their safety comes first.
        Act = "act",
        /// No interview there can show whether somebody is.
        NoAudit = "no_audit",
        /// There is no report to read.
        Obtain = "obtain",
        /// The method itself lacks something: no answer mends that.
        ReAudit = "re_audit",
        /// Answers to what is not said could reach reliance with limits, but for the reader's own checks.
        Ask = "ask",
        /// Reliance with limits lacks the reader's own checks alone.
        LookUp = "look_up",
        /// It can be relied on within its limits.
        RelyWithLimits = "rely_with_limits",
        /// Nothing that decides is missing.
        Rely = "rely",
    }
}

impl ActionCode {
    /// Those that forbid reliance, worst first: no audit mends what calls for them, and no standard is met beside them.
    pub const ADVERSE: [ActionCode; 3] = [ActionCode::Blocked, ActionCode::Act, ActionCode::NoAudit];

    /// Whether people or the law come before any report: no gate lets it pass.
    pub fn stops(self) -> bool {
        self <= ActionCode::Act
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
