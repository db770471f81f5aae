//! The order of the library's files is the order of dependency, so that nothing goes in a circle.
//!
//! One reading order holds them all. The `mod` list of a file orders its children, each with all that is below it. The
//! file itself stands behind the last child that it names: it may sum up its children or be what they build on, and where
//! it does both, those that it sums up come first. A file names only files that come before it. What counts as a name is
//! a path, not the call of a method.

use std::collections::{BTreeMap, BTreeSet};

use super::none;
use super::source::{closing, code, read, rust_files, without_tests};

/// A file of the library.
#[derive(Default)]
struct Module {
    /// Its `mod` list.
    children: Vec<String>,
    /// The files that it names, by their modules.
    names: BTreeSet<String>,
    /// What it names by the root and not by the module that holds it.
    by_the_root: BTreeSet<String>,
}

/// Words and `::`, and every other sign alone.
fn tokens(code: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut all = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match rest.find(|c| !is_word(c)).unwrap_or(rest.len()) {
            0 if rest.starts_with("::") => 2,
            0 => first.len_utf8(),
            length => length,
        };
        all.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    all
}

/// Reads the path that begins at a token, in a `use` all those of a list, and says where it ends.
fn path<'c>(tokens: &[&'c str], at: usize, before: &[&'c str], all: &mut Vec<Vec<&'c str>>) -> usize {
    let token = |at: usize| tokens.get(at).copied().unwrap_or("}");
    if token(at) == "{" {
        let mut at = at + 1;
        while token(at) != "}" {
            // The comma, and what stands after `as`.
            at = if matches!(token(at), "," | "as") || token(at - 1) == "as" {
                at + 1
            } else {
                path(tokens, at, before, all)
            };
        }
        return at + 1;
    }
    let here = [before, &[token(at)]].concat();
    if token(at + 1) == "::" {
        return path(tokens, at + 2, &here, all);
    }
    all.push(here);
    at + 1
}

/// Every path of some code that has more than one step.
fn paths(code: &str) -> Vec<Vec<&str>> {
    let tokens = tokens(code);
    let (mut at, mut all) = (0, Vec::new());
    while at < tokens.len() {
        at = if tokens.get(at + 1) == Some(&"::") { path(&tokens, at, &[], &mut all) } else { at + 1 };
    }
    all
}

/// The code without the bodies of its macros: what one writes is named where it is used.
fn without_macros(mut code: String) -> String {
    while let Some(at) = code.find("macro_rules!") {
        let open = at + code[at..].find('{').unwrap();
        let end = closing(&code, open);
        code.replace_range(at..=end, "");
    }
    code
}

/// The files of a library, by their modules; `lib` is the root.
fn library(sources: &BTreeMap<String, String>) -> BTreeMap<String, Module> {
    let mut all = BTreeMap::new();
    for (module, source) in sources {
        let code = without_macros(without_tests(&code(source)));
        let tokens = tokens(&code);
        let children = tokens.windows(3).filter(|three| three[0] == "mod" && three[2] == ";");
        let children: Vec<String> = children.map(|three| three[1].to_owned()).collect();
        let mut found = Module { children, ..Module::default() };
        let steps: Vec<&str> = module.split("::").filter(|step| *step != "lib").collect();
        for path in paths(&code) {
            let up = path.iter().take_while(|step| **step == "super").count();
            let base = match path[0] {
                "crate" => &[],
                "super" => &steps[..steps.len() - up],
                "self" => &steps[..],
                first if found.children.iter().any(|child| child == first) => &steps[..],
                _ => continue,
            };
            let is_step = |step: &&&str| !matches!(**step, "crate" | "super" | "self");
            let whole: Vec<&str> = base.iter().chain(path.iter().filter(is_step)).copied().collect();
            let of_a_file = (1..=whole.len()).rev().map(|taken| whole[..taken].join("::"));
            match of_a_file.into_iter().find(|name| sources.contains_key(name)) {
                Some(name) if name == *module => {}
                Some(name) => drop(found.names.insert(name)),
                None => drop(found.by_the_root.insert(whole.join("::"))),
            }
        }
        all.insert(module.clone(), found);
    }
    all
}

