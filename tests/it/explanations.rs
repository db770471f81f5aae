//! What is told of an answer: held to the naive evaluator, and to what the dossier states.

use std::collections::BTreeSet;

use audit_credence::Scorer;
use audit_credence::assessment::{NamedGrade, Verdict};
use audit_credence::explain::{Audience, Explanation, ReasonKind, Rung};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::generate::{self, example, with};
use crate::laws::{Law, PROCUREMENT, SPECIFIED, date, ends, holds, read, told};
use crate::naive::{Naive, Profile};

fn explain(scorer: &Scorer, document: &Value) -> Explanation {
    scorer.explain(&read(document)).unwrap_or_else(|problems| panic!("{problems}\n{document}"))
}

fn today() -> Scorer {
    PROCUREMENT.at(date("2026-11-24"))
}

/// Each rung is the grade that the naive evaluator gives once the criteria of the earlier rungs stand at their top and,
/// where they name demerits, demerits count no more.
fn climbs(naive: &Naive, end: &Profile, rungs: &[Rung], told: &str) -> Law {
    let mut profile = end.clone();
    let mut forgotten = false;
    let grade = |profile: &Profile, forgotten: bool| {
        let top = naive.scale.len() - 1;
        let band = if forgotten { top } else { naive.band(naive.demerits(profile)) };
        naive.caps_that_hold(profile).into_values().fold(band, usize::min)
    };
    for (place, rung) in rungs.iter().enumerate() {
        prop_assert_eq!(rung.grade.grade().index(), grade(&profile, forgotten), "rung {} of {}", place, told);
        prop_assert_eq!(rung.decides, place == 0);
        prop_assert!(!rung.reasons.is_empty());
        let mut gone = profile.clone();
        for reason in &rung.reasons {
            if reason.kind == ReasonKind::Demerits {
                forgotten = true;
                continue;
            }
            for named in &reason.criteria {
                let at = naive.criteria.iter().position(|one| one.id == named.id).unwrap();
                prop_assert_eq!(&naive.criteria[at].levels[profile[at]].0, &named.level, "{}", told);
                gone[at] = naive.top(at);
            }
        }
        profile = gone;
    }
    prop_assert_eq!(grade(&profile, forgotten), naive.scale.len() - 1, "after all rungs of {}", told);
    Ok(())
}

#[test]
fn each_rung_is_the_exact_grade_once_the_earlier_ones_are_gone() {
    holds(60, (generate::dossier(), generate::as_of()), |(document, as_of)| {
        let explanation = explain(&PROCUREMENT.at(as_of), &document);
        if explanation.grades.is_none() {
            return Ok(());
        }
        let told = told(&document, as_of);
        let (worst, best) = ends(&SPECIFIED, &explanation.assessment);
        climbs(&SPECIFIED, &worst, &explanation.held.worst, &told)?;
        climbs(&SPECIFIED, &best, &explanation.held.best, &told)
    });
}

