//! Facts kept beside the file that they come from, as `FILE.facts`, with the digest of that file.
//!
//! The form: `credwhat`, version (1), SHA-256 of the file, documents that were refused; then segment by segment the
//! number of its dossiers, the line of each, the length of what `FactColumns::to_bytes` made, and that; at last a 0. All
//! numbers are of 8 bytes, little-endian. What does not fit, to the file or to this release, is made again.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek as _, SeekFrom, Write};
use std::path::PathBuf;

use audit_credence::FactColumns;
use sha2::{Digest as _, Sha256};

use crate::score::Source;
use crate::whatif::{SEGMENT, Segment};

const MAGIC: &[u8; 8] = b"credwhat";
const VERSION: u64 = 1;
/// More than a segment can take: what claims it is damaged.
const MOST_BYTES: u64 = 1 << 30;
/// Where the number of refused documents stands.
const REFUSED_AT: u64 = 48;

fn place(source: &Source) -> PathBuf {
    let mut place = source.path().as_os_str().to_owned();
    place.push(".facts");
    place.into()
}

fn digest(source: &Source) -> io::Result<[u8; 32]> {
    let mut sha256 = Sha256::new();
    io::copy(&mut File::open(source.path())?, &mut sha256)?;
    Ok(sha256.finalize().into())
}

fn number(from: &mut impl Read) -> io::Result<u64> {
    let mut bytes = [0; 8];
    from.read_exact(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

/// Facts that were kept, of this very file.
pub(super) struct Kept {
    from: BufReader<File>,
    refused: u64,
}

impl Kept {
    /// What was kept of a file; nothing where that is of another content, of another release, or damaged.
    pub(super) fn of(source: &Source) -> Option<Self> {
        let mut from = BufReader::new(File::open(place(source)).ok()?);
        let (mut magic, mut sha256) = ([0; 8], [0; 32]);
        from.read_exact(&mut magic).ok()?;
        let version = number(&mut from).ok()?;
        from.read_exact(&mut sha256).ok()?;
        let refused = number(&mut from).ok()?;
        if magic != *MAGIC || version != VERSION || digest(source).ok()? != sha256 {
            return None;
        }
        // Read through before anything is counted: half of an answer is none.
        let begin = from.stream_position().ok()?;
        while segment(&mut from).ok()?.is_some() {}
        from.seek(SeekFrom::Start(begin)).ok()?;
        Some(Kept { from, refused })
    }

    /// Each segment in turn; how many documents were refused.
    pub(super) fn each(mut self, take: &mut dyn FnMut(&Segment) -> io::Result<()>) -> io::Result<u64> {
        while let Some(segment) = segment(&mut self.from)? {
            take(&segment)?;
        }
        Ok(self.refused)
    }
}

fn segment(from: &mut impl Read) -> io::Result<Option<Segment>> {
    let damaged = || io::Error::other("the facts beside the file are damaged");
    let count = usize::try_from(number(from)?).ok().filter(|count| *count <= SEGMENT).ok_or_else(damaged)?;
    if count == 0 {
        return Ok(None);
    }
    let lines = (0..count).map(|_| number(from)).collect::<io::Result<Vec<u64>>>()?;
    let length = number(from)?;
    let mut bytes = Vec::new();
    from.take(length.min(MOST_BYTES)).read_to_end(&mut bytes)?;
    let facts = FactColumns::from_bytes(&bytes).map_err(|_| damaged())?;
    if facts.len() == count { Ok(Some(Segment { facts, lines })) } else { Err(damaged()) }
}

/// Facts on their way beside the file.
pub(super) struct Keeping {
    to: BufWriter<File>,
    part: PathBuf,
    place: PathBuf,
}

impl Keeping {
    /// Begins to keep; nothing where the folder cannot be written.
    pub(super) fn begin(source: &Source) -> Option<Self> {
        let place = place(source);
        let mut part = place.clone().into_os_string();
        part.push(".part");
        let part = PathBuf::from(part);
        let sha256 = digest(source).ok()?;
        let mut to = BufWriter::new(File::create(&part).ok()?);
        to.write_all(MAGIC).ok()?;
        to.write_all(&VERSION.to_le_bytes()).ok()?;
        to.write_all(&sha256).ok()?;
        to.write_all(&0_u64.to_le_bytes()).ok()?;
        Some(Keeping { to, part, place })
    }

    pub(super) fn segment(&mut self, segment: &Segment) -> io::Result<()> {
        if segment.lines.is_empty() {
            return Ok(());
        }
        let mut put = |number: usize| self.to.write_all(&(number as u64).to_le_bytes());
        put(segment.lines.len())?;
        let bytes = segment.facts.to_bytes();
        for line in &segment.lines {
            self.to.write_all(&line.to_le_bytes())?;
        }
        self.to.write_all(&(bytes.len() as u64).to_le_bytes())?;
        self.to.write_all(&bytes)
    }

    pub(super) fn end(mut self, refused: u64) -> io::Result<()> {
        self.to.write_all(&0_u64.to_le_bytes())?;
        self.to.flush()?;
        let mut file = self.to.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(REFUSED_AT))?;
        file.write_all(&refused.to_le_bytes())?;
        file.sync_all()?;
        std::fs::rename(&self.part, &self.place)
    }
}
