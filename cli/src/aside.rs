//! Where the files that a run writes come to stand: whole and under their own name, or not at all.
//!
//! A file is written beside its place under a name that nobody else has, and gets its own name when it is whole. Whoever
//! looks for that name finds the last whole file or none, also where two runs write at once. Where the run is stopped, or
//! its input was damaged, what is done stays under the other name, ended as its format has it. What is no plain file, such
//! as a device or a pipe, is written through; a link is followed, and a file that is replaced keeps its mode.

use std::fs::{File, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use audit_credence_tables::{Cell, Column, Packed, Packing, ParquetWriter};
use tempfile::TempPath;

use crate::output::say;

#[derive(Debug)]
pub(crate) struct Aside {
    place: Place,
    to: To,
}

#[derive(Debug)]
enum Place {
    Beside {
        path: PathBuf,
        part: TempPath,
        /// Those of the file that is replaced.
        permissions: Option<Permissions>,
    },
    /// No plain file: there is nothing to put in its place.
    Through(PathBuf),
}

#[derive(Debug)]
enum To {
    Text(Packed),
    Rows(Box<ParquetWriter>),
}

impl Aside {
    /// A file of text, packed as its name tells.
    pub(crate) fn text(path: &Path) -> io::Result<Self> {
        Aside::open(path, |file| Packed::new(file, Packing::by_name(path).0).map(To::Text))
    }

    /// A Parquet file of these columns.
    pub(crate) fn rows(path: &Path, columns: &[Column]) -> io::Result<Self> {
        Aside::open(path, |file| ParquetWriter::new(file, columns).map(Box::new).map(To::Rows))
    }

    fn open(path: &Path, to: impl FnOnce(File) -> io::Result<To>) -> io::Result<Self> {
        let there = std::fs::metadata(path).ok();
        if there.as_ref().is_some_and(std::fs::Metadata::is_dir) {
            return Err(io::Error::new(ErrorKind::IsADirectory, "this is a folder: name a file in it"));
        }
        if there.as_ref().is_some_and(|there| !there.is_file()) {
            let file = File::options().write(true).open(path)?;
            return Ok(Aside { place: Place::Through(path.to_owned()), to: to(file)? });
        }
        let path = resolved(path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let (prefix, folder) = (format!("{name}."), path.parent().unwrap_or(Path::new(".")));
        let mut part = tempfile::Builder::new();
        part.prefix(&prefix).suffix(".part");
        #[cfg(unix)]
        part.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let (file, part) = part.tempfile_in(folder)?.into_parts();
        let permissions = there.map(|there| there.permissions());
        Ok(Aside { place: Place::Beside { path, part, permissions }, to: to(file)? })
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.to {
            To::Text(to) => to.write_all(bytes),
            To::Rows(_) => Ok(()),
        }
    }

    pub(crate) fn row(&mut self, cells: Vec<Cell>) -> io::Result<()> {
        match &mut self.to {
            To::Text(_) => Ok(()),
            To::Rows(to) => to.row(cells),
        }
    }

    /// Hands over what was written so far, where somebody may read along: a file that is packed stays the same bytes
    /// whenever that is asked.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Text(to) if !to.is_packed() => to.flush(),
            To::Text(_) | To::Rows(_) => Ok(()),
        }
    }

    /// Gives the file its name where the run is whole; otherwise says where what was done stands.
    pub(crate) fn end(self, is_whole: bool, what: &str) -> io::Result<()> {
        if is_whole {
            return self.finish();
        }
        say(&format!("{what} is in {}", self.leave()?.display()));
        Ok(())
    }

    /// Ends the file and gives it its name.
    pub(crate) fn finish(self) -> io::Result<()> {
        let Aside { place, to } = self;
        let file = to.end()?;
        let Place::Beside { path, part, permissions } = place else { return Ok(()) };
        file.sync_all()?;
        if let Some(permissions) = permissions {
            file.set_permissions(permissions)?;
        }
        part.persist(&path).map_err(|failed| failed.error)
    }

    /// Ends the file where it is, and says where.
    fn leave(self) -> io::Result<PathBuf> {
        let Aside { place, to } = self;
        to.end()?;
        match place {
            Place::Beside { part, .. } => part.keep().map_err(|failed| failed.error),
            Place::Through(path) => Ok(path),
        }
    }
}

impl To {
    fn end(self) -> io::Result<File> {
        match self {
            To::Text(to) => to.finish(),
            To::Rows(to) => to.finish(),
        }
    }
}

/// The place that a path stands for, all links followed; the last part of it may not be there yet.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    match (path.canonicalize(), path.read_link()) {
        (Ok(there), _) => Ok(there),
        // Links that lead to each other lead nowhere.
        (Err(error), Ok(_)) if error.kind() != ErrorKind::NotFound => Err(error),
        (Err(_), Ok(to)) => resolved(&folder_of(path).join(to)),
        (Err(error), Err(_)) => {
            let name = path.file_name().ok_or(error)?;
            Ok(folder_of(path).canonicalize()?.join(name))
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Why a run cannot write these files, each with the option that names it: it reads one of them, or writes one twice.
/// Devices and pipes may be named as often as somebody likes. What `-` reads and what standard output goes to are files like
/// others, where the shell made them so.
pub(crate) fn not_apart<'p>(
    read: impl IntoIterator<Item = &'p Path>,
    written: impl IntoIterator<Item = (&'p str, Option<&'p Path>)>,
) -> Option<String> {
    let plain = |path: &Path| {
        let is_plain = std::fs::metadata(path).map_or(true, |there| there.is_file());
        resolved(path).ok().filter(|_| is_plain)
    };
    let standard = |path| if path == Path::new("-") { Path::new("/dev/stdin") } else { path };
    let mut taken: Vec<(PathBuf, &str)> =
        read.into_iter().map(standard).filter_map(plain).map(|path| (path, "is read")).collect();
    let out = ("standard output", Some(Path::new("/dev/stdout")));
    for (option, path) in std::iter::once(out).chain(written) {
        let Some((path, place)) = path.and_then(|path| Some((path, plain(path)?))) else { continue };
        if option != out.0
            && path.starts_with("/dev")
            && plain(Path::new("/dev/stdout")) == Some(place.clone())
        {
            continue;
        }
        if let Some((_, what)) = taken.iter().find(|(other, _)| *other == place) {
            return Some(format!(
                "{option} {}: this file {what} by the same run: name another",
                path.display()
            ));
        }
        taken.push((place, "is written"));
    }
    None
}
