//! The targets of the library, each as a ratio measured in one run: `cargo bench --bench targets`.
//!
//! Every comparison first asserts that both sides give the same answers. As a test (`cargo test --benches`) it does that
//! alone. After the pack was changed, `cargo test -q --bench targets -- by-hand` writes the pack by hand anew: put it in the
//! place of `benches/by_hand.rs`.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::integer_division,
    clippy::needless_for_each,
    clippy::panic,
    clippy::print_stdout,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a bench measures time, prints numbers, and fails by panicking"
)]
#![expect(unreachable_pub, reason = "`rules` is a module of `peers/` too, which has no such lint")]

#[rustfmt::skip]
#[allow(
    unused, clippy::all, clippy::pedantic, clippy::arithmetic_side_effects, clippy::indexing_slicing,
    clippy::unwrap_used, reason = "it is written by a program"
)]
mod by_hand;
mod by_hand_source;
mod rules;
mod shared;

use std::fmt::Write as _;
use std::hint::black_box;

use audit_credence::{Assessment, CATALOGUE, Dossier, Facts, Kind, PackText, Plan, Scorer};
use serde_json::Value;

use crate::shared::{facts, ratio, scorer, seconds, texts};

fn main() {
    let asked = |what: &str| std::env::args().any(|argument| argument == what);
    let source = by_hand_source::source(scorer().as_of());
    if asked("by-hand") {
        print!("{source}");
        return;
    }
    assert!(
        source == include_str!("by_hand.rs"),
        "the pack was changed: the head of this file has the command"
    );
    let measure = asked("--bench");
    let bench = Bench { scorer: scorer(), measure, scale: if measure { 100 } else { 1 } };
    println!("{:44} {:>7} {:>7}", "ours against", "ratio", "target");
    let mut missed = 0;
    for (name, target, ratio) in bench.all() {
        let Some(ratio) = ratio else { continue };
        let Some((at_least, bound)) = target else {
            println!("{name:44} {ratio:7.2}");
            continue;
        };
        let holds = if at_least { ratio >= bound } else { ratio <= bound };
        missed += usize::from(!holds);
        let sign = if at_least { "≥" } else { "≤" };
        println!("{name:44} {ratio:7.2} {sign} {bound:5.2}  {}", if holds { "pass" } else { "FAIL" });
    }
    if measure {
        println!("{missed} missed");
    }
}

struct Bench {
    scorer: Scorer,
    measure: bool,
    scale: usize,
}

