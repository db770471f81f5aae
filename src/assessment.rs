//! The assessment: what is answered about one dossier, in ids and numbers.
//!
//! Every key is always present, `null` or an empty list where there is nothing, and the same dossier, pack and day
//! give the same bytes everywhere. Names of people and firms, quotes and addresses of the dossier are never repeated.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::answer::{Answer, answer, words_answer};
use crate::date::Date;
use crate::document::named;
use crate::grade::Grade;
use crate::range::Range;

pub use crate::account::{Account, DomainAccount, Parts, ReaderChecks};
pub use crate::document::Echo;
pub use crate::dossier::finding::{FindingKind, FindingSource, LegalBasis, Standing};
pub use crate::dossier::report::Indicator;
pub use crate::fact::certificates::{Adds, CertificateNote};
pub use crate::fact::evidence::{Counts, FindingEffect, FindingNote, Restriction};
pub use crate::fact::integrity::{Contradiction, ContradictionCode};
pub use crate::fact::reading::StatusCause;
pub use crate::grade::{ActionCode, NamedGrade, Status, Verdict};
pub use crate::pack::{AnswerFrom, PackId};
pub use crate::plan::HeldBy;

/// The format of assessments that this release writes.
pub const FORMAT: u32 = 1;
/// Rises when an unchanged pack and dossier may be graded differently.
pub const SEMANTICS: u32 = 2;
/// What wrote the assessment.
pub const ENGINE: &str = concat!("audit-credence ", env!("CARGO_PKG_VERSION"));

words_answer!(ActionCode, Indicator, Status, Verdict, Outcome, Binds, HeldBy, AnswerFrom);

answer! {
    /// What is answered about one dossier.
    pub struct Assessment<Text = String> {
        /// The format of the document.
        pub format: u32,
        /// Rises when an unchanged pack and dossier may be graded differently.
        pub semantics: u32,
        /// What wrote it.
        pub engine: &'static str,
        /// The pack that asked.
        pub pack: PackId,
        /// The day of the assessment.
        pub as_of: Date,
        /// The host's own key.
        pub r#ref: Option<String>,
        /// The host's id of the supplier.
        pub supplier: Option<String>,
        /// The host's id of the site.
        pub site: Option<String>,
        /// The report's id.
        pub report: Option<String>,
        /// Import restrictions in force; every display shows them first.
        pub restrictions: Vec<Restriction>,
        /// What it amounts to.
        pub status: Status,
        /// Why, where the range alone does not say it.
        pub status_because: Vec<StatusCause>,
        /// How far the report can be relied on; null when it is not graded. The headline is the worst end.
        pub grade: Option<GradeRange>,
        /// The same before certificates and outside findings.
        pub audit_grade: Option<GradeRange>,
        /// The demerits behind the grade.
        pub demerits: Option<DemeritRange>,
        /// How much of the evidence that a report can show this one shows; null when the grade is.
        pub account: Option<Account>,
        /// What a buyer does next; null where the pack states no actions.
        pub action: Option<ActionAnswer>,
        /// The indicators that the report says it found, whatever it concludes.
        pub indicators_found: Vec<Indicator>,
        /// One verdict per standard of the pack.
        pub standards: BTreeMap<String, StandardAnswer>,
        /// Every criterion, in the order of the ids.
        pub criteria: Vec<CriterionAnswer<Text>>,
        /// Every cap whose condition holds at either end, in the order of the ids; none when nothing is graded.
        pub caps: Vec<CapAnswer<Text>>,
        /// Contradictions inside the report.
        pub contradictions: Vec<Contradiction>,
        /// What each certificate adds.
        pub certificates: Vec<CertificateAnswer>,
        /// How each finding bears on the report.
        pub findings: Vec<FindingEffect>,
        /// What is not stated, the most telling first.
        pub gaps: Vec<Gap<Text>>,
        /// The cheapest way to each better grade.
        pub raises: Vec<Raise<Text>>,
        /// First later day on which the same dossier gets another answer.
        pub next_change_on: Option<Date>,
        /// What else is to be noted.
        pub notes: Vec<Note>,
    }
}

/// How a dossier stands, without reasons: what a table of many holds. Each key says what that of [`Assessment`] says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Headline {
    /// Import restrictions in force; every display shows them first.
    pub restrictions: Vec<Restriction>,
    /// What it amounts to.
    pub status: Status,
    /// How far the report can be relied on; `None` when it is not graded.
    pub grade: Option<GradeRange>,
    /// The same before certificates and outside findings.
    pub audit_grade: Option<GradeRange>,
    /// How much of the evidence that a report can show this one shows, in points.
    pub account: Option<Parts>,
    /// What a buyer does next; `None` where the pack states no actions.
    pub action: Option<ActionCode>,
    /// By standard of the pack.
    pub verdicts: BTreeMap<String, Verdict>,
}

