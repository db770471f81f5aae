//! The rules as one SQL query, for DuckDB and polars, and the file that both DuckDB and `credence` read.
//!
//! SQL reads the keys that stand in a dossier as they are, and derives what plain SQL can (`derived`). The rest it is
//! given: as levels, in `extra` of each line, where `credence` reads past them and derives them itself. So the query does
//! less than `credence` does, over the same file and to the same answers.

use std::fmt::Write as _;

use audit_credence::{Date, Pack, Scorer};
use serde_json::{Map, Value, json};

use crate::decisions::{Decisions, End, Test};
use crate::derived::{READS, derived};
use crate::row::{Cell, rows};
use crate::rules::{Condition, Rules, Scale, is_public, words};

/// The only key of a sample that may be known by a programme's rule alone: at worst it is as good as not stated.
const BY_RULE: &str = "report.visit.notice";

/// What says whether there is a report to grade, beside the document, which a criterion asks about.
const STATUS: [(&str, &str); 3] = [
    ("availability", "report.availability"),
    ("programme_status", "report.programme_status"),
    ("forced_labour", "report.conclusion.forced_labour"),
];

/// The pack for SQL: what it cannot derive is asked by its level.
pub fn rules(pack: &Pack, as_of: Date) -> Rules {
    Rules::new(pack, as_of, &|fact| {
        is_public(fact) && (!fact.starts_with("derived.") || derived(fact).is_some())
    })
}

/// What the script needs: the keys that are read with their types, the flat table made of them, and the query over it.
pub fn manifest(rules: &Rules, decisions: &[Decisions; 2]) -> Value {
    let mut out = Columns::default();
    for (path, kind) in READS {
        out.read(path, kind);
    }
    for (at, criterion) in rules.criteria.iter().enumerate() {
        let name = |end| column_name(rules, &criterion.field, end);
        for end in End::BOTH {
            if criterion.by_level {
                let key = format!("extra.{}", extra_name(at, end));
                out.number(name(end), &key, 0);
                continue;
            }
            let low = (end == End::Worst) == matches!(criterion.scale, Scale::AtLeast(_));
            match (derived(&criterion.fact), &criterion.scale) {
                (Some(derived), _) => out.add(name(end), derived.at(end).to_owned()),
                (None, Scale::Words(_)) => out.word(name(end), &criterion.fact, end),
                (None, _) => out.number(name(end), &criterion.fact, if low { 0 } else { u32::MAX }),
            }
        }
        let Some(applies) = &criterion.applies else { continue };
        for end in End::BOTH {
            let name = column_name(rules, &applies.field, end);
            match (derived(&applies.fact), &applies.when) {
                (Some(derived), _) => out.add(name, derived.at(end).to_owned()),
                (None, Condition::Words(_)) => out.word(name, &applies.fact, end),
                (None, Condition::AtLeast(_)) => {
                    out.number(name, &applies.fact, if end == End::Worst { u32::MAX } else { 0 });
                }
            }
        }
    }
    for (name, fact) in STATUS {
        out.word(name.to_owned(), fact, End::Best);
    }
    json!({ "reads": out.reads, "facts": out.columns.join(",\n"), "grades": query(rules, decisions) })
}

/// The columns of the flat table, and the keys that they read.
#[derive(Default)]
struct Columns {
    reads: Map<String, Value>,
    columns: Vec<String>,
}

impl Columns {
    fn read(&mut self, path: &str, kind: &str) {
        self.reads.insert(path.to_owned(), kind.into());
    }

    fn add(&mut self, name: String, value: String) {
        let column = format!("{value} AS {name}");
        if !self.columns.contains(&column) {
            self.columns.push(column);
        }
    }

    fn number(&mut self, name: String, path: &str, silent: u32) {
        self.read(path, "UINTEGER");
        self.add(name, format!("coalesce({}, {silent})", quoted(path)));
    }

