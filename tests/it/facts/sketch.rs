//! Sketches, and how the law is held over them.
//!
//! A sketch is a dossier with holes: keys that are not stated, each with the values that could stand there. The law
//! fills the holes in every way and computes the fact on each completed dossier; the worst and the best of these must
//! be the ends of the span on the dossier with the holes. What is not a hole, and why, is said at each fact.

use super::*;

/// The law's day: facts of the dossier alone do not know it, so undated events may lie long after the dated ones.
pub(super) const MUCH_LATER: &str = "2030-01-01";

/// How a fact is asked for in the law.
pub(super) struct Law {
    pub(super) scorer: Scorer,
    /// The names of its levels, worst first.
    pub(super) levels: Vec<String>,
    /// The level at which what is worse is clipped unless no completion is better: silence about an adverse act.
    pub(super) floor: Option<u8>,
    /// Whether the fact is settled wherever nothing is a hole.
    pub(super) settles: bool,
    pub(super) cases: u32,
}

impl Law {
    pub(super) fn of(asked: Asked) -> Self {
        let levels = asked.levels.iter().map(|(name, _)| name.clone()).collect();
        let scorer = probe(&[asked], "").at(date(MUCH_LATER));
        Law { scorer, levels, floor: None, settles: true, cases: 150 }
    }

    pub(super) fn named(fact: &str) -> Self {
        let values = CATALOGUE.iter().find_map(|entry| match entry.kind {
            Kind::Named(values) if entry.id == fact => Some(values),
            _ => None,
        });
        Law::of(Asked::named(fact, values.unwrap()))
    }

    pub(super) fn counted(fact: &str, cuts: &[u32]) -> Self {
        Law::of(Asked::counted(fact, cuts))
    }

    pub(super) fn span(&self, document: &Value) -> (u8, u8) {
        let levels = self.scorer.levels(&Facts::from_dossier(&read(document)));
        let range = levels.unwrap_or_else(|problem| panic!("{problem}\n{document}")).get(0).unwrap();
        (range.worst(), range.best())
    }

    pub(super) fn name(&self, level: u8) -> &str {
        &self.levels[usize::from(level)]
    }

    /// Holds the law over many sketches. `truths` are the sites that a completed dossier may describe.
    #[track_caller]
    pub(super) fn holds(self, sketch: impl Fn(&mut Draw) -> Sketch, truths: impl Fn(&Value) -> Vec<Value>) {
        let mut open = std::cell::Cell::new(0);
        each(self.cases, |draw| {
            let sketch = sketch(draw);
            let (mut worst, mut best) = (u8::MAX, 0);
            let can_be = |truth: &Value| Dossier::from_json(truth.to_string().as_bytes()).is_ok();
            for truth in sketch.completions().iter().flat_map(&truths).filter(can_be) {
                let (low, high) = self.span(&truth);
                if self.settles && low != high {
                    return Err(TestCaseError::fail(format!(
                        "not settled although nothing is open: {truth}"
                    )));
                }
                (worst, best) = (worst.min(low), best.max(high));
            }
            if let Some(floor) = self.floor {
                worst = worst.max(floor.min(best));
            }
            let (low, high) = self.span(&sketch.document);
            open.set(open.get() + u32::from(low != high));
            if (low, high) == (worst, best) {
                return Ok(());
            }
            let kind = if low > worst || high < best { "NARROWER" } else { "wider" };
            Err(TestCaseError::fail(format!(
                "the span {}..{} is {kind} than brute force {}..{}\nof {}\nwith holes {:?}",
                self.name(low),
                self.name(high),
                self.name(worst),
                self.name(best),
                sketch.document,
                sketch.holes
            )))
        });
        assert!(*open.get_mut() > self.cases / 20, "only {} of {} were open", open.get(), self.cases);
    }
}

/// Tries so many draws.
#[track_caller]
pub(super) fn each(cases: u32, test: impl Fn(&mut Draw) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let numbers = proptest::collection::vec(proptest::num::u8::ANY, 60);
    if let Err(error) = runner.run(&numbers, |numbers| test(&mut Draw::of(&numbers))) {
        panic!("{error}");
    }
}

/// A completed dossier describes itself.
pub(super) fn itself(document: &Value) -> Vec<Value> {
    vec![document.clone()]
}

