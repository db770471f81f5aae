//! `credence pack mutants`: which single change of the rules no case would notice.

use audit_credence::Plan;
use audit_credence::mutant::{Equivalence, Fate, Mutant, Mutants, Scope};
use serde::Serialize;

use crate::args::{Colour, Form, PackMutants};
use crate::exit::Exit;
use crate::output::{Output, colour};
use crate::pack::progress::Steps;
use crate::pack::suites::{packs, suites};
use crate::page::{Look, Page, Text};

#[derive(Serialize)]
struct Answer {
    pack: audit_credence::assessment::PackId,
    /// The packs whose cases were run, with how many.
    cases: Vec<(String, usize)>,
    mutants: Vec<Mutant>,
}

pub(crate) fn mutants(asked: &PackMutants, colours: Colour, out: &mut Output) -> std::io::Result<Exit> {
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
    let plan = Plan::new(&pack.pack);
    let scope = if asked.inherited { Scope::Inherited } else { Scope::Own };
    let mutants = Mutants::new(&plan, &suites, scope);
    let steps = Steps::new("changes", mutants.len(), asked.quiet);
    let mutants: Vec<Mutant> = mutants.inspect(|_| steps.one_more()).collect();
    steps.done();
    if mutants.iter().any(|mutant| mutant.fate == Fate::Survived) {
        exit.and(Exit::BELOW);
    }
    let cases = packs.iter().map(|found| (found.name.clone(), found.pack.cases().len())).collect();
    let answer = Answer { pack: pack.pack.id().clone(), cases, mutants };
    match asked.format {
        Form::Text => out.write(&text(&answer, asked.all, colour(colours, &std::io::stdout())))?,
        Form::Json => out.write(&format!("{}\n", serde_json::to_string_pretty(&answer)?))?,
    }
    Ok(exit)
}

fn text(answer: &Answer, all: bool, colour: bool) -> String {
    let mut page = Page::for_stdout(colour);
    let of = |fate: Fate| answer.mutants.iter().filter(move |mutant| mutant.fate == fate);
    if all {
        for mutant in &answer.mutants {
            let (look, fate) = match mutant.fate {
                Fate::Survived => (Look::Bad, "survived"),
                Fate::Killed => (Look::Plain, "killed"),
                Fate::Equivalent => (Look::Faint, "equivalent"),
            };
            let by = mutant.killed_by.as_ref().map(|(pack, case)| format!(", by {pack}: {case}"));
            let because = mutant.because.as_ref().map(|because| format!(", as {because}"));
            let why = by.or(because).unwrap_or_default();
            page.put(0, &Text::new().and(look, fate).and(Look::Plain, format!(": {}{why}", mutant.change)));
        }
        page.gap();
    }
    for mutant in of(Fate::Survived) {
        page.verbatim(&format!("# {}", mutant.rule));
        // A case is copied into a pack: its lines are as they are.
        page.verbatim(mutant.case.as_deref().unwrap_or_default());
        page.gap();
    }
    let (survived, equivalent) = (of(Fate::Survived).count(), of(Fate::Equivalent).count());
    let cases: Vec<String> = answer.cases.iter().map(|(pack, cases)| format!("{pack} ({cases})")).collect();
    let count = answer.mutants.len();
    // Whoever appends all of it to a pack appends comments: no line of them is broken.
    page.verbatim(&format!("# against the cases of {}", cases.join(", ")));
    let by_values = of(Fate::Equivalent).filter(|mutant| mutant.equivalence == Some(Equivalence::Values));
    match by_values.count() {
        0 => {}
        apart => page.verbatim(&format!("# {apart} equivalent by the values of the fact: see --all")),
    }
    let killed = count - survived - equivalent;
    let counts = format!("# {}: {count} changes: {killed} killed, {equivalent} equivalent", answer.pack.id);
    let look = if survived == 0 { Look::Good } else { Look::Bad };
    page.put(0, &Text::plain(counts).and(look, format!(", {survived} survived")));
    page.into_text()
}
