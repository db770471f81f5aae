//! Small documents that once came out wrong, each one of a kind.

use audit_credence::Dossier;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::generate::{self, with};
use crate::laws::{PROCUREMENT, assess, date, read};

#[test]
fn more_workers_than_a_count_holds_are_assessed_and_explained() {
    let group = json!({ "language": "zh", "workers": 2_147_483_648_u32 });
    let workforce = json!([group, group]);
    for groups in [json!([]), workforce.clone()] {
        let dossier = read(&json!({
            "site": { "workforce": workforce },
            "report": { "document": "full_report", "interviews": { "groups": groups } }
        }));
        let scorer = PROCUREMENT.at("2026-11-22".parse().unwrap());
        let explained = scorer.explain(&dossier).unwrap();
        assert_eq!(explained.assessment, scorer.assess(&dossier).unwrap());
    }
}

#[test]
fn a_reason_left_over_beside_a_good_status_changes_nothing_when_a_certificate_runs_out() {
    for status in ["valid", "expired"] {
        let dossier = |reason| {
            read(&json!({
                "report": { "document": "full_report", "visit": { "end": "2026-03-11" } },
                "certificates": [{
                    "scheme": "sa8000", "status": status, "reason": reason, "status_on": "2025-12-01",
                    "valid_until": "2026-04-29", "site_match": "same"
                }]
            }))
        };
        let demerits = |day: &str, reason| {
            let scorer = PROCUREMENT.at(day.parse().unwrap());
            scorer.assess(&dossier(reason)).unwrap().demerits.unwrap()
        };
        let without = demerits("2026-04-29", json!(null));
        for day in ["2026-04-29", "2026-04-30"] {
            assert_eq!(demerits(day, json!("labour")), without, "{status} on {day}");
        }
    }
}

#[test]
fn a_name_of_a_language_is_refused_with_its_tag() {
    let text = br#"{ "site": { "workforce": [{ "language": "Nepali" }] } }"#;
    let problems = Dossier::from_json(text).unwrap_err();
    let problem = problems.iter().next().unwrap();
    assert_eq!((problem.code, problem.nearest.as_deref()), ("not_a_language", Some("ne")));
}

proptest! {
    #[test]
    fn no_step_leaves_the_calendar_or_goes_the_other_way(number in 0_u32..9_999, months in any::<u32>(), days in any::<i32>()) {
        let day = date(&format!("{:04}-06-15", number + 1));
        prop_assert!(day.minus_months(months) <= day && day <= day.plus_months(months));
        let moved = day.plus_days(days);
        prop_assert!(if days < 0 { moved <= day } else { moved >= day }, "{} to {}", day, moved);
    }
}

#[test]
fn what_stands_several_times_is_refused_once() {
    let text = br#"{ "reff": 1, "reff": 2, "reff": 3, "provenance": { "ref": { "basis": "x" }, "ref": { "basis": "x" } } }"#;
    let problems = Dossier::from_json(text).unwrap_err();
    let found: Vec<(&str, &str)> =
        problems.iter().map(|problem| (problem.path.as_str(), problem.code)).collect();
    let provenance = [("provenance.ref", "duplicate_key"), ("provenance.ref.basis", "unknown_value")];
    assert_eq!(found, [&[("reff", "duplicate_key"), ("reff", "unknown_key")][..], &provenance].concat());
}

