//! Batches: order, rejects, formats, gates.

use serde_json::json;

use crate::support::{AS_OF, Folder, credence, credence_reading, root, score};

const LINES: &str = r#"{ "ref": "one" }
{ "ref": "two", "report": { "visit": { "notice": "unannounced!" } } }

{ "ref": "three"
{ "ref": "four" }
"#;

#[test]
fn bad_lines_are_reported_with_their_place_and_the_rest_is_scored_in_order() {
    let ran = score(LINES.as_bytes()).exits(3);
    assert_eq!(ran.each("ref"), [json!("one"), json!("four")]);
    ran.says("standard input:2: error[unknown_value]: report.visit.notice")
        .says("did you mean `unannounced`?")
        .says("standard input:4:16: error[syntax]: not JSON")
        .says("4 read, 2 scored, 2 rejected");
}

#[test]
fn rejects_are_written_as_json_lines() {
    let folder = Folder::new("rejects");
    let (file, rejects) = (folder.file("lines.jsonl", LINES), folder.path("rejects.jsonl"));
    credence(&["score", "--as-of", AS_OF, "--rejects", &rejects, &file]).exits(3);
    let records: Vec<serde_json::Value> = std::fs::read_to_string(&rejects)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(records.len(), 2);
    assert_eq!((&records[0]["format"], &records[0]["file"]), (&json!(1), &json!(file)));
    assert_eq!((&records[0]["line"], &records[0]["ref"]), (&json!(2), &json!("two")));
    let problem = &records[0]["problems"][0];
    assert_eq!(
        (&problem["code"], &problem["path"]),
        (&json!("unknown_value"), &json!("report.visit.notice"))
    );
    assert_eq!((&problem["nearest"], &problem["value"]), (&json!("unannounced"), &json!("unannounced!")));
    assert_eq!((&records[1]["line"], &records[1]["ref"]), (&json!(4), &json!(null)));

    let none = folder.path("none/rejects.jsonl");
    credence(&["score", "--rejects", &none, &file]).exits(5);
}

#[test]
fn one_dossier_is_one_object_and_several_are_a_list() {
    let json = |input: &str| {
        credence_reading(&["score", "--as-of", AS_OF, "--format", "json", "-"], input.as_bytes())
    };
    assert_eq!(json("{}").exits(0).json()["format"], 1);
    assert_eq!(json("[{}]").exits(0).json()["format"], 1);
    let two = json(r#"[{ "ref": "a" }, { "ref": "b" }]"#).exits(0).json();
    assert_eq!((two[0]["ref"].as_str(), two[1]["ref"].as_str()), (Some("a"), Some("b")));
    let one_of_two = json(r#"[{ "ref": "a" }, { "reff": "b" }]"#).exits(3).json();
    assert_eq!((one_of_two.as_array().unwrap().len(), one_of_two[0]["ref"].as_str()), (1, Some("a")));
    assert_eq!(json("[1, 2]\n").out, "", "a list of numbers is not told from TOML");
    assert_eq!(json("{\"a\": 1}\n{\"a\": 2}\n").exits(3).json(), json!([]));
}

#[test]
fn the_same_dossier_gives_the_same_answer_in_every_format_and_place() {
    let folder = Folder::new("formats");
    let compact = r#"{ "ref": "x", "report": { "visit": { "notice": "announced" } } }"#;
    let pretty = compact.replace(", ", ",\n").replace("{ ", "{\n");
    let toml = "ref = 'x'\n[report.visit]\nnotice = 'announced'\n";
    let files = [
        folder.file("a.json", compact),
        folder.file("b.json", &pretty),
        folder.file("c.toml", toml),
        folder.file("d.jsonl", format!("{compact}\n")),
        folder.file("e", format!("[{compact}]")),
        folder.file("f", toml),
        folder.file("g.JSON", format!("\u{feff}{compact}")),
    ];
    let mut args = vec!["score", "--as-of", AS_OF, "--format", "jsonl"];
    args.extend(files.iter().map(String::as_str));
    let ran = credence(&args).exits(0);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), files.len());
    assert!(lines.iter().all(|line| *line == lines[0]), "{}", ran.out);
    assert_eq!(ran.out, credence(&args).out);
}

#[test]
fn a_line_that_is_too_long_is_refused_and_the_next_one_is_scored() {
    let long = format!("{{ \"ref\": \"{}\" }}\n{{ \"ref\": \"next\" }}\n", "x".repeat(17 * 1024 * 1024));
    let ran = score(long.as_bytes()).exits(3).says("standard input:1: error[too_large]");
    assert_eq!(ran.each("ref"), [json!("next")]);
}

#[test]
fn the_gate_fails_below_the_grade_and_without_one() {
    let gate = |grade: &str, file: &str| {
        credence(&["score", "--as-of", AS_OF, "--quiet", "--fail-below", grade, file]).code
    };
    assert_eq!(gate("A", "examples/exemplary.toml"), 0);
    assert_eq!(gate("E", "examples/rongcheng-huiying.toml"), 0);
    assert_eq!(gate("D", "examples/rongcheng-huiying.toml"), 1);
    // Where people may be in forced labour no grade is enough.
    assert_eq!(gate("E", "examples/rongcheng-haibo.toml"), 1);
    // Nothing to read is below every grade.
    assert_eq!(gate("E", "examples/interseafish.toml"), 1);
    let folder = Folder::new("gate");
    let abuse = folder.file("abuse.json", r#"{ "report": { "conclusion": { "forced_labour": "found" } } }"#);
    assert_eq!(gate("E", &abuse), 1);
    // No audit lifts an import restriction, in no detail of an answer.
    let exemplary = std::fs::read_to_string(root().join("examples/exemplary.toml")).unwrap();
    let with_order = |end: &str| {
        let order = format!(r#"[{{ id = "f1", kind = "other_labour", legal_basis = "wro"{end} }}]"#);
        exemplary.replace("\nfindings = []", &format!("\nfindings = {order}"))
    };
    assert_eq!(gate("A", &folder.file("ended.toml", with_order(", ended_on = 2026-05-01"))), 0);
    let in_force = folder.file("in-force.toml", with_order(""));
    assert_eq!(gate("E", &in_force), 1);
    for detail in ["grades", "decision", "full"] {
        let args = [
            "score",
            "--as-of",
            AS_OF,
            "--detail",
            detail,
            "--format",
            "jsonl",
            "--fail-below",
            "E",
            &in_force,
        ];
        credence(&args).exits(1);
    }
    let documented = r#"findings = [{ id = "f1", kind = "forced_labour", standing = "documented", observed = 2026-04-01, published = 2026-04-20 }]"#;
    let act = folder.file("act.toml", exemplary.replace("findings = []", documented));
    for (file, action) in [(&in_force, "blocked"), (&act, "act")] {
        let found = credence(&["score", "--as-of", AS_OF, "--format", "json", file]).exits(0).json();
        assert_eq!(found["action"]["code"], action);
        assert_ne!(found["grade"]["worst"], "E", "the gate at E would let it pass by its grade");
        for door in ["score", "portfolio"] {
            credence(&[door, "--as-of", AS_OF, file]).exits(0);
            credence(&[door, "--as-of", AS_OF, "--quiet", "--fail-below", "E", file]).exits(1);
            // Whatever a gate is on, that never passes.
            credence(&[door, "--as-of", AS_OF, "--quiet", "--fail-on", "re_audit", file]).exits(1);
        }
        let beside =
            ["score", "--as-of", AS_OF, "--quiet", "--fail-below", "E", "examples/exemplary.toml", file];
        credence(&beside).exits(1);
    }
    let bad = folder.file("bad.json", "{");
    let both = ["score", "--fail-below", "A", "--as-of", AS_OF, "examples/interseafish.toml", &bad];
    credence(&both).exits(3);
    credence(&[&both[..], &["no-such-file.json"]].concat()).exits(5);
}

#[test]
fn without_a_day_it_is_today_and_said_so() {
    credence(&["score", "examples/exemplary.toml"]).prints("(today in UTC)");
    let given = credence(&["score", "--as-of", AS_OF, "examples/exemplary.toml"]).exits(0);
    assert!(given.out.contains("As of 2026-11-24, by the rules"), "{}", given.out);
}

#[test]
fn every_dossier_of_a_sample_is_read_and_every_answer_is_among_theirs() {
    let sample = credence(&["sample", "400", "--seed", "3"]).exits(0).out;
    assert_eq!(sample, credence(&["sample", "400", "--seed", "3"]).out);
    assert!(sample.starts_with(&credence(&["sample", "7", "--seed", "3"]).out));
    let ran = score(sample.as_bytes()).exits(0);
    let grades = ran.each("grade");
    assert_eq!(grades.len(), 400);
    for worst in ["A", "B", "C", "D", "E"] {
        assert!(grades.iter().any(|grade| grade["best"] == worst), "no best end is {worst}");
    }
    let statuses = ran.each("status");
    // Dossiers of a sample state too much to be inconclusive.
    for status in ["open", "settled", "unscorable", "reports_abuse"] {
        assert!(statuses.iter().any(|found| found == status), "none is {status}");
    }
}

#[test]
fn the_gate_fails_on_the_actions_that_are_named() {
    let announced = "examples/twins/announced.toml";
    let code = credence(&["score", "--as-of", AS_OF, "--format", "json", announced]).json();
    let code = code["action"]["code"].as_str().unwrap().to_owned();
    for door in ["score", "portfolio"] {
        let gate = |on: &str| credence(&[door, "--as-of", AS_OF, "--quiet", "--fail-on", on, announced]);
        gate(&code).exits(1);
        gate(&format!("obtain,{code}")).exits(1);
        gate("obtain,no_audit").exits(0);
        gate("obtian").exits(2).says("re_audit");
        for (on, word) in [(code.as_str(), "fail"), ("obtain", "pass")] {
            let args = [door, "--as-of", AS_OF, "--quiet", "--format", "csv", "--fail-on", on, announced];
            credence(&args).prints(&format!(",{word},"));
        }
        credence(&[door, "--as-of", AS_OF, "--fail-below", "F", announced]).exits(2).says("E, D, C, B, A");
        // A pack without actions has nothing to fail on.
        credence(&[door, "--pack", "cbp", "--as-of", AS_OF, "--fail-on", "act", announced])
            .exits(2)
            .says("does not say when to `act`");
        credence(&[door, "--pack", "cbp", "--as-of", AS_OF, "--fail-below", "E", announced])
            .exits(2)
            .says("which no gate may let pass");
    }
}
