//! A portfolio as CSV: one site a line, codes as in JSON.
//!
//! Lists stand in one field, separated by a semicolon and a space.

use audit_credence::assessment::{Adds, GradeRange, Parts};
use audit_credence::portfolio::{Portfolio, SiteAnswer};
use audit_credence_tables::{Cell, csv_line};

use crate::gate::{AtGate, Gate};

/// The columns before the verdicts, and those after.
const BEFORE: [&str; 16] = [
    "place",
    "site",
    "name",
    "ids",
    "suppliers",
    "refs",
    "restrictions",
    "reports_abuse",
    "reports_refused",
    "status",
    "action",
    "gate",
    "grade_worst",
    "grade_best",
    "audit_grade_worst",
    "audit_grade_best",
];
const AFTER: [&str; 15] = [
    "account_of",
    "account_shown",
    "account_against",
    "account_unsaid",
    "report",
    "reports",
    "findings",
    "findings_against",
    "held_by",
    "gaps",
    "ask",
    "certificates",
    "certificates_without_weight",
    "next_change_on",
    "status_because",
];

pub(super) fn written(portfolio: &Portfolio, gate: &Gate) -> String {
    let line = |cells: Vec<String>| {
        csv_line(&cells.into_iter().map(|cell| Cell::Text(Some(cell))).collect::<Vec<_>>())
    };
    // Every site answers the same standards.
    let standards: Vec<&String> =
        portfolio.sites.first().map(|site| site.standards.keys().collect()).unwrap_or_default();
    let titles = standards.iter().map(|id| format!("verdict_{id}"));
    let header = BEFORE.iter().map(|&name| name.to_owned()).chain(titles);
    let mut out = line(header.chain(AFTER.iter().map(|&name| name.to_owned())).collect());
    for (index, site) in portfolio.sites.iter().enumerate() {
        let verdicts = site.standards.values().map(|verdict| verdict.as_str().to_owned());
        let [before, after] = [before(index + 1, site, gate), after(site)];
        out.push_str(&line(before.into_iter().chain(verdicts).chain(after).collect()));
    }
    out
}

fn before(place: usize, site: &SiteAnswer, gate: &Gate) -> Vec<String> {
    let ids = site
        .ids
        .iter()
        .map(|id| format!("{}:{}", id.scheme.map_or("other", |scheme| scheme.as_str()), id.value));
    let restrictions = site.restrictions.iter().map(|one| one.basis.as_str().to_owned());
    let [worst, best] = ends(site.grade.as_ref());
    let [audit_worst, audit_best] = ends(site.audit_grade.as_ref());
    vec![
        place.to_string(),
        site.site.as_deref().unwrap_or_default().to_owned(),
        site.name.as_deref().unwrap_or_default().to_owned(),
        list(ids),
        list(site.suppliers.iter().cloned()),
        list(site.refs.iter().cloned()),
        list(restrictions),
        site.reports_abuse.to_string(),
        site.reports_refused.to_string(),
        site.status.as_str().to_owned(),
        site.action.map_or(String::new(), |code| code.as_str().to_owned()),
        gate.word(AtGate::of_site(site)).unwrap_or_default().to_owned(),
        worst,
        best,
        audit_worst,
        audit_best,
    ]
}

fn after(site: &SiteAnswer) -> Vec<String> {
    let without_weight = site.certificates.iter().filter(|one| one.adds == Adds::Nothing).count();
    let account = |part: fn(&Parts) -> u32| {
        site.account.as_ref().map(|account| part(account).to_string()).unwrap_or_default()
    };
    vec![
        account(|account| account.of),
        account(|account| account.shown),
        account(|account| account.against),
        account(|account| account.unsaid),
        site.report.as_deref().unwrap_or_default().to_owned(),
        site.reports.len().to_string(),
        site.findings.to_string(),
        site.findings_against.to_string(),
        list(site.held_by.iter().cloned()),
        site.gaps.to_string(),
        site.ask.as_deref().unwrap_or_default().to_owned(),
        site.certificates.len().to_string(),
        without_weight.to_string(),
        site.next_change_on.map(|day| day.to_string()).unwrap_or_default(),
        list(site.status_because.iter().map(|cause| cause.as_str().to_owned())),
    ]
}

fn ends(grade: Option<&GradeRange>) -> [String; 2] {
    match grade {
        Some(range) => [range.worst.name().to_owned(), range.best.name().to_owned()],
        None => [String::new(), String::new()],
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("; ")
}
