//! Dossiers that the sample's generator draws, changed where the bytes say: at the extremes of every number and day, with
//! keys that other dossiers have, without keys, with entries that stand twice.
//!
//! A change that the reader refuses is dropped, so that what comes out is as strange as what is accepted may be.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use audit_credence::{Dossier, Pack};
use serde_json::{Value, json};

use crate::problems;

/// Bytes that are asked for numbers; zeros where none are left.
pub struct Bytes<'b>(pub &'b [u8]);

impl Bytes<'_> {
    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        let Some((bytes, rest)) = self.0.split_at_checked(2) else { return 0 };
        self.0 = rest;
        usize::from(u16::from_le_bytes([bytes[0], bytes[1]])) % end.max(1)
    }

    pub fn is_over(&self) -> bool {
        self.0.len() < 2
    }

    /// One of a list.
    pub fn one<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }
}

/// The steps to a place: keys, and `None` for an entry of a list.
type Path = Vec<Option<String>>;

/// Every place at which any dossier says something, with all that stands there in any.
static PLACES: LazyLock<Vec<(Path, Vec<Value>)>> = LazyLock::new(|| {
    let mut places = BTreeMap::new();
    let samples = (0..600).map(|number| audit_credence_sample::dossier(7, number));
    for text in samples {
        collect(&serde_json::from_str(&text).expect("JSON"), &mut Vec::new(), &mut places);
    }
    let pack = Pack::procurement().expect("the shipped pack loads");
    for text in pack.cases().iter().filter_map(|case| Pack::shipped_dossier(case.file()?)) {
        let table: toml::Table = text.parse().expect("TOML");
        collect(&json_of(toml::Value::Table(table)), &mut Vec::new(), &mut places);
    }
    places.into_iter().collect()
});

const NUMBERS: [u64; 9] =
    [0, 1, 2, 7, 65_536, 2_147_483_647, 2_147_483_648, u32::MAX as u64, u32::MAX as u64 + 1];
const DAYS: [&str; 7] = ["0001-01-01", "9999-12-31", "2024-02-29", "2026", "2026-06", "0001", "9999-12"];

/// The same document as JSON, in which a day is text.
fn json_of(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(day) => json!(day.to_string()),
        toml::Value::Array(items) => items.into_iter().map(json_of).collect(),
        toml::Value::Table(entries) => {
            entries.into_iter().map(|(key, value)| (key, json_of(value))).collect()
        }
        other => serde_json::to_value(other).expect("JSON"),
    }
}

fn collect(value: &Value, path: &mut Path, places: &mut BTreeMap<Path, Vec<Value>>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                path.push(Some(key.clone()));
                collect(value, path, places);
                path.pop();
            }
        }
        Value::Array(entries) => {
            note(path, value, places);
            path.push(None);
            entries.iter().for_each(|value| collect(value, path, places));
            path.pop();
        }
        Value::Null => {}
        leaf => note(path, leaf, places),
    }
}

fn note(path: &Path, value: &Value, places: &mut BTreeMap<Path, Vec<Value>>) {
    let values = places.entry(path.clone()).or_default();
    if values.len() < 60 && !values.contains(value) {
        values.push(value.clone());
    }
}

pub fn dossier(bytes: &mut Bytes<'_>) -> Dossier {
    let text = audit_credence_sample::dossier(bytes.below(3) as u64, bytes.below(2_000) as u64);
    let mut document: Value = serde_json::from_str(&text).expect("JSON");
    let mut read = Dossier::from_json(text.as_bytes()).expect("a sample is a dossier");
    let changes = bytes.below(24);
    for _ in 0..changes {
        if bytes.is_over() {
            break;
        }
        let mut changed = document.clone();
        change(&mut changed, bytes);
        match Dossier::from_json(changed.to_string().as_bytes()) {
            Ok(dossier) => (document, read) = (changed, dossier),
            Err(problems) => problems::check(&problems, None),
        }
    }
    read
}

fn change(document: &mut Value, bytes: &mut Bytes<'_>) {
    let (path, values) = bytes.one(&PLACES);
    let was = bytes.one(values).clone();
    let value = match bytes.below(8) {
        0 => return take_out(document, path, bytes),
        1 => return twice(document, path, bytes),
        2 => return every_number(document, path, *bytes.one(&NUMBERS)),
        3 if was.is_number() => json!(bytes.one(&NUMBERS)),
        4 if was.is_number() => json!([0, bytes.one(&NUMBERS)]),
        3 | 4 if was.as_str().is_some_and(|text| text.starts_with("20")) => json!(bytes.one(&DAYS)),
        _ => was,
    };
    if let Some(place) = place(document, path, bytes, true) {
        *place = value;
    }
}

/// The place of a path in a document; lists and tables on the way are made where that is wanted.
fn place<'d>(
    document: &'d mut Value,
    path: &[Option<String>],
    bytes: &mut Bytes<'_>,
    is_made: bool,
) -> Option<&'d mut Value> {
    path.iter().try_fold(document, |at, step| match step {
        Some(key) => {
            if at.is_null() && is_made {
                *at = json!({});
            }
            let table = at.as_object_mut()?;
            if is_made { Some(table.entry(key.clone()).or_insert(Value::Null)) } else { table.get_mut(key) }
        }
        None => {
            if at.is_null() && is_made {
                *at = json!([]);
            }
            let list = at.as_array_mut()?;
            // Now and then one entry more.
            if is_made && (list.is_empty() || bytes.below(6) == 0) {
                list.push(Value::Null);
            }
            let entry = bytes.below(list.len());
            list.get_mut(entry)
        }
    })
}

fn take_out(document: &mut Value, path: &Path, bytes: &mut Bytes<'_>) {
    let Some((Some(key), table)) = path.split_last() else { return };
    if let Some(table) = place(document, table, bytes, false).and_then(Value::as_object_mut) {
        table.remove(key);
    }
}

/// An entry of a list stands twice.
fn twice(document: &mut Value, path: &Path, bytes: &mut Bytes<'_>) {
    let list = path.iter().position(Option::is_none).unwrap_or(path.len());
    if let Some(list) = place(document, &path[..list], bytes, false).and_then(Value::as_array_mut)
        && !list.is_empty()
    {
        let entry = list[bytes.below(list.len())].clone();
        list.push(entry);
    }
}

/// The number of that name in every entry of its list.
fn every_number(document: &mut Value, path: &Path, number: u64) {
    let Some((Some(key), table)) = path.split_last() else { return };
    let Some((None, list)) = table.split_last() else { return };
    let Some(list) = place(document, list, &mut Bytes(&[]), false).and_then(Value::as_array_mut) else {
        return;
    };
    for value in list.iter_mut().filter_map(|entry| entry.get_mut(key)).filter(|value| value.is_number()) {
        *value = json!(number);
    }
}
