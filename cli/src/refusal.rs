//! A document that was refused: the line on standard error, and the record that `--rejects` writes.

use std::borrow::Cow;

use audit_credence::Problems;
use serde::{Deserialize, Serialize};

use crate::draw::line_and_column;
use crate::input::Body;
use crate::output::say;

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

impl Refused {
    /// Says every problem with its place.
    pub(crate) fn say(&self, file: &str, line: u64, body: &Body<'_>) {
        match self {
            Refused::Broken(code, message) => say(&format!("{file}:{line}: error[{code}]: {message}")),
            Refused::Problems(problems) => {
                for problem in problems {
                    let place = match (body, &problem.span) {
                        (Body::Toml(bytes), Some(span)) => {
                            let (line, column) = line_and_column(&String::from_utf8_lossy(bytes), span.start);
                            format!("{line}:{column}")
                        }
                        _ => line.to_string(),
                    };
                    say(&format!("{file}:{place}: error[{}]: {problem}", problem.code));
                }
            }
        }
    }

    /// The record, one line of JSON.
    pub(crate) fn record(&self, file: &str, line: u64, body: &Body<'_>) -> serde_json::Result<String> {
        let problems = match self {
            Refused::Problems(problems) => Listed::Problems(problems),
            Refused::Broken(code, message) => {
                Listed::Broken([Broken { code, path: "", value: None, allowed: [], nearest: None, message }])
            }
        };
        serde_json::to_string(&Record { format: FORMAT, file, line, r#ref: own_ref(body), problems })
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
