//! A document that was refused: the lines on standard error, and the record that `--rejects` writes.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use audit_credence::{Problem, Problems};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::draw::line_and_column;
use crate::input::Body;

/// The format of the records.
const FORMAT: u32 = 1;

/// Why a document was refused.
#[derive(Debug)]
pub(crate) enum Refused {
    /// The library has read it.
    Problems(Problems),
    /// It could not be told where a document stands: a code, and a sentence.
    Broken(&'static str, String),
}

#[derive(Serialize)]
struct Record<'a> {
    format: u32,
    file: &'a str,
    line: u64,
    r#ref: Option<String>,
    problems: Listed<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Listed<'a> {
    Problems(&'a Problems),
    Broken([Broken<'a>; 1]),
}

/// A problem of ours, with the keys of the library's.
#[derive(Serialize)]
struct Broken<'a> {
    code: &'a str,
    path: &'a str,
    value: Option<&'a str>,
    allowed: [&'a str; 0],
    nearest: Option<&'a str>,
    message: &'a str,
}

/// Where the value at a path begins in a JSON document.
fn place_in_json(bytes: &[u8], path: &str) -> Option<usize> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut at: &RawValue = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    for step in path.split(['.', '[', ']']).filter(|step| !step.is_empty()) {
        at = match step.parse::<usize>() {
            Ok(entry) if at.get().starts_with('[') => {
                serde_json::from_str::<Vec<&RawValue>>(at.get()).ok()?.into_iter().nth(entry)?
            }
            _ => {
                let entries: HashMap<Cow<'_, str>, &RawValue> = serde_json::from_str(at.get()).ok()?;
                entries.get(step).copied()?
            }
        };
    }
    // Both lie in the same text.
    at.get().as_ptr().addr().checked_sub(text.as_ptr().addr())
}

impl Refused {
    /// Every problem with its place, a line each.
    pub(crate) fn told(&self, file: &str, line: u64, body: &Body<'_>) -> Vec<String> {
        let problems = match self {
            Refused::Broken(code, message) => {
                return vec![format!("{file}:{line}: error[{code}]: {message}")];
            }
            Refused::Problems(problems) => problems,
        };
        let place = |problem: &Problem| {
            let span = || problem.span.as_ref().map(|span| span.start);
            let (bytes, at) = match body {
                // A row of a table is a line of JSON that nobody has seen: of one line the line is enough.
                Body::Json(bytes) if bytes.contains(&b'\n') => {
                    (bytes, place_in_json(bytes, &problem.path).or_else(span))
                }
                Body::Json(bytes) => (bytes, span().filter(|_| problem.code == "syntax")),
                Body::Toml(bytes) => (bytes, span()),
                Body::Broken(..) => return line.to_string(),
            };
            let Some(at) = at else { return line.to_string() };
            let (lines, column) = line_and_column(&String::from_utf8_lossy(bytes), at);
            format!("{}:{column}", line + u64::try_from(lines).unwrap_or(1) - 1)
        };
        problems
            .iter()
            .map(|problem| format!("{file}:{}: error[{}]: {problem}", place(problem), problem.code))
            .collect()
    }

    /// The record, one line of JSON without its end.
    pub(crate) fn record(&self, file: &str, line: u64, body: &Body<'_>) -> String {
        let problems = match self {
            Refused::Problems(problems) => Listed::Problems(problems),
            Refused::Broken(code, message) => {
                Listed::Broken([Broken { code, path: "", value: None, allowed: [], nearest: None, message }])
            }
        };
        // Texts, numbers and lists of them: nothing can fail.
        serde_json::to_string(&Record { format: FORMAT, file, line, r#ref: own_ref(body), problems })
            .unwrap_or_default()
    }

    /// The codes of the problems, each once.
    pub(crate) fn codes(&self) -> BTreeSet<&'static str> {
        match self {
            Refused::Broken(code, _) => BTreeSet::from([*code]),
            Refused::Problems(problems) => problems.iter().map(|problem| problem.code).collect(),
        }
    }
}

/// The host's own key, where the document still lets it be read.
fn own_ref(body: &Body<'_>) -> Option<String> {
    #[derive(Deserialize)]
    struct Keyed<'a> {
        #[serde(borrow)]
        r#ref: Option<Cow<'a, str>>,
    }
    let Body::Json(bytes) = body else { return None };
    let key = serde_json::from_slice::<Keyed<'_>>(bytes).ok()?.r#ref?;
    (key.len() <= audit_credence::limits::MAX_REF_BYTES).then(|| key.into_owned())
}
