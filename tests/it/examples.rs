//! The examples: the table of `examples/README.md` is made from them, and what they must show, sentence by sentence.
//! Each has a line in `tests/golden/examples.txt`; what four of them give in full is kept by the tests of `cli/`.
//!
//! `UPDATE_GOLDEN=1 cargo test --test it examples` rewrites both.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use audit_credence::assessment::{Adds, Binds, CertificateNote, Status, Verdict};
use audit_credence::dossier::finding::Standing;
use audit_credence::{Assessment, Date, Dossier, Pack, Plan};
use serde_json::{Value, json};

use crate::generate::{example, examples, with};
use crate::real::reports;

/// The day of the assessments, but for those whose file names one.
const AS_OF: &str = "2026-11-24";

fn file(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn plan() -> Plan {
    Plan::new(&Pack::procurement().unwrap())
}

fn dossier(document: &Value) -> Dossier {
    Dossier::from_json(document.to_string().as_bytes()).unwrap_or_else(|problems| panic!("{problems}"))
}

/// What the head of a file says under a heading such as `In a line`, its lines joined.
pub(crate) fn head(name: &str, heading: &str) -> Option<String> {
    let text = file(&format!("examples/{name}.toml"));
    let begins = format!("# {heading}: ");
    let mut lines = text.lines().skip_while(|line| !line.starts_with(&begins));
    let mut told = lines.next()?.strip_prefix(&begins)?.to_owned();
    for line in lines.map_while(|line| line.strip_prefix("#   ")) {
        told.push(' ');
        told.push_str(line.trim());
    }
    Some(told)
}

pub(crate) fn day(name: &str) -> String {
    head(name, "As of").unwrap_or_else(|| AS_OF.to_owned())
}

fn assess(plan: &Plan, name: &str, document: &Value) -> Assessment {
    plan.at(day(name).parse().unwrap()).assess(&dossier(document)).unwrap()
}

/// The cases of the public record and what they give.
fn public() -> Vec<(String, Dossier, Assessment)> {
    let plan = plan();
    let all = examples(".").into_iter().filter(|(name, _)| name != "exemplary" && name != "fla-like");
    all.map(|(name, document)| {
        let found = assess(&plan, &name, &document);
        (name, dossier(&document), found)
    })
    .collect()
}

fn range(found: &Assessment) -> String {
    match &found.grade {
        None => found.status.to_string(),
        Some(grade) if grade.worst == grade.best => grade.worst.to_string(),
        Some(grade) => format!("{} to {}", grade.worst, grade.best),
    }
}

/// How firmly the evidence from outside stands, the firmest first, with the company's denial.
fn standing(dossier: &Dossier) -> String {
    let mut standings: Vec<Standing> =
        dossier.findings.iter().filter_map(|finding| finding.standing).collect();
    standings.sort();
    standings.dedup();
    let mut told: Vec<String> = standings.iter().map(ToString::to_string).collect();
    if dossier.findings.iter().any(|finding| finding.denied_by_company == Some(true)) {
        told.push("denied".to_owned());
    }
    if told.is_empty() { "none".to_owned() } else { told.join(", ").replace('_', " ") }
}

/// What decided the answer: what binds at the best end, or why nothing is graded, or what is stated, or silence.
fn decided(found: &Assessment) -> String {
    let binding = |which: &[Binds]| -> Vec<String> {
        let caps = found.caps.iter().filter(|cap| which.contains(&cap.binds));
        caps.map(|cap| format!("`{}`", cap.id)).collect()
    };
    let best = binding(&[Binds::Both, Binds::Best]);
    if found.grade.is_none() {
        let because: Vec<String> =
            found.status_because.iter().map(|cause| cause.to_string().replace('_', " ")).collect();
        return because.join(", ");
    }
    if !best.is_empty() {
        return best.join(", ");
    }
    // No cap: the demerits of what is stated, the heaviest first.
    let taken = |criterion: &&audit_credence::assessment::CriterionAnswer| {
        criterion.demerits.as_ref().map_or(0, |demerits| demerits.best)
    };
    let mut costly: Vec<_> = found.criteria.iter().filter(|criterion| taken(criterion) > 0).collect();
    costly.sort_by_key(|criterion| std::cmp::Reverse(taken(criterion)));
    let costly: Vec<String> = costly.iter().take(3).map(|criterion| format!("`{}`", criterion.id)).collect();
    if costly.is_empty() { "silence".to_owned() } else { format!("{}, and silence", costly.join(", ")) }
}

fn verdicts(found: &Assessment) -> String {
    let told = |standard: &str| found.standards[standard].verdict.to_string().replace('_', " ");
    let (cbp, wrc) = (told("cbp"), told("wrc"));
    if cbp == wrc { cbp } else { format!("cbp {cbp}, wrc {wrc}") }
}

fn table() -> String {
    let mut out = String::from(
        "| case | what it is | evidence | what the company says | answer | verdicts | what decided it | what was later found |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for (name, dossier, found) in public() {
        let told = |heading: &str| {
            head(&name, heading).unwrap_or_else(|| panic!("{name} has no line `# {heading}: `"))
        };
        let on = head(&name, "As of").map_or(String::new(), |day| format!(" (on {day})"));
        let _ = writeln!(
            out,
            "| `{name}` | {} | {} | {} | {}{on} | {} | {} | {} |",
            told("In a line"),
            standing(&dossier),
            told("Answer"),
            range(&found),
            verdicts(&found),
            decided(&found),
            told("Later")
        );
    }
    out
}

#[test]
fn the_table_of_the_public_cases_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, rest) =
        text.split_once("<!-- cases: made by `UPDATE_GOLDEN=1 cargo test --test it examples` -->\n").unwrap();
    let (stands, after) = rest.split_once("<!-- end of cases -->\n").unwrap();
    let table = table();
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|update| update == "1") {
        let mark = "<!-- cases: made by `UPDATE_GOLDEN=1 cargo test --test it examples` -->\n";
        std::fs::write(&path, format!("{before}{mark}{table}<!-- end of cases -->\n{after}")).unwrap();
        return;
    }
    let first = stands.lines().zip(table.lines()).find(|(stands, made)| stands != made);
    assert!(stands == table, "examples/README.md is not fresh; first difference: {first:#?}");
}

