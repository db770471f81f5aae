//! Streams: the same bytes on any number of threads, files that appear when they are whole, summaries, pipes, signals.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::support::{AS_OF, Folder, credence, credence_reading, root};

fn sample(count: usize) -> String {
    credence(&["sample", &count.to_string(), "--seed", "11"]).exits(0).out
}

/// A sample in which every tenth line is refused.
fn with_refusals(count: usize) -> String {
    let sample = sample(count);
    let line = |(at, line): (usize, &str)| {
        let wrong = if at % 10 == 9 { "\"reprot\":" } else { "\"report\":" };
        line.replacen("\"report\":", wrong, 1) + "\n"
    };
    sample.lines().enumerate().map(line).collect()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let folder = Folder::new("threads");
    let input = folder.file("lines.jsonl", with_refusals(120));
    let run = |threads: &str| {
        let at = |name: &str| folder.path(&format!("{name}-{threads}"));
        let (output, rejects, summary) = (at("output.jsonl"), at("rejects.jsonl"), at("summary.json"));
        let args =
            ["score", "--as-of", AS_OF, "--detail", "decision", "--format", "jsonl", "--threads", threads];
        let files = ["--output", &output, "--rejects", &rejects, "--summary", &summary, &input];
        credence(&[&args[..], &files[..]].concat()).exits(3);
        (read(&output), read(&rejects), read(&summary))
    };
    let one = run("1");
    assert_eq!((one.0.lines().count(), one.1.lines().count()), (108, 12));
    for threads in ["2", "5"] {
        assert!(one == run(threads), "{threads} threads give other bytes than one");
    }
}

#[test]
fn an_output_appears_when_it_is_whole() {
    let folder = Folder::new("aside");
    let input = folder.file("lines.jsonl", with_refusals(20));
    let output = folder.file("scores.jsonl", "the last one\n");
    let args = ["score", "--as-of", AS_OF, "--detail", "grades", "--output", &output, &input];
    let ran = credence(&[&args[..], &["--max-rejected", "1"]].concat()).exits(3);
    ran.says("2 of 20 documents were refused, and 1 may be").says("what was done before is in");
    assert_eq!(read(&output), "the last one\n");
    credence(&[&args[..], &["--max-rejected", "9%"]].concat()).exits(3).says("9% may be");
    assert_eq!(read(&output), "the last one\n");
    // Refusals up to the limit are expected.
    let ran = credence(&[&args[..], &["--max-rejected", "10%"]].concat()).exits(0);
    assert_eq!((ran.out.as_str(), read(&output).lines().count()), ("", 18));
    credence(&["score", "--output", &folder.path("none/x.jsonl"), &input]).exits(5);
    credence(&["score", "--max-rejected", "many", &input]).exits(2).says("5%");
}

/// Of the account of an answer the points in all.
fn points(answer: &Value) -> Value {
    let Some(account) = answer["account"].as_object() else { return Value::Null };
    let is_kept = |key: &str| ["of", "shown", "against", "unsaid"].contains(&key);
    let kept = account.iter().filter(|(key, _)| is_kept(key));
    kept.map(|(key, part)| (key.clone(), part.clone())).collect()
}

/// Of the gaps of an answer the first that is among the fewest questions, else the first; none where the action comes before
/// any question.
fn first_question(answer: &Value) -> Value {
    if ["blocked", "act", "no_audit"].contains(&answer["action"]["code"].as_str().unwrap()) {
        return Value::Null;
    }
    let (gaps, fewest) = (answer["gaps"].as_array().unwrap(), answer["action"]["questions"].as_array());
    if answer["action"]["code"] == "look_up" {
        return gaps.iter().find(|gap| gap["answer_from"] == "reader").cloned().unwrap_or_default();
    }
    let is_asked = |gap: &&Value| fewest.is_some_and(|asked| asked.contains(&gap["criterion"]));
    gaps.iter().find(is_asked).or(gaps.first()).cloned().unwrap_or_default()
}

