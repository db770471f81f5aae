//! The derived facts: tables at their boundaries, and the law that every span equals brute force.
//!
//! A fact is observed through a probe: a pack with one criterion for it, whose levels are the fact's values in the
//! order of the catalogue (of a count: cut points). Where such a criterion stands is what the fact may be.

mod plain;
mod kept;
mod language_cover;
mod workforce;
mod interviews;
mod auditor;
mod integrity;
mod entailments;
mod evidence;
mod coercion;
mod certificates;
mod rules;
mod serious;
mod law;
mod law_of_workers;
mod law_of_spans;
mod sketch;

use audit_credence::assessment::{Assessment, Counts, FindingNote};
use audit_credence::{CATALOGUE, Date, Dossier, Facts, Kind, PackText, Plan, Scorer};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use serde_json::{Value, json};

use std::fmt::Write as _;
use std::sync::LazyLock;

/// The tables of every probe: a small sample table and one of days, a region and an arrangement of each kind, a scheme of each kind.
const TABLES: &str = r#"
[source.nobody]
title = "Nothing"
publisher = "Nobody"
url = "https://example.org/"
read_on = 2026-01-01
status = "primary"

[domain.all]
title = "All"
limit = 100

[sample]
title = "So many of so many"
sources = ["nobody"]
rows = [{ up_to = 50, workers = 5 }, { up_to = 250, workers = 10 }, { workers = 30 }]

[auditor_days]
title = "So many days for so many"
sources = ["nobody"]
rows = [{ up_to = 50, days = 1.5 }, { up_to = 250, days = 3 }, { days = 5 }]

[region.impossible_part]
title = "A part of a country"
country = "CN"
subdivision = "CN-XJ"
testimony = "impossible"
since = 2024-01-01
why = "A test."
sources = ["nobody"]

[region.risky_part]
title = "Another part of it"
country = "CN"
subdivision = "CN-LN"
testimony = "not_excluded"
since = 2024-01-01
why = "A test."
sources = ["nobody"]

[region.impossible_country]
title = "A whole country"
country = "TM"
testimony = "impossible"
since = 2024-01-01
why = "A test."
sources = ["nobody"]

[region.risky_country]
title = "Another whole country"
country = "ER"
testimony = "not_excluded"
since = 2024-01-01
why = "A test."
sources = ["nobody"]

[region.impossible_part_of_a_risky_country]
title = "A part of that one"
country = "ER"
subdivision = "ER-MA"
testimony = "impossible"
since = 2024-01-01
why = "A test."
sources = ["nobody"]

[arrangement.dispatched]
title = "Dispatched by one country"
arrangement = "dispatched"
origin = "KP"
testimony = "impossible"
why = "A test."
sources = ["nobody"]

[arrangement.transfer]
title = "Transferred, from wherever"
arrangement = "state_transfer"
testimony = "impossible"
why = "A test."
sources = ["nobody"]

[arrangement.agency]
title = "Through agencies of one country"
arrangement = "agency"
origin = "MM"
testimony = "not_excluded"
why = "A test."
sources = ["nobody"]

[scheme.chain]
title = "Relies on somebody's audit"
owner = "Nobody"
kind = "certificate"
labour_basis = "relies_on_social_audit"
meaning = "Little."
sources = ["nobody"]

[scheme.standard]
title = "Audits a labour standard of its own"
owner = "Nobody"
kind = "certificate"
labour_basis = "own_labour_standard"
meaning = "Something."
sources = ["nobody"]

[scheme.traceability]
title = "Has no labour rule"
owner = "Nobody"
kind = "certificate"
labour_basis = "none"
meaning = "Nothing."
sources = ["nobody"]

[scheme.method]
title = "Certifies nobody"
owner = "Nobody"
kind = "audit_method"
labour_basis = "none"
meaning = "Nothing."
sources = ["nobody"]
"#;

/// Good certificate statuses of the probe are stale after so many days.
const STALE_DAYS: u32 = 30;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A criterion to ask about: its id, its fact, and its levels as TOML from worst to best.
struct Asked {
    id: String,
    fact: String,
    levels: Vec<(String, String)>,
    more: String,
}

impl Asked {
    /// A named fact: one level for each of its values.
    fn named(fact: &str, values: &[&str]) -> Self {
        let levels = values.iter().map(|value| ((*value).to_owned(), String::new())).collect();
        Asked { id: fact.replace('.', "_"), fact: fact.to_owned(), levels, more: String::new() }
    }

