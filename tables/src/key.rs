//! What a dossier may say at a path, read from the JSON Schema that the library writes: one declaration for all.

use std::sync::LazyLock;

use audit_credence::{Schema, nearest};
use serde_json::Value;

/// What may stand at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    Text,
    Whole,
    Decimal,
    YesNo,
    /// A list of texts; or a word such as `all`.
    Words,
    /// A list of tables, or a table: JSON.
    Json,
    /// A fact that a pack declares itself: yes or no, a count or a word.
    Any,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Key(String),
    Entry(usize),
}

/// Entries of a list that a column may name.
const MOST_ENTRIES: usize = 1_000;

static SCHEMA: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&Schema::Dossier.to_json()).unwrap_or_default());

/// The steps of a path such as `certificates[0].scheme`.
pub(crate) fn steps(path: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let (key, entry) = match part.split_once('[') {
            Some((key, rest)) => (key, Some(rest.strip_suffix(']')?.parse().ok()?)),
            None => (part, None),
        };
        if key.is_empty() {
            return None;
        }
        steps.push(Step::Key(key.to_owned()));
        steps.extend(entry.filter(|at| *at < MOST_ENTRIES).map(Step::Entry));
        if entry.is_some_and(|at| at >= MOST_ENTRIES) {
            return None;
        }
    }
    Some(steps)
}

/// What may stand at these steps; nothing where a dossier has no such key.
pub(crate) fn holds(steps: &[Step]) -> Option<Holds> {
    let mut here = resolved(&SCHEMA);
    for step in steps {
        let next = match step {
            Step::Key(key) => {
                let table = here.iter().find(|shape| shape["type"] == "object")?;
                table["properties"]
                    .get(key)
                    .or_else(|| table.get("additionalProperties").filter(|all| all.is_object()))?
            }
            Step::Entry(_) => here.iter().find_map(|shape| shape.get("items"))?,
        };
        here = resolved(next);
    }
    let is = |kind: &str| here.iter().any(|shape| shape["type"] == kind);
    if is("object") {
        return Some(Holds::Json);
    }
    // A list of whole numbers is the least and the most of a count.
    let mut lists = here.iter().filter_map(|shape| shape.get("items"));
    if let Some(items) = lists.find(|items| items["type"] != "integer") {
        let tables = resolved(items).iter().any(|shape| shape["type"] == "object");
        return Some(if tables { Holds::Json } else { Holds::Words });
    }
    match (is("boolean"), is("integer"), is("number")) {
        (true, true, _) => Some(Holds::Any),
        (true, ..) => Some(Holds::YesNo),
        (_, true, _) => Some(Holds::Whole),
        (_, _, true) => Some(Holds::Decimal),
        _ => Some(Holds::Text),
    }
}

/// The shapes that a part of the schema allows.
fn resolved(part: &Value) -> Vec<&Value> {
    if let Some(name) = part["$ref"].as_str().and_then(|to| to.strip_prefix("#/$defs/")) {
        return SCHEMA.pointer(&format!("/$defs/{name}")).map(resolved).unwrap_or_default();
    }
    match part["anyOf"].as_array() {
        Some(any) => any.iter().flat_map(resolved).collect(),
        None => vec![part],
    }
}

/// The path of every key, an entry of a list as `[]`.
static PATHS: LazyLock<Vec<String>> = LazyLock::new(|| {
    fn below(part: &Value, path: &str, all: &mut Vec<String>) {
        for shape in resolved(part) {
            for (key, next) in shape["properties"].as_object().into_iter().flatten() {
                let dot = if path.is_empty() { "" } else { "." };
                let path = format!("{path}{dot}{key}");
                below(next, &path, all);
                all.push(path);
            }
            shape.get("items").into_iter().for_each(|items| below(items, &format!("{path}[]"), all));
        }
    }
    let mut all = Vec::new();
    below(&SCHEMA, "", &mut all);
    all
});

/// The path that was probably meant by one at which a dossier has no key.
pub(crate) fn meant(path: &str) -> Option<String> {
    let (mut plain, mut entries) = (String::new(), Vec::new());
    for part in path.split_inclusive('[') {
        let (entry, rest) = part.split_at(part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len()));
        entries.extend((!entry.is_empty() && rest.starts_with(']')).then_some(entry));
        plain.push_str(if rest.starts_with(']') { rest } else { part });
    }
    let found = nearest(&plain, PATHS.iter().map(String::as_str))?;
    let mut entries = entries.into_iter();
    let mut parts = found.split("[]");
    let first = parts.next().unwrap_or_default().to_owned();
    Some(parts.fold(first, |path, part| format!("{path}[{}]{part}", entries.next().unwrap_or("0"))))
}

#[cfg(test)]
mod tests {
    use super::{Holds, holds, meant, steps};

    #[test]
    fn every_path_holds_what_the_schema_says() {
        let of = |path: &str| steps(path).and_then(|steps| holds(&steps));
        for (path, expected) in [
            ("ref", Some(Holds::Text)),
            ("site.headcount", Some(Holds::Whole)),
            ("report.visit.auditor_days", Some(Holds::Decimal)),
            ("report.interviews.private", Some(Holds::YesNo)),
            ("report.visit.notice", Some(Holds::Text)),
            ("report.visit.start", Some(Holds::Text)),
            ("report.scope.indicators", Some(Holds::Words)),
            ("search.languages", Some(Holds::Words)),
            ("certificates", Some(Holds::Json)),
            ("certificates[3].status", Some(Holds::Text)),
            ("report.interviews.groups[0].workers", Some(Holds::Whole)),
            ("extra.acme_hotline", Some(Holds::Any)),
            ("provenance", Some(Holds::Json)),
            ("report.visit", Some(Holds::Json)),
            ("report.visit.notise", None),
            ("report.visit.notice.more", None),
            ("ref[0]", None),
            ("certificates[x].status", None),
            ("certificates[1000].status", None),
            ("", None),
        ] {
            assert_eq!(of(path), expected, "{path}");
        }
    }

    #[test]
    fn what_was_meant_keeps_its_entry() {
        for (path, expected) in [
            ("report.visit.notise", Some("report.visit.notice")),
            ("Site ID", Some("site.id")),
            ("certificates[2].shceme", Some("certificates[2].scheme")),
            ("certificates.scheme", Some("certificates[0].scheme")),
            ("Bemerkung", None),
        ] {
            assert_eq!(meant(path).as_deref(), expected, "{path}");
        }
    }
}
