//! What the shipped packs owe their readers: sources in full, a reason for every number, and everything that was
//! considered either asked or left out by name.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use audit_credence::{LeftOutBecause, Pack, StatusWord};
use toml::{Table, Value};

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn packs() -> Vec<(&'static str, Table)> {
    Pack::SHIPPED.iter().map(|(id, text)| (*id, text.parse().unwrap())).collect()
}

/// Every entry of one kind in all shipped packs.
fn all(kind: &str) -> BTreeMap<String, Table> {
    let of = |table: &Table| table.get(kind).and_then(Value::as_table).cloned().unwrap_or_default();
    let entries = packs().into_iter().flat_map(|(_, pack)| of(&pack));
    entries.map(|(id, value)| (id, value.as_table().unwrap().clone())).collect()
}

#[test]
fn every_source_says_what_when_where_and_how_it_is_known() {
    let sources = all("source");
    assert!(sources.len() > 150, "only {}", sources.len());
    for (id, source) in sources {
        let text = |key: &str| source.get(key).map(ToString::to_string).unwrap_or_default();
        for key in ["title", "publisher", "url", "date", "read_on", "status"] {
            assert!(!text(key).trim_matches('"').is_empty(), "{id} has no {key}");
        }
        let status = text("status");
        assert!(
            ["\"primary\"", "\"secondary\""].contains(&status.as_str()),
            "{id} is {status}: it does not ship"
        );
        // Whose reading it is, where it is not ours of that day.
        let known = format!("{} {}", text("publisher"), text("clause"));
        if known.contains("not read again") {
            assert_eq!(text("read_on"), "2026-11-22", "{id}: the notes are of that day");
        }
    }
}

const NUMBERS: &str = "<!-- numbers: made from rules/*.toml -->\n";

/// The tables of DESIGN.md: every level with what it costs, every cap with its grade, and the reason of each.
fn numbers() -> String {
    let text = |table: &Table, key: &str| table[key].as_str().unwrap().replace('|', "\\|");
    let (criteria, caps) = (all("criterion"), all("cap"));
    let mut out = String::new();
    for (id, domain) in all("domain") {
        let _ = writeln!(out, "\n**`{id}`**: {}\n", text(&domain, "title"));
        out.push_str("| criterion | levels and demerits | why |\n| --- | --- | --- |\n");
        for (id, criterion) in criteria.iter().filter(|(_, criterion)| text(criterion, "domain") == id) {
            let level = |level: &Value| {
                let level = level.as_table().unwrap();
                let cuts = [("at_least", '≥'), ("at_most", '≤')];
                let cut = cuts.iter().find_map(|(key, sign)| Some(format!(" ({sign} {})", level.get(*key)?)));
                let is_floor =
                    criterion.get("silent_floor").and_then(Value::as_str) == level["name"].as_str();
                let (open, close) = if is_floor { ("**", "**") } else { ("", "") };
                let name = text(level, "name");
                format!("{open}{name}{close}{} {}", cut.unwrap_or_default(), level["demerits"])
            };
            let levels: Vec<String> = criterion["levels"].as_array().unwrap().iter().map(level).collect();
            let _ = writeln!(out, "| `{id}` | {} | {} |", levels.join(", "), text(criterion, "why"));
        }
    }
    out.push_str("\nSilence stands at the level in bold, where one is.\n\n| cap | at most | why |\n| --- | --- | --- |\n");
    for grade in ["E", "D", "C", "B"] {
        for (id, cap) in caps.iter().filter(|(_, cap)| text(cap, "grade") == grade) {
            let _ = writeln!(out, "| `{id}` | {grade} | {} |", text(cap, "why"));
        }
    }
    out.push('\n');
    out
}

#[test]
fn every_number_of_a_pack_stands_in_the_design_with_its_reason() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("DESIGN.md");
    let design = read("DESIGN.md");
    let (before, rest) = design.split_once(NUMBERS).unwrap();
    let (stands, after) = rest.split_once("<!-- end of numbers -->").unwrap();
    let numbers = numbers();
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|update| update == "1") {
        std::fs::write(&path, format!("{before}{NUMBERS}{numbers}<!-- end of numbers -->{after}")).unwrap();
        return;
    }
    let first = stands.lines().zip(numbers.lines()).find(|(stands, made)| stands != made);
    assert!(stands == numbers, "DESIGN.md is not fresh; first difference: {first:#?}");
    settings(&design);
}

