//! `credence portfolio`: many dossiers in, one answer about their sites and suppliers out.
//!
//! What is united and graded is the library's work. Here documents are read, as for `credence score`, and the answer
//! is drawn: `view` puts it into words once, and each form draws the view.

mod csv;
mod markdown;
mod page;
mod view;

use std::io::{self, IsTerminal as _};
use std::ops::ControlFlow;
use std::path::Path;

use audit_credence::Dossier;
use audit_credence::portfolio::Gathering;
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::Colour;
use crate::args::portfolio::{Form, Portfolio};
use crate::aside::{Aside, not_apart};
use crate::exit::Exit;
use crate::gate::{AtGate, Gate};
use crate::input::{Body, Document};
use crate::output::{Output, say};
use crate::refusal::Refused;
use crate::score::{Source, plan, sources, today};

use view::View;

pub(crate) fn portfolio(asked: &Portfolio, colours: Colour, out: &mut Output) -> io::Result<Exit> {
    let gated = plan((&asked.pack, asked.require_sound), asked.pack_sha256.as_deref(), colours)
        .and_then(|plan| Ok((Gate::new(asked.fail_below.as_deref(), &asked.fail_on, &plan)?, plan)));
    let (gate, plan) = match gated {
        Ok(gated) => gated,
        Err(exit) => return Ok(exit),
    };
    let as_of = match asked.as_of {
        Some(day) => day,
        None => today()?,
    };
    let sources = match sources(&asked.files) {
        Ok(sources) => sources,
        Err(message) => {
            say(&message);
            return Ok(Exit::IO);
        }
    };
    let read = sources.iter().map(Source::path).chain([Path::new(&asked.pack)]);
    if let Some(wrong) = not_apart(read, [("--rejects", asked.rejects.as_deref())]) {
        say(&wrong);
        return Ok(Exit::USAGE);
    }
    let rejects = match &asked.rejects {
        None => None,
        Some(path) => match Aside::text(path) {
            Ok(file) => Some(file),
            Err(error) => {
                say(&format!("{}: {error}", path.display()));
                return Ok(Exit::IO);
            }
        },
    };
    let mut reading = Reading {
        gathering: Gathering::new(&plan.at(as_of)),
        rejects,
        exit: Exit::default(),
        is_damaged: false,
        taken: 0,
        rejected: 0,
        progress: progress(asked.quiet),
    };
    for source in &sources {
        reading.source(source)?;
    }
    reading.progress.finish_and_clear();
    if let Some(file) = reading.rejects {
        file.end(!reading.is_damaged, "what was refused before")?;
    }
    let (taken, rejected) = (reading.taken, reading.rejected);
    if !asked.quiet && (rejected > 0 || (io::stderr().is_terminal() && !io::stdout().is_terminal())) {
        say(&format!("{} read, {taken} united, {rejected} rejected", taken + rejected));
    }
    let portfolio = reading.gathering.portfolio(asked.soon).map_err(io::Error::other)?;
    if gate.is_there() && portfolio.sites.is_empty() {
        say("no site was graded: a gate does not let that pass");
        reading.exit.and(Exit::BELOW);
    }
    if portfolio.sites.iter().any(|site| gate.stops(AtGate::of_site(site))) {
        reading.exit.and(Exit::BELOW);
    }
    let text = match asked.format {
        Form::Json => format!("{}\n", portfolio.to_json_pretty()),
        Form::Csv => csv::written(&portfolio, &gate),
        Form::Html => page::written(&View::new(&portfolio, &plan), asked.full),
        Form::Md => markdown::written(&View::new(&portfolio, &plan)),
    };
    out.write(&text)?;
    Ok(reading.exit)
}

/// A line that counts, where somebody watches and the answer goes elsewhere.
fn progress(quiet: bool) -> ProgressBar {
    if quiet || !io::stderr().is_terminal() || io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{pos} read, {per_sec}, {elapsed}");
    ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}

struct Reading {
    gathering: Gathering,
    rejects: Option<Aside>,
    exit: Exit,
    /// Whether a source was not read to its end.
    is_damaged: bool,
    taken: u64,
    rejected: u64,
    progress: ProgressBar,
}

impl Reading {
    fn source(&mut self, source: &Source) -> io::Result<()> {
        let mut failed = Ok(());
        let read = source.documents(&mut |document| {
            failed = self.document(source.name(), &document);
            if failed.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if let Err(error) = read {
            self.progress.suspend(|| say(&format!("{}: {error}", source.name())));
            self.exit.and(Exit::IO);
            self.is_damaged = true;
        }
        failed
    }

    fn document(&mut self, file: &str, document: &Document<'_>) -> io::Result<()> {
        self.progress.inc(1);
        let read = match &document.body {
            Body::Broken(code, message) => Err(Refused::Broken(code, message.clone())),
            Body::Json(bytes) => Dossier::from_json(bytes).map_err(Refused::Problems),
            Body::Toml(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Dossier::from_toml(text).map_err(Refused::Problems),
                // The same bytes as JSON are refused for the same reason, before anything else is looked at.
                Err(_) => Dossier::from_json(bytes).map_err(Refused::Problems),
            },
        };
        let taken = read.and_then(|dossier| self.gathering.add(dossier).map_err(Refused::Problems));
        let Err(refused) = taken else {
            self.taken += 1;
            return Ok(());
        };
        self.exit.and(Exit::BAD_INPUT);
        self.rejected += 1;
        let told = refused.told(file, document.line, &document.body);
        self.progress.suspend(|| told.iter().for_each(|line| say(line)));
        if let Some(to) = &mut self.rejects {
            let record = refused.record(file, document.line, &document.body);
            to.write(format!("{record}\n").as_bytes())?;
        }
        Ok(())
    }
}
