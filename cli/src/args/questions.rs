//! What `credence questions` may be told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::args::batch::Batch;

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Questions {
    #[command(flatten)]
    pub(crate) batch: Batch,

    /// The rules: id of a shipped pack, or a TOML file
    #[arg(long, value_name = "FILE_OR_ID", default_value = "procurement")]
    pub(crate) pack: String,

    /// The day of the assessment [default: today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    pub(crate) as_of: Option<audit_credence::Date>,

    /// Who can answer: the auditor, as a letter; or the reader, as a list of what to look up himself at each site
    #[arg(long, value_enum, value_name = "WHO", default_value_t = Reader::Auditor)]
    pub(crate) r#for: Reader,

    /// Write one letter for each auditing body to this folder, which is new or empty
    #[arg(long, short, value_name = "FOLDER")]
    pub(crate) output: Option<PathBuf>,

    /// How to write it [default: md in a folder, else text]
    #[arg(long, value_enum)]
    pub(crate) format: Option<Form>,

    /// Only so many questions about each report; of a single one those whose answers matter most
    #[arg(long, value_name = "N")]
    pub(crate) first: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Reader {
    Auditor,
    Reader,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    Text,
    Md,
}

const HELP: &str = "\
A letter names sites and reports as the dossiers do, and no worker. It says neither which grade nor which action an
answer would reach. Look at it before you send it.

Without a folder each dossier gives a letter with every question that the auditor can answer. In a folder there is one
letter for each auditing body, with the fewest questions that make a report usable. It is about the sites at which to
ask is what comes next, by all that is known of them; of several reports of a site about the best. Why others are left
out is said on standard error. A body is named by report.auditor.firm; who is not named has a letter that says so.

Examples:
  credence questions dossier.json > questions.txt
  credence questions --first 5 --format md dossier.json
  credence questions suppliers.jsonl -o letters/
  credence questions --for reader suppliers.jsonl";
