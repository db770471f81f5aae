//! From bytes to documents, one at a time: JSON Lines, a JSON list, a single JSON or TOML document.
//!
//! Nothing unbounded is ever held: of a document that exceeds the library's limit only so many bytes are kept that the
//! library refuses it for its size; the rest of it is read past, and what follows it is read as usual. What is inside a
//! document is the library's business; here is only where one ends and the next begins.

use std::fs::File;
use std::io::{self, BufRead, Read as _};
use std::ops::ControlFlow;
use std::path::Path;

use audit_credence::limits::MAX_DOCUMENT_BYTES;

/// Said of whatever holds no dossier: a file without a byte, a list of none, a table of a header alone.
pub(crate) const NOTHING: &str = "there is no dossier in it";

/// So many bytes of a document are kept: one more than is allowed, so that the library sees the excess.
const KEPT: usize = MAX_DOCUMENT_BYTES + 1;

/// A file that is held as a whole, such as a pack or a mapping: no longer than a document may be.
pub(crate) fn whole(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(u64::try_from(KEPT).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
    if bytes.len() < KEPT {
        return Ok(bytes);
    }
    Err(io::Error::new(
        io::ErrorKind::FileTooLarge,
        format!("the file is larger than {MAX_DOCUMENT_BYTES} bytes"),
    ))
}

/// The same as text.
pub(crate) fn whole_text(path: &Path) -> io::Result<String> {
    String::from_utf8(whole(path)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        io::Error::new(io::ErrorKind::InvalidData, format!("not UTF-8 from byte {at} on"))
    })
}

/// How a source is written, as far as that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Json,
    Toml,
    Lines,
    /// A document a line, an empty line too.
    EachLine,
    Unknown,
}

/// One document, or what stands in the place of one.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    /// The line on which it begins, counted from 1.
    pub(crate) line: u64,
    pub(crate) body: Body<'a>,
}

#[derive(Debug)]
pub(crate) enum Body<'a> {
    Json(&'a [u8]),
    Toml(&'a [u8]),
    /// There is no document here: a code, and a sentence.
    Broken(&'static str, String),
}

type Flow = ControlFlow<()>;

/// Whoever takes documents; may ask for no more.
pub(crate) type Each<'e> = dyn FnMut(Document<'_>) -> Flow + 'e;

/// Reads documents from a source until it ends or no more are wanted.
pub(crate) fn documents(from: &mut dyn BufRead, written: Written, each: &mut Each<'_>) -> io::Result<()> {
    let mut source = Source { from, line: 1 };
    match written {
        Written::Lines => source.lines(0, each),
        Written::EachLine => source.each_line(each),
        Written::Toml => source.whole(Vec::new(), 1, Written::Toml, each),
        Written::Json | Written::Unknown => source.detect(written, each),
    }
}

struct Source<'r> {
    from: &'r mut dyn BufRead,
    /// The line of the next byte.
    line: u64,
}

