//! Where answers, records and messages of a batch are written: one thread, in the order of the input.

use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use audit_credence::{Date, Plan};
use audit_credence_tables::Cell;

use crate::args::Score;
use crate::aside::Aside;
use crate::exit::Exit;
use crate::output::{Output, say};
use crate::score::answer::Rendered;
use crate::score::feed::blank_rows;
use crate::score::form::Join;
use crate::score::progress::Progress;
use crate::score::summary::{Summary, grades_in_a_line, shown_in_a_line};
use crate::score::tally::Tally;
use crate::score::work::{Done, Outcome};

/// Where the records of refusals go to a file, the problems of so many documents are told as well.
const TOLD: u64 = 20;

pub(crate) const ONE_DOSSIER: &str =
    "a page is of one dossier: give one file, or `credence portfolio --format html` for all of them";

/// Where the answers go.
#[derive(Debug)]
pub(crate) enum To<'o> {
    Stdout(&'o mut Output),
    File(Aside),
}

impl To<'_> {
    pub(crate) fn write(&mut self, text: &str) -> io::Result<()> {
        match self {
            To::Stdout(out) => out.write(text),
            To::File(file) => file.write(text.as_bytes()),
        }
    }

    /// A row of Parquet; standard output takes none.
    pub(crate) fn row(&mut self, cells: Vec<Cell>) -> io::Result<()> {
        match self {
            To::Stdout(_) => Ok(()),
            To::File(file) => file.row(cells),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            To::Stdout(out) => out.flush(),
            To::File(file) => file.flush(),
        }
    }

    /// Gives a file its name where the run is whole; otherwise says where what was done stands.
    pub(crate) fn end(self, is_whole: bool, what: &str) -> io::Result<()> {
        match self {
            To::Stdout(_) => Ok(()),
            To::File(file) => file.end(is_whole, what),
        }
    }
}

#[derive(Debug)]
pub(crate) struct Writer<'o> {
    pub(crate) to: To<'o>,
    pub(crate) join: Join,
    pub(crate) rejects: Option<Aside>,
    pub(crate) asked: &'o Score,
    /// Whether something was asked for besides the answers.
    pub(crate) is_needed: bool,
    /// Whether a gate was asked for.
    pub(crate) is_gated: bool,
    /// Refused documents of which the problems were told.
    pub(crate) told: u64,
    /// Whether a source was not read to its end.
    pub(crate) is_damaged: bool,
    /// Rows that were skipped, as no cell of them says anything.
    pub(crate) blank: Arc<AtomicU64>,
    pub(crate) exit: Exit,
    pub(crate) tally: Tally,
    pub(crate) progress: Progress,
}

