//! How far a batch is, on standard error: a bar on a terminal, a plain line every few seconds elsewhere.

use std::io::{self, IsTerminal as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressStyle};

use crate::output::say;

/// The time between two plain lines.
const EVERY: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Whether plain lines are written.
    plain: bool,
    started: Instant,
    last: Instant,
    told: u64,
    /// Bytes read so far, and how many there are where that is known.
    bytes: Arc<AtomicU64>,
    length: Option<u64>,
}

impl Progress {
    /// `to_terminal` says that the answers themselves go to a terminal: a bar between them would be in their way.
    pub(crate) fn new(quiet: bool, to_terminal: bool, bytes: Arc<AtomicU64>, length: Option<u64>) -> Self {
        let on_terminal = io::stderr().is_terminal();
        let bar = if quiet || to_terminal || !on_terminal {
            ProgressBar::hidden()
        } else {
            let template = match length {
                Some(_) => "{wide_bar} {percent:>3} %  {msg}  {elapsed} gone, {eta} left",
                None => "{spinner} {msg}  {elapsed} gone",
            };
            let style = ProgressStyle::with_template(template);
            let style = style.unwrap_or_else(|_| ProgressStyle::default_spinner());
            length.map_or_else(ProgressBar::new_spinner, ProgressBar::new).with_style(style)
        };
        let now = Instant::now();
        let plain = !quiet && !on_terminal;
        Progress { bar, plain, started: now, last: now, told: 0, bytes, length }
    }

    /// Shows that so many documents were read.
    pub(crate) fn show(&mut self, read: u64) {
        if !self.bar.is_hidden() {
            self.bar.set_message(format!("{} read, {}/s", HumanCount(read), HumanCount(self.rate(read))));
            self.bar.set_position(self.bytes.load(Ordering::Relaxed));
        }
        // Of a few documents there is nothing to tell.
        if self.plain && read > self.told + 1 && self.last.elapsed() >= EVERY {
            self.last = Instant::now();
            self.told = read;
            let left =
                self.left().map_or_else(String::new, |left| format!(", about {} left", HumanDuration(left)));
            say(&format!("{} read, {}/s{left}", HumanCount(read), HumanCount(self.rate(read))));
        }
    }

    /// Writes to standard error without tearing the bar.
    pub(crate) fn aside(&self, write: impl FnOnce()) {
        self.bar.suspend(write);
    }

    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Documents a second.
    pub(crate) fn rate(&self, read: u64) -> u64 {
        let millis = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
        read.saturating_mul(1_000) / millis
    }

    fn left(&self) -> Option<Duration> {
        let (length, read) = (self.length?, self.bytes.load(Ordering::Relaxed));
        let gone = u64::try_from(self.started.elapsed().as_millis()).ok()?;
        let left = gone.checked_mul(length.saturating_sub(read))?.checked_div(read)?;
        Some(Duration::from_millis(left))
    }
}
