//! Every public function of the libraries stands in `fuzz/README.md` beside a fuzz target, and that target calls it; and every
//! function and test that `ARCHITECTURE.md` names beside a kind of fault is there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::none;
use super::source::{code, read, root, rust_files, without_tests};

/// The type of an `impl` by the line that opens it.
fn type_of(header: &str) -> Option<&str> {
    let mut rest = header.strip_prefix("impl")?;
    let mut depth = 0;
    let parameters = rest.char_indices().take_while(|(_, c)| {
        depth += i32::from(*c == '<') - i32::from(*c == '>');
        depth > 0
    });
    // `impl<T> ` ends with the bracket that closes the first, `impl ` before it.
    rest = rest[parameters.last().map_or(0, |(at, _)| at + 2)..].trim_start();
    rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

/// The public functions of a file: `Type::function`, and of those outside of a type `file::function`.
fn public_functions(file: &Path) -> Vec<String> {
    let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
    let (mut of, mut all) = (stem.clone(), Vec::new());
    for line in without_tests(&code(&read(file))).lines() {
        match type_of(line) {
            // Nothing stands in it.
            Some(_) if line.ends_with("{}") => {}
            Some(name) => name.clone_into(&mut of),
            None if line.starts_with('}') => of.clone_from(&stem),
            None => {}
        }
        let line = line.trim_start().strip_prefix("pub ").unwrap_or_default();
        if let Some(name) = line.strip_prefix("const ").unwrap_or(line).strip_prefix("fn ") {
            let name = name.split(['(', '<']).next().unwrap();
            all.push(format!("{of}::{name}"));
        }
    }
    all
}

/// Where a target calls a function: in its own file, or in one that it is made of.
fn calls(target: &str, function: &str) -> bool {
    let own = code(&read(format!("fuzz/fuzz_targets/{target}.rs")));
    let modules = own.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    let mut all = own.clone();
    modules.for_each(|module| all.push_str(&code(&read(format!("fuzz/fuzz_targets/{module}.rs")))));
    let name = function.rsplit("::").next().unwrap();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    all.match_indices(name).any(|(at, _)| {
        let (before, after) = (&all[..at], &all[at + name.len()..]);
        let is_declared = before.trim_end().ends_with("fn") || before.ends_with("use ");
        !before.ends_with(is_word) && !after.starts_with(is_word) && !is_declared
    })
}

#[test]
fn every_public_function_is_named_beside_a_fuzz_target_that_calls_it() {
    let files = rust_files(&["src", "tables/src"]);
    let public: BTreeSet<String> = files.iter().flat_map(|file| public_functions(file)).collect();
    assert!(
        public.contains("Scorer::assess")
            && public.contains("compare::compare")
            && public.contains("Range::new")
    );
    let readme = read("fuzz/README.md");
    let mut named: BTreeMap<&str, &str> = BTreeMap::new();
    for row in readme.lines().filter_map(|line| line.strip_prefix("| `")) {
        let (target, rest) = row.split_once("` |").unwrap();
        if !rest.contains("::") {
            continue;
        }
        for function in rest.split('`').filter(|part| part.contains("::")) {
            assert_eq!(named.insert(function, target), None, "`{function}` stands twice");
        }
    }
    let mut offenders: Vec<String> = Vec::new();
    for function in &public {
        match named.get(function.as_str()) {
            None => offenders.push(format!("`{function}` stands beside no target")),
            Some(target) if !calls(target, function) => {
                offenders.push(format!("`{function}`: {target} does not call it"));
            }
            Some(_) => {}
        }
    }
    let gone = named.keys().filter(|function| !public.contains(**function));
    offenders.extend(gone.map(|function| format!("`{function}` is no public function")));
    none(&offenders, "fuzz/README.md names each public function beside a target that calls it");
}

#[test]
fn what_keeps_each_kind_of_fault_away_is_there() {
    let sources: String = rust_files(&["src", "tables", "cli", "tests"]).iter().map(read).collect();
    let document = read("ARCHITECTURE.md");
    let under = document.split_once("## What each kind of fault passes").unwrap().1;
    let section = under.split_once("\n## ").unwrap().0;
    let names: Vec<&str> = section
        .lines()
        .filter(|line| line.starts_with("| "))
        .flat_map(|row| row.split('`').skip(1).step_by(2))
        .collect();
    assert!(names.len() > 30, "{names:?}");
    let is_there = |name: &str| {
        let is_file = name.contains('/') && root().join(name).exists();
        let is_lint = ["arithmetic_side_effects", "after_help"].contains(&name);
        let is_function = ['(', '<'].iter().any(|open| sources.contains(&format!("fn {name}{open}")));
        is_file || is_lint || is_function
    };
    let offenders: Vec<String> =
        names.iter().filter(|name| !is_there(name)).map(|name| format!("`{name}`")).collect();
    none(&offenders, "ARCHITECTURE.md names what stands");
}
