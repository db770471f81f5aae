//! Contradictions inside a report, below, at and above each boundary.

use super::sketch::{Draw, Law, Sketch, itself};
use super::*;

/// A report in which everything can be checked and agrees.
fn agreeing() -> Value {
    json!({
        "site": {
            "headcount": 100, "headcount_on": "2024-03-10",
            "workforce": [{ "language": "zh", "workers": 100 }]
        },
        "report": {
            "visit": { "start": "2024-03-10", "end": "2024-03-11", "auditor_days": 2 },
            "interviews": { "groups": [{ "language": "zh", "workers": 12, "format": "individual" }] },
            "scope": { "records_result": "consistent" },
            "conclusion": {
                "forced_labour": "none_found", "indicators_found": [], "reasoned": false, "headcount": 100
            }
        }
    })
}

/// The span of integrity down to where silence stands, and exactly these contradictions.
#[track_caller]
fn check_integrity(changes: &[(&str, Value)], expected: &str, codes: &[&str]) {
    let dossier = but(&agreeing(), changes);
    check_floored("derived.integrity", dossier.clone(), expected);
    let assessment = assess(&FLOORED, AS_OF, &dossier);
    let found: Vec<&str> = assessment.contradictions.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(found, codes, "{dossier}");
}

#[test]
fn a_report_in_which_everything_agrees_is_consistent() {
    check_integrity(&[], "consistent", &[]);
}

#[test]
fn more_heard_than_employed_is_a_contradiction_and_as_many_is_none() {
    let heard = |workers: u32| {
        ("report.interviews.groups", json!([{ "language": "zh", "workers": workers, "format": "group" }]))
    };
    check_integrity(&[heard(99)], "consistent", &[]);
    check_integrity(&[heard(100)], "consistent", &[]);
    check_integrity(&[heard(101)], "figures_conflict", &["more_heard_than_employed"]);
    let uncounted = ("report.interviews.groups", json!([{ "language": "zh", "format": "group" }]));
    check_integrity(&[uncounted], "not_checkable..consistent", &[]);
    // It counts where it is so of every number that there may be.
    let heard = |workers: [u32; 2]| {
        ("report.interviews.groups", json!([{ "language": "zh", "workers": workers, "format": "group" }]))
    };
    check_integrity(&[heard([90, 100])], "consistent", &[]);
    check_integrity(&[heard([90, 101])], "not_checkable..consistent", &[]);
    check_integrity(&[heard([101, 110])], "figures_conflict", &["more_heard_than_employed"]);
    let two = json!([
        { "language": "zh", "workers": 101, "format": "group" }, { "language": "zh", "format": "group" }
    ]);
    check_integrity(&[("report.interviews.groups", two)], "figures_conflict", &["more_heard_than_employed"]);
}

#[test]
fn more_heard_than_one_count_may_be_fewer_than_the_other_that_is_not_stated() {
    let heard = |workers: u32| {
        ("report.interviews.groups", json!([{ "language": "zh", "workers": workers, "format": "group" }]))
    };
    for unstated in ["site.headcount", "report.conclusion.headcount"] {
        // A year apart the two counts have nothing to do with each other.
        let apart = ("site.headcount_on", json!("2023-03-10"));
        let silent = [heard(120), (unstated, json!(null)), apart.clone()];
        check_integrity(&silent, "not_checkable..consistent", &[]);
        check_integrity(&[heard(120), (unstated, json!(125)), apart], "consistent", &[]);
        // Of about the same date the other count is at most 111, a tenth of it more than the 100 that are stated.
        check_integrity(&[heard(111), (unstated, json!(null))], "not_checkable..consistent", &[]);
        check_integrity(&[heard(111), (unstated, json!(111))], "consistent", &[]);
        let silent = [heard(112), (unstated, json!(null))];
        check_integrity(&silent, "figures_conflict", &["more_heard_than_employed"]);
    }
}

#[test]
fn counts_of_workers_differ_by_more_than_a_tenth_of_the_larger() {
    let concluded = |workers: u32| ("report.conclusion.headcount", json!(workers));
    check_integrity(&[concluded(90)], "consistent", &[]);
    check_integrity(&[concluded(89)], "figures_conflict", &["headcounts_differ"]);
    check_integrity(&[concluded(111)], "consistent", &[]);
    check_integrity(&[concluded(112)], "figures_conflict", &["headcounts_differ"]);
    check_integrity(&[("report.conclusion.headcount", json!(null))], "not_checkable..consistent", &[]);
}

