//! What is wrong with a document: one problem, and all problems of one document.
//!
//! A problem names the path, the value as it stood, what would have been allowed and the nearest of it, so that
//! whoever sent the document can mend it without reading our code. It knows where in the text it lies but not the
//! name of the file and no colour: drawing is the command's work.

use std::fmt;

use serde::Serialize;

/// The most words that a message lists.
const MOST_LISTED: usize = 12;

/// One thing wrong with a document.
///
/// Its JSON form is public contract: `{ "code", "path", "value", "allowed", "nearest", "message" }`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Problem {
    /// Stable, for programs: `unknown_value`, `missing_key`, ….
    pub code: &'static str,
    /// Where in the document, such as `report.visit.notice` or `certificates[0].scheme`; empty for the whole.
    pub path: String,
    /// The value as it stood, at most 40 characters of it; `None` where there is none.
    pub value: Option<String>,
    /// What the place may hold, where that is a list of words.
    pub allowed: Vec<String>,
    /// The allowed word most like the value, where one is near.
    pub nearest: Option<String>,
    /// One sentence for people, lowercase, without a period.
    pub message: String,
    /// The bytes of the text in which the problem lies, where the reader kept them.
    #[serde(skip)]
    pub span: Option<std::ops::Range<usize>>,
}

impl Problem {
    pub(crate) fn new(code: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Problem {
            code,
            path: path.into(),
            value: None,
            allowed: Vec::new(),
            nearest: None,
            message: message.into(),
            span: None,
        }
    }

    pub(crate) fn value(mut self, value: &str) -> Self {
        self.value = Some(quoted(value));
        self
    }

    /// States what is allowed, and which of it is nearest to the value that stood there.
    pub(crate) fn allowed<'a>(mut self, value: &str, allowed: impl IntoIterator<Item = &'a str>) -> Self {
        self.allowed = allowed.into_iter().map(str::to_owned).collect();
        self.nearest = nearest(value, self.allowed.iter().map(String::as_str)).map(str::to_owned);
        self
    }

    pub(crate) fn at(mut self, span: std::ops::Range<usize>) -> Self {
        self.span = Some(span);
        self
    }

    /// The mend, as a sentence: what is near, or all that is allowed.
    pub fn help(&self) -> Option<String> {
        if let Some(nearest) = &self.nearest {
            return Some(format!("did you mean `{nearest}`?"));
        }
        let listed: Vec<String> =
            self.allowed.iter().take(MOST_LISTED).map(|word| format!("`{word}`")).collect();
        match self.allowed.len().saturating_sub(MOST_LISTED) {
            0 if listed.is_empty() => None,
            0 => Some(format!("one of {}", listed.join(", "))),
            more => Some(format!("one of {} and {more} more", listed.join(", "))),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)?;
        self.help().map_or(Ok(()), |help| write!(f, "; {help}"))
    }
}

impl std::error::Error for Problem {}

/// Every problem of one document, never empty, in the order of the text where that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// `Err` with the problems when there are any.
    pub(crate) fn check(problems: Vec<Problem>) -> Result<(), Problems> {
        if problems.is_empty() { Ok(()) } else { Err(Problems(problems)) }
    }

    /// The problems of a document that was refused; the other one where nobody said why.
    pub(crate) fn of_refused(problems: Vec<Problem>, otherwise: impl FnOnce() -> Problem) -> Self {
        Problems(if problems.is_empty() { vec![otherwise()] } else { problems })
    }

    /// The problems one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Problems(vec![problem])
    }
}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// Whether a character acts on a terminal, or turns the direction of writing.
///
/// Whoever prints the text of others escapes these.
pub fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The author's text as messages show it: at most 40 characters, control and direction marks escaped.
///
/// ```
/// assert_eq!(audit_credence::quoted("a\u{202e}b\n"), "a\\u{202e}b\\u{a}");
/// ```
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut out = String::new();
    for c in text.chars().take(LONGEST) {
        if acts(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    if text.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}

/// What is to be done about text that is UTF-16, by its first bytes; `None` of any other.
///
/// ```
/// assert_eq!(audit_credence::utf16(b"\xff\xfe{\0"), Some("this is UTF-16: save it as UTF-8"));
/// assert_eq!(audit_credence::utf16(b"{}"), None);
/// ```
pub fn utf16(bytes: &[u8]) -> Option<&'static str> {
    let is_marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    is_marked.then_some("this is UTF-16: save it as UTF-8")
}

/// The word most like the text, where it is near enough to be what was meant.
///
/// ```
/// use audit_credence::nearest;
///
/// assert_eq!(nearest("procurment", ["audit", "procurement"]), Some("procurement"));
/// assert_eq!(nearest("surprise", ["announced"]), None);
/// ```
pub fn nearest<'w>(text: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    const LONGEST: usize = 64;
    if text.len() > LONGEST {
        return None;
    }
    let text = text.to_lowercase().replace(['-', ' '], "_");
    let distance = |word: &str| strsim::osa_distance(&text, &word.to_lowercase());
    // A third of the word may differ, at least one letter of it, never all.
    let near = |word: &&str| {
        let (length, letters) = (word.chars().count(), text.chars().count());
        let most = (length / 3).max(1);
        // So many letters more or fewer are so many that differ.
        length.abs_diff(letters) <= most && distance(word) <= most && distance(word) < length
    };
    words.into_iter().filter(near).min_by_key(|word| (distance(word), *word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{acts, nearest, quoted};
    use crate::fact::CATALOGUE;

    proptest! {
        /// One letter left out, one too many, another one or two exchanged, and capitals: the word is still meant.
        #[test]
        fn a_word_with_one_slip_is_found(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), slip in 0..4) {
            let keys: Vec<&str> = CATALOGUE.iter().flat_map(|fact| fact.reads).copied().filter(|key| key.len() < 60).collect();
            let word = *which.get(&keys);
            let mut letters: Vec<char> = word.chars().collect();
            let at = at.index(letters.len());
            match slip {
                0 => drop(letters.remove(at)),
                1 => letters.insert(at, 'q'),
                2 => letters[at] = 'Q',
                _ => letters.swap(at, at.saturating_sub(1)),
            }
            let slipped: String = letters.into_iter().collect();
            let found = nearest(&slipped, keys.iter().copied()).map(str::len);
            // Another key may be as near, as long as one is found.
            prop_assert!(found.is_some_and(|length| length.abs_diff(word.len()) <= 2), "{slipped}: {found:?}");
        }

        #[test]
        fn quoted_text_never_acts_and_is_never_long(text in any::<String>()) {
            let shown = quoted(&text);
            prop_assert!(!shown.contains(acts) && shown.chars().count() <= 40 * 10 + 1, "quoted badly");
        }
    }

    #[test]
    fn the_nearest_word_is_near() {
        let words = ["unannounced", "semi_announced", "announced"];
        assert_eq!(nearest("semi-anounced", words), Some("semi_announced"));
        assert_eq!(nearest("Unannounced", words), Some("unannounced"));
        assert_eq!(nearest("surprise", words), None);
        assert_eq!(nearest(&"a".repeat(10_000), words), None);
    }

    #[test]
    fn quoted_text_is_short_and_harmless() {
        assert_eq!(quoted("a\u{202e}b\n"), "a\\u{202e}b\\u{a}");
        assert_eq!(quoted(&"é".repeat(41)).chars().count(), 41);
    }
}
