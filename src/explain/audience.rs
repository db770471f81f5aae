//! For whom an explanation is: what a supplier reads leaves out whatever could identify a witness.
//!
//! The supplier's version is made from a dossier without the findings whose source is a worker or not stated, so that no
//! count, day, chart or question can tell of them. What cannot differ between two versions of one answer stands over it:
//! the grade, the verdicts, the restrictions in force; but what a buyer does next is not told, nor is a verdict that
//! something hidden supersedes. Of groups under five nothing is told that says who was heard.

use crate::assessment::{FindingSource, Verdict};
use crate::dossier::Dossier;
use crate::dossier::finding::Finding;
use crate::explain::held::at_best;
use crate::explain::questions::SMALL_GROUP;
use crate::explain::tree::{Audience, Explanation, Grades, Held, ReasonBasis};
use crate::explain::words::counted;
use crate::fact::interviews;
use crate::plan::Scorer;
use crate::problem::Problems;

/// Said on every page for a supplier, whether anything was left out or not: otherwise the words would tell.
const LEFT_OUT: &str = "This version leaves out what could identify whoever gave evidence: small groups of workers, and \
                        some evidence from outside the audit. Grade and verdicts are those of the full version.";

pub(super) const NOT_SHOWN: &str =
    "evidence from outside the audit that this version does not show bears on the grade";

impl Scorer {
    /// The explanation for an audience.
    ///
    /// ```
    /// use audit_credence::explain::Audience;
    /// use audit_credence::{Dossier, Pack, Plan};
    ///
    /// let plan = Plan::new(&Pack::procurement().unwrap());
    /// let scorer = plan.at("2026-11-22".parse().unwrap());
    /// let dossier = Dossier::from_json(
    ///     br#"{ "report": { "document": "full_report" }, "findings": [{ "id": "hotline-7", "source": "worker" }] }"#,
    /// ).unwrap();
    /// let full = scorer.explain_for(&dossier, Audience::Full).unwrap();
    /// let supplier = scorer.explain_for(&dossier, Audience::Supplier).unwrap();
    /// assert_eq!((full.findings.len(), supplier.findings.len()), (1, 0));
    /// assert!(!supplier.to_json().contains("hotline-7"));
    /// assert_eq!(supplier.assessment.grade, full.assessment.grade);
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`Scorer::assess`].
    pub fn explain_for(&self, dossier: &Dossier, audience: Audience) -> Result<Explanation, Problems> {
        let full = self.explain(dossier)?;
        match audience {
            Audience::Full => Ok(full),
            Audience::Supplier => {
                let told = self.explain(&without_witnesses(dossier))?;
                Ok(for_supplier(told, full, dossier))
            }
        }
    }
}

fn could_identify(finding: &Finding) -> bool {
    matches!(finding.source, None | Some(FindingSource::Worker))
}

/// The dossier without the findings that could lead to a witness.
pub(super) fn without_witnesses(dossier: &Dossier) -> Dossier {
    let mut dossier = dossier.clone();
    let (hidden, shown): (Vec<_>, Vec<_>) =
        std::mem::take(&mut dossier.findings).into_iter().partition(could_identify);
    let is_shown = |id: &String| shown.iter().any(|finding| finding.id.as_ref() == Some(id));
    let is_hidden = |id: &String| hidden.iter().any(|finding| finding.id.as_ref() == Some(id));
    if let Some(answers) = &mut dossier.report.answers {
        answers.retain(|id| is_shown(id) || !is_hidden(id));
    }
    dossier.findings = shown;
    dossier
}

/// What a supplier reads: told without witnesses, with what is the same in every version from the full one.
fn for_supplier(mut told: Explanation, full: Explanation, dossier: &Dossier) -> Explanation {
    told.left_out = Some(LEFT_OUT);
    // What a buyer does next is for the buyer: told to the site, it may endanger whoever it is to protect.
    (told.action, told.assessment.action) = (None, None);
    (told.horizon.action, told.horizon.action_then, told.horizon.to_do) = (None, None, None);
    let is_hidden = |id: &String| {
        let mut such = dossier.findings.iter().filter(|finding| finding.id.as_ref() == Some(id));
        such.any(could_identify)
    };
    told.warnings = full.warnings;
    for warning in &mut told.warnings {
        if let Some(id) = warning.finding.take_if(|id| is_hidden(id)) {
            warning.text = warning.text.replacen(&format!(" (finding {id})"), "", 1);
        }
    }
    told.warnings.dedup();
    told.assessment.restrictions = full.assessment.restrictions;
    for restriction in &mut told.assessment.restrictions {
        restriction.finding.take_if(|id| is_hidden(id));
    }
    told.assessment.restrictions.dedup();
    // Nor does a verdict say that something hidden stands against the site.
    let is_restricted = !told.assessment.restrictions.is_empty();
    let is_told = |full: Verdict| full != Verdict::Superseded || is_restricted;
    for (one, full) in told.standards.iter_mut().zip(full.standards).filter(|(_, full)| is_told(full.verdict))
    {
        (one.verdict, one.word, one.meaning, one.tone) = (full.verdict, full.word, full.meaning, full.tone);
    }
    let verdicts = told.assessment.standards.values_mut().zip(full.assessment.standards.values());
    for (one, full) in verdicts.filter(|(_, full)| is_told(full.verdict)) {
        one.verdict = full.verdict;
    }
    if told.assessment.grade != full.assessment.grade {
        if let (Some(grade), Some(grades)) = (&full.assessment.grade, full.grades) {
            told.headline.label = full.headline.label;
            told.headline.tone = full.headline.tone;
            told.headline.text = format!("{}: {NOT_SHOWN}.", at_best(grade));
            told.headline.cited = Vec::new();
            let account = told.grades.map_or(String::new(), |own| own.account);
            told.grades = Some(Grades { account, ..grades });
        }
        told.headline.because = Vec::new();
        told.held = Held { worst: Vec::new(), best: Vec::new() };
        // What would raise the grade, and what answers would settle, was told of another one.
        (told.raises, told.out_of_reach) = (Vec::new(), None);
        told.gaps.iter_mut().for_each(|gap| gap.answers = Vec::new());
        told.assessment.grade = full.assessment.grade;
        told.assessment.demerits = full.assessment.demerits;
        (told.assessment.status, told.assessment.status_because) =
            (full.assessment.status, full.assessment.status_because);
        told.assessment.raises = Vec::new();
    }
    small_groups(&mut told, dossier);
    told
}

/// Leaves out what says who of few was heard.
fn small_groups(told: &mut Explanation, dossier: &Dossier) {
    told.not_heard.retain(|group| !group.could_identify);
    let heard = interviews::heard_workers(dossier).worst();
    if (1..SMALL_GROUP).contains(&heard) {
        for check in told.same.iter_mut().filter(|check| check.id == "workers") {
            let known = check.text.split_once("; ").map_or(String::new(), |(_, known)| format!("; {known}"));
            let fewer = counted(SMALL_GROUP, "worker", "workers");
            check.text = format!("fewer than {fewer} heard{known}");
            check.basis = ReasonBasis::Stated;
        }
    }
    // The number of a group in a list says which one it is.
    let of_list = |path: &str| path.split_once('[').map_or(path, |(list, _)| list).to_owned();
    for contradiction in &mut told.contradictions {
        contradiction.paths = contradiction.paths.iter().map(|path| of_list(path)).collect();
        contradiction.paths.dedup();
    }
    for gap in &mut told.gaps {
        gap.fact = of_list(&gap.fact);
    }
}
