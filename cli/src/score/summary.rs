//! What a batch comes to: lines on standard error, and the document that `--summary` writes.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use audit_credence::assessment::{ActionCode, ENGINE, PackId};
use audit_credence::portfolio::PeerAnswer;
use audit_credence::{Date, Plan};
use serde::Serialize;

use crate::score::tally::{Counts, Tally};

/// The format of the document.
const FORMAT: u32 = 1;
/// So many of the most frequent caps and gaps are listed.
const MOST: usize = 20;

#[derive(Serialize)]
pub(crate) struct Summary<'a> {
    format: u32,
    engine: &'static str,
    pack: &'a PackId,
    as_of: Date,
    /// Whether the input was read to its end.
    complete: bool,
    read: u64,
    scored: u64,
    rejected: u64,
    /// Rows of tables in which no cell says anything: they are skipped, and not among those read.
    blank_rows: u64,
    /// The worst grades first.
    grades: Vec<GradeCount<'a>>,
    /// Scored, and not graded.
    not_graded: u64,
    /// Which shares of their points the graded ones show, the least first, each with how it stands among all; none where
    /// they are too few.
    peers: Vec<ShownShare>,
    statuses: &'a BTreeMap<&'static str, u64>,
    /// The furthest from reliance first.
    actions: &'a BTreeMap<ActionCode, u64>,
    standards: &'a BTreeMap<String, BTreeMap<&'static str, u64>>,
    /// The caps that decide the worst end, the most frequent first.
    caps: Vec<CapCount<'a>>,
    /// The facts that are open, the most frequent first.
    gaps: Vec<GapCount<'a>>,
    /// Documents refused by the codes of their problems; one document may have several.
    rejected_by_code: &'a Counts,
    /// Of the documents that were scored.
    keys: Vec<KeyShare>,
}

#[derive(Serialize)]
struct GradeCount<'a> {
    worst: &'a str,
    best: &'a str,
    count: u64,
}

/// So many points shown of so many, and how many dossiers show just that share.
#[derive(Serialize)]
struct ShownShare {
    shown: u32,
    of: u32,
    count: u64,
    better_than_percent: u32,
    /// How many are graded.
    peers: u32,
}

#[derive(Serialize)]
struct CapCount<'a> {
    id: &'a str,
    count: u64,
}

#[derive(Serialize)]
struct GapCount<'a> {
    fact: &'a str,
    count: u64,
}

/// How often a key is stated. `[]` in its path stands for each entry of a list.
#[derive(Serialize)]
struct KeyShare {
    path: String,
    stated: u64,
    of: u64,
    /// `stated` of `of`, rounded down.
    percent: u64,
    distinct: usize,
    /// Whether there may be more different values than were told apart.
    distinct_at_least: bool,
}

impl<'a> Summary<'a> {
    pub(crate) fn new(tally: &'a Tally, plan: &'a Plan, as_of: Date, complete: bool) -> Self {
        let grades = tally.grades.iter().map(|((worst, best), count)| GradeCount {
            worst: plan.grade_name(*worst),
            best: plan.grade_name(*best),
            count: *count,
        });
        let share = |(shown, of, count, peers): (_, _, _, PeerAnswer)| ShownShare {
            shown,
            of,
            count,
            better_than_percent: peers.better_than_percent,
            peers: peers.of,
        };
        let peers = tally.peers.shares().map(share);
        let keys = tally.keys.counts().into_iter().map(|key| KeyShare {
            percent: key.stated.saturating_mul(100).checked_div(key.of).unwrap_or(0),
            distinct_at_least: key.distinct >= crate::score::keys::MOST_VALUES,
            path: key.path,
            stated: key.stated,
            of: key.of,
            distinct: key.distinct,
        });
        Summary {
            format: FORMAT,
            engine: ENGINE,
            pack: plan.id(),
            as_of,
            complete,
            read: tally.read(),
            scored: tally.scored,
            rejected: tally.rejected,
            blank_rows: tally.blank,
            grades: grades.collect(),
            not_graded: tally.not_graded,
            peers: peers.collect(),
            statuses: &tally.statuses,
            actions: &tally.actions,
            standards: &tally.standards,
            caps: most(&tally.caps).map(|(id, count)| CapCount { id, count }).collect(),
            gaps: most(&tally.gaps).map(|(fact, count)| GapCount { fact, count }).collect(),
            rejected_by_code: &tally.codes,
            keys: keys.collect(),
        }
    }

    pub(crate) fn to_json(&self) -> serde_json::Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

/// The most frequent ones, in the order of their names where they are equally frequent.
fn most(counts: &Counts) -> impl Iterator<Item = (&str, u64)> {
    let mut all: Vec<(&str, u64)> = counts.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    all.sort_by_key(|(_, count)| Reverse(*count));
    all.into_iter().take(MOST)
}

/// The grades of the worst end in a line, worst first.
pub(crate) fn grades_in_a_line(tally: &Tally, plan: &Plan) -> Option<String> {
    let mut by_worst: BTreeMap<_, u64> = BTreeMap::new();
    for ((worst, _), count) in &tally.grades {
        *by_worst.entry(*worst).or_default() += count;
    }
    let graded = by_worst.iter().map(|(grade, count)| format!("{} {count}", plan.grade_name(*grade)));
    let rest = (tally.not_graded > 0).then(|| format!("not graded {}", tally.not_graded));
    let all: Vec<String> = graded.chain(rest).collect();
    (!all.is_empty()).then(|| format!("worst end: {}", all.join(", ")))
}

/// The best shown half of the graded ones in a line; nothing where they are too few.
pub(crate) fn shown_in_a_line(tally: &Tally) -> Option<String> {
    let (shown, of, _, peers) =
        tally.peers.shares().take_while(|(.., peers)| peers.better_than_percent < 50).last()?;
    let percent = (u64::from(shown) * 100).div_ceil(u64::from(of));
    Some(format!("at least half of these {} show at most {percent} % of their points", peers.of))
}
