//! `credence whatif`: a batch under two or more packs, and what moves between them.
//!
//! Facts depend on the dossiers alone, so the documents are read once, whatever the number of packs; and they are kept
//! beside the file, so that the next question does not read them again. Work goes dossier by dossier: memory does not
//! grow with the file.

mod kept;
mod moved;
mod report;

use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use audit_credence::{Dossier, Facts, Scorer};

use crate::args::{Colour, Form, WhatIf};
use crate::aside::{Aside, not_apart};
use crate::dossiers::plan;
use crate::exit::Exit;
use crate::input::Body;
use crate::output::{Output, say};
use crate::refusal::Refused;
use crate::score::{Source, sources, today};

use kept::{Keeping, Kept, KeptFacts};
use moved::Comparison;

pub(crate) fn whatif(asked: &WhatIf, colours: Colour, out: &mut Output) -> io::Result<Exit> {
    let as_of = match asked.as_of {
        Some(day) => day,
        None => today()?,
    };
    if asked.packs.len() < 2 {
        say("a comparison needs two packs: give --pack twice");
        return Ok(Exit::USAGE);
    }
    let mut scorers: Vec<Scorer> = Vec::new();
    for pack in &asked.packs {
        match plan(pack, false, colours) {
            Ok(plan) => scorers.push(plan.at(as_of)),
            Err(exit) => return Ok(exit),
        }
    }
    let sources = match sources(&asked.files) {
        Ok(sources) => sources,
        Err(message) => {
            say(&message);
            return Ok(Exit::IO);
        }
    };
    let packs = asked.packs.iter().map(Path::new);
    let read = sources.iter().map(Source::path).chain(packs);
    if let Some(wrong) = not_apart(read, [("--moved", asked.moved.as_deref())]) {
        say(&wrong);
        return Ok(Exit::USAGE);
    }
    let moved =
        match asked.moved.as_deref().map(|path| Aside::text(path).map_err(|error| (path, error))).transpose()
        {
            Ok(moved) => moved,
            Err((path, error)) => {
                say(&format!("{}: {error}", path.display()));
                return Ok(Exit::IO);
            }
        };
    let mut run = Run { asked, comparison: Comparison::new(&scorers, moved), exit: Exit::default() };
    for source in &sources {
        run.source(source);
    }
    let Run { comparison, mut exit, .. } = run;
    let found = comparison.end(exit == Exit::default())?;
    if found.refused > 0 {
        exit.and(Exit::BAD_INPUT);
    }
    match asked.format {
        Form::Json => out.write(&report::json(&found, &scorers)?)?,
        Form::Text => out.write(&report::text(&found, &scorers, asked.moved.as_deref()))?,
    }
    Ok(exit)
}

struct Run<'a> {
    asked: &'a WhatIf,
    comparison: Comparison<'a>,
    exit: Exit,
}

impl Run<'_> {
    fn source(&mut self, source: &Source) {
        let keeps = !self.asked.no_cache && source.is_file();
        let kept = if keeps { Kept::of(source) } else { None };
        let read = match kept {
            Some(kept) => kept.each(&mut |one| self.comparison.add(source.name(), one)).map(|refused| {
                self.comparison.found.refused += refused;
            }),
            None => self.read(source, keeps),
        };
        if let Err(error) = read {
            say(&format!("{}: {error}", source.name()));
            self.exit.and(Exit::IO);
        }
    }

    /// Reads the documents, and keeps their facts beside the file.
    fn read(&mut self, source: &Source, keeps: bool) -> io::Result<()> {
        let mut keeping = if keeps { Keeping::begin(source) } else { None };
        let (mut dossier, mut refused, mut failed) = (Dossier::default(), 0, Ok(()));
        source.documents(&mut |document| {
            let read = match &document.body {
                Body::Json(bytes) => dossier.read_json(bytes).map_err(Refused::Problems),
                Body::Toml(bytes) => Dossier::from_toml(&String::from_utf8_lossy(bytes))
                    .map(|read| dossier = read)
                    .map_err(Refused::Problems),
                Body::Broken(code, message) => Err(Refused::Broken(code, message.clone())),
            };
            if let Err(why) = read {
                refused += 1;
                self.comparison.refuse(source.name(), document.line, &why, &document.body);
                return ControlFlow::Continue(());
            }
            let key = dossier.r#ref.clone();
            let one = KeptFacts { line: document.line, key, facts: Facts::from_dossier(&dossier) };
            // A folder that cannot be written is no reason to stop.
            if keeping.as_mut().is_some_and(|keeping| keeping.keep(&one).is_err()) {
                keeping = None;
            }
            failed = self.comparison.add(source.name(), &one);
            if failed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        failed?;
        if let Some(keeping) = keeping {
            // Facts that cannot be kept are read again the next time.
            let _ = keeping.end(refused);
        }
        Ok(())
    }
}
