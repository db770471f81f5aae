//! What people read, byte for byte, of four showcases; and the heart of the case: Korean speakers heard in Chinese.
//!
//! What several outputs say in the same words is kept once, so that a change is seen once. The style of pages stands in
//! `cli/templates`, what is said of a source in `golden/sources.txt`. Of every other example a line in
//! `tests/golden/examples.txt` keeps the answer.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

use crate::support::{AS_OF, credence, root};

/// A report that shows everything; the example with the most demerits among those graded E at both ends; the twin that
/// the whole is about; and a dossier whose every text tries to be something else. Each by the name of its goldens.
pub(crate) const SHOWCASES: [(&str, &str); 4] = [
    ("exemplary", "examples/exemplary.toml"),
    ("hetian-taida-2018", "examples/hetian-taida-2018.toml"),
    ("korean-heard-in-chinese", "examples/twins/korean-heard-in-chinese.toml"),
    ("hostile", "cli/tests/fixtures/hostile.toml"),
];

/// What is kept of an output, byte for byte.
#[track_caller]
pub(crate) fn is_golden(name: &str, found: &str) {
    let path = root().join("cli/tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|update| update == "1") {
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{} differs; look at it and rewrite it with UPDATE_GOLDEN=1.\nfirst difference:\n{:#?}",
        path.display(),
        found.lines().zip(expected.lines()).enumerate().find(|(_, (found, expected))| found != expected),
    );
    is_only_text(name, found);
}

/// Whether nothing of a dossier acts where people read it: on a terminal, in a page, in Markdown.
#[track_caller]
fn is_only_text(name: &str, found: &str) {
    let acts = |c: char| {
        c.is_control() && c != '\n' || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
    };
    let markup: &[&str] = match name.rsplit_once('.').unwrap().1 {
        "txt" => &[],
        "md" => &["<script>", "[a](", " **c** "],
        "html" => &["<script>alert", "href=\"javascript", "<b>长"],
        _ => return,
    };
    // A page gives an address to the browser as it is.
    let mut parts = found.split("href=\"");
    let mut shown = parts.next().unwrap().to_owned();
    shown.extend(parts.map(|part| part.split_once('"').unwrap().1));
    assert_eq!(shown.find(acts), None, "{name}");
    assert!(markup.iter().all(|markup| !found.contains(markup)), "{name}");
}

/// An HTML page without what stands in these templates, which it must embed as they are, and nothing beside them.
#[track_caller]
pub(crate) fn without_templates(page: &str, element: &str, templates: &[&str]) -> String {
    let read = |name: &&str| std::fs::read_to_string(root().join("cli/templates").join(name)).unwrap();
    let embedded = |content: &str| format!("<{element}>{content}</{element}>");
    let whole = embedded(&templates.iter().map(read).collect::<String>());
    assert_eq!(page.matches(&format!("<{element}")).count(), 1, "one <{element}>");
    assert!(page.contains(&whole), "<{element}> is not {templates:?}");
    page.replace(&whole, &embedded(&templates.join(", ")))
}

/// A page without what the words mean: `cli/README.md` has it.
fn without_words(page: &str) -> String {
    let (before, words) = page.split_once("<dl class=\"words\">").unwrap();
    let (_, after) = words.split_once("</details>").unwrap();
    format!("{before}</details>{after}")
}

/// How a format lists the sources of an answer.
struct Listing {
    format: &'static str,
    ending: &'static str,
    heading: &'static str,
    /// What stands before the entry of a number.
    mark: fn(u64) -> String,
    /// What stands after each line of an entry; only text has several, indented.
    end: &'static str,
}

const LISTINGS: [Listing; 3] = [
    Listing {
        format: "text",
        ending: "txt",
        heading: "\nSources\n",
        mark: |number| format!("  {:<4} ", format!("[{number}]")),
        end: "\n",
    },
    Listing {
        format: "md",
        ending: "md",
        heading: "\n## Sources\n\n",
        mark: |number| format!("{number}. <a id=\"source-{number}\"></a>"),
        end: "\n",
    },
    Listing {
        format: "html",
        ending: "html",
        heading: "<ol class=\"sources\">",
        mark: |number| format!("<li id=\"source-{number}\" value=\"{number}\">"),
        end: "</li>",
    },
];

/// Everything that was said of each source in each format: the same in all answers, but for where text is wrapped.
#[derive(Default)]
struct Sources(BTreeMap<String, BTreeSet<(&'static str, String)>>);

impl Sources {
    /// The output with only number and id of each source that it lists.
    fn taken_out_of(&mut self, output: &str, listing: &Listing, ids: &[(u64, String)]) -> String {
        let Some((before, mut rest)) = output.split_once(listing.heading) else { return output.to_owned() };
        let mut kept = format!("{before}{}\n", listing.heading.trim_end());
        for (number, id) in ids {
            // Text lists only what it cites.
            let Some(entry) = rest.strip_prefix(&(listing.mark)(*number)) else { continue };
            let mut lines = entry.split_inclusive(listing.end);
            let first = lines.next().map_or(0, str::len);
            let others: usize = lines.take_while(|line| line.starts_with("       ")).map(str::len).sum();
            let (said, after) = entry.split_at(first + others);
            self.0.entry(id.clone()).or_default().insert((listing.ending, said.trim_end().to_owned()));
            let _ = writeln!(kept, "[{number}] {id}");
            rest = after;
        }
        kept + rest
    }

    fn written(&self) -> String {
        let mut out = String::new();
        for (id, said) in &self.0 {
            let _ = writeln!(out, "{id}");
            for (ending, said) in said {
                let _ = writeln!(out, "  {ending}: {said}");
            }
        }
        out
    }
}

/// The sources that an explanation cites: number and id.
fn ids_of_sources(explanation: &str) -> Vec<(u64, String)> {
    let explanation: Value = serde_json::from_str(explanation).unwrap();
    let id = |source: &Value| (source["number"].as_u64().unwrap(), source["id"].as_str().unwrap().to_owned());
    explanation["sources"].as_array().unwrap().iter().map(id).collect()
}

fn score(format: &str, more: &[&str]) -> String {
    credence(&[&["score", "--as-of", AS_OF, "--format", format], more].concat()).exits(0).out
}

#[test]
fn the_showcases_read_as_agreed_in_every_format() {
    let mut sources = Sources::default();
    for (name, file) in SHOWCASES {
        is_golden(&format!("{name}.json"), &score("json", &[file]));
        let explanation = score("json", &["--detail", "explanation", file]);
        if name == "korean-heard-in-chinese" {
            is_golden("korean-heard-in-chinese.explanation.json", &explanation);
        }
        let ids = ids_of_sources(&explanation);
        for listing in &LISTINGS {
            let output = if listing.format == "html" {
                without_words(&without_templates(
                    &score("html", &[file]),
                    "style",
                    &["style.css", "scorecard.css"],
                ))
            } else {
                is_golden(&format!("{name}.screen.{}", listing.ending), &score(listing.format, &[file]));
                score(listing.format, &["--full", file])
            };
            let kept = sources.taken_out_of(&output, listing, &ids);
            is_golden(&format!("{name}.{}", listing.ending), &kept);
        }
    }
    is_golden("sources.txt", &sources.written());
}

#[test]
fn the_showcases_read_as_agreed_as_a_table() {
    is_golden("scores.csv", &score("csv", &SHOWCASES.map(|(_, file)| file)));
}

#[test]
fn the_questions_of_the_showcases_read_as_agreed() {
    for (name, file) in SHOWCASES {
        for (format, ending) in [("text", "txt"), ("md", "md")] {
            let args = ["questions", "--as-of", AS_OF, "--format", format, file];
            is_golden(&format!("{name}.questions.{ending}"), &credence(&args).exits(0).out);
        }
    }
}

#[test]
fn the_horizon_of_the_showcases_reads_as_agreed() {
    for (format, ending) in [("text", "txt"), ("md", "md"), ("jsonl", "jsonl")] {
        let args = ["horizon", "--as-of", AS_OF, "--days", "1500", "--format", format];
        let files = SHOWCASES.map(|(_, file)| file);
        is_golden(&format!("horizon.{ending}"), &credence(&[&args[..], &files].concat()).exits(0).out);
    }
}

#[test]
fn a_comparison_reads_as_agreed() {
    let clean = "examples/exemplary.toml";
    for (name, other) in
        [("compare", "examples/twins/announced.toml"), ("compare-hostile", "cli/tests/fixtures/hostile.toml")]
    {
        for (format, ending) in [("text", "txt"), ("md", "md"), ("json", "json")] {
            let args = ["compare", "--as-of", AS_OF, "--format", format, clean, other];
            is_golden(&format!("{name}.{ending}"), &credence(&args).exits(0).out);
        }
    }
}

#[test]
fn every_text_that_a_dossier_can_hold_is_hostile_in_one_showcase() {
    let read = |file: &str| std::fs::read_to_string(root().join(file)).unwrap();
    let (schema, hostile) = (read("schemas/dossier.schema.json"), read("cli/tests/fixtures/hostile.toml"));
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let mut keys = Vec::new();
    keys_of_text(&schema, &schema["$defs"], "", &mut keys);
    assert!(keys.len() > 20, "{keys:?}");
    for key in keys {
        assert!(hostile.contains(&format!("<script>alert('{key}')</script>")), "{key}");
    }
}

/// The keys below a schema whose value may be any text, by their paths.
fn keys_of_text(schema: &Value, named: &Value, path: &str, found: &mut Vec<String>) {
    let Some(keys) = schema.as_object() else { return };
    // Of an id the schema says that it is not blank, and how long it is.
    let bounds = ["type", "description", "minLength", "maxLength"];
    let is_any = |(key, value): (&String, &Value)| bounds.contains(&key.as_str()) || *value == r"\S";
    if schema["type"] == "string" && keys.iter().all(is_any) {
        found.push(path.to_owned());
    }
    if let Some(reference) = schema["$ref"].as_str() {
        keys_of_text(&named[reference.trim_start_matches("#/$defs/")], named, path, found);
    }
    for (key, value) in schema["properties"].as_object().into_iter().flatten() {
        keys_of_text(value, named, format!("{path}.{key}").trim_start_matches('.'), found);
    }
    let either = schema["anyOf"].as_array().into_iter().flatten();
    for inner in either.chain(keys.get("items")).chain(keys.get("additionalProperties")) {
        keys_of_text(inner, named, path, found);
    }
}

#[test]
fn what_is_not_graded_says_why_in_every_format() {
    let file = "examples/dalian-haiqing.toml";
    for listing in &LISTINGS {
        let args = ["score", "--full", "--as-of", AS_OF, "--format", listing.format, file];
        let ran = credence(&args).exits(0).prints("word of a supplier or buyer about a report");
        ran.prints("Without a report to read there is nothing to rely on");
    }
}

#[test]
fn korean_speakers_heard_in_chinese_are_not_heard() {
    let cbp = |file: &str| {
        let args = ["score", "--pack", "cbp", "--as-of", AS_OF, "--format", "json", file];
        credence(&args).exits(0).json()["standards"]["cbp"].clone()
    };
    assert_eq!(cbp("examples/exemplary.toml")["verdict"], "met");
    let twin = cbp("examples/twins/korean-heard-in-chinese.toml");
    assert_eq!(twin["verdict"], "not_met");
    assert_eq!(twin["failed"], serde_json::json!(["language_cover"]));
}

#[test]
fn every_example_can_be_read_as_text_within_the_width() {
    let args = ["score", "--full", "--as-of", AS_OF, "examples/[!o]*.toml", "examples/twins/*.toml"];
    let ran = credence(&args).exits(0);
    // An address is never cut, so it may be longer.
    let long = ran.out.lines().find(|line| line.chars().count() > 100 && !line.contains("://"));
    assert_eq!(long, None);
    let answers = ran.out.matches(&format!("\n{}\n", "─".repeat(100))).count() + 1;
    assert!(answers > 60, "only {answers} examples");
    assert_eq!(ran.out.matches("It is not a finding about the site.").count(), answers);
}
