//! The laws of silence: what a report leaves unsaid is never to its good, and saying it only narrows the answer (P11).
//!
//! Semantics §2 and §4. The exceptions that P11 lists are code here ([`p11`]), each with its reason.

mod classes;
mod documents;

use std::collections::BTreeSet;

use audit_credence::assessment::{Status, Verdict};
use audit_credence::{CATALOGUE, Dossier, Facts, Kind, Pack, PackText};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use crate::generate::{self, get, with, without};
use crate::laws::{
    PROCUREMENT, SPECIFIED, assess, date, ends, holds, json_without, level, read, spans, spans_of, told,
};
pub(crate) use crate::silence::classes::{is_method, is_of_the_report, plain};

/// Criteria with a silent floor, of adverse acts and of what the reader has to look up, with the keys that speak of it.
const FLOORED: [(&str, &[&str]); 12] = [
    ("surveillance", &["report.interviews.surveillance"]),
    ("government_presence", &["report.interviews.government_presence"]),
    ("identities", &["report.interviews.identities"]),
    ("access", &["report.visit.access"]),
    ("entry", &["report.visit.entry"]),
    ("consulting", &["report.auditor.consults_for_site"]),
    ("visiting_firm", &["report.auditor.visiting_firm", "report.auditor.firm"]),
    ("standard_applied", &["report.scope.standard_applied"]),
    ("site_match", &["report.visit.site_match"]),
    ("firm_standing", &["report.auditor.firm_standing"]),
    ("accredited", &["report.auditor.accredited"]),
    ("report_origin", &["report.confirmed_by_issuer", "report.received_from"]),
];

/// Why a criterion's worst end may stand higher where a key is not stated than where it is (P11's exceptions):
/// `stated` is the level at worst with the key, `key` the key.
pub(crate) fn p11(
    criterion: &str,
    key: &str,
    stated: usize,
    contradicting: &BTreeSet<String>,
) -> Option<&'static str> {
    let of_interviews = ["report.interviews.in_native_language", "report.interviews.groups"];
    if ["language_cover", "integrity"].contains(&criterion)
        && of_interviews.iter().any(|path| key.starts_with(path))
    {
        return Some("what the report says of all interviews may contradict what it says of each group");
    }
    let is_of = |path: &String| key.starts_with(path.as_str()) || path.starts_with(key);
    if contradicting.iter().any(is_of) {
        return Some("a contradiction is stated by both of its sides: with one of them silent there is none");
    }
    classes::law(classes::class(key), criterion, key, stated)
}

#[test]
fn withholding_a_fact_of_method_never_raises_what_is_shown() {
    let seen = std::cell::Cell::new(0_u32);
    holds(192, (generate::dossier(), generate::as_of()), |(document, as_of)| {
        let scorer = PROCUREMENT.at(as_of);
        let (before, found) = (spans(&scorer, &document), assess(&scorer, &document));
        let contradicting: BTreeSet<String> =
            found.contradictions.iter().flat_map(|one| one.paths).map(ToString::to_string).collect();
        for key in generate::stated(&document).into_iter().filter(|key| is_method(key)) {
            let silent = without(&document, &key);
            let after = spans(&scorer, &silent);
            let mut excepted = false;
            for (criterion, (worst, _)) in &after {
                let stated = before[criterion].0;
                if *worst > stated {
                    let reason = p11(criterion, &key, stated, &contradicting);
                    prop_assert!(
                        reason.is_some(),
                        "without `{}`, {} rises from {} to {}: {}",
                        key,
                        criterion,
                        stated,
                        worst,
                        told(&document, as_of)
                    );
                    excepted = true;
                }
            }
            if !excepted {
                let grade = |document| {
                    scorer.grade(&scorer.levels(&Facts::from_dossier(&read(document))).unwrap()).worst()
                };
                prop_assert!(
                    grade(&silent) <= grade(&document),
                    "without `{}`: {}",
                    key,
                    told(&document, as_of)
                );
                seen.set(seen.get() + 1);
            }
        }
        Ok(())
    });
    assert!(seen.get() > 2_000, "only {} keys", seen.get());
}