/// Draws from a sequence that proptest makes and shrinks; 0 draws the first of everything.
pub(super) struct Draw<'a> {
    numbers: &'a [u8],
    at: usize,
}

impl<'a> Draw<'a> {
    pub(super) fn of(numbers: &'a [u8]) -> Self {
        Draw { numbers, at: 0 }
    }

    pub(super) fn number(&mut self, below: usize) -> usize {
        let number = self.numbers.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(number) % below
    }

    pub(super) fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.number(of.len())].clone()
    }

    /// True once in so many.
    pub(super) fn once_in(&mut self, many: usize) -> bool {
        self.number(many) == many - 1
    }
}

#[derive(Clone, Debug)]
pub(super) struct Sketch {
    pub(super) document: Value,
    pub(super) holes: Vec<(String, Vec<Value>)>,
    /// The most completions.
    pub(super) most: usize,
}

impl Sketch {
    pub(super) fn new() -> Self {
        Sketch { document: json!({}), holes: Vec::new(), most: 300 }
    }

    /// Nine workers in each group: enough for its language to count as heard.
    fn with_counts(mut self) -> Self {
        self.document = evidence::counted(self.document);
        for (_, lists) in self.holes.iter_mut().filter(|(path, _)| path == GROUPS || path == "site.workforce")
        {
            *lists = lists.iter().cloned().map(evidence::counted_groups).collect();
        }
        self
    }

    pub(super) fn state(&mut self, path: &str, value: Value) {
        set(&mut self.document, path, value);
    }

    /// Leaves a hole, or states a value of the domain where there would be too many completions.
    pub(super) fn hole(&mut self, path: &str, domain: Vec<Value>) {
        let completions: usize = self.holes.iter().map(|(_, domain)| domain.len()).product();
        if completions * domain.len() > self.most {
            self.state(path, domain[0].clone());
        } else {
            self.holes.push((path.to_owned(), domain));
        }
    }

    /// States one of some values, or leaves a hole with a domain of its own.
    pub(super) fn key(&mut self, draw: &mut Draw, path: &str, stated: &[Value], domain: &[Value]) {
        let (value, unstated) = (draw.one(stated), draw.once_in(3));
        if unstated { self.hole(path, domain.to_vec()) } else { self.state(path, value) }
    }

    /// A list of so many items, whose keys are stated or holes.
    pub(super) fn list(
        &mut self,
        draw: &mut Draw,
        path: &str,
        lengths: &[usize],
        keys: &[(&str, Vec<Value>, Vec<Value>)],
    ) {
        let length = draw.one(lengths);
        self.state(path, json!(vec![json!({}); length]));
        for index in 0..length {
            for (key, stated, domain) in keys {
                self.key(draw, &format!("{path}[{index}].{key}"), stated, domain);
            }
        }
    }

    pub(super) fn completions(&self) -> Vec<Value> {
        let mut all = vec![self.document.clone()];
        for (path, domain) in &self.holes {
            let fill = |document: &Value| {
                domain
                    .iter()
                    .map(|value| but(document, &[(path.as_str(), value.clone())]))
                    .collect::<Vec<_>>()
            };
            all = all.iter().flat_map(fill).collect();
        }
        // What cannot be is no completion.
        all.retain(|document| *document == crate::generate::without_what_cannot_be(document.clone()));
        all
    }
}

pub(super) const GROUPS: &str = "report.interviews.groups";

/// Interviews with these keys, or none stated: then one of these lists.
pub(super) fn groups(draw: &mut Draw, keys: &[(&str, Vec<Value>, Vec<Value>)], lists: &[Value]) -> Sketch {
    let mut sketch = Sketch::new();
    if draw.once_in(5) {
        sketch.hole(GROUPS, lists.to_vec());
    } else {
        sketch.list(draw, GROUPS, &[2, 1, 3, 0], keys);
    }
    sketch
}

/// Counts of interviewed workers, stated and to be completed: a group without a count has at least one member.
pub(super) fn counts() -> (&'static str, Vec<Value>, Vec<Value>) {
    ("workers", values(&[2_u32, 3, 7]), values(&[1, 4, u32::MAX]))
}

