//! A page of text: wrapped, indented, and coloured only where that was asked for.
//!
//! Whatever enters a page passes through [`safe`]: text of a dossier cannot move the cursor, change colours or turn
//! the direction of writing, wherever it is shown. Only the page itself writes escape codes.

use std::fmt::Write as _;
use std::io::IsTerminal as _;

use anstyle::{AnsiColor, Style};
use audit_credence::acts;

/// The widest that a page gets: longer lines are hard to follow.
const WIDEST: usize = 100;
/// The narrowest that a page gets, whatever the terminal says.
const NARROWEST: usize = 40;

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    Plain,
    /// Titles, and what must not be missed.
    Strong,
    /// What may be skipped.
    Faint,
    Good,
    Doubtful,
    Bad,
}

impl Look {
    fn style(self) -> Style {
        let coloured = |colour: AnsiColor| Style::new().bold().fg_color(Some(colour.into()));
        match self {
            Look::Plain => Style::new(),
            Look::Strong => Style::new().bold(),
            Look::Faint => Style::new().dimmed(),
            Look::Good => coloured(AnsiColor::Green),
            Look::Doubtful => coloured(AnsiColor::Yellow),
            Look::Bad => coloured(AnsiColor::Red),
        }
    }
}

/// Text in pieces, each with its look.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text(Vec<(Look, String)>);

impl Text {
    pub(crate) fn new() -> Self {
        Text::default()
    }

    pub(crate) fn plain(text: impl AsRef<str>) -> Self {
        Text::new().and(Look::Plain, text)
    }

    #[must_use]
    pub(crate) fn and(mut self, look: Look, text: impl AsRef<str>) -> Self {
        self.0.push((look, safe(text.as_ref())));
        self
    }

    fn render(&self, colour: bool) -> String {
        let mut out = String::new();
        for (look, text) in &self.0 {
            let style = if colour { look.style() } else { Style::new() };
            // A style is set anew for each word, so that a line may end between any two.
            let reset = if style == Style::new() { "" } else { "\u{1b}[0m" };
            let words: Vec<&str> = text.split(' ').collect();
            for (at, word) in words.iter().enumerate() {
                let gap = if at == 0 { "" } else { " " };
                let _ = match *word {
                    "" => write!(out, "{gap}"),
                    word => write!(out, "{gap}{style}{word}{reset}"),
                };
            }
        }
        out
    }
}

/// Text without characters that act on a terminal or turn the direction of writing; they are shown by their number.
pub(crate) fn safe(text: &str) -> String {
    if !text.contains(acts) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if acts(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// What is printed, in the making.
#[derive(Debug)]
pub(crate) struct Page {
    out: String,
    width: usize,
    colour: bool,
}

impl Page {
    /// A page for standard output.
    pub(crate) fn for_stdout(colour: bool) -> Self {
        // What is piped looks the same on every machine.
        let width = if std::io::stdout().is_terminal() { textwrap::termwidth() } else { WIDEST };
        Page { out: String::new(), width: width.clamp(NARROWEST, WIDEST), colour }
    }

    /// An empty line, where the page does not begin or end with one already.
    pub(crate) fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    pub(crate) fn heading(&mut self, title: &str) {
        self.gap();
        self.put(0, &Text::new().and(Look::Strong, title));
    }

    /// A line across the page.
    pub(crate) fn rule(&mut self) {
        self.gap();
        let line = "─".repeat(self.width);
        self.put(0, &Text::new().and(Look::Faint, line));
        self.gap();
    }

    /// A paragraph.
    pub(crate) fn put(&mut self, indent: usize, text: &Text) {
        let spaces = " ".repeat(indent);
        self.wrap(&spaces, &spaces, text);
    }

    /// A paragraph that hangs behind its mark, such as a bullet or a number.
    pub(crate) fn item(&mut self, indent: usize, mark: &str, text: &Text) {
        let first = format!("{}{mark} ", " ".repeat(indent));
        let rest = " ".repeat(first.chars().count());
        self.wrap(&first, &rest, text);
    }

    fn wrap(&mut self, first: &str, rest: &str, text: &Text) {
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            // An address or a hash that is cut in two cannot be copied.
            .break_words(false)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
        for line in textwrap::wrap(&text.render(self.colour), options) {
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }

    /// A page of the same kind, with nothing on it.
    pub(crate) fn empty(&self) -> Self {
        Page { out: String::new(), ..*self }
    }

    pub(crate) fn append(&mut self, other: &Page) {
        self.out.push_str(&other.out);
    }

    pub(crate) fn lines(&self) -> usize {
        self.out.lines().count()
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn is_widest(&self) -> bool {
        self.width >= WIDEST
    }

    /// One line that is never wrapped.
    pub(crate) fn line(&mut self, text: &Text) {
        self.out.push_str(text.render(self.colour).trim_end());
        self.out.push('\n');
    }

    /// A paragraph of at most so many lines, each within the width whatever it holds; what is cut ends with an ellipsis.
    pub(crate) fn put_within(&mut self, indent: usize, lines: usize, text: &Text) {
        const CUT: &str = " …";
        let spaces = " ".repeat(indent);
        let hanging = format!("{spaces}  ");
        let options = textwrap::Options::new(self.width.saturating_sub(2))
            .initial_indent(&spaces)
            .subsequent_indent(&hanging)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
        let rendered = text.render(self.colour);
        let wrapped = textwrap::wrap(&rendered, options);
        for (at, line) in wrapped.iter().take(lines).enumerate() {
            self.out.push_str(line.trim_end());
            self.out.push_str(if at + 1 == lines && wrapped.len() > lines { CUT } else { "" });
            self.out.push('\n');
        }
    }

    /// Lines that stay as they are, to be copied.
    pub(crate) fn verbatim(&mut self, lines: &str) {
        for line in lines.lines() {
            self.out.push_str(&safe(line));
            self.out.push('\n');
        }
    }

    pub(crate) fn into_text(self) -> String {
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::{Look, Page, Text, safe};

    fn page(colour: bool) -> Page {
        Page { out: String::new(), width: 40, colour }
    }

    #[test]
    fn what_acts_on_a_terminal_is_shown_by_its_number() {
        assert_eq!(safe("a\u{1b}[31mb\u{202e}c\nd"), "a\\u{1b}[31mb\\u{202e}c\\u{a}d");
        assert_eq!(safe("大连海青"), "大连海青");
    }

    #[test]
    fn long_paragraphs_hang_behind_their_mark_and_addresses_stay_whole() {
        let mut page = page(false);
        let url = format!("https://example.org/{}", "x".repeat(40));
        page.item(2, "-", &Text::plain(format!("one two three four five six seven eight {url}")));
        let text = page.into_text();
        assert!(text.starts_with("  - one"), "{text}");
        assert!(text.lines().skip(1).all(|line| line.starts_with("    ")), "{text}");
        assert!(text.contains(&url), "{text}");
    }

    #[test]
    fn every_line_ends_without_colour() {
        let mut page = page(true);
        page.put(0, &Text::new().and(Look::Bad, "one two three four five six seven eight nine ten"));
        for line in page.into_text().lines() {
            assert!(line.ends_with("\u{1b}[0m"), "{line:?}");
        }
    }
}
