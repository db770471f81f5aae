//! What is known by a programme's rule bounds from above only.

use super::*;

#[test]
fn a_value_known_by_a_programmes_rule_bounds_from_above_only() {
    let notice = "report.visit.notice";
    let by_rule = |value: &str, path: &str| {
        but(&json!({ "provenance": { path: { "basis": "programme_rule" } } }), &[(notice, json!(value))])
    };
    check(notice, by_rule("unannounced", notice), "announced..unannounced");
    check(notice, by_rule("semi_announced", notice), "announced..semi_announced");
    check(notice, by_rule("announced", notice), "announced");
    for basis in ["stated", "host", "mapped", "issuer"] {
        let from = json!({ "basis": basis, "locator": "working paper 3" });
        let dossier = but(&json!({ "provenance": { notice: from } }), &[(notice, json!("unannounced"))]);
        check(notice, dossier, "unannounced");
    }
    let mut languages = two_languages();
    languages["provenance"] = json!({ "report.interviews.groups": { "basis": "programme_rule" } });
    check(COVER, languages, "not_heard..by_auditor");
    let mut listed = two_languages();
    listed["provenance"] = json!({ "site.workforce_established_by": { "basis": "programme_rule" } });
    check("derived.workforce_established", listed, "not_checked..independent");
}

#[test]
fn a_suppliers_word_bounds_from_above_only() {
    let notice = "report.visit.notice";
    let said = |value: &str| {
        but(&json!({ "provenance": { notice: { "basis": "supplier" } } }), &[(notice, json!(value))])
    };
    check(notice, said("unannounced"), "announced..unannounced");
    check(notice, said("announced"), "announced");
}

#[test]
fn a_rule_over_a_whole_table_bounds_everything_in_it() {
    let dossier = json!({
        "report": { "visit": { "notice": "unannounced" } },
        "provenance": { "report.visit": { "basis": "programme_rule" } }
    });
    check("report.visit.notice", dossier, "announced..unannounced");
}

#[test]
fn rules_over_several_items_of_a_list_bound_each_of_them() {
    let rule = json!({ "basis": "programme_rule" });
    let mut dossier = heard(json!([{ "workers": 8 }, { "workers": 2 }]));
    dossier["provenance"] = json!({ "report.interviews.groups[0]": rule.clone() });
    check_count("derived.heard", dossier.clone(), 2, 10);
    dossier["provenance"] =
        json!({ "report.interviews.groups[0]": rule.clone(), "report.interviews.groups[1]": rule });
    check_count("derived.heard", dossier, 0, 10);
}

#[test]
fn a_rule_never_makes_the_worst_end_better_than_the_same_value_stated() {
    // The least independent interpreter is the state's in one group; that it is known by rule only hides nothing.
    let groups = json!([{ "workers": 5, "interpreter": "auditor" }, { "workers": 5 }]);
    check("derived.interpreters", heard(groups.clone()), "government..auditor");
    let mut by_rule = heard(groups);
    by_rule["provenance"] = json!({ "report.interviews.groups[1]": { "basis": "programme_rule" } });
    check("derived.interpreters", by_rule, "government..auditor");
}

#[test]
fn a_rule_that_states_an_adverse_act_states_it() {
    let surveillance = "report.interviews.surveillance";
    let by_rule = |value: &str| {
        but(
            &json!({ "provenance": { surveillance: { "basis": "programme_rule" } } }),
            &[(surveillance, json!(value))],
        )
    };
    check_floored(surveillance, by_rule("none"), "not_excluded..none");
    check_floored(surveillance, by_rule("present"), "present");
}
