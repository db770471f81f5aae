//! Certificates: every note, and what lowers.

use super::*;

/// A valid certificate of this site, read yesterday, of a scheme that relies on somebody's audit.
fn certified() -> Value {
    json!({
        "report": { "id": "r1", "visit": { "start": "2024-03-10", "end": "2024-03-11" } },
        "certificates": [{
            "id": "c1", "scheme": "chain", "status": "valid", "status_on": "2024-12-31", "site_match": "same",
            "issued": "2024-05-01", "valid_until": "2027-04-30", "labour_route": "third_party_audit"
        }]
    })
}

/// Both certificate facts, and exactly these notes.
#[track_caller]
fn check_certificate(changes: &[(String, Value)], standing: &str, claims: &str, notes: &[&str]) {
    let borrowed: Vec<(&str, Value)> =
        changes.iter().map(|(path, value)| (path.as_str(), value.clone())).collect();
    let dossier = but(&certified(), &borrowed);
    let assessment = assess(&NAMED, AS_OF, &dossier);
    let found: Vec<&str> = assessment.certificates[0].notes.iter().map(|note| note.as_str()).collect();
    assert_eq!(found, notes, "{dossier}");
    check("derived.certificate_standing", dossier.clone(), standing);
    check("derived.certificate_claims", dossier, claims);
}

const IN_ORDER: &str = "in_order";

const LOWERED: &str = "withdrawn_for_labour";

const MAYBE_LOWERED: &str = "withdrawn_for_labour..in_order";

#[test]
fn a_good_certificate_lifts_nothing() {
    check_certificate(&[], IN_ORDER, IN_ORDER, &["no_lift"]);
    check("derived.certificate_standing", json!({}), IN_ORDER);
    check("derived.certificate_claims", json!({}), IN_ORDER);
}

#[test]
fn how_a_labour_rule_was_met_is_noted() {
    let route = |route: Value| certificate("labour_route", route);
    check_certificate(&[route(json!(null))], IN_ORDER, IN_ORDER, &["no_lift", "labour_route_unknown"]);
    check_certificate(
        &[route(json!("self_assessment"))],
        IN_ORDER,
        IN_ORDER,
        &["no_lift", "self_assessment"],
    );
    check_certificate(&[route(json!("exempt"))], IN_ORDER, IN_ORDER, &["no_lift", "exempt"]);
    let own = certificate("scheme", json!("standard"));
    check_certificate(&[own, route(json!(null))], IN_ORDER, IN_ORDER, &["no_lift"]);
}

#[test]
fn what_a_scheme_is_about_is_noted() {
    let scheme = |scheme: &str| certificate("scheme", json!(scheme));
    check_certificate(&[scheme("traceability")], IN_ORDER, IN_ORDER, &["no_lift", "subject_mismatch"]);
    let no_certificate = &["not_a_certificate", "no_lift", "subject_mismatch"];
    check_certificate(&[scheme("method")], IN_ORDER, IN_ORDER, no_certificate);
    check_certificate(&[scheme("somebodys")], IN_ORDER, IN_ORDER, &["unknown_scheme", "no_lift"]);
    let bad =
        [scheme("method"), certificate("status", json!("withdrawn")), certificate("reason", json!("labour"))];
    // What certifies nobody lowers nothing; what is to be said of it is said.
    let lost = &["not_a_certificate", "subject_mismatch", "bad_status_labour"];
    check_certificate(&bad, IN_ORDER, IN_ORDER, lost);
    let despite = [
        scheme("method"),
        (
            "findings".to_owned(),
            json!([{ "kind": "forced_labour", "standing": "ruled", "observed": "2024-04-30" }]),
        ),
    ];
    let noted = &["not_a_certificate", "no_lift", "subject_mismatch", "certified_despite_finding"];
    check_certificate(&despite, IN_ORDER, IN_ORDER, noted);
    let claimed = [
        scheme("method"),
        certificate("valid_until", json!("2024-06-30")),
        certificate("claimed_on", json!("2024-07-01")),
    ];
    let noted = &["not_a_certificate", "subject_mismatch", "expired", "claimed_without_standing"];
    check_certificate(&claimed, IN_ORDER, IN_ORDER, noted);
}

