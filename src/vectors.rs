//! Test vectors: for each boundary of a pack two profiles, one on either side, with what follows from each.
//!
//! For whoever implements the rules again, in another language or another way. A boundary is a step between two levels,
//! a literal of a cap, a requirement of a standard, the edge of a band, the limit of a domain, a group of which only
//! the worst counts. The two profiles are as near to "all at the top" as a search finds them, and always the same.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::assess::Answering;
use crate::assessment::{Binds, SEMANTICS};
use crate::date::Date;
use crate::diagram::pair::Difference;
use crate::diagram::{Caps, Nodes, order};
use crate::dossier::Dossier;
use crate::grade::Grade;
use crate::limits::MAX_DIAGRAM_NODES;
use crate::pack::PackId;
use crate::plan::{Compiled, Plan, Scorer};
use crate::space::{Space, Version};

/// Tries with so many random profiles before the edge of a band is left out.
const MOST_TRIES: u64 = 40_000;
/// The most criteria that such a profile lowers: the lowest bands are far from the top.
const MOST_LOWERED: u64 = 160;

/// The test vectors of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Vectors {
    /// The format of the document.
    pub format: u32,
    /// Under which semantics they hold.
    pub semantics: u32,
    /// The pack.
    pub pack: PackId,
    /// Every criterion with its levels, worst first.
    pub criteria: BTreeMap<String, Vec<String>>,
    /// Every boundary.
    pub boundaries: Vec<Boundary>,
}

/// A boundary with a profile on either side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Boundary {
    /// `level`, `cap`, `requirement`, `band`, `limit` or `group`.
    pub kind: &'static str,
    /// The criterion, cap, standard, grade, domain or group.
    pub subject: String,
    /// Where it lies, in words.
    pub between: String,
    /// The profile on the worse side.
    pub worse: Vector,
    /// The profile on the better side.
    pub better: Vector,
}

/// A profile and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Vector {
    /// Levels by criterion; those left out stand at their top.
    pub levels: BTreeMap<String, String>,
    /// The demerits, after groups and limits.
    pub demerits: u32,
    /// The grade.
    pub grade: String,
    /// The caps that bind: their grade is the grade, and demerits alone give a better one.
    pub caps: Vec<String>,
    /// By standard: the requirements that fail.
    pub failed: BTreeMap<String, Vec<String>>,
}

impl Vectors {
    /// The vectors as JSON for people, with a line end.
    pub fn to_json_pretty(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// A level for each criterion.
type Profile = Vec<u8>;

impl Plan {
    /// The test vectors of the pack.
    ///
    /// ```
    /// use audit_credence::{Pack, Plan};
    ///
    /// let vectors = Plan::new(&Pack::shipped("wrc").unwrap()).vectors();
    /// let published = |boundary: &&audit_credence::vectors::Boundary| boundary.kind == "requirement";
    /// assert_eq!(vectors.boundaries.iter().filter(published).count(), 5);
    /// ```
    pub fn vectors(&self) -> Vectors {
        let search = Search { plan: self, compiled: self.compiled() };
        let names =
            |index: usize, top: u8| (0..=top).map(|at| self.level_name(index, at).to_owned()).collect();
        let criteria = search.compiled.criteria.iter().enumerate();
        let mut boundaries = search.levels();
        boundaries.extend(search.caps());
        boundaries.extend(search.requirements());
        boundaries.extend(search.bands());
        boundaries.extend(search.limits());
        boundaries.extend(search.groups());
        let scorer = self.at(Date::FIRST);
        Vectors {
            format: 1,
            semantics: SEMANTICS,
            pack: self.id().clone(),
            criteria: criteria.map(|(index, one)| (one.id.clone(), names(index, one.top))).collect(),
            boundaries: boundaries.into_iter().map(|found| search.boundary(&scorer, found)).collect(),
        }
    }
}

/// A boundary by its two profiles.
struct Found {
    kind: &'static str,
    subject: String,
    between: String,
    worse: Profile,
    better: Profile,
}

struct Search<'p> {
    plan: &'p Plan,
    compiled: &'p Compiled,
}

impl Search<'_> {
    fn tops(&self) -> Profile {
        self.compiled.criteria.iter().map(|criterion| criterion.top).collect()
    }

    fn grade(&self, profile: &[u8]) -> Grade {
        self.compiled.grade(profile)
    }

    fn demerits(&self, profile: &[u8]) -> u32 {
        self.compiled.demerits(profile)
    }

    fn boundary(&self, scorer: &Scorer, found: Found) -> Boundary {
        let Found { kind, subject, between, worse, better } = found;
        Boundary {
            kind,
            subject,
            between,
            worse: self.vector(scorer, &worse),
            better: self.vector(scorer, &better),
        }
    }

