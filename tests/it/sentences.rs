//! What rules say in words: what a level shows, what silence leaves open, and which of a cap's two sentences is true.

use audit_credence::assessment::{HeldBy, Outcome};
use audit_credence::explain::Reason;
use audit_credence::explain::words::prose;
use audit_credence::{Diagnostics, Pack, PackText, Plan};
use proptest::prelude::*;
use serde_json::json;

use crate::generate::{self, example, with, without};
use crate::laws::{PROCUREMENT, SPECIFIED, date, ends, holds, read, told};

#[test]
fn no_sentence_of_silence_has_the_words_of_an_act() {
    let mut acts = 0;
    for (id, _) in Pack::SHIPPED {
        let plan = Plan::new(&Pack::shipped(id).unwrap());
        let views = || plan.criteria().filter_map(|criterion| plan.criterion(criterion));
        for view in views() {
            let floor = view.levels.iter().position(|level| Some(*level) == view.silent_floor).unwrap_or(0);
            for act in &view.labels[..floor] {
                acts += 1;
                for cap in plan.caps() {
                    let silent = plan.cap(cap).unwrap().when_silent.unwrap_or_default();
                    assert!(!silent.contains(act), "{id}: {cap} tells silence as `{act}`");
                }
            }
        }
    }
    assert!(acts > 10, "acts have silent floors: {acts}");
}

#[test]
fn a_label_is_told_of_what_is_shown_and_of_nothing_else() {
    holds(60, (generate::dossier(), generate::as_of()), |(document, as_of)| {
        let scorer = PROCUREMENT.at(as_of);
        let found = scorer.assess(&read(&document)).unwrap();
        let (worst, best) = ends(&SPECIFIED, &found);
        for (at, answer) in found.criteria.iter().enumerate() {
            let view = PROCUREMENT.criterion(&answer.id).unwrap();
            let is_shown = matches!(answer.outcome, Outcome::Short | Outcome::Met);
            prop_assert!(answer.label.is_none() || is_shown, "{}: {}", answer.id, told(&document, as_of));
            prop_assert!(!is_shown || worst[at] == best[at]);
            prop_assert!(answer.label.as_deref().is_none_or(|label| label == view.labels[worst[at]]));
            prop_assert_eq!(answer.answer_from, view.answer_from);
        }
        for gap in &found.gaps {
            prop_assert_eq!(gap.answer_from, PROCUREMENT.criterion(&gap.criterion).unwrap().answer_from);
        }
        Ok(())
    });
}

#[test]
fn where_nothing_is_stated_only_documents_that_are_not_there_are_shown() {
    let found = PROCUREMENT.at(date("2026-11-24")).assess(&read(&json!({}))).unwrap();
    let shown: Vec<&str> =
        found.criteria.iter().filter(|one| one.label.is_some()).map(|one| one.id.as_str()).collect();
    let documents = [
        "certificate_claims",
        "certificate_standing",
        "contrary_evidence",
        "deception_evidence",
        "north_korean_workers",
        "restriction",
    ];
    assert_eq!(shown, documents);
}

#[test]
fn what_only_a_programmes_rule_says_is_not_shown() {
    let announced = with(&example("exemplary.toml"), "report.visit.notice", json!("announced"));
    let label = |document| {
        let found = PROCUREMENT.at(date("2026-11-24")).assess(&read(document)).unwrap();
        found.criteria.into_iter().find(|one| one.id == "notice").unwrap().label
    };
    assert_eq!(label(&announced).as_deref(), Some("announced visit"));
    let by_rule =
        with(&announced, "provenance", json!({ "report.visit.notice": { "basis": "programme_rule" } }));
    assert_eq!(label(&by_rule), None);
}

#[test]
fn each_cap_that_holds_tells_the_one_of_its_sentences_that_is_true() {
    holds(60, (generate::dossier(), generate::as_of()), |(document, as_of)| {
        let explanation = PROCUREMENT.at(as_of).explain(&read(&document)).unwrap();
        let (_, best) = ends(&SPECIFIED, &explanation.assessment);
        let stated = SPECIFIED.caps_that_hold(&best);
        let mut sentences = Vec::new();
        for cap in &explanation.assessment.caps {
            let view = PROCUREMENT.cap(&cap.id).unwrap();
            let is_stated = stated.contains_key(&cap.id);
            prop_assert_eq!(cap.by == HeldBy::Stated, is_stated, "{}: {}", cap.id, told(&document, as_of));
            // A shipped cap that silence trips, wholly or in part, has the sentence.
            let true_one = if is_stated { Some(view.why) } else { view.when_silent };
            prop_assert!(true_one.is_some(), "{}: {}", cap.id, told(&document, as_of));
            sentences.push((cap.id.clone(), prose(true_one.unwrap_or_default())));
        }
        for cap in &explanation.caps {
            prop_assert!(sentences.contains(&(cap.id.clone(), cap.why.clone())), "{}", cap.id);
        }
        let is_true = |reason: &&Reason| {
            let id = reason.id.clone().unwrap_or_default();
            reason.id.is_none() || sentences.contains(&(id, reason.text.clone()))
        };
        let reasons = &explanation.headline.because;
        prop_assert_eq!(reasons.iter().filter(is_true).count(), reasons.len(), "{}", told(&document, as_of));
        Ok(())
    });
}

