//! What the command line may say, with the help that teaches it.

mod batch;
pub(crate) mod compare;
pub(crate) mod horizon;
mod intake;
pub(crate) mod outcomes;
mod pack_mutants;
mod pack_proofs;
mod pack_stale;
mod pack_docs;
mod pack_test;
pub(crate) mod portfolio;
pub(crate) mod schemes;
pub(crate) mod questions;
mod score;
mod whatif;

use clap::{Parser, Subcommand, ValueEnum};

pub(crate) use batch::Batch;
pub(crate) use intake::{Gates, InputForm};
pub(crate) use score::{AnswerForm, Audience, Detail, Score};
pub(crate) use whatif::WhatIf;

pub(crate) use crate::args::pack_docs::{PackDocs, PackNew, PackVectors};
pub(crate) use crate::args::pack_mutants::PackMutants;
pub(crate) use crate::args::pack_proofs::{PackCover, PackDiff, PackSensitivity};
pub(crate) use crate::args::pack_stale::PackStale;
pub(crate) use crate::args::pack_test::PackTest;

const EXAMPLES: &str = "\
To try them in an empty folder, begin with invented dossiers and a pack of your own:
  credence sample 1 > dossier.json
  credence sample 30 > suppliers.jsonl
  credence pack new my_rules.toml

Examples:
  credence score dossier.json
      Read one dossier and say how far its report can be relied on, and why.

  credence score --format jsonl --rejects bad.jsonl suppliers.jsonl > scores.jsonl
      A batch: one answer a line, in the order of the input; what cannot be read goes to bad.jsonl.

  cat dossier.json | credence score --fail-below C -
      A gate for a pipeline: exit code 1 unless what is shown is worth at least C.

  credence score --pack cbp --as-of 2026-11-22 dossier.json
      Another pack, and a day of your own: the same dossier, pack and day give the same bytes.

  credence portfolio suppliers.jsonl
      Many sites: who stands worst, what to ask first, what ends soon.

  credence questions dossier.json
      The questions that would narrow the answer, as a letter that can be sent; of a batch, -o letters/ writes one for
      each auditing body.

  credence horizon --days 180 suppliers.jsonl
      What changes by itself in the next half year: audits that grow old, certificates that go stale.

  credence compare --as-of 2026-11-22 --with-as-of 2027-11-22 dossier.json
      What changes, and why: with the day here, with the rules or the report where these differ.

  credence schema dossier > dossier.schema.json
      Let your editor complete and check dossiers.

  credence pack check my_rules.toml && credence pack test my_rules.toml
      Check rules of your own, and run the cases that they state.

Exit codes:
  0  scored
  1  below the asked grade (or not graded, or under an import restriction), or a case of a pack failed
  2  wrong use of the command
  3  bad input: some document was refused; the rest is scored all the same
  4  bad pack: refused, or not the one that --pack-sha256 pins
  5  a file could not be read or written
  130  stopped by Ctrl-C
When several apply, the greatest of 5, 4 and 3 is given, then 1.

A grade says how far a report can be relied on to show that forced labour was absent.
It is not a finding about the site.";

