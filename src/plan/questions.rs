//! The fewest questions whose best answers let a report be looked up, by iterative deepening.
//!
//! An answer lifts the criterion that it is asked for and whatever follows from the same keys: who was heard in private
//! had no manager beside him. What a requirement or a cap leaves no choice about is asked in any case. The rest is tried
//! by rank: the reader's own first, then by demerits, then by id; so of the smallest sets the first that is found is the
//! one that is wanted. A set is given up where the demerits, the requirements or the caps that are left need more answers
//! than there are.

use std::borrow::Cow;
use std::cmp::Reverse;

use crate::grade::ActionCode;
use crate::pack::AnswerFrom;
use crate::plan::action::{Standing, from};
use crate::plan::rules::{all_at_most, is_reached};

/// Past so many sets looked at the search ends without an answer.
const MOST_NODES: usize = 4_000;

/// What is asked, and what it reaches.
pub(crate) struct Questions {
    /// Criteria by their places.
    pub(crate) criteria: Vec<usize>,
    pub(crate) reaches: ActionCode,
}

/// A criterion that may be asked about.
struct Question {
    criterion: usize,
    /// What its best answer lifts, and up to where.
    lifts: Vec<(usize, u8)>,
    /// The most demerits that it takes away.
    gain: u32,
}

/// Criteria that are not all to stay so low: of a cap that holds the grade too low, or the one of a requirement.
type Hurdle<'p> = Cow<'p, [(usize, u8)]>;

struct Search<'s, 'p> {
    standing: &'s Standing<'p>,
    /// By rank.
    ranked: Vec<Question>,
    hurdles: Vec<Hurdle<'p>>,
    /// The most demerits that the grade allows.
    most: u32,
    nodes: usize,
    chosen: Vec<usize>,
}

impl Standing<'_> {
    /// The fewest criteria whose answers at their best reach at least `look_up`; `None` where none do, and where the
    /// search ended without an answer. `lifted_by` says what the best answer for a criterion lifts, and up to where.
    pub(crate) fn questions(&self, lifted_by: impl Fn(usize) -> Vec<(usize, u8)>) -> Option<Questions> {
        self.reached(&self.lifted(|_| true))?;
        let grade = self.actions.with_limits.grade;
        let worst = self.levels.worst();
        let below = |(index, least): &(usize, u8)| Cow::Owned(vec![(*index, least.saturating_sub(1))]);
        let required = self.shown().filter(|one| !is_reached(one, worst)).map(below);
        let caps = self.plan.caps.iter().filter(|cap| cap.grade < grade).flat_map(|cap| &cap.when);
        let holding =
            caps.filter(|entry| all_at_most(entry, worst)).map(|entry| Cow::Borrowed(entry.as_slice()));
        let hurdles: Vec<Hurdle<'_>> = required.chain(holding).collect();
        let open = (0..self.plan.criteria.len()).filter(|index| self.is_open(*index));
        let asked = open.map(|criterion| self.question(criterion, lifted_by(criterion)));
        let is_useful = |one: &Question| one.gain > 0 || hurdles.iter().any(|hurdle| one.clears(hurdle));
        let (forced, mut ranked): (Vec<Question>, Vec<Question>) = {
            let useful: Vec<Question> = asked.filter(is_useful).collect();
            let alone = |hurdle: &Hurdle<'_>| {
                let mut clearing = useful.iter().filter(|one| one.clears(hurdle));
                clearing.next().filter(|_| clearing.next().is_none()).map(|one| one.criterion)
            };
            let forced: Vec<usize> = hurdles.iter().filter_map(alone).collect();
            useful.into_iter().partition(|one| forced.contains(&one.criterion))
        };
        let mut profile = worst.to_vec();
        for one in &forced {
            one.lift(&mut profile);
        }
        let is_readers = |one: &Question| from(self.plan, one.criterion) == Some(AnswerFrom::Reader);
        ranked.sort_by_key(|one| (!is_readers(one), Reverse(self.own_gain(one)), one.criterion));
        let most = self.plan.sums_of(grade.index()).1;
        let mut search = Search { standing: self, ranked, hurdles, most, nodes: 0, chosen: Vec::new() };
        for left in 0..=search.ranked.len() {
            if let Some(reaches) = search.find(&profile, 0, left) {
                let mut criteria: Vec<usize> =
                    forced.iter().map(|one| one.criterion).chain(search.chosen).collect();
                criteria.sort_unstable();
                return Some(Questions { criteria, reaches });
            }
            if search.nodes > MOST_NODES {
                return None;
            }
        }
        None
    }

    fn question(&self, criterion: usize, lifts: Vec<(usize, u8)>) -> Question {
        let gains = lifts.iter().map(|lift| self.gain(*lift));
        let gain = gains.fold(0, |sum: u32, gain| sum.saturating_add(gain));
        Question { criterion, lifts, gain }
    }

    /// The demerits that a criterion sheds up to a level.
    fn gain(&self, (index, level): (usize, u8)) -> u32 {
        let worst = self.levels.worst().get(index).copied().unwrap_or(0);
        let criterion = self.plan.criteria.get(index);
        criterion.map_or(0, |criterion| criterion.cost(worst).saturating_sub(criterion.cost(level)))
    }

    /// The demerits that the criterion itself sheds.
    fn own_gain(&self, question: &Question) -> u32 {
        let own = question.lifts.iter().find(|(index, _)| *index == question.criterion);
        own.map_or(0, |own| self.gain(*own))
    }
}

