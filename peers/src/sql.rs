//! The rules as one SQL query, for DuckDB and polars, and the file that both they and `credence` read.
//!
//! SQL reads the keys that stand in a dossier as they are. What is derived (languages heard, contradictions, certificates,
//! findings, ages, samples by a table) it is given: as levels, in `extra` of each line, where `credence` reads past them
//! and derives them itself. So the query does less than `credence` does, over the same file and to the same answers.

use std::fmt::Write as _;

use audit_credence::{Date, Pack, Scorer};
use serde_json::{Value, json};

use crate::decisions::{Decisions, End, Test};
use crate::row::{Cell, rows};
use crate::rules::{On, Rules, Scale, is_public, words};

/// The only key of a sample that may be known by a programme's rule alone: at worst it is as good as not stated.
const BY_RULE: &str = "report.visit.notice";

/// The pack for SQL: what is derived is asked by its level.
pub fn rules(pack: &Pack, as_of: Date) -> Rules {
    Rules::new(pack, as_of, &|fact| is_public(fact) && !fact.starts_with("derived."))
}

/// The columns of the flat table that the query reads, each with where it stands in a line; and the query.
pub fn manifest(rules: &Rules, decisions: &[Decisions; 2]) -> Value {
    let mut columns = Vec::new();
    let mut column = |name: String, fact: &str, kind: &str, silent: Option<u32>| {
        let path: Vec<&str> = fact.split('.').collect();
        columns.push(json!({ "name": name, "path": path, "kind": kind, "silent": silent }));
    };
    for (at, criterion) in rules.criteria.iter().enumerate() {
        for end in End::BOTH {
            let name = column_name(rules, &criterion.field, end);
            let (low, high) = (Some(0), Some(u32::MAX));
            match (&criterion.scale, end) {
                _ if criterion.by_level => {
                    column(name, &format!("extra.{}", extra_name(at, end)), "count", low)
                }
                (Scale::Words(_), End::Best) if criterion.fact != BY_RULE => {}
                (Scale::Words(_), _) if criterion.fact == BY_RULE && end == End::Worst => {
                    column(name, &criterion.fact, "word_unless_by_rule", None);
                }
                (Scale::Words(_), _) => column(name, &criterion.fact, kind(&criterion.fact), None),
                (Scale::AtLeast(_), End::Worst) | (Scale::AtMost(_), End::Best) => {
                    column(name, &criterion.fact, "count", low)
                }
                (Scale::AtLeast(_), End::Best) | (Scale::AtMost(_), End::Worst) => {
                    column(name, &criterion.fact, "count", high)
                }
            }
        }
        let Some(applies) = &criterion.applies else { continue };
        match applies.on {
            On::Words(_) => column(applies.field.clone(), &applies.fact, kind(&applies.fact), None),
            On::AtLeast(_) => {
                column(format!("w_{}", applies.field), &applies.fact, "count", Some(u32::MAX));
                column(format!("b_{}", applies.field), &applies.fact, "count", Some(0));
            }
        }
    }
    for (name, fact) in [
        ("availability", "report.availability"),
        ("programme_status", "report.programme_status"),
        ("forced_labour", "report.conclusion.forced_labour"),
    ] {
        column(name.to_owned(), fact, "word", None);
    }
    json!({ "columns": columns, "by_rule": BY_RULE, "sql": query(rules, decisions) })
}

fn kind(fact: &str) -> &'static str {
    if words(fact) == Some(&["no", "yes"]) { "yes_no" } else { "word" }
}

/// What a field is called at an end: the same at both where it is the same.
fn column_name(rules: &Rules, field: &str, end: End) -> String {
    let criterion = rules.criteria.iter().find(|criterion| criterion.field == field);
    let applies = rules.criteria.iter().filter_map(|criterion| criterion.applies.as_ref());
    let is_word = match criterion {
        Some(criterion) => matches!(criterion.scale, Scale::Words(_)) && criterion.fact != BY_RULE,
        None => {
            applies.into_iter().any(|applies| applies.field == field && matches!(applies.on, On::Words(_)))
        }
    };
    let end = if end == End::Worst { "w" } else { "b" };
    if is_word { field.to_owned() } else { format!("{end}_{field}") }
}

