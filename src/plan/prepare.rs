//! The bits of a block that are made before they can be tested: of counts, ages, shares, silence, and what applies.

#![expect(
    clippy::inline_always,
    reason = "what runs wide must be compiled together with the switch that makes it so"
)]
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
use crate::fact::row::Known;
use crate::fact::{Derive, FactId, Facts, Side};
use crate::pack::model::FactRef;
use crate::plan::program::{Base, LEVELS, On, Program, RequiredStep, ShareStep};
use crate::plan::{PlanCriterion, Scorer, applies_to, where_it_applies};
use crate::range::Range;

/// One byte for each dossier of a block.
pub(super) type Plane = [u8; BLOCK];

/// Numbers of a block, at worst and at best.
type Ends = [[u32; BLOCK]; 2];

/// What was made of a block.
#[derive(Clone, Debug, Default)]
pub(super) struct Made {
    /// Of each [`Prepared`] its bits.
    pub(super) planes: Vec<Plane>,
    /// Of each [`RequiredStep`] what is required for the site as large as it may be, and as small.
    required: Vec<Ends>,
}

/// How many rows of a block are dossiers.
#[derive(Clone, Copy)]
pub(super) struct Rows<'b> {
    pub(super) block: &'b Block,
    pub(super) count: usize,
    /// The facts with which the block was filled, where they hold what has no place in a row; none where the block does.
    pub(super) facts: &'b [Facts],
}

impl<'b> Rows<'b> {
    /// What has no place in a row, in the order of the rows.
    fn beside(&self) -> impl Iterator<Item = (usize, &'b Side)> + use<'b> {
        let of_block = self.block.beside.iter().map(|(at, side)| (*at, side));
        let of_facts =
            self.facts.iter().enumerate().filter_map(|(at, facts)| Some((at, facts.rare()?.shown())));
        of_block.chain(of_facts)
    }

    /// What is known of each row.
    fn known(&self) -> impl Iterator<Item = Known<'b>> + use<'b> {
        let (block, mut beside) = (self.block, self.beside().peekable());
        (0..self.count).map(move |at| match beside.next_if(|(row, _)| *row == at) {
            Some((_, side)) => side.among(block, at),
            None => Known::among(block, at),
        })
    }
}

impl Scorer {
    /// The bits of each criterion that has no column of its own, as though it applied.
    #[inline(always)]
    pub(super) fn prepare(&self, program: &Program, rows: &Rows<'_>, made: &mut Made) {
        let Made { planes, required } = made;
        planes.resize(program.prepared.len().max(planes.len()), [0; BLOCK]);
        required.resize(program.required.len().max(required.len()), [[0; BLOCK]; 2]);
        let block = rows.block;
        for (step, required) in program.required.iter().zip(&mut *required) {
            require(step, &block.numbers[step.workers], required);
        }
        for (prepared, plane) in program.prepared.iter().zip(planes) {
            match &prepared.base {
                Base::Column(column) => *plane = block.planes[*column],
                Base::Count(number, bounds) => count(&block.numbers[*number], bounds, plane),
                Base::Age(number) => self.age(prepared.criterion, &block.numbers[*number], plane),
                Base::Share(step) => {
                    share(step, &block.numbers[step.counted], &required[step.required], plane);
                }
                Base::Context(column) => self.contexts(&block.planes[*column], rows, plane),
                Base::Certificates(id) => self.certificates(*id, rows, plane),
                Base::Each => self.each(prepared.criterion, rows, plane),
            }
            if let Some(floor) = prepared.floor {
                raise(floor, plane);
            }
        }
    }

    #[inline(always)]
    fn age(&self, criterion: usize, days: &Ends, plane: &mut Plane) {
        let cuts = self.cut_offs.get(criterion).map_or(&[][..], Vec::as_slice);
        let mut bounds = [(0, u32::MAX, 0); LEVELS];
        for ((level, cut), bound) in (0..).zip(cuts).zip(&mut bounds) {
            if let Some(first) = cut {
                *bound = (level_bit(level), *first, u32::MAX);
            }
        }
        count(days, &bounds, plane);
    }

    #[inline(always)]
    fn contexts(&self, established_by: &Plane, rows: &Rows<'_>, plane: &mut Plane) {
        let contexts = &self.plan.0.tables.contexts;
        let places = rows.block.places.iter().zip(established_by).take(rows.count);
        for (bits, (place, established_by)) in plane.iter_mut().zip(places) {
            *bits = contexts.bits(place, &[], *established_by);
        }
        for (at, side) in rows.beside().filter(|(_, side)| !side.arrivals.is_empty()) {
            plane[at] = contexts.bits(&rows.block.places[at], &side.arrivals, established_by[at]);
        }
    }

