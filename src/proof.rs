//! What is known of a pack over all profiles: each property decided on the diagram, or named with the law that holds it.
//!
//! A statement that is refuted comes with a witness: a profile, or two one step apart. Where the diagram outgrows its
//! budget, boxes of profiles are searched with bounds; where that outgrows its budget too the answer is *not proved*,
//! never a guess. What is proved is proved about the rules, not about detecting forced labour. `decide` has one function
//! for each property.

mod decide;

use sha2::{Digest, Sha256};

use crate::answer::{answer, words_answer};
use crate::assessment::{ENGINE, SEMANTICS};
use crate::document::named;
use crate::fact::ids::{INTEGRITY, key_path};
use crate::limits::{MAX_DIAGRAM_NODES, MAX_SEARCHED_BOXES};
use crate::pack::PackId;
use crate::pack::model::FactRef;
use crate::plan::{Compiled, Plan};
use crate::proof::decide::Prover;
use crate::search::GaveUp;

pub use crate::proof::decide::Witness;

answer! {
    /// What is known of a pack over all profiles: its certificate of proof.
    pub struct Proof {
        /// The pack, with its digest.
        pub pack: PackId,
        /// What decided it.
        pub engine: &'static str,
        /// The semantics under which it was decided.
        pub semantics: u32,
        /// How many criteria there are.
        pub criteria: u32,
        /// Profiles of each grade, worst grade first, as decimal numbers of any length; empty where they were not
        /// counted.
        pub profiles: Vec<String>,
        /// Nodes of the diagram; null where the budget ran out.
        pub nodes: Option<u32>,
        /// SHA-256 of the diagram's canonical form; null where the budget ran out.
        pub root: Option<String>,
        /// Each property.
        pub properties: Vec<Property>,
        /// Criteria about which silence does not stand for the act, and the level at which it stands at worst.
        pub floors: Vec<Floor>,
        /// Where stating something may lower the headline: the exceptions of P11.
        pub exceptions: Vec<Exception>,
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
        /// Where it is refuted: what shows it, one for each rule that fails; otherwise empty.
        pub witness: Vec<Witness>,
        /// Where it holds by construction: the test among the laws (`tests/it/`) that holds the code to it.
        pub law: Option<&'static str>,
    }
}

answer! {
    /// A criterion with a silent floor.
    pub struct Floor {
        /// The criterion.
        pub criterion: String,
        /// The level at which silence stands at worst.
        pub level: String,
    }
}

answer! {
    /// A criterion that a statement may lower although nothing was hidden before.
    pub struct Exception {
        /// The criterion.
        pub criterion: String,
        /// Why.
        pub because: ExceptionCause,
    }
}

named! {
    /// Why stating something may lower the headline.
    pub enum ExceptionCause {
        /// It adds an adverse document.
        AdverseDocument = "adverse_document",
        /// It states a contradiction inside the report.
        Contradiction = "contradiction",
        /// It ends silence about an adverse act.
        SilentFloor = "silent_floor",
    }
}

named! {
    /// How a property stands.
    pub enum ProofResult {
        /// It does not hold: a witness shows it.
        Refuted = "refuted",
        /// The budgets ran out.
        NotProved = "not_proved",
        /// It holds by construction; a law test holds the code to it.
        ByConstruction = "by_construction",
        /// Decided over all profiles.
        Proved = "proved",
    }
}

words_answer!(ProofResult, ExceptionCause);

impl Proof {
    /// Whether nothing is refuted and nothing left unproved.
    pub fn is_sound(&self) -> bool {
        let holds = |property: &Property| {
            matches!(property.result, ProofResult::Proved | ProofResult::ByConstruction)
        };
        self.properties.iter().all(holds)
    }

    /// Whether something is refuted.
    pub fn is_refuted(&self) -> bool {
        self.properties.iter().any(|property| property.result == ProofResult::Refuted)
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
        self.prove_within(MAX_DIAGRAM_NODES, MAX_SEARCHED_BOXES)
    }

    fn prove_within(&self, nodes: usize, boxes: usize) -> Proof {
        let plan = self.compiled();
        let prover = Prover::new(self, nodes, boxes);
        let properties = PROPERTIES.iter().map(|(id, statement, how)| {
            let witness = match how {
                How::Decided(decide) => decide(&prover),
                How::Shown(show) => Ok(show(&prover)),
                How::ByConstruction(law) => {
                    let result = ProofResult::ByConstruction;
                    return Property { id, statement, result, witness: Vec::new(), law: Some(law) };
                }
            };
            let result = match &witness {
                Ok(witness) if witness.is_empty() => ProofResult::Proved,
                Ok(_) => ProofResult::Refuted,
                Err(GaveUp) => ProofResult::NotProved,
            };
            Property { id, statement, result, witness: witness.unwrap_or_default(), law: None }
        });
        let properties = properties.collect();
        let (nodes, root) = (&prover.nodes, prover.grade.ok());
        Proof {
            pack: self.id().clone(),
            engine: ENGINE,
            semantics: SEMANTICS,
            criteria: u32::try_from(plan.criteria.len()).unwrap_or(u32::MAX),
            profiles: root
                .map(|root| nodes.profiles(root))
                .unwrap_or_default()
                .iter()
                .map(ToString::to_string)
                .collect(),
            nodes: root.map(|root| u32::try_from(nodes.len(root)).unwrap_or(u32::MAX)),
            root: root.map(|root| crate::pack::hex(&Sha256::digest(nodes.canonical(root)))),
            properties,
            floors: floors(plan),
            exceptions: exceptions(plan),
        }
    }
}

