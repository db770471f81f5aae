//! The law of partial dates and pairs: whatever is known where they stand is known of some value that they may have.
//!
//! A stated day becomes its month or its year, a stated count a pair around it. Each fact on that dossier is the hull of
//! the fact over the values; the grade holds every grade over them; what is refused is refused for every value.

use super::sketch::{Draw, MUCH_LATER};
use super::*;
use crate::generate::{self, dossier, get, set, stated};
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

/// What a dossier comes to: of each fact the worst and the best, as bits or as numbers; nothing where it is refused.
fn told(document: &Value) -> Option<Vec<(u32, u32)>> {
    let dossier = Dossier::from_json(document.to_string().as_bytes()).ok()?;
    let facts = Facts::from_dossier(&dossier);
    let levels = NAMED.at(date(MUCH_LATER)).levels(&facts).ok()?;
    let placed = CATALOGUE.iter().map(|fact| match (facts.bits(fact.id), facts.number(fact.id)) {
        (Some(bits), _) => (bits, bits),
        (_, Some(range)) => (range.worst(), range.best()),
        _ => (0, 0),
    });
    let at_door = (0..NAMED.criteria().count()).map(|index| {
        let range = levels.get(index).unwrap();
        (range.worst().into(), range.best().into())
    });
    Some(placed.chain(at_door).collect())
}

/// The names of what is told.
fn names() -> Vec<String> {
    CATALOGUE.iter().map(|fact| fact.id.to_owned()).chain(NAMED.criteria().map(str::to_owned)).collect()
}

fn hull(name: &str, all: &[Vec<(u32, u32)>], at: usize) -> (u32, u32) {
    let is_bits = CATALOGUE.iter().any(|fact| fact.id == name && matches!(fact.kind, Kind::Named(_)));
    let each = all.iter().map(|one| one[at]);
    let (worst, best) = if is_bits {
        let union = each.fold(0, |union, (bits, _)| union | bits);
        (union, union)
    } else {
        each.fold((u32::MAX, 0), |(worst, best), (low, high)| (worst.min(low), best.max(high)))
    };
    match name {
        // A contradiction counts where it holds for every value: else it cannot be checked.
        "derived.integrity" if worst & 0b1100 != 0 && worst & 0b11 != 0 => {
            let left = worst & 0b1100 | 0b100;
            (left, left)
        }
        "derived_integrity" if best >= 2 => (worst.max(2), best),
        _ => (worst, best),
    }
}

fn check_hull(document: &Value, coarse: &[(String, Value, Vec<Value>)]) -> Result<(), TestCaseError> {
    let mut open = document.clone();
    let mut exact = vec![document.clone()];
    for (path, value, all) in coarse {
        set(&mut open, path, value.clone());
        let fill = |document: &Value| {
            all.iter().map(|value| generate::with(document, path, value.clone())).collect::<Vec<_>>()
        };
        exact = exact.iter().flat_map(fill).collect();
    }
    let all: Vec<_> = exact.iter().filter_map(told).collect();
    let open_told = told(&open);
    prop_assert_eq!(
        open_told.is_some(),
        !all.is_empty(),
        "refused for some values and not for others: {}",
        open
    );
    let Some(open_told) = open_told else { return Ok(()) };
    let mut wrong = String::new();
    for (at, name) in names().iter().enumerate() {
        let expected = hull(name, &all, at);
        if open_told[at] != expected {
            let _ = writeln!(wrong, "{name}: {:?}, and over the values {expected:?}", open_told[at]);
        }
    }
    prop_assert!(
        wrong.is_empty(),
        "{}{:?}\nof {}",
        wrong,
        coarse.iter().map(|(path, value, _)| (path, value)).collect::<Vec<_>>(),
        open
    );
    Ok(())
}

/// Holds the law over drawn dossiers of which so many keys are less exact, with at most so many values together.
#[track_caller]
fn holds(cases: u32, keys: usize, most: usize) {
    let strategy = (dossier(), proptest::collection::vec(proptest::num::u8::ANY, 20));
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let held = std::cell::Cell::new(0);
    let result = runner.run(&strategy, |(document, numbers)| {
        let mut draw = Draw::of(&numbers);
        let mut coarse: Vec<_> = (0..keys).filter_map(|_| less_exact(&mut draw, &document)).collect();
        coarse.dedup_by(|one, other| one.0 == other.0);
        if coarse.len() < keys || coarse.iter().map(|(.., all)| all.len()).product::<usize>() > most {
            return Ok(());
        }
        held.set(held.get() + 1);
        check_hull(&document, &coarse)
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(held.get() > cases / 3, "only {} of {cases} were tried", held.get());
}

#[test]
fn every_fact_is_the_hull_over_the_values_of_one_key() {
    holds(900, 1, 1_000);
}

#[test]
fn every_fact_is_the_hull_over_the_values_of_two_keys_together() {
    holds(600, 2, 400);
}
