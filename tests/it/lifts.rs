//! What the best answer to a question lifts, by brute force: each answer is stated in the document, which is then assessed
//! anew.
//!
//! Of a fact that is no single key the answer settles the criteria over it and whether others apply. Two go further:
//! that the site lies where no listed place is settles its context, and that the auditors counted for themselves the
//! context and the language of groups that nobody listed.

use audit_credence::assessment::AnswerFrom;
use audit_credence::{Assessment, Facts, Scorer};
use serde_json::{Value, json};
use toml::Table;

use crate::gaps::{stating, values};
use crate::generate::get;
use crate::laws::{ends, read};
use crate::naive::action::Lifts;
use crate::naive::{Naive, Profile};

/// Bases of provenance that show nothing.
const CLAIMS: [&str; 2] = ["programme_rule", "supplier"];

/// Of each question that the auditor or the reader can answer what it lifts.
pub(crate) fn lifts(naive: &Naive, scorer: &Scorer, document: &Value, found: &Assessment) -> Lifts {
    let (worst, best) = ends(naive, found);
    let mut lifts = Lifts::new();
    for gap in found.gaps.iter().filter(|gap| gap.answer_from != AnswerFrom::Site) {
        let at = naive.criteria.iter().position(|one| one.id == gap.criterion).unwrap();
        let after = |document: Value| {
            let found = scorer.assess(&read(&document)).ok().filter(|found| found.grade.is_some())?;
            Some(ends(naive, &found).0).filter(|after| after[at] == best[at])
        };
        let stated =
            |answers: Vec<Value>| -> Vec<Profile> { answers.into_iter().filter_map(after).collect() };
        let profiles = if let Some(values) = values(&gap.fact) {
            stated(values.iter().filter_map(|value| stating(document, &gap.fact, value)).collect())
        } else if gap.fact == "derived.coercion_context" {
            let elsewhere = stated(elsewhere(document).into_iter().collect());
            elsewhere.into_iter().take(1).collect()
        } else {
            let mut settled = settled(naive, at, &gap.fact, (&worst, &best));
            if gap.fact == "derived.workforce_established" {
                let counted = stated(counted(document).into_iter().collect());
                let counted = counted.first().unwrap_or_else(|| panic!("{document} can be counted"));
                follow_from_the_count(naive, document, counted, &mut settled);
            }
            vec![settled]
        };
        let least = |at: usize| profiles.iter().map(|profile| profile[at]).min().unwrap_or(0).min(best[at]);
        let lifted = (0..worst.len()).map(|at| (at, least(at))).filter(|(at, level)| *level > worst[*at]);
        let lifted: Vec<(usize, usize)> = lifted.collect();
        if !lifted.is_empty() {
            lifts.insert(at, lifted);
        }
    }
    lifts
}

/// The worst corner with a criterion at its best, and every other criterion as the same fact then leaves it.
fn settled(naive: &Naive, at: usize, fact: &str, (worst, best): (&Profile, &Profile)) -> Profile {
    let asked = &naive.criteria[at];
    let mut settled = worst.clone();
    if asked.fact != fact {
        // It is asked whether the criterion applies: best is that it does not.
        settled[at] = best[at];
        return settled;
    }
    let candidates: Vec<Value> = (0..200).map(|count| json!(count)).chain(words(fact)).collect();
    let answers: Vec<&Value> =
        candidates.iter().filter(|value| level_of(&asked.holds, value) == Some(best[at])).collect();
    settled[at] = best[at];
    for (other, criterion) in naive.criteria.iter().enumerate().filter(|(other, _)| *other != at) {
        let condition =
            criterion.applies_when.as_ref().filter(|applies| applies["fact"].as_str() == Some(fact));
        if criterion.fact == fact {
            let least = answers.iter().filter_map(|value| level_of(&criterion.holds, value)).min();
            settled[other] = settled[other].max(least.unwrap_or(0));
        } else if let Some(condition) = condition
            && !answers.iter().any(|value| holds(condition, "", value))
        {
            settled[other] = naive.top(other);
        }
    }
    settled
}