    fn vector(&self, scorer: &Scorer, profile: &[u8]) -> Vector {
        let levels = self.plan.profile(profile).unwrap_or_else(|| self.plan.stated(&[]));
        let dossier = Dossier::default();
        let found = Answering {
            scorer,
            dossier: &dossier,
            facts: None,
            levels: &levels,
            readings: &[],
            next_change_on: None,
        };
        let range = scorer.grade(&levels);
        let caps = found.caps(range, &found.demerits()).into_iter();
        let below = self.compiled.criteria.iter().zip(profile).enumerate();
        let below = below.filter(|(_, (criterion, level))| **level < criterion.top);
        Vector {
            levels: below
                .map(|(index, (one, level))| (one.id.clone(), self.plan.level_name(index, *level).to_owned()))
                .collect(),
            demerits: self.demerits(profile),
            grade: self.plan.grade_name(range.worst()).to_owned(),
            caps: caps.filter(|cap| cap.binds != Binds::No).map(|cap| cap.id).collect(),
            failed: found.standards().into_iter().map(|(id, answer)| (id, answer.failed)).collect(),
        }
    }

    /// Every level below the top of every criterion.
    fn singles(&self) -> Vec<(usize, u8)> {
        let tops = self.tops().into_iter().enumerate();
        tops.flat_map(|(index, top)| (0..top).map(move |level| (index, level))).collect()
    }

    /// Profiles to try, nearest to the top first: the top, one criterion lowered, then up to so many at random.
    fn nearby(&self, singles: Vec<(usize, u8)>, most: u64) -> impl Iterator<Item = Profile> {
        let tops = self.tops();
        let lowered = {
            let tops = tops.clone();
            move |lower: &[(usize, u8)]| {
                let mut profile = tops.clone();
                for (index, level) in lower {
                    if let Some(place) = profile.get_mut(*index) {
                        *place = *level;
                    }
                }
                profile
            }
        };
        let mut draw = Draw(1);
        let random = {
            let (singles, lowered) = (singles.clone(), lowered.clone());
            (0..MOST_TRIES).map(move |at| {
                let count = at.saturating_mul(most).checked_div(MOST_TRIES).unwrap_or(0).saturating_add(2);
                let drawn: Vec<(usize, u8)> =
                    (0..count).filter_map(|_| singles.get(draw.below(singles.len())).copied()).collect();
                lowered(&drawn)
            })
        };
        std::iter::once(tops).chain(singles.into_iter().map(move |one| lowered(&[one]))).chain(random)
    }

    /// Each step between two levels that a grade tells apart, on the profile nearest to the top; none where the
    /// diagram is too large.
    fn levels(&self) -> Vec<Found> {
        let space = Space::of(self.compiled, &order(self.compiled));
        let mut nodes = Nodes::new(&space, self.compiled.id.scale.len());
        let root = nodes.diagram(self.compiled, &space, Version::Old, Caps::Counted, MAX_DIAGRAM_NODES);
        let Ok(root) = root else { return Vec::new() };
        let mut difference = Difference::new(&nodes, &space, |one, other| one != other);
        let mut found = Vec::new();
        for (index, criterion) in self.compiled.criteria.iter().enumerate() {
            let Some(layer) = space.layer(Version::Old, index) else { continue };
            for worse in 0..criterion.top {
                let better = worse.saturating_add(1);
                let Some(points) = difference.nearest_step(root, layer, (worse, better)) else { continue };
                let nearest = space.levels(Version::Old, &points);
                let name = |level| self.plan.level_name(index, level);
                found.push(Found {
                    kind: "level",
                    subject: criterion.id.clone(),
                    between: format!("`{}` and `{}`", name(worse), name(better)),
                    worse: with(&nearest, index, worse),
                    better: with(&nearest, index, better),
                });
            }
        }
        found
    }

    /// Each literal of each cap: where its entry just holds, and where that literal alone no longer does.
    fn caps(&self) -> Vec<Found> {
        let mut found = Vec::new();
        for cap in &self.compiled.caps {
            for entry in &cap.when {
                let mut holds = self.tops();
                for (criterion, at_most) in entry {
                    holds = with(&holds, *criterion, *at_most);
                }
                for (criterion, at_most) in entry {
                    let better = with(&holds, *criterion, at_most.saturating_add(1));
                    let id = self.compiled.criteria.get(*criterion).map_or("", |one| one.id.as_str());
                    let between = format!("`{id}` at most `{}`", self.plan.level_name(*criterion, *at_most));
                    found.push(Found {
                        kind: "cap",
                        subject: cap.id.clone(),
                        between,
                        worse: holds.clone(),
                        better,
                    });
                }
            }
        }
        found
    }

    /// Each requirement: one level short of it, and at it.
    fn requirements(&self) -> Vec<Found> {
        let mut found = Vec::new();
        for standard in &self.compiled.standards {
            for (criterion, least) in &standard.requires {
                let id = self.compiled.criteria.get(*criterion).map_or("", |one| one.id.as_str());
                let between = format!("`{id}` at least `{}`", self.plan.level_name(*criterion, *least));
                let [worse, better] =
                    [least.saturating_sub(1), *least].map(|level| with(&self.tops(), *criterion, level));
                found.push(Found {
                    kind: "requirement",
                    subject: standard.id.clone(),
                    between,
                    worse,
                    better,
                });
            }
        }
        found
    }

