//! Documents read one after another into dossiers, for the commands that look at each by itself.

use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;

use audit_credence::proof::ProofResult;
use audit_credence::{Date, Dossier, Plan, Problems};

use crate::args::Colour;
use crate::draw::no_pack;
use crate::exit::Exit;
use crate::input::{Body, Document};
use crate::output::{colour, say};
use crate::pack_files::{Found, Shadowing, find};
use crate::refusal::Refused;
use crate::score::{sources, today};

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
