//! The account of evidence: semantics §4 as code, and its laws (P18).
//!
//! The account that is expected is read from a pack's text and from levels of the same pack without any silent floor.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use audit_credence::assessment::{Account, Parts};
use audit_credence::compare::compare;
use audit_credence::portfolio::Gathering;
use audit_credence::{Date, Dossier, Pack, Plan, Scorer};
use proptest::prelude::*;
use serde_json::{Value, json};
use toml::Table;

use crate::generate::{self, stated, with, without};
use crate::laws::{PROCUREMENT, SPECIFIED, Spans, assess, date, holds, linked, read, spans, told};
use crate::naive::{Criterion, Naive};
use crate::packs_drawn::Packs;
use crate::silence::{is_method, p11};

/// The default pack with no silent floor; a cap that silence then trips says so.
static WITHOUT_FLOORS: LazyLock<Plan> = LazyLock::new(|| {
    let mut texts = Pack::SHIPPED.map(|(id, text)| (id.to_owned(), without_floors(text)));
    texts.sort_by_key(|(id, _)| id == "procurement");
    linked(&Packs(texts.into())).unwrap().1
});

fn without_floors(text: &str) -> String {
    let mut pack: Table = text.parse().unwrap();
    let entries = |pack: &mut Table, section: &str, change: &dyn Fn(&mut Table)| {
        let section = pack.get_mut(section).and_then(toml::Value::as_table_mut);
        section.into_iter().flatten().for_each(|(_, entry)| change(entry.as_table_mut().unwrap()));
    };
    entries(&mut pack, "criterion", &|criterion| drop(criterion.remove("silent_floor")));
    entries(&mut pack, "cap", &|cap| {
        cap.entry("when_silent").or_insert("Not said.".into());
    });
    toml::to_string(&pack).unwrap()
}

/// `of`, `shown`, `against`, `unsaid`.
pub(crate) type Four = [u32; 4];

fn four(parts: &Parts) -> Four {
    [parts.of, parts.shown, parts.against, parts.unsaid]
}

fn sum(all: impl IntoIterator<Item = Four>) -> Four {
    all.into_iter().fold([0; 4], |sum, one| [0, 1, 2, 3].map(|at| sum[at] + one[at]))
}

/// "Over what a report can show (outside domains, the context and the reader's own checks are not in it)".
fn counts(naive: &Naive, criterion: &Criterion) -> bool {
    criterion.in_account
        && !naive.domains[&criterion.domain].outside
        && criterion.answer_from != "reader"
        && criterion.levels[0].1 > 0
}

/// "`of` = the demerits of the bottom levels; against = demerits at the best corner; unsaid = those at the worst corner
/// (before any floor) less those at the best; shown = the rest."
fn points(criterion: &Criterion, (worst, best): (usize, usize)) -> Four {
    let demerits = |level: usize| criterion.levels[level].1;
    let (of, against) = (demerits(0), demerits(best));
    let unsaid = demerits(worst) - against;
    [of, of - against - unsaid, against, unsaid]
}

/// What is expected of the account: points by domain, numbers of criteria, and the reader's checks that are open, of so
/// many.
fn expected(naive: &Naive, spans: &Spans) -> (BTreeMap<String, Four>, Four, (usize, Vec<String>)) {
    let (mut domains, mut criteria): (BTreeMap<String, Four>, _) = (BTreeMap::new(), [0; 4]);
    for criterion in naive.criteria.iter().filter(|criterion| counts(naive, criterion)) {
        let (worst, best) = spans[&criterion.id];
        let domain = domains.entry(criterion.domain.clone()).or_insert([0; 4]);
        *domain = sum([*domain, points(criterion, (worst, best))]);
        let one = match criterion.levels[best].1 {
            _ if worst != best => [1, 0, 0, 1],
            0 => [1, 1, 0, 0],
            _ => [1, 0, 1, 0],
        };
        criteria = sum([criteria, one]);
    }
    // What is open while nothing at all is stated.
    let silent = spans_of_nothing();
    let is_check = |criterion: &&Criterion| {
        criterion.answer_from == "reader"
            && silent.get(&criterion.id).is_none_or(|(worst, best)| worst != best)
    };
    let reader: Vec<&Criterion> = naive.criteria.iter().filter(is_check).collect();
    let is_open = |criterion: &&&Criterion| spans[&criterion.id].0 != spans[&criterion.id].1;
    let open = reader.iter().filter(is_open).map(|criterion| criterion.id.clone()).collect();
    (domains, criteria, (reader.len(), open))
}

