//! `credence pack diff`: what changes between two versions of a pack, over all profiles and for a file of dossiers.

use std::ops::ControlFlow;
use std::path::PathBuf;

use audit_credence::assessment::Binds;
use audit_credence::diff::{Diff, Nearest};
use audit_credence::{Assessment, Dossier, Plan};
use serde::Serialize;

use crate::args::{Colour, Form, PackDiff};
use crate::exit::Exit;
use crate::input::{Body, Document};
use crate::output::{Output, colour, say};
use crate::pack::suites::packs;
use crate::page::{Look, Page, Text};
use crate::refusal::Refused;
use crate::score::{sources, today};

#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    diff: Diff,
    /// Whether the new version's number says what changed; null where a version is not of three numbers.
    version_says_so: Option<bool>,
    /// Of the dossiers that were given; null where none were.
    dossiers: Option<Dossiers>,
}

#[derive(Serialize, Default)]
struct Dossiers {
    read: u64,
    refused: u64,
    changed: Vec<Changed>,
}

/// A dossier that is answered otherwise.
#[derive(Serialize)]
struct Changed {
    file: String,
    line: u64,
    r#ref: Option<String>,
    /// Grade, status and verdicts: what they are under the old version and under the new one.
    differs: Vec<Differs>,
    /// Levels, caps and demerits that led there.
    because: Vec<Differs>,
}

#[derive(Serialize)]
struct Differs {
    what: String,
    old: String,
    new: String,
}

pub(crate) fn diff(asked: &PackDiff, colours: Colour, out: &mut Output) -> std::io::Result<Exit> {
    let packs = match packs([&asked.old, &asked.new], colours) {
        Ok(packs) => packs,
        Err(exit) => return Ok(exit),
    };
    let [old, new] = packs.as_slice() else { return Ok(Exit::BAD_PACK) };
    let (old, new) = (Plan::new(&old.pack), Plan::new(&new.pack));
    let diff = Diff::between(&old, &new);
    let mut exit = Exit::default();
    let version_says_so = diff.version_says_so();
    if version_says_so == Some(false) {
        exit.and(Exit::BELOW);
    }
    let dossiers = if asked.dossiers.is_empty() {
        None
    } else {
        let as_of = asked.as_of.map_or_else(today, Ok)?;
        Some(dossiers(&asked.dossiers, [&old.at(as_of), &new.at(as_of)], &mut exit))
    };
    let answer = Answer { diff, version_says_so, dossiers };
    match asked.format {
        Form::Text => out.write(&text(&answer, colour(colours, &std::io::stdout())))?,
        Form::Json => out.write(&format!("{}\n", serde_json::to_string_pretty(&answer)?))?,
    }
    Ok(exit)
}

fn dossiers(files: &[PathBuf], scorers: [&audit_credence::Scorer; 2], exit: &mut Exit) -> Dossiers {
    let mut all = Dossiers::default();
    let sources = match sources(files) {
        Ok(sources) => sources,
        Err(message) => {
            say(&message);
            exit.and(Exit::IO);
            return all;
        }
    };
    for source in &sources {
        let read = source.documents(&mut |document| {
            match answers(&document, scorers) {
                Ok([old, new]) => {
                    all.read += 1;
                    all.changed.extend(changed(source.name(), document.line, &old, &new));
                }
                Err(refused) => {
                    all.refused += 1;
                    exit.and(Exit::BAD_INPUT);
                    refused
                        .told(source.name(), document.line, &document.body)
                        .iter()
                        .for_each(|line| say(line));
                }
            }
            ControlFlow::Continue(())
        });
        if let Err(error) = read {
            say(&format!("{}: {error}", source.name()));
            exit.and(Exit::IO);
        }
    }
    all
}

