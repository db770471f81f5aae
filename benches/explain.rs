//! What explaining one dossier takes, with everything in it: `cargo bench --bench explain`.
//!
//! Each round explains and assesses the same dossier, and what is told is asserted first. As a test
//! (`cargo test --benches`) it asserts alone. Milliseconds are of this machine; the ratio is of one run.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::integer_division,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "a bench measures time, prints numbers, and fails by panicking"
)]

use std::hint::black_box;
use std::time::Instant;

use audit_credence::{Dossier, Pack, Plan, Scorer};

/// Milliseconds that explaining may take.
const MOST: f64 = 5.0;

fn main() {
    let measure = std::env::args().any(|argument| argument == "--bench");
    let scorer = Plan::new(&Pack::procurement().unwrap()).at("2026-11-22".parse().unwrap());
    let haibo = Dossier::from_toml(include_str!("../examples/rongcheng-haibo.toml")).unwrap();
    println!("{:36} {:>10} {:>10} {:>8}", "one dossier", "explain", "assess", "ratio");
    let mut missed = 0;
    for (name, dossier) in [("everything in it", everything()), ("a plant of the public record", haibo)] {
        let told = scorer.explain(&dossier).unwrap();
        assert_eq!(told.assessment, scorer.assess(&dossier).unwrap());
        assert!(!told.held.worst.is_empty() && !told.gaps.is_empty() && !told.raises.is_empty(), "{name}");
        if measure {
            let (explain, assess) = median_of(&scorer, &dossier);
            let ratio = explain / assess;
            println!("{name:36} {explain:7.2} ms {assess:7.2} ms {ratio:8.2}");
            missed += usize::from(explain > MOST);
        }
    }
    if measure {
        println!("at most {MOST} ms: {}", if missed == 0 { "pass" } else { "FAIL" });
    }
}

/// Everything that a dossier may hold, and most of what a report leaves unsaid: gaps, findings, certificates, groups.
fn everything() -> Dossier {
    let languages = ["zh", "ko", "ug", "vi", "my", "id", "ne", "bn"];
    let list =
        |one: &dyn Fn(usize) -> String, count: usize| (0..count).map(one).collect::<Vec<_>>().join(",");
    let workforce = |at: usize| format!(r#"{{ "language": "{}", "workers": 60 }}"#, languages[at]);
    let heard = |at: usize| {
        format!(
            r#"{{ "language": "{}", "workers": 6, "place": "on_site", "interpreter": "auditor" }}"#,
            languages[at]
        )
    };
    let certificate = |at: usize| {
        format!(
            r#"{{ "id": "c{at}", "scheme": "msc_coc", "code": "MSC-C-5{at:04}", "status": "valid",
                 "status_on": "2026-0{}-15", "valid_until": "2027-05-31" }}"#,
            at % 9 + 1
        )
    };
    let finding = |at: usize| {
        format!(
            r#"{{ "id": "f{at}", "kind": "forced_labour", "source": "ngo", "standing": "alleged",
                 "observed": "2025-0{}-10", "denied_by_company": true }}"#,
            at % 9 + 1
        )
    };
    let text = format!(
        r#"{{ "ref": "bench", "site": {{ "id": "s", "name": "S", "country": "CN", "headcount": 480, "workforce": [{}] }},
             "report": {{ "id": "r", "document": "full_report", "visit": {{ "start": "2026-03-10", "end": "2026-03-11" }},
                          "interviews": {{ "groups": [{}] }} }},
             "certificates": [{}], "findings": [{}], "search": {{ "done": "partial", "on": "2026-11-01" }} }}"#,
        list(&workforce, 8),
        list(&heard, 7),
        list(&certificate, 24),
        list(&finding, 24)
    );
    Dossier::from_json(text.as_bytes()).unwrap()
}

/// Milliseconds of explaining and of assessing, the median of rounds taken in turns.
fn median_of(scorer: &Scorer, dossier: &Dossier) -> (f64, f64) {
    let (mut explain, mut assess) = (Vec::new(), Vec::new());
    for _ in 0..101 {
        explain.push(milliseconds(|| scorer.explain(black_box(dossier))));
        assess.push(milliseconds(|| scorer.assess(black_box(dossier))));
    }
    (median(explain), median(assess))
}

fn milliseconds<T>(work: impl FnOnce() -> T) -> f64 {
    let begin = Instant::now();
    black_box(work());
    begin.elapsed().as_secs_f64() * 1_000.0
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}