#[test]
fn a_headline_says_what_its_grade_means_and_silence_is_not_told_as_an_act() {
    let silent = without(&example("exemplary.toml"), "report.auditor.relation");
    let headline = PROCUREMENT.at(date("2026-11-24")).explain(&read(&silent)).unwrap().headline;
    assert_eq!(headline.label, "credibility D (weak: something that decides is missing or failed)");
    let because = ", at best A if everything unsaid were good: held at D because: That somebody other than the site \
                   made the audit is not shown (";
    assert!(headline.text.starts_with(because), "{}", headline.text);
    assert_eq!(headline.because[0].criteria[0].stands, "not stated");
}

/// A pack on `audit` with this text.
fn over(text: &str) -> Result<Pack, Diagnostics> {
    let header = "[pack]\nid = 'over'\nformat = 1\nversion = '1'\ntitle = 'T'\nbuilds_on = ['audit']\n";
    let source = "[source.ours]\ntitle = 'Our code'\npublisher = 'Us'\nurl = 'https://example.org/'\n\
                  read_on = 2026-11-22\nstatus = 'primary'\n";
    let case = "[[case]]\nname = 'n'\nas_of = 2026-01-01\ndossier = {}\nexpect = { worst = 'E' }\n";
    let text = PackText::parse(&format!("{header}{source}{text}\n{case}"))?;
    text.link(&[Pack::shipped("audit").unwrap()])
}

#[test]
fn an_overlay_says_in_its_own_words_what_it_changes() {
    let pack = over(
        "[grade.D]\nword = 'doubtful'\nmeaning = 'ask us'\n\
         [change.cap.announced]\ngrade = 'D'\nwhy = 'Our rule.'\nwhen_silent = 'Not said.'\nsources = ['ours']\n\
         [change.cap.not_private]\nsources = ['ours']\n\
         [change.criterion.notice]\nlabel = { announced = 'the day was told' }",
    );
    let plan = Plan::new(&pack.unwrap());
    let cap = plan.cap("announced").unwrap();
    assert_eq!((cap.grade, cap.why, cap.when_silent), ("D", "Our rule.", Some("Not said.")));
    // Another reason stands on its own sources; the same one may get more of them.
    assert_eq!(cap.sources, ["ours"]);
    let private = plan.cap("not_private").unwrap();
    assert!(private.sources.contains(&"ours") && private.sources.len() > 1, "{:?}", private.sources);
    let labels = plan.criterion("notice").unwrap().labels;
    assert_eq!((labels[0], labels[2]), ("the day was told", "unannounced visit"));
    let weak = plan.grade_view(plan.grade_named("D").unwrap()).unwrap();
    assert_eq!(weak.to_string(), "D (doubtful: ask us)");
}

#[test]
fn an_overlay_needs_sources_for_a_reason_and_a_sentence_where_silence_newly_reaches_a_cap() {
    let code = |text: &str| {
        let problems = over(text).expect_err("it is refused");
        problems.iter().map(|problem| problem.code).collect::<Vec<_>>()
    };
    assert_eq!(code("[change.cap.announced]\nwhy = 'Our rule.'"), ["no_sources"]);
    // A cap on the act alone comes to hold where nothing is said.
    assert_eq!(code("[change.cap.access_refused]\nwhen = [{ access = 'not_excluded' }]"), ["no_when_silent"]);
}

/// A document whose cap holds by a way that its sentence might pass over, with what would be untrue of it.
#[track_caller]
fn is_not_told(document: &serde_json::Value, cap: &str, untrue: &str) {
    let explanation = PROCUREMENT.at(date("2026-06-01")).explain(&read(document)).unwrap();
    let told = explanation.caps.iter().find(|one| one.id == cap).unwrap();
    assert!(!told.why.contains(untrue), "{cap}: {}", told.why);
}

