//! `credence compare`: two answers side by side, and why they differ.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use audit_credence::Dossier;
use audit_credence::assessment::Verdict;
use audit_credence::compare::{Comparison, CriterionChange, Presence, moved};
use audit_credence::explain::words::{self, points};

use crate::args::Colour;
use crate::args::compare::{Compare, Form};
use crate::dossiers;
use crate::exit::Exit;
use crate::markdown;
use crate::output::{Output, colour, say};
use crate::page::{Look, Page, Text};

pub(crate) fn compare(asked: &Compare, colours: Colour, out: &mut Output) -> io::Result<Exit> {
    if asked.after.is_none() && asked.with_pack.is_none() && asked.with_as_of.is_none() {
        say("there is nothing to compare with: give a second dossier, --with-pack or --with-as-of");
        return Ok(Exit::USAGE);
    }
    let plans = dossiers::plan(&asked.pack, false, colours).and_then(|plan| {
        let other = asked.with_pack.as_ref().map(|pack| dossiers::plan(pack, false, colours)).transpose()?;
        Ok((plan.clone(), other.unwrap_or(plan)))
    });
    let (first, second) = match plans {
        Ok(plans) => plans,
        Err(exit) => return Ok(exit),
    };
    let day = dossiers::day(asked.as_of)?;
    let (first, second) = (first.at(day), second.at(asked.with_as_of.unwrap_or(day)));
    let one = match only(&asked.before) {
        Ok(dossier) => dossier,
        Err(exit) => return Ok(exit),
    };
    let other = match asked.after.as_deref().map(only) {
        None => one.clone(),
        Some(Ok(dossier)) => dossier,
        Some(Err(exit)) => return Ok(exit),
    };
    let comparison = match audit_credence::compare::compare((&first, &one), (&second, &other)) {
        Ok(comparison) => comparison,
        Err(problems) => {
            problems.iter().for_each(|problem| say(&format!("error[{}]: {problem}", problem.code)));
            return Ok(Exit::BAD_INPUT);
        }
    };
    let text = match asked.format {
        Form::Json => format!("{}\n", comparison.to_json_pretty()),
        Form::Text => as_text(&lines(&comparison), colour(colours, &io::stdout())),
        Form::Md => as_markdown(&lines(&comparison)),
    };
    out.write(&text)?;
    Ok(Exit::default())
}

/// The only dossier of a file; otherwise it was said why there is none.
fn only(path: &Path) -> Result<Dossier, Exit> {
    let mut found = Vec::new();
    let exit = dossiers::each(&[path.to_owned()], &mut |dossier| {
        found.push(dossier);
        Ok(())
    })?;
    match (found.pop(), found.is_empty()) {
        (Some(dossier), true) if exit == Exit::default() => Ok(dossier),
        (Some(_), false) => {
            say(&format!("{}: several dossiers, and one is compared with one", path.display()));
            Err(Exit::BAD_INPUT)
        }
        _ if exit == Exit::default() => {
            say(&format!("{}: no dossier", path.display()));
            Err(Exit::BAD_INPUT)
        }
        _ => Err(exit),
    }
}

/// A heading with its lines.
struct Part {
    title: &'static str,
    lines: Vec<String>,
}

/// Everything that is told, as it stands in the comparison.
fn lines(told: &Comparison) -> Vec<Part> {
    let or_none = |value: Option<&str>| value.unwrap_or("nothing").to_owned();
    let both = [("before", &told.before), ("after", &told.after)];
    let mut heads: Vec<String> = vec![format!("{}.", told.text)];
    if told.same_site == Some(false) {
        heads.push("These are dossiers of two sites.".to_owned());
    }
    for (when, one) in both {
        let pack = &one.pack;
        heads.push(format!(
            "{when}, as of {} under {} {}: {}",
            one.as_of, pack.id, pack.version, one.headline
        ));
        heads.extend(one.to_do.as_ref().map(|sentence| format!("What to do: {sentence}")));
        heads.extend(one.account.as_ref().map(points));
    }
    let steps = told
        .steps
        .iter()
        .map(|step| format!("{}: {}", step.cause, moved(step.before.as_ref(), step.after.as_ref())));
    let verdicts = told.verdicts.iter().map(|one| {
        let word = |verdict: Option<Verdict>| or_none(verdict.map(|one| words::verdict(one).0));
        format!("{}: from {} to {}", one.id, word(one.before), word(one.after))
    });
    let caps = told.caps.iter().map(|cap| {
        let what = if cap.holds_after { "now" } else { "no more" };
        format!("{what}: not more than {}: {}", cap.grade, cap.why)
    });
    let facts = told.facts.iter().map(|fact| {
        let (before, after) = (or_none(fact.before.as_deref()), or_none(fact.after.as_deref()));
        format!("{}: {before}, then {after}", fact.fact)
    });
    let parts = [
        ("", heads),
        ("By which step the grade moves", steps.collect()),
        ("Verdicts", verdicts.collect()),
        ("What stands elsewhere", told.criteria.iter().map(criterion).collect()),
        ("What bounds the grade", caps.collect()),
        ("Restrictions", told.restrictions.iter().map(presence).collect()),
        ("Findings", told.findings.iter().map(presence).collect()),
        ("Certificates", told.certificates.iter().map(presence).collect()),
        ("What is stated", facts.collect()),
    ];
    let parts = parts.into_iter().map(|(title, lines)| Part { title, lines });
    parts.filter(|part| !part.lines.is_empty()).collect()
}

fn criterion(change: &CriterionChange) -> String {
    let stood = change.before.as_deref().unwrap_or("not asked");
    let stands = change.after.as_deref().unwrap_or("not asked");
    let causes: Vec<&str> = change.because.iter().map(|cause| cause.as_str()).collect();
    let because =
        if causes.is_empty() { String::new() } else { format!(", by the {}", causes.join(" and the ")) };
    let facts =
        if change.facts.is_empty() { String::new() } else { format!(" ({})", change.facts.join(", ")) };
    format!("{}: from {stood} to {stands}{because}{facts}", change.title)
}

fn presence(presence: &Presence) -> String {
    format!("{}: {}", if presence.is_after { "now" } else { "no more" }, presence.text)
}

fn as_text(parts: &[Part], colour: bool) -> String {
    let mut page = Page::for_stdout(colour);
    for part in parts {
        if part.title.is_empty() {
            part.lines.iter().for_each(|line| page.put(0, &Text::plain(line)));
            continue;
        }
        page.heading(part.title);
        part.lines.iter().for_each(|line| page.item(2, "-", &Text::new().and(Look::Plain, line)));
    }
    page.into_text()
}

fn as_markdown(parts: &[Part]) -> String {
    let mut out = "# What changed, and why\n\n".to_owned();
    for part in parts {
        if !part.title.is_empty() {
            let _ = writeln!(out, "## {}\n", part.title);
        }
        for line in &part.lines {
            let mark = if part.title.is_empty() { "" } else { "- " };
            let _ = writeln!(out, "{mark}{}", markdown::text(line));
            if part.title.is_empty() {
                out.push('\n');
            }
        }
        if !part.title.is_empty() {
            out.push('\n');
        }
    }
    out
}
