//! Packs with the cases that they state, made ready to run: what `cover` and `mutants` begin with.

use audit_credence::mutant::Suite;
use audit_credence::{CaseFailure, Plan, ReadyCase};

use crate::args::Colour;
use crate::draw::no_pack;
use crate::exit::Exit;
use crate::output::{colour, say};
use crate::pack::test::case_dossier;
use crate::pack_files::{Found, Shadowing, find};

/// All of these packs, or why not.
pub(crate) fn packs<'n>(
    names: impl IntoIterator<Item = &'n String>,
    colours: Colour,
) -> Result<Vec<Found>, Exit> {
    let mut exit = Exit::default();
    let mut packs = Vec::new();
    for name in names {
        match find(name, Shadowing::Warned) {
            Ok(found) => packs.push(found),
            Err(why) => exit.and(no_pack(&why, colour(colours, &std::io::stderr()))),
        }
    }
    if exit == Exit::default() { Ok(packs) } else { Err(exit) }
}

/// The cases of each pack under it; refused where one fails, as nothing could be said then.
pub(crate) fn suites(packs: &[Found]) -> Result<Vec<Suite<'_>>, Exit> {
    let mut suites = Vec::new();
    for found in packs {
        match suite(found) {
            Ok(suite) => suites.push(suite),
            Err(failures) => {
                for failure in failures {
                    say(&format!("{}: this case fails as the pack stands: {failure}", found.name));
                }
            }
        }
    }
    if suites.len() < packs.len() {
        say("mend the cases first: see `credence pack test`");
        return Err(Exit::BELOW);
    }
    Ok(suites)
}

fn suite(found: &Found) -> Result<Suite<'_>, Vec<CaseFailure>> {
    let (mut ready, mut failures): (Vec<ReadyCase>, Vec<CaseFailure>) = (Vec::new(), Vec::new());
    for case in found.pack.cases() {
        match case.ready(case_dossier(case, found).as_deref()) {
            Ok(case) => ready.push(case),
            Err(failure) => failures.push(failure),
        }
    }
    if failures.is_empty() { Suite::new(&Plan::new(&found.pack), ready) } else { Err(failures) }
}
