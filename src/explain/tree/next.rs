//! What comes next, as plain data: questions, gaps with their answers, ways up, what nothing raises, the next change.

use crate::answer::{answer, words_answer};
use crate::assessment::{ActionCode, AnswerFrom, GradeRange, NamedGrade, Parts};
use crate::date::Date;
use crate::document::named;

words_answer!(ChangeKind);

answer! {
    /// A question to the auditor.
    pub struct Question {
        /// Its place in the list.
        pub number: u32,
        /// The question.
        pub ask: String,
        /// The fact that it asks for.
        pub fact: String,
        /// The criterion that asks.
        pub criterion: String,
        /// The title of that criterion.
        pub title: String,
        /// Who can answer.
        pub answer_from: AnswerFrom,
        /// The most grade steps by which one answer narrows the range.
        pub closes: u32,
    }
}

answer! {
    /// Something not stated, and what each answer would do.
    pub struct GapTold {
        /// Its place in the list.
        pub number: u32,
        /// The fact.
        pub fact: String,
        /// The criterion that asks for it.
        pub criterion: String,
        /// The title of that criterion.
        pub title: String,
        /// Who can answer.
        pub answer_from: AnswerFrom,
        /// The question to put.
        pub ask: String,
        /// The most grade steps by which one answer narrows the range.
        pub closes: u32,
        /// The same in words.
        pub word: String,
        /// The range after each possible answer, worst first.
        pub answers: Vec<AnswerTold>,
    }
}

answer! {
    /// The range after one possible answer.
    pub struct AnswerTold {
        /// The level at which the criterion would stand.
        pub level: String,
        /// The same in words.
        pub label: String,
        /// The grade that would follow.
        pub grade: GradeRange,
        /// By how many grade steps the range would be narrower.
        pub closes: u32,
    }
}

answer! {
    /// The cheapest way to better grades.
    pub struct RaiseTold {
        /// The grades that the same steps reach, worst first.
        pub to: Vec<NamedGrade>,
        /// The least total effort.
        pub effort: u32,
        /// What to do.
        pub steps: Vec<StepTold>,
        /// Titles of criteria among the steps that read the same keys of the dossier: one piece of work may settle several
        /// of them, so that the effort is at most what is said.
        pub together: Vec<Vec<String>>,
    }
}

answer! {
    /// One step of a way.
    pub struct StepTold {
        /// The criterion.
        pub criterion: String,
        /// Who can answer for it.
        pub answer_from: AnswerFrom,
        /// Its title.
        pub title: String,
        /// What was shown, in the level's own words, or that it is not stated.
        pub stands: String,
        /// The level that the remedy asks for: the top.
        pub level: String,
        /// The same in words.
        pub label: String,
        /// In words the lowest level at which this step is enough for the lowest of the grades, with the other steps
        /// carried out; null where only the top is.
        pub enough: Option<String>,
        /// How much it asks, 1 to 5.
        pub effort: u32,
        /// How.
        pub remedy: String,
    }
}

answer! {
    /// The better grades to which there is no way.
    pub struct OutOfReach {
        /// The grades, worst first.
        pub grades: Vec<NamedGrade>,
        /// What it comes to, as a sentence.
        pub text: String,
        /// What stands in the way and cannot be raised by anything.
        pub because: Vec<Barrier>,
    }
}

answer! {
    /// What cannot be raised by anything.
    pub struct Barrier {
        /// The criterion.
        pub criterion: String,
        /// Its title.
        pub title: String,
        /// The level at which it stands at worst.
        pub level: String,
        /// What was shown, in the level's own words, or that it is not stated.
        pub stands: String,
        /// Why nothing raises it.
        pub why: String,
        /// Numbers of its sources.
        pub sources: Vec<u32>,
    }
}

named! {
    /// Why an answer changes with the day.
    pub enum ChangeKind {
        /// The audit passes an age.
        Age = "age",
        /// A certificate's status goes stale.
        CertificateStale = "certificate_stale",
        /// A certificate's validity ends.
        CertificateExpires = "certificate_expires",
        /// A criterion over certificates changes its level.
        Level = "level",
        /// What is to be said of a certificate changes in another way.
        CertificateNote = "certificate_note",
    }
}

answer! {
    /// The next day on which the same dossier gets another answer.
    pub struct Horizon {
        /// The day; null where no later day changes anything.
        pub next_change_on: Option<Date>,
        /// The grade until then; null where nothing is graded.
        pub grade: Option<GradeRange>,
        /// The grade on that day; null where nothing is graded or nothing changes.
        pub grade_then: Option<GradeRange>,
        /// What a buyer does until then; null where the pack states no actions.
        pub action: Option<ActionCode>,
        /// What a buyer does on that day; null too where nothing changes.
        pub action_then: Option<ActionCode>,
        /// That what to do becomes another thing, as a sentence; null where it stays.
        pub to_do: Option<String>,
        /// The account of evidence until then, in points; null where the grade is.
        pub account: Option<Parts>,
        /// The account on that day; null where the grade is.
        pub account_then: Option<Parts>,
        /// What passes.
        pub because: Vec<ChangeTold>,
        /// The same as a sentence.
        pub text: String,
    }
}

answer! {
    /// One reason of a change.
    pub struct ChangeTold {
        /// What kind it is.
        pub kind: ChangeKind,
        /// The criterion; null of a certificate.
        pub criterion: Option<String>,
        /// The scheme of the certificate; null of a criterion.
        pub scheme: Option<String>,
        /// The code of the certificate, where one is stated.
        pub code: Option<String>,
        /// What passes.
        pub text: String,
    }
}
