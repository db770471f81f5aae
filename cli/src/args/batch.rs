//! How a batch is read, for the commands that read one as `credence score` does.

use std::path::PathBuf;

use clap::Args;

use crate::args::InputForm;
use crate::args::score::MaxRejected;

#[derive(Debug, Args)]
pub(crate) struct Batch {
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

    /// Write refused documents to this file, one JSON record a line
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,

    /// Let so many documents be refused, or such a part of all; what exceeds it leaves no output
    #[arg(long, value_name = "N|P%")]
    pub(crate) max_rejected: Option<MaxRejected>,

    /// Print no progress and no summary on standard error; problems are still printed
    #[arg(long, short)]
    pub(crate) quiet: bool,
}
