//! Dossiers drawn and changed, each by itself and beside another: every answer that the library gives of a dossier.

#![no_main]

mod common;
mod drawn;
mod problems;
mod scorers;

use audit_credence::assessment::Echo;
use audit_credence::compare::{compare, moved};
use audit_credence::dossier::{Basis, Extra, Map, Provenance};
use audit_credence::explain::{glossary, words};
use audit_credence::portfolio::{Gathering, Peers, Portfolio};
use audit_credence::{Dossier, Facts, Schema, Scorer};
use drawn::Bytes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: constants(), |bytes: &[u8]| {
    let mut bytes = Bytes(bytes);
    let scorer = scorers::one(bytes.below(3));
    let one = drawn::dossier(&mut bytes);
    let other = drawn::dossier(&mut bytes);
    common::assess(scorer, &one);
    stated(&one);
    // Slower than the rest, and in need of it less often.
    if bytes.below(4) == 0 {
        pair(scorer, &one, &other);
        pretty(scorer, &one);
        host(scorer, one, &mut bytes);
    }
});

/// What takes no input.
fn constants() {
    for schema in Schema::ALL {
        let json: serde_json::Value = serde_json::from_str(&schema.to_json()).expect("JSON");
        assert!(json.is_object() && !schema.name().is_empty());
    }
    assert!(!glossary().is_empty());
}

/// What is said at the keys that facts read is repeated, found and taken back.
fn stated(dossier: &Dossier) {
    let facts = Facts::from_dossier(dossier);
    for fact in audit_credence::CATALOGUE {
        assert!(facts.bits(fact.id).is_none() || facts.number(fact.id).is_none());
        for key in fact.reads {
            let _ = (dossier.stated(key), dossier.locator(key));
            let left = dossier.clone().without(key).stated(key);
            assert!(matches!(left, None | Some(Echo::Count(0))), "{key}: {left:?}");
        }
    }
    let _ = dossier.report.scope.indicators.as_ref().map(audit_credence::dossier::report::Indicators::count);
}

/// A host may set any public field: the door refuses what no reader would give.
fn host(scorer: &Scorer, mut dossier: Dossier, bytes: &mut Bytes<'_>) {
    let mut extra: Map<Extra> = Map::default();
    for _ in 0..bytes.below(4) {
        let name = *bytes.one(&["visit", "vist_age", "", "a.b", "\u{202e}"]);
        extra.insert(name, Extra::YesNo(true));
        assert!(extra.get(name).is_some() && !extra.is_empty() && extra.iter().count() == extra.len());
    }
    dossier.extra = extra;
    let mut provenance = Provenance::default();
    provenance.basis = Some(Basis::Host);
    dossier.provenance.insert(*bytes.one(&["report", "report.visit", "nowhere", ""]), provenance);
    dossier.format = *bytes.one(&[Some(1), None, Some(0), Some(99), Some(u32::MAX)]);
    match dossier.check() {
        Ok(()) => common::assess(scorer, &dossier),
        Err(problems) => {
            problems::check(&problems, None);
            assert!(
                scorer.assess(&dossier).is_err() && scorer.levels(&Facts::from_dossier(&dossier)).is_err()
            );
        }
    }
}

/// What people read says what programs read.
fn pretty(scorer: &Scorer, dossier: &Dossier) {
    let Ok(assessment) = scorer.assess(dossier) else { return };
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    assert_eq!(value(&assessment.to_json_pretty()), value(&assessment.to_json()));
    let lent = scorer.assess_lent(dossier).expect("assessed");
    assert_eq!(lent.to_json(), assessment.to_json());
    let decision = scorer.decide(dossier).expect("decided");
    assert_eq!(decision.action, assessment.action);
    let first = assessment.first_question().map(|gap| gap.ask.as_str());
    assert_eq!(decision.first_question.as_ref().map(|gap| gap.ask.as_ref()), first);
    assert!(decision.to_json().len() <= assessment.to_json().len() && value(&decision.to_json()).is_object());
    let held: Vec<_> =
        assessment.caps.iter().filter(|cap| cap.holds_the_worst_end()).map(|cap| &cap.id).collect();
    let (headline, reasons) = scorer.headline_with_reasons(dossier).expect("a headline");
    assert_eq!((headline.grade, reasons.held_by.iter().collect::<Vec<_>>()), (assessment.grade, held));
    let full = scorer.explain(dossier).expect("explained");
    assert_eq!(value(&full.to_json_pretty()), value(&full.to_json()));
}

/// Two dossiers beside each other and in one portfolio, in whatever order they come.
fn pair(scorer: &Scorer, one: &Dossier, other: &Dossier) {
    let Ok(comparison) = compare((scorer, one), (scorer, other)) else { return };
    assert!(comparison.to_json_pretty().starts_with('{'));
    let grade = |dossier| scorer.headline(dossier).ok()?.grade;
    let (before, after) = (grade(one), grade(other));
    assert!(!moved(before.as_ref(), after.as_ref()).is_empty());
    if let Some((before, after)) = before.zip(after) {
        assert!(words::moved(words::ends(&before), words::ends(&after)).starts_with("credibility"));
        assert!(words::graded(words::ends(&after)).starts_with("credibility"));
    }
    fn gathered(scorer: &Scorer, dossiers: &[&Dossier]) -> Gathering {
        let mut gathering = Gathering::new(scorer);
        for dossier in dossiers {
            gathering.add((*dossier).clone()).expect("what is compared is gathered");
        }
        gathering
    }
    let together = |dossiers: &[&Dossier]| -> Portfolio {
        gathered(scorer, dossiers).portfolio(400).expect("a portfolio")
    };
    assert!(gathered(scorer, &[one, other]).letters().expect("letters").letters.len() <= 2);
    gathered(scorer, &[one, other]).to_look_up().expect("what to look up");
    let portfolio = together(&[one, other, one]);
    assert_eq!(portfolio.to_json(), together(&[other, one, one]).to_json());
    assert!(portfolio.to_json_pretty().starts_with('{'));
    assert!(portfolio.sites.windows(2).all(|pair| pair[0].urgency() <= pair[1].urgency()));
    let accounts = || portfolio.sites.iter().filter_map(|site| site.account.as_ref());
    let mut peers = Peers::default();
    accounts().cycle().take(40 * accounts().count()).for_each(|account| peers.add(account));
    peers.add_all(peers.clone());
    assert!(accounts().all(|account| peers.beside(account).is_some()));
    assert!(peers.shares().map(|(.., count, _)| count).sum::<u64>() >= accounts().count() as u64);
}