/// Where each criterion of the default pack stands while nothing is stated.
fn spans_of_nothing() -> &'static Spans {
    static NOTHING: LazyLock<Spans> =
        LazyLock::new(|| spans(&WITHOUT_FLOORS.at(date("2026-11-24")), &json!({})));
    &NOTHING
}

/// The points that are expected of the default pack.
pub(crate) fn expected_points(document: &Value, as_of: Date) -> Four {
    sum(expected(&SPECIFIED, &spans(&WITHOUT_FLOORS.at(as_of), document)).0.into_values())
}

fn check(account: &Account, spans: &Spans, told: &str) -> Result<(), TestCaseError> {
    let (domains, criteria, (of, open)) = expected(&SPECIFIED, spans);
    prop_assert_eq!(four(&account.points()), sum(domains.values().copied()), "{}", told);
    let found: BTreeMap<String, Four> = account
        .domains
        .iter()
        .map(|one| (one.id.clone(), [one.of, one.shown, one.against, one.unsaid]))
        .collect();
    prop_assert_eq!(found, domains, "{}", told);
    prop_assert_eq!(four(&account.criteria), criteria, "{}", told);
    let checks = &account.checked_by_you;
    prop_assert_eq!((checks.of as usize, &checks.open), (of, &open), "{}", told);
    prop_assert_eq!(checks.done as usize + open.len(), of, "{}", told);
    for [of, shown, against, unsaid] in [four(&account.points()), four(&account.criteria)] {
        prop_assert_eq!(of, shown + against + unsaid, "{}", told);
    }
    Ok(())
}

#[test]
fn the_account_is_what_the_semantics_says_of_levels_before_floors() {
    for (name, document) in generate::examples(".").into_iter().chain(generate::examples("twins")) {
        let as_of = date("2026-11-24");
        let found = assess(&PROCUREMENT.at(as_of), &document);
        assert_eq!(found.account.is_some(), found.grade.is_some(), "{name}");
        if let Some(account) = &found.account {
            check(account, &spans(&WITHOUT_FLOORS.at(as_of), &document), &name).unwrap();
        }
    }
    let of = std::cell::RefCell::new(BTreeSet::new());
    holds(256, (generate::dossier(), generate::as_of()), |(document, as_of)| {
        let found = assess(&PROCUREMENT.at(as_of), &document);
        let told = told(&document, as_of);
        prop_assert_eq!(found.account.is_some(), found.grade.is_some(), "{}", told);
        let Some(account) = &found.account else { return Ok(()) };
        of.borrow_mut().insert(account.of);
        check(account, &spans(&WITHOUT_FLOORS.at(as_of), &document), &told)
    });
    assert_eq!(of.into_inner().len(), 1, "what a report can show is the same for every report");
}

#[test]
fn the_context_the_readers_checks_and_what_lies_outside_are_not_in_the_account() {
    let left_out: Vec<&str> = SPECIFIED
        .criteria
        .iter()
        .filter(|criterion| !counts(&SPECIFIED, criterion))
        .map(|criterion| criterion.id.as_str())
        .collect();
    let expected = [
        "accredited",
        "certificate_claims",
        "certificate_standing",
        "coercion_context",
        "conclusion",
        "contrary_evidence",
        "deception_evidence",
        "firm_standing",
        "north_korean_workers",
        "remedy_confirmed",
        "report_origin",
        "restriction",
        "search",
        "search_age",
        "serious_indicators",
        "site_match",
        "workforce_covers",
    ];
    assert_eq!(left_out, expected);
}

