//! `credence questions`: what to ask the auditor, as letters that can be sent; and what the reader looks up himself.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use audit_credence::Scorer;
use audit_credence::assessment::ActionCode;
use audit_credence::explain::words::{self, prose};
use audit_credence::explain::{Explanation, Letters, QuestionList};
use audit_credence::portfolio::Gathering;

use crate::args::Colour;
use crate::args::questions::{Form, Questions, Reader};
use crate::dossiers::{self, BatchRead, BatchReader};
use crate::exit::Exit;
use crate::letters::{file_name, place, write};
use crate::markdown;
use crate::output::{Output, say};
use crate::page::{Look, Page, Text};

pub(crate) fn questions(asked: &Questions, colours: Colour, out: &mut Output) -> io::Result<Exit> {
    if asked.output.is_some() && asked.r#for == Reader::Reader {
        say("--output is a folder of letters: the list for the reader is one, and is printed");
        return Ok(Exit::USAGE);
    }
    let folder = match asked.output.as_deref().map(place).transpose() {
        Ok(folder) => folder,
        Err(wrong) => {
            say(&wrong);
            return Ok(Exit::USAGE);
        }
    };
    let plan = match dossiers::plan(&asked.pack, false, colours) {
        Ok(plan) => plan,
        Err(exit) => return Ok(exit),
    };
    if folder.is_some() && plan.action_view(ActionCode::Ask).is_none() {
        say(&format!(
            "--output: {} does not say at which sites to ask; `procurement` does, and packs that build on it",
            plan.id().id
        ));
        return Ok(Exit::USAGE);
    }
    let scorer = plan.at(dossiers::day(asked.as_of)?);
    let batch = match BatchReader::new(&asked.batch, Path::new(&asked.pack)) {
        Ok(batch) => batch,
        Err(exit) => return Ok(exit),
    };
    match (folder, asked.r#for) {
        (Some(folder), _) => {
            let mut gathering = Gathering::new(&scorer);
            let read = batch.each(&mut |dossier| gathering.add(dossier))?;
            let letters = gathering.letters().map_err(io::Error::other)?;
            to_folder(&folder, letters, &read, asked)
        }
        (None, Reader::Reader) => {
            let mut gathering = Gathering::new(&scorer);
            let read = batch.each(&mut |dossier| gathering.add(dossier))?;
            let list = gathering.to_look_up().map_err(io::Error::other)?;
            if !read.is_too_many {
                out.write(&drawn(list, asked, Form::Text))?;
            }
            Ok(read.exit)
        }
        (None, Reader::Auditor) => one_by_one(&scorer, batch, asked, out),
    }
}

/// A letter for each dossier, with every question that the auditor can answer.
fn one_by_one(
    scorer: &Scorer,
    batch: BatchReader<'_>,
    asked: &Questions,
    out: &mut Output,
) -> io::Result<Exit> {
    let mut letters = Vec::new();
    let mut first = Vec::new();
    let read = batch.each(&mut |dossier| {
        let told = scorer.explain(&dossier)?;
        let list = told.question_list();
        first.extend(comes_first(&told).map(|what| format!("{}: {what}", list.title)));
        letters.push(drawn(list, asked, Form::Text));
        Ok(())
    })?;
    let between = if asked.format == Some(Form::Md) { "\n---\n\n" } else { "\n\n" };
    if !read.is_too_many {
        out.write(&letters.join(between))?;
    }
    for line in &first {
        say(line);
    }
    Ok(read.exit)
}

/// What is to be done before anybody asks: something stands against the goods or the site.
fn comes_first(told: &Explanation) -> Option<String> {
    let action = told.action.as_ref().filter(|action| ActionCode::ADVERSE.contains(&action.code))?;
    Some(format!("do not send it yet: {}. {}", words::action(action.code), prose(&action.sentence)))
}

fn to_folder(folder: &Path, letters: Letters, read: &BatchRead, asked: &Questions) -> io::Result<Exit> {
    let Letters { letters, left_out, .. } = letters;
    let form = asked.format.unwrap_or(Form::Md);
    let extension = if form == Form::Md { "md" } else { "txt" };
    let sites: u32 = letters.iter().map(|letter| letter.sites).sum();
    let unnamed: u32 = letters.iter().filter(|letter| letter.to.is_none()).map(|letter| letter.sites).sum();
    let files: Vec<(String, String)> = letters
        .into_iter()
        .map(|letter| (file_name(&letter, extension), drawn(letter.list, asked, form)))
        .collect();
    let many = words::counted;
    let count = u32::try_from(files.len()).unwrap_or(u32::MAX);
    if !files.is_empty() {
        write(folder, &files, read.is_whole())?;
    }
    if !asked.batch.quiet {
        let (letters, about) = (many(count, "letter", "letters"), many(sites, "site", "sites"));
        say(&format!("{letters} about {about}"));
        if unnamed > 0 {
            say(&format!(
                "{} in a letter to a body that is not named",
                many(unnamed, "site is", "sites are")
            ));
        }
        let left_out: Vec<String> = left_out
            .iter()
            .map(|(why, count)| format!("{} ({why})", many(*count, "site", "sites")))
            .collect();
        if !left_out.is_empty() {
            let left_out = left_out.join(", ");
            say(&format!("left out, for to ask the issuer is not what comes next there: {left_out}"));
        }
        if read.rejected > 0 {
            say("what was refused may be known of a site that is asked about");
        }
    }
    Ok(read.exit)
}

/// The list as it leaves: with so many questions of each report as were asked for.
fn drawn(mut list: QuestionList, asked: &Questions, otherwise: Form) -> String {
    for part in &mut list.parts {
        part.questions.truncate(asked.first.unwrap_or(usize::MAX));
    }
    match asked.format.unwrap_or(otherwise) {
        Form::Text => as_text(&list),
        Form::Md => as_markdown(&list),
    }
}

fn as_text(list: &QuestionList) -> String {
    // A letter is pasted elsewhere: no colours.
    let mut page = Page::for_stdout(false);
    page.put(0, &Text::new().and(Look::Strong, &list.title));
    for paragraph in &list.opening {
        page.gap();
        page.put(0, &Text::plain(paragraph));
    }
    for part in &list.parts {
        page.gap();
        part.about.iter().for_each(|about| page.put(0, &Text::new().and(Look::Strong, about)));
        for (number, question) in (1_u32..).zip(&part.questions) {
            page.item(0, &format!("{number:>2}."), &Text::plain(question));
        }
    }
    for paragraph in &list.closing {
        page.gap();
        page.put(0, &Text::plain(paragraph));
    }
    page.into_text()
}

fn as_markdown(list: &QuestionList) -> String {
    let text = markdown::text;
    let mut out = format!("# {}\n\n", text(&list.title));
    for paragraph in &list.opening {
        let _ = writeln!(out, "{}\n", text(paragraph));
    }
    for (at, part) in list.parts.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        match part.about.as_slice() {
            [] => {}
            [one] => {
                let _ = writeln!(out, "## {}\n", text(one));
            }
            many => {
                let _ = writeln!(out, "## About each of these {} reports\n", many.len());
                for about in many {
                    let _ = writeln!(out, "- {}", text(about));
                }
                out.push('\n');
            }
        }
        for (number, question) in (1_u32..).zip(&part.questions) {
            let _ = writeln!(out, "{number}. {}", text(question));
        }
    }
    for paragraph in &list.closing {
        let _ = writeln!(out, "\n{}", text(paragraph));
    }
    out
}
