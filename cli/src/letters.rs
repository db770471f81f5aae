//! The letters of a batch in a folder: one file for each auditing body.
//!
//! The folder comes to stand whole or not at all, and it is a new one or empty: a letter of an earlier run might be sent by
//! mistake, about a site at which nobody is to ask any more. The name of a file depends on the name of its body alone.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use audit_credence::explain::Letter;
use sha2::{Digest as _, Sha256};

use crate::output::say;

/// So many characters of a body's name stand in the name of its file.
const LENGTH: usize = 60;
/// Names that some file systems keep for devices.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

/// The place of the folder, where letters can be written there; otherwise why not.
pub(crate) fn place(folder: &Path) -> Result<PathBuf, String> {
    let wrong = |why: &str| Err(format!("{}: {why}", folder.display()));
    if folder.extension().is_some_and(|extension| ["md", "txt", "text"].iter().any(|one| extension == *one)) {
        return wrong("letters are written to a folder, one for each auditing body: name a folder");
    }
    let failed = |error: io::Error| format!("{}: {error}", folder.display());
    if !folder.exists() {
        let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new(".")).canonicalize().map_err(failed)?;
        return Ok(parent.join(folder.file_name().unwrap_or_default()));
    }
    if !folder.is_dir() {
        return wrong("letters are written to a folder, and this is none");
    }
    if fs::read_dir(folder).map_err(failed)?.next().is_some() {
        return wrong(
            "there is something in this folder, such as letters of an earlier run: name a new or empty one",
        );
    }
    folder.canonicalize().map_err(failed)
}

/// Writes the letters, each a name and its text, beside the place, and gives the folder its name where the run is whole.
pub(crate) fn write(place: &Path, letters: &[(String, String)], is_whole: bool) -> io::Result<()> {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let mut part = tempfile::Builder::new();
    let prefix = format!("{name}.");
    part.prefix(&prefix).suffix(".part");
    #[cfg(unix)]
    part.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    let part = part.tempdir_in(place.parent().unwrap_or(Path::new(".")))?;
    for (name, text) in letters {
        let mut file = File::options().write(true).create_new(true).open(part.path().join(name))?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
    }
    if !is_whole {
        say(&format!("what can be said of what was read is in {}", part.keep().display()));
        return Ok(());
    }
    // An empty folder gives way; one that is not empty any more refuses to.
    if place.exists() {
        fs::remove_dir(place)?;
    }
    fs::rename(part.path(), place)?;
    // It is gone from where it would be removed.
    let _ = part.keep();
    Ok(())
}

/// The name of a letter's file: that of its body, and where that is not all of it, what tells it from every other.
pub(crate) fn file_name(letter: &Letter, extension: &str) -> String {
    // No other name has two hyphens and what is no digest.
    let Some(to) = &letter.to else { return format!("auditing-body--not-named.{extension}") };
    let small = to.to_lowercase();
    let words = small.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut plain = words.collect::<Vec<_>>().join("-");
    let is_device = DEVICES.contains(&plain.as_str())
        || (plain.len() == 4 && (plain.starts_with("com") || plain.starts_with("lpt")));
    let is_all = small.split_whitespace().collect::<Vec<_>>().join("-") == plain && plain.len() <= LENGTH;
    if is_all && !small.contains('-') && !is_device {
        return format!("{plain}.{extension}");
    }
    plain.truncate(LENGTH);
    let plain = if plain.is_empty() { "auditing-body" } else { plain.trim_end_matches('-') };
    let digest = Sha256::digest(small.as_bytes());
    let digest = digest.iter().take(6).fold(0_u64, |all, byte| (all << 8) | u64::from(*byte));
    format!("{plain}--{digest:012x}.{extension}")
}
