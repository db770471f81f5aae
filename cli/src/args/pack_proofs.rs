//! What `credence pack cover`, `diff` and `sensitivity` may be told.

use std::path::PathBuf;

use clap::Args;

use crate::args::{Form, day};

#[derive(Debug, Args)]
#[command(after_help = COVER_HELP)]
pub(crate) struct PackCover {
    /// A pack file, or the id of a shipped pack
    #[arg(value_name = "FILE_OR_ID")]
    pub(crate) pack: String,

    /// Count what the cases of this pack see too; may be given several times
    #[arg(long, value_name = "FILE_OR_ID")]
    pub(crate) cases: Vec<String>,

    /// Ask about the rules of the packs that it builds on too
    #[arg(long)]
    pub(crate) inherited: bool,

    /// How to print it: json is all that is to be seen
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,
}

const COVER_HELP: &str = "\
Each literal of a cap is to be seen both ways, each level and each number beside a cut point by
some case, and each criterion alone: two profiles that differ in nothing else, and in grade or
verdict. What no case sees is printed as TOML to be copied into the pack; `?` stands where you say
what is right.

Exit code 1 where something is not seen.

Examples:
  credence pack cover my_rules.toml
  credence pack cover my_rules.toml >> my_rules.toml
  credence pack cover procurement --inherited --cases audit --cases certification";

#[derive(Debug, Args)]
#[command(after_help = DIFF_HELP)]
pub(crate) struct PackDiff {
    /// The old version: a pack file, or the id of a shipped pack
    #[arg(value_name = "OLD")]
    pub(crate) old: String,

    /// The new version
    #[arg(value_name = "NEW")]
    pub(crate) new: String,

    /// Also show which of these dossiers change, and why: JSON, TOML, JSON Lines or a JSON list
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) dossiers: Vec<PathBuf>,

    /// The day on which the dossiers are scored [default: today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) as_of: Option<audit_credence::Date>,

    /// How to print it
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,
}

const DIFF_HELP: &str = "\
Over all profiles, exactly: which share gets another grade, from which grade to which, the least that shows it, and the
version that follows. patch: no grade and no verdict changes. minor: some grades change by one, or a verdict does.
major: some change by more, a standard is gone, or the scale is another.

Exit code 1 where the new version's number does not say what changed.

Examples:
  credence pack diff audit procurement
  credence pack diff procurement my_rules.toml --dossiers suppliers.jsonl";

#[derive(Debug, Args)]
#[command(after_help = SENSITIVITY_HELP)]
pub(crate) struct PackSensitivity {
    /// A pack file, or the id of a shipped pack
    #[arg(value_name = "FILE_OR_ID")]
    pub(crate) pack: String,

    /// How to print it
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,

    /// Print no progress on standard error
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

const SENSITIVITY_HELP: &str = "\
Moves every demerit, limit and band by one, as far as the pack would still load, and counts over all profiles how many
get another grade. What most hangs on comes first; json keeps the order of the rules.

Examples:
  credence pack sensitivity cbp
  credence pack sensitivity --format json wrc";
