//! Any text as a pack: no panic, places on characters, and what loads is shown, planned, proved and held against another.

#![no_main]

mod proofs;

use std::sync::LazyLock;

use audit_credence::stale::stale;
use audit_credence::{Case, Date, Diagnostics, Dossier, Pack, PackText, Plan};
use libfuzzer_sys::fuzz_target;

static BASES: LazyLock<Vec<Pack>> = LazyLock::new(|| {
    let minimal = PackText::parse(include_str!("../../tests/fixtures/packs/minimal.toml"));
    let minimal = minimal.and_then(|text| text.link(&[])).expect("the minimal pack loads");
    let shipped = Pack::SHIPPED.iter().map(|(id, _)| Pack::shipped(id).expect("a shipped pack loads"));
    shipped.chain([minimal]).collect()
});

static DOSSIERS: LazyLock<Vec<Dossier>> = LazyLock::new(|| {
    let exemplary = Dossier::from_toml(include_str!("../../examples/exemplary.toml"));
    vec![Dossier::default(), exemplary.expect("the example is a dossier")]
});

fuzz_target!(|text: &str| {
    match PackText::parse(text) {
        Err(problems) => check(&problems, text),
        Ok(parsed) => {
            assert!(
                parsed.builds_on().all(|base| base.len() <= text.len()) && parsed.id().len() <= text.len()
            );
            match parsed.link(&BASES) {
                Err(problems) => check(&problems, text),
                Ok(pack) => loaded(&pack, text),
            }
        }
    }
});

fn check(problems: &Diagnostics, text: &str) {
    assert!(problems.iter().next().is_some(), "refused without a problem");
    for problem in problems {
        assert!(!problem.message.is_empty() && !problem.message.contains('\n'), "{problem:?}");
        for span in
            [Some(&problem.span), problem.related.as_ref().map(|(span, _)| span)].into_iter().flatten()
        {
            assert!(text.get(span.clone()).is_some(), "{problem:?}");
        }
    }
}

fn loaded(pack: &Pack, text: &str) {
    let plan = Plan::new(pack);
    assert_eq!(plan.id(), pack.id());
    let day: Date = "2026-11-22".parse().expect("a day");
    let scorer = plan.at(day);
    assert_eq!((scorer.plan().id(), scorer.as_of()), (pack.id(), day));
    for dossier in DOSSIERS.iter() {
        // A pack may declare facts that a dossier states otherwise: refused, not a panic.
        let _ = scorer.explain(dossier);
    }
    for case in pack.cases() {
        let file = case.file().and_then(Pack::shipped_dossier);
        assert!(text.get(case.span()).is_some() && !case.name().contains('\n'));
        let _ = (case.states_levels(), case.run(&plan, file), case.ready(file).map(|ready| ready.run(&plan)));
    }
    shown(pack, text, day);
    ruled(&plan);
    if plan.criteria().count() <= 8 && pack.cases().iter().filter_map(Case::file).next().is_none() {
        proofs::proved(pack, &plan);
    }
}

/// What a pack says of itself.
fn shown(pack: &Pack, text: &str, day: Date) {
    assert!(!pack.title().contains('\0') && pack.counts().iter().all(|(noun, _)| !noun.is_empty()));
    let known = pack.bases().chain([pack.id().id.as_str()]).count();
    assert!(known >= 1 && pack.domains().all(|domain| !domain.title.contains('\0')));
    assert_eq!(pack.bands().len() + 1, pack.grades().count());
    assert!(pack.references().all(|one| one.sources.iter().all(|id| pack.source(id).is_some())));
    assert!(pack.left_out().all(|one| one.sources.iter().all(|id| pack.source(id).is_some())));
    for (id, scheme) in pack.schemes() {
        let _ = (scheme.rule_on(day), pack.schemes_of_code(id));
    }
    for name in pack.cases().iter().flat_map(Case::names) {
        for path in [format!("criterion.{name}.levels[0].demerits"), format!("cap.{name}")] {
            assert!(PackText::place(text, &path).is_none_or(|place| text.get(place).is_some()));
        }
    }
    for days in [0, 365, u32::MAX] {
        assert!(stale(pack, day, days).iter().all(|one| pack.source(&one.source).is_some()));
    }
}

/// What a plan says of the rules.
fn ruled(plan: &Plan) {
    let views = plan.grade_views().count();
    for name in &plan.id().scale {
        let grade = plan.grade_named(name).expect("a grade of the scale");
        assert!(plan.grade_name(grade) == name && plan.grade_view(grade).is_some() && grade.index() < views);
    }
    for id in plan.criteria() {
        let criterion = plan.criterion(id).expect("a criterion");
        assert!(criterion.sources.iter().all(|id| plan.source(id).is_some()));
    }
    assert!(plan.caps().all(|id| plan.cap(id).is_some()));
    assert!(plan.standards().all(|id| plan.standard(id).is_some()));
    let _ = plan.scheme("bap", None);
    let worst = plan.profile(&vec![0; plan.criteria().count()]).expect("every criterion has a worst level");
    let range = plan.at("2026-11-22".parse().expect("a day")).grade(&worst);
    assert!(range.is_settled());
}
