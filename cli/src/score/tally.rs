//! What is counted of a batch, chunk by chunk.

use std::collections::BTreeMap;

use audit_credence::assessment::{ActionCode, Binds, Decision, GradeRange, Headline, Status, Verdict};
use audit_credence::{Assessment, Grade, Range};

use crate::gate::{AtGate, Gate};
use crate::refusal::Refused;
use crate::score::keys::Keys;

/// How often each of something was met.
pub(crate) type Counts = BTreeMap<String, u64>;

/// How one dossier stands, as far as it is counted.
#[derive(Debug)]
pub(crate) struct Standing {
    grade: Option<Range<Grade>>,
    /// An import restriction is in force.
    restricted: bool,
    status: Status,
    action: Option<ActionCode>,
    verdicts: BTreeMap<String, Verdict>,
    /// The caps that decide the worst end.
    caps: Vec<String>,
    /// The facts that are open.
    gaps: Vec<String>,
}

impl Standing {
    pub(crate) fn of<T: AsRef<str>>(assessment: &Assessment<T>) -> Self {
        let decides = |binds| matches!(binds, Binds::Worst | Binds::Both);
        let owned = |text: &T| text.as_ref().to_owned();
        let caps = assessment.caps.iter().filter(|cap| decides(cap.binds)).map(|cap| owned(&cap.id));
        let mut gaps: Vec<String> = assessment.gaps.iter().map(|gap| owned(&gap.fact)).collect();
        gaps.sort_unstable();
        gaps.dedup();
        let standards = assessment.standards.iter();
        Standing {
            grade: assessment.grade.as_ref().map(GradeRange::range),
            restricted: !assessment.restrictions.is_empty(),
            status: assessment.status,
            action: assessment.action.as_ref().map(|action| action.code),
            verdicts: standards.map(|(id, standard)| (id.clone(), standard.verdict)).collect(),
            caps: caps.collect(),
            gaps,
        }
    }
}

impl Standing {
    /// Without what is counted for a summary alone.
    pub(crate) fn of_headline(headline: Headline) -> Self {
        Standing {
            grade: headline.grade.as_ref().map(GradeRange::range),
            restricted: !headline.restrictions.is_empty(),
            status: headline.status,
            action: headline.action,
            verdicts: headline.verdicts,
            caps: Vec::new(),
            gaps: Vec::new(),
        }
    }
}

impl Standing {
    /// The same of a decision.
    pub(crate) fn of_decision<T>(decision: &Decision<T>) -> Self {
        let standards = decision.standards.iter();
        Standing {
            grade: decision.grade.as_ref().map(GradeRange::range),
            restricted: !decision.restrictions.is_empty(),
            status: decision.status,
            action: decision.action.as_ref().map(|action| action.code),
            verdicts: standards.map(|(id, standard)| (id.clone(), standard.verdict)).collect(),
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
    /// Whether some dossier is below the asked grade.
    pub(crate) below: bool,
    /// By the worst and the best end.
    pub(crate) grades: BTreeMap<(Grade, Grade), u64>,
    pub(crate) not_graded: u64,
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
        match standing.grade {
            Some(range) => *self.grades.entry((range.worst(), range.best())).or_default() += 1,
            None => self.not_graded += 1,
        }
        self.below |= gate.stops(AtGate {
            is_restricted: standing.restricted,
            action: standing.action,
            worst: standing.grade.map(|range| range.worst()),
        });
        *self.statuses.entry(standing.status.as_str()).or_default() += 1;
        if let Some(action) = standing.action {
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
