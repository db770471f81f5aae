//! The kept lists of codes in `codes/`, which `codes/refresh.py` writes: how they are searched.
//!
//! A list that every document asks is a sorted table of numbers, made by the compiler. What is asked only when a code is
//! refused (names, successors) stays text of sorted lines and is bisected there.

/// Which lists of codes documents are checked against, and of what date: a line each.
pub const CODE_LISTS: &str = include_str!("../codes/versions.txt");

/// Up to eight bytes of a code as one number, in the order of the codes.
#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "below both lengths")]
pub(crate) const fn number(code: &[u8]) -> u64 {
    let (mut bytes, mut at) = ([0; 8], 0);
    while at < code.len() && at < 8 {
        bytes[at] = code[at];
        at += 1;
    }
    u64::from_be_bytes(bytes)
}

/// How many lines a list has.
#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "runs in the compiler")]
pub(crate) const fn lines(text: &str) -> usize {
    let (mut count, mut at) = (0, 0);
    while at < text.len() {
        if text.as_bytes()[at] == b'\n' {
            count += 1;
        }
        at += 1;
    }
    count
}

/// A list of lines with so many words of at most eight bytes each, sorted by the first.
#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "runs in the compiler")]
pub(crate) const fn table<const WORDS: usize, const LINES: usize>(text: &str) -> [[u64; WORDS]; LINES] {
    let (mut all, mut line, mut word, mut start, mut at) = ([[0; WORDS]; LINES], 0, 0, 0, 0);
    while at < text.len() {
        let byte = text.as_bytes()[at];
        if byte == b' ' || byte == b'\n' {
            let (_, rest) = text.as_bytes().split_at(start);
            let (code, _) = rest.split_at(at - start);
            assert!(code.len() <= 8, "a code has at most eight bytes");
            all[line][word] = number(code);
            (word, start) = (word + 1, at + 1);
        }
        if byte == b'\n' {
            (line, word) = (line + 1, 0);
        }
        at += 1;
    }
    all
}

/// The line with this first word.
#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "between the ends of the table")]
pub(crate) const fn find<const WORDS: usize>(table: &[[u64; WORDS]], first: u64) -> Option<&[u64; WORDS]> {
    let (mut low, mut high) = (0, table.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let line = &table[middle];
        if line[0] == first {
            return Some(line);
        }
        if line[0] < first {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    None
}

/// The text as names are looked up: small letters, without space and punctuation. The same in `codes/refresh.py`.
pub(crate) fn key(text: &str) -> String {
    let counts =
        |c: &char| !c.is_whitespace() && !"’‘ʼʻ".contains(*c) && (!c.is_ascii() || c.is_ascii_alphanumeric());
    text.to_lowercase().chars().filter(counts).collect()
}

/// A list of names or codes and what they stand for, sorted by its bytes.
#[derive(Clone, Copy)]
pub(crate) struct Names(pub(crate) &'static str);

impl Names {
    /// What exactly this name stands for.
    pub(crate) fn exactly(self, name: &str) -> Option<&'static str> {
        self.beginning(name).next().filter(|(of, _)| *of == name).map(|(_, code)| code)
    }

    /// What the only name stands for that goes on where this text ends.
    pub(crate) fn begun(self, text: &str) -> Option<&'static str> {
        let mut codes = self.beginning(text).map(|(_, code)| code);
        let first = codes.next()?;
        codes.all(|code| code == first).then_some(first)
    }

    /// What the longest name stands for with which this text begins; in a list of places, the country before it apart.
    pub(crate) fn followed(self, text: &str, block: usize) -> Option<&'static str> {
        let shortest = block.saturating_add(4);
        let begins = |(name, _): &(&str, &str)| name.len() >= shortest && text.starts_with(name);
        self.beginning(text.get(..block)?)
            .filter(begins)
            .max_by_key(|(name, _)| name.len())
            .map(|(_, code)| code)
    }

    /// What the name most like this one stands for, of those that begin with the same `block` bytes: of five letters one
    /// may be another, of nine two, and so on.
    pub(crate) fn near(self, text: &str, block: usize) -> Option<&'static str> {
        let length = text.chars().count();
        let distance = |(name, code): (&'static str, &'static str)| {
            let letters = name.chars().count();
            let most = letters.saturating_sub(1) / 4;
            (letters.abs_diff(length) <= most)
                .then(|| strsim::osa_distance(text, name))
                .filter(|distance| *distance <= most)
                .map(|distance| (distance, code.len(), code))
        };
        self.beginning(text.get(..block)?).filter_map(distance).min().map(|(_, _, code)| code)
    }

    /// What the longest name stands for with which this text begins, whatever the country before it, if it is one.
    pub(crate) fn anywhere(self, text: &str) -> Option<&'static str> {
        let (mut longest, mut found) = (3, None);
        let first = text.as_bytes().first();
        let like = self.0.lines().filter(|line| line.as_bytes().get(2) == first);
        for (name, code) in like.filter_map(|line| line.split_once(' ')) {
            let name = name.get(2..).unwrap_or_default();
            if name.len() >= longest && text.starts_with(name) {
                found = if name.len() > longest { Some(code) } else { None };
                longest = name.len();
            }
        }
        found
    }

    /// The lines whose name begins so.
    fn beginning(self, start: &str) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let rest = self.0.get(self.first_not_before(start)..).unwrap_or_default();
        let start = start.to_owned();
        rest.lines().take_while(move |line| line.starts_with(&start)).filter_map(|line| line.split_once(' '))
    }

    /// Where the first line begins that is not before this text.
    fn first_not_before(self, text: &str) -> usize {
        let (mut low, mut high) = (0, self.0.len());
        while low < high {
            let middle = low.midpoint(high);
            let before = self.0.as_bytes().get(..middle).unwrap_or_default();
            let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end.saturating_add(1));
            let line = self.0.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
            if line < text {
                low = start.saturating_add(line.len()).saturating_add(1);
            } else {
                high = start;
            }
        }
        low
    }
}
