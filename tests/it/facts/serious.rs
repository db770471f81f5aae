//! Serious indicators: what forced labour is made of, until its remedy is verified.

use super::*;

#[test]
fn serious_is_what_forced_labour_is_made_of_until_its_remedy_is_verified_unannounced() {
    let of = |changes: &[(&str, Value)]| {
        let base =
            json!({ "report": { "conclusion": { "forced_labour": "none_found", "indicators_found": [] } } });
        but(&base, changes)
    };
    let fact = "derived.serious_indicators";
    let conclusion = |word: &'static str| ("report.conclusion.forced_labour", json!(word));
    let found = |words: &[&str]| ("report.conclusion.indicators_found", json!(words));
    let nobody = ("report.follow_up.verified", json!("no"));
    check(fact, of(&[]), "no");
    for word in ["found", "indicators_found"] {
        check(fact, of(&[conclusion(word), nobody.clone()]), "yes");
        check(fact, of(&[conclusion(word)]), "yes..no");
    }
    for word in [
        "deception",
        "restriction_of_movement",
        "physical_and_sexual_violence",
        "intimidation_and_threats",
        "retention_of_identity_documents",
        "withholding_of_wages",
        "debt_bondage",
    ] {
        check(fact, of(&[found(&[word]), nobody.clone()]), "yes");
        let reasoned = ("report.conclusion.reasoned", json!(true));
        check(fact, of(&[found(&["isolation", word]), reasoned, nobody.clone()]), "yes");
    }
    for word in
        ["isolation", "abusive_working_and_living_conditions", "abuse_of_vulnerability", "excessive_overtime"]
    {
        check(fact, of(&[found(&[word])]), "no");
    }
    // A later report of another firm, named by its id, that verified the remedy unannounced.
    let verified = but(
        &of(&[found(&["debt_bondage"]), ("report.follow_up.verified", json!("independent_unannounced"))]),
        &[
            ("report.id", json!("r1")),
            ("report.auditor.firm", json!("one")),
            ("report.visit.end", json!("2024-03-01")),
            (
                "report.follow_up.verified_by",
                json!({ "report": "r2", "firm": "another", "on": "2024-06-01" }),
            ),
        ],
    );
    check(fact, verified.clone(), "no");
    for (key, value, expected) in [
        ("report.follow_up.verified", json!("independent"), "yes..no"),
        ("report.follow_up.verified", json!("independent_announced"), "yes"),
        ("report.follow_up.verified", json!("self_declared"), "yes"),
        ("report.follow_up.verified_by.report", json!("r1"), "yes"),
        ("report.follow_up.verified_by.report", json!("n/a"), "yes..no"),
        ("report.follow_up.verified_by.firm", json!("ONE"), "yes"),
        ("report.follow_up.verified_by.firm", json!(null), "yes..no"),
        ("report.follow_up.verified_by.on", json!("2024-03-01"), "yes"),
        ("report.follow_up.verified_by.on", json!(null), "yes..no"),
        ("report.auditor.visiting_firm", json!("another"), "yes"),
    ] {
        check(fact, but(&verified, &[(key, value)]), expected);
    }
    check(fact, json!({}), "yes..no");
    check(fact, of(&[("report.conclusion.indicators_found", json!(null))]), "yes..no");
    // What was found was examined, and who has no findings found nothing.
    let silent = of(&[("report.conclusion.indicators_found", json!(null))]);
    check(fact, but(&silent, &[("report.scope.indicators", json!(["isolation"]))]), "no");
    check(fact, but(&silent, &[("report.conclusion.findings", json!(0))]), "no");
}
