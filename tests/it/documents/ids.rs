//! Ids: which are refused, and which name nothing.

use super::bad_input::check;
use super::*;

#[test]
fn an_id_that_names_nothing_is_refused() {
    for id in ["", " ", "\t", "\u{3000}"] {
        for (path, document) in [
            ("site.id", json!({ "site": { "id": id } })),
            ("site.ids[0].value", json!({ "site": { "ids": [{ "scheme": "osid", "value": id }] } })),
            ("supplier.id", json!({ "supplier": { "id": id } })),
            ("report.id", json!({ "report": { "id": id } })),
            ("report.answers[1]", json!({ "report": { "answers": ["f1", id] } })),
            ("findings[0].id", json!({ "findings": [{ "id": id }] })),
            ("certificates[0].id", json!({ "certificates": [{ "scheme": "x", "id": id }] })),
            (
                "certificates[0].basis_report",
                json!({ "certificates": [{ "scheme": "x", "basis_report": id }] }),
            ),
        ] {
            check(&document.to_string(), &[("empty_id", path)]);
        }
    }
}

#[test]
fn one_id_for_two_entries_that_differ_is_refused_and_the_same_entry_twice_is_one() {
    for list in ["findings", "certificates"] {
        let entry = |id: &str, url: &str| match list {
            "findings" => json!({ "id": id, "url": url }),
            _ => json!({ "id": id, "scheme": url }),
        };
        let of = |entries: &[Value]| json!({ list: entries }).to_string();
        check(
            &of(&[entry("f1", "a"), entry("f2", "c"), entry("f1", "b")]),
            &[("shared_id", &format!("{list}[2].id"))],
        );
        accepted(&of(&[entry("f1", "a"), entry("f1", "a"), entry("f2", "b")]));
        // A placeholder is no id.
        accepted(&of(&[entry("N/A", "a"), entry("N/A", "b")]));
    }
}
