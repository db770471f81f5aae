//! Where the command writes: standard output that may be closed early, and messages on standard error.
//!
//! Whoever reads us may stop, as `head` does. That is no error: the output notes it, swallows the rest, and the caller
//! may end early.

use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};

use crate::args::Colour;
use crate::page::safe;

/// Standard output.
#[derive(Debug)]
pub(crate) struct Output {
    to: BufWriter<StdoutLock<'static>>,
    closed: bool,
}

impl Output {
    pub(crate) fn stdout() -> Self {
        Output { to: BufWriter::new(io::stdout().lock()), closed: false }
    }

    pub(crate) fn write(&mut self, text: &str) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let written = self.to.write_all(text.as_bytes());
        self.unless_closed(written)
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let flushed = self.to.flush();
        self.unless_closed(flushed)
    }

    /// Whether nobody reads any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed
    }

    fn unless_closed(&mut self, result: io::Result<()>) -> io::Result<()> {
        match result {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            other => other,
        }
    }
}

/// One line on standard error. Where even that is closed there is nobody left to tell.
pub(crate) fn say(message: &str) {
    let _ = writeln!(io::stderr(), "credence: {}", safe(message));
}

/// Lines drawn by us on standard error, colours and all.
pub(crate) fn show(drawing: &str) {
    let _ = writeln!(io::stderr(), "{drawing}");
}

/// Whether a stream gets colour.
pub(crate) fn colour(asked: Colour, stream: &impl anstream::stream::RawStream) -> bool {
    match asked {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never,
    }
}
