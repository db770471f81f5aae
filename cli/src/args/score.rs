//! What `credence score` takes.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, ValueEnum};

use crate::args::intake::{Gates, Intake};

#[derive(Debug, Args)]
#[command(after_help = HELP)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command")]
pub(crate) struct Score {
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

    /// The day of the assessment [default: today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    pub(crate) as_of: Option<audit_credence::Date>,

    /// How to write the answers: jsonl is one answer a line, html one page [default: told by the name of the output, else text]
    #[arg(long, value_enum)]
    pub(crate) format: Option<AnswerForm>,

    /// For whom a page is: for the supplier it leaves out whatever could identify a witness
    #[arg(long, value_enum, default_value_t = Audience::Full, value_name = "WHO")]
    pub(crate) audience: Audience,

    /// Everything that is known of each answer, as text, Markdown or a page that also prints all of it, and not what fits
    /// on one screen
    #[arg(long)]
    pub(crate) full: bool,

    /// How much of each answer is written as data [default: full; grades in tables]
    #[arg(long, value_enum)]
    pub(crate) detail: Option<Detail>,

    /// Write the answers to this file: beside it under another name, renamed when it is whole
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// What an empty cell of CSV holds: for a system that skips empty cells, and would keep yesterday's grade
    #[arg(long, value_name = "TEXT")]
    pub(crate) null: Option<String>,

    #[command(flatten)]
    pub(crate) gates: Gates,

    /// Write refused documents to this file, one JSON record a line
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,

    /// Read JSON Lines and write exactly one line for each, at once: an answer, or the record of a refusal
    #[arg(long, conflicts_with = "rejects")]
    pub(crate) inline_rejects: bool,

    /// Let so many documents be refused, or such a part of all; what exceeds it leaves no output
    #[arg(long, value_name = "N|P%")]
    pub(crate) max_rejected: Option<MaxRejected>,

    /// Write what the batch comes to as JSON: grades, verdicts, caps, gaps, refusals, and what each key holds
    #[arg(long, value_name = "FILE")]
    pub(crate) summary: Option<PathBuf>,

    /// Threads that score, at most 1024 [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,

    /// Print no progress and no summary on standard error; problems are still printed
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

const HELP: &str = "\
The format of a file is told by its extension (.json, .toml, .jsonl, .ndjson, .csv, .tsv, .parquet, and before them .gz
or .zst), else by its first bytes.
Absent or null means not stated, which is never no; unknown keys and values are refused with what is allowed.

Tables: a row is a dossier, a column a key by its path, such as `report.visit.notice` or `certificates[0].scheme`; an
empty cell is not stated; a column of a whole list, such as `certificates`, holds JSON. --mapping gives other columns
their paths: [columns] \"Site ID\" = \"site.id\"; see cli/README.md.

Detail:
  explanation  everything that a page shows, as `credence schema explanation` has it
  full         the assessment as `credence schema assessment` has it
  decision     what to act on: all but the lists of criteria, gaps and raises, with the question to put first;
               `credence texts` prints the texts of criteria, caps and sources once
  grades       status, action, grades, account and verdicts
A row of a table has what `credence schema row` lists: with decision also the first question and the next change, with full
also a column `assessment` of JSON.

The order of the answers is that of the input, and their bytes are the same on any number of threads. Ctrl-C finishes
what was read and keeps it, and says where that is where --output was given.

Examples:
  credence score dossier.json suppliers.jsonl
  credence score --pack wrc --format json dossier.json
  credence score --output scorecard.html dossier.json
  credence score --format html --audience supplier dossier.json > for-the-supplier.html
  credence score --output scorecard.md dossier.json
  credence score --pack my_rules.toml --require-sound --fail-below B suppliers.jsonl
  printf 'Site ID\\ns-1\\n' | gzip > audits.csv.gz
  printf 'columns = { \"Site ID\" = \"site.id\" }' > columns.toml
  credence score --mapping columns.toml --output scores.parquet audits.csv.gz
  credence score --output scores.jsonl --rejects bad.jsonl --max-rejected 1% 'supplier*.jsonl'
  cat suppliers.jsonl | credence score --inline-rejects --detail decision - > answers.jsonl";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerForm {
    Text,
    Md,
    Json,
    Jsonl,
    /// One page
    Html,
    /// A table of what is compared, whose columns `credence schema row` lists
    Csv,
    /// The same, to a file
    Parquet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Audience {
    Full,
    Supplier,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Detail {
    Grades,
    Decision,
    Full,
    Explanation,
}

impl From<Audience> for audit_credence::explain::Audience {
    fn from(asked: Audience) -> Self {
        match asked {
            Audience::Full => audit_credence::explain::Audience::Full,
            Audience::Supplier => audit_credence::explain::Audience::Supplier,
        }
    }
}

/// How many documents may be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MaxRejected {
    Count(u64),
    /// Of a hundred.
    Percent(u64),
}

impl MaxRejected {
    /// Whether too many were refused; a part of all is known when all were read.
    pub(crate) fn is_exceeded(self, rejected: u64, read: u64, is_all: bool) -> bool {
        match self {
            MaxRejected::Count(most) => rejected > most,
            MaxRejected::Percent(most) => {
                is_all && u128::from(rejected) * 100 > u128::from(read) * u128::from(most)
            }
        }
    }
}

impl std::fmt::Display for MaxRejected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            MaxRejected::Count(most) => write!(f, "{most}"),
            MaxRejected::Percent(most) => write!(f, "{most}%"),
        }
    }
}

impl FromStr for MaxRejected {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "expected a count such as `10`, or a part of all such as `5%`, at most `100%`";
        match text.strip_suffix('%') {
            None => text.parse().map(MaxRejected::Count).map_err(|_| wrong),
            Some(percent) => match percent.parse() {
                Ok(percent @ 0..=100) => Ok(MaxRejected::Percent(percent)),
                Ok(_) | Err(_) => Err(wrong),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MaxRejected;

    #[test]
    fn a_part_of_all_is_judged_when_all_is_read() {
        let half: MaxRejected = "50%".parse().unwrap();
        assert!(!half.is_exceeded(2, 2, false));
        assert!(half.is_exceeded(2, 3, true) && !half.is_exceeded(1, 2, true));
        let none: MaxRejected = "0".parse().unwrap();
        assert!(none.is_exceeded(1, 9, false) && !none.is_exceeded(0, 9, true));
        for wrong in ["", "%", "-1", "101%", "1.5%", "x"] {
            assert!(wrong.parse::<MaxRejected>().is_err(), "{wrong}");
        }
    }
}