    /// A number: levels from each of these on.
    fn counted(fact: &str, cuts: &[u32]) -> Self {
        let mut levels = vec![("less".to_owned(), String::new())];
        levels.extend(cuts.iter().map(|cut| (format!("from_{cut}"), format!(", at_least = {cut}"))));
        Asked { id: fact.replace('.', "_"), fact: fact.to_owned(), levels, more: String::new() }
    }

    /// An age: levels within so many months.
    fn aged(fact: &str, months: &[u32]) -> Self {
        let mut levels = vec![("older".to_owned(), String::new())];
        levels.extend(months.iter().map(|cut| (format!("within_{cut}"), format!(", at_most = {cut}"))));
        Asked { id: fact.replace('.', "_"), fact: fact.to_owned(), levels, more: String::new() }
    }

    /// With another line of TOML, such as a silent floor.
    fn with(mut self, line: &str) -> Self {
        line.clone_into(&mut self.more);
        self
    }
}

/// A linked pack that asks these, with further tables of TOML.
fn probe(asked: &[Asked], more: &str) -> Plan {
    let mut text = format!(
        "[pack]\nid = 'probe'\nformat = 1\nversion = '0.0.0'\ntitle = 'A probe'\nscale = ['E', 'A']\n\
         bands = {{ A = 4 }}\nstale_days = {STALE_DAYS}\n\
         [grade]\nE = {{ word = 'E', meaning = 'E' }}\nA = {{ word = 'A', meaning = 'A' }}\n{TABLES}\n{more}\n"
    );
    let mut expected = String::new();
    for Asked { id, fact, levels, more } in asked {
        let top = levels.len() - 1;
        let levels_text: Vec<String> = levels
            .iter()
            .enumerate()
            .map(|(index, (name, cut))| {
                format!("{{ name = '{name}', label = '{name}', demerits = {}{cut} }}", top - index)
            })
            .collect();
        writeln!(
            text,
            "[criterion.{id}]\ntitle = 'A probe'\nwhy = 'A test.'\nfact = '{fact}'\nlevels = [{}]\ndomain = 'all'\n\
             sources = ['nobody']\nanswer_from = 'auditor'\nask = 'What?'\nno_remedy = 'a test'\n{more}\n",
            levels_text.join(", ")
        )
        .unwrap();
        writeln!(expected, "levels.{id} = '{}'", levels[0].0).unwrap();
    }
    writeln!(
        text,
        "[[case]]\nname = 'a case'\nas_of = 2026-01-01\ndossier = {{}}\n[case.expect]\n{expected}"
    )
    .unwrap();
    let parsed = PackText::parse(&text).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"));
    Plan::new(&parsed.link(&[]).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}")))
}

/// Every named fact of the catalogue, none with a silent floor.
fn every_named_fact() -> Vec<Asked> {
    let named = CATALOGUE.iter().filter_map(|fact| match fact.kind {
        Kind::Named(values) => Some(Asked::named(fact.id, values)),
        _ => None,
    });
    named.collect()
}

static NAMED: LazyLock<Plan> = LazyLock::new(|| probe(&every_named_fact(), ""));

/// The criteria that semantics, 2, gives a floor: adverse acts, and the contradiction in what cannot be checked.
static FLOORED: LazyLock<Plan> = LazyLock::new(|| {
    let floored = |fact: &str, values: &[&str], floor: &str| {
        let mut asked = Asked::named(fact, values).with(&format!("silent_floor = '{floor}'"));
        if !values.contains(&floor) {
            asked.levels.insert(1, (floor.to_owned(), ", is = []".to_owned()));
        }
        asked
    };
    probe(
        &[
            floored("report.interviews.surveillance", &["present", "none"], "not_excluded"),
            floored("report.visit.access", &["refused", "limited", "full"], "limited"),
            floored(
                "derived.coercion_context",
                &["impossible", "not_excluded", "none_known"],
                "not_excluded",
            ),
            floored(
                "derived.integrity",
                &["conclusion_contradicted", "figures_conflict", "not_checkable", "consistent"],
                "not_checkable",
            ),
        ],
        "",
    )
});

const AS_OF: &str = "2025-01-01";

fn read(dossier: &Value) -> Dossier {
    Dossier::from_json(dossier.to_string().as_bytes())
        .unwrap_or_else(|problems| panic!("{problems}\n{dossier}"))
}