    /// Few dossiers have a certificate that may lower anything; of all others the answer is the same.
    #[inline(always)]
    fn certificates(&self, id: FactId, rows: &Rows<'_>, plane: &mut Plane) {
        let (tables, as_of) = (&self.plan.0.tables, self.as_of.number());
        let Some(Derive::Certificates(derive)) = id.entry().map(|fact| fact.derive) else { return };
        *plane = [value_bits(derive(&[], tables, as_of)); BLOCK];
        for (at, side) in rows.beside().filter(|(_, side)| !side.certificates.is_empty()) {
            plane[at] = value_bits(derive(&side.certificates, tables, as_of));
        }
    }

    /// One dossier after another, as alone.
    fn each(&self, index: usize, rows: &Rows<'_>, plane: &mut Plane) {
        let Some(criterion) = self.plan.0.criteria.get(index) else { return };
        for (bits, known) in plane.iter_mut().zip(rows.known()) {
            let (range, _) = self.level_among(index, criterion, (&known, &known));
            *bits = level_bit(range.worst()) | level_bit(range.best());
        }
    }

    /// The level of a criterion by what is shown and what is claimed, and whether it applies; a fact of a pack's own is not
    /// stated.
    pub(super) fn level_among(
        &self,
        index: usize,
        criterion: &PlanCriterion,
        (shown, claimed): (&Known<'_>, &Known<'_>),
    ) -> (Range<u8>, Option<Tri>) {
        let possible =
            |fact: &FactRef| (self.possible_among(fact, shown), self.possible_among(fact, claimed));
        let range = self.range(index, criterion, possible(&criterion.fact));
        let applies = criterion.applies.as_ref().map(|applies| {
            let (shown, claimed) = possible(&applies.fact);
            (applies_to(shown, applies.holds), applies_to(claimed, applies.holds))
        });
        (where_it_applies(criterion, range, applies), applies.map(|(shown, _)| shown))
    }

    /// Settles what applies where the same is shown and claimed.
    #[inline(always)]
    pub(super) fn apply(program: &Program, block: &Block, made: &mut Made) {
        for (prepared, plane) in program.prepared.iter().zip(&mut made.planes) {
            let Some((on, top)) = prepared.applies else { continue };
            let mut meets = [[0; BLOCK]; 2];
            meet(on, block, &mut meets);
            let [some, all] = &meets;
            for at in 0..BLOCK {
                plane[at] = (plane[at] & some[at]) | (top & !(some[at] & all[at]));
            }
        }
    }

