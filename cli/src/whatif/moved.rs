//! What moved between packs: counted, and with the reason of each dossier.

use std::collections::BTreeMap;
use std::io;

use audit_credence::assessment::ActionCode;
use audit_credence::{Decided, Grade, Levels, Scorer};
use serde::Serialize;

use crate::args::WhatIf;
use crate::aside::Aside;
use crate::input::Body;
use crate::output::say;
use crate::refusal::Refused;
use crate::whatif::kept::KeptFacts;

/// So many dossiers that moved are kept to be shown.
const SHOWN: usize = 20;

/// Where a dossier stands: a range of grades, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stand {
    NotGraded(&'static str),
    Graded(Grade, Grade),
}

impl Stand {
    fn of(scorer: &Scorer, levels: &Levels) -> Self {
        if levels.reports_abuse() {
            return Stand::NotGraded("reports_abuse");
        }
        if !levels.is_graded() {
            return Stand::NotGraded("unscorable");
        }
        let range = scorer.grade(levels);
        Stand::Graded(range.worst(), range.best())
    }

    pub(super) fn worst(self) -> Option<Grade> {
        match self {
            Stand::Graded(worst, _) => Some(worst),
            Stand::NotGraded(_) => None,
        }
    }
}

/// One reason for a move.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub(super) enum Reason {
    /// This cap decides under the second pack and did not under the first.
    CapAdded { cap: String },
    /// This cap decided under the first pack and does not under the second.
    CapGone { cap: String },
    /// This cap decides under both, and holds to another grade.
    CapMoved { cap: String },
    /// This criterion costs other demerits.
    Demerits { criterion: String, from: u32, to: u32 },
    /// The criteria cost the same, and their sum or its bands are drawn otherwise.
    Bands { from: u32, to: u32 },
}

/// A dossier that moved.
#[derive(Debug)]
pub(super) struct Moved {
    pub(super) place: String,
    pub(super) key: Option<String>,
    pub(super) from: Stand,
    pub(super) to: Stand,
    pub(super) actions: Actions,
    pub(super) because: Vec<Reason>,
}

/// What to do under the first pack and under another.
pub(super) type Actions = (Option<ActionCode>, Option<ActionCode>);

/// What was found of the first pack and another.
#[derive(Debug, Default)]
pub(super) struct Pair {
    pub(super) cells: BTreeMap<(Stand, Stand), u64>,
    /// How often one action becomes another.
    pub(super) actions: BTreeMap<Actions, u64>,
    /// Moves by reason; a move may have several.
    pub(super) reasons: BTreeMap<String, u64>,
    pub(super) moved: u64,
    pub(super) shown: Vec<Moved>,
}

#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) read: u64,
    pub(super) refused: u64,
    /// The first pack with each of the others.
    pub(super) pairs: Vec<Pair>,
}

/// A comparison in the making.
pub(super) struct Comparison<'a> {
    scorers: &'a [Scorer],
    pub(super) found: Found,
    to: Option<Aside>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(scorers: &'a [Scorer], to: Option<Aside>) -> Self {
        let pairs = scorers.iter().skip(1).map(|_| Pair::default()).collect();
        Comparison { scorers, found: Found { pairs, ..Found::default() }, to }
    }

    /// Grades one dossier under every pack, and notes what moved. One that a pack refuses is refused.
    pub(super) fn add(&mut self, file: &str, one: &KeptFacts) -> io::Result<()> {
        let mut levels = Vec::with_capacity(self.scorers.len());
        for scorer in self.scorers {
            match scorer.levels(&one.facts) {
                Ok(found) => levels.push(found),
                Err(problem) => {
                    self.refuse(file, one.line, &Refused::Problems(problem.into()), &Body::Json(&[]));
                    return Ok(());
                }
            }
        }
        self.found.read += 1;
        let mut stands = self
            .scorers
            .iter()
            .zip(&levels)
            .map(|(scorer, levels)| (scorer, levels, Stand::of(scorer, levels)));
        let Some((scorer, before, from)) = stands.next() else { return Ok(()) };
        for ((other, after, to), pair) in stands.zip(&mut self.found.pairs) {
            *pair.cells.entry((from, to)).or_default() += 1;
            let actions = (scorer.action(before), other.action(after));
            let is_same = by_name(scorer, from) == by_name(other, to);
            if actions.0 != actions.1 {
                *pair.actions.entry(actions).or_default() += 1;
            } else if is_same {
                continue;
            }
            pair.moved += 1;
            let because =
                if is_same { Vec::new() } else { reasons((scorer, from, before), (other, to, after)) };
            let place = format!("{file}:{}", one.line);
            let moved = Moved { place, key: one.key.clone(), from, to, actions, because };
            for reason in &moved.because {
                *pair.reasons.entry(reason.kind()).or_default() += 1;
            }
            if let Some(file) = &mut self.to {
                file.write(record(&moved, scorer, other).as_bytes())?;
            }
            if pair.shown.len() < SHOWN {
                pair.shown.push(moved);
            }
        }
        Ok(())
    }

    /// Counts a document that was refused, and tells of the first of them.
    pub(super) fn refuse(&mut self, file: &str, line: u64, why: &Refused, body: &Body<'_>) {
        self.found.refused += 1;
        if self.found.refused <= WhatIf::TOLD {
            why.told(file, line, body).iter().for_each(|line| say(line));
        }
    }

    /// Ends; what moved gets its name where every source was read to its end.
    pub(super) fn end(self, is_whole: bool) -> io::Result<Found> {
        if let Some(file) = self.to {
            file.end(is_whole, "what moved before")?;
        }
        Ok(self.found)
    }
}