impl Source<'_> {
    fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            match self.from.fill_buf() {
                Ok(bytes) => return Ok(bytes.first().copied()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn advance(&mut self, byte: u8) {
        self.from.consume(1);
        self.line += u64::from(byte == b'\n');
    }

    /// Passes over white space and a byte order mark, keeping what was passed.
    fn blank(&mut self, passed: &mut Vec<u8>) -> io::Result<Option<u8>> {
        while let Some(byte) = self.peek()? {
            // The three bytes of the mark cannot begin anything else that we read.
            if !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(&byte) {
                return Ok(Some(byte));
            }
            keep(passed, byte);
            self.advance(byte);
        }
        Ok(None)
    }

    fn detect(&mut self, written: Written, each: &mut Each<'_>) -> io::Result<()> {
        let mut head = Vec::new();
        let Some(first) = self.blank(&mut head)? else {
            empty(1, each);
            return Ok(());
        };
        let at = self.line;
        match (first, written) {
            (b'[', Written::Json) => {
                self.advance(first);
                self.list(each)
            }
            (b'[', _) => {
                keep(&mut head, first);
                self.advance(first);
                // A list of dossiers begins `[{`; a table of TOML is named.
                match self.blank(&mut head)? {
                    Some(b'{' | b']') => self.list(each),
                    _ => self.whole(head, 1, Written::Toml, each),
                }
            }
            (b'{', _) => self.object_or_lines(at, each),
            (_, Written::Json) => self.whole(head, 1, Written::Json, each),
            _ => self.whole(head, 1, Written::Toml, each),
        }
    }

    /// One object over several lines, or an object a line: told by where the first one ends, or, where it does not end
    /// on its line, by whether the next line begins another.
    fn object_or_lines(&mut self, at: u64, each: &mut Each<'_>) -> io::Result<()> {
        let mut first = Vec::new();
        let mut end = Balance::default();
        self.read_line(&mut first, |byte| end.take(byte))?;
        let mut between = Vec::new();
        let next = self.blank(&mut between)?;
        // Within one document an object may begin a line only after one of these.
        let goes_on = first.trim_ascii_end().last().is_some_and(|last| b"[,:".contains(last));
        let another = next == Some(b'{') && !goes_on;
        // More than a document may hold cannot be one document: the rest is looked at line by line.
        if end.is_closed() || first.len() >= KEPT || another {
            return match each(Document { line: at, body: Body::Json(&first) }) {
                Flow::Continue(()) => self.lines(1, each),
                Flow::Break(()) => Ok(()),
            };
        }
        first.push(b'\n');
        for byte in between {
            keep(&mut first, byte);
        }
        self.whole(first, at, Written::Json, each)
    }

    /// The rest of the source as one document.
    fn whole(&mut self, mut head: Vec<u8>, at: u64, written: Written, each: &mut Each<'_>) -> io::Result<()> {
        let room = KEPT.saturating_sub(head.len());
        (&mut self.from).take(u64::try_from(room).unwrap_or(u64::MAX)).read_to_end(&mut head)?;
        if is_blank(&head) {
            empty(at, each);
            return Ok(());
        }
        let body = if written == Written::Toml { Body::Toml(&head) } else { Body::Json(&head) };
        let _ = each(Document { line: at, body });
        Ok(())
    }

    /// A document a line. `read` counts those before.
    fn lines(&mut self, mut read: u64, each: &mut Each<'_>) -> io::Result<()> {
        let mut line = Vec::new();
        while self.peek()?.is_some() {
            let at = self.line;
            line.clear();
            self.read_line(&mut line, |_| ())?;
            if is_blank(&line) {
                continue;
            }
            read += 1;
            if each(Document { line: at, body: Body::Json(&line) }).is_break() {
                return Ok(());
            }
        }
        if read == 0 {
            empty(1, each);
        }
        Ok(())
    }

    /// Every line, whatever stands on it.
    fn each_line(&mut self, each: &mut Each<'_>) -> io::Result<()> {
        let mut line = Vec::new();
        while self.peek()?.is_some() {
            let at = self.line;
            line.clear();
            self.read_line(&mut line, |_| ())?;
            let flow = if is_blank(&line) {
                each(Document {
                    line: at,
                    body: Body::Broken("empty", "there is no dossier on this line".to_owned()),
                })
            } else {
                each(Document { line: at, body: Body::Json(&line) })
            };
            if flow.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// The rest of a line without its end, as much of it as is kept.
    fn read_line(&mut self, line: &mut Vec<u8>, mut see: impl FnMut(u8)) -> io::Result<()> {
        loop {
            let bytes = match self.from.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let end = memchr::memchr(b'\n', bytes);
            let of_line = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
            for byte in of_line {
                see(*byte);
            }
            let room = KEPT.saturating_sub(line.len()).min(of_line.len());
            line.extend_from_slice(of_line.get(..room).unwrap_or_default());
            let (used, ended) = (of_line.len() + usize::from(end.is_some()), bytes.is_empty());
            self.from.consume(used);
            if end.is_some() {
                self.line += 1;
            }
            if end.is_some() || ended {
                return Ok(());
            }
        }
    }

    /// What stands in a list, after its bracket was passed: one document an entry.
    fn list(&mut self, each: &mut Each<'_>) -> io::Result<()> {
        let mut entry = Vec::new();
        let mut read = 0_u64;
        loop {
            let next = self.blank(&mut Vec::new())?;
            let at = self.line;
            let broken =
                |message: &str| Document { line: at, body: Body::Broken("syntax", message.to_owned()) };
            match next {
                None => {
                    let _ = each(broken("not JSON: the list does not end"));
                    return Ok(());
                }
                Some(b']') if read == 0 => {
                    self.advance(b']');
                    empty(at, each);
                    return self.after_list(each);
                }
                Some(_) => {}
            }
            entry.clear();
            let end = self.entry(&mut entry)?;
            let document = if entry.is_empty() {
                broken("not JSON: expected a dossier before the comma or the end of the list")
            } else {
                Document { line: at, body: Body::Json(&entry) }
            };
            read += 1;
            if each(document).is_break() {
                return Ok(());
            }
            match end {
                Some(b',') => {}
                Some(_) => return self.after_list(each),
                None => {
                    let _ = each(broken("not JSON: the list does not end"));
                    return Ok(());
                }
            }
        }
    }

    /// Reads one entry of a list up to the comma or bracket after it, which is passed and returned.
    fn entry(&mut self, entry: &mut Vec<u8>) -> io::Result<Option<u8>> {
        let mut end = Balance::default();
        while let Some(byte) = self.peek()? {
            self.advance(byte);
            if end.is_between() && matches!(byte, b',' | b']') {
                return Ok(Some(byte));
            }
            end.take(byte);
            keep(entry, byte);
        }
        Ok(None)
    }

    fn after_list(&mut self, each: &mut Each<'_>) -> io::Result<()> {
        if self.blank(&mut Vec::new())?.is_some() {
            let message = "not JSON: something follows the end of the list".to_owned();
            let _ = each(Document { line: self.line, body: Body::Broken("syntax", message) });
        }
        Ok(())
    }
}

/// White space and byte order marks alone.
fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| byte.is_ascii_whitespace() || b"\xef\xbb\xbf".contains(byte))
}

fn keep(bytes: &mut Vec<u8>, byte: u8) {
    if bytes.len() < KEPT {
        bytes.push(byte);
    }
}

fn empty(line: u64, each: &mut Each<'_>) {
    let _ = each(Document { line, body: Body::Broken("empty", NOTHING.to_owned()) });
}

/// Where a JSON value ends: brackets counted outside of strings, and no more than that.
#[derive(Debug, Default)]
struct Balance {
    depth: u64,
    in_string: bool,
    escaped: bool,
    /// An object or a list began, and ended again.
    closed: bool,
}

impl Balance {
    fn take(&mut self, byte: u8) {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.in_string => self.escaped = true,
            b'"' => self.in_string = !self.in_string,
            _ if self.in_string => {}
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                self.closed |= self.depth == 0;
            }
            _ => {}
        }
    }

    /// Outside of every bracket and string.
    fn is_between(&self) -> bool {
        self.depth == 0 && !self.in_string
    }

    /// A whole object was seen. What follows it on the line does not make it less of one: that line is refused alone.
    fn is_closed(&self) -> bool {
        self.closed
    }
}

