//! `credence portfolio`: every form of the showcases byte for byte, and what it refuses.

use crate::golden::{SHOWCASES, is_golden, without_templates};
use crate::support::{AS_OF, Folder, Ran, credence, credence_reading};

/// A site under an import restriction, without a report that could be graded.
const NOT_GRADED: &str = "examples/changji-esquel-2019.toml";

fn portfolio(form: &str, files: &[&str]) -> Ran {
    credence(&[&["portfolio", "--as-of", AS_OF, "--soon", "400", "--format", form], files].concat())
}

#[test]
fn the_showcases_together_read_as_agreed_in_any_order() {
    let mut files = Vec::from(SHOWCASES.map(|(_, file)| file));
    files.push(NOT_GRADED);
    for _ in 0..2 {
        for form in ["html", "md", "csv", "json"] {
            let mut found = portfolio(form, &files).exits(0).out;
            if form == "html" {
                found = without_templates(&found, "style", &["style.css", "portfolio.css"]);
                found = without_templates(&found, "script", &["portfolio.js"]);
            }
            is_golden(&format!("portfolio.{form}"), &found);
        }
        files.reverse();
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
    assert!(
        row.starts_with(r#",'@x,"'=HYPERLINK(""http://x"")","#) && row.contains(r#","a""b,c\u000ad",,'@x,"#),
        "{row}"
    );
}

#[test]
fn a_pack_or_a_file_that_is_not_there_is_said() {
    credence(&["portfolio", "--pack", "nobody", NOT_GRADED]).exits(4);
    credence(&["portfolio", "--pack-sha256", "00", NOT_GRADED]).exits(4).says("not the pack asked for");
    portfolio("json", &["no-such-file.json", NOT_GRADED]).exits(5).says("no-such-file.json");
    credence(&["schema", "portfolio"]).exits(0).prints("\"title\": \"Portfolio\"");
}

#[test]
fn a_long_page_has_every_site_and_says_what_it_leaves_to_the_json() {
    let page = |count: usize| {
        let site = |at: usize| {
            let certificate = r#"{"scheme":"bap","status":"valid","valid_until":"2026-12-10"}"#;
            format!(r#"{{"site":{{"id":"site-{at:03}"}},"certificates":[{certificate}]}}"#) + "\n"
        };
        let lines: String = (0..count).map(site).collect();
        credence_reading(&["portfolio", "--as-of", AS_OF, "--format", "html", "-"], lines.as_bytes())
            .exits(0)
            .out
    };
    let long = page(240);
    assert_eq!(long.matches("<tr data-g=").count(), 240);
    let (before, rest) = long.split_once("<noscript id=\"rest\">").unwrap();
    assert_eq!(before.matches("<tr data-g=").count(), 100);
    assert!((0..240).all(|at| long.contains(&format!("site-{at:03}"))));
    assert!(rest.contains("200 to come; 280 more are in the JSON"));
    let short = page(100);
    assert!(!short.contains("<noscript") && !short.contains("are in the JSON</summary>"));
}
