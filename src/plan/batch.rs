//! Many dossiers at once: grades into memory of the caller's, in the order of the dossiers.
//!
//! A block of columns runs through the [`Program`] of the plan. Dossiers that claim something by a programme's rule have two
//! rows of facts: they are gathered into blocks of their own. What does not fit in columns is graded alone. All ways agree.

#![expect(
    clippy::inline_always,
    reason = "what runs wide must be compiled together with the switch that makes it so"
)]

use crate::fact::columns::{BLOCK, Block, Claims};
use crate::fact::reading::Reading;
use crate::fact::row::PLANES;
use crate::fact::{FactColumns, Facts};
use crate::grade::Grade;
use crate::plan::prepare::{Made, Plane, Rows, later_than, mask};
use crate::plan::program::Program;
use crate::plan::sums::{Planes, Sums, run};
use crate::plan::{Plan, Scorer};
use crate::range::Range;

/// The grades of many dossiers, and the memory that grading them takes: to be used again.
#[derive(Clone, Debug, Default)]
pub struct Grades {
    rows: Column,
    work: Option<Box<Work>>,
    room: Option<Room>,
}

/// The grade of each dossier at worst and at best; where there is none, the first says why.
#[derive(Clone, Debug, Default)]
struct Column {
    worst: Vec<u8>,
    best: Vec<u8>,
}

/// Beyond every grade.
const UNSCORABLE: u8 = u8::MAX;
const REPORTS_ABUSE: u8 = u8::MAX - 1;
const REFUSED: u8 = u8::MAX - 2;

impl Column {
    fn clear(&mut self) {
        self.worst.clear();
        self.best.clear();
    }

    fn get(&self, row: usize) -> Option<RowGrade> {
        let (worst, best) = self.worst.get(row).zip(self.best.get(row))?;
        Some(match *worst {
            UNSCORABLE => RowGrade::Unscorable,
            REPORTS_ABUSE => RowGrade::ReportsAbuse,
            REFUSED => RowGrade::Refused,
            worst => RowGrade::Graded(Range::new(Grade::at(worst.into()), Grade::at((*best).into()))),
        })
    }

    fn push(&mut self, grade: RowGrade) {
        self.worst.push(0);
        self.best.push(0);
        self.set(self.worst.len().saturating_sub(1), grade);
    }

    fn set(&mut self, row: usize, grade: RowGrade) {
        let small = |grade: Grade| u8::try_from(grade.index()).unwrap_or(0);
        let ends = match grade {
            RowGrade::Graded(range) => [small(range.worst()), small(range.best())],
            RowGrade::Unscorable => [UNSCORABLE; 2],
            RowGrade::ReportsAbuse => [REPORTS_ABUSE; 2],
            RowGrade::Refused => [REFUSED; 2],
        };
        if let Some((worst, best)) = self.worst.get_mut(row).zip(self.best.get_mut(row)) {
            [*worst, *best] = ends;
        }
    }
}

/// The grade of one dossier among many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowGrade {
    /// Between these two.
    Graded(Range<Grade>),
    /// Not graded: there is no report to read.
    Unscorable,
    /// Not graded: the report found forced labour, and is evidence.
    ReportsAbuse,
    /// Not graded: [`Scorer::levels`] says what is wrong.
    Refused,
}

impl RowGrade {
    /// The grade, where there is one.
    pub fn grade(self) -> Option<Range<Grade>> {
        match self {
            RowGrade::Graded(range) => Some(range),
            RowGrade::Unscorable | RowGrade::ReportsAbuse | RowGrade::Refused => None,
        }
    }
}

impl Grades {
    /// Memory for grades.
    pub fn new() -> Self {
        Grades::default()
    }

    /// How many dossiers were graded or not.
    pub fn len(&self) -> usize {
        self.rows.worst.len()
    }

    /// Whether there were none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The grade of a dossier; rows count from 0.
    pub fn get(&self, row: usize) -> Option<RowGrade> {
        self.rows.get(row)
    }

    /// Every grade, in the order of the dossiers.
    pub fn iter(&self) -> impl Iterator<Item = RowGrade> {
        (0..self.len()).filter_map(|row| self.rows.get(row))
    }
}

