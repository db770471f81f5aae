//! Each property that is decided: on the diagram, and by boxes of profiles where there is none.

use std::collections::{BTreeMap, BTreeSet};

use crate::answer::answer;
use crate::diagram::pair::Difference;
use crate::diagram::{Caps, NodeId, Nodes, TooLarge, order};
use crate::grade::{ActionCode, Grade};
use crate::plan::{Compiled, Plan, PlanCap, Standing};
use crate::range::Range;
use crate::search::{GaveUp, Judged, ProfileBox, find};
use crate::space::{Space, Version};

answer! {
    /// What refutes a property.
    pub struct Witness {
        /// The criterion, cap or grade that fails.
        pub subject: String,
        /// How.
        pub how: String,
        /// Where the pack says so, as a path of its keys, such as `criterion.notice.levels[1]`.
        pub rule: String,
        /// The profile that shows it, or two one step apart, worse first: criteria with their levels. What is left out
        /// stands at its top, or does not matter.
        pub profiles: Vec<BTreeMap<String, String>>,
    }
}

/// One pack, with its diagrams where they could be built.
pub(super) struct Prover {
    of: Plan,
    space: Space,
    pub(super) nodes: Nodes,
    /// The diagram of the grade, and that of the grade that demerits alone would give.
    pub(super) grade: Result<NodeId, TooLarge>,
    band: Result<NodeId, TooLarge>,
    boxes: usize,
}

type Decided = Result<Vec<Witness>, GaveUp>;
/// Levels by criterion.
type Levels = Vec<u8>;

impl Prover {
    pub(super) fn new(of: &Plan, budget: usize, boxes: usize) -> Self {
        let plan = of.compiled();
        let space = Space::of(plan, &order(plan));
        let mut nodes = Nodes::new(&space, plan.id.scale.len());
        let mut diagram = |caps| nodes.diagram(plan, &space, Version::Old, caps, budget);
        let (grade, band) = (diagram(Caps::Counted), diagram(Caps::LeftOut));
        Prover { of: of.clone(), space, nodes, grade, band, boxes }
    }

    fn plan(&self) -> &Compiled {
        self.of.compiled()
    }

    fn id(&self, criterion: usize) -> String {
        self.plan().criteria.get(criterion).map_or(String::new(), |criterion| criterion.id.clone())
    }

    fn top(&self, criterion: usize) -> u8 {
        self.plan().criteria.get(criterion).map_or(0, |criterion| criterion.top)
    }

    fn name(&self, grade: Grade) -> &str {
        self.plan().id.scale.get(grade.index()).map_or("", String::as_str)
    }

    fn grade_at(&self, levels: &[u8]) -> Grade {
        self.plan().grade(levels)
    }

    fn band_at(&self, levels: &[u8]) -> Grade {
        self.plan().band_of(levels)
    }

    /// A profile in the words of the pack: what stands below its top, and whatever is asked for.
    fn profile(&self, levels: &[u8], also: Option<usize>) -> BTreeMap<String, String> {
        let told = levels.iter().enumerate();
        let told =
            told.filter(|(criterion, level)| **level < self.top(*criterion) || also == Some(*criterion));
        told.map(|(criterion, level)| {
            (self.id(criterion), self.plan().level_name(criterion, *level).to_owned())
        })
        .collect()
    }

    /// Every criterion at its top but these.
    fn just(&self, entry: &[(usize, u8)]) -> Levels {
        let mut levels: Levels = self.plan().criteria.iter().map(|criterion| criterion.top).collect();
        for (criterion, level) in entry {
            if let Some(at) = levels.get_mut(*criterion) {
                *at = *level;
            }
        }
        levels
    }

    /// Two profiles one step apart: the worse one and the criterion that steps up.
    fn step(&self, levels: &[u8], criterion: usize) -> Witness {
        let level = levels.get(criterion).copied().unwrap_or(0);
        let mut better = levels.to_vec();
        if let Some(at) = better.get_mut(criterion) {
            *at = level.saturating_add(1);
        }
        let (from, to) = (self.grade_at(levels), self.grade_at(&better));
        Witness {
            subject: self.id(criterion),
            how: format!(
                "from `{}` to `{}` the grade goes from {} to {}",
                self.plan().level_name(criterion, level),
                self.plan().level_name(criterion, level.saturating_add(1)),
                self.name(from),
                self.name(to),
            ),
            rule: format!("criterion.{}.levels[{level}]", self.id(criterion)),
            profiles: vec![self.profile(levels, Some(criterion)), self.profile(&better, Some(criterion))],
        }
    }

