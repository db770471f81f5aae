//! The answer on one screen, as plain data. It is read off the tree, and is no part of the document.

use crate::assessment::ActionCode;
use crate::explain::tree::held::{ReasonBasis, ScaleStep, Tone};

/// The answer on one screen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Screen {
    /// What is read before anything else: an import restriction, what the report itself found, that it was refused.
    pub alarms: Vec<Alarm>,
    /// Which site and which report: names, place, programme, keys.
    pub about: Vec<String>,
    /// How old the visit is, and that somebody may be missing from the list of workers; a sentence each.
    pub facts: Vec<String>,
    /// What to do; `None` where the pack states no actions, and for whoever is no buyer.
    pub action: Option<ScreenAction>,
    /// The grade as a floor and a ceiling, or that nothing is graded.
    pub grade: String,
    /// How it reads.
    pub tone: Tone,
    /// The scale with the grade on it, worst first; empty where nothing is graded.
    pub scale: Vec<ScaleStep>,
    /// What is marked on the scale.
    pub scale_key: &'static str,
    /// How much of the evidence is there; `None` where nothing is graded.
    pub account: Option<ScreenAccount>,
    /// What holds the grade down: first what decides its floor, then what decides its ceiling.
    pub held: Vec<ScreenReason>,
    /// One line a standard.
    pub standards: Vec<ScreenLine>,
    /// One line a certificate.
    pub certificates: Vec<ScreenLine>,
    /// What comes next, a list for each kind that there is.
    pub next: Vec<NextSteps>,
    /// What every page says of itself.
    pub not_a_finding: &'static str,
}

/// What is read before anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Alarm {
    /// What it is.
    pub title: String,
    /// Laws by name, or what was found by name.
    pub names: Vec<String>,
    /// What it means.
    pub text: String,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScreenAction {
    /// The action.
    pub code: ActionCode,
    /// Whether the report can be relied on to show that nobody is forced to work there.
    pub reliance: &'static str,
    /// What to do, word for word as the pack has it.
    pub sentence: String,
    /// Why: what was shown.
    pub because: Vec<String>,
    /// Why: of how much too little is said; `None` where it is not silence.
    pub unsaid: Option<String>,
    /// That it is not enough for an authority, and what lacks; empty where it is enough, or not to be relied on.
    pub not_enough: Option<String>,
}

/// How much of the evidence is there, in points.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScreenAccount {
    /// The same as a sentence.
    pub text: String,
    /// What the reader has to check for himself, as a sentence; empty where there is nothing.
    pub checks: String,
    /// That many points are no good grade.
    pub note: &'static str,
    /// All domains together.
    pub all: Bar,
    /// Each domain.
    pub domains: Vec<Bar>,
}

/// Points of evidence: `of` is the sum of the other three.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bar {
    /// Of what.
    pub title: String,
    /// All of them.
    pub of: u32,
    /// What is shown.
    pub shown: u32,
    /// What speaks against the report.
    pub against: u32,
    /// What is not said.
    pub unsaid: u32,
}

/// One thing that holds the grade down.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScreenReason {
    /// `stated`, `partly stated`, `not said`, or by whose word alone it is known.
    pub mark: &'static str,
    /// On what it rests.
    pub basis: ReasonBasis,
    /// What it is.
    pub text: String,
    /// Where in the report it stands, or by which finding it is known; empty where that is not stated.
    pub places: Vec<String>,
}

/// A standard or a certificate in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScreenLine {
    /// What it is.
    pub name: String,
    /// How it comes out, in a few words.
    pub word: &'static str,
    /// How it reads.
    pub tone: Tone,
    /// What makes it so.
    pub items: Vec<String>,
}

/// What comes next, of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NextSteps {
    /// Which kind it is.
    pub kind: NextKind,
    /// The kind in words, with who is asked and what must come before.
    pub title: String,
    /// The steps, the most telling first.
    pub steps: Vec<String>,
}

/// Who takes a step, and how much it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextKind {
    /// The reader, alone.
    LookUp,
    /// A question to whoever issued the report.
    Ask,
    /// Another visit: only for what no answer can mend.
    AuditAgain,
}
