//! Dates and counts that are as exact as a document has them: what they may be, and what is refused.

use super::bad_input::{check, the_problem};
use super::*;
use audit_credence::Counted;

#[test]
fn a_date_may_be_a_month_or_a_year() {
    let of = |day: &str| json!({ "report": { "visit": { "start": day } } }).to_string();
    for (date, first, last) in [("2023-05", "2023-05-01", "2023-05-31"), ("2024", "2024-01-01", "2024-12-31")]
    {
        let start = accepted(&of(date)).report.visit.start.unwrap();
        assert_eq!(
            (start.first().to_string(), start.last().to_string()),
            (first.to_owned(), last.to_owned())
        );
    }
    for date in ["2023-13", "2023-00", "0000", "2023-5", "23", "2023-"] {
        check(&of(date), &[("not_a_date", "report.visit.start")]);
    }
    // A year that is not quoted is a number, in TOML as in JSON.
    for problems in [
        problems(r#"{ "report": { "visit": { "start": 2023 } } }"#),
        Dossier::from_toml("report.visit.start = 2023").unwrap_err().into_iter().collect(),
    ] {
        let [problem] = problems.as_slice() else { panic!("{problems:?}") };
        assert_eq!((problem.code, problem.path.as_str()), ("wrong_type", "report.visit.start"));
        assert_eq!((problem.value.as_deref(), problem.nearest.as_deref()), (Some("2023"), Some("\"2023\"")));
        assert_eq!(
            problem.to_string(),
            "report.visit.start: expected a day, a month or a year in quotes, found a whole number; did you mean \
             `\"2023\"`?"
        );
    }
}

#[test]
fn a_count_may_be_the_least_and_the_most() {
    let of = |number: &str| format!(r#"{{ "site": {{ "headcount": {number} }} }}"#);
    for (pair, least, most) in
        [("[450, 500]", 450, 500), ("[7,7]", 7, 7), ("[ 0 , 4294967295.0 ]", 0, u32::MAX)]
    {
        let headcount = Counted::between(least, most);
        assert_eq!(accepted(&of(pair)).site.headcount, headcount, "{pair}");
        let toml = Dossier::from_toml(&format!("site.headcount = {pair}"));
        assert_eq!(toml.unwrap().site.headcount, headcount, "{pair}");
        accepted(&format!(r#"{{ "extra": {{ "beds": {pair} }} }}"#));
    }
    let problem = the_problem(&of("[5, 3]"));
    assert_eq!((problem.code, problem.value.as_deref()), ("out_of_range", Some("[5, 3]")));
    assert_eq!(
        problem.to_string(),
        "site.headcount: the least comes first, then the most; did you mean `[3, 5]`?"
    );
    for pair in
        ["[1]", "[]", "[1, 2, 3]", "[1, -2]", "[1, 2.5]", "[1, 4294967296]", "[[1, 2]]", "[\"1\", \"2\"]"]
    {
        check(&of(pair), &[("wrong_type", "site.headcount")]);
    }
    assert_eq!(the_problem(&of("[1]")).nearest.as_deref(), Some("1"));
}

#[test]
fn what_is_stated_is_told_as_it_was_given() {
    let dossier = accepted(
        r#"{ "site": { "headcount": [450, 500], "shifts": [2, 2] }, "search": { "on": "2023-05" }, "extra": { "beds": [1, 2] } }"#,
    );
    let told = |path: &str| serde_json::to_string(&dossier.stated(path)).unwrap();
    assert_eq!(
        ["site.headcount", "site.shifts", "search.on", "extra.beds"].map(told),
        ["[450,500]", "2", "\"2023-05\"", "[1,2]"]
    );
    assert_eq!(dossier.stated("site.headcount").unwrap().to_string(), "450 to 500");
}

#[test]
fn what_cannot_be_is_refused_only_where_no_value_can() {
    for (document, refused) in [
        (
            json!({ "report": { "visit": { "start": "2024-05", "end": "2024-04" } } }),
            Some("visit_ends_before_start"),
        ),
        (json!({ "report": { "visit": { "start": "2024-05", "end": "2024-05-01" } } }), None),
        (
            json!({ "report": { "visit": { "start": "2024", "no_later_than": "2023-12-31" } } }),
            Some("visit_starts_after_its_bound"),
        ),
        (json!({ "report": { "visit": { "start": "2023", "no_later_than": "2023-01-01" } } }), None),
        (
            json!({ "report": { "visit": { "shifts_seen": [2, 3] } }, "site": { "shifts": 1 } }),
            Some("more_shifts_seen_than_run"),
        ),
        (json!({ "report": { "visit": { "shifts_seen": [1, 3] } }, "site": { "shifts": 1 } }), None),
        (
            json!({ "report": { "auditor": { "women": [3, 4], "team_size": [1, 2] } } }),
            Some("more_women_than_auditors"),
        ),
        (json!({ "report": { "auditor": { "women": [2, 4], "team_size": [1, 2] } } }), None),
        (
            json!({ "certificates": [{ "scheme": "x", "issued": "2024-02", "valid_until": "2024-01" }] }),
            Some("certificate_ends_before_issue"),
        ),
        (json!({ "certificates": [{ "scheme": "x", "issued": "2024-02", "valid_until": "2024" }] }), None),
        (
            json!({ "findings": [{ "published": "2024-02", "ended_on": "2023" }] }),
            Some("finding_ends_before_published"),
        ),
        (json!({ "findings": [{ "published": "2024-02", "ended_on": "2024" }] }), None),
        (json!({ "site": { "workforce": [{ "workers": [0, 0] }] } }), Some("out_of_range")),
        (json!({ "site": { "workforce": [{ "workers": [0, 1] }] } }), None),
    ] {
        let read = Dossier::from_json(document.to_string().as_bytes());
        let codes: Vec<_> = read.err().into_iter().flatten().map(|problem| problem.code).collect();
        assert_eq!(codes, refused.into_iter().collect::<Vec<_>>(), "{document}");
    }
}
