//! Rust sources as text: which files there are, and their code without comments, literals and tests.

use std::path::{Path, PathBuf};

pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(super) fn read(path: impl AsRef<Path>) -> String {
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
pub(super) fn rust_files(folders: &[&str]) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for folder in folders {
        below(&root().join(folder), &mut all);
    }
    all.sort();
    assert!(!all.is_empty());
    all
}

pub(super) fn ours() -> Vec<PathBuf> {
    rust_files(&["src", "cli", "sample", "tables", "tests", "benches", "fuzz/fuzz_targets", "peers/src"])
}

/// The source with comments, text and characters blanked, lines kept.
pub(super) fn code(source: &str) -> String {
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
pub(super) fn closing(code: &str, open: usize) -> usize {
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
pub(super) fn without_tests(code: &str) -> String {
    let mut rest = code.to_owned();
    while let Some(at) = rest.find("#[cfg(test)]") {
        let end = rest[at..].find('{').map_or(rest.len(), |open| closing(&rest, at + open) + 1);
        rest.replace_range(at..end.min(rest.len()), "");
    }
    rest
}

/// Each function with a body: its name, its first line, how many lines it has.
pub(super) fn functions(code: &str) -> Vec<(String, usize, usize)> {
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
