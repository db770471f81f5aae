//! `credence questions`: what to ask the auditor, as a letter that can be sent.

use std::fmt::Write as _;
use std::io;

use audit_credence::explain::QuestionList;

use crate::args::Colour;
use crate::args::questions::{Form, Questions};
use crate::dossiers;
use crate::exit::Exit;
use crate::markdown;
use crate::output::Output;
use crate::page::{Look, Page, Text};

pub(crate) fn questions(asked: &Questions, colours: Colour, out: &mut Output) -> io::Result<Exit> {
    let plan = match dossiers::plan(&asked.pack, false, colours) {
        Ok(plan) => plan,
        Err(exit) => return Ok(exit),
    };
    let scorer = plan.at(dossiers::day(asked.as_of)?);
    let mut letters = Vec::new();
    let read = dossiers::each(&asked.files, &mut |dossier| {
        let mut list = scorer.explain(&dossier)?.question_list();
        list.questions.truncate(asked.first.unwrap_or(usize::MAX));
        letters.push(match asked.format {
            Form::Text => as_text(&list),
            Form::Md => as_markdown(&list),
        });
        Ok(())
    });
    let between = if asked.format == Form::Md { "\n---\n\n" } else { "\n\n" };
    out.write(&letters.join(between))?;
    Ok(read.unwrap_or_else(|exit| exit))
}

fn as_text(list: &QuestionList) -> String {
    // A letter is pasted elsewhere: no colours.
    let mut page = Page::for_stdout(false);
    page.put(0, &Text::new().and(Look::Strong, &list.title));
    for paragraph in &list.opening {
        page.gap();
        page.put(0, &Text::plain(paragraph));
    }
    page.gap();
    for question in &list.questions {
        page.item(0, &format!("{:>2}.", question.number), &Text::plain(&question.ask));
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
    for question in &list.questions {
        let _ = writeln!(out, "{}. {}", question.number, text(&question.ask));
    }
    for paragraph in &list.closing {
        let _ = writeln!(out, "\n{}", text(paragraph));
    }
    out
}