/// Name, the target as whether at least or at most so much, and the ratio where it was measured.
type Row = (&'static str, Option<(bool, f64)>, Option<f64>);

impl Bench {
    fn all(&self) -> Vec<Row> {
        let texts = texts(1_024 * self.scale);
        let few = facts(&texts[..1_024]);
        vec![
            (
                "single, grade of facts / pack by hand",
                Some((true, 0.70)),
                self.by_hand(&texts[..1_024], &few),
            ),
            ("single, text of a full answer / naive", Some((true, 5.0)), self.full_answer(&texts[..64])),
            ("JSON to grade / serde, facts and grade", Some((true, 2.2)), self.serde(&texts)),
            ("threads: two / one, JSON to grade", Some((true, 1.8)), self.threads_on_texts(&texts)),
            ("threads: two / one, arithmetic alone", None, self.threads_on_nothing()),
            ("growth: a dossier among 10^6 / 10^3", Some((false, 1.1)), self.dossiers(&texts)),
            ("growth: 60 criteria / 30", Some((false, 2.2)), self.criteria(&few)),
        ]
    }

    /// Both run once, whether they are measured or not.
    fn ratio<A, B>(
        &self,
        rounds: usize,
        mut ours: impl FnMut() -> A,
        mut other: impl FnMut() -> B,
    ) -> Option<f64> {
        black_box((ours(), other()));
        self.measure.then(|| ratio(rounds, ours, other))
    }

    /// `levels` and `grade` on facts that are in the cache, against the pack by hand over the same facts.
    fn by_hand(&self, texts: &[String], facts: &[Facts]) -> Option<f64> {
        // By hand there is one row: what a rule claims is left out.
        let both = |(text, facts): (&String, &Facts)| {
            let levels = self.scorer.levels(facts).unwrap();
            let row = by_hand::Row::of(facts, &levels);
            (!text.contains("programme_rule")).then(|| (facts.clone(), row, self.scorer.grade(&levels)))
        };
        let all: Vec<_> = texts.iter().zip(facts).filter_map(both).collect();
        for (at, (_, row, grade)) in all.iter().enumerate() {
            let by_hand = by_hand::grade(row).map(usize::from);
            let ours = [grade.worst().index(), grade.best().index()];
            assert_eq!(
                by_hand, ours,
                "dossier {at}; was the pack changed? the head of this file has the command"
            );
        }
        let ours = || {
            for (facts, ..) in &all {
                black_box(self.scorer.grade(&self.scorer.levels(black_box(facts)).unwrap()));
            }
        };
        let by_hand = || {
            for (_, row, _) in &all {
                black_box(by_hand::grade(black_box(row)));
            }
        };
        self.ratio(301, ours, by_hand)
    }

    /// The text of a full answer, against the same text as one writes it first: a tree of values, and its text.
    fn full_answer(&self, texts: &[String]) -> Option<f64> {
        let assess =
            |text: &String| self.scorer.assess(&Dossier::from_json(text.as_bytes()).unwrap()).unwrap();
        let answers: Vec<_> = texts.iter().map(assess).collect();
        let naive = |answer: &Assessment| serde_json::to_value(answer).unwrap().to_string();
        for answer in &answers {
            let (ours, tree): (Value, Value) = (
                serde_json::from_str(&answer.to_json()).unwrap(),
                serde_json::from_str(&naive(answer)).unwrap(),
            );
            assert_eq!(ours, tree);
        }
        self.ratio(
            51,
            || answers.iter().map(|answer| answer.to_json().len()).sum::<usize>(),
            || answers.iter().map(|answer| naive(answer).len()).sum::<usize>(),
        )
    }

    /// From JSON to grades, against serde into a `Dossier`, its facts and its grade.
    fn serde(&self, texts: &[String]) -> Option<f64> {
        let by_serde = || -> usize {
            let read = |text: &String| serde_json::from_slice::<Dossier>(text.as_bytes()).unwrap();
            texts.iter().map(|text| worst_grade(&self.scorer, &read(text))).sum()
        };
        assert_eq!(grades(&self.scorer, texts), by_serde());
        self.ratio(11, || grades(&self.scorer, texts), by_serde)
    }

    fn threads_on_texts(&self, texts: &[String]) -> Option<f64> {
        let (first, second) = texts.split_at(texts.len() / 2);
        let parts = [first, second];
        let work = |part: &&[String], sum: &mut usize| *sum = grades(&self.scorer, black_box(part));
        let (mut two, mut one) = ([0; 2], [0; 2]);
        let measured = self.ratio(
            11,
            || side_by_side(&parts, &mut two, work),
            || parts.iter().zip(&mut one).for_each(|(part, sum)| work(part, sum)),
        );
        assert_eq!(two, one);
        measured
    }

    /// What the second core of this machine is worth to work that shares nothing and reads no memory.
    fn threads_on_nothing(&self) -> Option<f64> {
        let work = |seed: &u64, sum: &mut u64| {
            *sum = (0..4_000_000).fold(*seed, |sum: u64, at: u64| {
                (sum ^ at).wrapping_mul(6_364_136_223_846_793_005).rotate_left(23)
            });
        };
        let (parts, mut two, mut one) = ([1, 2], [0; 2], [0; 2]);
        let measured = self.ratio(
            51,
            || side_by_side(&parts, &mut two, work),
            || parts.iter().zip(&mut one).for_each(|(part, sum)| work(black_box(part), sum)),
        );
        assert_eq!(two, one);
        measured
    }

    /// Time for a dossier under a pack of sixty criteria, over that under one of thirty.
    fn criteria(&self, facts: &[Facts]) -> Option<f64> {
        let (sixty, thirty) = (grown(60), grown(30));
        let work = |scorer: &Scorer| {
            for facts in facts {
                black_box(scorer.grade(&scorer.levels(black_box(facts)).unwrap()));
            }
        };
        self.ratio(101, || work(&thirty), || work(&sixty))
    }

    /// Time for a dossier among many, from JSON to grades in bounded memory, over that among few.
    fn dossiers(&self, texts: &[String]) -> Option<f64> {
        let few = &texts[..1_000];
        self.measure.then(|| {
            let one = |texts: &[String], times: usize| {
                let work = || (0..times).map(|_| grades(&self.scorer, texts)).sum::<usize>();
                seconds(work) / (times * texts.len()) as f64
            };
            let often = 10;
            one(texts, often) / one(few, often * texts.len() / few.len())
        })
    }
}

/// A pack of so many criteria over facts of the catalogue, with half as many caps.
fn grown(criteria: usize) -> Scorer {
    let named = |fact: &&audit_credence::Fact| matches!(fact.kind, Kind::Named(words) if words.len() > 1);
    let facts: Vec<_> = CATALOGUE.iter().filter(named).take(30).collect();
    assert_eq!(facts.len(), 30);
    let mut out = String::from(
        "[pack]\nid = \"grown\"\nformat = 1\nversion = \"1.0.0\"\ntitle = \"Grown\"\n\
         scale = [\"E\", \"D\", \"C\", \"B\", \"A\"]\nbands = { A = 4, B = 14, C = 30, D = 60 }\n[grade]\n",
    );
    for grade in ["E", "D", "C", "B", "A"] {
        writeln!(out, "{grade} = {{ word = \"W\", meaning = \"M\" }}").unwrap();
    }
    out.push_str(
        "[source.s]\ntitle = \"S\"\npublisher = \"P\"\nurl = \"https://example.org\"\nread_on = 2026-01-01\nstatus = \"primary\"\n",
    );
    for domain in 0..criteria / 6 {
        writeln!(out, "[domain.d{domain}]\ntitle = \"D\"\nlimit = {}", 12 + 3 * (domain % 4)).unwrap();
    }
    let mut worst = Vec::new();
    for at in 0..criteria {
        let fact = facts[at % facts.len()];
        let Kind::Named(words) = fact.kind else { unreachable!("named") };
        let level = |(level, word): (usize, &&str)| {
            format!(
                "{{ name = \"{word}\", label = \"{word}\", demerits = {} }}",
                (words.len() - 1 - level) * (1 + at % 3)
            )
        };
        let levels: Vec<String> = words.iter().enumerate().map(level).collect();
        writeln!(
            out,
            "[criterion.c{at}]\ntitle = \"T\"\nwhy = \"W\"\nfact = \"{}\"\nlevels = [{}]\ndomain = \"d{}\"\n\
             sources = [\"s\"]\nanswer_from = \"auditor\"\nask = \"Q?\"\nremedy = {{ text = \"R\", effort = 1 }}",
            fact.id,
            levels.join(", "),
            at / 6
        )
        .unwrap();
        worst.push(format!("c{at} = \"{}\"", words[0]));
    }
    let mut caps = Vec::new();
    for cap in 0..criteria / 2 {
        let (one, grade) = (&worst[cap * 2], ["B", "C", "D"][cap % 3]);
        let both =
            if cap % 4 == 0 { format!("{one}, {}", worst[(cap * 2 + 7) % criteria]) } else { one.clone() };
        writeln!(
            out,
            "[cap.k{cap}]\nwhen = [{{ {both} }}]\ngrade = \"{grade}\"\nwhy = \"W\"\nwhen_silent = \"N\"\nsources = [\"s\"]"
        )
        .unwrap();
        caps.push(format!("\"k{cap}\""));
    }
    writeln!(
        out,
        "[[case]]\nname = \"n\"\nas_of = 2026-01-01\ndossier = {{}}\nexpect = {{ levels = {{ {} }}, caps = [{}] }}",
        worst.join(", "),
        caps.join(", ")
    )
    .unwrap();
    let pack =
        PackText::parse(&out).and_then(|text| text.link(&[])).unwrap_or_else(|problems| panic!("{problems}"));
    Plan::new(&pack).at(scorer().as_of())
}

/// Two parts on two threads.
fn side_by_side<P: Sync, M: Send>(parts: &[P; 2], memory: &mut [M; 2], work: impl Fn(&P, &mut M) + Sync) {
    std::thread::scope(|scope| {
        for (part, memory) in parts.iter().zip(memory) {
            let work = &work;
            scope.spawn(move || work(part, memory));
        }
    });
}

/// From JSON to grades, each dossier read into the memory of the one before: the sum of the worst.
fn grades(scorer: &Scorer, texts: &[String]) -> usize {
    let mut kept = Dossier::default();
    let grade = |text: &String| {
        kept.read_json(text.as_bytes()).unwrap();
        worst_grade(scorer, &kept)
    };
    texts.iter().map(grade).sum()
}

/// The place of the worst grade, 0 where there is none.
fn worst_grade(scorer: &Scorer, dossier: &Dossier) -> usize {
    let levels = scorer.levels(&Facts::from_dossier(dossier)).unwrap();
    if levels.is_graded() { scorer.grade(&levels).worst().index() } else { 0 }
}