/// Bands, settings and tables of the packs stand in the design with a reason written there.
fn settings(design: &str) {
    let reasoned = |id: &str, numbers: &str| {
        let begins = format!("| `{id}` | {numbers} | ");
        let row = design.lines().find_map(|line| line.strip_prefix(&begins));
        assert!(
            row.is_some_and(|why| why.len() > 8),
            "DESIGN.md has no row with a reason for `{id}`: {numbers}"
        );
    };
    for (_, pack) in packs() {
        let header = pack["pack"].as_table().unwrap();
        for key in ["inconclusive_steps", "cliff_steps", "stale_days"] {
            if let Some(number) = header.get(key) {
                reasoned(key, &number.to_string());
            }
        }
        if let Some(bands) = header.get("bands").and_then(Value::as_table) {
            let of = |grade: &str| format!("{grade} {}", bands[grade]);
            reasoned("bands", &["A", "B", "C", "D"].map(of).join(", "));
        }
        for (table, asks) in [("sample", "workers"), ("auditor_days", "days")] {
            let Some(rows) = pack.get(table).and_then(|table| table.get("rows")).and_then(Value::as_array)
            else {
                continue;
            };
            let told = |row: &Value| {
                let up_to = row.get("up_to").map_or("above:".to_owned(), |bound| format!("to {bound}:"));
                format!("{up_to} {}", row[asks])
            };
            reasoned(&format!("[{table}]"), &rows.iter().map(told).collect::<Vec<_>>().join(", "));
        }
    }
}

#[test]
fn every_size_has_its_reason_beside_it() {
    // What a reason of a size speaks of.
    const OF_SIZE: [&str; 9] =
        ["judgement", "cost", "weigh", "light", "demerit", "half", "least", "heav", "excludes A"];
    let silent = |(_, criterion): &(String, Table)| {
        let has_sizes = criterion["levels"].as_array().unwrap()[0]["demerits"].as_integer() > Some(0);
        let why = criterion["why"].as_str().unwrap();
        has_sizes && !OF_SIZE.iter().any(|word| why.to_lowercase().contains(&word.to_lowercase()))
    };
    let silent: Vec<String> = all("criterion").into_iter().filter(silent).map(|(id, _)| id).collect();
    assert!(silent.is_empty(), "these say nothing of why their sizes are so: {silent:?}");
}

/// The criteria with a silent floor, by the kind of reason for one (semantics, 2).
const FLOORS: [(&str, &[&str]); 3] = [
    (
        "an adverse act",
        &[
            "access",
            "coercion_context",
            "conclusion",
            "consulting",
            "entry",
            "government_presence",
            "identities",
            "serious_indicators",
            "standard_applied",
            "surveillance",
            "visiting_firm",
        ],
    ),
    ("what cannot be checked", &["integrity"]),
    ("what the reader has to look up", &["accredited", "firm_standing", "report_origin", "site_match"]),
];

#[test]
fn every_floor_is_of_one_of_three_kinds() {
    let of = |criterion: &Table, key: &str| criterion.get(key).and_then(Value::as_str).map(str::to_owned);
    let listed: BTreeSet<&str> = FLOORS.iter().flat_map(|(_, ids)| *ids).copied().collect();
    let criteria = all("criterion");
    let floored = criteria.iter().filter(|(_, criterion)| of(criterion, "silent_floor").is_some());
    assert_eq!(floored.map(|(id, _)| id.as_str()).collect::<BTreeSet<_>>(), listed);
    let floor_costs = |id: &str| {
        let criterion = &criteria[id];
        let floor = of(criterion, "silent_floor").unwrap();
        let levels = criterion["levels"].as_array().unwrap();
        levels.iter().find(|level| level["name"].as_str() == Some(&floor)).unwrap()["demerits"].as_integer()
    };
    for id in FLOORS[2].1 {
        assert_eq!(of(&criteria[*id], "answer_from").as_deref(), Some("reader"), "{id}");
        assert_eq!(floor_costs(id), Some(0), "{id}: the reader's diligence is not the report's");
    }
    for id in FLOORS[0].1 {
        assert_ne!(of(&criteria[*id], "answer_from").as_deref(), Some("reader"), "{id}");
    }
}

