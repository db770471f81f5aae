//! What the keys of a batch hold: how often each is stated, and how many different values it has.
//!
//! A feed that fills in a default where nobody said anything looks complete. It shows here: a key that is always stated
//! and never differs. Values are kept as hashes, so no name or quote stays in memory, and no more than a fixed number
//! for each key. The documents counted are those that were scored, so their keys are those of a dossier.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::input::Body;

/// So many different values of a key are told apart.
pub(crate) const MOST_VALUES: usize = 1_000;
/// So many names of one map of free names, such as `extra`, are told apart.
const MOST_NAMES: usize = 200;

/// One key, and what stands below it.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// How often it was stated as a value or a list.
    stated: u64,
    /// How often it was there as a table.
    tables: u64,
    values: BTreeSet<u64>,
    below: BTreeMap<String, Keys>,
}

/// What is said of one key.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct KeyCount {
    /// Its path; `[]` stands for each entry of a list.
    pub(crate) path: String,
    pub(crate) stated: u64,
    /// How often it could have been stated: once a dossier, or once an entry of the list.
    pub(crate) of: u64,
    /// Different values, at most [`MOST_VALUES`].
    pub(crate) distinct: usize,
}

impl Keys {
    /// Counts the keys of a document.
    pub(crate) fn count(&mut self, body: &Body<'_>) {
        // What was read once reads again.
        let _ = match body {
            Body::Json(text) => {
                let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
                Seed(self).deserialize(&mut serde_json::Deserializer::from_slice(text)).ok()
            }
            Body::Toml(text) => std::str::from_utf8(text)
                .ok()
                .and_then(|text| toml::from_str::<toml::Table>(text).ok())
                .and_then(|table| Seed(self).deserialize(json(toml::Value::Table(table))).ok()),
            Body::Broken(..) => None,
        };
    }

    /// Adds what another counted.
    pub(crate) fn add(&mut self, other: Keys) {
        self.stated += other.stated;
        self.tables += other.tables;
        self.values.extend(other.values);
        while self.values.len() > MOST_VALUES {
            self.values.pop_last();
        }
        for (name, keys) in other.below {
            self.below.entry(name).or_default().add(keys);
        }
    }

    /// Every key that was met, in the order of the paths.
    pub(crate) fn counts(&self) -> Vec<KeyCount> {
        let mut all = Vec::new();
        self.collect("", self.tables, &mut all);
        all
    }

    fn collect(&self, path: &str, of: u64, all: &mut Vec<KeyCount>) {
        if self.stated > 0 && !path.ends_with("[]") {
            all.push(KeyCount {
                path: path.to_owned(),
                stated: self.stated,
                of,
                distinct: self.values.len().min(MOST_VALUES),
            });
        }
        for (name, keys) in &self.below {
            if name == "[]" {
                keys.collect(&format!("{path}[]"), keys.tables, all);
            } else {
                let dot = if path.is_empty() { "" } else { "." };
                // A table that is left out leaves out all its keys: they could have been stated all the same.
                keys.collect(&format!("{path}{dot}{name}"), of, all);
            }
        }
    }

    fn value(&mut self, value: u64) -> u64 {
        self.stated += 1;
        if self.values.len() < MOST_VALUES {
            self.values.insert(value);
        }
        value
    }

    /// The key of this name; one for all the rest where there are too many.
    fn named(&mut self, name: &str) -> &mut Keys {
        let name = if self.below.len() < MOST_NAMES || self.below.contains_key(name) { name } else { "…" };
        if !self.below.contains_key(name) {
            self.below.insert(name.to_owned(), Keys::default());
        }
        self.below.entry(name.to_owned()).or_default()
    }
}

fn json(value: toml::Value) -> serde_json::Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(whole) => whole.into(),
        toml::Value::Boolean(yes) => yes.into(),
        toml::Value::Float(decimal) => decimal.into(),
        toml::Value::Datetime(day) => day.to_string().into(),
        toml::Value::Array(entries) => entries.into_iter().map(json).collect(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(key, value)| (key, json(value))).collect::<serde_json::Map<_, _>>().into()
        }
    }
}

