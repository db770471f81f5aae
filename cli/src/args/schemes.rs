//! What may be asked about certification schemes.

use clap::{Args, Subcommand};

use crate::args::{Form, day};

#[derive(Debug, Args)]
#[command(after_help = HELP, args_conflicts_with_subcommands = true)]
pub(crate) struct Schemes {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    #[command(flatten)]
    pub(crate) list: List,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Explain these; all are listed where none is named
    #[arg(value_name = "ID")]
    pub(crate) ids: Vec<String>,

    /// The rules: id of a shipped pack, or a TOML file
    #[arg(long, value_name = "FILE_OR_ID", default_value = "procurement")]
    pub(crate) pack: String,

    /// How to print it
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Recognise a certificate's code, and say what a valid status can mean about labour at most
    #[command(after_help = CHECK_HELP)]
    Check(Check),
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The code; case and spaces do not matter
    #[arg(value_name = "CODE")]
    pub(crate) code: String,

    /// The day on which the certificate was issued [default: today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) on: Option<audit_credence::Date>,

    /// The rules: id of a shipped pack, or a TOML file
    #[arg(long, value_name = "FILE_OR_ID", default_value = "procurement")]
    pub(crate) pack: String,

    /// How to print it
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,
}

const HELP: &str = "\
Examples:
  credence schemes
  credence schemes msc_coc smeta
  credence schemes check MSC-C-50086 --on 2022-03-01";

const CHECK_HELP: &str = "\
The exit code is 1 where no scheme is known to have codes of that form. No register is asked.

Example:
  credence schemes check 'msc - c - 50086' --on 2022-03-01 --format json";
