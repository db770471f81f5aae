//! What holds a grade down, as plain data: reasons, on what each rests, rung by rung; the headline and the grades.

use crate::answer::{answer, words_answer};
use crate::assessment::{ActionCode, DemeritRange, GradeRange, NamedGrade};
use crate::document::named;

words_answer!(Tone, ReasonBasis, ReasonKind);

named! {
    /// How something reads; never the only way in which a page says it.
    pub enum Tone {
        /// Bad news.
        Bad = "bad",
        /// Not settled.
        Doubtful = "doubtful",
        /// Neither.
        Neutral = "neutral",
        /// Good news.
        Good = "good",
    }
}

answer! {
    /// What a buyer does next.
    pub struct ActionTold {
        /// The action.
        pub code: ActionCode,
        /// What to do, as the pack words it.
        pub sentence: String,
        /// Why: criteria by which it is called for, or which stand between the report and more reliance, each with
        /// where it stands.
        pub because: Vec<String>,
        /// Of `ask`: titles of the fewest criteria whose best answers reach more.
        pub questions: Vec<String>,
        /// Numbers of its sources.
        pub sources: Vec<u32>,
    }
}

answer! {
    /// How far the report can be relied on, and why. The sentence is `label` followed by `text`.
    pub struct Headline {
        /// How it begins: `credibility D` with what that grade means, or that nothing is graded.
        pub label: String,
        /// How it reads.
        pub tone: Tone,
        /// The rest of the sentence.
        pub text: String,
        /// What it means that nothing is graded; null where something is.
        pub meaning: Option<String>,
        /// Why the status is what it is, where the range alone does not say it.
        pub status_because: Vec<String>,
        /// What decides at the worst end, the most telling first.
        pub because: Vec<Reason>,
        /// Numbers of the sources that the sentence names.
        pub cited: Vec<u32>,
    }
}

named! {
    /// On what a reason rests.
    pub enum ReasonBasis {
        /// On silence: nothing that is stated excludes it.
        Silent = "silent",
        /// On what is stated of how the audit was made.
        Stated = "stated",
        /// On an adverse act, a contradiction or a document against the report.
        Adverse = "adverse",
    }
}

named! {
    /// What kind of reason holds a grade down.
    pub enum ReasonKind {
        /// A cap.
        Cap = "cap",
        /// The sum of demerits.
        Demerits = "demerits",
    }
}

answer! {
    /// One reason that holds the grade down.
    pub struct Reason {
        /// What kind it is.
        pub kind: ReasonKind,
        /// The id of the cap; null of demerits.
        pub id: Option<String>,
        /// On what it rests.
        pub basis: ReasonBasis,
        /// The grade at which it holds.
        pub grade: NamedGrade,
        /// Why: of what rests on silence alone, what is not shown.
        pub text: String,
        /// The criteria by which it holds: of demerits the three costliest.
        pub criteria: Vec<CriterionLevel>,
        /// Numbers of its sources.
        pub sources: Vec<u32>,
    }
}

answer! {
    /// A criterion at a level.
    pub struct CriterionLevel {
        /// Its id.
        pub id: String,
        /// Its title.
        pub title: String,
        /// The level at this end.
        pub level: String,
        /// What was shown, in the level's own words, or that it is not stated.
        pub stands: String,
        /// What the level costs.
        pub demerits: u32,
        /// On what it rests.
        pub basis: ReasonBasis,
    }
}

answer! {
    /// What holds the grade down at each end, from what decides to what would hold it last.
    pub struct Held {
        /// At the worst end: what is shown.
        pub worst: Vec<Rung>,
        /// At the best end: what it would be if everything unsaid were good.
        pub best: Vec<Rung>,
    }
}

answer! {
    /// Everything that holds at one grade. The first rung decides; each later one is the exact grade if everything that
    /// the earlier ones name were gone.
    pub struct Rung {
        /// The grade.
        pub grade: NamedGrade,
        /// Whether this rung is the grade.
        pub decides: bool,
        /// What holds there, the most telling first.
        pub reasons: Vec<Reason>,
    }
}

answer! {
    /// The grades and numbers of an answer.
    pub struct Grades {
        /// The grade.
        pub grade: GradeRange,
        /// What the best end is called.
        pub best_means: &'static str,
        /// The grade that demerits alone would give.
        pub before_caps: GradeRange,
        /// The audit's own grade: before certificates and outside findings.
        pub audit_grade: GradeRange,
        /// The demerits.
        pub demerits: DemeritRange,
        /// How much of the evidence that a report can show this one shows, as a sentence.
        pub account: String,
        /// The scale with the range on it, worst first.
        pub scale: Vec<ScaleStep>,
    }
}

answer! {
    /// One grade of the scale.
    pub struct ScaleStep {
        /// Its name.
        pub name: String,
        /// What it comes to, in a word; empty where the pack has none.
        pub word: String,
        /// Whether it is the worst end.
        pub is_worst: bool,
        /// Whether it is the best end.
        pub is_best: bool,
        /// Whether it lies in the range, both ends included.
        pub in_range: bool,
    }
}
