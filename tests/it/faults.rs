//! Small documents that once came out wrong, each one of a kind.

use audit_credence::Dossier;
use serde_json::json;

use crate::laws::{PROCUREMENT, read};

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