/// FNV-1a: the same on every machine and in every run.
fn hash(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

/// Reads one value into its key. What comes out is the value's hash; nothing where it is null.
struct Seed<'k>(&'k mut Keys);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Option<u64>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Option<u64>, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Option<u64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Option<u64>, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Option<u64>, E> {
        Ok(Some(self.0.value(hash(START, &[u8::from(yes)]))))
    }

    fn visit_u64<E>(self, whole: u64) -> Result<Option<u64>, E> {
        Ok(Some(self.0.value(hash(START, &whole.to_le_bytes()))))
    }

    fn visit_i64<E>(self, whole: i64) -> Result<Option<u64>, E> {
        Ok(Some(self.0.value(hash(START, &whole.to_le_bytes()))))
    }

    fn visit_f64<E>(self, decimal: f64) -> Result<Option<u64>, E> {
        Ok(Some(self.0.value(hash(START, &decimal.to_bits().to_le_bytes()))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Option<u64>, E> {
        Ok(Some(self.0.value(hash(START, text.as_bytes()))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Option<u64>, A::Error> {
        let mut all = START;
        let entry = self.0.named("[]");
        while let Some(one) = entries.next_element_seed(Seed(entry))? {
            all = hash(all, &one.unwrap_or_default().to_le_bytes());
        }
        Ok(Some(self.0.value(all)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Option<u64>, A::Error> {
        self.0.tables += 1;
        let mut all = START;
        while let Some(name) = entries.next_key::<std::borrow::Cow<'de, str>>()? {
            // Its keys are paths, as many as a dossier has keys: that there is one at all is what matters.
            if name == "provenance" {
                entries.next_value::<IgnoredAny>()?;
                self.0.named(&name).value(0);
                continue;
            }
            if let Some(value) = entries.next_value_seed(Seed(self.0.named(&name)))? {
                all = hash(hash(all, name.as_bytes()), &value.to_le_bytes());
            }
        }
        Ok(Some(all))
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyCount, Keys, MOST_VALUES};
    use crate::input::Body;

    fn counted(documents: &[&str]) -> Vec<KeyCount> {
        let mut keys = Keys::default();
        for document in documents {
            keys.count(&Body::Json(document.as_bytes()));
        }
        keys.counts()
    }

    fn key(path: &str, stated: u64, of: u64, distinct: usize) -> KeyCount {
        KeyCount { path: path.to_owned(), stated, of, distinct }
    }

    #[test]
    fn what_is_null_or_absent_is_not_stated() {
        let all = counted(&[
            r#"{ "ref": "a", "site": { "headcount": 3, "shifts": null } }"#,
            r#"{ "ref": "b", "site": { "headcount": 3 } }"#,
            r#"{ "ref": null }"#,
        ]);
        assert_eq!(all, [key("ref", 2, 3, 2), key("site.headcount", 2, 3, 1)]);
    }

    #[test]
    fn the_keys_of_entries_are_counted_by_entry() {
        let all = counted(&[
            r#"{ "certificates": [ { "scheme": "a", "status": "valid" }, { "scheme": "b" } ] }"#,
            r#"{ "certificates": [] }"#,
            r#"{ "search": { "languages": ["en", "zh"] } }"#,
        ]);
        let expected = [
            key("certificates", 2, 3, 2),
            key("certificates[].scheme", 2, 2, 2),
            key("certificates[].status", 1, 2, 1),
            key("search.languages", 1, 3, 1),
        ];
        assert_eq!(all, expected);
    }

    #[test]
    fn values_are_counted_up_to_a_bound_in_whatever_parts_they_come() {
        let mut whole = Keys::default();
        for part in 0..3 {
            let mut keys = Keys::default();
            for number in 0..700 {
                let text = format!(r#"{{ "ref": "{}" }}"#, part * 700 + number);
                keys.count(&Body::Json(text.as_bytes()));
            }
            whole.add(keys);
        }
        assert_eq!(whole.counts(), [key("ref", 2_100, 2_100, MOST_VALUES)]);
    }

    #[test]
    fn toml_counts_as_json_does() {
        let mut keys = Keys::default();
        keys.count(&Body::Toml(b"[report.visit]\nstart = 2026-01-02\nauditor_days = 1.5"));
        keys.count(&Body::Json(
            br#"{ "report": { "visit": { "start": "2026-01-02", "auditor_days": 2.5 } } }"#,
        ));
        let expected = [key("report.visit.auditor_days", 2, 2, 2), key("report.visit.start", 2, 2, 1)];
        assert_eq!(keys.counts(), expected);
    }
}