/// Where each candidate of the tables A1 to A5 went: criteria, caps, certificate notes, schemes, or `left_out`.
const CANDIDATES: [(&str, &[&str]); 45] = [
    ("unannounced", &["notice", "announced", "semi_announced"]),
    ("on_site_not_remote", &["mode", "remote_only"]),
    ("full_access", &["access", "access_refused"]),
    ("dormitories_inspected", &["dormitories"]),
    ("shift_coverage", &["shifts", "shift_unseen"]),
    ("timing_peak", &["production"]),
    ("audit_duration_adequate", &["auditor_days", "half_the_days"]),
    ("facility_identity_match", &["site_match", "other_site"]),
    ("independent_third_party", &["relation", "consulting", "self_audit"]),
    ("payer", &["paid_by"]),
    ("auditor_qualification", &["lead", "forced_labour_training"]),
    ("accreditation_chain", &["accredited", "visiting_firm", "subcontracted_unaccredited"]),
    ("standard_claim_valid", &["standard_applied", "standard_in_name"]),
    ("auditor_rotation", &["rotation"]),
    ("team_gender_mix", &["women_in_team", "women_heard_by_women"]),
    ("backcheck", &["second_look"]),
    ("worker_interviews_held", &["interview_place", "interview_privacy"]),
    ("native_language_interviews", &["language_cover"]),
    ("interpreter_independent", &["language_not_covered"]),
    ("workforce_composition_known", &["workforce_established", "workforce_as_told"]),
    ("offsite_interviews", &["interview_place", "off_site_sample", "on_site_only"]),
    ("management_unaware", &["management", "management_present"]),
    ("no_surveillance", &["surveillance", "surveillance_present"]),
    ("no_government_interference", &["government_presence", "government_present"]),
    ("sample_selected_by_auditor", &["selection", "chosen_by_management"]),
    ("sample_representative", &["arrangements_heard", "dependent_workers_unheard", "shifts"]),
    ("interview_sample_size", &["interview_sample"]),
    ("confidentiality", &["identities", "identities_exposed"]),
    ("non_retaliation_check", &["retaliation_follow_up"]),
    ("worker_org_consulted", &["worker_organisation"]),
    ("labour_agents_covered", &["labour_agents"]),
    ("all_ilo_indicators_covered", &["indicators"]),
    ("scope_covers_claim", &["indicators", "no_indicators", "audit_type"]),
    ("region_precludes_audit", &["coercion_context", "testimony_impossible"]),
    ("document_triangulation", &["records_cross_checked"]),
    ("internal_consistency", &["integrity", "conclusion_contradicted", "figures_conflict"]),
    ("not_boilerplate", &[]),
    ("report_complete", &["report_document", "summary_only"]),
    ("findings_published", &["published"]),
    ("recency", &["visit_age", "over_two_years"]),
    ("corrective_action_plan", &["corrective_actions", "no_plan"]),
    ("remediation_verified", &["remediation", "remedy_unverified"]),
    ("contradicted_by_evidence", &["contrary_evidence", "contrary_documented"]),
    ("country_deception_prior", &[]),
    ("cert_confidential", &[]),
];

#[test]
fn every_candidate_is_asked_or_left_out_with_its_reason() {
    let pack = Pack::procurement().unwrap();
    let known: BTreeSet<String> = all("criterion").into_keys().chain(all("cap").into_keys()).collect();
    let left_out: BTreeMap<&str, LeftOutBecause> = pack.left_out().map(|one| (one.id, one.because)).collect();
    for (candidate, asked) in CANDIDATES {
        for id in asked {
            assert!(known.contains(*id), "{candidate}: no pack has `{id}`");
        }
        assert!(
            !asked.is_empty() || left_out.contains_key(candidate),
            "{candidate} is neither asked nor left out"
        );
        assert!(
            asked.is_empty() || !left_out.contains_key(candidate),
            "{candidate} is both asked and left out"
        );
    }
    assert_eq!(left_out["not_boilerplate"], LeftOutBecause::NeedsTextComparison);
    assert!(pack.left_out().all(|one| one.why.len() > 40), "a reason is a sentence");
    // A5 is about certificates: each candidate is a note, which a case of the pack expects.
    let cases = read("rules/certification.toml");
    for note in [
        "subject_mismatch",
        "labour_route_unknown",
        "self_assessment",
        "certified_despite_finding",
        "not_a_certificate",
    ] {
        assert!(cases.contains(&format!("\"{note}\"")), "{note}");
    }
    // The test of exclusion is told where the scheme is: no conviction is no evidence.
    let (_, msc) = pack.schemes().find(|(id, _)| *id == "msc_coc").unwrap();
    assert!(msc.rules.iter().any(|rule| rule.meaning.contains("no conviction")));
}