/// The dates of a visit on one day: both, one of them, or neither stated.
///
/// Where only one is stated, the other is completed with `ends` or `starts`; where neither is, with `others`.
pub(super) fn visit(sketch: &mut Sketch, draw: &mut Draw, starts: &[&str], ends: &[&str], others: &[&str]) {
    let (start, end, day) = ("report.visit.start", "report.visit.end", json!("2024-03-10"));
    match draw.number(5) {
        0 | 1 => {
            sketch.state(start, day.clone());
            sketch.state(end, day);
        }
        2 => {
            sketch.state(start, day);
            sketch.hole(end, values(ends));
        }
        3 => {
            sketch.state(end, day);
            sketch.hole(start, values(starts));
        }
        _ => {
            sketch.hole(start, values(others));
            sketch.hole(end, values(others));
        }
    }
}

/// Findings and what may answer them.
///
/// Not completed: a finding's `id` (an answer names an id, and none is named that nobody gave), its `language` and
/// `arrangement` (one that names no group concerns every known one), and `ended_on` (a ruling, act or restriction counts
/// until a day is stated). Evidence is looked after by `observed`, else by `published`, and ages from the later of the
/// two: what was observed is made public no earlier.
pub(super) fn findings(draw: &mut Draw, kinds: &[&str]) -> Sketch {
    let mut sketch = Sketch::new();
    visit_beside_evidence(&mut sketch, draw);
    // Of a visit on 10 March 2024, evidence of that day in 2021 is the oldest that counts.
    let days = values(&["2024-06-01", "2024-03-09", "2024-03-10", "2021-03-10", "2021-03-09"]);
    let standings =
        values(&["documented", "alleged", "government_action", "ruled", "dismissed", "withdrawn"]);
    let length = draw.one(&[1, 2]);
    sketch.state("findings", json!(vec![json!({}); length]));
    for (index, id) in ["f1", "f2"].iter().enumerate().take(length) {
        let at = |key: &str| format!("findings[{index}].{key}");
        sketch.state(&at("id"), if draw.once_in(6) { json!(null) } else { json!(id) });
        let all = values(&["forced_labour", "child_labour", "audit_deception", "other_labour"]);
        sketch.key(draw, &at("kind"), &values(kinds), &all);
        sketch.key(draw, &at("standing"), &standings, &standings);
        let sources = values(&["journalism", "government", "court", "worker"]);
        sketch.key(draw, &at("source"), &sources, &sources[..2]);
        let (observed, published) = (draw.one(&days), draw.one(&days));
        match draw.number(4) {
            0 => {
                sketch.state(&at("observed"), observed.clone());
                sketch.hole(&at("published"), vec![observed, json!("2029-12-31")]);
            }
            1 => sketch.state(&at("published"), published),
            2 => {
                sketch.state(&at("observed"), observed);
                sketch.state(&at("published"), published);
            }
            _ => sketch.hole(&at("published"), values(&["2001-01-01", "2029-12-31", "2024-02-01"])),
        }
        if draw.once_in(4) {
            sketch.state(&at("ended_on"), json!("2029-12-31"));
        }
        let firms = [json!([]), json!(["one"]), json!(["two"])];
        sketch.key(
            draw,
            &at("accuses"),
            &[&firms[..1], &firms[..]].concat(),
            &[json!([]), json!(["one", "two"])],
        );
    }
    let answers = [json!(["f1", "f2"]), json!([]), json!(["f1"]), json!(["f2"])];
    sketch.key(draw, "report.answers", &answers, &answers);
    let relations = values(&["third_party", "second_party", "first_party", "counsel"]);
    sketch.key(draw, "report.auditor.relation", &[&relations[..1], &relations[..]].concat(), &relations[..2]);
    let notices = values(&["unannounced", "semi_announced", "announced"]);
    sketch.key(draw, "report.visit.notice", &[&notices[..1], &notices[..]].concat(), &notices[..2]);
    let firms = values(&["one", "two", "three"]);
    sketch.state("report.auditor.firm", draw.one(&firms));
    sketch.key(draw, "report.auditor.visiting_firm", &firms, &firms);
    sketch.state("site.workforce", json!([{ "language": "zh" }]));
    let places = values(&["off_site", "off_site", "on_site"]);
    sketch.list(draw, GROUPS, &[1], &[("place", places.clone(), places[1..].to_vec())]);
    sketch.state(&format!("{GROUPS}[0].language"), json!("zh"));
    sketch.with_counts()
}

