//! What holds of every answer that is given of a dossier.

use audit_credence::assessment::Assessment;
use audit_credence::explain::{Audience, Explanation, words};
use audit_credence::{Dossier, Facts, Scorer};

use crate::problems;
use crate::scorers::answered;

/// A dossier that was accepted is assessed or refused with a reason, and every answer about it is JSON.
pub fn assess(scorer: &Scorer, dossier: &Dossier) {
    dossier.check().expect("what a reader accepted is accepted");
    match scorer.assess(dossier) {
        Ok(assessment) => {
            assessment_is_whole(scorer, dossier, &assessment);
            let full = scorer.explain(dossier).expect("explained");
            assert_eq!(full.assessment, assessment);
            assert_eq!(full.to_json(), serde_json::to_string(&full).expect("JSON"));
            drawn(&full);
            drawn(&scorer.explain_for(dossier, Audience::Supplier).expect("explained"));
            scorer.horizon(dossier, 400).expect("looked ahead of");
        }
        Err(problems) => problems::check(&problems, None),
    }
}

/// What is short agrees with what is long, and what is kept with what is read.
fn assessment_is_whole(scorer: &Scorer, dossier: &Dossier, assessment: &Assessment) {
    assert_eq!(assessment.to_json(), serde_json::to_string(assessment).expect("JSON"));
    let headline = scorer.headline(dossier).expect("what is assessed has a headline");
    assert_eq!(headline.grade, assessment.grade);
    let levels = scorer.levels(&Facts::from_dossier(dossier)).expect("what is assessed has levels");
    answered(scorer, &levels);
    let Some(range) = &assessment.grade else { return };
    assert_eq!(range.range(), scorer.grade(&levels));
    assert!(range.worst.grade().steps_to(range.best.grade()) < 26 && !range.worst.name().is_empty());
    for view in scorer.plan().grade_views() {
        let grade = scorer.plan().grade_named(view.name).expect("a grade of the scale");
        assert!(!assessment.is_at_least(grade) || range.worst.grade() >= grade);
    }
    if let Some(account) = &assessment.account {
        let sums = account.points();
        assert!(sums.shown.saturating_add(sums.against).saturating_add(sums.unsaid) <= sums.of);
        assert!(!words::account(account).is_empty() && !words::points(&sums).is_empty());
    }
    for verdict in assessment.standards.values().map(|standard| standard.verdict) {
        assert!(!words::verdict(verdict).0.is_empty());
    }
    assessment.restrictions.iter().for_each(|one| assert!(!words::restriction(one.basis).is_empty()));
    assessment.status_because.iter().copied().for_each(|one| assert!(!words::status_cause(one).is_empty()));
}

fn drawn(explanation: &Explanation) {
    let screen = explanation.screen();
    assert!(!screen.grade.is_empty());
    let list = explanation.question_list();
    let questions = list.parts.iter().flat_map(|part| &part.questions);
    assert!(questions.map(String::as_str).all(|question| words::prose(question).len() <= question.len()));
    assert!(words::counted(1, "question", "questions").starts_with('1'));
}
