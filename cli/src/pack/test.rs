//! `credence pack test`: runs cases, a pack's own or another's, and shows expected beside found, and why.

use std::path::{Path, PathBuf};

use audit_credence::assessment::PackId;
use audit_credence::{Case, Difference, Pack, Plan};
use serde::Serialize;

use crate::args::{Colour, Form, PackTest};
use crate::draw::{line_and_column, no_pack};
use crate::exit::Exit;
use crate::input::whole_text;
use crate::output::{Output, colour};
use crate::pack_files::{Found, Shadowing, find};
use crate::page::{Look, Page, Text};

/// What running cases under one pack gave.
#[derive(Serialize)]
struct Tested {
    pack: PackId,
    file: String,
    /// The packs that state the cases.
    cases_of: Vec<String>,
    cases: usize,
    failures: Vec<Failed>,
}

#[derive(Serialize)]
struct Failed {
    case: String,
    /// Where the case is stated.
    file: String,
    line: usize,
    differences: Vec<Difference>,
}

/// Runs the cases that packs state.
pub(crate) fn test(asked: &PackTest, colours: Colour, out: &mut Output) -> std::io::Result<Exit> {
    let mut exit = Exit::default();
    let stating = found(&asked.cases, colours, &mut exit);
    if stating.len() < asked.cases.len() {
        return Ok(exit);
    }
    let mut all = Vec::new();
    for pack in found(&asked.packs, colours, &mut exit) {
        let tested = match stating.as_slice() {
            [] => tested(&pack, std::slice::from_ref(&pack), asked.only.as_deref()),
            foreign => tested(&pack, foreign, asked.only.as_deref()),
        };
        if tested.cases == 0 || !tested.failures.is_empty() {
            exit.and(Exit::BELOW);
        }
        match asked.format {
            Form::Text => out.write(&text(&tested, colour(colours, &std::io::stdout())))?,
            Form::Json => all.push(tested),
        }
    }
    if asked.format == Form::Json {
        out.write(&format!("{}\n", serde_json::to_string_pretty(&all)?))?;
    }
    Ok(exit)
}

/// The packs that can be had; of the others it is said why not.
fn found(names: &[String], colours: Colour, exit: &mut Exit) -> Vec<Found> {
    let mut all = Vec::new();
    for name in names {
        match find(name, Shadowing::Warned) {
            Ok(found) => all.push(found),
            Err(why) => exit.and(no_pack(&why, colour(colours, &std::io::stderr()))),
        }
    }
    all
}

fn tested(pack: &Found, stating: &[Found], only: Option<&str>) -> Tested {
    let plan = Plan::new(&pack.pack);
    let mut cases = 0;
    let mut failures = Vec::new();
    for found in stating {
        let wanted = |case: &&Case| only.is_none_or(|text| case.name().contains(text));
        for case in found.pack.cases().iter().filter(wanted) {
            cases += 1;
            if let Err(failure) = case.run(&plan, case_dossier(case, found).as_deref()) {
                let (line, _) = line_and_column(&found.text, failure.span.start);
                let (case, file) = (failure.name, found.name.clone());
                failures.push(Failed { case, file, line, differences: failure.differences });
            }
        }
    }
    let cases_of = stating.iter().map(|found| found.name.clone()).collect();
    Tested { pack: pack.pack.id().clone(), file: pack.name.clone(), cases_of, cases, failures }
}

/// The text of the dossier that a case of a pack names: of a shipped pack the one that is shipped with it; otherwise in the
/// pack's folder, in those above it, or in the present one, and at last among the shipped ones.
pub(crate) fn case_dossier(case: &Case, pack: &Found) -> Option<String> {
    let file = case.file()?;
    let shipped = || Pack::shipped_dossier(file).map(str::to_owned);
    if pack.folder.is_none() {
        return shipped();
    }
    let absolute = |folder: &Path| std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let folder = pack.folder.as_deref().map(absolute);
    let above = folder.iter().flat_map(|folder| folder.ancestors()).map(|folder| folder.join(file));
    let mut places = above.chain([PathBuf::from(file)]);
    places.find_map(|path| whole_text(&path).ok()).or_else(shipped)
}

fn text(tested: &Tested, colour: bool) -> String {
    let mut page = Page::for_stdout(colour);
    for failure in &tested.failures {
        let place = format!(" {}:{}: {}", failure.file, failure.line, failure.case);
        page.put(0, &Text::new().and(Look::Bad, "failed").and(Look::Strong, place));
        for difference in &failure.differences {
            page.item(2, "-", &Text::plain(difference.to_string()));
            for because in &difference.because {
                page.put(6, &Text::new().and(Look::Faint, because));
            }
        }
    }
    let (failed, cases) = (tested.failures.len(), tested.cases);
    let foreign = match tested.cases_of.as_slice() {
        [own] if *own == tested.file => String::new(),
        others => format!(" of {}", others.join(", ")),
    };
    let text = match cases {
        0 => Text::plain(format!("{}: ", tested.file)).and(Look::Bad, "no case to run"),
        _ => {
            Text::plain(format!("{}: {} of {cases} cases{foreign} as they say", tested.file, cases - failed))
        }
    };
    page.put(0, &if failed == 0 { text } else { text.and(Look::Bad, format!(", {failed} failed")) });
    page.into_text()
}
