//! Grades tell reports apart: over invented dossiers that state what real reports state.
//!
//! Of 24 public reports notice is stated in 7, interview counts in 8, interviews off site in 5, a language in 1. Those
//! shares are drawn here; what else a report states, and which values it has, are our guesses, written below. The
//! distribution that the design document gives is printed by
//! `cargo test --test it separation -- --nocapture`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use audit_credence::{Assessment, Dossier, Pack, Plan};
use serde_json::{Value, json};

use crate::generate::{examples, with};
use crate::laws::{date, read};

/// How many dossiers.
const DOSSIERS: u64 = 10_000;
/// The public reports of which it is known what they state.
const READ: u64 = 24;

/// A sequence that the seed fixes (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }

    fn of(&mut self, times: u64, out_of: u64) -> bool {
        self.below(out_of) < times
    }

    fn one(&mut self, values: &[&str]) -> Value {
        json!(values[usize::try_from(self.below(values.len() as u64)).unwrap()])
    }
}

/// Keys that a report states with a chance of so many in 24, each value as likely as the others.
const KEYS: [(&str, u64, &[&str]); 22] = [
    // Known shares.
    ("report.visit.notice", 7, &["unannounced", "unannounced", "semi_announced", "announced"]),
    // Guesses: what a report names on its first page.
    ("report.document", 24, &["full_report", "full_report", "summary"]),
    ("report.type", 20, &["full", "full", "full", "full", "follow_up", "investigation"]),
    ("report.visit.mode", 20, &["on_site", "on_site", "on_site", "on_site", "hybrid", "remote"]),
    (
        "report.auditor.relation",
        20,
        &["third_party", "third_party", "third_party", "third_party", "second_party", "first_party"],
    ),
    ("report.conclusion.forced_labour", 20, &["none_found", "none_found", "not_assessed"]),
    ("report.auditor.paid_by", 8, &["facility", "buyer", "scheme"]),
    ("report.auditor.lead", 8, &["csca", "ra", "other_qualified", "unregistered"]),
    ("report.scope.standard_applied", 8, &["applied", "in_part", "none_named"]),
    // Guesses: what a third of reports say of how workers were heard.
    ("report.interviews.selected_by", 8, &["auditor", "random", "management"]),
    ("report.interviews.management", 6, &["unaware", "aware", "aware", "present"]),
    ("report.interviews.worker_organisation", 8, &["heard", "not_heard", "none_available"]),
    ("report.interviews.identities", 8, &["protected", "protected", "protected", "exposed"]),
    ("report.visit.access", 8, &["full", "full", "full", "limited"]),
    ("report.visit.site_match", 8, &["confirmed", "confirmed", "unconfirmed"]),
    ("report.follow_up.corrective_actions", 12, &["planned", "planned", "missing"]),
    ("report.follow_up.verified", 6, &["independent_unannounced", "independent", "self_declared", "no"]),
    ("site.workforce_established_by", 4, &["independent", "documents_only", "management_statement"]),
    ("site.dormitories", 10, &["provided", "none"]),
    ("site.country", 24, &["CN", "BD", "VN", "PT", "IN", "MX"]),
    // What the host knows.
    ("search.done", 24, &["full", "full", "full", "partial"]),
    ("report.programme", 16, &["smeta", "amfori_bsci", "sa8000"]),
];

/// Numbers and yes or no, likewise.
const MORE: [(&str, u64, &[&str]); 9] = [
    ("site.headcount", 18, &["60", "240", "500", "1100"]),
    ("report.visit.auditor_days", 8, &["1", "2", "4", "6"]),
    ("report.conclusion.headcount", 6, &["60", "240", "500", "1100"]),
    ("report.conclusion.findings", 14, &["0", "3", "12"]),
    ("report.interviews.private", 8, &["true", "true", "true", "false"]),
    ("report.scope.records_cross_checked", 10, &["true", "true", "false"]),
    ("report.published", 24, &["true", "false"]),
    ("report.visit.dormitories_seen", 6, &["true", "false"]),
    ("site.shifts", 8, &["1", "2"]),
];