#[test]
fn the_registry_reads_forty_nine_schemes() {
    let pack = Pack::procurement().unwrap();
    let schemes: Vec<_> = pack.schemes().collect();
    assert_eq!(schemes.len(), 49);
    for (id, scheme) in &schemes {
        assert!(!scheme.sources.is_empty() && scheme.meaning.len() > 60, "{id}");
        assert!(scheme.announcement.is_some() && scheme.oversight.is_some(), "{id}");
        assert!(scheme.sources.iter().all(|source| pack.source(source).is_some()), "{id}");
        // What certifies nobody says so, and only that.
        let certifies_nobody = scheme.kind != "certificate";
        let says_so = scheme.meaning.starts_with("Not a") || scheme.meaning.starts_with("Recognises schemes");
        assert_eq!(certifies_nobody, says_so, "{id}: {}", scheme.meaning);
    }
    let of = |id: &str| schemes.iter().find(|(known, _)| *known == id).map(|(_, scheme)| scheme).unwrap();
    let word = |id: &str, word: &str| {
        of(id).status_words.iter().find(|(known, _)| *known == word).map(|(_, means)| *means)
    };
    assert_eq!(word("msc_coc", "valid"), Some(StatusWord::Valid));
    assert_eq!(word("bap", "not listed"), Some(StatusWord::NotFound));
    assert_eq!(word("amfori_bsci", "A"), Some(StatusWord::GradeOfAnAudit));
    assert_eq!(word("slcp", "Verification Disputed"), Some(StatusWord::ReportDisputed));
    let rule = |day: &str| of("msc_coc").rule_on(day.parse().unwrap()).unwrap().id.to_owned();
    for (day, held) in [
        ("2019-09-27", "no_labour_rule"),
        ("2019-09-28", "labour_audit_2019"),
        ("2020-05-06", "covid_derogations_2020"),
        ("2021-05-27", "covid_derogations_2020"),
        ("2021-05-28", "self_assessment_2021"),
        ("2023-04-30", "self_assessment_2021"),
        ("2023-05-01", "labour_eligibility_2023"),
    ] {
        assert_eq!(rule(day), held, "{day}");
    }
    assert_eq!(pack.schemes_of_code("msc-c-50086"), ["msc_coc"]);
    assert_eq!(pack.schemes_of_code("ASC - C - 03831"), ["asc_coc"]);
    assert!(pack.schemes_of_code("MSC-C-500").is_empty() && pack.schemes_of_code("").is_empty());
}

#[test]
fn what_a_pack_measures_by_is_a_table_that_it_ships() {
    let practice = packs().into_iter().find(|(id, _)| *id == "practice").unwrap().1;
    let audit = packs().into_iter().find(|(id, _)| *id == "audit").unwrap().1;
    let column = |table: &Value, key: &str| -> Vec<Option<String>> {
        let rows = table["rows"].as_array().unwrap().iter();
        rows.map(|row| row.get(key).map(ToString::to_string)).collect()
    };
    let amfori = &practice["reference"]["amfori_bsci"];
    for (table, asks) in [(&audit["sample"], "workers"), (&practice["auditor_days"], "days")] {
        for key in ["up_to", asks] {
            assert_eq!(column(table, key), column(amfori, key), "{key}");
        }
    }
}

/// How many of 1,000 simple random samples of a site meet at least one of the workers affected, rounded.
fn per_thousand(workers: u64, affected: u64, heard: u64) -> u64 {
    // The chance that none is met, in steps of 10^-12.
    let unit = 1_000_000_000_000_u128;
    let none = (0..heard).fold(unit, |chance, drawn| {
        chance * u128::from(workers - affected - drawn) / u128::from(workers - drawn)
    });
    u64::try_from((unit - none + unit / 2_000) / (unit / 1_000)).unwrap()
}

#[test]
fn the_size_of_a_sample_does_not_explain_what_audits_miss() {
    // The numbers by which the packs argue that sample size weighs little (detection power, derived and not sourced).
    for (workers, affected, heard, expected) in [
        (500, 60, 10, 725),
        (500, 60, 20, 926),
        (500, 60, 26, 967),
        (500, 5, 20, 185),
        (500, 25, 20, 649),
        (1000, 10, 42, 350),
    ] {
        assert_eq!(
            per_thousand(workers, affected, heard),
            expected,
            "{affected} of {workers}, {heard} heard"
        );
    }
}
