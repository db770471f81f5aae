//! `credence score`: documents in, answers out, in the order of the input.
//!
//! One road for one dossier and for a million: `feed` cuts the sources into chunks, `work` turns each chunk into answers
//! on its thread, `order` brings the chunks back in turn, and `write` writes. Memory is that of a few chunks, however
//! long the input is. What is printed for one dossier is made in `answer`; how answers are put together, in `form`.

mod answer;
mod feed;
mod form;
mod keys;
mod order;
mod progress;
mod summary;
mod tally;
mod work;
mod write;

use std::io::{self, IsTerminal as _};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use audit_credence::Plan;
use audit_credence_tables::{Column, Mapping};

use crate::args::{AnswerForm, Audience, Colour, Detail, Score};
use crate::aside::{Aside, not_apart};
use crate::dossiers;
use crate::exit::Exit;
use crate::gate::Gate;
use crate::input::whole_text;
use crate::output::{Output, colour, say, show};
use crate::rows::{self, Table};

use answer::{Answers, Extent};
use feed::Reading;
use form::Join;
use order::{Stop, in_order};
use work::Worker;
use write::{ONE_DOSSIER, Writer};

pub(crate) use write::To;

pub(crate) use feed::{Source, sources};
pub(crate) use form::form;
pub(crate) use progress::Progress;

pub(crate) fn score(asked: &Score, colours: Colour, out: &mut Output) -> io::Result<Exit> {
    let form = form(asked.format, asked.inline_rejects, asked.output.as_deref());
    let Needed { plan, gate, sources, mapping } = match Needed::new(asked, form, colours) {
        Ok(needed) => needed,
        Err(exit) => return Ok(exit),
    };
    let detail = asked.detail.unwrap_or_else(|| usual_detail(form));
    let columns = rows::columns(Table::Dossiers(detail), &plan);
    let as_of = asked.as_of.map_or_else(today, Ok)?;
    let open = open(form, &columns, (asked.output.as_deref(), asked.rejects.as_deref()));
    let (output, rejects) = match open {
        Ok(open) => open,
        Err(exit) => return Ok(exit),
    };
    let (bytes, blank) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let length = sources.iter().map(Source::length).sum();
    let to_terminal = asked.output.is_none() && io::stdout().is_terminal();
    let colour = asked.output.is_none() && colour(colours, &io::stdout());
    let is_gated = gate.is_there();
    let answers = Answers {
        scorer: plan.at(as_of),
        is_today: asked.as_of.is_none(),
        form,
        detail,
        gate,
        null: asked.null.clone().unwrap_or_default(),
        audience: asked.audience,
        colour,
        extent: if asked.full { Extent::Full } else { Extent::Screen },
        is_counted: asked.summary.is_some(),
    };
    let worker = Worker { answers: Arc::new(answers), count_keys: asked.summary.is_some() };
    let reading = Reading {
        each_line: asked.inline_rejects,
        input: asked.intake.input,
        mapping,
        bytes: Arc::clone(&bytes),
        blank: Arc::clone(&blank),
    };
    let mut writer = Writer {
        to: output.map_or(To::Stdout(out), To::File),
        join: Join::new(form, colour),
        rejects,
        asked,
        is_needed: is_gated || asked.rejects.is_some() || asked.summary.is_some(),
        told: 0,
        is_gated,
        is_damaged: false,
        blank,
        exit: Exit::default(),
        tally: tally::Tally::default(),
        progress: Progress::new(asked.quiet, to_terminal, bytes, length),
    };
    if form == AnswerForm::Csv {
        writer.to.write(&rows::header(&columns))?;
    }
    let stop = Stop::default();
    let stopped_by_hand = stop_on_signal(&stop)?;
    in_order(
        asked
            .threads
            .and_then(|threads| NonZeroUsize::new(threads.into()))
            .unwrap_or_else(|| std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)),
        &stop,
        move |hand| reading.all(&sources, hand),
        move |chunk| worker.work(&chunk),
        |done| writer.take(done),
    )?;
    writer.end(&plan, as_of, stopped_by_hand.is_asked())
}

/// How much is written where nothing was asked: a table has what is compared.
fn usual_detail(form: AnswerForm) -> Detail {
    if matches!(form, AnswerForm::Csv | AnswerForm::Parquet) { Detail::Grades } else { Detail::Full }
}

/// What is needed before anything is read.
struct Needed {
    plan: Plan,
    gate: Gate,
    sources: Vec<Source>,
    mapping: Mapping,
}

