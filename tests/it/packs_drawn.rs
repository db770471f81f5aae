//! Packs to try the laws on: small, odd and valid, written as TOML text from a seed.
//!
//! A draw is a pack alone, one on another with changes, or one on two that build on a third. Every pack has the texts
//! and the one case without which it would not load; its expectations are named, not true.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use audit_credence::{CATALOGUE, Kind};
use proptest::prelude::*;

/// A pack with what it builds on: ids and texts, the last is the one in question.
#[derive(Clone, Debug)]
pub(crate) struct Packs(pub(crate) Vec<(String, String)>);

pub(crate) fn packs() -> impl Strategy<Value = Packs> {
    any::<u64>().prop_map(|seed| Writer { seed, ..Writer::default() }.packs())
}

/// Packs of 14 to 24 criteria and more, with caps over criteria far apart.
pub(crate) fn wide_packs() -> impl Strategy<Value = Packs> {
    (any::<u64>(), 12..=22_usize).prop_map(|(seed, more)| Writer { seed, more, ..Writer::default() }.packs())
}

impl std::fmt::Display for Packs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|(_, text)| f.write_str(text))
    }
}

const GRADES: [&str; 5] = ["one", "two", "three", "four", "five"];

/// Facts that a generated pack asks about: keys as they stand, and some that are derived.
const FACTS: [&str; 30] = [
    "report.visit.notice",
    "report.visit.mode",
    "report.visit.access",
    "report.visit.entry",
    "report.visit.dormitories_seen",
    "report.auditor.relation",
    "report.auditor.paid_by",
    "report.auditor.lead",
    "report.auditor.accredited",
    "report.auditor.prior_visits",
    "report.interviews.selected_by",
    "report.interviews.management",
    "report.interviews.surveillance",
    "report.interviews.worker_organisation",
    "report.follow_up.verified",
    "report.published",
    "site.shifts",
    "site.workforce_established_by",
    "search.done",
    "derived.visit_age",
    "derived.language_cover",
    "derived.interview_place",
    "derived.heard",
    "derived.indicators_examined",
    "derived.integrity",
    "derived.contrary_evidence",
    "derived.certificate_standing",
    "extra.hotline",
    "extra.beds",
    "extra.colour",
];

#[derive(Clone, Debug, Default)]
struct Writer {
    seed: u64,
    grades: usize,
    /// So many criteria, domains and caps more in a pack that builds on nothing.
    more: usize,
    /// Criteria that may be named: id, names of levels.
    criteria: Vec<(String, Vec<String>)>,
    domains: Vec<String>,
    caps: Vec<String>,
    /// The silent floors, as numbers of levels, by criterion.
    floors: BTreeMap<String, usize>,
    packs: Vec<(String, String)>,
    used: BTreeSet<&'static str>,
}

