//! Every pair of related keys: in the table of entailments, or among the pairs that exclude nothing.

use std::collections::BTreeSet;

use audit_credence::dossier::UNRELATED;

use super::*;

/// Two keys are related where one fact reads both.
fn related() -> BTreeSet<(&'static str, &'static str)> {
    let pairs = |keys: &'static [&'static str]| {
        keys.iter().flat_map(move |one| {
            keys.iter().filter(move |other| one < *other).map(move |other| (*one, *other))
        })
    };
    CATALOGUE.iter().flat_map(|fact| pairs(fact.reads)).collect()
}

/// Whether a key is this one or stands below it.
fn is_under(key: &str, above: &str) -> bool {
    key.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

fn names_both(all: &[&str], (one, other): (&str, &str)) -> bool {
    [one, other].iter().all(|key| all.iter().any(|named| is_under(named, key)))
}

fn is_in_table(pair: (&str, &str)) -> bool {
    ENTAILMENTS.iter().any(|row| names_both(row.keys, pair))
}

fn is_meant((ones, others, _): &(&[&str], &[&str], &str), (one, other): (&str, &str)) -> bool {
    let is_of = |key: &str, tables: &[&str]| tables.iter().any(|table| is_under(key, table));
    (is_of(one, ones) && is_of(other, others)) || (is_of(other, ones) && is_of(one, others))
}

#[test]
fn every_related_pair_is_in_the_table_or_excludes_nothing_for_a_reason() {
    for pair in related() {
        let has_reason = UNRELATED.iter().any(|unrelated| is_meant(unrelated, pair));
        assert!(is_in_table(pair) || has_reason, "{pair:?} is in neither list");
    }
    for unrelated in UNRELATED {
        let is_single = unrelated.0.len() == 1 && unrelated.1.len() == 1;
        let is_needed = related().into_iter().any(|pair| is_meant(unrelated, pair) && !is_in_table(pair));
        assert!(
            !unrelated.2.is_empty() && (is_single || is_needed),
            "{unrelated:?} is about no related pair"
        );
    }
}

/// What may stand at a key of a related pair, whether or not a row names it.
fn domain_of(key: &str) -> Vec<Value> {
    let finding =
        json!({ "id": "f", "kind": "forced_labour", "standing": "documented", "published": "2024-06-01" });
    match key {
        "findings" => vec![json!([]), json!([finding])],
        "certificates" => {
            vec![json!([]), json!([{ "scheme": "chain", "status": "withdrawn", "reason": "labour" }])]
        }
        "report.answers" => vec![json!([]), json!(["f"])],
        "report.id" | "report.follow_up.verified_by.report" => values(&["one", "two"]),
        "report.follow_up.verified_by.firm" => values(&["Auditors", "Others"]),
        "report.follow_up.verified" => values(&["no", "self_declared", "independent_unannounced"]),
        "report.follow_up.verified_by.on" | "search.on" | "site.headcount_on" => {
            values(&["0001-01-01", "2024-03-10", "2024-06-01"])
        }
        "search.sources" => vec![json!([]), json!(["press"])],
        "search.languages" => vec![json!([]), json!(["zh", "ko"])],
        "report.conclusion.headcount" => values(&[1, 20, MOST]),
        "report.conclusion.reasoned" | "report.confirmed_by_issuer" => values(&[true, false]),
        _ => domain(key),
    }
}

/// What a document says against itself; `None` where it is refused.
fn contradictions(document: &Value) -> Option<BTreeSet<&'static str>> {
    let dossier = Dossier::from_json(document.to_string().as_bytes()).ok()?;
    let found = NAMED.at(date("9999-12-31")).assess(&dossier).unwrap().contradictions;
    Some(found.iter().map(|one| one.code.as_str()).collect())
}

#[test]
fn pairs_that_exclude_nothing_narrow_nothing_and_contradict_nothing() {
    let single = UNRELATED.iter().filter(|(ones, others, _)| ones.len() == 1 && others.len() == 1);
    let named = single.map(|(ones, others, _)| (ones[0], others[0]));
    let pairs: BTreeSet<_> = related().into_iter().chain(named).filter(|pair| !is_in_table(*pair)).collect();
    let silent = spans(&json!({}));
    for (one, other) in
        pairs.into_iter().filter(|(one, other)| !is_under(one, other) && !is_under(other, one))
    {
        for (stated, open) in [(one, other), (other, one)] {
            for value in domain_of(stated) {
                let document = but(&json!({}), &[(stated, value.clone())]);
                for ((fact, found), silent) in CATALOGUE.iter().zip(spans(&document)).zip(&silent) {
                    // What stands at the other key, or follows from it alone.
                    if fact.reads == [open] {
                        assert_eq!(found, *silent, "{stated} = {value} narrows {}", fact.id);
                    }
                }
                let own = contradictions(&document).unwrap();
                for beside in domain_of(open) {
                    let others = contradictions(&but(&json!({}), &[(open, beside.clone())])).unwrap();
                    let both = contradictions(&but(&document, &[(open, beside.clone())]));
                    let both =
                        both.unwrap_or_else(|| panic!("{stated} = {value}, {open} = {beside} is refused"));
                    let new: Vec<_> =
                        both.iter().filter(|code| !own.contains(*code) && !others.contains(*code)).collect();
                    assert!(new.is_empty(), "{stated} = {value}, {open} = {beside}: {new:?}");
                }
            }
        }
    }
}
