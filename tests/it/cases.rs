//! Cases: those about levels say what the naive evaluator says, and what differs is told with its reason.

use std::fmt::Write as _;

use audit_credence::{CaseFailure, Pack, PackText, Plan};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::laws::{Law, holds, link_all};
use crate::naive::{Naive, Profile};
use crate::packs_drawn::{Packs, packs};

/// A case about levels with everything that the naive evaluator says of them.
fn case(naive: &Naive, worst: &Profile, best: &Profile) -> String {
    let mut levels = Vec::new();
    let mut gaps = Vec::new();
    for (at, criterion) in naive.criteria.iter().enumerate() {
        let name = |level: usize| &criterion.levels[level].0;
        if worst[at] != naive.top(at) {
            levels.push(format!("{} = \"{}..{}\"", criterion.id, name(worst[at]), name(best[at])));
        }
        if worst[at] != best[at] {
            gaps.push(format!("{} = {}", criterion.id, naive.closes(worst, best, at)));
        }
    }
    let mut caps = naive.caps_that_bind(worst);
    caps.extend(naive.caps_that_bind(best));
    let standings = naive.standings(worst, best);
    let failed: Vec<String> =
        standings.iter().map(|(id, standing)| format!("{id} = {:?}", standing.failed)).collect();
    let mut out = String::new();
    let _ = writeln!(out, "[[case]]\nname = \"drawn\"\nlevels = {{ {} }}\n[case.expect]", levels.join(", "));
    let grade = |profile| &naive.scale[naive.grade(profile)];
    let _ = writeln!(out, "worst = {:?}\nbest = {:?}\ncaps = {caps:?}", grade(worst), grade(best));
    let _ = writeln!(out, "failed = {{ {} }}\ngaps = {{ {} }}", failed.join(", "), gaps.join(", "));
    out
}

fn run_last(packs: &Packs, case: &str) -> Result<Result<(), CaseFailure>, TestCaseError> {
    let mut packs = packs.clone();
    packs.0.last_mut().unwrap().1.push_str(case);
    let pack = link_all(&packs)?.pop().unwrap();
    let plan = Plan::new(&pack);
    Ok(pack.cases().last().unwrap().run(&plan, None))
}

#[test]
fn a_case_about_levels_holds_exactly_where_the_naive_evaluator_says_so() {
    let draws = (packs(), proptest::collection::vec((any::<Index>(), any::<Index>()), 16));
    let law = |(packs, spans): (Packs, Vec<(Index, Index)>)| -> Law {
        let naive = Naive::read(&packs.0.last().unwrap().0, packs.0.iter().map(|(_, text)| text.as_str()));
        let ends = |at: usize| {
            let (one, other) = &spans[at % spans.len()];
            let count = naive.criteria[at].levels.len();
            // Half of the spans are settled.
            let other = if other.index(2) == 0 { one.index(count) } else { other.index(count) };
            (one.index(count).min(other), one.index(count).max(other))
        };
        let (worst, best): (Profile, Profile) = (0..naive.criteria.len()).map(ends).unzip();
        let text = case(&naive, &worst, &best);
        let told = |failure: CaseFailure| TestCaseError::fail(format!("{failure}\n{text}"));
        run_last(&packs, &text)?.map_err(told)?;
        // The same with another worst grade does not.
        let grade = naive.grade(&worst);
        let other = &naive.scale[if grade == 0 { 1 } else { grade - 1 }];
        let wrong = text.replace(&format!("worst = {:?}", naive.scale[grade]), &format!("worst = {other:?}"));
        let failure = run_last(&packs, &wrong)?.expect_err("a wrong grade");
        prop_assert_eq!(failure.differences.len(), 1);
        prop_assert_eq!(failure.differences[0].what.as_str(), "worst");
        prop_assert_eq!(&failure.differences[0].found, &naive.scale[grade]);
        Ok(())
    };
    holds(256, draws, law);
}

/// The one case of the small pack that is about levels, with these lines.
fn small(lines: &str) -> Result<(), CaseFailure> {
    let text = format!("{}\n[[case]]\nname = \"tried\"\n{lines}\n", crate::proofs::SOUND);
    let pack = PackText::parse(&text).and_then(|text| text.link(&[])).unwrap_or_else(|why| panic!("{why}"));
    pack.cases()[1].run(&Plan::new(&pack), None)
}

#[track_caller]
fn told(lines: &str, expected: &str) {
    let failure = small(lines).expect_err(lines);
    assert_eq!(failure.to_string(), expected);
}

#[test]
fn criteria_that_a_case_leaves_out_stand_at_their_top() {
    assert_eq!(small("levels = {}\nexpect = { worst = \"A\", best = \"A\", caps = [] }"), Ok(()));
    let lines = "levels = { notice = \"announced..semi_announced\" }\nexpect = { worst = \"B\", best = \"B\", status = \"settled\", caps = [\"semi_announced\"], gaps = { notice = 0 }, raises = { A = [\"notice\"] } }";
    assert_eq!(small(lines), Ok(()));
}

