//! CSV: a header and a row a dossier; and a row of an answer as a line.

use std::cell::Cell as Shared;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder, Writer};

use crate::Row;
use crate::bind::{Bound, Given};
use crate::mapping::Mapping;
use crate::row::Cell;

/// So much may be read for one row: a quote that does not end must not fill the memory.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// Within so many bytes the delimiter is looked for.
const LONGEST_HEADER: u64 = 1024 * 1024;

/// The rows of a CSV file. The delimiter is the one of `,`, `;` and the tabulator that its header has most of.
#[derive(Debug)]
pub struct CsvRows<R> {
    rows: Reader<Limited<io::Chain<io::Cursor<Vec<u8>>, R>>>,
    left: Rc<Shared<usize>>,
    bound: Bound,
    record: ByteRecord,
}

/// Ends a row that does not end itself.
#[derive(Debug)]
struct Limited<R> {
    from: R,
    left: Rc<Shared<usize>>,
}

impl<R: BufRead> CsvRows<R> {
    /// Reads the header and binds it. An empty source has none, and no rows.
    ///
    /// # Errors
    ///
    /// What reading gives; inside, a sentence for each column that cannot be bound.
    pub fn new(mut from: R, mapping: &Mapping) -> io::Result<Result<Option<Self>, Vec<String>>> {
        let mut head = Vec::new();
        (&mut from).take(LONGEST_HEADER).read_until(b'\n', &mut head)?;
        let delimiter = delimiter(&head);
        let from = io::Cursor::new(head).chain(from);
        let left = Rc::new(Shared::new(MOST_BYTES));
        let mut rows =
            ReaderBuilder::new().delimiter(delimiter).from_reader(Limited { from, left: Rc::clone(&left) });
        let header = rows.byte_headers().map_err(io::Error::other)?.clone();
        let names: Vec<_> = header.iter().map(String::from_utf8_lossy).collect();
        let names: Vec<&str> = names.iter().map(|name| name.trim_start_matches('\u{feff}').trim()).collect();
        if names.iter().all(|name| name.is_empty()) {
            return Ok(Ok(None));
        }
        let bound = Bound::new(mapping, &names);
        Ok(bound.map(|bound| Some(CsvRows { rows, left, bound, record: ByteRecord::new() })))
    }
}

impl<R: BufRead> Iterator for CsvRows<R> {
    type Item = io::Result<Row>;

    fn next(&mut self) -> Option<io::Result<Row>> {
        self.left.set(MOST_BYTES);
        let line = self.rows.position().line();
        match self.rows.read_byte_record(&mut self.record) {
            Ok(false) => None,
            Ok(true) => {
                let line = self.record.position().map_or(line, csv::Position::line);
                Some(Ok(Row { line, dossier: self.dossier() }))
            }
            Err(error) => match error.kind() {
                ErrorKind::UnequalLengths { pos, expected_len, len } => {
                    let line = pos.as_ref().map_or(line, csv::Position::line);
                    let message = format!("expected {expected_len} cells as in the header, found {len}");
                    Some(Ok(Row { line, dossier: Err(("syntax", message)) }))
                }
                _ => Some(Err(io::Error::other(error))),
            },
        }
    }
}

impl<R> CsvRows<R> {
    fn dossier(&self) -> Result<String, (&'static str, String)> {
        let texts: Result<Vec<Given<'_>>, _> =
            self.record.iter().map(|cell| std::str::from_utf8(cell).map(Given::Text)).collect();
        let cells = texts.map_err(|_| ("not_utf8", "a cell is not UTF-8".to_owned()))?;
        self.bound.dossier(&cells).map_err(|message| ("syntax", message))
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(to)?;
        let left = self.left.get().checked_sub(read);
        self.left.set(
            left.ok_or_else(|| io::Error::other("a row does not end within 32 MiB: is a quote missing?"))?,
        );
        Ok(read)
    }
}

/// What separates the cells of the first line.
fn delimiter(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in line {
        quoted ^= *byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += usize::from(!quoted && byte == delimiter);
        }
    }
    // Of equals the first.
    let best = counts.iter().rev().max_by_key(|(_, count)| *count);
    best.map_or(b',', |(delimiter, _)| *delimiter)
}

/// A row as a line of CSV, with its end.
pub fn csv_line(cells: &[Cell]) -> String {
    let mut out = Writer::from_writer(Vec::new());
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone().unwrap_or_default(),
        Cell::Whole(number) => number.map_or_else(String::new, |number| number.to_string()),
    };
    // Into memory, and every row is written alone: nothing can fail.
    let _ = out.write_record(cells.iter().map(text));
    let bytes = out.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{CsvRows, csv_line, delimiter};
    use crate::{Cell, Mapping, Row};

    fn rows(text: &[u8]) -> Vec<Row> {
        let rows = CsvRows::new(text, &Mapping::default()).unwrap().unwrap();
        rows.into_iter().flatten().map(Result::unwrap).collect()
    }

    #[test]
    fn rows_have_the_line_on_which_they_begin() {
        let all = rows(b"\xef\xbb\xbfref;supplier.name\na;\"two\nlines\"\nb\nc;\xff\nd;x\n");
        let lines: Vec<u64> = all.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 4, 5, 6]);
        assert_eq!(all[0].dossier.as_deref().unwrap(), r#"{"ref":"a","supplier":{"name":"two\nlines"}}"#);
        assert_eq!(all[1].dossier.as_ref().unwrap_err().1, "expected 2 cells as in the header, found 1");
        assert_eq!(all[2].dossier.as_ref().unwrap_err().0, "not_utf8");
        assert_eq!(all[3].dossier.as_deref().unwrap(), r#"{"ref":"d","supplier":{"name":"x"}}"#);
        assert!(rows(b"").is_empty());
    }

    #[test]
    fn a_quote_that_does_not_end_is_told_and_not_kept() {
        let text = format!("ref\n\"{}", "x\n".repeat(20 * 1024 * 1024));
        let mut rows = CsvRows::new(text.as_bytes(), &Mapping::default()).unwrap().unwrap().unwrap();
        assert!(rows.next().unwrap().unwrap_err().to_string().contains("is a quote missing?"));
    }

    #[test]
    fn the_header_tells_the_delimiter() {
        assert_eq!(delimiter(b"a,b;c,d\n;;;;"), b',');
        assert_eq!(delimiter(b"\"a,b,c\";d"), b';');
        assert_eq!(delimiter(b"a\tb"), b'\t');
        assert_eq!(delimiter(b"a"), b',');
    }

    #[test]
    fn a_line_quotes_what_needs_it() {
        let cells =
            [Cell::Text(Some("a,\"b\"".into())), Cell::Text(None), Cell::Whole(Some(3)), Cell::Whole(None)];
        assert_eq!(csv_line(&cells), "\"a,\"\"b\"\"\",,3,\n");
    }
}
