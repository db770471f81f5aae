//! Dossiers to try the laws on, drawn as documents and not as values of the library: some start complete and lose or
//! change a few keys, some start empty and gain a few. Packs are drawn in `packs_drawn.rs`.

mod spans;

use audit_credence::dossier::report::Indicator;
use std::fmt::Write as _;
use std::path::Path;

use audit_credence::Date;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

// --------------------------------------------------------------------------------------- documents and their keys

/// A file of `examples/`, as a document.
pub(crate) fn example(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(path);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    from_toml(&toml::Value::Table(text.parse().unwrap()))
}

/// Every file of a folder of `examples/`, by name, without `.toml`.
pub(crate) fn examples(folder: &str) -> Vec<(String, Value)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(folder);
    let names =
        std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names = names.filter_map(|name| Some(name.strip_suffix(".toml")?.to_owned()));
    // The labels of `credence outcomes` are no dossier.
    let mut names: Vec<String> = names.filter(|name| name != "outcomes").collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), example(&format!("{folder}/{name}.toml")))).collect()
}

fn from_toml(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(yes) => json!(yes),
        toml::Value::Datetime(day) => json!(day.to_string()),
        toml::Value::Array(items) => items.iter().map(from_toml).collect(),
        toml::Value::Table(table) => {
            table.iter().map(|(key, value)| (key.clone(), from_toml(value))).collect()
        }
    }
}

/// The document as TOML; what is null is left out.
pub(crate) fn to_toml(document: &Value) -> String {
    fn value(out: &mut String, node: &Value) {
        match node {
            Value::Array(items) => {
                out.push('[');
                for item in items {
                    value(out, item);
                    out.push(',');
                }
                out.push(']');
            }
            Value::Object(entries) => {
                out.push('{');
                for (at, (key, item)) in entries.iter().filter(|(_, item)| !item.is_null()).enumerate() {
                    let _ = write!(out, "{}{} = ", if at == 0 { "" } else { ", " }, json!(key));
                    value(out, item);
                }
                out.push('}');
            }
            // Strings are written as in JSON; TOML wants one more character escaped.
            leaf => out.push_str(&leaf.to_string().replace('\u{7f}', "\\u007f")),
        }
    }
    let mut out = String::new();
    for (key, item) in document.as_object().into_iter().flatten().filter(|(_, item)| !item.is_null()) {
        let _ = write!(out, "{} = ", json!(key));
        value(&mut out, item);
        out.push('\n');
    }
    out
}

fn steps(path: &str) -> Vec<String> {
    match path.strip_prefix("provenance.") {
        Some(key) => vec!["provenance".to_owned(), key.to_owned()],
        None => path.replace('[', ".").replace(']', "").split('.').map(str::to_owned).collect(),
    }
}

/// States a key. A list's entry must be there.
pub(crate) fn set(document: &mut Value, path: &str, value: Value) {
    let mut at = document;
    for step in steps(path) {
        at = match step.parse::<usize>() {
            Ok(index) => &mut at[index],
            Err(_) => &mut at[step.as_str()],
        };
    }
    *at = value;
}

/// The document with a key stated.
pub(crate) fn with(document: &Value, path: &str, value: Value) -> Value {
    let mut document = document.clone();
    set(&mut document, path, value);
    document
}

/// The document with a key not stated.
pub(crate) fn without(document: &Value, path: &str) -> Value {
    let mut document = document.clone();
    let mut steps = steps(path);
    let last = steps.pop().unwrap();
    let mut at = Some(&mut document);
    for step in steps {
        at = at.and_then(|at| match step.parse::<usize>() {
            Ok(index) => at.get_mut(index),
            Err(_) => at.get_mut(step.as_str()),
        });
    }
    if let Some(Value::Object(entries)) = at {
        entries.remove(&last);
    }
    document
}

/// What stands at a path.
pub(crate) fn get<'d>(document: &'d Value, path: &str) -> Option<&'d Value> {
    steps(path).iter().try_fold(document, |at, step| match step.parse::<usize>() {
        Ok(index) => at.get(index),
        Err(_) => at.get(step),
    })
}

