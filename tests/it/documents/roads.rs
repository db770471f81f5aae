//! Roads into a dossier: JSON, TOML, serde and fields set by hand lead to one reader and one check.

use std::cell::Cell;

use audit_credence::compare::compare;
use audit_credence::dossier::Provenance;
use audit_credence::dossier::certificate::Certificate;
use audit_credence::dossier::finding::Finding;
use audit_credence::dossier::report::InterviewGroup;
use audit_credence::dossier::site::WorkerGroup;
use audit_credence::explain::Audience;
use audit_credence::portfolio::Gathering;
use audit_credence::{Facts, Problems};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde::Deserialize;

use super::*;
use crate::generate;
use crate::laws::{PROCUREMENT, holds};

/// A document of a host's own.
#[derive(Debug, Deserialize)]
struct Host {
    dossier: Dossier,
}

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

/// The same content as TOML, where TOML can say it. Of a null an unknown key is refused, and in TOML the key is not there.
fn in_toml(text: &str, read: &Result<Dossier, Problems>) -> Option<String> {
    let says_less = |problem: &Problem| matches!(problem.code, "syntax" | "duplicate_key");
    let has_null = text.contains("null");
    if read.as_ref().is_err_and(|problems| has_null || problems.iter().any(says_less)) {
        return None;
    }
    let document: Value = serde_json::from_str(text).unwrap();
    document.is_object().then(|| generate::to_toml(&document))
}

fn all(problems: &Problems) -> Vec<String> {
    problems.iter().map(|problem| format!("{problem:?}")).collect()
}

#[test]
fn every_road_leads_to_the_same_dossier_and_problems() {
    let documents =
        proptest::collection::vec((generate::dossier(), proptest::collection::vec(harm(), 0..3)), 1..6);
    let counted = [Cell::new(0), Cell::new(0)];
    holds(400, documents, |documents| {
        let mut kept = Dossier::default();
        for (document, harms) in documents {
            let text = harmed(document, &harms);
            let read = Dossier::from_json(text.as_bytes());
            let count = &counted[usize::from(read.is_err())];
            count.set(count.get() + 1);

            let again = kept.read_json(text.as_bytes());
            prop_assert_eq!(again.as_ref().err().map(all), read.as_ref().err().map(all), "{}", &text);
            prop_assert_eq!(&kept, &read.clone().unwrap_or_default(), "{}", &text);

            let nested = format!(r#"{{ "dossier": {text} }}"#);
            let by_serde = [
                serde_json::from_slice::<Dossier>(text.as_bytes()),
                serde_json::from_str(&nested).map(|host: Host| host.dossier),
            ];
            for by_serde in by_serde {
                prop_assert_eq!(by_serde.as_ref().ok(), read.as_ref().ok(), "{}", &text);
                // What is not JSON serde says in its own words.
                let refused = by_serde.err().zip(read.as_ref().err());
                let refused = refused.filter(|(_, problems)| problems.iter().all(|one| one.code != "syntax"));
                if let Some((error, problems)) = refused {
                    prop_assert!(error.to_string().starts_with(&problems.to_string()), "{}", error);
                }
            }

            let Some(toml) = in_toml(&text, &read) else { continue };
            let by_toml = Dossier::from_toml(&toml);
            prop_assert_eq!(by_toml.as_ref().ok(), read.as_ref().ok(), "{}", &toml);
            let places = |read: &Result<Dossier, Problems>| {
                let problems = read.as_ref().err().into_iter().flatten();
                let mut places: Vec<_> = problems.map(|one| (one.code, one.path.clone())).collect();
                places.sort();
                places
            };
            prop_assert_eq!(places(&by_toml), places(&read), "{}", &toml);
        }
        Ok(())
    });
    let [accepted, refused] = counted.map(|count| count.get());
    assert!(accepted > 300 && refused > 100, "{accepted} accepted, {refused} refused");
}

#[test]
fn an_example_in_a_hosts_own_toml_is_the_same_dossier() {
    let mut days = 0;
    for entry in std::fs::read_dir(here("examples")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml") || path.ends_with("outcomes.toml") {
            continue;
        }
        let alone: toml::Table = text(&path).parse().unwrap();
        let nested = toml::Table::from_iter([("dossier".to_owned(), toml::Value::Table(alone))]);
        let host: Host = toml::from_str(&nested.to_string()).unwrap();
        let dossier = Dossier::from_toml(&text(&path)).unwrap();
        assert_eq!(host.dossier, dossier, "{}", path.display());
        assert_eq!(nested.try_into::<Host>().unwrap().dossier, dossier, "{}", path.display());
        days += usize::from(dossier.report.visit.end.is_some());
    }
    assert!(days > 3, "{days} with an unquoted day");
    // Only toml writes a day so.
    check(
        r#"{ "report": { "visit": { "start": { "$__toml_private_datetime": "2024-02-29" } } } }"#,
        &[("wrong_type", "report.visit.start")],
    );
}

