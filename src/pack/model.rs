//! The linked pack: criteria, caps, standards and tables, each with the packs that had a hand in it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::dossier::Dossier;
use crate::fact::coercion::{ArrangementRule, Region};
use crate::fact::possible::{Possible, Set};
use crate::fact::tables::{AuditorDaysRow, SampleRow, Scheme, Tables};
use crate::fact::{CATALOGUE, Derive, FactId, Kind, restriction};
use crate::grade::ActionCode;
use crate::pack::text::{AnswerFrom, LeftOutBecause, SourceFound, SourceStatus, StatusWord};
use crate::tenths::Tenths;

/// Something that packs define, with the ids of the packs that defined or changed it.
///
/// Two packs that both set the same thing without one building on the other are in conflict: neither set of hands
/// contains the other.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item<T> {
    pub(crate) value: T,
    pub(crate) hands: BTreeSet<String>,
    pub(crate) retired: bool,
}

/// Everything that a pack and its bases say, by kind and id.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct Model {
    pub(crate) scale: Vec<String>,
    pub(crate) settings: BTreeMap<&'static str, Item<u32>>,
    pub(crate) bands: Option<Item<Vec<u32>>>,
    /// By the name of the grade.
    pub(crate) grades: BTreeMap<String, Item<GradeMeaning>>,
    pub(crate) sources: BTreeMap<String, Item<Source>>,
    pub(crate) domains: BTreeMap<String, Item<Domain>>,
    pub(crate) criteria: BTreeMap<String, Item<Criterion>>,
    pub(crate) caps: BTreeMap<String, Item<Cap>>,
    pub(crate) standards: BTreeMap<String, Item<Standard>>,
    /// None of them, or every one.
    pub(crate) actions: BTreeMap<ActionCode, Item<ActionRule>>,
    pub(crate) facts: BTreeMap<String, Item<ExtraFact>>,
    pub(crate) schemes: BTreeMap<String, Item<SchemeEntry>>,
    pub(crate) sample: Option<Item<Vec<SampleRow>>>,
    pub(crate) auditor_days: Option<Item<Vec<AuditorDaysRow>>>,
    pub(crate) references: BTreeMap<String, Item<Reference>>,
    pub(crate) left_out: BTreeMap<String, Item<LeftOut>>,
    pub(crate) regions: BTreeMap<String, Item<Region>>,
    pub(crate) arrangements: BTreeMap<String, Item<ArrangementRule>>,
}

impl Model {
    pub(crate) fn setting(&self, name: &str, default: u32) -> u32 {
        self.settings.get(name).map_or(default, |item| item.value)
    }

    /// The criteria in force, in the order of their ids.
    pub(crate) fn criteria(&self) -> impl Iterator<Item = (&str, &Criterion)> {
        in_force(&self.criteria)
    }

    pub(crate) fn caps(&self) -> impl Iterator<Item = (&str, &Cap)> {
        in_force(&self.caps)
    }

    pub(crate) fn standards(&self) -> impl Iterator<Item = (&str, &Standard)> {
        in_force(&self.standards)
    }

    pub(crate) fn grade(&self, name: &str) -> Option<usize> {
        self.scale.iter().position(|grade| grade == name)
    }

    /// What silence can do to a cap; a level that there is not is left to whoever refuses it.
    pub(crate) fn silence(&self, cap: &Cap) -> Silence {
        let any = |holds: fn(&Criterion, usize) -> bool, unknown: bool| {
            let literal = |(id, level): (&String, &String)| {
                let criterion = self.criteria.get(id).map(|item| &item.value);
                let known = criterion.and_then(|one| Some((one, one.level(level)?)));
                known.map_or(unknown, |(one, at_most)| holds(one, at_most))
            };
            cap.when.iter().any(|entry| entry.iter().all(literal))
        };
        if any(|one, at_most| one.at_silence() <= at_most, false) {
            Silence::Trips
        } else if any(|one, at_most| one.silent_floor.is_none_or(|floor| floor <= at_most), true) {
            Silence::InPart
        } else {
            Silence::Never
        }
    }
}

pub(crate) fn in_force<T>(items: &BTreeMap<String, Item<T>>) -> impl Iterator<Item = (&str, &T)> {
    items.iter().filter(|(_, item)| !item.retired).map(|(id, item)| (id.as_str(), &item.value))
}

/// Whether a cap's condition can hold at worst by what is not stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Silence {
    /// It holds where nothing at all is stated.
    Trips,
    /// It may hold where something is stated in part, such as a finding without its standing.
    InPart,
    /// Only what is stated trips it.
    Never,
}

/// What a grade means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GradeMeaning {
    pub(crate) word: String,
    pub(crate) meaning: String,
}

