//! What `credence pack mutants` may be told.

use clap::Args;

use crate::args::Form;

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct PackMutants {
    /// A pack file, or the id of a shipped pack
    #[arg(value_name = "FILE_OR_ID")]
    pub(crate) pack: String,

    /// Run the cases of this pack too, under it, with the same rule changed
    #[arg(long, value_name = "FILE_OR_ID")]
    pub(crate) cases: Vec<String>,

    /// Change the rules of the packs that it builds on too
    #[arg(long)]
    pub(crate) inherited: bool,

    /// List every change with what became of it
    #[arg(long)]
    pub(crate) all: bool,

    /// How to print it: json is every change with what became of it
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,

    /// Print no progress on standard error
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

const HELP: &str = "\
Every single structural change of the rules is made, one at a time: the values of two levels
exchanged or two levels made one, a cut point moved by one unit, a cap dropped or moved a grade, a
literal moved a level, a requirement dropped or moved, a floor dropped, a group or domain split, a
criterion retired. A change that some case notices is killed; one that changes no grade and no
verdict of any profile is equivalent, and so is a cut point that moves over a number which its
fact never is, such as 99 percent of ten workers; --all says why for each. The others survive,
each with a case that would notice it. What stands behind `expect` there is what the pack says as
it stands: whether that is right is yours to say.

Exit code 1 where a change survives.

Examples:
  credence pack mutants my_rules.toml
  credence pack mutants cbp --inherited --cases audit
  credence pack mutants --all wrc";