/// One documented finding that is answered if the workers concerned were heard off site in their language.
pub(super) fn answer(draw: &mut Draw) -> Sketch {
    let mut sketch = Sketch { most: 4_000, ..Sketch::new() };
    let day = json!("2024-03-10");
    sketch.state("report.visit", json!({ "start": day, "end": day, "notice": "unannounced" }));
    sketch.state("report.auditor", json!({ "relation": "third_party" }));
    sketch.state("report.answers", json!(["f1"]));
    let found = json!({
        "id": "f1", "kind": "forced_labour", "standing": "documented", "published": "2024-01-01", "accuses": []
    });
    sketch.state("findings", json!([found]));
    let (unnamed, named) = (json!(null), draw.number(4));
    let languages = values(&["zh", "ko"]);
    let arrangements = values(&["direct", "agency"]);
    let language = if named % 2 == 1 { draw.one(&languages) } else { unnamed.clone() };
    let arrangement = if named > 1 { draw.one(&arrangements) } else { unnamed };
    sketch.state("findings[0].language", language);
    sketch.state("findings[0].arrangement", arrangement);
    // A third language is one in which nobody is said to have been heard.
    let any = values(&["zh", "ko", "ja"]);
    let group = |language: &str, arrangement: &str| json!({ "language": language, "arrangement": arrangement, "place": "off_site" });
    let places = values(&["off_site", "on_site"]);
    let keys = [
        ("language", languages, any.clone()),
        ("arrangement", arrangements.clone(), arrangements.clone()),
        ("place", places.clone(), places),
    ];
    if draw.once_in(6) {
        let everyone: Vec<Value> = ["zh", "ko", "ja"]
            .iter()
            .flat_map(|language| ["direct", "agency"].map(|arrangement| group(language, arrangement)))
            .collect();
        sketch.hole(GROUPS, vec![json!([]), json!(everyone)]);
    } else {
        sketch.list(draw, GROUPS, &[2, 1, 3, 0], &keys);
    }
    if draw.once_in(6) {
        // It lists whoever was heard, or somebody else.
        let lists = ["zh", "ko", "ja"].iter().flat_map(|language| {
            ["direct", "agency"]
                .map(|arrangement| json!([{ "language": language, "arrangement": arrangement }]))
        });
        sketch.hole("site.workforce", lists.collect());
    } else {
        sketch.list(draw, "site.workforce", &[1, 2], &keys[..2]);
    }
    sketch.with_counts()
}

/// A search, a visit and who works at the site.
pub(super) fn search(draw: &mut Draw) -> Sketch {
    let mut sketch = Sketch::new();
    visit(&mut sketch, draw, &["2024-03-10"], &["2024-03-10", "2029-12-31"], &["2024-03-10", "2029-12-31"]);
    let done = values(&["full", "full", "partial", "not_done"]);
    sketch.key(draw, "search.done", &done, &done[1..]);
    let days = values(&["2024-03-10", "2024-03-11", "2024-03-09", "1999-01-01"]);
    sketch.key(draw, "search.on", &days, &values(&["1999-01-01", "2029-12-31"]));
    let sources = [json!(["press"]), json!([])];
    sketch.key(draw, "search.sources", &sources[..1], &sources);
    let languages = [json!(["zh"]), json!(["en", "ko"]), json!(["en"]), json!([])];
    sketch.key(draw, "search.languages", &languages, &[json!(["zh", "ko", "ja"]), json!([])]);
    let spoken = values(&["zh", "ko", "ja"]);
    sketch.list(draw, "site.workforce", &[1, 2], &[("language", spoken.clone(), spoken)]);
    sketch
}

