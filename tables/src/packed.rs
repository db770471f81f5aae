//! gzip and zstd: told by the first bytes when reading, by the name when writing.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use zstd::stream::{read::Decoder, write::Encoder};

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Not at all.
    Plain,
    /// With gzip, `.gz`.
    Gzip,
    /// With zstd, `.zst`.
    Zstd,
}

impl Packing {
    /// What the name of a file tells, and the name without it.
    pub fn by_name(path: &Path) -> (Self, PathBuf) {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        match extension.as_deref() {
            Some("gz") => (Packing::Gzip, path.with_extension("")),
            Some("zst") => (Packing::Zstd, path.with_extension("")),
            _ => (Packing::Plain, path.to_owned()),
        }
    }
}

/// What a packed source holds; a plain one as it is. A packed one that ends too early is an error.
///
/// # Errors
///
/// What reading the first bytes gives.
pub fn unpacked<'r>(mut from: impl Read + 'r) -> io::Result<Box<dyn Read + 'r>> {
    let mut head = Vec::new();
    (&mut from).take(4).read_to_end(&mut head)?;
    let packing = match head.as_slice() {
        [0x1f, 0x8b, ..] => Packing::Gzip,
        // A frame, or one that is to be skipped.
        [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => Packing::Zstd,
        _ => Packing::Plain,
    };
    let whole = io::Cursor::new(head).chain(from);
    Ok(match packing {
        Packing::Plain => Box::new(whole),
        Packing::Gzip => Box::new(MultiGzDecoder::new(whole)),
        Packing::Zstd => Box::new(Decoder::new(whole)?),
    })
}

/// A file that is packed as it is written.
pub struct Packed(To);

enum To {
    Plain(BufWriter<File>),
    Gzip(GzEncoder<BufWriter<File>>),
    Zstd(Encoder<'static, BufWriter<File>>),
}

impl std::fmt::Debug for Packed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Packed")
    }
}

impl Packed {
    /// Packs what is written.
    ///
    /// # Errors
    ///
    /// What zstd gives when it cannot have the memory.
    pub fn new(to: File, packing: Packing) -> io::Result<Self> {
        let to = BufWriter::with_capacity(256 * 1024, to);
        Ok(Packed(match packing {
            Packing::Plain => To::Plain(to),
            Packing::Gzip => To::Gzip(GzEncoder::new(to, flate2::Compression::fast())),
            Packing::Zstd => To::Zstd(Encoder::new(to, 0)?),
        }))
    }

    /// Whether it packs: where packed bytes are cut decides which they are.
    pub fn is_packed(&self) -> bool {
        !matches!(self.0, To::Plain(_))
    }

    /// Ends what is packed; gives back the file.
    ///
    /// # Errors
    ///
    /// What writing gives.
    pub fn finish(self) -> io::Result<File> {
        let to = match self.0 {
            To::Plain(to) => to,
            To::Gzip(to) => to.finish()?,
            To::Zstd(to) => to.finish()?,
        };
        to.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

impl Write for Packed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            To::Plain(to) => to.write(bytes),
            To::Gzip(to) => to.write(bytes),
            To::Zstd(to) => to.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            To::Plain(to) => to.flush(),
            To::Gzip(to) => to.flush(),
            To::Zstd(to) => to.flush(),
        }
    }
}
