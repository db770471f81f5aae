//! The decision: what is decided on and what decides it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::answer::{Answer, answer};
use crate::assessment::{
    Account, ActionAnswer, Assessment, CapAnswer, CertificateAnswer, Contradiction, DemeritRange,
    FindingEffect, Gap, GradeRange, Indicator, Note, PackId, Parts, Restriction, StandardAnswer, Status,
    StatusCause, first_question,
};
use crate::date::Date;

answer! {
    /// What is decided on, and what decides it: an [`Assessment`] without what repeats from dossier to dossier and
    /// without what takes a search of its own. Each key says what that of the assessment says.
    pub struct Decision<Text = String> {
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
        /// How much of the evidence that a report can show this one shows, in points.
        pub account: Option<Parts>,
        /// What a buyer does next; null where the pack states no actions.
        pub action: Option<ActionAnswer>,
        /// The indicators that the report says it found, whatever it concludes.
        pub indicators_found: Vec<Indicator>,
        /// One verdict per standard of the pack.
        pub standards: BTreeMap<String, StandardAnswer>,
        /// Every cap whose condition holds at either end, in the order of the ids; none when nothing is graded.
        pub caps: Vec<CapAnswer<Text>>,
        /// Contradictions inside the report.
        pub contradictions: Vec<Contradiction>,
        /// What each certificate adds.
        pub certificates: Vec<CertificateAnswer>,
        /// How each finding bears on the report.
        pub findings: Vec<FindingEffect>,
        /// The question to put first; null where there is none.
        pub first_question: Option<Gap<Text>>,
        /// First later day on which the same dossier gets another answer.
        pub next_change_on: Option<Date>,
        /// What else is to be noted.
        pub notes: Vec<Note>,
    }
}

impl<Text: AsRef<str>> From<Assessment<Text>> for Decision<Text> {
    fn from(mut whole: Assessment<Text>) -> Self {
        let first = first_question(whole.action.as_ref(), &whole.gaps);
        Decision {
            format: whole.format,
            semantics: whole.semantics,
            engine: whole.engine,
            pack: whole.pack,
            as_of: whole.as_of,
            r#ref: whole.r#ref,
            supplier: whole.supplier,
            site: whole.site,
            report: whole.report,
            restrictions: whole.restrictions,
            status: whole.status,
            status_because: whole.status_because,
            grade: whole.grade,
            audit_grade: whole.audit_grade,
            demerits: whole.demerits,
            account: whole.account.as_ref().map(Account::points),
            action: whole.action,
            indicators_found: whole.indicators_found,
            standards: whole.standards,
            caps: whole.caps,
            contradictions: whole.contradictions,
            certificates: whole.certificates,
            findings: whole.findings,
            first_question: first.map(|at| whole.gaps.swap_remove(at)),
            next_change_on: whole.next_change_on,
            notes: whole.notes,
        }
    }
}

#[expect(private_bounds, reason = "a text is `String` or `Cow<str>`, and nobody else makes another")]
impl<Text: Answer + Serialize> Decision<Text> {
    /// The decision as compact JSON, one line.
    pub fn to_json(&self) -> String {
        self.json()
    }
}
