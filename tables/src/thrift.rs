//! Whether the descriptions in a Parquet file, which are Thrift, can be passed over in time.
//!
//! The crate `parquet` takes no byte for each yes or no of a list that it does not know, and none behind the end of a file: a
//! few bytes that say a list has two thousand million entries keep it busy for as long as somebody wishes. No description
//! of Parquet has such a list or ends behind the file, and a file with one is refused before the crate sees it.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};

use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, RowGroupMetaData};

/// How deep the crate itself goes.
const DEEPEST: usize = 64;
/// So much of a page's description is read at once; it may hold long texts, and then four times as much is.
const FIRST_BYTES: u64 = 1024;
/// No description is longer.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// What ends the passing over of a description.
#[derive(Debug, PartialEq, Eq)]
enum Stop {
    /// There are too few bytes, so far or at all.
    Short,
    /// A list or map of yes and no, or what no description is.
    Refused,
}

/// The bytes of a description that are left, and the third number of its outermost table, which is how long a page is.
struct Walk<'b> {
    left: &'b [u8],
    third: i64,
}

impl Walk<'_> {
    fn take(&mut self, length: usize) -> Result<u8, Stop> {
        let (taken, left) = self.left.split_at_checked(length).ok_or(Stop::Short)?;
        self.left = left;
        Ok(taken.first().copied().unwrap_or_default())
    }

    fn number(&mut self) -> Result<u64, Stop> {
        let (mut number, mut shift) = (0_u64, 0);
        loop {
            let byte = self.take(1)?;
            number |= u64::from(byte & 0x7f).checked_shl(shift).ok_or(Stop::Refused)?;
            if byte < 0x80 {
                return Ok(number);
            }
            shift += 7;
        }
    }

    fn length(&mut self) -> Result<usize, Stop> {
        usize::try_from(self.number()?).map_err(|_| Stop::Refused)
    }

    /// Passes over the fields of a table.
    fn table(&mut self, depth: usize) -> Result<(), Stop> {
        let mut id = 0;
        loop {
            let head = self.take(1)?;
            let kind = head & 0x0f;
            if kind == 0 {
                return Ok(());
            }
            id = match head >> 4 {
                // A number with its sign in the last bit.
                0 => i64::try_from(self.number()? >> 1).unwrap_or(i64::MAX),
                more => id + i64::from(more),
            };
            if depth == 0 && id == 3 && kind == 5 {
                let number = self.number()?;
                self.third = i64::try_from(number >> 1).unwrap_or(i64::MAX);
            } else {
                self.value(kind, depth + 1)?;
            }
        }
    }

    fn value(&mut self, kind: u8, depth: usize) -> Result<(), Stop> {
        if depth > DEEPEST {
            return Err(Stop::Refused);
        }
        match kind {
            1 | 2 => Ok(()),
            3 => self.take(1).map(drop),
            4..=6 => self.number().map(drop),
            7 => self.take(8).map(drop),
            8 => {
                let length = self.length()?;
                self.take(length).map(drop)
            }
            9 | 10 => {
                let head = self.take(1)?;
                let length = if head >> 4 == 15 { self.length()? } else { usize::from(head >> 4) };
                self.entries(length, &[head & 0x0f], depth)
            }
            11 => {
                let length = self.length()?;
                let kinds = if length == 0 { 0 } else { self.take(1)? };
                self.entries(length, &[kinds >> 4, kinds & 0x0f], depth)
            }
            12 => self.table(depth),
            13 => self.take(16).map(drop),
            _ => Err(Stop::Refused),
        }
    }

    /// Passes over the entries of a list or map, each of these kinds.
    fn entries(&mut self, length: usize, kinds: &[u8], depth: usize) -> Result<(), Stop> {
        if length > 0 && kinds.iter().any(|kind| *kind <= 2) {
            return Err(Stop::Refused);
        }
        (0..length).try_for_each(|_| kinds.iter().try_for_each(|kind| self.value(*kind, depth + 1)))
    }
}

fn refused() -> io::Error {
    io::Error::other("not a Parquet file that can be read")
}

/// Looks at the description at the end of a file. What is no Parquet file at all, its reader says.
pub(crate) fn check_footer(mut file: &File) -> io::Result<()> {
    let end = file.seek(SeekFrom::End(0))?;
    let Some(from) = end.checked_sub(8) else { return Ok(()) };
    let mut tail = [0; 8];
    file.seek(SeekFrom::Start(from))?;
    file.read_exact(&mut tail)?;
    let [a, b, c, d, ..] = tail;
    let Some(start) = from.checked_sub(u32::from_le_bytes([a, b, c, d]).into()) else { return Ok(()) };
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(start))?;
    file.take(from - start).read_to_end(&mut bytes)?;
    file.rewind()?;
    match (Walk { left: &bytes, third: 0 }).table(0) {
        Err(Stop::Refused) => Err(refused()),
        Ok(()) | Err(Stop::Short) => Ok(()),
    }
}

/// Looks at the description of every page.
pub(crate) fn check_pages(file: &File, of: &ParquetMetaData) -> io::Result<()> {
    of.row_groups()
        .iter()
        .flat_map(RowGroupMetaData::columns)
        .try_for_each(|column| check_column(file, column))
}

fn check_column(mut file: &File, column: &ColumnChunkMetaData) -> io::Result<()> {
    let first = column.dictionary_page_offset().into_iter().chain([column.data_page_offset()]).min();
    let place = |number: i64| u64::try_from(number).map_err(|_| refused());
    let mut at = place(first.unwrap_or_default())?;
    let file_end = file.metadata()?.len();
    let end = at.saturating_add(place(column.compressed_size())?).min(file_end);
    while at < end {
        let (mut bytes, mut most) = (Vec::new(), FIRST_BYTES);
        let (length, page) = loop {
            bytes.clear();
            file.seek(SeekFrom::Start(at))?;
            file.take(most).read_to_end(&mut bytes)?;
            let mut walk = Walk { left: &bytes, third: 0 };
            match walk.table(0) {
                Ok(()) => break (bytes.len() - walk.left.len(), walk.third),
                // Behind the end of the file the crate passes over what is not there, too.
                Err(Stop::Short) if most < (file_end - at).min(MOST_BYTES) => most *= 4,
                Err(_) => return Err(refused()),
            }
        };
        at = at.saturating_add(length as u64).saturating_add(place(page)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Stop, Walk};

    #[test]
    fn a_list_of_yes_and_no_is_refused_however_deep_and_all_else_is_passed_over() {
        for (bytes, expected) in [
            // Field 3, a whole number; field 4, a list of three bytes; the end.
            (&[0x35, 0x0e, 0x19, 0x33, 1, 2, 3, 0][..], Ok(7)),
            // A table in a table, and a map of bytes.
            (&[0x3c, 0x15, 0x02, 0x00, 0x1b, 1, 0x33, 1, 2, 0], Ok(0)),
            (&[0x3c, 0x19, 0xf1, 0xff, 0xff, 0xff, 0xff, 0x07], Err(Stop::Refused)),
            (&[0x3b, 0xff, 0xff, 0xff, 0xff, 0x07, 0x11], Err(Stop::Refused)),
            (&[0x39, 0x39, 0x33, 1, 2, 3], Err(Stop::Short)),
            (&[], Err(Stop::Short)),
            (&[0x39; 200], Err(Stop::Refused)),
        ] {
            let mut walk = Walk { left: bytes, third: 0 };
            assert_eq!(walk.table(0).map(|()| walk.third), expected, "{bytes:x?}");
        }
    }
}
