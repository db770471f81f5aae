//! What is known of a pack over all profiles: each property decided on the diagram, or named with the law that holds it.
//!
//! A statement that is refuted comes with a witness: a profile, or two one step apart. Where the node budget runs out
//! the answer is *not proved*, never a guess. What is proved is proved about the rules, not about detecting forced
//! labour.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::answer::{answer, words_answer};
use crate::assessment::{ENGINE, SEMANTICS};
use crate::diagram::{Diagram, TooLarge};
use crate::document::named;
use crate::grade::Grade;
use crate::pack::PackId;
use crate::plan::{Compiled, Plan, PlanCap};

answer! {
    /// What is known of a pack over all profiles.
    pub struct Proof {
        /// The pack.
        pub pack: PackId,
        /// What decided it.
        pub engine: &'static str,
        /// The semantics under which it was decided.
        pub semantics: u32,
        /// How many criteria there are.
        pub criteria: u32,
        /// Profiles of each grade, worst grade first, as decimal numbers; empty where they were not counted.
        pub profiles: Vec<String>,
        /// Nodes of the diagram; null where the budget ran out.
        pub nodes: Option<u32>,
        /// SHA-256 of the diagram's canonical form; null where the budget ran out.
        pub root: Option<String>,
        /// Each property.
        pub properties: Vec<Property>,
        /// Criteria with a silent floor.
        pub floors: Vec<String>,
    }
}

answer! {
    /// A property and how it stands.
    pub struct Property {
        /// Its id in the semantics, such as `P1`.
        pub id: &'static str,
        /// What it says.
        pub statement: &'static str,
        /// How it stands.
        pub result: ProofResult,
        /// Where it is refuted: what fails, one line each.
        pub failures: Vec<Failure>,
        /// Where it holds by construction: the test among the laws (`tests/it/`) that holds the code to it.
        pub law: Option<&'static str>,
    }
}

answer! {
    /// What refutes a property.
    pub struct Failure {
        /// The criterion, cap or grade that fails.
        pub subject: String,
        /// How.
        pub how: String,
        /// The profile that shows it, by criterion; criteria left out do not matter or stand at their top.
        pub witness: BTreeMap<String, String>,
    }
}

named! {
    /// How a property stands.
    pub enum ProofResult {
        /// It does not hold: a witness shows it.
        Refuted = "refuted",
        /// The node budget ran out.
        NotProved = "not_proved",
        /// It holds by construction; a law test holds the code to it.
        ByConstruction = "by_construction",
        /// Decided over all profiles.
        Proved = "proved",
    }
}

words_answer!(ProofResult);

impl Proof {
    /// Whether nothing is refuted and nothing left unproved.
    pub fn is_sound(&self) -> bool {
        let holds = |property: &Property| {
            matches!(property.result, ProofResult::Proved | ProofResult::ByConstruction)
        };
        self.properties.iter().all(holds)
    }