/// Keys of a list's entries, with values.
type Parts<'v> = &'v [(&'v str, &'v [Value])];

/// Everything that an unstated key of method may turn out to be.
fn answers(document: &Value) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    for (key, values) in generate::keys() {
        if is_method(key) && get(document, key).is_none_or(Value::is_null) {
            all.extend(values.into_iter().map(|value| (key.to_owned(), value)));
        }
    }
    let parts: [(&str, Parts); 2] = [
        (
            "site.workforce",
            &[
                ("language", &[json!("pt"), json!("ko"), json!("zh")]),
                // No workers: see the next law.
                ("workers", &[json!(60), json!(140), json!(4000)]),
                ("origin", &[json!("PT"), json!("KP"), json!("CN")]),
                ("arrangement", &[json!("direct"), json!("dispatched"), json!("state_transfer")]),
            ],
        ),
        (
            "report.interviews.groups",
            &[
                ("language", &[json!("pt"), json!("ko"), json!("zh")]),
                ("workers", &[json!(12), json!(4000)]),
                ("place", &[json!("off_site"), json!("housing"), json!("on_site"), json!("remote")]),
                ("arrangement", &[json!("direct"), json!("dispatched"), json!("state_transfer")]),
                (
                    "interpreter",
                    &[
                        json!("auditor"),
                        json!("independent"),
                        json!("co_worker"),
                        json!("facility"),
                        json!("government"),
                    ],
                ),
            ],
        ),
    ];
    for (list, parts) in parts {
        for (at, entry) in get(document, list).and_then(Value::as_array).into_iter().flatten().enumerate() {
            for (part, values) in parts.iter().filter(|(part, _)| entry.get(part).is_none_or(Value::is_null))
            {
                all.extend(values.iter().map(|value| (format!("{list}[{at}].{part}"), value.clone())));
            }
        }
    }
    all
}

#[test]
fn stating_an_unstated_fact_of_method_keeps_the_answer_inside_the_range() {
    let groups = |group: BoxedStrategy<Value>| proptest::collection::vec(group, 1..3).prop_map(Value::Array);
    let lists = (groups(generate::worker_group().boxed()), groups(generate::interview_group().boxed()));
    holds(
        128,
        (generate::dossier(), lists, any::<[Index; 12]>(), generate::as_of()),
        |(document, lists, chosen, as_of)| {
            let scorer = PROCUREMENT.at(as_of);
            let before = spans(&scorer, &document);
            let mut all = answers(&document);
            if get(&document, "site.workforce").is_none() {
                all.push(("site.workforce".to_owned(), lists.0));
            }
            if get(&document, "report.interviews.groups").is_none() {
                all.push(("report.interviews.groups".to_owned(), lists.1));
                all.push(("report.interviews.groups".to_owned(), json!([])));
            }
            let chosen: BTreeSet<usize> =
                chosen.iter().filter(|_| !all.is_empty()).map(|index| index.index(all.len())).collect();
            for (key, value) in chosen.into_iter().map(|at| &all[at]) {
                let full = with(&document, key, value.clone());
                // A part of a country that is not this one, or a visit that ends before it began, is refused.
                if Dossier::from_json(full.to_string().as_bytes()).is_err() {
                    continue;
                }
                let after = spans(&scorer, &full);
                let contradicting: BTreeSet<String> = assess(&scorer, &full)
                    .contradictions
                    .iter()
                    .flat_map(|one| one.paths)
                    .map(ToString::to_string)
                    .collect();
                for (criterion, (worst, best)) in &after {
                    let (least, most) = before[criterion];
                    let told = || {
                        format!(
                            "`{key}` = {value} moves {criterion} from {least}..{most} to {worst}..{best}: {}",
                            told(&document, as_of)
                        )
                    };
                    let excepted = p11(criterion, key, *worst, &contradicting).is_some();
                    prop_assert!(*worst >= least || excepted, "{}", told());
                    prop_assert!(*best <= most || excepted, "{}", told());
                }
            }
            Ok(())
        },
    );
}