/// Real reports, encoded from what could be read of them, and the answer to each on its own day.
fn real(plan: &Plan) -> Vec<(String, Dossier, Assessment)> {
    let answer = |(name, document, as_of): (String, Value, Date)| {
        let dossier = dossier(&document);
        let found = plan.at(as_of).assess(&dossier);
        let found = found.unwrap_or_else(|problems| panic!("{name}: {problems}"));
        (name, dossier, found)
    };
    reports().into_iter().map(answer).collect()
}

#[test]
fn what_a_real_report_is_quoted_for_is_stated() {
    let all = real(&plan());
    assert_eq!(all.len(), 8);
    for (name, dossier, _) in all {
        for (path, from) in dossier.provenance.iter() {
            assert!(dossier.stated(path).is_some(), "{name}: `{path}` has a quote and no value");
            assert!(
                from.quote.is_some() || from.locator.is_some() || from.basis.is_some(),
                "{name}: `{path}`"
            );
        }
    }
}

/// The answers to all examples, twins and real reports, one a line.
fn answers() -> String {
    let plan = plan();
    let standards: Vec<&str> = plan.standards().collect();
    let mut out = format!(
        "example | day | status | action | grade | demerits | {} | caps that bind | first question | next change\n",
        standards.join(" | ")
    );
    let twins = examples("twins").into_iter().map(|(name, document)| (format!("twins/{name}"), document));
    let invented = examples(".").into_iter().chain(twins).map(|(name, document)| {
        let found = assess(&plan, &name, &document);
        (name, found)
    });
    let real = real(&plan).into_iter().map(|(name, _, found)| (format!("real/{name}"), found));
    for (name, found) in invented.chain(real) {
        let grade = found.grade.as_ref().map(|ends| format!("{} to {}", ends.worst, ends.best));
        let demerits = found.demerits.as_ref().map(|ends| format!("{} to {}", ends.worst, ends.best));
        let caps = found.caps.iter().filter(|cap| cap.binds != Binds::No);
        let caps: Vec<String> = caps.map(|cap| format!("{} ({})", cap.id, cap.binds)).collect();
        let mut cells = vec![name, found.as_of.to_string(), found.status.to_string()];
        let action = found.action.as_ref().map(|action| action.code.to_string());
        cells.extend([action, grade, demerits].map(Option::unwrap_or_default));
        cells.extend(standards.iter().map(|standard| found.standards[*standard].verdict.to_string()));
        cells.push(caps.join(", "));
        cells.push(found.gaps.first().map_or(String::new(), |gap| gap.criterion.clone()));
        cells.push(found.next_change_on.map_or(String::new(), |day| day.to_string()));
        let cells: Vec<&str> = cells.iter().map(|cell| if cell.is_empty() { "-" } else { cell }).collect();
        let _ = writeln!(out, "{}", cells.join(" | "));
    }
    out
}

#[test]
fn every_example_has_its_reviewed_answer_and_every_answer_its_example() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/examples.txt");
    let found = answers();
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|update| update == "1") {
        std::fs::write(&path, &found).unwrap();
    }
    let stands = std::fs::read_to_string(&path).unwrap_or_default();
    let only_in = |one: &str, other: &str| -> Vec<String> {
        let is_new = |line: &&str| other.lines().all(|one| one != *line);
        one.lines().filter(is_new).map(str::to_owned).collect()
    };
    assert!(
        found == stands,
        "{} differs; look at it and rewrite it with UPDATE_GOLDEN=1.\nfound: {:#?}\nstands: {:#?}",
        path.display(),
        only_in(&found, &stands),
        only_in(&stands, &found)
    );
}

