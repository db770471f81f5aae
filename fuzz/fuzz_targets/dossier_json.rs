//! Any bytes as a dossier in JSON: no panic, and every road to one leads to the same.
//!
//! JSON is read in place; TOML, into which most JSON can be written, and serde come by the walk through a tree. What one
//! road accepts the others accept, with the same dossier.

#![no_main]

mod common;
mod problems;
mod scorers;

use std::sync::LazyLock;

use audit_credence::Dossier;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

static EXEMPLARY: LazyLock<Dossier> = LazyLock::new(|| {
    Dossier::from_toml(include_str!("../../examples/exemplary.toml")).expect("the example is a dossier")
});

fuzz_target!(|bytes: &[u8]| {
    let read = Dossier::from_json(bytes);
    match &read {
        Ok(dossier) => common::assess(scorers::one(bytes.len()), dossier),
        Err(problems) => problems::check(problems, None),
    }
    // What the memory held before is no part of what is read into it.
    let mut kept = EXEMPLARY.clone();
    assert_eq!(kept.read_json(bytes).is_ok(), read.is_ok());
    assert_eq!(&kept, read.as_ref().unwrap_or(&Dossier::default()));
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // Of a day in toml's serde form JSON has none.
    if !text.contains("$__toml") {
        let by_serde = serde_json::from_str::<Dossier>(text).ok();
        assert_eq!(by_serde.as_ref(), read.as_ref().ok(), "serde and from_json differ");
    }

    let stands_twice = |problems: &audit_credence::Problems| {
        problems.iter().any(|problem| matches!(problem.code, "duplicate_key" | "syntax" | "format_too_new"))
    };
    let json = serde_json::from_str(text).ok();
    // An unknown key is refused with null too; written as TOML it is not there.
    let refused =
        read.as_ref().is_err_and(stands_twice) || (read.is_err() && json.as_ref().is_some_and(has_null));
    if refused {
        return;
    }
    let Some(toml) = json.and_then(toml_of) else { return };
    let toml::Value::Table(table) = toml else { return };
    let toml = toml::to_string(&table).expect("a tree of TOML values can be written");
    let by_toml = Dossier::from_toml(&toml);
    assert_eq!(by_toml.as_ref().ok(), read.as_ref().ok(), "{toml}\n{by_toml:?}\n{read:?}");
});

fn has_null(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(has_null),
        Value::Object(entries) => entries.values().any(has_null),
        other => other.is_null(),
    }
}

/// The same document as TOML; `None` where TOML has no such value.
fn toml_of(value: Value) -> Option<toml::Value> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(yes) => yes.into(),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => whole.into(),
            (None, Some(decimal)) if !number.is_u64() => decimal.into(),
            _ => return None,
        },
        Value::String(text) => text.into(),
        Value::Array(items) => toml::Value::Array(items.into_iter().map(toml_of).collect::<Option<_>>()?),
        // A key with null is a key that is not there.
        Value::Object(entries) => toml::Value::Table(
            entries
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| Some((key, toml_of(value)?)))
                .collect::<Option<_>>()?,
        ),
    })
}
