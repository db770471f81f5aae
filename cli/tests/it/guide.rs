//! The analysts' guide, followed as it is written: from an empty folder to a pack of one's own that is sound.

use crate::support::{Folder, credence, root};

/// The blocks of TOML of the guide, in their order.
fn blocks() -> Vec<String> {
    let guide = std::fs::read_to_string(root().join("cli/src/pack/guide.md")).unwrap();
    let of = |part: &str| part.strip_prefix("toml\n").map(str::to_owned);
    guide.split("```").filter_map(of).collect()
}

#[test]
fn a_reader_who_follows_the_guide_has_an_overlay_that_is_sound_and_scores() {
    let blocks = blocks();
    let folder = Folder::new("guide");
    let (mine, dossier) = (folder.file("mine.toml", &blocks[0]), folder.file("dossier.toml", &blocks[1]));
    credence(&["pack", "check", &mine]).exits(0).prints("mine 1.0.0 sound");
    credence(&["pack", "test", &mine]).exits(0).prints("2 of 2 cases as they say");
    let ran = credence(&["score", "--full", "--pack", &mine, "--as-of", "2026-06-01", &dossier]).exits(0);
    ran.prints("Workers know our hotline: 5 demerits").prints("Our supplier code of conduct");
    let found =
        credence(&["score", "--pack", &mine, "--as-of", "2026-06-01", "--format", "json", &dossier]).json();
    let payer = found["criteria"].as_array().unwrap().iter().find(|one| one["id"] == "paid_by").unwrap();
    assert_eq!(payer["demerits"]["worst"], 6, "the changed demerit");
}

#[test]
fn the_shipped_overlays_are_sound_and_their_cases_hold() {
    for overlay in ["acme", "bafa", "eu_forced_labour", "uflpa"] {
        let file = format!("rules/examples/{overlay}.toml");
        credence(&["pack", "check", &file]).exits(0).prints("sound");
        credence(&["pack", "test", &file]).exits(0).prints("cases as they say");
    }
}

#[test]
fn sources_to_read_again_are_listed_with_what_depends_on_them() {
    let on = |more: &[&str]| credence(&[&["pack", "stale", "--as-of", "2026-11-28"], more].concat());
    on(&[])
        .exits(1)
        .prints("smeta_selection: replaced")
        .prints("caps chosen_and_overheard")
        .prints("SMETA 7.0");
    let few = on(&["--format", "json"]).exits(1).json();
    let all = on(&["--days", "1", "--format", "json"]).exits(1).json();
    let count = |list: &serde_json::Value| list.as_array().unwrap().len();
    assert!(count(&all) > count(&few), "{} and {}", count(&all), count(&few));
    assert!(all.as_array().unwrap().iter().any(|one| one["because"] == serde_json::json!(["read_long_ago"])));
    on(&["no_such_pack"]).exits(4);
}

#[test]
fn schemes_are_listed_explained_and_recognised() {
    let all = credence(&["schemes", "--format", "json"]).exits(0).json();
    assert_eq!(all.as_array().unwrap().len(), 49);
    credence(&["schemes"]).exits(0).prints("smeta").prints("not a certificate: a way to audit");
    credence(&["schemes", "msc_coc"]).exits(0).prints("from 2023-05-01").prints("secondary, read on");
    credence(&["schemes", "msc_cco"]).exits(2).says("there is no scheme `msc_cco`");
    let check = |day: &str| {
        credence(&["schemes", "check", "msc - c - 50086", "--on", day, "--format", "json"]).exits(0).json()
    };
    assert_eq!(check("2018-01-01")["schemes"][0]["rule"], "no_labour_rule");
    assert_eq!(check("2022-03-01")["schemes"][0]["rule"], "self_assessment_2021");
    credence(&["schemes", "check", "ASC-C-03831", "--on", "2024-01-01"])
        .exits(0)
        .prints("At most")
        .prints("Nothing was looked up");
    let ran = credence(&["schemes", "check", "P10977"]).exits(1).says("no scheme of the registry");
    assert_eq!(ran.out, "");
}
