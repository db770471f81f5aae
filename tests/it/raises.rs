//! The cheapest ways up: beside brute force on packs made to be hard, and carried out on the dossier itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use audit_credence::assessment::NamedGrade;
use audit_credence::{Dossier, PackText, Plan};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::generate::{self, example, get, set, with};
use crate::laws::{PROCUREMENT, assess, date, ends, holds, read, told};
use crate::naive::{Naive, Profile};

const KEYS: [&str; 12] = [
    "report.published",
    "report.confirmed_by_issuer",
    "report.visit.dormitories_seen",
    "report.auditor.accredited",
    "report.auditor.forced_labour_training",
    "report.interviews.private",
    "report.interviews.retaliation_follow_up",
    "report.interviews.women_heard_by_women",
    "report.scope.records_cross_checked",
    "extra.one",
    "extra.two",
    "extra.three",
];

/// A pack of many caps over two or three criteria each, so that which of them to raise is a puzzle.
fn puzzle(seed: u64) -> String {
    let mut seed = seed;
    let mut below = move |end: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % end
    };
    let mut out = "[pack]\nid = \"puzzle\"\nformat = 1\nversion = \"1.0.0\"\ntitle = \"Puzzle.\"\n\
                   scale = [\"C\", \"B\", \"A\"]\nbands = { A = 6, B = 20 }\ninconclusive_steps = 2\ncliff_steps = 2\n\
                   stale_days = 365\n\
                   [grade]\nC = { word = \"C\", meaning = \"C\" }\nB = { word = \"B\", meaning = \"B\" }\n\
                   A = { word = \"A\", meaning = \"A\" }\n[source.s]\ntitle = \"T.\"\npublisher = \"P.\"\nurl = \"https://example.org/\"\n\
                   read_on = 2026-11-22\nstatus = \"primary\"\n\
                   [domain.d]\ntitle = \"D.\"\nlimit = 30\n[domain.e]\ntitle = \"E.\"\nlimit = 9\n\
                   [fact.one]\nkind = \"yes_no\"\nmeaning = \"One.\"\n[fact.two]\nkind = \"yes_no\"\nmeaning = \"Two.\"\n\
                   [fact.three]\nkind = \"yes_no\"\nmeaning = \"Three.\"\n"
        .to_owned();
    for (at, key) in KEYS.iter().enumerate() {
        let (domain, effort, demerits) = (if below(3) == 0 { "e" } else { "d" }, 1 + below(5), below(6));
        let group = if below(3) == 0 { "group = \"g\"\n" } else { "" };
        let remedy = match below(9) {
            0 => "no_remedy = \"So it is.\"".to_owned(),
            _ => format!("remedy = {{ text = \"Mend it.\", effort = {effort} }}"),
        };
        let _ = write!(
            out,
            "[criterion.c{at}]\ntitle = \"T.\"\nwhy = \"W.\"\nfact = \"{key}\"\ndomain = \"{domain}\"\n{group}\
             levels = [{{ name = \"no\", label = \"no\", demerits = {demerits} }}, {{ name = \"yes\", label = \"yes\", demerits = 0 }}]\n\
             sources = [\"s\"]\nanswer_from = \"auditor\"\nask = \"A?\"\n{remedy}\n"
        );
    }
    for cap in 0..14 {
        let grade = if below(2) == 0 { "B" } else { "C" };
        let mut when = Vec::new();
        for _ in 0..=below(2) {
            let first = below(12);
            let mut literals = vec![first, (first + 1 + below(5)) % 12];
            if below(2) == 0 {
                literals.push((first + 6 + below(5)) % 12);
            }
            literals.sort_unstable();
            literals.dedup();
            let literals: Vec<String> = literals.iter().map(|at| format!("c{at} = \"no\"")).collect();
            when.push(format!("{{ {} }}", literals.join(", ")));
        }
        let _ = write!(
            out,
            "[cap.x{cap}]\nwhen = [{}]\ngrade = \"{grade}\"\nwhy = \"W.\"\nwhen_silent = \"N.\"\nsources = [\"s\"]\n",
            when.join(", ")
        );
    }
    out.push_str("[[case]]\nname = \"one\"\nas_of = 2026-11-22\ndossier = {}\n[case.expect]\n");
    // A pack has a case for each of its rules; what they expect is not looked at here.
    let criteria = (0..12).map(|at| format!("c{at} = \"no\""));
    let caps = (0..14).map(|at| format!("\"x{at}\""));
    let listed = |all: Vec<String>| all.join(", ");
    let _ =
        write!(out, "levels = {{ {} }}\ncaps = [{}]\n", listed(criteria.collect()), listed(caps.collect()));
    out
}

