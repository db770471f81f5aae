//! Where rules and examples come from: each source has what is needed to look it up, `rules/sources.md` says what was read
//! of each, and each company that an example names has the standing of what is said of it and its answer beside it.
//!
//! `UPDATE_GOLDEN=1 cargo test --test it sources` rewrites `rules/sources.md`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use audit_credence::stale::{StaleBecause, stale};
use audit_credence::{Dossier, Pack, PackText, Plan};
use serde_json::json;
use toml::{Table, Value};

use crate::examples::head;
use crate::generate::{example, examples, with, without};
use crate::laws::{PROCUREMENT, date};

const MOST_WORDS: usize = 40;

/// The files with sources: packs in the order of their names, overlays, and what the examples lean on.
fn files() -> Vec<(String, Table)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let in_folder = |folder: &str| -> Vec<PathBuf> {
        let all = std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        let mut all: Vec<PathBuf> =
            all.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
        all.sort();
        all
    };
    let all = ["rules", "rules/examples", "examples/sources"].iter().flat_map(|folder| in_folder(folder));
    all.map(|path| {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        (name, text.parse().unwrap())
    })
    .collect()
}

/// The entries of a kind in a file, by id.
fn entries<'t>(file: &'t Table, kind: &str) -> Vec<(&'t str, &'t Table)> {
    let all = file.get(kind).and_then(Value::as_table).into_iter().flatten();
    all.map(|(id, entry)| (id.as_str(), entry.as_table().unwrap())).collect()
}

/// A key of an entry as text; a date as it is written.
fn text(entry: &Table, key: &str) -> Option<String> {
    entry.get(key).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

#[test]
fn every_source_says_what_is_needed_to_look_it_up() {
    for (file, content) in files() {
        let bears_nothing = entries(&content, "no_rule");
        for (id, entry) in &bears_nothing {
            let says = |key| text(entry, key).is_some_and(|value| !value.trim().is_empty());
            assert!(says("why") && says("found"), "{file}: why no rule follows from `{id}` is not said");
        }
        for (id, source) in entries(&content, "source").into_iter().chain(bears_nothing) {
            for key in ["title", "publisher", "date", "url", "read_on", "status"] {
                let stated = text(source, key).is_some_and(|value| !value.trim().is_empty());
                assert!(stated, "{file}: the source `{id}` has no `{key}`");
            }
            assert!(text(source, "clause").is_none_or(|clause| !clause.trim().is_empty()), "{file}: `{id}`");
            let words = text(source, "quote").map_or(0, |quote| quote.split_whitespace().count());
            assert!(words <= MOST_WORDS, "{file}: the source `{id}` quotes {words} words");
            let found = text(source, "found");
            let is_quoted = found.as_deref() == Some("as_quoted");
            assert!(!is_quoted || words > 0, "{file}: `{id}` is as quoted, and quotes nothing");
            let is_missing = found.as_deref() == Some("not_found");
            let is_unverified = text(source, "status").as_deref() == Some("unverified");
            assert!(!is_missing || is_unverified, "{file}: `{id}` was not found and is not `unverified`");
        }
    }
}

fn document(source: &Table) -> String {
    let clause = text(source, "clause").map_or(String::new(), |clause| format!("; {clause}"));
    format!("{} ({}{clause})", text(source, "title").unwrap(), text(source, "publisher").unwrap())
}

fn result(source: &Table) -> String {
    text(source, "found").map_or("not read again".to_owned(), |found| found.replace('_', " "))
}

fn page() -> String {
    let files = files();
    let all: Vec<&Table> =
        files.iter().flat_map(|(_, file)| entries(file, "source")).map(|(_, source)| source).collect();
    let mut out = String::from(
        "# Sources\n\nMade by `UPDATE_GOLDEN=1 cargo test --test it sources` from the packs and from `examples/sources/`. \
         One row a source: the document,\nits date, the copy that was read and when, how it is known, and what that copy \
         bore out. *As quoted*: the words stand there so.\n*Borne out*: nothing is quoted, and the statement stands there. \
         *Shortened*: so does a part of it. *Not found*: neither was met with, and\nno rule leans on it. *Not read \
         again*: it was noted on that day and has not been checked since.\n\n| result | sources |\n| --- | --- |\n",
    );
    let results: BTreeSet<String> = all.iter().map(|source| result(source)).collect();
    for one in results {
        let count = all.iter().filter(|source| result(source) == one).count();
        let _ = writeln!(out, "| {one} | {count} |");
    }
    let _ = writeln!(out, "| all | {} |", all.len());
    out.push_str("\n## Places in which workers cannot speak freely, or may not\n\nThe one list, in the order of its dates.\n\n");
    out.push_str("| since | place | testimony | notice |\n| --- | --- | --- | --- |\n");
    let mut places: Vec<String> = Vec::new();
    for (_, place) in files.iter().flat_map(|(_, file)| entries(file, "region")) {
        let sources =
            place["sources"].as_array().unwrap().iter().map(|id| format!("`{}`", id.as_str().unwrap()));
        let sources: Vec<String> = sources.collect();
        let of = |key| text(place, key).unwrap();
        let testimony = of("testimony").replace('_', " ");
        places.push(format!("| {} | {} | {testimony} | {} |", of("since"), of("title"), sources.join(", ")));
    }
    places.sort();
    out.push_str(&places.join("\n"));
    out.push('\n');
    for (file, content) in &files {
        let sources = entries(content, "source");
        if sources.is_empty() {
            continue;
        }
        let _ =
            write!(out, "\n## {file}\n\n| source | document | date | copy | read on | status | result |\n");
        out.push_str("| --- | --- | --- | --- | --- | --- | --- |\n");
        for (id, source) in sources {
            let of = |key| text(source, key).unwrap();
            let copy = text(source, "copy").unwrap_or_else(|| of("url"));
            out.push_str(&row(
                id,
                [document(source), of("date"), copy, of("read_on"), of("status"), result(source)],
            ));
        }
    }
    out.push_str(
        "\n## What was read or looked for, and no rule follows\n\n| source | document | date | copy | result | why no rule follows |\n\
         | --- | --- | --- | --- | --- | --- |\n",
    );
    for (id, entry) in files.iter().flat_map(|(_, file)| entries(file, "no_rule")) {
        let of = |key| text(entry, key).unwrap();
        out.push_str(&row(id, [document(entry), of("date"), of("url"), result(entry), of("why")]));
    }
    out
}

fn row<const CELLS: usize>(id: &str, cells: [String; CELLS]) -> String {
    format!("| `{id}` | {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "))
}