/// Certificates, a visit and findings.
///
/// Not completed: a certificate's `valid_until`, `issued` and `claimed_on`, and its `status` where no `reason` is stated.
/// One of which nothing bad is stated stands in order: a certificate never lifts a grade, and it does not lower one by what
/// nobody stated. The `reason` is that of a status taken away: beside another one it says nothing. A status is not completed
/// with a day after its certificate's validity. And `ended_on` as for evidence.
pub(super) fn certificates(draw: &mut Draw) -> Sketch {
    let mut sketch = Sketch::new();
    // `no_later_than` is not among the keys that these facts read.
    let others = ["2024-03-10", "1990-06-01", "2029-12-31"];
    visit(&mut sketch, draw, &["2024-03-10", "1990-06-01"], &["2024-03-10"], &others);
    sketch.state("report.id", json!("r1"));
    let length = draw.one(&[1, 2]);
    sketch.state("certificates", json!(vec![json!({}); length]));
    for index in 0..length {
        let at = |key: &str| format!("certificates[{index}].{key}");
        sketch.state(
            &at("scheme"),
            draw.one(&values(&["chain", "standard", "traceability", "method", "somebodys"])),
        );
        let status = draw.one(&["withdrawn", "cancelled", "suspended", "expired", "valid", "not_found", ""]);
        if status.is_empty() {
            sketch.hole(&at("status"), values(&["valid", "withdrawn"]));
            sketch.state(&at("reason"), draw.one(&values(&["labour", "traceability", "voluntary"])));
        } else {
            sketch.state(&at("status"), json!(status));
        }
        let is_taken = ["withdrawn", "cancelled", "suspended"].contains(&status);
        let reasons = values(&["labour", "traceability", "voluntary", "administrative", "overdue_audit"]);
        if is_taken {
            sketch.key(draw, &at("reason"), &reasons, &reasons[..3]);
        } else if !status.is_empty() && draw.once_in(3) {
            sketch.state(&at("reason"), draw.one(&reasons));
        }
        let days = values(&["2024-06-01", "2023-03-10", "2023-03-09", "2000-01-01"]);
        sketch.key(
            draw,
            &at("status_on"),
            &days,
            &values(&["1990-01-01", "2024-06-01", "2024-11-15", "2029-12-31"]),
        );
        if draw.once_in(2) {
            sketch.state(&at("valid_until"), draw.one(&values(&["2031-01-01", "2024-06-15", "2000-02-01"])));
        }
        let whose = values(&["same", "parent", "other"]);
        sketch.key(draw, &at("site_match"), &[&whose[..1], &whose[..]].concat(), &whose);
        if draw.once_in(2) {
            sketch.state(&at("claimed_on"), draw.one(&values(&["2024-07-01", "2024-06-01", "1999-01-01"])));
        }
    }
    if draw.once_in(2) {
        sketch.state("findings", json!([{}]));
        let kinds = values(&["forced_labour", "other_labour"]);
        sketch.key(draw, "findings[0].kind", &kinds, &kinds);
        let standings = values(&["documented", "dismissed"]);
        sketch.key(draw, "findings[0].standing", &standings, &standings);
        let days = values(&["2024-05-01", "2024-11-01"]);
        sketch.key(draw, "findings[0].observed", &days, &values(&["1999-01-01", "2029-12-31"]));
        if draw.once_in(3) {
            sketch.state("findings[0].ended_on", json!("2024-12-01"));
        }
    }
    sketch
}

/// The same where only the order of visit and evidence matters.
pub(super) fn visit_beside_evidence(sketch: &mut Sketch, draw: &mut Draw) {
    // A visit of which only the end is stated may have begun before the evidence.
    let others = ["2024-03-10", "1990-06-01", "2029-12-31"];
    // Neither day is stated, and one by which it was over.
    if draw.once_in(6) {
        sketch.state("report.visit.no_later_than", json!("2024-03-10"));
        sketch.hole("report.visit.start", values(&others[..2]));
        sketch.hole("report.visit.end", values(&others[..2]));
        return;
    }
    visit(sketch, draw, &["2024-03-10", "1990-06-01"], &["2024-03-10"], &others);
}

pub(super) const ESTABLISHED: [&str; 4] =
    ["independent", "documents_only", "management_statement", "not_checked"];

/// How it is known who works at the site, and what bears it out, the list of workers apart.
pub(super) fn counted(sketch: &mut Sketch, draw: &mut Draw) {
    sketch.key(draw, "site.workforce_established_by", &values(&ESTABLISHED), &values(&ESTABLISHED));
    sketch.key(draw, "report.conclusion.headcount", &values(&[1, 1, 30]), &values(&[1, 30]));
    sketch.state("site.headcount", json!(1));
    sketch.state("site.shifts", json!(1));
    sketch.key(draw, "report.visit.shifts_seen", &values(&[1, 1, 1, 0]), &values(&[0, 1]));
    sketch.state("site.dormitories", json!("none"));
}
