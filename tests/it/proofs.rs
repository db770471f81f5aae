//! Proofs: the shipped packs are sound over all profiles, and packs broken on purpose are refuted with a witness.

use audit_credence::proof::{Proof, ProofResult, Witness};
use audit_credence::{Pack, PackText, Plan};

/// A pack of three criteria that is sound; each test replaces some of its lines.
pub(crate) const SOUND: &str = include_str!("../fixtures/small.toml");

#[track_caller]
fn prove(text: &str) -> Proof {
    let pack =
        PackText::parse(text).and_then(|text| text.link(&[])).unwrap_or_else(|problems| panic!("{problems}"));
    Plan::new(&pack).prove()
}

/// The sound pack with some lines replaced by others.
#[track_caller]
fn broken(changes: &[(&str, &str)]) -> Proof {
    let text = changes.iter().fold(SOUND.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "`{from}` is not in the pack");
        text.replace(from, to)
    });
    prove(&text)
}

/// The failures of the one property that is refuted.
#[track_caller]
fn refuted<'p>(proof: &'p Proof, id: &str) -> &'p [Witness] {
    for property in &proof.properties {
        let expected = property.id == id;
        assert_eq!(
            property.result == ProofResult::Refuted,
            expected,
            "{}: {:?}",
            property.id,
            property.witness
        );
    }
    &proof.properties.iter().find(|property| property.id == id).unwrap().witness
}

#[test]
fn every_shipped_pack_is_sound_over_all_profiles() {
    for (id, _) in Pack::SHIPPED {
        let proof = Plan::new(&Pack::shipped(id).unwrap()).prove();
        assert!(proof.is_sound(), "{id}: {}", proof.to_json_pretty());
        assert!(proof.nodes.is_some_and(|nodes| nodes > 1_000), "{id}");
    }
}

#[test]
fn the_profiles_of_all_grades_are_all_profiles() {
    let proof = prove(SOUND);
    assert!(proof.is_sound(), "{}", proof.to_json_pretty());
    let sum: u128 = proof.profiles.iter().map(|count| count.parse::<u128>().unwrap()).sum();
    assert_eq!(sum, 3 * 3 * 4);
}

#[test]
fn a_cap_that_another_always_shadows_is_dead() {
    let proof = broken(&[
        ("notice = \"announced\", access = \"limited\"", "notice = \"announced\", access = \"refused\""),
        ("grade = \"B\"", "grade = \"D\""),
    ]);
    let failures = refuted(&proof, "P3");
    assert_eq!(failures[0].subject, "announced_and_limited");
    assert_eq!(failures[0].how, "always shadowed by `semi_announced`");
}

#[test]
fn a_cap_that_demerits_always_forestall_is_dead() {
    let proof = broken(&[(
        "{ name = \"semi_announced\", label = \"semi announced\", demerits = 4 }",
        "{ name = \"semi_announced\", label = \"semi announced\", demerits = 5 }",
    )]);
    let failures = refuted(&proof, "P3");
    assert_eq!(failures[0].subject, "semi_announced");
    assert_eq!(failures[0].how, "demerits alone give B already");
}

#[test]
fn a_grade_that_no_sum_of_demerits_reaches_is_unreachable() {
    let proof = broken(&[("A = 4, B = 8", "A = 5, B = 6"), ("grade = \"B\"", "grade = \"C\"")]);
    assert_eq!(refuted(&proof, "P4")[0].subject, "B");
}

#[test]
fn a_level_that_never_differs_from_its_neighbour_has_no_effect() {
    let proof = broken(&[(
        "{ name = \"counsel\", label = \"counsel\", demerits = 5 }",
        "{ name = \"counsel\", label = \"counsel\", demerits = 8 }",
    )]);
    let failures = refuted(&proof, "P5");
    assert_eq!(failures[0].subject, "relation");
    assert_eq!(
        failures[0].how,
        "`first_party` and `counsel` never differ in a grade, a verdict or an action"
    );
}

#[test]
fn a_requirement_of_a_standard_is_an_effect() {
    let standard = "[standard.law]\ntitle = \"Law\"\nwhy = \"It asks.\"\nsources = [\"advice\"]\n[standard.law.requires]\nrelation = { at_least = \"counsel\", sources = [\"advice\"] }\n\n[[case]]\nname = \"the law\"\nas_of = 2026-01-01\ndossier = {}\nexpect = { verdicts = { law = \"not_demonstrated\" }, failed = { law = [\"relation\"] } }\n";
    let text = SOUND.replace(
        "{ name = \"counsel\", label = \"counsel\", demerits = 5 }",
        "{ name = \"counsel\", label = \"counsel\", demerits = 8 }",
    ) + standard;
    assert!(prove(&text).is_sound());
}

#[test]
fn one_step_over_three_grades_is_a_cliff() {
    let proof = broken(&[(
        "{ name = \"first_party\", label = \"first party\", demerits = 8 }",
        "{ name = \"first_party\", label = \"first party\", demerits = 24 }",
    )]);
    let failures = refuted(&proof, "P10");
    assert_eq!(failures[0].subject, "relation");
    assert_eq!(failures[0].how, "from `first_party` to `counsel` the grade goes from E to B");
    assert_eq!(failures[0].profiles[0]["relation"], "first_party");
}

#[test]
fn what_is_critical_holds_whatever_else_is_good() {
    let text = SOUND
        .replace("ask = \"Who was the auditor?\"", "ask = \"Who was the auditor?\"\ncritical = \"D\"")
        + "\n[[case]]\nname = \"own word\"\nas_of = 2026-01-01\ndossier = { report = { auditor = { relation = \"first_party\" } } }\nexpect = { levels = { relation = \"first_party\" } }\n";
    assert!(prove(&text).is_sound());
}

#[test]
fn the_order_of_a_pack_does_not_change_its_proof() {
    let (head, rest) = SOUND.split_once("[criterion.notice]").unwrap();
    let (notice, rest) = rest.split_once("[criterion.access]").unwrap();
    let moved = format!("{head}[criterion.access]{rest}\n[criterion.notice]{notice}");
    let (one, other) = (prove(SOUND), prove(&moved));
    assert_eq!(one.pack.sha256, other.pack.sha256);
    assert_eq!(one.root, other.root);
}
