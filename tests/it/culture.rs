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

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const FILE_LINES: usize = 800;
const FUNCTION_LINES: usize = 90;
const README_LINES: usize = 120;

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
    Assessment, CapView['static], Case, CaseFailure, Country, CriterionView['static], Date, Decided['static], Diagnostic, Diagnostics,
    Difference, DomainView['static], Dossier, Explanation, Fact, Facts, Grade, Kind, Language, LeftOutBecause, LeftOutView['static], Levels, Pack, PackText, Plan,
    Problem, Problems, Range[audit_credence::Grade], ReferenceRow, ReferenceView['static],
    ReadyCase['static], RemedyView['static], Schema, SchemeRuleView['static], SchemeView['static], Scorer, Source, SourceStatus, StandardView['static], StatusWord,
    Subdivision, Tenths,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn below(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path.strip_prefix(root()).unwrap().to_owned());
        }
    }
}

/// Every Rust file of ours below these folders, by its path from the root.
fn rust_files(folders: &[&str]) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for folder in folders {
        below(&root().join(folder), &mut all);
    }
    all.sort();
    assert!(!all.is_empty());
    all
}

fn ours() -> Vec<PathBuf> {
    rust_files(&["src", "cli", "sample", "tables", "tests", "benches", "fuzz/fuzz_targets", "peers/src"])
}

#[track_caller]
fn none(offenders: &[String], rule: &str) {
    assert!(offenders.is_empty(), "{rule}:\n{}", offenders.join("\n"));
}

/// The source with comments, text and characters blanked, lines kept.
fn code(source: &str) -> String {
    let bytes = source.as_bytes();
    let mut out = bytes.to_vec();
    let mut blank = |from: usize, to: usize| {
        out[from..to].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
    };
    let mut at = 0;
    while at < bytes.len() {
        let end = end_of_literal(source, at);
        if end > at {
            blank(at, end);
            at = end;
        } else {
            at += 1;
        }
    }
    String::from_utf8(out).unwrap()
}

/// Where the comment or literal that begins here ends; `at` where none begins.
fn end_of_literal(source: &str, at: usize) -> usize {
    let bytes = source.as_bytes();
    let rest = &bytes[at..];
    let find = |what: &str, from: usize| {
        let found = rest
            .get(from..)
            .and_then(|rest| rest.windows(what.len()).position(|part| part == what.as_bytes()));
        found.map_or(source.len(), |position| at + from + position + what.len())
    };
    let in_word = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
    match rest {
        [b'/', b'/', ..] => find("\n", 0) - 1,
        [b'/', b'*', ..] => find("*/", 2),
        [b'r', b'#' | b'"', ..] | [b'b', b'r', ..] if !in_word => {
            let start = rest.iter().position(|byte| *byte != b'r' && *byte != b'b' && *byte != b'#');
            match start {
                Some(start) if rest[start] == b'"' => {
                    let hashes = source[at..at + start].matches('#').count();
                    find(&format!("\"{}", "#".repeat(hashes)), start + 1)
                }
                _ => at,
            }
        }
        [b'"', ..] => {
            let mut end = 1;
            while end < rest.len() && rest[end] != b'"' {
                end += if rest[end] == b'\\' { 2 } else { 1 };
            }
            (at + end + 1).min(source.len())
        }
        [b'\'', b'\\', ..] => find("'", 3),
        // A character, not a lifetime.
        [b'\'', ..] => {
            let mut characters = source.get(at + 1..).unwrap_or_default().char_indices();
            match (characters.next(), characters.next()) {
                (Some(_), Some((length, '\''))) => at + 1 + length + 1,
                _ => at,
            }
        }
        _ => at,
    }
}

/// The position of the brace that closes the one at `open`.
fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return at,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

/// The code without what is only there for its tests.
fn without_tests(code: &str) -> String {
    let mut rest = code.to_owned();
    while let Some(at) = rest.find("#[cfg(test)]") {
        let end = rest[at..].find('{').map_or(rest.len(), |open| closing(&rest, at + open) + 1);
        rest.replace_range(at..end.min(rest.len()), "");
    }
    rest
}

