//! The subcommands about packs, a file each.

pub(crate) mod check;
pub(crate) mod cover;
pub(crate) mod diff;
pub(crate) mod mutants;
mod progress;
pub(crate) mod sensitivity;
mod suites;
pub(crate) mod shipped;
pub(crate) mod test;
