//! What stands between a CSV file and its reader: quotes that are strict, rows as a spreadsheet counts them, and no row
//! without an end.
//!
//! The reader is lenient: a quote that never closes swallows the rows behind it. Here such a file is refused, with the row
//! on which the quote opened.

use std::cell::{Cell as Shared, RefCell};
use std::collections::VecDeque;
use std::io::{self, Read};
use std::rc::Rc;

use memchr::{memchr, memchr2_iter};

/// So much may be read for one row: a quote that does not end must not fill the memory.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// What is known of the rows that the reader was given.
#[derive(Debug)]
pub(crate) struct Rows {
    left: Shared<usize>,
    /// Rows that ended and were not asked for yet, and whether each is more than an end of a line.
    ended: RefCell<VecDeque<(u64, bool)>>,
}

impl Rows {
    /// The number of the next row that holds something, counted from 1; and how many rows before it hold nothing.
    pub(crate) fn next(&self) -> (Option<u64>, u64) {
        self.left.set(MOST_BYTES);
        let (mut ended, mut empty) = (self.ended.borrow_mut(), 0);
        while let Some((row, holds_something)) = ended.pop_front() {
            if holds_something {
                return (Some(row), empty);
            }
            empty += 1;
        }
        (None, empty)
    }
}

/// Where a byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    CellStart,
    Plain,
    Quoted,
    /// Behind a quote that closes its cell, or is the first of two.
    Closing,
}

/// A reader of CSV that refuses what the quotes do not bear.
#[derive(Debug)]
pub(crate) struct Quoting<R> {
    from: R,
    delimiter: u8,
    rows: Rc<Rows>,
    at: At,
    /// The row of the next byte.
    row: u64,
    /// Whether the row has a byte so far.
    is_begun: bool,
    is_behind_return: bool,
    /// The row on which the last quote opened.
    opened: u64,
    wrong: Option<String>,
}

impl<R: Read> Quoting<R> {
    pub(crate) fn new(from: R, delimiter: u8) -> (Self, Rc<Rows>) {
        let rows = Rc::new(Rows { left: Shared::new(MOST_BYTES), ended: RefCell::default() });
        let quoting = Quoting {
            from,
            delimiter,
            rows: Rc::clone(&rows),
            at: At::CellStart,
            row: 1,
            is_begun: false,
            is_behind_return: false,
            opened: 0,
            wrong: None,
        };
        (quoting, rows)
    }

    /// The end of a line outside of quotes.
    fn end_row(&mut self, byte: u8) {
        if byte == b'\n' && self.is_behind_return {
            self.is_behind_return = false;
            return;
        }
        self.is_behind_return = byte == b'\r';
        self.rows.ended.borrow_mut().push_back((self.row, self.is_begun));
        self.row += 1;
        self.is_begun = false;
        self.at = At::CellStart;
    }

    /// Looks at bytes; how many of them the quotes bear, which are all unless something is wrong.
    fn look(&mut self, bytes: &[u8]) -> usize {
        let is_outside = matches!(self.at, At::CellStart | At::Plain);
        if is_outside && memchr(b'"', bytes).is_none() {
            self.look_outside(bytes);
            return bytes.len();
        }
        for (index, byte) in bytes.iter().enumerate() {
            match (self.at, byte) {
                (At::Quoted, b'"') => self.at = At::Closing,
                (At::Quoted, _) => {}
                (At::Closing, b'"') => self.at = At::Quoted,
                (_, b'\r' | b'\n') => self.end_row(*byte),
                (_, byte) if *byte == self.delimiter => (self.at, self.is_begun) = (At::CellStart, true),
                (At::CellStart, b'"') => {
                    (self.at, self.is_begun, self.opened) = (At::Quoted, true, self.row);
                }
                (At::CellStart | At::Plain, _) => (self.at, self.is_begun) = (At::Plain, true),
                (At::Closing, _) => {
                    self.wrong = Some(format!(
                        "row {}: a quote opens a cell here, and text follows the quote that closes it: a quote that is meant \
                         is written twice",
                        self.opened
                    ));
                    return index;
                }
            }
            self.is_behind_return &= *byte == b'\r';
        }
        bytes.len()
    }

    /// The same where no quote is near.
    fn look_outside(&mut self, bytes: &[u8]) {
        let mut from = 0;
        for end in memchr2_iter(b'\r', b'\n', bytes) {
            if end > from {
                (self.is_begun, self.is_behind_return) = (true, false);
            }
            self.end_row(bytes.get(end).copied().unwrap_or(b'\n'));
            from = end + 1;
        }
        if let Some(last) = bytes.get(from..).and_then(<[u8]>::last) {
            (self.is_begun, self.is_behind_return) = (true, false);
            self.at = if *last == self.delimiter { At::CellStart } else { At::Plain };
        }
    }

    /// The end of the file.
    fn end(&mut self) {
        if self.at == At::Quoted {
            self.wrong = Some(format!(
                "row {}: a quote opens a cell here and never closes: the rows behind it would be read as one",
                self.opened
            ));
        } else if self.is_begun {
            self.rows.ended.borrow_mut().push_back((self.row, true));
            self.is_begun = false;
        }
    }
}

impl<R: Read> Read for Quoting<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if let Some(wrong) = &self.wrong {
            return Err(io::Error::new(io::ErrorKind::InvalidData, wrong.clone()));
        }
        let read = self.from.read(to)?;
        let left = self.rows.left.get().checked_sub(read);
        let opened = if self.at == At::Quoted { self.opened } else { self.row };
        let too_long =
            || io::Error::other(format!("row {opened} does not end within 32 MiB: is a quote missing?"));
        self.rows.left.set(left.ok_or_else(too_long)?);
        if read == 0 {
            self.end();
            return if self.wrong.is_some() { self.read(to) } else { Ok(0) };
        }
        match self.look(to.get(..read).unwrap_or_default()) {
            0 => self.read(to),
            borne => Ok(borne),
        }
    }
}
