//! Interviews in general: interpreters, place, sample, days, shifts, indicators.

use super::*;

#[test]
fn the_least_independent_interpreter_counts() {
    let fact = "derived.interpreters";
    for (interpreter, least) in [
        ("auditor", "auditor"),
        ("independent", "independent"),
        ("facility", "facility"),
        ("agent", "facility"),
        ("co_worker", "facility"),
        ("buyer", "facility"),
        ("government", "government"),
    ] {
        let groups = json!([{ "workers": 1, "interpreter": "auditor" }, { "interpreter": interpreter }]);
        check(fact, heard(groups), least);
    }
    check(fact, heard(json!([{ "interpreter": "facility" }, {}])), "government..facility");
    check(fact, heard(json!([])), "government..auditor");
    check(fact, json!({}), "government..auditor");
}

#[test]
fn the_best_place_where_anybody_was_heard_counts() {
    let fact = "derived.interview_place";
    check(fact, heard(json!([{ "place": "on_site" }, { "place": "off_site" }])), "off_site");
    check(fact, heard(json!([{ "place": "remote" }, { "place": "on_site" }])), "on_site");
    check(fact, heard(json!([{ "place": "housing" }, { "place": "on_site" }])), "housing");
    check(fact, heard(json!([{ "place": "remote" }])), "remote");
    check(fact, heard(json!([{ "place": "on_site" }, {}])), "on_site..off_site");
    check(fact, heard(json!([{}])), "remote..off_site");
    check(fact, heard(json!([])), "nobody_heard");
    check(fact, heard(json!([])), "nobody_heard");
    check(fact, json!({}), "nobody_heard..off_site");
}

#[test]
fn the_workers_heard_are_summed_and_a_group_without_a_count_has_at_least_one() {
    let fact = "derived.heard";
    check_count(fact, heard(json!([{ "workers": 12 }, { "workers": 3 }])), 15, 15);
    check_count(fact, heard(json!([{ "workers": 12 }, {}])), 13, u32::MAX);
    check_count(fact, heard(json!([])), 0, 0);
    check_count(fact, json!({}), 0, u32::MAX);
    check_count(fact, heard(json!([{ "workers": u32::MAX }, { "workers": 3 }])), u32::MAX, u32::MAX);
}

#[test]
fn no_more_workers_were_heard_than_there_are() {
    let of = |headcount: u32, groups: Value| but(&heard(groups), &[("site.headcount", json!(headcount))]);
    let off_site = json!([{ "workers": 12, "place": "off_site" }, { "workers": 3, "place": "off_site" }]);
    for fact in ["derived.heard", "derived.heard_off_site"] {
        for (headcount, workers) in [(14, 14), (15, 15), (16, 15), (0, 0)] {
            check_count(fact, of(headcount, off_site.clone()), workers, workers);
        }
        check_count(
            fact,
            of(20, json!([{ "workers": 12, "place": "off_site" }, { "place": "off_site" }])),
            13,
            20,
        );
    }
    check_count("derived.heard", but(&json!({}), &[("site.headcount", json!(20))]), 0, 20);
}

#[test]
fn hearing_more_workers_on_site_takes_nothing_from_those_heard_elsewhere() {
    let off_site = json!({ "workers": 12, "place": "off_site" });
    for more in [1, 40, u32::MAX] {
        let groups = json!([off_site, { "workers": more, "place": "on_site" }]);
        let of = but(&heard(groups), &[("site.headcount", json!(100))]);
        check_count("derived.heard_off_site", of.clone(), 12, 12);
        check_count("derived.off_site_percent", of, 120, 120);
    }
}

#[test]
fn the_workers_heard_off_site_are_those_of_groups_heard_there() {
    let fact = "derived.heard_off_site";
    let groups = json!([{ "workers": 12, "place": "on_site" }, { "workers": 3, "place": "off_site" }]);
    check_count(fact, heard(groups), 3, 3);
    check_count(fact, heard(json!([{ "workers": 3, "place": "off_site" }, { "workers": 4 }])), 3, 7);
    check_count(
        fact,
        heard(json!([{ "workers": 3, "place": "housing" }, { "workers": 4, "place": "remote" }])),
        0,
        0,
    );
    check_count(fact, heard(json!([{ "place": "off_site" }])), 1, u32::MAX);
    check_count(fact, heard(json!([{}])), 0, u32::MAX);
    check_count(fact, json!({}), 0, u32::MAX);
}

