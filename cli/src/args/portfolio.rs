//! What `credence portfolio` may be told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::args::intake::{Gates, Intake};
use crate::args::score::AnswerForm;

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Portfolio {
    #[command(flatten)]
    pub(crate) intake: Intake,

    /// The rules: id of a shipped pack, or a TOML file
    #[arg(long, value_name = "FILE_OR_ID", default_value = "procurement")]
    pub(crate) pack: String,

    /// Accept the pack only if this is its SHA-256 (see `credence packs`, `credence pack check`)
    #[arg(long, value_name = "HEX")]
    pub(crate) pack_sha256: Option<String>,

    /// Refuse a pack of your own that `credence pack check` does not prove; without this it is said and used
    #[arg(long)]
    pub(crate) require_sound: bool,

    /// The day of the assessments [default: today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    pub(crate) as_of: Option<audit_credence::Date>,

    /// How to write it: md and text are the same, jsonl is a site or supplier a line as in the JSON, html one page that needs
    /// no network [default: told by the name of the output, else md]
    #[arg(long, value_enum)]
    pub(crate) format: Option<AnswerForm>,

    /// What a row of a table, or a line of JSON Lines, is of
    #[arg(long, value_enum, default_value_t = Rows::Sites, value_name = "WHAT")]
    pub(crate) rows: Rows,

    /// What an empty cell of CSV holds: for a system that skips empty cells, and would keep yesterday's grade
    #[arg(long, value_name = "TEXT")]
    pub(crate) null: Option<String>,

    /// Write the answer to this file: beside it under another name, renamed when it is whole
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Print of a page all sites too, and not only what to do and which to act on first
    #[arg(long)]
    pub(crate) full: bool,

    /// What ends or changes within so many days is listed as coming soon
    #[arg(long, value_name = "DAYS", default_value_t = 90)]
    pub(crate) soon: u32,

    #[command(flatten)]
    pub(crate) gates: Gates,

    /// Write refused documents to this file, one JSON record a line
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,

    /// Print no progress and no summary on standard error; problems are still printed
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rows {
    Sites,
    Suppliers,
}

const HELP: &str = "\
Dossiers are of one site when they share site.id, or an id of site.ids in osid, gln, duns, amfori or sedex.
Findings, certificates and the search of all of them count for every report of the site, so that it does not matter
which audit is looked at. A site stands at its best report, a supplier at its worst site; what to act on
first comes first.
A dossier that is refused adds nothing to its site, and the exit code is 3.

Examples:
  credence portfolio suppliers.jsonl
      What to do at how many sites, which to act on first, suppliers and sites, what to ask, what certificates add, and what ends soon.

  credence portfolio --format html suppliers.jsonl > portfolio.html
      One page that sorts and filters, needs no network, and can be printed.

  credence portfolio --output sites.csv suppliers.jsonl
      One site a line, for a spreadsheet; its columns are those of `credence score`, and a few more.

  credence portfolio --rows suppliers --fail-on act,re_audit -o suppliers.parquet suppliers.jsonl
      One supplier a row, each with what the gate says of it.

  credence portfolio --format json --soon 30 supplier*.jsonl > portfolio.json
      The whole answer; its schema is `credence schema portfolio`.";