fn answers(
    document: &Document<'_>,
    scorers: [&audit_credence::Scorer; 2],
) -> Result<[Assessment; 2], Refused> {
    let dossier = match &document.body {
        Body::Broken(code, message) => return Err(Refused::Broken(code, message.clone())),
        Body::Json(bytes) => Dossier::from_json(bytes),
        Body::Toml(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Dossier::from_toml(text),
            // The same bytes as JSON are refused for the same reason, before anything else is looked at.
            Err(_) => Dossier::from_json(bytes),
        },
    };
    let dossier = dossier.map_err(Refused::Problems)?;
    let [old, new] = scorers.map(|scorer| scorer.assess(&dossier));
    Ok([old.map_err(Refused::Problems)?, new.map_err(Refused::Problems)?])
}

/// What differs between two answers about one dossier, and what led there; nothing where grade, status and verdicts are
/// the same.
fn changed(file: &str, line: u64, old: &Assessment, new: &Assessment) -> Option<Changed> {
    let grade = |answer: &Assessment| match &answer.grade {
        Some(grade) if grade.worst == grade.best => grade.worst.to_string(),
        Some(grade) => format!("{} to {}", grade.worst, grade.best),
        None => "not graded".to_owned(),
    };
    let mut differs = Vec::new();
    let put = |all: &mut Vec<Differs>, what: String, old: String, new: String| {
        if old != new {
            all.push(Differs { what, old, new });
        }
    };
    put(&mut differs, "grade".to_owned(), grade(old), grade(new));
    put(&mut differs, "status".to_owned(), old.status.to_string(), new.status.to_string());
    let none = || "none".to_owned();
    let ids = |one: Vec<&String>, other: Vec<&String>| -> std::collections::BTreeSet<String> {
        one.into_iter().chain(other).cloned().collect()
    };
    for id in ids(old.standards.keys().collect(), new.standards.keys().collect()) {
        let verdict =
            |answer: &Assessment| answer.standards.get(&id).map_or_else(none, |one| one.verdict.to_string());
        put(&mut differs, format!("verdict of {id}"), verdict(old), verdict(new));
    }
    if differs.is_empty() {
        return None;
    }
    let mut because = Vec::new();
    let names = |answer: &Assessment| answer.criteria.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    let (old_names, new_names) = (names(old), names(new));
    for id in ids(old_names.iter().collect(), new_names.iter().collect()) {
        let stands = |answer: &Assessment| {
            let one = answer.criteria.iter().find(|one| one.id == id);
            one.map_or_else(
                || "no such criterion".to_owned(),
                |one| {
                    let span = if one.worst == one.best {
                        one.worst.clone()
                    } else {
                        format!("{}..{}", one.worst, one.best)
                    };
                    match &one.demerits {
                        Some(demerits) => {
                            format!("{span}, {} to {} demerits", demerits.worst, demerits.best)
                        }
                        None => span,
                    }
                },
            )
        };
        put(&mut because, id.clone(), stands(old), stands(new));
    }
    let binding = |answer: &Assessment| {
        let caps = answer.caps.iter().filter(|cap| cap.binds != Binds::No);
        let caps: Vec<String> = caps.map(|cap| format!("{} at {}", cap.id, cap.grade)).collect();
        if caps.is_empty() { none() } else { caps.join(", ") }
    };
    put(&mut because, "caps that bind".to_owned(), binding(old), binding(new));
    let demerits = |answer: &Assessment| {
        let demerits = answer.demerits.as_ref();
        demerits.map_or_else(none, |demerits| {
            format!("{} to {} of {}", demerits.worst, demerits.best, demerits.of)
        })
    };
    put(&mut because, "demerits".to_owned(), demerits(old), demerits(new));
    Some(Changed { file: file.to_owned(), line, r#ref: new.r#ref.clone(), differs, because })
}

fn text(answer: &Answer, colour: bool) -> String {
    let mut page = Page::for_stdout(colour);
    let diff = &answer.diff;
    let name = |pack: &audit_credence::assessment::PackId| format!("{} {}", pack.id, pack.version);
    page.put(0, &Text::new().and(Look::Strong, format!("{} → {}", name(&diff.old), name(&diff.new))));
    let of = |ids: &[String]| ids.join(", ");
    for (what, ids) in
        [("only in the old version", &diff.only_old), ("only in the new version", &diff.only_new)]
    {
        if !ids.is_empty() {
            page.item(
                2,
                "-",
                &Text::plain(format!("criteria {what}, or about another fact there: {}", of(ids))),
            );
        }
    }
    match (&diff.percent, &diff.profiles) {
        (Some(percent), Some(profiles)) => {
            page.item(2, "-", &Text::plain(format!("{percent} % of {profiles} profiles get another grade")));
        }
        _ if diff.old.scale != diff.new.scale => {
            let scales =
                format!("another scale: {} → {}", diff.old.scale.join(" "), diff.new.scale.join(" "));
            page.item(2, "-", &Text::plain(scales));
        }
        _ => page.item(
            2,
            "-",
            &Text::new().and(Look::Doubtful, "not proved: the diagrams outgrew their budget"),
        ),
    }
    for moved in &diff.moves {
        let text = format!("{} → {}: {} %, {} profiles", moved.from, moved.to, moved.percent, moved.profiles);
        page.item(6, "-", &Text::plain(text));
    }
    if let Some(nearest) = &diff.nearest {
        page.item(2, "-", &Text::plain(format!("the least that shows it: {}", of_nearest(nearest))));
    }
    for standard in &diff.standards {
        let what = match (&standard.percent, standard.in_old) {
            (Some(percent), _) => format!("judges {percent} % of all profiles otherwise"),
            (None, true) => "is gone".to_owned(),
            (None, false) => "is new".to_owned(),
        };
        page.item(2, "-", &Text::plain(format!("the standard `{}` {what}", standard.id)));
    }
    if let Some(bump) = diff.bump {
        let text = Text::plain(format!("this is a {bump} version"));
        page.item(
            2,
            "-",
            &match answer.version_says_so {
                Some(true) => text,
                Some(false) => text
                    .and(Look::Bad, format!("; {} → {} does not say so", diff.old.version, diff.new.version)),
                None => text.and(Look::Doubtful, "; the versions are not of three numbers"),
            },
        );
    }
    if let Some(dossiers) = &answer.dossiers {
        put_dossiers(&mut page, dossiers);
    }
    page.into_text()
}

fn put_dossiers(page: &mut Page, dossiers: &Dossiers) {
    let refused =
        if dossiers.refused == 0 { String::new() } else { format!(", {} refused", dossiers.refused) };
    page.gap();
    page.put(
        0,
        &Text::plain(format!("{} of {} dossiers change{refused}", dossiers.changed.len(), dossiers.read)),
    );
    for one in &dossiers.changed {
        let named = one.r#ref.as_ref().map_or(String::new(), |name| format!(" {name}"));
        page.put(2, &Text::new().and(Look::Strong, format!("{}:{}{named}", one.file, one.line)));
        let line = |differs: &Differs| format!("{}: {} → {}", differs.what, differs.old, differs.new);
        one.differs.iter().for_each(|differs| page.item(4, "-", &Text::plain(line(differs))));
        one.because
            .iter()
            .for_each(|because| page.item(6, "-", &Text::new().and(Look::Faint, line(because))));
    }
}

fn of_nearest(nearest: &Nearest) -> String {
    let levels = |levels: &std::collections::BTreeMap<String, String>| {
        let levels: Vec<String> =
            levels.iter().map(|(criterion, level)| format!("{criterion} = {level}")).collect();
        if levels.is_empty() { "everything at its top".to_owned() } else { levels.join(", ") }
    };
    let (old, new) = (levels(&nearest.old), levels(&nearest.new));
    let read = if old == new { old } else { format!("{old}, read as {new}") };
    format!("{read} goes from {} to {}", nearest.from, nearest.to)
}
