//! A dossier in JSON, sound or damaged: every road reads it as the same dossier, whatever was read before.

use std::cell::Cell;

use audit_credence::{Dossier, Facts, Problems};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use crate::generate;
use crate::laws::{holds, read};

/// What is done to the text of a dossier, as a pair of a kind and a place.
#[derive(Clone, Debug)]
enum Harm {
    /// Another value somewhere.
    Value(Index, Value),
    /// A key that stands twice.
    Twice(Index),
    /// Other characters somewhere.
    Text(Index, &'static str),
    Cut(Index),
}

fn harm() -> impl Strategy<Value = Harm> {
    let values = vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(4.5),
        json!(4_294_967_296_u64),
        json!(1e300),
        json!(""),
        json!("none"),
        json!("full"),
        json!("2024-02-30"),
        json!("zh-Hans"),
        json!("CN-LN"),
        json!([]),
        json!([null]),
        json!([{}]),
        json!({}),
        json!({ "x": 1 }),
    ];
    let texts =
        vec!["\\u00e9", "\\ud800", "\u{e9}", "\\n", "\n", " ", "}", "]", "\"", ",", "0", "\u{0}", "\\q"];
    prop_oneof![
        4 => (any::<Index>(), select(values)).prop_map(|(at, value)| Harm::Value(at, value)),
        1 => any::<Index>().prop_map(Harm::Twice),
        2 => (any::<Index>(), select(texts)).prop_map(|(at, text)| Harm::Text(at, text)),
        1 => any::<Index>().prop_map(Harm::Cut),
    ]
}

/// The place of every value below a node, itself included.
fn places(node: &Value, at: &str, into: &mut Vec<String>) {
    into.push(at.to_owned());
    match node {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| places(item, &format!("{at}/{index}"), into));
        }
        Value::Object(entries) => {
            // The pointer syntax of RFC 6901; no key of these documents has a `~` or a `/`.
            entries.iter().for_each(|(key, item)| places(item, &format!("{at}/{key}"), into));
        }
        _ => {}
    }
}

fn harmed(mut document: Value, harms: &[Harm]) -> String {
    for harm in harms {
        if let Harm::Value(at, value) = harm {
            let mut all = Vec::new();
            places(&document, "", &mut all);
            *document.pointer_mut(at.get::<String>(&all)).unwrap() = value.clone();
        }
    }
    let mut text = document.to_string();
    for harm in harms {
        let boundary = |at: &Index, text: &str| {
            let at = at.index(text.len() + 1);
            (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap()
        };
        match harm {
            Harm::Value(..) => {}
            Harm::Twice(at) => {
                let keys: Vec<usize> = text.match_indices("\":").map(|(at, _)| at).collect();
                if keys.is_empty() {
                    continue;
                }
                let end = *at.get(&keys);
                let begin = text[..end].rfind('"').unwrap();
                text.insert_str(begin, &format!("{}:null,", &text[begin..=end]));
            }
            Harm::Text(at, inserted) => {
                let at = boundary(at, &text);
                text.insert_str(at, inserted);
            }
            Harm::Cut(at) => text.truncate(boundary(at, &text)),
        }
    }
    text
}

#[test]
fn every_road_from_json_leads_to_the_same_dossier_and_problems() {
    let documents =
        proptest::collection::vec((generate::dossier(), proptest::collection::vec(harm(), 0..3)), 1..6);
    let counted = [Cell::new(0), Cell::new(0)];
    holds(400, documents, |documents| {
        let mut kept = Dossier::default();
        for (document, harms) in documents {
            let text = harmed(document, &harms);
            let read = Dossier::from_json(text.as_bytes());
            let by_serde = serde_json::from_str::<Dossier>(&text).ok().filter(|read| read.check().is_ok());
            prop_assert_eq!(read.as_ref().ok(), by_serde.as_ref(), "{}", &text);
            let again = kept.read_json(text.as_bytes());
            let all = |problems: &Problems| format!("{:?}", problems.iter().collect::<Vec<_>>());
            prop_assert_eq!(
                again.as_ref().map_err(all),
                read.as_ref().map(|_| &()).map_err(all),
                "{}",
                &text
            );
            let count = &counted[usize::from(read.is_err())];
            count.set(count.get() + 1);
            prop_assert_eq!(&kept, &read.unwrap_or_default(), "{}", &text);
        }
        Ok(())
    });
    let [accepted, refused] = counted.map(|count| count.get());
    assert!(accepted > 300 && refused > 100, "{accepted} accepted, {refused} refused");
}

#[test]
fn facts_that_were_written_are_read_as_they_were_and_a_cut_is_seen() {
    holds(100, proptest::collection::vec(generate::dossier(), 0..9), |documents| {
        let all: Vec<Facts> = documents.iter().map(|document| Facts::from_dossier(&read(document))).collect();
        let mut bytes = Vec::new();
        for facts in &all {
            facts.write(&mut bytes);
        }
        let mut rest = bytes.as_slice();
        for facts in &all {
            let again = Facts::read(&mut rest);
            prop_assert_eq!(again.as_ref(), Some(facts));
        }
        prop_assert!(rest.is_empty());
        if let Some(facts) = all.last() {
            let mut bytes = Vec::new();
            facts.write(&mut bytes);
            for cut in [0, 8, bytes.len() / 2, bytes.len() - 1] {
                let mut rest = &bytes[..cut];
                prop_assert_eq!(Facts::read(&mut rest), None, "cut at {}", cut);
            }
        }
        Ok(())
    });
}
