//! Documents read one after another into dossiers, for the commands that look at each by itself.

use std::io;
use std::io::IsTerminal as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use audit_credence::proof::ProofResult;
use audit_credence::{Date, Dossier, Plan, Problems};
use audit_credence_tables::Mapping;

use crate::args::{Batch, Colour};
use crate::aside::{Aside, not_apart};
use crate::draw::no_pack;
use crate::exit::Exit;
use crate::input::{Body, Document};
use crate::output::{colour, say};
use crate::pack_files::{Found, Shadowing, find};
use crate::refusal::Refused;
use crate::score::{Progress, Source, at, mapping, or_say, sources, today};

/// The pack of that name or file; otherwise it was said why there is none. Of a pack of one's own that is not proved it is
/// said, and it is refused where that was asked for; the shipped ones are proved with each release.
pub(crate) fn plan(pack: &str, require_sound: bool, colours: Colour) -> Result<Plan, Exit> {
    let found =
        find(pack, Shadowing::Refused).map_err(|why| no_pack(&why, colour(colours, &io::stderr())))?;
    let plan = Plan::new(&found.pack);
    match unsound(&found, &plan) {
        Some(unsound) if require_sound => {
            say(&unsound);
            return Err(Exit::BAD_PACK);
        }
        Some(unsound) => say(&format!("warning: {unsound}")),
        None => {}
    }
    Ok(plan)
}

/// What is not proved of a pack of one's own.
fn unsound(found: &Found, plan: &Plan) -> Option<String> {
    found.folder.as_ref()?;
    let proof = plan.prove();
    let open = proof
        .properties
        .iter()
        .filter(|property| matches!(property.result, ProofResult::Refuted | ProofResult::NotProved));
    let open: Vec<&str> = open.map(|property| property.id).collect();
    let name = &found.name;
    (!proof.is_sound())
        .then(|| format!("{name} is not sound ({}): see `credence pack check {name}`", open.join(", ")))
}

/// The day that was given, or today.
pub(crate) fn day(given: Option<Date>) -> io::Result<Date> {
    given.map_or_else(today, Ok)
}

/// Hands over every dossier of these files, in their order; what is refused is said, and noted in the exit code.
pub(crate) fn each(
    files: &[PathBuf],
    take: &mut dyn FnMut(Dossier) -> Result<(), Problems>,
) -> Result<Exit, Exit> {
    let sources = sources(files).map_err(|message| {
        say(&message);
        Exit::IO
    })?;
    let mut exit = Exit::default();
    for source in &sources {
        let read = source.documents(&mut |document| {
            if let Err(refused) = dossier(&document).and_then(|read| take(read).map_err(Refused::Problems)) {
                exit.and(Exit::BAD_INPUT);
                refused.told(source.name(), document.line, &document.body).iter().for_each(|line| say(line));
            }
            ControlFlow::Continue(())
        });
        if let Err(error) = read {
            say(&format!("{}: {error}", source.name()));
            exit.and(Exit::IO);
        }
    }
    Ok(exit)
}

/// What a batch was read to.
#[derive(Debug, Default)]
pub(crate) struct BatchRead {
    pub(crate) exit: Exit,
    pub(crate) read: u64,
    pub(crate) rejected: u64,
    /// Whether a source was not read to its end.
    pub(crate) is_damaged: bool,
    /// Whether more was refused than may be.
    pub(crate) is_too_many: bool,
}

impl BatchRead {
    pub(crate) fn is_whole(&self) -> bool {
        !self.is_damaged && !self.is_too_many
    }
}

/// A batch on its way to the dossiers of its files.
#[derive(Debug)]
pub(crate) struct BatchReader<'a> {
    asked: &'a Batch,
    sources: Vec<Source>,
    mapping: Mapping,
    rejects: Option<Aside>,
    progress: Progress,
    told: BatchRead,
}

