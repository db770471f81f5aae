//! One binary for all integration tests.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::wildcard_imports,
    reason = "a test fails by panicking, and reads the examples from their files"
)]

mod acceptance;
mod account;
mod agreement;
mod calibration;
mod cases;
mod culture;
mod diagnostics;
mod documents;
mod earned;
mod examples;
mod explanations;
mod faults;
mod facts;
mod gaps;
mod generate;
mod laws;
mod lifts;
mod mutants;
mod naive;
mod packs;
mod packs_drawn;
mod portfolio;
mod proofs;
mod rules;
mod sentences;
mod separation;
mod raises;
mod silence;
mod sources;
mod standards;
mod real;
mod screen;
mod vectors;
mod vocabularies;
mod words;
