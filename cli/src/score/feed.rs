//! The sources of a batch, read one after another and cut into chunks of documents.
//!
//! A chunk is what one look at the source gave, so that nothing that has come waits for what has not: a host that
//! writes one line into a pipe gets its answer before it writes the next.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use audit_credence_tables::{CsvRows, Mapping, Packing, ParquetRows, Row, unpacked};

use crate::args::InputForm;
use crate::input::{Body, Document, Each, NOTHING, Written, documents};
use crate::output::say;
use crate::score::order::Hand;

/// So much is read at once.
const BUFFER: usize = 128 * 1024;
/// A chunk of so many bytes is handed over although more has come.
const CHUNK: usize = 128 * 1024;

/// Documents of one source, in their order.
#[derive(Debug)]
pub(crate) struct Chunk {
    pub(crate) source: Arc<str>,
    text: Vec<u8>,
    documents: Vec<Placed>,
}

#[derive(Debug)]
struct Placed {
    line: u64,
    what: What,
}

#[derive(Debug)]
enum What {
    Json(Range<usize>),
    Toml(Range<usize>),
    Broken(&'static str, String),
    Unreadable(String),
}

/// What stands in a chunk.
#[derive(Debug)]
pub(crate) enum Entry<'a> {
    Document(Document<'a>),
    /// The source, or the rest of it, cannot be read.
    Unreadable(&'a str),
}

impl Chunk {
    fn new(source: &Arc<str>) -> Self {
        Chunk { source: Arc::clone(source), text: Vec::new(), documents: Vec::new() }
    }

    /// A chunk with as much room as this one: those of a batch are alike, and memory of one size is used again.
    fn another(&self) -> Self {
        let text = Vec::with_capacity(self.text.capacity());
        let documents = Vec::with_capacity(self.documents.capacity());
        Chunk { source: Arc::clone(&self.source), text, documents }
    }

    fn keep(&mut self, text: &[u8]) -> Range<usize> {
        let start = self.text.len();
        self.text.extend_from_slice(text);
        start..self.text.len()
    }

    fn put(&mut self, document: Document<'_>) {
        let what = match document.body {
            Body::Json(text) => What::Json(self.keep(text)),
            Body::Toml(text) => What::Toml(self.keep(text)),
            Body::Broken(code, message) => What::Broken(code, message),
        };
        self.documents.push(Placed { line: document.line, what });
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let text = |range: &Range<usize>| self.text.get(range.clone()).unwrap_or_default();
        self.documents.iter().map(move |placed| {
            let body = match &placed.what {
                What::Json(range) => Body::Json(text(range)),
                What::Toml(range) => Body::Toml(text(range)),
                What::Broken(code, message) => Body::Broken(code, message.clone()),
                What::Unreadable(message) => return Entry::Unreadable(message),
            };
            Entry::Document(Document { line: placed.line, body })
        })
    }
}

/// Where documents come from.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    path: PathBuf,
    name: Arc<str>,
}

impl Source {
    pub(crate) fn new(path: &Path) -> Self {
        let name =
            if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() };
        Source { path: path.to_owned(), name: name.into() }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it can be read twice.
    pub(crate) fn is_file(&self) -> bool {
        !self.is_stdin() && self.path.is_file()
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Reads its documents one by one, for whoever needs all of them at once.
    pub(crate) fn documents(&self, each: &mut Each<'_>) -> io::Result<()> {
        self.documents_as(None, &Mapping::default(), each)
    }

    /// The same of a source that is written as was said, with the columns of its tables mapped.
    pub(crate) fn documents_as(
        &self,
        input: Option<InputForm>,
        mapping: &Mapping,
        each: &mut Each<'_>,
    ) -> io::Result<()> {
        let (form, blank) = (input.or_else(|| self.form()), AtomicU64::new(0));
        if form == Some(InputForm::Parquet) {
            self.parquet(mapping, (&AtomicU64::new(0), &blank), each)?;
        } else {
            read(form, mapping, &mut BufReader::new(unpacked(self.open()?)?), &blank, each)?;
        }
        if let Some(told) = blank_rows(&blank) {
            say(&format!("{}: {told}", self.name));
        }
        Ok(())
    }

    fn open(&self) -> io::Result<Box<dyn Read>> {
        if self.is_stdin() { Ok(Box::new(io::stdin().lock())) } else { Ok(Box::new(File::open(&self.path)?)) }
    }

    /// Reads a Parquet file, which is read from its end: of its bytes as many count as read as of its rows.
    fn parquet(
        &self,
        mapping: &Mapping,
        (bytes, blank): (&AtomicU64, &AtomicU64),
        each: &mut Each<'_>,
    ) -> io::Result<()> {
        if self.is_stdin() {
            let message = "Parquet is read from a file: what is in it stands at its end";
            return Err(io::Error::other(message));
        }
        let rows = match ParquetRows::new(File::open(&self.path)?, mapping)? {
            Ok(rows) => rows,
            Err(wrong) => {
                no_table("columns", wrong.join("; "), each);
                return Ok(());
            }
        };
        let (length, count) = (u128::from(self.length().unwrap_or(0)), u128::from(rows.row_count()));
        let up_to = |row: u64| length.saturating_mul(row.into()).checked_div(count);
        let mut counted = 0;
        table(rows, blank, &mut |document| {
            let now = up_to(document.line).and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or(counted);
            bytes.fetch_add(now.saturating_sub(counted), Ordering::Relaxed);
            counted = now;
            each(document)
        })
    }

    fn is_stdin(&self) -> bool {
        self.path == Path::new("-")
    }

    /// How it is written, as far as its name tells; a Parquet file is known by its first bytes too.
    fn form(&self) -> Option<InputForm> {
        if self.is_stdin() {
            return None;
        }
        let (_, name) = Packing::by_name(&self.path);
        match name.extension().map(|extension| extension.to_string_lossy().to_lowercase()).as_deref() {
            Some("json") => Some(InputForm::Json),
            Some("toml") => Some(InputForm::Toml),
            Some("jsonl" | "ndjson") => Some(InputForm::Jsonl),
            Some("csv" | "tsv") => Some(InputForm::Csv),
            Some("parquet") => Some(InputForm::Parquet),
            _ => {
                let mut head = [0; 4];
                let read = File::open(&self.path).and_then(|mut file| file.read_exact(&mut head));
                (read.is_ok() && head == *b"PAR1").then_some(InputForm::Parquet)
            }
        }
    }

    /// How many bytes it has, where that is known before it is read.
    pub(crate) fn length(&self) -> Option<u64> {
        let known = std::fs::metadata(&self.path).ok().filter(std::fs::Metadata::is_file);
        known.filter(|_| !self.is_stdin()).map(|file| file.len())
    }
}

/// The sources that names and patterns stand for, those of a pattern in the order of their names.
pub(crate) fn sources(files: &[PathBuf]) -> Result<Vec<Source>, String> {
    let mut all = Vec::new();
    for file in files {
        let pattern = file.to_str().filter(|name| name.contains(['*', '?', '[']) && !file.exists());
        let Some(pattern) = pattern else {
            all.push(Source::new(file));
            continue;
        };
        let found = glob::glob(pattern).map_err(|error| format!("{pattern}: {}", error.msg))?;
        let found = found.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?;
        if found.is_empty() {
            return Err(format!("{pattern}: no file has such a name"));
        }
        all.extend(found.iter().filter(|path| path.is_file()).map(|path| Source::new(path)));
    }
    Ok(all)
}

/// How sources are read.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// Each line is a document, whatever the source looks like, and an empty line is refused like any other.
    pub(crate) each_line: bool,
    /// How all sources are written, where that was said.
    pub(crate) input: Option<InputForm>,
    /// Which column of a table is which key.
    pub(crate) mapping: Mapping,
    /// The bytes read so far, as they lie in the files.
    pub(crate) bytes: Arc<AtomicU64>,
    /// The rows of tables so far in which no cell says anything: they are skipped.
    pub(crate) blank: Arc<AtomicU64>,
}

impl Reading {
    /// Reads sources one after another until they end or nobody wants more.
    pub(crate) fn all(&self, sources: &[Source], hand: &Hand<Chunk>) {
        for source in sources {
            let gather = Gather { hand, chunk: RefCell::new(Chunk::new(&source.name)) };
            if let Err(error) = self.one(source, &gather) {
                let unreadable = What::Unreadable(error.to_string());
                gather.chunk.borrow_mut().documents.push(Placed { line: 0, what: unreadable });
            }
            if gather.hand_over().is_break() {
                return;
            }
        }
    }