    /// The proof as JSON for people.
    pub fn to_json_pretty(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl Plan {
    /// Decides what can be known of the pack over all profiles.
    ///
    /// ```
    /// use audit_credence::{Pack, Plan};
    ///
    /// let proof = Plan::new(&Pack::shipped("wrc").unwrap()).prove();
    /// assert!(proof.properties.iter().any(|property| property.id == "P1"));
    /// ```
    pub fn prove(&self) -> Proof {
        let plan = self.compiled();
        let grade = Diagram::of_grade(plan);
        let band = Diagram::of_band(plan);
        let prover = Prover { plan };
        let decided = |id, statement, failures: Result<Vec<Failure>, TooLarge>| {
            let result = match &failures {
                Ok(failures) if failures.is_empty() => ProofResult::Proved,
                Ok(_) => ProofResult::Refuted,
                Err(TooLarge) => ProofResult::NotProved,
            };
            Property { id, statement, result, failures: failures.unwrap_or_default(), law: None }
        };
        let held = |id, statement, law| Property {
            id,
            statement,
            result: ProofResult::ByConstruction,
            failures: Vec::new(),
            law: Some(law),
        };
        let on = |diagram: &Result<Diagram, TooLarge>, decide: &dyn Fn(&Diagram) -> Vec<Failure>| {
            diagram.as_ref().map(decide).map_err(|too_large| *too_large)
        };
        let properties = vec![
            decided(
                "P1",
                "a better level never gives a worse grade or verdict",
                on(&grade, &|d| prover.monotone(d)),
            ),
            decided(
                "P2",
                "where a cap's condition holds the grade is within it",
                on(&grade, &|d| prover.caps_hold(d)),
            ),
            decided("P3", "every cap can bind", Ok(prover.caps_bind())),
            decided("P4", "every grade can be reached", on(&grade, &|d| prover.grades_reached(d))),
            decided(
                "P5",
                "every criterion and level has an effect",
                on(&grade, &|d| prover.levels_matter(d)),
            ),
            decided("P6", "what is critical cannot be bought back", on(&grade, &|d| prover.critical(d))),
            held(
                "P7",
                "the range is sound and tight over profiles",
                "any_pack_answers_as_the_specification_says",
            ),
            held(
                "P8",
                "the order of what carries no order does not matter",
                "the_order_of_lists_does_not_change_a_byte",
            ),
            decided("P9", "bands cover every sum of demerits, and none overflows", Ok(prover.total())),
            decided("P10", "one step is no cliff unless a cap binds", on(&band, &|d| prover.cliffs(d))),
            held(
                "P11",
                "stating a fact never lowers the headline, but for what the semantics list",
                "withholding_a_fact_of_method_never_raises_what_is_shown",
            ),
            held(
                "P12",
                "the same certificate or finding twice changes nothing",
                "the_same_finding_or_certificate_twice_changes_nothing",
            ),
            held("P13", "a later day never gives a better answer", "a_later_day_never_gives_a_better_answer"),
        ];
        let floors = plan.criteria.iter().filter(|one| one.floor.is_some()).map(|one| one.id.clone());
        let grade = grade.ok();
        Proof {
            pack: self.id().clone(),
            engine: ENGINE,
            semantics: SEMANTICS,
            criteria: u32::try_from(plan.criteria.len()).unwrap_or(u32::MAX),
            profiles: grade
                .as_ref()
                .and_then(Diagram::profiles)
                .unwrap_or_default()
                .iter()
                .map(u128::to_string)
                .collect(),
            nodes: grade.as_ref().map(|diagram| u32::try_from(diagram.len()).unwrap_or(u32::MAX)),
            root: grade.map(|diagram| crate::pack::hex(&Sha256::digest(diagram.canonical()))),
            properties,
            floors: floors.collect(),
        }
    }
}

struct Prover<'p> {
    plan: &'p Compiled,
}

impl Prover<'_> {
    fn id(&self, criterion: usize) -> String {
        self.plan.criteria.get(criterion).map_or(String::new(), |criterion| criterion.id.clone())
    }

    fn level(&self, criterion: usize, level: u8) -> String {
        let levels = self.plan.model.criteria.get(&self.id(criterion)).map(|item| &item.value.levels);
        levels
            .and_then(|levels| levels.get(usize::from(level)))
            .map_or(String::new(), |level| level.name.clone())
    }

    fn name(&self, grade: Grade) -> &str {
        self.plan.id.scale.get(grade.index()).map_or("", String::as_str)
    }

    fn witness(&self, levels: impl IntoIterator<Item = (usize, u8)>) -> BTreeMap<String, String> {
        levels
            .into_iter()
            .map(|(criterion, level)| (self.id(criterion), self.level(criterion, level)))
            .collect()
    }

    fn step(&self, (levels, criterion): (Vec<u8>, usize)) -> Failure {
        let at = levels.get(criterion).copied().unwrap_or(0);
        Failure {
            subject: self.id(criterion),
            how: format!(
                "from `{}` to `{}`",
                self.level(criterion, at),
                self.level(criterion, at.saturating_add(1))
            ),
            witness: self.witness(levels.into_iter().enumerate()),
        }
    }

    fn monotone(&self, diagram: &Diagram) -> Vec<Failure> {
        diagram.not_monotone().map(|step| self.step(step)).into_iter().collect()
    }

    fn cliffs(&self, diagram: &Diagram) -> Vec<Failure> {
        let steps = self.plan.model.setting("cliff_steps", u32::MAX);
        diagram.cliff(steps).map(|step| self.step(step)).into_iter().collect()
    }

    fn caps_hold(&self, diagram: &Diagram) -> Vec<Failure> {
        let mut failures = Vec::new();
        for cap in &self.plan.caps {
            for entry in &cap.when {
                let best = diagram.best_within(&entry.iter().copied().collect());
                if best > cap.grade {
                    let how = format!("its condition holds and the grade is {}", self.name(best));
                    failures.push(Failure {
                        subject: cap.id.clone(),
                        how,
                        witness: self.witness(entry.iter().copied()),
                    });
                }
            }
        }
        failures
    }

