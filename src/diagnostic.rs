//! What is wrong with a pack: every problem in one pass, each with a code, a place and a mend.
//!
//! A diagnostic knows no colour and no file name. Drawing it is the command's work.

use std::fmt;
use std::ops::Range;

use crate::problem::Problem;

/// One thing wrong with a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Stable, for programs and for tests: `unknown_fact`, `demerits_rise`, ….
    pub code: &'static str,
    /// One sentence for people, lowercase, without a period.
    pub message: String,
    /// The bytes of the pack's text in which it lies.
    pub span: Range<usize>,
    /// The mend.
    pub help: Option<String>,
    /// A second place in the same text that has to do with it, and how.
    pub related: Option<(Range<usize>, String)>,
}

impl Diagnostic {
    pub(crate) fn new(code: &'static str, span: Range<usize>, message: impl Into<String>) -> Self {
        Diagnostic { code, message: message.into(), span, help: None, related: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Help in the form "did you mean", or the list of what there is.
    pub(crate) fn instead_of<'a>(self, value: &str, words: impl IntoIterator<Item = &'a str>) -> Self {
        let help = Problem::new(self.code, "", "").allowed(value, words).help();
        Diagnostic { help, ..self }
    }

    pub(crate) fn related(mut self, span: Range<usize>, how: impl Into<String>) -> Self {
        self.related = Some((span, how.into()));
        self
    }
}

impl From<Problem> for Diagnostic {
    fn from(problem: Problem) -> Self {
        let message = match problem.path.as_str() {
            "" => problem.message.clone(),
            path => format!("`{path}`: {}", problem.message),
        };
        let help = problem.help();
        Diagnostic { code: problem.code, message, span: problem.span.unwrap_or(0..0), help, related: None }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[{}]: {}", self.code, self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "; {help}"))
    }
}

/// Every problem of a pack, never empty, in the order of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// `Err` with the problems when there are any.
    pub(crate) fn check(all: Vec<Diagnostic>) -> Result<(), Diagnostics> {
        if all.is_empty() { Ok(()) } else { Err(all.into_iter().collect()) }
    }

    /// The problems one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(all: I) -> Self {
        let mut all: Vec<Diagnostic> = all.into_iter().collect();
        all.sort_by(|one, other| {
            (one.span.start, one.code, &one.message).cmp(&(other.span.start, other.code, &other.message))
        });
        all.dedup();
        Diagnostics(all)
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Diagnostics(vec![diagnostic])
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, diagnostic) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}
