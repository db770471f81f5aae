//! Cases whose end is known: the labels have their evidence, the table of `examples/README.md` is that of the command, and
//! no pack was made with them in view.
//!
//! `UPDATE_GOLDEN=1 cargo test -p audit-credence-cli --test it outcomes` writes the table.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Folder, credence, root};

const BEGIN: &str =
    "<!-- outcomes: made by `UPDATE_GOLDEN=1 cargo test -p audit-credence-cli --test it outcomes` -->\n";
const END: &str = "<!-- end of outcomes -->\n";

/// The cases that were written down for this comparison.
const WRITTEN_FOR_IT: [&str; 15] = [
    "dalmia-kolhapur-2024",
    "dongguan-luzhou-2020",
    "fla-gildan-2004",
    "fla-hansae-2016",
    "impactt-top-glove-2021",
    "kozee-sleep-2014",
    "nanchang-o-film-2020",
    "top-glove-factory-9-2020",
    "vk-garment-2020",
    "walmart-cjs-seafood-2012",
    "wrc-cjs-seafood-2012",
    "wrc-hetian-taida-2019",
    "wrc-jerzees-choloma-2007",
    "wrc-kukdong-2001",
    "wrc-nien-hsing-2019",
];

fn told() -> Value {
    credence(&["outcomes", "--format", "json"]).exits(0).json()
}

#[test]
fn the_table_of_the_outcomes_is_fresh() {
    let table = credence(&["outcomes", "--format", "md"]).exits(0).out;
    let path = root().join("examples/README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (stands, after) = rest.split_once(END).unwrap();
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|update| update == "1") {
        std::fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
        return;
    }
    let first = stands.lines().zip(table.lines()).find(|(stands, made)| stands != made);
    assert!(stands == table, "examples/README.md is not fresh; first difference: {first:#?}");
}

#[test]
fn every_public_example_has_a_label_and_enough_of_them_can_be_compared() {
    let told = told();
    let cases = told["cases"].as_array().unwrap();
    let labelled: BTreeSet<String> =
        cases.iter().map(|case| case["example"].as_str().unwrap().to_owned()).collect();
    let files = std::fs::read_dir(root().join("examples")).unwrap();
    let names = files.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let not_public = ["exemplary", "fla-like", "outcomes"];
    let public: BTreeSet<String> = names
        .filter_map(|name| Some(name.strip_suffix(".toml")?.to_owned()))
        .filter(|name| !not_public.contains(&name.as_str()))
        .collect();
    assert_eq!(labelled, public);
    let compared = |outcome: &str| {
        cases.iter().filter(|case| case["outcome"] == outcome && !case["ranks"].is_null()).count()
    };
    let (failed, held_up) = (compared("failed"), compared("held_up"));
    assert!(failed >= 13 && held_up >= 7, "{failed} failed, {held_up} held up");
    assert_eq!(told["comparisons"][0]["of"], failed * held_up);
    // How they were found, and what was left out and why.
    assert!(told["search"]["queries"].as_array().unwrap().len() > 20);
    let excluded = told["excluded"].as_array().unwrap();
    assert!(excluded.len() > 15 && excluded.iter().all(|one| !one["because"].as_str().unwrap().is_empty()));
}

#[test]
fn what_settles_a_case_has_its_source_and_comes_later_than_the_visit() {
    for case in told()["cases"].as_array().unwrap() {
        let (name, outcome) = (&case["example"], case["outcome"].as_str().unwrap());
        let source = &case["source"];
        if outcome == "unknown" && source.is_null() {
            continue;
        }
        for key in ["document", "url", "read", "status"] {
            assert!(source[key].as_str().is_some_and(|told| !told.is_empty()), "{name}: source.{key}");
        }
        if !["failed", "held_up"].contains(&outcome) {
            continue;
        }
        for key in ["by", "on", "standing", "answer"] {
            assert!(case[key].as_str().is_some_and(|told| !told.is_empty()), "{name}: {key}");
        }
        // The day of the grade is 120 days after the visit; what came out then or later may not be far before.
        if let Some(as_of) = case["as_of"].as_str() {
            let year = |day: &str| day.split('-').next().unwrap().parse::<u32>().unwrap();
            let on = case["on"].as_str().unwrap();
            assert!(year(on) + 1 >= year(as_of), "{name}: {on}, graded as of {as_of}");
        }
    }
}

#[test]
fn a_case_is_graded_by_what_was_known_then() {
    let folder = Folder::new("outcomes");
    let label = "[search]\nread = 2026-11-28\nwhere = \"nowhere\"\nqueries = []\n\
                 [[case]]\nexample = \"a\"\noutcome = \"unknown\"\nwhat = \"nothing\"\nauthor = \"other\"\n";
    let report =
        "report = { document = \"full_report\", visit = { start = 2020-01-10, notice = \"announced\" } }\n";
    let later = "report = { document = \"full_report\", visit = { start = 2020-01-10, notice = \"announced\" }, programme_status = \"disputed\",\n\
                 conclusion = { forced_labour = \"found\", findings = 3 }, follow_up = { verified = \"independent\" } }\n\
                 findings = [{ id = \"f\", kind = \"forced_labour\", standing = \"ruled\", published = 2024-01-01 }]\n\
                 search = { done = \"full\", on = 2024-01-01 }\n\
                 certificates = [{ scheme = \"sa8000\", status = \"withdrawn\", reason = \"labour\", status_on = 2023-01-01, issued = 2022-01-01 }]\n";
    let file = folder.file("outcomes.toml", label);
    let grade = |dossier: &str| {
        folder.file("a.toml", dossier);
        credence(&["outcomes", "--format", "json", &file]).exits(0).json()["cases"].clone()
    };
    let found = grade(report);
    assert_eq!(found[0]["as_of"], "2020-05-09");
    assert!(found[0]["points"].is_i64() && found[0]["grade"]["best"] == "C", "{found}");
    assert_eq!(grade(later), found);
    assert_ne!(grade(&report.replace("announced", "unannounced")), found);
    // The same file gives the same bytes, and one without evidence is refused.
    let shipped = || credence(&["outcomes"]).exits(0).out;
    assert_eq!(shipped(), shipped());
    let bad = folder.file("bad.toml", label.replace("unknown", "failed"));
    credence(&["outcomes", &bad]).exits(3).says("a: it lacks a `source`");
    credence(&["outcomes", &folder.path("none.toml")]).exits(5).says("none.toml");
}

#[test]
fn no_pack_knows_the_cases_that_were_written_for_the_comparison() {
    let packs = std::fs::read_dir(root().join("rules")).unwrap().map(|entry| entry.unwrap().path());
    for pack in packs.filter(|path| path.extension().is_some_and(|extension| extension == "toml")) {
        let text = std::fs::read_to_string(&pack).unwrap();
        for name in WRITTEN_FOR_IT {
            assert!(!text.contains(name), "{} leans on {name}", pack.display());
        }
    }
}
