//! The table of entailments: each row against what it says, and narrowing against brute force over the completions that
//! no row excludes.

mod again;
mod related;

use audit_credence::dossier::report::Indicator;
use audit_credence::dossier::{ENTAILMENTS, Effect, Entailment};

use super::*;
use again::{excludes, found_unexamined};

const MOST: u32 = u32::MAX;

/// What may stand at a key that a row names: values at, below and above what the rows look at.
fn domain(key: &str) -> Vec<Value> {
    match key {
        "report.visit.start" => values(&["0001-01-01", "2024-03-09", "2024-03-10", "2024-03-11"]),
        // The last but one is half a million days after the tenth of March.
        "report.visit.end" | "report.visit.no_later_than" => values(&[
            "0001-01-02",
            "2024-03-09",
            "2024-03-10",
            "2024-03-11",
            "2024-03-12",
            "2024-03-13",
            "3393-02-20",
            "9999-12-31",
        ]),
        "site.country" => values(&["CN", "VN"]),
        "site.subdivision" => values(&["CN-LN", "CN-GD", "VN-SG"]),
        _ if ["findings[]", "certificates[]"].iter().any(|list| key.starts_with(list)) => {
            values(&["2024-03-10", "2024-03-11"])
        }
        "report.interviews.labour_agents" => values(&["examined", "not_examined", "none_used"]),
        _ if key.starts_with("report.interviews.groups") => of_interviews(key),
        "site.workforce" => {
            ["direct", "migrant", "agency"].map(|one| json!([{ "arrangement": one }])).to_vec()
        }
        "report.auditor.women" | "report.auditor.team_size" | "report.visit.shifts_seen" => {
            values(&[0, 1, 2, 3, 4, 500_000, MOST])
        }
        "site.shifts" => values(&[1, 2, 3, 4, 500_000, MOST]),
        "report.visit.auditor_days" => {
            vec![json!(0), json!(1.5), json!(2), json!(4), json!(6), json!(8), json!(1_000_000)]
        }
        "report.visit.notice_days" | "report.visit.window_days" => values(&[0, 14, MOST]),
        "report.conclusion.findings" => values(&[0, 1, MOST]),
        "report.interviews.private"
        | "report.interviews.women_heard_by_women"
        | "report.scope.records_cross_checked"
        | "report.visit.dormitories_seen" => values(&[true, false]),
        "report.scope.records_result" => values(&["consistent", "inconsistent", "unable_to_verify"]),
        "site.headcount" => values(&[1, 20, MOST]),
        "report.auditor.firm" | "report.auditor.visiting_firm" => values(&["ACME Co., Ltd.", "Auditors"]),
        "supplier.name" | "site.name" => values(&["Acme", "Somebody"]),
        "report.scope.indicators" | "report.conclusion.indicators_found" => lists_of_indicators(key),
        "report.conclusion.forced_labour" => {
            values(&["none_found", "indicators_found", "found", "not_assessed"])
        }
        "report.auditor.lead" => values(&[
            "unnamed",
            "unregistered",
            "asca",
            "withheld_for_safety",
            "other_qualified",
            "ra",
            "csca",
        ]),
        "report.visit.notice" => values(&["unannounced", "semi_announced", "announced"]),
        _ => {
            let kind = CATALOGUE.iter().find(|fact| fact.id == key).map(|fact| fact.kind);
            let Some(Kind::Named(words)) = kind else { panic!("{key} has no values here") };
            values(words)
        }
    }
}

fn of_interviews(key: &str) -> Vec<Value> {
    let heard = |place: &str| json!([{ "place": place, "workers": MOST }]);
    match key {
        "report.interviews.groups" => {
            let agency = json!([{ "place": "off_site", "arrangement": "agency", "workers": MOST }]);
            let agent = json!([{ "place": "remote", "interpreter": "agent", "workers": MOST }]);
            let heard = ["remote", "on_site", "housing", "off_site"].map(heard);
            [&heard[..], &[agency, agent, json!([])]].concat()
        }
        "report.interviews.groups[].women" | "report.interviews.groups[].workers" => values(&[1, 7, 8, MOST]),
        "report.interviews.groups[].place" => values(&["remote", "on_site", "housing", "off_site"]),
        "report.interviews.groups[].interpreter" => {
            values(&["auditor", "independent", "facility", "agent", "co_worker", "buyer", "government"])
        }
        _ => panic!("{key} has no values here"),
    }
}

fn lists_of_indicators(key: &str) -> Vec<Value> {
    match key {
        "report.scope.indicators" => {
            vec![json!([]), json!(["isolation"]), json!(["isolation", "debt_bondage"]), json!("all")]
        }
        "report.conclusion.indicators_found" => {
            vec![
                json!([]),
                json!(["isolation"]),
                json!(["debt_bondage"]),
                json!(["isolation", "debt_bondage"]),
                json!(Indicator::WORDS),
            ]
        }
        _ => panic!("{key} has no values here"),
    }
}

