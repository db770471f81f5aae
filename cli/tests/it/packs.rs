//! Packs: found, pinned, checked, tested.

use serde_json::json;

use crate::support::{AS_OF, Folder, credence, root};

fn shipped(id: &str) -> String {
    std::fs::read_to_string(root().join(format!("rules/{id}.toml"))).unwrap()
}

/// A pack of one's own that changes nothing but has a case.
const MINE: &str = r#"[pack]
id = "mine"
format = 1
version = "0.1.0"
title = "Ours"
builds_on = ["cbp"]

[[case]]
name = "the exemplary audit is an A"
as_of = 2026-06-01
dossier = "examples/exemplary.toml"
expect = { worst = "A" }
"#;

#[test]
fn packs_are_listed_with_their_digests_and_a_digest_pins_one() {
    let packs = credence(&["packs", "--format", "json"]).exits(0).json();
    let ids: Vec<&str> = packs.as_array().unwrap().iter().map(|pack| pack["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["audit", "cbp", "certification", "practice", "procurement", "wrc"]);
    assert!(packs.as_array().unwrap().iter().all(|pack| pack["title"].as_str().unwrap().len() > 5));
    let sha256 = packs[1]["sha256"].as_str().unwrap();
    credence(&["packs"]).exits(0).prints(sha256);

    let pin = |sha256: &str| {
        credence(&[
            "score",
            "--pack",
            "cbp",
            "--pack-sha256",
            sha256,
            "--as-of",
            AS_OF,
            "examples/exemplary.toml",
        ])
    };
    pin(sha256).exits(0);
    pin(&sha256.to_uppercase()).exits(0);
    let other = "0".repeat(64);
    let ran = pin(&other).exits(4).says(&other).says(sha256);
    assert_eq!(ran.out, "", "nothing is scored under another pack");
}

#[test]
fn a_pack_that_cannot_be_had_is_not_replaced_by_another() {
    let score = |pack: &str| credence(&["score", "--pack", pack, "examples/exemplary.toml"]);
    score("cpb").exits(4).says("`cbp`");
    score("no/such.toml").exits(5);
    let folder = Folder::new("shadow");
    let changed = folder.file("cbp.toml", format!("{}\n# changed\n", shipped("cbp")));
    score(&changed).exits(4).says("the id `cbp` is that of a shipped pack");
    credence(&["pack", "check", &changed]).exits(0).says("warning");
    score("rules/cbp.toml").exits(0);
}

#[test]
fn bases_are_found_among_shipped_packs_and_beside_the_file() {
    let folder = Folder::new("beside");
    let mine = folder.file("mine.toml", MINE);
    credence(&["pack", "check", &mine]).exits(0).prints("mine 0.1.0 sound");
    credence(&["pack", "test", &mine]).exits(0).prints("1 of 1 cases as they say");
    let above = MINE.replace("\"mine\"", "\"above\"").replace("\"cbp\"", "\"mine\"");
    let above = folder.file("other-name.toml", above);
    credence(&["score", "--pack", &above, "--as-of", AS_OF, "examples/exemplary.toml"])
        .exits(0)
        .prints("above 0.1.0");
    let lost =
        folder.file("lost.toml", MINE.replace("\"mine\"", "\"lost\"").replace("\"cbp\"", "\"nowhere\""));
    credence(&["pack", "check", &lost]).exits(4).says("unknown_base").says("lost.toml:6:14");
    folder.file("mine.toml", MINE.replace("\"cbp\"", "\"above\""));
    credence(&["pack", "check", &above]).exits(4).says("circle");
}

#[test]
fn every_problem_of_a_pack_is_drawn_with_its_place() {
    let folder = Folder::new("drawn");
    let bad = MINE.replace("title = \"Ours\"", "titel = \"Ours\"").replace("2026-06-01", "\"soon\"");
    let bad = folder.file("bad.toml", bad);
    let ran = credence(&["pack", "check", "rules/wrc.toml", &bad]).exits(4).prints("wrc.toml: wrc");
    assert!(!ran.err.contains('\u{1b}'));
    ran.says("error[unknown_key]")
        .says("bad.toml:5:1")
        .says("titel = \"Ours\"")
        .says("did you mean `title`?")
        .says("error[not_a_date]")
        .says("bad.toml:10:9");
    credence(&["pack", "check", "no/such.toml"]).exits(5);
}

#[test]
fn cases_are_shown_expected_beside_found_and_why() {
    let folder = Folder::new("cases");
    let levels = r#"
[[case]]
name = "an announced visit without a window"
levels = { notice = "announced" }
expect = { worst = "A", caps = [] }
"#;
    let mine =
        folder.file("mine.toml", format!("{}{levels}", MINE.replace("worst = \"A\"", "worst = \"C\"")));
    credence(&["pack", "test", &mine])
        .exits(1)
        .prints("worst: expected C, found A")
        .prints("0 demerits give A")
        .prints("mine.toml:9: the exemplary")
        .prints("mine.toml:15: an announced visit")
        .prints("caps: expected none, found announced")
        .prints("`announced` holds it at C: `notice` stands at `announced`")
        .prints("0 of 2 cases as they say, 2 failed");
    let found = credence(&["pack", "test", "--format", "json", &mine, "wrc"]).exits(1).json();
    let worst = json!({ "what": "worst", "expected": "C", "found": "A", "because": ["0 demerits give A"] });
    assert_eq!(found[0]["failures"][0]["differences"], json!([worst]));
    assert_eq!(found[0]["failures"][0]["line"], 9);
    assert_eq!(found[1]["failures"], json!([]));
}

#[test]
fn the_cases_of_one_pack_run_under_another_and_no_case_is_a_failure() {
    let folder = Folder::new("foreign");
    let harsher = format!("{MINE}\n[change.cap.semi_announced]\ngrade = \"D\"\n");
    let harsher = folder.file("mine.toml", harsher);
    credence(&["pack", "test", &harsher]).exits(0);
    credence(&["pack", "test", "--cases", "audit", "audit"]).exits(0);
    let ran = credence(&["pack", "test", "--cases", "audit", &harsher]).exits(1);
    let ran = ran.prints("cases of audit as they say").prints("found D").prints("failed audit:");
    assert!(!ran.out.contains("failed mine"), "{}", ran.out);
    credence(&["pack", "test", "--only", "the exemplary", &harsher]).exits(0).prints("1 of 1 cases");
    credence(&["pack", "test", "--only", "no such case", &harsher]).exits(1).prints("no case to run");
    credence(&["pack", "test", "--cases", "no/such.toml", &harsher]).exits(5);
}

#[test]
fn every_shipped_pack_is_sound_and_its_cases_hold() {
    let files = ["audit", "cbp", "certification", "practice", "procurement", "wrc"]
        .map(|id| format!("rules/{id}.toml"));
    let mut check = vec!["pack", "check"];
    check.extend(files.iter().map(String::as_str));
    let ran = credence(&check).exits(0);
    assert_eq!(ran.err, "");
    check[1] = "test";
    credence(&check).exits(0);
}

#[test]
fn a_pack_with_a_dead_cap_is_not_sound_and_says_where_and_why() {
    let dead = r#"
[cap.dead]
when = [{ notice = "announced" }]
grade = "C"
why = "It holds only where another holds that is as harsh."
when_silent = "That nobody knew the day is not shown."
sources = ["comply_chain_steps"]

[[case]]
name = "the day is known"
as_of = 2026-06-01
dossier = {}
expect = { caps = ["dead"] }
"#;
    let folder = Folder::new("dead-cap");
    let file = folder.file("mine.toml", format!("{MINE}{dead}"));
    credence(&["pack", "check", &file])
        .exits(4)
        .prints("not sound")
        .prints("P3  refuted")
        .prints(&format!("{file}:14: dead: always shadowed by `announced`"));
    let proofs = credence(&["pack", "check", "--format", "json", &file]).exits(4).json();
    // The two shadow each other: either could go.
    assert_eq!(proofs[0]["properties"][2]["witness"][1]["subject"], "dead");
    let sound = credence(&["pack", "check", "--format", "json", "procurement"]).exits(0).json();
    assert!(sound[0]["properties"].as_array().unwrap().iter().all(|one| one["result"] != "refuted"));
}

#[test]
fn shipped_packs_bring_the_dossiers_that_their_cases_name() {
    let folder = Folder::new("elsewhere");
    for pack in ["audit", "cbp", "certification", "practice", "procurement", "wrc"] {
        let mut run = std::process::Command::new(env!("CARGO_BIN_EXE_credence"));
        let ran = run.args(["pack", "test", pack]).current_dir(folder.path("")).output().unwrap();
        assert!(ran.status.success(), "{pack}: {}", String::from_utf8_lossy(&ran.stdout));
    }
}

#[test]
fn a_pack_that_is_refuted_says_so_when_it_scores() {
    let folder = Folder::new("refuted");
    // Its levels never differ in an answer (P5).
    let text = r#"[pack]
format = 1
id = "acme"
title = "Acme"
version = "0.1.0"
builds_on = ["procurement"]

[criterion.idle]
title = "Idle"
why = "It changes nothing."
fact = "site.headcount"
levels = [{ name = "few", label = "few", demerits = 0 }, { name = "many", label = "many", demerits = 0, at_least = 10 }]
domain = "scope"
sources = ["cbp_hints"]
answer_from = "auditor"
ask = "How many?"
no_remedy = "None."

[[case]]
name = "an audit"
as_of = 2026-06-01
dossier = "examples/exemplary.toml"
expect = { worst = "A", levels = { idle = "many" } }
"#;
    let pack = folder.file("acme.toml", text);
    let checked = credence(&["pack", "check", &pack]).exits(4);
    assert!(checked.out.contains("not sound"), "{}", checked.out);
    let example = "examples/exemplary.toml";
    credence(&["score", "--as-of", AS_OF, "--pack", &pack, example])
        .exits(0)
        .says("acme.toml is not sound (P5");
    credence(&["score", "--as-of", AS_OF, "--require-sound", "--pack", &pack, example])
        .exits(4)
        .says("is not sound");
    credence(&["horizon", "--pack", &pack, example]).exits(0).says("is not sound");
    credence(&["score", "--as-of", AS_OF, "--require-sound", example]).exits(0);
}

#[test]
fn what_is_nearly_a_name_is_told_what_it_probably_means() {
    credence(&["score", "--pack", "procurment", "examples/exemplary.toml"])
        .exits(4)
        .says("did you mean `procurement`?");
    let folder = Folder::new("nearly");
    let pack = |builds_on: &str, rest: &str| {
        let head = format!(
            "[pack]\nformat = 1\nid = \"acme\"\ntitle = \"Acme\"\nversion = \"0.1.0\"\nbuilds_on = [\"{builds_on}\"]\n"
        );
        folder.file("acme.toml", head + rest)
    };
    let meant = |path: String, meant: &str| {
        let ran = credence(&["pack", "check", &path]).exits(4);
        assert!((ran.out + &ran.err).contains(&format!("did you mean `{meant}`?")));
    };
    meant(pack("procurment", ""), "procurement");
    meant(
        pack(
            "procurement",
            "[change.cap.anounced]\ngrade = \"E\"\nwhy = \"Ours.\"\nsources = [\"cbp_hints\"]\n",
        ),
        "announced",
    );
    meant(pack("procurement", "[change.criterion.notise.demerits]\nannounced = 3\n"), "notice");
    meant(pack("procurement", "[change.domain.scop]\nlimit = 3\n"), "scope");
}
