//! `credence pack vectors`: test vectors of packs as JSON.

use audit_credence::Plan;

use crate::args::{Colour, PackVectors};
use crate::draw::no_pack;
use crate::exit::Exit;
use crate::output::{Output, colour};
use crate::pack::written::put;
use crate::pack_files::{Shadowing, find};

/// Writes or prints the test vectors of packs.
pub(crate) fn vectors(asked: &PackVectors, colours: Colour, out: &mut Output) -> std::io::Result<Exit> {
    let mut exit = Exit::default();
    for name in &asked.packs {
        match find(name, Shadowing::Warned) {
            Ok(found) => {
                let text = Plan::new(&found.pack).vectors().to_json_pretty();
                match &asked.out {
                    Some(folder) => {
                        let file = format!("{}.json", found.pack.id().id);
                        put(folder, &file, &text, asked.check, &mut exit);
                    }
                    None => out.write(&text)?,
                }
            }
            Err(why) => exit.and(no_pack(&why, colour(colours, &std::io::stderr()))),
        }
    }
    Ok(exit)
}