/// A line with the levels of what is derived, as `extra`.
pub fn line(rules: &Rules, scorer: &Scorer, text: &str) -> String {
    let tree: Value = serde_json::from_str(text).unwrap();
    let by_rule = tree.get("provenance").and_then(Value::as_object).into_iter().flatten();
    for (path, from) in by_rule {
        assert!(
            from["basis"] != "programme_rule" || path == BY_RULE,
            "teach this file that {path} may be by rule"
        );
    }
    let ends = rows(rules, scorer, text);
    let mut extra = serde_json::Map::new();
    for (at, _) in rules.criteria.iter().enumerate().filter(|(_, criterion)| criterion.by_level) {
        for (end, row) in End::BOTH.into_iter().zip(&ends) {
            let Cell::Number(level) = row[at] else { unreachable!("a level is a number") };
            extra.insert(extra_name(at, end), level.into());
        }
    }
    assert!(tree.get("extra").is_none(), "a sample has no facts of a pack's own");
    format!("{},\"extra\":{}}}", text.strip_suffix('}').unwrap(), Value::from(extra))
}

/// The key of a level in `extra`: short, as every peer pays for its bytes.
fn extra_name(criterion: usize, end: End) -> String {
    format!("{}{criterion}", if end == End::Worst { "w" } else { "b" })
}

/// One row for each dossier: its key, and its grade at worst and at best, -1 where there is no report to grade.
fn query(rules: &Rules, decisions: &[Decisions; 2]) -> String {
    let totals = decisions.each_ref().map(|decisions| total(rules, decisions));
    let grades = decisions.each_ref().map(|decisions| {
        let mut out = "CASE".to_owned();
        for (grade, step) in decisions.steps.iter().enumerate() {
            let caps: String =
                step.caps.iter().map(|cap| format!(" OR {}", test(rules, cap, decisions.end))).collect();
            write!(out, " WHEN {}_total > {}{caps} THEN {grade}", decisions.end.name(), step.most).unwrap();
        }
        format!("{out} ELSE {} END", decisions.steps.len())
    });
    let document = "report_document";
    let none = format!(
        "forced_labour = 'found' OR programme_status IN ('draft', 'invalidated') \
         OR {document} IN ('certificate_only', 'supplier_statement') \
         OR ({document} = 'not_stated' AND availability IN ('refused', 'none_exists', 'not_asked'))"
    );
    format!(
        "SELECT ref, CASE WHEN {none} THEN -1 ELSE {} END AS worst, CASE WHEN {none} THEN -1 ELSE {} END AS best\n\
         FROM (SELECT *, {} AS worst_total, {} AS best_total FROM facts) AS sums",
        grades[0], grades[1], totals[0], totals[1],
    )
}

fn total(rules: &Rules, decisions: &Decisions) -> String {
    let domains = decisions.domains.iter().filter(|domain| !domain.slots.is_empty()).map(|domain| {
        let slots = domain.slots.iter().map(|slot| {
            let whens: String = slot
                .costs
                .iter()
                .map(|(cost, when)| format!(" WHEN {} THEN {cost}", test(rules, when, decisions.end)))
                .collect();
            format!("CASE{whens} ELSE 0 END")
        });
        let sum = slots.collect::<Vec<_>>().join(" + ");
        domain.limit.map_or(sum.clone(), |limit| format!("least({limit}, {sum})"))
    });
    domains.collect::<Vec<_>>().join(" + ")
}

fn test(rules: &Rules, of: &Test, end: End) -> String {
    let join = |tests: &[Test], by: &str| {
        format!("({})", tests.iter().map(|one| test(rules, one, end)).collect::<Vec<_>>().join(by))
    };
    let name = |field: &str| column_name(rules, field, end);
    match of {
        Test::Is(field, words) => format!("{} IN ('{}')", name(field), words.join("', '")),
        Test::Below(field, number) => format!("{} < {number}", name(field)),
        Test::Above(field, number) => format!("{} > {number}", name(field)),
        Test::All(all) => join(all, " AND "),
        Test::Any(any) => join(any, " OR "),
    }
}
