//! The answer on one screen: read from the trees of all examples and of 2,000 invented dossiers.
//!
//! How it is drawn is held where it is drawn: `cli/tests/it/screen.rs`.

use std::collections::BTreeSet;

use audit_credence::assessment::Outcome;
use audit_credence::explain::words::prose;
use audit_credence::explain::{Explanation, NextKind, ReasonBasis, Screen};
use audit_credence::{Pack, Plan};
use serde_json::Value;

use crate::generate;
use crate::laws::{PROCUREMENT, date, read};

const SAMPLES: u64 = 2_000;
const WORDS: usize = 25;
/// They explain nothing to whoever reads an answer first.
const OF_THE_ENGINE: [&str; 14] = [
    "band",
    "bands",
    "bind",
    "binds",
    "cap",
    "caps",
    "construction",
    "criteria",
    "criterion",
    "demerit",
    "demerits",
    "engine",
    "settled",
    "unscorable",
];

/// Everything that a screen says, but for the names and places that the dossier gives.
fn said(screen: &Screen) -> Vec<String> {
    let mut all = screen.facts.clone();
    all.extend([screen.grade.clone(), screen.scale_key.to_owned()]);
    for alarm in &screen.alarms {
        all.extend([alarm.title.clone(), alarm.text.clone()].into_iter().chain(alarm.names.clone()));
    }
    if let Some(action) = &screen.action {
        all.extend([action.reliance.to_owned(), action.sentence.clone()]);
        all.extend(action.because.iter().chain(&action.unsaid).chain(&action.not_enough).cloned());
    }
    if let Some(account) = &screen.account {
        all.extend([account.text.clone(), account.checks.clone(), account.note.to_owned()]);
    }
    all.extend(screen.held.iter().flat_map(|one| [one.mark.to_owned(), one.text.clone()]));
    all.extend(screen.standards.iter().flat_map(|one| [one.name.clone(), one.word.to_owned()]));
    let lines = screen.standards.iter().chain(&screen.certificates);
    all.extend(lines.flat_map(|one| one.items.clone()));
    all.extend(screen.next.iter().flat_map(|one| one.steps.iter().cloned().chain([one.title.clone()])));
    all
}

/// What is wrong with the words of a screen.
fn wrong_words(screen: &Screen) -> Vec<String> {
    let mut wrong = Vec::new();
    for text in said(screen) {
        for sentence in text.split_inclusive(['.', '?', '!', ';', ':']) {
            if sentence.split_whitespace().count() > WORDS {
                wrong.push(format!("too long: {sentence}"));
            }
        }
        if text.ends_with(" …") {
            wrong.push(format!("cut: {text}"));
        }
        let lowered = text.to_lowercase();
        let words = lowered.split(|c: char| !c.is_alphabetic());
        wrong.extend(words.filter(|word| OF_THE_ENGINE.contains(word)).map(|word| format!("{word}: {text}")));
    }
    wrong
}

/// What is untrue of silence: a label of what is not shown, or the title of a top level in the place of what was shown.
fn untrue(plan: &Plan, told: &Explanation, screen: &Screen) -> Vec<String> {
    let assessment = &told.assessment;
    let shown: BTreeSet<String> =
        assessment.criteria.iter().filter_map(|one| one.label.as_deref()).map(prose).collect();
    let titles: BTreeSet<String> =
        plan.criteria().filter_map(|id| plan.criterion(id)).map(|one| prose(one.title)).collect();
    let mut wrong = Vec::new();
    for one in &screen.held {
        let parts = one.text.rsplit(": ").next().unwrap_or_default().split("; ");
        match (one.mark, one.basis) {
            ("stated", _) => {
                wrong.extend(
                    parts.filter(|part| !shown.contains(*part)).map(|part| format!("not shown: {part}")),
                );
            }
            ("not said", ReasonBasis::Silent) => {
                let below = plan.criteria().filter_map(|id| plan.criterion(id)).flat_map(|one| one.labels);
                wrong.extend(
                    below.filter(|label| one.text == prose(label)).map(|label| format!("told: {label}")),
                );
            }
            _ => {}
        }
        if one.mark != "by a rule or the supplier's word alone" && titles.contains(&one.text) {
            wrong.push(format!("a title: {}", one.text));
        }
    }
    if let Some(action) = screen.action.as_ref().filter(|_| told.grades.is_some()) {
        wrong.extend(action.because.iter().filter(|label| !shown.contains(*label)).cloned());
    }
    // Nobody is told to audit again for what an answer could mend.
    let stated = |outcome: Outcome| outcome == Outcome::Short;
    let remedies: Vec<String> = told
        .domains
        .iter()
        .flat_map(|domain| &domain.criteria)
        .filter(|one| stated(one.outcome))
        .filter_map(|one| one.remedy.clone())
        .collect();
    for next in screen.next.iter().filter(|next| next.kind == NextKind::AuditAgain) {
        let is_known =
            |step: &&String| remedies.iter().any(|remedy| remedy.starts_with(step.trim_end_matches(" …")));
        wrong.extend(next.steps.iter().filter(|step| !is_known(step)).map(|step| format!("unsaid: {step}")));
    }
    wrong
}

