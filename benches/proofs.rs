//! How long proofs take: the default pack, its mutants, and how nodes and time grow with criteria, levels and caps.
//!
//! Every answer is asserted before its time is printed. `cargo bench --bench proofs` measures; run as a test it looks at
//! small packs only.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench: short before safe, and printing is what it does"
)]
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "it measures time and reads dossiers"
)]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use audit_credence::mutant::{Fate, Mutants, Scope, Suite};
use audit_credence::proof::{Proof, ProofResult};
use audit_credence::{Pack, PackText, Plan};

fn main() {
    let measures = std::env::args().any(|argument| argument == "--bench");
    default_pack();
    if measures {
        mutants();
    }
    println!("\n| criteria | levels | caps | profiles | nodes | read and compiled | proved |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    let sizes: &[(usize, usize, usize)] = if measures {
        &[
            (20, 4, 16),
            (40, 4, 16),
            (60, 4, 16),
            (80, 4, 16),
            (120, 4, 16),
            (60, 2, 16),
            (60, 6, 16),
            (60, 8, 16),
            (60, 4, 0),
            (60, 4, 32),
            (60, 4, 64),
            (60, 4, 128),
        ]
    } else {
        &[(12, 3, 4)]
    };
    for (criteria, levels, caps) in sizes {
        grown(*criteria, *levels, *caps);
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1_000.0)
}

/// The middle of several runs.
fn measured<T>(runs: usize, mut run: impl FnMut() -> T) -> (T, Duration) {
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..runs {
        let start = Instant::now();
        last = Some(run());
        times.push(start.elapsed());
    }
    times.sort_unstable();
    (last.unwrap(), times.swap_remove(times.len() / 2))
}

fn default_pack() {
    let (plan, compiled) = measured(5, || Plan::new(&Pack::procurement().unwrap()));
    let (proof, proved) = measured(5, || plan.prove());
    assert!(proof.is_sound(), "{}", proof.to_json_pretty());
    println!(
        "the default pack: {} criteria, {} nodes; read and compiled in {}, P1 to P13 in {}",
        proof.criteria,
        proof.nodes.unwrap(),
        milliseconds(compiled),
        milliseconds(proved)
    );
}

fn mutants() {
    let packs: Vec<Pack> = Pack::SHIPPED.iter().map(|(id, _)| Pack::shipped(id).unwrap()).collect();
    let suites: Vec<Suite> = packs
        .iter()
        .map(|pack| {
            let ready = pack.cases().iter().map(|case| {
                let file = case.file().map(|file| std::fs::read_to_string(file).unwrap());
                case.ready(file.as_deref()).unwrap_or_else(|failure| panic!("{failure}"))
            });
            Suite::new(&Plan::new(pack), ready).unwrap_or_else(|failures| panic!("{}", failures[0]))
        })
        .collect();
    let plan = Plan::new(&Pack::procurement().unwrap());
    let (mutants, time) = measured(1, || Mutants::new(&plan, &suites, Scope::Inherited).collect::<Vec<_>>());
    let of = |fate: Fate| mutants.iter().filter(|mutant| mutant.fate == fate).count();
    assert!(of(Fate::Killed) > mutants.len() / 2);
    println!(
        "its mutants, decided and run against the cases of all shipped packs: {} changes, {} killed, {} equivalent, {} survived, in {}",
        mutants.len(),
        of(Fate::Killed),
        of(Fate::Equivalent),
        of(Fate::Survived),
        milliseconds(time)
    );
}

fn grown(criteria: usize, levels: usize, caps: usize) {
    let text = pack(criteria, levels, caps);
    let (plan, compiled) = measured(3, || {
        let pack = PackText::parse(&text).and_then(|text| text.link(&[]));
        Plan::new(&pack.unwrap_or_else(|problems| panic!("{problems}")))
    });
    let (proof, proved) = measured(3, || plan.prove());
    for id in ["P1", "P2", "P9"] {
        assert_eq!(result(&proof, id), ProofResult::Proved, "{id}");
    }
    let longest = proof.profiles.iter().map(String::len).max().unwrap_or(0);
    println!(
        "| {criteria} | {levels} | {caps} | 10^{} | {} | {} | {} |",
        longest.saturating_sub(1),
        proof.nodes.map_or("over budget".to_owned(), |nodes| nodes.to_string()),
        milliseconds(compiled),
        milliseconds(proved)
    );
}