/// A document that rules lean on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Clause, section or page.
    pub clause: Option<String>,
    /// Its date, as exact as it is known.
    pub date: Option<String>,
    /// Where it can be read.
    pub url: String,
    /// The day on which it was read.
    pub read_on: crate::date::Date,
    /// How it is known.
    pub status: SourceStatus,
    /// Its words, at most 40 of them.
    pub quote: Option<String>,
    /// What its copy bore out on that day, where somebody checked it.
    pub found: Option<SourceFound>,
    /// Where the copy stands, where it is not the address.
    pub copy: Option<String>,
    /// The version or document that has replaced it, where there is one.
    pub newer: Option<String>,
    /// The day by which somebody is to read it again.
    pub review_by: Option<crate::date::Date>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Domain {
    pub(crate) title: String,
    pub(crate) limit: Option<u32>,
    pub(crate) outside: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Criterion {
    pub(crate) title: String,
    pub(crate) why: String,
    pub(crate) fact: FactRef,
    pub(crate) levels: Vec<Level>,
    pub(crate) domain: String,
    pub(crate) group: Option<String>,
    pub(crate) applies_when: Option<Applies>,
    /// The grade at most at the bottom level.
    pub(crate) critical: Option<usize>,
    pub(crate) silent_floor: Option<usize>,
    /// Whether it is marked as something that a report can show.
    pub(crate) in_account: bool,
    pub(crate) sources: Vec<String>,
    pub(crate) answer_from: AnswerFrom,
    pub(crate) ask: String,
    pub(crate) remedy: Remedy,
}

impl Criterion {
    pub(crate) fn level(&self, name: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.name == name)
    }

    /// The worst level where nothing at all is stated.
    pub(crate) fn at_silence(&self) -> usize {
        let reached = |set: Set| {
            let meets = |level: &Level| matches!(level.holds, Holds::Values(values) if values.meets(set));
            self.levels.iter().position(meets)
        };
        // A number that is not stated may be any.
        let worst = self.fact.unstated().and_then(reached).unwrap_or(0);
        worst.max(self.silent_floor.unwrap_or(0))
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Level {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) demerits: u32,
    pub(crate) holds: Holds,
}

/// Which values of the fact stand at a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// These named values.
    Values(Set),
    /// Whatever no other level takes.
    Rest,
    AtLeast(u32),
    AtMost(u32),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Applies {
    pub(crate) fact: FactRef,
    pub(crate) holds: AppliesHolds,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AppliesHolds {
    Values(Set),
    Between(u32, u32),
}

/// What would raise a criterion, and why nothing can where nothing can; at least one of them is stated.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Remedy {
    pub(crate) action: Option<Action>,
    pub(crate) nothing_because: Option<String>,
}

/// What to do, and the lowest level from which it helps.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Action {
    pub(crate) text: String,
    pub(crate) effort: u32,
    pub(crate) from: usize,
}

impl Remedy {
    /// What raises the criterion from a level; `None` where nothing does.
    pub(crate) fn from(&self, level: u8) -> Option<&Action> {
        self.action.as_ref().filter(|action| usize::from(level) >= action.from)
    }
}

/// A fact that a criterion asks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FactRef {
    Catalogue(FactId),
    /// A fact that a pack declares itself, with its values where it has some.
    Extra(String, ExtraFact),
}

impl FactRef {
    /// Whether it is this one of the catalogue.
    pub(crate) fn is(&self, id: FactId) -> bool {
        *self == FactRef::Catalogue(id)
    }

