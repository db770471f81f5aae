//! The columns of one table bound to the keys of a dossier, and a row's cells written as that dossier.

use std::collections::{BTreeMap, BTreeSet};

use audit_credence::{nearest, quoted};

use crate::key::{Holds, Step, holds, meant, steps};
use crate::mapping::Mapping;

/// So many columns are refused one by one: what is no table may have any number.
const MOST_WRONG: usize = 100;

/// A header bound to keys.
#[derive(Debug)]
pub struct Bound {
    columns: Vec<Option<Column>>,
    root: Node,
}

#[derive(Debug)]
struct Column {
    name: String,
    holds: Holds,
    values: BTreeMap<String, String>,
    not_stated: BTreeSet<String>,
}

/// What a dossier is made of.
#[derive(Debug)]
enum Node {
    Table(BTreeMap<String, Node>),
    List(BTreeMap<usize, Node>),
    /// The cell of this column.
    Cell(usize),
}

/// A cell as a table has it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Given<'a> {
    Nothing,
    /// Text that is still to be read, as in CSV.
    Text(&'a str),
    /// JSON already.
    Json(String),
}

impl Bound {
    /// Binds a header.
    ///
    /// # Errors
    ///
    /// A sentence for each column that is no key of a dossier, that stands twice, or that stands beside a column of
    /// the list or table that it is a part of; and for each column of the mapping that the table does not have.
    pub fn new(mapping: &Mapping, header: &[&str]) -> Result<Self, Vec<String>> {
        let mut wrong = Vec::new();
        let mut root = Node::Table(BTreeMap::new());
        let mut columns = Vec::new();
        for (at, name) in header.iter().enumerate() {
            if wrong.len() == MOST_WRONG {
                wrong.push(format!("{} more columns were not looked at", header.len() - at));
                return Err(wrong);
            }
            if mapping.ignore.contains(*name) {
                columns.push(None);
                continue;
            }
            let to = mapping.to(name);
            let found = steps(&to.path).and_then(|steps| Some((holds(&steps)?, steps)));
            let Some((holds, steps)) = found else {
                wrong.push(unknown(name, &to.path));
                columns.push(None);
                continue;
            };
            if !put(&mut root, &steps, at) {
                let (name, path) = (quoted(name), quoted(&to.path));
                wrong.push(format!("column `{name}`: another column says what stands at `{path}`"));
            }
            let not_stated = mapping.not_stated.union(&to.not_stated).cloned().collect();
            columns.push(Some(Column { name: (*name).to_owned(), holds, values: to.values, not_stated }));
        }
        let mapped = mapping.columns.keys().chain(&mapping.ignore);
        for missing in mapped.filter(|name| !header.contains(&name.as_str())) {
            let near = nearest(missing, header.iter().copied());
            let mend = near.map(|name| format!("; did you mean `{}`?", quoted(name))).unwrap_or_default();
            let missing = quoted(missing);
            wrong.push(format!(
                "the mapping names the column `{missing}`, and the table has none of that name{mend}"
            ));
        }
        if wrong.is_empty() { Ok(Bound { columns, root }) } else { Err(wrong) }
    }

