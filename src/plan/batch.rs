//! Many dossiers at once: grades into memory of the caller's, in the order of the dossiers.
//!
//! A block of columns runs through the [`Program`] of the plan. Each loop goes over one block without a branch, so that
//! the compiler makes vector code of it. What does not fit in columns is graded alone, and both ways agree.

#![expect(
    clippy::indexing_slicing,
    reason = "every column of a block has the same constant length, up to which the loops count"
)]
#![expect(
    clippy::needless_bitwise_bool,
    reason = "a lazy operator is a branch, and with a branch the compiler makes no vector code"
)]

use crate::fact::columns::{BLOCK, Block};
use crate::fact::possible::{Possible, Tri};
use crate::fact::reading::Reading;
use crate::fact::row::Known;
use crate::fact::{Derive, FactColumns, FactId, Facts, Rare};
use crate::grade::Grade;
use crate::pack::model::FactRef;
use crate::plan::program::{Base, Bits, CriterionStep, On, Prepared, Program, Test};
use crate::plan::{Plan, PlanCriterion, Scorer, applies_to, where_it_applies};
use crate::range::Range;

/// One byte for each dossier of a block.
type Plane = [u8; BLOCK];

/// The grades of many dossiers, and the memory that grading them takes: to be used again.
#[derive(Clone, Debug, Default)]
pub struct Grades {
    rows: Vec<RowGrade>,
    work: Option<Box<Work>>,
    /// For facts that are not in columns.
    block: Option<Box<Block>>,
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
        self.rows.len()
    }

    /// Whether there were none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The grade of a dossier; rows count from 0.
    pub fn get(&self, row: usize) -> Option<RowGrade> {
        self.rows.get(row).copied()
    }

    /// Every grade, in the order of the dossiers.
    pub fn iter(&self) -> impl Iterator<Item = RowGrade> {
        self.rows.iter().copied()
    }
}

/// What a block is worked out in; of pairs the first is at worst.
#[derive(Clone, Debug)]
struct Work {
    prepared: Vec<Plane>,
    domain: [Plane; 2],
    slot: [Plane; 2],
    loss: [Plane; 2],
    total: [[u16; BLOCK]; 2],
    grade: [Plane; 2],
}

impl Work {
    fn new() -> Box<Self> {
        let pair = [[0; BLOCK]; 2];
        let (domain, slot, loss, grade) = (pair, pair, pair, pair);
        Box::new(Work { prepared: Vec::new(), domain, slot, loss, total: [[0; BLOCK]; 2], grade })
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
        grades.rows.clear();
        for (block, rows) in facts.blocks() {
            let rare = block.rare.iter().map(|(at, rare)| (*at, &**rare));
            let work = grades.work.get_or_insert_with(Work::new);
            self.block(block, rows, rare, &|at| block.get(at), work, &mut grades.rows);
        }
    }

    /// The grades of many dossiers' facts that are not in columns: they are put into columns, block by block.
    pub fn grades_of(&self, facts: &[Facts], grades: &mut Grades) {
        grades.rows.clear();
        let mut columns = grades.block.take().unwrap_or_else(Block::new);
        for facts in facts.chunks(BLOCK) {
            facts.iter().enumerate().for_each(|(at, facts)| columns.set(at, facts));
            let rare = facts.iter().enumerate().filter_map(|(at, facts)| Some((at, facts.rare()?)));
            let work = grades.work.get_or_insert_with(Work::new);
            self.block(&columns, facts.len(), rare, &|at| facts[at].clone(), work, &mut grades.rows);
        }
        grades.block = Some(columns);
    }

    fn row_grade(&self, facts: &Facts) -> RowGrade {
        let Ok(levels) = self.levels(facts) else { return RowGrade::Refused };
        graded(levels.reading, || self.grade(&levels))
    }

