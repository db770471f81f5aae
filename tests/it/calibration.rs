//! What must come out of the dossiers in `tests/fixtures/calibration`, row by row of its `expected.toml`; and of each the
//! same in fifty variants that change what should not matter: another country and language outside the listed places,
//! other counts, dates and names, another order.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use audit_credence::{Assessment, Date, Dossier};
use serde_json::{Value, json};

use crate::generate::{example, with, without};
use crate::laws::{PROCUREMENT, date};

/// How many variants each row is tried in.
const VARIANTS: usize = 50;

/// Places that no pack lists, with a language of each.
const ELSEWHERE: [(&str, &str); 8] = [
    ("VN", "vi"),
    ("TH", "th"),
    ("BD", "bn"),
    ("PT", "pt"),
    ("MX", "es"),
    ("TR", "tr"),
    ("ID", "id"),
    ("LK", "si"),
];

const FIRMS: [(&str, &str); 3] = [("F", "X"), ("Invented Auditors", "Invented Visitors"), ("Eins", "Zwei")];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/calibration")
}

pub(crate) fn dossiers() -> Vec<(String, Value)> {
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<(String, Value)> = files
        .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, serde_json::from_str(&text).unwrap())
        })
        .collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all
}

fn expected() -> toml::Table {
    std::fs::read_to_string(folder().join("expected.toml")).unwrap().parse().unwrap()
}

/// The day on which the rows hold, as it is written.
fn day() -> String {
    expected()["as_of"].to_string()
}

/// The same.
pub(crate) fn as_of() -> Date {
    date(&day())
}

fn assess(document: &Value, as_of: Date) -> Assessment {
    let dossier = Dossier::from_json(document.to_string().as_bytes())
        .unwrap_or_else(|problems| panic!("{problems}\n{document}"));
    PROCUREMENT.at(as_of).assess(&dossier).unwrap()
}

/// How an answer differs from its row.
fn differences(found: &Assessment, row: &toml::Table) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut is = |what: &str, expected: Option<&toml::Value>, found: Option<String>| {
        if let Some(expected) = expected.map(|value| value.as_str().map_or(value.to_string(), str::to_owned))
        {
            if found.as_deref() != Some(&expected) {
                wrong.push(format!("{what}: expected {expected}, found {found:?}"));
            }
        }
    };
    let grade = found.grade.as_ref();
    is("worst", row.get("worst"), grade.map(|grade| grade.worst.to_string()));
    is("best", row.get("best"), grade.map(|grade| grade.best.to_string()));
    is("status", row.get("status"), Some(found.status.to_string()));
    is("action", row.get("action"), found.action.as_ref().map(|action| action.code.to_string()));
    let quoted = found.standards["cbp"].quoted.as_ref().map(|points| points.shown.to_string());
    is("quoted", row.get("quoted"), quoted);
    for (standard, verdict) in row.get("standards").and_then(toml::Value::as_table).into_iter().flatten() {
        is(standard, Some(verdict), found.standards.get(standard).map(|answer| answer.verdict.to_string()));
    }
    wrong
}