#[test]
fn stating_a_fact_of_method_never_lowers_what_is_shown_and_never_raises_what_is_unsaid() {
    let (tried, excepted) = (std::cell::Cell::new(0_u32), std::cell::Cell::new(0_u32));
    holds(192, (generate::dossier(), generate::as_of()), |(document, as_of)| {
        let (scorer, bare) = (PROCUREMENT.at(as_of), WITHOUT_FLOORS.at(as_of));
        let (found, full) = (assess(&scorer, &document), spans(&bare, &document));
        let Some(after) = &found.account else { return Ok(()) };
        let contradicting: BTreeSet<String> =
            found.contradictions.iter().flat_map(|one| one.paths).map(ToString::to_string).collect();
        for key in stated(&document).into_iter().filter(|key| is_method(key)) {
            let silent = without(&document, &key);
            let Some(before) = assess(&scorer, &silent).account else { continue };
            // Silence has no floor here, so that acts are no exception.
            let is_excepted = |(criterion, (worst, _)): (&String, &(usize, usize))| {
                let stands = full[criterion].0;
                *worst > stands && p11(criterion, &key, stands, &contradicting).is_some()
            };
            if spans(&bare, &silent).iter().any(is_excepted) {
                excepted.set(excepted.get() + 1);
                continue;
            }
            let told = || format!("without `{key}`, {}", told(&document, as_of));
            prop_assert!(after.shown >= before.shown, "{}", told());
            prop_assert!(after.unsaid <= before.unsaid, "{}", told());
            tried.set(tried.get() + 1);
        }
        Ok(())
    });
    let (tried, excepted) = (tried.get(), excepted.get());
    assert!(tried > 2_000 && excepted < tried / 10, "{tried} keys, and {excepted} excepted");
}

/// A fact and the criterion that it alone decides.
const GOOD: [(&str, &str, &str); 12] = [
    ("report.visit.notice", "unannounced", "notice"),
    ("report.visit.access", "full", "access"),
    ("report.auditor.relation", "third_party", "relation"),
    ("report.auditor.lead", "csca", "lead"),
    ("report.auditor.consults_for_site", "no", "consulting"),
    ("report.interviews.surveillance", "none", "surveillance"),
    ("report.interviews.government_presence", "none", "government_presence"),
    ("report.interviews.identities", "protected", "identities"),
    ("report.interviews.management", "unaware", "management"),
    ("report.interviews.selected_by", "auditor", "selection"),
    ("report.document", "full_report", "report_document"),
    ("report.scope.standard_applied", "applied", "standard_applied"),
];

#[test]
fn every_good_fact_raises_what_is_shown_by_what_it_is_worth() {
    let scorer = PROCUREMENT.at(date("2026-11-24"));
    let shown = |document: &Value| assess(&scorer, document).account.unwrap().shown;
    let silent = json!({ "report": { "availability": "provided", "document": "summary" } });
    for (key, value, criterion) in GOOD {
        let worth = SPECIFIED.criteria.iter().find(|one| one.id == criterion).unwrap().levels[0].1;
        assert_eq!(shown(&with(&silent, key, json!(value))), shown(&silent) + worth, "{key}");
    }
    // An act that is stated speaks against the report, and its silence says nothing.
    let filmed = with(&silent, "report.interviews.surveillance", json!("present"));
    let [before, after] = [&silent, &filmed].map(|document| assess(&scorer, document).account.unwrap());
    assert_eq!(after.shown, before.shown);
    assert_eq!(after.against + after.unsaid, before.against + before.unsaid);
    assert!(after.against > before.against);
}

#[test]
fn the_account_is_the_same_from_every_door() {
    let told = |scorer: &Scorer, dossier: &Dossier| {
        let account = scorer.assess(dossier).unwrap().account.map(|account| account.points());
        let mut gathering = Gathering::new(scorer);
        gathering.add(dossier.clone()).unwrap();
        let portfolio = gathering.portfolio(90).unwrap();
        assert_eq!(account, scorer.headline(dossier).unwrap().account);
        assert_eq!(account, portfolio.sites[0].account);
        let compared = compare((scorer, dossier), (scorer, dossier)).unwrap();
        assert_eq!(compared.before.account, account);
        assert_eq!(compared.after.account, account);
        account.is_some()
    };
    let scorer = PROCUREMENT.at(date("2026-11-24"));
    let found: Vec<bool> =
        generate::examples(".").iter().map(|(_, document)| told(&scorer, &read(document))).collect();
    assert!(found.contains(&true) && found.contains(&false));
}