    fn block<'r>(
        &self,
        block: &Block,
        rows: usize,
        rare: impl Iterator<Item = (usize, &'r Rare)> + Clone,
        facts: &dyn Fn(usize) -> Facts,
        work: &mut Work,
        into: &mut Vec<RowGrade>,
    ) {
        let Some(program) = self.plan.program() else {
            into.extend((0..rows).map(|at| self.row_grade(&facts(at))));
            return;
        };
        self.prepare(program, block, rows, rare.clone(), &mut work.prepared);
        run(program, block, work);
        let as_of = self.as_of.number();
        let begin = into.len();
        into.extend((0..rows).map(|at| {
            if block.latest[at] > as_of {
                return RowGrade::Refused;
            }
            let grade = |end: &Plane| Grade::at(end[at].into());
            let [worst, best] = &work.grade;
            graded(Reading::from_bits(block.reading[at]), || Range::new(grade(worst), grade(best)))
        }));
        for (at, _) in rare.filter(|(_, rare)| rare.is_apart(program.asks_extra)) {
            into[begin.saturating_add(at)] = self.row_grade(&facts(at));
        }
    }
}

fn graded(reading: Reading, grade: impl FnOnce() -> Range<Grade>) -> RowGrade {
    match reading {
        Reading::Readable => RowGrade::Graded(grade()),
        Reading::ReportsAbuse => RowGrade::ReportsAbuse,
        Reading::Unscorable(_) => RowGrade::Unscorable,
    }
}

// ------------------------------------------------------------------------------------- bits that are made first

impl Scorer {
    #[expect(clippy::needless_pass_by_value, reason = "an iterator, cloned for each fact that reads it")]
    fn prepare<'r>(
        &self,
        program: &Program,
        block: &Block,
        rows: usize,
        rare: impl Iterator<Item = (usize, &'r Rare)> + Clone,
        planes: &mut Vec<Plane>,
    ) {
        planes.resize(program.prepared.len().max(planes.len()), [0; BLOCK]);
        for (prepared, plane) in program.prepared.iter().zip(planes) {
            match &prepared.base {
                Base::Column(column) => *plane = block.planes[*column],
                Base::Count(number, bounds) => count(&block.numbers[*number], bounds, plane),
                Base::Age(number) => self.age(prepared.criterion, &block.numbers[*number], plane),
                Base::Door(id) => self.door(*id, block, rows, rare.clone(), plane),
                Base::Certificates(id) => self.certificates(*id, block, rare.clone(), plane),
                Base::Each => self.each(prepared.criterion, block, rows, rare.clone(), plane),
            }
            finish(prepared, block, plane);
        }
    }

    fn age(&self, criterion: usize, [from, to]: &[[u32; BLOCK]; 2], plane: &mut Plane) {
        let cuts = self.cut_offs.get(criterion).map_or(&[][..], Vec::as_slice);
        *plane = [1; BLOCK];
        let mut last = [1; BLOCK];
        for (level, cut) in (0..).zip(cuts) {
            let Some(cut) = cut else { continue };
            let bit = 1_u8.checked_shl(level).unwrap_or(0);
            for at in 0..BLOCK {
                plane[at] = if from[at] >= *cut { bit } else { plane[at] };
                last[at] = if to[at] >= *cut { bit } else { last[at] };
            }
        }
        for at in 0..BLOCK {
            plane[at] |= last[at];
        }
    }

