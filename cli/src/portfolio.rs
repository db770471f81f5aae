//! `credence portfolio`: many dossiers in, one answer about their sites and suppliers out.
//!
//! What is united and graded is the library's work. Here documents are read, as for `credence score`, and the answer
//! is drawn: `view` puts it into words once, and each form draws the view.

mod markdown;
mod page;
mod view;

use std::io::{self, IsTerminal as _};
use std::ops::ControlFlow;
use std::path::Path;

use audit_credence::portfolio::{self, Gathering};
use audit_credence::{Dossier, Plan};
use audit_credence_tables::{Column, Mapping, csv_line};
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::portfolio::{Portfolio, Rows};
use crate::args::{AnswerForm, Colour, InputForm};
use crate::aside::{Aside, not_apart};
use crate::exit::Exit;
use crate::gate::{AtGate, Gate};
use crate::input::{Body, Document};
use crate::output::{Output, say};
use crate::refusal::Refused;
use crate::rows::{self, Row, Table};
use crate::score::{Source, To, form, mapping, open, or_say, plan, sources, today, wrong_table};

use view::View;

pub(crate) fn portfolio(asked: &Portfolio, colours: Colour, out: &mut Output) -> io::Result<Exit> {
    let form = form(asked.format, false, asked.output.as_deref());
    let Needed { plan, gate, sources, mapping, columns, output, rejects } =
        match Needed::new(asked, form, colours) {
            Ok(needed) => needed,
            Err(exit) => return Ok(exit),
        };
    let as_of = asked.as_of.map_or_else(today, Ok)?;
    let mut reading = Reading {
        gathering: Gathering::new(&plan.at(as_of)),
        input: asked.intake.input,
        mapping,
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
    let mut to = output.map_or(To::Stdout(out), To::File);
    match form {
        AnswerForm::Json => to.write(&format!("{}\n", portfolio.to_json_pretty()))?,
        AnswerForm::Jsonl => to.write(&lines(&portfolio, asked.rows)?)?,
        AnswerForm::Html => to.write(&page::written(&View::new(&portfolio, &plan), asked.full))?,
        AnswerForm::Md | AnswerForm::Text => to.write(&markdown::written(&View::new(&portfolio, &plan)))?,
        AnswerForm::Csv => {
            to.write(&rows::header(&columns))?;
            let null = asked.null.as_deref().unwrap_or_default();
            for row in table(&portfolio, asked.rows, &gate) {
                to.write(&csv_line(&rows::cells(Table::Portfolio, &row), null))?;
            }
        }
        AnswerForm::Parquet => {
            for row in table(&portfolio, asked.rows, &gate) {
                to.row(rows::cells(Table::Portfolio, &row))?;
            }
        }
    }
    to.end(!reading.is_damaged, "what was read before")?;
    Ok(reading.exit)
}

/// What is needed before anything is read.
struct Needed {
    plan: Plan,
    gate: Gate,
    sources: Vec<Source>,
    mapping: Mapping,
    columns: Vec<Column>,
    output: Option<Aside>,
    rejects: Option<Aside>,
}

impl Needed {
    /// All of it; otherwise it was said what is missing, or what does not fit together.
    fn new(asked: &Portfolio, form: AnswerForm, colours: Colour) -> Result<Self, Exit> {
        let plan = plan((&asked.pack, asked.require_sound), asked.pack_sha256.as_deref(), colours)?;
        let gate = Gate::new(&asked.gates, &plan)?;
        let sources = or_say(sources(&asked.intake.files))?;
        let (output, rejects) = (asked.output.as_deref(), asked.rejects.as_deref());
        if let Some(wrong) = wrong_table(form, output, asked.null.as_deref()) {
            say(wrong);
            return Err(Exit::USAGE);
        }
        let mapped = asked.intake.mapping.as_deref();
        let read = sources.iter().map(Source::path).chain([Path::new(&asked.pack)]).chain(mapped);
        if let Some(wrong) = not_apart(read, [("--output", output), ("--rejects", rejects)]) {
            say(&wrong);
            return Err(Exit::USAGE);
        }
        let mapping = mapping(mapped)?;
        let columns = rows::columns(Table::Portfolio, &plan);
        let (output, rejects) = open(form, &columns, (output, rejects))?;
        Ok(Needed { plan, gate, sources, mapping, columns, output, rejects })
    }
}

/// The rows that were asked for.
fn table<'a>(
    portfolio: &'a portfolio::Portfolio,
    asked: Rows,
    gate: &'a Gate,
) -> Box<dyn Iterator<Item = Row<'a>> + 'a> {
    match asked {
        Rows::Sites => Box::new(rows::of_sites(portfolio, gate)),
        Rows::Suppliers => Box::new(rows::of_suppliers(portfolio, gate)),
    }
}

/// A site or a supplier a line.
fn lines(portfolio: &portfolio::Portfolio, asked: Rows) -> serde_json::Result<String> {
    let line = |answer: serde_json::Result<String>| answer.map(|line| line + "\n");
    match asked {
        Rows::Sites => portfolio.sites.iter().map(|site| line(serde_json::to_string(site))).collect(),
        Rows::Suppliers => portfolio.suppliers.iter().map(|one| line(serde_json::to_string(one))).collect(),
    }
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
    input: Option<InputForm>,
    mapping: Mapping,
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
        let (input, mapping) = (self.input, self.mapping.clone());
        let read = source.documents_as(input, &mapping, &mut |document| {
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
