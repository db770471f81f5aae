//! Any text as a dossier in TOML: no panic, places on characters, and what is accepted is assessed.

#![no_main]

mod common;

use audit_credence::Dossier;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| match Dossier::from_toml(text) {
    Ok(dossier) => common::assess(&dossier),
    Err(problems) => common::check(&problems, Some(text)),
});
