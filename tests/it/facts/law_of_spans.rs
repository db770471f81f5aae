//! The law of partial dates and pairs: whatever is known where they stand is known of some value that they may have.
//!
//! A stated day becomes its month or its year, a stated count a pair around it. Each fact on that dossier is the hull of
//! the fact over the values; the grade holds every grade over them; what is refused is refused for every value.

use super::law_of_workers::spoken;
use super::sketch::{Draw, MUCH_LATER, answer, certificates, findings, search};
use super::*;
use crate::generate::{self, get, stated};
use crate::laws::PROCUREMENT;
use audit_credence::PartialDate;
use proptest::prelude::*;

const DATES: [&str; 12] = [
    "headcount_on",
    "start",
    "end",
    "no_later_than",
    "on",
    "status_on",
    "issued",
    "valid_until",
    "claimed_on",
    "observed",
    "published",
    "ended_on",
];

const COUNTS: [&str; 12] = [
    "headcount",
    "workers",
    "women",
    "shifts",
    "shifts_seen",
    "notice_days",
    "window_days",
    "prior_visits",
    "team_size",
    "findings",
    "beds",
    "women",
];

/// The days of a month or a year: all of a month; of a year those at which anything else of the document may turn.
fn days(document: &Value, date: &str) -> Vec<Value> {
    let all = (date.len() == 7).then(|| (1..=31).map(|day| format!("{date}-{day:02}")));
    let turning = stated(document).into_iter().filter_map(|path| {
        let text = get(document, &path)?.as_str()?.to_owned();
        let day: Date = text.parse().ok()?;
        let year = date.get(..4)?.to_owned();
        let moved = [0, 12, 36].into_iter().flat_map(move |months| {
            [day.plus_months(months), day.minus_months(months)].map(|day| day.plus_days(0))
        });
        let moved = moved.chain([day.plus_days(90), day.plus_days(-90)]);
        let near = moved.flat_map(|day| [-1, 0, 1].map(|days| day.plus_days(days).to_string()));
        Some(near.filter(move |day| day.starts_with(&year)).collect::<Vec<_>>())
    });
    let ends = ["-01-01", "-12-31"].map(|end| format!("{date}{end}"));
    let days: Vec<String> = match all {
        Some(all) => all.collect(),
        None => ends
            .into_iter()
            .chain((1..=12).map(|month| format!("{date}-{month:02}-01")))
            .chain(turning.flatten())
            .collect(),
    };
    let mut days: Vec<String> = days.into_iter().filter(|day| day.parse::<Date>().is_ok()).collect();
    days.sort();
    days.dedup();
    days.into_iter().map(Value::from).collect()
}

/// A key that is stated, less exact, with what it may be.
fn less_exact(draw: &mut Draw, document: &Value) -> Option<(String, Value, Vec<Value>)> {
    let is_key = |path: &String, keys: &[&str]| keys.contains(&path.rsplit('.').next().unwrap_or(path));
    let paths = stated(document);
    let dates: Vec<&String> = paths
        .iter()
        .filter(|path| is_key(path, &DATES) && get(document, path).is_some_and(Value::is_string))
        .collect();
    let counts: Vec<&String> = paths
        .iter()
        .filter(|path| is_key(path, &COUNTS) && get(document, path).is_some_and(Value::is_u64))
        .collect();
    if draw.once_in(2) || dates.is_empty() {
        let path = counts.get(draw.number(counts.len().max(1)))?;
        let count = get(document, path)?.as_u64()?;
        let [less, more] = [0, 1].map(|_| u64::try_from(draw.one(&[0, 1, 2, 5, 30])).unwrap());
        let (least, most) = (count.saturating_sub(less), count + more);
        return Some(((*path).clone(), json!([least, most]), (least..=most).map(Value::from).collect()));
    }
    let path = dates.get(draw.number(dates.len()))?;
    let day = get(document, path)?.as_str()?;
    let date = day.get(..draw.one(&[7, 7, 4]))?;
    Some(((*path).clone(), json!(date), days(document, date)))
}

/// The number of the level from which on integrity counts nothing as contradicted: its floor in the pack.
const NOT_CHECKABLE: u32 = 2;

/// What a dossier comes to on a day: of each fact the worst and the best, by their numbers, and the grade; nothing
/// where it is refused.
struct Told {
    facts: Vec<(u32, u32)>,
    grade: audit_credence::Range<audit_credence::Grade>,
}

fn told(document: &Value, as_of: Date) -> Option<Told> {
    let dossier = Dossier::from_json(document.to_string().as_bytes()).ok()?;
    let facts = Facts::from_dossier(&dossier);
    let levels = NAMED.at(as_of).levels(&facts).ok()?;
    let placed = CATALOGUE.iter().map(|fact| match (facts.bits(fact.id), facts.number(fact.id)) {
        (Some(bits), _) => (bits.trailing_zeros(), bits.ilog2()),
        (_, Some(range)) => (range.worst(), range.best()),
        _ => (0, 0),
    });
    let at_door = (0..NAMED.criteria().count()).map(|index| {
        let range = levels.get(index).unwrap();
        (range.worst().into(), range.best().into())
    });
    let scorer = PROCUREMENT.at(as_of);
    let grade = scorer.grade(&scorer.levels(&facts).ok()?);
    Some(Told { facts: placed.chain(at_door).collect(), grade })
}

