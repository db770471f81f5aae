//! Who established who works at the site.

use super::*;

const ESTABLISHED: &str = "derived.workforce_established";

/// What an own count comes to with these changes.
#[track_caller]
fn check_counted(changes: &[(&str, Value)], expected: &str) {
    check(ESTABLISHED, but(&two_languages(), changes), expected);
}

#[test]
fn an_own_count_is_believed_where_it_is_stated_and_every_shift_and_the_housing_was_seen() {
    check_counted(&[], "independent");
    let housed = ("site.dormitories", json!("provided"));
    let seen = |seen: Value| ("report.visit.dormitories_seen", seen);
    check_counted(&[housed.clone(), seen(json!(true))], "independent");
    check_counted(&[housed.clone(), seen(json!(false))], "documents_only");
    check_counted(&[housed, seen(json!(null))], "documents_only..independent");
    let unknown = ("site.dormitories", json!(null));
    check_counted(&[unknown.clone(), seen(json!(true))], "independent");
    check_counted(&[unknown.clone(), seen(json!(false))], "documents_only..independent");
    check_counted(&[unknown], "documents_only..independent");
    check_counted(&[("site.shifts", json!(2))], "documents_only");
    for path in ["report.conclusion.headcount", "site.shifts", "report.visit.shifts_seen"] {
        check_counted(&[(path, json!(null))], "documents_only..independent");
    }
}

#[test]
fn the_list_reaches_the_larger_of_the_count_and_the_headcount() {
    for path in ["report.conclusion.headcount", "site.headcount"] {
        check_counted(&[(path, json!(99))], "independent");
        check_counted(&[(path, json!(101))], "documents_only");
    }
    let uncounted = ("site.workforce[1].workers", json!(null));
    check_counted(std::slice::from_ref(&uncounted), "documents_only..independent");
    check_counted(&[uncounted, ("site.workforce[0].workers", json!(99))], "independent");
    check_counted(&[("site.headcount", json!(null))], "documents_only..independent");
    check_counted(&[("site.workforce", json!(null))], "documents_only..independent");
    let large = json!([{ "workers": u32::MAX }, { "workers": u32::MAX }]);
    check_counted(&[("site.workforce", large)], "independent");
}

#[test]
fn what_is_said_of_others_stands_and_silence_reaches_as_far_as_an_own_count_could() {
    for by in ["not_checked", "management_statement", "documents_only"] {
        check_counted(&[("site.workforce_established_by", json!(by))], by);
    }
    let silent = ("site.workforce_established_by", json!(null));
    check_counted(std::slice::from_ref(&silent), "not_checked..independent");
    check_counted(&[silent, ("site.shifts", json!(2))], "not_checked..documents_only");
}
