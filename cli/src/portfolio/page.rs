//! A portfolio as a page: one file that sorts and filters with a script of its own, and is a plain table without.

use askama::Template;

use super::view::View;
use crate::html::{STYLE, filters};

/// What the browser may run, and nothing else. Where the script is changed, `.ci/run pages` fails and Chromium's message
/// names the digest that belongs here.
const SCRIPT_HASH: &str = "sha256-pqHt1LrcUrHqBuLf6jIrLUlVSIf7C0IHlJvhP2f/eqo=";

#[derive(Template)]
#[template(path = "portfolio.html")]
struct Portfolio<'a> {
    view: &'a View,
    /// How many sites are told first.
    first: usize,
    /// Whether the whole table is printed too.
    full: bool,
    style: &'static str,
    own_style: &'static str,
    script: &'static str,
    script_hash: &'static str,
}

pub(super) fn written(view: &View, full: bool) -> String {
    // Writing into a string cannot fail, and the template has no other way to.
    let page = Portfolio {
        view,
        first: view.first,
        full,
        style: STYLE,
        own_style: include_str!("../../templates/portfolio.css"),
        script: include_str!("../../templates/portfolio.js"),
        script_hash: SCRIPT_HASH,
    };
    page.render().unwrap_or_default()
}
