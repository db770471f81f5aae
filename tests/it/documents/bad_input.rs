//! Bad input: every problem, with its path, what is allowed and the nearest of it.

use super::*;

/// The codes and paths of every problem, whatever their order.
#[track_caller]
pub(super) fn check(document: &str, expected: &[(&str, &str)]) {
    let mut found: Vec<_> =
        problems(document).into_iter().map(|problem| (problem.code.to_owned(), problem.path)).collect();
    let mut expected: Vec<_> =
        expected.iter().map(|(code, path)| ((*code).to_owned(), (*path).to_owned())).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "{document}");
}

/// The one problem of a document.
#[track_caller]
pub(super) fn the_problem(document: &str) -> Problem {
    let mut all = problems(document);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[test]
fn text_that_is_not_json_is_one_problem() {
    for text in
        ["", " ", "{", "{ \"site\": ", "{} {}", "{ \"a\" 1 }", "nul", "{ 'site': 1 }", "{ \"format\": 01 }"]
    {
        check(text, &[("syntax", "")]);
    }
    let whole =
        json!({ "site": { "workforce": [{ "language": "zh" }] }, "report": { "visit": {} } }).to_string();
    for end in 0..whole.len() {
        check(&whole[..end], &[("syntax", "")]);
    }
}

#[test]
fn what_is_no_table_is_no_dossier() {
    for text in ["null", "5", "true", "\"text\"", "[]", "[{}]", "[1, null]"] {
        check(text, &[("wrong_type", "")]);
    }
}

#[test]
fn a_list_is_no_table_at_any_depth() {
    for path in ["supplier", "site", "report", "search", "extra", "provenance"] {
        check(&json!({ path: [] }).to_string(), &[("wrong_type", path)]);
    }
    for path in ["visit", "auditor", "interviews", "scope", "conclusion", "follow_up"] {
        let document = json!({ "report": { path: [] } }).to_string();
        check(&document, &[("wrong_type", &format!("report.{path}"))]);
    }
    check(r#"{ "supplier": ["an id", "a name"] }"#, &[("wrong_type", "supplier")]);
    check(r#"{ "findings": [[]] }"#, &[("wrong_type", "findings[0]")]);
    check(r#"{ "site": { "workforce": [["zh", 12]] } }"#, &[("wrong_type", "site.workforce[0]")]);
}

#[test]
fn wrong_types_at_every_depth_are_reported_together() {
    let document = json!({
        "format": "1",
        "ref": 7,
        "supplier": "Acme",
        "site": {
            "headcount": "480",
            "workforce": [{ "language": 3, "workers": true }, 5],
            "shifts": 2.5
        },
        "report": {
            "visit": { "start": 20_230_510, "auditor_days": "4.5", "dormitories_seen": "yes" },
            "interviews": { "groups": { "language": "zh" }, "private": 1 },
            "scope": { "indicators": 11 },
            "answers": "f1"
        },
        "certificates": {},
        "findings": [{ "kind": 4 }]
    });
    check(
        &document.to_string(),
        &[
            ("wrong_type", "format"),
            ("wrong_type", "ref"),
            ("wrong_type", "supplier"),
            ("wrong_type", "site.headcount"),
            ("wrong_type", "site.workforce[0].language"),
            ("wrong_type", "site.workforce[0].workers"),
            ("wrong_type", "site.workforce[1]"),
            ("wrong_type", "site.shifts"),
            ("wrong_type", "report.visit.start"),
            ("wrong_type", "report.visit.auditor_days"),
            ("wrong_type", "report.visit.dormitories_seen"),
            ("wrong_type", "report.interviews.groups"),
            ("wrong_type", "report.interviews.private"),
            ("wrong_type", "report.scope.indicators"),
            ("wrong_type", "report.answers"),
            ("wrong_type", "certificates"),
            ("wrong_type", "findings[0].kind"),
        ],
    );
    let problem = the_problem(r#"{ "site": { "headcount": "480" } }"#);
    assert_eq!(problem.value.as_deref(), Some("480"));
    assert_eq!(
        problem.message,
        "expected a whole number from 0 to 4294967295 or `[least, most]`, found text"
    );
}

#[test]
fn unknown_keys_name_those_that_are_known_and_the_nearest() {
    let problem = the_problem(r#"{ "site": { "head_count": 5 } }"#);
    assert_eq!((problem.code, problem.path.as_str()), ("unknown_key", "site.head_count"));
    assert_eq!(
        (problem.value.as_deref(), problem.nearest.as_deref()),
        (Some("head_count"), Some("headcount"))
    );
    assert_eq!(problem.allowed.len(), 12, "{:?}", problem.allowed);
    assert!(problem.allowed.contains(&"workforce".to_owned()));
    let far = the_problem(r#"{ "report": { "visit": { "zzzzzz": 5 } } }"#);
    assert_eq!((far.nearest, far.allowed.contains(&"notice".to_owned())), (None, true));
    check(
        r#"{ "sites": {}, "certificates": [{ "scheme": "x", "stats": "valid" }], "report": { "interviews": { "groups": [{ "lang": "zh" }] } } }"#,
        &[
            ("unknown_key", "sites"),
            ("unknown_key", "certificates[0].stats"),
            ("unknown_key", "report.interviews.groups[0].lang"),
        ],
    );
}

#[test]
fn unknown_values_name_those_that_are_allowed_and_the_nearest() {
    let problem = the_problem(r#"{ "report": { "visit": { "notice": "semi-anounced" } } }"#);
    assert_eq!((problem.code, problem.path.as_str()), ("unknown_value", "report.visit.notice"));
    assert_eq!(problem.value.as_deref(), Some("semi-anounced"));
    assert_eq!(problem.allowed, ["announced", "semi_announced", "unannounced", "mixed"]);
    assert_eq!(problem.nearest.as_deref(), Some("semi_announced"));
    let case = the_problem(r#"{ "report": { "visit": { "notice": "Unannounced" } } }"#);
    assert_eq!(case.nearest.as_deref(), Some("unannounced"));
    let far = the_problem(r#"{ "report": { "visit": { "notice": "surprise" } } }"#);
    assert_eq!((far.nearest, far.allowed.len()), (None, 4));
    check(
        r#"{ "report": { "scope": { "indicators": "every" }, "conclusion": { "indicators_found": ["isolation", "debt"] } } }"#,
        &[
            ("unknown_value", "report.scope.indicators"),
            ("unknown_value", "report.conclusion.indicators_found[1]"),
        ],
    );
    check(
        r#"{ "provenance": { "report.visit.notice": { "basis": "guess" } } }"#,
        &[("unknown_value", "provenance.report.visit.notice.basis")],
    );
}

#[test]
fn only_days_of_the_calendar_are_days() {
    let of = |day: &str| json!({ "report": { "visit": { "start": day } } }).to_string();
    for day in [
        "2023-02-31",
        "2023-02-29",
        "2023-13-01",
        "2023-5-1",
        "2023-05-10T00:00:00Z",
        "0000-01-01",
        "",
        "today",
    ] {
        let problem = the_problem(&of(day));
        assert_eq!((problem.code, problem.path.as_str()), ("not_a_date", "report.visit.start"), "{day}");
        assert_eq!(problem.value.as_deref(), Some(day));
    }
    accepted(&of("2024-02-29"));
    for toml in ["2023-05-10", "'2023-05-10'"] {
        assert!(Dossier::from_toml(&format!("report.visit.start = {toml}")).is_ok(), "{toml}");
    }
    for toml in ["'2023-02-31'", "2023-05-10T10:00:00", "10:00:00"] {
        let problems = Dossier::from_toml(&format!("report.visit.start = {toml}")).unwrap_err();
        let codes: Vec<_> = problems.iter().map(|problem| (problem.code, problem.path.as_str())).collect();
        assert_eq!(codes, [("not_a_date", "report.visit.start")], "{toml}");
    }
    // TOML itself has no 31 February.
    assert_eq!(
        Dossier::from_toml("report.visit.start = 2023-02-31").unwrap_err().iter().next().unwrap().code,
        "syntax"
    );
}

#[test]
fn languages_and_places_are_codes() {
    let document = json!({
        "site": {
            "country": "China", "subdivision": "Liaoning",
            "workforce": [{ "language": "Korean language", "origin": "XX" }]
        }
    });
    check(
        &document.to_string(),
        &[
            ("not_a_country", "site.country"),
            ("not_a_subdivision", "site.subdivision"),
            ("not_a_language", "site.workforce[0].language"),
            ("not_a_country", "site.workforce[0].origin"),
        ],
    );
}

#[test]
fn counts_are_whole_numbers_that_fit() {
    let of = |number: &str| format!(r#"{{ "site": {{ "headcount": {number} }} }}"#);
    for number in ["-1", "-9223372036854775808", "4294967296", "18446744073709551615"] {
        let problem = the_problem(&of(number));
        assert_eq!((problem.code, problem.path.as_str()), ("out_of_range", "site.headcount"), "{number}");
        assert_eq!(problem.value.as_deref(), Some(number));
    }
    for number in ["4.5", "480.01", "1e-3"] {
        check(&of(number), &[("wrong_type", "site.headcount")]);
    }
    // As tables write a column of which one value is missing.
    for (number, count) in [("480.0", 480), ("480.00", 480), ("0.0", 0), ("4294967295.0", u32::MAX)] {
        assert_eq!(accepted(&of(number)).site.headcount, Some(count.into()), "{number}");
        let toml = Dossier::from_toml(&format!("site.headcount = {number}"));
        assert_eq!(toml.unwrap().site.headcount, Some(count.into()), "{number}");
    }
    check(&of("4294967296.0"), &[("out_of_range", "site.headcount")]);
    for number in ["0", "4294967295"] {
        accepted(&of(number));
    }
    check(
        r#"{ "extra": { "a": -1, "b": 4294967296, "c": 0.5, "d": [] } }"#,
        &[
            ("out_of_range", "extra.a"),
            ("out_of_range", "extra.b"),
            ("wrong_type", "extra.c"),
            ("wrong_type", "extra.d"),
        ],
    );
}

#[test]
fn a_whole_number_too_large_for_any_machine_is_out_of_range_too() {
    let problem = the_problem(r#"{ "site": { "headcount": 99999999999999999999 } }"#);
    assert_eq!((problem.code, problem.path.as_str()), ("out_of_range", "site.headcount"));
    assert_eq!(Dossier::from_toml("site.headcount = 99999999999999999999").unwrap_err().iter().count(), 1);
}

#[test]
fn auditor_days_have_at_most_one_digit_after_the_point() {
    let of = |number: &str| format!(r#"{{ "report": {{ "visit": {{ "auditor_days": {number} }} }} }}"#);
    for number in ["4.55", "0.25", "-1", "-0.5", "1000000.1", "1e300", "4294967296"] {
        let problem = the_problem(&of(number));
        assert_eq!(
            (problem.code, problem.path.as_str()),
            ("out_of_range", "report.visit.auditor_days"),
            "{number}"
        );
    }
    for (number, tenths) in
        [("4.5", 45), ("4.50", 45), ("4", 40), ("0", 0), ("1e2", 1000), ("1000000", 10_000_000)]
    {
        let days = accepted(&of(number)).report.visit.auditor_days.unwrap();
        assert_eq!(days.tenths(), tenths, "{number}");
    }
    let toml = |number: &str| Dossier::from_toml(&format!("report.visit.auditor_days = {number}"));
    assert_eq!(toml("4.5").unwrap().report.visit.auditor_days.unwrap().tenths(), 45);
    for number in ["4.55", "nan", "inf", "-1.0"] {
        assert_eq!(toml(number).unwrap_err().iter().next().unwrap().code, "out_of_range", "{number}");
    }
}

#[test]
fn a_key_that_stands_twice_is_refused_wherever_it_stands() {
    for (document, path) in [
        (r#"{ "ref": "a", "ref": "a" }"#, "ref"),
        (r#"{ "site": {}, "site": {} }"#, "site"),
        (
            r#"{ "report": { "visit": { "notice": "announced", "notice": "unannounced" } } }"#,
            "report.visit.notice",
        ),
        (r#"{ "findings": [{ "id": "a", "id": "b" }] }"#, "findings[0].id"),
        (r#"{ "extra": { "a": true, "a": true } }"#, "extra.a"),
        (r#"{ "provenance": { "report.id": {}, "report.id": {} } }"#, "provenance.report.id"),
        (
            r#"{ "provenance": { "report.id": { "basis": "host", "basis": "host" } } }"#,
            "provenance.report.id.basis",
        ),
    ] {
        check(document, &[("duplicate_key", path)]);
    }
    for toml in ["ref = 'a'\nref = 'a'", "[site]\n[site]", "[extra]\na = 1\na = 1"] {
        let problems = Dossier::from_toml(toml).unwrap_err();
        assert!(problems.iter().all(|problem| problem.code == "syntax"), "{problems:?}");
    }
}

#[test]
fn deep_nesting_is_a_problem_and_no_crash() {
    for (open, close) in [("[", "]"), (r#"{"site":"#, "}")] {
        for depth in [200, 100_000] {
            check(&open.repeat(depth), &[("syntax", "")]);
            let document = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            assert!(!problems(&document).is_empty());
        }
    }
    let toml = format!("extra.a = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(Dossier::from_toml(&toml).is_err());
    // Deep, and small enough for a reader to reach the bottom.
    let deep = format!(r#"{{ "extra": {{ "a": {}1{} }} }}"#, "[".repeat(60), "]".repeat(60));
    check(&deep, &[("wrong_type", "extra.a")]);
}

#[test]
fn bytes_that_are_no_text_are_one_problem() {
    for bytes in [&b"\xff\xfe{\0}\0"[..], b"{ \"ref\": \"\xc3\x28\" }", b"\x80"] {
        let problems = Dossier::from_json(bytes).unwrap_err();
        let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["not_utf8"]);
    }
}

#[test]
fn a_byte_order_mark_is_accepted() {
    let bytes = "\u{feff}{ \"ref\": \"a\" }".as_bytes();
    assert_eq!(Dossier::from_json(bytes).unwrap().r#ref.as_deref(), Some("a"));
    assert_eq!(Dossier::from_toml("\u{feff}ref = 'a'").unwrap().r#ref.as_deref(), Some("a"));
    check("\u{feff}", &[("syntax", "")]);
}

#[test]
fn a_document_that_is_too_large_is_refused_unread() {
    let bytes = vec![b' '; MAX_DOCUMENT_BYTES + 1];
    let problems = Dossier::from_json(&bytes).unwrap_err();
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["too_large"]);
    assert_eq!(Dossier::from_json(&bytes[1..]).unwrap_err().iter().next().unwrap().code, "syntax");
}

#[test]
fn a_document_that_states_nothing_is_a_dossier_of_which_nothing_is_known() {
    assert_eq!(accepted("{}"), Dossier::default());
    assert_eq!(Dossier::from_toml("# nothing\n").unwrap(), Dossier::default());
}

/// Every place of a schema's type where null may stand: with its path, in a document that holds nothing else.
fn nulls(
    schema: &Value,
    definition: &Value,
    path: &str,
    wrap: &dyn Fn(Value) -> Value,
    all: &mut Vec<(String, Value)>,
) {
    let Some(properties) = definition.get("properties").and_then(Value::as_object) else { return };
    for (key, property) in properties {
        if definition["required"].as_array().is_some_and(|required| required.contains(&json!(key))) {
            continue;
        }
        let here = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        all.push((here.clone(), wrap(json!({ key: null }))));
        let alternatives = property["anyOf"].as_array().cloned().unwrap_or_default();
        let reference = |value: &Value| {
            let name = value["$ref"].as_str()?.strip_prefix("#/$defs/")?.to_owned();
            Some(schema["$defs"][&name].clone())
        };
        for inner in alternatives.iter().filter_map(reference) {
            nulls(schema, &inner, &here, &|value| wrap(json!({ key: value })), all);
        }
        for inner in alternatives.iter().filter_map(|list| reference(&list["items"])) {
            let wrapped = |value: Value| {
                let mut item = value;
                if here == "certificates" {
                    item["scheme"] = json!("x");
                }
                wrap(json!({ key: [item] }))
            };
            nulls(schema, &inner, &format!("{here}[0]"), &wrapped, all);
        }
    }
}

#[test]
fn null_means_not_stated_at_every_key() {
    let schema: Value = serde_json::from_str(&Schema::Dossier.to_json()).unwrap();
    let mut all = Vec::new();
    let root = schema["$defs"]["Dossier"].clone();
    nulls(&schema, &root, "", &|value| value, &mut all);
    assert!(all.len() > 100, "{} keys", all.len());
    for (path, document) in all {
        let with_null = accepted(&document.to_string());
        // The same without the key: parents stay, as they are stated to be there.
        let mut without = document.clone();
        strip_nulls(&mut without);
        assert_eq!(with_null, accepted(&without.to_string()), "{path}");
    }
}

fn strip_nulls(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            entries.retain(|_, value| !value.is_null());
            entries.values_mut().for_each(strip_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(strip_nulls),
        _ => {}
    }
}

#[test]
fn null_means_not_stated_in_extra_and_provenance_too() {
    assert_eq!(accepted(r#"{ "extra": { "a": null } }"#).extra.len(), 0);
    assert_eq!(accepted(r#"{ "provenance": { "report.id": null } }"#), accepted(r#"{ "provenance": {} }"#));
}

#[test]
fn what_is_required_cannot_be_null() {
    check(
        r#"{ "certificates": [{}, { "scheme": null }, { "scheme": "x" }] }"#,
        &[("missing_key", "certificates[0].scheme"), ("missing_key", "certificates[1].scheme")],
    );
    check(
        r#"{ "findings": [null], "site": { "workforce": [null] } }"#,
        &[("wrong_type", "findings[0]"), ("wrong_type", "site.workforce[0]")],
    );
}

#[test]
fn lists_that_say_nobody_and_nothing_are_accepted_and_a_site_without_workers_is_not() {
    let dossier =
        accepted(r#"{ "report": { "interviews": { "groups": [] }, "scope": { "indicators": [] } } }"#);
    assert_eq!(dossier.report.interviews.groups, Some(Vec::new()));
    check(r#"{ "site": { "workforce": [] } }"#, &[("empty_list", "site.workforce")]);
}

#[test]
fn a_newer_format_is_the_only_problem_of_a_document() {
    for document in [
        r#"{ "format": 2 }"#,
        r#"{ "format": 2, "a_new_key": 1, "site": { "country": 5 } }"#,
        r#"{ "format": 99999999999, "site": { "workforce": [] } }"#,
        r#"{ "format": 2, "site": { "workforce": [] } }"#,
    ] {
        check(document, &[("format_too_new", "format")]);
    }
    assert_eq!(the_problem(r#"{ "format": 2 }"#).value.as_deref(), Some("2"));
    check(r#"{ "format": 0 }"#, &[("out_of_range", "format")]);
    check(r#"{ "format": -1 }"#, &[("out_of_range", "format")]);
    for document in [r#"{ "format": 1 }"#, r#"{ "format": null }"#, "{}"] {
        accepted(document);
    }
}

#[test]
fn limits_are_refused_beyond_and_accepted_at_them() {
    let key = |bytes: usize| json!({ "ref": "a".repeat(bytes) }).to_string();
    accepted(&key(MAX_REF_BYTES));
    check(&key(MAX_REF_BYTES + 1), &[("out_of_range", "ref")]);
    // Bytes, not characters.
    check(&json!({ "ref": "é".repeat(101) }).to_string(), &[("out_of_range", "ref")]);

    let entries = |count: usize| {
        let many = |value: Value| json!(vec![value; count]);
        let map = |value: Value| {
            (0..count).map(|index| (format!("x{index}"), value.clone())).collect::<Map<_, _>>()
        };
        let paths =
            (0..count).map(|index| (format!("findings[{index}].kind"), json!({}))).collect::<Map<_, _>>();
        [
            ("site.ids", json!({ "site": { "ids": many(json!({})) } })),
            ("site.workforce", json!({ "site": { "workforce": many(json!({})) } })),
            (
                "report.interviews.groups",
                json!({ "report": { "interviews": { "groups": many(json!({})) } } }),
            ),
            (
                "report.scope.indicators",
                json!({ "report": { "scope": { "indicators": many(json!("isolation")) } } }),
            ),
            (
                "report.conclusion.indicators_found",
                json!({ "report": { "conclusion": { "indicators_found": many(json!("isolation")) } } }),
            ),
            ("report.answers", json!({ "report": { "answers": many(json!("f1")) } })),
            ("certificates", json!({ "certificates": many(json!({ "scheme": "x" })) })),
            ("findings", json!({ "findings": many(json!({})) })),
            ("search.sources", json!({ "search": { "sources": many(json!("a")) } })),
            ("search.languages", json!({ "search": { "languages": many(json!("zh")) } })),
            ("extra", json!({ "extra": map(json!(true)) })),
            ("provenance", json!({ "provenance": paths })),
        ]
    };
    for (_, document) in entries(MAX_LIST) {
        accepted(&document.to_string());
    }
    for (path, document) in entries(MAX_LIST + 1) {
        let problem = the_problem(&document.to_string());
        assert_eq!((problem.code, problem.path.as_str()), ("out_of_range", path));
        assert_eq!(problem.value.as_deref(), Some("1001"));
    }
}

#[test]
fn provenance_is_of_keys_that_a_dossier_has() {
    for path in [
        "report.visit.notice",
        "site.workforce",
        "site.workforce[0].language",
        "findings[3].standing",
        "extra.acme_hotline",
        "report.visit",
    ] {
        accepted(&json!({ "provenance": { path: { "basis": "stated" } } }).to_string());
    }
    for path in [
        "report.visit.notise",
        "visit.notice",
        "report.visit.notice.x",
        "site.workforce.language",
        "",
        "a[",
        ".",
    ] {
        let problem = the_problem(&json!({ "provenance": { path: {} } }).to_string());
        assert_eq!((problem.code, problem.path), ("unknown_path", format!("provenance.{path}")));
    }
}

#[test]
fn a_subdivision_is_of_the_sites_country() {
    accepted(r#"{ "site": { "country": "CN", "subdivision": "CN-LN" } }"#);
    accepted(r#"{ "site": { "subdivision": "CN-LN" } }"#);
    let problem = the_problem(r#"{ "site": { "country": "PT", "subdivision": "CN-LN" } }"#);
    assert_eq!((problem.code, problem.path.as_str()), ("wrong_country", "site.subdivision"));
    assert_eq!(problem.value.as_deref(), Some("CN-LN"));
}

#[test]
fn what_types_do_not_hold_is_reported_beside_what_they_do() {
    // All problems of a document are reported, whichever pass finds them.
    check(
        r#"{ "site": { "workforce": [] }, "report": { "visit": { "notice": "surprise" } } }"#,
        &[("empty_list", "site.workforce"), ("unknown_value", "report.visit.notice")],
    );
}

#[test]
fn json_and_toml_agree_on_what_is_wrong() {
    let json = r#"{ "site": { "headcount": -1, "head_count": 5 }, "findings": [{ "kind": "x" }] }"#;
    let toml = "[site]\nheadcount = -1\nhead_count = 5\n[[findings]]\nkind = 'x'";
    let of = |problems: &[Problem]| {
        let plain = |problem: &Problem| {
            (problem.code, problem.path.clone(), problem.value.clone(), problem.allowed.clone())
        };
        let mut all: Vec<_> = problems.iter().map(plain).collect();
        all.sort();
        all
    };
    let from_toml: Vec<Problem> = Dossier::from_toml(toml).unwrap_err().iter().cloned().collect();
    assert_eq!(of(&problems(json)), of(&from_toml));
    assert!(from_toml.iter().all(|problem| problem.span.is_some()), "{from_toml:?}");
}

#[test]
fn a_problem_has_the_same_keys_in_json_whatever_it_is() {
    let documents = [
        "{",
        r#"{ "format": 2 }"#,
        r#"{ "format": 0 }"#,
        r#"{ "site": { "workforce": [], "country": "PT", "subdivision": "CN-LN" } }"#,
        r#"{ "site": { "headcount": -1, "country": "xx", "subdivision": "x", "workforce": [{ "language": "?" }] } }"#,
        r#"{ "sites": {}, "report": { "visit": { "start": "x", "notice": "x" } }, "certificates": [{}], "ref": 1 }"#,
        r#"{ "ref": "a", "ref": "b" }"#,
        r#"{ "provenance": { "x": {} } }"#,
    ];
    let mut codes = Vec::new();
    for document in documents {
        for problem in problems(document) {
            let Value::Object(entries) = serde_json::to_value(&problem).unwrap() else { panic!() };
            let keys: Vec<&str> = entries.keys().map(String::as_str).collect();
            assert_eq!(keys, ["allowed", "code", "message", "nearest", "path", "value"], "{problem:?}");
            assert!(entries["allowed"].is_array() && entries["path"].is_string());
            let message = problem.message.as_str();
            let first = message.chars().next().unwrap();
            assert!(!first.is_ascii_uppercase() || message.starts_with("not "), "{message}");
            assert!(!message.ends_with('.') && !message.contains('\n'), "{message}");
            codes.push(problem.code);
        }
    }
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(
        codes,
        [
            "duplicate_key",
            "empty_list",
            "format_too_new",
            "missing_key",
            "not_a_country",
            "not_a_date",
            "not_a_language",
            "not_a_subdivision",
            "out_of_range",
            "syntax",
            "unknown_key",
            "unknown_path",
            "unknown_value",
            "wrong_country",
            "wrong_type"
        ]
    );
}

#[test]
fn what_stood_there_is_quoted_short_and_harmless() {
    let long = the_problem(&json!({ "report": { "visit": { "notice": "x".repeat(500) } } }).to_string());
    assert_eq!(long.value.unwrap().chars().count(), 41);
    let odd = the_problem(r#"{ "report": { "visit": { "notice": "a\u202eb\nc" } } }"#);
    assert_eq!(odd.value.as_deref(), Some("a\\u{202e}b\\u{a}c"));
    assert!(!odd.message.contains('\n'), "{}", odd.message);
}
