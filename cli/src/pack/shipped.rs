//! `credence packs`: the packs that ship with this release.

use audit_credence::Pack;
use serde::Serialize;

use crate::args::{Colour, Form};
use crate::draw::no_pack;
use crate::exit::Exit;
use crate::output::{Output, colour};
use crate::pack_files::{Shadowing, find};
use crate::page::{Look, Page, Text};

#[derive(Serialize)]
struct Shipped {
    id: String,
    version: String,
    sha256: String,
    title: String,
}

/// Lists the packs that ship with this release.
pub(crate) fn shipped(form: Form, colours: Colour, out: &mut Output) -> std::io::Result<Exit> {
    let mut exit = Exit::default();
    let mut all = Vec::new();
    for (name, _) in Pack::SHIPPED {
        match find(name, Shadowing::Refused) {
            Ok(found) => {
                let id = found.pack.id();
                all.push(Shipped {
                    id: id.id.clone(),
                    version: id.version.clone(),
                    sha256: id.sha256.clone(),
                    title: found.pack.title().to_owned(),
                });
            }
            Err(why) => exit.and(no_pack(&why, colour(colours, &std::io::stderr()))),
        }
    }
    if form == Form::Json {
        out.write(&format!("{}\n", serde_json::to_string_pretty(&all)?))?;
        return Ok(exit);
    }
    let mut page = Page::for_stdout(colour(colours, &std::io::stdout()));
    for pack in &all {
        page.gap();
        page.put(0, &Text::new().and(Look::Strong, &pack.id).and(Look::Plain, format!(" {}", pack.version)));
        page.put(2, &Text::plain(&pack.title));
        page.put(2, &Text::new().and(Look::Faint, format!("sha256 {}", pack.sha256)));
    }
    out.write(&page.into_text())?;
    Ok(exit)
}
