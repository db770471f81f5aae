//! The same of documents: what is left unsaid of a report as a document, of a certificate or of a finding is never better
//! than what could be said.

use super::*;

use audit_credence::Dossier;

/// Keys of the report that say what document it is.
const KEYS: [&str; 6] = [
    "report.document",
    "report.received_from",
    "report.confirmed_by_issuer",
    "report.programme_status",
    "report.availability",
    "report.confidential_annex",
];

/// Keys that may be better left out, with the reason; of a list's entry without its place.
const EXCEPTIONS: [(&str, &str); 6] = [
    (
        "report.programme_status",
        "how the programme regards a report is the reader's to look up: few reports say it, and without it they are graded",
    ),
    (
        "certificates.status",
        "a certificate of which nothing bad is stated stands in order: it never lifts a grade",
    ),
    ("certificates.valid_until", "one of which no last day is stated has not run out"),
    ("certificates.claimed_on", "nobody is taken to claim a certificate who was not seen to"),
    (
        "findings.language",
        "it names a group of workers, and one that names none concerns those that are known",
    ),
    ("findings.arrangement", "as its language"),
];

/// The grade at worst; none where there is no report to read, which is below every grade.
fn headline(document: &Value) -> Option<usize> {
    let dossier: Dossier = read(document);
    let found = PROCUREMENT.at(date("2026-06-01")).assess(&dossier).unwrap();
    found.grade.map(|grade| SPECIFIED.scale.iter().position(|name| *name == grade.worst.name()).unwrap())
}

/// Of these keys those that are better left out of one of the documents.
fn better_unsaid(documents: &[Value], keys: impl Fn(&Value) -> Vec<String>) -> BTreeSet<String> {
    let mut better = BTreeSet::new();
    for document in documents {
        let stated = headline(document);
        for key in keys(document) {
            let silent = without(document, &key);
            if Dossier::from_json(silent.to_string().as_bytes()).is_ok() && headline(&silent) > stated {
                better.insert(key.replace("[0]", ""));
            }
        }
    }
    better
}

/// Every document with one of these values for each key.
fn each(base: &Value, keys: &[(&str, &[Value])]) -> Vec<Value> {
    keys.iter().fold(vec![base.clone()], |all, (key, values)| {
        all.iter().flat_map(|one| values.iter().map(move |value| with(one, key, value.clone()))).collect()
    })
}

fn stated_in(list: &'static str) -> impl Fn(&Value) -> Vec<String> {
    // A whole certificate or finding is a document more or less, an entry of a list in it another statement.
    let is_key = move |key: &String| key.starts_with(list) && key.contains('[') && !key.ends_with(']');
    move |document| generate::stated(document).into_iter().filter(is_key).collect()
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

#[test]
fn what_is_left_unsaid_of_a_document_is_never_better_but_for_exceptions_that_are_listed() {
    let exemplary = generate::example("exemplary.toml");
    let keys = generate::keys();
    let of_report = keys.iter().filter(|(key, _)| KEYS.contains(key)).flat_map(|(key, values)| {
        values.iter().map(|value| with(&exemplary, key, value.clone())).collect::<Vec<_>>()
    });
    let mut better = better_unsaid(&of_report.collect::<Vec<_>>(), |_| KEYS.map(str::to_owned).to_vec());
    better.extend(better_unsaid(&certificates(&exemplary), stated_in("certificates")));
    better.extend(better_unsaid(&findings(&exemplary), stated_in("findings")));
    better.extend(better_unsaid(&findings_about_others(&exemplary), stated_in("findings")));
    let listed: BTreeSet<String> = EXCEPTIONS.iter().map(|(key, _)| (*key).to_owned()).collect();
    assert_eq!(better, listed);
}

#[test]
fn a_report_of_which_it_is_not_stated_what_there_is_to_read_is_not_graded() {
    let silent = without(&generate::example("exemplary.toml"), "report.document");
    assert_eq!(headline(&silent), None);
    for availability in ["provided", "refused", "none_exists", "not_asked"] {
        assert_eq!(headline(&with(&silent, "report.availability", json!(availability))), None);
    }
}
