//! What a batch asks: one letter for each auditing body, and one list of what the reader looks up himself.
//!
//! A letter goes to whoever is paid by the site. So it says neither which grade nor which action an answer would reach, holds
//! only what an auditor can answer, names no workers, and asks nothing that is open for a witness's word alone. It is written
//! about sites at which to ask is what comes next, by all that is known of the site; of several reports about the best.

use std::collections::{BTreeMap, BTreeSet};

use crate::assessment::{ActionCode, AnswerFrom};
use crate::dossier::Dossier;
use crate::explain::audience::without_witnesses;
use crate::explain::questions::{
    Letter, Letters, QuestionList, QuestionPart, after_questions, before_questions, report_of,
};
use crate::explain::site::auditing_body;
use crate::explain::words::{self, prose};
use crate::plan::{Plan, Scorer};
use crate::portfolio::{BestReport, Gathering};
use crate::problem::Problems;

const PURPOSE: &str =
    "We read each of these reports to see how far it can be relied on to show that forced labour was absent.";
const UNNAMED: &str = "Nobody is named as the auditing body of these reports. Find out who issued each, and send each issuer what is about his own reports alone.";
/// Why a site is left out where `ask` is what comes next.
const NOTHING_TO_ASK: &str = "nothing open that an auditor can answer and that points to no witness";
const NO_REPORT: &str = "no report to read";

/// The reports by what is asked of them.
type ByQuestions = BTreeMap<Vec<String>, Vec<String>>;

impl Gathering {
    /// One letter for each auditing body, about every site at which to ask is what comes next.
    ///
    /// ```
    /// use audit_credence::portfolio::Gathering;
    /// use audit_credence::{Dossier, Pack, Plan};
    ///
    /// let mut gathering = Gathering::new(&Plan::new(&Pack::procurement()?).at("2026-11-22".parse()?));
    /// for site in ["s1", "s2"] {
    ///     let dossier = format!(
    ///         r#"{{ "site": {{ "id": "{site}" }}, "report": {{ "document": "full_report", "auditor": {{ "firm": "Invented Auditors" }} }} }}"#
    ///     );
    ///     gathering.add(Dossier::from_json(dossier.as_bytes())?)?;
    /// }
    /// let letters = gathering.letters()?.letters;
    /// assert_eq!((letters.len(), letters[0].sites), (1, 2));
    /// assert_eq!(letters[0].to.as_deref(), Some("Invented Auditors"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// None for dossiers that were taken, as for [`Gathering::portfolio`].
    pub fn letters(self) -> Result<Letters, Problems> {
        let scorer = self.scorer().clone();
        let mut left_out = BTreeMap::new();
        // By the name without capitals; where a body is written in several ways, each of them.
        let mut bodies: BTreeMap<Option<String>, (BTreeSet<String>, ByQuestions)> = BTreeMap::new();
        for report in self.best_reports()? {
            match questions(&scorer, &report)? {
                Ok(asked) => {
                    let body = auditing_body(&report.dossier);
                    let (names, by_questions) =
                        bodies.entry(body.as_deref().map(str::to_lowercase)).or_default();
                    names.extend(body);
                    by_questions.entry(asked).or_default().push(about(&report.dossier));
                }
                Err(why) => {
                    let count: &mut u32 = left_out.entry(why).or_default();
                    *count = count.saturating_add(1);
                }
            }
        }
        let mut letters: Vec<Letter> = bodies
            .into_values()
            .map(|(names, by_questions)| letter(names.into_iter().next(), by_questions))
            .collect();
        letters.sort_by_key(|letter| letter.to.is_none());
        Ok(Letters { letters, left_out })
    }

