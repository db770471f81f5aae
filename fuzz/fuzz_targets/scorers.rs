//! The plan that dossiers are assessed by, days to assess on, and what holds of levels.

use std::sync::LazyLock;

use audit_credence::assessment::HeldBy;
use audit_credence::explain::words;
use audit_credence::{Grade, Levels, Pack, Plan, Scorer};

/// The default pack on days between which everything that depends on the day changes.
static SCORERS: LazyLock<Vec<Scorer>> = LazyLock::new(|| {
    let plan = Plan::new(&Pack::procurement().expect("the shipped pack loads"));
    ["2026-11-22", "0001-01-01", "9999-12-31"].map(|day| plan.at(day.parse().expect("a day"))).into()
});

/// One of them, by any number.
pub fn one(number: usize) -> &'static Scorer {
    &SCORERS[number % SCORERS.len()]
}

/// Of levels: a grade, an action, what decides.
pub fn answered(scorer: &Scorer, levels: &Levels) {
    let grade = scorer.grade(levels);
    assert!(grade.worst() <= grade.best() && grade.contains(grade.worst()));
    assert_eq!(grade.is_settled(), grade.worst() == grade.best());
    assert_eq!(grade.map(Grade::index).worst(), grade.worst().index());
    if let Some(code) = scorer.action(levels) {
        assert!(!words::action(code).is_empty() && scorer.plan().action_view(code).is_some());
        assert!(!code.stops() || grade.worst() <= grade.best());
    }
    let (worst, best) = scorer.decided(levels);
    assert!(worst.demerits >= best.demerits);
    let held = |cap: &&str| scorer.plan().why_held(cap, HeldBy::Silence).is_some();
    assert!(worst.caps.iter().chain(&best.caps).all(held));
    let plan = scorer.plan();
    assert!((0..plan.criteria().count()).all(|criterion| levels.get(criterion).is_some()));
    assert!(!(levels.is_graded() && levels.reports_abuse()));
}