/// A fact at worst and at best over the values.
fn hull(each: impl Iterator<Item = (u32, u32)>) -> (u32, u32) {
    each.fold((u32::MAX, 0), |(worst, best), (low, high)| (worst.min(low), best.max(high)))
}

fn check_hull(
    document: &Value,
    coarse: &[(String, Value, Vec<Value>)],
    as_of: Date,
) -> Result<(), TestCaseError> {
    let mut open = document.clone();
    let mut exact = vec![document.clone()];
    for (path, value, all) in coarse {
        generate::set(&mut open, path, value.clone());
        let fill = |document: &Value| {
            all.iter().map(|value| generate::with(document, path, value.clone())).collect::<Vec<_>>()
        };
        exact = exact.iter().flat_map(fill).collect();
    }
    let all: Vec<Told> = exact.iter().filter_map(|document| told(document, as_of)).collect();
    let found = told(&open, as_of);
    prop_assert_eq!(
        found.is_some(),
        !all.is_empty(),
        "refused, or not, but not as over the values: {}",
        open
    );
    let Some(found) = found else { return Ok(()) };
    // Facts do not know the day: that the date lies no later narrows none of them. Nor does a key beside it that a rule
    // claims, though with it some of the values are refused.
    let last = |(path, value, _): &(String, Value, Vec<Value>)| {
        let date: Option<PartialDate> = value.as_str()?.parse().ok();
        date.filter(|_| !path.ends_with("valid_until")).map(PartialDate::last)
    };
    let is_exact = coarse.iter().filter_map(last).all(|last| last <= as_of)
        && !open.to_string().contains("programme_rule");
    let mut wrong = String::new();
    let names = CATALOGUE.iter().map(|fact| fact.id).chain(NAMED.criteria());
    for (at, name) in names.enumerate() {
        let expected = hull(all.iter().map(|told| told.facts[at]));
        let holds = found.facts[at].0 <= expected.0 && expected.1 <= found.facts[at].1;
        if found.facts[at] != expected && (is_exact || !holds) {
            let _ = writeln!(wrong, "{name}: {:?}, and over the values {expected:?}", found.facts[at]);
        }
    }
    let keys: Vec<_> = coarse.iter().map(|(path, value, _)| (path, value)).collect();
    prop_assert!(wrong.is_empty(), "{}{:?} on {}\nof {}", wrong, keys, as_of, open);
    let integrity = CATALOGUE.len() + NAMED.criteria().position(|id| id == "derived_integrity").unwrap();
    let is_told = |told: &&Told| told.facts[integrity].1 >= NOT_CHECKABLE.min(found.facts[integrity].1);
    let outside = all
        .iter()
        .filter(is_told)
        .filter(|told| !found.grade.contains(told.grade.worst()) || !found.grade.contains(told.grade.best()));
    prop_assert_eq!(outside.count(), 0, "grades outside: {:?} on {}\nof {}", keys, as_of, open);
    Ok(())
}

/// Holds the law over drawn dossiers of which so many keys are less exact, with at most so many values together.
#[track_caller]
fn holds(cases: u32, keys: usize, most: usize, drawn: impl Fn(Value, &mut Draw) -> Value) {
    let strategy = (generate::dossier(), proptest::collection::vec(proptest::num::u8::ANY, 80));
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let held = std::cell::Cell::new(0);
    let result = runner.run(&strategy, |(document, numbers)| {
        let mut draw = Draw::of(&numbers);
        let as_of = date(draw.one(&[MUCH_LATER, "2026-06-01", "2027-01-15", "2024-05-20"]));
        let document = drawn(document, &mut draw);
        let mut coarse: Vec<_> = (0..keys).filter_map(|_| less_exact(&mut draw, &document)).collect();
        coarse.dedup_by(|one, other| one.0 == other.0);
        if coarse.len() < keys || coarse.iter().map(|(.., all)| all.len()).product::<usize>() > most {
            return Ok(());
        }
        held.set(held.get() + 1);
        check_hull(&document, &coarse, as_of)
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(held.get() > cases / 3, "only {} of {cases} were tried", held.get());
}

#[test]
fn every_fact_is_the_hull_over_the_values_of_one_key() {
    holds(400, 1, 1_000, |document, _| document);
}

#[test]
fn every_fact_is_the_hull_over_the_values_of_two_keys_together() {
    holds(300, 2, 400, |document, _| document);
}

#[test]
fn every_fact_is_the_hull_where_days_and_counts_stand_beside_their_boundaries() {
    holds(400, 1, 1_000, |_, draw| {
        match draw.number(5) {
            0 => findings(draw, &["forced_labour", "audit_deception"]),
            1 => answer(draw),
            2 => search(draw),
            3 => certificates(draw),
            _ => spoken(draw),
        }
        .document
    });
}
