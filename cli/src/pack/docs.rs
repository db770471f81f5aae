//! `credence pack docs`: the documentation of packs as Markdown, generated from the packs alone.
//!
//! `README.md` is the guide (`guide.md`) and the list of packs; a page for each pack (`page`) says what it asks, why, from
//! which sources, what its cases are, what is left out, and what is proved.

mod page;

use std::fmt::Write as _;

use audit_credence::{Pack, Plan};

use crate::args::{Colour, PackDocs};
use crate::draw::no_pack;
use crate::exit::Exit;
use crate::output::{Output, colour};
use crate::pack::docs::page::{inline, page};
use crate::pack::written::put;
use crate::pack_files::{Shadowing, find};

/// How to read and write a pack: the head of README.md.
const GUIDE: &str = include_str!("guide.md");

/// Writes or prints the pages of packs.
pub(crate) fn docs(asked: &PackDocs, colours: Colour, out: &mut Output) -> std::io::Result<Exit> {
    let mut exit = Exit::default();
    let mut packs = Vec::new();
    for name in &asked.packs {
        match find(name, Shadowing::Warned) {
            Ok(found) => packs.push(found.pack),
            Err(why) => exit.and(no_pack(&why, colour(colours, &std::io::stderr()))),
        }
    }
    packs.sort_by(|one, other| one.id().id.cmp(&other.id().id));
    packs.dedup_by(|one, other| one.id() == other.id());
    let Some(folder) = &asked.out else {
        for pack in &packs {
            out.write(&page(pack, &Plan::new(pack).prove()))?;
        }
        return Ok(exit);
    };
    if packs.len() < asked.packs.len() {
        // A list of packs from which one is missing would be wrong.
        return Ok(exit);
    }
    for pack in &packs {
        let text = page(pack, &Plan::new(pack).prove());
        put(folder, &format!("docs/{}.md", pack.id().id), &text, asked.check, &mut exit);
    }
    put(folder, "README.md", &readme(&packs), asked.check, &mut exit);
    Ok(exit)
}

fn readme(packs: &[Pack]) -> String {
    let mut out = String::from(
        "<!-- Written by `credence pack docs`: change the packs or the guide, not this. -->\n\n",
    );
    out.push_str(GUIDE);
    out.push_str("\n## The packs of this folder\n\n");
    out.push_str("| pack | version | holds | criteria | caps | standards | cases |\n| --- | --- | --- | --- | --- | --- | --- |\n");
    for pack in packs {
        let id = pack.id();
        let count = |what: &str| {
            let counts = pack.counts();
            counts.iter().find(|(name, _)| *name == what).map_or(0, |(_, count)| *count)
        };
        let _ = writeln!(
            out,
            "| [`{0}`](docs/{0}.md) | {1} | {2} | {3} | {4} | {5} | {6} |",
            id.id,
            id.version,
            inline(pack.title()),
            count("criteria"),
            count("caps"),
            count("standards"),
            pack.cases().len()
        );
    }
    out.push_str("\nCriteria, caps and standards are counted with those of the packs built on; cases are a pack's own.\n");
    out
}