    /// The nearest two profiles one step apart that are graded as wanted, on the diagram.
    fn step_on(&self, root: NodeId, wanted: impl Fn(Grade, Grade) -> bool + Copy) -> Option<(Levels, usize)> {
        let (layer, pair) = self.nodes.step_where(root, wanted)?;
        let points = Difference::new(&self.nodes, &self.space, wanted).nearest_step(root, layer, pair)?;
        let criterion = self.space.layers.get(layer)?.criterion(Version::Old)?;
        Some((self.space.levels(Version::Old, &points), criterion))
    }

    /// The first two profiles one step apart that are as wanted, by boxes.
    ///
    /// `may` is told the bounds of the grade over a box at the worse level, then at the better one.
    fn step_in_boxes(
        &self,
        may: impl Fn((Grade, Grade), (Grade, Grade)) -> bool,
        is: impl Fn(&[u8], &[u8]) -> bool,
    ) -> Result<Option<(Levels, usize)>, GaveUp> {
        let mut budget = self.boxes;
        for criterion in 0..self.plan().criteria.len() {
            for level in 0..self.top(criterion) {
                let better = level.saturating_add(1);
                let judge = |inside: &ProfileBox| {
                    let at = |level: u8| inside.clone().at(criterion, level);
                    if !may(at(level).bounds(self.plan()), at(better).bounds(self.plan())) {
                        return Judged::No;
                    }
                    let (worse, better) = (at(level), at(better));
                    let pairs = worse.corners().into_iter().zip(better.corners());
                    let found = pairs.into_iter().find(|(worse, better)| is(worse, better));
                    found.map_or(Judged::Open, |(levels, _)| Judged::Found(levels.to_vec()))
                };
                let all = ProfileBox::all(self.plan()).at(criterion, level);
                if let Some(levels) = find(self.plan(), all, &mut budget, &judge)? {
                    return Ok(Some((levels, criterion)));
                }
            }
        }
        Ok(None)
    }

    /// P1. A verdict is a conjunction of "at least"s: better levels never make it worse.
    pub(super) fn monotone(&self) -> Decided {
        let worse = |at: Grade, better: Grade| better < at;
        let found = match self.grade {
            Ok(root) => self.step_on(root, worse),
            // Worst of a group, sum, limit and band keep order, and a cap knows only "at most": where no level costs
            // more than the one below it, no step can make a grade worse.
            Err(TooLarge) if self.never_costs_more() => None,
            Err(TooLarge) => self.step_in_boxes(
                |at, better| better.0 < at.1,
                |at, better| self.grade_at(better) < self.grade_at(at),
            )?,
        };
        Ok(found.map(|(levels, criterion)| self.step(&levels, criterion)).into_iter().collect())
    }

    fn never_costs_more(&self) -> bool {
        let falls =
            |demerits: &[u32]| demerits.iter().zip(demerits.iter().skip(1)).all(|(at, next)| next <= at);
        self.plan().criteria.iter().all(|criterion| falls(&criterion.demerits)) && falls(&self.plan().bands)
    }

    /// The best grade where the criteria stand at most at these levels, where it is better than a bound.
    fn better_within(&self, entry: &[(usize, u8)], bound: Grade) -> Result<Option<Grade>, GaveUp> {
        let best = if let Ok(root) = self.grade {
            let layer = |(criterion, level): &(usize, u8)| {
                Some((self.space.layer(Version::Old, *criterion)?, *level))
            };
            Some(self.nodes.best_within(root, &entry.iter().filter_map(layer).collect()))
        } else {
            let within = entry.iter().fold(ProfileBox::all(self.plan()), |all, (criterion, level)| {
                all.at_most(*criterion, *level)
            });
            let judge = |inside: &ProfileBox| {
                if inside.bounds(self.plan()).1 <= bound {
                    return Judged::No;
                }
                let found = inside.corners().into_iter().find(|levels| self.grade_at(levels) > bound);
                found.map_or(Judged::Open, |levels| Judged::Found(levels.to_vec()))
            };
            find(self.plan(), within, &mut self.boxes.clone(), &judge)?.map(|levels| self.grade_at(&levels))
        };
        Ok(best.filter(|best| *best > bound))
    }

    /// P2.
    pub(super) fn caps_hold(&self) -> Decided {
        let mut witness = Vec::new();
        for cap in &self.plan().caps {
            for entry in &cap.when {
                if let Some(best) = self.better_within(entry, cap.grade)? {
                    witness.push(Witness {
                        subject: cap.id.clone(),
                        how: format!("its condition holds and the grade is {}", self.name(best)),
                        rule: self.rule_of(cap),
                        profiles: vec![self.profile(&self.just(entry), None)],
                    });
                }
            }
        }
        Ok(witness)
    }

