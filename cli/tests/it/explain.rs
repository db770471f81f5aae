//! Questions, horizon and comparison as commands: what they take, what they say, how they end.

use crate::support::{AS_OF, Folder, credence, credence_reading};

const OLD: &str =
    r#"{ "ref": "old", "report": { "document": "full_report", "visit": { "end": "2026-03-11" } } }"#;

#[test]
fn what_changes_in_the_next_days_is_listed_with_what_passes() {
    let young = OLD.replace("old", "young").replace("2026-03-11", "2026-09-30");
    let lines = format!("{OLD}\n{young}\n");
    let run = |days: &str, format: &str| {
        let args = ["horizon", "--as-of", AS_OF, "--days", days, "--format", format, "-"];
        credence_reading(&args, lines.as_bytes()).exits(0)
    };
    run("10", "text").prints("0 changes in 10 days from 2026-11-24, of 2 dossiers");
    run("365", "text")
        .prints("2 changes in 365 days")
        .prints("old: on 2027-03-12 the same dossier gets another answer, because the audit passes 1 year");
    let days = run("365", "jsonl").each("next_change_on");
    assert_eq!(days, ["2027-03-12", "2027-10-01"]);
    // Every step is listed, not only the next.
    let all = run("1500", "jsonl").each("next_change_on");
    assert_eq!(all.len(), 6, "{all:?}");
    assert!(all.is_sorted_by_key(|day| day.as_str().unwrap().to_owned()), "{all:?}");
}

#[test]
fn a_dossier_that_cannot_be_read_is_said_and_the_others_are_listed() {
    let lines = format!("{OLD}\n{{ \"nonsense\": 1 }}\n");
    let args = ["horizon", "--as-of", AS_OF, "--days", "365", "-"];
    credence_reading(&args, lines.as_bytes()).exits(3).prints("of 1 dossier").says("unknown_key");
}

#[test]
fn the_first_questions_are_those_whose_answers_matter_most() {
    let args = ["questions", "--as-of", AS_OF, "--first", "2", "examples/rongcheng-haibo.toml"];
    let ran = credence(&args).exits(0).prints("Please give no names of workers");
    assert!(ran.out.contains(" 2. ") && !ran.out.contains(" 3. "), "{}", ran.out);
    credence(&["questions", "--as-of", AS_OF, "examples/exemplary.toml"])
        .exits(0)
        .prints("Nothing that the auditor could answer is left open.");
}

#[test]
fn without_a_report_the_question_is_for_the_report() {
    let refused = br#"{ "report": { "availability": "refused" } }"#;
    credence_reading(&["questions", "--as-of", AS_OF, "-"], refused)
        .exits(0)
        .prints("Please send the report itself");
}

#[test]
fn a_change_is_put_down_to_the_step_that_makes_it() {
    let folder = Folder::new("compare");
    let old = folder.file("old.json", OLD);
    credence(&["compare", "--as-of", AS_OF, &old]).exits(2).says("nothing to compare with");
    credence(&["compare", "--as-of", AS_OF, "--with-as-of", "2028-11-22", &old])
        .exits(0)
        .prints("day: credibility ")
        .prints("by the day");
    let ran =
        credence(&["compare", "--as-of", AS_OF, "--with-pack", "cbp", "--format", "json", &old]).exits(0);
    let causes: Vec<_> =
        ran.json()["steps"].as_array().unwrap().iter().map(|step| step["cause"].clone()).collect();
    assert_eq!(causes, ["rules"]);
    let announced = "examples/twins/announced.toml";
    let ran =
        credence(&["compare", "--as-of", AS_OF, "--format", "json", "examples/exemplary.toml", announced]);
    let found = ran.exits(0).json();
    assert_eq!(found["direction"], "worse");
    assert_eq!(found["criteria"][0]["id"], "notice");
    assert_eq!(found["criteria"][0]["because"], serde_json::json!(["dossier"]));
    assert_eq!(found["criteria"][0]["facts"], serde_json::json!(["report.visit.notice"]));
}

#[test]
fn one_is_compared_with_one() {
    let folder = Folder::new("compare-many");
    let two = folder.file("two.jsonl", format!("{OLD}\n{OLD}\n"));
    let none = folder.file("none.jsonl", "");
    let args = |file: &str| credence(&["compare", "--as-of", AS_OF, file, "examples/exemplary.toml"]);
    args(&two).exits(3).says("several dossiers");
    args(&none).exits(3);
}