#[test]
fn counts_of_workers_months_apart_are_not_in_conflict() {
    let seasonal =
        |counted: &str| [("report.conclusion.headcount", json!(50)), ("site.headcount_on", json!(counted))];
    // Ninety days before the first day of the visit, 10 March 2024, is 11 December 2023.
    check_integrity(&seasonal("2023-12-11"), "figures_conflict", &["headcounts_differ"]);
    check_integrity(&seasonal("2023-12-10"), "consistent", &[]);
    check_integrity(&seasonal("2024-06-08"), "figures_conflict", &["headcounts_differ"]);
    check_integrity(&seasonal("2024-06-09"), "consistent", &[]);
    let undated = [("report.conclusion.headcount", json!(50)), ("site.headcount_on", json!(null))];
    check_integrity(&undated, "not_checkable..consistent", &[]);
}

#[test]
fn a_list_of_more_workers_than_there_are_is_a_contradiction_and_one_of_fewer_is_incomplete() {
    let listed = |workers: Value| ("site.workforce[0].workers", workers);
    check_integrity(&[listed(json!(50))], "consistent", &[]);
    check_integrity(&[listed(json!(111))], "consistent", &[]);
    check_integrity(&[listed(json!(112))], "figures_conflict", &["headcounts_differ"]);
    check_integrity(&[listed(json!(null))], "not_checkable..consistent", &[]);
}

#[test]
fn a_list_whose_stated_counts_alone_are_too_many_is_a_contradiction() {
    let partly = json!([{ "language": "zh", "workers": 112 }, { "language": "ko" }]);
    check_integrity(&[("site.workforce", partly)], "figures_conflict", &["headcounts_differ"]);
}

/// What makes the list of the agreeing report complete.
fn complete() -> Vec<(&'static str, Value)> {
    vec![
        ("site.workforce", json!([{ "language": "zh", "workers": 60 }, { "language": "ko", "workers": 40 }])),
        ("site.workforce_covers", json!("everyone_present")),
        ("site.workforce_established_by", json!("independent")),
        ("site.shifts", json!(1)),
        ("report.visit.shifts_seen", json!(1)),
        ("site.dormitories", json!("none")),
    ]
}

