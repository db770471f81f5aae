//! What `credence horizon` may be told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Horizon {
    /// Dossiers as JSON, TOML, JSON Lines or a JSON list; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// How far to look, in days
    #[arg(long, value_name = "N", default_value_t = 90)]
    pub(crate) days: u32,

    /// The rules: id of a shipped pack, or a TOML file
    #[arg(long, value_name = "FILE_OR_ID", default_value = "procurement")]
    pub(crate) pack: String,

    /// The day to look from [default: today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    pub(crate) as_of: Option<audit_credence::Date>,

    /// How to print it: jsonl is one change a line
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    Text,
    Md,
    Jsonl,
}

const HELP: &str = "\
Only ages and the freshness of certificates change by themselves, each on a day that can be named. Every such day is
listed, the earliest first, with what passes and what it does to the grade.

Examples:
  credence horizon suppliers.jsonl
  credence horizon --days 365 --format md supplier*.jsonl > this-year.md
  credence horizon --format jsonl suppliers.jsonl > changes.jsonl";