/// Paths of every key that the document states, tables and lists of tables with their own and their parts'.
pub(crate) fn stated(document: &Value) -> Vec<String> {
    fn walk(at: &str, node: &Value, out: &mut Vec<String>) {
        match node {
            Value::Object(entries) => {
                for (key, item) in entries {
                    let path = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
                    if !item.is_object() {
                        out.push(path.clone());
                    }
                    walk(&path, item, out);
                }
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(index, item)| walk(&format!("{at}[{index}]"), item, out));
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    walk("", document, &mut out);
    out.retain(|path| !path.starts_with("provenance"));
    out
}

const ILO: &[&str] = Indicator::WORDS;

/// Every single key of a dossier that may bear on a grade, with values of it; lists of tables apart.
pub(crate) fn keys() -> Vec<(&'static str, Vec<Value>)> {
    let words = |words: &str| -> Vec<Value> { words.split(' ').map(|word| json!(word)).collect() };
    let yes_no = || vec![json!(true), json!(false)];
    let counts = |counts: &[u32]| -> Vec<Value> { counts.iter().map(|count| json!(count)).collect() };
    let days =
        || words("2019-02-28 2022-12-01 2024-02-29 2025-05-31 2026-03-10 2026-03-11 2026-05-31 2026-03 2025");
    let with = |all: Vec<Value>, pair: [u32; 2]| [all, vec![json!(pair)]].concat();
    vec![
        ("site.country", words("PT CN TH MY")),
        ("site.headcount", with(counts(&[0, 1, 50, 180, 200, 221, 4000]), [190, 260])),
        ("site.headcount_on", days()),
        (
            "site.workforce_established_by",
            words("independent documents_only management_statement not_checked"),
        ),
        ("site.workforce_covers", words("everyone_present employees_only")),
        ("site.dormitories", words("provided none")),
        ("site.shifts", with(counts(&[1, 2, 3]), [1, 2])),
        ("report.programme", words("smeta bsci sa8000 nobody_knows_it")),
        ("report.type", words("full surveillance follow_up desk_closure investigation")),
        ("report.document", words("full_report summary certificate_only supplier_statement")),
        ("report.received_from", words("issuer platform supplier published leaked")),
        ("report.confirmed_by_issuer", yes_no()),
        ("report.programme_status", words("accepted draft disputed invalidated")),
        ("report.availability", words("provided refused none_exists not_asked")),
        ("report.confidential_annex", words("none unseen seen")),
        ("report.visit.start", days()),
        ("report.visit.end", days()),
        ("report.visit.no_later_than", days()),
        ("report.visit.notice", words("unannounced semi_announced announced")),
        ("report.visit.window_days", with(counts(&[0, 1, 28]), [0, 14])),
        ("report.visit.notice_days", counts(&[0, 14])),
        ("report.visit.entry", words("immediate delayed")),
        ("report.visit.mode", words("on_site hybrid off_site remote desktop")),
        ("report.visit.auditor_days", vec![json!(0.0), json!(0.5), json!(4.5), json!(6), json!(30.1)]),
        ("report.visit.access", words("full limited refused")),
        ("report.visit.shifts_seen", with(counts(&[0, 1, 2, 3]), [0, 2])),
        ("report.visit.dormitories_seen", yes_no()),
        ("report.visit.site_match", words("confirmed unconfirmed mismatch")),
        ("report.auditor.firm", words("one two")),
        ("report.auditor.visiting_firm", words("one two")),
        ("report.auditor.firm_standing", words("good suspended withdrawn")),
        ("report.auditor.relation", words("third_party second_party first_party counsel")),
        ("report.auditor.paid_by", words("facility buyer scheme worker_organisation public")),
        ("report.auditor.accredited", yes_no()),
        (
            "report.auditor.lead",
            words("csca ra other_qualified withheld_for_safety asca unregistered unnamed"),
        ),
        ("report.auditor.forced_labour_training", yes_no()),
        ("report.auditor.consults_for_site", words("yes no")),
        ("report.auditor.prior_visits", counts(&[0, 1, 7])),
        ("report.auditor.team_size", with(counts(&[0, 1, 3]), [0, 2])),
        ("report.auditor.women", counts(&[0, 1, 2])),
        ("report.auditor.second_look", words("independent_recheck witnessed none")),
        ("report.interviews.in_native_language", words("all some none")),
        ("report.interviews.selected_by", words("auditor random management volunteers")),
        ("report.interviews.sample_frame", words("shop_floor payroll management_list")),
        ("report.interviews.private", yes_no()),
        ("report.interviews.management", words("unaware aware present")),
        ("report.interviews.surveillance", words("none present")),
        ("report.interviews.government_presence", words("none present")),
        ("report.interviews.identities", words("protected exposed")),
        ("report.interviews.retaliation_follow_up", yes_no()),
        ("report.interviews.worker_organisation", words("heard not_heard none_available state_controlled")),
        ("report.interviews.women_heard_by_women", yes_no()),
        ("report.interviews.labour_agents", words("examined not_examined none_used")),
        (
            "report.scope.indicators",
            vec![json!("all"), json!([]), json!(ILO[..1]), json!(ILO[..10]), json!(ILO)],
        ),
        ("report.scope.records_cross_checked", yes_no()),
        ("report.scope.records_result", words("consistent inconsistent unable_to_verify")),
        ("report.conclusion.forced_labour", words("none_found found not_assessed")),
        ("report.conclusion.findings", with(counts(&[0, 61]), [0, 1])),
        (
            "report.conclusion.indicators_found",
            vec![json!([]), json!(["excessive_overtime"]), json!(ILO[9..])],
        ),
        ("report.conclusion.reasoned", yes_no()),
        ("report.conclusion.headcount", with(counts(&[0, 160, 200]), [195, 205])),
        ("report.follow_up.corrective_actions", words("none_needed planned missing")),
        (
            "report.follow_up.verified",
            words("independent_unannounced independent independent_announced self_declared no"),
        ),
        ("report.answers", vec![json!([]), json!(["f1"]), json!(["f2", "f1", "f9"])]),
        ("report.published", yes_no()),
        ("search.done", words("full partial not_done")),
        ("search.on", days()),
        ("search.sources", vec![json!(["press"]), json!(["courts", "press"])]),
        ("search.languages", vec![json!(["pt"]), json!(["en", "ne"])]),
        ("extra.hotline", yes_no()),
        ("extra.beds", with(counts(&[0, 3, 12]), [2, 9])),
        ("extra.colour", words("red green blue")),
    ]
}

use spans::is_above;
pub(crate) use spans::{day, visited_too_late};

/// A day of assessment, after every day of a dossier.
pub(crate) fn as_of() -> impl Strategy<Value = Date> {
    (0..1_600).prop_map(|days| "2026-06-01".parse::<Date>().unwrap().plus_days(days))
}

/// A table of these keys, each stated or not.
fn sometimes(keys: Vec<(&'static str, BoxedStrategy<Value>)>) -> impl Strategy<Value = Value> {
    let one = |(key, value): (&'static str, BoxedStrategy<Value>)| {
        proptest::option::weighted(0.75, value)
            .prop_map(move |value| value.map(|value| (key.to_owned(), value)))
    };
    let keys: Vec<_> = keys.into_iter().map(one).collect();
    keys.prop_map(|keys| Value::Object(keys.into_iter().flatten().collect::<Map<_, _>>()))
}

fn word(words: &'static str) -> BoxedStrategy<Value> {
    select(words.split(' ').collect::<Vec<_>>()).prop_map(|word| json!(word)).boxed()
}

fn yes_no() -> BoxedStrategy<Value> {
    any::<bool>().prop_map(|yes| json!(yes)).boxed()
}

fn workers() -> BoxedStrategy<Value> {
    select(vec![
        json!(1),
        json!(12),
        json!(28),
        json!(60),
        json!(140),
        json!(200),
        json!([0, 3]),
        json!([110, 150]),
    ])
    .boxed()
}

pub(crate) fn worker_group() -> impl Strategy<Value = Value> {
    sometimes(vec![
        ("language", word("pt ne zh zh-Hans cmn ko kor und")),
        ("workers", workers()),
        ("origin", word("PT NP CN KP")),
        ("arrangement", word("direct direct agency dispatched migrant state_transfer")),
    ])
}

pub(crate) fn interview_group() -> impl Strategy<Value = Value> {
    sometimes(vec![
        ("language", word("pt ne zh cmn ko kor und")),
        ("workers", workers()),
        ("women", workers()),
        ("format", word("individual group")),
        ("place", word("off_site on_site housing remote")),
        ("arrangement", word("direct agency dispatched migrant state_transfer")),
        ("interpreter", word("auditor auditor independent buyer co_worker agent facility government")),
    ])
}

/// A certificate of that status; any status where it is not given.
pub(crate) fn certificate(status: &'static str) -> impl Strategy<Value = Value> {
    let keys = sometimes(vec![
        ("id", word("c1 c2")),
        ("code", word("MSC-C-50086 X")),
        ("status", word(status)),
        ("reason", word("labour traceability overdue_audit administrative voluntary")),
        ("status_on", day().boxed()),
        ("register", word("somewhere")),
        ("issued", day().boxed()),
        ("valid_until", prop_oneof![day(), Just(json!("2027-01-31")), Just(json!("2030-01-31"))].boxed()),
        ("site_match", word("same same parent other")),
        ("labour_route", word("third_party_audit self_assessment exempt")),
        ("basis_report", word("invented-report-2026-03 another")),
        ("claimed_on", day().boxed()),
    ]);
    (keys, word("msc_coc asc_coc sa8000 bap amfori_bsci smeta slcp iso_45001 nobody_knows_it")).prop_map(
        |(mut certificate, scheme)| {
            certificate["scheme"] = scheme;
            // Nothing ends before it was issued.
            let day = |key: &str| certificate[key].as_str();
            if day("issued").zip(day("valid_until")).is_some_and(|(issued, until)| issued > until) {
                certificate["issued"] = Value::Null;
            }
            certificate
        },
    )
}

pub(crate) const ANY_STATUS: &str = "valid in_assessment suspended withdrawn cancelled expired not_found";

pub(crate) fn finding() -> impl Strategy<Value = Value> {
    sometimes(vec![
        ("id", word("f1 f2 f3")),
        ("kind", word("forced_labour forced_labour child_labour audit_deception other_labour")),
        ("source", word("court government journalism ngo worker company")),
        ("standing", word("ruled government_action documented documented alleged dismissed withdrawn")),
        ("legal_basis", word("wro finding uflpa caatsa other_import_ban")),
        ("observed", day().boxed()),
        ("published", day().boxed()),
        ("ended_on", day().boxed()),
        ("language", word("pt ne ko")),
        ("arrangement", word("direct migrant")),
        ("accuses", select(vec![json!([]), json!(["one"]), json!(["Invented Auditors"])]).boxed()),
        ("denied_by_company", yes_no()),
    ])
    .prop_map(|mut finding| {
        // Nothing ends before it was seen or made public.
        if ["published", "observed"].iter().any(|day| is_above(&finding[*day], &finding["ended_on"])) {
            finding["ended_on"] = Value::Null;
        }
        finding
    })
}

/// One change to a dossier.
#[derive(Clone, Debug)]
enum Edit {
    State(&'static str, Value),
    Withhold(&'static str),
    WithholdPart(&'static str, usize, &'static str),
    Add(&'static str, Value),
    ByRule(&'static str),
}

fn edit(weight: u32) -> impl Strategy<Value = Edit> {
    let stated = || select(keys()).prop_flat_map(|(key, values)| (Just(key), select(values)));
    let key = || select(keys()).prop_map(|(key, _)| key);
    let list = vec![
        ("site.workforce", worker_group().boxed()),
        ("report.interviews.groups", interview_group().boxed()),
        ("certificates", certificate(ANY_STATUS).boxed()),
        ("findings", finding().boxed()),
    ];
    let part = vec![
        ("site.workforce", "language"),
        ("site.workforce", "workers"),
        ("site.workforce", "origin"),
        ("site.workforce", "arrangement"),
        ("report.interviews.groups", "language"),
        ("report.interviews.groups", "workers"),
        ("report.interviews.groups", "place"),
        ("report.interviews.groups", "interpreter"),
    ];
    prop_oneof![
        weight => stated().prop_map(|(key, value)| Edit::State(key, value)),
        3 => key().prop_map(Edit::Withhold),
        1 => (select(part), 0..2_usize).prop_map(|((list, key), at)| Edit::WithholdPart(list, at, key)),
        1 => select(vec!["site.workforce", "report.interviews.groups"]).prop_map(Edit::Withhold),
        3 => select(list).prop_flat_map(|(list, entry)| (Just(list), entry))
            .prop_map(|(list, entry)| Edit::Add(list, entry)),
        1 => key().prop_map(Edit::ByRule),
    ]
}

fn edited(document: &Value, edits: Vec<Edit>) -> Value {
    let mut document = document.clone();
    for edit in edits {
        match edit {
            Edit::State(key, value) => set(&mut document, key, value),
            Edit::Withhold(key) => document = without(&document, key),
            Edit::WithholdPart(list, at, key) => {
                document = without(&document, &format!("{list}[{at}].{key}"));
            }
            Edit::Add(list, entry) => {
                let mut entries = get(&document, list).and_then(Value::as_array).cloned().unwrap_or_default();
                entries.push(entry);
                set(&mut document, list, Value::Array(entries));
            }
            Edit::ByRule(key) if !key.starts_with("extra.") => {
                set(&mut document, &format!("provenance.{key}"), json!({ "basis": "programme_rule" }));
            }
            Edit::ByRule(_) => {}
        }
    }
    if visited_too_late(&document) {
        document = without(&document, "report.visit.no_later_than");
    }
    document = without_what_cannot_be(document);
    // A part of a country stays in it.
    let part = get(&document, "site.subdivision").and_then(Value::as_str).map(|part| json!(part[..2]));
    if part.is_some_and(|country| get(&document, "site.country").is_some_and(|stated| *stated != country)) {
        document = without(&document, "site.subdivision");
    }
    document
}

/// The document without the first of two keys that cannot be together, and without an id that another entry has.
pub(crate) fn without_what_cannot_be(mut document: Value) -> Value {
    let at_most = [
        ("report.visit.start", "report.visit.end"),
        ("report.auditor.women", "report.auditor.team_size"),
        ("report.visit.shifts_seen", "site.shifts"),
    ];
    let in_lists =
        [("report.interviews.groups", "women", "workers"), ("certificates", "issued", "valid_until")];
    let entries = in_lists.iter().flat_map(|(list, less, more)| {
        (0..40).map(move |at| (format!("{list}[{at}].{less}"), format!("{list}[{at}].{more}")))
    });
    let pairs = at_most.map(|(less, more)| (less.to_owned(), more.to_owned())).into_iter().chain(entries);
    for (less, more) in pairs {
        let of = |key: &str| get(&document, key).filter(|value| !value.is_null()).cloned();
        let Some((one, other)) = of(&less).zip(of(&more)) else { continue };
        if is_above(&one, &other) {
            document = without(&document, &less);
        }
    }
    for list in ["certificates", "findings"] {
        let Some(entries) = document.get_mut(list).and_then(Value::as_array_mut) else { continue };
        for at in 1..entries.len() {
            let (before, rest) = entries.split_at_mut(at);
            if !rest[0]["id"].is_null()
                && before.iter().any(|other| other["id"] == rest[0]["id"] && *other != rest[0])
            {
                rest[0].as_object_mut().map(|entry| entry.remove("id"));
            }
        }
    }
    document
}

/// A dossier: half of them nearly complete, some of a risk region, some nearly silent.
pub(crate) fn dossier() -> impl Strategy<Value = Value> {
    let from = |path: &'static str, edits: std::ops::RangeInclusive<usize>| {
        let mut base = example(path);
        // Drawn days of assessment begin before the days on which the public record was searched.
        if path.starts_with("rongcheng") {
            base = without(&base, "search.on");
        }
        proptest::collection::vec(edit(6), edits).prop_map(move |edits| edited(&base, edits))
    };
    prop_oneof![
        5 => from("exemplary.toml", 0..=6),
        1 => from("twins/liaoning-management-list.toml", 0..=3),
        1 => from("twins/conclusion-contradicted.toml", 0..=3),
        1 => from("rongcheng-haibo.toml", 0..=4),
        3 => proptest::collection::vec(edit(40), 1..=16).prop_map(|edits| edited(&json!({}), edits)),
    ]
}
