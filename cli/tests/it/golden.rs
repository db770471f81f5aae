//! What people read, byte for byte; and the heart of the case: Korean speakers heard in Chinese.

use crate::support::{AS_OF, credence};

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

/// The public examples, by name, and the twin that the whole is about.
fn examples() -> Vec<(String, String)> {
    let files = std::fs::read_dir(crate::support::root().join("examples")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> =
        names.filter_map(|name| Some(name.strip_suffix(".toml")?.to_owned())).collect();
    names.sort();
    assert!(names.len() >= 8, "only {names:?}");
    let twin = "korean-heard-in-chinese";
    let examples = names.into_iter().map(|name| (name.clone(), format!("examples/{name}.toml")));
    examples.chain([(twin.to_owned(), format!("examples/twins/{twin}.toml"))]).collect()
}

#[test]
fn every_public_example_reads_as_agreed_in_every_format() {
    for (name, file) in examples() {
        for (format, ending) in [("text", "txt"), ("md", "md"), ("json", "json"), ("html", "html")] {
            let args = ["score", "--as-of", AS_OF, "--format", format, &file];
            is_golden(&format!("{name}.{ending}"), &credence(&args).exits(0).out);
        }
    }
}

#[test]
fn an_explanation_as_data_reads_as_agreed() {
    let file = "examples/twins/korean-heard-in-chinese.toml";
    let args = ["score", "--as-of", AS_OF, "--format", "json", "--detail", "explanation", file];
    is_golden("korean-heard-in-chinese.explanation.json", &credence(&args).exits(0).out);
}

#[test]
fn the_questions_of_every_public_example_read_as_agreed() {
    for (name, file) in examples() {
        for (format, ending) in [("text", "txt"), ("md", "md")] {
            let args = ["questions", "--as-of", AS_OF, "--format", format, &file];
            is_golden(&format!("{name}.questions.{ending}"), &credence(&args).exits(0).out);
        }
    }
}

#[test]
fn the_horizon_of_all_public_examples_reads_as_agreed() {
    for (format, ending) in [("text", "txt"), ("md", "md"), ("jsonl", "jsonl")] {
        let mut args = vec!["horizon", "--as-of", AS_OF, "--days", "1500", "--format", format];
        let examples = examples();
        args.extend(examples.iter().map(|(_, file)| file.as_str()));
        is_golden(&format!("horizon.{ending}"), &credence(&args).exits(0).out);
    }
}

#[test]
fn a_comparison_reads_as_agreed() {
    for (format, ending) in [("text", "txt"), ("md", "md"), ("json", "json")] {
        let two = ["examples/exemplary.toml", "examples/twins/announced.toml"];
        let args = ["compare", "--as-of", AS_OF, "--format", format, two[0], two[1]];
        is_golden(&format!("compare.{ending}"), &credence(&args).exits(0).out);
    }
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
