//! Any text as a dossier in TOML, and as a single value of one: no panic, places on characters, and what is accepted is
//! assessed.

#![no_main]

mod common;
mod problems;
mod scorers;
mod values;

use audit_credence::Dossier;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    text.lines().take(8).for_each(values::read);
    match Dossier::from_toml(text) {
        Ok(dossier) => common::assess(scorers::one(text.len()), &dossier),
        Err(problems) => problems::check(&problems, Some(text)),
    }
});
