//! The progress line of a long look at a pack, on standard error where that is a terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// Steps of which the number is known.
#[derive(Debug)]
pub(crate) struct Steps(ProgressBar);

impl Steps {
    /// A line for so many steps; none where it is not wanted, or where nobody looks.
    pub(crate) fn new(what: &'static str, count: usize, quiet: bool) -> Self {
        if quiet {
            return Steps(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(u64::try_from(count).unwrap_or(u64::MAX));
        let style = ProgressStyle::with_template("{bar:30} {human_pos} of {human_len} {msg}, {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(what);
        Steps(bar)
    }

    pub(crate) fn one_more(&self) {
        self.0.inc(1);
    }

    pub(crate) fn done(&self) {
        self.0.finish_and_clear();
    }
}
