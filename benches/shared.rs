//! What the benches share: dossiers, a scorer, and time measured in turns.
//!
//! Two ways to do the same are measured one after the other in every round, so that whatever else the machine does
//! meets both; what counts is the median of the ratios.

use std::hint::black_box;
use std::time::Instant;

use audit_credence::{Dossier, Facts, Pack, Plan, Scorer};

/// The day of the assessment: none of a sample lies after it.
const AS_OF: &str = "2026-11-24";

pub(crate) fn scorer() -> Scorer {
    Plan::new(&Pack::procurement().unwrap()).at(AS_OF.parse().unwrap())
}

/// Invented dossiers as JSON, always the same ones.
pub(crate) fn texts(count: usize) -> Vec<String> {
    audit_credence_sample::dossiers(1).take(count).collect()
}

pub(crate) fn facts(texts: &[String]) -> Vec<Facts> {
    texts.iter().map(|text| Facts::from_dossier(&Dossier::from_json(text.as_bytes()).unwrap())).collect()
}

/// Seconds that something takes.
pub(crate) fn seconds<T>(work: impl FnOnce() -> T) -> f64 {
    let begin = Instant::now();
    black_box(work());
    begin.elapsed().as_secs_f64()
}

/// How many times as fast the first is as the second: the median over the rounds.
pub(crate) fn ratio<A, B>(rounds: usize, mut ours: impl FnMut() -> A, mut other: impl FnMut() -> B) -> f64 {
    let round = |_| {
        let ours = seconds(&mut ours);
        seconds(&mut other) / ours
    };
    median((0..rounds).map(round).collect())
}

pub(crate) fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}
