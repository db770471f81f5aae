//! What is counted of a batch, chunk by chunk.

use std::collections::BTreeMap;

use audit_credence::assessment::{Account, ActionCode, Headline, Parts, Status, Verdict};
use audit_credence::portfolio::Peers;
use audit_credence::{Assessment, Decision, Grade};

use crate::gate::{AtGate, Gate};
use crate::refusal::Refused;
use crate::score::keys::Keys;

/// How often each of something was met.
pub(crate) type Counts = BTreeMap<String, u64>;

/// How one dossier stands, as far as it is counted.
#[derive(Debug)]
pub(crate) struct Standing {
    at_gate: AtGate,
    status: Status,
    account: Option<Parts>,
    verdicts: BTreeMap<String, Verdict>,
    /// The caps that decide the worst end.
    caps: Vec<String>,
    /// The facts that are open.
    gaps: Vec<String>,
}

impl Standing {
    pub(crate) fn of<T: AsRef<str>>(assessment: &Assessment<T>) -> Self {
        let owned = |text: &T| text.as_ref().to_owned();
        let caps = assessment.caps.iter().filter(|cap| cap.holds_the_worst_end()).map(|cap| owned(&cap.id));
        let mut gaps: Vec<String> = assessment.gaps.iter().map(|gap| owned(&gap.fact)).collect();
        gaps.sort_unstable();
        gaps.dedup();
        let standards = assessment.standards.iter();
        Standing {
            at_gate: AtGate::of(assessment),
            status: assessment.status,
            account: assessment.account.as_ref().map(Account::points),
            verdicts: standards.map(|(id, standard)| (id.clone(), standard.verdict)).collect(),
            caps: caps.collect(),
            gaps,
        }
    }
}

impl Standing {
    /// Without what is counted for a summary alone.
    pub(crate) fn of_decision<T>(decision: &Decision<T>) -> Self {
        let standards = decision.standards.iter();
        Standing {
            at_gate: AtGate::of_decision(decision),
            status: decision.status,
            account: decision.account.clone(),
            verdicts: standards.map(|(id, standard)| (id.clone(), standard.verdict)).collect(),
            caps: Vec::new(),
            gaps: Vec::new(),
        }
    }

    /// The same of a headline.
    pub(crate) fn of_headline(headline: Headline) -> Self {
        Standing {
            at_gate: AtGate::of_headline(&headline),
            status: headline.status,
            account: headline.account,
            verdicts: headline.verdicts,
            caps: Vec::new(),
            gaps: Vec::new(),
        }
    }
}

/// Everything that is counted.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) scored: u64,
    pub(crate) rejected: u64,
    /// Rows of tables that were skipped, as no cell of them says anything.
    pub(crate) blank: u64,
    /// Whether some dossier does not pass the gate.
    pub(crate) below: bool,
    /// By the worst and the best end.
    pub(crate) grades: BTreeMap<(Grade, Grade), u64>,
    pub(crate) not_graded: u64,
    /// How much of the evidence each that is graded shows.
    pub(crate) peers: Peers,
    pub(crate) statuses: BTreeMap<&'static str, u64>,
    /// The furthest from reliance first.
    pub(crate) actions: BTreeMap<ActionCode, u64>,
    pub(crate) standards: BTreeMap<String, BTreeMap<&'static str, u64>>,
    pub(crate) caps: Counts,
    pub(crate) gaps: Counts,
    /// Documents by the codes of their problems; one document may have several.
    pub(crate) codes: Counts,
    pub(crate) keys: Keys,
}

impl Tally {
    pub(crate) fn read(&self) -> u64 {
        self.scored + self.rejected
    }

    pub(crate) fn scored(&mut self, standing: &Standing, gate: &Gate) {
        self.scored += 1;
        match standing.at_gate.grade {
            Some(range) => *self.grades.entry((range.worst(), range.best())).or_default() += 1,
            None => self.not_graded += 1,
        }
        self.below |= gate.stops(standing.at_gate);
        if let Some(account) = &standing.account {
            self.peers.add(account);
        }
        *self.statuses.entry(standing.status.as_str()).or_default() += 1;
        if let Some(action) = standing.at_gate.action {
            *self.actions.entry(action).or_default() += 1;
        }
        for (id, verdict) in &standing.verdicts {
            let of_standard = at(&mut self.standards, id);
            *of_standard.entry(verdict.as_str()).or_default() += 1;
        }
        for cap in &standing.caps {
            *at(&mut self.caps, cap) += 1;
        }
        for gap in &standing.gaps {
            *at(&mut self.gaps, gap) += 1;
        }
    }

    pub(crate) fn refused(&mut self, refused: &Refused) {
        self.rejected += 1;
        for code in refused.codes() {
            *at(&mut self.codes, code) += 1;
        }
    }

    /// Adds what another chunk counted.
    pub(crate) fn add(&mut self, other: Tally) {
        self.scored += other.scored;
        self.rejected += other.rejected;
        self.below |= other.below;
        self.not_graded += other.not_graded;
        self.peers.add_all(other.peers);
        add(&mut self.grades, other.grades);
        add(&mut self.statuses, other.statuses);
        add(&mut self.actions, other.actions);
        for (id, verdicts) in other.standards {
            add(self.standards.entry(id).or_default(), verdicts);
        }
        add(&mut self.caps, other.caps);
        add(&mut self.gaps, other.gaps);
        add(&mut self.codes, other.codes);
        self.keys.add(other.keys);
    }
}

fn add<K: Ord>(to: &mut BTreeMap<K, u64>, other: BTreeMap<K, u64>) {
    for (key, count) in other {
        *to.entry(key).or_default() += count;
    }
}

/// What stands at a key, made where there is nothing; the key is copied only then.
fn at<'m, V: Default>(map: &'m mut BTreeMap<String, V>, key: &str) -> &'m mut V {
    if !map.contains_key(key) {
        map.insert(key.to_owned(), V::default());
    }
    map.entry(key.to_owned()).or_default()
}
