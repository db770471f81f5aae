//! The house rules that a machine can hold: order of modules, size of files and functions, dependencies, headings.
//!
//! Each test reads the sources as text; none knows what the code does. Who breaks a rule on purpose changes the rule
//! here, with the reason.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test: short before safe"
)]
#![expect(clippy::disallowed_methods, reason = "it reads the sources")]

mod order;
mod reached;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use source::{code, functions, ours, read, root, rust_files, without_tests};

const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 70;
const README_LINES: usize = 120;

/// Longer files, each with the reason.
const LONG_FILES: [(&str, &str); 2] = [
    ("tests/it/documents/bad_input.rs", "one list of damaged documents, each with what is said of it"),
    ("src/pack/text.rs", "every key of a pack in one list, top to bottom, where an author looks one up"),
];

/// Longer functions, each with the reason.
const LONG_FUNCTIONS: [(&str, &str); 2] = [
    ("benches/by_hand.rs: of", "written by the bench: a line for each fact of the default pack"),
    ("tests/it/generate.rs: keys", "one list: every key of a dossier with what is drawn for it"),
];

/// What the library may depend on. Each is a cost to every user: a new one is a decision, with a reason in DESIGN.md.
const DEPENDENCIES: [&str; 8] =
    ["jiff", "oxilangtag", "serde", "serde_json", "sha2", "strsim", "thiserror", "toml"];

/// The types at the root of the library. A host holds plans and answers in many threads.
macro_rules! root_types {
    ($($type:ident $([$($of:tt)+])?),+ $(,)?) => {
        const ROOT_TYPES: &[&str] = &[$(stringify!($type)),+];

        const _: () = {
            const fn shared_between_threads<T: Send + Sync + 'static>() {}
            $(shared_between_threads::<audit_credence::$type $(<$($of)+>)?>();)+
        };
    };
}