/// What blocks are worked out in.
#[derive(Clone, Debug)]
struct Work {
    made: Made,
    /// What is claimed.
    made_of_claimed: Made,
    /// The columns of what may be at worst, where something is claimed.
    joined: Vec<Plane>,
    sums: Sums,
}

/// Columns for facts that are not in any.
#[derive(Clone, Debug)]
struct Room {
    block: Box<Block>,
    claims: Claims,
}

impl Work {
    fn new() -> Box<Self> {
        Box::new(Work {
            made: Made::default(),
            made_of_claimed: Made::default(),
            joined: vec![[0; BLOCK]; PLANES],
            sums: Sums::NOTHING,
        })
    }
}

impl Room {
    fn new() -> Self {
        Room { block: Block::new(), claims: Claims::new() }
    }
}

impl Plan {
    /// How many bytes of the facts of one dossier in [`FactColumns`] grading reads: what a bound by memory is counted from.
    pub fn bytes_read(&self) -> Option<usize> {
        self.program().map(Program::bytes_read)
    }
}

impl Scorer {
    /// The grades of many dossiers, in the order of their rows; what `grades` held before is replaced. Once `grades`
    /// has held as many, nothing is allocated.
    pub fn grades(&self, facts: &FactColumns, grades: &mut Grades) {
        let Grades { rows: into, work, .. } = grades;
        into.clear();
        let alone = |row: usize| facts.get(row).map_or(RowGrade::Refused, |facts| self.row_grade(&facts));
        let Some(program) = self.plan.program() else {
            for row in 0..facts.len() {
                into.push(alone(row));
            }
            return;
        };
        let work = work.get_or_insert_with(Work::new);
        for (block, count) in facts.blocks() {
            wide(self, program, &Task::Block(&rows(block, count)), work, into);
        }
        for claims in facts.claims() {
            wide(self, program, &Task::Claims(claims), work, into);
        }
        if program.asks_extra {
            for (index, (block, _)) in facts.blocks().enumerate() {
                let first = index.saturating_mul(BLOCK);
                let asked = block.beside.iter().filter(|(_, side)| !side.extra.is_empty());
                asked.map(|(at, _)| first.saturating_add(*at)).for_each(|row| into.set(row, alone(row)));
            }
        }
    }

    /// The grades of many dossiers' facts that are not in columns: they are put into columns, block by block.
    pub fn grades_of(&self, facts: &[Facts], grades: &mut Grades) {
        let Grades { rows: into, work, room } = grades;
        into.clear();
        let Some(program) = self.plan.program() else {
            for facts in facts {
                into.push(self.row_grade(facts));
            }
            return;
        };
        let work = work.get_or_insert_with(Work::new);
        let Room { block, claims } = room.get_or_insert_with(Room::new);
        for facts in facts.chunks(BLOCK) {
            block.fill(facts);
            let rows = Rows { block, count: facts.len(), facts };
            wide(self, program, &Task::Block(&rows), work, into);
        }
        for (row, facts) in facts.iter().enumerate() {
            let Some(rare) = facts.rare() else { continue };
            if program.asks_extra && !rare.shown().extra.is_empty() {
                into.set(row, self.row_grade(facts));
            } else if let Some(claimed) = rare.claimed() {
                claims.add(row, (facts.shown(), rare.shown()), claimed);
                if claims.rows.len() == BLOCK {
                    wide(self, program, &Task::Claims(claims), work, into);
                    claims.clear();
                }
            }
        }
        wide(self, program, &Task::Claims(claims), work, into);
        claims.clear();
    }

    #[inline(always)]
    fn task(&self, program: &Program, task: &Task<'_>, work: &mut Work, into: &mut Column) {
        match task {
            Task::Block(rows) => self.block(program, rows, work, into),
            Task::Claims(claims) => self.claims(program, claims, work, into),
        }
    }

    /// Grades a block, as far as what it shows decides.
    #[inline(always)]
    fn block(&self, program: &Program, rows: &Rows<'_>, work: &mut Work, into: &mut Column) {
        let Work { made, sums, .. } = work;
        let block = rows.block;
        self.prepare(program, rows, made);
        Scorer::apply(program, block, made);
        let planes = Planes { columns: &block.planes, prepared: &made.planes };
        run(program, planes, planes, sums);
        let [worst, best] = sums.grades();
        let mut at_worst = *worst;
        not_graded(block, self.as_of.number(), &mut at_worst);
        into.worst.extend(at_worst.iter().take(rows.count));
        into.best.extend(best.iter().take(rows.count));
    }

