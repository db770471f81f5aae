//! The columns of every table, each defined once: its name, in which tables it stands, what fills it, what it means.
//!
//! CSV, Parquet, `credence schema row` and the list in `cli/README.md` are made from this.

use audit_credence::assessment::{ActionCode, GradeRange, NamedGrade, Parts};
use audit_credence::portfolio::SiteAnswer;
use audit_credence::{Date, Plan};
use audit_credence_tables::{Cell, Column, Kind, csv_line};
use serde_json::{Value, json};

use crate::args::Detail;
use crate::rows::{Row, Together};

use Filled::{ByStandard, Day, List, Text, Whole, YesNo};
use Stands::{Everywhere, InPortfolios, Searched, WithTheWhole};

/// What the rows of a table are of, and how much they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Table {
    /// A dossier each.
    Dossiers(Detail),
    /// A site or a supplier each.
    Portfolio,
}

/// In which tables a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    Everywhere,
    /// It costs a search or a sweep: with `--detail decision` or `full`, and in portfolios.
    Searched,
    /// With `--detail full`.
    WithTheWhole,
    InPortfolios,
}

/// What fills a column of a row.
#[derive(Clone, Copy)]
enum Filled {
    Text(for<'r> fn(&'r Row<'_>) -> Option<&'r str>),
    Whole(fn(&Row<'_>) -> Option<u32>),
    Day(fn(&Row<'_>) -> Option<Date>),
    YesNo(fn(&Row<'_>) -> bool),
    List(fn(&Row<'_>) -> Vec<String>),
    /// A column for each standard of the pack, with its verdict.
    ByStandard,
}

type Definition = (&'static str, Stands, Filled, &'static str);

#[rustfmt::skip]
const COLUMNS: &[Definition] = &[
    ("ref", Everywhere, Text(|row| row.r#ref), "the host's own key; of a site that of its best report"),
    ("supplier", Everywhere, Text(|row| row.supplier), "the host's id of the supplier; of a site the first of several"),
    ("site", Everywhere, Text(|row| row.site), "the host's id of the site; of a supplier that of its worst site"),
    ("report", Everywhere, Text(|row| row.report), "the report's id; of a site that of its best report"),
    ("restrictions", Everywhere, List(|row| words(row.restrictions, |one| one.basis.as_str())),
        "on what each import restriction in force rests"),
    ("status", Everywhere, Text(|row| Some(row.status.as_str())), "what the answer amounts to"),
    ("status_because", Everywhere, List(|row| words(row.status_because, |one| one.as_str())),
        "why, where the grade alone does not say it"),
    ("graded", Everywhere, YesNo(|row| row.grade.is_some()),
        "whether there is a grade; without one, grades, ranks and points are empty"),
    ("action", Everywhere, Text(|row| row.action.map(ActionCode::as_str)),
        "what to do next; empty where the pack states no actions"),
    ("action_because", Everywhere, List(|row| words(row.action_because, String::as_str)),
        "ids of the criteria that call for it, or stand in the way of more"),
    ("gate", Everywhere, Text(|row| row.gate),
        "`pass` or `fail`; empty where no gate was asked for; a supplier passes where all its sites do"),
    ("grade_worst", Everywhere, Text(|row| row.grade.map(|grade| grade.worst.name())),
        "the grade at its worst end: what is shown"),
    ("grade_best", Everywhere, Text(|row| row.grade.map(|grade| grade.best.name())),
        "the grade at its best end: not more than this, whatever is answered"),
    ("grade_worst_rank", Everywhere, Whole(|row| rank(row.grade, |grade| &grade.worst)),
        "place of the worst end in the pack's scale; 1 is the worst grade"),
    ("grade_best_rank", Everywhere, Whole(|row| rank(row.grade, |grade| &grade.best)), "place of the best end"),
    ("audit_grade_worst", Everywhere, Text(|row| row.audit_grade.map(|grade| grade.worst.name())),
        "the worst end before certificates and outside findings"),
    ("audit_grade_best", Everywhere, Text(|row| row.audit_grade.map(|grade| grade.best.name())),
        "the best end before certificates and outside findings"),
    ("shown", Everywhere, Whole(|row| points(row, |points| points.shown)), "points of evidence that are shown"),
    ("against", Everywhere, Whole(|row| points(row, |points| points.against)), "points that speak against the report"),
    ("unsaid", Everywhere, Whole(|row| points(row, |points| points.unsaid)), "points of which nothing is said"),
    ("of", Everywhere, Whole(|row| points(row, |points| points.of)), "the sum of the three: all that a report can show"),
    ("verdict_<standard>", Everywhere, ByStandard, "a column for each standard of the pack, such as `verdict_cbp`"),
    ("held_by", Everywhere, List(|row| words(&row.held_by, |id| id)), "ids of the caps that decide the worst end"),
    ("first_question", Searched, Text(|row| row.first_question),
        "the question to put first; empty where the action comes before any"),
    ("next_change_on", Searched, Day(|row| row.next_change_on),
        "first later day on which the same dossier gets another answer"),
    ("as_of", Everywhere, Day(|row| Some(row.as_of)), "the day of the assessment"),
    ("pack", Everywhere, Text(|row| Some(&row.pack.id)), "id of the pack that asked"),
    ("pack_version", Everywhere, Text(|row| Some(&row.pack.version)), "its version"),
    ("pack_sha256", Everywhere, Text(|row| Some(&row.pack.sha256)), "its digest"),
    ("assessment", WithTheWhole, Text(|row| row.whole.as_deref()), "the whole answer as JSON"),
    ("place", InPortfolios, Whole(|row| row.together.as_ref().and_then(|row| u32::try_from(row.place).ok())),
        "in which order to act, from 1"),
    ("name", InPortfolios, Text(|row| row.together.as_ref().and_then(|row| row.name)), "name of the site or the supplier"),
    ("ids", InPortfolios, List(|row| row.together.as_ref().map_or(Vec::new(), ids)), "ids of the site in registers"),
    ("suppliers", InPortfolios, List(|row| site(row).map_or(Vec::new(), |site| site.suppliers.clone())),
        "every supplier of the site"),
    ("refs", InPortfolios, List(|row| site(row).map_or(Vec::new(), |site| site.refs.clone())),
        "the host's keys of all dossiers of the site"),
    ("sites", InPortfolios, Whole(|row| row.together.as_ref().map(|row| row.sites)), "how many sites the supplier has; 1 of a site"),
    ("reports", InPortfolios, Whole(|row| count(site(row)?.reports.len())), "how many reports there are of the site"),
    ("reports_abuse", InPortfolios, Whole(|row| Some(site(row)?.reports_abuse)), "how many of them found forced labour"),
    ("reports_refused", InPortfolios, Whole(|row| Some(site(row)?.reports_refused)), "how many were asked for and refused"),
    ("findings", InPortfolios, Whole(|row| Some(site(row)?.findings)), "how many findings from outside there are"),
    ("findings_against", InPortfolios, Whole(|row| Some(site(row)?.findings_against)),
        "how many of them count, or may count, against the best report"),
    ("certificates", InPortfolios, Whole(|row| count(site(row)?.certificates.len())), "how many certificates there are"),
    ("better_shown_than_percent", InPortfolios, Whole(|row| Some(site(row)?.peers.as_ref()?.better_than_percent)),
        "of a hundred graded sites how many show less of their points, rounded down; equal is not less; empty where fewer than 20 are graded"),
    ("peers", InPortfolios, Whole(|row| Some(site(row)?.peers.as_ref()?.of)), "how many sites are graded, this one among them"),
];

impl Table {
    fn definitions(self) -> impl Iterator<Item = &'static Definition> {
        COLUMNS.iter().filter(move |(_, stands, ..)| match stands {
            Everywhere => true,
            Searched => self != Table::Dossiers(Detail::Grades),
            WithTheWhole => self == Table::Dossiers(Detail::Full),
            InPortfolios => self == Table::Portfolio,
        })
    }
}

/// The columns of a table of answers by this pack.
pub(crate) fn columns(table: Table, plan: &Plan) -> Vec<Column> {
    let named = |name: &str, kind| Column { name: name.to_owned(), kind };
    let of = |(name, _, filled, _): &Definition| match filled {
        ByStandard => plan.standards().map(|id| named(&name.replace("<standard>", id), Kind::Text)).collect(),
        _ => vec![named(name, kind(*filled))],
    };
    table.definitions().flat_map(of).collect()
}

/// The names of the columns as the first line of CSV.
pub(crate) fn header(columns: &[Column]) -> String {
    csv_line(&columns.iter().map(|column| Cell::Text(Some(column.name.clone()))).collect::<Vec<_>>(), "")
}

/// The cells of a row, one for each column of the table.
pub(crate) fn cells(table: Table, row: &Row<'_>) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(COLUMNS.len() + row.verdicts.len());
    for (_, _, filled, _) in table.definitions() {
        cells.push(match filled {
            Text(text) => Cell::Text(text(row).map(str::to_owned)),
            Whole(whole) => Cell::Whole(whole(row).map(i64::from)),
            Day(day) => Cell::Day(day(row)),
            YesNo(is) => Cell::YesNo(Some(is(row))),
            List(list) => Cell::List(list(row)),
            ByStandard => {
                cells
                    .extend(row.verdicts.iter().map(|verdict| Cell::Text(Some(verdict.as_str().to_owned()))));
                continue;
            }
        });
    }
    cells
}

/// The columns as a document: names, types, meanings, and in which tables each stands.
pub(crate) fn schema() -> Value {
    let field = |(name, stands, filled, means): &Definition| {
        let stands = match stands {
            Everywhere => "every table",
            Searched => "`--detail decision` and `full`, and portfolios",
            WithTheWhole => "`--detail full`",
            InPortfolios => "portfolios",
        };
        let kind = match kind(*filled) {
            Kind::Text => "string",
            Kind::Whole => "integer",
            Kind::Day => "date",
            Kind::YesNo => "boolean",
            Kind::List => "list",
        };
        json!({ "name": name, "type": kind, "in": stands, "description": means })
    };
    json!({ "title": "Row", "fields": COLUMNS.iter().map(field).collect::<Vec<_>>() })
}

fn kind(filled: Filled) -> Kind {
    match filled {
        Text(_) | ByStandard => Kind::Text,
        Whole(_) => Kind::Whole,
        Day(_) => Kind::Day,
        YesNo(_) => Kind::YesNo,
        List(_) => Kind::List,
    }
}

fn words<T>(all: &[T], word: impl Fn(&T) -> &str) -> Vec<String> {
    all.iter().map(|one| word(one).to_owned()).collect()
}

fn rank(grade: Option<&GradeRange>, end: fn(&GradeRange) -> &NamedGrade) -> Option<u32> {
    count(end(grade?).grade().index() + 1)
}

fn points(row: &Row<'_>, part: fn(&Parts) -> u32) -> Option<u32> {
    row.account.as_ref().map(part)
}

fn site<'a>(row: &Row<'a>) -> Option<&'a SiteAnswer> {
    row.together.as_ref().map(|together| together.site)
}

fn ids(together: &Together<'_>) -> Vec<String> {
    let id = |id: &audit_credence::portfolio::SiteKey| {
        format!("{}:{}", id.scheme.map_or("other", |scheme| scheme.as_str()), id.value)
    };
    together.site.ids.iter().map(id).collect()
}

fn count(count: usize) -> Option<u32> {
    u32::try_from(count).ok()
}