impl<'a> BatchReader<'a> {
    /// Finds the files and opens the one for refusals; otherwise it was said why not. Besides, the run reads `also`.
    pub(crate) fn new(asked: &'a Batch, also: &Path) -> Result<Self, Exit> {
        let sources = or_say(sources(&asked.intake.files))?;
        let read = sources.iter().map(Source::path).chain([also]).chain(asked.intake.mapping.as_deref());
        if let Some(wrong) = not_apart(read, [("--rejects", asked.rejects.as_deref())]) {
            say(&wrong);
            return Err(Exit::USAGE);
        }
        let mapping = mapping(asked.intake.mapping.as_deref())?;
        let rejects = asked.rejects.as_deref();
        let rejects = rejects.map(|path| or_say(Aside::text(path).map_err(|error| at(path, &error))));
        let to_terminal = io::stdout().is_terminal();
        Ok(BatchReader {
            asked,
            sources,
            mapping,
            rejects: rejects.transpose()?,
            progress: Progress::new(asked.quiet, to_terminal, Arc::new(AtomicU64::new(0)), None),
            told: BatchRead::default(),
        })
    }

    /// Hands over every dossier, in the order of the input.
    pub(crate) fn each(
        mut self,
        take: &mut dyn FnMut(Dossier) -> Result<(), Problems>,
    ) -> io::Result<BatchRead> {
        let mapping = std::mem::take(&mut self.mapping);
        for source in std::mem::take(&mut self.sources) {
            let mut failed = Ok(());
            let read = source.documents_as(self.asked.intake.input, &mapping, &mut |document| {
                failed = self.document(source.name(), &document, take);
                if failed.is_err() || self.is_too_many(false) {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
            failed?;
            if let Err(error) = read {
                self.progress.aside(|| say(&format!("{}: {error}", source.name())));
                self.told.exit.and(Exit::IO);
                self.told.is_damaged = true;
            }
            if self.is_too_many(false) {
                break;
            }
        }
        self.end()
    }

    fn document(
        &mut self,
        file: &str,
        document: &Document<'_>,
        take: &mut dyn FnMut(Dossier) -> Result<(), Problems>,
    ) -> io::Result<()> {
        self.told.read += 1;
        self.progress.show(self.told.read);
        let Err(refused) = dossier(document).and_then(|read| take(read).map_err(Refused::Problems)) else {
            return Ok(());
        };
        self.told.rejected += 1;
        let lines = refused.told(file, document.line, &document.body);
        self.progress.aside(|| lines.iter().for_each(|line| say(line)));
        match &mut self.rejects {
            None => Ok(()),
            Some(to) => {
                let record = refused.record(file, document.line, &document.body);
                to.write(format!("{record}\n").as_bytes())
            }
        }
    }

    fn is_too_many(&self, is_all: bool) -> bool {
        let most = self.asked.max_rejected;
        most.is_some_and(|most| most.is_exceeded(self.told.rejected, self.told.read, is_all))
    }

    fn end(mut self) -> io::Result<BatchRead> {
        self.progress.end();
        self.told.is_too_many = self.is_too_many(true);
        let is_too_many = self.told.is_too_many;
        if let Some(most) = self.asked.max_rejected.filter(|_| is_too_many) {
            let (read, rejected) = (self.told.read, self.told.rejected);
            say(&format!("{rejected} of {read} documents were refused, and {most} may be"));
        }
        if self.told.rejected > 0 && (is_too_many || self.asked.max_rejected.is_none()) {
            self.told.exit.and(Exit::BAD_INPUT);
        }
        if let Some(file) = self.rejects {
            file.end(self.told.is_whole(), "what was refused before")?;
        }
        Ok(self.told)
    }
}

fn dossier(document: &Document<'_>) -> Result<Dossier, Refused> {
    let read = match &document.body {
        Body::Broken(code, message) => return Err(Refused::Broken(code, message.clone())),
        Body::Json(bytes) => Dossier::from_json(bytes),
        Body::Toml(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Dossier::from_toml(text),
            // The same bytes as JSON are refused for the same reason, before anything else is looked at.
            Err(_) => Dossier::from_json(bytes),
        },
    };
    read.map_err(Refused::Problems)
}