    /// The edge of each band: the most demerits found that give the grade, and the fewest that do not, without a cap.
    fn bands(&self) -> Vec<Found> {
        let edge = |(at, most): (usize, &u32)| {
            let grade = Grade::at(at.saturating_add(1));
            let is_free =
                |(index, level): &(usize, u8)| self.grade(&with(&self.tops(), *index, *level)) >= grade;
            let free = self.singles().into_iter().filter(is_free).collect();
            let [mut better, mut worse]: [Option<(u32, Profile)>; 2] = [None, None];
            for profile in self.nearby(free, MOST_LOWERED) {
                let demerits = self.demerits(&profile);
                if self.grade(&profile) != self.compiled.band(demerits) {
                    continue;
                }
                let (kept, is_nearer): (_, fn(u32, u32) -> bool) = if demerits <= *most {
                    (&mut better, |new, old| new > old)
                } else {
                    (&mut worse, |new, old| new < old)
                };
                if kept.as_ref().is_none_or(|(old, _)| is_nearer(demerits, *old)) {
                    *kept = Some((demerits, profile));
                }
            }
            let ((fewer, better), (more, worse)) = better.zip(worse)?;
            let subject = self.plan.grade_name(grade).to_owned();
            Some(Found {
                kind: "band",
                subject,
                between: format!("{fewer} and {more} demerits"),
                worse,
                better,
            })
        };
        self.compiled.bands.iter().enumerate().rev().filter_map(edge).collect()
    }

    /// The limit of each domain: where it just holds back nothing, and one step worse, where it does.
    fn limits(&self) -> Vec<Found> {
        let mut found = Vec::new();
        for (domain, id) in self.compiled.model.domains.keys().enumerate() {
            let limit = self.compiled.limit_of(domain);
            let inside = |index: &usize| {
                self.compiled
                    .criteria
                    .get(*index)
                    .is_some_and(|one| self.compiled.domain_of(one.slot) == domain)
            };
            let mut profile = self.tops();
            let members: Vec<usize> = (0..profile.len()).filter(inside).collect();
            'limit: for index in members {
                for level in (0..profile.get(index).copied().unwrap_or(0)).rev() {
                    let worse = with(&profile, index, level);
                    if self.unlimited(&worse, domain) > limit {
                        let (subject, between) = (id.clone(), format!("a sum of {limit} and more"));
                        found.push(Found { kind: "limit", subject, between, worse, better: profile });
                        break 'limit;
                    }
                    profile = worse;
                }
            }
        }
        found
    }

    /// The demerits of a domain as though it had no limit: the worst of each slot, added up.
    fn unlimited(&self, profile: &[u8], domain: usize) -> u32 {
        let mut slots: BTreeMap<usize, u32> = BTreeMap::new();
        for (criterion, level) in self.compiled.criteria.iter().zip(profile) {
            if self.compiled.domain_of(criterion.slot) == domain {
                let demerits = criterion.demerits.get(usize::from(*level)).copied().unwrap_or(0);
                let worst = slots.entry(criterion.slot).or_default();
                *worst = demerits.max(*worst);
            }
        }
        slots.into_values().fold(0, u32::saturating_add)
    }

    /// Each group: all of it at the bottom, and only the worst of it: the same demerits.
    fn groups(&self) -> Vec<Found> {
        let mut slots: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, criterion) in self.compiled.criteria.iter().enumerate() {
            slots.entry(criterion.slot).or_default().push(index);
        }
        let mut found = Vec::new();
        for members in slots.into_values().filter(|members| members.len() > 1) {
            let cost = |index: &usize| {
                self.compiled.criteria.get(*index).and_then(|one| one.demerits.first()).copied().unwrap_or(0)
            };
            let Some(worst) = members.iter().copied().max_by_key(cost) else { continue };
            let all = members.iter().fold(self.tops(), |profile, index| with(&profile, *index, 0));
            let subject = self.compiled.criteria.get(worst).and_then(|one| {
                self.compiled.model.criteria.get(&one.id).and_then(|item| item.value.group.clone())
            });
            found.push(Found {
                kind: "group",
                subject: subject.unwrap_or_default(),
                between: "all of it at the bottom, and only its worst".to_owned(),
                worse: all,
                better: with(&self.tops(), worst, 0),
            });
        }
        found
    }
}

/// A profile with one criterion at a level.
fn with(profile: &[u8], criterion: usize, level: u8) -> Profile {
    profile
        .iter()
        .enumerate()
        .map(|(index, stands)| if index == criterion { level } else { *stands })
        .collect()
}

/// Numbers that look random and are the same on every machine (splitmix64).
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let end = u64::try_from(end).unwrap_or(u64::MAX);
        (z ^ (z >> 31)).checked_rem(end).and_then(|at| usize::try_from(at).ok()).unwrap_or(0)
    }
}
