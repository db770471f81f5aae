//! The explanation: why an answer is as it is, and what would change it, told once.
//!
//! [`Scorer::explain`] makes one tree of plain data that holds everything that a page shows, in reading order, with
//! titles, sentences and numbered sources. Text, JSON, Markdown and HTML only draw it; none of them computes.
//! Unlike an assessment it repeats the names of site, supplier and auditing body, for the reader.

mod tree;
pub mod words;
mod glossary;
mod cite;
mod horizon;
mod questions;
mod held;
mod site;
mod beside;
mod criteria;
mod timeline;
mod next;
mod action;
mod audience;
mod letters;
mod screen;

use crate::answer::Answer as _;
use crate::assessment::Assessment;
use crate::dossier::Dossier;
use crate::explain::words::prose;
use crate::fact::Facts;
use crate::fact::certificates::CertificateReading;
use crate::horizon::Change;
use crate::plan::{Compiled, Levels, Plan, Scorer};
use crate::problem::Problems;

pub use crate::explain::glossary::{Terms, glossary};
pub use crate::explain::questions::{Letter, Letters, QuestionList, QuestionPart};
pub use crate::explain::tree::*;

/// What every page says of itself.
const NOT_A_FINDING: &str =
    "This says how far the report can be relied on. It is not a finding about the site.";

/// How many questions are put first.
const FIRST_QUESTIONS: usize = 3;

impl Scorer {
    /// Everything that a reader of the answer to one dossier needs: why, what to ask, what would raise it, what comes.
    ///
    /// ```
    /// use audit_credence::{Dossier, Pack, Plan};
    ///
    /// let plan = Plan::new(&Pack::procurement().unwrap());
    /// let dossier = Dossier::from_json(br#"{ "report": { "document": "full_report" } }"#).unwrap();
    /// let explanation = plan.at("2026-11-22".parse().unwrap()).explain(&dossier).unwrap();
    /// assert!(explanation.headline.text.contains("held at E"));
    /// assert_eq!(explanation.first_questions.len(), 3);
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`Scorer::assess`].
    pub fn explain(&self, dossier: &Dossier) -> Result<Explanation, Problems> {
        self.admit(dossier)?;
        let derived = self.derive(dossier)?;
        let explaining = Explaining {
            scorer: self,
            plan: self.plan(),
            compiled: self.plan().compiled(),
            dossier,
            facts: &derived.facts,
            assessment: &self.assessment(dossier, &derived),
            levels: &derived.levels,
            readings: &derived.readings,
            change: derived.change.as_ref(),
            cited: cite::Citations::default(),
        };
        Ok(explaining.explanation())
    }
}

/// One explanation in the making.
struct Explaining<'a> {
    scorer: &'a Scorer,
    plan: &'a Plan,
    compiled: &'a Compiled,
    dossier: &'a Dossier,
    facts: &'a Facts,
    assessment: &'a Assessment,
    levels: &'a Levels,
    readings: &'a [CertificateReading],
    change: Option<&'a Change>,
    cited: cite::Citations,
}

impl Explaining<'_> {
    /// The tree, made in reading order: sources are numbered where they are met first.
    fn explanation(mut self) -> Explanation {
        let action = self.action();
        let held = self.held();
        let headline = self.headline(&held);
        let standards = self.standards();
        let certificates = self.certificates();
        let findings = self.findings();
        let domains = self.domains();
        let caps = self.caps();
        let gaps = self.gaps();
        let questions = Explaining::questions(&gaps);
        let out_of_reach = self.out_of_reach();
        let before = horizon::Before {
            scorer: self.scorer,
            dossier: self.dossier,
            facts: self.facts,
            levels: self.levels,
            readings: self.readings,
        };
        let horizon = before.horizon(self.change);
        Explanation {
            format: FORMAT,
            assessment: self.assessment.clone(),
            subject: self.subject(),
            warnings: self.warnings(),
            action,
            headline,
            not_a_finding: NOT_A_FINDING,
            same: self.same(),
            not_heard: self.not_heard(),
            origin: self.origin(),
            first_questions: Explaining::first(&questions),
            questions,
            grades: self.grades(),
            held,
            standards,
            certificates,
            findings,
            contradictions: self.contradictions(),
            notes: self.notes(),
            tally: self.tally(),
            domains,
            caps,
            timeline: self.timeline(),
            gaps,
            raises: self.raises(),
            not_proved: self.not_proved(),
            out_of_reach,
            horizon,
            sources: self.cited.sources(self.plan),
            left_out: None,
        }
    }

    /// The title of a criterion; its id where the pack has none.
    fn title(&self, criterion: &str) -> String {
        self.plan.criterion(criterion).map_or_else(|| criterion.to_owned(), |one| prose(one.title))
    }

    /// The place of a criterion among all.
    fn index(&self, criterion: &str) -> Option<usize> {
        self.compiled.criteria.iter().position(|one| one.id == criterion)
    }

    /// The keys at these paths, as they were read.
    fn read(&self, paths: &[&str]) -> Vec<Read> {
        let read = |path: &&str| Read {
            fact: (*path).to_owned(),
            value: self.dossier.stated(path).map(|value| value.to_string()),
            locator: self.dossier.locator(path).map(str::to_owned),
        };
        paths.iter().map(read).collect()
    }
}

impl Explanation {
    /// The explanation as JSON for people, two spaces an indent.
    pub fn to_json_pretty(&self) -> String {
        // Every key is text and every value a text, a whole number, a word or a list of them: nothing can fail.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The explanation as compact JSON, one line.
    pub fn to_json(&self) -> String {
        self.json()
    }
}