fn assess(plan: &Plan, as_of: &str, dossier: &Value) -> Assessment {
    let assessment = plan.at(date(as_of)).assess(&read(dossier));
    assessment.unwrap_or_else(|problems| panic!("{problems}\n{dossier}"))
}

fn span(plan: &Plan, as_of: &str, fact: &str, dossier: &Value) -> String {
    let id = fact.replace('.', "_");
    let assessment = assess(plan, as_of, dossier);
    let found = assessment.criteria.iter().find(|criterion| criterion.id == id).expect("the probe asks it");
    if found.worst == found.best { found.worst.clone() } else { format!("{}..{}", found.worst, found.best) }
}

/// A named fact's span is this: one value, or `worst..best`.
#[track_caller]
fn check(fact: &str, dossier: Value, expected: &str) {
    assert_eq!(span(&NAMED, AS_OF, fact, &dossier), expected, "{fact} of {dossier}");
}

/// The same with the silent floors.
#[track_caller]
fn check_floored(fact: &str, dossier: Value, expected: &str) {
    assert_eq!(span(&FLOORED, AS_OF, fact, &dossier), expected, "{fact} of {dossier}");
}

/// A count's span is exactly this; `u32::MAX` is no bound.
#[track_caller]
fn check_count(fact: &str, dossier: Value, worst: u32, best: u32) {
    let mut cuts: Vec<u32> = [worst, worst.saturating_add(1), best, best.saturating_add(1)]
        .into_iter()
        .filter(|cut| *cut > 0)
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let plan = probe(&[Asked::counted(fact, &cuts)], "");
    let level = |count: u32| if count == 0 { "less".to_owned() } else { format!("from_{count}") };
    let expected = if worst == best { level(worst) } else { format!("{}..{}", level(worst), level(best)) };
    assert_eq!(span(&plan, AS_OF, fact, &dossier), expected, "{fact} of {dossier}");
}

/// Sets what stands at a path such as `report.visit.notice` or `findings[0].kind`.
fn set(document: &mut Value, path: &str, value: Value) {
    let mut at = document;
    for part in path.split('.') {
        let (key, index) = part.split_once('[').map_or((part, None), |(key, rest)| (key, Some(rest)));
        at = &mut at[key];
        if let Some(index) = index {
            let index: usize = index.trim_end_matches(']').parse().unwrap();
            at = &mut at[index];
        }
    }
    *at = value;
}

/// The same document with some places set; `null` is not stated.
fn but(document: &Value, changes: &[(&str, Value)]) -> Value {
    let mut document = document.clone();
    for (path, value) in changes {
        set(&mut document, path, value.clone());
    }
    document
}

/// A site of 100 workers in two languages, listed independently and completely, both heard by the auditor.
fn two_languages() -> Value {
    let groups = json!([
        { "language": "zh", "workers": 8, "interpreter": "auditor" },
        { "language": "ko", "workers": 5, "interpreter": "auditor" }
    ]);
    but(
        &site(json!("PT"), json!(null), json!("independent")),
        &[
            ("site.headcount", json!(100)),
            (
                "site.workforce",
                json!([{ "language": "zh", "workers": 80 }, { "language": "ko", "workers": 20 }]),
            ),
            ("report.conclusion.headcount", json!(100)),
            ("report.interviews", json!({ "groups": groups })),
        ],
    )
}

const COVER: &str = "derived.language_cover";
const KNOWN_COVER: &str = "derived.known_language_cover";

fn heard(groups: Value) -> Value {
    json!({ "report": { "interviews": { "groups": groups } } })
}

/// A site at which the auditors counted for themselves who works there, if anybody is said to have.
fn site(country: Value, subdivision: Value, by: Value) -> Value {
    json!({
        "site": {
            "country": country, "subdivision": subdivision, "headcount": 1, "workforce": [{ "workers": 1 }],
            "workforce_established_by": by, "workforce_covers": "everyone_present", "dormitories": "none", "shifts": 1
        },
        "report": { "visit": { "shifts_seen": 1 }, "conclusion": { "headcount": 1 } }
    })
}

fn workers(groups: Value) -> Value {
    but(&site(json!("PT"), json!(null), json!("independent")), &[("site.workforce", groups)])
}

fn certificate(key: &'static str, value: Value) -> (String, Value) {
    (format!("certificates[0].{key}"), value)
}

fn values<T: Into<Value> + Clone>(all: &[T]) -> Vec<Value> {
    all.iter().cloned().map(Into::into).collect()
}
