//! How the worst-covered language was heard.

use super::*;

#[test]
fn the_site_stands_at_its_worst_covered_language() {
    check(COVER, two_languages(), "by_auditor");
    for (interpreter, cover) in [
        ("auditor", "by_auditor"),
        ("independent", "by_independent_interpreter"),
        ("facility", "by_facility_interpreter"),
        ("agent", "by_facility_interpreter"),
        ("co_worker", "by_facility_interpreter"),
        ("government", "by_government_interpreter"),
    ] {
        let through = ("report.interviews.groups[1].interpreter", json!(interpreter));
        check(COVER, but(&two_languages(), &[through]), cover);
    }
    let in_chinese = ("report.interviews.groups[1].language", json!("zh"));
    check(COVER, but(&two_languages(), &[in_chinese]), "not_heard");
}

#[test]
fn a_language_stands_at_the_best_way_in_which_it_was_heard() {
    let both = json!([
        { "language": "zh", "workers": 8, "interpreter": "auditor" },
        { "language": "ko", "workers": 2, "interpreter": "government" },
        { "language": "ko", "workers": 2, "interpreter": "independent" }
    ]);
    check(COVER, but(&two_languages(), &[("report.interviews.groups", both)]), "by_independent_interpreter");
}

#[test]
fn an_interpreter_who_is_not_stated_is_some_interpreter_or_the_auditor() {
    let unstated = ("report.interviews.groups[1].interpreter", json!(null));
    check(COVER, but(&two_languages(), &[unstated]), "by_government_interpreter..by_auditor");
}

#[test]
fn a_list_is_complete_only_if_its_counts_reach_the_headcount_and_it_is_independent() {
    check(COVER, but(&two_languages(), &[("site.headcount", json!(99))]), "by_auditor");
    check(COVER, but(&two_languages(), &[("site.headcount", json!(101))]), "not_heard..by_auditor");
    check(COVER, but(&two_languages(), &[("site.headcount", json!(null))]), "not_heard..by_auditor");
    check(COVER, but(&two_languages(), &[("site.workforce[1].workers", json!(19))]), "not_heard..by_auditor");
    check(
        COVER,
        but(&two_languages(), &[("site.workforce[1].workers", json!(null))]),
        "not_heard..by_auditor",
    );
    for by in [json!("not_checked"), json!("management_statement"), json!("documents_only"), json!(null)] {
        check(
            COVER,
            but(&two_languages(), &[("site.workforce_established_by", by)]),
            "not_heard..by_auditor",
        );
    }
}

#[test]
fn an_unlisted_group_is_possible_and_lifts_nothing() {
    // The list is not complete and the listed Koreans were heard through the facility: that is the most there is.
    let list = ("site.workforce_established_by", json!("management_statement"));
    let facility = ("report.interviews.groups[1].interpreter", json!("facility"));
    check(COVER, but(&two_languages(), &[list, facility]), "not_heard..by_facility_interpreter");
}

#[test]
fn a_group_of_workers_without_a_language_may_speak_one_that_nobody_heard() {
    for language in [json!(null), json!("und")] {
        let unnamed = ("site.workforce[1].language", language);
        check(COVER, but(&two_languages(), &[unnamed]), "not_heard..by_auditor");
    }
}

#[test]
fn a_spare_interview_group_may_have_been_heard_in_the_missing_language() {
    let unnamed = |language: Value| ("report.interviews.groups[1].language", language);
    check(COVER, but(&two_languages(), &[unnamed(json!(null))]), "not_heard..by_auditor");
    check(COVER, but(&two_languages(), &[unnamed(json!("und"))]), "not_heard..by_auditor");
    let through = ("report.interviews.groups[1].interpreter", json!("facility"));
    check(
        COVER,
        but(&two_languages(), &[unnamed(json!(null)), through]),
        "not_heard..by_facility_interpreter",
    );
    // One spare group does not cover two languages.
    let third = json!([
        { "language": "zh", "workers": 60 }, { "language": "ko", "workers": 20 }, { "language": "ug", "workers": 20 }
    ]);
    check(COVER, but(&two_languages(), &[unnamed(json!(null)), ("site.workforce", third)]), "not_heard");
}

#[test]
fn one_language_has_many_tags_and_cantonese_is_another() {
    for tag in ["zh-Hans", "cmn", "zho", "ZH-CN"] {
        check(
            COVER,
            but(&two_languages(), &[("report.interviews.groups[0].language", json!(tag))]),
            "by_auditor",
        );
        check(COVER, but(&two_languages(), &[("site.workforce[0].language", json!(tag))]), "by_auditor");
    }
    check(
        COVER,
        but(&two_languages(), &[("report.interviews.groups[0].language", json!("zh-yue"))]),
        "not_heard",
    );
    check(COVER, but(&two_languages(), &[("site.workforce[0].language", json!("yue"))]), "not_heard");
    let cantonese = [
        ("report.interviews.groups[0].language", json!("zh-yue")),
        ("site.workforce[0].language", json!("yue")),
    ];
    check(COVER, but(&two_languages(), &cantonese), "by_auditor");
    check(
        COVER,
        but(&two_languages(), &[("report.interviews.groups[1].language", json!("kor"))]),
        "by_auditor",
    );
}

#[test]
fn a_list_of_interviews_may_be_empty_or_absent() {
    check(COVER, but(&two_languages(), &[("report.interviews.groups", json!([]))]), "not_heard");
    check(
        COVER,
        but(&two_languages(), &[("report.interviews.groups", json!(null))]),
        "not_heard..by_auditor",
    );
}

#[test]
fn without_a_list_of_workers_the_best_is_what_any_group_reached() {
    let none = ("site.workforce", json!(null));
    check(COVER, but(&two_languages(), std::slice::from_ref(&none)), "not_heard..by_auditor");
    let facility = json!([
        { "language": "zh", "workers": 8, "interpreter": "facility" },
        { "language": "ko", "workers": 2, "interpreter": "government" }
    ]);
    let heard = ("report.interviews.groups", facility);
    check(COVER, but(&two_languages(), &[none.clone(), heard]), "not_heard..by_facility_interpreter");
    check(COVER, but(&two_languages(), &[none, ("report.interviews.groups", json!([]))]), "not_heard");
    check(COVER, json!({}), "not_heard..by_auditor");
}
