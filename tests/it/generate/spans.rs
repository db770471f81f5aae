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
    let count = |value: &Value, end: usize| value.as_u64().or(value[end].as_u64());
    // Civil dates order as text.
    let day =
        |value: &Value, end: &str| Some(format!("{}{}", value.as_str()?, &end[value.as_str()?.len()..]));
    let counts = count(one, 0).zip(count(other, 1));
    let days = day(one, "0000-01-01").zip(day(other, "0000-12-31"));
    counts.is_some_and(|(one, other)| one > other) || days.is_some_and(|(one, other)| one > other)
}

/// Whether the visit lies after the day before which it is said to have been.
pub(crate) fn visited_too_late(document: &Value) -> bool {
    let latest = get(document, "report.visit.no_later_than");
    ["report.visit.start", "report.visit.end"]
        .iter()
        .any(|key| get(document, key).zip(latest).is_some_and(|(day, latest)| is_above(day, latest)))
}