impl Writer<'_> {
    /// Writes what became of a chunk; breaks off where nobody wants more.
    pub(crate) fn take(&mut self, done: Option<Done>) -> io::Result<ControlFlow<()>> {
        if let Some(done) = done {
            for outcome in done.outcomes {
                self.outcome(outcome)?;
            }
            self.tally.add(done.tally);
            if self.asked.inline_rejects {
                self.to.flush()?;
            }
        } else {
            // Nothing more has come for a while: whoever follows the output sees all that is done.
            self.to.flush()?;
        }
        self.progress.show(self.tally.read());
        let nobody_reads = matches!(&self.to, To::Stdout(out) if out.is_closed()) && !self.is_needed;
        Ok(if nobody_reads || self.too_many_rejected(false) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    }

    fn too_many_rejected(&self, is_all: bool) -> bool {
        let most = self.asked.max_rejected;
        most.is_some_and(|most| most.is_exceeded(self.tally.rejected, self.tally.read(), is_all))
    }

    fn outcome(&mut self, outcome: Outcome) -> io::Result<()> {
        match outcome {
            Outcome::Answer(_) if !self.join.takes_more() => {
                self.progress.aside(|| say(ONE_DOSSIER));
                self.exit.and(Exit::USAGE);
                Ok(())
            }
            Outcome::Answer(Rendered::Text(answer)) => self.to.write(&self.join.next(answer)),
            Outcome::Answer(Rendered::Lines(lines, count)) => {
                self.join.count(count);
                self.to.write(&lines)
            }
            Outcome::Answer(Rendered::Row(cells)) => self.to.row(cells),
            Outcome::Refused { record, .. } if self.asked.inline_rejects => {
                self.to.write(&self.join.next(record))
            }
            Outcome::Refused { told, record } => {
                self.told += 1;
                if let Some(to) = &mut self.rejects {
                    to.write(format!("{record}\n").as_bytes())?;
                }
                let path = self.asked.rejects.as_ref().map(|path| path.display());
                match path {
                    Some(path) if self.told == TOLD + 1 => {
                        self.progress.aside(|| say(&format!("more documents are refused: see {path}")));
                    }
                    Some(_) if self.told > TOLD => {}
                    Some(_) | None => self.progress.aside(|| told.iter().for_each(|line| say(line))),
                }
                Ok(())
            }
            Outcome::Unreadable(message) => {
                self.progress.aside(|| say(&message));
                self.exit.and(Exit::IO);
                self.is_damaged = true;
                Ok(())
            }
        }
    }

    /// Ends the files, says what there was, and what that means for the exit code.
    pub(crate) fn end(mut self, plan: &Plan, as_of: Date, stopped: bool) -> io::Result<Exit> {
        self.progress.end();
        let read = self.tally.read();
        let end = self.join.end(read);
        self.to.write(&end)?;
        self.to.flush()?;
        self.tally.blank = self.blank.load(Ordering::Relaxed);
        let too_many = self.too_many_rejected(true);
        let is_whole = !stopped && !too_many && !self.is_damaged;
        if let Some(path) = &self.asked.summary {
            let text = Summary::new(&self.tally, plan, as_of, is_whole).to_json()?;
            let written = Aside::text(path).and_then(|mut file| {
                file.write(text.as_bytes())?;
                file.finish()
            });
            if let Err(error) = written {
                say(&format!("{}: {error}", path.display()));
                self.exit.and(Exit::IO);
            }
        }
        if let Some(told) = blank_rows(&self.blank).filter(|_| !self.asked.quiet) {
            say(&told);
        }
        if !self.asked.quiet && read > 1 {
            self.say_summary(plan);
        }
        if self.is_gated && self.tally.scored == 0 {
            say("nothing was scored: a gate does not let that pass");
            self.exit.and(Exit::BELOW);
        }
        if self.tally.below {
            self.exit.and(Exit::BELOW);
        }
        // Up to the limit that was given, refusals are expected.
        if self.tally.rejected > 0 && (too_many || self.asked.max_rejected.is_none()) {
            self.exit.and(Exit::BAD_INPUT);
        }
        if too_many {
            let most = self.asked.max_rejected.map(|most| most.to_string()).unwrap_or_default();
            say(&format!("{} of {read} documents were refused, and {most} may be", self.tally.rejected));
        }
        self.to.end(is_whole, "what was done before")?;
        if let Some(file) = self.rejects {
            file.end(is_whole, "what was refused before")?;
        }
        Ok(if stopped { Exit::STOPPED } else { self.exit })
    }

    fn say_summary(&self, plan: &Plan) {
        let (read, scored, rejected) = (self.tally.read(), self.tally.scored, self.tally.rejected);
        let rate = self.progress.rate(read);
        let seconds = self.progress.elapsed().as_secs_f64();
        say(&format!("{read} read, {scored} scored, {rejected} rejected in {seconds:.1} s, {rate}/s"));
        if let Some(grades) = grades_in_a_line(&self.tally, plan) {
            say(&grades);
        }
        if let Some(shown) = shown_in_a_line(&self.tally) {
            say(&shown);
        }
    }
}
