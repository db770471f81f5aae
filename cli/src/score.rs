//! `credence score`: documents in, answers out, in the order of the input.
//!
//! One road for one dossier and for a million: read the next document, score it, print it or note why it was refused.
//! Nothing is kept but what JSON needs to know whether it prints one object or a list.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal as _, Write as _};
use std::ops::ControlFlow;
use std::path::Path;

use audit_credence::{Assessment, Dossier, Grade, Plan, Scorer};
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::{AnswerForm, Colour, Score};
use crate::draw::no_pack;
use crate::exit::Exit;
use crate::input::{Body, Document, Written, documents};
use crate::output::{Output, colour, say};
use crate::pack_files::{Shadowing, find};
use crate::page::Page;
use crate::refusal::Refused;
use crate::text;

pub(crate) fn score(asked: &Score, colours: Colour, out: &mut Output) -> io::Result<Exit> {
    let found = match find(&asked.pack, Shadowing::Refused) {
        Ok(found) => found,
        Err(why) => return Ok(no_pack(&why, colour(colours, &io::stderr()))),
    };
    let plan = Plan::new(&found.pack);
    let sha256 = &plan.id().sha256;
    if let Some(expected) =
        asked.pack_sha256.as_ref().filter(|expected| !expected.eq_ignore_ascii_case(sha256))
    {
        let name = &found.name;
        say(&format!("{name}: this is not the pack asked for: expected sha256 {expected}, found {sha256}"));
        return Ok(Exit::BAD_PACK);
    }
    let fail_below = asked.fail_below.as_deref().map(|name| (name, plan.grade_named(name)));
    if let Some((name, None)) = fail_below {
        let grades = plan.id().scale.join(", ");
        say(&format!(
            "--fail-below: `{name}` is not a grade of this pack; its grades are {grades}, worst first"
        ));
        return Ok(Exit::USAGE);
    }
    let as_of = match asked.as_of {
        Some(day) => day,
        None => today()?,
    };
    let rejects = match &asked.rejects {
        None => None,
        Some(path) => match File::create(path) {
            Ok(file) => Some(BufWriter::new(file)),
            Err(error) => {
                say(&format!("{}: {error}", path.display()));
                return Ok(Exit::IO);
            }
        },
    };
    let mut run = Run {
        scorer: plan.at(as_of),
        is_today: asked.as_of.is_none(),
        form: asked.format,
        colour: colour(colours, &io::stdout()),
        fail_below: fail_below.and_then(|(_, grade)| grade),
        rejects,
        out,
        exit: Exit::default(),
        scored: 0,
        rejected: 0,
        first: None,
        progress: progress(asked.quiet),
    };
    for path in &asked.files {
        run.file(path)?;
        if run.is_over() {
            break;
        }
    }
    run.end(asked.quiet)
}

fn today() -> io::Result<audit_credence::Date> {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    today.to_string().parse().map_err(io::Error::other)
}

/// A line that counts, where somebody watches and the answers go elsewhere.
fn progress(quiet: bool) -> ProgressBar {
    if quiet || !io::stderr().is_terminal() || io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{pos} read, {per_sec}, {elapsed}");
    ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}

struct Run<'o> {
    scorer: Scorer,
    /// Whether the day was not given.
    is_today: bool,
    form: AnswerForm,
    colour: bool,
    fail_below: Option<Grade>,
    rejects: Option<BufWriter<File>>,
    out: &'o mut Output,
    exit: Exit,
    scored: u64,
    rejected: u64,
    /// The first answer, while it is not known whether more documents follow.
    first: Option<Assessment>,
    progress: ProgressBar,
}