impl Writer {
    /// A number below `end`, from a sequence that the seed fixes (splitmix64).
    fn below(&mut self, end: usize) -> usize {
        self.seed = self.seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn one_of<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn packs(mut self) -> Packs {
        self.grades = 2 + self.below(4);
        self.pack("base", &[], true);
        match self.below(4) {
            0 => {}
            1 | 2 => self.pack("over", &["base"], true),
            _ => {
                // Two that build on one, and one on both; the second only adds, so that they do not conflict.
                let base = (self.criteria.clone(), self.caps.clone());
                let base_domains = self.domains.clone();
                self.pack("left", &["base"], true);
                let left = std::mem::replace(&mut self.criteria, base.0.clone());
                let left = (left, std::mem::replace(&mut self.caps, base.1.clone()));
                let left_domains = std::mem::replace(&mut self.domains, base_domains);
                self.pack("right", &["base"], false);
                self.domains.extend(left_domains.into_iter().filter(|id| id.starts_with("left")));
                let new = |id: &String| id.starts_with("right");
                self.criteria =
                    left.0.into_iter().chain(self.criteria.drain(..).filter(|(id, _)| new(id))).collect();
                self.caps = left.1.into_iter().chain(self.caps.drain(..).filter(new)).collect();
                let on: [&str; 3] =
                    if self.once_in(2) { ["left", "right", "base"] } else { ["base", "right", "left"] };
                self.pack("over", &on, true);
            }
        }
        Packs(self.packs)
    }

    fn pack(&mut self, id: &str, on: &[&str], changes: bool) {
        let mut out = format!("[pack]\nid = \"{id}\"\nformat = 1\nversion = \"1.0.0\"\ntitle = \"Drawn.\"\n");
        let mut retired = Vec::new();
        if on.is_empty() {
            let _ = writeln!(out, "scale = {:?}\n{}", &GRADES[..self.grades], self.bands());
            let _ =
                writeln!(out, "inconclusive_steps = {}\ncliff_steps = 2\nstale_days = 365", self.below(3));
        } else if !changes {
            let _ = writeln!(out, "builds_on = {on:?}");
        } else {
            let _ = writeln!(out, "builds_on = {on:?}");
            if self.once_in(3) {
                let _ = writeln!(out, "{}", self.bands());
            }
            if self.once_in(4) && !self.caps.is_empty() {
                let at = self.below(self.caps.len());
                retired.push(self.caps.remove(at));
                let _ = writeln!(out, "retire = {retired:?}");
            }
        }
        let source =
            "publisher = \"P\"\nurl = \"https://example.org\"\nread_on = 2026-01-01\nstatus = \"primary\"";
        let _ = writeln!(out, "[source.{id}]\ntitle = \"S\"\n{source}");
        if on.is_empty() {
            out.push_str("[grade]\n");
            for grade in &GRADES[..self.grades] {
                let _ = writeln!(out, "{grade} = {{ word = \"{grade}\", meaning = \"M\" }}");
            }
            out.push_str("[fact.hotline]\nkind = \"yes_no\"\nmeaning = \"M.\"\n");
            out.push_str("[fact.beds]\nkind = \"count\"\nmeaning = \"M.\"\n");
            out.push_str("[fact.colour]\nkind = \"named\"\nvalues = [\"red\", \"green\", \"blue\"]\nmeaning = \"M.\"\n");
        } else if changes {
            self.changes(&mut out);
        }
        let (mut new_criteria, mut new_caps) = (Vec::new(), Vec::new());
        let more = if on.is_empty() { self.more } else { 0 };
        for n in 0..usize::from(on.is_empty()) + self.below(2) + usize::from(on.is_empty()) + more / 6 {
            let domain = format!("{id}_d{n}");
            let outside = if self.once_in(3) { "outside = true\n" } else { "" };
            let _ =
                writeln!(out, "[domain.{domain}]\ntitle = \"D\"\nlimit = {}\n{outside}", 4 + self.below(20));
            self.domains.push(domain);
        }
        let least = if on.is_empty() { 2 + more } else { 0 };
        for n in 0..least + self.below(4) {
            let criterion = self.criterion(&mut out, id, n);
            new_criteria.push(criterion.clone());
            self.criteria.push(criterion);
        }
        for n in 0..self.below(5) + more / 3 {
            let cap = format!("{id}_cap{n}");
            let (when, grade) = (self.condition(), GRADES[self.below(self.grades - 1)]);
            let _ =
                writeln!(out, "[cap.{cap}]\n{when}\ngrade = \"{grade}\"\nwhy = \"W.\"\nsources = [\"{id}\"]");
            new_caps.push(cap.clone());
            self.caps.push(cap);
        }
        let mut standards = Vec::new();
        for n in 0..self.below(3) {
            standards.push(self.standard(&mut out, id, n));
        }
        case(&mut out, &new_criteria, &new_caps, &standards);
        self.packs.push((id.to_owned(), out));
    }

    fn bands(&mut self) -> String {
        let mut most = self.below(4);
        let mut bands = Vec::new();
        for grade in GRADES[1..self.grades].iter().rev() {
            bands.push(format!("{grade} = {most}"));
            most += 1 + self.below(9);
        }
        format!("bands = {{ {} }}", bands.join(", "))
    }

    fn criterion(&mut self, out: &mut String, pack: &str, n: usize) -> (String, Vec<String>) {
        let id = format!("{pack}_c{n}");
        let mut fact = self.one_of(&FACTS);
        while !self.used.insert(fact) && self.used.len() < FACTS.len() {
            fact = self.one_of(&FACTS);
        }
        let values: Option<Vec<&str>> = match fact {
            "extra.hotline" => Some(vec!["no", "yes"]),
            "extra.colour" => Some(vec!["red", "green", "blue"]),
            "extra.beds" => None,
            _ => match CATALOGUE.iter().find(|entry| entry.id == fact).unwrap().kind {
                Kind::Named(values) => Some(values.to_vec()),
                _ => None,
            },
        };
        let count = 2 + self.below(3);
        let count = values.as_ref().map_or(count, |values| count.min(values.len()));
        let levels = self.levels(fact, values.as_deref(), count);
        let domain = self.one_of(&self.domains.clone());
        let _ = writeln!(
            out,
            "[criterion.{id}]\ntitle = \"T\"\nwhy = \"W.\"\nfact = \"{fact}\"\nlevels = [{}]",
            levels.join(", ")
        );
        let _ = writeln!(
            out,
            "domain = \"{domain}\"\nsources = [\"{pack}\"]\nanswer_from = \"auditor\"\nask = \"Q?\""
        );
        if self.once_in(2) {
            let _ = writeln!(out, "group = \"g{}\"", self.below(2));
        }
        if self.once_in(5) {
            let _ = writeln!(out, "critical = \"{}\"", GRADES[self.below(self.grades - 1)]);
        }
        if self.once_in(5) && count > 2 {
            let floor = 1 + self.below(count - 2);
            let _ = writeln!(out, "silent_floor = \"l{floor}\"");
            self.floors.insert(id.clone(), floor);
        }
        match self.below(6) {
            0 => out.push_str("applies_when = { fact = \"site.dormitories\", is = [\"provided\"] }\n"),
            1 => out.push_str("applies_when = { fact = \"site.shifts\", at_least = 2 }\n"),
            _ => {}
        }
        match self.below(6) {
            0 => out.push_str("no_remedy = \"Nothing can.\"\n"),
            1 => {
                let (effort, from) = (1 + self.below(5), self.below(count));
                let _ = writeln!(out, "remedy = {{ text = \"R.\", effort = {effort}, from = \"l{from}\" }}");
            }
            _ => {
                let _ = writeln!(out, "remedy = {{ text = \"R.\", effort = {} }}", 1 + self.below(5));
            }
        }
        (id, (0..count).map(|level| format!("l{level}")).collect())
    }

    /// So many levels of a fact, worst first, as TOML.
    fn levels(&mut self, fact: &str, values: Option<&[&str]>, count: usize) -> Vec<String> {
        let mut demerits = 0;
        let mut levels = Vec::new();
        for level in (0..count).rev() {
            let holds = match values {
                // Values in their order, one level after another, the worst level takes what is left.
                Some(values) => {
                    let takes = if level == 0 {
                        &values[..values.len() + 1 - count]
                    } else {
                        &values[values.len() - count + level..][..1]
                    };
                    format!("is = {takes:?}")
                }
                None if level == 0 => String::new(),
                None if fact == "derived.visit_age" => format!("at_most = {}", 12 * (count - level)),
                None => format!("at_least = {}", level * (1 + usize::from(fact == "derived.heard") * 9)),
            };
            let comma = if holds.is_empty() { "" } else { ", " };
            levels.push(format!(
                "{{ name = \"l{level}\", label = \"L{level}\", demerits = {demerits}{comma}{holds} }}"
            ));
            demerits += self.below(9) + usize::from(level == 1);
        }
        levels.reverse();
        levels
    }

    /// When a cap holds, and what it says where silence may reach it.
    fn condition(&mut self) -> String {
        let entries = 1 + self.below(3);
        let mut is_reached = false;
        let entries: Vec<String> = (0..entries)
            .map(|_| {
                let mut chosen = BTreeSet::new();
                for _ in 0..=self.below(3) {
                    chosen.insert(self.below(self.criteria.len()));
                }
                let mut is_act = false;
                let literals: Vec<String> = chosen
                    .into_iter()
                    .map(|at| {
                        let (id, levels) = self.criteria[at].clone();
                        let level = self.below(levels.len() - 1);
                        is_act |= self.floors.get(&id).is_some_and(|floor| level < *floor);
                        format!("{id} = \"{}\"", levels[level])
                    })
                    .collect();
                is_reached |= !is_act;
                format!("{{ {} }}", literals.join(", "))
            })
            .collect();
        let silent = if is_reached { "\nwhen_silent = \"N.\"" } else { "" };
        format!("when = [{}]{silent}", entries.join(", "))
    }

    fn standard(&mut self, out: &mut String, pack: &str, n: usize) -> (String, Vec<String>) {
        let id = format!("{pack}_s{n}");
        let _ = writeln!(
            out,
            "[standard.{id}]\ntitle = \"T\"\nwhy = \"W.\"\nsources = [\"{pack}\"]\n[standard.{id}.requires]"
        );
        let chosen: BTreeSet<usize> = (0..=self.below(4)).map(|_| self.below(self.criteria.len())).collect();
        let mut requires = Vec::new();
        for at in chosen {
            let (criterion, levels) = self.criteria[at].clone();
            let level = &levels[1 + self.below(levels.len() - 1)];
            let _ = writeln!(out, "{criterion} = {{ at_least = \"{level}\", sources = [\"{pack}\"] }}");
            requires.push(criterion);
        }
        (id, requires)
    }

    fn changes(&mut self, out: &mut String) {
        if self.once_in(2) {
            let domain = self.one_of(&self.domains.clone());
            let _ = writeln!(out, "[change.domain.{domain}]\nlimit = {}", self.below(25));
        }
        if self.once_in(2) && !self.caps.is_empty() {
            let cap = self.one_of(&self.caps.clone());
            let _ = writeln!(out, "[change.cap.{cap}]\ngrade = \"{}\"", GRADES[self.below(self.grades - 1)]);
            if self.once_in(2) {
                let _ = writeln!(out, "{}", self.condition());
            }
        }
        if self.once_in(2) {
            let (id, levels) = self.one_of(&self.criteria.clone());
            let _ = writeln!(out, "[change.criterion.{id}]");
            if self.once_in(2) {
                let mut demerits = 0;
                let mut all = Vec::new();
                for level in levels.iter().rev() {
                    all.push(format!("{level} = {demerits}"));
                    demerits += self.below(8);
                }
                let _ = writeln!(out, "demerits = {{ {} }}", all.join(", "));
            }
            if self.once_in(4) {
                let _ = writeln!(out, "critical = \"{}\"", GRADES[self.below(self.grades - 1)]);
            }
            if self.once_in(4) {
                let _ = writeln!(out, "group = \"g{}\"", self.below(3));
            }
            if self.once_in(4) {
                let _ = writeln!(out, "domain = \"{}\"", self.one_of(&self.domains.clone()));
            }
            if self.once_in(4) {
                let _ = writeln!(out, "remedy = {{ text = \"R.\", effort = {} }}", 1 + self.below(5));
            }
        }
    }
}

/// One case that names everything new; loading asks no more.
fn case(
    out: &mut String,
    criteria: &[(String, Vec<String>)],
    caps: &[String],
    standards: &[(String, Vec<String>)],
) {
    let levels: Vec<String> = criteria.iter().map(|(id, levels)| format!("{id} = {:?}", levels[0])).collect();
    let verdicts: Vec<String> = standards.iter().map(|(id, _)| format!("{id} = \"not_met\"")).collect();
    let failed: Vec<String> = standards.iter().map(|(id, requires)| format!("{id} = {requires:?}")).collect();
    let _ = writeln!(
        out,
        "[[case]]\nname = \"everything\"\nas_of = 2026-06-01\ndossier = {{}}\n[case.expect]\ncaps = {caps:?}"
    );
    let _ = writeln!(
        out,
        "levels = {{ {} }}\nverdicts = {{ {} }}\nfailed = {{ {} }}",
        levels.join(", "),
        verdicts.join(", "),
        failed.join(", ")
    );
}