#[test]
fn each_detail_says_the_same_with_fewer_keys() {
    let folder = Folder::new("detail");
    let input = folder.file("lines.jsonl", sample(40));
    let lines = |detail: &str| -> Vec<Value> {
        let ran =
            credence(&["score", "--as-of", AS_OF, "--format", "jsonl", "--detail", detail, &input]).exits(0);
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let (full, decision, grades) = (lines("full"), lines("decision"), lines("grades"));
    for ((mut full, decision), grades) in full.into_iter().zip(decision).zip(grades) {
        for (key, value) in grades.as_object().unwrap() {
            if key == "standards" {
                assert_eq!(value["cbp"]["verdict"], full["standards"]["cbp"]["verdict"]);
            } else if key == "account" {
                assert_eq!(value, &points(&full));
            } else if key == "action" {
                assert_eq!(value["code"], full["action"]["code"]);
            } else {
                assert_eq!(value, &full[key], "{key}");
            }
        }
        full["account"] = points(&full);
        full["first_question"] = first_question(&full);
        for key in ["raises", "criteria", "gaps"] {
            full.as_object_mut().unwrap().remove(key);
        }
        assert_eq!(full, decision);
    }
    credence(&["score", "--detail", "grades", &input]).exits(2).says("--format");
}

#[test]
fn a_summary_counts_answers_refusals_and_what_each_key_holds() {
    let folder = Folder::new("summary");
    let lines = r#"{ "site": { "headcount": 10, "country": "PT" }, "report": { "document": "full_report", "visit": { "notice": "announced" } } }
{ "site": { "headcount": 20, "country": "PT" }, "report": { "visit": { "notice": null } } }
{ "report": { "document": "certificate_only" }, "certificates": [ { "scheme": "bap" }, { "scheme": "bap", "status": "valid" } ] }
{ "site": { "headcount": -1 }, "unheard_of": 1 }
"#;
    let (input, summary) = (folder.file("lines.jsonl", lines), folder.path("summary.json"));
    let args = ["score", "--as-of", AS_OF, "--format", "jsonl", "--summary", &summary, &input];
    let ran = credence(&args).exits(3);
    ran.says("4 read, 3 scored, 1 rejected").says("worst end: E 1, not graded 2");
    let found: Value = serde_json::from_str(&read(&summary)).unwrap();
    let counts = ["read", "scored", "rejected", "not_graded"].map(|key| found[key].as_u64().unwrap());
    assert_eq!(counts, [4, 3, 1, 2]);
    assert_eq!(found["complete"], true);
    assert_eq!(found["rejected_by_code"], json!({ "out_of_range": 1, "unknown_key": 1 }));
    assert_eq!(found["statuses"]["unscorable"], 2);
    assert_eq!(found["standards"]["cbp"]["not_met"], 1, "{}", found["standards"]);
    let graded: u64 =
        found["grades"].as_array().unwrap().iter().map(|one| one["count"].as_u64().unwrap()).sum();
    assert_eq!(graded, 1);
    assert_eq!(found["gaps"][0]["count"], 1);
    let key = |path: &str| found["keys"].as_array().unwrap().iter().find(|key| key["path"] == path).cloned();
    let counted = |path: &str| {
        let key = key(path).unwrap_or_default();
        ["stated", "of", "percent", "distinct"].map(|name| key[name].as_u64().unwrap_or(99))
    };
    // A key that is always the same where it is stated shows a default.
    assert_eq!(counted("site.country"), [2, 3, 66, 1]);
    assert_eq!(counted("site.headcount"), [2, 3, 66, 2]);
    assert_eq!(counted("report.visit.notice"), [1, 3, 33, 1]);
    assert_eq!(counted("certificates[].status"), [1, 2, 50, 1]);
    assert_eq!(key("unheard_of"), None, "what was refused is not counted");
}

#[test]
fn problems_are_told_of_a_few_documents_where_all_go_to_a_file() {
    let folder = Folder::new("told");
    let (input, rejects) =
        (folder.file("lines.jsonl", "{ \"reff\": 1 }\n".repeat(50)), folder.path("bad.jsonl"));
    let ran = credence(&["score", "--format", "jsonl", "--rejects", &rejects, &input]).exits(3);
    assert_eq!(ran.err.matches("unknown_key").count(), 20, "{}", ran.err);
    ran.says("more documents are refused: see");
    assert_eq!(read(&rejects).lines().count(), 50);
    let all = credence(&["score", "--format", "jsonl", &input]).exits(3);
    assert_eq!(all.err.matches("unknown_key").count(), 50);
}

#[test]
fn patterns_stand_for_files_in_the_order_of_their_names() {
    let folder = Folder::new("patterns");
    for name in ["b.jsonl", "a.jsonl", "c.json", "a.txt"] {
        folder.file(name, format!("{{ \"ref\": \"{name}\" }}\n"));
    }
    let score = |pattern: &str| credence(&["score", "--format", "jsonl", &folder.path(pattern)]);
    assert_eq!(score("*.jsonl").exits(0).each("ref"), [json!("a.jsonl"), json!("b.jsonl")]);
    assert_eq!(score("[bc].json*").exits(0).each("ref"), [json!("b.jsonl"), json!("c.json")]);
    score("*.parquet").exits(5).says("no file has such a name");
}

#[test]
fn a_host_that_pipes_gets_one_line_for_each_at_once() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_credence"))
        .args(["score", "--as-of", AS_OF, "--inline-rejects", "--detail", "grades", "--quiet", "-"])
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut to = child.stdin.take().unwrap();
    let mut from = BufReader::new(child.stdout.take().unwrap());
    let mut ask = |line: &str| -> Value {
        to.write_all(line.as_bytes()).unwrap();
        to.flush().unwrap();
        let mut answer = String::new();
        from.read_line(&mut answer).unwrap();
        serde_json::from_str(&answer).unwrap()
    };
    // One after another: each waits for the answer to the one before.
    assert_eq!(ask("{ \"ref\": \"one\" }\n")["ref"], "one");
    let refused = ask("{ \"ref\": \"two\", \"site\": 1 }\n");
    assert_eq!((&refused["line"], &refused["ref"]), (&json!(2), &json!("two")));
    assert_eq!(refused["problems"][0]["code"], "wrong_type");
    assert_eq!(ask("\n")["problems"][0]["code"], "empty");
    // Half of the next line does not keep back the answer to this one.
    assert_eq!(ask("{ \"ref\": \"four\" }\n{ \"ref\":")["ref"], "four");
    assert_eq!(ask(" \"five\" }\n")["ref"], "five");
    // An object over several lines is none on any of them.
    assert_eq!(ask("{\n")["problems"][0]["code"], "syntax");
    drop(to);
    assert_eq!(child.wait().unwrap().code(), Some(3));

    let inline = ["score", "--inline-rejects", "-"];
    assert_eq!(credence_reading(&inline, b"").exits(0).out, "");
    assert_eq!(credence_reading(&inline, b"{}\n\n{}").exits(3).out.lines().count(), 3);
    credence(&["score", "--inline-rejects", "--format", "text", "-"]).exits(2);
}

