//! What is known of packs over all profiles, as the command tells it: certificate, mutants, cover, diff, sensitivity.

use crate::support::{Folder, credence};

/// A pack of one's own on `wrc` with one cap, a case for it, and room for more.
const OWN: &str = r#"[pack]
id = "own"
format = 1
version = "1.0.0"
title = "Ours"
builds_on = ["wrc"]

[source.advice]
title = "Advice"
publisher = "Authority"
url = "https://example.org/advice"
read_on = 2026-11-22
status = "primary"

[cap.unpublished]
when = [{ published = "no" }]
grade = "B"
why = "What nobody can read nobody can check."
when_silent = "That anybody can read it is not shown."
sources = ["advice"]

[[case]]
name = "what is not published is no A"
levels = { published = "no" }
expect = { worst = "B", caps = ["unpublished"] }
"#;

#[test]
fn the_certificate_names_pack_engine_properties_and_root() {
    let proof = credence(&["pack", "check", "--format", "json", "wrc"]).exits(0).json();
    let proof = &proof[0];
    assert_eq!(proof["pack"]["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(proof["root"].as_str().unwrap().len(), 64);
    assert!(proof["engine"].as_str().unwrap().contains('.'));
    let properties = proof["properties"].as_array().unwrap();
    let ids: Vec<&str> = properties.iter().map(|property| property["id"].as_str().unwrap()).collect();
    assert_eq!(ids, (1..=13).chain([18, 19]).map(|number| format!("P{number}")).collect::<Vec<_>>());
    for property in properties {
        let result = property["result"].as_str().unwrap();
        assert_eq!(property["law"].is_string(), result == "by_construction", "{property}");
        assert_eq!(property["witness"].as_array().unwrap().len(), 0, "{property}");
    }
    assert_eq!(proof["profiles"].as_array().unwrap().len(), 5);
    assert_eq!(proof["floors"][0]["criterion"], "access");
    let exceptions = proof["exceptions"].as_array().unwrap();
    assert!(
        exceptions.iter().any(|one| one["because"] == "contradiction" && one["criterion"] == "integrity")
    );
}

#[test]
fn what_fails_is_shown_at_the_line_that_causes_it() {
    let folder = Folder::new("lines");
    let dead = OWN
        .replace("grade = \"B\"", "grade = \"A\"")
        .replace("worst = \"B\", caps = [\"unpublished\"]", "worst = \"A\"");
    let own = folder.file("own.toml", dead.replace("expect = {", "expect = { caps = [],"));
    let line = OWN.lines().position(|line| line == "[cap.unpublished]").unwrap() + 1;
    let ran = credence(&["pack", "check", &own]);
    // The loader sees it too where it can; what it lets through the proof refutes at the same line.
    let (out, err) = (ran.out.clone(), ran.err.clone());
    ran.exits(4);
    assert!(format!("{out}{err}").contains(&format!("own.toml:{line}")), "{out}{err}");
}

/// A pack in which the lightest criterion never decides, as the others add up to multiples of six, and with so many caps
/// over several criteria that neither the diagram nor the boxes come to an end.
fn hard() -> String {
    use std::fmt::Write as _;

    let named = |all: std::collections::BTreeSet<usize>| {
        all.into_iter().map(|criterion| format!("c{criterion} = \"no\"")).collect::<Vec<_>>().join(", ")
    };
    let mut out = String::from(
        "[pack]\nid = \"hard\"\nformat = 1\nversion = \"1.0.0\"\ntitle = \"Hard\"\nscale = [\"B\", \"A\"]\nbands = { A = 98 }\n\
         [grade]\nB = { word = \"B\", meaning = \"B\" }\nA = { word = \"A\", meaning = \"A\" }\n\
         [source.s]\ntitle = \"S\"\npublisher = \"P\"\nurl = \"https://example.org\"\nread_on = 2026-01-01\nstatus = \"primary\"\n\
         [domain.d]\ntitle = \"D\"\nlimit = 1000\n",
    );
    let count = 24;
    for criterion in 0..=count {
        let demerits = if criterion == count { 1 } else { 6 };
        let _ = write!(
            out,
            "[fact.f{criterion}]\nkind = \"yes_no\"\nmeaning = \"M.\"\n\
             [criterion.c{criterion}]\ntitle = \"T\"\nwhy = \"W\"\nfact = \"extra.f{criterion}\"\n\
             levels = [{{ name = \"no\", label = \"no\", demerits = {demerits} }}, {{ name = \"yes\", label = \"yes\", demerits = 0 }}]\n\
             domain = \"d\"\nsources = [\"s\"]\nanswer_from = \"auditor\"\nask = \"Q?\"\nremedy = {{ text = \"R\", effort = 1 }}\n\
             [[case]]\nname = \"c{criterion}\"\nas_of = 2026-01-01\ndossier = {{}}\n\
             expect = {{ levels = {{ c{criterion} = \"no..yes\" }} }}\n"
        );
    }
    let apart =
        |at: usize, step: usize| [at, at + step, at + 7 + step, at + 3 * step + 11].map(|at| at % count);
    let conditions = (0..count).flat_map(|at| (1..=6).map(move |step| (at, step)));
    let conditions: std::collections::BTreeSet<_> = conditions
        .map(|(at, step)| std::collections::BTreeSet::from(apart(at, step)))
        .filter(|condition| condition.len() == 4)
        .collect();
    assert!(conditions.len() > 128, "more than a diagram's state can carry");
    for (at, condition) in conditions.into_iter().enumerate() {
        let when = named(condition);
        let _ = write!(
            out,
            "[cap.k{at}]\nwhen = [{{ {when} }}]\ngrade = \"B\"\nwhy = \"W\"\nwhen_silent = \"N\"\nsources = [\"s\"]\n\
             [[case]]\nname = \"k{at}\"\nlevels = {{ {when} }}\nexpect = {{ caps = [\"k{at}\"] }}\n"
        );
    }
    out
}

#[test]
fn what_is_only_not_proved_is_not_let_through_either() {
    let folder = Folder::new("not-proved");
    let hard = folder.file("hard.toml", hard());
    credence(&["pack", "check", &hard])
        .exits(4)
        .prints("hard 1.0.0 not proved")
        .prints("P5  not proved")
        .prints("P4  proved");
    let proof = credence(&["pack", "check", "--format", "json", &hard]).exits(4).json();
    let results =
        proof[0]["properties"].as_array().unwrap().iter().map(|one| one["result"].as_str().unwrap());
    assert_eq!(results.clone().filter(|result| *result == "not_proved").count(), 1);
    assert!(results.into_iter().all(|result| result != "refuted"));
    credence(&["pack", "check", "--help"]).exits(0).prints("always strict");
}

#[test]
fn a_change_that_no_case_notices_is_printed_as_a_case_that_does() {
    let folder = Folder::new("mutants");
    // That the cap binds is expected, and not at which grade.
    let weak = OWN.replace("worst = \"B\", ", "");
    let own = folder.file("own.toml", &weak);
    let ran = credence(&["pack", "mutants", &own]).exits(1);
    let cases: Vec<&str> = ran.out.lines().filter(|line| !line.starts_with('#')).collect();
    let cases = cases.join("\n");
    assert!(cases.contains("[[case]]"), "{}", ran.out);
    let mended = folder.file("own.toml", format!("{weak}\n{cases}"));
    credence(&["pack", "test", &mended]).exits(0);
    credence(&["pack", "mutants", &mended]).exits(0).prints("0 survived");
    let found = credence(&["pack", "mutants", "--format", "json", &mended]).exits(0).json();
    assert!(found["mutants"].as_array().unwrap().iter().all(|mutant| mutant["fate"] == "killed"));
    let failing = folder.file("own.toml", OWN.replace("worst = \"B\"", "worst = \"C\""));
    credence(&["pack", "mutants", &failing]).exits(1).says("this case fails as the pack stands");
}

#[test]
fn a_cut_point_that_no_dossier_tells_apart_is_named_with_the_reason() {
    let ran = credence(&["pack", "mutants", "--quiet", "practice"]).exits(0);
    let ran = ran.prints("\n# 2 equivalent by the values of the fact: see --all\n").prints(", 0 survived\n");
    assert!(ran.out.lines().all(|line| line.starts_with('#')), "{}", ran.out);
    let why =
        "equivalent: `enough` of `auditor_days` begins at 99, as `derived.auditor_days_percent` is never 99";
    credence(&["pack", "mutants", "--quiet", "--all", "practice"]).exits(0).prints(why);
    let found = credence(&["pack", "mutants", "--quiet", "--format", "json", "practice"]).exits(0).json();
    let all = found["mutants"].as_array().unwrap();
    let values: Vec<_> = all.iter().filter(|mutant| mutant["equivalence"] == "values").collect();
    assert_eq!(values.len(), 2);
    let of = "it is a percentage of one of 15, 30, 35, 40, 45, 50, rounded down";
    assert!(values.iter().all(|mutant| mutant["because"].as_str().unwrap().ends_with(of)), "{values:?}");
}

#[test]
fn what_no_case_sees_is_printed_for_a_human_to_finish() {
    let folder = Folder::new("cover");
    let unseen = OWN.replace("levels = { published = \"no\" }", "levels = { rotation = \"no\" }");
    let unseen = unseen.replace("worst = \"B\", caps = [\"unpublished\"]", "caps = []");
    let own = folder.file("own.toml", unseen);
    let ran = credence(&["pack", "cover", "--format", "json", &own]);
    let (out, err) = (ran.out.clone(), ran.err.clone());
    assert!(out.contains("\"seen\"") || err.contains("untested"), "{out}{err}");
    let seen = folder.file(
        "own.toml",
        format!("{OWN}\n[[case]]\nname = \"all is well\"\nlevels = {{}}\nexpect = {{ worst = \"A\" }}\n"),
    );
    credence(&["pack", "cover", &seen]).exits(0).prints("2 of 2 seen");
    credence(&["pack", "cover", &folder.file("own.toml", OWN)])
        .exits(1)
        .prints("[[case]]")
        .prints("worst = \"?\"");
}

#[test]
fn two_versions_are_compared_over_all_profiles_and_for_dossiers() {
    let folder = Folder::new("diff");
    let old = folder.file("old.toml", OWN);
    let stricter = OWN.replace("grade = \"B\"", "grade = \"C\"").replace("worst = \"B\"", "worst = \"C\"");
    let same = stricter.replace("1.0.0", "1.0.1");
    let new = folder.file("new.toml", same);
    let ran = credence(&["pack", "diff", &old, &new]).exits(1);
    ran.prints("B → C")
        .prints("published = no goes from B to C")
        .prints("minor")
        .prints("1.0.0 → 1.0.1 does not say so");
    let new = folder.file("new.toml", stricter.replace("1.0.0", "1.1.0"));
    let unpublished =
        std::fs::read_to_string(crate::support::root().join("examples/exemplary.toml")).unwrap();
    assert!(unpublished.contains("published = true"));
    let dossier = folder.file("dossier.toml", unpublished.replace("published = true", "published = false"));
    let diff = credence(&[
        "pack",
        "diff",
        "--format",
        "json",
        "--as-of",
        "2026-06-01",
        &old,
        &new,
        "--dossiers",
        &dossier,
        "examples/exemplary.toml",
    ])
    .exits(0)
    .json();
    assert_eq!(diff["bump"], "minor");
    assert_eq!(
        (diff["dossiers"]["read"].as_u64(), diff["dossiers"]["changed"].as_array().unwrap().len()),
        (Some(2), 1)
    );
    assert_eq!(diff["dossiers"]["changed"][0]["differs"][0]["new"], "C");
    let all: f64 = diff["percent"].as_str().unwrap().trim_start_matches('<').parse().unwrap();
    assert!(all < 100.0);
    credence(&["pack", "diff", &old, &old]).exits(0).prints("patch");
}

const MINIMAL: &str = "tests/fixtures/packs/minimal.toml";

#[test]
fn what_hangs_on_a_weight_is_counted() {
    let weights = credence(&["pack", "sensitivity", "--quiet", "--format", "json", MINIMAL]).exits(0).json();
    let weights = weights.as_array().unwrap();
    let bands = weights.iter().filter(|weight| weight["rule"] == "pack.bands.A");
    assert_eq!(bands.count(), 1, "A allows no demerits already");
    let moved = |count: &serde_json::Value| count.as_str().unwrap() != "0";
    for weight in weights {
        let more = weight["becomes"].as_u64() > weight["was"].as_u64();
        let is_band = weight["rule"].as_str().unwrap().starts_with("pack.bands");
        // More demerits never help, and a wider band never hurts.
        assert!(!moved(&weight[if more == is_band { "worse" } else { "better" }]), "{weight}");
    }
}
