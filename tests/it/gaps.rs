//! Gaps: what an answer closes, beside brute force over everything that can be answered.
//!
//! The answer to a question about one key is stated in the dossier, value by value, and the whole is assessed anew. Of a
//! fact that is derived from several keys the answer settles the criterion, which the naive evaluator then grades; one of
//! which it is open whether it applies stays open up to its top.

use audit_credence::assessment::Gap;
use audit_credence::explain::{AnswerTold, Explanation};
use audit_credence::{Assessment, CATALOGUE, Date, Dossier, Facts, Kind, Pack};
use proptest::prelude::*;
use serde_json::{Value, json};
use toml::Table;

use crate::generate::{self, examples, with};
use crate::laws::{Law, PROCUREMENT, SPECIFIED, date, ends, holds, read, told};
use crate::naive::Profile;

fn explain(document: &Value, as_of: Date) -> Explanation {
    PROCUREMENT.at(as_of).explain(&read(document)).unwrap()
}

fn range(found: &Assessment) -> Option<(usize, usize)> {
    let grade = found.grade.as_ref()?;
    Some((grade.worst.grade().index(), grade.best.grade().index()))
}

/// What can be stated at the key that is this fact; `None` of one that is no single key.
pub(crate) fn values(fact: &str) -> Option<Vec<Value>> {
    let entry = CATALOGUE.iter().find(|one| one.id == fact && one.reads == [one.id])?;
    match entry.kind {
        Kind::Named(["no", "yes"]) => Some(vec![json!(false), json!(true)]),
        Kind::Named(words) => Some(words.iter().map(|word| json!(word)).collect()),
        Kind::Count(_) if fact != "report.visit.auditor_days" => {
            Some((0..9).map(|count| json!(count)).collect())
        }
        _ => None,
    }
}

/// The document with a key stated and shown; `None` where it is then refused.
pub(crate) fn stating(document: &Value, path: &str, value: &Value) -> Option<Value> {
    let mut document = with(document, path, value.clone());
    if let Some(from) = document.get_mut("provenance").and_then(Value::as_object_mut) {
        from.remove(path);
    }
    Dossier::from_json(document.to_string().as_bytes()).is_ok().then_some(document)
}

/// The range after each answer that leaves the criterion where it may stand now, by stating it.
fn by_stating(document: &Value, as_of: Date, found: &Assessment, gap: &Gap) -> Option<Vec<(usize, usize)>> {
    let at = SPECIFIED.criteria.iter().position(|one| one.id == gap.criterion).unwrap();
    let (worst, best) = ends(&SPECIFIED, found);
    let answered = |value: &Value| {
        let document = stating(document, &gap.fact, value)?;
        let after = PROCUREMENT.at(as_of).assess(&read(&document)).ok()?;
        let (now_worst, now_best) = ends(&SPECIFIED, &after);
        range(&after).filter(|_| now_worst[at] >= worst[at] && now_best[at] <= best[at])
    };
    Some(values(&gap.fact)?.iter().filter_map(answered).collect())
}

/// What the packs say of a criterion, word for word.
fn written(criterion: &str) -> Table {
    let mut packs = Pack::SHIPPED.iter().map(|(_, text)| text.parse::<Table>().unwrap());
    let of = |pack: Table| pack.get("criterion")?.as_table()?.get(criterion)?.as_table().cloned();
    packs.find_map(of).unwrap()
}

