//! Facts by the fast road and in columns: the same as one dossier after another, whatever came before.

use std::cell::Cell;

use audit_credence::{Dossier, FactColumns, Facts, Problems};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use crate::generate;
use crate::laws::{PROCUREMENT, holds, read};

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

/// One document after another into the same columns.
fn read_fast(columns: &mut FactColumns, text: &str) -> Result<Facts, Problems> {
    let before = columns.len();
    let read = columns.push_json(text.as_bytes());
    assert_eq!(columns.len(), before + usize::from(read.is_ok()), "{text}");
    read.map(|()| columns.get(before).unwrap())
}

#[test]
fn every_road_from_json_leads_to_the_same_dossier_and_problems() {
    let documents =
        proptest::collection::vec((generate::dossier(), proptest::collection::vec(harm(), 0..3)), 1..6);
    let counted = [Cell::new(0), Cell::new(0)];
    holds(400, documents, |documents| {
        let (mut columns, mut kept) = (FactColumns::new(), Dossier::default());
        for (document, harms) in documents {
            let text = harmed(document, &harms);
            let slow = Dossier::from_json(text.as_bytes());
            let by_serde = serde_json::from_str::<Dossier>(&text).ok().filter(|read| read.check().is_ok());
            prop_assert_eq!(slow.as_ref().ok(), by_serde.as_ref(), "{}", &text);
            let is_read = kept.read_json(text.as_bytes()).is_ok();
            prop_assert_eq!(is_read, slow.is_ok());
            let nothing = Dossier::default();
            prop_assert_eq!(&kept, slow.as_ref().unwrap_or(&nothing), "{}", &text);
            let count = &counted[usize::from(slow.is_err())];
            count.set(count.get() + 1);
            let fast = read_fast(&mut columns, &text);
            match slow {
                Ok(dossier) => {
                    prop_assert_eq!(fast.as_ref().ok(), Some(&Facts::from_dossier(&dossier)), "{}", &text);
                    prop_assert_eq!(columns.reference(columns.len() - 1), dossier.r#ref.as_deref());
                }
                Err(problems) => {
                    let all = |problems: &Problems| format!("{:?}", problems.iter().collect::<Vec<_>>());
                    prop_assert_eq!(fast.map_err(|fast| all(&fast)), Err(all(&problems)), "{}", &text);
                }
            }
        }
        Ok(())
    });
    let [accepted, refused] = counted.map(|count| count.get());
    assert!(accepted > 300 && refused > 100, "{accepted} accepted, {refused} refused");
}

#[test]
fn every_example_and_sample_is_read_by_the_fast_road() {
    let mut columns = FactColumns::new();
    let examples = generate::examples(".").into_iter().chain(generate::examples("twins"));
    for (name, document) in examples {
        let text = document.to_string();
        let dossier = Dossier::from_json(text.as_bytes()).unwrap();
        assert_eq!(read_fast(&mut columns, &text).unwrap(), Facts::from_dossier(&dossier), "{name}");
    }
    assert!(columns.len() > 8);
}

#[test]
fn columns_give_back_what_was_put_into_them_across_blocks() {
    let documents: Vec<Value> = generate::examples(".").into_iter().map(|(_, document)| document).collect();
    let facts: Vec<Facts> = documents
        .iter()
        .map(|document| Facts::from_dossier(&Dossier::from_json(document.to_string().as_bytes()).unwrap()))
        .collect();
    let mut columns = FactColumns::new();
    for _ in 0..2 {
        let all = facts.iter().cycle().take(1_300);
        all.clone().for_each(|facts| columns.push(facts.clone()));
        assert_eq!((columns.len(), columns.reference(0)), (1_300, None));
        for (row, facts) in all.enumerate() {
            assert_eq!(columns.get(row).as_ref(), Some(facts), "row {row}");
        }
        assert_eq!(columns.get(1_300), None);
        columns.clear();
        assert!(columns.is_empty() && columns.get(0).is_none());
    }
}

#[test]
fn what_was_kept_as_bytes_is_what_was_there_and_damage_is_seen() {
    holds(40, proptest::collection::vec(generate::dossier(), 0..9), |documents| {
        let mut columns = FactColumns::new();
        for document in &documents {
            columns.push_json(document.to_string().as_bytes()).unwrap();
        }
        let bytes = columns.to_bytes();
        let again = FactColumns::from_bytes(&bytes).unwrap();
        prop_assert_eq!(again.len(), columns.len());
        for row in 0..columns.len() {
            prop_assert_eq!(again.get(row), columns.get(row));
            prop_assert_eq!(again.reference(row), columns.reference(row));
        }
        prop_assert_eq!(again.to_bytes(), bytes.clone());
        for at in [0, 8, 50, bytes.len() / 2, bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            prop_assert!(FactColumns::from_bytes(&damaged).is_err(), "byte {}", at);
            prop_assert!(FactColumns::from_bytes(&bytes[..at]).is_err(), "cut at {}", at);
        }
        Ok(())
    });
}

#[test]
fn a_rule_that_claims_nothing_changes_no_level() {
    // What claims by a rule is graded by the long road, what does not by look-up: the two agree.
    holds(400, (generate::dossier(), generate::as_of()), |(document, as_of)| {
        let silent = generate::without(&document, "report.published");
        let basis = json!({ "basis": "programme_rule" });
        let mut claims = silent.clone();
        if claims.get("provenance").is_none() {
            generate::set(&mut claims, "provenance", json!({}));
        }
        let claims = generate::with(&claims, "provenance.report.published", basis);
        let levels = |document| PROCUREMENT.at(as_of).levels(&Facts::from_dossier(&read(document)));
        prop_assert_eq!(levels(&claims), levels(&silent), "{}", silent);
        Ok(())
    });
}
