//! Letters to auditing bodies, and the list of what the reader looks up himself, as somebody with a batch makes them.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;

use crate::support::{AS_OF, Folder, Ran, credence, credence_reading};

/// A report of which little is said, by an auditing body: to ask is what comes next.
fn report(site: &str, firm: &str) -> serde_json::Value {
    json!({
        "site": { "id": site },
        "report": { "id": format!("r-{site}"), "document": "full_report", "auditor": { "firm": firm } }
    })
}

fn lines(dossiers: &[serde_json::Value]) -> String {
    let mut lines: Vec<String> = dossiers.iter().map(ToString::to_string).collect();
    lines.push(String::new());
    lines.join("\n")
}

fn write_letters(input: &str, folder: &str) -> Ran {
    let args = ["questions", "--as-of", AS_OF, "--input", "jsonl", "-", "-o", folder];
    credence_reading(&args, input.as_bytes())
}

/// Every file of a folder.
fn files(folder: &str) -> BTreeMap<String, String> {
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.unwrap();
        (entry.file_name().into_string().unwrap(), std::fs::read_to_string(entry.path()).unwrap())
    };
    std::fs::read_dir(folder).unwrap().map(read).collect()
}

#[test]
fn a_batch_gives_one_letter_for_each_auditing_body_whatever_its_order() {
    let folder = Folder::new("letters");
    let batch = credence(&["sample", "400", "--seed", "11"]).exits(0).out;
    let mut turned: Vec<&str> = batch.lines().collect();
    turned.reverse();
    let (one, other) = (folder.path("one"), folder.path("other"));
    let ran = write_letters(&batch, &one).exits(0);
    assert_eq!(write_letters(&(turned.join("\n") + "\n"), &other).exits(0).err, ran.err);
    let letters = files(&one);
    assert_eq!(letters, files(&other));
    assert!(letters.len() > 20, "{}", letters.len());
    ran.says(&format!("{} letters about", letters.len())).says("left out").says("(act for people's safety)");
    // Every body once: its name stands in the title of one letter.
    let titles: Vec<&str> = letters.values().map(|letter| letter.lines().next().unwrap()).collect();
    for title in &titles {
        assert_eq!(titles.iter().filter(|one| one == &title).count(), 1, "{title}");
    }
}

#[test]
fn a_letter_names_neither_a_grade_nor_an_action_and_is_answered_by_an_auditor() {
    let folder = Folder::new("letters-say");
    let batch = credence(&["sample", "400", "--seed", "12"]).exits(0).out;
    let out = folder.path("out");
    write_letters(&batch, &out).exits(0);
    let texts = credence(&["texts"]).exits(0).json();
    let asks = |from: &str| -> Vec<String> {
        let all = texts["criteria"].as_object().unwrap().values();
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        all.filter(|one| one["answer_from"] == from).map(|one| flat(one["ask"].as_str().unwrap())).collect()
    };
    let (of_auditor, of_reader) = (asks("auditor"), asks("reader"));
    assert!(of_auditor.len() > 30 && of_reader.len() > 4);
    for (name, letter) in files(&out) {
        let small = letter.to_lowercase();
        for word in ["credibility", "grade", "rely", "re_audit", "audit again", "look up", "import"] {
            assert!(!small.split("relied").any(|part| part.contains(word)), "{name}: {word}\n{letter}");
        }
        let questions = letter.lines().filter_map(|line| line.split_once(". "));
        let questions = questions.filter(|(number, _)| number.parse::<u32>().is_ok());
        let questions: Vec<&str> = questions.map(|(_, question)| question).collect();
        assert!(!questions.is_empty(), "{name}");
        for question in questions {
            // What a contradiction cannot be checked for is asked by the keys that lack.
            let is_key = question.starts_with("Please state ");
            assert!(is_key || of_auditor.iter().any(|ask| ask == question), "{name}: {question}");
            assert!(!of_reader.iter().any(|ask| ask == question), "{name}: {question}");
        }
    }
}

#[test]
fn a_letter_points_to_no_group_of_workers_and_no_witness() {
    let folder = Folder::new("letters-workers");
    let mut dossier = report("s1", "Invented Auditors");
    dossier["site"]["country"] = json!("MY");
    dossier["site"]["headcount"] = json!(8123);
    dossier["site"]["workforce"] =
        json!([{ "language": "ne", "workers": 37, "origin": "NP", "arrangement": "agency" }]);
    dossier["report"]["interviews"] =
        json!({ "groups": [{ "language": "ne", "workers": 3, "place": "on_site" }] });
    dossier["findings"] = json!([{ "id": "hotline-7", "kind": "forced_labour", "source": "worker",
        "published": "2026-01-02" }]);
    let out = folder.path("out");
    let ran = write_letters(&lines(&[dossier]), &out);
    let letters = if Path::new(&out).exists() { files(&out) } else { BTreeMap::new() };
    // Whatever is asked, and whether anything is.
    ran.exits(0).says("letter");
    let alike = write_letters(&lines(&[report("s2", "Invented Auditors")]), &folder.path("alike"));
    alike.exits(0);
    let shown: String = letters.into_values().chain(files(&folder.path("alike")).into_values()).collect();
    assert!(shown.contains("r-s2"), "{shown}");
    for told in ["Nepal", "NP", "(ne)", "37", "8123", "hotline", "findings on forced", "2026-01-02"] {
        assert!(!shown.contains(told), "{told}:\n{shown}");
    }
}

