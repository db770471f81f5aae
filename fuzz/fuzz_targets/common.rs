//! What the targets share: the default pack, days to assess on, and what holds of every answer.

use std::sync::LazyLock;

use audit_credence::compare::compare;
use audit_credence::portfolio::Gathering;
use audit_credence::{Dossier, Pack, Plan, Problems, Scorer};

/// The default pack on days between which everything that depends on the day changes.
static SCORERS: LazyLock<Vec<Scorer>> = LazyLock::new(|| {
    let plan = Plan::new(&Pack::procurement().expect("the shipped pack loads"));
    ["2026-11-22", "0001-01-01", "9999-12-31"].map(|day| plan.at(day.parse().expect("a day"))).into()
});

/// A dossier that was accepted is assessed or refused with a reason, and its answer is JSON.
pub fn assess(dossier: &Dossier) {
    for scorer in SCORERS.iter() {
        match scorer.assess(dossier) {
            Ok(assessment) => {
                let again = scorer.assess(dossier).expect("the same dossier is assessed again");
                assert_eq!(assessment.to_json(), again.to_json());
                let json: serde_json::Value = serde_json::from_str(&assessment.to_json()).expect("JSON");
                assert!(json.is_object());
                other_doors(scorer, dossier);
            }
            Err(problems) => check(&problems, None),
        }
    }
}

/// What is assessed is explained, compared, looked ahead of and gathered, too.
fn other_doors(scorer: &Scorer, dossier: &Dossier) {
    let told = scorer.explain(dossier).expect("explained");
    assert_eq!(told.to_json(), serde_json::to_string(&told).expect("JSON"));
    scorer.horizon(dossier, 400).expect("looked ahead of");
    compare((scorer, dossier), (scorer, &Dossier::default())).expect("compared");
    let mut gathering = Gathering::new(scorer);
    for _ in 0..2 {
        gathering.add(dossier.clone()).expect("gathered");
    }
    gathering.portfolio(400).expect("a portfolio");
}

/// A refusal has a problem, and each place can be cut out of the text.
pub fn check(problems: &Problems, text: Option<&str>) {
    assert!(problems.iter().next().is_some(), "refused without a problem");
    for problem in problems {
        assert!(!problem.message.is_empty() && !problem.message.contains('\n'), "{problem:?}");
        if let Some((span, text)) = problem.span.clone().zip(text) {
            assert!(text.get(span).is_some(), "{problem:?}");
        }
    }
}
