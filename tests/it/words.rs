//! The words of answers: each that an output prints stands in the glossary, and grades move in one form of words.

use std::collections::BTreeSet;

use audit_credence::assessment::{ActionCode, Verdict};
use audit_credence::compare::compare;
use audit_credence::explain::{glossary, words};
use serde_json::{Value, json};

use crate::generate::{example, with, without};
use crate::laws::{PROCUREMENT, date, read};

/// Keys whose codes are names from elsewhere, or tell drawings apart and are printed nowhere.
const NOT_WORDS: [&str; 5] = ["indicators_found", "scheme", "tone", "kind", "ChangeTold"];

/// Every code that a schema gives for a key, with the names on the way to it.
fn codes(schema: &Value, way: &[&str], found: &mut Vec<(String, String)>) {
    match schema {
        Value::Object(keys) => {
            for (key, value) in keys {
                if let (true, Some(list)) = (key == "examples", value.as_array()) {
                    let codes = list.iter().filter_map(Value::as_str);
                    found.extend(codes.map(|code| (way.join("."), code.to_owned())));
                }
                codes(value, &[way, &[key.as_str()]].concat(), found);
            }
        }
        Value::Array(list) => list.iter().for_each(|one| codes(one, way, found)),
        _ => {}
    }
}

#[test]
fn every_status_verdict_and_note_that_an_output_holds_stands_in_the_glossary() {
    let known: BTreeSet<&str> =
        glossary().iter().flat_map(|kind| kind.terms.iter().map(|one| one.0)).collect();
    let mut checked = BTreeSet::new();
    for document in ["assessment", "explanation", "comparison", "portfolio"] {
        let path = format!("{}/schemas/{document}.schema.json", env!("CARGO_MANIFEST_DIR"));
        let schema = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let mut found = Vec::new();
        codes(&schema, &[], &mut found);
        for (way, code) in found {
            if way.split('.').any(|name| NOT_WORDS.contains(&name)) {
                continue;
            }
            assert!(known.contains(code.as_str()), "{document}: {way}: `{code}` is explained nowhere");
            checked.insert(code);
        }
    }
    assert!(checked.len() > 90, "{}", checked.len());
}

#[test]
fn what_is_printed_in_place_of_a_code_stands_beside_it_in_the_glossary() {
    let terms: Vec<(&str, String)> = glossary().into_iter().flat_map(|kind| kind.terms).collect();
    let printed = Verdict::ALL.iter().map(|code| (code.as_str(), words::verdict(*code).0));
    let printed = printed.chain(ActionCode::ALL.iter().map(|code| (code.as_str(), words::action(*code))));
    for (code, word) in printed {
        let is_told =
            |(term, meaning): &(&str, String)| *term == code && (code == word || meaning.contains(word));
        assert!(terms.iter().any(is_told), "{code}: {word}");
    }
    for (word, meaning) in terms {
        assert!(!meaning.is_empty() && !meaning.ends_with('.'), "{word}: {meaning}");
    }
}

#[test]
fn no_sentence_of_a_move_names_an_end_twice() {
    let exemplary = example("exemplary.toml");
    let announced = with(&exemplary, "report.visit.notice", json!("announced"));
    let silent = without(&announced, "report.interviews.private");
    let scorer = PROCUREMENT.at(date("2026-06-01"));
    for (from, to, text) in [
        (&announced, &exemplary, "better: credibility from C to A"),
        (&exemplary, &announced, "worse: credibility from A to C"),
        (&exemplary, &exemplary, "the same: credibility A, as before"),
    ] {
        assert_eq!(compare((&scorer, &read(from)), (&scorer, &read(to))).unwrap().text, text);
    }
    for (from, to) in [(&silent, &exemplary), (&exemplary, &silent), (&silent, &announced)] {
        let told = compare((&scorer, &read(from)), (&scorer, &read(to))).unwrap();
        let text = &told.text;
        assert!(text.matches(" from ").count() <= 1 && text.matches(" to ").count() <= 1, "{text}");
        // What to do is told in the pack's own words.
        let sentences = [&told.before, &told.after].map(|one| one.to_do.clone().unwrap());
        for (one, sentence) in [&told.before, &told.after].into_iter().zip(sentences) {
            let view = PROCUREMENT.action_view(one.action.unwrap()).unwrap();
            assert_eq!(sentence, words::prose(view.sentence));
        }
    }
    let changes = scorer.horizon(&read(&silent), 3_000).unwrap();
    assert!(changes.len() > 1);
    for change in changes {
        let grade = change.text.rsplit(": credibility ").next().unwrap();
        assert!(
            grade.matches(" from ").count() <= 1 && grade.matches(" to ").count() <= 1,
            "{}",
            change.text
        );
    }
}