fn drawn(dice: &mut Dice) -> Value {
    let mut document = json!({ "report": { "availability": "provided" } });
    let mut state = |path: &str, value: Value| document = with(&document, path, value);
    for (path, times, values) in KEYS {
        if dice.of(times, READ) {
            state(path, dice.one(values));
        }
    }
    for (path, times, values) in MORE {
        if dice.of(times, READ) {
            let text = dice.one(values);
            state(path, serde_json::from_str(text.as_str().unwrap()).unwrap());
        }
    }
    let visits = ["2026-03-02", "2025-10-06", "2025-04-07", "2024-12-02", "2024-02-05", "2022-05-02"];
    state("report.visit.end", dice.one(&visits));
    // Counts in 8 of 24, a place off site in 5, a language in 1.
    let (counted, off_site, language) = (dice.of(8, READ), dice.of(5, READ), dice.of(1, READ));
    if counted || off_site {
        let place = if off_site { json!("off_site") } else { dice.one(&["on_site", "on_site", "housing"]) };
        let mut group = json!({ "place": place });
        if counted {
            group["workers"] = json!(5 + dice.below(36));
        }
        if language {
            group["language"] = dice.one(&["zh", "bn", "vi", "pt"]);
            group["interpreter"] = dice.one(&["auditor", "independent", "facility"]);
        }
        state("report.interviews.groups", json!([group]));
    }
    match dice.below(100) {
        0..3 => state("site.subdivision", json!("CN-XJ")),
        3..5 => state("report.interviews.surveillance", json!("present")),
        5..9 => state("report.scope.indicators", json!([])),
        9..30 => state("report.scope.indicators", json!("all")),
        _ => {}
    }
    if document["site"]["subdivision"] == "CN-XJ" {
        document["site"]["country"] = json!("CN");
    }
    let finding = |kind: &str, standing: &str| json!([{ "id": "f", "kind": kind, "source": "ngo", "standing": standing, "published": "2026-04-01" }]);
    let found = match dice.below(100) {
        0..2 => finding("forced_labour", "ruled"),
        2..10 => finding("forced_labour", "documented"),
        10..16 => finding("forced_labour", "alleged"),
        _ => json!([]),
    };
    with(&document, "findings", found)
}

/// How reports stand: by headline and by best end, and how many of a headline show so much.
#[derive(Default)]
struct Stand {
    worst: BTreeMap<String, u64>,
    best: BTreeMap<String, u64>,
    shown: BTreeMap<String, BTreeMap<u32, u64>>,
    pairs: BTreeSet<(String, String, u32, u32)>,
}

impl Stand {
    fn count(&mut self, found: &Assessment) {
        let (Some(grade), Some(account), Some(taken)) = (&found.grade, &found.account, &found.demerits)
        else {
            return;
        };
        let ends = [&grade.worst, &grade.best].map(ToString::to_string);
        *self.worst.entry(ends[0].clone()).or_default() += 1;
        *self.best.entry(ends[1].clone()).or_default() += 1;
        *self.shown.entry(ends[0].clone()).or_default().entry(account.shown).or_default() += 1;
        let [worst, best] = ends;
        self.pairs.insert((worst, best, taken.worst, taken.best));
    }

    fn all(&self) -> u64 {
        self.worst.values().sum()
    }

    /// Of a headline how many reports show as much as most others do.
    fn most_alike(&self, grade: &str) -> u64 {
        self.shown.get(grade).and_then(|shown| shown.values().max().copied()).unwrap_or(0)
    }

    fn table(&self) -> String {
        let mut told = String::from(
            "| grade | headlines | best ends | most that show the same |\n| --- | --- | --- | --- |\n",
        );
        for grade in ["A", "B", "C", "D", "E"] {
            let of = |ends: &BTreeMap<String, u64>| ends.get(grade).copied().unwrap_or(0);
            let _ = writeln!(
                told,
                "| {grade} | {} | {} | {} |",
                of(&self.worst),
                of(&self.best),
                self.most_alike(grade)
            );
        }
        let _ = writeln!(told, "{} different answers by both ends and their demerits", self.pairs.len());
        told
    }
}

#[test]
fn grades_tell_reports_apart() {
    let plan = Plan::new(&Pack::procurement().unwrap());
    let scorer = plan.at("2026-06-01".parse().unwrap());
    let mut dice = Dice(2024);
    let mut stand = Stand::default();
    for _ in 0..DOSSIERS {
        let document = drawn(&mut dice);
        let dossier = Dossier::from_json(document.to_string().as_bytes())
            .unwrap_or_else(|problems| panic!("{problems}\n{document}"));
        stand.count(&scorer.assess(&dossier).unwrap());
    }
    // With the public record, each of its reports on a day after it was searched.
    let invented = ["exemplary", "fla-like"];
    for (_, document) in examples(".").into_iter().filter(|(name, _)| !invented.contains(&name.as_str())) {
        stand.count(&plan.at(date("2026-12-01")).assess(&read(&document)).unwrap());
    }
    let all = stand.all();
    assert!((DOSSIERS + 15..DOSSIERS + 40).contains(&all), "{all}");
    let told = stand.table();
    std::io::Write::write_all(&mut std::io::stdout(), told.as_bytes()).unwrap();
    for (grade, count) in &stand.worst {
        assert!(count * 100 <= all * 65, "more than 65 % headline {grade}:\n{told}");
        // Of a handful of reports one is more than a tenth.
        assert!(
            *count < 100 || stand.most_alike(grade) * 10 <= *count,
            "more than a tenth of {grade} show the same:\n{told}"
        );
    }
    for grade in ["A", "B", "C", "D", "E"] {
        assert!(stand.best.get(grade).copied().unwrap_or(0) >= all / 100, "no best end is {grade}:\n{told}");
    }
    assert!(stand.best.values().all(|count| *count * 2 <= all), "one best end takes more than half:\n{told}");
    // What the design document says is what comes out.
    let design =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("DESIGN.md")).unwrap();
    for line in told.lines() {
        assert!(design.contains(line), "DESIGN.md does not say `{line}`:\n{told}");
    }
}
