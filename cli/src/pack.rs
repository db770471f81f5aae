//! The subcommands about packs, a file each.

pub(crate) mod check;
pub(crate) mod cover;
pub(crate) mod diff;
pub(crate) mod mutants;
mod progress;
pub(crate) mod sensitivity;
mod suites;
pub(crate) mod docs;
pub(crate) mod new;
pub(crate) mod shipped;
pub(crate) mod stale;
pub(crate) mod test;
pub(crate) mod vectors;
mod written;
