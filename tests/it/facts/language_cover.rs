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
        ("buyer", "by_facility_interpreter"),
        ("government", "by_government_interpreter"),
    ] {
        let through = ("report.interviews.groups[1].interpreter", json!(interpreter));
        check(COVER, but(&two_languages(), &[through]), cover);
    }
    let in_chinese = ("report.interviews.groups[1].language", json!("zh"));
    check(COVER, but(&two_languages(), &[in_chinese]), "not_heard");
}

/// What the two languages come to with these groups heard.
#[track_caller]
fn check_heard(groups: Value, expected: &str) {
    check(COVER, but(&two_languages(), &[("report.interviews.groups", groups)]), expected);
}

#[test]
fn a_language_stands_at_the_best_way_in_which_enough_of_its_workers_were_heard() {
    let both = |independent: u32, government: u32| {
        json!([
            { "language": "zh", "workers": 8, "interpreter": "auditor" },
            { "language": "ko", "workers": government, "interpreter": "government" },
            { "language": "ko", "workers": independent, "interpreter": "independent" }
        ])
    };
    check_heard(both(5, 2), "by_independent_interpreter");
    check_heard(both(4, 1), "by_government_interpreter");
    check_heard(both(3, 1), "not_heard");
}

#[test]
fn five_workers_of_a_language_count_or_one_in_a_hundred_or_all_of_them() {
    for (listed, least) in [(1, 1), (4, 4), (5, 5), (20, 5), (500, 5), (501, 6), (4000, 40)] {
        let of = |heard: u32| {
            let workers = [
                ("site.workforce", json!([{ "language": "ko", "workers": listed }])),
                (
                    "report.interviews.groups",
                    json!([{ "language": "ko", "workers": heard, "interpreter": "auditor" }]),
                ),
            ];
            but(&two_languages(), &workers)
        };
        if least > 1 {
            check(KNOWN_COVER, of(least - 1), "not_heard");
        }
        check(KNOWN_COVER, of(least), "by_auditor");
    }
}

#[test]
fn where_a_count_is_not_stated_whether_enough_were_heard_is_open() {
    let listed =
        |headcount: Value| [("site.headcount", headcount), ("site.workforce[1].workers", json!(null))];
    // Of a hundred five are enough in any case; of whom nobody knows how many there are they need not be.
    check(KNOWN_COVER, but(&two_languages(), &listed(json!(100))), "by_auditor");
    check(KNOWN_COVER, but(&two_languages(), &listed(json!(501))), "not_heard..by_auditor");
    check(KNOWN_COVER, but(&two_languages(), &listed(json!(null))), "not_heard..by_auditor");
    let heard = ("report.interviews.groups[1].workers", json!(null));
    check(KNOWN_COVER, but(&two_languages(), std::slice::from_ref(&heard)), "not_heard..by_auditor");
    check(
        KNOWN_COVER,
        but(&two_languages(), &[heard, ("site.workforce[1].workers", json!(1))]),
        "by_auditor",
    );
}

#[test]
fn an_interpreter_who_is_not_stated_is_some_interpreter_or_the_auditor() {
    let unstated = ("report.interviews.groups[1].interpreter", json!(null));
    check(COVER, but(&two_languages(), &[unstated]), "by_government_interpreter..by_auditor");
}

#[test]
fn a_list_that_may_hide_a_group_lowers_the_cover_only_where_such_groups_are_documented() {
    let incomplete = [
        ("site.headcount", json!(101)),
        ("site.headcount", json!(null)),
        ("site.workforce[1].workers", json!(19)),
        ("site.workforce_established_by", json!("documents_only")),
        ("site.workforce_established_by", json!(null)),
        ("site.workforce_covers", json!("employees_only")),
        ("site.workforce_covers", json!(null)),
        ("report.conclusion.headcount", json!(101)),
        ("report.visit.shifts_seen", json!(0)),
        ("site.dormitories", json!("provided")),
    ];
    let agency = ("report.interviews.groups[1].arrangement", json!("state_transfer"));
    for change in incomplete {
        let here = but(&two_languages(), std::slice::from_ref(&change));
        check(COVER, here.clone(), "by_auditor");
        check(COVER, but(&here, &[("site.country", json!("ER"))]), "not_heard..by_auditor");
        check(COVER, but(&here, &[("site.country", json!("CN"))]), "not_heard..by_auditor");
        check(COVER, but(&here, &[("site.country", json!(null))]), "not_heard..by_auditor");
        check(COVER, but(&here, std::slice::from_ref(&agency)), "not_heard..by_auditor");
        let facility = ("report.interviews.groups[1].interpreter", json!("facility"));
        check(
            COVER,
            but(&here, &[("site.country", json!("TM")), facility]),
            "not_heard..by_facility_interpreter",
        );
    }
    for country in ["ER", "CN", "TM"] {
        check(COVER, but(&two_languages(), &[("site.country", json!(country))]), "by_auditor");
    }
}

#[test]
fn a_group_of_workers_without_a_language_may_speak_one_that_nobody_heard() {
    for language in [json!(null), json!("und"), json!("mul"), json!("mis")] {
        let unnamed = ("site.workforce[1].language", language);
        check(COVER, but(&two_languages(), &[unnamed]), "not_heard..by_auditor");
    }
}