// What they hold is Send and Sync with them.
root_types! {
    ActionView['static], Assessment, CapView['static], Case, CaseFailure, Counted, Country, CriterionView['static], Date, Decided['static], Decision, Diagnostic, Diagnostics,
    Difference, DomainView['static], Dossier, Explanation, Fact, Facts, Grade, GradeView['static], Kind, Language, LeftOutBecause, LeftOutView['static], Levels, Pack, PackText, PartialDate, Plan,
    Problem, Problems, Range[audit_credence::Grade], ReferenceRow, ReferenceView['static],
    ReadyCase['static], RemedyView['static], Schema, SchemeRuleView['static], SchemeView['static], Scorer, Source, SourceFound, SourceStatus, StandardView['static], StatusWord,
    Subdivision, Tenths,
}

#[track_caller]
fn none(offenders: &[String], rule: &str) {
    assert!(offenders.is_empty(), "{rule}:\n{}", offenders.join("\n"));
}

#[test]
fn the_tools_of_this_file_read_rust() {
    let source = "use a::b; // crate::c\nfn f<'a>(x: &'a str) { \"crate::d {\"; '{'; '\\''; r#\"} crate::e\"#; }\n\
                  #[cfg(test)]\nmod tests { use crate::z; }\nfn g() {\n}";
    let code = code(source);
    assert_eq!(code.len(), source.len());
    assert_eq!(code.lines().count(), source.lines().count());
    assert_eq!(code.matches("crate").count(), 1);
    assert_eq!(functions(&code), [("f".to_owned(), 2, 1), ("g".to_owned(), 5, 2)]);
    assert!(!without_tests(&code).contains("crate"));
}

/// Compares what is too long with what is listed: both ways, so that the list never outlives its reasons.
#[track_caller]
fn only_these_are_longer<T: Ord + std::fmt::Debug>(found: BTreeMap<T, usize>, listed: &[T], most: usize) {
    let unlisted: BTreeMap<&T, &usize> = found.iter().filter(|(one, _)| !listed.contains(one)).collect();
    assert!(unlisted.is_empty(), "more than {most} lines: {unlisted:#?}");
    let short: Vec<&T> = listed.iter().filter(|one| !found.contains_key(one)).collect();
    assert!(short.is_empty(), "at most {most} lines by now: take them off the list: {short:#?}");
}

#[test]
fn functions_fit_on_a_screen() {
    let mut long = BTreeMap::new();
    for file in ours() {
        for (name, _, lines) in functions(&code(&read(&file))) {
            if lines > FUNCTION_LINES {
                long.insert(format!("{}: {name}", file.display()), lines);
            }
        }
    }
    only_these_are_longer(long, &LONG_FUNCTIONS.map(|(name, _)| name.to_owned()), FUNCTION_LINES);
}

#[test]
fn files_are_small() {
    let lines = |file: &PathBuf| (file.display().to_string(), read(file).lines().count());
    let long = ours().iter().map(lines).filter(|(_, lines)| *lines > FILE_LINES).collect();
    only_these_are_longer(long, &LONG_FILES.map(|(file, _)| file.to_owned()), FILE_LINES);
}

#[test]
fn every_file_says_what_it_holds() {
    let offenders: Vec<String> = ours()
        .iter()
        .filter(|file| *file != Path::new("src/lib.rs"))
        .filter(|file| !read(file).starts_with("//! "))
        .map(|file| file.display().to_string())
        .collect();
    none(&offenders, "a file opens with `//!`: what it holds, the one idea, what it does not do");
    assert!(read("src/lib.rs").starts_with("#![doc = include_str!(\"../README.md\")]"));
}

#[test]
fn no_file_is_a_mod_rs_and_no_test_is_ignored() {
    let mut offenders = Vec::new();
    for file in ours() {
        if file.file_name().is_some_and(|name| name == "mod.rs") {
            offenders.push(format!("{}: name it after its module", file.display()));
        }
        let code = code(&read(&file));
        for (line, text) in code.lines().enumerate().filter(|(_, text)| text.contains("#[ignore")) {
            offenders.push(format!("{}:{}: {}", file.display(), line + 1, text.trim()));
        }
    }
    none(&offenders, "a test that does not run is no test");
}

#[test]
fn the_documents_have_the_form_that_readers_expect() {
    let readme = read("README.md").lines().count();
    assert!((1..=README_LINES).contains(&readme), "README.md has {readme} lines, at most {README_LINES}");
    assert!(
        read("CHANGELOG.md").lines().any(|line| line.trim_start_matches('#').trim() == "Grades"),
        "CHANGELOG.md says under `Grades` what changes the answer for an unchanged pack and dossier"
    );
    for file in
        ["ARCHITECTURE.md", "CONTRIBUTING.md", "DESIGN.md", "LICENSE-APACHE", "LICENSE-MIT", ".ci/run"]
    {
        assert!(!read(file).is_empty(), "{file} is empty");
    }
}

#[test]
fn the_library_depends_on_what_is_listed_here() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let names = |table: &str| -> BTreeSet<String> {
        let table = manifest.get(table).and_then(toml::Value::as_table);
        table.into_iter().flat_map(|table| table.keys().cloned()).collect()
    };
    assert_eq!(names("dependencies"), DEPENDENCIES.map(str::to_owned).into());
    assert_eq!(names("build-dependencies"), BTreeSet::new(), "the library has no build script");
    assert_eq!(names("target"), BTreeSet::new(), "the library is the same on every platform");
    assert!(!root().join("build.rs").exists());
}

#[test]
fn every_type_at_the_root_is_shared_between_threads() {
    let lib = code(&read("src/lib.rs"));
    let exported: BTreeSet<&str> = lib
        .split(';')
        .filter_map(|item| item.trim().strip_prefix("pub use crate::")?.split_once("::"))
        .flat_map(|(_, names)| names.trim_matches(['{', '}']).split(','))
        .map(str::trim)
        // Constants are all capitals, functions have none.
        .filter(|name| name.starts_with(char::is_uppercase) && name.chars().any(char::is_lowercase))
        .collect();
    assert_eq!(exported, ROOT_TYPES.iter().copied().collect(), "list the types in `root_types!`");
}

#[test]
fn every_law_that_a_proof_names_is_a_test() {
    let tests: String = rust_files(&["tests"]).iter().map(read).collect();
    for property in
        audit_credence::Plan::new(&audit_credence::Pack::shipped("wrc").unwrap()).prove().properties
    {
        if let Some(law) = property.law {
            assert!(tests.contains(&format!("fn {law}()")), "{}: there is no test `{law}`", property.id);
        }
    }
}
