//! What `credence pack stale` may be told.

use audit_credence::Date;
use clap::Args;

use crate::args::Form;

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct PackStale {
    /// A pack file, or the id of a shipped pack
    #[arg(value_name = "FILE_OR_ID", default_value = "procurement")]
    pub(crate) pack: String,

    /// List sources that were read more than so many days ago
    #[arg(long, value_name = "DAYS", default_value_t = 365)]
    pub(crate) days: u32,

    /// The day to look from; without it, today
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,

    /// How to print it
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,
}

const HELP: &str = "\
Lists each source that was read more than so many days ago, that a newer version or document has replaced (`newer`), or
that was to be read again by a day that has passed (`review_by`). First those on which the most caps lean, then those of
the criteria that take the most demerits, then those of the most requirements and actions; schemes of the registry last.
What was read of each source stands in rules/sources.md.

Exit code 1 where a source is listed.

Examples:
  credence pack stale
      The default pack, sources read more than a year ago.
  credence pack stale --days 90 my_rules.toml
      Your own pack with all that it builds on.";