#[cfg(test)]
mod tests {
    use super::{Body, Flow, KEPT, Written, documents};

    /// What is found: line, kind, text.
    fn found(bytes: &[u8], written: Written) -> Vec<(u64, &'static str, String)> {
        let mut all = Vec::new();
        // A small buffer, so that nothing depends on where a read ends.
        let mut from = std::io::BufReader::with_capacity(3, bytes);
        documents(&mut from, written, &mut |document| {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            all.push(match document.body {
                Body::Json(bytes) => (document.line, "json", text(bytes)),
                Body::Toml(bytes) => (document.line, "toml", text(bytes)),
                Body::Broken(code, _) => (document.line, code, String::new()),
            });
            Flow::Continue(())
        })
        .unwrap();
        all
    }

    #[track_caller]
    fn check(text: &str, expected: &[(u64, &'static str, &str)]) {
        let expected: Vec<_> =
            expected.iter().map(|(line, kind, text)| (*line, *kind, (*text).to_owned())).collect();
        assert_eq!(found(text.as_bytes(), Written::Unknown), expected, "{text:?}");
    }

    #[test]
    fn what_is_not_named_is_told_by_its_first_bytes() {
        check("{\"a\": 1}", &[(1, "json", "{\"a\": 1}")]);
        check("\u{feff}{}", &[(1, "json", "{}")]);
        check("{\n  \"a\": {\n}}\n", &[(1, "json", "{\n  \"a\": {\n}}\n")]);
        check("{}\n\n{\"b\": \"}\"}\n", &[(1, "json", "{}"), (3, "json", "{\"b\": \"}\"}")]);
        check("{\"a\": 1\n{}\n", &[(1, "json", "{\"a\": 1"), (2, "json", "{}")]);
        check("{\"a\": [\n{},\n{}]}\n", &[(1, "json", "{\"a\": [\n{},\n{}]}\n")]);
        check(
            "[{}, {\"a\": [1, \"],\"]}\n,{}]\n",
            &[(1, "json", "{}"), (1, "json", "{\"a\": [1, \"],\"]}\n"), (2, "json", "{}")],
        );
        check("[report]\nid = 1", &[(1, "toml", "[report]\nid = 1")]);
        check("[[certificates]]", &[(1, "toml", "[[certificates]]")]);
        check("\n# a comment\n", &[(1, "toml", "\n# a comment\n")]);
    }

    #[test]
    fn an_empty_source_is_said_to_be_empty() {
        for text in ["", " \n\n", "\u{feff}", "[]", " [ ] "] {
            check(text, &[(1, "empty", "")]);
        }
        for written in [Written::Json, Written::Toml, Written::Lines] {
            assert_eq!(found(b"", written), [(1, "empty", String::new())]);
        }
    }

    #[test]
    fn what_is_wrong_with_a_list_is_said_and_its_entries_are_read() {
        check("[{}", &[(1, "json", "{}"), (1, "syntax", "")]);
        check("[{},", &[(1, "json", "{}"), (1, "syntax", "")]);
        check("[{},]", &[(1, "json", "{}"), (1, "syntax", "")]);
        check("[{}]x", &[(1, "json", "{}"), (1, "syntax", "")]);
    }

    #[test]
    fn a_line_that_is_too_long_is_cut_and_the_next_one_is_read() {
        let text = format!("{{\"a\": \"{}\"}}\n{{}}\n", "x".repeat(KEPT));
        let all = found(text.as_bytes(), Written::Lines);
        assert_eq!(
            all.iter().map(|(line, _, text)| (*line, text.len())).collect::<Vec<_>>(),
            [(1, KEPT), (2, 2)]
        );
        let all = found(format!("[{text}]").replace('\n', ",").as_bytes(), Written::Json);
        assert_eq!(all[0].2.len(), KEPT);
        assert_eq!(all[1].2, "{}");
    }
}
