//! The comparison for people, and as data.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use audit_credence::assessment::{ActionCode, PackId};
use audit_credence::explain::words;
use audit_credence::{Date, Scorer};
use serde::Serialize;

use crate::page::safe;
use crate::whatif::moved::{Ends, Found, Pair, Stand, by_name, ends};

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    as_of: Option<Date>,
    read: u64,
    refused: u64,
    comparisons: Vec<Compared<'a>>,
}

#[derive(Serialize)]
struct Compared<'a> {
    from: &'a PackId,
    to: &'a PackId,
    moved: u64,
    /// How many dossiers stand where under the one and the other.
    cells: Vec<CellCount>,
    /// How many get another action, and which.
    actions: Vec<ActionCount>,
    reasons: &'a BTreeMap<String, u64>,
}

#[derive(Serialize)]
struct ActionCount {
    from: Option<&'static str>,
    to: Option<&'static str>,
    count: u64,
}

#[derive(Serialize)]
struct CellCount {
    from: Ends,
    to: Ends,
    count: u64,
}

pub(super) fn json(found: &Found, scorers: &[Scorer]) -> serde_json::Result<String> {
    let Some((first, others)) = scorers.split_first() else { return Ok(String::new()) };
    let comparisons = found.pairs.iter().zip(others).map(|(pair, other)| Compared {
        from: first.plan().id(),
        to: other.plan().id(),
        moved: pair.moved,
        cells: pair
            .cells
            .iter()
            .map(|((from, to), count)| CellCount {
                from: ends(first, *from),
                to: ends(other, *to),
                count: *count,
            })
            .collect(),
        actions: pair
            .actions
            .iter()
            .map(|((from, to), count)| ActionCount {
                from: from.map(ActionCode::as_str),
                to: to.map(ActionCode::as_str),
                count: *count,
            })
            .collect(),
        reasons: &pair.reasons,
    });
    let document = Document {
        format: 1,
        as_of: Some(first.as_of()),
        read: found.read,
        refused: found.refused,
        comparisons: comparisons.collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

pub(super) fn text(found: &Found, scorers: &[Scorer], file: Option<&Path>) -> String {
    let Some((first, others)) = scorers.split_first() else { return String::new() };
    let mut out = format!("{} dossiers, {} refused, as of {}\n", found.read, found.refused, first.as_of());
    for (pair, other) in found.pairs.iter().zip(others) {
        // A text takes whatever is written to it.
        let _ = write!(out, "\n{}", matrix(pair, first, other));
        let _ = writeln!(
            out,
            "\n{} of {} moved: another grade at an end, or another action",
            pair.moved, found.read
        );
        let mut actions: Vec<_> = pair.actions.iter().collect();
        actions.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        for ((from, to), count) in actions {
            let (from, to) = (action(*from), action(*to));
            let _ = writeln!(out, "  {count:>8}  what to do goes from \"{from}\" to \"{to}\"");
        }
        let mut reasons: Vec<(&String, &u64)> = pair.reasons.iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        for (reason, count) in reasons {
            let _ = writeln!(out, "  {count:>8}  {}", safe(reason));
        }
        for moved in &pair.shown {
            let (from, to) = (by_name(first, moved.from), by_name(other, moved.to));
            let mut because: Vec<String> = moved.because.iter().map(super::moved::Reason::sentence).collect();
            if moved.actions.0 != moved.actions.1 {
                let (from, to) = (action(moved.actions.0), action(moved.actions.1));
                because.push(format!("what to do goes from \"{from}\" to \"{to}\""));
            }
            let key = moved.key.as_deref().unwrap_or(&moved.place);
            let because = because.join(", ");
            let grade = match (moved.from, moved.to) {
                (Stand::Graded(..), Stand::Graded(..)) => words::moved(from, to),
                _ => format!("before {}, then {}", standing(moved.from, from), standing(moved.to, to)),
            };
            let _ = writeln!(out, "{}: {}: {}", safe(key), safe(&grade), safe(&because));
        }
        let more = pair.moved.saturating_sub(u64::try_from(pair.shown.len()).unwrap_or(u64::MAX));
        match file {
            Some(file) if pair.moved > 0 => {
                let _ = writeln!(out, "all of them: {}", file.display());
            }
            None if more > 0 => {
                let _ = writeln!(out, "and {more} more: --moved FILE writes all of them");
            }
            _ => {}
        }
    }
    out
}

/// What to do, by its name.
fn action(code: Option<ActionCode>) -> &'static str {
    code.map_or("nothing that the pack states", words::action)
}

/// A stand by the names of its ends.
fn standing(stand: Stand, ends: (&str, &str)) -> String {
    match stand {
        Stand::Graded(..) => words::graded(ends),
        Stand::NotGraded(why) => format!("{NONE} ({why})"),
    }
}

/// Where a grade would stand if there were one.
const NONE: &str = "not graded";

/// How many dossiers have which headline under the one pack and the other: down the first, across the second.
fn matrix(pair: &Pair, first: &Scorer, other: &Scorer) -> String {
    let id = |scorer: &Scorer| format!("{} {}", scorer.plan().id().id, scorer.plan().id().version);
    let mut out = format!("worst end: down {}, across {}\n", safe(&id(first)), safe(&id(other)));
    let names = |scorer: &Scorer| -> Vec<String> {
        let scale = scorer.plan().id().scale.iter().rev().cloned();
        scale.chain([NONE.to_owned()]).collect()
    };
    let name = |scorer: &Scorer, stand: Stand| {
        stand.worst().map_or(NONE.to_owned(), |grade| scorer.plan().grade_name(grade).to_owned())
    };
    let mut counts: BTreeMap<(String, String), u64> = BTreeMap::new();
    for ((from, to), count) in &pair.cells {
        *counts.entry((name(first, *from), name(other, *to))).or_default() += count;
    }
    let (down, across) = (names(first), names(other));
    let _ = write!(out, "{:>12}", "");
    for to in &across {
        let _ = write!(out, "{to:>12}");
    }
    out.push('\n');
    for from in &down {
        let _ = write!(out, "{from:>12}");
        for to in &across {
            match counts.get(&(from.clone(), to.clone())) {
                Some(count) => {
                    let _ = write!(out, "{count:>12}");
                }
                None => {
                    let _ = write!(out, "{:>12}", ".");
                }
            }
        }
        out.push('\n');
    }
    out
}
