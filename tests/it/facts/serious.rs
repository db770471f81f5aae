//! Serious indicators: what forced labour is made of, and whether its remedy is verified.

use super::*;

#[test]
fn serious_is_what_forced_labour_is_made_of_and_mended_is_what_another_firm_verified_unannounced() {
    let of = |changes: &[(&str, Value)]| {
        let base =
            json!({ "report": { "conclusion": { "forced_labour": "none_found", "indicators_found": [] } } });
        but(&base, changes)
    };
    let fact = "derived.serious_indicators";
    let conclusion = |word: &'static str| ("report.conclusion.forced_labour", json!(word));
    let reasoned = |yes: bool| ("report.conclusion.reasoned", json!(yes));
    let found = |words: &[&str]| ("report.conclusion.indicators_found", json!(words));
    check(fact, of(&[]), "no");
    for word in ["found", "indicators_found"] {
        check(fact, of(&[conclusion(word)]), "yes");
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
        check(fact, of(&[found(&[word])]), "yes");
        check(fact, of(&[found(&["isolation", word]), reasoned(true)]), "yes");
    }
    for word in ["isolation", "abusive_working_and_living_conditions", "abuse_of_vulnerability"] {
        check(fact, of(&[found(&[word])]), "yes..no");
        check(fact, of(&[found(&[word]), reasoned(true)]), "no");
        check(fact, of(&[found(&[word]), reasoned(false)]), "yes");
    }
    check(fact, of(&[found(&["excessive_overtime"]), reasoned(false)]), "no");
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
    check(fact, verified.clone(), "yes");
    check("derived.remedy_confirmed", verified.clone(), "confirmed");
    for (key, value, expected) in [
        ("report.follow_up.verified", json!("independent"), "unconfirmed..confirmed"),
        ("report.follow_up.verified", json!("independent_announced"), "unconfirmed"),
        ("report.follow_up.verified", json!("self_declared"), "unconfirmed"),
        ("report.follow_up.verified_by.report", json!("r1"), "unconfirmed"),
        ("report.follow_up.verified_by.report", json!("n/a"), "unconfirmed..confirmed"),
        ("report.follow_up.verified_by.firm", json!("ONE"), "unconfirmed"),
        ("report.follow_up.verified_by.firm", json!(null), "unconfirmed..confirmed"),
        ("report.follow_up.verified_by.on", json!("2024-03-01"), "unconfirmed"),
        ("report.follow_up.verified_by.on", json!(null), "unconfirmed..confirmed"),
        ("report.auditor.visiting_firm", json!("another"), "unconfirmed"),
    ] {
        check("derived.remedy_confirmed", but(&verified, &[(key, value)]), expected);
    }
    check(fact, json!({}), "yes..no");
    // What was found was examined, and who has no findings found nothing.
    let silent = of(&[("report.conclusion.indicators_found", json!(null))]);
    check(fact, silent.clone(), "yes..no");
    let isolation = ("report.scope.indicators", json!(["isolation"]));
    check(fact, but(&silent, std::slice::from_ref(&isolation)), "yes..no");
    check(fact, but(&silent, &[isolation, reasoned(true)]), "no");
    check(fact, but(&silent, &[("report.conclusion.findings", json!(0))]), "no");
}
