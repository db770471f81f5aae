//! CSV: a header and a row a dossier; and a row of an answer as a line.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use audit_credence::{acts, utf16};
use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder, Writer};

use crate::Row;
use crate::bind::{Bound, Given};
use crate::mapping::Mapping;
use crate::quoting::{Quoting, Rows};
use crate::row::Cell;

/// Within so many bytes the delimiter is looked for.
const LONGEST_HEADER: u64 = 1024 * 1024;

/// The rows of a CSV file. The delimiter is the one of `,`, `;` and the tabulator that its header has most of.
///
/// Quotes are strict: one that never closes, and text behind one that closes a cell, end the rows with an error that names
/// the row on which the quote opened.
#[derive(Debug)]
pub struct CsvRows<R> {
    rows: Reader<Quoting<io::Chain<io::Cursor<Vec<u8>>, R>>>,
    numbers: Rc<Rows>,
    bound: Bound,
    record: ByteRecord,
    /// Rows that hold nothing and were not given yet, and the number of the last row.
    empty: u64,
    last: u64,
    after: Option<io::Result<Row>>,
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
        if let Some(sentence) = utf16(&head) {
            return Ok(Err(vec![sentence.to_owned()]));
        }
        let delimiter = delimiter(&head);
        let from = io::Cursor::new(head).chain(from);
        let (quoting, numbers) = Quoting::new(from, delimiter);
        let mut rows = ReaderBuilder::new().delimiter(delimiter).from_reader(quoting);
        let header = rows.byte_headers().map_err(io::Error::other)?.clone();
        let names: Vec<_> = header.iter().map(String::from_utf8_lossy).collect();
        let names: Vec<&str> = names.iter().map(|name| name.trim_start_matches('\u{feff}').trim()).collect();
        if names.iter().all(|name| name.is_empty()) {
            return Ok(Ok(None));
        }
        let (last, empty) = (numbers.next().0.unwrap_or(1), 0);
        let bound = Bound::new(mapping, &names);
        Ok(bound.map(|bound| {
            Some(CsvRows { rows, numbers, bound, record: ByteRecord::new(), empty, last, after: None })
        }))
    }
}

impl<R: BufRead> Iterator for CsvRows<R> {
    type Item = io::Result<Row>;

    fn next(&mut self) -> Option<io::Result<Row>> {
        if self.empty == 0 {
            if let Some(after) = self.after.take() {
                self.last = after.as_ref().map_or(self.last, |row| row.line);
                return Some(after);
            }
            let read = self.rows.read_byte_record(&mut self.record);
            let (number, empty) = self.numbers.next();
            self.empty = empty;
            let line = number.unwrap_or(self.last + empty);
            let row = self.row(read, line);
            if empty == 0 {
                self.last = line;
                return row;
            }
            self.after = row;
        }
        self.empty -= 1;
        self.last += 1;
        Some(Ok(Row { line: self.last, dossier: None }))
    }
}

impl<R> CsvRows<R> {
    fn row(&self, read: csv::Result<bool>, line: u64) -> Option<io::Result<Row>> {
        let is_blank = || self.record.iter().all(|cell| cell.trim_ascii().is_empty());
        match read {
            Ok(false) => None,
            Ok(true) => Some(Ok(Row { line, dossier: (!is_blank()).then(|| self.dossier()) })),
            Err(error) => match error.kind() {
                ErrorKind::UnequalLengths { .. } if is_blank() => Some(Ok(Row { line, dossier: None })),
                ErrorKind::UnequalLengths { expected_len, len, .. } => {
                    let message = format!("expected {expected_len} cells as in the header, found {len}");
                    Some(Ok(Row { line, dossier: Some(Err(("syntax", message))) }))
                }
                ErrorKind::Io(_) => match error.into_kind() {
                    ErrorKind::Io(error) => Some(Err(error)),
                    _ => None,
                },
                _ => Some(Err(io::Error::other(error))),
            },
        }
    }

