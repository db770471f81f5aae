//! Where testimony is impossible, and silent floors.

use super::*;

const COERCION: &str = "derived.coercion_context";

#[test]
fn a_region_where_testimony_is_impossible_is_so_whoever_counted_the_workers() {
    for by in [json!("independent"), json!("not_checked"), json!(null)] {
        check_floored(COERCION, site(json!("CN"), json!("CN-XJ"), by.clone()), "impossible");
        check_floored(COERCION, site(json!(null), json!("CN-XJ"), by.clone()), "impossible");
        check_floored(COERCION, site(json!("TM"), json!(null), by.clone()), "impossible");
        check_floored(COERCION, site(json!("TM"), json!("TM-A"), by), "impossible");
    }
}

#[test]
fn a_risk_region_is_lifted_only_by_an_independent_list() {
    for (country, subdivision) in [("CN", json!("CN-LN")), ("ER", json!("ER-AN"))] {
        let at = |by: Value| site(json!(country), subdivision.clone(), by);
        check_floored(COERCION, at(json!("independent")), "none_known");
        for by in ["documents_only", "management_statement", "not_checked"] {
            check_floored(COERCION, at(json!(by)), "not_excluded");
        }
        check_floored(COERCION, at(json!(null)), "not_excluded..none_known");
    }
}

#[test]
fn where_the_subdivision_is_not_stated_the_site_may_lie_in_a_listed_region() {
    for by in [json!("independent"), json!("not_checked"), json!(null)] {
        check_floored(COERCION, site(json!("CN"), json!(null), by.clone()), "not_excluded..none_known");
        check_floored(COERCION, site(json!("CN"), json!("CN-GD"), by.clone()), "none_known");
        check_floored(COERCION, site(json!("PT"), json!(null), by.clone()), "none_known");
        check_floored(COERCION, site(json!(null), json!(null), by), "not_excluded..none_known");
    }
}

#[test]
fn a_country_at_risk_hides_no_part_of_it_where_testimony_is_impossible() {
    let at = |by: &str| site(json!("ER"), json!(null), json!(by));
    check_floored(COERCION, site(json!("ER"), json!("ER-MA"), json!("independent")), "impossible");
    check_floored(COERCION, at("not_checked"), "not_excluded");
    check_floored(COERCION, at("independent"), "not_excluded..none_known");
}

#[test]
fn an_arrangement_triggers_only_where_it_and_the_origin_are_stated() {
    let group = |arrangement: Value, origin: Value| json!([{ "language": "ko", "workers": 9, "arrangement": arrangement, "origin": origin }]);
    check_floored(COERCION, workers(group(json!("dispatched"), json!("KP"))), "impossible");
    check_floored(COERCION, workers(group(json!("dispatched"), json!("CN"))), "none_known");
    check_floored(COERCION, workers(group(json!("dispatched"), json!(null))), "none_known");
    check_floored(COERCION, workers(group(json!(null), json!("KP"))), "none_known");
    check_floored(COERCION, workers(group(json!("direct"), json!("CN"))), "none_known");
    check_floored(COERCION, workers(group(json!("state_transfer"), json!(null))), "impossible");
    let one_of_two = json!([{ "workers": 400 }, { "workers": 1, "arrangement": "state_transfer" }]);
    check_floored(COERCION, workers(one_of_two), "impossible");
}

#[test]
fn a_state_transfer_triggers_wherever_it_is_stated() {
    let groups =
        |arrangement: &str, workers: Value| json!([{ "workers": workers, "arrangement": arrangement }]);
    let with = |list: Value| {
        but(&site(json!("PT"), json!(null), json!("independent")), &[("report.interviews.groups", list)])
    };
    check_floored(COERCION, with(groups("state_transfer", json!(3))), "impossible");
    check_floored(COERCION, with(groups("state_transfer", json!(null))), "impossible");
    check_floored(COERCION, with(groups("dispatched", json!(3))), "none_known");
}

#[test]
fn an_arrangement_at_risk_hides_no_region_where_testimony_is_impossible() {
    let agency = json!([{ "workers": 9, "arrangement": "agency", "origin": "MM" }]);
    let at = |subdivision: Value, by: &str| {
        but(&site(json!("CN"), subdivision, json!(by)), &[("site.workforce", agency.clone())])
    };
    check_floored(COERCION, at(json!("CN-GD"), "not_checked"), "not_excluded");
    check_floored(COERCION, at(json!("CN-GD"), "independent"), "none_known");
    check_floored(COERCION, at(json!("CN-XJ"), "independent"), "impossible");
    check_floored(COERCION, at(json!(null), "independent"), "not_excluded..none_known");
}

#[test]
fn silence_about_an_act_stands_at_its_floor_and_the_act_itself_in_full() {
    let surveillance = "report.interviews.surveillance";
    let of = |value: Value| but(&json!({}), &[(surveillance, value)]);
    check_floored(surveillance, of(json!(null)), "not_excluded..none");
    check_floored(surveillance, of(json!("none")), "none");
    check_floored(surveillance, of(json!("present")), "present");
    let access = "report.visit.access";
    check_floored(access, json!({}), "limited..full");
    check_floored(access, but(&json!({}), &[(access, json!("refused"))]), "refused");
}