#[test]
fn two_bodies_never_share_a_file_and_no_name_leaves_the_folder() {
    let folder = Folder::new("letters-names");
    let long = "x".repeat(300);
    let names = [
        "Bureau Invented",
        "Bureau-Invented",
        "Bureau/Invented",
        "../../outside",
        "..x",
        "/etc/outside",
        "C:\\outside",
        "con",
        "Com1",
        "Ünvented",
        "Invented",
        "Invented, Ltd.",
        "无锡检验",
        "无锡检测",
        "<b>&\u{202e}",
        &long,
        &format!("{long}y"),
        "auditing body--not-named",
    ];
    let mut dossiers: Vec<serde_json::Value> =
        names.iter().enumerate().map(|(at, firm)| report(&format!("s{at}"), firm)).collect();
    // The same body in other letters is the same; who is not named has a letter that says so.
    dossiers.extend([report("t1", "BUREAU  invented "), report("t2", "n/a"), report("t3", "unknown")]);
    let out = folder.path("out");
    write_letters(&lines(&dossiers), &out)
        .exits(0)
        .says("2 sites are in a letter to a body that is not named");
    let letters = files(&out);
    assert_eq!(letters.len(), names.len() + 1, "{:?}", letters.keys());
    for (at, _) in names.iter().enumerate() {
        let holds = letters.values().filter(|letter| letter.contains(&format!("r-s{at} "))).count();
        assert_eq!(holds, 1, "s{at}");
    }
    for name in letters.keys() {
        assert!(
            name.len() < 90 && name.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c)),
            "{name}"
        );
    }
    assert!(
        letters["bureau-invented.md"].contains("r-s0 ") && letters["bureau-invented.md"].contains("r-t1 ")
    );
    let unnamed = &letters["auditing-body--not-named.md"];
    assert!(unnamed.contains("Nobody is named as the auditing body"), "{unnamed}");
    assert!(unnamed.contains("r-t2 ") && unnamed.contains("r-t3 "));
}

#[test]
fn nobody_is_asked_about_a_site_of_which_another_dossier_knows_worse() {
    let folder = Folder::new("letters-worse");
    let mut other = report("s1", "Another");
    other["findings"] = json!([{ "id": "f1", "kind": "forced_labour", "source": "government",
        "standing": "government_action", "legal_basis": "wro", "published": "2025-01-01" }]);
    let dossiers = [report("s1", "Invented"), other, report("s2", "Invented")];
    let out = folder.path("out");
    let ran = write_letters(&lines(&dossiers), &out).exits(0);
    ran.says("1 letter about 1 site").says("1 site (do not import)");
    let letters = files(&out);
    assert_eq!(letters.len(), 1);
    assert!(letters["invented.md"].contains("r-s2") && !letters["invented.md"].contains("r-s1"));
    // Printed alone, such a letter is not to be sent.
    credence_reading(&["questions", "--as-of", AS_OF, "-"], dossiers[1].to_string().as_bytes())
        .exits(0)
        .prints("Questions about report r-s1")
        .says("do not send it yet: do not import");
}

#[test]
fn letters_are_made_of_tables_with_a_mapping_and_refusals_are_kept() {
    let folder = Folder::new("letters-tables");
    let table =
        folder.file("audits.csv", "Site,Body,What\ns1,Invented,Full\ns2,Other,Full\ns3,Other,Wrong\n");
    let mapping = folder.file(
        "columns.toml",
        "[columns]\n\"Site\" = \"site.id\"\n\"Body\" = \"report.auditor.firm\"\n\
         [columns.\"What\"]\npath = \"report.document\"\nvalues = { \"Full\" = \"full_report\", \"Wrong\" = \"wrong\" }\n",
    );
    let (out, rejects) = (folder.path("out"), folder.path("bad.jsonl"));
    let args = ["questions", "--as-of", AS_OF, "--mapping", &mapping, &table];
    let with = |more: &[&str]| credence(&[&args[..], more].concat());
    // More is refused than may be: no folder of that name.
    with(&["--max-rejected", "0", "-o", &out]).exits(3).says("1 of 3 documents were refused, and 0 may be");
    assert!(!Path::new(&out).exists());
    with(&["--max-rejected", "1", "--rejects", &rejects, "--format", "text", "-o", &out]).exits(0);
    assert_eq!(files(&out).into_keys().collect::<Vec<_>>(), ["invented.txt", "other.txt"]);
    assert_eq!(std::fs::read_to_string(&rejects).unwrap().lines().count(), 1);
    // Nothing is written over what is read, nor beside an earlier run's letters.
    with(&["--rejects", &table]).exits(2).says("this file is read by the same run");
    with(&["-o", &out]).exits(2).says("letters of an earlier run");
    with(&["-o", &table]).exits(2).says("this is none");
    with(&["-o", &folder.path("letter.md")]).exits(2).says("name a folder");
    with(&["-o", &folder.path("no/such")]).exits(2);
}

#[test]
fn what_the_reader_looks_up_is_listed_site_by_site_and_is_in_no_letter() {
    let batch = lines(&[report("s1", "Invented"), report("s2", "Other"), report("s1", "Invented")]);
    let args = ["questions", "--as-of", AS_OF, "--input", "jsonl", "-"];
    let shown = credence_reading(&[&args[..], &["--for", "reader"]].concat(), batch.as_bytes()).exits(0).out;
    assert!(shown.contains("contact nobody there"), "{shown}");
    for (about, count) in [("report r-s1 of s1, by Invented", 1), ("report r-s2 of s2, by Other", 1)] {
        assert_eq!(shown.matches(about).count(), count, "{shown}");
    }
    let search = "Who searched for findings on this site, when, in which sources and languages?";
    assert_eq!(shown.matches(search).count(), 2, "{shown}");
    let letters = credence_reading(&args, batch.as_bytes()).exits(0).out;
    assert!(!letters.contains(search) && letters.contains("Where were the workers heard"), "{letters}");
    credence_reading(&[&args[..], &["--for", "reader", "-o", "x"]].concat(), b"").exits(2).says("is printed");
}