    /// P6.
    pub(super) fn critical(&self) -> Decided {
        let mut witness = Vec::new();
        for (index, criterion) in self.plan().criteria.iter().enumerate() {
            let model = self.plan().model.criteria.get(&criterion.id);
            let Some(grade) = model.and_then(|item| item.value.critical) else { continue };
            if let Some(best) = self.better_within(&[(index, 0)], Grade::at(grade))? {
                witness.push(Witness {
                    subject: criterion.id.clone(),
                    how: format!("at its bottom the grade can be {}", self.name(best)),
                    rule: format!("criterion.{}.critical", criterion.id),
                    profiles: vec![self.profile(&self.just(&[(index, 0)]), None)],
                });
            }
        }
        Ok(witness)
    }

    /// Where the pack states a cap: a critical criterion is one under its own id.
    fn rule_of(&self, cap: &PlanCap) -> String {
        let own = self.plan().model.caps.get(&cap.id).is_some_and(|item| !item.retired);
        if own { format!("cap.{}", cap.id) } else { format!("criterion.{}.critical", cap.id) }
    }

    /// P3. A cap binds somewhere exactly when it binds where one of its conditions just holds and all else is best: the
    /// grade without it is nowhere better among the profiles in which that condition holds.
    pub(super) fn caps_bind(&self) -> Vec<Witness> {
        let dead = |cap: &&PlanCap| !cap.when.iter().any(|entry| self.without(cap, entry).0 > cap.grade);
        let witness = |cap: &PlanCap| {
            let entry = cap.when.first().cloned().unwrap_or_default();
            let how = match self.without(cap, &entry) {
                (_, shadows) if !shadows.is_empty() => format!("always shadowed by {}", shadows.join(", ")),
                (grade, _) => format!("demerits alone give {} already", self.name(grade)),
            };
            let profiles = vec![self.profile(&self.just(&entry), None)];
            Witness { subject: cap.id.clone(), how, rule: self.rule_of(cap), profiles }
        };
        self.plan().caps.iter().filter(dead).map(witness).collect()
    }

    /// The grade without a cap where one of its conditions just holds and all else is best, and the caps that hold
    /// there and are no better.
    fn without(&self, cap: &PlanCap, entry: &[(usize, u8)]) -> (Grade, Vec<String>) {
        let levels = self.just(entry);
        let band = self.plan().band_of(&levels);
        let others = self.plan().caps.iter().filter(|other| other.id != cap.id && other.holds(&levels));
        let grade = others.clone().map(|other| other.grade).min().map_or(band, |grade| grade.min(band));
        let shadows = others.filter(|other| other.grade <= cap.grade).map(|other| format!("`{}`", other.id));
        (grade, shadows.collect())
    }

    /// P4.
    pub(super) fn grades_reached(&self) -> Decided {
        let mut witness = Vec::new();
        for grade in (0..self.plan().id.scale.len()).map(Grade::at) {
            let reached = if let Ok(root) = self.grade {
                self.nodes.reaches(root, grade)
            } else {
                let judge = |inside: &ProfileBox| {
                    let (worst, best) = inside.bounds(self.plan());
                    if grade < worst || grade > best {
                        return Judged::No;
                    }
                    let found = inside.corners().into_iter().find(|levels| self.grade_at(levels) == grade);
                    found.map_or(Judged::Open, |levels| Judged::Found(levels.to_vec()))
                };
                find(self.plan(), ProfileBox::all(self.plan()), &mut self.boxes.clone(), &judge)?.is_some()
            };
            if !reached {
                witness.push(Witness {
                    subject: self.name(grade).to_owned(),
                    how: "no profile has this grade".to_owned(),
                    rule: "pack.bands".to_owned(),
                    profiles: Vec::new(),
                });
            }
        }
        Ok(witness)
    }

    /// P5.
    pub(super) fn levels_matter(&self) -> Decided {
        let told = self.grade.ok().map(|root| self.nodes.told_apart(root));
        let on_diagram = |criterion: usize, worse: u8| {
            let layer = self.space.layer(Version::Old, criterion)?;
            told.as_ref()?.get(layer)?.get(usize::from(worse)).copied()
        };
        let mut witness = Vec::new();
        for (index, criterion) in self.plan().criteria.iter().enumerate() {
            for worse in 0..criterion.top {
                let better = worse.saturating_add(1);
                let required =
                    self.plan().standards.iter().any(|standard| standard.requires.contains(&(index, better)));
                if required || self.plan().actions.as_ref().is_some_and(|all| all.tell(index, worse)) {
                    continue;
                }
                let told = match on_diagram(index, worse) {
                    Some(told) => told,
                    None => self.told_in_boxes(index, worse)?,
                };
                if !told {
                    let name = |level: u8| self.plan().level_name(index, level);
                    let how = format!(
                        "`{}` and `{}` never differ in a grade, a verdict or an action",
                        name(worse),
                        name(better)
                    );
                    witness.push(Witness {
                        subject: criterion.id.clone(),
                        how,
                        rule: format!("criterion.{}.levels[{worse}]", criterion.id),
                        profiles: Vec::new(),
                    });
                }
            }
        }
        Ok(witness)
    }

