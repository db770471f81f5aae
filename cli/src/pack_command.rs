//! `credence pack check`, `credence pack test` and `credence packs`.

use std::path::{Path, PathBuf};

use audit_credence::proof::{Proof, ProofResult};
use audit_credence::{Pack, Plan};
use serde::Serialize;

use crate::args::{Colour, Form};
use crate::draw::{line_and_column, no_pack};
use crate::exit::Exit;
use crate::output::{Output, colour};
use crate::pack_files::{Found, Shadowing, find};
use crate::page::{Look, Page, Text};

/// Loads packs and proves them; says of each what it is and what holds of it, and everything that is wrong.
pub(crate) fn check(
    packs: &[String],
    form: Form,
    colours: Colour,
    out: &mut Output,
) -> std::io::Result<Exit> {
    let mut exit = Exit::default();
    let mut proofs = Vec::new();
    for name in packs {
        match find(name, Shadowing::Warned) {
            Ok(found) => {
                let proof = Plan::new(&found.pack).prove();
                if !proof.is_sound() {
                    exit.and(Exit::BAD_PACK);
                }
                match form {
                    Form::Text => out.write(&proved(&found, &proof, colour(colours, &std::io::stdout())))?,
                    Form::Json => proofs.push(proof),
                }
            }
            Err(why) => exit.and(no_pack(&why, colour(colours, &std::io::stderr()))),
        }
    }
    if form == Form::Json {
        out.write(&format!("{}\n", serde_json::to_string_pretty(&proofs)?))?;
    }
    Ok(exit)
}

fn proved(found: &Found, proof: &Proof, colour: bool) -> String {
    let mut page = Page::for_stdout(colour);
    let id = found.pack.id();
    let (look, word) = if proof.is_sound() { (Look::Good, "sound") } else { (Look::Bad, "not sound") };
    page.put(0, &Text::plain(format!("{}: {} {} ", found.name, id.id, id.version)).and(look, word));
    page.put(2, &Text::plain(found.pack.title()));
    page.put(2, &Text::new().and(Look::Faint, format!("sha256 {}", id.sha256)));
    let counts = found.pack.counts().map(|(what, count)| format!("{count} {what}"));
    page.put(
        2,
        &Text::plain(format!("{}; {} cases of its own", counts.join(", "), found.pack.cases().len())),
    );
    for property in &proof.properties {
        let look = match property.result {
            ProofResult::Proved | ProofResult::ByConstruction => Look::Plain,
            ProofResult::NotProved => Look::Doubtful,
            ProofResult::Refuted => Look::Bad,
        };
        let law = property.law.map_or(String::new(), |law| format!(" (held to it by {law})"));
        let result = property.result.as_str().replace('_', " ");
        let text = Text::new()
            .and(look, format!("{:<4}{result}", property.id))
            .and(Look::Plain, format!(": {}{law}", property.statement));
        page.item(2, "-", &text);
        for failure in &property.failures {
            let witness: Vec<String> =
                failure.witness.iter().map(|(criterion, level)| format!("{criterion} = {level}")).collect();
            let witness =
                if witness.is_empty() { String::new() } else { format!("; with {}", witness.join(", ")) };
            let text = Text::new()
                .and(Look::Plain, place(found, &failure.subject))
                .and(Look::Strong, &failure.subject)
                .and(Look::Plain, format!(": {}{witness}", failure.how));
            page.item(6, "-", &text);
        }
    }
    if let Some(nodes) = proof.nodes {
        let grades =
            id.scale.iter().zip(&proof.profiles).map(|(grade, profiles)| format!("{grade} {profiles}"));
        let profiles = grades.collect::<Vec<_>>().join(", ");
        page.put(2, &Text::plain(format!("profiles by grade: {profiles}; {nodes} nodes decide them all")));
    }
    page.into_text()
}

/// Where the pack itself defines or changes what fails; nothing where a base does.
fn place(found: &Found, subject: &str) -> String {
    let tables =
        ["cap", "criterion", "change.cap", "change.criterion"].map(|kind| format!("[{kind}.{subject}]"));
    let at = tables.iter().find_map(|table| found.text.find(table.as_str()));
    at.map_or(String::new(), |at| format!("{}:{}: ", found.name, line_and_column(&found.text, at).0))
}

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

#[derive(Serialize)]
struct Shipped {
    id: String,
    version: String,
    sha256: String,
    title: String,
}

/// Lists the packs that ship with this release.
pub(crate) fn shipped(form: Form, colours: Colour, out: &mut Output) -> std::io::Result<Exit> {
    let mut exit = Exit::default();
    let mut all = Vec::new();
    for (name, _) in Pack::SHIPPED {
        match find(name, Shadowing::Refused) {
            Ok(found) => {
                let id = found.pack.id();
                all.push(Shipped {
                    id: id.id.clone(),
                    version: id.version.clone(),
                    sha256: id.sha256.clone(),
                    title: found.pack.title().to_owned(),
                });
            }
            Err(why) => exit.and(no_pack(&why, colour(colours, &std::io::stderr()))),
        }
    }
    if form == Form::Json {
        out.write(&format!("{}\n", serde_json::to_string_pretty(&all)?))?;
        return Ok(exit);
    }
    let mut page = Page::for_stdout(colour(colours, &std::io::stdout()));
    for pack in &all {
        page.gap();
        page.put(0, &Text::new().and(Look::Strong, &pack.id).and(Look::Plain, format!(" {}", pack.version)));
        page.put(2, &Text::plain(&pack.title));
        page.put(2, &Text::new().and(Look::Faint, format!("sha256 {}", pack.sha256)));
    }
    out.write(&page.into_text())?;
    Ok(exit)
}
