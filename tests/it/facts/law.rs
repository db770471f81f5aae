//! The law: every derived span equals brute force over the keys that it reads.

use super::sketch::*;
use super::*;

const INTERPRETERS: [&str; 7] =
    ["auditor", "independent", "facility", "agent", "co_worker", "buyer", "government"];

const UNCOUNTED: (&str, [u32; 2], [u32; 2]) = ("workers", [2, 4], [1, 3]);

#[test]
fn the_span_of_interpreters_is_exact() {
    // Where nobody was heard there is no interpreter: the fact stays open, whatever is completed.
    let lists = INTERPRETERS.map(|interpreter| json!([{ "workers": 1, "interpreter": interpreter }]));
    let sketch = |draw: &mut Draw| {
        let keys = [
            (UNCOUNTED.0, values(&UNCOUNTED.1), values(&UNCOUNTED.2)),
            ("interpreter", values(&INTERPRETERS), values(&INTERPRETERS)),
        ];
        groups(draw, &keys, &[lists.as_slice(), &[json!([])]].concat())
    };
    Law { settles: false, ..Law::named("derived.interpreters") }.holds(sketch, itself);
}

#[test]
fn the_span_of_the_interview_place_is_exact() {
    let places = values(&["on_site", "off_site", "housing", "remote"]);
    let lists: Vec<Value> = places.iter().map(|place| json!([{ "workers": 1, "place": place }])).collect();
    let sketch = |draw: &mut Draw| {
        let keys = [
            (UNCOUNTED.0, values(&UNCOUNTED.1), values(&UNCOUNTED.2)),
            ("place", places.clone(), places.clone()),
        ];
        groups(draw, &keys, &[lists.as_slice(), &[json!([])]].concat())
    };
    Law::named("derived.interview_place").holds(sketch, itself);
}

fn counted_groups(draw: &mut Draw) -> Sketch {
    let places = values(&["on_site", "off_site", "housing", "remote"]);
    let lists = [json!([]), json!([{ "workers": u32::MAX, "place": "off_site" }])];
    groups(draw, &[counts(), ("place", places.clone(), places)], &lists)
}

const CUTS: [u32; 15] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 14, 16, 21, 22, u32::MAX];

#[test]
fn the_spans_of_the_workers_heard_are_exact() {
    // A headcount that is not stated is not below who was heard: no site hears more workers than it has.
    let sketch = |draw: &mut Draw| {
        let mut sketch = counted_groups(draw);
        sketch.key(draw, "site.headcount", &values(&[1000, 5, 10]), &values(&[u32::MAX]));
        sketch
    };
    Law::counted("derived.heard", &CUTS).holds(sketch, itself);
    Law::counted("derived.heard_off_site", &CUTS).holds(sketch, itself);
}

#[test]
fn the_spans_of_the_sample_are_exact() {
    let sketch = |draw: &mut Draw| {
        let mut sketch = counted_groups(draw);
        let headcounts = values(&[10_u32, 50, 51, 250, 251]);
        sketch.key(draw, "site.headcount", &headcounts, &values(&[50, u32::MAX]));
        sketch
    };
    let cuts = [1, 6, 7, 13, 20, 23, 30, 40, 46, 70, 90, 140, 180, 420, u32::MAX];
    Law::counted("derived.sample_percent", &cuts).holds(sketch, itself);
    Law::counted("derived.off_site_percent", &cuts).holds(sketch, itself);
}

#[test]
fn the_span_of_interviews_per_auditor_day_is_exact() {
    let sketch = |draw: &mut Draw| {
        let mut sketch = counted_groups(draw);
        let days = [json!(2), json!(0.1), json!(4.5), json!(0), json!(0.5)];
        sketch.key(draw, "report.visit.auditor_days", &days, &[json!(0), json!(0.1), json!(1_000_000)]);
        sketch
    };
    let cuts = [1, 2, 3, 4, 7, 8, 14, 18, 20, 28, 40, 70, 140, 210, u32::MAX];
    Law::counted("derived.interviews_per_auditor_day", &cuts).holds(sketch, itself);
}

#[test]
fn the_span_of_auditor_days_for_the_headcount_is_exact() {
    let sketch = |draw: &mut Draw| {
        let mut sketch = Sketch::new();
        let days = [json!(1.5), json!(0.7), json!(3), json!(2.9), json!(0), json!(5)];
        sketch.key(draw, "report.visit.auditor_days", &days, &[json!(0), json!(0.1), json!(1_000_000)]);
        let headcounts = values(&[10_u32, 50, 51, 250, 251]);
        sketch.key(draw, "site.headcount", &headcounts, &values(&[0, 51, u32::MAX]));
        sketch
    };
    let cuts = [1, 2, 3, 14, 23, 46, 50, 58, 60, 96, 100, 166, 200, 333, u32::MAX];
    Law::counted("derived.auditor_days_percent", &cuts).holds(sketch, itself);
}

