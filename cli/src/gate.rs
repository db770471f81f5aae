//! The gate of a pipeline: which answers make the exit code 1.

use audit_credence::assessment::ActionCode;
use audit_credence::portfolio::SiteAnswer;
use audit_credence::{Assessment, Grade, Plan};

use crate::exit::Exit;
use crate::output::say;

/// What does not pass.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gate {
    below: Option<Grade>,
    on: Vec<ActionCode>,
}

/// How something stands, as far as a gate asks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AtGate {
    /// An import restriction may be in force.
    pub(crate) is_restricted: bool,
    pub(crate) action: Option<ActionCode>,
    /// The worst end; `None` where nothing is graded.
    pub(crate) worst: Option<Grade>,
}

impl AtGate {
    pub(crate) fn of<T>(assessment: &Assessment<T>) -> Self {
        AtGate {
            is_restricted: !assessment.restrictions.is_empty(),
            action: assessment.action.as_ref().map(|action| action.code),
            worst: assessment.grade.as_ref().map(|grade| grade.worst.grade()),
        }
    }

    pub(crate) fn of_site(site: &SiteAnswer) -> Self {
        AtGate {
            is_restricted: !site.restrictions.is_empty(),
            action: site.action,
            worst: site.grade.as_ref().map(|grade| grade.worst.grade()),
        }
    }
}

impl Gate {
    /// The gate that was asked for; otherwise it was said which grade or action there is not: a gate on what a pack never
    /// says would let everything pass.
    pub(crate) fn new(below: Option<&str>, on: &[ActionCode], plan: &Plan) -> Result<Self, Exit> {
        let grade = below.and_then(|name| plan.grade_named(name));
        if let Some(name) = below.filter(|_| grade.is_none()) {
            let grades = plan.id().scale.join(", ");
            say(&format!(
                "--fail-below: `{name}` is not a grade of this pack; its grades are {grades}, worst first"
            ));
            return Err(Exit::USAGE);
        }
        if below.is_some() && plan.action_view(ActionCode::Act).is_none() {
            say(&format!(
                "--fail-below: {} does not say when people come first, which no gate may let pass; `procurement` does, and packs \
                 that build on it",
                plan.id().id
            ));
            return Err(Exit::USAGE);
        }
        if let Some(code) = on.iter().find(|code| plan.action_view(**code).is_none()) {
            say(&format!(
                "--fail-on: {} does not say when to `{}`; `procurement` does, and packs that build on it",
                plan.id().id,
                code.as_str()
            ));
            return Err(Exit::USAGE);
        }
        Ok(Gate { below: grade, on: on.to_vec() })
    }

    /// Whether anything was asked for.
    pub(crate) fn is_there(&self) -> bool {
        self.below.is_some() || !self.on.is_empty()
    }

    /// Whether it stops this. What is not graded is below every grade, no audit lifts an import restriction, and no grade
    /// says that people are safe: whatever is asked for, that does not pass.
    pub(crate) fn stops(&self, one: AtGate) -> bool {
        let comes_first = one.is_restricted || one.action.is_some_and(ActionCode::stops);
        let is_below = self.below.is_some_and(|asked| one.worst.is_none_or(|worst| worst < asked));
        self.is_there() && (comes_first || is_below || one.action.is_some_and(|code| self.on.contains(&code)))
    }

    /// What a row says of this; nothing where no gate was asked for.
    pub(crate) fn word(&self, one: AtGate) -> Option<&'static str> {
        self.is_there().then(|| if self.stops(one) { "fail" } else { "pass" })
    }
}

/// An action by its code, for the command line.
pub(crate) fn action(text: &str) -> Result<ActionCode, String> {
    let found = ActionCode::ALL.iter().find(|code| code.as_str() == text);
    found.copied().ok_or_else(|| format!("expected one of {}", ActionCode::WORDS.join(", ")))
}