#[test]
fn a_visit_after_the_day_by_which_it_was_over_is_refused_or_a_contradiction() {
    let document =
        with(&generate::example("exemplary.toml"), "report.visit.no_later_than", json!("2025-12-31"));
    if let Ok(dossier) = Dossier::from_json(document.to_string().as_bytes()) {
        let found = PROCUREMENT.at(date("2026-06-01")).assess(&dossier).unwrap();
        assert!(!found.contradictions.is_empty(), "the visit began on 2026-03-10");
    }
}

#[test]
fn the_last_day_of_a_visit_stated_keeps_its_age_inside_the_range() {
    let exemplary = generate::example("exemplary.toml");
    let scorer = PROCUREMENT.at(date("2027-03-11"));
    let [silent, stated] = [&without(&exemplary, "report.visit.end"), &exemplary]
        .map(|document| spans(&scorer, document)["visit_age"]);
    assert!(stated.0 >= silent.0 && stated.1 <= silent.1, "silent {silent:?}, stated {stated:?}");
}

#[test]
fn stating_that_a_group_has_no_workers_keeps_the_answer_inside_the_range() {
    let exemplary = generate::example("exemplary.toml");
    let three = json!([
        { "language": "pt", "workers": 140, "origin": "PT", "arrangement": "direct" },
        { "language": "ne", "workers": 60, "origin": "NP", "arrangement": "migrant" },
        { "language": "zh", "origin": "CN", "arrangement": "direct" },
    ]);
    for (silent, key) in [
        (without(&exemplary, "report.interviews.groups[0].workers"), "report.interviews.groups[0].workers"),
        (with(&exemplary, "site.workforce", three), "site.workforce[2].workers"),
    ] {
        // Refusing a group of nobody would do as well.
        let Ok(stated) = Dossier::from_json(with(&silent, key, json!(0)).to_string().as_bytes()) else {
            continue;
        };
        let scorer = PROCUREMENT.at(date("2026-06-01"));
        let before = spans(&scorer, &silent);
        for (criterion, (worst, best)) in spans_of(&scorer, &stated) {
            let (least, most) = before[&criterion];
            assert!(
                worst >= least && best <= most,
                "`{key}` = 0 moves {criterion} from {least}..{most} to {worst}..{best}"
            );
        }
    }
}

#[test]
fn silence_at_a_floor_is_never_as_good_as_what_it_leaves_open() {
    holds(128, (generate::dossier(), generate::as_of()), |(document, as_of)| {
        for (criterion, keys) in FLOORED {
            // An inquiry off the site asks nobody for access.
            let is_off_site = document["report"]["visit"]["mode"] == "off_site";
            if criterion == "access" && is_off_site {
                continue;
            }
            let silent = keys.iter().fold(document.clone(), |document, key| without(&document, key));
            let found = assess(&PROCUREMENT.at(as_of), &silent);
            let (worst, _) = ends(&SPECIFIED, &found);
            let at = SPECIFIED.criteria.iter().position(|one| one.id == criterion).unwrap();
            prop_assert!(worst[at] < SPECIFIED.top(at), "{}", told(&document, as_of));
            for (id, answer) in &found.standards {
                let asks = answer.failed.iter().chain(&answer.open).any(|one| one == criterion);
                let requires = found.criteria[at].authorities.contains(id);
                prop_assert_eq!(asks, requires, "{} of {}: {}", criterion, id, told(&document, as_of));
                prop_assert!(!requires || answer.verdict < Verdict::Met, "{}", told(&document, as_of));
            }
        }
        Ok(())
    });
}