#[test]
fn the_span_of_the_arrangements_heard_is_exact() {
    // A list that is not stated may hold workers of the site's own alone, or one of each arrangement.
    let arrangements = values(&["direct", "agency", "dispatched", "migrant", "state_transfer"]);
    let each: Vec<Value> =
        arrangements.iter().map(|one| json!({ "workers": 1, "arrangement": one })).collect();
    let sketch = |draw: &mut Draw| {
        let mut sketch = Sketch { most: 40_000, ..Sketch::new() };
        for path in ["site.workforce", GROUPS] {
            if draw.once_in(4) {
                let lists = vec![json!([{ "workers": 1, "arrangement": "direct" }]), json!(each)];
                let nobody = if path == GROUPS { vec![json!([])] } else { Vec::new() };
                sketch.hole(path, [lists, nobody].concat());
            } else {
                let lengths: &[usize] = if path == GROUPS { &[1, 2, 3, 0] } else { &[1, 2, 2] };
                sketch.list(
                    draw,
                    path,
                    lengths,
                    &[("arrangement", arrangements.clone(), arrangements.clone())],
                );
            }
        }
        sketch
    };
    Law { cases: 400, ..Law::named("derived.arrangements_heard") }.holds(sketch, itself);
}

#[test]
fn the_span_of_shifts_unseen_is_exact() {
    let sketch = |draw: &mut Draw| {
        let mut sketch = Sketch::new();
        sketch.key(draw, "site.shifts", &values(&[2, 1, 3]), &values(&[1, 2, 3, u32::MAX]));
        sketch.key(
            draw,
            "report.visit.shifts_seen",
            &values(&[1, 2, 0, 3]),
            &values(&[0, 1, 2, 3, u32::MAX]),
        );
        // No more are seen than are run.
        let stated = |path: &str| sketch.document.pointer(path).and_then(Value::as_u64);
        if let Some(seen) =
            stated("/report/visit/shifts_seen").filter(|seen| stated("/site/shifts") < Some(*seen))
        {
            if sketch.document.pointer("/site/shifts").is_some() {
                sketch.state("site.shifts", json!(seen));
            }
        }
        sketch
    };
    Law::counted("derived.shifts_unseen", &[1, 2, 3, 4, u32::MAX - 3, u32::MAX - 2, u32::MAX - 1, u32::MAX])
        .holds(sketch, itself);
}

#[test]
fn the_spans_of_the_indicators_are_exact() {
    let some = [json!([]), json!(["deception"]), json!(["deception", "isolation", "deception"])];
    let sketch = |path: &'static str, all: Value| {
        let some = some.clone();
        move |draw: &mut Draw| {
            let mut sketch = Sketch::new();
            sketch.key(draw, path, &some, &[json!([]), json!(["isolation"]), all.clone()]);
            sketch
        }
    };
    let every = json!(audit_credence::dossier::report::Indicator::WORDS);
    let cuts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    Law::counted("derived.indicators_examined", &cuts)
        .holds(sketch("report.scope.indicators", json!("all")), itself);
    Law::counted("derived.indicators_found", &cuts)
        .holds(sketch("report.conclusion.indicators_found", every), itself);
}

#[test]
fn the_span_of_the_visiting_firm_is_exact() {
    let firms = values(&["Acme", "acme ", "Other"]);
    Law::named("derived.visiting_firm").holds(
        |draw| {
            let mut sketch = Sketch::new();
            sketch.key(draw, "report.auditor.firm", &firms, &firms);
            sketch.key(draw, "report.auditor.visiting_firm", &firms, &firms);
            sketch
        },
        itself,
    );
}

#[test]
fn the_span_of_the_age_is_exact() {
    // A visit ages from its end. Where the end is not stated it is no earlier than the start, and no later than the day
    // by which it was over. Where the end is stated the start says nothing about the age.
    let days = values(&["2020-01-01", "2027-01-01", "2026-12-31", "2028-12-31", "2029-12-31"]);
    let sketch = |draw: &mut Draw| {
        let mut sketch = Sketch::new();
        let (start, end) = (draw.one(&days), draw.one(&days));
        match draw.number(5) {
            0 => sketch.state("report.visit.end", end),
            1 => sketch.state("report.visit", json!({ "start": std::cmp::min_by_key(&start, &end, |day| day.as_str()), "end": std::cmp::max_by_key(&start, &end, |day| day.as_str()) })),
            2 => {
                sketch.state("report.visit.start", start.clone());
                sketch.hole("report.visit.end", vec![start, json!("2029-12-31")]);
            }
            3 => {
                // It was over by then, whenever it was.
                sketch.state("report.visit.no_later_than", end.clone());
                sketch.hole("report.visit.end", vec![json!("2001-01-01"), end]);
            }
            _ => sketch.hole("report.visit.end", values(&["2001-01-01", "2029-12-31"])),
        }
        sketch
    };
    Law::of(Asked::aged("derived.visit_age", &[36, 12])).holds(sketch, itself);
}