impl Reason {
    /// The same for every dossier that moved so.
    fn kind(&self) -> String {
        match self {
            Reason::CapAdded { cap } => format!("cap {cap} decides"),
            Reason::CapMoved { cap } => format!("cap {cap} holds to another grade"),
            Reason::CapGone { cap } => format!("cap {cap} decides no longer"),
            Reason::Demerits { criterion, .. } => format!("{criterion} costs otherwise"),
            Reason::Bands { .. } => "sums or bands are drawn otherwise".to_owned(),
        }
    }

    pub(super) fn sentence(&self) -> String {
        match self {
            Reason::Demerits { criterion, from, to } => format!("{criterion} costs {to} in place of {from}"),
            Reason::Bands { from, to } => format!("{to} demerits in place of {from}"),
            Reason::CapAdded { .. } | Reason::CapMoved { .. } | Reason::CapGone { .. } => self.kind(),
        }
    }
}

/// A stand by the names of its grades: those of two packs are compared by name.
pub(super) fn by_name(scorer: &Scorer, stand: Stand) -> (&str, &str) {
    let name = |grade| scorer.plan().grade_name(grade);
    match stand {
        Stand::Graded(worst, best) => (name(worst), name(best)),
        Stand::NotGraded(why) => (why, why),
    }
}

/// Why a dossier moved: first the end that moved, the worst one where both did.
fn reasons(from: (&Scorer, Stand, &Levels), to: (&Scorer, Stand, &Levels)) -> Vec<Reason> {
    let worst_moved = by_name(from.0, from.1).0 != by_name(to.0, to.1).0;
    let (before, after) = (from.0.decided(from.2), to.0.decided(to.2));
    if worst_moved { between(&before.0, &after.0) } else { between(&before.1, &after.1) }
}

fn between(from: &Decided<'_>, to: &Decided<'_>) -> Vec<Reason> {
    let owned = |cap: &&str| (*cap).to_owned();
    let added = to.caps.iter().filter(|cap| !from.caps.contains(cap)).map(owned);
    let gone = from.caps.iter().filter(|cap| !to.caps.contains(cap)).map(owned);
    // The grades differ, and this one holds to both of them.
    let moved = from.caps.iter().filter(|cap| to.caps.contains(cap)).map(owned);
    let caps = added.map(|cap| Reason::CapAdded { cap });
    let caps =
        caps.chain(moved.map(|cap| Reason::CapMoved { cap })).chain(gone.map(|cap| Reason::CapGone { cap }));
    let mut all: Vec<Reason> = caps.collect();
    // Where caps decide before and after, demerits do not.
    if from.caps.is_empty() || to.caps.is_empty() {
        let cost = |of: &Decided<'_>, id: &str| {
            of.costs.iter().find(|(one, _)| *one == id).map_or(0, |(_, cost)| *cost)
        };
        let mut ids: Vec<&str> = from.costs.iter().chain(&to.costs).map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        let costs =
            ids.into_iter().map(|id| (id, cost(from, id), cost(to, id))).filter(|(_, from, to)| from != to);
        all.extend(costs.map(|(id, from, to)| Reason::Demerits { criterion: id.to_owned(), from, to }));
    }
    if all.is_empty() {
        all.push(Reason::Bands { from: from.demerits, to: to.demerits });
    }
    all
}

#[derive(Serialize)]
struct Record<'a> {
    format: u32,
    place: &'a str,
    r#ref: Option<&'a str>,
    /// The packs by their digests.
    from_pack: &'a str,
    to_pack: &'a str,
    from: Ends,
    to: Ends,
    from_action: Option<&'static str>,
    to_action: Option<&'static str>,
    because: &'a [Reason],
}

/// Both ends by name.
#[derive(Serialize)]
pub(super) struct Ends {
    pub(super) worst: String,
    pub(super) best: String,
}

pub(super) fn ends(scorer: &Scorer, stand: Stand) -> Ends {
    let (worst, best) = by_name(scorer, stand);
    Ends { worst: worst.to_owned(), best: best.to_owned() }
}

fn record(moved: &Moved, from: &Scorer, to: &Scorer) -> String {
    let record = Record {
        format: 1,
        place: &moved.place,
        r#ref: moved.key.as_deref(),
        from_pack: &from.plan().id().sha256,
        to_pack: &to.plan().id().sha256,
        from: ends(from, moved.from),
        to: ends(to, moved.to),
        from_action: moved.actions.0.map(ActionCode::as_str),
        to_action: moved.actions.1.map(ActionCode::as_str),
        because: &moved.because,
    };
    // Texts and numbers: nothing can fail.
    serde_json::to_string(&record).unwrap_or_default() + "\n"
}
