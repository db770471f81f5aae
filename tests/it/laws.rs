//! The laws, each named as a sentence: what must hold of every dossier and every pack, tried on drawn ones.
//!
//! The oracle is the naive evaluator (`naive.rs`), asked in `laws/oracle.rs`; the laws of silence have a file of their own (`silence.rs`). The draws are the same on every machine and every run.

mod oracle;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::sync::LazyLock;

use audit_credence::assessment::Status;
use audit_credence::{Assessment, Date, Dossier, Facts, Grade, Pack, PackText, Plan, Problems, Scorer};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use serde_json::{Value, json};

use crate::generate::{self, get, set, with};
use crate::naive::Naive;
use crate::packs_drawn::{Packs, packs};

pub(crate) use oracle::{ends, link_all, linked};

pub(crate) type Law = Result<(), TestCaseError>;

/// Tries a law on so many draws, always the same ones.
#[track_caller]
pub(crate) fn holds<S: Strategy<Value: Debug>>(cases: u32, draws: S, law: impl Fn(S::Value) -> Law) {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 1_000, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    match TestRunner::new_with_rng(config, rng).run(&draws, law) {
        // The draw itself would be printed over pages: the laws tell what differs from the exemplary dossier.
        Err(TestError::Fail(reason, _)) => panic!("{reason}"),
        Err(TestError::Abort(reason)) => panic!("gave up: {reason}"),
        Ok(()) => {}
    }
}

pub(crate) static PROCUREMENT: LazyLock<Plan> = LazyLock::new(|| Plan::new(&Pack::procurement().unwrap()));
pub(crate) static SPECIFIED: LazyLock<Naive> =
    LazyLock::new(|| Naive::read("procurement", Pack::SHIPPED.iter().map(|(_, text)| *text)));

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn read(document: &Value) -> Dossier {
    Dossier::from_json(document.to_string().as_bytes())
        .unwrap_or_else(|problems| panic!("{problems}\n{document}"))
}

pub(crate) fn assess(scorer: &Scorer, document: &Value) -> Assessment {
    scorer.assess(&read(document)).unwrap_or_else(|problems| panic!("{problems}\n{document}"))
}

/// For messages: the dossier, as what differs from the exemplary one where that is less.
pub(crate) fn told(document: &Value, as_of: Date) -> String {
    static EXEMPLARY: LazyLock<Value> = LazyLock::new(|| generate::example("exemplary.toml"));
    let paths: BTreeSet<String> =
        generate::stated(document).into_iter().chain(generate::stated(&EXEMPLARY)).collect();
    let differs = |path: &&String| get(document, path) != get(&EXEMPLARY, path);
    let differences: Vec<String> = paths
        .iter()
        .filter(differs)
        .map(|path| format!("{path} = {}", get(document, path).unwrap_or(&Value::Null)))
        .chain(
            get(document, "provenance")
                .filter(|from| **from != EXEMPLARY["provenance"])
                .map(|from| format!("provenance = {from}")),
        )
        .collect();
    let (whole, differences) = (document.to_string(), differences.join("; "));
    if differences.len() < whole.len() {
        format!("as of {as_of}, exemplary with {differences}")
    } else {
        format!("as of {as_of}, {whole}")
    }
}

/// Both ends of every criterion, as the library places the dossier.
pub(crate) type Spans = BTreeMap<String, (usize, usize)>;

pub(crate) fn spans(scorer: &Scorer, document: &Value) -> Spans {
    spans_of(scorer, &read(document))
}

pub(crate) fn spans_of(scorer: &Scorer, dossier: &Dossier) -> Spans {
    let levels = scorer.levels(&Facts::from_dossier(dossier)).unwrap();
    let ends = |at| levels.get(at).map(|range| (range.worst().into(), range.best().into())).unwrap();
    scorer.plan().criteria().enumerate().map(|(at, id)| (id.to_owned(), ends(at))).collect()
}

pub(crate) fn level(criterion: &str, name: &str) -> usize {
    let criterion = SPECIFIED.criteria.iter().find(|one| one.id == criterion).unwrap();
    criterion.levels.iter().position(|(level, _)| level == name).unwrap()
}

// ------------------------------------------------------------------------------------------ comparing answers

