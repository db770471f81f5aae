//! `credence pack docs`, `credence pack new` and `credence pack vectors`: what may be said.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
#[command(after_help = DOCS)]
pub(crate) struct PackDocs {
    /// Pack files, or ids of shipped packs
    #[arg(required = true, value_name = "FILE_OR_ID")]
    pub(crate) packs: Vec<String>,

    /// Write README.md and docs/ID.md below this folder, in place of printing the pages
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,

    /// Write nothing: exit with 1 when a file below the folder is not what would be written
    #[arg(long, requires = "out")]
    pub(crate) check: bool,
}

const DOCS: &str = "\
A page for each pack: what it asks and why, with sources and their status, levels, demerits, remedies and cases, what it
leaves out and why, and what is proved of it. With --out also README.md: how to read and write a pack, and the packs.

Examples:
  credence pack docs my_rules.toml
      Print the page of your own pack as Markdown.
  credence pack docs --out docs my_rules.toml
      Write the documentation of packs into a folder.
  credence pack docs --out docs --check my_rules.toml
      In a pipeline: fail when somebody changed a pack and not its documentation.";

#[derive(Debug, Args)]
#[command(after_help = NEW)]
pub(crate) struct PackNew {
    /// The file to write; its name without `.toml` becomes the id of the pack
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// The pack to build on: a file beside it, or the id of a shipped pack
    #[arg(long, value_name = "FILE_OR_ID", default_value = "procurement")]
    pub(crate) builds_on: String,

    /// One line on what the pack holds
    #[arg(long, value_name = "TEXT", default_value = "Our own rules")]
    pub(crate) title: String,
}

const NEW: &str = "\
Writes a pack that builds on another and changes nothing yet, with one case that passes, and comments that show what may
be changed. A file that is there already is left alone.

Examples:
  credence pack new acme.toml
      A pack `acme` on the default pack.
  credence pack new --builds-on cbp --title 'What our counsel asks' counsel.toml
      Another base.
  credence pack new ours.toml && credence pack check ours.toml && credence pack test ours.toml
      Write it, prove it, run its case.";

#[derive(Debug, Args)]
#[command(after_help = VECTORS)]
pub(crate) struct PackVectors {
    /// Pack files, or ids of shipped packs
    #[arg(required = true, value_name = "FILE_OR_ID")]
    pub(crate) packs: Vec<String>,

    /// Write ID.json below this folder, in place of printing
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,

    /// Write nothing: exit with 1 when a file below the folder is not what would be written
    #[arg(long, requires = "out")]
    pub(crate) check: bool,
}

const VECTORS: &str = "\
For each boundary of a pack (a step between two levels, a literal of a cap, a requirement, the edge of a band, the limit
of a domain, a group) a profile on either side with the demerits, the grade, the caps that bind and what fails: for
whoever implements the rules again. tests/vectors/README.md states the shape.

Examples:
  credence pack vectors my_rules.toml > my_rules.json
  credence pack vectors --out vectors audit cbp wrc";