#[test]
fn more_heard_in_a_language_than_a_complete_list_has_is_a_contradiction() {
    let heard = |language: &str, workers: Value, more: &[(&'static str, Value)]| {
        let groups = json!([{ "language": language, "workers": workers, "format": "group" }]);
        [complete(), vec![("report.interviews.groups", groups)], more.to_vec()].concat()
    };
    check_integrity(&heard("ko", json!(40), &[]), "consistent", &[]);
    check_integrity(&heard("ko", json!(41), &[]), "figures_conflict", &["more_heard_than_listed"]);
    check_integrity(&heard("zh", json!(60), &[]), "consistent", &[]);
    check_integrity(&heard("ko", json!([40, 41]), &[]), "not_checkable..consistent", &[]);
    // A list that leaves room for somebody else of that language is not contradicted.
    for (key, value, expected) in [
        ("site.workforce_established_by", json!("documents_only"), "consistent"),
        ("site.workforce_covers", json!("employees_only"), "consistent"),
        ("site.workforce_covers", json!(null), "not_checkable..consistent"),
        ("report.visit.shifts_seen", json!(null), "not_checkable..consistent"),
        ("site.workforce[0].language", json!(null), "not_checkable..consistent"),
    ] {
        check_integrity(&heard("ko", json!(41), &[(key, value)]), expected, &[]);
    }
    check_integrity(&heard("ko", json!(40), &[("site.workforce_covers", json!(null))]), "consistent", &[]);
}

#[test]
fn the_span_of_more_heard_than_listed_is_exact() {
    let groups =
        |sketch: &Sketch| sketch.document["report"]["interviews"]["groups"].as_array().map_or(0, Vec::len);
    let sketch = |draw: &mut Draw| {
        let mut stated = complete();
        stated.retain(|(key, _)| !key.starts_with("site.workforce_"));
        let mut sketch = Sketch { document: but(&agreeing(), &stated), ..Sketch::new() };
        let covers = values(&["everyone_present", "employees_only"]);
        sketch.key(draw, "site.workforce_covers", &covers, &covers);
        let by = values(&["independent", "documents_only", "management_statement", "not_checked"]);
        sketch.key(draw, "site.workforce_established_by", &by[..2], &by);
        let languages = values(&["ko", "zh", "ug"]);
        let counts = ("workers", values(&[12, 40, 41, 60]), values(&[1, 40, 41, 60, 5_000]));
        // Of two groups of which one is of any language it takes both to say that they are too many.
        if draw.once_in(3) {
            let language = ("language", languages.clone(), languages);
            sketch.list(draw, "report.interviews.groups", &[1], &[language, counts]);
        } else {
            sketch.list(draw, "report.interviews.groups", &[1, 2], &[counts]);
            for at in 0..groups(&sketch) {
                sketch.state(&format!("report.interviews.groups[{at}].language"), draw.one(&languages[..2]));
            }
        }
        for at in 0..groups(&sketch) {
            sketch.state(&format!("report.interviews.groups[{at}].format"), json!("group"));
        }
        sketch
    };
    Law { cases: 300, ..Law::named("derived.integrity") }.holds(sketch, itself);
}

#[test]
fn an_interview_language_that_nobody_speaks_is_a_contradiction() {
    let heard_in = |language: Value| ("report.interviews.groups[0].language", language);
    check_integrity(&[heard_in(json!("cmn"))], "consistent", &[]);
    check_integrity(&[heard_in(json!("ko"))], "figures_conflict", &["interview_language_unspoken"]);
    // A macrolanguage beside one of its members settles nothing.
    check_integrity(&[heard_in(json!("zh-yue"))], "not_checkable..consistent", &[]);
    check_integrity(&[heard_in(json!("yue"))], "not_checkable..consistent", &[]);
    check_integrity(&[heard_in(json!(null))], "not_checkable..consistent", &[]);
    check_integrity(&[heard_in(json!("und"))], "not_checkable..consistent", &[]);
    check_integrity(&[("site.workforce", json!(null))], "not_checkable..consistent", &[]);
    let unnamed = json!([{ "language": "zh", "workers": 50 }, { "workers": 50 }]);
    check_integrity(&[("site.workforce", unnamed.clone())], "consistent", &[]);
    check_integrity(&[("site.workforce", unnamed), heard_in(json!("ko"))], "not_checkable..consistent", &[]);
}

#[test]
fn more_than_thirty_interviews_one_by_one_per_auditor_day_are_a_contradiction() {
    let heard = |workers: u32, format: Value, days: Value| {
        let groups = json!([{ "language": "zh", "workers": workers, "format": format }]);
        [("report.interviews.groups", groups), ("report.visit.auditor_days", days)]
    };
    let too_many = &["more_interviews_than_days_allow"];
    check_integrity(&heard(30, json!("individual"), json!(1)), "consistent", &[]);
    check_integrity(&heard(31, json!("individual"), json!(1)), "figures_conflict", too_many);
    check_integrity(&heard(31, json!("group"), json!(1)), "consistent", &[]);
    check_integrity(&heard(31, json!(null), json!(1)), "not_checkable..consistent", &[]);
    check_integrity(&heard(45, json!("individual"), json!(1.5)), "consistent", &[]);
    check_integrity(&heard(46, json!("individual"), json!(1.5)), "figures_conflict", too_many);
    check_integrity(&heard(1, json!("individual"), json!(0)), "figures_conflict", too_many);
    check_integrity(&heard(12, json!("individual"), json!(null)), "not_checkable..consistent", &[]);
    check_integrity(&heard(12, json!("group"), json!(null)), "consistent", &[]);
}

#[test]
fn records_may_agree_disagree_or_not_be_verified() {
    let records = |result: Value| ("report.scope.records_result", result);
    check_integrity(&[records(json!("inconsistent"))], "figures_conflict", &["records_inconsistent"]);
    check_integrity(&[records(json!("unable_to_verify"))], "not_checkable", &[]);
    check_integrity(&[records(json!(null))], "not_checkable..consistent", &[]);
    // What cannot be verified does not hide what contradicts.
    let both = [records(json!("unable_to_verify")), ("report.conclusion.headcount", json!(50))];
    check_integrity(&both, "figures_conflict", &["headcounts_differ"]);
}

#[test]
fn a_conclusion_of_none_beside_indicators_needs_reasons() {
    let found = |list: Value| ("report.conclusion.indicators_found", list);
    let reasoned = |value: Value| ("report.conclusion.reasoned", value);
    let contradicted = &["conclusion_against_indicators"];
    check_integrity(&[found(json!(["debt_bondage"]))], "conclusion_contradicted", contradicted);
    check_integrity(&[found(json!(["debt_bondage"])), reasoned(json!(true))], "consistent", &[]);
    check_integrity(
        &[found(json!(["debt_bondage"])), reasoned(json!(null))],
        "not_checkable..consistent",
        &[],
    );
    check_integrity(&[found(json!(["excessive_overtime"]))], "consistent", &[]);
    let with_overtime = json!(["excessive_overtime", "isolation"]);
    check_integrity(&[found(with_overtime)], "conclusion_contradicted", contradicted);
    check_integrity(&[found(json!(null))], "not_checkable..consistent", &[]);
    check_integrity(&[found(json!(null)), reasoned(json!(true))], "consistent", &[]);
    for conclusion in ["found", "not_assessed"] {
        let other = ("report.conclusion.forced_labour", json!(conclusion));
        check_integrity(&[found(json!(["debt_bondage"])), other], "consistent", &[]);
    }
    // The conclusion is worse than any figure.
    let both = [found(json!(["debt_bondage"])), ("report.conclusion.headcount", json!(50))];
    check_integrity(
        &both,
        "conclusion_contradicted",
        &["conclusion_against_indicators", "headcounts_differ"],
    );
}

#[test]
fn a_report_that_says_nothing_is_not_contradicted() {
    check_floored("derived.integrity", json!({}), "not_checkable..consistent");
}

#[test]
fn the_fact_itself_spans_what_its_open_checks_leave() {
    let open = |paths: &[&str]| {
        let silent: Vec<_> = paths.iter().map(|path| (*path, json!(null))).collect();
        but(&agreeing(), &silent)
    };
    let indicators = "report.conclusion.indicators_found";
    let (reasoned, headcount) = ("report.conclusion.reasoned", "report.conclusion.headcount");
    let fact = "derived.integrity";
    check(fact, json!({}), "conclusion_contradicted..consistent");
    check(fact, open(&[reasoned]), "consistent");
    check(fact, open(&[indicators]), "conclusion_contradicted..consistent");
    check(fact, open(&[headcount]), "figures_conflict..consistent");
    check(fact, open(&[headcount, indicators]), "conclusion_contradicted..consistent");
    // What is stated of the figures says nothing of the conclusion, and does not stand for a worse one where it has a floor.
    let conflict = but(&open(&[indicators]), &[(headcount, json!(50))]);
    check(fact, conflict.clone(), "conclusion_contradicted..figures_conflict");
    check_floored(fact, conflict, "figures_conflict");
    let unverified = but(&open(&[headcount]), &[("report.scope.records_result", json!("unable_to_verify"))]);
    check(fact, unverified.clone(), "figures_conflict..not_checkable");
    check_floored(fact, unverified, "not_checkable");
}

#[test]
fn what_cannot_be_together_contradicts_where_it_is_so_for_every_value() {
    let unannounced = ("report.visit.notice", json!("unannounced"));
    for (notice, expected) in [
        (json!(0), "consistent"),
        (json!([0, 14]), "not_checkable..consistent"),
        (json!([1, 14]), "figures_conflict"),
    ] {
        let dossier = but(&agreeing(), &[unannounced.clone(), ("report.visit.notice_days", notice)]);
        check_floored("derived.integrity", dossier, expected);
    }
    // Two auditor days of one auditor, from 10 March on.
    for (end, expected) in [
        ("2024-03-11", "consistent"),
        ("2024-03-10", "figures_conflict"),
        ("2024-03", "not_checkable..consistent"),
        ("2024", "not_checkable..consistent"),
    ] {
        let one = ("report.auditor", json!({ "team_size": 1 }));
        check_floored(
            "derived.integrity",
            but(&agreeing(), &[one, ("report.visit.end", json!(end))]),
            expected,
        );
    }
    // Counted 90 days after the visit or later; half as many then.
    for (counted, expected) in [
        ("2024-06-08", "figures_conflict"),
        ("2024-06-09", "consistent"),
        ("2024-06", "not_checkable..consistent"),
        ("2024-05", "figures_conflict"),
        ("2024-07", "consistent"),
    ] {
        let changes = [("report.conclusion.headcount", json!(50)), ("site.headcount_on", json!(counted))];
        check_floored("derived.integrity", but(&agreeing(), &changes), expected);
    }
}