/// The least efforts over every profile that raising may reach, level by level: not only over sets that go to the top.
fn least_over_levels(naive: &Naive, worst: &Profile) -> BTreeMap<usize, u32> {
    let best: Profile = (0..worst.len())
        .map(|at| if naive.raise_effort(at, worst).is_some() { naive.top(at) } else { worst[at] })
        .collect();
    let mut least = BTreeMap::new();
    for profile in Naive::between(worst, &best) {
        let raised = (0..worst.len()).filter(|at| profile[*at] > worst[*at]);
        let effort: u32 = raised.map(|at| naive.raise_effort(at, worst).unwrap()).sum();
        for to in naive.grade(worst) + 1..=naive.grade(&profile) {
            let known = least.entry(to).or_insert(effort);
            *known = effort.min(*known);
        }
    }
    least
}

#[test]
fn the_cheapest_way_through_a_puzzle_is_that_of_brute_force() {
    let mut found_a_way = 0;
    for seed in 0..12 {
        let text = puzzle(seed);
        let pack = PackText::parse(&text).and_then(|text| text.link(&[]));
        let pack = pack.unwrap_or_else(|problems| panic!("{problems}\n{text}"));
        let naive = Naive::read("puzzle", [text.as_str()]);
        let document = json!({ "report": { "document": "full_report" } });
        let assessment = assess(&Plan::new(&pack).at(date("2026-11-24")), &document);
        let (worst, _) = ends(&naive, &assessment);
        let found: BTreeMap<usize, u32> =
            assessment.raises.iter().map(|raise| (raise.to.grade().index(), raise.effort)).collect();
        assert_eq!(found, least_over_levels(&naive, &worst), "seed {seed}");
        found_a_way += found.len();
    }
    assert!(found_a_way > 5, "only {found_a_way} ways");
}

/// Does in the dossier what a step asks, where one key can say it; whether it could.
fn carry_out(document: &mut Value, criterion: &str) -> bool {
    let keys: &[(&str, Value)] = &match criterion {
        "notice" => {
            for days in ["notice_days", "window_days"] {
                set(document, &format!("report.visit.{days}"), json!(0));
            }
            [("report.visit.notice", json!("unannounced"))]
        }
        "entry" => [("report.visit.entry", json!("immediate"))],
        "mode" => [("report.visit.mode", json!("on_site"))],
        "access" => [("report.visit.access", json!("full"))],
        "site_match" => [("report.visit.site_match", json!("confirmed"))],
        "shifts" => [("report.visit.shifts_seen", get(document, "site.shifts").cloned().unwrap_or(json!(9)))],
        "dormitories" => [("report.visit.dormitories_seen", json!(true))],
        "relation" => [("report.auditor.relation", json!("third_party"))],
        "paid_by" => [("report.auditor.paid_by", json!("public"))],
        "consulting" => [("report.auditor.consults_for_site", json!("no"))],
        "lead" => [("report.auditor.lead", json!("csca"))],
        "accredited" => [("report.auditor.accredited", json!(true))],
        "firm_standing" => [("report.auditor.firm_standing", json!("good"))],
        "forced_labour_training" => [("report.auditor.forced_labour_training", json!(true))],
        "second_look" => [("report.auditor.second_look", json!("independent_recheck"))],
        "rotation" => [("report.auditor.prior_visits", json!(0))],
        "interview_privacy" => [("report.interviews.private", json!(true))],
        "selection" => [("report.interviews.selected_by", json!("auditor"))],
        "management" => [("report.interviews.management", json!("unaware"))],
        "surveillance" => [("report.interviews.surveillance", json!("none"))],
        "government_presence" => [("report.interviews.government_presence", json!("none"))],
        "identities" => [("report.interviews.identities", json!("protected"))],
        "retaliation_follow_up" => [("report.interviews.retaliation_follow_up", json!(true))],
        "worker_organisation" => [("report.interviews.worker_organisation", json!("heard"))],
        "women_heard_by_women" => [("report.interviews.women_heard_by_women", json!(true))],
        "labour_agents" => [("report.interviews.labour_agents", json!("examined"))],
        "workforce_established" | "coercion_context" => {
            if !bear_out_a_count(document) {
                return false;
            }
            [("site.workforce_established_by", json!("independent"))]
        }
        "indicators" => [("report.scope.indicators", json!("all"))],
        "records_cross_checked" => [("report.scope.records_cross_checked", json!(true))],
        "remediation" => [("report.follow_up.verified", json!("independent_unannounced"))],
        "published" => [("report.published", json!(true))],
        "report_document" => [("report.document", json!("full_report"))],
        "search" => return search(document),
        "interview_place" => {
            let Some(Value::Array(groups)) = document.pointer_mut("/report/interviews/groups") else {
                return false;
            };
            let Some(group) = groups.first_mut() else { return false };
            group["place"] = json!("off_site");
            return true;
        }
        _ => return false,
    };
    for (path, value) in keys {
        set(document, path, value.clone());
        // What stood on a programme's rule is stated by the report that follows.
        if let Some(Value::Object(from)) = document.pointer_mut("/provenance") {
            from.remove(*path);
        }
    }
    true
}

