//! All engines in turn, in every round of one run, after every answer of each was compared with ours.
//!
//! Whatever else the machine does meets all of them; what counts is the median of the ratios. Slow engines do fewer
//! dossiers in a round, the first of the same.

use std::hint::black_box;
use std::time::Instant;

use crate::ours::{ByHand, Columns, OneByOne, same};
use crate::peer::{Input, Peer};
use crate::{cedar, cel, dossiers, input, jsonlogic, rego, scorer};

const DOSSIERS: usize = 4_096;
const ROUNDS: usize = 9;

/// Whether columns hold the dossiers so many times over: more than any cache has room for.
const COLUMNS_TIMES: usize = 32;

/// A peer with how many dossiers it does in a round, and the least ratio that is to be reached against it.
struct Entry<'i> {
    peer: Box<dyn Peer + 'i>,
    count: usize,
    target: Option<f64>,
}

/// Seconds for a dossier, round by round.
type Times = Vec<f64>;

/// Every rule engine.
pub fn peers(input: &Input) -> [Box<dyn Peer + '_>; 5] {
    [
        Box::new(jsonlogic::JsonLogic::new(input)),
        Box::new(cel::Cel::new(input)),
        Box::new(rego::Rego::machine(input)),
        Box::new(rego::Rego::interpreter(input)),
        Box::new(cedar::Cedar::new(input)),
    ]
}

/// All that are measured against columns, ours one by one first.
fn entries<'i>(alone: OneByOne<'i>, input: &'i Input) -> Vec<Entry<'i>> {
    let [jsonlogic, cel, rego, interpreter, cedar] = peers(input);
    let entry = |peer, count, target| Entry { peer, count, target };
    vec![
        entry(Box::new(alone), DOSSIERS, None),
        entry(Box::new(ByHand::new(input)), DOSSIERS, None),
        entry(jsonlogic, DOSSIERS, Some(70.0)),
        entry(cel, DOSSIERS / 2, None),
        entry(rego, DOSSIERS / 2, Some(1_000.0)),
        entry(interpreter, DOSSIERS / 8, Some(1_000.0)),
        entry(cedar, DOSSIERS / 4, Some(1_000.0)),
    ]
}

/// Stops at the first answer that is not ours.
pub fn compare(peer: &mut dyn Peer, ours: &[[u8; 2]]) {
    let mut theirs = Vec::new();
    peer.grades(0..ours.len(), &mut theirs);
    assert_same(peer.name(), &theirs, ours);
    theirs.clear();
    peer.grades_of_texts(0..ours.len(), &mut theirs);
    if !theirs.is_empty() {
        assert_same(peer.name(), &theirs, ours);
    }
}

fn assert_same(name: &str, theirs: &[[u8; 2]], ours: &[[u8; 2]]) {
    assert_eq!(theirs.len(), ours.len(), "{name}");
    for (at, (theirs, ours)) in theirs.iter().zip(ours).enumerate() {
        assert_eq!(theirs, ours, "{name}, dossier {at}");
    }
}

pub fn run() {
    let (texts, scorer) = (dossiers(DOSSIERS), scorer());
    let input = input(&texts);
    let mut alone = OneByOne::new(&scorer, &texts);
    let mut ours = Vec::new();
    alone.grades(0..DOSSIERS, &mut ours);
    let mut columns = Columns::new(&scorer, &texts, COLUMNS_TIMES);
    let mut from_text = Columns::new(&scorer, &texts, 1);
    assert!(same(columns.grade(), &ours.repeat(COLUMNS_TIMES)), "columns differ from one by one");
    assert!(same(from_text.grade_texts(DOSSIERS), &ours), "columns from text differ from one by one");
    let mut entries = entries(alone, &input);
    for entry in &mut entries {
        compare(&mut *entry.peer, &ours);
    }
    println!("{DOSSIERS} dossiers of the default pack; every engine gave our answers at both ends");

    let (mut rows, mut lines) = (Table::new(entries.len()), Table::new(entries.len()));
    for _ in 0..ROUNDS {
        rows.ours.push(seconds(|| columns.grade().len()));
        lines.ours.push(seconds(|| from_text.grade_texts(DOSSIERS).len()));
        for (at, Entry { peer, count, .. }) in entries.iter_mut().enumerate() {
            let mut to = Vec::with_capacity(*count);
            rows.theirs[at].push(seconds(|| {
                peer.grades(0..*count, &mut to);
                black_box(&to).len()
            }));
            to.clear();
            lines.theirs[at].push(seconds(|| {
                peer.grades_of_texts(0..*count, &mut to);
                black_box(&to).len()
            }));
        }
    }
    println!(
        "\nEvaluation: rows that each engine holds in its own form; ours are facts, in columns from memory"
    );
    let missed = rows.print(&entries, true);
    println!(
        "\nFrom text: ours reads the whole dossier; theirs a flat line of facts that we derived for them"
    );
    lines.print(&entries, false);
    println!("\n{missed} missed");
}

/// Seconds for a dossier of something that says how many it did; infinitely many where it did none.
fn seconds(work: impl FnOnce() -> usize) -> f64 {
    let begin = Instant::now();
    let count = black_box(work());
    begin.elapsed().as_secs_f64() / count as f64
}

struct Table {
    ours: Times,
    theirs: Vec<Times>,
}

impl Table {
    fn new(count: usize) -> Self {
        Table { ours: Vec::new(), theirs: vec![Vec::new(); count] }
    }

    /// The table; how many targets are missed.
    fn print(&self, entries: &[Entry<'_>], with_targets: bool) -> usize {
        println!("{:32}{:>14}{:>16}{:>18}", "", "dossiers/s", "columns / it", "one by one / it");
        println!("{:32}{:>14.0}", "ours, columns", 1.0 / median(self.ours.clone()));
        let mut missed = 0;
        for (entry, times) in entries.iter().zip(&self.theirs).filter(|(_, times)| times[0].is_finite()) {
            let against =
                |ours: &Times| median(times.iter().zip(ours).map(|(theirs, ours)| theirs / ours).collect());
            let (columns, alone) = (against(&self.ours), against(&self.theirs[0]));
            let target = entry.target.filter(|_| with_targets).map_or(String::new(), |target| {
                missed += usize::from(columns < target);
                format!("  ≥ {target:5}  {}", if columns < target { "FAIL" } else { "pass" })
            });
            println!(
                "{:32}{:>14.0}{columns:>16.1}{alone:>18.1}{target}",
                entry.peer.name(),
                1.0 / median(times.clone())
            );
        }
        missed
    }
}

fn median(mut all: Times) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}