/// The modules that code names through `crate::`.
fn named(code: &str) -> BTreeSet<String> {
    let word = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut all = BTreeSet::new();
    for (at, path) in code.match_indices("crate::") {
        let rest = &code[at + path.len()..];
        if let Some(list) = rest.strip_prefix('{') {
            // The first word of each entry of the outer list.
            let (mut depth, mut begins) = (1, true);
            for (position, byte) in list.bytes().enumerate() {
                match byte {
                    b'{' => depth += 1,
                    b'}' => depth -= 1,
                    b',' => begins = depth == 1,
                    byte if begins && !byte.is_ascii_whitespace() => {
                        all.insert(word(&list[position..]));
                        begins = false;
                    }
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            all.insert(word(rest));
        }
    }
    all
}

#[test]
fn a_module_names_only_itself_and_earlier_ones() {
    let lib = code(&read("src/lib.rs"));
    let order: BTreeMap<&str, usize> = lib
        .lines()
        .filter_map(|line| {
            let line = line.trim_start_matches("pub(crate) ").trim_start_matches("pub ");
            line.strip_prefix("mod ")?.strip_suffix(';')
        })
        .enumerate()
        .map(|(at, name)| (name, at))
        .collect();
    assert!(order.len() > 15, "{order:?}");

    let mut offenders = Vec::new();
    for file in rust_files(&["src"]) {
        let inside = file.strip_prefix("src").unwrap();
        let module = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        if module == "lib" {
            continue;
        }
        let Some(here) = order.get(module) else {
            offenders.push(format!("{}: lib.rs has no such module", file.display()));
            continue;
        };
        for name in named(&without_tests(&code(&read(&file)))) {
            match order.get(name.as_str()) {
                Some(there) if there <= here => {}
                Some(_) => offenders.push(format!("{}: names `{name}`, which comes later", file.display())),
                None => offenders
                    .push(format!("{}: names `{name}` by the root, not by its module", file.display())),
            }
        }
    }
    none(&offenders, "the `mod` list of src/lib.rs is the order of dependency");
}

#[test]
fn the_tools_of_this_file_read_rust() {
    let source = "use crate::{a::{x, y}, b}; // crate::c\nfn f<'a>(x: &'a str) { \"crate::d {\"; '{'; '\\''; r#\"} crate::e\"#; }\n\
                  #[cfg(test)]\nmod tests { use crate::z; }\nmacro_rules! m { () => { $crate::g::h } }";
    let code = code(source);
    assert_eq!(code.len(), source.len());
    assert_eq!(code.lines().count(), source.lines().count());
    let names = named(&without_tests(&code));
    assert_eq!(names, ["a", "b", "g"].map(str::to_owned).into());
    assert_eq!(functions(&code), [("f".to_owned(), 2, 1)]);
}

/// Each function with a body: its name, its first line, how many lines it has.
fn functions(code: &str) -> Vec<(String, usize, usize)> {
    let mut all = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let begins =
            code[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric() && before != '_');
        let name: String = code[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if !begins || name.is_empty() {
            continue;
        }
        let mut depth = 0_i32;
        let body = code[at..].bytes().position(|byte| {
            match byte {
                b'(' | b'[' => depth += 1,
                b')' | b']' => depth -= 1,
                _ => {}
            }
            depth < 0 || (depth == 0 && matches!(byte, b'{' | b';'))
        });
        let Some(open) = body.map(|open| at + open).filter(|open| code.as_bytes()[*open] == b'{') else {
            continue;
        };
        let lines = code[at..closing(code, open).min(code.len())].matches('\n').count() + 1;
        all.push((name, code[..at].matches('\n').count() + 1, lines));
    }
    all
}

#[test]
fn functions_fit_on_a_screen() {
    let mut offenders = Vec::new();
    for file in ours() {
        for (name, line, lines) in functions(&code(&read(&file))) {
            if lines > FUNCTION_LINES {
                offenders.push(format!("{}:{line}: `{name}` has {lines} lines", file.display()));
            }
        }
    }
    none(&offenders, &format!("a function has at most {FUNCTION_LINES} lines"));
}

#[test]
fn files_are_small() {
    let lines = |file: &PathBuf| (read(file).lines().count(), file.display().to_string());
    let offenders: Vec<String> = ours()
        .iter()
        .map(lines)
        .filter(|(lines, _)| *lines > FILE_LINES)
        .map(|(lines, file)| format!("{file}: {lines} lines"))
        .collect();
    none(&offenders, &format!("a file has at most {FILE_LINES} lines"));
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
        .filter(|name| name.chars().any(char::is_lowercase))
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
