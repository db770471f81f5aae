//! audit-credence on the same dossiers, from facts and from text; and the pack by hand.

use std::hint::black_box;
use std::ops::Range;
use std::time::Instant;

use audit_credence::{Dossier, Facts, Grade, Scorer};

use crate::by_hand;
use crate::peer::Peer;
use crate::row::Sides;

/// `levels` and `grade`, one dossier after the other.
pub struct Ours<'t> {
    scorer: Scorer,
    facts: Vec<Facts>,
    texts: &'t [String],
    /// The memory into which a text is read.
    kept: Dossier,
}

impl<'t> Ours<'t> {
    pub fn new(scorer: &Scorer, texts: &'t [String]) -> Self {
        let facts = texts.iter().map(|text| facts(text)).collect();
        Ours { scorer: scorer.clone(), facts, texts, kept: Dossier::default() }
    }
}

fn facts(text: &str) -> Facts {
    Facts::from_dossier(&Dossier::from_json(text.as_bytes()).unwrap())
}

fn grade(scorer: &Scorer, facts: &Facts) -> [u8; 2] {
    let grade = scorer.grade(&scorer.levels(facts).unwrap());
    [grade.worst(), grade.best()].map(|grade: Grade| u8::try_from(grade.index()).unwrap())
}

impl Peer for Ours<'_> {
    fn name(&self) -> &'static str {
        "ours"
    }

    fn grades(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>) {
        to.extend(self.facts[rows].iter().map(|facts| grade(&self.scorer, facts)));
    }

    fn grades_of_texts(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>) {
        to.extend(self.texts[rows].iter().map(|text| {
            self.kept.read_json(text.as_bytes()).unwrap();
            grade(&self.scorer, &Facts::from_dossier(&self.kept))
        }));
    }
}

/// The pack by hand, over what a dossier shows, and over what it claims where that is something else.
pub struct ByHand(Vec<(by_hand::Row, Option<by_hand::Row>)>);

impl ByHand {
    pub fn new(scorer: &Scorer, texts: &[String]) -> Self {
        let rows = |text: &String| {
            let Sides { shown, claimed, levels } = Sides::new(scorer, text);
            let row = |facts: &Facts| by_hand::Row::of(facts, &levels);
            (row(&shown), (claimed != shown).then(|| row(&claimed)))
        };
        ByHand(texts.iter().map(rows).collect())
    }
}

impl Peer for ByHand {
    fn name(&self) -> &'static str {
        "Rust by hand"
    }

    fn grades(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>) {
        to.extend(self.0[rows].iter().map(|(shown, claimed)| {
            let [worst, best] = by_hand::grade(shown);
            [worst, claimed.as_ref().map_or(best, |claimed| by_hand::grade(claimed)[1])]
        }));
    }

    fn grades_of_texts(&mut self, _: Range<usize>, _: &mut Vec<[u8; 2]>) {}
}

/// How many dossiers of a file of lines are graded in a second, from facts that are in memory; the best of some rounds.
pub fn facts_per_second(scorer: &Scorer, file: &str) -> f64 {
    let text = std::fs::read_to_string(file).unwrap();
    let all: Vec<Facts> = text.lines().map(facts).collect();
    let round = |_| {
        let begin = Instant::now();
        all.iter().for_each(|facts| {
            black_box(grade(scorer, facts));
        });
        all.len() as f64 / begin.elapsed().as_secs_f64()
    };
    (0..9).map(round).fold(0.0, f64::max)
}
