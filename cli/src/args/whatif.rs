//! What `credence whatif` takes.

use std::path::PathBuf;

use clap::Args;

use super::Form;

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct WhatIf {
    /// Dossiers, as for `credence score`
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// The rules: id of a shipped pack, or a TOML file; the first one is compared with each of the others
    #[arg(long = "pack", value_name = "FILE_OR_ID", required = true)]
    pub(crate) packs: Vec<String>,

    /// The day of the assessment [default: today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    pub(crate) as_of: Option<audit_credence::Date>,

    /// How to print the comparison
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,

    /// Write every dossier that moved to this file, one JSON record a line, with the reason
    #[arg(long, value_name = "FILE")]
    pub(crate) moved: Option<PathBuf>,

    /// Neither read nor keep facts beside the files
    #[arg(long)]
    pub(crate) no_cache: bool,
}

impl WhatIf {
    /// The problems of so many refused documents of a file are told.
    pub(crate) const TOLD: u64 = 20;
}

const HELP: &str = "\
Facts depend on the dossiers alone. They are kept beside each file as FILE.facts with its digest, so that the next
question about the same file does not read it again. Remove them when they are in the way: they are made anew.

A dossier moves when either end of its grade has another name under the second pack, or what to do
is another. The reasons are those of the worst end where that moved, else of the best: caps that
decide there and did not, no longer do, or hold to another grade, and criteria that cost otherwise.

Example:
  credence whatif --pack procurement --pack my_rules.toml --moved moved.jsonl suppliers.jsonl";