/// What a [`Headline`] rests on, in ids.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct HeadlineReasons {
    /// Why it amounts to that, where the range alone does not say it.
    pub status: Vec<StatusCause>,
    /// Criteria by which the action is called for, or which stand between the report and more reliance.
    pub action: Vec<String>,
    /// Caps that decide the worst end of the grade.
    pub held_by: Vec<String>,
}

answer! {
    /// A grade at worst and at best.
    pub struct GradeRange {
        /// What is shown.
        pub worst: NamedGrade,
        /// What it would be if everything unsaid were good.
        pub best: NamedGrade,
    }
}

impl QuotedPoints {
    pub(crate) fn count(&mut self, is_shown: bool) {
        self.of = self.of.saturating_add(1);
        self.shown = self.shown.saturating_add(u32::from(is_shown));
    }
}

impl GradeRange {
    /// The two grades.
    pub fn range(&self) -> Range<Grade> {
        Range::new(self.worst.grade, self.best.grade)
    }
}

answer! {
    /// Demerits at the worst end of the grade and at the best.
    pub struct DemeritRange {
        /// At the worst end.
        pub worst: u32,
        /// At the best end.
        pub best: u32,
        /// The most that there can be.
        pub of: u32,
    }
}

answer! {
    /// What a buyer does next.
    pub struct ActionAnswer {
        /// The action.
        pub code: ActionCode,
        /// Criteria by which it is called for, or which stand between the report and more reliance.
        pub because: Vec<String>,
        /// Other adverse actions that are called for too.
        pub also: Vec<ActionCode>,
        /// Of `ask`: what the best answers reach; null of any other.
        pub reaches: Option<ActionCode>,
        /// The fewest criteria whose best answers reach it; null where the search for them was not ended.
        pub questions: Option<Vec<String>>,
    }
}

answer! {
    /// What a standard says.
    pub struct StandardAnswer {
        /// The verdict.
        pub verdict: Verdict,
        /// How many requirements are shown to be met.
        pub shown: u32,
        /// How many there are.
        pub of: u32,
        /// Criteria that fail even if everything unsaid were good.
        pub failed: Vec<String>,
        /// Criteria that depend on what is not stated.
        pub open: Vec<String>,
        /// Of the points in the authority's own words how many are shown to be met; null where none is quoted.
        pub quoted: Option<QuotedPoints>,
    }
}

answer! {
    /// Of a standard the points in the authority's own words; the others are combined by the pack.
    pub struct QuotedPoints {
        /// How many are shown to be met.
        pub shown: u32,
        /// How many there are.
        pub of: u32,
    }
}

answer! {
    /// How a criterion stands.
    pub struct CriterionAnswer<Text = String> {
        /// Its id.
        pub id: Text,
        /// Its level at worst.
        pub worst: Text,
        /// Its level at best.
        pub best: Text,
        /// What was shown, in the level's own words; null where nothing was, or not exactly.
        pub label: Option<Text>,
        /// Who can answer for it.
        pub answer_from: AnswerFrom,
        /// How it came out.
        pub outcome: Outcome,
        /// What it costs at the worst end of the grade and at the best, before groups and limits; null when nothing is
        /// graded.
        pub demerits: Option<WorstBest>,
        /// Standards that require it.
        pub authorities: Vec<Text>,
        /// Ids of the sources, of the criterion and of those standards.
        pub sources: Vec<Text>,
        /// The facts that it read.
        pub because: Vec<Because<Text>>,
        /// What would raise it; null at its top, and where nothing can.
        pub remedy: Option<Text>,
    }
}

answer! {
    /// A number at the worst end of the grade and at the best.
    pub struct WorstBest {
        /// At the worst end.
        pub worst: u32,
        /// At the best end.
        pub best: u32,
    }
}

named! {
    /// How a criterion came out.
    pub enum Outcome {
        /// It stands below its top.
        Short = "short",
        /// Nothing is stated of it, and nothing that is stated bounds it.
        NotStated = "not_stated",
        /// Something is stated of it or bounds it, and does not settle it.
        PartlyStated = "partly_stated",
        /// It does not apply, as a stated fact shows.
        NotApplicable = "not_applicable",
        /// It stands at its top.
        Met = "met",
    }
}

answer! {
    /// A fact that a criterion read.
    pub struct Because<Text = String> {
        /// The path of the key.
        pub fact: Text,
        /// What is stated; null where nothing is.
        pub value: Option<Echo>,
        /// Where in the report it stands.
        pub locator: Option<Text>,
    }
}

named! {
    /// At which end a cap decides the grade.
    pub enum Binds {
        /// At neither: demerits or a harsher cap decide.
        No = "no",
        /// At the best end.
        Best = "best",
        /// At the worst end.
        Worst = "worst",
        /// At both.
        Both = "both",
    }
}

