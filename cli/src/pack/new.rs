//! `credence pack new`: a pack of one's own to begin with, and one case that passes.

use std::path::Path;

use audit_credence::Plan;

use crate::args::{Colour, PackNew};
use crate::draw::no_pack;
use crate::exit::Exit;
use crate::output::{Output, colour, say};
use crate::pack_files::{Found, Shadowing, find};

/// Writes the pack, unless the file is there.
pub(crate) fn new(asked: &PackNew, colours: Colour, out: &mut Output) -> std::io::Result<Exit> {
    let base = match find(&asked.builds_on, Shadowing::Warned) {
        Ok(base) => base,
        Err(why) => return Ok(no_pack(&why, colour(colours, &std::io::stderr()))),
    };
    let Some(id) = id_of(&asked.file) else {
        let name = asked.file.display();
        say(&format!(
            "{name}: the file's name becomes the pack's id: lowercase letters, digits and `_`, a letter first"
        ));
        return Ok(Exit::USAGE);
    };
    if id == base.pack.id().id || base.pack.bases().any(|below| below == id) {
        say(&format!("`{id}` is the id of a pack that it would build on; give the file another name"));
        return Ok(Exit::USAGE);
    }
    let mut file = match std::fs::File::create_new(&asked.file) {
        Ok(file) => file,
        Err(error) => {
            say(&format!("{}: {error}; nothing was written", asked.file.display()));
            return Ok(Exit::IO);
        }
    };
    if let Err(error) = std::io::Write::write_all(&mut file, scaffold(&id, &asked.title, &base).as_bytes()) {
        say(&format!("{}: {error}", asked.file.display()));
        return Ok(Exit::IO);
    }
    let path = asked.file.display();
    out.write(&format!("{path}: a pack that builds on `{}`\n", base.pack.id().id))?;
    out.write(&format!("next: credence pack check {path} && credence pack test {path}\n"))?;
    Ok(Exit::default())
}

/// The pack's id, where the file's name is one.
fn id_of(file: &Path) -> Option<String> {
    let id = file.file_stem()?.to_str()?;
    let form = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let begins = id.starts_with(|c: char| c.is_ascii_lowercase());
    (file.extension()? == "toml" && begins && id.len() <= 64 && id.chars().all(form)).then(|| id.to_owned())
}

/// Text as a TOML string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn scaffold(id: &str, title: &str, base: &Found) -> String {
    let scale = &base.pack.id().scale;
    let best = scale.last().map_or("", String::as_str);
    let bands: Vec<String> =
        base.pack.bands().iter().map(|(grade, most)| format!("{} = {most}", quoted(grade))).collect();
    let plan = Plan::new(&base.pack);
    // The criterion whose bottom costs most is the one that a first change shows best.
    let cost = |id: &&str| plan.criterion(id).and_then(|view| view.demerits.first().copied()).unwrap_or(0);
    let example = plan.criteria().max_by_key(cost).unwrap_or("notice");
    let view = plan.criterion(example);
    let bottom = view.as_ref().and_then(|view| view.levels.first().copied()).unwrap_or_default();
    let label = view.as_ref().and_then(|view| view.labels.first().copied()).unwrap_or_default();
    let label = quoted(label);
    let demerits = view.as_ref().and_then(|view| view.demerits.first().copied()).unwrap_or(0);
    let cap = plan.caps().next().unwrap_or("a_cap");
    let about = plan.cap(cap);
    let why = quoted(about.as_ref().map_or("", |view| view.why));
    let sources = serde_json::Value::from(about.map(|view| view.sources).unwrap_or_default()).to_string();
    let worse = scale.first().map_or("", String::as_str);
    let (id, title, builds_on) = (quoted(id), quoted(title), quoted(&base.pack.id().id));
    let (best, worse, bands) = (quoted(best), quoted(worse), bands.join(", "));
    format!(
        r#"# A pack of our own: what differs from the pack below it, and cases that show it.
# `credence pack check` proves it, `credence pack test` runs its cases, `credence pack docs` explains it.

[pack]
id = {id}
format = 1
version = "0.1.0"
title = {title}
builds_on = [{builds_on}]

# What may be changed; take the # away and run the check. The present values stand here.
#
# Bands, under [pack]: at most so many demerits for each grade.
# bands = {{ {bands} }}
#
# What a criterion costs at a level:
# [change.criterion.{example}]
# demerits = {{ {bottom} = {demerits} }}
#
# What a page says was shown where it stands there:
# label = {{ {bottom} = {label} }}
#
# The grade of a cap, and why it bounds; a new reason needs sources of its own:
# [change.cap.{cap}]
# grade = {worse}
# why = {why}
# sources = {sources}
#
# Criteria, caps and standards of your own need sources; rules/README.md has a recipe for each.

[[case]]
name = "a report that leaves nothing to ask is as good as can be"
levels = {{}}
expect = {{ worst = {best}, best = {best}, caps = [] }}
"#
    )
}