    /// What the reader looks up himself, site by site.
    ///
    /// # Errors
    ///
    /// None for dossiers that were taken, as for [`Gathering::portfolio`].
    pub fn to_look_up(self) -> Result<QuestionList, Problems> {
        let plan = self.scorer().plan().clone();
        let mut parts = Vec::new();
        for report in self.best_reports()? {
            let questions = open(&plan, &report, AnswerFrom::Reader, |_| true);
            if !questions.is_empty() {
                let body =
                    auditing_body(&report.dossier).map_or(String::new(), |body| format!(", by {body}"));
                let about = vec![format!("{}{body}", about(&report.dossier))];
                parts.push(QuestionPart { about, questions });
            }
        }
        parts.sort_by(|one, other| (&one.about, &one.questions).cmp(&(&other.about, &other.questions)));
        let how = plan.action_view(ActionCode::LookUp).map(|view| prose(view.sentence));
        let opening = if parts.is_empty() {
            vec!["Nothing that you could look up is left open.".to_owned()]
        } else {
            how.into_iter().collect()
        };
        Ok(QuestionList { title: "To look up yourself".to_owned(), opening, parts, closing: Vec::new() })
    }
}

/// What is asked about a site: the fewest questions whose answers make its report usable, or all where the search for them
/// was not ended. Otherwise why nothing is.
fn questions(scorer: &Scorer, report: &BestReport) -> Result<Result<Vec<String>, &'static str>, Problems> {
    let is_asked = report.action.is_none_or(|action| action == ActionCode::Ask);
    match report.action {
        Some(action) if !is_asked => return Ok(Err(words::action(action))),
        _ if report.assessment.grade.is_none() => return Ok(Err(NO_REPORT)),
        _ => {}
    }
    let shown = scorer.assess_admitted(&without_witnesses(&report.dossier))?;
    let is_open = |id: &str| shown.gaps.iter().any(|gap| gap.criterion == id);
    let fewest = report.assessment.action.as_ref().and_then(|action| action.questions.as_ref());
    let is_needed = |id: &str| fewest.is_none_or(|fewest| fewest.iter().any(|one| one == id));
    let asked = open(scorer.plan(), report, AnswerFrom::Auditor, |id| is_needed(id) && is_open(id));
    Ok(if asked.is_empty() { Err(NOTHING_TO_ASK) } else { Ok(asked) })
}

/// The open questions that these can answer, by what they are about.
fn open(plan: &Plan, report: &BestReport, from: AnswerFrom, is_asked: impl Fn(&str) -> bool) -> Vec<String> {
    let gaps = report.assessment.gaps.iter();
    let gaps = gaps.filter(|gap| gap.answer_from == from && is_asked(&gap.criterion));
    let domain = |id: &str| plan.criterion(id).map_or("", |one| one.domain);
    let asks: BTreeSet<(&str, String)> = gaps.map(|gap| (domain(&gap.criterion), prose(&gap.ask))).collect();
    let mut questions: Vec<String> = Vec::new();
    for (_, ask) in asks {
        if !questions.contains(&ask) {
            questions.push(ask);
        }
    }
    questions
}

fn about(dossier: &Dossier) -> String {
    let site = [&dossier.site.name, &dossier.site.id, &dossier.r#ref].into_iter().flatten().next();
    let report = report_of(dossier.report.id.as_deref(), site.map(String::as_str));
    dossier.report.visit.end.map_or(report.clone(), |day| format!("{report}, visit until {day}"))
}

fn letter(to: Option<String>, by_questions: ByQuestions) -> Letter {
    let sites = by_questions.values().map(Vec::len).fold(0, usize::saturating_add);
    let mut parts: Vec<QuestionPart> = by_questions
        .into_iter()
        .map(|(questions, mut about)| {
            about.sort();
            QuestionPart { about, questions }
        })
        .collect();
    parts.sort_by(|one, other| one.about.cmp(&other.about));
    let (title, note) = match &to {
        Some(name) => (format!("Questions to {name}"), None),
        None => ("Questions to an auditing body that is not named".to_owned(), Some(UNNAMED.to_owned())),
    };
    let list = QuestionList {
        title,
        opening: note.into_iter().chain([before_questions(PURPOSE)]).collect(),
        parts,
        closing: vec![after_questions()],
    };
    Letter { to, sites: u32::try_from(sites).unwrap_or(u32::MAX), list }
}
