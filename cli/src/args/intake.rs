//! What every command takes that answers many dossiers: where they come from, and the gates.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct Intake {
    /// Dossiers as JSON, TOML, JSON Lines, a JSON list, CSV or Parquet, also packed with gzip or zstd; patterns such as
    /// `audits/*.json`; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// How the files are written [default: told by the name, else by the first bytes]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) input: Option<InputForm>,

    /// A TOML file that says which column of a table is which key
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputForm {
    Json,
    Toml,
    Jsonl,
    Csv,
    Parquet,
}

/// What makes the exit code 1. Whatever is asked for, an import restriction that may be in force and people who come first
/// do.
#[derive(Debug, Args)]
pub(crate) struct Gates {
    /// Exit with 1 when what is shown, the worst end, is worth less than this grade or is not graded; and, as with the other
    /// two, always when an import restriction may be in force or people come first
    #[arg(long = "fail-below", value_name = "GRADE")]
    pub(crate) below: Option<String>,

    /// Exit with 1 when even the best end, if everything unsaid were good, is worth less than this grade or is not graded
    #[arg(long = "fail-below-best", value_name = "GRADE")]
    pub(crate) below_best: Option<String>,

    /// Exit with 1 when this is what to do, such as `ask`; several are separated by commas
    #[arg(long = "fail-on", value_name = "ACTION", value_delimiter = ',', value_parser = crate::gate::action)]
    pub(crate) on: Vec<audit_credence::assessment::ActionCode>,
}