impl Question {
    fn clears(&self, hurdle: &[(usize, u8)]) -> bool {
        let above =
            |(index, level): &(usize, u8)| hurdle.iter().any(|(of, most)| of == index && level > most);
        self.lifts.iter().any(above)
    }

    fn lift(&self, profile: &mut [u8]) {
        for (index, level) in &self.lifts {
            if let Some(place) = profile.get_mut(*index) {
                *place = (*place).max(*level);
            }
        }
    }
}

impl Search<'_, '_> {
    /// What is reached with at most so many more questions, of those from a rank on; they stand in `chosen` then.
    fn find(&mut self, profile: &[u8], from: usize, left: usize) -> Option<ActionCode> {
        self.nodes = self.nodes.saturating_add(1);
        if let Some(reached) = self.standing.reached(profile) {
            return Some(reached);
        }
        let fewer = left.checked_sub(1)?;
        for at in from..self.ranked.len() {
            if self.nodes > MOST_NODES || !self.may_be_enough(profile, at, left) {
                return None;
            }
            let question = self.ranked.get(at)?;
            let mut answered = profile.to_vec();
            question.lift(&mut answered);
            self.chosen.push(question.criterion);
            if let Some(reached) = self.find(&answered, at.saturating_add(1), fewer) {
                return Some(reached);
            }
            self.chosen.pop();
        }
        None
    }

    /// Whether so many answers from a rank on may be enough: by the demerits that they take away at most, and by the
    /// hurdles of which no two are cleared by the same answer.
    fn may_be_enough(&self, profile: &[u8], at: usize, left: usize) -> bool {
        let open = self.ranked.get(at..).unwrap_or_default();
        let mut gains: Vec<u32> = open.iter().map(|one| one.gain).collect();
        gains.sort_unstable_by_key(|gain| Reverse(*gain));
        let gained = gains.iter().take(left).fold(0, |sum: u32, gain| sum.saturating_add(*gain));
        if self.standing.plan.demerits(profile).saturating_sub(gained) > self.most {
            return false;
        }
        let (mut apart, mut met) = (0_usize, Vec::new());
        for hurdle in self.hurdles.iter().filter(|hurdle| all_at_most(hurdle, profile)) {
            let clearing: Vec<usize> =
                open.iter().filter(|one| one.clears(hurdle)).map(|one| one.criterion).collect();
            if clearing.is_empty() {
                return false;
            }
            if !clearing.iter().any(|one| met.contains(one)) {
                apart = apart.saturating_add(1);
                met.extend(clearing);
            }
        }
        apart <= left
    }
}
