//! Firms, labour agents, and the age of the visit.

use super::*;

#[test]
fn the_visiting_firm_is_compared_with_the_signing_one_by_name() {
    let fact = "derived.visiting_firm";
    let of = |firm: Value, went: Value| {
        but(&json!({}), &[("report.auditor.firm", firm), ("report.auditor.visiting_firm", went)])
    };
    check(fact, of(json!("Acme Audits"), json!("Acme Audits")), "signing_firm");
    check(fact, of(json!("Acme Audits"), json!(" acme audits ")), "signing_firm");
    check(fact, of(json!("Acme Audits"), json!("Other Ltd")), "other_firm");
    check(fact, of(json!("Acme Audits"), json!(null)), "other_firm..signing_firm");
    check(fact, of(json!(null), json!("Other Ltd")), "other_firm..signing_firm");
}

#[test]
fn no_labour_agents_is_believed_only_of_an_independent_list() {
    let fact = "derived.labour_agents";
    let of = |agents: Value, by: Value| {
        but(&site(json!("PT"), json!(null), by), &[("report.interviews.labour_agents", agents)])
    };
    check(fact, of(json!("none_used"), json!("independent")), "none_used");
    for by in ["documents_only", "management_statement", "not_checked"] {
        check(fact, of(json!("none_used"), json!(by)), "none_claimed");
        check(fact, of(json!(null), json!(by)), "not_examined..examined");
    }
    check(fact, of(json!("none_used"), json!(null)), "none_claimed..none_used");
    check(fact, of(json!(null), json!("independent")), "not_examined..none_used");
    check(fact, of(json!(null), json!(null)), "not_examined..none_used");
    let uncounted = but(&of(json!("none_used"), json!("independent")), &[("site.shifts", json!(2))]);
    check(fact, uncounted, "none_claimed");
    for by in [json!(null), json!("independent"), json!("not_checked")] {
        check(fact, of(json!("examined"), by.clone()), "examined");
        check(fact, of(json!("not_examined"), by), "not_examined");
    }
}

#[test]
fn a_visit_ages_by_calendar_months_and_a_short_month_ends_on_its_last_day() {
    let plan = probe(&[Asked::aged("derived.visit_age", &[36, 12, 1])], "");
    let check = |visit: &str, as_of: &str, expected: &str| {
        let dossier = json!({ "report": { "visit": { "end": visit } } });
        assert_eq!(span(&plan, as_of, "derived.visit_age", &dossier), expected, "{visit} on {as_of}");
    };
    for (visit, last_day, day_after) in [
        ("2024-01-31", "2024-02-29", "2024-03-01"),
        ("2023-01-31", "2023-02-28", "2023-03-01"),
        ("2024-02-29", "2024-03-29", "2024-03-30"),
        ("2024-03-31", "2024-04-30", "2024-05-01"),
        ("2023-12-15", "2024-01-15", "2024-01-16"),
    ] {
        check(visit, visit, "within_1");
        check(visit, last_day, "within_1");
        check(visit, day_after, "within_12");
    }
    check("2024-02-29", "2025-02-28", "within_12");
    check("2024-02-29", "2025-03-01", "within_36");
    check("2022-03-10", "2025-03-10", "within_36");
    check("2022-03-10", "2025-03-11", "older");
}

#[test]
fn a_visit_ages_from_its_end_and_did_not_end_before_it_began() {
    let plan = probe(&[Asked::aged("derived.visit_age", &[36, 12])], "");
    let of = |visit: Value| span(&plan, AS_OF, "derived.visit_age", &json!({ "report": { "visit": visit } }));
    assert_eq!(of(json!({ "start": "2020-01-01", "end": "2024-06-01" })), "within_12");
    assert_eq!(of(json!({ "start": "2020-01-01" })), "older..within_12");
    assert_eq!(of(json!({ "start": "2024-06-01" })), "within_12");
    assert_eq!(of(json!({ "start": "2020-01-01", "no_later_than": "2022-06-01" })), "older..within_36");
    assert_eq!(of(json!({})), "older..within_12");
    // A day by which it was over bounds the age from below, and says nothing beside a day of the visit.
    assert_eq!(of(json!({ "no_later_than": "2024-06-01" })), "older..within_12");
    assert_eq!(of(json!({ "no_later_than": "2022-06-01" })), "older..within_36");
    assert_eq!(of(json!({ "no_later_than": "2020-06-01" })), "older");
    assert_eq!(of(json!({ "no_later_than": "2024-06-30", "end": "2022-06-01" })), "within_36");
}

#[test]
fn every_age_agrees_with_adding_months_to_the_day_of_the_visit() {
    let plan = probe(&[Asked::aged("derived.visit_age", &[3, 2, 1])], "");
    for shift in 0..70 {
        let as_of = date("2024-01-25").plus_days(shift);
        let scorer = plan.at(as_of);
        for back in 0..100 {
            let visit = as_of.plus_days(-back);
            let dossier = read(&json!({ "report": { "visit": { "end": visit.to_string() } } }));
            let level = scorer.levels(&Facts::from_dossier(&dossier)).unwrap().get(0).unwrap();
            let expected = (1..=3_u8).filter(|months| visit.plus_months(u32::from(*months)) >= as_of).count();
            assert_eq!(
                (usize::from(level.worst()), level.is_settled()),
                (expected, true),
                "{visit} on {as_of}"
            );
        }
    }
}