    /// A row's cells as a dossier.
    ///
    /// # Errors
    ///
    /// A sentence where a cell holds no JSON and should.
    pub(crate) fn dossier(&self, cells: &[Given<'_>]) -> Result<String, String> {
        let mut out = String::with_capacity(512);
        if !self.write(&self.root, cells, &mut out)? {
            out.push_str("{}");
        }
        Ok(out)
    }

    /// Writes what stands at a node; whether anything does.
    fn write(&self, node: &Node, cells: &[Given<'_>], out: &mut String) -> Result<bool, String> {
        let start = out.len();
        let mut some = false;
        match node {
            Node::Cell(at) => {
                let given = cells.get(*at).unwrap_or(&Given::Nothing);
                if let Some(Some(column)) = self.columns.get(*at) {
                    some = column.write(given, out)?;
                }
            }
            Node::Table(keys) => {
                for (key, node) in keys {
                    let before = out.len();
                    out.push(if some { ',' } else { '{' });
                    quote(key, out);
                    out.push(':');
                    if self.write(node, cells, out)? {
                        some = true;
                    } else {
                        out.truncate(before);
                    }
                }
                out.push_str(if some { "}" } else { "" });
            }
            Node::List(entries) => {
                for node in entries.values() {
                    let before = out.len();
                    out.push(if some { ',' } else { '[' });
                    if self.write(node, cells, out)? {
                        some = true;
                    } else {
                        out.truncate(before);
                    }
                }
                out.push_str(if some { "]" } else { "" });
            }
        }
        if !some {
            out.truncate(start);
        }
        Ok(some)
    }
}

/// Puts a column at its place; whether the place was free.
fn put(node: &mut Node, steps: &[Step], column: usize) -> bool {
    let Some((step, rest)) = steps.split_first() else { return false };
    let fresh = || match rest.first() {
        None => Node::Cell(column),
        Some(Step::Key(_)) => Node::Table(BTreeMap::new()),
        Some(Step::Entry(_)) => Node::List(BTreeMap::new()),
    };
    let (next, is_new) = match (node, step) {
        (Node::Table(keys), Step::Key(key)) => {
            let is_new = !keys.contains_key(key);
            (keys.entry(key.clone()).or_insert_with(fresh), is_new)
        }
        (Node::List(entries), Step::Entry(at)) => {
            let is_new = !entries.contains_key(at);
            (entries.entry(*at).or_insert_with(fresh), is_new)
        }
        _ => return false,
    };
    if rest.is_empty() { is_new } else { put(next, rest, column) }
}

fn unknown(name: &str, path: &str) -> String {
    let mend = meant(path).map_or_else(
        || "give it a path in a mapping, or name it there under `ignore`".to_owned(),
        |meant| format!("did you mean `{meant}`?"),
    );
    let (column, key) = (quoted(name), quoted(path));
    if name == path {
        format!("column `{column}` is no key of a dossier; {mend}")
    } else {
        format!("column `{column}`: `{key}` is no key of a dossier; {mend}")
    }
}

impl Column {
    /// Writes a cell as JSON; whether it says anything.
    fn write(&self, given: &Given<'_>, out: &mut String) -> Result<bool, String> {
        let text = match given {
            Given::Nothing => return Ok(false),
            Given::Json(json) => {
                out.push_str(json);
                return Ok(true);
            }
            Given::Text(text) => text.trim(),
        };
        if text.is_empty() || self.not_stated.contains(text) {
            return Ok(false);
        }
        let text = self.values.get(text).map_or(text, String::as_str);
        let is_number = || text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && json_is(text);
        match self.holds {
            Holds::Json | Holds::Words | Holds::Whole | Holds::Any if text.starts_with(['[', '{']) => {
                if !json_is(text) {
                    return Err(format!("column `{}`: not JSON", quoted(&self.name)));
                }
                out.push_str(text);
            }
            Holds::Words if text != "all" => {
                for (at, word) in text.split(';').map(str::trim).filter(|word| !word.is_empty()).enumerate() {
                    out.push(if at == 0 { '[' } else { ',' });
                    quote(word, out);
                }
                out.push(']');
            }
            Holds::Whole | Holds::Decimal | Holds::Any if is_number() => out.push_str(text),
            Holds::YesNo | Holds::Any if text.eq_ignore_ascii_case("true") => out.push_str("true"),
            Holds::YesNo | Holds::Any if text.eq_ignore_ascii_case("false") => out.push_str("false"),
            // What it should have been, the library says.
            _ => quote(text, out),
        }
        Ok(true)
    }
}

fn json_is(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// A text as JSON.
pub(crate) fn quote(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

#[cfg(test)]
mod tests {
    use super::{Bound, Given};
    use crate::mapping::Mapping;

    #[track_caller]
    fn check(mapping: &str, columns: &[(&str, &str)], expected: Result<&str, &str>) {
        let header: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let cells: Vec<Given<'_>> = columns.iter().map(|(_, cell)| Given::Text(cell)).collect();
        let mapping = Mapping::from_toml(mapping).unwrap();
        let found = Bound::new(&mapping, &header).map_err(|wrong| wrong.join("; "));
        let found = found.and_then(|bound| bound.dossier(&cells));
        assert_eq!(found.as_deref().map_err(String::as_str), expected);
    }

    #[test]
    fn a_row_is_a_dossier() {
        check(
            "",
            &[
                ("ref", "12"),
                ("site.headcount", "480"),
                ("report.interviews.private", "TRUE"),
                ("report.visit.auditor_days", "4.5"),
                ("report.visit.notice", ""),
                ("report.scope.indicators", "debt_bondage; deception"),
                ("certificates", r#"[{"scheme":"bap"}]"#),
                ("report.interviews.groups[1].workers", "3"),
                ("report.interviews.groups[0].workers", ""),
                ("extra.acme", "7"),
                ("extra.\"", "8"),
                ("site.shifts", "[2, 3]"),
                ("search.on", "2023"),
            ],
            Ok(concat!(
                r#"{"certificates":[{"scheme":"bap"}],"extra":{"\"":8,"acme":7},"ref":"12","#,
                r#""report":{"interviews":{"groups":[{"workers":3}],"private":true},"#,
                r#""scope":{"indicators":["debt_bondage","deception"]},"visit":{"auditor_days":4.5}},"#,
                r#""search":{"on":"2023"},"site":{"headcount":480,"shifts":[2, 3]}}"#
            )),
        );
        check("", &[("ref", " ")], Ok("{}"));
        check("", &[("report.scope.indicators", "all")], Ok(r#"{"report":{"scope":{"indicators":"all"}}}"#));
        check("", &[("report.scope.indicators", "[]")], Ok(r#"{"report":{"scope":{"indicators":[]}}}"#));
        // One missing count makes a column of decimals.
        check("", &[("site.headcount", "480.0")], Ok(r#"{"site":{"headcount":480.0}}"#));
        // What is no number stays as it stands, for the library to refuse.
        check("", &[("site.headcount", "many \"x\"")], Ok(r#"{"site":{"headcount":"many \"x\""}}"#));
        check("", &[("certificates", "[{")], Err("column `certificates`: not JSON"));
    }

    #[test]
    fn a_mapping_names_columns_and_values() {
        let mapping = r#"
            not_stated = ["N/A"]
            ignore = ["Comment"]
            [columns]
            "Site ID" = "site.id"
            [columns."Type"]
            path = "report.visit.notice"
            values = { "Surprise" = "unannounced" }
            not_stated = ["?"]
        "#;
        let row = |kind| [("Site ID", "N/A"), ("Comment", "x"), ("Type", kind), ("ref", "r")];
        check(mapping, &row("Surprise"), Ok(r#"{"ref":"r","report":{"visit":{"notice":"unannounced"}}}"#));
        check(mapping, &row("?"), Ok(r#"{"ref":"r"}"#));
        check(
            mapping,
            &[("ref", "r"), ("Type", "?"), ("Comment", "")],
            Err("the mapping names the column `Site ID`, and the table has none of that name"),
        );
        check(
            "[columns]\n'Site ID' = 'site.id'",
            &[("site.id", "r")],
            Err(
                "the mapping names the column `Site ID`, and the table has none of that name; did you mean `site.id`?",
            ),
        );
        assert!(Mapping::from_toml("colums = {}").unwrap_err().contains("colums"));
    }

    #[test]
    fn a_header_of_columns_that_are_no_keys_is_not_read_to_its_end() {
        let header = vec!["x"; 1_000_000];
        let wrong = Bound::new(&Mapping::default(), &header).unwrap_err();
        assert_eq!(wrong.len(), super::MOST_WRONG + 1);
        assert_eq!(wrong.last().unwrap(), "999900 more columns were not looked at");
    }

    #[test]
    fn columns_that_are_no_keys_or_stand_twice_are_refused() {
        check(
            "",
            &[("re\u{202e}f", "")],
            Err("column `re\\u{202e}f` is no key of a dossier; did you mean `ref`?"),
        );
        check(
            "",
            &[("report.visit.notise", "")],
            Err("column `report.visit.notise` is no key of a dossier; did you mean `report.visit.notice`?"),
        );
        check(
            "",
            &[("Bemerkung", "")],
            Err(
                "column `Bemerkung` is no key of a dossier; give it a path in a mapping, or name it there under `ignore`",
            ),
        );
        check("", &[("ref", ""), ("ref", "")], Err("column `ref`: another column says what stands at `ref`"));
        check(
            "",
            &[("certificates", ""), ("certificates[0].scheme", "")],
            Err(
                "column `certificates[0].scheme`: another column says what stands at `certificates[0].scheme`",
            ),
        );
    }
}
