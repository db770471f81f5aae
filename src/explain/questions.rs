//! Questions as a list that can be sent, or worked through, as it stands.

use std::collections::BTreeMap;

use crate::assessment::{AnswerFrom, Status};
use crate::explain::tree::{Explanation, Question};

/// A list of questions: a letter to whoever made an audit, or what a reader has to look up.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct QuestionList {
    /// What it is about. Names are those of the dossier.
    pub title: String,
    /// What is said before the questions, a paragraph each.
    pub opening: Vec<String>,
    /// The questions, by what they are about.
    pub parts: Vec<QuestionPart>,
    /// What is said after them, a paragraph each.
    pub closing: Vec<String>,
}

/// Questions about the same reports.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct QuestionPart {
    /// The reports; none where the title says which it is.
    pub about: Vec<String>,
    /// What is asked of each of them.
    pub questions: Vec<String>,
}

/// The letters of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Letters {
    /// One for each auditing body, by name; last that to whoever is not named.
    pub letters: Vec<Letter>,
    /// Why sites are in no letter: what comes next there, and at how many.
    pub left_out: BTreeMap<&'static str, u32>,
}

/// A letter to one auditing body.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Letter {
    /// The auditing body, as the dossiers name it; `None` where they do not.
    pub to: Option<String>,
    /// How many sites it is about.
    pub sites: u32,
    /// What it says.
    pub list: QuestionList,
}

/// A group of fewer workers may point at a person.
pub(super) const SMALL_GROUP: u32 = 5;
/// What is asked where there is no report to read.
pub(super) const SEND_THE_REPORT: &str =
    "Please send the report itself, whole, with its annexes and the corrective action plan.";
const PURPOSE: &str =
    "We read this report to see how far it can be relied on to show that forced labour was absent.";

/// What is said before questions to whoever made an audit.
pub(super) fn before_questions(purpose: &str) -> String {
    format!(
        "{purpose} What it does not say is not held to be bad; it is not counted as shown. Please answer what you can, and \
         say where in the report or in its records each answer stands."
    )
}

/// What is said after them.
pub(super) fn after_questions() -> String {
    format!(
        "Please give no names of workers, and nothing by which one of them could be found: of fewer than {SMALL_GROUP} \
         workers alike, neither their number nor their language. A question that cannot be answered without danger to \
         somebody is better left open: say so."
    )
}

/// A report by its id and its site.
pub(super) fn report_of(report: Option<&str>, site: Option<&str>) -> String {
    let report = report.map_or("the audit report".to_owned(), |id| format!("report {id}"));
    site.map_or(report.clone(), |site| format!("{report} of {site}"))
}

impl Explanation {
    /// What the auditor can answer, as a letter; it has no questions where nothing is left to ask.
    pub fn question_list(&self) -> QuestionList {
        let assessment = &self.assessment;
        let site = self.subject.site_name.as_ref().or(assessment.site.as_ref());
        let about = report_of(assessment.report.as_deref(), site.map(String::as_str));
        let asked: Vec<&Question> =
            self.questions.iter().filter(|one| one.answer_from == AnswerFrom::Auditor).collect();
        let questions: Vec<String> = if assessment.status == Status::Unscorable {
            vec![SEND_THE_REPORT.to_owned()]
        } else {
            asked.iter().map(|one| one.ask.clone()).collect()
        };
        let title = format!("Questions about {about}");
        if questions.is_empty() {
            let opening = vec!["Nothing that the auditor could answer is left open.".to_owned()];
            return QuestionList { title, opening, parts: Vec::new(), closing: Vec::new() };
        }
        let order = order(&asked).filter(|_| assessment.status != Status::Unscorable);
        QuestionList {
            title,
            opening: std::iter::once(before_questions(PURPOSE)).chain(order).collect(),
            parts: vec![QuestionPart { about: Vec::new(), questions }],
            closing: vec![after_questions()],
        }
    }
}

/// In which order the questions stand.
fn order(asked: &[&Question]) -> Option<String> {
    let telling = asked.iter().filter(|question| question.closes > 0).count();
    match (telling, asked.len()) {
        (_, 0) => None,
        (0, _) => Some(
            "They stand in the order in which answers matter. No single answer settles more than the others do; \
             together they do."
                .to_owned(),
        ),
        (telling, all) if telling == all => Some("They stand in the order in which answers matter.".to_owned()),
        (1, _) => {
            Some("They stand in the order in which answers matter: the first alone can settle something.".to_owned())
        }
        (telling, _) => Some(format!(
            "They stand in the order in which answers matter: each of the first {telling} alone can settle something."
        )),
    }
}
