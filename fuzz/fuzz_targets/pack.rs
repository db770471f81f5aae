//! Any text as a pack: no panic, places on characters, and what loads makes a plan that assesses.

#![no_main]

use std::sync::LazyLock;

use audit_credence::{Diagnostics, Dossier, Pack, PackText, Plan};
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

fuzz_target!(|text: &str| {
    match PackText::parse(text).and_then(|parsed| parsed.link(&BASES)) {
        Err(problems) => check(&problems, text),
        Ok(pack) => {
            let plan = Plan::new(&pack);
            let scorer = plan.at("2026-11-22".parse().expect("a day"));
            for dossier in DOSSIERS.iter() {
                // A pack may declare facts that a dossier states otherwise: refused, not a panic.
                let _ = scorer.assess(dossier);
            }
            for case in pack.cases().iter().filter(|case| case.file().is_none()) {
                let _ = case.run(&plan, None);
            }
        }
    }
});