#[test]
fn the_page_of_sources_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/sources.md");
    let made = page();
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|update| update == "1") {
        std::fs::write(&path, &made).unwrap();
    }
    let stands = std::fs::read_to_string(&path).unwrap_or_default();
    let first = stands.lines().zip(made.lines()).find(|(stands, made)| stands != made);
    assert!(stands == made, "rules/sources.md is not fresh; first difference: {first:#?}");
}

/// The examples of the public record: the name, the head, the dossier.
fn public() -> Vec<(String, String, Dossier)> {
    let all = examples(".").into_iter().map(|(name, document)| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/{name}.toml"));
        let text = std::fs::read_to_string(path).unwrap();
        (name, text, Dossier::from_json(document.to_string().as_bytes()).unwrap())
    });
    all.filter(|(_, text, _)| text.contains("from the public record")).collect()
}

#[test]
fn every_company_that_an_example_names_has_its_answer_beside_what_is_said_of_it() {
    for (name, _, dossier) in public() {
        let answer = head(&name, "Answer").unwrap_or_else(|| panic!("{name} has no line `# Answer: `"));
        for finding in &dossier.findings {
            let id = finding.id.as_deref().unwrap_or_default();
            assert!(finding.standing.is_some(), "{name}: nobody says how firmly `{id}` stands");
        }
        let is_denied = dossier.findings.iter().any(|finding| finding.denied_by_company == Some(true));
        let has_words = answer.contains('"') || answer.contains("denies");
        assert!(!is_denied || has_words, "{name}: it denies, and its answer is not given");
        // Who gave none was asked by some day, or looked for until it.
        let says_when = answer.contains("nothing is alleged") || answer.contains("20");
        let is_none = answer.starts_with("none");
        assert!(
            !is_none || says_when || answer.contains("is not known"),
            "{name}: no answer, and not by when"
        );
        assert!(has_words || is_none || says_when, "{name}: {answer}");
    }
}

#[test]
fn every_address_of_an_example_is_a_source_and_every_source_is_of_an_example() {
    let files = files();
    let (_, record) = files.iter().find(|(file, _)| file.starts_with("examples/")).unwrap();
    let known: BTreeSet<String> =
        entries(record, "source").into_iter().filter_map(|(_, source)| text(source, "url")).collect();
    let heads = public().into_iter().flat_map(|(_, text, _)| {
        let comments = text.lines().take_while(|line| line.starts_with('#')).map(str::to_owned);
        comments.filter_map(|line| Some(line.strip_prefix("#   http")?.to_owned())).collect::<Vec<_>>()
    });
    let named: BTreeSet<String> = heads.map(|address| format!("http{address}")).collect();
    let unknown: Vec<&String> = named.difference(&known).collect();
    assert!(unknown.is_empty(), "no entry in examples/sources/ for {unknown:#?}");
    let unused: Vec<&String> = known.difference(&named).collect();
    assert!(unused.is_empty(), "no example names {unused:#?}");
}

