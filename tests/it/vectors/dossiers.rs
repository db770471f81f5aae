//! Vectors of dossiers: what to do, how much is shown and what to ask, for whoever implements all of it again.

use audit_credence::assessment::ActionCode;
use audit_credence::{Assessment, Date};
use serde_json::{Value, json};

use crate::account::expected_points;
use crate::calibration;
use crate::generate::{example, examples};
use crate::laws::{PROCUREMENT, SPECIFIED, assess, date, ends};
use crate::lifts::lifts;

/// The day of the exemplary audit and its twins.
const SOON: &str = "2026-06-01";

/// So many open answers are tried in every set.
const MOST_TRIED: usize = 14;

fn dossiers() -> Vec<(String, Date, Value)> {
    let on = calibration::as_of();
    let calibrated = calibration::dossiers()
        .into_iter()
        .map(|(name, document)| (format!("calibration/{name}"), on, document));
    let twins = examples("twins").into_iter().map(|(name, twin)| (format!("twins/{name}"), date(SOON), twin));
    let exemplary = ("exemplary".to_owned(), date(SOON), example("exemplary.toml"));
    calibrated.chain([exemplary]).chain(twins).collect()
}

fn vector(name: &str, as_of: Date, document: &Value, found: &Assessment) -> Value {
    let grade =
        found.grade.as_ref().map(|grade| json!({ "worst": grade.worst.name(), "best": grade.best.name() }));
    let account = found.account.as_ref().map(|account| {
        let points = account.points();
        json!({ "of": points.of, "shown": points.shown, "against": points.against, "unsaid": points.unsaid })
    });
    let action = found.action.as_ref().unwrap();
    json!({
        "name": name, "as_of": as_of.to_string(), "dossier": document, "grade": grade, "account": account,
        "action": action.code.as_str(), "questions": action.questions,
    })
}

/// Account, action and questions are what the specification says.
fn agrees(name: &str, as_of: Date, document: &Value, found: &Assessment) {
    let (worst, best) = ends(&SPECIFIED, found);
    let action = found.action.as_ref().unwrap();
    if let Some(account) = &found.account {
        let points = account.points();
        let found = [points.of, points.shown, points.against, points.unsaid];
        assert_eq!(found, expected_points(document, as_of), "{name}");
    }
    let (is_readable, is_found) = (found.grade.is_some(), false);
    assert_eq!(action.code.as_str(), SPECIFIED.action(&worst, &best, is_readable, is_found), "{name}");
    if action.code != ActionCode::Ask {
        return;
    }
    let lifts = lifts(&SPECIFIED, &PROCUREMENT.at(as_of), document, found);
    if lifts.len() <= MOST_TRIED {
        let fewest = SPECIFIED.fewest_questions(&worst, &best, &lifts);
        let ids: Vec<String> = fewest.into_iter().map(|at| SPECIFIED.criteria[at].id.clone()).collect();
        assert_eq!(action.questions.as_ref(), Some(&ids), "{name}");
    }
}

#[test]
fn vectors_of_dossiers_are_fresh_and_what_the_specification_says() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/dossiers.jsonl");
    let mut text = String::new();
    for (name, as_of, document) in dossiers() {
        let found = assess(&PROCUREMENT.at(as_of), &document);
        agrees(&name, as_of, &document, &found);
        text.push_str(&vector(&name, as_of, &document, &found).to_string());
        text.push('\n');
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|update| update == "1") {
        std::fs::write(&path, &text).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    let first = there.lines().zip(text.lines()).find(|(there, made)| there != made);
    assert!(there == text, "{} is stale, first line: {first:?}", path.display());
    let actions: std::collections::BTreeSet<&str> = ActionCode::ALL
        .iter()
        .map(|code| code.as_str())
        .filter(|code| text.contains(&format!("\"action\":\"{code}\"")))
        .collect();
    assert_eq!(actions.len(), ActionCode::ALL.len(), "each action is called for: {actions:?}");
}
