//! What the public record of named plants says must come out.

use super::*;

/// A row of [`AS_RECORDED`].
type Recorded =
    (&'static str, &'static str, &'static str, &'static str, &'static [&'static str], &'static str);

/// What the public record of some plants, and the twins made after them, say must come out: the file, the day, the best
/// headline and the best end that it may have, the action, and why.
const AS_RECORDED: [Recorded; 7] = [
    (
        "twins/korean-heard-in-chinese",
        SOON,
        "D",
        "D",
        &["re_audit"],
        "a group heard in a language that it does not speak",
    ),
    (
        "twins/liaoning-management-list",
        SOON,
        "D",
        "C",
        &["re_audit"],
        "management's list, where hidden groups were found",
    ),
    (
        "twins/liaoning-independent-list",
        SOON,
        "A",
        "A",
        &["rely"],
        "the same, counted by the auditors themselves",
    ),
    (
        "hetian-taida-2018",
        RECORD,
        "E",
        "E",
        &["blocked"],
        "one address cleared, forced labour found at the sister plant's, and an order on its goods",
    ),
    (
        "ali-enterprises-2012",
        "2012-09-11",
        "D",
        "C",
        &["ask", "re_audit"],
        "certified three weeks before the fire, visited by another firm",
    ),
    (
        "changji-esquel-2019",
        RECORD,
        "E",
        "E",
        &["blocked"],
        "scored well in a region where no interview shows anything",
    ),
    (
        "brightway-2019",
        RECORD,
        "D",
        "C",
        &["ask", "re_audit", "act"],
        "61 breaches listed, no forced labour concluded",
    ),
];

#[test]
fn the_public_record_comes_out_as_it_says() {
    for (file, day, worst, best, actions, why) in AS_RECORDED {
        let document = with(&example(&format!("{file}.toml")), "report.document", json!("full_report"));
        let found = assess_at(&document, day);
        let grade = found.grade.as_ref().unwrap();
        let at_most = |name: &str| PROCUREMENT.grade_named(name).unwrap();
        assert!(grade.worst.grade() <= at_most(worst), "{file} headlines {}: {why}", grade.worst);
        assert!(grade.best.grade() <= at_most(best), "{file} reaches {}: {why}", grade.best);
        let code = found.action.as_ref().unwrap().code.as_str();
        assert!(actions.contains(&code), "{file} calls for {code}: {why}");
    }
}

#[test]
fn where_forced_labour_was_found_nothing_is_above_d_and_nothing_is_relied_on() {
    for (name, document) in
        examples(".").into_iter().filter(|(name, _)| name != "exemplary" && name != "fla-like")
    {
        let findings = document["findings"].as_array().into_iter().flatten();
        let counts = |finding: &Value| {
            let is_labour = ["forced_labour", "child_labour"].iter().any(|kind| finding["kind"] == *kind);
            let is_firm =
                ["ruled", "government_action", "documented"].iter().any(|one| finding["standing"] == *one);
            is_labour && is_firm && finding["ended_on"].is_null()
        };
        let is_documented = findings.clone().any(counts);
        // With its report in full, were there one.
        for document in [document.clone(), with(&document, "report.document", json!("full_report"))] {
            let found = assess_at(&document, RECORD);
            let code = found.action.as_ref().unwrap().code;
            assert!(!code.as_str().starts_with("rely"), "{name}: {code}");
            let worst = found.grade.as_ref().map_or("E", |grade| grade.worst.name());
            assert!(!is_documented || "DE".contains(worst), "{name} headlines {worst}");
        }
    }
}
