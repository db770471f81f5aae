//! Facts kept beside the file that they come from, as `FILE.facts`, with the digest of that file.
//!
//! The form, all numbers little-endian: `credwhat`, version (2, 8 bytes), the layout of the facts (32), SHA-256 of the
//! file (32). Then dossier by dossier the length of what follows (4), the line (8), the length of the `ref` and one (4; 0
//! where there is none), the `ref`, and the facts. At last a length of 0, the number of documents that were refused (8),
//! and the SHA-256 of everything before (32). What does not fit, to the file or to this release, is made again.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use audit_credence::Facts;
use sha2::{Digest as _, Sha256};

use crate::aside::Aside;
use crate::output::say;
use crate::score::Source;

const MAGIC: &[u8; 8] = b"credwhat";
const VERSION: u64 = 2;
const DIGEST: usize = 32;

/// The facts of one dossier, and where it stands.
#[derive(Debug)]
pub(super) struct KeptFacts {
    pub(super) line: u64,
    pub(super) key: Option<String>,
    pub(super) facts: Facts,
}

fn place(source: &Source) -> PathBuf {
    let mut place = source.path().as_os_str().to_owned();
    place.push(".facts");
    place.into()
}

/// Whether facts may stand at a place: nothing does, or facts that were kept before. Anything else is somebody's.
fn is_free(place: &Path) -> bool {
    match place.symlink_metadata() {
        Err(error) => error.kind() == io::ErrorKind::NotFound,
        Ok(there) if there.is_file() => {
            let mut begin = [0; MAGIC.len()];
            let read = File::open(place).and_then(|mut file| file.read_exact(&mut begin));
            read.is_ok() && begin == *MAGIC
        }
        Ok(_) => false,
    }
}

/// The SHA-256 of the next bytes of a reader.
fn digest(from: impl Read) -> io::Result<[u8; DIGEST]> {
    let mut sha256 = Sha256::new();
    io::copy(&mut BufReader::with_capacity(1 << 18, from), &mut sha256)?;
    Ok(sha256.finalize().into())
}

/// What a kept file of a source begins with.
fn head(source: &Source) -> io::Result<Vec<u8>> {
    let of_source = digest(File::open(source.path())?)?;
    Ok([&MAGIC[..], &VERSION.to_le_bytes(), &Facts::layout(), &of_source].concat())
}

fn array<const N: usize>(from: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Facts that were kept, of this very file.
pub(super) struct Kept(BufReader<File>);

impl Kept {
    /// What was kept of a file; nothing where that is of another content, of another release, or damaged.
    pub(super) fn of(source: &Source) -> Option<Self> {
        let mut file = File::open(Some(place(source)).filter(|place| is_free(place))?).ok()?;
        let length = file.metadata().ok()?.len().checked_sub(DIGEST as u64)?;
        let of_all = digest((&mut file).take(length)).ok()?;
        if array(&mut file).ok()? != of_all {
            return None;
        }
        file.rewind().ok()?;
        let head = head(source).ok()?;
        let mut found = Vec::new();
        (&mut file).take(head.len() as u64).read_to_end(&mut found).ok()?;
        file.seek(SeekFrom::Start(head.len() as u64)).ok()?;
        (found == head).then(|| Kept(BufReader::with_capacity(1 << 18, file)))
    }

    /// The facts of each dossier in turn; how many documents were refused.
    pub(super) fn each(mut self, take: &mut dyn FnMut(&KeptFacts) -> io::Result<()>) -> io::Result<u64> {
        let mut bytes = Vec::new();
        loop {
            let length = u32::from_le_bytes(array(&mut self.0)?);
            if length == 0 {
                return array(&mut self.0).map(u64::from_le_bytes);
            }
            bytes.resize(length as usize, 0);
            self.0.read_exact(&mut bytes)?;
            let one = one(&bytes).ok_or_else(|| io::Error::other("the facts beside the file are damaged"))?;
            take(&one)?;
        }
    }
}

fn one(mut bytes: &[u8]) -> Option<KeptFacts> {
    let from = &mut bytes;
    let line = u64::from_le_bytes(array(from).ok()?);
    let key = match u32::from_le_bytes(array(from).ok()?).checked_sub(1) {
        None => None,
        Some(length) => {
            let (key, rest) = from.split_at_checked(length as usize)?;
            *from = rest;
            Some(std::str::from_utf8(key).ok()?.to_owned())
        }
    };
    let facts = Facts::read(from)?;
    from.is_empty().then_some(KeptFacts { line, key, facts })
}

/// Facts on their way beside the file.
pub(super) struct Keeping {
    to: Aside,
    so_far: Sha256,
    bytes: Vec<u8>,
}

impl Keeping {
    /// Begins to keep; nothing where the folder cannot be written, or where something else has the name.
    pub(super) fn begin(source: &Source) -> Option<Self> {
        let place = place(source);
        if !is_free(&place) {
            say(&format!("{}: these are no facts that were kept: none are kept", place.display()));
            return None;
        }
        let to = Aside::text(&place).ok()?;
        let mut keeping = Keeping { to, so_far: Sha256::new(), bytes: head(source).ok()? };
        keeping.flush().ok()?;
        Some(keeping)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.so_far.update(&self.bytes);
        self.to.write(&self.bytes)?;
        self.bytes.clear();
        Ok(())
    }

    pub(super) fn keep(&mut self, one: &KeptFacts) -> io::Result<()> {
        let length = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        self.bytes.extend([0; 4]);
        self.bytes.extend(one.line.to_le_bytes());
        let key = one.key.as_deref();
        self.bytes.extend(key.map_or(0, |key| length(key.len()).saturating_add(1)).to_le_bytes());
        self.bytes.extend(key.unwrap_or_default().as_bytes());
        one.facts.write(&mut self.bytes);
        let whole = length(self.bytes.len() - 4);
        self.bytes[..4].copy_from_slice(&whole.to_le_bytes());
        self.flush()
    }

    pub(super) fn end(mut self, refused: u64) -> io::Result<()> {
        self.bytes.extend([0; 4]);
        self.bytes.extend(refused.to_le_bytes());
        self.flush()?;
        self.to.write(&self.so_far.finalize())?;
        self.to.finish()
    }
}
