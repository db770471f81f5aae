//! What people read, byte for byte; and the heart of the case: Korean speakers heard in Chinese.

use crate::support::{AS_OF, credence};

#[track_caller]
fn golden(name: &str, file: &str) {
    is_golden(name, &credence(&["score", "--as-of", AS_OF, file]).exits(0).out);
}

/// What is kept of an output, byte for byte.
#[track_caller]
pub(crate) fn is_golden(name: &str, found: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|update| update == "1") {
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{} differs; look at it and rewrite it with UPDATE_GOLDEN=1.\nfirst difference:\n{:#?}",
        path.display(),
        found.lines().zip(expected.lines()).enumerate().find(|(_, (found, expected))| found != expected),
    );
}

#[test]
fn a_documented_plant_reads_as_agreed() {
    golden("rongcheng-haibo.txt", "examples/rongcheng-haibo.toml");
}

#[test]
fn the_exemplary_audit_reads_as_agreed() {
    golden("exemplary.txt", "examples/exemplary.toml");
}

#[test]
fn the_language_twin_reads_as_agreed() {
    golden("korean-heard-in-chinese.txt", "examples/twins/korean-heard-in-chinese.toml");
}

#[test]
fn korean_speakers_heard_in_chinese_are_not_heard() {
    let cbp = |file: &str| {
        let args = ["score", "--pack", "cbp", "--as-of", AS_OF, "--format", "json", file];
        credence(&args).exits(0).json()["standards"]["cbp"].clone()
    };
    assert_eq!(cbp("examples/exemplary.toml")["verdict"], "met");
    let twin = cbp("examples/twins/korean-heard-in-chinese.toml");
    assert_eq!(twin["verdict"], "not_met");
    assert_eq!(twin["failed"], serde_json::json!(["language_cover"]));
}

#[test]
fn every_example_can_be_read_as_text_within_the_width() {
    let examples = crate::support::root().join("examples");
    let folders = [examples.clone(), examples.join("twins")];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut read = 0;
    for file in
        files.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "toml"))
    {
        // Some of the public cases were searched after the tests' day.
        let ran = credence(&["score", "--as-of", "2026-11-24", file.to_str().unwrap()]).exits(0);
        // An address is never cut, so it may be longer.
        let long = ran.out.lines().find(|line| line.chars().count() > 100 && !line.contains("://"));
        assert_eq!(long, None, "{}", file.display());
        assert!(ran.out.contains("not a finding about the site"), "{}", file.display());
        read += 1;
    }
    assert!(read > 20, "only {read} examples");
}
