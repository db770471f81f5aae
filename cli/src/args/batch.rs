//! How a batch is read, for the commands that read one as `credence score` does.

use std::path::PathBuf;

use clap::Args;

use crate::args::intake::Intake;
use crate::args::score::MaxRejected;

#[derive(Debug, Args)]
pub(crate) struct Batch {
    #[command(flatten)]
    pub(crate) intake: Intake,

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
