//! `credence portfolio`: every form of the public examples byte for byte, and what it refuses.

use crate::golden::is_golden;
use crate::support::{AS_OF, Folder, Ran, credence, credence_reading};

/// The examples from the public record.
const PUBLIC: [&str; 7] = [
    "examples/brightway-2019.toml",
    "examples/changji-esquel-2019.toml",
    "examples/dalian-haiqing.toml",
    "examples/dandong-taifeng.toml",
    "examples/donggang-jinhui.toml",
    "examples/interseafish.toml",
    "examples/rongcheng-haibo.toml",
];

fn portfolio(form: &str, files: &[&str]) -> Ran {
    credence(&[&["portfolio", "--as-of", AS_OF, "--soon", "400", "--format", form], files].concat())
}

#[test]
fn the_public_examples_together_read_as_agreed() {
    for form in ["html", "md", "csv", "json"] {
        is_golden(&format!("portfolio.{form}"), &portfolio(form, &PUBLIC).exits(0).out);
    }
}

#[test]
fn the_order_of_files_changes_no_byte() {
    let mut reversed = PUBLIC;
    reversed.reverse();
    for form in ["html", "md", "csv", "json"] {
        assert_eq!(portfolio(form, &reversed).exits(0).out, portfolio(form, &PUBLIC).exits(0).out);
    }
}

#[test]
fn what_is_refused_is_said_and_written_and_the_rest_is_united() {
    let folder = Folder::new("portfolio-rejects");
    let rejects = folder.path("bad.jsonl");
    let lines = "{\"site\":{\"id\":\"a\"}}\n{\"sight\":1}\n{\"site\":{\"id\":\"b\"},\"search\":{\"on\":\"2027-01-01\"}}\n";
    let args = ["portfolio", "--as-of", AS_OF, "--format", "json", "--rejects", &rejects, "-"];
    let ran = credence_reading(&args, lines.as_bytes());
    let ran = ran.exits(3).says("unknown_key").says("after_as_of").says("3 read, 1 united, 2 rejected");
    assert_eq!(ran.json()["sites"].as_array().unwrap().len(), 1);
    assert_eq!(std::fs::read_to_string(&rejects).unwrap().lines().count(), 2);
}

#[test]
fn a_spreadsheet_reads_text_and_no_formula() {
    let line = r#"{"site":{"id":"=HYPERLINK(\"http://x\")","name":"a\"b,c\nd"},"supplier":{"id":"@x"}}"#;
    let args = ["portfolio", "--as-of", AS_OF, "--format", "csv", "-"];
    let ran = credence_reading(&args, line.as_bytes()).exits(0);
    let row = ran.out.split_once('\n').unwrap().1;
    assert!(row.starts_with("1,\"'=HYPERLINK(\"\"http://x\"\")\",\"a\"\"b,c\nd\",,'@x,"), "{row}");
}

#[test]
fn a_pack_or_a_file_that_is_not_there_is_said() {
    credence(&["portfolio", "--pack", "nobody", PUBLIC[0]]).exits(4);
    credence(&["portfolio", "--pack-sha256", "00", PUBLIC[0]]).exits(4).says("not the pack asked for");
    portfolio("json", &["no-such-file.json", PUBLIC[0]]).exits(5).says("no-such-file.json");
    credence(&["schema", "portfolio"]).exits(0).prints("\"title\": \"Portfolio\"");
}
