//! `credence pack stale`: the sources of a pack that somebody should read again.

use audit_credence::stale::{Stale, stale as stale_on};

use crate::args::{Colour, Form, PackStale};
use crate::dossiers::day;
use crate::exit::Exit;
use crate::output::{Output, colour};
use crate::pack::suites::packs;
use crate::page::{Look, Page, Text};

pub(crate) fn stale(asked: &PackStale, colours: Colour, out: &mut Output) -> std::io::Result<Exit> {
    let mut exit = Exit::default();
    let packs = match packs(std::iter::once(&asked.pack), colours) {
        Ok(packs) => packs,
        Err(exit) => return Ok(exit),
    };
    let Some(pack) = packs.first() else { return Ok(exit) };
    let all = stale_on(&pack.pack, day(asked.as_of)?, asked.days);
    if !all.is_empty() {
        exit.and(Exit::BELOW);
    }
    match asked.format {
        Form::Text => out.write(&text(&all, &pack.pack.id().id, colour(colours, &std::io::stdout())))?,
        Form::Json => out.write(&format!("{}\n", serde_json::to_string_pretty(&all)?))?,
    }
    Ok(exit)
}

fn text(all: &[Stale], id: &str, colour: bool) -> String {
    let mut page = Page::for_stdout(colour);
    for one in all {
        let because: Vec<String> =
            one.because.iter().map(|reason| reason.to_string().replace('_', " ")).collect();
        page.put(0, &Text::plain(format!("{}: {}", one.source, because.join(", "))));
        page.put(2, &Text::plain(format!("read on {}; {}", one.read_on, depends(one))));
        if let Some(newer) = &one.newer {
            page.put(2, &Text::plain(format!("replaced by {newer}")));
        }
        if let Some(day) = one.review_by {
            page.put(2, &Text::plain(format!("to be read again by {day}")));
        }
    }
    let look = if all.is_empty() { Look::Good } else { Look::Bad };
    let count = if all.len() == 1 { "1 source".to_owned() } else { format!("{} sources", all.len()) };
    page.put(0, &Text::plain(format!("{id}: ")).and(look, format!("{count} to be read again")));
    page.into_text()
}

/// What leans on it, in words.
fn depends(one: &Stale) -> String {
    let mut parts = Vec::new();
    if !one.caps.is_empty() {
        parts.push(format!("caps {}", one.caps.join(", ")));
    }
    if one.demerits > 0 {
        parts.push(format!("criteria of up to {} demerits", one.demerits));
    }
    if one.other_rules > 0 {
        parts.push(format!("{} requirements and actions", one.other_rules));
    }
    if one.schemes > 0 {
        parts.push(format!("{} schemes of the registry", one.schemes));
    }
    if parts.is_empty() { "no rule leans on it by itself".to_owned() } else { parts.join("; ") }
}
