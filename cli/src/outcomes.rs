//! `credence outcomes`: do good grades go with good audits? Cases whose end is known, graded as of their time.
//!
//! It reads a file of labels and the dossiers beside it. What is known of each case stands in the labels; what the grade
//! is worth against that, and against graders that need no pack, is computed here. Nothing is learned from it.

mod labels;
mod graded;
mod chance;

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use audit_credence::{Dossier, Pack, Plan};
use serde::Serialize;

use crate::args::Colour;
use crate::args::outcomes::{Form, Outcomes};
use crate::dossiers;
use crate::exit::Exit;
use crate::input::whole_text;
use crate::markdown;
use crate::outcomes::chance::{Chances, Comparison, comparisons};
use crate::outcomes::graded::{DAYS_AFTER, Graded, graded};
use crate::outcomes::labels::{Excluded, Outcome, Searched, Source};
use crate::output::{Output, colour, say};
use crate::page::{Look, Page, Text};

/// The labels of the examples that ship.
const LABELS: &str = include_str!("../../examples/outcomes.toml");

/// Everything that the command has to say.
#[derive(Serialize)]
struct Told<'p> {
    pack: &'p str,
    days_after_the_visit: i32,
    comparisons: [Comparison; 2],
    cases: Vec<Graded>,
    search: Searched,
    excluded: Vec<Excluded>,
}

pub(crate) fn outcomes(asked: &Outcomes, colours: Colour, out: &mut Output) -> io::Result<Exit> {
    let plan = match dossiers::plan(&asked.pack, false, colours) {
        Ok(plan) => plan,
        Err(exit) => return Ok(exit),
    };
    let told = match told(&asked.file, &plan) {
        Ok(told) => told,
        Err((exit, messages)) => {
            for message in &messages {
                say(message);
            }
            return Ok(exit);
        }
    };
    out.write(&match asked.format {
        Form::Json => format!("{}\n", serde_json::to_string_pretty(&told)?),
        Form::Md => told.as_markdown(),
        Form::Text => told.as_text(colour(colours, &io::stdout())),
    })?;
    Ok(Exit::default())
}

/// Reads and grades all cases, or says what stands in the way.
fn told<'p>(file: &Path, plan: &'p Plan) -> Result<Told<'p>, (Exit, Vec<String>)> {
    let text = read(file)?;
    let labels = labels::read(file, &text).map_err(|wrongs| (Exit::BAD_INPUT, wrongs))?;
    let mut cases = Vec::new();
    for case in labels.cases {
        let path = file.with_file_name(format!("{}.toml", case.example));
        let dossier = Dossier::from_toml(&read(&path)?);
        let problems = |problems: audit_credence::Problems| {
            let of = |problem: &audit_credence::Problem| format!("{}: {problem}", path.display());
            (Exit::BAD_INPUT, problems.iter().map(of).collect())
        };
        cases.push(dossier.and_then(|dossier| graded(plan, case, dossier)).map_err(problems)?);
    }
    let comparisons = comparisons(&cases);
    Ok(Told {
        pack: &plan.id().id,
        days_after_the_visit: DAYS_AFTER,
        comparisons,
        cases,
        search: labels.search,
        excluded: labels.excluded,
    })
}

/// What a file holds; where it is not there, what this release ships by its name.
fn read(path: &Path) -> Result<String, (Exit, Vec<String>)> {
    let shipped = || match path.to_str()? {
        "examples/outcomes.toml" => Some(LABELS),
        dossier => Pack::shipped_dossier(dossier),
    };
    if let Some(text) = shipped().filter(|_| !path.exists()) {
        return Ok(text.to_owned());
    }
    whole_text(path).map_err(|error| (Exit::IO, vec![format!("{}: {error}", path.display())]))
}