#[test]
fn another_sites_certificate_is_ignored() {
    for site in ["parent", "other"] {
        let bad = [
            certificate("site_match", json!(site)),
            certificate("status", json!("withdrawn")),
            certificate("reason", json!("labour")),
            certificate("claimed_on", json!("2025-01-01")),
        ];
        check_certificate(&bad, IN_ORDER, IN_ORDER, &["scope_mismatch"]);
    }
}

#[test]
fn a_certificate_that_rests_on_this_report_is_the_same_evidence() {
    check_certificate(
        &[certificate("basis_report", json!("r1"))],
        IN_ORDER,
        IN_ORDER,
        &["no_lift", "same_evidence"],
    );
    check_certificate(
        &[certificate("basis_report", json!("r2"))],
        IN_ORDER,
        IN_ORDER,
        &["no_lift", "unseen_audit"],
    );
}

#[test]
fn a_certificate_is_not_issued_before_its_audit() {
    let issued = |day: &str, report: &str| {
        [certificate("basis_report", json!(report)), certificate("issued", json!(day))]
    };
    check_certificate(&issued("2024-03-10", "r1"), IN_ORDER, IN_ORDER, &["no_lift", "same_evidence"]);
    let before = &["no_lift", "same_evidence", "issued_before_its_audit"];
    check_certificate(&issued("2024-03-09", "r1"), IN_ORDER, IN_ORDER, before);
    check_certificate(&issued("2024-03-09", "r2"), IN_ORDER, IN_ORDER, &["no_lift", "unseen_audit"]);
}

#[test]
fn taken_away_for_labour_lowers_from_a_year_before_the_visit_on() {
    let taken = |status: &str, on: Value| {
        [
            certificate("status", json!(status)),
            certificate("reason", json!("labour")),
            certificate("status_on", on),
        ]
    };
    for status in ["suspended", "withdrawn", "cancelled"] {
        // The visit began on 10 March 2024.
        check_certificate(&taken(status, json!("2024-06-01")), LOWERED, IN_ORDER, &["bad_status_labour"]);
        check_certificate(&taken(status, json!("2023-03-10")), LOWERED, IN_ORDER, &["bad_status_labour"]);
        check_certificate(&taken(status, json!("2023-03-09")), IN_ORDER, IN_ORDER, &["bad_status_labour"]);
        check_certificate(&taken(status, json!(null)), MAYBE_LOWERED, IN_ORDER, &["bad_status_labour"]);
        // A bad status never goes stale and outlives the validity.
        let mut over = taken(status, json!("2023-06-01")).to_vec();
        over.push(certificate("issued", json!(null)));
        over.push(certificate("valid_until", json!("2024-01-01")));
        check_certificate(&over, LOWERED, IN_ORDER, &["bad_status_labour"]);
        // Whose it is is not stated.
        let mut whose = taken(status, json!("2024-06-01")).to_vec();
        whose.push(certificate("site_match", json!(null)));
        check_certificate(&whose, MAYBE_LOWERED, IN_ORDER, &["scope_not_stated", "bad_status_labour"]);
    }
}

#[test]
fn taken_away_for_no_known_reason_may_have_been_for_labour() {
    let taken = |reason: Value, on: &str| {
        [
            certificate("status", json!("withdrawn")),
            certificate("reason", reason),
            certificate("status_on", json!(on)),
        ]
    };
    check_certificate(&taken(json!(null), "2024-06-01"), MAYBE_LOWERED, IN_ORDER, &["bad_status_unknown"]);
    check_certificate(&taken(json!(null), "2023-03-09"), IN_ORDER, IN_ORDER, &["bad_status_unknown"]);
    for reason in ["traceability", "overdue_audit", "administrative", "voluntary"] {
        check_certificate(&taken(json!(reason), "2024-06-01"), IN_ORDER, IN_ORDER, &["bad_status_other"]);
    }
}