    fn one(&self, source: &Source, gather: &Gather<'_>) -> io::Result<()> {
        let each: &mut Each<'_> = &mut |document| gather.put(document);
        let form = self.input.or_else(|| source.form()).filter(|_| !self.each_line);
        if form == Some(InputForm::Parquet) {
            return source.parquet(&self.mapping, (&self.bytes, &self.blank), each);
        }
        let from = unpacked(Counted { from: source.open()?, bytes: &self.bytes })?;
        let mut from = Watched { from, gather, buffer: vec![0; BUFFER], unread: 0..0 };
        if self.each_line {
            return documents(&mut from, Written::EachLine, each);
        }
        read(form, &self.mapping, &mut from, &self.blank, each)
    }
}

/// What is said of rows that were skipped.
pub(crate) fn blank_rows(blank: &AtomicU64) -> Option<String> {
    match blank.load(Ordering::Relaxed) {
        0 => None,
        1 => Some("1 blank row was skipped".to_owned()),
        many => Some(format!("{many} blank rows were skipped")),
    }
}

/// Reads what is written one document after another.
fn read(
    form: Option<InputForm>,
    mapping: &Mapping,
    from: &mut dyn BufRead,
    blank: &AtomicU64,
    each: &mut Each<'_>,
) -> io::Result<()> {
    let written = match form {
        Some(InputForm::Csv) => return csv(from, mapping, blank, each),
        Some(InputForm::Json) => Written::Json,
        Some(InputForm::Toml) => Written::Toml,
        Some(InputForm::Jsonl) => Written::Lines,
        Some(InputForm::Parquet) | None => Written::Unknown,
    };
    documents(from, written, each)
}

fn csv(from: &mut dyn BufRead, mapping: &Mapping, blank: &AtomicU64, each: &mut Each<'_>) -> io::Result<()> {
    match CsvRows::new(from, mapping)? {
        Ok(Some(rows)) => table(rows, blank, each)?,
        Ok(None) => no_table("empty", NOTHING.to_owned(), each),
        Err(wrong) => no_table("columns", wrong.join("; "), each),
    }
    Ok(())
}

/// Every row of a table, as far as it is wanted.
fn table(
    rows: impl Iterator<Item = io::Result<Row>>,
    blank: &AtomicU64,
    each: &mut Each<'_>,
) -> io::Result<()> {
    let mut is_empty = true;
    for row in rows {
        let Row { line, dossier } = row?;
        let body = match &dossier {
            Some(Ok(text)) => Body::Json(text.as_bytes()),
            Some(Err((code, message))) => Body::Broken(code, message.clone()),
            None => {
                blank.fetch_add(1, Ordering::Relaxed);
                continue;
            }
        };
        is_empty = false;
        if each(Document { line, body }).is_break() {
            break;
        }
    }
    if is_empty {
        no_table("empty", NOTHING.to_owned(), each);
    }
    Ok(())
}

fn no_table(code: &'static str, message: String, each: &mut Each<'_>) {
    // Nothing follows it, so whether more is wanted is no question.
    let _ = each(Document { line: 1, body: Body::Broken(code, message) });
}

/// What was read and is not yet handed over.
struct Gather<'h> {
    hand: &'h Hand<Chunk>,
    chunk: RefCell<Chunk>,
}

