//! Standards: what an authority said and what we combine are told apart inside one verdict.

use audit_credence::assessment::{Assessment, QuotedPoints, Verdict};
use audit_credence::explain::StandardTold;
use audit_credence::{Pack, Plan};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::generate::{self, example, with, without};
use crate::laws::{PROCUREMENT, assess, date, holds, level, read, spans, told};

/// The three points in CBP's own words, with the level at which each is shown.
const CBP: [(&str, &str); 3] = [
    ("notice", "unannounced"),
    ("relation", "third_party"),
    ("language_cover", "by_independent_interpreter"),
];

/// Just what CBP is quoted as asking for, and nothing else.
fn minimum() -> Value {
    json!({
        "site": { "country": "VN", "headcount": 400 },
        "report": {
            "document": "full_report",
            "visit": { "start": "2026-08-03", "end": "2026-08-04", "mode": "on_site", "notice": "unannounced" },
            "auditor": { "relation": "third_party" },
            "interviews": {
                "groups": [{ "language": "vi", "workers": 25, "place": "off_site", "interpreter": "auditor" }],
                "in_native_language": "all"
            }
        }
    })
}

fn cbp(document: &Value) -> (Verdict, Option<QuotedPoints>) {
    let found = assess(&PROCUREMENT.at(date("2026-11-27")), document);
    let cbp = &found.standards["cbp"];
    (cbp.verdict, cbp.quoted.clone())
}

fn shown(document: &Value) -> u32 {
    cbp(document).1.unwrap().shown
}

fn beside(document: &Value, id: &str) -> StandardTold {
    let told = PROCUREMENT.at(date("2026-11-27")).explain(&read(document)).unwrap();
    told.standards.into_iter().find(|standard| standard.id == id).unwrap()
}

#[test]
fn what_cbp_is_quoted_as_asking_for_shows_its_three_points_and_meets_nothing_by_itself() {
    let (verdict, quoted) = cbp(&minimum());
    assert_eq!(verdict, Verdict::NotDemonstrated);
    assert_eq!(quoted.map(|points| (points.shown, points.of)), Some((3, 3)));
    let key = |path: &str, value: &str| with(&minimum(), path, json!(value));
    assert_eq!(shown(&key("report.visit.notice", "semi_announced")), 2);
    assert_eq!(shown(&key("report.auditor.relation", "second_party")), 2);
    assert_eq!(shown(&key("report.interviews.in_native_language", "some")), 2);
    assert_eq!(shown(&without(&minimum(), "report.interviews")), 2);
    // Where hidden groups are documented, no language is shown to be every language.
    let listed = with(&with(&minimum(), "site.country", json!("CN")), "site.subdivision", json!("CN-SD"));
    assert_eq!(shown(&listed), 2);
}

#[test]
fn only_a_standard_with_points_in_somebodys_own_words_counts_them() {
    let found: Assessment = assess(&PROCUREMENT.at(date("2026-11-27")), &minimum());
    let quoted: Vec<&str> =
        found.standards.iter().filter(|(_, one)| one.quoted.is_some()).map(|(id, _)| id.as_str()).collect();
    assert_eq!(quoted, ["cbp"]);
    let plan = Plan::new(&Pack::shipped("cbp").unwrap());
    let mut points: Vec<&str> = CBP.iter().map(|(criterion, _)| *criterion).collect();
    points.sort_unstable();
    assert_eq!(plan.standard("cbp").unwrap().quoted, points);
}

#[test]
fn the_points_shown_are_those_at_their_level_whatever_else_is_true() {
    holds(64, (generate::dossier(), generate::as_of()), |(document, as_of)| {
        let scorer = PROCUREMENT.at(as_of);
        let (found, spans) = (assess(&scorer, &document), spans(&scorer, &document));
        let is_shown = |(criterion, least): &&(&str, &str)| spans[*criterion].0 >= level(criterion, least);
        let quoted = found.standards["cbp"].quoted.as_ref().unwrap();
        let expected = (CBP.iter().filter(is_shown).count(), CBP.len());
        prop_assert_eq!((quoted.shown as usize, quoted.of as usize), expected, "{}", told(&document, as_of));
        if found.grade.is_none() {
            prop_assert!(found.standards.values().all(|one| one.verdict != Verdict::Met));
        }
        Ok(())
    });
}

#[test]
fn beside_a_verdict_stands_who_did_not_judge_and_how_its_own_words_come_out() {
    let of = |document: &Value| beside(document, "cbp").beside;
    let points = "not judged by CBP; of the three points in CBP's own words: ";
    assert_eq!(of(&minimum()), format!("{points}3 shown"));
    assert_eq!(
        of(&with(&minimum(), "report.visit.notice", json!("announced"))),
        format!("{points}2 shown, 1 failed")
    );
    let silent = without(&without(&minimum(), "report.visit.notice"), "report.auditor");
    assert_eq!(of(&silent), format!("{points}1 shown, 2 not said"));
    assert_eq!(beside(&minimum(), "wrc").beside, "not judged by WRC");
}

#[test]
fn a_requirement_that_is_met_is_told_in_the_words_of_the_level_that_met_it() {
    let independent = with(&minimum(), "report.interviews.groups[0].interpreter", json!("independent"));
    let met = |document: &Value, criterion: &str| {
        let met = beside(document, "cbp").met;
        met.into_iter().find(|one| one.criterion == criterion).map(|one| one.stands)
    };
    let language =
        "worst-covered language heard through an independent interpreter, enough for this standard";
    assert_eq!(met(&independent, "language_cover").as_deref(), Some(language));
    assert_eq!(met(&independent, "notice").as_deref(), Some("unannounced visit"));
    // Never the title of the top level.
    for standard in
        PROCUREMENT.at(date("2026-11-24")).explain(&read(&example("exemplary.toml"))).unwrap().standards
    {
        assert!(standard.met.iter().all(|one| one.stands != one.title), "{}", standard.id);
    }
}