    pub(crate) fn id(&self) -> Cow<'static, str> {
        match self {
            FactRef::Catalogue(id) => id.entry().map_or("", |fact| fact.id).into(),
            FactRef::Extra(name, _) => format!("extra.{name}").into(),
        }
    }

    /// What it means, in words that complete a sentence.
    pub(crate) fn meaning(&self) -> String {
        match self {
            FactRef::Catalogue(id) => id.entry().map_or(String::new(), |fact| fact.meaning.to_owned()),
            FactRef::Extra(..) => format!("`{}`", self.id()),
        }
    }

    /// The keys of the dossier that it reads.
    pub(crate) fn reads(&self) -> Vec<String> {
        match self {
            FactRef::Catalogue(id) => id
                .entry()
                .map_or(Vec::new(), |fact| fact.reads.iter().map(|path| (*path).to_owned()).collect()),
            FactRef::Extra(..) => vec![self.id().into_owned()],
        }
    }

    /// The words of its values, where it is a named fact.
    pub(crate) fn words(&self) -> Option<Vec<&str>> {
        match self {
            FactRef::Catalogue(id) => match id.entry().map(|fact| fact.kind) {
                Some(Kind::Named(words)) => Some(words.to_vec()),
                _ => None,
            },
            FactRef::Extra(_, ExtraFact::YesNo) => Some(vec!["no", "yes"]),
            FactRef::Extra(_, ExtraFact::Named(words)) => Some(words.iter().map(String::as_str).collect()),
            FactRef::Extra(_, ExtraFact::Count) => None,
        }
    }

    /// Why it is never this number, whatever a dossier says; `None` where it may be.
    pub(crate) fn never(&self, number: u32, tables: &Tables) -> Option<String> {
        let FactRef::Catalogue(id) = self else { return None };
        let all = id.never(number, tables)?;
        let all: Vec<String> = all.iter().map(u32::to_string).collect();
        let asked = all.join(", ");
        Some(format!("`{}` is never {number}: it is a percentage of one of {asked}, rounded down", self.id()))
    }

    /// The values that a named fact may have where nothing at all is stated; `None` where it may have every one.
    fn unstated(&self) -> Option<Set> {
        let FactRef::Catalogue(id) = self else { return None };
        let possible = match id.entry()?.derive {
            Derive::Dossier(derive) => derive(&Dossier::default()),
            Derive::Certificates(derive) => derive(&[], &Tables::default(), 0),
            Derive::Restriction => restriction::in_force(false, false),
            Derive::Share(_) | Derive::Context | Derive::Language => return None,
        };
        match possible {
            Possible::Named(set) => Some(set),
            Possible::Count(_) | Possible::Days(..) => None,
        }
    }

    pub(crate) fn is_age(&self) -> bool {
        matches!(self, FactRef::Catalogue(id) if id.entry().is_some_and(|fact| fact.kind == Kind::Age))
    }

    /// Every id that a criterion may name, for "did you mean".
    pub(crate) fn all_ids() -> impl Iterator<Item = &'static str> {
        CATALOGUE.iter().map(|fact| fact.id)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ExtraFact {
    YesNo,
    Count,
    Named(Vec<String>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cap {
    pub(crate) when: Vec<BTreeMap<String, String>>,
    pub(crate) grade: usize,
    pub(crate) why: String,
    pub(crate) when_silent: Option<String>,
    pub(crate) sources: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Standard {
    pub(crate) title: String,
    pub(crate) why: String,
    /// Whose words it holds a report against, where they are somebody's.
    pub(crate) authority: Option<String>,
    pub(crate) sources: Vec<String>,
    /// By criterion.
    pub(crate) requires: BTreeMap<String, Requirement>,
}

/// What a standard requires of a criterion.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Requirement {
    pub(crate) at_least: String,
    /// The sources that bear it out.
    pub(crate) sources: Vec<String>,
    /// Whether it is a point in the authority's own words.
    pub(crate) is_quoted: bool,
    /// What in it is our reading.
    pub(crate) our_reading: Option<String>,
}

/// When an action is called for, and what it says.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct ActionRule {
    pub(crate) sentence: String,
    /// By criterion: the sentence in its place, where every reason has one.
    pub(crate) instead: BTreeMap<String, String>,
    /// Sentences beside it: where a finding is of children at work, and where a state stands behind the labour.
    pub(crate) children: Option<String>,
    pub(crate) state_imposed: Option<String>,
    /// Of an adverse action: an "or" of "and"s of criterion at most at level.
    pub(crate) when: Vec<BTreeMap<String, String>>,
    /// Of reliance: criterion at least at level, and the grade at least.
    pub(crate) requires: BTreeMap<String, String>,
    pub(crate) grade: Option<usize>,
    pub(crate) sources: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SchemeEntry {
    pub(crate) scheme: Scheme,
    pub(crate) title: String,
    pub(crate) owner: String,
    pub(crate) meaning: String,
    pub(crate) validity_months: Option<u32>,
    pub(crate) announcement: Option<String>,
    pub(crate) oversight: Option<String>,
    pub(crate) status_words: BTreeMap<String, StatusWord>,
    pub(crate) sources: Vec<String>,
    /// By rule: what a valid status can mean at most, and its sources.
    pub(crate) rules: BTreeMap<String, (String, Vec<String>)>,
}

/// A table of a programme or of the profession, for comparison.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reference {
    pub(crate) title: String,
    pub(crate) sources: Vec<String>,
    pub(crate) rows: Vec<ReferenceRow>,
}

/// A row of a reference table, as its source has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReferenceRow {
    /// What the row is about, where it is not a number of workers.
    pub of: Option<String>,
    /// The fewest workers employed.
    pub from: Option<u32>,
    /// The most workers employed.
    pub up_to: Option<u32>,
    /// Auditor days of a full audit.
    pub days: Option<Tenths>,
    /// The fewest workers to hear.
    pub workers: Option<u32>,
    /// The most workers to hear.
    pub workers_most: Option<u32>,
    /// What the row says in words.
    pub says: Option<String>,
    /// How the row is known.
    pub status: SourceStatus,
}

/// Something that might have been asked, and why it is not.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LeftOut {
    pub(crate) title: String,
    pub(crate) because: LeftOutBecause,
    pub(crate) why: String,
    pub(crate) sources: Vec<String>,
}