fn result(proof: &Proof, id: &str) -> ProofResult {
    proof.properties.iter().find(|property| property.id == id).unwrap().result
}

/// A pack of so many criteria in domains of eight, some of them in groups of two; half of its caps ask about two
/// criteria of different domains.
fn pack(criteria: usize, levels: usize, caps: usize) -> String {
    let mut out = String::from(
        "[pack]\nid = \"grown\"\nformat = 1\nversion = \"1.0.0\"\ntitle = \"Grown\"\n\
         scale = [\"E\", \"D\", \"C\", \"B\", \"A\"]\nbands = { A = 4, B = 14, C = 30, D = 60 }\n[grade]\n",
    );
    for grade in ["E", "D", "C", "B", "A"] {
        let _ = writeln!(out, "{grade} = {{ word = \"W\", meaning = \"M\" }}");
    }
    out.push_str(
        "[source.s]\ntitle = \"S\"\npublisher = \"P\"\nurl = \"https://example.org\"\nread_on = 2026-01-01\nstatus = \"primary\"\n",
    );
    for domain in 0..criteria.div_ceil(8) {
        let _ = writeln!(out, "[domain.d{domain}]\ntitle = \"D\"\nlimit = {}", 12 + 3 * (domain % 4));
    }
    let names: Vec<String> = (0..levels).map(|level| format!("l{level}")).collect();
    for criterion in 0..criteria {
        let demerits = |level: usize| (levels - 1 - level) * (2 + criterion % 3);
        let chain: Vec<String> = names
            .iter()
            .enumerate()
            .map(|(level, name)| {
                format!("{{ name = \"{name}\", label = \"{name}\", demerits = {} }}", demerits(level))
            })
            .collect();
        let group = if criterion % 8 < 2 { "group = \"g\"\n" } else { "" };
        let _ = writeln!(
            out,
            "[fact.f{criterion}]\nkind = \"named\"\nvalues = {names:?}\nmeaning = \"M.\"\n\
             [criterion.c{criterion}]\ntitle = \"T\"\nwhy = \"W\"\nfact = \"extra.f{criterion}\"\nlevels = [{}]\n\
             domain = \"d{}\"\n{group}sources = [\"s\"]\nanswer_from = \"auditor\"\nask = \"Q?\"\nremedy = {{ text = \"R\", effort = 1 }}",
            chain.join(", "),
            criterion / 8
        );
    }
    for cap in 0..caps {
        let one = (cap * 7) % criteria;
        let other = (one + 1 + cap % 11) % criteria;
        let when = if cap % 2 == 0 {
            format!("{{ c{one} = \"l0\" }}")
        } else {
            format!("{{ c{one} = \"l{}\", c{other} = \"l0\" }}", (levels - 2).min(1))
        };
        let grade = ["B", "C", "D"][cap % 3];
        let _ = writeln!(
            out,
            "[cap.k{cap}]\nwhen = [{when}]\ngrade = \"{grade}\"\nwhy = \"W\"\nwhen_silent = \"N\"\nsources = [\"s\"]"
        );
    }
    let all =
        |text: &dyn Fn(usize) -> String, count: usize| (0..count).map(text).collect::<Vec<_>>().join(", ");
    let _ = writeln!(
        out,
        "[[case]]\nname = \"n\"\nas_of = 2026-01-01\ndossier = {{}}\nexpect = {{ levels = {{ {} }}, caps = [{}] }}",
        all(&|criterion| format!("c{criterion} = \"l0\""), criteria),
        all(&|cap| format!("\"k{cap}\""), caps)
    );
    out
}