/// How far can a social audit report be believed?
#[derive(Debug, Parser)]
#[command(name = "credence", version, about, after_help = EXAMPLES, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Whether to use colour; auto: on a terminal, unless `NO_COLOR` is set
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(crate) color: Colour,

    /// With --version: also which lists of languages and places it knows, and of what date
    #[arg(long, requires = "version")]
    pub(crate) verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Score dossiers: grade, verdicts, reasons, and what to ask
    Score(Score),
    /// Score many dossiers together: each site by its best report, each supplier by its worst site
    Portfolio(portfolio::Portfolio),
    /// Print the questions to the auditor as a letter, write one letter for each auditing body of a batch, or list what to
    /// look up yourself
    Questions(questions::Questions),
    /// List what changes for many dossiers in the next days, with the reason
    Horizon(horizon::Horizon),
    /// Compare two answers: the same site at two dates, or under two packs
    Compare(compare::Compare),
    /// Compare a batch under two or more packs: what moves, and why
    Whatif(WhatIf),
    /// Grade cases whose end is known as of their time, and say how often the grade told them apart
    Outcomes(outcomes::Outcomes),
    /// Print what the words of an answer mean
    #[command(after_help = crate::words::help())]
    Words,
    /// List every fact that a pack may ask about
    Facts {
        /// How to print it
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// Print the JSON Schema of a document
    Schema {
        /// Which document
        #[arg(value_enum)]
        document: Document,
    },
    /// Check and test rule packs
    #[command(subcommand)]
    Pack(Pack),
    /// List the packs that ship with this release
    Packs {
        /// How to print it
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// List and explain certification schemes, and say what a certificate's code can mean
    Schemes(schemes::Schemes),
    /// Print what the rules of a pack say as JSON: titles, reasons, questions, remedies and sources by their ids
    #[command(
        after_help = "Examples:\n  credence texts > texts.json\n  credence score --detail decision --format jsonl suppliers.jsonl > scores.jsonl"
    )]
    Texts {
        /// The rules: id of a shipped pack, or a TOML file
        #[arg(long, value_name = "FILE_OR_ID", default_value = "procurement")]
        pack: String,
    },
    /// Print invented dossiers as JSON Lines, to try out a large batch
    #[command(after_help = SAMPLE_HELP)]
    Sample {
        /// How many
        #[arg(value_name = "N")]
        count: u64,
        /// The same seed gives the same bytes; a longer sample begins with a shorter one
        #[arg(long, value_name = "S", default_value_t = 1)]
        seed: u64,
    },
    /// Print completions for a shell
    #[command(after_help = "Example, for ~/.bashrc:\n  eval \"$(credence completions bash)\"")]
    Completions {
        /// Which shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
}

const SAMPLE_HELP: &str = "\
No site, firm, report or worker in them exists. Each optional key is left out with a chance of 15 %.
Score them on 2026-06-30 or later: no day but `valid_until` lies after it.

Examples:
  credence sample 1000 > sample.jsonl
  credence sample 1000 --seed 7 | credence score --format jsonl - > scores.jsonl";

#[derive(Debug, Subcommand)]
pub(crate) enum Pack {
    /// Load packs with all that they build on, show every problem, and prove what holds over all profiles
    #[command(after_help = PACK_HELP)]
    Check {
        /// Pack files, or ids of shipped packs
        #[arg(required = true, value_name = "FILE_OR_ID")]
        packs: Vec<String>,
        /// How to print it: json is the proof of each pack
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// Run the cases that packs state: expected beside found, and why
    Test(PackTest),
    /// Change the rules one by one, and show which change no case would notice
    Mutants(PackMutants),
    /// Show what the cases of a pack do not see, as cases to be finished
    Cover(PackCover),
    /// List the sources that somebody should read again, those first on which grades depend most
    Stale(PackStale),
    /// Compare two versions of a pack over all profiles, and the version that follows
    Diff(PackDiff),
    /// Count the profiles that move when a demerit, limit or band moves by one
    Sensitivity(PackSensitivity),
    /// Write a pack of your own to begin with, and one case that passes
    New(PackNew),
    /// Write the documentation of packs, as Markdown
    Docs(PackDocs),
    /// Write test vectors of packs: both sides of every boundary, as JSON
    Vectors(PackVectors),
}

const PACK_HELP: &str = "\
What a pack builds on is looked for among the shipped packs, then in files of the pack's folder.

It is always strict: a pack is sound where every property is proved or holds by construction. Exit
code 4 where one is refuted, and also where one is only not proved, because the budgets of the
search ran out: what nobody knows is not shipped as if it were known.

Examples:
  credence pack check my_rules.toml
  credence pack check --format json procurement";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Document {
    Dossier,
    Assessment,
    Explanation,
    Comparison,
    Portfolio,
    Pack,
    /// The columns of tables of answers
    Row,
}

fn day(text: &str) -> Result<audit_credence::Date, String> {
    text.parse().map_err(|_| "expected a day of the calendar as YYYY-MM-DD".to_owned())
}