/// Nothing of one answer is better than of the other: grade and verdicts, at both ends.
fn not_better(than: &Assessment, found: &Assessment, told: &str) -> Law {
    prop_assert_eq!(than.status == Status::Unscorable, found.status == Status::Unscorable, "{}", told);
    prop_assert_eq!(than.status == Status::ReportsAbuse, found.status == Status::ReportsAbuse, "{}", told);
    if let (Some(before), Some(after)) = (&than.grade, &found.grade) {
        let (before, after) = (before.range(), after.range());
        prop_assert!(after.worst() <= before.worst(), "worst {:?} > {:?}, {}", after, before, told);
        prop_assert!(after.best() <= before.best(), "best {:?} > {:?}, {}", after, before, told);
    }
    for (id, before) in &than.standards {
        let after = &found.standards[id];
        prop_assert!(
            after.verdict <= before.verdict,
            "{}: {:?} > {:?}, {}",
            id,
            after.verdict,
            before.verdict,
            told
        );
    }
    Ok(())
}

pub(crate) fn json_without(assessment: &Assessment, keys: &[&str]) -> Value {
    let mut json: Value = serde_json::from_str(&assessment.to_json()).unwrap();
    json.as_object_mut().unwrap().retain(|key, _| !keys.contains(&key.as_str()));
    json
}

fn added(document: &Value, list: &str, entry: Value) -> Value {
    let mut entries = document.get(list).and_then(Value::as_array).cloned().unwrap_or_default();
    entries.push(entry);
    generate::without_what_cannot_be(with(document, list, Value::Array(entries)))
}

// ---------------------------------------------------------------------------------------- certificates (§6)

#[test]
fn adding_a_certificate_never_raises_a_grade_or_a_verdict() {
    let certificate = prop_oneof![
        generate::certificate("valid in_assessment"),
        generate::certificate(generate::ANY_STATUS)
    ];
    holds(256, (generate::dossier(), certificate, generate::as_of()), |(document, certificate, as_of)| {
        let scorer = PROCUREMENT.at(as_of);
        let (before, after) = (
            assess(&scorer, &document),
            assess(&scorer, &added(&document, "certificates", certificate.clone())),
        );
        let told = format!("{certificate} to {}", told(&document, as_of));
        not_better(&before, &after, &told)?;
        let audit = |found: &Assessment| {
            found.audit_grade.as_ref().map(audit_credence::assessment::GradeRange::range)
        };
        prop_assert_eq!(audit(&before), audit(&after), "the grade before certificates moves: {}", told);
        prop_assert_eq!(&before.account, &after.account, "{}", told);
        Ok(())
    });
}

#[test]
fn adding_a_finding_never_raises_a_grade_or_a_verdict() {
    holds(
        192,
        (generate::dossier(), generate::finding(), generate::as_of()),
        |(document, finding, as_of)| {
            let scorer = PROCUREMENT.at(as_of);
            let [before, after] =
                [&document, &added(&document, "findings", finding.clone())].map(|one| assess(&scorer, one));
            not_better(&before, &after, &format!("{finding} to {}", told(&document, as_of)))
        },
    );
}

// ----------------------------------------------------------------------------- repetition and order (P8, P12)

#[test]
fn the_same_finding_or_certificate_twice_changes_nothing() {
    let draws = (
        generate::dossier(),
        generate::finding(),
        generate::certificate(generate::ANY_STATUS),
        generate::as_of(),
    );
    holds(128, draws, |(document, finding, certificate, as_of)| {
        for (list, entry) in [("findings", finding), ("certificates", certificate)] {
            let once = added(&document, list, entry.clone());
            let twice = added(&once, list, entry);
            let [once_found, twice_found] =
                [&once, &twice].map(|document| assess(&PROCUREMENT.at(as_of), document));
            let told = told(&twice, as_of);
            let but =
                ["certificates", "findings", "criteria", "contradictions", "gaps", "restrictions", "notes"];
            prop_assert_eq!(json_without(&once_found, &but), json_without(&twice_found, &but), "{}", told);
            prop_assert_eq!(ends(&SPECIFIED, &once_found), ends(&SPECIFIED, &twice_found), "{}", told);
            prop_assert_eq!(once_found.gaps.len(), twice_found.gaps.len(), "{}", told);
        }
        Ok(())
    });
}