    /// Grades again the dossiers that claim something by a rule.
    #[inline(always)]
    fn claims(&self, program: &Program, claims: &Claims, work: &mut Work, into: &mut Column) {
        let Work { made, made_of_claimed, joined, sums, .. } = work;
        let Claims { rows: dossiers, shown, claimed } = claims;
        if dossiers.is_empty() {
            return;
        }
        let (of_shown, of_claimed) = (rows(shown, dossiers.len()), rows(claimed, dossiers.len()));
        self.prepare(program, &of_shown, made);
        self.prepare(program, &of_claimed, made_of_claimed);
        self.settle_claims(
            program,
            (&of_shown, &mut made.planes),
            (&of_claimed, &mut made_of_claimed.planes),
        );
        for ((joined, one), other) in joined.iter_mut().zip(&shown.planes).zip(&claimed.planes) {
            for (bits, (one, other)) in joined.iter_mut().zip(one.iter().zip(other)) {
                *bits = one | other;
            }
        }
        let worst = Planes { columns: joined, prepared: &made.planes };
        let best = Planes { columns: &claimed.planes, prepared: &made_of_claimed.planes };
        run(program, worst, best, sums);
        for (at, row) in dossiers.iter().enumerate() {
            // Whether a dossier is graded, its head has said.
            if into.get(*row).is_some_and(|grade| grade.grade().is_some()) {
                into.set(*row, RowGrade::Graded(sums.grade(at)));
            }
        }
    }

    fn row_grade(&self, facts: &Facts) -> RowGrade {
        let Ok(levels) = self.levels(facts) else { return RowGrade::Refused };
        graded(levels.reading, || self.grade(&levels))
    }
}

/// A block to be graded, or one of claims.
enum Task<'t> {
    Block(&'t Rows<'t>),
    Claims(&'t Claims),
}

/// Grades with the widest vectors that the processor has: the same steps, compiled for each width.
#[cfg(feature = "wide")]
fn wide(scorer: &Scorer, program: &Program, task: &Task<'_>, work: &mut Work, into: &mut Column) {
    struct Wide<'t>(&'t Scorer, &'t Program, &'t Task<'t>, &'t mut Work, &'t mut Column);

    impl pulp::NullaryFnOnce for Wide<'_> {
        type Output = ();

        #[inline(always)]
        fn call(self) {
            let Wide(scorer, program, task, work, into) = self;
            scorer.task(program, task, work, into);
        }
    }

    pulp::Arch::new().dispatch(Wide(scorer, program, task, work, into));
}

/// Grades with the vectors that every processor has.
#[cfg(not(feature = "wide"))]
fn wide(scorer: &Scorer, program: &Program, task: &Task<'_>, work: &mut Work, into: &mut Column) {
    scorer.task(program, task, work, into);
}

fn rows(block: &Block, count: usize) -> Rows<'_> {
    Rows { block, count, facts: &[] }
}

/// Says of each dossier that is not graded why.
#[inline(always)]
fn not_graded(block: &Block, as_of: u32, worst: &mut Plane) {
    let found = Reading::ReportsAbuse.bits();
    for (worst, reading) in worst.iter_mut().zip(&block.reading) {
        let (is_read, has_found) = (mask(*reading == 0), mask(reading & found != 0));
        *worst = (*worst & is_read) | (has_found & REPORTS_ABUSE) | (!is_read & !has_found & UNSCORABLE);
    }
    let mut late = [0; BLOCK];
    later_than(&block.latest, as_of, &mut late);
    for (worst, late) in worst.iter_mut().zip(late) {
        *worst = (*worst & !late) | (REFUSED & late);
    }
}

fn graded(reading: Reading, grade: impl FnOnce() -> Range<Grade>) -> RowGrade {
    match reading {
        Reading::Readable => RowGrade::Graded(grade()),
        Reading::ReportsAbuse => RowGrade::ReportsAbuse,
        Reading::Unscorable(_) => RowGrade::Unscorable,
    }
}
