//! Eight real reports, encoded without a look at the rules (`tests/fixtures/calibration/real`): each good fact that one
//! of them states shows in its account, and what the explanation gives as reasons is true of it (`reasons`).

mod reasons;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use audit_credence::Date;
use serde_json::Value;

use crate::generate::{examples, stated, without};
use crate::laws::{PROCUREMENT, assess, date};
use crate::silence::{is_of_the_report, plain};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/calibration/real")
}

/// Each report by the name of its file, with the day of its assessment, which the second line names.
pub(crate) fn reports() -> Vec<(String, Value, Date)> {
    let all = examples("../tests/fixtures/calibration/real").into_iter().map(|(name, document)| {
        let text = std::fs::read_to_string(folder().join(format!("{name}.toml"))).unwrap();
        let as_of = text.lines().nth(1).and_then(|line| line.strip_prefix("# as-of: ")).map(date);
        (name, document, as_of.expect("the second line names the day"))
    });
    all.collect()
}

/// Keys that a report states and that raise nothing that it shows: the key, the reports by the first word of their names,
/// and why it is no good fact that is lost.
const UNMOVED: &[(&str, &str, &str)] = &[
    (
        "report.auditor.firm",
        "bebar goodworks hongseng minhphu qatar rki verite",
        "a name: it counts where the firm that went is named too",
    ),
    (
        "report.auditor.team_size",
        "bebar minhphu nafa",
        "it bounds the auditor days from above, and adds none to those that are stated",
    ),
    ("report.auditor.women", "minhphu", "adverse: there was none"),
    (
        "report.interviews.groups.arrangement",
        "verite",
        "without a list of workers others may have gone unheard",
    ),
    ("report.interviews.groups.interpreter", "goodworks", "adverse: the buyer's interpreters"),
    ("report.interviews.groups.place", "hongseng", "adverse: over a line"),
    ("report.interviews.groups.place", "rki", "known by the inquiry's rule alone, which bounds from above"),
    ("report.interviews.groups.workers", "hongseng", "adverse: eleven, where thirty are asked for"),
    ("report.interviews.management", "hongseng rki", "known by the inquiry's rule alone"),
    ("report.visit.end", "bebar minhphu nafa rki", "the first day says as much of how old the visit is"),
    ("report.visit.start", "bebar minhphu nafa rki", "the last day says as much"),
    (
        "report.visit.no_later_than",
        "goodworks hongseng qatar verite",
        "it says how old the visit is at least, and not at most",
    ),
    ("report.visit.notice", "nafa", "adverse: announced"),
    ("site.country", "bebar goodworks hongseng minhphu nafa qatar rki verite", CONTEXT),
    ("site.subdivision", "bebar hongseng minhphu nafa rki", CONTEXT),
    (
        "site.dormitories",
        "qatar",
        "that there is housing is to nobody's credit: whether it was seen is not stated",
    ),
    ("site.headcount", "hongseng", "adverse: so many that eleven are few"),
    (
        "site.headcount",
        "rki",
        "how many were heard, and for how many days, is not stated: a count alone settles nothing",
    ),
];

const CONTEXT: &str = "a place is not to the credit of an audit: the context is no part of the account";

#[test]
fn each_good_fact_that_a_real_report_states_shows_in_its_account() {
    let listed = UNMOVED.iter().flat_map(|(key, reports, _)| {
        reports.split(' ').map(|report| ((*report).to_owned(), (*key).to_owned()))
    });
    let (mut unmoved, mut moved) = (BTreeSet::new(), 0);
    for (name, document, as_of) in reports() {
        let scorer = PROCUREMENT.at(as_of);
        let shown = |document: &Value| assess(&scorer, document).account.unwrap().shown;
        for key in stated(&document).into_iter().filter(|key| is_of_the_report(key)) {
            if shown(&without(&document, &key)) < shown(&document) {
                moved += 1;
            } else {
                unmoved.insert((name.split('-').next().unwrap().to_owned(), plain(&key)));
            }
        }
    }
    assert_eq!(unmoved, listed.collect());
    assert!(moved > 40, "{moved} facts show");
}