impl Run<'_> {
    fn file(&mut self, path: &Path) -> io::Result<()> {
        let (name, opened): (_, io::Result<Box<dyn BufRead>>) = if path == Path::new("-") {
            ("standard input".to_owned(), Ok(Box::new(io::stdin().lock())))
        } else {
            let opened = File::open(path).map(|file| Box::new(BufReader::new(file)) as Box<dyn BufRead>);
            (path.display().to_string(), opened)
        };
        let written = if path == Path::new("-") { Written::Unknown } else { Written::by_name(path) };
        let mut failed = Ok(());
        let read = opened.and_then(|mut from| {
            documents(&mut from, written, &mut |document| {
                failed = self.document(&name, &document);
                if failed.is_err() || self.is_over() {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            })
        });
        if let Err(error) = read {
            self.progress.suspend(|| say(&format!("{name}: {error}")));
            self.exit.and(Exit::IO);
        }
        failed
    }

    /// Whether there is nothing left to do: nobody reads the answers, and nothing else was asked for.
    fn is_over(&self) -> bool {
        self.out.is_closed() && self.fail_below.is_none() && self.rejects.is_none()
    }

    fn document(&mut self, file: &str, document: &Document<'_>) -> io::Result<()> {
        self.progress.inc(1);
        let assessed = match &document.body {
            Body::Broken(code, message) => Err(Refused::Broken(code, message.clone())),
            Body::Json(bytes) => self.assess(Dossier::from_json(bytes)),
            Body::Toml(bytes) => self.assess(match std::str::from_utf8(bytes) {
                Ok(text) => Dossier::from_toml(text),
                // The same bytes as JSON are refused for the same reason, before anything else is looked at.
                Err(_) => Dossier::from_json(bytes),
            }),
        };
        match assessed {
            Ok(assessment) => {
                if self.fail_below.is_some_and(|grade| !assessment.is_at_least(grade)) {
                    self.exit.and(Exit::BELOW);
                }
                self.scored += 1;
                self.print(assessment)
            }
            Err(refused) => {
                self.exit.and(Exit::BAD_INPUT);
                self.rejected += 1;
                self.progress.suspend(|| refused.say(file, document.line, &document.body));
                if let Some(to) = &mut self.rejects {
                    writeln!(to, "{}", refused.record(file, document.line, &document.body)?)?;
                }
                Ok(())
            }
        }
    }

    fn assess(&self, dossier: Result<Dossier, audit_credence::Problems>) -> Result<Assessment, Refused> {
        dossier.and_then(|dossier| self.scorer.assess(&dossier)).map_err(Refused::Problems)
    }

    fn print(&mut self, assessment: Assessment) -> io::Result<()> {
        match self.form {
            AnswerForm::Jsonl => {
                self.out.write(&assessment.to_json())?;
                self.out.write("\n")
            }
            AnswerForm::Text => {
                let mut page = Page::for_stdout(self.colour);
                if self.scored > 1 {
                    page.rule();
                }
                text::write(&mut page, &assessment, self.scorer.plan(), self.is_today);
                self.out.write(&page.into_text())
            }
            AnswerForm::Json => match self.scored {
                1 => {
                    self.first = Some(assessment);
                    Ok(())
                }
                scored => {
                    if let Some(first) = self.first.take() {
                        self.entry(&first, "[\n")?;
                    }
                    let before = if scored == 1 { "[\n" } else { ",\n" };
                    self.entry(&assessment, before)
                }
            },
        }
    }

    /// One entry of a JSON list.
    fn entry(&mut self, assessment: &Assessment, before: &str) -> io::Result<()> {
        self.out.write(before)?;
        let lines = assessment.to_json_pretty().replace('\n', "\n  ");
        self.out.write("  ")?;
        self.out.write(&lines)
    }

    fn end(mut self, quiet: bool) -> io::Result<Exit> {
        self.progress.finish_and_clear();
        let read = self.scored + self.rejected;
        if self.form == AnswerForm::Json {
            match (self.first.take(), read) {
                // One document, one object; of several a list, even where all but one were refused.
                (Some(only), 1) => self.out.write(&format!("{}\n", only.to_json_pretty()))?,
                (Some(first), _) => {
                    self.entry(&first, "[\n")?;
                    self.out.write("\n]\n")?;
                }
                (None, 0 | 1) => {}
                (None, _) => self.out.write(if self.scored == 0 { "[]\n" } else { "\n]\n" })?,
            }
        }
        if let Some(to) = &mut self.rejects {
            to.flush()?;
        }
        self.out.flush()?;
        if !quiet && read > 1 && (self.rejected > 0 || io::stderr().is_terminal()) {
            say(&format!("{read} read, {} scored, {} rejected", self.scored, self.rejected));
        }
        Ok(self.exit)
    }
}