#[test]
fn every_public_case_keeps_its_sources_its_standing_and_its_silence() {
    for (name, dossier, _) in public() {
        let text = file(&format!("examples/{name}.toml"));
        assert!(text.contains("from the public record, and only that"), "{name}");
        assert!(text.contains("# Source") && text.contains("#   http"), "{name} names no source");
        for finding in &dossier.findings {
            assert!(
                finding.standing.is_some() && finding.kind.is_some() && finding.source.is_some(),
                "{name}"
            );
        }
        // A report that nobody published states little: nothing is filled in by guess.
        assert!(dossier.report.conclusion.reasoned.is_none(), "{name}");
    }
    let denied: Vec<String> = public()
        .into_iter()
        .filter(|(_, dossier, _)| {
            dossier.findings.iter().any(|finding| finding.denied_by_company == Some(true))
        })
        .map(|(name, _, _)| name)
        .collect();
    for name in [
        "brightway-2019",
        "changji-esquel-2019",
        "choice-canning-amalapuram",
        "dalian-haiqing",
        "rongcheng-haibo",
        "yantai-sanko-2022",
    ] {
        assert!(denied.contains(&name.to_owned()), "{name}: the denial is missing");
    }
}

/// What shows good work: they are needed to see that it is graded well.
const GOOD_WORK: [&str; 4] =
    ["coverco-guatemala-1999", "fla-foxconn-2012", "wrc-hansae-2016", "fla-yee-tung-2010"];

#[test]
fn no_case_that_failed_is_met_under_cbp_and_no_certificate_lifts_one() {
    let plan = plan();
    for (name, document) in examples(".").into_iter().filter(|(name, _)| name != "exemplary") {
        let found = assess(&plan, &name, &document);
        let verdict = found.standards["cbp"].verdict;
        assert!(verdict != Verdict::Met, "{name}");
        for certificate in &found.certificates {
            assert!(certificate.adds <= Adds::Demerits, "{name}");
        }
        let without = assess(&plan, &name, &with(&document, "certificates", json!([])));
        if let (Some(with), Some(without)) = (&found.grade, &without.grade) {
            // Of the letters the later one is the worse.
            let letters = |ends: &audit_credence::assessment::GradeRange| {
                (ends.worst.name().to_owned(), ends.best.name().to_owned())
            };
            let ((worst, best), (alone_worst, alone_best)) = (letters(with), letters(without));
            assert!(worst >= alone_worst && best >= alone_best, "{name}: a certificate lifted it");
        }
    }
}

#[test]
fn good_work_is_graded_well_and_a_candid_report_is_not_punished() {
    let found: BTreeMap<String, Assessment> =
        public().into_iter().map(|(name, _, found)| (name, found)).collect();
    for name in &GOOD_WORK[..3] {
        let best = found[*name].grade.as_ref().unwrap().best.to_string();
        assert!(["A", "B"].contains(&best.as_str()), "{name}: {best}");
    }
    assert_eq!(
        found["fla-yee-tung-2010"].grade.as_ref().unwrap().best.to_string(),
        "C",
        "a return to old findings"
    );
    for name in GOOD_WORK {
        assert!(found[name].contradictions.is_empty(), "{name}");
        assert!(found[name].standards.values().all(|one| one.verdict == Verdict::NotDemonstrated), "{name}");
    }
    // A restriction that ended supersedes nothing, and no report to read is no bad grade.
    for name in ["sime-darby-2023", "natchi-apparel-2022"] {
        assert_eq!(found[name].status, Status::Unscorable, "{name}");
        assert!(found[name].restrictions.is_empty(), "{name}");
    }
}

#[test]
fn an_unannounced_audit_with_language_place_and_counts_reaches_b_and_is_not_demonstrated_where_it_is_silent()
{
    let found = assess(&plan(), "fla-like", &example("fla-like.toml"));
    let best = found.grade.as_ref().unwrap().best.to_string();
    assert!(["A", "B"].contains(&best.as_str()), "{best}");
    for (standard, answer) in &found.standards {
        assert_eq!(answer.verdict, Verdict::NotDemonstrated, "{standard}: {:?}", answer.failed);
        assert!(answer.failed.is_empty() && !answer.open.is_empty(), "{standard}");
    }
}

