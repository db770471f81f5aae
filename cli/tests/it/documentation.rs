//! The documentation of packs is fresh, does not depend on the order of a pack's text, and what `pack new` writes passes.

use crate::support::{Folder, credence, root};

fn shipped() -> Vec<String> {
    let mut files: Vec<String> = std::fs::read_dir(root().join("rules"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| format!("rules/{}", path.file_name().unwrap().to_str().unwrap()))
        .collect();
    files.sort();
    assert!(files.len() >= 5, "{files:?}");
    files
}

#[test]
fn the_documentation_of_the_shipped_packs_is_fresh() {
    let files = shipped();
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut args = vec!["pack", "docs", "--out", "rules"];
    if !update {
        args.push("--check");
    }
    args.extend(files.iter().map(String::as_str));
    let ran = credence(&args);
    let mend = "mend: credence pack docs --out rules rules/*.toml";
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{mend}");
}

#[test]
fn a_page_says_why_from_where_and_what_is_tested() {
    let page = credence(&["pack", "docs", "wrc"]).exits(0).out;
    for says in [
        "# `wrc`: ",
        "## What is proved",
        "| P1 | a better level never gives a worse grade or verdict | proved |",
        "| `interview_place` | `off_site` | [`wrc_complaints`](#source-wrc_complaints) (primary), ",
        "- everyone heard at the plant",
        "<a id=\"source-wrc_complaints\"></a>",
        "; secondary, read on 2026-11-28",
    ] {
        assert!(page.contains(says), "{says:?} is not in\n{page}");
    }
}

/// Keys whose lists carry no order: what a pack builds on and leans on, the values of a level, the entries of a condition,
/// what a case leaves out and expects, and the cases.
const SETS: [&str; 7] = ["builds_on", "sources", "is", "when", "without", "caps", "case"];

/// Everything in a pack that carries no order in another one: its tables, their keys and those lists.
fn reordered(text: &str) -> String {
    fn turn(table: &mut toml::Table, all: bool) {
        for (key, value) in table.iter_mut() {
            if let toml::Value::Array(list) = value {
                if all || SETS.contains(&key.as_str()) {
                    list.reverse();
                }
                list.iter_mut().filter_map(toml::Value::as_table_mut).for_each(|table| turn(table, false));
            } else if let toml::Value::Table(table) = value {
                turn(table, key == "failed");
            }
        }
    }
    let mut pack: toml::Table = text.parse().unwrap();
    turn(&mut pack, false);
    assert_ne!(pack, text.parse().unwrap(), "lists are turned");
    // Written by the names of the keys, not as the pack has them.
    toml::to_string(&pack).unwrap()
}

#[test]
fn reordering_a_pack_changes_neither_digest_nor_root_nor_documentation() {
    let folder = Folder::new("reordered");
    for file in shipped() {
        let text = std::fs::read_to_string(root().join(&file)).unwrap();
        let name = file.trim_start_matches("rules/");
        let (one, other) = (file.clone(), folder.file(name, reordered(&text)));
        let page = |file: &str| credence(&["pack", "docs", file]).exits(0).out;
        assert_eq!(page(&one), page(&other), "{name}");
        let proof = |file: &str| credence(&["pack", "check", "--format", "json", file]).exits(0).json();
        let (one, other) = (proof(&one), proof(&other));
        assert_eq!(one[0]["pack"]["sha256"], other[0]["pack"]["sha256"], "{name}");
        assert!(one[0]["root"].is_string());
        assert_eq!(one, other, "{name}");
    }
}

#[test]
fn stale_documentation_is_noticed_and_written_again() {
    let folder = Folder::new("docs");
    let out = folder.path("");
    let docs = |check: bool| {
        let mut args = vec!["pack", "docs", "--out", &out];
        args.extend(check.then_some("--check"));
        credence(&[&args[..], &["wrc", "audit"]].concat())
    };
    docs(true).exits(1).says("docs/wrc.md").says("README.md");
    assert!(!std::path::Path::new(&folder.path("README.md")).exists(), "--check writes nothing");
    docs(false).exits(0);
    docs(true).exits(0);
    let readme = std::fs::read_to_string(folder.path("README.md")).unwrap();
    assert!(readme.contains("| [`wrc`](docs/wrc.md) |"), "{readme}");
    folder.file("docs/wrc.md", "by hand");
    docs(true).exits(1).says("docs/wrc.md");
    credence(&["pack", "docs", "--check", "wrc"]).exits(2);
}

#[test]
fn a_new_pack_is_sound_and_its_case_passes() {
    let folder = Folder::new("new");
    for base in ["procurement", "wrc", "audit"] {
        let file = folder.path(&format!("on_{base}.toml"));
        credence(&["pack", "new", "--builds-on", base, "--title", "What \"we\" ask", &file])
            .exits(0)
            .prints("next: credence pack check");
        credence(&["pack", "test", &file]).exits(0).prints("1 of 1 cases as they say");
    }
    let file = folder.path("on_wrc.toml");
    credence(&["pack", "check", &file]).exits(0).prints("sound");
    // What it shows as changeable can be changed as it stands there.
    let text = std::fs::read_to_string(&file).unwrap();
    let taken = |line: &str| match line.strip_prefix("# ") {
        Some(rest) if rest.contains('=') || rest.starts_with('[') => rest.to_owned(),
        _ => line.to_owned(),
    };
    let changed: Vec<String> = text.lines().map(taken).collect();
    let changed = folder.file("changed.toml", changed.join("\n").replace("\"on_wrc\"", "\"changed\""));
    credence(&["pack", "check", &changed]).says("");
    let ran = credence(&["pack", "test", &changed]);
    assert!(ran.code <= 1, "{}", ran.err);
    // Nothing is overwritten, and a name that is no id is refused.
    credence(&["pack", "new", &file]).exits(5).says("nothing was written");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    credence(&["pack", "new", &folder.path("Our Rules.toml")]).exits(2).says("lowercase letters");
    credence(&["pack", "new", &folder.path("cbp.toml")]).exits(2).says("`cbp` is the id of a pack");
    credence(&["pack", "new", "--builds-on", "nowhere", &folder.path("x.toml")]).exits(4);
}

#[test]
fn vectors_are_printed_and_written() {
    let folder = Folder::new("vectors");
    let printed = credence(&["pack", "vectors", "wrc"]).exits(0);
    assert_eq!(printed.json()["pack"]["id"], "wrc");
    let out = folder.path("");
    credence(&["pack", "vectors", "--out", &out, "wrc"]).exits(0);
    assert_eq!(std::fs::read_to_string(folder.path("wrc.json")).unwrap(), printed.out);
    credence(&["pack", "vectors", "--out", &out, "--check", "wrc"]).exits(0);
    folder.file("wrc.json", "{}");
    credence(&["pack", "vectors", "--out", &out, "--check", "wrc"]).exits(1).says("wrc.json");
}