impl Needed {
    /// All of it; otherwise it was said what is missing, or what does not fit together.
    fn new(asked: &Score, form: AnswerForm, colours: Colour) -> Result<Self, Exit> {
        let plan = plan((&asked.pack, asked.require_sound), asked.pack_sha256.as_deref(), colours)?;
        let gate = Gate::new(&asked.gates, &plan)?;
        let sources = or_say(sources(&asked.intake.files))?;
        if let Some(wrong) = wrong_form(asked, form, &sources) {
            say(wrong);
            return Err(Exit::USAGE);
        }
        let mapped = asked.intake.mapping.as_deref();
        let read = sources.iter().map(Source::path).chain([Path::new(&asked.pack)]).chain(mapped);
        let written =
            [("--output", &asked.output), ("--rejects", &asked.rejects), ("--summary", &asked.summary)];
        if let Some(wrong) = not_apart(read, written.map(|(option, path)| (option, path.as_deref()))) {
            say(&wrong);
            return Err(Exit::USAGE);
        }
        Ok(Needed { plan, gate, sources, mapping: mapping(mapped)? })
    }
}

/// The files for answers and for refusals, as far as they were asked for; otherwise it was said why not.
pub(crate) fn open(
    form: AnswerForm,
    columns: &[Column],
    (output, rejects): (Option<&Path>, Option<&Path>),
) -> Result<(Option<Aside>, Option<Aside>), Exit> {
    let create = |path: &Path| match form {
        AnswerForm::Parquet => Aside::rows(path, columns),
        _ => Aside::text(path),
    };
    let output = output.map(|path| or_say(create(path).map_err(|error| at(path, &error)))).transpose()?;
    let rejects =
        rejects.map(|path| or_say(Aside::text(path).map_err(|error| at(path, &error)))).transpose()?;
    Ok((output, rejects))
}

/// The pack that was asked for; otherwise it was said why there is none.
pub(crate) fn plan(
    (pack, require_sound): (&str, bool),
    sha256: Option<&str>,
    colours: Colour,
) -> Result<Plan, Exit> {
    let plan = dossiers::plan(pack, require_sound, colours)?;
    let is_asked = |expected: &&str| expected.eq_ignore_ascii_case(&plan.id().sha256);
    if let Some(expected) = sha256.filter(|expected| !is_asked(expected)) {
        let sha256 = &plan.id().sha256;
        say(&format!("{pack}: this is not the pack asked for: expected sha256 {expected}, found {sha256}"));
        return Err(Exit::BAD_PACK);
    }
    Ok(plan)
}

pub(crate) fn at(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}

/// What was found; otherwise it was said why not.
pub(crate) fn or_say<T>(found: Result<T, String>) -> Result<T, Exit> {
    found.map_err(|message| {
        say(&message);
        Exit::IO
    })
}

/// What was asked for that this form cannot be.
fn wrong_form(asked: &Score, form: AnswerForm, sources: &[Source]) -> Option<&'static str> {
    match form {
        AnswerForm::Text | AnswerForm::Md | AnswerForm::Html if asked.detail.is_some() => {
            Some("--detail is of answers as data: give --format json, jsonl, csv or parquet")
        }
        AnswerForm::Csv | AnswerForm::Parquet if asked.detail == Some(Detail::Explanation) => {
            Some("--detail explanation is of answers as JSON: give --format json or jsonl")
        }
        AnswerForm::Html if sources.len() > 1 => Some(ONE_DOSSIER),
        form if asked.inline_rejects && form != AnswerForm::Jsonl => {
            Some("--inline-rejects writes one line for each: the format can only be jsonl")
        }
        form if asked.audience != Audience::Full && !matches!(form, AnswerForm::Html | AnswerForm::Md) => {
            Some("--audience is of pages: give --format html or md")
        }
        form => wrong_table(form, asked.output.as_deref(), asked.null.as_deref()),
    }
}

/// What was asked of a table that it cannot be.
pub(crate) fn wrong_table(
    form: AnswerForm,
    output: Option<&Path>,
    null: Option<&str>,
) -> Option<&'static str> {
    match form {
        AnswerForm::Parquet if output.is_none() => Some("Parquet is written to a file: give --output"),
        form if null.is_some() && form != AnswerForm::Csv => {
            Some("--null is of CSV, where a cell is text: give --format csv")
        }
        _ => None,
    }
}

/// The mapping that was given, or the one in which each column is a path.
pub(crate) fn mapping(path: Option<&Path>) -> Result<Mapping, Exit> {
    let Some(path) = path else { return Ok(Mapping::default()) };
    let text = whole_text(path).map_err(|error| {
        say(&format!("{}: {error}", path.display()));
        Exit::IO
    })?;
    Mapping::from_toml(&text).map_err(|error| {
        show(&format!("credence: {}: {error}", path.display()));
        Exit::USAGE
    })
}

pub(crate) fn today() -> io::Result<audit_credence::Date> {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    today.to_string().parse().map_err(io::Error::other)
}

/// Lets Ctrl-C, and a request to end, finish what was read; the second one ends at once.
fn stop_on_signal(stop: &Stop) -> io::Result<Stop> {
    let by_hand = Stop::default();
    let (asked, stop) = (by_hand.clone(), stop.clone());
    let handler = move || {
        if asked.is_asked() {
            std::process::exit(Exit::STOPPED_CODE.into());
        }
        asked.ask();
        stop.ask();
    };
    ctrlc::set_handler(handler).map_err(io::Error::other)?;
    Ok(by_hand)
}
