//! A file that appears under its name when it is whole, and not before.
//!
//! It is written beside its place as `NAME.part`. Whoever looks for the name finds the last whole file or none. Where
//! the run is stopped, what is done stays under the other name, ended as its format has it.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use audit_credence_tables::{Cell, Column, Packed, Packing, ParquetWriter};

#[derive(Debug)]
pub(crate) struct Aside {
    path: PathBuf,
    part: PathBuf,
    to: To,
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
    pub(crate) fn rows(path: &Path, columns: Vec<Column>) -> io::Result<Self> {
        Aside::open(path, |file| ParquetWriter::new(file, columns).map(Box::new).map(To::Rows))
    }

    fn open(path: &Path, to: impl FnOnce(File) -> io::Result<To>) -> io::Result<Self> {
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        Ok(Aside { path: path.to_owned(), to: to(File::create(&part)?)?, part })
    }

    pub(crate) fn write(&mut self, text: &str) -> io::Result<()> {
        match &mut self.to {
            To::Text(to) => to.write_all(text.as_bytes()),
            To::Rows(_) => Ok(()),
        }
    }

    pub(crate) fn row(&mut self, cells: Vec<Cell>) -> io::Result<()> {
        match &mut self.to {
            To::Text(_) => Ok(()),
            To::Rows(to) => to.row(cells),
        }
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Text(to) => to.flush(),
            To::Rows(_) => Ok(()),
        }
    }

    /// Ends the file and gives it its name.
    pub(crate) fn finish(self) -> io::Result<()> {
        self.to.end()?.sync_all()?;
        std::fs::rename(&self.part, &self.path)
    }

    /// Ends the file where it is, and says where.
    pub(crate) fn leave(self) -> io::Result<PathBuf> {
        self.to.end()?;
        Ok(self.part)
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
