//! Finding packs: shipped ones by their id, others in files, with what they build on beside them.
//!
//! A file may not pass for a shipped pack: where its id is that of one, its text must be the same, or it is refused.
//! `pack check` and `pack test` let it through with a word of warning, so that shipped packs can be worked on.

use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use audit_credence::{Diagnostics, Pack, PackText, nearest};

use crate::input::whole_text;
use crate::output::say;

/// A pack that was found and linked.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) pack: Pack,
    /// What to call it in messages: its file, or its id.
    pub(crate) name: String,
    pub(crate) text: String,
    /// The folder of its file.
    pub(crate) folder: Option<PathBuf>,
}

/// Why there is no pack.
#[derive(Debug)]
pub(crate) enum NoPack {
    Io(PathBuf, io::Error),
    /// What is wrong with a text.
    Wrong {
        name: String,
        text: String,
        diagnostics: Diagnostics,
    },
    /// What is wrong with where packs stand.
    Misplaced(String),
}

/// Whether a file may have the id of a shipped pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shadowing {
    Refused,
    Warned,
}

/// The pack of that id or in that file.
pub(crate) fn find(file_or_id: &str, shadowing: Shadowing) -> Result<Found, NoPack> {
    if let Some(text) = shipped_text(file_or_id) {
        let (name, text) = (file_or_id.to_owned(), text.to_owned());
        return match Pack::shipped(file_or_id) {
            Ok(pack) => Ok(Found { pack, name, text, folder: None }),
            Err(diagnostics) => Err(NoPack::Wrong { name, text, diagnostics }),
        };
    }
    let path = Path::new(file_or_id);
    let looks_like_a_file = path.components().count() > 1 || path.extension().is_some();
    if !looks_like_a_file && !path.exists() {
        let ids = Pack::SHIPPED.map(|(id, _)| format!("`{id}`")).join(", ");
        let near = nearest(file_or_id, Pack::SHIPPED.iter().map(|(id, _)| *id));
        let meant = near.map(|id| format!("; did you mean `{id}`?")).unwrap_or_default();
        return Err(NoPack::Misplaced(format!(
            "`{file_or_id}` is neither a shipped pack nor a file; shipped are {ids}{meant}"
        )));
    }
    let read = read(path)?;
    not_shadowing(&read, shadowing)?;
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let pack = Beside { folder: &folder, below: Vec::new() }.link(&read)?;
    Ok(Found { pack, name: read.name, text: read.text, folder: Some(folder) })
}

/// The texts of all packs that a pack builds on, nearest first, by the name of their file or their id.
pub(crate) fn bases(found: &Found) -> Vec<(String, String)> {
    let ids = |text: &str| -> Vec<String> {
        PackText::parse(text).map_or(Vec::new(), |text| text.builds_on().map(str::to_owned).collect())
    };
    let mut open: VecDeque<String> = ids(&found.text).into();
    let mut known: Vec<String> = Vec::new();
    let mut all = Vec::new();
    while let Some(id) = open.pop_front() {
        if known.contains(&id) {
            continue;
        }
        let beside = || {
            let path = found.folder.as_ref()?.join(format!("{id}.toml"));
            Some((path.display().to_string(), whole_text(&path).ok()?))
        };
        let text = shipped_text(&id).map(|text| (id.clone(), text.to_owned())).or_else(beside);
        if let Some((name, text)) = text {
            open.extend(ids(&text));
            all.push((name, text));
        }
        known.push(id);
    }
    all
}

fn shipped_text(id: &str) -> Option<&'static str> {
    Pack::SHIPPED.iter().find(|(shipped, _)| *shipped == id).map(|(_, text)| *text)
}

struct ReadPack {
    name: String,
    text: String,
    parsed: PackText,
}

fn read(path: &Path) -> Result<ReadPack, NoPack> {
    let name = path.display().to_string();
    let text = whole_text(path).map_err(|error| match error.kind() {
        ErrorKind::InvalidData => NoPack::Misplaced(format!("{name}: {error}")),
        _ => NoPack::Io(path.to_path_buf(), error),
    })?;
    match PackText::parse(&text) {
        Ok(parsed) => Ok(ReadPack { name, text, parsed }),
        Err(diagnostics) => Err(NoPack::Wrong { name, text, diagnostics }),
    }
}

fn not_shadowing(read: &ReadPack, shadowing: Shadowing) -> Result<(), NoPack> {
    let id = read.parsed.id();
    if shipped_text(id).is_none_or(|shipped| shipped == read.text) {
        return Ok(());
    }
    let message = format!("{}: the id `{id}` is that of a shipped pack, and this is another", read.name);
    match shadowing {
        Shadowing::Refused => Err(NoPack::Misplaced(format!("{message}; give it an id of its own"))),
        Shadowing::Warned => {
            say(&format!("warning: {message}; `score` refuses it"));
            Ok(())
        }
    }
}

/// The folder in which bases are looked for, and the packs on the way to the present one.
struct Beside<'f> {
    folder: &'f Path,
    below: Vec<String>,
}

impl Beside<'_> {
    fn link(&mut self, read: &ReadPack) -> Result<Pack, NoPack> {
        let id = read.parsed.id().to_owned();
        if self.below.contains(&id) {
            let circle = self.below.join(", ");
            let line = read.text.lines().position(|line| line.starts_with("builds_on")).unwrap_or(0) + 1;
            return Err(NoPack::Misplaced(format!(
                "{}:{line}: error[cycle]: the packs {circle} build on each other in a circle",
                read.name
            )));
        }
        self.below.push(id);
        let mut bases = Vec::new();
        for base in read.parsed.builds_on() {
            bases.extend(self.base(base)?);
        }
        self.below.pop();
        read.parsed.clone().link(&bases).map_err(|diagnostics| NoPack::Wrong {
            name: read.name.clone(),
            text: read.text.clone(),
            diagnostics,
        })
    }

    /// A base by its id; nothing where there is none, which the library then reports where it is named.
    fn base(&mut self, id: &str) -> Result<Option<Pack>, NoPack> {
        let named = self.folder.join(format!("{id}.toml"));
        if let Some(shipped) = shipped_text(id) {
            // Which of two packs answered must never be a guess.
            if whole_text(&named).is_ok_and(|text| text != shipped) {
                say(&format!(
                    "warning: `{id}` is the shipped pack; {} is another and was not used",
                    named.display()
                ));
            }
            return match Pack::shipped(id) {
                Ok(pack) => Ok(Some(pack)),
                Err(diagnostics) => {
                    Err(NoPack::Wrong { name: id.to_owned(), text: shipped.to_owned(), diagnostics })
                }
            };
        }
        if named.is_file() {
            let read = read(&named)?;
            if read.parsed.id() == id {
                return self.link(&read).map(Some);
            }
        }
        let folder = if self.folder.as_os_str().is_empty() { Path::new(".") } else { self.folder };
        let entries = std::fs::read_dir(folder).map_err(|error| NoPack::Io(folder.to_path_buf(), error))?;
        let mut files: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .collect();
        files.sort();
        // Other files of the folder need not be packs.
        let mut of_id = files.iter().filter_map(|path| read(path).ok()).filter(|read| read.parsed.id() == id);
        let (first, second) = (of_id.next(), of_id.next());
        match (first, second) {
            (Some(one), Some(other)) => Err(NoPack::Misplaced(format!(
                "`{id}` is the id of two packs: {} and {}",
                one.name, other.name
            ))),
            (Some(one), None) => self.link(&one).map(Some),
            (None, _) => Ok(None),
        }
    }
}
