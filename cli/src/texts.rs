//! `credence texts`: what the rules of a pack say, once, for answers that leave it out.
//!
//! `score --detail decision` names criteria, caps and standards by their ids. This is the other half: titles, reasons,
//! questions, remedies and sources by those ids, with the digest by which the two belong together.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use audit_credence::assessment::PackId;
use audit_credence::{CapView, Plan};
use serde::Serialize;

use crate::args::Colour;
use crate::draw::no_pack;
use crate::exit::Exit;
use crate::output::{Output, colour};
use crate::pack_files::{Shadowing, find};

/// The format of the document.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Texts<'p> {
    format: u32,
    pack: &'p PackId,
    grades: BTreeMap<&'p str, GradeText<'p>>,
    criteria: BTreeMap<&'p str, CriterionText<'p>>,
    caps: BTreeMap<&'p str, CapText<'p>>,
    standards: BTreeMap<&'p str, StandardText<'p>>,
    sources: BTreeMap<&'p str, SourceText<'p>>,
}

#[derive(Serialize)]
struct GradeText<'p> {
    word: &'p str,
    meaning: &'p str,
}

#[derive(Serialize)]
struct CriterionText<'p> {
    title: &'p str,
    why: &'p str,
    domain: &'p str,
    /// Worst first.
    levels: Vec<&'p str>,
    /// What was shown where it stands at each of them.
    labels: Vec<&'p str>,
    answer_from: &'static str,
    ask: &'p str,
    remedy: Option<RemedyText<'p>>,
    no_remedy: Option<&'p str>,
    sources: Vec<&'p str>,
}

#[derive(Serialize)]
struct RemedyText<'p> {
    text: &'p str,
    /// From 1 to 5.
    effort: u32,
    /// The lowest level from which it helps.
    from: &'p str,
}

#[derive(Serialize)]
struct CapText<'p> {
    why: &'p str,
    when_silent: Option<&'p str>,
    criteria: Vec<&'p str>,
    sources: Vec<&'p str>,
}

#[derive(Serialize)]
struct StandardText<'p> {
    title: &'p str,
    why: &'p str,
    /// By criterion: the level that it requires.
    requires: BTreeMap<&'p str, &'p str>,
    sources: Vec<&'p str>,
}

#[derive(Serialize)]
struct SourceText<'p> {
    title: &'p str,
    publisher: &'p str,
    clause: Option<&'p str>,
    date: Option<&'p str>,
    url: &'p str,
    read_on: audit_credence::Date,
    status: &'static str,
    quote: Option<&'p str>,
}

pub(crate) fn texts(pack: &str, colours: Colour, out: &mut Output) -> io::Result<Exit> {
    let found = match find(pack, Shadowing::Refused) {
        Ok(found) => found,
        Err(why) => return Ok(no_pack(&why, colour(colours, &io::stderr()))),
    };
    let plan = Plan::new(&found.pack);
    out.write(&format!("{}\n", serde_json::to_string_pretty(&of(&plan))?))?;
    Ok(Exit::default())
}

fn of(plan: &Plan) -> Texts<'_> {
    let criterion = |id| {
        let view = plan.criterion(id)?;
        let remedy = view.remedy.map(|remedy| RemedyText {
            text: remedy.text,
            effort: remedy.effort,
            from: remedy.from,
        });
        let text = CriterionText {
            title: view.title,
            why: view.why,
            domain: view.domain,
            levels: view.levels,
            labels: view.labels,
            answer_from: view.answer_from.as_str(),
            ask: view.ask,
            remedy,
            no_remedy: view.no_remedy,
            sources: view.sources,
        };
        Some((id, text))
    };
    let cap = |id| {
        let view = plan.cap(id)?;
        let CapView { why, when_silent, criteria, sources, .. } = view;
        Some((id, CapText { why, when_silent, criteria, sources }))
    };
    let standard = |id| {
        let view = plan.standard(id)?;
        let requires = view.requires.into_iter().collect();
        Some((id, StandardText { title: view.title, why: view.why, requires, sources: view.sources }))
    };
    let criteria: BTreeMap<_, _> = plan.criteria().filter_map(criterion).collect();
    let caps: BTreeMap<_, _> = plan.caps().filter_map(cap).collect();
    let standards: BTreeMap<_, _> = plan.standards().filter_map(standard).collect();
    let cited: BTreeSet<&str> = criteria
        .values()
        .map(|text| &text.sources)
        .chain(caps.values().map(|text| &text.sources))
        .chain(standards.values().map(|text| &text.sources))
        .flatten()
        .copied()
        .collect();
    let source = |id| {
        let source = plan.source(id)?;
        let text = SourceText {
            title: &source.title,
            publisher: &source.publisher,
            clause: source.clause.as_deref(),
            date: source.date.as_deref(),
            url: &source.url,
            read_on: source.read_on,
            status: source.status.as_str(),
            quote: source.quote.as_deref(),
        };
        Some((id, text))
    };
    Texts {
        format: FORMAT,
        pack: plan.id(),
        grades: plan
            .grade_views()
            .map(|view| (view.name, GradeText { word: view.word, meaning: view.meaning }))
            .collect(),
        sources: cited.into_iter().filter_map(source).collect(),
        criteria,
        caps,
        standards,
    }
}
