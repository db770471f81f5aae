//! `credence`: how far can a social audit report be believed?
//!
//! The command around the library `audit-credence`: it reads files, knows the day and the terminal, and prints. What a
//! grade is and why stands in the library. Each subcommand has its file; the exit code is made in `exit.rs`.

mod args;
mod aside;
mod catalogue;
mod compare;
mod cut;
mod dossiers;
mod draw;
mod exit;
mod gate;
mod horizon;
mod input;
mod letters;
mod markdown;
mod outcomes;
mod output;
mod pack;
mod pack_files;
mod page;
mod portfolio;
mod questions;
mod refusal;
mod rows;
mod sample;
mod html;
mod schemes;
mod score;
mod scorecard;
mod text;
mod texts;
mod whatif;
mod words;

use std::process::ExitCode;

use audit_credence::CODE_LISTS;
use audit_credence_tables::panic_is_caught;
use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser as _};

use crate::args::{Cli, Command, Pack};
use crate::exit::Exit;
use crate::output::{Output, say};

fn main() -> ExitCode {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic_is_caught() {
            print(panic);
        }
    }));
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(told) => {
            // Help and version too; where nobody listens there is nothing to do.
            let _ = told.print();
            // `--version` ends the reading of the arguments, so that `--verbose` may stand behind it unread.
            if told.kind() == ErrorKind::DisplayVersion && std::env::args().any(|arg| arg == "--verbose") {
                let mut out = Output::stdout();
                let _ = out.write(CODE_LISTS).and_then(|()| out.flush());
            }
            return ExitCode::from(u8::try_from(told.exit_code()).unwrap_or(2));
        }
    };
    let mut out = Output::stdout();
    let done = run(&cli, &mut out).and_then(|exit| out.flush().map(|()| exit));
    match done {
        Ok(exit) => exit.into(),
        Err(error) => {
            say(&format!("cannot write: {error}"));
            Exit::IO.into()
        }
    }
}

fn run(cli: &Cli, out: &mut Output) -> std::io::Result<Exit> {
    match &cli.command {
        Command::Score(asked) => score::score(asked, cli.color, out),
        Command::Portfolio(asked) => portfolio::portfolio(asked, cli.color, out),
        Command::Questions(asked) => questions::questions(asked, cli.color, out),
        Command::Horizon(asked) => horizon::horizon(asked, cli.color, out),
        Command::Outcomes(asked) => outcomes::outcomes(asked, cli.color, out),
        Command::Compare(asked) => compare::compare(asked, cli.color, out),
        Command::Whatif(asked) => whatif::whatif(asked, cli.color, out),
        Command::Facts { format } => catalogue::facts(*format, cli.color, out),
        Command::Schema { document } => catalogue::schema(*document, out),
        Command::Pack(Pack::Check { packs, format }) => pack::check::check(packs, *format, cli.color, out),
        Command::Pack(Pack::Test(asked)) => pack::test::test(asked, cli.color, out),
        Command::Pack(Pack::Mutants(asked)) => pack::mutants::mutants(asked, cli.color, out),
        Command::Pack(Pack::Cover(asked)) => pack::cover::cover(asked, cli.color, out),
        Command::Pack(Pack::Stale(asked)) => pack::stale::stale(asked, cli.color, out),
        Command::Pack(Pack::Diff(asked)) => pack::diff::diff(asked, cli.color, out),
        Command::Pack(Pack::Sensitivity(asked)) => pack::sensitivity::sensitivity(asked, cli.color, out),
        Command::Pack(Pack::New(asked)) => pack::new::new(asked, cli.color, out),
        Command::Pack(Pack::Docs(asked)) => pack::docs::docs(asked, cli.color, out),
        Command::Pack(Pack::Vectors(asked)) => pack::vectors::vectors(asked, cli.color, out),
        Command::Packs { format } => pack::shipped::shipped(*format, cli.color, out),
        Command::Schemes(asked) => schemes::schemes(asked, cli.color, out),
        Command::Words => words::words(output::colour(cli.color, &std::io::stdout()), out),
        Command::Texts { pack } => texts::texts(pack, cli.color, out),
        Command::Sample { count, seed } => sample::sample(*count, *seed, out),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "credence", &mut script);
            out.write(&String::from_utf8_lossy(&script))?;
            Ok(Exit::default())
        }
    }
}
