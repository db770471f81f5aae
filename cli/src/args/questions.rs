//! What `credence questions` may be told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Questions {
    /// Dossiers as JSON, TOML, JSON Lines or a JSON list; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// The rules: id of a shipped pack, or a TOML file
    #[arg(long, value_name = "FILE_OR_ID", default_value = "procurement")]
    pub(crate) pack: String,

    /// The day of the assessment [default: today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    pub(crate) as_of: Option<audit_credence::Date>,

    /// How to print it
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,

    /// Only so many questions, those whose answers matter most
    #[arg(long, value_name = "N")]
    pub(crate) first: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    Text,
    Md,
}

const HELP: &str = "\
The letter names site and report as the dossier does, and no worker. Look at it before you send it.

Examples:
  credence questions dossier.json > questions.txt
  credence questions --first 5 --format md dossier.json";