#[test]
fn the_span_of_integrity_is_exact() {
    let sketch = |draw: &mut Draw| {
        let mut sketch = Sketch { most: 1_500, ..Sketch::new() };
        visit(
            &mut sketch,
            draw,
            &["2024-03-10", "2024-03-11", "2023-06-01"],
            &["2024-03-10", "2024-03-09"],
            &["2024-03-10", "2022-01-01", "2023-06-01"],
        );
        // What a complete list contradicts has a law of its own.
        sketch.state("site.workforce_covers", json!("employees_only"));
        let conclusions = values(&["none_found", "found", "not_assessed"]);
        sketch.key(draw, "report.conclusion.forced_labour", &conclusions, &conclusions);
        let indicators =
            [json!([]), json!(["excessive_overtime"]), json!(["debt_bondage", "excessive_overtime"])];
        sketch.key(draw, "report.conclusion.indicators_found", &indicators, &indicators);
        sketch.key(draw, "report.conclusion.reasoned", &values(&[true, false]), &values(&[true, false]));
        let records = values(&["consistent", "unable_to_verify", "inconsistent"]);
        sketch.key(draw, "report.scope.records_result", &[&records[..1], &records[..]].concat(), &records);
        sketch.key(draw, "site.headcount", &values(&[100, 80]), &values(&[10, 60, 80, 100, 1000]));
        sketch.key(draw, "report.conclusion.headcount", &values(&[100, 90, 60]), &values(&[80, 100, 1000]));
        let counted = values(&["2024-03-01", "2023-06-01"]);
        sketch.key(draw, "site.headcount_on", &counted, &counted);
        let days = [json!(10), json!(1), json!(0.1)];
        sketch.key(draw, "report.visit.auditor_days", &days, &[json!(0), json!(100)]);
        let languages = values(&["zh", "ko", "ug"]);
        let is_open = |sketch: &Sketch, path: &str| sketch.holes.iter().any(|(hole, _)| hole == path);
        if draw.once_in(5) {
            // At best everybody's language is listed, in a few workers; at worst a language that nobody was heard in.
            let everyone = ["zh", "ko", "ug"].map(|language| json!({ "language": language, "workers": 1 }));
            sketch.hole(
                "site.workforce",
                vec![json!(everyone), json!([{ "language": "ja", "workers": 5000 }])],
            );
        } else {
            // Where the headcount is not stated the list is shorter than the report's own count: that the two disagree
            // whatever the headcount is takes three keys together, and each check looks at two.
            let counted = if is_open(&sketch, "site.headcount") { [20, 30] } else { [50, 100] };
            let keys = [
                ("language", values(&["zh", "ko"]), languages.clone()),
                ("workers", values(&counted), values(&[1, 1000])),
            ];
            sketch.list(draw, "site.workforce", &[1, 2], &keys);
        }
        // A group without a language may be of several: beside one, interviews are stated in one language.
        let unnamed =
            [0, 1].iter().any(|index| is_open(&sketch, &format!("site.workforce[{index}].language")));
        let heard_in = if unnamed { vec![draw.one(&languages)] } else { values(&["zh", "ko"]) };
        if draw.once_in(5) {
            let many = json!([{ "language": "ja", "workers": 5000, "format": "individual" }]);
            sketch.hole(GROUPS, vec![json!([]), many]);
        } else {
            let formats = values(&["individual", "group"]);
            let keys = [
                ("language", heard_in, languages.clone()),
                ("workers", values(&[2, 4, 90]), values(&[1, 5000])),
                ("format", formats.clone(), formats),
            ];
            sketch.list(draw, GROUPS, &[1, 2, 0], &keys);
        }
        sketch
    };
    Law { cases: 400, ..Law::named("derived.integrity") }.holds(sketch, itself);
}