/// Every text of a document, changed.
fn each_text(node: &mut Value, change: &impl Fn(&str) -> Option<String>) {
    match node {
        Value::String(text) => {
            if let Some(changed) = change(text) {
                *text = changed;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_text(item, change)),
        Value::Object(table) => table.values_mut().for_each(|value| each_text(value, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A variant of a row: what should not matter is otherwise, and the day of the assessment with it.
fn variant(document: &Value, as_of: &str, at: usize) -> (Value, Date) {
    let mut changed = document.clone();
    // So many years earlier, and the visit so many days later in its month.
    let (year, later) = (format!("{}-", 2026 - at % 6), at * 7 % 20);
    each_text(&mut changed, &|text| {
        let rest = text.strip_prefix("2026-")?;
        let in_august = rest.strip_prefix("08-").and_then(|day| day.parse::<usize>().ok());
        Some(match in_august {
            Some(day) => format!("{year}08-{:02}", day + later),
            None => format!("{year}{rest}"),
        })
    });
    let (country, language) = ELSEWHERE[at % ELSEWHERE.len()];
    if document["site"]["country"] == "VN" {
        each_text(&mut changed, &|text| match text {
            "VN" => Some(country.to_owned()),
            "vi" => Some(language.to_owned()),
            _ => None,
        });
    }
    let (firm, visiting) = FIRMS[at % FIRMS.len()];
    let auditor = &mut changed["report"]["auditor"];
    for key in ["firm", "visiting_firm"] {
        match auditor.get(key).and_then(Value::as_str) {
            Some("F") => auditor[key] = json!(firm),
            Some("X") => auditor[key] = json!(visiting),
            _ => {}
        }
    }
    // More or fewer people, among those of whom most are: the required sample and the auditor days stay as they are.
    if let Some(headcount) = changed["site"]["headcount"].as_u64() {
        let other = |count: u64| json!(count - 60 + u64::try_from(at).unwrap() * 4);
        changed["site"]["headcount"] = other(headcount);
        if let Some(most) = changed["site"]["workforce"][0]["workers"].as_u64() {
            changed["site"]["workforce"][0]["workers"] = other(most);
        }
    }
    if let Some(heard) = changed["report"]["interviews"]["groups"][0]["workers"].as_u64() {
        changed["report"]["interviews"]["groups"][0]["workers"] =
            json!(heard + u64::try_from(at % 3).unwrap());
    }
    if at % 2 == 1 {
        for path in ["/site/workforce", "/report/interviews/groups", "/certificates", "/findings"] {
            if let Some(list) = changed.pointer_mut(path).and_then(Value::as_array_mut) {
                list.reverse();
            }
        }
    }
    for (path, id) in [("site.id", "site"), ("report.id", "report"), ("supplier.name", "Invented Supplier")] {
        changed = with(&changed, path, json!(format!("{id} {at}")));
    }
    (changed, date(&as_of.replace("2026-", &year)))
}

#[test]
fn the_calibration_comes_out_row_by_row_and_in_every_variant() {
    let expected = expected();
    let as_of = day();
    let all = dossiers();
    let rows = expected.values().filter(|value| value.is_table()).count();
    assert_eq!(all.len(), rows, "each dossier has its row");
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, document) in &all {
        let row = expected[name].as_table().unwrap();
        let as_it_stands = (document.clone(), date(&as_of));
        let variants = (0..VARIANTS).map(|at| variant(document, &as_of, at));
        for (at, (document, as_of)) in std::iter::once(as_it_stands).chain(variants).enumerate() {
            let differs = differences(&assess(&document, as_of), row);
            if !differs.is_empty() {
                let told = format!("{} (variant {at}, {document})", differs.join("; "));
                wrong.entry(name.clone()).or_default().push(told);
            }
        }
    }
    let told =
        |(name, wrong): (&String, &Vec<String>)| format!("{name}, {} times: {}", wrong.len(), wrong[0]);
    assert!(wrong.is_empty(), "{}", wrong.iter().map(told).collect::<Vec<_>>().join("\n"));
}

#[test]
fn who_has_the_higher_rank_has_shown_more() {
    let expected = expected();
    let as_of = day();
    let ranked: BTreeMap<i64, Value> = dossiers()
        .into_iter()
        .filter_map(|(name, document)| Some((expected[&name].get("rank")?.as_integer()?, document)))
        .collect();
    assert_eq!(ranked.len(), 6);
    for at in 0..VARIANTS {
        let shown = ranked.values().map(|document| {
            let (document, as_of) = variant(document, &as_of, at);
            assess(&document, as_of).account.unwrap().shown
        });
        let shown: Vec<u32> = shown.collect();
        assert!(shown.is_sorted_by(|less, more| less < more), "variant {at}: {shown:?}");
    }
}

#[test]
fn the_exemplary_audit_is_relied_on_and_looked_up_without_the_readers_own_checks() {
    let exemplary = example("exemplary.toml");
    let grades = |found: &Assessment| {
        let grade = found.grade.as_ref().unwrap();
        (grade.worst.to_string(), grade.best.to_string(), found.action.as_ref().unwrap().code.to_string())
    };
    let found = assess(&exemplary, date("2026-06-01"));
    assert_eq!(grades(&found), ("A".to_owned(), "A".to_owned(), "rely".to_owned()));
    assert!(found.standards.values().all(|answer| answer.verdict.to_string() == "met"));
    let of_the_reader = [
        "search",
        "report.auditor.firm_standing",
        "report.auditor.accredited",
        "report.visit.site_match",
        "report.received_from",
        "report.confirmed_by_issuer",
    ];
    let unchecked = of_the_reader.iter().fold(exemplary, |document, key| without(&document, key));
    let found = assess(&unchecked, date("2026-06-01"));
    assert_eq!(grades(&found), ("B".to_owned(), "A".to_owned(), "look_up".to_owned()));
}
