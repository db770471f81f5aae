//! One dossier as two flat rows, one for each end of its range: what a peer is given.
//!
//! Our side keeps what a fact may still be: a set of words, two numbers, and a second row for what is known by a
//! programme's rule alone. A peer gets one value for each end, or "not stated", so that it never has to weigh sets. All
//! of this is prepared before any clock runs.

use audit_credence::{Dossier, Facts, Levels, Scorer};

use crate::decisions::{End, NOT_STATED};
use crate::rules::{Applies, Condition, Criterion, Rules, Scale, words};

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Word(String),
    Number(u32),
}

/// In the order of [`fields`].
pub type Row = Vec<Cell>;

/// A field of a row: its name, and its words where it has any, the unstated one last.
pub struct Field {
    pub name: String,
    pub words: Option<Vec<&'static str>>,
}

/// The fields of a row: each criterion's, then those that say whether a criterion applies.
pub fn fields(rules: &Rules) -> Vec<Field> {
    let with_silence = |words: &[&'static str]| words.iter().copied().chain([NOT_STATED]).collect();
    let own = rules.criteria.iter().map(|criterion| Field {
        name: criterion.field.clone(),
        words: words(&criterion.fact).filter(|_| !criterion.by_level).map(with_silence),
    });
    let applies = rules.criteria.iter().filter_map(|criterion| criterion.applies.as_ref());
    let applies = applies
        .map(|applies| Field { name: applies.field.clone(), words: words(&applies.fact).map(with_silence) });
    own.chain(applies).collect()
}

/// What a dossier states and what of it is shown: a rule of a programme shows nothing.
pub struct Sides {
    pub shown: Facts,
    pub claimed: Facts,
    pub levels: Levels,
}

/// The rows of a dossier at worst and at best.
pub fn rows(rules: &Rules, scorer: &Scorer, text: &str) -> [Row; 2] {
    let sides = Sides::new(scorer, text);
    End::BOTH.map(|end| {
        let own = rules.criteria.iter().enumerate().map(|(at, criterion)| sides.cell(at, criterion, end));
        let applies = rules.criteria.iter().filter_map(|criterion| criterion.applies.as_ref());
        own.chain(applies.map(|applies| sides.applies(applies, end))).collect()
    })
}

impl Sides {
    pub fn new(scorer: &Scorer, text: &str) -> Self {
        let facts = |text: &str| Facts::from_dossier(&Dossier::from_json(text.as_bytes()).unwrap());
        let shown = facts(text);
        // Without its provenance a dossier shows all that it claims.
        let mut tree: serde_json::Value = serde_json::from_str(text).unwrap();
        tree.as_object_mut().unwrap().remove("provenance");
        let claimed = facts(&tree.to_string());
        Sides { levels: scorer.levels(&shown).unwrap(), shown, claimed }
    }

    fn cell(&self, at: usize, criterion: &Criterion, end: End) -> Cell {
        if criterion.by_level {
            let range = self.levels.get(at).unwrap();
            return Cell::Number(u32::from(if end == End::Worst { range.worst() } else { range.best() }));
        }
        match &criterion.scale {
            Scale::Words(levels) => self.word(criterion, levels, end),
            Scale::AtLeast(_) => self.number(&criterion.fact, end, end == End::Worst),
            Scale::AtMost(_) => self.number(&criterion.fact, end, end == End::Best),
        }
    }

    /// The word that stands for the end: the fact's own, or "not stated" where it may be any.
    fn word(&self, criterion: &Criterion, levels: &[Vec<String>], end: End) -> Cell {
        let all = words(&criterion.fact).unwrap();
        let claimed = may_be(&self.claimed, &criterion.fact);
        let holds = |words: &[&str]| {
            let of = |level: &Vec<String>| level.iter().any(|word| words.contains(&word.as_str()));
            let worst = levels.iter().position(of).unwrap_or(0);
            let best = levels.iter().rposition(of).unwrap_or(0);
            (worst.max(best.min(criterion.floor)), best)
        };
        let best = holds(&claimed).1;
        if end == End::Best {
            let silent = claimed.len() == all.len() && best == criterion.top();
            return word(&levels[best], &claimed, silent);
        }
        let shown = may_be(&self.shown, &criterion.fact);
        let worst = holds(&shown).0.min(holds(&claimed).0).min(best);
        word(&levels[worst], &shown, shown.len() == all.len() && worst == criterion.floor)
    }

    fn number(&self, fact: &str, end: End, low: bool) -> Cell {
        let range = |facts: &Facts| facts.number(fact).unwrap();
        let (shown, claimed) = (range(&self.shown), range(&self.claimed));
        Cell::Number(match (end, low) {
            (End::Worst, true) => shown.worst().min(claimed.worst()),
            (End::Worst, false) => shown.best().max(claimed.best()),
            (End::Best, true) => claimed.worst(),
            (End::Best, false) => claimed.best(),
        })
    }

    /// A value that applies at worst if it may, and at best only if it must.
    fn applies(&self, applies: &Applies, end: End) -> Cell {
        let Condition::Words(asked) = &applies.when else {
            let (Condition::AtLeast(least), number) =
                (&applies.when, |facts: &Facts| facts.number(&applies.fact).unwrap())
            else {
                unreachable!("words are above")
            };
            let never = number(&self.shown).best() < *least;
            let from = if end == End::Worst || never {
                number(&self.shown).best()
            } else {
                number(&self.claimed).worst()
            };
            return Cell::Number(from);
        };
        let shown = may_be(&self.shown, &applies.fact);
        let asks = |word: &&str| asked.iter().any(|asked| asked == word);
        let never = !shown.iter().any(&asks);
        let of = if end == End::Worst || never { shown } else { may_be(&self.claimed, &applies.fact) };
        let silent = of.len() == words(&applies.fact).unwrap().len();
        let applies = if end == End::Worst { !never } else { !never && of.iter().all(&asks) };
        let one = of.iter().find(|word| asks(word) == applies).filter(|_| !silent);
        Cell::Word(one.map_or(NOT_STATED, |word| word).to_owned())
    }
}

/// The words that a fact may still be.
fn may_be(facts: &Facts, fact: &str) -> Vec<&'static str> {
    let bits = facts.bits(fact).unwrap();
    words(fact)
        .unwrap()
        .iter()
        .enumerate()
        .filter(|(at, _)| bits >> at & 1 == 1)
        .map(|(_, word)| *word)
        .collect()
}

/// A word of a level, one that the fact may be if there is one.
fn word(level: &[String], may_be: &[&str], silent: bool) -> Cell {
    let own = level.iter().find(|word| may_be.contains(&word.as_str())).or(level.first());
    Cell::Word(if silent { NOT_STATED.to_owned() } else { own.expect("a level has words").clone() })
}

/// A row as JSON.
pub fn json(fields: &[Field], row: &Row) -> String {
    let value = |cell: &Cell| match cell {
        Cell::Word(word) => serde_json::Value::from(word.as_str()),
        Cell::Number(number) => serde_json::Value::from(*number),
    };
    let all = fields.iter().zip(row).map(|(field, cell)| (field.name.clone(), value(cell)));
    serde_json::Value::Object(all.collect()).to_string()
}
