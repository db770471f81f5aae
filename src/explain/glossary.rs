//! What the words of an answer mean, from one place: every status, action, verdict, outcome and note.

use crate::assessment::{
    ActionCode, Adds, Binds, CertificateNote, ContradictionCode, Counts, FindingNote, FindingSource,
    LegalBasis, NoteCode, Outcome, Standing, Status, StatusCause, Verdict,
};
use crate::dossier::certificate::CertificateStatus;
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
const ON_THE_SCREEN: [(&str, &str); 14] = [
    (
        "credibility",
        "how far the report can be relied on to show that forced labour was absent; not a finding about the site",
    ),
    (
        "not more than",
        "the best grade that is left if everything unsaid were good: no answer reaches a better one",
    ),
    (
        "[ ] on the scale",
        "marked from what is shown to the best that is still possible; the grade that counts is the worse end",
    ),
    (
        "issuer",
        "whoever signed the report: the auditing body, or the programme for which it works; not the site or its buyer",
    ),
    (
        "worker-side experts",
        "people whom workers trust and who know the place: unions, labour organisations, those who protect witnesses",
    ),
    (
        "point",
        "what a criterion costs where nothing of it is shown: its weight in the account of evidence; no grade depends on it",
    ),
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
const BELOW_IT: [(&str, &str); 8] = [
    ("criterion", "one thing that is asked of an audit, with its levels from worst to best"),
    ("demerit", "what a level below the top costs; the sum decides the grade, as far as no cap does"),
    ("cap", "a condition under which the grade is at most so good, whatever else is shown"),
    ("band", "the most demerits with which a grade is still reached"),
    ("silence", "nobody stated it: a reason may hold by what is stated, or by silence"),
    ("domain", "criteria of one kind, with a limit to what they cost together"),
    ("remedy", "what would raise a criterion, and how much that asks, from 1 to 5"),
    ("pack", "the rules by which an answer is made, with their sources"),
];

const WHO_CAN_ANSWER: [(&str, &str); 3] = [
    ("auditor", "whoever made the audit, from the report, its annexes or its working papers"),
    ("reader", "whoever reads the report, by looking it up: nobody at the site is asked"),
    ("site", "the holder of a certificate, or its certifier"),
];

const OF_SOURCES: [(&str, &str); 3] = [
    ("primary", "the issuer's own document"),
    ("secondary", "somebody else's account of it"),
    ("unverified", "nobody has read it against its issuer: no rule may lean on it"),
];

const OF_COMPARISONS: [(&str, &str); 7] = [
    ("rules", "another pack, or another version of it, makes the difference"),
    ("day", "the day of the assessment makes the difference"),
    ("dossier", "what is stated makes the difference"),
    ("better", "better at one end at least, and worse at none"),
    ("worse", "worse at one end at least, and better at none"),
    ("same", "the same at both ends"),
    ("other", "better at one end and worse at the other"),
];

const OF_GATES: [(&str, &str); 2] = [
    ("pass", "nothing that the gate was asked to stop"),
    (
        "fail",
        "below the asked grade, not graded, an action that was asked for, or people or the law come first",
    ),
];

/// Every word that an answer may hold and a reader may not know.
pub fn glossary() -> Vec<Terms> {
    let plain = |title, words: &[(&'static str, &str)]| Terms {
        title,
        terms: words.iter().map(|(word, meaning)| (*word, (*meaning).to_owned())).collect(),
    };
    vec![
        plain("On the first screen", &ON_THE_SCREEN),
        printed("What to do", ActionCode::ALL, ActionCode::as_str, |code| {
            (words::action(code), words::action_meaning(code))
        }),
        printed("Verdicts of standards", Verdict::ALL, Verdict::as_str, words::verdict),
        of("What an answer amounts to", Status::ALL, Status::as_str, words::status),
        of("Why", StatusCause::ALL, StatusCause::as_str, words::status_cause),
        of("What a reason rests on", ReasonBasis::ALL, ReasonBasis::as_str, words::basis),
        of("What a certificate adds", Adds::ALL, Adds::as_str, words::adds),
        of("Notes on certificates", CertificateNote::ALL, CertificateNote::as_str, words::certificate_note),
        of("Whether a finding counts", Counts::ALL, Counts::as_str, words::counts),
        of("Notes on findings", FindingNote::ALL, FindingNote::as_str, words::finding_note),
        of("Contradictions", ContradictionCode::ALL, ContradictionCode::as_str, words::contradiction),
        of("Notes", NoteCode::ALL, NoteCode::as_str, words::note),
        plain("Who can answer", &WHO_CAN_ANSWER),
        of("Import restrictions", LegalBasis::ALL, LegalBasis::as_str, words::restriction),
        of("How firmly a finding stands", Standing::ALL, Standing::as_str, standing),
        of("Who found it", FindingSource::ALL, FindingSource::as_str, words::finding_source),
        of("Status of a certificate", CertificateStatus::ALL, CertificateStatus::as_str, certificate_status),
        plain("In comparisons", &OF_COMPARISONS),
        plain("At gates", &OF_GATES),
        plain("In a full answer", &BELOW_IT),
        plain("Sources of the rules", &OF_SOURCES),
        of("How a criterion came out", Outcome::ALL, Outcome::as_str, words::outcome),
        of("When a cap decides", Binds::ALL, Binds::as_str, words::binds),
    ]
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Ruled => "a court or authority decided it",
        Standing::GovernmentAction => "a government acted on it",
        Standing::Documented => "published with its method, and a reply was sought",
        Standing::Alleged => "somebody says so, and nobody has examined it",
        Standing::Dismissed => "a court or authority found that it is not so",
        Standing::Withdrawn => "whoever said it took it back",
    }
}

fn certificate_status(status: CertificateStatus) -> &'static str {
    match status {
        CertificateStatus::Valid => "the scheme says that it is in force",
        CertificateStatus::InAssessment => "applied for, and not given yet",
        CertificateStatus::Suspended => "out of force until the scheme decides",
        CertificateStatus::Withdrawn => "taken away by the scheme",
        CertificateStatus::Cancelled => "ended before its time",
        CertificateStatus::Expired => "past its validity, and not renewed",
        CertificateStatus::NotFound => "not in the register where it should stand",
    }
}

/// Codes that are printed in other words: both stand there.
fn printed<T: Copy>(
    title: &'static str,
    all: &[T],
    code: impl Fn(T) -> &'static str,
    told: impl Fn(T) -> (&'static str, &'static str),
) -> Terms {
    let term = |one: &T| {
        let (word, meaning) = told(*one);
        let code = code(*one);
        (code, if code == word { meaning.to_owned() } else { format!("\"{word}\": {meaning}") })
    };
    Terms { title, terms: all.iter().map(term).collect() }
}

fn of<T: Copy>(
    title: &'static str,
    all: &[T],
    word: impl Fn(T) -> &'static str,
    meaning: impl Fn(T) -> &'static str,
) -> Terms {
    Terms { title, terms: all.iter().map(|one| (word(*one), meaning(*one).to_owned())).collect() }
}
