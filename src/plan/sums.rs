//! Demerits, caps and grades of a block, by tests of bits.
//!
//! Each loop goes over one block without a branch, so that the compiler makes vector code of it.

#![expect(
    clippy::inline_always,
    reason = "what runs wide must be compiled together with the switch that makes it so"
)]
#![expect(
    clippy::indexing_slicing,
    reason = "every column of a block has the same constant length, up to which the loops count"
)]

use crate::fact::columns::BLOCK;
use crate::grade::Grade;
use crate::plan::prepare::{Plane, mask};
use crate::plan::program::{Bits, CriterionStep, Program, Test};
use crate::range::Range;

/// What a block is worked out in; of pairs the first is at worst.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    domain: [Plane; 2],
    slot: [Plane; 2],
    loss: [Plane; 2],
    total: [[u16; BLOCK]; 2],
    grade: [Plane; 2],
}

impl Sums {
    pub(super) const NOTHING: Sums = {
        let pair = [[0; BLOCK]; 2];
        Sums { domain: pair, slot: pair, loss: pair, total: [[0; BLOCK]; 2], grade: pair }
    };

    /// The grades at worst, and at best.
    pub(super) fn grades(&self) -> &[Plane; 2] {
        &self.grade
    }

    /// The grade of a row.
    pub(super) fn grade(&self, at: usize) -> Range<Grade> {
        let [worst, best] = &self.grade;
        Range::new(Grade::at(worst[at].into()), Grade::at(best[at].into()))
    }
}

/// The bits that a program tests: columns as they stand, and prepared ones.
#[derive(Clone, Copy)]
pub(super) struct Planes<'p> {
    pub(super) columns: &'p [Plane],
    pub(super) prepared: &'p [Plane],
}

impl<'p> Planes<'p> {
    #[inline(always)]
    fn get(self, bits: Bits) -> &'p Plane {
        match bits {
            Bits::Column(column) => &self.columns[column],
            Bits::Prepared(at) => &self.prepared[at],
        }
    }
}

/// Runs the steps of a program over the bits that count at worst and those that count at best.
#[inline(always)]
pub(super) fn run(program: &Program, worst: Planes<'_>, best: Planes<'_>, sums: &mut Sums) {
    let Sums { domain, slot, loss, total, grade } = sums;
    let plane = |bits: Bits| [worst.get(bits), best.get(bits)];
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
                let [at_worst, at_best] = plane(*bits);
                for at in 0..BLOCK {
                    worst[at] &= mask(at_worst[at] & at_most != 0);
                    best[at] &= mask(at_best[at] & !at_most == 0);
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
#[inline(always)]
fn tests(
    step: &CriterionStep,
    bits: [&Plane; 2],
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

#[inline(always)]
fn tests_of<const N: usize, const LOSS: bool>(
    tests: &[Test; N],
    [at_worst, at_best]: [&Plane; 2],
    [worst_sum, best_sum]: &mut [Plane; 2],
    [worst_loss, best_loss]: &mut [Plane; 2],
    add: impl Fn(u8, u8) -> u8,
) {
    for at in 0..BLOCK {
        let (mut worst, mut best) = (Test::default(), Test::default());
        for test in tests {
            let holds = [mask(at_worst[at] & test.at_most != 0), mask(at_best[at] & !test.at_most == 0)];
            worst.demerits = worst.demerits.max(holds[0] & test.demerits);
            best.demerits = best.demerits.max(holds[1] & test.demerits);
            if LOSS {
                worst.loss = worst.loss.max(holds[0] & test.loss);
                best.loss = best.loss.max(holds[1] & test.loss);
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