#[test]
fn an_interview_group_without_a_language_may_hold_several() {
    let unnamed = |language: Value| ("report.interviews.groups[1].language", language);
    for language in [json!(null), json!("und"), json!("mul"), json!("zxx")] {
        check(COVER, but(&two_languages(), &[unnamed(language)]), "not_heard..by_auditor");
    }
    let through = ("report.interviews.groups[1].interpreter", json!("facility"));
    check(
        COVER,
        but(&two_languages(), &[unnamed(json!(null)), through]),
        "not_heard..by_facility_interpreter",
    );
    // Ten may be five of each of two languages; nine may not.
    let third = json!([
        { "language": "zh", "workers": 60 }, { "language": "ko", "workers": 20 }, { "language": "ug", "workers": 20 }
    ]);
    for (workers, cover) in [(9, "not_heard"), (10, "not_heard..by_auditor")] {
        let changes = [
            unnamed(json!(null)),
            ("report.interviews.groups[1].workers", json!(workers)),
            ("site.workforce", third.clone()),
        ];
        check(COVER, but(&two_languages(), &changes), cover);
    }
}

#[test]
fn one_language_has_many_tags_and_a_macrolanguage_beside_its_member_settles_nothing() {
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
        "not_heard..by_auditor",
    );
    check(
        COVER,
        but(&two_languages(), &[("site.workforce[0].language", json!("yue"))]),
        "not_heard..by_auditor",
    );
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
fn without_a_list_the_languages_that_were_heard_are_known() {
    let heard = |groups: Value| {
        but(&two_languages(), &[("site.workforce", json!(null)), ("report.interviews.groups", groups)])
    };
    let of = |language: Value, workers: u32, interpreter: &str| json!({ "language": language, "workers": workers, "interpreter": interpreter });
    check(COVER, heard(json!([of(json!("zh"), 8, "auditor")])), "by_auditor");
    let worse = of(json!("ko"), 5, "facility");
    check(COVER, heard(json!([of(json!("zh"), 8, "auditor"), worse])), "by_facility_interpreter");
    // Four may be all who speak it.
    check(COVER, heard(json!([of(json!("zh"), 4, "auditor")])), "not_heard..by_auditor");
    check(COVER, heard(json!([of(json!(null), 8, "facility")])), "not_heard..by_facility_interpreter");
    check(COVER, heard(json!([])), "not_heard");
    check(COVER, json!({}), "not_heard..by_auditor");
}

#[test]
fn a_language_that_was_heard_and_not_listed_is_known_too() {
    let also = |workers: u32, interpreter: &str| {
        let group = json!({ "language": "ug", "workers": workers, "interpreter": interpreter });
        let mut dossier = two_languages();
        dossier["report"]["interviews"]["groups"].as_array_mut().unwrap().push(group);
        dossier
    };
    check(COVER, also(5, "auditor"), "by_auditor");
    check(COVER, also(5, "government"), "by_government_interpreter");
    check(COVER, also(4, "auditor"), "not_heard..by_auditor");
}

#[test]
fn what_the_report_says_of_all_interviews_stands_for_the_groups_that_are_known() {
    let said = |word: &str, changes: &[(&str, Value)]| {
        let said = ("report.interviews.in_native_language", json!(word));
        but(&two_languages(), &[&[said], changes].concat())
    };
    let (groups, language) = ("report.interviews.groups", "report.interviews.groups[1].language");
    let unnamed = (language, json!(null));
    for word in ["some", "none"] {
        check(COVER, said(word, &[]), "not_heard");
        check(COVER, said(word, &[(groups, json!(null))]), "not_heard");
    }
    check(COVER, said("all", &[]), "by_auditor");
    check(COVER, said("all", &[(groups, json!(null))]), "by_government_interpreter..by_auditor");
    check(COVER, said("all", std::slice::from_ref(&unnamed)), "by_auditor");
    let facility = ("report.interviews.groups[1].interpreter", json!("facility"));
    check(COVER, said("all", &[unnamed.clone(), facility]), "by_facility_interpreter");
    let interpreter = ("report.interviews.groups[1].interpreter", json!(null));
    check(COVER, said("all", &[unnamed, interpreter]), "by_government_interpreter..by_auditor");
    // The groups show otherwise: nobody was heard in Korean.
    check(COVER, said("all", &[(language, json!("zh"))]), "not_heard");
    check(COVER, said("all", &[(groups, json!([]))]), "not_heard");
    // Nobody is known.
    let nobody = [(groups, json!(null)), ("site.workforce", json!(null))];
    check(COVER, said("all", &nobody), "not_heard..by_auditor");
}

/// A dossier of an audit in Vietnam whose site has 60 Khmer agency workers.
fn calibration(name: &str) -> Value {
    let path = format!("{}/tests/fixtures/calibration/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let dossier = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    // The day of these tests is earlier.
    but(&dossier, &[("report.visit.start", json!(null)), ("report.visit.end", json!(null))])
}

#[test]
fn listing_and_hearing_a_group_is_no_worse_than_leaving_it_out() {
    check(COVER, calibration("group-left-out"), "by_auditor");
    check(COVER, calibration("group-heard"), "by_independent_interpreter");
    check(COVER, calibration("group-not-heard"), "not_heard");
    let by_auditor = ("report.interviews.groups[2].interpreter", json!("auditor"));
    check(COVER, but(&calibration("group-heard"), &[by_auditor]), "by_auditor");
    for name in ["group-left-out", "group-heard", "group-not-heard"] {
        check("derived.workforce_established", calibration(name), "documents_only");
    }
}
