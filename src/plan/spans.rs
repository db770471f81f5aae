//! From what a fact may be to where a criterion may stand: the span of its levels.

use crate::dossier::Extra;
use crate::fact::possible::{ANY_COUNT, Possible, Set, Tri};
use crate::fact::{Derive, Kind, SLOTS, Slot};
use crate::pack::model::{AppliesHolds, ExtraFact, FactRef, Holds};
use crate::problem::Problem;
use crate::range::Range;

/// Where the fact of a criterion comes from.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Input {
    /// The values that a named fact may have: a byte of the row.
    Byte(usize),
    /// The same where there are more than eight: bytes from the first to before the last.
    Bytes(usize, usize),
    /// A count: two numbers of the row.
    Count(usize),
    /// A day: two numbers of the row.
    Day(usize),
    /// No place in the row: it is derived from others.
    AtDoor(Derive),
    /// A fact that the pack declares itself.
    #[default]
    Declared,
}

impl Input {
    pub(super) fn of(fact: &FactRef) -> Self {
        match fact {
            FactRef::Extra(..) => Input::Declared,
            FactRef::Catalogue(id) => match (SLOTS.get(id.0), id.entry()) {
                (Some(Slot::Named(at, to)), _) if to.saturating_sub(*at) == 1 => Input::Byte(*at),
                (Some(Slot::Named(from, to)), _) => Input::Bytes(*from, *to),
                (Some(Slot::Number(at)), Some(fact)) if fact.kind == Kind::Age => Input::Day(*at),
                (Some(Slot::Number(at)), _) => Input::Count(*at),
                (Some(Slot::Door) | None, fact) => {
                    fact.map_or(Input::Declared, |fact| Input::AtDoor(fact.derive))
                }
            },
        }
    }
}

/// The span of levels for every set of at most eight named values: the worst, and the best.
#[derive(Clone, Debug)]
pub(crate) struct SpanTable(Box<[[u8; 2]; 256]>);

impl SpanTable {
    pub(super) fn new(levels: &[Holds], floor: Option<u8>) -> Self {
        let span = |bits: usize| {
            let set = Set::from_bits(u32::try_from(bits).unwrap_or(0));
            let span = span((levels, floor), &[], Possible::Named(set));
            [span.worst(), span.best()]
        };
        SpanTable(Box::new(std::array::from_fn(span)))
    }

    #[inline]
    pub(super) fn span(&self, bits: u8) -> Range<u8> {
        let [worst, best] = self.0.get(usize::from(bits)).copied().unwrap_or_default();
        Range::known_order(worst, best)
    }
}

/// Where a criterion may stand, given the chain of its levels, worst first, its silent floor, and what its fact may be; `cut_offs` are
/// the first days of levels over an age.
///
/// Silence about an adverse act does not stand for the act: the worst end is at the silent floor. Where an act below it
/// is stated the best end is there, and silence about a worse one does not stand for that either.
pub(super) fn span(
    (chain, floor): (&[Holds], Option<u8>),
    cut_offs: &[Option<u32>],
    possible: Possible,
) -> Range<u8> {
    let highest = |holds: &dyn Fn(&Holds) -> bool| small(chain.iter().rposition(holds).unwrap_or(0));
    let (worst, best) = match possible {
        Possible::Named(set) => {
            let may_hold = |holds: &Holds| match holds {
                Holds::Values(values) => values.meets(set),
                Holds::Rest | Holds::AtLeast(_) | Holds::AtMost(_) => false,
            };
            let worst = chain.iter().position(may_hold).unwrap_or(0);
            (small(worst), highest(&may_hold))
        }
        Possible::Count(counts) => {
            let level = |count: u32| {
                highest(&|holds| match holds {
                    Holds::AtLeast(least) => count >= *least,
                    Holds::AtMost(most) => count <= *most,
                    Holds::Rest | Holds::Values(_) => false,
                })
            };
            let (one, other) = (level(counts.worst()), level(counts.best()));
            (one.min(other), one.max(other))
        }
        Possible::Days(from, to) => {
            let on = |day: u32| {
                let reached = |cut: &Option<u32>| cut.is_some_and(|first| day >= first);
                small(cut_offs.iter().rposition(reached).unwrap_or(0))
            };
            let last = if to == u32::MAX { small(chain.len().saturating_sub(1)) } else { on(to) };
            (on(from).min(last), last)
        }
    };
    Range::known_order(floor.map_or(worst, |floor| worst.max(floor.min(best))), best)
}

/// Where a criterion stands, given whether it applies as shown and as claimed.
pub(super) fn where_it_applies(top: u8, span: Range<u8>, (shown, claimed): (Tri, Tri)) -> Range<u8> {
    match (shown, claimed) {
        (Tri::Maybe | Tri::Yes, Tri::Yes) => span,
        (Tri::No, _) => Range::exactly(top),
        (_, Tri::No | Tri::Maybe) => Range::new(span.worst(), top),
    }
}

/// Whether a criterion applies, given what the fact may be on which that depends.
pub(super) fn applies_to(possible: Possible, holds: AppliesHolds) -> Tri {
    let (all, some) = match (possible, holds) {
        (Possible::Named(set), AppliesHolds::Values(values)) => (set.is_within(values), set.meets(values)),
        (Possible::Count(counts), AppliesHolds::Between(least, most)) => (
            counts.worst() >= least && counts.best() <= most,
            counts.best() >= least && counts.worst() <= most,
        ),
        // The loader pairs kinds and conditions; anything else is not known.
        _ => (false, true),
    };
    match (all, some) {
        (true, _) => Tri::Yes,
        (false, true) => Tri::Maybe,
        (false, false) => Tri::No,
    }
}

/// What a fact that a pack declares itself may be.
pub(super) fn declared(name: &str, kind: &ExtraFact, stated: Option<&Extra>) -> Result<Possible, Problem> {
    let path = || format!("extra.{name}");
    let wrong = |expected: &str| {
        Err(Problem::new("wrong_type", path(), format!("the pack declares this as {expected}")))
    };
    match (kind, stated) {
        (ExtraFact::YesNo, None) => Ok(Possible::yes_no(None)),
        (ExtraFact::Count, None) => Ok(Possible::Count(ANY_COUNT)),
        (ExtraFact::Named(words), None) => Ok(Possible::Named(Set::all(words.len()))),
        (ExtraFact::YesNo, Some(Extra::YesNo(yes))) => Ok(Possible::yes_no(Some(*yes))),
        (ExtraFact::YesNo, Some(_)) => wrong("true or false"),
        (ExtraFact::Count, Some(Extra::Count(count))) => Ok(Possible::Count(count.range())),
        (ExtraFact::Count, Some(_)) => wrong("a count"),
        (ExtraFact::Named(words), Some(Extra::Word(word))) => {
            match words.iter().position(|known| known == word) {
                Some(index) => Ok(Possible::Named(Set::one(index))),
                None => Err(Problem::new("unknown_value", path(), "the pack declares other values")
                    .value(word)
                    .allowed(word, words.iter().map(String::as_str))),
            }
        }
        (ExtraFact::Named(_), Some(_)) => wrong("a named value"),
    }
}

/// A level by its place.
pub(crate) fn small(index: usize) -> u8 {
    u8::try_from(index).unwrap_or(u8::MAX)
}