#[test]
fn the_order_of_lists_does_not_change_a_byte() {
    holds(
        256,
        (
            generate::dossier(),
            generate::finding(),
            generate::certificate(generate::ANY_STATUS),
            generate::as_of(),
        ),
        |(document, finding, certificate, as_of)| {
            let document = added(&added(&document, "findings", finding), "certificates", certificate);
            let mut turned = document.clone();
            for list in [
                "site.workforce",
                "report.interviews.groups",
                "certificates",
                "findings",
                "report.scope.indicators",
                "report.conclusion.indicators_found",
                "report.answers",
            ] {
                if let Some(entries) = get(&document, list).and_then(Value::as_array) {
                    set(&mut turned, list, entries.iter().rev().cloned().collect());
                }
            }
            let [one, other] = [&document, &turned].map(|document| assess(&PROCUREMENT.at(as_of), document));
            let told = told(&document, as_of);
            prop_assert_eq!(&one.grade, &other.grade, "{}", told);
            prop_assert_eq!(ends(&SPECIFIED, &one), ends(&SPECIFIED, &other), "{}", told);
            prop_assert_eq!(&one.standards, &other.standards, "{}", told);
            prop_assert_eq!(one.to_json(), other.to_json(), "{}", told);
            Ok(())
        },
    );
}

#[test]
fn the_order_of_a_packs_tables_and_of_its_bases_does_not_change_an_answer() {
    holds(64, (packs(), generate::dossier(), generate::as_of()), |(packs, document, as_of)| {
        let turned = |text: &String| {
            let (head, tables) = text.split_once("[source.").unwrap();
            let tables = format!("[source.{tables}");
            // Tables begin at a line's start with a bracket; a case's and a standard's parts stay with theirs.
            let mut parts: Vec<String> = Vec::new();
            for line in tables.lines() {
                let part = line.starts_with("[case.") || line.ends_with(".requires]");
                if line.starts_with('[') && !part {
                    parts.push(String::new());
                }
                let last = parts.last_mut().unwrap();
                last.push_str(line);
                last.push('\n');
            }
            parts.reverse();
            format!("{head}{}", parts.concat())
        };
        let other = Packs(packs.0.iter().map(|(id, text)| (id.clone(), turned(text))).collect());
        let plans = [linked(&packs)?.1, linked(&other)?.1];
        let [one, other] = plans.map(|plan| assess(&plan.at(as_of), &document).to_json());
        prop_assert_eq!(one, other);
        Ok(())
    });
}

// ------------------------------------------------------------------------------------------------ time (§7)

#[test]
fn a_later_day_never_gives_a_better_answer() {
    holds(256, (generate::dossier(), generate::as_of(), 1..1_500), |(document, as_of, days)| {
        let [now, then] =
            [as_of, as_of.plus_days(days)].map(|as_of| assess(&PROCUREMENT.at(as_of), &document));
        // But where a restriction has ended: one that may still be in force on the first day is in force then.
        if then.restrictions.len() < now.restrictions.len() {
            return Ok(());
        }
        not_better(&now, &then, &format!("{days} days on, {}", told(&document, as_of)))
    });
}

#[test]
fn the_answer_stays_until_the_next_change_and_changes_on_that_day() {
    holds(
        192,
        (
            generate::dossier(),
            generate::certificate(generate::ANY_STATUS),
            generate::as_of(),
            any::<[Index; 4]>(),
        ),
        |(document, certificate, as_of, days)| {
            let document = generate::without_what_cannot_be(added(&document, "certificates", certificate));
            let answer = |as_of| {
                json_without(&assess(&PROCUREMENT.at(as_of), &document), &["as_of", "next_change_on"])
            };
            let (now, next) = (answer(as_of), assess(&PROCUREMENT.at(as_of), &document).next_change_on);
            let days_on = next.map_or(4_000, |next| next.days_apart(as_of));
            let mut sample: Vec<u32> =
                days.iter().map(|day| u32::try_from(day.index(days_on.max(1) as usize)).unwrap()).collect();
            sample.push(days_on.saturating_sub(1));
            for days in sample {
                let day = as_of.plus_days(days.try_into().unwrap());
                let then = answer(day);
                let moved: Vec<&String> =
                    now.as_object().unwrap().keys().filter(|key| now[*key] != then[*key]).collect();
                prop_assert!(
                    moved.is_empty(),
                    "{:?} move on {} already, not only on {:?}: {}",
                    moved,
                    day,
                    next,
                    told(&document, as_of)
                );
            }
            if let Some(next) = next {
                prop_assert!(next > as_of);
                prop_assert_ne!(answer(next), now, "not on {}: {}", next, told(&document, as_of));
            }
            Ok(())
        },
    );
}