    /// What is known of each row.
    fn known<'k, 'r: 'k>(
        block: &'k Block,
        rows: usize,
        rare: impl Iterator<Item = (usize, &'r Rare)>,
    ) -> impl Iterator<Item = Known<'k>> {
        let mut rare = rare.peekable();
        (0..rows).map(move |at| match rare.next_if(|(row, _)| *row == at) {
            Some((_, rare)) => rare.known(block, at),
            None => Known::among(block, at),
        })
    }

    fn door<'r>(
        &self,
        id: FactId,
        block: &Block,
        rows: usize,
        rare: impl Iterator<Item = (usize, &'r Rare)>,
        plane: &mut Plane,
    ) {
        let (tables, as_of) = (&self.plan.0.tables, self.as_of.number());
        let Some(Derive::Door(derive)) = id.entry().map(|fact| fact.derive) else { return };
        for (bits, known) in plane.iter_mut().zip(Scorer::known(block, rows, rare)) {
            *bits = value_bits(derive(&known, tables, as_of));
        }
    }

    /// Few dossiers have a certificate that may lower anything; of all others the answer is the same.
    fn certificates<'r>(
        &self,
        id: FactId,
        block: &Block,
        rare: impl Iterator<Item = (usize, &'r Rare)>,
        plane: &mut Plane,
    ) {
        let (tables, as_of) = (&self.plan.0.tables, self.as_of.number());
        let Some(Derive::Certificates(derive)) = id.entry().map(|fact| fact.derive) else { return };
        *plane = [value_bits(derive(&[], tables, as_of)); BLOCK];
        for (at, rare) in rare {
            plane[at] = value_bits(derive(rare.known(block, at).certificates, tables, as_of));
        }
    }

    /// One dossier after another, as alone.
    fn each<'r>(
        &self,
        index: usize,
        block: &Block,
        rows: usize,
        rare: impl Iterator<Item = (usize, &'r Rare)>,
        plane: &mut Plane,
    ) {
        let Some(criterion) = self.plan.0.criteria.get(index) else { return };
        for (bits, known) in plane.iter_mut().zip(Scorer::known(block, rows, rare)) {
            let bit = |level: u8| 1_u8.checked_shl(level.into()).unwrap_or(0);
            let (range, _) = self.level_among(index, criterion, &known);
            *bits = bit(range.worst()) | bit(range.best());
        }
    }

    /// The level of a criterion of a dossier that claims nothing by a rule, and whether it applies; a fact of a pack's own
    /// is not stated.
    pub(super) fn level_among(
        &self,
        index: usize,
        criterion: &PlanCriterion,
        known: &Known<'_>,
    ) -> (Range<u8>, Option<Tri>) {
        let possible = |fact: &FactRef| self.possible_among(fact, known);
        let of_fact = possible(&criterion.fact);
        let range = self.range(index, criterion, (of_fact, of_fact));
        let applies =
            criterion.applies.as_ref().map(|applies| applies_to(possible(&applies.fact), applies.holds));
        (where_it_applies(criterion, range, applies.map(|applies| (applies, applies))), applies)
    }
}

pub(super) fn value_bits(possible: Possible) -> u8 {
    match possible {
        Possible::Named(set) => u8::try_from(set.bits()).unwrap_or(u8::MAX),
        Possible::Count(_) | Possible::Days(..) => u8::MAX,
    }
}

fn count([worst, best]: &[[u32; BLOCK]; 2], bounds: &[(u8, u32, u32)], plane: &mut Plane) {
    *plane = [1; BLOCK];
    let mut upper = [1; BLOCK];
    for (bit, least, most) in bounds {
        for at in 0..BLOCK {
            let holds = |count: u32| (*least <= count) & (count <= *most);
            plane[at] = if holds(worst[at]) { *bit } else { plane[at] };
            upper[at] = if holds(best[at]) { *bit } else { upper[at] };
        }
    }
    for at in 0..BLOCK {
        plane[at] |= upper[at];
    }
}

/// The silent floor, and where the criterion does not apply.
fn finish(prepared: &Prepared, block: &Block, plane: &mut Plane) {
    if let Some((below, floor)) = prepared.floor {
        for bits in plane.iter_mut() {
            let above = *bits & !below;
            let floored = above | (mask(*bits & below != 0) & floor);
            *bits = if above == 0 { *bits } else { floored };
        }
    }
    match prepared.applies {
        None => {}
        Some((On::Column(column, values), top)) => {
            let on = &block.planes[column];
            for at in 0..BLOCK {
                let some = mask(on[at] & values != 0);
                let not_all = mask(on[at] & !values != 0);
                plane[at] = (plane[at] & some) | (top & (!some | not_all));
            }
        }
        Some((On::Number(number, least, most), top)) => {
            let [worst, best] = &block.numbers[number];
            for at in 0..BLOCK {
                let some = mask((best[at] >= least) & (worst[at] <= most));
                let not_all = !mask((worst[at] >= least) & (best[at] <= most));
                plane[at] = (plane[at] & some) | (top & (!some | not_all));
            }
        }
    }
}

/// All bits or none.
fn mask(is_so: bool) -> u8 {
    u8::from(is_so).wrapping_neg()
}

// --------------------------------------------------------------------------------------- demerits, caps, grades

