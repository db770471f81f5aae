//! `credence score --format html`: what a page is not made of. Byte for byte it is held by `golden.rs`.
//!
//! How pages look and behave is tested in a browser: `cli/tests/pages/run.js`, by `.ci/run pages`.

use crate::support::{AS_OF, Folder, credence, credence_reading};

fn page(file: &str) -> String {
    credence(&["score", "--as-of", AS_OF, "--format", "html", file]).exits(0).out
}

#[test]
fn a_page_needs_nothing_but_itself() {
    let page = page("examples/rongcheng-haibo.toml");
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>"));
    for outside in ["<script", "<link", "<img", "<iframe", "@import", "url(http", "src="] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn the_name_of_the_output_tells_that_a_page_is_wanted() {
    let folder = Folder::new("pages");
    let path = folder.path("card.html");
    credence(&["score", "--as-of", AS_OF, "--output", &path, "examples/exemplary.toml"]).exits(0);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), page("examples/exemplary.toml"));
}

#[test]
fn a_page_is_of_one_dossier() {
    let two = ["score", "--format", "html", "examples/exemplary.toml", "examples/rongcheng-haibo.toml"];
    credence(&two).exits(2).says("credence portfolio --format html");
    let lines = "{\"ref\":\"1\"}\n{\"ref\":\"2\"}\n";
    let ran = credence_reading(&["score", "--as-of", AS_OF, "--format", "html", "-"], lines.as_bytes());
    ran.exits(2).says("a page is of one dossier");
    credence(&["score", "--audience", "supplier", "examples/exemplary.toml"]).exits(2).says("--format html");
}