#[test]
fn the_span_of_contrary_evidence_is_exact() {
    // A report that found forced labour is not graded, so the conclusion is completed only with what leaves a grade:
    // a report that does not say that it found forced labour is not read as if it had.
    let sketch = |draw: &mut Draw| {
        let mut sketch =
            findings(draw, &["forced_labour", "child_labour", "audit_deception", "other_labour"]);
        let graded = values(&["none_found", "not_assessed"]);
        let conclusions = values(&["none_found", "not_assessed", "none_found", "found"]);
        sketch.key(draw, "report.conclusion.forced_labour", &conclusions, &graded);
        sketch
    };
    Law { cases: 400, ..Law::named("derived.contrary_evidence") }.holds(sketch, itself);
}

#[test]
fn the_span_of_deception_evidence_is_exact() {
    let sketch = |draw: &mut Draw| findings(draw, &["audit_deception", "audit_deception", "forced_labour"]);
    Law { cases: 300, ..Law::named("derived.deception_evidence") }.holds(sketch, itself);
}

#[test]
fn whether_the_workers_concerned_were_heard_is_exact() {
    Law { cases: 400, ..Law::named("derived.contrary_evidence") }.holds(answer, itself);
}

#[test]
fn the_span_of_the_search_is_exact() {
    // Whatever a search left out can be searched again: the fact stays open below its top, however much is stated.
    Law { settles: false, cases: 400, ..Law::named("derived.search") }.holds(search, itself);
}

#[test]
fn the_span_of_the_remedy_is_exact() {
    let verified = values(&["no", "self_declared", "independent_announced", "independent_unannounced"]);
    let sketch = |draw: &mut Draw| {
        let mut sketch = Sketch::new();
        let path = "report.follow_up.verified";
        // Independent, with the notice not stated.
        if draw.once_in(3) {
            sketch.hole(path, verified[2..].to_vec());
            sketch.state(path, json!("independent"));
        } else {
            sketch.key(draw, path, &verified, &verified);
        }
        sketch
    };
    Law::named("report.follow_up.verified").holds(sketch, itself);
}

#[test]
fn the_span_of_the_coercion_context_is_exact_down_to_its_floor() {
    // Not completed: arrangements and origins, and the groups of a list that is absent. What is not stated of them
    // triggers nothing (semantics, 1). A subdivision is completed with those of its country.
    let parts = [
        ("CN", vec!["CN-XJ", "CN-LN", "CN-GD"]),
        ("PT", vec!["PT-13"]),
        ("TM", vec!["TM-A"]),
        ("ER", vec!["ER-MA", "ER-AN"]),
    ];
    let sketch = |draw: &mut Draw| {
        let mut sketch = Sketch::new();
        let (country, subdivisions) = draw.one(&parts);
        match draw.number(4) {
            0 => {
                sketch.state("site.country", json!(country));
                sketch.state("site.subdivision", json!(draw.one(&subdivisions)));
            }
            1 => sketch.state("site.subdivision", json!(draw.one(&subdivisions))),
            2 => {
                sketch.state("site.country", json!(country));
                sketch.hole("site.subdivision", values(&subdivisions));
            }
            _ => {
                let everywhere: Vec<&str> = parts.iter().flat_map(|(_, parts)| parts.clone()).collect();
                sketch.hole("site.subdivision", values(&everywhere));
            }
        }
        counted(&mut sketch, draw);
        let arrangements = [
            json!("direct"),
            json!(null),
            json!("agency"),
            json!("direct"),
            json!("dispatched"),
            json!("state_transfer"),
        ];
        for path in ["site.workforce", GROUPS] {
            if draw.once_in(2) {
                let length = draw.one(&[1, 2]);
                sketch.state(path, json!(vec![json!({}); length]));
                for index in 0..length {
                    let at = |key: &str| format!("{path}[{index}].{key}");
                    sketch.key(draw, &at("workers"), &values(&[5, 6]), &values(&[1]));
                    sketch.state(&at("arrangement"), draw.one(&arrangements));
                    if path == "site.workforce" {
                        sketch.state(
                            &at("origin"),
                            draw.one(&[json!("MM"), json!("CN"), json!("KP"), json!(null)]),
                        );
                    }
                }
            }
        }
        sketch
    };
    let values = ["impossible", "not_excluded", "none_known"];
    let asked = Asked::named("derived.coercion_context", &values).with("silent_floor = 'not_excluded'");
    Law { floor: Some(1), settles: false, cases: 500, ..Law::of(asked) }.holds(sketch, itself);
}

#[test]
fn the_span_of_certificate_standing_is_exact() {
    // Given up while a finding was open may have been for labour, however much is stated: the fact stays open.
    Law { settles: false, cases: 600, ..Law::named("derived.certificate_standing") }
        .holds(certificates, itself);
}

#[test]
fn the_span_of_certificate_claims_is_exact() {
    Law { cases: 300, ..Law::named("derived.certificate_claims") }.holds(certificates, itself);
}
