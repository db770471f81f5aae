//! The scorecard of one dossier as a page: one file, no script, nothing fetched.
//!
//! It draws the explanation from top to bottom (`templates/scorecard.html`) and computes nothing of its own.

use askama::Template;
use audit_credence::explain::{Explanation, NextSteps, Screen, ScreenReason, Terms, glossary};

use crate::cut::{SHOWN, cut, first_steps, split};
use crate::html::{STYLE, filters};

#[derive(Template)]
#[template(path = "scorecard.html")]
struct Scorecard<'a> {
    told: &'a Explanation,
    screen: &'a Screen,
    /// Why this is to do, as far as there is room for it.
    because: Vec<String>,
    /// What holds the grade down, as far as there is room, and how much more there is.
    held: &'a [ScreenReason],
    held_more: usize,
    next: Vec<(&'a NextSteps, &'a [String], usize)>,
    glossary: Vec<Terms>,
    /// Whether everything is open, and printed.
    full: bool,
    title: String,
    /// What the page is about: the site's name, or else what is first known of it.
    name: &'a str,
    /// What else tells which report it is.
    which: &'a [String],
    /// The host's own keys.
    keys: Vec<String>,
    nobody_unheard: &'static str,
    /// The largest limit of a domain: the width of the chart.
    widest: u32,
    is_today: bool,
    style: &'static str,
    own_style: &'static str,
}

/// The page: what stands on the first screen, and folded below it everything else, which a `full` one has open. `is_today`
/// says that the day was not given.
pub(crate) fn page(told: &Explanation, full: bool, is_today: bool) -> String {
    let screen = told.screen();
    let because = screen.action.as_ref().map_or(Vec::new(), |action| {
        cut(&action.because, SHOWN).into_iter().chain(action.unsaid.clone()).collect()
    });
    let (held, held_more) = split(&screen.held, SHOWN);
    let assessment = &told.assessment;
    let (name, which) =
        screen.about.split_first().map_or(("A site without a name", &[][..]), |(name, which)| (name, which));
    let keys = [("ref", &assessment.r#ref), ("supplier", &assessment.supplier), ("site", &assessment.site)];
    let keys = keys.iter().filter_map(|(what, key)| Some(format!("{what} {}", key.as_deref()?))).collect();
    let read = |read: &audit_credence::explain::Read| {
        read.fact == "report.interviews.groups" && read.value.is_some()
    };
    let is_said_who_was_heard = told.same.iter().flat_map(|check| &check.read).any(read);
    let card = Scorecard {
        told,
        screen: &screen,
        because,
        held,
        held_more,
        next: first_steps(&screen.next),
        glossary: glossary(),
        full,
        title: format!("{}: how far the audit report can be relied on", short(name)),
        name,
        which,
        keys,
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