proptest! {
    /// One missing count makes a column of decimals: a whole number is one however many zeros stand behind its point.
    #[test]
    fn a_whole_number_may_be_written_as_a_decimal(count in any::<u32>(), zeros in 1_usize..20) {
        let read = |count: &str| Dossier::from_json(format!(r#"{{ "site": {{ "headcount": {count} }} }}"#).as_bytes());
        let whole = read(&count.to_string());
        let decimal = format!("{count}.{}", "0".repeat(zeros));
        prop_assert_eq!(read(&decimal), whole);
        let tenth = format!("{count}.{}1", "0".repeat(zeros));
        // So many digits a double tells apart: what was no count on the first reading is read as one.
        prop_assert!(zeros > 4 || read(&tenth).is_err(), "{tenth}");
    }

    /// However many groups there are and however large: no sum of an explanation overflows.
    #[test]
    fn sums_at_the_extremes_are_assessed_and_explained(
        workers in prop::collection::vec(prop_oneof![Just(u32::MAX), Just(1_u32 << 31), any::<u32>()], 1..9),
        heard in prop::collection::vec(prop_oneof![Just(u32::MAX), Just(1_u32 << 31), any::<u32>()], 0..9),
    ) {
        let groups = |all: &[u32]| -> Vec<Value> {
            all.iter().map(|workers| json!({ "language": "zh", "workers": workers })).collect()
        };
        let document = json!({
            "site": { "workforce": groups(&workers) },
            "report": { "document": "full_report", "interviews": { "groups": groups(&heard) } }
        });
        if let Ok(dossier) = Dossier::from_json(document.to_string().as_bytes()) {
            let scorer = PROCUREMENT.at("2026-11-22".parse().unwrap());
            let explained = scorer.explain(&dossier).unwrap();
            prop_assert_eq!(explained.assessment, scorer.assess(&dossier).unwrap());
        }
    }
}

/// What stands at the worst end of the exemplary audit with these keys, on a day after all of them.
fn worst_with(changes: &[(&str, Value)]) -> (String, usize) {
    let exemplary = generate::example("exemplary.toml");
    let document =
        changes.iter().fold(exemplary, |document, (path, value)| with(&document, path, value.clone()));
    let found = assess(&PROCUREMENT.at(date("2026-06-01")), &document);
    (found.grade.map_or_else(String::new, |grade| grade.worst.name().to_owned()), found.restrictions.len())
}

fn finding(more: &Value) -> (&'static str, Value) {
    let mut finding = json!({ "id": "f1", "kind": "forced_labour", "source": "journalism", "standing": "documented",
        "published": "2026-02-01", "accuses": ["Invented Auditors Ltd."] });
    for (key, value) in more.as_object().unwrap() {
        finding[key] = value.clone();
    }
    ("findings", json!([finding]))
}

#[test]
fn a_firm_does_not_answer_what_it_is_accused_of_however_its_name_is_written() {
    let answers = ("report.answers", json!(["f1"]));
    for (firm, accused, worst) in [
        ("Invented Auditors", "Invented Auditors Ltd.", "D"),
        ("Invented Auditors", "INVENTED-AUDITORS, Inc", "D"),
        ("Invented Auditors", "another", "A"),
        // A name that names nothing settles nothing.
        ("Invented Auditors", "N/A", "D"),
        ("unknown", "another", "D"),
    ] {
        let firm = ("report.auditor.firm", json!(firm));
        let went = ("report.auditor.visiting_firm", firm.1.clone());
        let found =
            worst_with(&[finding(&json!({ "accuses": [accused] })), answers.clone(), firm.clone(), went]);
        assert_eq!(found.0, worst, "{} and {accused}", firm.1);
    }
}

#[test]
fn a_claim_ends_no_order_and_takes_no_weight_from_evidence() {
    let order = json!({ "source": "government", "standing": "government_action", "legal_basis": "wro", "ended_on": "2026-05-01" });
    let basis = |path: &str, basis: &str| ("provenance", json!({ path: { "basis": basis } }));
    assert_eq!(worst_with(&[finding(&order)]), ("A".to_owned(), 0));
    for claim in ["supplier", "programme_rule"] {
        let ended = basis("findings[0].ended_on", claim);
        assert_eq!(worst_with(&[finding(&order), ended]), ("D".to_owned(), 1), "{claim}");
        let dismissed = finding(&json!({ "standing": "dismissed" }));
        assert_eq!(worst_with(std::slice::from_ref(&dismissed)).0, "A");
        assert_ne!(worst_with(&[dismissed, basis("findings[0].standing", claim)]).0, "A", "{claim}");
        let withdrawn = (
            "certificates",
            json!([{ "scheme": "sa8000", "site_match": "same", "status": "withdrawn",
            "reason": "voluntary", "status_on": "2026-02-01" }]),
        );
        assert_eq!(worst_with(std::slice::from_ref(&withdrawn)).0, "A");
        assert_ne!(worst_with(&[withdrawn, basis("certificates[0].reason", claim)]).0, "A", "{claim}");
    }
}

#[test]
fn an_act_that_may_not_have_ended_yet_may_count() {
    let order = |ended: &str| {
        finding(&json!({ "source": "government", "standing": "government_action", "legal_basis": "wro",
            "published": "2024-02-01", "ended_on": ended }))
    };
    for (ended, expected) in
        [("2025", ("A", 0)), ("2026-05-31", ("A", 0)), ("2026", ("D", 1)), ("2026-06", ("D", 1))]
    {
        assert_eq!(worst_with(&[order(ended)]), (expected.0.to_owned(), expected.1), "{ended}");
    }
}

#[test]
fn a_search_has_sources_and_a_language_of_the_workforce_or_of_the_place() {
    let search = |sources: Value, languages: Value| {
        let search =
            json!({ "done": "full", "on": "2026-05-04", "sources": sources, "languages": languages });
        worst_with(&[("search", search)]).0
    };
    assert_eq!(search(json!(["press"]), json!(["ne"])), "A");
    // A plant in Portugal where only Nepali is listed.
    let only_nepali = json!([{ "language": "ne", "workers": 200, "origin": "NP", "arrangement": "migrant" }]);
    let in_portuguese =
        json!({ "done": "full", "on": "2026-05-04", "sources": ["press"], "languages": ["pt"] });
    let groups = json!([{ "language": "ne", "workers": 28, "place": "off_site", "arrangement": "migrant",
        "interpreter": "auditor" }]);
    let found = worst_with(&[
        ("site.workforce", only_nepali),
        ("report.interviews.groups", groups),
        ("search", in_portuguese),
    ]);
    assert_eq!(found.0, "A");
    assert_ne!(search(json!(["press"]), json!(["ko"])), "A");
    for nothing in [json!([]), json!([""]), json!(["N/A", "-"])] {
        assert_ne!(search(nothing, json!(["ne"])), "A");
    }
}

#[test]
fn a_list_of_workers_is_as_old_as_the_visit() {
    let counted =
        |on: &str| worst_with(&[("site.headcount", json!(100)), ("site.headcount_on", json!(on))]).0;
    // Two hundred are listed and were counted by the auditors.
    assert_eq!(counted("2026-03-01"), "D");
    assert_ne!(counted("2019-01-01"), "D");
}

#[test]
fn one_worker_heard_answers_for_no_sixty() {
    let groups = |workers: u32| {
        json!([
            { "language": "pt", "workers": 22, "place": "off_site", "interpreter": "auditor" },
            { "language": "ne", "workers": workers, "place": "off_site", "interpreter": "auditor" }
        ])
    };
    let named = || finding(&json!({ "language": "ne", "accuses": [] }));
    let answers = || ("report.answers", json!(["f1"]));
    for (workers, worst) in [(1, "D"), (4, "D"), (5, "A")] {
        let heard = ("report.interviews.groups", groups(workers));
        let found = worst_with(&[named(), answers(), heard]);
        let is_answered = worst == "A";
        assert_eq!(found.0 != "D", is_answered, "{workers} heard: {found:?}");
    }
}

#[test]
fn what_is_known_of_a_table_is_not_how_a_key_of_it_is_known() {
    let over = |of: Value| ("provenance", of);
    let supplier = json!({ "basis": "supplier" });
    assert_ne!(worst_with(&[over(json!({ "report.interviews": supplier }))]).0, "A");
    let keys = [
        "private",
        "management",
        "selected_by",
        "surveillance",
        "government_presence",
        "identities",
        "groups",
    ];
    let mut known = json!({ "report.interviews": supplier });
    for key in keys {
        known[format!("report.interviews.{key}")] = json!({ "basis": "issuer", "locator": "wp 3" });
    }
    let all = worst_with(&[over(known.clone())]).0;
    known["report.interviews.private"] = json!({ "basis": "issuer" });
    let fewer = worst_with(&[over(known)]).0;
    assert!(all < fewer, "{all} with a page for each key, {fewer} without one of them");
}

#[test]
fn an_answer_of_the_issuer_needs_its_page() {
    let private = |of: Value| ("provenance", json!({ "report.interviews.private": of }));
    assert_eq!(worst_with(&[private(json!({ "basis": "issuer", "locator": "working paper 3" }))]).0, "A");
    for page in [json!(null), json!("N/A"), json!("tbd")] {
        let found = worst_with(&[private(json!({ "basis": "issuer", "locator": page }))]);
        assert_ne!(found.0, "A", "{page}");
    }
}

#[test]
fn nobody_is_said_to_have_counted_on_a_suppliers_word() {
    let exemplary = generate::example("exemplary.toml");
    let first_screen = |document: &Value| {
        let dossier = Dossier::from_json(document.to_string().as_bytes()).unwrap();
        let told = PROCUREMENT.at(date("2026-06-01")).explain(&dossier).unwrap();
        format!("{:?}", told.screen())
    };
    assert!(first_screen(&exemplary).contains("The auditors counted everybody present"));
    for claim in ["supplier", "programme_rule"] {
        let by = json!({ "site.workforce_established_by": { "basis": claim } });
        let claimed = first_screen(&with(&exemplary, "provenance", by));
        assert!(claimed.contains("A group that nobody listed may exist"), "{claimed}");
        assert!(!claimed.contains("counted everybody"), "{claimed}");
    }
}
