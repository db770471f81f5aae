//! The default pack in other rule engines, beside audit-credence in one run.
//!
//!   cargo run --release --manifest-path peers/Cargo.toml                  every answer compared, then the ratios
//!   cargo run --release --manifest-path peers/Cargo.toml -- print NAME    a peer's rules: jsonlogic, cel, rego, cedar
//!   cargo run --release --manifest-path peers/Cargo.toml -- tables FOLDER N      what `peers/tables.py` reads
//!   cargo run --release --manifest-path peers/Cargo.toml -- facts FILE           dossiers/s from facts, of its lines
//!
//! Every peer's rules are written from the pack's public view (`rules`, `decisions`); nothing here holds a weight. The pack
//! by hand and the tables that it too is written from are those of `benches/`, where it is checked that it is fresh.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the root's clippy.toml keeps files and clocks out of the library; this package measures time"
)]

#[path = "../../benches/rules.rs"]
mod rules;
mod decisions;
mod row;
mod peer;

#[path = "../../benches/by_hand.rs"]
#[rustfmt::skip]
#[allow(unused_parens, clippy::all, reason = "it is written by a program")]
mod by_hand;
mod cedar;
mod cel;
mod derived;
mod jsonlogic;
mod ours;
mod rego;
mod sql;

mod race;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{BufWriter, Write as _};

use audit_credence::{Date, Pack, Plan, Scorer};

use crate::peer::Input;
use crate::rules::Rules;

/// The day of the assessment: none of a sample lies after it.
const AS_OF: &str = "2026-11-24";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [] => race::run(),
        ["print", name] => print!("{}", printed(name)),
        ["tables", folder, count] => write_tables(folder, count.parse().expect("a number of dossiers")),
        ["facts", file] => println!("{}", ours::facts_per_second(&scorer(), file)),
        _ => panic!("the head of peers/src/main.rs says how this is called"),
    }
}

pub fn as_of() -> Date {
    AS_OF.parse().unwrap()
}

pub fn pack() -> Pack {
    Pack::procurement().unwrap()
}

pub fn scorer() -> Scorer {
    Plan::new(&pack()).at(as_of())
}

/// Invented dossiers, always the same ones.
pub fn dossiers(count: usize) -> Vec<String> {
    audit_credence_sample::dossiers(1).take(count).collect()
}

/// What the peers are given of these dossiers.
pub fn input(dossiers: &[String]) -> Input {
    Input::new(&Rules::new(&pack(), as_of(), &rules::is_public), &scorer(), dossiers)
}

fn printed(name: &str) -> String {
    let input = input(&[]);
    let both =
        |print: &dyn Fn(&decisions::Decisions) -> String| input.decisions.each_ref().map(print).join("\n");
    match name {
        "jsonlogic" => both(&|one| jsonlogic::rule(one).to_string()),
        "cel" => both(&cel::expression),
        "rego" => both(&rego::policy),
        "cedar" => both(&cedar::policies),
        _ => panic!("jsonlogic, cel, rego or cedar; SQL is written by `tables`"),
    }
}

fn write_tables(folder: &str, count: usize) {
    let (pack, scorer) = (pack(), scorer());
    let rules = sql::rules(&pack, as_of());
    let decisions = decisions::End::BOTH.map(|end| decisions::Decisions::new(&rules, end));
    std::fs::write(format!("{folder}/rules.json"), sql::manifest(&rules, &decisions).to_string()).unwrap();
    let mut file = BufWriter::new(File::create(format!("{folder}/dossiers.jsonl")).unwrap());
    for text in audit_credence_sample::dossiers(7).take(count) {
        writeln!(file, "{}", sql::line(&rules, &scorer, &text)).unwrap();
    }
    file.flush().unwrap();
}