/// How a property is known.
enum How {
    Decided(fn(&Prover) -> Result<Vec<Witness>, GaveUp>),
    /// Decided without a search.
    Shown(fn(&Prover) -> Vec<Witness>),
    ByConstruction(&'static str),
}

const PROPERTIES: [(&str, &str, How); 15] = [
    ("P1", "a better level never gives a worse grade or verdict", How::Decided(Prover::monotone)),
    ("P2", "where a cap's condition holds the grade is within it", How::Decided(Prover::caps_hold)),
    ("P3", "every cap can bind", How::Shown(Prover::caps_bind)),
    ("P4", "every grade can be reached", How::Decided(Prover::grades_reached)),
    ("P5", "every criterion and level has an effect", How::Decided(Prover::levels_matter)),
    ("P6", "what is critical cannot be bought back", How::Decided(Prover::critical)),
    (
        "P7",
        "the range is sound and tight over profiles",
        How::ByConstruction("any_pack_answers_as_the_specification_says"),
    ),
    (
        "P8",
        "the order of what carries no order does not matter",
        How::ByConstruction("the_order_of_lists_does_not_change_a_byte"),
    ),
    ("P9", "bands cover every sum of demerits, and none overflows", How::Shown(Prover::total)),
    ("P10", "one step is no cliff unless a cap binds", How::Decided(Prover::no_cliff)),
    (
        "P11",
        "stating a fact never lowers the headline, but for the listed exceptions",
        How::ByConstruction("withholding_a_fact_of_method_never_raises_what_is_shown"),
    ),
    (
        "P12",
        "the same certificate or finding twice changes nothing",
        How::ByConstruction("the_same_finding_or_certificate_twice_changes_nothing"),
    ),
    (
        "P13",
        "a later day never gives a better answer",
        How::ByConstruction("a_later_day_never_gives_a_better_answer"),
    ),
    (
        "P18",
        "the account partitions its total; stating a fact of method never lowers what is shown and never raises what is unsaid",
        How::ByConstruction(
            "stating_a_fact_of_method_never_lowers_what_is_shown_and_never_raises_what_is_unsaid",
        ),
    ),
    (
        "P19",
        "the same answers left open, better levels never lead further from reliance; every action is called for somewhere",
        How::Shown(Prover::actions_reached),
    ),
];

fn floors(plan: &Compiled) -> Vec<Floor> {
    let floor = |criterion: &crate::plan::PlanCriterion| {
        let levels = &plan.model.criteria.get(&criterion.id)?.value.levels;
        let level = levels.get(usize::from(criterion.floor?))?.name.clone();
        Some(Floor { criterion: criterion.id.clone(), level })
    };
    plan.criteria.iter().filter_map(floor).collect()
}

/// The criteria that a statement may lower, by what it states.
fn exceptions(plan: &Compiled) -> Vec<Exception> {
    let cause = |criterion: &crate::plan::PlanCriterion| {
        let reads = |table: &str| {
            criterion.fact.reads().iter().any(|path| path.split(['.', '[']).next() == Some(table))
        };
        let because = match &criterion.fact {
            FactRef::Catalogue(INTEGRITY) => ExceptionCause::Contradiction,
            _ if criterion.floor.is_some() => ExceptionCause::SilentFloor,
            FactRef::Catalogue(_) if reads(key_path!(findings)) || reads(key_path!(certificates)) => {
                ExceptionCause::AdverseDocument
            }
            FactRef::Catalogue(_) | FactRef::Extra(..) => return None,
        };
        Some(Exception { criterion: criterion.id.clone(), because })
    };
    plan.criteria.iter().filter_map(cause).collect()
}

#[cfg(test)]
mod tests {
    use super::{Proof, ProofResult};
    use crate::pack::Pack;
    use crate::plan::Plan;

    fn results(proof: &Proof) -> Vec<ProofResult> {
        proof.properties.iter().map(|property| property.result).collect()
    }

    #[test]
    fn boxes_decide_what_the_diagram_would_and_never_against_it() {
        for (id, _) in Pack::SHIPPED {
            let plan = Plan::new(&Pack::shipped(id).unwrap());
            let (exact, boxes) = (plan.prove(), plan.prove_within(10, 20_000));
            assert!(exact.is_sound(), "{id}: {}", exact.to_json_pretty());
            assert_eq!(boxes.nodes, None);
            assert!(boxes.profiles.is_empty(), "{id}: nothing is counted without a diagram");
            for (exact, found) in results(&exact).into_iter().zip(results(&boxes)) {
                assert!(found == exact || found == ProofResult::NotProved, "{id}: {exact} and {found}");
            }
            let not_proved =
                results(&boxes).iter().filter(|result| **result == ProofResult::NotProved).count();
            assert!(not_proved <= 2, "{id}: {}", boxes.to_json_pretty());
        }
    }

    #[test]
    fn where_both_budgets_run_out_nothing_is_claimed() {
        let proof = Plan::new(&Pack::procurement().unwrap()).prove_within(10, 0);
        assert!(!proof.is_sound() && !proof.is_refuted());
        let result = |id: &str| proof.properties.iter().find(|property| property.id == id).unwrap().result;
        assert_eq!(result("P4"), ProofResult::NotProved);
        assert_eq!(result("P5"), ProofResult::NotProved);
        assert_eq!(result("P3"), ProofResult::Proved, "it needs no search");
    }
}