#[test]
fn a_silent_floor_at_the_top_is_refused() {
    // Silence would be as good as the act's exclusion (§2: "a level between the act and its exclusion").
    let text = "[pack]\nid = \"x\"\nformat = 1\nversion = \"1.0.0\"\ntitle = \"X\"\nbuilds_on = [\"audit\"]\n\
        [change.criterion.surveillance]\nsilent_floor = \"none\"\n\
        [[case]]\nname = \"n\"\nas_of = 2026-06-01\ndossier = {}\n[case.expect]\nworst = \"E\"\n";
    let linked = PackText::parse(text).and_then(|pack| pack.link(&[Pack::shipped("audit").unwrap()]));
    assert!(linked.is_err(), "`none` is the top of `surveillance`");
}

#[test]
fn a_gap_asks_for_what_is_not_stated() {
    // Whether indicators were found is silent; who verified their remedy is not.
    let document =
        with(&generate::example("exemplary.toml"), "report.follow_up.verified", json!("independent"));
    let found = assess(
        &PROCUREMENT.at(date("2026-06-01")),
        &without(&document, "report.conclusion.indicators_found"),
    );
    let asked: Vec<(&str, &str)> =
        found.gaps.iter().map(|gap| (gap.fact.as_str(), gap.ask.as_str())).collect();
    assert!(!asked.iter().any(|(fact, _)| *fact == "report.follow_up.verified"), "{asked:#?}");
}

#[test]
fn each_gap_once_filled_is_gone() {
    holds(96, (generate::dossier(), any::<Index>(), generate::as_of()), |(document, chosen, as_of)| {
        let scorer = PROCUREMENT.at(as_of);
        for gap in assess(&scorer, &document).gaps {
            let Some((key, values)) = generate::keys().into_iter().find(|(key, _)| *key == gap.fact) else {
                continue;
            };
            let full =
                with(&without(&document, &format!("provenance.{key}")), key, chosen.get(&values).clone());
            let Ok(dossier) = Dossier::from_json(full.to_string().as_bytes()) else { continue };
            let left = scorer.assess(&dossier).unwrap().gaps;
            let still = left.iter().any(|one| (&one.fact, &one.criterion) == (&gap.fact, &gap.criterion));
            prop_assert!(
                !still,
                "`{}` is still asked for {}: {}",
                gap.fact,
                gap.criterion,
                told(&full, as_of)
            );
        }
        Ok(())
    });
}

#[test]
fn a_value_known_only_by_rule_shows_no_more_than_silence_and_claims_no_more_than_its_statement() {
    let keys: Vec<&str> =
        generate::keys().into_iter().map(|(key, _)| key).filter(|key| is_method(key)).collect();
    holds(256, (generate::dossier(), select(keys), generate::as_of()), |(document, key, as_of)| {
        let scorer = PROCUREMENT.at(as_of);
        let document = without(&document, &format!("provenance.{key}"));
        let by_rule = with(&document, &format!("provenance.{key}"), json!({ "basis": "programme_rule" }));
        let [stated, silent, by_rule] =
            [&document, &without(&document, key), &by_rule].map(|document| spans(&scorer, document));
        for (criterion, (worst, best)) in by_rule {
            prop_assert!(
                worst == silent[&criterion].0.min(stated[&criterion].1),
                "{} by rule, {}: {}",
                key,
                criterion,
                told(&document, as_of)
            );
            prop_assert!(
                best == stated[&criterion].1,
                "{} by rule, {}: {}",
                key,
                criterion,
                told(&document, as_of)
            );
        }
        Ok(())
    });
}

#[test]
fn what_a_rule_says_bounds_from_above_even_where_silence_could_mean_not_applicable() {
    let document =
        with(&generate::example("exemplary.toml"), "report.interviews.labour_agents", json!("not_examined"));
    let by_rule =
        with(&document, "provenance.report.interviews.labour_agents", json!({ "basis": "programme_rule" }));
    let scorer = PROCUREMENT.at(date("2026-06-01"));
    let [stated, by_rule] = [document, by_rule].map(|document| spans(&scorer, &document)["labour_agents"]);
    assert!(by_rule.1 <= stated.1, "by rule {by_rule:?}, stated {stated:?}");
}