answer! {
    /// A cap whose condition holds.
    pub struct CapAnswer<Text = String> {
        /// Its id.
        pub id: Text,
        /// The grade that bounds.
        pub grade: NamedGrade,
        /// At which end it decides.
        pub binds: Binds,
        /// By what its condition holds, and so which of its two sentences is true.
        pub by: HeldBy,
        /// Ids of its sources.
        pub sources: Vec<Text>,
    }
}

answer! {
    /// What a certificate adds.
    pub struct CertificateAnswer {
        /// Its id.
        pub id: Option<String>,
        /// Its scheme.
        pub scheme: String,
        /// Its code.
        pub code: Option<String>,
        /// What it adds.
        pub adds: Adds,
        /// Why.
        pub notes: Vec<CertificateNote>,
        /// Id of the scheme's labour rule that held when it was issued; null where that is not known.
        pub rule: Option<String>,
    }
}

answer! {
    /// Something not stated that could change the answer.
    pub struct Gap<Text = String> {
        /// The fact.
        pub fact: Text,
        /// The criterion that asks for it.
        pub criterion: Text,
        /// Who can answer.
        pub answer_from: AnswerFrom,
        /// The question to put.
        pub ask: Text,
        /// The most grade steps by which one answer narrows the range.
        pub closes: u32,
    }
}

answer! {
    /// The cheapest way to a better grade.
    pub struct Raise<Text = String> {
        /// The grade.
        pub to: NamedGrade,
        /// The least effort that reaches it.
        pub effort: u32,
        /// What to do.
        pub steps: Vec<Step<Text>>,
    }
}

answer! {
    /// One step of a raise.
    pub struct Step<Text = String> {
        /// The criterion.
        pub criterion: Text,
        /// Who can answer for it.
        pub answer_from: AnswerFrom,
        /// The level to reach.
        pub level: Text,
        /// How.
        pub remedy: Text,
    }
}

answer! {
    /// Something to be noted.
    pub struct Note {
        /// What.
        pub code: NoteCode,
        /// Where in the dossier.
        pub path: String,
    }
}

named! {
    /// What is to be noted of a dossier.
    pub enum NoteCode {
        /// The pack does not declare this fact.
        ExtraUndeclared = "extra_undeclared",
        /// The report answers a finding that is not among those given.
        AnswerWithoutFinding = "answer_without_finding",
        /// The report concludes that there is no forced labour beside findings of which it does not say whether they
        /// are indicators of it: its own findings question the conclusion.
        ConclusionBesideFindings = "conclusion_beside_findings",
    }
}

words_answer!(NoteCode);

impl<Text> CapAnswer<Text> {
    /// Whether it decides the worst end of the grade.
    pub fn holds_the_worst_end(&self) -> bool {
        matches!(self.binds, Binds::Worst | Binds::Both)
    }
}

/// Where among the gaps the question stands that is to be put first.
pub(crate) fn first_question<T: AsRef<str>>(action: Option<&ActionAnswer>, gaps: &[Gap<T>]) -> Option<usize> {
    if action.is_some_and(|action| ActionCode::ADVERSE.contains(&action.code)) {
        return None;
    }
    if action.is_some_and(|action| action.code == ActionCode::LookUp) {
        return gaps.iter().position(|gap| gap.answer_from == AnswerFrom::Reader);
    }
    let fewest = action.and_then(|action| action.questions.as_deref()).unwrap_or_default();
    let of_fewest = gaps.iter().position(|gap| fewest.iter().any(|id| *id == gap.criterion.as_ref()));
    of_fewest.or_else(|| (!gaps.is_empty()).then_some(0))
}

#[expect(private_bounds, reason = "a text is `String` or `Cow<str>`, and nobody else makes another")]
impl<Text: Answer + Serialize> Assessment<Text> {
    /// The assessment as compact JSON, one line.
    pub fn to_json(&self) -> String {
        self.json()
    }

    /// The assessment as JSON for people, two spaces an indent.
    pub fn to_json_pretty(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl<Text: AsRef<str>> Assessment<Text> {
    /// The question to put first: of the fewest that reach more reliance the one that tells most, where there are none the one
    /// that tells most of all, and where it is for the reader to look up the first of his own; `None` where the action comes before any question, as it does where an import restriction may
    /// be in force, people come first or no audit can answer.
    pub fn first_question(&self) -> Option<&Gap<Text>> {
        self.gaps.get(first_question(self.action.as_ref(), &self.gaps)?)
    }
}

impl<Text> Assessment<Text> {
    /// Whether the worst end is at least this grade; false where nothing is graded. False too where an import restriction
    /// may be in force, which no audit lifts, and where people come first, whom no grade says to be safe.
    pub fn is_at_least(&self, grade: Grade) -> bool {
        let action = self.action.as_ref().map(|action| action.code);
        let is_stopped = !self.restrictions.is_empty() || action.is_some_and(ActionCode::stops);
        !is_stopped && self.grade.as_ref().is_some_and(|range| range.worst.grade() >= grade)
    }
}