#[test]
fn a_plant_comes_out_alike_in_each_of_the_listed_provinces() {
    let scorer = PROCUREMENT.at(date("2026-06-01"));
    let alike = |edit: &dyn Fn(serde_json::Value) -> serde_json::Value| {
        let answer = |part: &&str| {
            let place = with(&example("exemplary.toml"), "site.country", json!("CN"));
            let document = edit(with(&place, "site.subdivision", json!(part)));
            let dossier = Dossier::from_json(document.to_string().as_bytes()).unwrap();
            let text = serde_json::to_string(&scorer.assess(&dossier).unwrap()).unwrap();
            serde_json::from_str(&text.replace(part, "CN-XX")).unwrap()
        };
        let answers: Vec<serde_json::Value> =
            ["CN-LN", "CN-JL", "CN-SD", "CN-GD", "CN-ZJ"].iter().map(answer).collect();
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
        answers[0]["grade"].clone()
    };
    let counted = alike(&|document| document);
    let on_paper =
        alike(&|document| with(&document, "site.workforce_established_by", json!("documents_only")));
    alike(&|document| without(&document, "site.workforce_established_by"));
    // The place is no verdict on a site: who counted the workers is what moves the grade.
    assert_eq!(counted["worst"], "A");
    assert_ne!(counted, on_paper);
}

#[test]
fn what_is_stale_says_why_and_what_grades_depend_on_most_comes_first() {
    let source = |id: &str, more: &str| {
        format!(
            "[source.{id}]\ntitle = 'T'\npublisher = 'P'\nurl = 'https://example.org/'\nstatus = 'primary'\n{more}\n"
        )
    };
    let text = [
        "[pack]\nid = 'over'\nformat = 1\nversion = '1'\ntitle = 'T'\nbuilds_on = ['audit']\n".to_owned(),
        source("fresh", "read_on = 2026-01-01"),
        source("old", "read_on = 2024-12-31"),
        source("replaced", "read_on = 2026-01-01\nnewer = 'version 2'"),
        source("due", "read_on = 2026-01-01\nreview_by = 2026-05-31"),
        source("not_due", "read_on = 2026-01-01\nreview_by = 2026-06-01"),
        "[change.cap.not_private]\nsources = ['due']\n".to_owned(),
        "[[case]]\nname = 'n'\nas_of = 2026-01-01\ndossier = {}\nexpect = { worst = 'E' }\n".to_owned(),
    ];
    let pack = PackText::parse(&text.concat()).unwrap().link(&[Pack::shipped("audit").unwrap()]).unwrap();
    let own = ["fresh", "old", "replaced", "due", "not_due"];
    let told = |as_of: &str| -> Vec<(String, Vec<StaleBecause>)> {
        let all = stale(&pack, date(as_of), 365);
        let ours = all.into_iter().filter(|one| own.contains(&one.source.as_str()));
        ours.map(|one| (one.source, one.because)).collect()
    };
    let because = |id: &str, why: StaleBecause| (id.to_owned(), vec![why]);
    // 365 days are not more than 365.
    assert_eq!(told("2025-12-31"), [because("replaced", StaleBecause::Replaced)]);
    let expected = [
        because("due", StaleBecause::ReviewPassed),
        because("old", StaleBecause::ReadLongAgo),
        because("replaced", StaleBecause::Replaced),
    ];
    assert_eq!(told("2026-06-01"), expected);
}

#[test]
fn every_cap_and_every_standard_rests_on_a_source_that_somebody_met_with() {
    let files: Vec<(String, Table)> = files()
        .into_iter()
        .filter(|(name, _)| Path::new(name).parent() == Some(Path::new("rules")))
        .collect();
    let met: BTreeSet<&str> = files
        .iter()
        .flat_map(|(_, file)| entries(file, "source"))
        .filter(|(_, source)| text(source, "found").is_some_and(|found| found != "not_found"))
        .map(|(id, _)| id)
        .collect();
    let mut leaning: Vec<(String, &Table)> = Vec::new();
    for (_, file) in &files {
        for kind in ["cap", "standard"] {
            for (id, entry) in entries(file, kind) {
                leaning.push((format!("{kind} {id}"), entry));
                let requires = entries(entry, "requires").into_iter();
                leaning.extend(requires.map(|(asks, entry)| (format!("{kind} {id}: {asks}"), entry)));
            }
        }
    }
    let rests = |entry: &Table| {
        let sources = entry.get("sources").and_then(Value::as_array).into_iter().flatten();
        sources.filter_map(Value::as_str).any(|id| met.contains(id))
    };
    let none: Vec<&String> = leaning.iter().filter(|(_, entry)| !rests(entry)).map(|(id, _)| id).collect();
    assert!(leaning.len() > 50 && none.is_empty(), "nobody met with a source of {none:#?}");
}

#[test]
fn what_is_combined_of_customs_advice_says_in_itself_what_is_our_reading() {
    let plan = Plan::new(&Pack::shipped("cbp").unwrap());
    let cbp = plan.standard("cbp").unwrap();
    let read: Vec<&str> = cbp.our_readings.iter().map(|(criterion, _)| *criterion).collect();
    for (criterion, _) in &cbp.requires {
        assert_ne!(cbp.quoted.contains(criterion), read.contains(criterion), "{criterion}");
    }
}