    fn word(&mut self, name: String, path: &str, end: End) {
        let key = quoted(path);
        if words(path) == Some(&["no", "yes"]) {
            self.read(path, "BOOLEAN");
            self.add(
                name,
                format!("CASE {key} WHEN true THEN 'yes' WHEN false THEN 'no' ELSE 'not_stated' END"),
            );
            return;
        }
        self.read(path, "VARCHAR");
        let stated = format!("coalesce({key}, 'not_stated')");
        if path != BY_RULE || end == End::Best {
            return self.add(name, stated);
        }
        self.read("provenance", "JSON");
        let by_rule = format!("json_extract_string(provenance, '$.\"{BY_RULE}\".basis') = 'programme_rule'");
        self.add(name, format!("CASE WHEN {by_rule} THEN 'not_stated' ELSE {stated} END"));
    }
}

/// A path with each of its steps in quotes: some are words of SQL.
fn quoted(path: &str) -> String {
    path.split('.').map(|step| format!("\"{step}\"")).collect::<Vec<_>>().join(".")
}

/// What a field is called at an end: the same at both where it is the same.
fn column_name(rules: &Rules, field: &str, end: End) -> String {
    let same = |fact: &str, is_word: bool| is_word && fact != BY_RULE && derived(fact).is_none();
    let own = rules.criteria.iter().find(|criterion| criterion.field == field);
    let is_same = match own {
        Some(criterion) => same(&criterion.fact, matches!(criterion.scale, Scale::Words(_))),
        None => rules.criteria.iter().filter_map(|criterion| criterion.applies.as_ref()).any(|applies| {
            applies.field == field && same(&applies.fact, matches!(applies.when, Condition::Words(_)))
        }),
    };
    if is_same { field.to_owned() } else { format!("{}_{field}", end.name()) }
}

/// A line with the levels of what is not derived, as `extra`.
pub fn line(rules: &Rules, scorer: &Scorer, text: &str) -> String {
    let tree: Value = serde_json::from_str(text).unwrap();
    let by_rule = tree.get("provenance").and_then(Value::as_object).into_iter().flatten();
    for (path, from) in by_rule {
        assert!(
            from["basis"] != "programme_rule" || path == BY_RULE,
            "teach this file that {path} may be by rule"
        );
    }
    assert!(tree.get("extra").is_none(), "a sample has no facts of a pack's own");
    let ends = rows(rules, scorer, text);
    let mut extra = Map::new();
    for (at, _) in rules.criteria.iter().enumerate().filter(|(_, criterion)| criterion.by_level) {
        for (end, row) in End::BOTH.into_iter().zip(&ends) {
            let Cell::Number(level) = row[at] else { unreachable!("a level is a number") };
            extra.insert(extra_name(at, end), level.into());
        }
    }
    format!("{},\"extra\":{}}}", text.strip_suffix('}').unwrap(), Value::from(extra))
}

/// The key of a level in `extra`: short, as everybody pays for its bytes.
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
    let none = "forced_labour = 'found' OR programme_status IN ('draft', 'invalidated') \
         OR report_document IN ('certificate_only', 'supplier_statement') \
         OR (report_document = 'not_stated' AND availability IN ('refused', 'none_exists', 'not_asked'))";
    format!(
        "SELECT ref, CASE WHEN {none} THEN -1 ELSE {} END AS worst, CASE WHEN {none} THEN -1 ELSE {} END AS best\n\
         FROM (SELECT *, {} AS worst_total, {} AS best_total FROM facts) AS sums",
        grades[0], grades[1], totals[0], totals[1],
    )
}

fn total(rules: &Rules, decisions: &Decisions) -> String {
    let domains = decisions.domains.iter().filter(|domain| !domain.slots.is_empty()).map(|domain| {
        let slots = domain.slots.iter().map(|slot| {
            let when = |(cost, when): &(u32, Test)| {
                format!(" WHEN {} THEN {cost}", test(rules, when, decisions.end))
            };
            format!("CASE{} ELSE 0 END", slot.costs.iter().map(when).collect::<String>())
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
