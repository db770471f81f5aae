//! What `credence portfolio` may be told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Portfolio {
    /// Dossiers as JSON, TOML, JSON Lines or a JSON list; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

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

    /// How to print it: csv is one site a line, html one page that needs no network
    #[arg(long, value_enum, default_value_t = Form::Md)]
    pub(crate) format: Form,

    /// Print of a page all sites too, and not only what to do and which to act on first
    #[arg(long)]
    pub(crate) full: bool,

    /// What ends or changes within so many days is listed as coming soon
    #[arg(long, value_name = "DAYS", default_value_t = 90)]
    pub(crate) soon: u32,

    /// Exit with 1 when what is shown is worth less than this grade or is not graded; and, as with --fail-on, always when
    /// an import restriction may be in force or people come first
    #[arg(long, value_name = "GRADE")]
    pub(crate) fail_below: Option<String>,

    /// Exit with 1 when this is what to do, such as `ask`; several are separated by commas
    #[arg(long, value_name = "ACTION", value_delimiter = ',', value_parser = crate::gate::action)]
    pub(crate) fail_on: Vec<audit_credence::assessment::ActionCode>,

    /// Write refused documents to this file, one JSON record a line
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,

    /// Print no progress and no summary on standard error; problems are still printed
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    Html,
    Md,
    Csv,
    Json,
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

  credence portfolio --format csv suppliers.jsonl > sites.csv
      One site a line, for a spreadsheet.

  credence portfolio --format json --soon 30 supplier*.jsonl > portfolio.json
      The whole answer; its schema is `credence schema portfolio`.";
