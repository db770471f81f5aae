//! The gate of a pipeline: which answers make the exit code 1.

use audit_credence::assessment::{ActionCode, GradeRange, Headline};
use audit_credence::portfolio::SiteAnswer;
use audit_credence::{Assessment, Decision, Grade, Plan, Range};

use crate::args::Gates;
use crate::exit::Exit;
use crate::output::say;

/// What does not pass.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gate {
    below: Option<Grade>,
    below_best: Option<Grade>,
    on: Vec<ActionCode>,
}

/// How something stands, as far as a gate asks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AtGate {
    /// An import restriction may be in force.
    pub(crate) is_restricted: bool,
    pub(crate) action: Option<ActionCode>,
    /// Both ends; `None` where nothing is graded.
    pub(crate) grade: Option<Range<Grade>>,
}

impl AtGate {
    pub(crate) fn of<T>(assessment: &Assessment<T>) -> Self {
        AtGate {
            is_restricted: !assessment.restrictions.is_empty(),
            action: assessment.action.as_ref().map(|action| action.code),
            grade: assessment.grade.as_ref().map(GradeRange::range),
        }
    }

    pub(crate) fn of_decision<T>(decision: &Decision<T>) -> Self {
        AtGate {
            is_restricted: !decision.restrictions.is_empty(),
            action: decision.action.as_ref().map(|action| action.code),
            grade: decision.grade.as_ref().map(GradeRange::range),
        }
    }

    pub(crate) fn of_headline(headline: &Headline) -> Self {
        AtGate {
            is_restricted: !headline.restrictions.is_empty(),
            action: headline.action,
            grade: headline.grade.as_ref().map(GradeRange::range),
        }
    }

    pub(crate) fn of_site(site: &SiteAnswer) -> Self {
        AtGate {
            is_restricted: !site.restrictions.is_empty(),
            action: site.action,
            grade: site.grade.as_ref().map(GradeRange::range),
        }
    }
}

impl Gate {
    /// The gate that was asked for; otherwise it was said which grade or action there is not: a gate on what a pack never
    /// says would let everything pass.
    pub(crate) fn new(asked: &Gates, plan: &Plan) -> Result<Self, Exit> {
        let grade = |option: &str, name: &Option<String>| {
            let Some(name) = name else { return Ok(None) };
            let Some(grade) = plan.grade_named(name) else {
                let grades = plan.id().scale.join(", ");
                say(&format!(
                    "{option}: `{name}` is not a grade of this pack; its grades are {grades}, worst first"
                ));
                return Err(Exit::USAGE);
            };
            if plan.action_view(ActionCode::Act).is_none() {
                say(&format!(
                    "{option}: {} does not say when people come first, which no gate may let pass; `procurement` does, and packs \
                     that build on it",
                    plan.id().id
                ));
                return Err(Exit::USAGE);
            }
            Ok(Some(grade))
        };
        let below = grade("--fail-below", &asked.below)?;
        let below_best = grade("--fail-below-best", &asked.below_best)?;
        if let Some(code) = asked.on.iter().find(|code| plan.action_view(**code).is_none()) {
            say(&format!(
                "--fail-on: {} does not say when to `{}`; `procurement` does, and packs that build on it",
                plan.id().id,
                code.as_str()
            ));
            return Err(Exit::USAGE);
        }
        Ok(Gate { below, below_best, on: asked.on.clone() })
    }

    /// Whether anything was asked for.
    pub(crate) fn is_there(&self) -> bool {
        self.below.is_some() || self.below_best.is_some() || !self.on.is_empty()
    }

    /// Whether it stops this. What is not graded is below every grade, no audit lifts an import restriction, and no grade
    /// says that people are safe: whatever is asked for, that does not pass.
    pub(crate) fn stops(&self, one: AtGate) -> bool {
        let comes_first = one.is_restricted || one.action.is_some_and(ActionCode::stops);
        let is_below = |asked: Option<Grade>, end: fn(&Range<Grade>) -> Grade| {
            asked.is_some_and(|asked| one.grade.is_none_or(|grade| end(&grade) < asked))
        };
        let is_below = is_below(self.below, Range::worst) || is_below(self.below_best, Range::best);
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
