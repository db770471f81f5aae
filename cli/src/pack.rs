//! The subcommands about packs, a file each.

pub(crate) mod check;
pub(crate) mod shipped;
pub(crate) mod test;
