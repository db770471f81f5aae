//! `credence words`, and `credence help words`: what the words of an answer mean.

use std::fmt::Write as _;
use std::io;

use audit_credence::explain::glossary;

use crate::exit::Exit;
use crate::output::Output;
use crate::page::{Look, Page, Text};

pub(crate) fn words(colour: bool, out: &mut Output) -> io::Result<Exit> {
    let mut page = Page::for_stdout(colour);
    for kind in glossary() {
        page.heading(kind.title);
        for (word, meaning) in kind.terms {
            let text = Text::new().and(Look::Strong, word).and(Look::Plain, format!(": {meaning}"));
            page.item(2, "-", &text);
        }
    }
    out.write(&page.into_text())?;
    Ok(Exit::default())
}

/// The same as the end of a help text.
pub(crate) fn help() -> String {
    let mut out = String::new();
    for kind in glossary() {
        let _ = writeln!(out, "{}", kind.title);
        for (word, meaning) in kind.terms {
            let _ = writeln!(out, "  {word}: {meaning}");
        }
        out.push('\n');
    }
    out.trim_end().to_owned()
}