/// What is wrong with the screen of a dossier.
fn wrong(document: &Value) -> Vec<String> {
    let told = PROCUREMENT.at(date("2026-11-24")).explain(&read(document)).unwrap();
    let screen = told.screen();
    let mut wrong = wrong_words(&screen);
    wrong.extend(untrue(&PROCUREMENT, &told, &screen));
    // What decides at each end is said first.
    let decides =
        [&told.held.worst, &told.held.best].map(|end| end.first().and_then(|rung| rung.reasons.first()));
    let ends = decides.iter().flatten().map(|reason| &reason.id).collect::<BTreeSet<_>>().len();
    if screen.held.len() < ends {
        wrong.push(format!("{ends} reasons decide, {} are told", screen.held.len()));
    }
    let is_restricted = screen.alarms.iter().any(|alarm| alarm.title.contains("restriction"));
    if is_restricted == told.assessment.restrictions.is_empty() {
        wrong.push("a restriction is told where none is, or not where one is".to_owned());
    }
    wrong
}

#[test]
fn a_first_screen_has_short_sentences_no_word_of_the_engine_and_nothing_untrue_of_silence() {
    let mut documents = generate::examples(".");
    documents.extend(generate::examples("twins"));
    let samples = (0..SAMPLES).map(|number| audit_credence_sample::dossier(16, number));
    documents.extend(samples.map(|text| (text.clone(), serde_json::from_str(&text).unwrap())));
    assert!(documents.len() > 2_060);
    let found: Vec<String> = documents
        .iter()
        .flat_map(|(name, document)| {
            wrong(document).into_iter().map(move |wrong| format!("{wrong}\n    {name:.60}"))
        })
        .collect();
    assert!(found.is_empty(), "{} wrong, first:\n{}", found.len(), found[..found.len().min(20)].join("\n"));
}

#[test]
fn nothing_that_a_shipped_pack_says_on_a_first_screen_is_cut() {
    let mut read = 0;
    for (id, _) in Pack::SHIPPED {
        let plan = Plan::new(&Pack::shipped(id).unwrap());
        let criteria = plan.criteria().filter_map(|id| plan.criterion(id));
        let mut said: Vec<String> = criteria
            .flat_map(|one| {
                let remedy = one.remedy.map(|remedy| remedy.text);
                one.labels
                    .into_iter()
                    .chain([one.ask, one.title])
                    .chain(remedy)
                    .map(prose)
                    .collect::<Vec<_>>()
            })
            .collect();
        let caps = plan.caps().filter_map(|id| plan.cap(id));
        said.extend(caps.filter_map(|one| one.when_silent).map(prose));
        for text in said {
            read += 1;
            let long = text
                .split_inclusive(['.', '?', '!', ';', ':'])
                .find(|one| one.split_whitespace().count() > WORDS);
            assert_eq!(long, None, "{id}");
        }
    }
    assert!(read > 1_000, "{read}");
}

#[test]
fn a_report_whose_day_is_not_said_is_not_called_fit_for_the_top_without_its_age() {
    let shown = |visit: &str| {
        let text = format!(r#"{{ "report": {{ "document": "full_report", "visit": {{ {visit} }} }} }}"#);
        PROCUREMENT
            .at(date("2026-11-24"))
            .explain(&read(&serde_json::from_str(&text).unwrap()))
            .unwrap()
            .screen()
            .grade
    };
    let undated = shown(r#""start": "2012-06-22""#);
    assert!(undated.ends_with("if all that is not said is good, the age of the visit too"), "{undated}");
    let dated = shown(r#""start": "2026-06-22", "end": "2026-06-23""#);
    assert!(dated.ends_with("A (strong) if all that is not said is good"), "{dated}");
}

#[test]
fn who_is_asked_is_named_where_it_is_known() {
    let ask = |report: Value| {
        let mut document = serde_json::json!({ "report": { "document": "full_report" } });
        for (key, value) in report.as_object().unwrap() {
            document["report"][key] = value.clone();
        }
        let screen = PROCUREMENT.at(date("2026-11-24")).explain(&read(&document)).unwrap().screen();
        screen.next.into_iter().find(|next| next.kind == NextKind::Ask).unwrap().title
    };
    let body = serde_json::json!({ "auditor": { "firm": "Invented Auditors" }, "programme": "smeta" });
    assert_eq!(ask(body), "ask the issuer (Invented Auditors)");
    let programme = serde_json::json!({ "auditor": { "firm": "n/a" }, "programme": "smeta" });
    assert_eq!(ask(programme), "ask the issuer (the auditing body, not named, for SMETA)");
    assert_eq!(ask(serde_json::json!({})), "ask the issuer (whoever made the audit, not named)");
}
