//! All engines in turn, in every round of one run, after every answer of each was compared with ours.
//!
//! Whatever else the machine does meets all of them; what counts is the median of the ratios. Slow engines do fewer
//! dossiers in a round, the first of the same.

use std::hint::black_box;
use std::time::Instant;

use audit_credence::Scorer;

use crate::ours::{ByHand, Ours};
use crate::peer::{Input, Peer};
use crate::{cedar, cel, dossiers, input, jsonlogic, rego, scorer};

const DOSSIERS: usize = 4_096;
const ROUNDS: usize = 9;

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

/// All that are measured, ours first.
fn entries<'i>(scorer: &Scorer, texts: &'i [String], input: &'i Input) -> Vec<Entry<'i>> {
    let [jsonlogic, cel, rego, interpreter, cedar] = peers(input);
    let entry = |peer, count, target| Entry { peer, count, target };
    vec![
        entry(Box::new(Ours::new(scorer, texts)), DOSSIERS, None),
        entry(Box::new(ByHand::new(scorer, texts)), DOSSIERS, None),
        entry(jsonlogic, DOSSIERS, Some(25.0)),
        entry(cel, DOSSIERS / 2, None),
        entry(rego, DOSSIERS / 2, Some(150.0)),
        entry(interpreter, DOSSIERS / 8, Some(150.0)),
        entry(cedar, DOSSIERS / 4, Some(450.0)),
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
    let texts = dossiers(DOSSIERS);
    let input = input(&texts);
    let mut entries = entries(&scorer(), &texts, &input);
    let mut ours = Vec::new();
    entries[0].peer.grades(0..DOSSIERS, &mut ours);
    for entry in &mut entries {
        compare(&mut *entry.peer, &ours);
    }
    println!("{DOSSIERS} dossiers of the default pack; every engine gave our answers at both ends");

    let (mut rows, mut lines) = (vec![Times::new(); entries.len()], vec![Times::new(); entries.len()]);
    for _ in 0..ROUNDS {
        for (at, Entry { peer, count, .. }) in entries.iter_mut().enumerate() {
            let mut to = Vec::with_capacity(*count);
            rows[at].push(seconds(|| {
                peer.grades(0..*count, &mut to);
                black_box(&to).len()
            }));
            to.clear();
            lines[at].push(seconds(|| {
                peer.grades_of_texts(0..*count, &mut to);
                black_box(&to).len()
            }));
        }
    }
    println!("\nEvaluation: rows that each engine holds in its own form; ours are facts");
    let missed = print(&rows, &entries, true);
    println!(
        "\nFrom text: ours reads the whole dossier; theirs a flat line of facts that we derived for them"
    );
    print(&lines, &entries, false);
    println!("\n{missed} missed");
}

/// Seconds for a dossier of something that says how many it did; infinitely many where it did none.
fn seconds(work: impl FnOnce() -> usize) -> f64 {
    let begin = Instant::now();
    let count = black_box(work());
    begin.elapsed().as_secs_f64() / count as f64
}

/// The table; how many targets are missed.
fn print(all: &[Times], entries: &[Entry<'_>], with_targets: bool) -> usize {
    println!("{:32}{:>14}{:>14}", "", "dossiers/s", "ours / it");
    let mut missed = 0;
    for (entry, times) in entries.iter().zip(all).filter(|(_, times)| times[0].is_finite()) {
        let ratio = median(times.iter().zip(&all[0]).map(|(theirs, ours)| theirs / ours).collect());
        let target = entry.target.filter(|_| with_targets).map_or(String::new(), |target| {
            missed += usize::from(ratio < target);
            format!("  ≥ {target:5}  {}", if ratio < target { "FAIL" } else { "pass" })
        });
        println!("{:32}{:>14.0}{ratio:>14.1}{target}", entry.peer.name(), 1.0 / median(times.clone()));
    }
    missed
}

fn median(mut all: Times) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}