// ------------------------------------------------------------------------------------- documents in and out

#[test]
fn the_same_dossier_gives_the_same_bytes_as_json_and_as_toml() {
    holds(256, (generate::dossier(), generate::as_of()), |(document, as_of)| {
        let json = read(&document);
        let toml = generate::to_toml(&document);
        let toml = Dossier::from_toml(&toml)
            .map_err(|problems| TestCaseError::fail(format!("{problems}\n{toml}")))?;
        prop_assert_eq!(&json, &toml);
        let scorer = PROCUREMENT.at(as_of);
        let answer = scorer.assess(&json).unwrap().to_json();
        prop_assert_eq!(&answer, &scorer.assess(&toml).unwrap().to_json());
        prop_assert_eq!(&answer, &scorer.assess(&json).unwrap().to_json());
        Ok(())
    });
}

/// Codes and paths of what is wrong.
fn problems(read: Result<Dossier, Problems>) -> BTreeSet<(String, String)> {
    read.err()
        .iter()
        .flat_map(Problems::iter)
        .map(|problem| (problem.code.to_owned(), problem.path.clone()))
        .collect()
}

#[test]
fn a_wrong_key_or_type_is_refused_alike_in_json_and_in_toml() {
    let wrong = select(vec![
        json!("nonsense"),
        json!(-1),
        json!(true),
        json!(1.25),
        json!([1]),
        json!({ "a": 1 }),
        json!("2026-02-31"),
        json!(5_000_000_000_u64),
        json!(""),
        json!("a\u{7f}\n\"b"),
    ]);
    holds(
        512,
        (generate::dossier(), any::<Index>(), wrong, any::<bool>()),
        |(document, at, wrong, unknown_key)| {
            let mut keys = generate::stated(&document);
            keys.extend(generate::keys().into_iter().map(|(key, _)| key.to_owned()));
            let key = at.get(&keys).clone();
            let key = if unknown_key && !key.starts_with("extra.") { format!("{key}_x") } else { key };
            if steps_into_text(&document, &key) {
                return Ok(());
            }
            let document = with(&document, &key, wrong);
            let [json, toml] = [
                Dossier::from_json(document.to_string().as_bytes()),
                Dossier::from_toml(&generate::to_toml(&document)),
            ]
            .map(problems);
            prop_assert_eq!(&json, &toml, "{}", &document);
            if unknown_key && !key.starts_with("extra.") {
                prop_assert!(
                    json.iter().any(|(code, path)| code == "unknown_key" && *path == key),
                    "{:?}: {}",
                    json,
                    document
                );
            }
            Ok(())
        },
    );
}

#[test]
fn a_list_where_a_table_belongs_is_refused_alike_in_json_and_in_toml() {
    for key in [
        "site",
        "supplier",
        "report",
        "report.visit",
        "search",
        "certificates[0]",
        "findings[0]",
        "site.workforce[0]",
    ] {
        let base = json!({ "site": { "workforce": [{}] }, "report": {}, "certificates": [{ "scheme": "msc_coc" }], "findings": [{}] });
        let document = with(&base, key, json!([]));
        let json = problems(Dossier::from_json(document.to_string().as_bytes()));
        assert_eq!(json, problems(Dossier::from_toml(&generate::to_toml(&document))), "{document}");
        assert_eq!(json, BTreeSet::from([("wrong_type".to_owned(), key.to_owned())]), "{document}");
    }
    assert!(Dossier::from_json(b"[]").is_err(), "a dossier is a table");
}

fn steps_into_text(document: &Value, key: &str) -> bool {
    key.rsplit_once('.')
        .and_then(|(table, _)| get(document, table))
        .is_some_and(|table| !table.is_object() && !table.is_null())
}

#[test]
fn what_hosts_hold_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + Clone + 'static>() {}
    shared::<Plan>();
    shared::<Scorer>();
    shared::<Pack>();
    shared::<PackText>();
    shared::<Facts>();
    shared::<Dossier>();
    shared::<Assessment>();
    shared::<Grade>();
    shared::<Problems>();
    shared::<audit_credence::Levels>();
    shared::<audit_credence::Diagnostics>();
}