/// Once the auditors counted for themselves the context is what place and arrangements leave; and where no group may be
/// hidden any more the language stands where the known groups do.
fn follow_from_the_count(naive: &Naive, document: &Value, counted: &Profile, settled: &mut Profile) {
    let at = |id: &str| naive.criteria.iter().position(|one| one.id == id);
    let (Some(context), Some(language)) = (at("coercion_context"), at("language_cover")) else { return };
    settled[context] = counted[context];
    let covers_everyone = get(document, "site.workforce_covers") == Some(&json!("everyone_present"));
    if covers_everyone || counted[context] == naive.top(context) {
        let known = Facts::from_dossier(&read(document)).bits("derived.known_language_cover").unwrap();
        settled[language] = known.trailing_zeros() as usize;
    }
}

/// The words of a named fact.
fn words(fact: &str) -> Vec<Value> {
    let entry = audit_credence::CATALOGUE.iter().find(|one| one.id == fact);
    match entry.map(|entry| entry.kind) {
        Some(audit_credence::Kind::Named(words)) => words.iter().map(|word| json!(word)).collect(),
        _ => Vec::new(),
    }
}

/// The level at which a value stands.
fn level_of(levels: &[Table], value: &Value) -> Option<usize> {
    let name = |level: &Table| level["name"].as_str().unwrap().to_owned();
    levels.iter().rposition(|level| holds(level, &name(level), value))
}

/// Whether a condition as it is written holds of a value; a named value stands for itself where nothing is written.
fn holds(written: &Table, name: &str, value: &Value) -> bool {
    let number = |key: &str| written.get(key).and_then(toml::Value::as_integer);
    match (value.as_i64(), written.get("is").and_then(toml::Value::as_array)) {
        (None, Some(words)) => words.iter().any(|word| word.as_str() == value.as_str()),
        (None, None) => value.as_str() == Some(name),
        (Some(count), _) => {
            let bounded = number("at_least").is_none_or(|least| count >= least);
            bounded && number("at_most").is_none_or(|most| count <= most)
        }
    }
}

/// The document with a place that no pack lists, where it leaves the place open.
fn elsewhere(document: &Value) -> Option<Value> {
    if get(document, "site.subdivision").is_some() {
        return None;
    }
    match get(document, "site.country").and_then(Value::as_str) {
        None => stating(document, "site.country", &json!("NO")),
        Some("CN") => stating(document, "site.subdivision", &json!("CN-HI")),
        Some(_) => None,
    }
}

/// The document with what bears out that the auditors counted the workers themselves.
fn counted(document: &Value) -> Option<Value> {
    let mut counted = document.clone();
    let mut state = |path: &str, value: Value| {
        let is_claimed =
            document["provenance"][path]["basis"].as_str().is_some_and(|basis| CLAIMS.contains(&basis));
        if is_claimed || get(&counted, path).is_none() {
            counted = stating(&counted, path, &value)?;
        }
        Some(())
    };
    state("site.workforce_established_by", json!("independent"))?;
    state("report.conclusion.headcount", json!(1))?;
    state("site.headcount", json!(1))?;
    state("site.shifts", get(document, "report.visit.shifts_seen").cloned().unwrap_or(json!(1)))?;
    state("report.visit.shifts_seen", get(document, "site.shifts").cloned().unwrap_or(json!(1)))?;
    state("site.dormitories", json!("provided"))?;
    state("report.visit.dormitories_seen", json!(true))?;
    // A list that reaches every count.
    state("site.workforce", json!([]));
    let mut groups = get(&counted, "site.workforce").and_then(Value::as_array).cloned().unwrap_or_default();
    groups.push(json!({ "workers": 1_000_000 }));
    stating(&counted, "site.workforce", &json!(groups))
}