impl Gather<'_> {
    fn put(&self, document: Document<'_>) -> ControlFlow<()> {
        self.chunk.borrow_mut().put(document);
        if self.chunk.borrow().text.len() >= CHUNK { self.hand_over() } else { ControlFlow::Continue(()) }
    }

    fn hand_over(&self) -> ControlFlow<()> {
        let mut chunk = self.chunk.borrow_mut();
        if chunk.documents.is_empty() {
            return if self.hand.stop().is_asked() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            };
        }
        let another = chunk.another();
        self.hand.over(std::mem::replace(&mut *chunk, another))
    }
}

/// Counts what is read.
struct Counted<'c, R> {
    from: R,
    bytes: &'c AtomicU64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(to)?;
        self.bytes.fetch_add(u64::try_from(read).unwrap_or(0), Ordering::Relaxed);
        Ok(read)
    }
}

/// A reader that hands over what was gathered before it waits for more.
struct Watched<'w, R> {
    from: R,
    gather: &'w Gather<'w>,
    buffer: Vec<u8>,
    unread: Range<usize>,
}

impl<R: Read> BufRead for Watched<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.unread.is_empty() {
            // Where nobody wants more, nothing more has come.
            if self.gather.hand_over().is_break() {
                return Ok(&[]);
            }
            self.unread = 0..self.from.read(&mut self.buffer)?;
        }
        Ok(self.buffer.get(self.unread.clone()).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.unread.start = self.unread.end.min(self.unread.start.saturating_add(amount));
    }
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(to)?;
        self.consume(read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::sync::atomic::{AtomicU64, Ordering};

    use audit_credence_tables::{Cell, Column, Kind, Mapping, ParquetWriter};

    use super::Source;

    #[test]
    fn of_a_parquet_file_as_many_bytes_count_as_read_as_of_its_rows() {
        let path = std::env::temp_dir().join(format!("credence-feed-{}.parquet", std::process::id()));
        let column = Column { name: "ref".to_owned(), kind: Kind::Text };
        let mut writer = ParquetWriter::new(File::create(&path).unwrap(), &[column]).unwrap();
        for row in 0..4 {
            writer.row(vec![Cell::Text(Some(row.to_string()))]).unwrap();
        }
        writer.finish().unwrap();
        let source = Source::new(&path);
        let (bytes, mut seen) = (AtomicU64::new(0), Vec::new());
        let each = &mut |_: crate::input::Document<'_>| {
            seen.push(bytes.load(Ordering::Relaxed));
            std::ops::ControlFlow::Continue(())
        };
        source.parquet(&Mapping::default(), (&bytes, &AtomicU64::new(0)), each).unwrap();
        let length = source.length().unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(seen, [1, 2, 3, 4].map(|rows| length * rows / 4));
    }
}