/// What a key stands at in the test's dossier: the first entry of a list.
fn path(key: &str) -> String {
    key.replace("[]", "[0]")
}

/// The keys that are tried in pairs: those of the row, or those of a list's entry where the row looks inside of one.
fn tried(row: &Entailment) -> &'static [&'static str] {
    match row.code {
        "employer_at_off_site_interview" => {
            &["report.interviews.groups[].place", "report.interviews.groups[].interpreter"]
        }
        _ => row.keys,
    }
}

/// Where a row looks at more than two keys, what the others may state.
fn contexts(code: &str) -> Vec<Value> {
    match code {
        "more_women_than_heard" | "employer_at_off_site_interview" => {
            vec![json!({ "report": { "interviews": { "groups": [{}] } } })]
        }
        "agency_workers_without_agents" => vec![
            json!({}),
            json!({ "site": { "workforce": [{ "arrangement": "agency" }] } }),
            json!({ "report": { "interviews": { "labour_agents": "none_used" } }, "site": { "workforce": [{}] } }),
        ],
        "finding_ends_before_published" | "finding_ends_before_observed" => vec![json!({ "findings": [{}] })],
        "certificate_ends_before_issue" => vec![json!({ "certificates": [{ "scheme": "chain" }] })],
        "own_firm" => vec![
            json!({}),
            json!({ "supplier": { "name": "Acme" }, "report": { "auditor": { "firm": "ACME Co., Ltd." } } }),
        ],
        "more_auditor_days_than_visit" => vec![
            json!({}),
            json!({ "report": {
                "visit": { "start": "2024-03-10", "end": "2024-03-11", "auditor_days": 4 },
                "auditor": { "team_size": 2 }
            } }),
            json!({ "report": {
                "visit": { "start": "2024-03-10", "no_later_than": "2024-03-11", "auditor_days": 4 },
                "auditor": { "team_size": 2 }
            } }),
        ],
        _ => vec![json!({})],
    }
}

/// The rows but those of figures, which are tried with integrity.
fn rows() -> impl Iterator<Item = &'static Entailment> {
    ENTAILMENTS.iter().filter(|row| !matches!(row.effect, Effect::Disagrees(_)))
}

/// Whether a row excludes a document in which these keys were filled in.
fn excluded(document: &Value, filled: &[&str]) -> bool {
    rows().any(|row| excludes(row.code, document)) || found_unexamined(document, filled)
}

/// What every fact of a document may be: bits of names, or two ends.
fn spans(document: &Value) -> Vec<Option<(u32, u32)>> {
    let facts = Facts::from_dossier(&read(document));
    let span = |fact: &audit_credence::Fact| {
        if let Some(bits) = facts.bits(fact.id) {
            return Some((bits, bits));
        }
        let range = facts.number(fact.id)?;
        // A day centuries ago, the last of the calendar and the most auditor days bound nothing.
        let long_ago = matches!(fact.kind, Kind::Age) && range.worst() < 20_000_000;
        let worst = if long_ago { 0 } else { range.worst() };
        let unbounded = range.best() == 99_991_231
            || (fact.id == "report.visit.auditor_days" && range.best() >= 10_000_000);
        Some((worst, if unbounded { MOST } else { range.best() }))
    };
    CATALOGUE.iter().map(span).collect()
}

/// Facts that have a floor, or in which more counts than the keys leave open: each has a law of its own.
const ELSEWHERE: [&str; 5] = [
    "derived.interviews_per_auditor_day",
    "derived.integrity",
    "derived.contrary_evidence",
    "derived.deception_evidence",
    "derived.language_cover",
];

/// The law over two keys, the others as the context has them.
fn check_pair(context: &Value, one: &str, other: &str) -> usize {
    let mut open = 0;
    let stated = |key: &str| {
        let mut all = domain(key);
        all.push(json!(null));
        all
    };
    for (first, second) in stated(one)
        .into_iter()
        .flat_map(|first| stated(other).into_iter().map(move |second| (first.clone(), second)))
    {
        let document = but(context, &[(&path(one), first.clone()), (&path(other), second.clone())]);
        let filled: Vec<&str> = [(one, &first), (other, &second)]
            .into_iter()
            .filter(|(_, value)| value.is_null())
            .map(|(key, _)| key)
            .collect();
        if filled.is_empty() || excluded(&document, &[]) {
            continue;
        }
        let mut completions = vec![document.clone()];
        for key in &filled {
            let mut values = domain(key);
            // Whoever did not go was neither let in nor kept waiting.
            values.extend((*key == "report.visit.entry").then_some(Value::Null));
            completions = completions
                .iter()
                .flat_map(|document| values.iter().map(|value| but(document, &[(&path(key), value.clone())])))
                .collect();
        }
        completions.retain(|document| !excluded(document, &filled));
        // The context contradicts itself already.
        if completions.is_empty() {
            continue;
        }
        let union = completions.iter().map(spans).reduce(|all, more| {
            let join = |at: usize, all: Option<(u32, u32)>, more: Option<(u32, u32)>| {
                let (all, more) = (all?, more?);
                Some(match CATALOGUE[at].kind {
                    Kind::Named(_) => (all.0 | more.0, all.1 | more.1),
                    _ => (all.0.min(more.0), all.1.max(more.1)),
                })
            };
            all.into_iter().zip(more).enumerate().map(|(at, (all, more))| join(at, all, more)).collect()
        });
        for ((fact, found), expected) in CATALOGUE.iter().zip(spans(&document)).zip(union.unwrap()) {
            if !ELSEWHERE.contains(&fact.id) {
                assert_eq!(found, expected, "{} of {document}, filling {filled:?}", fact.id);
            }
        }
        open += 1;
    }
    open
}

