//! Facts that are keys of the dossier as they stand.

use super::*;

#[test]
fn a_key_that_is_not_stated_may_be_anything_and_a_stated_one_is_what_it_says() {
    for fact in CATALOGUE.iter().filter(|fact| !fact.id.starts_with("derived.")) {
        let Kind::Named(values) = fact.kind else { continue };
        assert_eq!(fact.reads, [fact.id]);
        let (worst, best) = (values[0], values[values.len() - 1]);
        check(fact.id, json!({}), &format!("{worst}..{best}"));
        check(fact.id, but(&json!({}), &[(fact.id, json!(null))]), &format!("{worst}..{best}"));
        for value in values {
            let stated = if values == ["no", "yes"] { json!(*value == "yes") } else { json!(value) };
            // Of a key with the values no and yes, some are true or false and some are words.
            let is_word =
                fact.id == "report.auditor.consults_for_site" || fact.id == "report.follow_up.verified";
            let stated = if is_word { json!(value) } else { stated };
            check(fact.id, but(&json!({}), &[(fact.id, stated)]), value);
        }
    }
}

#[test]
fn an_independent_visit_of_which_the_notice_is_not_stated_was_announced_or_not() {
    let verified = |word: &str| json!({ "report": { "follow_up": { "verified": word } } });
    check(
        "report.follow_up.verified",
        verified("independent"),
        "independent_announced..independent_unannounced",
    );
}

#[test]
fn a_count_that_is_not_stated_may_be_any() {
    for fact in [
        "site.headcount",
        "report.auditor.prior_visits",
        "report.visit.notice_days",
        "report.conclusion.findings",
    ] {
        check_count(fact, json!({}), 0, u32::MAX);
        check_count(fact, but(&json!({}), &[(fact, json!(7))]), 7, 7);
        check_count(fact, but(&json!({}), &[(fact, json!(0))]), 0, 0);
    }
    // A site runs one shift at least.
    check_count("site.shifts", json!({}), 1, u32::MAX);
    check_count(
        "report.visit.auditor_days",
        json!({ "report": { "visit": { "auditor_days": 4.5 } } }),
        45,
        45,
    );
}