impl Told<'_> {
    fn count(&self, outcome: Outcome) -> usize {
        self.cases.iter().filter(|case| case.case.outcome == outcome && case.compared().is_some()).count()
    }

    /// What is compared, in a sentence.
    fn about(&self) -> String {
        format!(
            "{} reports that held up against {} that failed, under `{}`, as of {} days after each visit; {} further cases are \
             in no pair, and {} candidates were left out.",
            self.count(Outcome::HeldUp),
            self.count(Outcome::Failed),
            self.pack,
            self.days_after_the_visit,
            self.cases.iter().filter(|case| case.compared().is_none()).count(),
            self.excluded.len()
        )
    }

    fn as_text(&self, colour: bool) -> String {
        let mut page = Page::for_stdout(colour);
        page.put(0, &Text::new().and(Look::Strong, self.about()));
        for comparison in &self.comparisons {
            page.gap();
            page.put(0, &Text::plain(heading(comparison)));
            for one in &comparison.graders {
                let text =
                    format!(": {}{}", chance(one), above(one).map_or(String::new(), |by| format!("; {by}")));
                page.item(0, "-", &Text::new().and(Look::Strong, one.grader).and(Look::Plain, text));
            }
        }
        for outcome in [Outcome::HeldUp, Outcome::Failed, Outcome::Other, Outcome::Unknown] {
            page.gap();
            page.put(0, &Text::new().and(Look::Strong, outcome.words()));
            for case in self.cases.iter().filter(|case| case.case.outcome == outcome) {
                let text = format!(": {}. {}", grade(case), came_out(case));
                page.item(0, "-", &Text::new().and(Look::Strong, &case.case.example).and(Look::Plain, text));
            }
        }
        page.gap();
        page.put(0, &Text::plain(CAUTION));
        page.into_text()
    }

    fn as_markdown(&self) -> String {
        let mut out = format!("{}\n\n", markdown::text(&self.about()).replace("\\`", "`"));
        for comparison in &self.comparisons {
            let _ = write!(
                out,
                "{}\n\n| grader | chance and interval | the pack is |\n| --- | --- | --- |\n",
                heading(comparison)
            );
            for one in &comparison.graders {
                let _ = writeln!(
                    out,
                    "| {} | {} | {} |",
                    one.grader,
                    chance(one),
                    above(one).unwrap_or_default()
                );
            }
            out.push('\n');
        }
        out.push_str(
            "| case | outcome | grade then | what came out | source |\n| --- | --- | --- | --- | --- |\n",
        );
        for outcome in [Outcome::HeldUp, Outcome::Failed, Outcome::Other, Outcome::Unknown] {
            for case in self.cases.iter().filter(|case| case.case.outcome == outcome) {
                let source = case.case.source.as_ref().map_or(String::new(), link);
                let (name, told) = (&case.case.example, markdown::text(&came_out(case)));
                let _ =
                    writeln!(out, "| `{name}` | {} | {} | {told} | {source} |", outcome.words(), grade(case));
            }
        }
        out
    }
}

const CAUTION: &str =
    "The cases are few, and those that became public. No grade says anything about what happened at a plant.";

fn heading(comparison: &Comparison) -> String {
    match comparison.pairs {
        chance::Pairs::All => format!("All {} pairs:", comparison.of),
        chance::Pairs::Alike => format!("The {} pairs of which about as much is stated:", comparison.of),
    }
}

/// A share of a thousand in percent.
fn percent(per_mille: i64) -> String {
    format!("{}.{}", per_mille / 10, (per_mille % 10).abs())
}

fn chance(one: &Chances) -> String {
    let interval =
        one.interval.map_or(String::new(), |[low, high]| format!(" ({} to {})", percent(low), percent(high)));
    one.per_mille.map_or_else(|| "no pair".to_owned(), |chance| format!("{} %{interval}", percent(chance)))
}

/// By how much the pack is better or worse than this grader.
fn above(one: &Chances) -> Option<String> {
    let words = |by: i64| {
        let sign = if by < 0 { "−" } else { "" };
        format!("{sign}{}", percent(by.abs()))
    };
    let by = one.pack_is_above_by?;
    let told = match by.cmp(&0) {
        std::cmp::Ordering::Greater => format!("above it by {}", percent(by)),
        std::cmp::Ordering::Equal => "as good".to_owned(),
        std::cmp::Ordering::Less => format!("below it by {}", percent(by.abs())),
    };
    let interval = one.above_by_interval.map(|[low, high]| format!(" ({} to {})", words(low), words(high)));
    Some(told + &interval.unwrap_or_default())
}

/// What the dossier gave, as of then.
fn grade(case: &Graded) -> String {
    match (&case.grade, case.points, case.as_of) {
        (Some(grade), Some(points), Some(day)) => {
            format!("{} at worst, {} at best, {points} points, on {day}", grade.worst, grade.best)
        }
        (_, _, None) => "no day of a visit".to_owned(),
        _ => "no report to grade".to_owned(),
    }
}

/// What came out, by whom, when, how firm that is, and what the other side says.
fn came_out(case: &Graded) -> String {
    let case = &case.case;
    let by = case.by.as_ref().map_or(String::new(), |by| format!(" ({by})"));
    let on = case.on.as_ref().map_or(String::new(), |on| format!(", {on}"));
    let standing = case.standing.map_or(String::new(), |standing| format!(", {}", standing.words()));
    let answer = case.answer.as_ref().map_or(String::new(), |answer| format!(". Answer: {answer}"));
    format!("{}{by}{on}{standing}{answer}", case.what)
}

fn link(source: &Source) -> String {
    let clause = source.clause.as_ref().map_or(String::new(), |clause| format!(", {clause}"));
    let date = source.date.as_ref().map_or(String::new(), |date| format!(", {date}"));
    let read = source.read.as_deref().unwrap_or_default();
    let what = markdown::text(&format!("{}{clause}{date}", source.document));
    format!("[{what}](<{}>); {}, read on {read}", source.url, source.status.words())
}