#[test]
fn what_is_not_stated_keeps_the_values_that_no_row_excludes() {
    for row in rows() {
        for context in contexts(row.code) {
            for (at, one) in tried(row).iter().enumerate() {
                for other in &tried(row)[at + 1..] {
                    assert!(check_pair(&context, one, other) > 0, "{}: {one}, {other}", row.code);
                }
            }
        }
    }
}

#[test]
fn a_row_refuses_or_counts_exactly_what_its_sentence_says() {
    for row in rows() {
        let mut found = 0;
        for context in contexts(row.code) {
            for (at, one) in tried(row).iter().enumerate() {
                for other in &tried(row)[at + 1..] {
                    for (first, second) in domain(one).into_iter().flat_map(|first| {
                        domain(other).into_iter().map(move |second| (first.clone(), second))
                    }) {
                        let document = but(&context, &[(&path(one), first), (&path(other), second)]);
                        let is_excluded = excludes(row.code, &document);
                        found += usize::from(is_excluded && row.effect != Effect::Narrows);
                        check_row(row.effect, row.code, &document, is_excluded);
                    }
                }
            }
        }
        assert_eq!(found > 0, row.effect != Effect::Narrows, "{}", row.code);
    }
}

#[track_caller]
fn check_row(effect: Effect, code: &str, document: &Value, is_excluded: bool) {
    match (Dossier::from_json(document.to_string().as_bytes()), effect) {
        (Err(problems), Effect::Refuses) => {
            let refusal = problems.iter().find(|problem| problem.code == code);
            assert_eq!(refusal.is_some(), is_excluded, "{document}");
            if let Some(problem) = refusal {
                assert!(problem.message.contains('`') && problem.value.is_some(), "{problem}");
            }
        }
        (Ok(_), Effect::Refuses) => assert!(!is_excluded, "{document}"),
        (Ok(dossier), Effect::Contradicts(_)) => {
            let found = NAMED.at(date("9999-12-31")).assess(&dossier).unwrap();
            let counts = found.contradictions.iter().any(|one| one.code.as_str() == code);
            assert_eq!(counts, is_excluded, "{code} of {document}");
        }
        // What another row refuses.
        (Err(_), Effect::Contradicts(_)) | (_, Effect::Narrows | Effect::Disagrees(_)) => {}
    }
}

#[test]
fn a_place_that_is_not_stated_is_one_at_which_the_auditors_were() {
    let fact = "derived.interview_place";
    let of = |report: Value| {
        let facts = Facts::from_dossier(&read(&json!({ "report": report })));
        facts.bits(fact).unwrap()
    };
    // Nobody heard, remote, on site, housing, off site: a bit each.
    assert_eq!(of(json!({ "interviews": { "groups": [{}] } })), 0b11110);
    assert_eq!(of(json!({ "visit": { "mode": "desktop" }, "interviews": { "groups": [{}] } })), 0b10010);
    assert_eq!(of(json!({ "type": "desk_closure" })), 0b10011);
    let both =
        json!({ "visit": { "mode": "desktop" }, "interviews": { "groups": [{ "place": "on_site" }, {}] } });
    assert_eq!(of(both), 0b10100, "what is stated stays");
}

#[test]
fn a_named_lead_is_not_unnamed_and_mixed_notice_is_never_unannounced() {
    check(
        "report.auditor.lead",
        json!({ "report": { "auditor": { "lead": "named" } } }),
        "unregistered..csca",
    );
    check("report.auditor.lead", json!({}), "unnamed..csca");
    check("report.visit.notice", json!({ "report": { "visit": { "notice": "mixed" } } }), "announced");
    check(
        "report.visit.notice",
        json!({ "report": { "visit": { "notice_days": 14 } } }),
        "announced..semi_announced",
    );
    check(
        "report.visit.notice",
        json!({ "report": { "visit": { "notice_days": 0 } } }),
        "announced..unannounced",
    );
}