fn is_within(module: &str, folder: &str) -> bool {
    module.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Appends a file and all below it, in their reading order.
fn append(module: &str, files: &BTreeMap<String, Module>, order: &mut Vec<String>) {
    let below = |child: &String| if module == "lib" { child.clone() } else { format!("{module}::{child}") };
    let children: Vec<String> = files[module].children.iter().map(below).collect();
    let is_named = |child: &String| files[module].names.iter().any(|name| is_within(name, child));
    let first = children.iter().rposition(is_named).map_or(0, |last| last + 1);
    children[..first].iter().for_each(|child| append(child, files, order));
    order.push(module.to_owned());
    children[first..].iter().for_each(|child| append(child, files, order));
}

/// Which file names which later one.
fn backwards(files: &BTreeMap<String, Module>) -> Vec<(&str, &str)> {
    let mut order = Vec::new();
    append("lib", files, &mut order);
    let at: BTreeMap<&str, usize> = order.iter().map(String::as_str).zip(0..).collect();
    assert_eq!(at.len(), files.len(), "every file stands in the `mod` list of another");
    let names = files
        .iter()
        .filter(|(module, _)| *module != "lib")
        .flat_map(|(module, file)| file.names.iter().map(move |name| (module.as_str(), name.as_str())));
    names.filter(|(module, name)| at[name] > at[module]).collect()
}

#[test]
fn a_file_names_only_files_that_come_before_it() {
    let module = |file: &std::path::PathBuf| {
        let inside = file.strip_prefix("src").unwrap().with_extension("");
        inside.iter().map(|step| step.to_str().unwrap()).collect::<Vec<_>>().join("::")
    };
    let sources = rust_files(&["src"]).iter().map(|file| (module(file), read(file))).collect();
    let files = library(&sources);
    assert!(files["lib"].children.len() > 15);

    let mut offenders = Vec::new();
    for (module, file) in &files {
        for name in &file.by_the_root {
            offenders.push(format!("`{module}` names `{name}` by the root, not by its module"));
        }
    }
    for (module, name) in backwards(&files) {
        offenders.push(format!("`{module}` names `{name}`, which comes later"));
    }
    none(&offenders, "the `mod` lists are the order of dependency");
}

#[test]
fn what_a_file_names_is_read_from_its_paths() {
    let source = "use crate::a::{x::{self, y as z}, N}; // crate::c\nuse super::d::*; /* c::e */ fn f() -> u::V { c::e() }\n\
                  #[cfg(test)]\nmod tests { use crate::t; }\nmacro_rules! m { () => { $crate::a::h::<c::G> } }\nmod c;";
    let modules = ["a", "a::x", "b", "b::c", "d", "t", "x"];
    let mut sources: BTreeMap<String, String> =
        modules.map(|module| (module.to_owned(), String::new())).into();
    sources.insert("b".to_owned(), source.to_owned());
    let b = &library(&sources)["b"];
    assert_eq!(b.children, ["c"]);
    assert_eq!(b.names, ["a", "a::x", "b::c", "d"].map(str::to_owned).into());
    assert_eq!(b.by_the_root, BTreeSet::new());
}

#[test]
fn whoever_names_a_later_file_is_found() {
    let check = |sources: &[(&str, &str)], expected: &[(&str, &str)]| {
        let sources = sources.iter().map(|(module, code)| ((*module).to_owned(), (*code).to_owned()));
        assert_eq!(backwards(&library(&sources.collect())), expected);
    };
    let lib = ("lib", "mod a; mod b;");
    check(&[lib, ("a", ""), ("b", "use crate::a::T;")], &[]);
    check(&[lib, ("a", "use crate::b::T;"), ("b", "")], &[("a", "b")]);
    // A parent sums up its children, or they build on it; not both, and not by way of another child.
    check(&[lib, ("a", "mod c; use c::T;"), ("a::c", ""), ("b", "")], &[]);
    check(&[lib, ("a", "mod c;"), ("a::c", "use crate::a::T;"), ("b", "")], &[]);
    check(&[lib, ("a", "mod c; use c::T;"), ("a::c", "use super::T;"), ("b", "")], &[("a::c", "a")]);
    let a = ("a", "mod c; mod d; use self::c::T;");
    check(&[lib, a, ("a::c", ""), ("a::d", "use crate::a::{T, c::U};"), ("b", "")], &[]);
    check(&[lib, a, ("a::c", "use crate::a::d;"), ("a::d", "use super::T;"), ("b", "")], &[("a::c", "a::d")]);
}