#[test]
fn the_sample_is_measured_against_the_row_of_the_headcount() {
    // 5 of at most 50, 10 of at most 250, 30 of more.
    for (fact, place) in [("derived.sample_percent", "on_site"), ("derived.off_site_percent", "off_site")] {
        let of = |headcount: Value, workers: u32| {
            let groups = json!([{ "workers": workers, "place": place }]);
            but(&heard(groups), &[("site.headcount", headcount)])
        };
        for (headcount, percent) in
            [(0, 0), (1, 20), (9, 180), (50, 200), (51, 100), (250, 100), (251, 33), (u32::MAX, 33)]
        {
            check_count(fact, of(json!(headcount), 10), percent, percent);
        }
        check_count(fact, of(json!(251), 29), 96, 96);
        check_count(fact, of(json!(251), 30), 100, 100);
        check_count(fact, of(json!(null), 10), 33, 200);
    }
    let on_site = json!([{ "workers": 10, "place": "on_site" }, { "workers": 4, "place": "off_site" }]);
    let site = ("site.headcount", json!(100));
    check_count(
        "derived.off_site_percent",
        but(&heard(on_site.clone()), std::slice::from_ref(&site)),
        40,
        40,
    );
    check_count("derived.sample_percent", but(&heard(on_site), &[site]), 140, 140);
    check_count("derived.sample_percent", json!({ "site": { "headcount": 100 } }), 0, 1000);
}

#[test]
fn interviews_are_counted_per_auditor_day_exact_to_a_tenth() {
    let fact = "derived.interviews_per_auditor_day";
    let of = |workers: u32, days: Value| {
        but(&heard(json!([{ "workers": workers }])), &[("report.visit.auditor_days", days)])
    };
    for (workers, days, rate) in [(45, 4.5, 10), (44, 4.5, 9), (46, 4.5, 10), (1, 0.1, 10), (3, 2.0, 1)] {
        check_count(fact, of(workers, json!(days)), rate, rate);
    }
    check_count(fact, of(1, json!(0)), u32::MAX, u32::MAX);
    check_count(fact, of(12, json!(null)), 0, u32::MAX);
    check_count(fact, json!({ "report": { "visit": { "auditor_days": 2 } } }), 0, u32::MAX / 2);
}

#[test]
fn shifts_unseen_are_the_shifts_run_less_those_seen() {
    let fact = "derived.shifts_unseen";
    let of = |shifts: Value, seen: Value| {
        but(&json!({}), &[("site.shifts", shifts), ("report.visit.shifts_seen", seen)])
    };
    check_count(fact, of(json!(2), json!(2)), 0, 0);
    check_count(fact, of(json!(2), json!(1)), 1, 1);
    check_count(fact, of(json!(2), json!(null)), 0, 2);
    check_count(fact, of(json!(null), json!(1)), 0, u32::MAX - 1);
    check_count(fact, of(json!(null), json!(null)), 0, u32::MAX);
}

#[test]
fn different_indicators_are_counted_once_each() {
    for (fact, path) in [
        ("derived.indicators_examined", "report.scope.indicators"),
        ("derived.indicators_found", "report.conclusion.indicators_found"),
    ] {
        let of = |value: Value| but(&json!({}), &[(path, value)]);
        check_count(fact, of(json!(null)), 0, 11);
        check_count(fact, of(json!([])), 0, 0);
        check_count(fact, of(json!(["deception", "isolation"])), 2, 2);
        check_count(fact, of(json!(["deception", "deception"])), 1, 1);
    }
    check_count(
        "derived.indicators_examined",
        json!({ "report": { "scope": { "indicators": "all" } } }),
        11,
        11,
    );
}