#[test]
fn given_up_or_left_to_expire_while_a_finding_was_open_may_have_been_for_labour() {
    let finding = |observed: &str, ended: Value| {
        (
            "findings".to_owned(),
            json!([{
                "id": "f1", "kind": "forced_labour", "standing": "government_action", "observed": observed, "ended_on": ended
            }]),
        )
    };
    let given_up = |finding: (String, Value)| {
        [
            certificate("status", json!("cancelled")),
            certificate("reason", json!("voluntary")),
            certificate("status_on", json!("2024-06-01")),
            finding,
        ]
    };
    let unknown = &["bad_status_unknown"];
    check_certificate(&given_up(finding("2024-05-31", json!(null))), MAYBE_LOWERED, IN_ORDER, unknown);
    check_certificate(
        &given_up(finding("2024-05-31", json!("2024-06-02"))),
        MAYBE_LOWERED,
        IN_ORDER,
        unknown,
    );
    check_certificate(
        &given_up(finding("2024-05-31", json!("2024-06-01"))),
        IN_ORDER,
        IN_ORDER,
        &["bad_status_other"],
    );
    check_certificate(
        &given_up(finding("2024-06-02", json!(null))),
        IN_ORDER,
        IN_ORDER,
        &["bad_status_other"],
    );
    let expired = |finding: (String, Value)| {
        [certificate("valid_until", json!("2024-06-01")), certificate("issued", json!("2021-06-02")), finding]
    };
    check_certificate(&expired(finding("2024-05-31", json!(null))), MAYBE_LOWERED, IN_ORDER, unknown);
    // It may have run out on any day of the year, and a finding may have been open on some of them.
    let in_a_year = |found: (String, Value), until: &str| {
        [certificate("valid_until", json!(until)), certificate("issued", json!("2021-06-02")), found]
    };
    let found = || finding("2024-05-31", json!(null));
    check_certificate(&in_a_year(found(), "2024"), MAYBE_LOWERED, IN_ORDER, unknown);
    check_certificate(&in_a_year(found(), "2024-04"), IN_ORDER, IN_ORDER, &["expired"]);
}

#[test]
fn a_finding_of_which_the_matter_is_not_stated_may_be_the_open_one() {
    let given_up = |kind: Value| {
        let finding = json!([{ "kind": kind, "standing": "documented", "observed": "2024-05-31" }]);
        but(
            &certified(),
            &[
                ("certificates[0].status", json!("withdrawn")),
                ("certificates[0].reason", json!("voluntary")),
                ("certificates[0].status_on", json!("2024-06-01")),
                ("findings", finding),
            ],
        )
    };
    check("derived.certificate_standing", given_up(json!("forced_labour")), MAYBE_LOWERED);
    check("derived.certificate_standing", given_up(json!("other_labour")), IN_ORDER);
    check("derived.certificate_standing", given_up(json!(null)), MAYBE_LOWERED);
}

#[test]
fn a_certificate_that_ran_out_on_a_day_not_stated_may_have_done_so_at_any_time() {
    let expired = |status_on: Value, reason: Value, findings: Value| {
        but(
            &certified(),
            &[
                ("certificates[0].status", json!("expired")),
                ("certificates[0].valid_until", json!(null)),
                ("certificates[0].status_on", status_on),
                ("certificates[0].reason", reason),
                ("findings", findings),
            ],
        )
    };
    let fact = "derived.certificate_standing";
    // While a finding was open, or after.
    let ended = json!([{
        "kind": "forced_labour", "standing": "ruled", "observed": "2024-05-31", "ended_on": "2024-12-01"
    }]);
    check(fact, expired(json!("2024-06-01"), json!(null), ended.clone()), MAYBE_LOWERED);
    check(fact, expired(json!("2024-12-31"), json!(null), ended.clone()), IN_ORDER);
    check(fact, expired(json!(null), json!(null), ended), MAYBE_LOWERED);
    // A reason is one of a bad status: beside one that ran out it says nothing.
    for day in [json!("2024-06-01"), json!(null)] {
        check(fact, expired(day, json!("labour"), json!([])), IN_ORDER);
    }
}