/// Every list of numbers below a key named `sources` or `cited`.
fn cited(node: &Value, into: &mut BTreeSet<u64>) {
    match node {
        Value::Object(entries) => {
            for (key, value) in entries {
                if key == "sources" || key == "cited" {
                    into.extend(value.as_array().into_iter().flatten().filter_map(Value::as_u64));
                }
                cited(value, into);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| cited(item, into)),
        _ => {}
    }
}

#[test]
fn every_number_of_a_source_is_listed_and_every_listed_source_is_cited() {
    for (name, document) in generate::examples(".").into_iter().chain(generate::examples("twins")) {
        let explanation = explain(&today(), &document);
        let listed: BTreeSet<u64> = explanation.sources.iter().map(|source| source.number.into()).collect();
        let mut found = BTreeSet::new();
        let mut json: Value = serde_json::from_str(&explanation.to_json()).unwrap();
        json.as_object_mut().unwrap().remove("assessment");
        cited(&json, &mut found);
        assert_eq!(found, listed, "{name}");
        assert_eq!(listed, (1..=listed.len() as u64).collect(), "{name}");
    }
}

#[test]
fn a_reason_is_silent_stated_or_adverse() {
    let exemplary = example("exemplary.toml");
    let of = |document: &Value| {
        let told = explain(&today(), document);
        told.headline
            .because
            .first()
            .map(|reason| (reason.id.clone().unwrap_or_default(), reason.basis.as_str()))
    };
    assert_eq!(of(&exemplary), None);
    let silent = generate::without(&exemplary, "report.visit.notice");
    assert_eq!(of(&silent), Some(("announced".to_owned(), "silent")));
    let stated = with(&exemplary, "report.visit.notice", json!("announced"));
    assert_eq!(of(&stated), Some(("announced".to_owned(), "stated")));
    let adverse = with(&exemplary, "report.interviews.surveillance", json!("present"));
    assert_eq!(of(&adverse), Some(("surveillance_present".to_owned(), "adverse")));
}

#[test]
fn the_next_change_names_what_passes() {
    let exemplary = example("exemplary.toml");
    let horizon = explain(&today(), &exemplary).horizon;
    assert_eq!(horizon.next_change_on, Some(date("2027-03-12")));
    assert!(horizon.text.contains("the audit passes 1 year"), "{}", horizon.text);
    let certificate = json!([{ "scheme": "msc_coc", "code": "MSC-C-50086", "status": "valid",
        "status_on": "2026-01-15", "valid_until": "2026-12-31", "site_match": "same" }]);
    let horizon = explain(&today(), &with(&exemplary, "certificates", certificate)).horizon;
    assert_eq!(horizon.next_change_on, Some(date("2027-01-01")));
    assert!(
        horizon.text.contains("the validity of MSC Chain of Custody MSC-C-50086 ends"),
        "{}",
        horizon.text
    );
    let certificate = json!([{ "scheme": "msc_coc", "status": "valid", "status_on": "2026-01-15" }]);
    let horizon = explain(&today(), &with(&exemplary, "certificates", certificate)).horizon;
    assert_eq!(horizon.next_change_on, Some(date("2027-01-16")));
    assert!(horizon.text.contains("the status of MSC Chain of Custody goes stale"), "{}", horizon.text);
}

#[test]
fn a_language_that_nobody_was_heard_in_is_told_with_its_workers() {
    let twin = example("twins/korean-heard-in-chinese.toml");
    let told = explain(&today(), &twin);
    let [one] = told.not_heard.as_slice() else { panic!("{:?}", told.not_heard) };
    assert_eq!((one.language.as_deref(), one.workers, one.basis.as_str()), (Some("ko"), Some(60), "stated"));
    assert!(explain(&today(), &example("exemplary.toml")).not_heard.is_empty());
}

#[test]
fn what_nothing_raises_is_named_with_the_reason() {
    let xinjiang = example("twins/cbp-testimony-xinjiang.toml");
    let told = explain(&today(), &xinjiang);
    let out_of_reach = told.out_of_reach.expect("no interview can show absence there");
    let grades: Vec<&str> = out_of_reach.grades.iter().map(NamedGrade::name).collect();
    assert_eq!(grades, ["D", "C", "B", "A"]);
    assert_eq!(out_of_reach.because.len(), 1);
    assert_eq!(out_of_reach.because[0].criterion, "coercion_context");
    assert!(!out_of_reach.because[0].why.is_empty());
    assert!(told.raises.is_empty());
    assert!(explain(&today(), &example("twins/announced.toml")).out_of_reach.is_none());
}

#[test]
fn names_are_told_and_stay_out_of_the_assessment() {
    let hostile = "<script>alert(1)</script>\u{202e}";
    let document = with(&example("exemplary.toml"), "site.name", json!(hostile));
    let told = explain(&today(), &document);
    assert_eq!(told.subject.site_name.as_deref(), Some(hostile));
    assert!(!told.assessment.to_json().contains("script"));
}

#[test]
fn what_a_supplier_reads_does_not_tell_of_findings_by_workers() {
    let scorer = PROCUREMENT.at(date("2026-11-24"));
    let explain = |document: &Value| scorer.explain_for(&read(document), Audience::Supplier).unwrap();
    // Whatever a worker's finding is called, whenever it was, whoever denies it: as long as the grade stays, so does the page.
    let draws = (generate::dossier(), generate::finding());
    holds(96, draws, |(document, mut finding)| {
        finding["source"] = json!("worker");
        finding["id"] = json!("hotline-7");
        let mut whole = document.clone();
        if !whole["findings"].is_array() {
            whole["findings"] = json!([]);
        }
        whole["findings"].as_array_mut().unwrap().push(finding.clone());
        let (told, without) = (explain(&whole), explain(&document));
        prop_assert!(!told.to_json().contains("hotline-7"));
        prop_assert_eq!(&told.findings, &without.findings);
        prop_assert_eq!(&told.timeline, &without.timeline);
        prop_assert_eq!(&told.domains, &without.domains);
        prop_assert_eq!(&told.certificates, &without.certificates);
        prop_assert_eq!(&told.contradictions, &without.contradictions);
        let questions =
            |told: &Explanation| told.questions.iter().map(|one| one.ask.clone()).collect::<Vec<_>>();
        prop_assert_eq!(questions(&told), questions(&without));
        let full = scorer.assess(&read(&whole)).unwrap();
        prop_assert_eq!(&told.assessment.grade, &full.grade);
        prop_assert_eq!(told.assessment.status, full.status);
        for (id, standard) in &full.standards {
            let is_hidden = standard.verdict == Verdict::Superseded && full.restrictions.is_empty();
            prop_assert!(is_hidden || told.assessment.standards[id].verdict == standard.verdict);
        }
        prop_assert_eq!(told.warnings.len() >= without.warnings.len(), true);
        if full.grade == without.assessment.grade && full.restrictions.is_empty() {
            prop_assert_eq!(told.to_json(), without.to_json());
        }
        Ok(())
    });
}

#[test]
fn what_a_supplier_reads_does_not_tell_who_of_few_was_heard() {
    let scorer = PROCUREMENT.at(date("2026-11-24"));
    let document = json!({
        "site": { "headcount": 200, "workforce": [{ "language": "zh", "workers": 197 }, { "language": "ko", "workers": 3 }] },
        "report": { "document": "full_report", "interviews": { "groups": [{ "language": "zh", "workers": 4 }] } },
    });
    let told = |audience| scorer.explain_for(&read(&document), audience).unwrap();
    let (full, supplier) = (told(Audience::Full), told(Audience::Supplier));
    assert!(full.not_heard.iter().any(|group| group.language.as_deref() == Some("ko")));
    assert!(supplier.not_heard.iter().all(|group| group.language.as_deref() != Some("ko")));
    let workers =
        |told: &Explanation| told.same.iter().find(|check| check.id == "workers").unwrap().text.clone();
    assert!(workers(&full).starts_with("4 workers of 200 heard"), "{}", workers(&full));
    assert!(workers(&supplier).starts_with("fewer than 5 workers heard; "), "{}", workers(&supplier));
    assert_eq!(supplier.assessment.grade, full.assessment.grade);
    // Said on every page, so that the words do not tell.
    assert!(supplier.left_out.is_some() && full.left_out.is_none());
    let acts = |told: &Explanation| told.horizon.action.is_some() || told.horizon.to_do.is_some();
    assert!(acts(&full) && !acts(&supplier), "what to do is told to the buyer alone");
}
