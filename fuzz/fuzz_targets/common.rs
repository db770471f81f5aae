//! What holds of every answer that is given of a dossier.

use audit_credence::assessment::Assessment;
use audit_credence::compare::compare;
use audit_credence::explain::{Audience, Explanation, words};
use audit_credence::portfolio::{Gathering, Portfolio};
use audit_credence::{Dossier, Facts, Scorer};

use crate::problems;
use crate::scorers::{SCORERS, answered};

/// A dossier that was accepted is assessed or refused with a reason, and its answer is JSON.
pub fn assess(dossier: &Dossier) {
    dossier.check().expect("what a reader accepted is accepted");
    for scorer in SCORERS.iter() {
        match scorer.assess(dossier) {
            Ok(assessment) => {
                let again = scorer.assess(dossier).expect("the same dossier is assessed again");
                assert_eq!(assessment.to_json(), again.to_json());
                assessment_is_whole(scorer, dossier, &assessment);
                other_answers(scorer, dossier, &assessment);
            }
            Err(problems) => problems::check(&problems, None),
        }
    }
}

/// What is short agrees with what is long, and what is kept with what is read.
fn assessment_is_whole(scorer: &Scorer, dossier: &Dossier, assessment: &Assessment) {
    let compact = serde_json::to_string(assessment).expect("JSON");
    assert_eq!(assessment.to_json(), compact);
    let json: serde_json::Value = serde_json::from_str(&assessment.to_json_pretty()).expect("JSON");
    assert_eq!(json, serde_json::from_str::<serde_json::Value>(&compact).expect("JSON"));
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

/// What is assessed is explained, compared, looked ahead of and gathered, too.
fn other_answers(scorer: &Scorer, dossier: &Dossier, assessment: &Assessment) {
    let full = scorer.explain(dossier).expect("explained");
    assert_eq!(&full.assessment, assessment);
    drawn(&full);
    drawn(&scorer.explain_for(dossier, Audience::Supplier).expect("explained"));
    scorer.horizon(dossier, 400).expect("looked ahead of");
    pair(scorer, dossier, &Dossier::default());
}

fn drawn(explanation: &Explanation) {
    assert_eq!(explanation.to_json(), serde_json::to_string(explanation).expect("JSON"));
    assert!(explanation.to_json_pretty().len() >= explanation.to_json().len());
    let screen = explanation.screen();
    assert!(!screen.grade.is_empty());
    let list = explanation.question_list();
    assert!(list.questions.iter().all(|question| words::prose(&question.ask).len() <= question.ask.len()));
    assert!(words::counted(1, "question", "questions").starts_with('1'));
}

/// Two dossiers beside each other and in one portfolio, in whatever order they come.
pub fn pair(scorer: &Scorer, one: &Dossier, other: &Dossier) {
    let Ok(comparison) = compare((scorer, one), (scorer, other)) else { return };
    assert!(comparison.to_json_pretty().starts_with('{'));
    let together = |dossiers: &[&Dossier]| -> Portfolio {
        let mut gathering = Gathering::new(scorer);
        for dossier in dossiers {
            gathering.add((*dossier).clone()).expect("what is compared is gathered");
        }
        gathering.portfolio(400).expect("a portfolio")
    };
    let portfolio = together(&[one, other, one]);
    assert_eq!(portfolio.to_json(), together(&[other, one, one]).to_json());
    assert!(portfolio.to_json_pretty().starts_with('{'));
    assert!(portfolio.sites.windows(2).all(|pair| pair[0].urgency() <= pair[1].urgency()));
}
