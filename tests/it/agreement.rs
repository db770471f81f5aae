//! Three evaluators that must agree: naive, plan, diagram.
//!
//! They share no code: the naive one reads the pack's TOML by itself, the plan evaluates flat tables, the diagram is
//! walked from its root. Drawn packs use groups, limits, outside domains, and caps over several criteria far apart. Up
//! to 2^20 profiles every one is tried, beyond that random ones. A bug planted in any of them fails here.

use audit_credence::{Date, Facts, Grade, Pack, Plan};
use proptest::prelude::*;
use serde_json::Value;

use crate::generate;
use crate::laws::{Law, holds, linked, read};
use crate::naive::{Naive, Profile};
use crate::packs_drawn::{Packs, packs, wide_packs};

/// Up to so many profiles all are tried.
const ALL: u128 = 1 << 20;

struct Evaluators {
    naive: Naive,
    plan: audit_credence::Scorer,
    diagram: audit_credence::GradeDiagram,
}

impl Evaluators {
    fn new(naive: Naive, plan: &Plan) -> Self {
        let diagram = plan.grade_diagram().expect("within the node budget");
        Evaluators { naive, plan: plan.at(crate::laws::date("2026-01-01")), diagram }
    }

    fn profiles(&self) -> u128 {
        Naive::profiles_between(&vec![0; self.tops().len()], &self.tops())
    }

    fn tops(&self) -> Profile {
        (0..self.naive.criteria.len()).map(|criterion| self.naive.top(criterion)).collect()
    }

    /// The grade that all three give.
    fn grade(&self, profile: &Profile) -> Result<usize, TestCaseError> {
        let levels: Vec<u8> = profile.iter().map(|level| u8::try_from(*level).unwrap()).collect();
        let naive = self.naive.grade(profile);
        let stated = self.plan.plan().profile(&levels).expect("a profile of the pack");
        let plan = self.plan.grade(&stated);
        let diagram = self.diagram.grade(&levels);
        let found = [plan.worst(), plan.best(), diagram].map(Grade::index);
        prop_assert_eq!(found, [naive; 3], "plan (worst, best) and diagram, and naive, of {:?}", profile);
        Ok(naive)
    }

    /// How many profiles have each grade, all of them tried.
    fn all(&self) -> Result<Vec<u128>, TestCaseError> {
        let tops = self.tops();
        let mut counts = vec![0; self.naive.scale.len()];
        let mut profile = vec![0; tops.len()];
        loop {
            counts[self.grade(&profile)?] += 1;
            let Some(next) = (0..tops.len()).find(|at| profile[*at] < tops[*at]) else { return Ok(counts) };
            profile[next] += 1;
            profile[..next].fill(0);
        }
    }

    /// Random profiles: from anywhere, and near the top, where bands and caps decide.
    fn some(&self, tries: u64, seed: u64) -> Law {
        let mut state = seed | 1;
        let mut below = |end: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % end
        };
        let tops = self.tops();
        for round in 0..tries {
            let stays = usize::try_from(round % 20).unwrap();
            let level = |top: &usize| if below(20) < stays { *top } else { below(top + 1) };
            self.grade(&tops.iter().map(level).collect())?;
        }
        Ok(())
    }
}

/// Every profile, or so many random ones, of the last pack.
fn agree(packs: &Packs, tries: u64, seed: u64) -> Law {
    let (naive, plan) = linked(packs)?;
    let evaluators = Evaluators::new(naive, &plan);
    let agree = || {
        if evaluators.profiles() > ALL {
            return evaluators.some(tries, seed);
        }
        let counts: Vec<String> = evaluators.all()?.iter().map(u128::to_string).collect();
        prop_assert_eq!(plan.prove().profiles, counts);
        Ok(())
    };
    agree().map_err(|failure| TestCaseError::fail(format!("{failure}\n{packs}")))
}

#[test]
fn naive_plan_and_diagram_agree_on_every_profile_of_drawn_packs() {
    holds(96, (packs(), any::<u64>()), |(packs, seed)| agree(&packs, 2_000, seed));
}

#[test]
fn naive_plan_and_diagram_agree_on_wide_packs_with_caps_over_distant_criteria() {
    holds(48, (wide_packs(), any::<u64>()), |(packs, seed)| agree(&packs, 600, seed));
}

#[test]
fn naive_plan_and_diagram_agree_on_the_shipped_packs() {
    for (id, _) in Pack::SHIPPED {
        let naive = Naive::read(id, Pack::SHIPPED.iter().map(|(_, text)| *text));
        let evaluators = Evaluators::new(naive, &Plan::new(&Pack::shipped(id).unwrap()));
        evaluators.some(2_000, 7).unwrap_or_else(|failure| panic!("{id}: {failure}"));
    }
}

/// Dossiers under the last pack, each beside the naive grades of the worst and the best that it leaves possible.
fn agree_at_the_ends(packs: &Packs, documents: &[Value], as_of: Date) -> Law {
    let (naive, plan) = linked(packs)?;
    let scorer = plan.at(as_of);
    for document in documents {
        let levels = scorer.levels(&Facts::from_dossier(&read(document))).expect("no day is later");
        let spans = (0..naive.criteria.len()).map(|criterion| levels.get(criterion).unwrap());
        let (worst, best): (Profile, Profile) =
            spans.map(|span| (usize::from(span.worst()), usize::from(span.best()))).unzip();
        let found = scorer.grade(&levels);
        let found = [found.worst(), found.best()].map(Grade::index);
        prop_assert_eq!(
            found,
            [naive.grade(&worst), naive.grade(&best)],
            "plan, and naive, under\n{}",
            packs
        );
    }
    Ok(())
}

#[test]
fn a_dossier_is_graded_as_the_naive_evaluator_grades_its_ends() {
    let documents = || proptest::collection::vec(generate::dossier(), 1..6);
    let law =
        |(packs, documents, as_of): (Packs, Vec<Value>, Date)| agree_at_the_ends(&packs, &documents, as_of);
    holds(96, (packs(), documents(), generate::as_of()), law);
    holds(48, (wide_packs(), documents(), generate::as_of()), law);
}

/// The last pack with a limit beyond a byte.
fn outgrown(mut packs: Packs) -> Packs {
    packs.0.last_mut().unwrap().1.push_str("[domain.roomy]\ntitle = \"D\"\nlimit = 300\n");
    packs
}

#[test]
fn naive_plan_and_diagram_agree_where_a_number_outgrows_a_byte() {
    let documents = proptest::collection::vec(generate::dossier(), 1..4);
    let draws = (packs(), documents, generate::as_of(), any::<u64>());
    holds(48, draws, |(packs, documents, as_of, seed)| {
        let packs = outgrown(packs);
        agree(&packs, 600, seed)?;
        agree_at_the_ends(&packs, &documents, as_of)
    });
}
