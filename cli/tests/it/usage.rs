//! Help, versions, schemas, facts, completions, colour, and wrong calls.

use crate::support::{AS_OF, credence, root};

#[test]
fn help_teaches_with_examples_and_exit_codes() {
    let help = credence(&["--help"]).exits(0).prints("Examples:").prints("Exit codes:");
    assert!(help.out.lines().all(|line| line.chars().count() <= 100), "{}", help.out);
    credence(&["score", "--help"]).exits(0).prints("Examples:");
    credence(&["pack", "check", "--help"]).exits(0).prints("Examples:");
}

#[test]
fn the_version_says_at_length_what_codes_it_knows() {
    let short = credence(&["--version"]).exits(0).prints("credence ").out;
    assert_eq!((short.lines().count(), &short), (1, &credence(&["-V"]).exits(0).out));
    let long = credence(&["--version", "--verbose"]).exits(0).out;
    assert_eq!(long, format!("{short}{}", audit_credence::CODE_LISTS));
    assert_eq!(long, credence(&["--verbose", "-V"]).exits(0).out);
    for words in ["IANA Language Subtag Registry of 20", "Unicode CLDR ", "ISO's notices to 20"] {
        assert!(long.contains(words), "{words} is not in {long}");
    }
    credence(&["--verbose", "facts"]).exits(2).says("--version");
}

#[test]
fn wrong_calls_exit_with_2() {
    credence(&[]).exits(2);
    credence(&["score"]).exits(2);
    credence(&["score", "--as-of", "2026-02-31", "x.json"]).exits(2).says("YYYY-MM-DD");
    credence(&["score", "--format", "yaml", "x.json"]).exits(2);
    let example = "examples/exemplary.toml";
    credence(&["score", "--fail-below", "F", example]).exits(2).says("E, D, C, B, A");
    credence(&["schema", "grade"]).exits(2);
}

#[test]
fn the_catalogue_is_listed_as_text_and_as_json() {
    credence(&["facts"]).exits(0).prints("report.visit.notice").prints("reads: site.workforce");
    let facts = credence(&["facts", "--format", "json"]).exits(0).json();
    let notice = facts.as_array().unwrap().iter().find(|fact| fact["id"] == "report.visit.notice").unwrap();
    assert_eq!(notice["kind"], "named");
    assert_eq!(notice["values"], serde_json::json!(["announced", "semi_announced", "unannounced"]));
    assert_eq!(notice["reads"], serde_json::json!(["report.visit.notice"]));
    assert!(facts.as_array().unwrap().iter().all(|fact| fact["kind"] != "other"), "a kind has no words");
}

#[test]
fn every_schema_is_json() {
    for document in ["dossier", "assessment", "pack"] {
        assert!(credence(&["schema", document]).exits(0).json()["$schema"].is_string());
    }
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        credence(&["completions", shell]).exits(0).prints("credence");
    }
}

#[test]
fn colour_is_off_when_piped_and_on_when_asked_for() {
    let score = ["score", "--as-of", AS_OF, "examples/exemplary.toml", "--color"];
    let with = |when| credence(&[&score[..], &[when]].concat()).exits(0).out;
    assert!(!with("auto").contains('\u{1b}'));
    assert!(!with("never").contains('\u{1b}'));
    assert!(with("always").contains('\u{1b}'));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    use std::io::Read as _;
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_credence"))
        .args(["facts"])
        .current_dir(root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
}

#[cfg(unix)]
#[test]
fn nothing_that_has_no_end_is_read_to_it() {
    let example = "examples/exemplary.toml";
    let calls: [&[&str]; 5] = [
        &["score", "--pack", "/dev/zero", example],
        &["score", "--mapping", "/dev/zero", "--input", "csv", example],
        &["pack", "check", "/dev/zero"],
        &["pack", "test", "procurement", "--cases", "/dev/zero"],
        &["portfolio", "--pack", "/dev/zero", example],
    ];
    for call in calls {
        credence(call).exits(5).says("/dev/zero: the file is larger than 16777216 bytes");
    }
    credence(&["score", "--threads", "100000", example]).exits(2).says("1..=1024");
}