    fn dossier(&self) -> Result<String, (&'static str, String)> {
        let texts: Result<Vec<Given<'_>>, _> =
            self.record.iter().map(|cell| std::str::from_utf8(cell).map(Given::Text)).collect();
        let cells = texts.map_err(|_| ("not_utf8", "a cell is not UTF-8".to_owned()))?;
        self.bound.dossier(&cells).map_err(|message| ("syntax", message))
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

/// A row as a line of CSV, with its end; a cell of which there is nothing to say holds `null`, as it stands. Text is never a
/// formula to a spreadsheet, and no character of it acts.
pub fn csv_line(cells: &[Cell], null: &str) -> String {
    let mut out = Writer::from_writer(Vec::new());
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.as_deref().map(|text| harmless(text).into_owned()),
        Cell::Whole(number) => number.map(|number| number.to_string()),
        Cell::Day(day) => day.map(|day| day.to_string()),
        Cell::YesNo(is) => is.map(|is| is.to_string()),
        Cell::List(texts) => list(texts).map(|text| harmless(&text).into_owned()),
    };
    // Into memory, and every row is written alone: nothing can fail.
    let _ = out.write_record(cells.iter().map(|cell| text(cell).unwrap_or_else(|| null.to_owned())));
    let bytes = out.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Texts in one cell as a table that is read has them: between them a `;`, and as a JSON list where one of them holds such.
fn list(texts: &[String]) -> Option<String> {
    let is_plain = |text: &String| !text.contains(';') && !text.is_empty() && text.trim() == text;
    let plain =
        texts.iter().all(is_plain) && texts.first().is_some_and(|first| !first.starts_with(['[', '{']));
    if plain {
        return Some(texts.join(";"));
    }
    (!texts.is_empty()).then(|| serde_json::Value::from(texts).to_string())
}

/// Text behind an apostrophe where a spreadsheet would run it, with `\u` and four digits, as JSON has it, in place of
/// characters that act on a terminal or turn the direction of writing.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_run = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '|']);
    if !is_run && !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 1);
    out.push_str(if is_run { "'" } else { "" });
    for c in text.chars() {
        if acts(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
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
        assert_eq!(lines, [2, 3, 4, 5]);
        let of = |at: usize| all[at].dossier.as_ref().unwrap().as_ref();
        assert_eq!(of(0).unwrap(), r#"{"ref":"a","supplier":{"name":"two\nlines"}}"#);
        assert_eq!(of(1).unwrap_err().1, "expected 2 cells as in the header, found 1");
        assert_eq!(of(2).unwrap_err().0, "not_utf8");
        assert_eq!(of(3).unwrap(), r#"{"ref":"d","supplier":{"name":"x"}}"#);
        assert!(rows(b"").is_empty());
    }

    /// The numbers of the rows that hold something, and of those that do not.
    fn numbers(text: &[u8]) -> (Vec<u64>, Vec<u64>) {
        let (some, none): (Vec<Row>, Vec<Row>) =
            rows(text).into_iter().partition(|row| row.dossier.is_some());
        (some.iter().map(|row| row.line).collect(), none.iter().map(|row| row.line).collect())
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_does_and_blank_ones_are_told_apart() {
        assert_eq!(numbers(b"ref,supplier.name\n"), (vec![], vec![]));
        assert_eq!(numbers(b"ref,supplier.name\na,b\n,,\n\n  , \nc,\n"), (vec![2, 6], vec![3, 4, 5]));
        assert_eq!(numbers(b"\n\nref\r\n\r\n\"a\r\n\r\nb\"\r\n\r\nc"), (vec![5, 7], vec![4, 6]));
        assert_eq!(numbers(b"ref\ra\r\rb\r\n\r\n\n"), (vec![2, 4], vec![3, 5, 6]));
    }

    /// What the quotes are refused with.
    fn wrong(text: &str) -> Option<String> {
        let found = CsvRows::new(text.as_bytes(), &Mapping::default());
        let rows = match found {
            Ok(rows) => rows.unwrap()?,
            Err(error) => return Some(error.to_string()),
        };
        rows.into_iter().find_map(|row| row.err().map(|error| error.to_string()))
    }

    #[test]
    fn quotes_are_strict() {
        for (text, row) in [
            ("ref\n\"a\nb\n", 2),
            ("ref\nx\n\"a\"b\n", 3),
            ("ref,supplier.name\nr1,\"Foo 5\"\" Ltd\nr2,\"Bar\"\nr3,Baz\n", 2),
            ("ref\n\"a\" \n", 2),
            ("\"ref\nb", 1),
        ] {
            let wrong = wrong(text).unwrap_or_else(|| panic!("{text:?} is read"));
            assert!(wrong.starts_with(&format!("row {row}: a quote opens a cell here")), "{wrong}");
        }
        for text in [
            "ref\n\"a\"\"b\"\n",
            "ref\n\"\"\n",
            "ref\n5\" pipe\n",
            "\u{feff}\"ref\"\r\n\"a\"",
            "ref\n\"a,\r\n\nb\"\n",
        ] {
            assert_eq!(wrong(text), None, "{text:?}");
        }
    }

    proptest::proptest! {
        /// Whatever the bytes and however they come: the rows are those of the lenient reader, or the file is refused.
        #[test]
        fn nothing_is_swallowed(cells in "([ab\",\n\r]|\"[ab,\n]{0,3}\"){0,24}", pace in 1_usize..6) {
            let text = format!("ref,supplier.name\n{cells}");
            let slow = std::io::BufReader::with_capacity(pace, text.as_bytes());
            let strict = CsvRows::new(slow, &Mapping::default()).unwrap().unwrap().unwrap();
            let strict: Vec<_> = strict.collect();
            if let Some(Err(_)) = strict.last() {
                proptest::prop_assert!(text.contains('"'));
            } else {
                let held = strict.iter().flatten().filter(|row| row.dossier.is_some()).count();
                let mut lenient = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
                let is_blank = |row: &csv::StringRecord| row.iter().all(|cell| cell.trim().is_empty());
                let expected = lenient.records().map(Result::unwrap).filter(|row| !is_blank(row));
                proptest::prop_assert_eq!(held, expected.count());
            }
        }
    }

    proptest::proptest! {
        /// Whatever a dossier says: a spreadsheet runs nothing of it, nothing acts, and each cell is read as one cell.
        #[test]
        fn no_cell_that_leaves_is_run_or_acts(texts in proptest::collection::vec("[-=+@|\t\r\n\",;a\u{202e}\u{1b}]{0,6}|\\PC{0,6}", 1..5)) {
            let cells: Vec<Cell> = texts.iter().map(|text| Cell::Text(Some(text.clone()))).collect();
            let line = csv_line(&cells, "");
            proptest::prop_assert!(!line.trim_end_matches('\n').contains(audit_credence::acts), "{:?}", line);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            // One empty cell is an empty line to some.
            proptest::prop_assert!(rows.len() == 1 && rows[0].len() == texts.len(), "{:?}", line);
            proptest::prop_assert!(rows[0].iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '|'])), "{:?}", line);
        }
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
    fn what_a_spreadsheet_would_run_is_text_and_nothing_acts() {
        let line = |text: &str| csv_line(&[Cell::Text(Some(text.to_owned()))], "");
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "|cmd"] {
            assert_eq!(line(formula), format!("'{formula}\n"));
        }
        assert_eq!(line("a=1"), "a=1\n");
        assert_eq!(line("\t=1"), "'\\u0009=1\n");
        assert_eq!(line("a\u{202e}b\u{1b}[2Jc\u{e0041}"), "a\\u202eb\\u001b[2Jc\\udb40\\udc41\n");
        // What was JSON still is, and says the same.
        let json = serde_json::json!({ "name": "a\u{202e}b" }).to_string();
        let cell = line(&json).trim_end().trim_matches('"').replace("\"\"", "\"");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&cell).unwrap()["name"], "a\u{202e}b");
    }

    #[test]
    fn a_line_quotes_what_needs_it_and_says_what_is_empty() {
        let cells = |null| {
            let some = [Cell::Text(Some("a,\"b\"".into())), Cell::Whole(Some(-3)), Cell::YesNo(Some(false))];
            let none = [Cell::Text(None), Cell::Whole(None), Cell::Day(None), Cell::List(vec![])];
            csv_line(&[&some[..], &[Cell::Day("2026-03-12".parse().ok())], &none].concat(), null)
        };
        assert_eq!(cells(""), "\"a,\"\"b\"\"\",-3,false,2026-03-12,,,,\n");
        assert_eq!(cells("\\N"), "\"a,\"\"b\"\"\",-3,false,2026-03-12,\\N,\\N,\\N,\\N\n");
    }

    #[test]
    fn a_list_is_written_as_one_is_read() {
        let line =
            |texts: &[&str]| csv_line(&[Cell::List(texts.iter().map(|&text| text.to_owned()).collect())], "");
        assert_eq!(line(&["a", "b c"]), "a;b c\n");
        assert_eq!(line(&["a;b", "c"]), "\"[\"\"a;b\"\",\"\"c\"\"]\"\n");
        assert_eq!(line(&["[a"]), "\"[\"\"[a\"\"]\"\n");
        assert_eq!(line(&["=a", "b"]), "'=a;b\n");
    }
}