#[test]
fn what_differs_is_told_with_its_reason() {
    told(
        "levels = { notice = \"announced\", access = \"limited\" }\nexpect = { worst = \"C\", caps = [\"semi_announced\"] }",
        "tried
  worst: expected C, found D
    12 demerits (`notice = announced` 7, `access = limited` 5) give C
    `announced_and_limited` holds it at D: `access` stands at `limited`, `notice` stands at `announced`
    `semi_announced` holds it at B: `notice` stands at `announced`
  caps: expected semi_announced, found announced_and_limited
    `announced_and_limited` holds it at D: `access` stands at `limited`, `notice` stands at `announced`
    `semi_announced` holds and decides nothing: its grade is B, and demerits or other caps give D to D",
    );
    told(
        "levels = { notice = \"semi_announced\" }\nexpect = { caps = [\"announced_and_limited\", \"semi_announced\"], gaps = { notice = 1 }, raises = { A = [\"access\"] } }",
        "tried
  caps: expected announced_and_limited, semi_announced, found semi_announced
    `announced_and_limited` does not hold: `access` stands at `full`, better than `limited`, `notice` stands at `semi_announced`, better than `announced`
  gap of notice: expected 1, found no gap
    `report.visit.notice` is not stated
  raise to A: expected access, found notice
    effort 2
    `notice` to `unannounced`: Visit unannounced.",
    );
    told(
        "as_of = 2026-01-01\ndossier = { report = { visit = { notice = \"announced\" } } }\nexpect = { levels = { notice = \"unannounced\" } }",
        "tried
  level of notice: expected unannounced, found announced
    `report.visit.notice` is announced",
    );
    told(
        "as_of = 2026-01-01\ndossier = { report = { document = \"certificate_only\" } }\nexpect = { worst = \"E\", status = \"open\" }",
        "tried
  worst: expected E, found none
    there is no report to grade: certificate_only
  status: expected open, found unscorable
    there is no report to grade: certificate_only",
    );
    told(
        "as_of = 2026-01-01\ndossier = \"nowhere.toml\"\nexpect = { worst = \"E\" }",
        "tried\n  case: expected an answer, found the dossier `nowhere.toml` is not given",
    );
}

#[test]
fn a_standard_that_differs_is_told_with_what_it_requires() {
    let law = "[standard.law]\ntitle = \"Law\"\nwhy = \"It asks.\"\nsources = [\"advice\"]\n[standard.law.requires]\nrelation = { at_least = \"counsel\", sources = [\"advice\"] }\naccess = { at_least = \"full\", sources = [\"advice\"] }\n[[case]]\nname = \"tried\"\nlevels = { relation = \"first_party\" }\nexpect = { verdicts = { law = \"met\" }, failed = { law = [\"access\"] } }\n[[case]]\nname = \"the rest\"\nlevels = { relation = \"first_party\", access = \"limited\" }\nexpect = { failed = { law = [\"access\", \"relation\"] } }\n";
    let text = format!("{}\n{law}", crate::proofs::SOUND);
    let pack = PackText::parse(&text).and_then(|text| text.link(&[])).unwrap_or_else(|why| panic!("{why}"));
    let plan = Plan::new(&pack);
    let failure = pack.cases()[1].run(&plan, None).unwrap_err();
    assert_eq!(
        failure.to_string(),
        "tried
  verdict of law: expected met, found not_met
    failed: relation
  failed of law: expected access, found relation
    `access` stands at `full`, at least `full` is required
    `relation` stands at `first_party`, at least `counsel` is required"
    );
    assert_eq!(pack.cases()[2].run(&plan, None), Ok(()));
    // Under a pack without that standard, and without those criteria.
    let without = PackText::parse(crate::proofs::SOUND).and_then(|text| text.link(&[])).unwrap();
    let failure = pack.cases()[1].run(&Plan::new(&without), None).unwrap_err();
    assert_eq!(failure.differences[0].found, "none");
    assert_eq!(failure.differences[0].because, ["the pack has no such standard"]);
    let renamed = crate::proofs::SOUND
        .replace("relation =", "related =")
        .replace("criterion.relation", "criterion.related");
    let renamed = PackText::parse(&renamed).and_then(|text| text.link(&[])).unwrap();
    let failure = pack.cases()[1].run(&Plan::new(&renamed), None).unwrap_err();
    assert_eq!(failure.differences[0].found, "the pack has no criterion `relation`");
}

#[test]
fn a_case_reads_its_dossier_once_for_many_plans() {
    let (audit, wrc) = (Pack::shipped("audit").unwrap(), Pack::shipped("wrc").unwrap());
    let plans = [Plan::new(&audit), Plan::new(&wrc)];
    let example = crate::packs::example;
    for case in audit.cases() {
        let ready = case.ready(case.file().map(example).as_deref()).unwrap();
        assert_eq!(ready.run(&plans[0]), Ok(()));
        assert_eq!(ready.run(&plans[1]), case.run(&plans[1], case.file().map(example).as_deref()));
    }
}
