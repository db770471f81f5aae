//! Dates that are days, months or years, and what is above what whatever the two are.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::get;

/// A day from 2019 to May 2026, or one of its months or years.
pub(crate) fn day() -> impl Strategy<Value = Value> {
    let day = |((year, month, day), length): ((i32, i32, i32), usize)| {
        json!(format!("{year}-{month:02}-{day:02}")[..length])
    };
    let length = || select(vec![10, 10, 10, 10, 7, 4]);
    prop_oneof![
        ((2019..=2025, 1..=12, 1..=28), length()).prop_map(day),
        ((Just(2026), 1..=5, 1..=28), length()).prop_map(day),
    ]
}

/// Whether one date or count lies wholly above another: every day or number that it may be.
pub(super) fn is_above(one: &Value, other: &Value) -> bool {
    let [(least, first), (most, last)] = [(one, "-01-01"), (other, "-12-31")].map(|(value, end)| {
        let count = value.as_u64().or(if end == "-01-01" { value[0].as_u64() } else { value[1].as_u64() });
        // Civil dates order as text.
        let day = value
            .as_str()
            .map(|text| format!("{text}{}", end.get(text.len().saturating_sub(4)..).unwrap_or("")));
        (count, day)
    });
    least.zip(most).is_some_and(|(least, most)| least > most)
        || first.zip(last).is_some_and(|(first, last)| first > last)
}

/// Whether the visit lies after the day before which it is said to have been.
pub(crate) fn visited_too_late(document: &Value) -> bool {
    let latest = get(document, "report.visit.no_later_than");
    ["report.visit.start", "report.visit.end"]
        .iter()
        .any(|key| get(document, key).zip(latest).is_some_and(|(day, latest)| is_above(day, latest)))
}