#[track_caller]
fn check(document: &str, expected: &[(&str, &str)]) {
    let problems = problems(document);
    let found: Vec<_> = problems.iter().map(|problem| (problem.code, problem.path.as_str())).collect();
    assert_eq!(found, expected, "{document}");
}

#[test]
fn a_key_that_is_missing_is_one_problem_beside_others() {
    let expected = [("unknown_key", "x"), ("missing_key", "certificates[0].scheme")];
    check(r#"{ "certificates": [{}], "x": 1 }"#, &expected);
    let problems = Dossier::from_toml("x = 1\n[[certificates]]\nid = 'a'").unwrap_err();
    let found: Vec<_> = problems.iter().map(|problem| (problem.code, problem.path.as_str())).collect();
    assert_eq!(found, expected);
}

/// A code and a path, and a change of a dossier that is refused with them.
type Change = (&'static str, &'static str, fn(&mut Dossier));

const CHANGES: &[Change] = &[
    ("format_too_new", "format", |dossier| dossier.format = Some(99)),
    ("out_of_range", "format", |dossier| dossier.format = Some(0)),
    ("out_of_range", "ref", |dossier| dossier.r#ref = Some("x".repeat(MAX_REF_BYTES + 1))),
    ("empty_list", "site.workforce", |dossier| dossier.site.workforce = Some(Vec::new())),
    ("wrong_country", "site.subdivision", |dossier| {
        dossier.site.country = Some("PT".parse().unwrap());
        dossier.site.subdivision = Some("CN-LN".parse().unwrap());
    }),
    ("out_of_range", "site.shifts", |dossier| {
        (dossier.site.shifts, dossier.report.visit.shifts_seen) = (Some(0.into()), None);
    }),
    ("out_of_range", "site.workforce[0].workers", |dossier| {
        let mut group = WorkerGroup::default();
        group.workers = Some(0.into());
        dossier.site.workforce = Some(vec![group]);
    }),
    ("out_of_range", "report.interviews.groups[0].workers", |dossier| {
        let mut group = InterviewGroup::default();
        group.workers = Some(0.into());
        dossier.report.interviews.groups = Some(vec![group]);
    }),
    ("visit_ends_after_its_bound", "report.visit.no_later_than", |dossier| {
        let visit = &mut dossier.report.visit;
        visit.start = None;
        (visit.no_later_than, visit.end) =
            (Some("2024-01-01".parse().unwrap()), Some("2024-01-02".parse().unwrap()));
    }),
    ("out_of_range", "findings", |dossier| dossier.findings = vec![Finding::default(); MAX_LIST + 1]),
    ("missing_key", "certificates[0].scheme", |dossier| dossier.certificates = vec![Certificate::default()]),
    ("unknown_path", "provenance.report.visit.notise", |dossier| {
        dossier.provenance.insert("report.visit.notise", Provenance::default());
    }),
];

#[test]
fn fields_set_by_hand_are_refused_at_every_door() {
    let good = Dossier::from_toml(&text(&here("examples/exemplary.toml"))).unwrap();
    let scorer = PROCUREMENT.at("2026-11-22".parse().unwrap());
    assert!(scorer.levels(&Facts::from_dossier(&good)).unwrap().is_graded());
    for (code, path, change) in CHANGES {
        let mut dossier = good.clone();
        change(&mut dossier);
        let expected = all(&dossier.check().unwrap_err());
        assert!(expected[0].contains(&format!("code: {code:?}, path: {path:?}")), "{expected:?}");
        let levels = scorer.levels(&Facts::from_dossier(&dossier)).map(|_| ());
        assert_eq!(format!("{:?}", levels.unwrap_err()), expected[0]);
        let doors = [
            scorer.assess(&dossier).map(|_| ()),
            scorer.headline(&dossier).map(|_| ()),
            scorer.explain(&dossier).map(|_| ()),
            scorer.explain_for(&dossier, Audience::Supplier).map(|_| ()),
            scorer.horizon(&dossier, 365).map(|_| ()),
            compare((&scorer, &good), (&scorer, &dossier)).map(|_| ()),
            compare((&scorer, &dossier), (&scorer, &good)).map(|_| ()),
            Gathering::new(&scorer).add(dossier.clone()),
        ];
        for (door, answer) in doors.into_iter().enumerate() {
            assert_eq!(all(&answer.unwrap_err()), expected, "{code} at door {door}");
        }
    }
    // All that is wrong, where the door has room for it.
    let mut dossier = good;
    CHANGES[2].2(&mut dossier);
    CHANGES[3].2(&mut dossier);
    assert_eq!(scorer.assess(&dossier).unwrap_err().iter().count(), 2);
}

#[test]
fn a_dossier_in_a_hosts_own_document_is_refused_with_all_its_problems() {
    for (document, codes) in [
        (json!({ "format": 99 }), vec!["format"]),
        (json!({ "site": { "workforce": [] } }), vec!["site.workforce"]),
        (json!({ "site": { "workforce": [{ "workers": 0 }] } }), vec!["site.workforce[0].workers"]),
        (json!({ "provenance": { "report.notice": {} } }), vec!["provenance.report.notice"]),
        (
            json!({ "site": { "workforce": [], "headcount": -1 }, "x": 5 }),
            vec!["x", "site.headcount", "site.workforce"],
        ),
    ] {
        let host = json!({ "dossier": document });
        let errors = [
            serde_json::from_str::<Host>(&host.to_string()).unwrap_err().to_string(),
            serde_json::from_value::<Host>(host.clone()).unwrap_err().to_string(),
            toml::from_str::<Host>(&generate::to_toml(&host)).unwrap_err().message().to_owned(),
        ];
        let problems = Dossier::from_json(document.to_string().as_bytes()).unwrap_err();
        let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
        assert_eq!(paths, codes);
        for error in errors {
            assert!(error.starts_with(&problems.to_string()), "{error}\n{problems}");
        }
    }
}

#[test]
fn the_dossiers_of_one_site_may_know_more_together_than_one_may_say() {
    let scorer = PROCUREMENT.at("2026-11-22".parse().unwrap());
    let mut gathering = Gathering::new(&scorer);
    for dossier in ["a", "b"] {
        let findings: Vec<Value> = (0..600).map(|at| json!({ "id": format!("{dossier}{at}") })).collect();
        let document = json!({ "ref": dossier, "site": { "id": "s" }, "findings": findings });
        gathering.add(accepted(&document.to_string())).unwrap();
    }
    let portfolio = gathering.portfolio(90).unwrap();
    assert_eq!(portfolio.sites.iter().map(|site| site.findings).collect::<Vec<_>>(), [1_200]);
}