#[test]
fn a_reason_says_nothing_beside_a_good_status_before_it_runs_out_or_after() {
    for status in ["valid", "in_assessment", "not_found", "expired"] {
        for reason in ["labour", "voluntary", "traceability"] {
            for until in ["2024-12-31", "2025-01-01", "2025-01-02"] {
                let left_over = but(
                    &certified(),
                    &[
                        ("certificates[0].status", json!(status)),
                        ("certificates[0].reason", json!(reason)),
                        ("certificates[0].valid_until", json!(until)),
                    ],
                );
                check("derived.certificate_standing", left_over.clone(), IN_ORDER);
                let notes = assess(&NAMED, AS_OF, &left_over).certificates[0].notes.clone();
                assert!(!notes.iter().any(|note| note.as_str().starts_with("bad_status")), "{notes:?}");
            }
        }
    }
}

#[test]
fn a_reason_beside_no_status_may_be_one_of_a_bad_status() {
    let reason = |reason: &str, on: Value| {
        [
            certificate("status", json!(null)),
            certificate("reason", json!(reason)),
            certificate("status_on", on),
        ]
    };
    let unknown = &["bad_status_unknown"];
    check_certificate(&reason("labour", json!("2024-06-01")), MAYBE_LOWERED, IN_ORDER, unknown);
    check_certificate(&reason("labour", json!(null)), MAYBE_LOWERED, IN_ORDER, unknown);
    check_certificate(&reason("traceability", json!("2024-06-01")), IN_ORDER, IN_ORDER, &["no_lift"]);
}

#[test]
fn a_certificate_expires_the_day_after_its_last() {
    let until = |day: &str| [certificate("valid_until", json!(day))];
    check_certificate(&until("2025-01-01"), IN_ORDER, IN_ORDER, &["no_lift"]);
    let assessment = |day: &str| {
        let dossier = but(&certified(), &[("certificates[0].valid_until", json!(day))]);
        assess(&NAMED, AS_OF, &dossier).certificates[0].notes.iter().any(|note| note.as_str() == "expired")
    };
    for (until, is_expired) in
        [("2025-01-01", false), ("2024-12-31", true), ("2024-12", true), ("2024", true), ("2025-01", false)]
    {
        assert_eq!(assessment(until), is_expired, "{until}");
    }
    // Absent, not negative.
    let dossier = but(&certified(), &[("certificates[0].valid_until", json!("2024-12-31"))]);
    check("derived.certificate_standing", dossier.clone(), IN_ORDER);
    check("derived.certificate_claims", dossier, IN_ORDER);
}

#[test]
fn a_status_that_is_not_good_is_no_reason_to_say_that_a_good_one_lifts_nothing() {
    let ran_out = [certificate("status", json!("expired")), certificate("valid_until", json!("2024-12-31"))];
    check_certificate(&ran_out, IN_ORDER, IN_ORDER, &["expired"]);
}

