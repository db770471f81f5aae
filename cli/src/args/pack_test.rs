//! `credence pack test`: what may be said.

use clap::Args;

use crate::args::Form;

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct PackTest {
    /// Pack files, or ids of shipped packs
    #[arg(required = true, value_name = "FILE_OR_ID")]
    pub(crate) packs: Vec<String>,

    /// Run the cases that this pack states in place of each pack's own; may be given several times
    #[arg(long, value_name = "FILE_OR_ID")]
    pub(crate) cases: Vec<String>,

    /// Run only cases whose name contains this
    #[arg(long, value_name = "TEXT")]
    pub(crate) only: Option<String>,

    /// How to print it
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,
}

const HELP: &str = "\
A case states a dossier and a day, or levels by criterion (those left out stand at their top), and what must come
out. What differs is shown expected beside found, and why. No case at all is a failure.

What a pack builds on is looked for among the shipped packs, then in files of the pack's folder.
A dossier that a case names is looked for in the folder of the pack that states it, in the folders above it, then in
the present folder.

Examples:
  credence pack test procurement
      Run the cases that the default pack states.
  credence pack test --only interpreter practice procurement
      Run the cases about interpreters.
  credence pack test --cases procurement my_rules.toml
      Run the cases of the default pack under your own rules: what you changed shows as what fails.
  credence pack test --format json my_rules.toml
      The same for programs.

Exit codes: 0 every case comes out as it says, 1 one does not or there is none, 4 a pack is refused.";