    fn critical(&self, diagram: &Diagram) -> Vec<Failure> {
        let mut failures = Vec::new();
        for (index, criterion) in self.plan.criteria.iter().enumerate() {
            let grade = self.plan.model.criteria.get(&criterion.id).and_then(|item| item.value.critical);
            let best = diagram.best_within(&BTreeMap::from([(index, 0)]));
            if grade.is_some_and(|grade| best > Grade::at(grade)) {
                let how = format!("at its bottom the grade can be {}", self.name(best));
                failures.push(Failure {
                    subject: criterion.id.clone(),
                    how,
                    witness: self.witness([(index, 0)]),
                });
            }
        }
        failures
    }

    /// A cap binds somewhere exactly when it binds where one of its conditions just holds and all else is best: the
    /// grade without it is nowhere better among the profiles in which that condition holds.
    fn caps_bind(&self) -> Vec<Failure> {
        let dead = |cap: &&PlanCap| !cap.when.iter().any(|entry| self.without(cap, entry).0 > cap.grade);
        let failure = |cap: &PlanCap| {
            let entry = cap.when.first().cloned().unwrap_or_default();
            let how = match self.without(cap, &entry) {
                (_, shadows) if !shadows.is_empty() => format!("always shadowed by {}", shadows.join(", ")),
                (grade, _) => format!("demerits alone give {} already", self.name(grade)),
            };
            Failure { subject: cap.id.clone(), how, witness: self.witness(entry) }
        };
        self.plan.caps.iter().filter(dead).map(failure).collect()
    }

    /// The grade without a cap where one of its conditions just holds and all else is best, and the caps that hold
    /// there and are no better.
    fn without(&self, cap: &PlanCap, entry: &[(usize, u8)]) -> (Grade, Vec<String>) {
        let level = |index: usize| {
            let stated = entry.iter().find(|(criterion, _)| *criterion == index).map(|(_, level)| *level);
            stated.unwrap_or_else(|| self.plan.criteria.get(index).map_or(0, |criterion| criterion.top))
        };
        let band = self.plan.band(self.plan.demerits(level));
        let others =
            self.plan.caps.iter().filter(|other| other.id != cap.id && Compiled::holds(other, level));
        let grade = others.clone().map(|other| other.grade).min().map_or(band, |grade| grade.min(band));
        let shadows = others.filter(|other| other.grade <= cap.grade).map(|other| format!("`{}`", other.id));
        (grade, shadows.collect())
    }

    fn grades_reached(&self, diagram: &Diagram) -> Vec<Failure> {
        let grades = (0..self.plan.id.scale.len()).map(Grade::at).filter(|grade| !diagram.reaches(*grade));
        let failure = |grade: Grade| Failure {
            subject: self.name(grade).to_owned(),
            how: "no profile has this grade".to_owned(),
            witness: BTreeMap::new(),
        };
        grades.map(failure).collect()
    }

    fn levels_matter(&self, diagram: &Diagram) -> Vec<Failure> {
        let mut failures = Vec::new();
        for (index, criterion) in self.plan.criteria.iter().enumerate() {
            for worse in 0..criterion.top {
                let better = worse.saturating_add(1);
                let required =
                    self.plan.standards.iter().any(|standard| standard.requires.contains(&(index, better)));
                if !required && !diagram.tells_apart(index, worse) {
                    let (worse, better) = (self.level(index, worse), self.level(index, better));
                    let how = format!("`{worse}` and `{better}` never differ in a grade or a verdict");
                    failures.push(Failure { subject: criterion.id.clone(), how, witness: BTreeMap::new() });
                }
            }
        }
        failures
    }

    fn total(&self) -> Vec<Failure> {
        let model = &self.plan.model;
        let bands = model.bands.as_ref().map_or(0, |item| item.value.len());
        let limits: Option<u32> =
            model.domains.values().try_fold(0_u32, |sum, item| sum.checked_add(item.value.limit));
        if bands.saturating_add(1) == model.scale.len() && limits.is_some() {
            return Vec::new();
        }
        let how = format!("{bands} bands for {} grades", model.scale.len());
        vec![Failure { subject: "bands".to_owned(), how, witness: BTreeMap::new() }]
    }
}
