//! One dossier by the program of a plan: bits, and one look-up for each criterion.
//!
//! The same bits as in columns; of one dossier a level is found faster in a table of all bits than by tests.

use crate::fact::possible::Tri;
use crate::fact::row::Known;
use crate::fact::{Derive, Facts};
use crate::plan::prepare::{mask, value_bits};
use crate::plan::program::{Base, Bits, On, Prepared, Program, RequiredStep, ShareStep};
use crate::plan::{Levels, Scorer};
use crate::range::Range;

/// The levels of a criterion for each set of bits: the worst in the lower half of a byte, the best in the upper.
pub(super) type LevelTable = [u8; 256];

/// The table of a criterion whose levels have these bits, each with those of the levels below.
pub(super) fn level_table(at_most: &[u8]) -> LevelTable {
    std::array::from_fn(|bits| {
        let bits = u8::try_from(bits).unwrap_or(0);
        let levels = || (0_u8..).zip(at_most);
        let worst = levels().find(|(_, at_most)| bits & **at_most != 0).map_or(0, |(level, _)| level);
        let best = levels().find(|(_, at_most)| bits & !**at_most == 0).map_or(0, |(level, _)| level);
        best << 4 | worst
    })
}

impl Scorer {
    /// The levels of facts that claim nothing by a rule and hold no fact of a pack's own that is asked about.
    pub(super) fn look_up(&self, program: &Program, facts: &Facts, levels: &mut Levels) {
        let known = facts.known();
        for (index, (bits, table)) in program.levels.iter().enumerate() {
            let (bits, is_off) = match bits {
                Bits::Column(column) => (known.plane(*column), false),
                Bits::Prepared(at) => match program.prepared.get(*at) {
                    Some(prepared) => self.bits(program, prepared, &known),
                    None => (0, false),
                },
            };
            let both = table.get(usize::from(bits)).copied().unwrap_or(0);
            levels.set(index, Range::new(both & 15, both >> 4));
            if let Some(not_applicable) = levels.not_applicable.get_mut(index) {
                *not_applicable = is_off;
            }
        }
    }

    /// The bits of one dossier, and whether the criterion does not apply.
    fn bits(&self, program: &Program, prepared: &Prepared, known: &Known<'_>) -> (u8, bool) {
        let (tables, as_of) = (&self.plan.0.tables, self.as_of.number());
        let bits = match &prepared.base {
            Base::Column(column) => known.plane(*column),
            Base::Count(number, bounds) => count_bits(bounds, known.slot(*number)),
            Base::Share(share) => share_bits(share, program.required.get(share.required), known),
            Base::Age(number) => known.slot(*number).into_iter().fold(0, |bits, day| {
                bits | 1_u8.checked_shl(self.level_on(prepared.criterion, day).into()).unwrap_or(0)
            }),
            Base::Context(column) => {
                tables.contexts.bits(&known.place(), known.more_arrivals, known.plane(*column))
            }
            Base::Certificates(id) => match id.entry().map(|fact| fact.derive) {
                Some(Derive::Certificates(derive)) => value_bits(derive(known.certificates, tables, as_of)),
                _ => 0,
            },
            Base::Each => {
                let Some(criterion) = self.plan.0.criteria.get(prepared.criterion) else { return (0, false) };
                let (range, applies) = self.level_among(prepared.criterion, criterion, (known, known));
                let bit = |level: u8| 1_u8.checked_shl(level.into()).unwrap_or(0);
                return (bit(range.worst()) | bit(range.best()), applies == Some(Tri::No));
            }
        };
        // What data decides is chosen by masks: a branch on it would be guessed wrong as often as not.
        let bits = match prepared.floor {
            None => bits,
            Some((below, floor)) => {
                let above = bits & !below;
                let floored = above | (mask(bits & below != 0) & floor);
                let is_reached = mask(above != 0);
                (bits & !is_reached) | (floored & is_reached)
            }
        };
        let (some, all, top) = match prepared.applies {
            None => return (bits, false),
            Some((On::Column(column, values), top)) => {
                let on = known.plane(column);
                (mask(on & values != 0), mask(on & !values == 0), top)
            }
            Some((On::Number(number, least, most), top)) => {
                let [worst, best] = known.slot(number);
                let some = mask(best >= least) & mask(worst <= most);
                (some, mask(worst >= least) & mask(best <= most), top)
            }
        };
        ((bits & some) | (top & !(some & all)), some == 0)
    }
}

/// The bits of a count at both its ends.
fn count_bits(bounds: &[(u8, u32, u32)], ends: [u32; 2]) -> u8 {
    let [worst, best] = ends.map(|count| {
        bounds.iter().fold(1, |bits, (bit, least, most)| {
            let holds = mask(*least <= count) & mask(count <= *most);
            (bits & !holds) | (bit & holds)
        })
    });
    worst | best
}

/// The bits of a share: the fewest counted of the most workers, and the other way round.
fn share_bits(share: &ShareStep, required: Option<&RequiredStep>, known: &Known<'_>) -> u8 {
    let Some(required) = required else { return 0 };
    let [fewest, most] = known.slot(share.counted);
    let [smallest, largest] = known.slot(required.workers);
    let ends = [(fewest, largest), (most, smallest)].map(|(counted, workers)| {
        let row = required.rows.iter().find(|(up_to, _)| workers <= *up_to);
        let amount = row.map_or(1, |(_, amount)| *amount);
        let hundredfold = counted.min(share.most).saturating_mul(100);
        hundredfold.checked_div(amount).unwrap_or(0)
    });
    count_bits(&share.bounds, ends)
}