/// Searches again: after the visit, where it is known when that was, and in a language of the workforce.
fn search(document: &mut Value) -> bool {
    let over = ["report.visit.end", "report.visit.no_later_than"]
        .iter()
        .find_map(|key| get(document, key)?.as_str());
    let spoken = ["site.workforce", "report.interviews.groups"].iter().find_map(|list| {
        get(document, list)?.as_array()?.iter().find_map(|group| group["language"].as_str())
    });
    let Some((on, language)) = over.zip(spoken) else { return false };
    let full = json!({ "done": "full", "on": on, "sources": ["press"], "languages": [language] });
    set(document, "search", full);
    if let Some(Value::Object(from)) = document.pointer_mut("/provenance") {
        from.retain(|path, _| !path.starts_with("search."));
    }
    true
}

/// States what bears out that the auditors counted the workers that are listed; whether the list has their numbers.
fn bear_out_a_count(document: &mut Value) -> bool {
    let groups = document.pointer("/site/workforce").and_then(Value::as_array);
    let counted =
        groups.and_then(|groups| groups.iter().map(|group| group["workers"].as_u64()).sum::<Option<u64>>());
    let Some(counted) = counted else { return false };
    for (path, value) in [
        ("site.headcount", json!(counted)),
        ("report.conclusion.headcount", json!(counted)),
        ("site.shifts", json!(1)),
        ("report.visit.shifts_seen", json!(1)),
        ("site.dormitories", json!("provided")),
        ("report.visit.dormitories_seen", json!(true)),
    ] {
        set(document, path, value);
        if let Some(Value::Object(from)) = document.pointer_mut("/provenance") {
            from.remove(path);
        }
    }
    true
}

/// Carries out every way whose steps one key each can say, and looks at the dossier again; how many it tried.
fn carry_out_all(document: &Value, as_of: audit_credence::Date) -> Result<usize, TestCaseError> {
    let scorer = PROCUREMENT.at(as_of);
    let found = assess(&scorer, document);
    let mut tried = 0;
    for raise in &found.raises {
        let mut document = document.clone();
        if raise.steps.iter().all(|step| carry_out(&mut document, &step.criterion)) {
            let after = assess(&scorer, &document);
            let grade = after.grade.as_ref().map(|grade| grade.worst.grade());
            prop_assert!(
                grade >= Some(raise.to.grade()),
                "{:?} leaves {:?}: {}",
                raise,
                grade,
                told(&document, as_of)
            );
            tried += 1;
        }
    }
    Ok(tried)
}

#[test]
fn carrying_out_the_steps_on_the_dossier_reaches_the_grade() {
    let today = date("2026-11-24");
    let exemplary = example("exemplary.toml");
    let mut tried = 0;
    for (path, values) in generate::keys() {
        for value in values {
            let document = with(&exemplary, path, value);
            let dossier = Dossier::from_json(document.to_string().as_bytes());
            if dossier.is_ok_and(|dossier| PROCUREMENT.at(today).assess(&dossier).is_ok()) {
                tried += carry_out_all(&document, today).unwrap_or_else(|error| panic!("{path}: {error}"));
            }
        }
    }
    for (name, document) in generate::examples("twins").into_iter().chain(generate::examples(".")) {
        tried += carry_out_all(&document, today).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    assert!(tried > 60, "only {tried} ways were carried out");
}

#[test]
fn carrying_out_the_steps_on_a_drawn_dossier_reaches_the_grade() {
    holds(60, (generate::dossier(), generate::as_of()), |(document, as_of)| {
        carry_out_all(&document, as_of).map(|_| ())
    });
}

#[test]
fn a_step_says_which_level_is_enough() {
    let exemplary = example("exemplary.toml");
    let announced = with(&exemplary, "report.visit.notice", json!("announced"));
    let told = PROCUREMENT.at(date("2026-11-24")).explain(&read(&announced)).unwrap();
    let enough: Vec<(String, &str, Option<&str>)> = told
        .raises
        .iter()
        .flat_map(|raise| {
            let to: Vec<&str> = raise.to.iter().map(NamedGrade::name).collect();
            raise.steps.iter().map(move |step| (to.join(" "), step.level.as_str(), step.enough.as_deref()))
        })
        .collect();
    assert_eq!(
        enough,
        [
            ("B".to_owned(), "unannounced", Some("visit within an announced window")),
            ("A".to_owned(), "unannounced", None),
        ]
    );
}