#[cfg(unix)]
#[test]
fn a_signal_keeps_what_is_done_although_the_input_has_not_ended() {
    let folder = Folder::new("signal");
    let (output, summary) = (folder.path("scores.jsonl"), folder.path("summary.json"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_credence"))
        .args(["score", "--detail", "grades", "--output", &output, "--summary", &summary, "-"])
        .current_dir(root())
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut to = child.stdin.take().unwrap();
    to.write_all(sample(30).as_bytes()).unwrap();
    to.flush().unwrap();
    // The signal comes when the first answers were made, and the input stays open.
    let part = loop {
        let files = std::fs::read_dir(folder.path("")).unwrap().map(|file| file.unwrap().path());
        let is_begun = |file: &std::path::PathBuf| {
            file.extension().is_some_and(|end| end == "part")
                && std::fs::metadata(file).is_ok_and(|file| file.len() > 0)
        };
        match files.into_iter().find(is_begun) {
            Some(part) => break part.to_str().unwrap().to_owned(),
            None => std::thread::sleep(std::time::Duration::from_millis(20)),
        }
    };
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let ended = child.wait_with_output().unwrap();
    drop(to);
    let err = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(130), "{err}");
    assert!(err.contains(&part), "{err}");
    let found: Value = serde_json::from_str(&read(&summary)).unwrap();
    assert_eq!(found["complete"], false);
    let lines = read(&part);
    assert!(lines.ends_with("}\n") && lines.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    assert_eq!(found["scored"].as_u64(), Some(u64::try_from(lines.lines().count()).unwrap()));
    assert!(!std::fs::exists(&output).unwrap());
}

#[test]
fn the_texts_of_a_pack_are_printed_once() {
    let texts = credence(&["texts"]).exits(0).json();
    let ran =
        credence(&["score", "--as-of", AS_OF, "--format", "json", "examples/rongcheng-haibo.toml"]).exits(0);
    let full = ran.json();
    assert_eq!(texts["pack"], full["pack"]);
    for gap in full["gaps"].as_array().unwrap() {
        assert_eq!(texts["criteria"][gap["criterion"].as_str().unwrap()]["ask"], gap["ask"]);
    }
    let mut remedies = 0;
    for criterion in full["criteria"].as_array().unwrap() {
        let text = &texts["criteria"][criterion["id"].as_str().unwrap()];
        if !criterion["remedy"].is_null() {
            assert_eq!(text["remedy"]["text"], criterion["remedy"]);
            remedies += 1;
        }
        for source in text["sources"].as_array().unwrap() {
            assert!(texts["sources"][source.as_str().unwrap()]["url"].is_string(), "{source}");
        }
    }
    assert!(remedies > 5);
    for cap in full["caps"].as_array().unwrap() {
        assert_eq!(texts["caps"][cap["id"].as_str().unwrap()]["sources"], cap["sources"]);
    }
    assert!(texts["standards"]["cbp"]["requires"]["notice"].is_string());
    credence(&["texts", "--pack", "no-such-pack"]).exits(4);
}