fn run(program: &Program, block: &Block, work: &mut Work) {
    let Work { prepared, domain, slot, loss, total, grade } = work;
    let plane = |bits: Bits| match bits {
        Bits::Column(column) => &block.planes[column],
        Bits::Prepared(at) => &prepared[at],
    };
    *loss = [[0; BLOCK]; 2];
    *total = [[0; BLOCK]; 2];
    for step in &program.domains {
        *domain = [[0; BLOCK]; 2];
        for criteria in &step.slots {
            if let [alone] = criteria.as_slice() {
                tests(alone, plane(alone.bits), domain, loss, u8::saturating_add);
                continue;
            }
            *slot = [[0; BLOCK]; 2];
            for one in criteria {
                tests(one, plane(one.bits), slot, loss, u8::max);
            }
            for (sums, worsts) in domain.iter_mut().zip(&*slot) {
                for at in 0..BLOCK {
                    sums[at] = sums[at].saturating_add(worsts[at]);
                }
            }
        }
        for (totals, sums) in total.iter_mut().zip(&*domain) {
            for at in 0..BLOCK {
                totals[at] = totals[at].wrapping_add(sums[at].min(step.limit).into());
            }
        }
    }
    for cap in &program.caps {
        for entry in &cap.when {
            let mut holds = [[u8::MAX; BLOCK]; 2];
            let [worst, best] = &mut holds;
            for (bits, at_most) in entry {
                let bits = plane(*bits);
                for at in 0..BLOCK {
                    worst[at] &= mask(bits[at] & at_most != 0);
                    best[at] &= mask(bits[at] & !at_most == 0);
                }
            }
            for (losses, holds) in loss.iter_mut().zip(&holds) {
                for at in 0..BLOCK {
                    losses[at] = losses[at].max(holds[at] & cap.loss);
                }
            }
        }
    }
    let top = u8::try_from(program.bands.len()).unwrap_or(u8::MAX);
    for ((grades, totals), losses) in grade.iter_mut().zip(&*total).zip(&*loss) {
        *grades = [0; BLOCK];
        for most in &program.bands {
            for at in 0..BLOCK {
                grades[at] = grades[at].wrapping_add(u8::from(totals[at] <= *most));
            }
        }
        for at in 0..BLOCK {
            grades[at] = grades[at].min(top.wrapping_sub(losses[at]));
        }
    }
}

/// Adds what follows from a criterion to its slot or domain, and to what caps take.
fn tests(
    step: &CriterionStep,
    bits: &Plane,
    sums: &mut [Plane; 2],
    losses: &mut [Plane; 2],
    add: impl Fn(u8, u8) -> u8 + Copy,
) {
    let demerits_alone = step.tests.iter().all(|test| test.loss == 0);
    match (step.tests.as_slice(), demerits_alone) {
        ([one], true) => tests_of::<1, false>(&[*one], bits, sums, losses, add),
        ([one], false) => tests_of::<1, true>(&[*one], bits, sums, losses, add),
        ([one, two], true) => tests_of::<2, false>(&[*one, *two], bits, sums, losses, add),
        ([one, two], false) => tests_of::<2, true>(&[*one, *two], bits, sums, losses, add),
        ([one, two, three], true) => tests_of::<3, false>(&[*one, *two, *three], bits, sums, losses, add),
        ([one, two, three], false) => tests_of::<3, true>(&[*one, *two, *three], bits, sums, losses, add),
        (more, _) => {
            let mut all = [Test::default(); 8];
            all.iter_mut().zip(more).for_each(|(place, test)| *place = *test);
            tests_of::<8, true>(&all, bits, sums, losses, add);
        }
    }
}

fn tests_of<const N: usize, const LOSS: bool>(
    tests: &[Test; N],
    bits: &Plane,
    [worst_sum, best_sum]: &mut [Plane; 2],
    [worst_loss, best_loss]: &mut [Plane; 2],
    add: impl Fn(u8, u8) -> u8,
) {
    for at in 0..BLOCK {
        let bits = bits[at];
        let (mut worst, mut best) = (Test::default(), Test::default());
        for test in tests {
            let (at_worst, at_best) = (mask(bits & test.at_most != 0), mask(bits & !test.at_most == 0));
            worst.demerits = worst.demerits.max(at_worst & test.demerits);
            best.demerits = best.demerits.max(at_best & test.demerits);
            if LOSS {
                worst.loss = worst.loss.max(at_worst & test.loss);
                best.loss = best.loss.max(at_best & test.loss);
            }
        }
        worst_sum[at] = add(worst_sum[at], worst.demerits);
        best_sum[at] = add(best_sum[at], best.demerits);
        if LOSS {
            worst_loss[at] = worst_loss[at].max(worst.loss);
            best_loss[at] = best_loss[at].max(best.loss);
        }
    }
}