#[test]
fn six_sites_under_one_set_of_audits_have_one_piece_of_evidence_each() {
    let six = [
        "rongcheng-haibo",
        "rizhao-meijia-keyuan",
        "shandong-haidu",
        "rizhao-jiayuan",
        "shandong-meijia",
        "rongcheng-huiying",
    ];
    let plan = plan();
    let mut codes = BTreeSet::new();
    for name in six {
        let document = example(&format!("{name}.toml"));
        let found = assess(&plan, name, &document);
        let asc = found.certificates.iter().find(|one| one.scheme == "asc_coc").unwrap();
        assert!(asc.notes.contains(&CertificateNote::SameEvidence), "{name}: {:?}", asc.notes);
        assert_eq!(asc.adds, Adds::Nothing, "{name}");
        codes.insert(asc.code.clone().unwrap());
        // The certificate changes nothing beside the audit on which it rests.
        let alone = assess(&plan, name, &with(&document, "certificates", json!([])));
        assert_eq!(
            found.grade.as_ref().map(|g| (g.worst.to_string(), g.best.to_string())),
            alone.grade.as_ref().map(|g| (g.worst.to_string(), g.best.to_string())),
            "{name}"
        );
    }
    assert_eq!(codes.len(), 6);
}

#[test]
fn on_the_day_of_the_fire_the_certificate_was_not_found_and_lifted_nothing() {
    let plan = plan();
    let document = example("ali-enterprises-2012.toml");
    let found = assess(&plan, "ali-enterprises-2012", &document);
    assert_eq!(found.as_of.to_string(), "2012-09-11");
    let notes = &found.certificates[0].notes;
    assert!(notes.contains(&CertificateNote::NotFound), "{notes:?}");
    assert!(
        !notes.contains(&CertificateNote::BadStatusUnknown) && !notes.contains(&CertificateNote::NoLift),
        "{notes:?}"
    );
    // Had it stood in the register, three weeks old, it would have lifted nothing either.
    let valid =
        assess(&plan, "ali-enterprises-2012", &with(&document, "certificates[0].status", json!("valid")));
    assert_eq!(range(&valid), range(&found));
    assert_eq!(found.grade.as_ref().unwrap().best.to_string(), "C", "announced, by a subcontractor");
}

#[test]
fn a_site_sealed_again_after_evidence_says_so_and_a_sister_plants_certificate_is_ignored() {
    let plan = plan();
    let document = example("dandong-taifeng.toml");
    // The days are not public; with any in that order the note must come.
    let sealed = with(
        &with(&document, "findings[0].observed", json!("2023-06-01")),
        "certificates[0].issued",
        json!("2023-06-20"),
    );
    let found = assess(&plan, "dandong-taifeng", &sealed);
    assert!(found.certificates[0].notes.contains(&CertificateNote::CertifiedDespiteFinding));
    let sister = with(&document, "certificates[0].site_match", json!("other"));
    let found = assess(&plan, "dandong-taifeng", &sister);
    assert!(found.certificates[0].notes.contains(&CertificateNote::ScopeMismatch));
}

#[test]
fn honest_practice_is_not_punished() {
    let plan = plan();
    let scored =
        |document: &Value| plan.at("2026-06-01".parse().unwrap()).assess(&dossier(document)).unwrap();
    let level =
        |found: &Assessment, id: &str| found.criteria.iter().find(|one| one.id == id).unwrap().worst.clone();
    let exemplary = example("exemplary.toml");
    let but = |changes: &[(&str, Value)]| {
        changes.iter().fold(exemplary.clone(), |document, (path, value)| with(&document, path, value.clone()))
    };
    // A candid report with overtime among the indicators, and reasons.
    let candid = scored(&but(&[
        ("report.conclusion.findings", json!(4)),
        ("report.conclusion.indicators_found", json!(["excessive_overtime", "withholding_of_wages"])),
        ("report.conclusion.reasoned", json!(true)),
        ("report.follow_up.corrective_actions", json!("planned")),
    ]));
    assert_eq!(level(&candid, "integrity"), "consistent");
    // A finding on fire safety.
    let fire = scored(&but(&[(
        "findings",
        json!([{ "id": "f", "kind": "other_labour", "source": "government", "standing": "government_action", "observed": "2026-04-01" }]),
    )]));
    assert_eq!(fire.standards["cbp"].verdict, Verdict::Met);
    // A seasonal plant whose counts are months apart.
    let seasonal = scored(&but(&[
        ("report.conclusion.headcount", json!(90)),
        ("site.headcount_on", json!("2025-09-01")),
    ]));
    assert!(seasonal.contradictions.is_empty());
    // A lead auditor outside one trade body.
    let lead = scored(&but(&[("report.auditor.lead", json!("other_qualified"))]));
    assert_eq!(lead.standards["profession"].verdict, Verdict::Met);
    assert_eq!(lead.grade.as_ref().unwrap().worst.to_string(), "A");
    // An invented id among the answers.
    let answers = scored(&but(&[("report.answers", json!(["invented"]))]));
    assert_eq!(range(&answers), "A");
}
