//! Documents for the law of silence: what a report is as a document, certificates and findings, with each of their keys.

use super::classes::headline;
use super::*;

/// Keys of the report that say what document it is.
const KEYS: [&str; 6] = [
    "report.document",
    "report.received_from",
    "report.confirmed_by_issuer",
    "report.programme_status",
    "report.availability",
    "report.confidential_annex",
];

/// Every document with one of these values for each key.
fn each(base: &Value, keys: &[(&str, &[Value])]) -> Vec<Value> {
    keys.iter().fold(vec![base.clone()], |all, (key, values)| {
        all.iter().flat_map(|one| values.iter().map(move |value| with(one, key, value.clone()))).collect()
    })
}

fn certificates(exemplary: &Value) -> Vec<Value> {
    let open = json!([{ "id": "f1", "kind": "other_labour", "standing": "alleged", "observed": "2025-06-01" },
        { "id": "f2", "kind": "forced_labour", "standing": "alleged", "observed": "2020-06-01", "published": "2020-07-01" }]);
    let base = with(exemplary, "certificates", json!([{ "scheme": "sa8000", "site_match": "same" }]));
    each(
        &base,
        &[
            ("findings", &[json!([]), open]),
            (
                "certificates[0].status",
                &[
                    json!("valid"),
                    json!("withdrawn"),
                    json!("suspended"),
                    json!("expired"),
                    json!("not_found"),
                ],
            ),
            (
                "certificates[0].reason",
                &[json!(null), json!("labour"), json!("voluntary"), json!("traceability")],
            ),
            ("certificates[0].status_on", &[json!("2026-02-01")]),
            ("certificates[0].valid_until", &[json!("2026-03-01"), json!("2028-01-01")]),
            ("certificates[0].claimed_on", &[json!(null), json!("2026-04-01")]),
        ],
    )
}

fn findings(exemplary: &Value) -> Vec<Value> {
    let base = with(
        exemplary,
        "findings",
        json!([{ "id": "f1", "source": "journalism", "legal_basis": "wro", "denied_by_company": true }]),
    );
    let all = each(
        &base,
        &[
            ("findings[0].kind", &[json!("forced_labour"), json!("audit_deception")]),
            (
                "findings[0].standing",
                &[
                    json!("ruled"),
                    json!("documented"),
                    json!("alleged"),
                    json!("withdrawn"),
                    json!("dismissed"),
                ],
            ),
            ("findings[0].observed", &[json!("2021-01-01"), json!("2025-06-01"), json!("2026-04-01")]),
            ("findings[0].published", &[json!("2021-01-01"), json!("2025-06-01"), json!("2026-04-02")]),
            ("findings[0].ended_on", &[json!(null), json!("2026-05-01")]),
            ("findings[0].accuses", &[json!([]), json!(["Invented Auditors"])]),
            ("report.answers", &[json!(["f1"])]),
        ],
    );
    let in_order = |document: &Value| {
        let day = |key| get(document, key).and_then(Value::as_str);
        day("findings[0].observed") <= day("findings[0].published")
    };
    all.into_iter().filter(in_order).collect()
}

/// Findings that the report names, about workers of whom nobody was heard.
fn findings_about_others(exemplary: &Value) -> Vec<Value> {
    let others = json!([{ "id": "f1", "kind": "forced_labour", "standing": "documented", "observed": "2025-06-01",
        "published": "2025-06-01", "accuses": [], "language": "ko", "arrangement": "dispatched" }]);
    let others = with(&with(exemplary, "findings", others), "report.answers", json!(["f1"]));
    ["findings[0].language", "findings[0].arrangement"].map(|key| without(&others, key)).to_vec()
}

/// Documents with these keys and lists in every way that matters.
pub(super) fn all() -> Vec<Value> {
    let exemplary = generate::example("exemplary.toml");
    let of_report = generate::keys().into_iter().filter(|(key, _)| KEYS.contains(key));
    let mut all: Vec<Value> = of_report
        .flat_map(|(key, values)| values.into_iter().map(move |value| (key, value)))
        .map(|(key, value)| with(&exemplary, key, value))
        .collect();
    all.push(with(&exemplary, "report.scope.standard_applied", json!("named_only")));
    all.extend(certificates(&exemplary));
    all.extend(findings(&exemplary));
    all.extend(findings_about_others(&exemplary));
    // Whoever is heard is known from then on, and with him how he came there.
    let transferred = json!([{ "language": "pt", "workers": 140, "arrangement": "state_transfer", "place": "off_site",
        "interpreter": "auditor" }]);
    all.push(with(&without(&exemplary, "site.workforce"), "report.interviews.groups", transferred));
    all
}

#[test]
fn a_report_of_which_it_is_not_stated_what_there_is_to_read_is_not_graded() {
    let silent = without(&generate::example("exemplary.toml"), "report.document");
    assert_eq!(headline(&silent), Some(0));
    for availability in ["provided", "refused", "none_exists", "not_asked"] {
        assert_eq!(headline(&with(&silent, "report.availability", json!(availability))), Some(0));
    }
}
