//! Documents at the library's door: bad input is refused with every problem, and the schemas say what is accepted.

mod bad_input;
mod spans;
mod ids;
mod roads;
mod the_door;
mod schemas;

use std::path::{Path, PathBuf};

use audit_credence::limits::{MAX_DOCUMENT_BYTES, MAX_LIST, MAX_REF_BYTES};
use audit_credence::{Assessment, Dossier, Pack, PackText, Plan, Problem, Schema, Scorer};
use serde_json::{Map, Value, json};

fn problems(document: &str) -> Vec<Problem> {
    match Dossier::from_json(document.as_bytes()) {
        Ok(dossier) => panic!("accepted: {document}\n{dossier:#?}"),
        Err(problems) => problems.iter().cloned().collect(),
    }
}

#[track_caller]
fn accepted(document: &str) -> Dossier {
    Dossier::from_json(document.as_bytes()).unwrap_or_else(|problems| panic!("{problems}\n{document}"))
}

/// A pack of one criterion for each kind of a fact that it declares itself.
const OWN_FACTS: &str = r#"
[pack]
id = "own"
format = 1
version = "0.0.0"
title = "Own facts"
scale = ["E", "A"]
bands = { A = 4 }

[grade]
E = { word = "E", meaning = "E" }
A = { word = "A", meaning = "A" }

[source.nobody]
title = "Nothing"
publisher = "Nobody"
url = "https://example.org/"
read_on = 2026-01-01
status = "primary"

[domain.all]
title = "All"
limit = 100

[fact.hotline]
kind = "yes_no"
meaning = "Whether there is a hotline."

[fact.calls]
kind = "count"
meaning = "How many called."

[fact.colour]
kind = "named"
values = ["red", "amber", "green"]
meaning = "Somebody's colour."

[criterion.hotline]
title = "A hotline"
why = "A test."
fact = "extra.hotline"
levels = [{ name = "no", label = "no", demerits = 1 }, { name = "yes", label = "yes", demerits = 0 }]
domain = "all"
sources = ["nobody"]
answer_from = "auditor"
ask = "Is there one?"
no_remedy = "a test"

[criterion.calls]
title = "Calls"
why = "A test."
fact = "extra.calls"
levels = [{ name = "none", label = "none", demerits = 1 }, { name = "some", label = "some", demerits = 0, at_least = 1 }]
domain = "all"
sources = ["nobody"]
answer_from = "auditor"
ask = "How many?"
no_remedy = "a test"

[criterion.colour]
title = "A colour"
why = "A test."
fact = "extra.colour"
levels = [{ name = "red", label = "red", demerits = 2 }, { name = "amber", label = "amber", demerits = 1 }, { name = "green", label = "green", demerits = 0 }]
domain = "all"
sources = ["nobody"]
answer_from = "auditor"
ask = "Which?"
no_remedy = "a test"

[[case]]
name = "nothing is stated"
as_of = 2026-01-01
dossier = {}
expect.levels = { hotline = "no..yes", calls = "none..some", colour = "red..green" }
"#;

fn own_facts() -> Scorer {
    let pack =
        PackText::parse(OWN_FACTS).unwrap().link(&[]).unwrap_or_else(|problems| panic!("{problems:#?}"));
    Plan::new(&pack).at("2026-01-01".parse().unwrap())
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[track_caller]
fn valid(validator: &jsonschema::Validator, name: &str, document: &Value) {
    let errors: Vec<String> =
        validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{name}\n{}", errors.join("\n"));
}

fn validator(schema: Schema) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&schema.to_json()).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}"));
    jsonschema::validator_for(&schema).unwrap()
}
