//! What `credence outcomes` may be told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Outcomes {
    /// The labels as TOML; the dossier of each case stands beside it, under the name of the case
    #[arg(value_name = "FILE", default_value = "examples/outcomes.toml")]
    pub(crate) file: PathBuf,

    /// The rules: id of a shipped pack, or a TOML file
    #[arg(long, value_name = "FILE_OR_ID", default_value = "procurement")]
    pub(crate) pack: String,

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
A report FAILED where forced labour of the time of the visit was found later and the report had not found it. It HELD UP where
a later inquiry did not contradict it, or what it found was borne out. The file of labels says which, with the source.

Each dossier is graded as a reader could have graded it 120 days after the visit: without findings, search, conclusions,
answers and verification, and without what its certificates became later. Then every report that held up is
set against every report that failed. The chance is the share of these pairs in which the one that held up stands
higher: by its grade at worst, then by what is shown less twice what speaks against it. Ties count half: 50 % is a coin.
Beside it stand graders that need no pack, on the same dossiers. The interval is of 2,000 draws, in which sites and
programmes are drawn anew, each by itself; the seed is fixed, so the same file gives the same bytes.

A few cases that somebody could find in public prove little: examples/README.md says what they do not prove.

Examples:
  credence outcomes
  credence outcomes --pack my_rules.toml
      Your own rules on the same cases.
  credence outcomes --format json > outcomes.json";
