//! The command as people and pipelines use it: exit codes, batches, bad input, packs, and what it prints.
//!
//! Each test runs the binary itself. Golden texts are rewritten only with `UPDATE_GOLDEN=1`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

#[allow(
    dead_code,
    clippy::expect_used,
    clippy::panic,
    reason = "the naive evaluator of the library's tests: here it confirms what the command says"
)]
#[path = "../../../tests/it/naive.rs"]
mod naive;

mod bad_input;
mod batch;
mod broken;
mod documentation;
mod explain;
mod golden;
mod guide;
mod help;
mod outputs;
mod outcomes;
mod packs;
mod pages;
mod portfolio;
mod proofs;
mod questions;
mod rows;
mod screen;
mod streams;
mod tables;
mod usage;
mod whatif;