#[test]
fn claimed_without_standing_is_claimed_after_expiry_or_withdrawal() {
    let claimed = |changes: &[(&'static str, Value)]| {
        changes.iter().map(|(key, value)| certificate(key, value.clone())).collect::<Vec<_>>()
    };
    let claims = |changes: &[(&'static str, Value)], expected: &str| {
        let changes = claimed(changes);
        let borrowed: Vec<_> = changes.iter().map(|(path, value)| (path.as_str(), value.clone())).collect();
        let dossier = but(&certified(), &borrowed);
        check("derived.certificate_claims", dossier.clone(), expected);
        let noted = assess(&NAMED, AS_OF, &dossier).certificates[0]
            .notes
            .iter()
            .any(|note| note.as_str() == "claimed_without_standing");
        assert_eq!(noted, expected != IN_ORDER, "{dossier}");
    };
    let without = "claimed_without_standing";
    let expiry = |on: &str| [("valid_until", json!("2024-06-30")), ("claimed_on", json!(on))];
    claims(&expiry("2024-06-30"), IN_ORDER);
    claims(&expiry("2024-07-01"), without);
    claims(&expiry("2024-07"), without);
    claims(&expiry("2024-06"), IN_ORDER);
    claims(&expiry("2024"), "claimed_without_standing..in_order");
    for status in ["withdrawn", "cancelled", "expired"] {
        let taken = |on: &str, since: Value| {
            [
                ("status", json!(status)),
                ("reason", json!("traceability")),
                ("status_on", since),
                ("claimed_on", json!(on)),
            ]
        };
        claims(&taken("2024-06-30", json!("2024-06-30")), IN_ORDER);
        claims(&taken("2024-07-01", json!("2024-06-30")), without);
        claims(&taken("2024-07-01", json!(null)), "claimed_without_standing..in_order");
    }
    claims(&[("claimed_on", json!("2025-01-01"))], IN_ORDER);
    let mut whose = expiry("2024-07-01").to_vec();
    whose.push(("site_match", json!(null)));
    claims(&whose, "claimed_without_standing..in_order");
}

#[test]
fn not_found_in_the_register_is_neutral() {
    let missing = [certificate("status", json!("not_found")), certificate("status_on", json!("2020-01-01"))];
    check_certificate(&missing, IN_ORDER, IN_ORDER, &["not_found"]);
}

#[test]
fn a_good_status_goes_stale_the_day_after_the_limit() {
    let read_on = |day: Value| [certificate("status_on", day)];
    // Thirty days before 1 January 2025 is 2 December 2024.
    check_certificate(&read_on(json!("2024-12-02")), IN_ORDER, IN_ORDER, &["no_lift"]);
    check_certificate(&read_on(json!("2024-12-01")), IN_ORDER, IN_ORDER, &["no_lift", "stale_status"]);
    check_certificate(&read_on(json!("2024-11")), IN_ORDER, IN_ORDER, &["no_lift", "stale_status"]);
    check_certificate(&read_on(json!("2024-12")), IN_ORDER, IN_ORDER, &["no_lift"]);
    check_certificate(&read_on(json!(null)), IN_ORDER, IN_ORDER, &["no_lift", "status_not_dated"]);
}

#[test]
fn a_certificate_issued_after_contrary_evidence_does_not_exculpate() {
    let finding = |kind: &str, standing: &str, observed: Value, published: Value| {
        (
            "findings".to_owned(),
            json!([{ "kind": kind, "standing": standing, "observed": observed, "published": published }]),
        )
    };
    let despite = &["no_lift", "certified_despite_finding"];
    let plain = &["no_lift"];
    let observed = |day: &str| finding("forced_labour", "documented", json!(day), json!(null));
    check_certificate(&[observed("2024-04-30")], IN_ORDER, IN_ORDER, despite);
    check_certificate(&[observed("2024-05-02")], IN_ORDER, IN_ORDER, plain);
    // Known to the public first, and then certified.
    let published = finding("child_labour", "alleged", json!(null), json!("2024-04-30"));
    check_certificate(&[published], IN_ORDER, IN_ORDER, despite);
    let before = json!("2024-04-30");
    let dismissed = finding("forced_labour", "dismissed", before.clone(), json!(null));
    check_certificate(&[dismissed], IN_ORDER, IN_ORDER, plain);
    check_certificate(&[finding("other_labour", "ruled", before, json!(null))], IN_ORDER, IN_ORDER, plain);
}

#[test]
fn one_bad_certificate_among_good_ones_lowers_and_the_order_does_not_matter() {
    let good = certified()["certificates"][0].clone();
    let mut bad = good.clone();
    for (key, value) in
        [("id", "c2"), ("status", "withdrawn"), ("reason", "labour"), ("status_on", "2024-06-01")]
    {
        bad[key] = json!(value);
    }
    for list in [json!([good, bad]), json!([bad, good]), json!([bad, bad])] {
        check("derived.certificate_standing", but(&certified(), &[("certificates", list)]), LOWERED);
    }
}