#[test]
fn a_cap_that_holds_in_several_ways_has_a_sentence_that_is_true_of_each() {
    let exemplary = example("exemplary.toml");
    let liaoning = with(&exemplary, "site.country", json!("CN"));
    let liaoning = with(&liaoning, "site.subdivision", json!("CN-LN"));
    let liaoning = without(&liaoning, "report.conclusion.headcount");
    is_not_told(&liaoning, "presence_not_excluded", "place the site lies is not said");

    let unseen = with(&exemplary, "report.visit.dormitories_seen", json!(false));
    is_not_told(&unseen, "workforce_on_paper", "Papers show whom");

    let isolation = with(&exemplary, "report.conclusion.forced_labour", json!("indicators_found"));
    let isolation = with(&isolation, "report.conclusion.indicators_found", json!(["isolation"]));
    let isolation = with(&isolation, "report.conclusion.findings", json!(1));
    is_not_told(&isolation, "serious_not_excluded", "It found something of forced labour's core");

    let alleged = json!([{ "id": "f1", "kind": "forced_labour", "standing": "alleged", "observed": "2025-01-01",
        "published": "2025-02-01" }]);
    let expected = with(&with(&exemplary, "findings", alleged), "report.answers", json!(["f1"]));
    let expected = with(&expected, "report.visit.notice", json!("semi_announced"));
    is_not_told(&expected, "contrary_alleged", "nobody has examined");
}

#[test]
fn a_ruling_on_the_deception_of_auditors_is_not_told_as_an_allegation() {
    let ruled =
        json!([{ "id": "f1", "kind": "audit_deception", "standing": "ruled", "published": "2026-04-20" }]);
    let document = with(&example("exemplary.toml"), "findings", ruled);
    let told = PROCUREMENT.at(date("2026-06-01")).explain(&read(&document)).unwrap();
    let sentence = told.action.unwrap().sentence;
    assert!(sentence.contains("auditors were deceived") && !sentence.contains("alleged"), "{sentence}");
}

#[test]
fn an_action_to_which_only_the_sum_leads_names_what_weighs_most() {
    let summary = include_str!("../fixtures/calibration/summary.json");
    let mut document: serde_json::Value = serde_json::from_str(summary).unwrap();
    for (path, value) in [
        ("report.auditor.relation", json!("counsel")),
        ("report.auditor.second_look", json!("none")),
        ("report.visit.notice", json!("unannounced")),
        ("report.interviews.in_native_language", json!("all")),
        ("report.interviews.management", json!("unaware")),
        ("report.interviews.private", json!(true)),
        ("report.interviews.selected_by", json!("auditor")),
        (
            "report.interviews.groups",
            json!([{ "language": "vi", "workers": 60, "place": "on_site", "interpreter": "auditor" }]),
        ),
        ("site.workforce_established_by", json!("independent")),
        ("site.workforce_covers", json!("everyone_present")),
    ] {
        document = with(&document, path, value);
    }
    let found = PROCUREMENT.at(date("2026-11-27")).assess(&read(&document)).unwrap();
    let action = found.action.unwrap();
    assert_eq!((action.code.as_str(), action.because.len()), ("ask", 3), "{:?}", action.because);
    let worst = found.grade.unwrap().worst;
    let holds = found.caps.iter().any(|cap| cap.grade.grade() <= worst.grade());
    assert!(!holds, "the sum alone leads to {worst}: {:?}", found.caps);
}

#[test]
fn what_to_do_speaks_of_children_and_of_labour_that_a_state_imposes() {
    let exemplary = example("exemplary.toml");
    let sentence = |document: &serde_json::Value| {
        PROCUREMENT.at(date("2026-06-01")).explain(&read(document)).unwrap().action.unwrap().sentence
    };
    let found = |kind: &str| {
        let finding = json!([{ "id": "f1", "kind": kind, "source": "journalism", "standing": "documented",
            "published": "2026-04-20" }]);
        with(&exemplary, "findings", finding)
    };
    let plain = sentence(&found("forced_labour"));
    assert!(plain.ends_with("or stop orders overnight."), "{plain}");
    let children = sentence(&found("child_labour"));
    assert_eq!(children, format!("{plain} Protect schooling and income; no dismissal."));
    let from = |origin: &str, arrangement: &str| {
        let workers =
            json!([{ "language": "ko", "workers": 455, "origin": origin, "arrangement": arrangement }]);
        with(&found("forced_labour"), "site.workforce", workers)
    };
    let imposed = format!("{plain} Plan a responsible exit.");
    assert_eq!(sentence(&from("CN", "state_transfer")), imposed);
    assert_eq!(sentence(&from("KP", "dispatched")), imposed);
    assert_eq!(sentence(&from("KR", "direct")), plain);
}
