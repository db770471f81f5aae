//! At the door: days after the assessment's, and facts that the pack declares otherwise.

use super::*;

fn refused(document: &Value) -> Vec<Problem> {
    match own_facts().assess(&accepted(&document.to_string())) {
        Ok(_) => panic!("accepted: {document}"),
        Err(problems) => problems.iter().cloned().collect(),
    }
}

#[test]
fn a_fact_that_the_pack_does_not_declare_is_noted() {
    let assessment =
        own_facts().assess(&accepted(r#"{ "extra": { "unheard_of": 5, "hotline": true } }"#)).unwrap();
    let notes: Vec<_> =
        assessment.notes.iter().map(|note| (note.code.as_str(), note.path.as_str())).collect();
    assert_eq!(notes, [("extra_undeclared", "extra.unheard_of")]);
    let hotline = assessment.criteria.iter().find(|criterion| criterion.id == "hotline").unwrap();
    assert_eq!((hotline.worst.as_str(), hotline.best.as_str()), ("yes", "yes"));
}

#[test]
fn a_fact_that_is_near_a_declared_one_is_refused_with_it() {
    for (name, meant) in
        [("hotlin", "hotline"), ("Hotline", "hotline"), ("color", "colour"), ("call", "calls")]
    {
        let document = json!({ "extra": { name: true } });
        let problem = refused(&document).remove(0);
        assert_eq!((problem.code, problem.path), ("extra_undeclared", format!("extra.{name}")));
        assert_eq!(problem.nearest.as_deref(), Some(meant));
        // The same at the door of levels, to which no dossier comes.
        let facts = audit_credence::Facts::from_dossier(&accepted(&document.to_string()));
        assert_eq!(own_facts().levels(&facts).unwrap_err().nearest.as_deref(), Some(meant));
    }
}

#[test]
fn in_a_packs_own_cases_every_fact_is_declared() {
    let stated =
        |name: &str| OWN_FACTS.replace("dossier = {}", &format!("dossier = {{ extra = {{ {name} = 5 }} }}"));
    for (name, is_refused) in [("unheard_of", true), ("calls", false)] {
        let pack = PackText::parse(&stated(name)).unwrap().link(&[]).unwrap();
        let found = pack.cases()[0].run(&Plan::new(&pack), None).unwrap_err().to_string();
        assert_eq!(found.contains("the pack declares no such fact"), is_refused, "{found}");
    }
}

#[test]
fn a_fact_of_the_kind_that_the_pack_declares_is_read() {
    let spans = |extra: Value| {
        let assessment = own_facts().assess(&accepted(&json!({ "extra": extra }).to_string())).unwrap();
        let span = |one: &audit_credence::assessment::CriterionAnswer| format!("{}..{}", one.worst, one.best);
        assessment.criteria.iter().map(span).collect::<Vec<_>>()
    };
    assert_eq!(spans(json!({})), ["none..some", "red..green", "no..yes"]);
    assert_eq!(
        spans(json!({ "hotline": false, "calls": 0, "colour": "amber" })),
        ["none..none", "amber..amber", "no..no"]
    );
    assert_eq!(
        spans(json!({ "hotline": true, "calls": 9, "colour": "green" })),
        ["some..some", "green..green", "yes..yes"]
    );
}

#[test]
fn a_fact_of_another_kind_than_the_pack_declares_is_refused() {
    for (name, wrong) in [
        ("hotline", vec![json!(1), json!("yes")]),
        ("calls", vec![json!(true), json!("many")]),
        ("colour", vec![json!(1), json!(true)]),
    ] {
        for value in wrong {
            let problems = refused(&json!({ "extra": { name: value } }));
            let found: Vec<_> = problems.iter().map(|problem| (problem.code, problem.path.clone())).collect();
            assert_eq!(found, [("wrong_type", format!("extra.{name}"))]);
        }
    }
    let problem = refused(&json!({ "extra": { "colour": "grene" } })).remove(0);
    assert_eq!((problem.code, problem.path.as_str()), ("unknown_value", "extra.colour"));
    assert_eq!(problem.allowed, ["red", "amber", "green"]);
    assert_eq!((problem.value.as_deref(), problem.nearest.as_deref()), (Some("grene"), Some("green")));
}

#[test]
fn every_fact_of_another_kind_is_reported() {
    let problems = refused(&json!({ "extra": { "hotline": 1, "calls": true, "colour": "blue" } }));
    assert_eq!(problems.len(), 3, "{problems:?}");
}

/// Every date key of a dossier, `valid_until` among them.
fn dated(day: &str) -> Vec<(&'static str, Value)> {
    let certificate = |key: &str| json!({ "certificates": [{ "scheme": "x", key: day }] });
    let finding = |key: &str| json!({ "findings": [{ key: day }] });
    vec![
        ("site.headcount_on", json!({ "site": { "headcount_on": day } })),
        ("report.visit.start", json!({ "report": { "visit": { "start": day } } })),
        ("report.visit.end", json!({ "report": { "visit": { "end": day } } })),
        ("report.visit.no_later_than", json!({ "report": { "visit": { "no_later_than": day } } })),
        (
            "report.follow_up.verified_by.on",
            json!({ "report": { "follow_up": { "verified_by": { "on": day } } } }),
        ),
        ("search.on", json!({ "search": { "on": day } })),
        ("certificates[0].status_on", certificate("status_on")),
        ("certificates[0].issued", certificate("issued")),
        ("certificates[0].claimed_on", certificate("claimed_on")),
        ("certificates[0].valid_until", certificate("valid_until")),
        ("findings[0].observed", finding("observed")),
        ("findings[0].published", finding("published")),
        ("findings[0].ended_on", finding("ended_on")),
    ]
}

#[test]
fn no_day_but_the_end_of_validity_lies_after_the_assessment() {
    let schema = Schema::Dossier.to_json();
    let dates = schema.matches("A day, or the month or year in which it lies.").count();
    assert_eq!(dates, dated("").len(), "a date key is missing here");
    for (day, (path, document)) in ["2026-01-02", "2026-02", "2027"]
        .iter()
        .flat_map(|day| dated(day).into_iter().map(move |dated| (day, dated)))
    {
        if path == "certificates[0].valid_until" {
            own_facts().assess(&accepted(&document.to_string())).unwrap();
            continue;
        }
        let problem = refused(&document).remove(0);
        assert_eq!((problem.code, problem.path.as_str()), ("after_as_of", path));
        assert_eq!(problem.value.as_deref(), Some(*day));
    }
    // A date that lies only in part after the day may lie before it.
    for (_, document) in ["2026-01-01", "2026-01", "2026"].iter().flat_map(|day| dated(day)) {
        own_facts().assess(&accepted(&document.to_string())).unwrap();
    }
    let two = json!({
        "report": { "visit": { "start": "2026-02-01", "end": "2026-02-02" } }, "search": { "on": "2025-12-31" }
    });
    assert_eq!(refused(&two).len(), 2);
}
