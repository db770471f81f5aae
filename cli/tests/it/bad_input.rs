//! Every kind of bad input: a clear error or a note, never a panic, never a wrong grade.

use crate::support::{AS_OF, Folder, Ran, credence, score};

/// Refused, and nothing scored.
#[track_caller]
fn refused(input: &[u8], what: &str) -> Ran {
    let ran = score(input).exits(3).says(what);
    assert_eq!(ran.out, "");
    ran
}

#[test]
fn truncated_json_is_refused() {
    refused(br#"{ "report": { "visit": "#, "error[syntax]: not JSON");
    score(b"[{}").exits(3).says("standard input:1: error[syntax]: not JSON: the list does not end");
}

#[test]
fn wrong_types_and_unknown_words_are_all_reported() {
    let ran = refused(
        br#"{ "site": { "headcount": "many" }, "report": { "visit": { "notice": "unanounced", "shifts": 1 } } }"#,
        "error[wrong_type]: site.headcount: expected a whole number",
    );
    ran.says("did you mean `unannounced`?").says("error[unknown_key]: report.visit.shifts");
}

#[test]
fn days_must_exist_and_lie_before_the_day_of_the_assessment() {
    refused(
        br#"{ "report": { "visit": { "start": "2023-02-31" } } }"#,
        "error[not_a_date]: report.visit.start",
    );
    refused(
        br#"{ "report": { "visit": { "start": "2026-11-25" } } }"#,
        "error[after_as_of]: report.visit.start",
    );
    score(br#"{ "report": { "visit": { "start": "2026-11-24" } } }"#).exits(0);
}

#[test]
fn negative_and_huge_counts_are_refused() {
    for count in ["-1", "4294967296", "1e300", "99999999999999999999999999"] {
        refused(format!(r#"{{ "site": {{ "headcount": {count} }} }}"#).as_bytes(), "site.headcount");
    }
}

#[test]
fn keys_that_stand_twice_are_refused() {
    refused(br#"{ "ref": "a", "ref": "b" }"#, "error[duplicate_key]: ref");
    refused(b"ref = 'a'\nref = 'b'", "error[syntax]: not TOML");
}

#[test]
fn bytes_that_are_not_utf8_are_refused() {
    refused(b"{ \"ref\": \"\xff\" }", "error[not_utf8]: not UTF-8 from byte 10 on");
    refused(b"ref = '\xff'", "error[not_utf8]");
}

#[test]
fn an_empty_file_is_refused_whatever_its_name() {
    let folder = Folder::new("empty");
    for name in ["a.json", "a.toml", "a.jsonl", "a"] {
        for content in ["", " \n"] {
            let file = folder.file(name, content);
            credence(&["score", &file]).exits(3).says("error[empty]: there is no dossier in it");
        }
    }
}

#[test]
fn a_hundred_megabytes_of_nesting_are_refused() {
    for open in ["[", "{\"site\":", "{\"a\":[\n"] {
        let input = open.repeat(100 * 1024 * 1024 / open.len());
        let ran = score(input.as_bytes()).exits(3);
        assert_eq!(ran.out, "");
        // One document, or one a line: not a message for each of a million lines.
        assert!(ran.err.lines().count() <= 2, "{} lines", ran.err.lines().count());
    }
}

#[test]
fn schemes_that_are_not_known_are_noted() {
    let ran = score(br#"{ "certificates": [ { "scheme": "acme_seal" } ] }"#).exits(0);
    assert_eq!(ran.each("certificates")[0][0]["notes"][0], "unknown_scheme");
}

#[test]
fn what_a_dossier_says_cannot_move_the_cursor() {
    let folder = Folder::new("cursor");
    let file = folder.file(
        "a.json",
        r#"{ "ref": "\u001b[2J\u202egood", "certificates": [ { "scheme": "\u0007", "code": "\u009b1m" } ],
            "findings": [ { "id": "\u2066x\ny", "kind": "forced_labour", "legal_basis": "wro", "standing": "government_action" } ],
            "provenance": { "search.done": { "locator": "\u001b]0;p. 3" } }, "search": { "done": "partial" },
            "report": { "document": "full_report" } }"#,
    );
    let ran = credence(&["score", "--full", "--as-of", AS_OF, &file]).exits(0);
    let acts = |c: char| {
        (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!ran.out.contains(acts), "{}", ran.out);
    ran.prints("\\u{1b}[2J\\u{202e}good").prints("(finding \\u{2066}x\\u{a}y)").prints("\\u{1b}]0;p. 3");
    let bad = score(b"{ \"\\u001b[2J\\u202e\": 1 }").exits(3);
    assert!(!bad.err.contains(acts), "{}", bad.err);
}

#[test]
fn a_missing_file_is_an_io_error_and_the_others_are_scored() {
    let ran = credence(&["score", "--as-of", AS_OF, "no/such.json", "examples/exemplary.toml"]).exits(5);
    ran.says("no/such.json").prints("credibility A");
}

#[test]
fn a_problem_of_json_has_its_line_and_column() {
    let folder = Folder::new("places");
    let at = |name: &str, text: &str, place: &str| {
        let file = folder.file(name, text);
        let ran = credence(&["score", "--detail", "grades", "--format", "jsonl", &file]).exits(3);
        assert!(ran.err.contains(&format!("{file}:{place}")), "{}", ran.err);
    };
    let many = "{\n \"ref\": \"a\",\n \"certificates\": [\n  { \"scheme\": \"bap\" },\n  { \"scheme\": \"bap\", \"status\": \"vald\" }\n ]\n}";
    at("many.json", many, "5:32: error[unknown_value]: certificates[1].status");
    at("list.json", &format!("[\n{{}},\n{many}\n]"), "7:32: error[unknown_value]: certificates[1].status");
    at("cut.json", "{\n \"ref\": \"a\",\n}", "3:1: error[syntax]: not JSON: trailing comma\n");
    at("marked.json", "\u{feff}{\"ref\":\"a\",}", "1:12: error[syntax]: not JSON: trailing comma\n");
    at("lines.jsonl", "{}\n{\"ref\":\"b\",}\n", "2:12: error[syntax]: not JSON: trailing comma\n");
    at("lines.jsonl", "{}\n{\"site\":{\"country\":\"XX\"}}\n", "2: error[");
    at("rows.csv", "ref,site.country\na,NO\nb,XX\n", "3: error[");
    let utf_16: Vec<u8> = "\u{feff}ref\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for name in ["wide.csv", "wide.json"] {
        let file = folder.path(name);
        std::fs::write(&file, &utf_16).unwrap();
        credence(&["score", "--detail", "grades", "--format", "jsonl", &file])
            .exits(3)
            .says("this is UTF-16: save it as UTF-8");
    }
}

#[test]
fn utf_16_is_told_in_every_form() {
    let folder = Folder::new("utf16");
    let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    for (name, text) in [
        ("a.json", "{ \"ref\": \"1\" }"),
        ("b.toml", "ref = \"1\""),
        ("c.jsonl", "{ \"ref\": \"1\" }\n{ \"ref\": \"2\" }\n"),
        ("d.csv", "ref,site.id\n1,2\n"),
    ] {
        for bytes in [little(&format!("\u{feff}{text}")), big(&format!("\u{feff}{text}"))] {
            let file = folder.file(name, bytes);
            credence(&["score", &file]).exits(3).says("this is UTF-16: save it as UTF-8");
        }
    }
}
