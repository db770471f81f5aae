//! The scorecard of one dossier as a page: one file, no script, nothing fetched.
//!
//! It draws the explanation from top to bottom (`templates/scorecard.html`) and computes nothing of its own.

use askama::Template;
use audit_credence::explain::Explanation;

use crate::html::{STYLE, filters};

#[derive(Template)]
#[template(path = "scorecard.html")]
struct Scorecard<'a> {
    told: &'a Explanation,
    title: String,
    /// What the page is about: the site's name, or else a key of it.
    name: &'a str,
    /// What else tells which dossier it is.
    which: Vec<String>,
    nobody_unheard: &'static str,
    /// The largest limit of a domain: the width of the chart.
    widest: u32,
    is_today: bool,
    style: &'static str,
    own_style: &'static str,
}

/// The page. `is_today` says that the day was not given.
pub(crate) fn page(told: &Explanation, is_today: bool) -> String {
    let (assessment, subject) = (&told.assessment, &told.subject);
    let name = subject.site_name.as_deref().or(assessment.site.as_deref());
    let name = name.or(assessment.r#ref.as_deref()).unwrap_or("A site without a name");
    let supplier = subject.supplier_name.as_deref().filter(|supplier| *supplier != name);
    let keys = [("site", &assessment.site), ("report", &assessment.report), ("ref", &assessment.r#ref)];
    let keys = keys.iter().filter_map(|(what, key)| {
        key.as_deref().filter(|key| *key != name).map(|key| format!("{what} {key}"))
    });
    let supplier = supplier.map(|supplier| format!("supplier {supplier}"));
    let said = [supplier, subject.place.clone(), subject.programme.clone()];
    let read = |read: &audit_credence::explain::Read| {
        read.fact == "report.interviews.groups" && read.value.is_some()
    };
    let is_said_who_was_heard = told.same.iter().flat_map(|check| &check.read).any(read);
    let card = Scorecard {
        told,
        title: format!("{}: how far the audit report can be relied on", short(name)),
        name,
        which: said.into_iter().flatten().chain(keys).collect(),
        nobody_unheard: if is_said_who_was_heard {
            "No listed group is known to have been left out."
        } else {
            "That cannot be told: the report does not say who was heard."
        },
        widest: told.domains.iter().map(|domain| domain.limit).max().unwrap_or(1),
        is_today,
        style: STYLE,
        own_style: include_str!("../templates/scorecard.css"),
    };
    // Writing into a string cannot fail, and the template has no other way to.
    card.render().unwrap_or_default()
}

/// As much of a name as a window's title holds.
fn short(name: &str) -> String {
    crate::page::safe(&name.chars().take(80).collect::<String>())
}