    /// Brings what is shown and what is claimed together: after it the one holds what counts at worst, the other what counts
    /// at best.
    ///
    /// A rule only takes away: at worst counts what either may be, at best what is claimed. A criterion does not apply
    /// where that is shown, and may apply wherever it is not claimed that it does.
    #[inline(always)]
    pub(super) fn settle_claims(
        &self,
        program: &Program,
        shown: (&Rows<'_>, &mut [Plane]),
        claimed: (&Rows<'_>, &mut [Plane]),
    ) {
        let ((shown, at_worst), (claimed, at_best)) = (shown, claimed);
        let planes = at_worst.iter_mut().zip(at_best);
        for (prepared, (worst, best)) in program.prepared.iter().zip(planes) {
            if let (Base::Each, Some(criterion)) =
                (&prepared.base, self.plan.0.criteria.get(prepared.criterion))
            {
                let known = shown.known().zip(claimed.known());
                for ((worst, best), (shown, claimed)) in worst.iter_mut().zip(best.iter_mut()).zip(known) {
                    let (range, _) = self.level_among(prepared.criterion, criterion, (&shown, &claimed));
                    (*worst, *best) = (level_bit(range.worst()), level_bit(range.best()));
                }
                continue;
            }
            for at in 0..BLOCK {
                worst[at] |= best[at];
            }
            let Some((on, top)) = prepared.applies else { continue };
            let (mut shown_meets, mut claimed_meets) = ([[0; BLOCK]; 2], [[0; BLOCK]; 2]);
            meet(on, shown.block, &mut shown_meets);
            meet(on, claimed.block, &mut claimed_meets);
            for at in 0..BLOCK {
                let may_apply = shown_meets[0][at];
                let applies = may_apply & claimed_meets[0][at] & claimed_meets[1][at];
                worst[at] = (worst[at] & may_apply) | (top & !may_apply);
                best[at] = (best[at] & applies) | (top & !applies);
            }
        }
    }
}

fn level_bit(level: u8) -> u8 {
    1_u8.checked_shl(level.into()).unwrap_or(0)
}

pub(super) fn value_bits(possible: Possible) -> u8 {
    match possible {
        Possible::Named(set) => u8::try_from(set.bits()).unwrap_or(u8::MAX),
        Possible::Count(_) | Possible::Days(..) => u8::MAX,
    }
}

/// How many numbers are looked at together: as many as there are bytes in a vector, so that the bits of all are one.
const LANES: usize = 16;
type Lanes = [u32; LANES];

/// A column, some numbers at a time.
#[inline(always)]
fn lanes(column: &[u32; BLOCK]) -> impl Iterator<Item = &Lanes> {
    column.chunks_exact(LANES).filter_map(|chunk| chunk.first_chunk())
}

/// Sets the value of each number of which it holds, and leaves the others as they are.
#[inline(always)]
fn settle(values: &mut Lanes, value: u32, holds: impl Fn(usize) -> bool) {
    for (at, place) in values.iter_mut().enumerate() {
        // A choice between two values, not between two places to load from.
        let chosen = u32::from(holds(at)).wrapping_neg();
        *place = (*place & !chosen) | (value & chosen);
    }
}

/// The bits at worst and at best of some numbers.
#[inline(always)]
fn join(plane: &mut [u8], worst: &Lanes, best: &Lanes) {
    for (bits, (worst, best)) in plane.iter_mut().zip(worst.iter().zip(best)) {
        let [lowest, ..] = (worst | best).to_le_bytes();
        *bits = lowest;
    }
}

#[inline(always)]
fn count([worst, best]: &Ends, bounds: &[(u8, u32, u32)], plane: &mut Plane) {
    for (plane, (worst, best)) in plane.chunks_exact_mut(LANES).zip(lanes(worst).zip(lanes(best))) {
        let (mut at_worst, mut at_best) = ([1; LANES], [1; LANES]);
        for (bit, least, most) in bounds {
            let holds = |count: u32| (*least <= count) & (count <= *most);
            settle(&mut at_worst, (*bit).into(), |at| holds(worst[at]));
            settle(&mut at_best, (*bit).into(), |at| holds(best[at]));
        }
        join(plane, &at_worst, &at_best);
    }
}

/// All bits where a number is greater, none elsewhere.
#[inline(always)]
pub(super) fn later_than(column: &[u32; BLOCK], bound: u32, plane: &mut Plane) {
    for (plane, numbers) in plane.chunks_exact_mut(LANES).zip(lanes(column)) {
        let mut bits = [0; LANES];
        settle(&mut bits, u8::MAX.into(), |at| numbers[at] > bound);
        join(plane, &bits, &bits);
    }
}

/// What is required of a site as large as it may be, and of one as small.
#[inline(always)]
fn require(step: &RequiredStep, [smallest, largest]: &Ends, required: &mut Ends) {
    let last = step.rows.last().map_or(1, |(_, amount)| *amount);
    for (column, required) in [largest, smallest].into_iter().zip(required) {
        for (required, workers) in required.chunks_exact_mut(LANES).zip(lanes(column)) {
            let mut amounts = [last; LANES];
            for (up_to, amount) in step.rows.iter().rev().skip(1) {
                settle(&mut amounts, *amount, |at| workers[at] <= *up_to);
            }
            required.copy_from_slice(&amounts);
        }
    }
}

/// Nothing is divided: what is counted, a hundred times, is compared with so many percent of what is required.
#[inline(always)]
fn share(step: &ShareStep, [fewest, most]: &Ends, [of_largest, of_smallest]: &Ends, plane: &mut Plane) {
    let counted = lanes(fewest).zip(lanes(most));
    let required = lanes(of_largest).zip(lanes(of_smallest));
    let columns = counted.zip(required);
    for (plane, ((fewest, most), (of_largest, of_smallest))) in plane.chunks_exact_mut(LANES).zip(columns) {
        let (mut at_worst, mut at_best) = ([1; LANES], [1; LANES]);
        for (bit, least, greatest) in &step.bounds {
            let open = *greatest == u32::MAX;
            let above = greatest.saturating_add(1);
            let holds = |counted: u32, required: u32| {
                let hundredfold = counted.min(step.most).wrapping_mul(100);
                let enough = least.wrapping_mul(required) <= hundredfold;
                enough & (open | (hundredfold < above.wrapping_mul(required)))
            };
            settle(&mut at_worst, (*bit).into(), |at| holds(fewest[at], of_largest[at]));
            settle(&mut at_best, (*bit).into(), |at| holds(most[at], of_smallest[at]));
        }
        join(plane, &at_worst, &at_best);
    }
}

/// Raises what is below the silent floor to it, where the floor is reached at all.
#[inline(always)]
fn raise((below, floor): (u8, u8), plane: &mut Plane) {
    for bits in plane.iter_mut() {
        let above = *bits & !below;
        let floored = above | (mask(*bits & below != 0) & floor);
        *bits = if above == 0 { *bits } else { floored };
    }
}

/// Whether a fact may be, and whether it can only be, what makes a criterion apply: all bits or none.
#[inline(always)]
fn meet(on: On, block: &Block, [some, all]: &mut [Plane; 2]) {
    match on {
        On::Column(column, values) => {
            let on = &block.planes[column];
            for at in 0..BLOCK {
                some[at] = mask(on[at] & values != 0);
                all[at] = mask(on[at] & !values == 0);
            }
        }
        On::Number(number, least, most) => {
            let [worst, best] = &block.numbers[number];
            for at in 0..BLOCK {
                some[at] = mask((best[at] >= least) & (worst[at] <= most));
                all[at] = mask((worst[at] >= least) & (best[at] <= most));
            }
        }
    }
}

/// All bits or none.
#[inline(always)]
pub(super) fn mask(is_so: bool) -> u8 {
    u8::from(is_so).wrapping_neg()
}
