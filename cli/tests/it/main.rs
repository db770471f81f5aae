//! The command as people and pipelines use it: exit codes, batches, bad input, packs, and what it prints.
//!
//! Each test runs the binary itself. Golden texts are rewritten only with `UPDATE_GOLDEN=1`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

mod bad_input;
mod batch;
mod explain;
mod golden;
mod guide;
mod packs;
mod pages;
mod proofs;
mod portfolio;
mod streams;
mod tables;
mod usage;
