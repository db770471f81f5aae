//! What the words of an answer mean, from one place: every status, action, verdict, outcome and note.

use crate::assessment::{
    ActionCode, Adds, Binds, CertificateNote, ContradictionCode, Counts, FindingNote, NoteCode, Outcome,
    Status, StatusCause, Verdict,
};
use crate::explain::tree::ReasonBasis;
use crate::explain::words;

/// Words of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Terms {
    /// What they are about.
    pub title: &'static str,
    /// Each word or code with its meaning.
    pub terms: Vec<(&'static str, String)>,
}

/// What stands on every first screen.
const ON_THE_SCREEN: [(&str, &str); 11] = [
    (
        "credibility",
        "how far the report can be relied on to show that forced labour was absent; not a finding about the site",
    ),
    (
        "not more than",
        "the best grade that is left if everything unsaid were good: no answer reaches a better one",
    ),
    ("point", "what a criterion costs where nothing of it is shown: its weight in the account of evidence"),
    ("shown", "stated in the report, or established by the reader, and told in the words of what was shown"),
    ("against it", "stated, and it speaks against relying on the report"),
    ("not said", "nobody stated it: it is not credited, and it is not held to be bad"),
    ("stated", "it stands in the dossier, with its place in the report where one is given"),
    (
        "by a rule or the supplier's word alone",
        "only a programme's rule or the supplier says so: it is not counted as shown",
    ),
    ("your checks", "what only the reader can look up: source, site, auditing body, public findings"),
    (
        "a group that nobody listed may exist",
        "no independent count of everybody present reaches the headcount",
    ),
    ("audit again", "what no answer can mend, as it is stated; first ask whether a visit is safe"),
];

/// What only a full answer and data say.
const BELOW_IT: [(&str, &str); 7] = [
    ("criterion", "one thing that is asked of an audit, with its levels from worst to best"),
    ("demerit", "what a level below the top costs; the sum decides the grade, as far as no cap does"),
    ("cap", "a condition under which the grade is at most so good, whatever else is shown"),
    ("band", "the most demerits with which a grade is still reached"),
    ("domain", "criteria of one kind, with a limit to what they cost together"),
    ("remedy", "what would raise a criterion, and how much that asks, from 1 to 5"),
    ("pack", "the rules by which an answer is made, with their sources"),
];

/// Every word that an answer may hold and a reader may not know.
pub fn glossary() -> Vec<Terms> {
    let plain = |title, words: &[(&'static str, &str)]| Terms {
        title,
        terms: words.iter().map(|(word, meaning)| (*word, (*meaning).to_owned())).collect(),
    };
    vec![
        plain("On the first screen", &ON_THE_SCREEN),
        of("What to do", ActionCode::ALL, ActionCode::as_str, words::action_meaning),
        of("Verdicts of standards", Verdict::ALL, Verdict::as_str, |code| words::verdict(code).1),
        of("What an answer amounts to", Status::ALL, Status::as_str, words::status),
        of("Why", StatusCause::ALL, StatusCause::as_str, words::status_cause),
        of("What a reason rests on", ReasonBasis::ALL, ReasonBasis::as_str, words::basis),
        of("What a certificate adds", Adds::ALL, Adds::as_str, words::adds),
        of("Notes on certificates", CertificateNote::ALL, CertificateNote::as_str, words::certificate_note),
        of("Whether a finding counts", Counts::ALL, Counts::as_str, words::counts),
        of("Notes on findings", FindingNote::ALL, FindingNote::as_str, words::finding_note),
        of("Contradictions", ContradictionCode::ALL, ContradictionCode::as_str, words::contradiction),
        of("Notes", NoteCode::ALL, NoteCode::as_str, words::note),
        plain("In a full answer", &BELOW_IT),
        of("How a criterion came out", Outcome::ALL, Outcome::as_str, words::outcome),
        of("When a cap decides", Binds::ALL, Binds::as_str, words::binds),
    ]
}

fn of<T: Copy>(
    title: &'static str,
    all: &[T],
    word: impl Fn(T) -> &'static str,
    meaning: impl Fn(T) -> &'static str,
) -> Terms {
    Terms { title, terms: all.iter().map(|one| (word(*one), meaning(*one).to_owned())).collect() }
}
