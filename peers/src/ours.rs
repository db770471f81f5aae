//! audit-credence on the same dossiers: one by one, in columns, and from text; and the pack by hand.

use std::ops::Range;
use std::time::Instant;

use audit_credence::{Dossier, FactColumns, Facts, Grade, Grades, RowGrade, Scorer};

use crate::by_hand;
use crate::peer::{Input, Peer};

fn ends(grade: audit_credence::Range<Grade>) -> [u8; 2] {
    [grade.worst(), grade.best()].map(|grade| u8::try_from(grade.index()).unwrap())
}

/// `levels` and `grade`, one dossier after the other.
pub struct OneByOne<'t> {
    scorer: Scorer,
    facts: Vec<Facts>,
    texts: &'t [String],
}

impl<'t> OneByOne<'t> {
    pub fn new(scorer: &Scorer, texts: &'t [String]) -> Self {
        OneByOne { scorer: scorer.clone(), facts: texts.iter().map(|text| facts(text)).collect(), texts }
    }
}

fn facts(text: &str) -> Facts {
    Facts::from_dossier(&Dossier::from_json(text.as_bytes()).unwrap())
}

impl Peer for OneByOne<'_> {
    fn name(&self) -> &'static str {
        "ours, one by one"
    }

    fn grades(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>) {
        let grade = |facts: &Facts| ends(self.scorer.grade(&self.scorer.levels(facts).unwrap()));
        to.extend(self.facts[rows].iter().map(grade));
    }

    fn grades_of_texts(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>) {
        to.extend(
            self.texts[rows]
                .iter()
                .map(|text| ends(self.scorer.grade(&self.scorer.levels(&facts(text)).unwrap()))),
        );
    }
}

/// Facts in columns, and from text into them.
pub struct Columns<'t> {
    scorer: Scorer,
    facts: FactColumns,
    grades: Grades,
    texts: &'t [String],
}

impl<'t> Columns<'t> {
    /// `times` holds the dossiers again and again, so that no cache does.
    pub fn new(scorer: &Scorer, texts: &'t [String], times: usize) -> Self {
        let mut facts = FactColumns::new();
        texts.iter().for_each(|text| facts.push_json(text.as_bytes()).unwrap());
        for row in (1..times).flat_map(|_| 0..texts.len()) {
            facts.push(facts.get(row).unwrap());
        }
        Columns { scorer: scorer.clone(), facts, grades: Grades::new(), texts }
    }

    /// Grades all of them.
    pub fn grade(&mut self) -> &Grades {
        self.scorer.grades(&self.facts, &mut self.grades);
        &self.grades
    }

    /// Reads the first of the texts into columns, and grades them.
    pub fn grade_texts(&mut self, count: usize) -> &Grades {
        self.facts.clear();
        self.texts[..count].iter().for_each(|text| self.facts.push_json(text.as_bytes()).unwrap());
        self.grade()
    }
}

/// Whether columns say the same; of a dossier without a report they give no grade.
pub fn same(grades: &Grades, all: &[[u8; 2]]) -> bool {
    let same = |(one, grade): (RowGrade, &[u8; 2])| {
        assert!(one != RowGrade::Refused, "a day of the sample lies after {}", crate::AS_OF);
        one.grade().is_none_or(|one| ends(one) == *grade)
    };
    grades.len() == all.len() && grades.iter().zip(all).all(same)
}

/// The pack by hand, over rows of small numbers.
pub struct ByHand(Vec<[by_hand::Row; 2]>);

impl ByHand {
    pub fn new(input: &Input) -> Self {
        let row =
            |ends: &[crate::row::Row; 2]| ends.each_ref().map(|row| by_hand::Row::of(&input.fields, row));
        ByHand(input.rows.iter().map(row).collect())
    }
}

impl Peer for ByHand {
    fn name(&self) -> &'static str {
        "Rust by hand"
    }

    fn grades(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>) {
        to.extend(self.0[rows].iter().map(|[worst, best]| [by_hand::worst(worst), by_hand::best(best)]));
    }

    fn grades_of_texts(&mut self, _: Range<usize>, _: &mut Vec<[u8; 2]>) {}
}

/// How many dossiers of a file of lines are graded in a second, from columns that are in memory; the best of some rounds.
pub fn columns_per_second(scorer: &Scorer, file: &str) -> f64 {
    let (text, mut facts) = (std::fs::read_to_string(file).unwrap(), FactColumns::new());
    text.lines().for_each(|line| facts.push_json(line.as_bytes()).unwrap());
    let mut grades = Grades::new();
    let round = |_| {
        let begin = Instant::now();
        scorer.grades(&facts, &mut grades);
        facts.len() as f64 / begin.elapsed().as_secs_f64()
    };
    (0..9).map(round).fold(0.0, f64::max)
}
