//! `credence pack test`: runs the cases that packs state, and shows expected beside found.

use std::path::{Path, PathBuf};

use audit_credence::Plan;
use serde::Serialize;

use crate::args::{Colour, Form};
use crate::draw::{line_and_column, no_pack};
use crate::exit::Exit;
use crate::output::{Output, colour};
use crate::pack_files::{Found, Shadowing, find};
use crate::page::{Look, Page, Text};

/// What running the cases of one pack gave.
#[derive(Serialize)]
struct Tested {
    pack: audit_credence::assessment::PackId,
    file: String,
    cases: usize,
    failures: Vec<Failed>,
}

#[derive(Serialize)]
struct Failed {
    case: String,
    line: usize,
    /// Each with what was expected and what was found.
    differences: Vec<String>,
}

/// Runs the cases that packs state.
pub(crate) fn test(packs: &[String], form: Form, colours: Colour, out: &mut Output) -> std::io::Result<Exit> {
    let mut exit = Exit::default();
    let mut all = Vec::new();
    for name in packs {
        match find(name, Shadowing::Warned) {
            Ok(found) => {
                let tested = tested(found);
                if !tested.failures.is_empty() {
                    exit.and(Exit::BELOW);
                }
                match form {
                    Form::Text => out.write(&told(&tested, colour(colours, &std::io::stdout())))?,
                    Form::Json => all.push(tested),
                }
            }
            Err(why) => exit.and(no_pack(&why, colour(colours, &std::io::stderr()))),
        }
    }
    if form == Form::Json {
        out.write(&format!("{}\n", serde_json::to_string_pretty(&all)?))?;
    }
    Ok(exit)
}

fn tested(found: Found) -> Tested {
    let plan = Plan::new(&found.pack);
    let mut failures = Vec::new();
    for case in found.pack.cases() {
        let file = case.file().and_then(|file| dossier_text(file, found.folder.as_deref()));
        if let Err(failure) = case.run(&plan, file.as_deref()) {
            let (line, _) = line_and_column(&found.text, failure.span.start);
            failures.push(Failed { case: failure.name, line, differences: failure.differences });
        }
    }
    Tested { pack: found.pack.id().clone(), file: found.name, cases: found.pack.cases().len(), failures }
}

/// The dossier that a case names: in the pack's folder, in those above it, or in the present one.
fn dossier_text(file: &str, folder: Option<&Path>) -> Option<String> {
    let folder = folder.map(|folder| std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf()));
    let above = folder.iter().flat_map(|folder| folder.ancestors()).map(|folder| folder.join(file));
    let mut places: Vec<PathBuf> = above.collect();
    places.push(PathBuf::from(file));
    places.iter().find_map(|path| std::fs::read_to_string(path).ok())
}

fn told(tested: &Tested, colour: bool) -> String {
    let mut page = Page::for_stdout(colour);
    for failure in &tested.failures {
        page.put(
            0,
            &Text::new()
                .and(Look::Bad, "failed")
                .and(Look::Strong, format!(" {}:{}: {}", tested.file, failure.line, failure.case)),
        );
        for difference in &failure.differences {
            page.item(2, "-", &Text::plain(difference));
        }
    }
    let (failed, cases) = (tested.failures.len(), tested.cases);
    let text = Text::plain(format!("{}: {} of {cases} cases as they say", tested.file, cases - failed));
    page.put(
        0,
        &match failed {
            0 => text,
            _ => text.and(Look::Bad, format!(", {failed} failed")),
        },
    );
    page.into_text()
}
