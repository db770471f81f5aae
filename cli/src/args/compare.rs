//! What `credence compare` may be told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Compare {
    /// The first dossier, as JSON or TOML
    #[arg(value_name = "A")]
    pub(crate) before: PathBuf,

    /// The second dossier; the same where only the rules or the day differ
    #[arg(value_name = "B")]
    pub(crate) after: Option<PathBuf>,

    /// The rules of both: id of a shipped pack, or a TOML file
    #[arg(long, value_name = "FILE_OR_ID", default_value = "procurement")]
    pub(crate) pack: String,

    /// Other rules for the second
    #[arg(long, value_name = "FILE_OR_ID")]
    pub(crate) with_pack: Option<String>,

    /// The day of both [default: today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    pub(crate) as_of: Option<audit_credence::Date>,

    /// Another day for the second
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    pub(crate) with_as_of: Option<audit_credence::Date>,

    /// How to print it
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    Text,
    Md,
    Json,
}

const HELP: &str = "\
From A to B the rules change first, then the day, then the dossier; each step is graded by itself, so that a change is
put down to the step that makes it.

Examples:
  credence sample 1 --seed 2 > this-year.json && credence compare dossier.json this-year.json
      The same site, two reports.

  credence compare --as-of 2026-11-22 --with-as-of 2027-11-22 dossier.json
      The same dossier on two days.

  credence compare --pack procurement --with-pack my_rules.toml --format json dossier.json
      The same dossier under two packs.";