#[test]
fn an_adverse_act_known_by_rule_is_no_worse_than_the_act_stated() {
    let limited = with(&generate::example("exemplary.toml"), "report.visit.access", json!("limited"));
    let by_rule = with(&limited, "provenance.report.visit.access", json!({ "basis": "programme_rule" }));
    let [stated, by_rule] =
        [limited, by_rule].map(|document| spans(&PROCUREMENT.at(date("2026-06-01")), &document)["access"]);
    assert!(by_rule.0 >= stated.0, "by rule {by_rule:?}, stated {stated:?}");
}

#[test]
fn an_age_known_by_rule_has_its_own_next_change() {
    let document = generate::example("exemplary.toml");
    let document = with(&document, "provenance.report.visit.end", json!({ "basis": "programme_rule" }));
    let at = |as_of| assess(&PROCUREMENT.at(as_of), &document);
    let next = at(date("2026-06-01")).next_change_on.unwrap();
    let answer = |as_of| json_without(&at(as_of), &["as_of", "next_change_on"]);
    assert_eq!(answer(next.plus_days(-1)), answer(date("2026-06-01")), "already before {next}");
}

#[test]
fn a_better_value_of_one_key_never_gives_a_worse_answer() {
    let better = |document: &Value, key: &str| -> Option<Value> {
        let Kind::Named(values) = CATALOGUE.iter().find(|fact| fact.id == key)?.kind else { return None };
        let now = get(document, key)?;
        let word = match now {
            Value::Bool(yes) => {
                if *yes {
                    "yes"
                } else {
                    "no"
                }
            }
            word => word.as_str()?,
        };
        let next = values.get(values.iter().position(|value| *value == word)? + 1)?;
        Some(if now.is_boolean() { json!(true) } else { json!(next) })
    };
    holds(192, (generate::dossier(), generate::as_of()), |(document, as_of)| {
        let scorer = PROCUREMENT.at(as_of);
        let before = spans(&scorer, &document);
        // Housing has no order, as with none there is nothing to see; nor has what a report concludes.
        for (key, _) in generate::keys()
            .into_iter()
            .filter(|(key, _)| !["site.dormitories", "report.conclusion.forced_labour"].contains(key))
        {
            let Some(value) = better(&document, key) else { continue };
            let better = with(&document, key, value.clone());
            let after = spans(&scorer, &better);
            let contradicting = assess(&scorer, &better).contradictions;
            let contradicts = contradicting.iter().any(|one| one.paths.contains(&key));
            // An inquiry off the site asks nobody for access: once somebody goes there, what was open counts.
            let asks_for_access = |criterion: &str| {
                (criterion, key) == ("access", "report.visit.mode")
                    && document["report"]["visit"]["mode"] == "off_site"
            };
            for (criterion, (worst, best)) in after {
                let (least, most) = before[&criterion];
                prop_assert!(
                    (worst >= least && best >= most) || contradicts || asks_for_access(&criterion),
                    "`{}` = {} lowers {}: {}",
                    key,
                    value,
                    criterion,
                    told(&document, as_of)
                );
            }
        }
        Ok(())
    });
}

#[test]
fn a_rule_that_claims_nothing_changes_no_level() {
    // Facts have a second row where a rule claims something, and none where it does not.
    holds(400, (generate::dossier(), generate::as_of()), |(document, as_of)| {
        let silent = without(&document, "report.published");
        let mut claims = silent.clone();
        if claims.get("provenance").is_none() {
            generate::set(&mut claims, "provenance", json!({}));
        }
        let claims = with(&claims, "provenance.report.published", json!({ "basis": "programme_rule" }));
        let levels = |document| PROCUREMENT.at(as_of).levels(&Facts::from_dossier(&read(document)));
        prop_assert_eq!(levels(&claims), levels(&silent), "{}", silent);
        Ok(())
    });
}
