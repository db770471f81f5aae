//! `credence pack cover`: what the cases of a pack do not see, as cases to be finished.

use audit_credence::Plan;
use audit_credence::cover::{Covered, cover as covered};
use audit_credence::mutant::Scope;
use serde::Serialize;

use crate::args::{Colour, Form, PackCover};
use crate::exit::Exit;
use crate::output::{Output, colour};
use crate::pack::suites::{packs, suites};
use crate::page::{Look, Page, Text};

#[derive(Serialize)]
struct Answer {
    pack: audit_credence::assessment::PackId,
    seen: usize,
    of: usize,
    covered: Vec<Covered>,
}

pub(crate) fn cover(asked: &PackCover, colours: Colour, out: &mut Output) -> std::io::Result<Exit> {
    let mut exit = Exit::default();
    let packs = match packs(std::iter::once(&asked.pack).chain(&asked.cases), colours) {
        Ok(packs) => packs,
        Err(exit) => return Ok(exit),
    };
    let suites = match suites(&packs) {
        Ok(suites) => suites,
        Err(exit) => return Ok(exit),
    };
    let Some(pack) = packs.first() else { return Ok(exit) };
    let scope = if asked.inherited { Scope::Inherited } else { Scope::Own };
    let covered = covered(&Plan::new(&pack.pack), &suites, scope);
    let seen = covered.iter().filter(|one| one.is_seen).count();
    let answer = Answer { pack: pack.pack.id().clone(), seen, of: covered.len(), covered };
    if seen < answer.of {
        exit.and(Exit::BELOW);
    }
    match asked.format {
        Form::Text => out.write(&text(&answer, colour(colours, &std::io::stdout())))?,
        Form::Json => out.write(&format!("{}\n", serde_json::to_string_pretty(&answer)?))?,
    }
    Ok(exit)
}

fn text(answer: &Answer, colour: bool) -> String {
    let mut page = Page::for_stdout(colour);
    for missing in answer.covered.iter().filter(|one| !one.is_seen) {
        page.verbatim(&format!("# {}", missing.rule));
        // A case is copied into a pack: its lines are as they are.
        page.verbatim(missing.cases.as_deref().unwrap_or_default());
        page.gap();
    }
    let (seen, of) = (answer.seen, answer.of);
    let look = if seen == of { Look::Good } else { Look::Bad };
    let text = Text::plain(format!("# {}: ", answer.pack.id));
    page.put(0, &text.and(look, format!("{seen} of {of} seen by its cases")));
    page.into_text()
}