    /// Whether some profile is graded differently at two neighbouring levels.
    fn told_in_boxes(&self, criterion: usize, worse: u8) -> Result<bool, GaveUp> {
        let judge = |inside: &ProfileBox| {
            let at = |level: u8| inside.clone().at(criterion, level);
            let (worse, better) = (at(worse), at(worse.saturating_add(1)));
            let (low, high) = (worse.bounds(self.plan()), better.bounds(self.plan()));
            if low == high && low.0 == low.1 {
                return Judged::No;
            }
            let mut pairs = worse.corners().into_iter().zip(better.corners());
            let found = pairs.find(|(worse, better)| self.grade_at(worse) != self.grade_at(better));
            found.map_or(Judged::Open, |(levels, _)| Judged::Found(levels.to_vec()))
        };
        let all = ProfileBox::all(self.plan()).at(criterion, worse);
        Ok(find(self.plan(), all, &mut self.boxes.clone(), &judge)?.is_some())
    }

    /// P19. Adverse conditions know only "at most" and reliance only "at least", so raising a corner leads no further from
    /// reliance; what is left to decide is that each action is called for somewhere. One criterion lowered from the top,
    /// settled or in part, shows all but `obtain`, which is about whether there is a report.
    pub(super) fn actions_reached(&self) -> Vec<Witness> {
        if self.plan().actions.is_none() {
            return Vec::new();
        }
        let mut reached = BTreeSet::from([ActionCode::Obtain]);
        let mut look = |levels: &crate::plan::Levels| {
            reached.extend(Standing::new(self.plan(), levels).map(|standing| standing.code()));
        };
        look(&self.of.stated(&[]));
        for (index, criterion) in self.plan().criteria.iter().enumerate() {
            for worst in 0..criterion.top {
                look(&self.of.stated(&[(index, Range::exactly(worst))]));
                look(&self.of.stated(&[(index, Range::new(worst, criterion.top))]));
            }
        }
        for (_, when) in self.plan().actions.iter().flat_map(|all| &all.adverse) {
            let entry = |entry: &Vec<(usize, u8)>| -> Vec<_> {
                entry.iter().map(|(index, level)| (*index, Range::exactly(*level))).collect()
            };
            when.iter().map(entry).for_each(|stated| look(&self.of.stated(&stated)));
        }
        let missing = ActionCode::ALL.iter().filter(|code| !reached.contains(code));
        let witness = |code: &ActionCode| Witness {
            subject: code.to_string(),
            how: "no profile near the top calls for it".to_owned(),
            rule: format!("action.{code}"),
            profiles: Vec::new(),
        };
        missing.map(witness).collect()
    }

    /// P9.
    pub(super) fn total(&self) -> Vec<Witness> {
        let model = &self.plan().model;
        let bands = model.bands.as_ref().map_or(0, |item| item.value.len());
        if bands.saturating_add(1) == model.scale.len() {
            return Vec::new();
        }
        let how = format!("{bands} bands for {} grades", model.scale.len());
        let rule = "pack.bands".to_owned();
        vec![Witness { subject: "bands".to_owned(), how, rule, profiles: Vec::new() }]
    }

    /// P10. A step that moves the band too far is a cliff where no cap binds at its foot: there the grade is the band.
    pub(super) fn no_cliff(&self) -> Decided {
        let steps = self.plan().model.setting("cliff_steps", u32::MAX);
        let far = |worse: Grade, better: Grade| u32::from(worse.steps_to(better)) > steps;
        let found = match (self.grade, self.band) {
            // Where the bands alone never move so far, nothing does where no cap binds.
            (Ok(grade), Ok(band)) if self.nodes.step_where(band, far).is_some() => {
                let found = self.nodes.uncapped_step(grade, band, far);
                found.and_then(|(layer, points)| {
                    let criterion = self.space.layers.get(layer)?.criterion(Version::Old)?;
                    Some((self.space.levels(Version::Old, &points), criterion))
                })
            }
            (Ok(_), Ok(_)) => None,
            _ => self.step_in_boxes(
                |at, better| better.1 > at.0 && far(at.0, better.1),
                |at, better| {
                    let grade = self.grade_at(at);
                    grade == self.band_at(at) && far(grade, self.grade_at(better))
                },
            )?,
        };
        Ok(found.map(|(levels, criterion)| self.step(&levels, criterion)).into_iter().collect())
    }
}
