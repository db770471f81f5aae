//! What is proved of a small pack that loaded, and what its cases see of it.

use audit_credence::cover::cover;
use audit_credence::diff::Diff;
use audit_credence::mutant::{Mutants, Scope, Suite};
use audit_credence::{Pack, Plan};

pub fn proved(pack: &Pack, plan: &Plan) {
    let proof = plan.prove();
    assert!(!(proof.is_sound() && proof.is_refuted()));
    assert!(proof.to_json_pretty().starts_with('{') && plan.vectors().to_json_pretty().ends_with('\n'));
    assert!(plan.sensitivity().take(40).all(|weight| !weight.rule.is_empty()));
    let itself = Diff::between(plan, plan);
    assert!(itself.moves.is_empty() && itself.version_says_so() != Some(false));
    let worst = vec![0; plan.criteria().count()];
    if let Some(diagram) = plan.grade_diagram() {
        let levels = plan.profile(&worst).expect("every criterion has a worst level");
        assert_eq!(
            diagram.grade(&worst),
            plan.at("2026-11-22".parse().expect("a day")).grade(&levels).worst()
        );
    }
    let ready = pack.cases().iter().filter_map(|case| case.ready(None).ok());
    let Ok(suite) = Suite::new(plan, ready) else { return };
    let suites = [suite];
    assert!(cover(plan, &suites, Scope::Own).iter().all(|one| !one.what.is_empty()));
    assert!(Mutants::new(plan, &suites, Scope::Own).take(40).all(|one| !one.change.is_empty()));
}