/// Whether it stays open if a criterion applies, once its own fact is settled.
fn may_not_apply(document: &Value, criterion: &str) -> bool {
    let written = written(criterion);
    let Some(applies) = written.get("applies_when").and_then(toml::Value::as_table) else { return false };
    let (facts, id) = (Facts::from_dossier(&read(document)), applies["fact"].as_str().unwrap());
    if applies["fact"] == written["fact"] {
        return false;
    }
    if let Some(least) = applies.get("at_least").and_then(toml::Value::as_integer) {
        let count = facts.number(id).unwrap();
        return i64::from(count.worst()) < least && i64::from(count.best()) >= least;
    }
    let Kind::Named(words) = CATALOGUE.iter().find(|one| one.id == id).unwrap().kind else { unreachable!() };
    let applying: Vec<&str> =
        applies["is"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
    let may_be =
        |word: &&&str| facts.bits(id).unwrap() >> words.iter().position(|one| one == *word).unwrap() & 1 == 1;
    let (yes, no): (Vec<&str>, Vec<&str>) =
        words.iter().filter(may_be).partition(|word| applying.contains(word));
    !yes.is_empty() && !no.is_empty()
}

/// By how many steps the answer at a level narrows the range, as the naive evaluator has it.
fn at_level(document: &Value, gap: &Gap, (worst, best): &(Profile, Profile), level: usize) -> usize {
    let at = SPECIFIED.criteria.iter().position(|one| one.id == gap.criterion).unwrap();
    let settled = |end: &Profile, level: usize| {
        let mut end = end.clone();
        end[at] = level;
        SPECIFIED.grade(&end)
    };
    let upper = if may_not_apply(document, &gap.criterion) { SPECIFIED.top(at) } else { level };
    let now = SPECIFIED.grade(best) - SPECIFIED.grade(worst);
    now - (settled(best, upper) - settled(worst, level))
}

/// Each gap closes what brute force says, and each answer that is told is one of those that there are.
fn closes_what_brute_force_says(document: &Value, as_of: Date) -> Law {
    let told_of = || told(document, as_of);
    let explanation = explain(document, as_of);
    let found = &explanation.assessment;
    let Some((worst, best)) = range(found) else {
        prop_assert!(found.gaps.is_empty());
        return Ok(());
    };
    for (gap, told) in found.gaps.iter().zip(&explanation.gaps) {
        let most = told.answers.iter().map(|one| one.closes).max().unwrap_or(0);
        prop_assert_eq!((&gap.criterion, gap.closes), (&told.criterion, most), "{}", told_of());
        if let Some(after) = by_stating(document, as_of, found, gap) {
            let narrowest = after.iter().map(|(worst, best)| best - worst).min().unwrap_or(best - worst);
            let closes = (best - worst).saturating_sub(narrowest);
            prop_assert_eq!(gap.closes as usize, closes, "{} in {}", &gap.criterion, told_of());
            let all = |one: &AnswerTold| (one.grade.worst.grade().index(), one.grade.best.grade().index());
            let mut told: Vec<(usize, usize)> = told.answers.iter().map(all).collect();
            let mut after = after;
            for all in [&mut told, &mut after] {
                all.sort_unstable();
                all.dedup();
            }
            prop_assert_eq!(told, after, "{} in {}", &gap.criterion, told_of());
            continue;
        }
        let both = ends(&SPECIFIED, found);
        let at = SPECIFIED.criteria.iter().position(|one| one.id == gap.criterion).unwrap();
        let closing: Vec<usize> =
            (both.0[at]..=both.1[at]).map(|level| at_level(document, gap, &both, level)).collect();
        // Both ends are answers, but where the worst is the place of silence.
        let floor = &SPECIFIED.criteria[at].silent_floor;
        let least = if floor.is_some() { closing.last() } else { closing.first().max(closing.last()) };
        let between = *least.unwrap()..=*closing.iter().max().unwrap();
        if gap.fact == written(&gap.criterion)["fact"].as_str().unwrap() {
            prop_assert!(
                between.contains(&(gap.closes as usize)),
                "{} of {:?} in {}",
                &gap.criterion,
                between,
                told_of()
            );
        }
    }
    Ok(())
}

#[test]
fn what_an_answer_closes_is_that_of_brute_force_in_every_example() {
    for (name, document) in [examples("."), examples("twins")].concat() {
        closes_what_brute_force_says(&document, date("2026-12-01"))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn what_an_answer_closes_is_that_of_brute_force_in_drawn_dossiers() {
    holds(30, (generate::dossier(), generate::as_of()), |(document, as_of)| {
        closes_what_brute_force_says(&document, as_of)
    });
}
