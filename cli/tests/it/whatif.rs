//! What-if: the matrix agrees with scoring twice, moves have their reasons, and facts are kept.

use serde_json::{Value, json};

use crate::support::{AS_OF, Folder, credence};

/// A pack that takes one cap away and makes one criterion dearer.
const OTHER: &str = r#"[pack]
id = "other"
format = 1
version = "0.1.0"
title = "Ours"
builds_on = ["procurement"]

[change.cap.over_three_years]
grade = "D"

[[case]]
name = "the exemplary audit is an A"
as_of = 2026-06-01
dossier = "examples/exemplary.toml"
expect = { worst = "A" }
"#;

/// How many dossiers a list of counts comes to.
fn count(comparison: &Value, list: &str) -> u64 {
    comparison[list].as_array().unwrap().iter().map(|one| one["count"].as_u64().unwrap()).sum()
}

#[test]
fn the_matrix_agrees_with_scoring_twice_and_facts_are_kept() {
    let folder = Folder::new("whatif");
    let other = folder.file("other.toml", OTHER);
    let lines = credence(&["sample", "150", "--seed", "5"]).out + "{ \"reff\": 1 }\n";
    let (input, moved) = (folder.file("all.jsonl", lines), folder.path("moved.jsonl"));
    let ends = |pack: &str| -> Vec<(Value, (Value, Value))> {
        let args =
            ["score", "--quiet", "--as-of", AS_OF, "--format", "jsonl", "--detail", "grades", "--pack", pack];
        let ran = credence(&[&args[..], &[&input]].concat()).exits(3);
        let actions = ran.each("action").into_iter().map(|action| action["code"].clone());
        ran.each("ref").into_iter().zip(ran.each("grade").into_iter().zip(actions)).collect()
    };
    let expected: Vec<Value> = ends("procurement")
        .into_iter()
        .zip(ends(&other))
        .filter(|((_, from), (_, to))| from != to)
        .map(|((key, from), (_, to))| json!([key, from.0, from.1, to.0, to.1]))
        .collect();
    assert!(!expected.is_empty(), "the pack moves nothing");
    let ask = |more: &[&str]| {
        let args = ["whatif", "--pack", "procurement", "--pack", &other, "--as-of", AS_OF, "--moved", &moved];
        credence(&[&args[..], more, &[&input]].concat()).exits(3)
    };
    let first = ask(&["--format", "json"]).says("all.jsonl:151: error[unknown_key]");
    let found = first.json();
    assert_eq!((&found["read"], &found["refused"]), (&json!(150), &json!(1)));
    let comparison = &found["comparisons"][0];
    assert_eq!((&comparison["moved"], count(comparison, "cells")), (&json!(expected.len()), 150));
    let records: Vec<Value> = std::fs::read_to_string(&moved)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let keys = ["ref", "from", "from_action", "to", "to_action"];
    let told = |one: &Value| json!(keys.map(|key| &one[key]));
    assert_eq!(records.iter().map(told).collect::<Vec<_>>(), expected);
    let acted = records.iter().filter(|record| record["from_action"] != record["to_action"]).count();
    assert!(acted > 0 && count(comparison, "actions") == acted as u64, "{comparison}");
    for record in records.iter().filter(|record| record["from"] != record["to"]) {
        let reasons = record["because"].as_array().unwrap();
        let of_cap = |change: &str| json!({ "change": change, "cap": "over_three_years" });
        assert!(reasons.contains(&of_cap("cap_added")) || reasons.contains(&of_cap("cap_moved")), "{record}");
    }

    // From the facts that were kept, the same; the lines of the file are not read.
    let kept = format!("{input}.facts");
    assert!(std::fs::exists(&kept).unwrap());
    let again = ask(&["--format", "json"]);
    assert_eq!((again.out.as_str(), again.err.as_str()), (first.out.as_str(), ""));
    ask(&[]).prints("worst end: down procurement").prints("cap over_three_years decides");
    let whole = std::fs::read(&kept).unwrap();
    let mut chance = audit_credence_sample::Chance::new(13, 0);
    let after = u32::try_from(whole.len() - 8).unwrap();
    let drawn: Vec<usize> = (0..3).map(|_| 8 + chance.below(after) as usize).collect();
    // Damaged facts and those of another content are made again; without the first eight bytes the file is somebody's.
    for at in [8, 16, 50, 90, whole.len() - 40, whole.len() - 1].into_iter().chain(drawn) {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        std::fs::write(&kept, damaged).unwrap();
        assert_eq!(ask(&["--format", "json"]).says("all.jsonl:151").out, first.out, "byte {at}");
        assert_eq!(std::fs::read(&kept).unwrap(), whole, "made again");
    }
    std::fs::write(&kept, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(ask(&["--format", "json"]).out, first.out);
    std::fs::write(&input, "{ \"ref\": \"other\" }\n{ \"reff\": 1 }\n").unwrap();
    assert_eq!(ask(&["--format", "json"]).json()["read"], 1);
    std::fs::remove_file(&kept).unwrap();
    ask(&["--no-cache"]);
    assert!(!std::fs::exists(&kept).unwrap());
}

#[test]
fn what_a_pack_refuses_is_refused_as_scoring_refuses_it() {
    let folder = Folder::new("whatif-refused");
    let other = "rules/examples/acme.toml";
    let lines = "{ \"extra\": { \"acme_hotlin\": true } }\n{ \"extra\": { \"lift\": true } }\n";
    let input = folder.file("all.jsonl", lines);
    let message = "all.jsonl:1: error[extra_undeclared]: extra.acme_hotlin";
    credence(&["score", "--pack", other, "--as-of", AS_OF, &input]).exits(3).says(message);
    let args = ["whatif", "--pack", "procurement", "--pack", other, "--as-of", AS_OF, "--format", "json"];
    // The second time from the facts that were kept.
    for _ in 0..2 {
        let found = credence(&[&args[..], &[&input]].concat()).exits(3).says(message).json();
        assert_eq!((&found["read"], &found["refused"]), (&json!(1), &json!(1)));
    }
}

#[test]
fn a_comparison_needs_packs_that_can_be_had() {
    credence(&["whatif", "examples/exemplary.toml"]).exits(2);
    credence(&["whatif", "--pack", "procurement", "examples/exemplary.toml"]).exits(2).says("two packs");
    let both = ["whatif", "--pack", "procurement", "--pack"];
    credence(&[&both[..], &["no-such", "examples/exemplary.toml"]].concat()).exits(4);
    credence(&[&both[..], &["cbp", "--no-cache", "no/such.jsonl"]].concat()).exits(5);
    let same =
        credence(&[&both[..], &["procurement", "--no-cache", "examples/exemplary.toml"]].concat()).exits(0);
    same.prints("0 of 1 moved");
}
