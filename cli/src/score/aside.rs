//! A file that appears under its name when it is whole, and not before.
//!
//! It is written beside its place as `NAME.part`. Whoever looks for the name finds the last whole file or none. Where
//! the run is stopped, what is done stays under the other name.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

#[derive(Debug)]
pub(crate) struct Aside {
    path: PathBuf,
    part: PathBuf,
    to: BufWriter<File>,
}

impl Aside {
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let to = BufWriter::with_capacity(256 * 1024, File::create(&part)?);
        Ok(Aside { path: path.to_owned(), part, to })
    }

    /// Where it is until it is whole.
    pub(crate) fn part(&self) -> &Path {
        &self.part
    }

    /// Ends the file and gives it its name.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.to.flush()?;
        self.to.get_ref().sync_all()?;
        std::fs::rename(&self.part, &self.path)
    }
}

impl Write for Aside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
