//! The questions as a letter that can be sent as it stands: to whoever made the audit, or has the report.

use crate::assessment::{AnswerFrom, Status};
use crate::explain::tree::{Explanation, Question};
use crate::fact::ids::key_path;

/// A list of questions, ready to send.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct QuestionList {
    /// What it is about. Names are those of the dossier.
    pub title: String,
    /// What is said before the questions, a paragraph each.
    pub opening: Vec<String>,
    /// The questions, in the order in which answers matter.
    pub questions: Vec<Question>,
    /// What is said after them, a paragraph each.
    pub closing: Vec<String>,
}

/// What is asked where there is no report to read.
pub(super) const SEND_THE_REPORT: &str =
    "Please send the report itself, whole, with its annexes and the corrective action plan.";
const WHY: &str = "We read this report to see how far it can be relied on to show that forced labour was absent. What it \
                   does not say is not held to be bad; it is not counted as shown. Please answer what you can, and say \
                   where in the report or in its records each answer stands.";
const SAFETY: &str = "Please give no names of workers, and nothing by which one of them could be found. A question that \
                      cannot be answered without danger to somebody is better left open: say so.";

impl Explanation {
    /// The questions as a letter; it has none where nothing is left to ask.
    pub fn question_list(&self) -> QuestionList {
        let assessment = &self.assessment;
        let report =
            assessment.report.as_ref().map_or("the audit report".to_owned(), |id| format!("report {id}"));
        let of = self.subject.site_name.as_ref().or(assessment.site.as_ref());
        let of = of.map_or(String::new(), |site| format!(" of {site}"));
        let (questions, order) = if assessment.status == Status::Unscorable {
            let question = Question {
                number: 1,
                ask: SEND_THE_REPORT.to_owned(),
                fact: key_path!(report.document).to_owned(),
                criterion: String::new(),
                title: "There is no report to read".to_owned(),
                answer_from: AnswerFrom::Auditor,
                closes: 0,
            };
            (vec![question], None)
        } else {
            (self.questions.clone(), self.order())
        };
        let opening = if questions.is_empty() {
            vec!["Nothing that a question could settle is left open.".to_owned()]
        } else {
            std::iter::once(WHY.to_owned()).chain(order).collect()
        };
        let closing = if questions.is_empty() { Vec::new() } else { vec![SAFETY.to_owned()] };
        QuestionList { title: format!("Questions about {report}{of}"), opening, questions, closing }
    }

    /// In which order the questions stand.
    fn order(&self) -> Option<String> {
        let telling = self.questions.iter().filter(|question| question.closes > 0).count();
        let all = self.questions.len();
        match (telling, all) {
            (_, 0) => None,
            (0, _) => Some(
                "They stand in the order in which answers matter. No single answer settles more than the others do; \
                 together they do."
                    .to_owned(),
            ),
            (telling, all) if telling == all => Some("They stand in the order in which answers matter.".to_owned()),
            (1, _) => Some("They stand in the order in which answers matter: the first alone can settle something.".to_owned()),
            (telling, _) => Some(format!(
                "They stand in the order in which answers matter: each of the first {telling} alone can settle something."
            )),
        }
    }
}
