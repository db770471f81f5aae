//! Languages by their canonical primary subtag.
//!
//! Whether a worker was heard in her own language is a comparison of two tags, and the same language has many:
//! `zh-Hans`, `cmn` and `zho` are all Chinese, while Cantonese (`yue`, `zh-yue`) is not. Tags are read by BCP 47
//! (RFC 5646), checked against the IANA Language Subtag Registry part by part, and compared on the primary subtag after
//! the replacements of the registry, ISO 639 and CLDR. A tag's region and script say nothing about who understands it and
//! are dropped. What is not registered is no language: `language/meaning` says what was probably meant.

mod meaning;

use std::fmt;

use oxilangtag::LanguageTag;

use crate::codes::{Names, find, lines, number, table};

/// A language, compared and shown by its canonical primary subtag.
///
/// ```
/// use audit_credence::Language;
///
/// let language = |tag: &str| tag.parse::<Language>().unwrap();
/// assert_eq!(language("zh-Hans"), language("cmn"));
/// assert_ne!(language("zh"), language("zh-yue"));
/// assert_eq!(language("kor").to_string(), "ko");
/// assert!(!language("und").is_stated());
/// assert!("Korean".parse::<Language>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language {
    code: [u8; 3],
    kind: Kind,
}

/// What a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Single,
    /// One of the languages of the macrolanguage with this code.
    Member([u8; 3]),
    Macrolanguage,
    /// Some or other language of a family.
    Family,
    /// `und`, `mul`, `mis`, `zxx`.
    Special,
}

/// The text is not a BCP 47 language tag whose parts are registered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a registered language tag such as `ko` or `zh-Hans`")]
pub struct NotALanguage {
    text: String,
}

impl NotALanguage {
    /// The tag that was probably meant, such as `ne` by `Nepali` and `vi` by `vn`.
    pub(crate) fn meant(&self) -> Option<String> {
        meaning::of(&self.text, |tag| Some(tag.parse::<Language>().ok()?.to_string()))
    }
}

impl Language {
    /// Whether the tag names a language; `und` (undetermined) does not.
    pub fn is_stated(self) -> bool {
        self.code != *b"und"
    }

    /// Whether the tag names no single language: `und`, `mul`, `mis`, `zxx`, and whole families such as `sla`.
    pub fn is_special(self) -> bool {
        matches!(self.kind, Kind::Family | Kind::Special)
    }

    /// The macrolanguage of which this language is a member, such as `ar` of `arz`.
    pub fn macrolanguage(self) -> Option<Self> {
        match self.kind {
            Kind::Member(of) => Some(Language { code: of, kind: Kind::Macrolanguage }),
            Kind::Single | Kind::Macrolanguage | Kind::Family | Kind::Special => None,
        }
    }

    /// Whether the two tags name the same language; `None` where they do not settle it, as one of them names no single
    /// language or is the macrolanguage of the other.
    ///
    /// ```
    /// use audit_credence::Language;
    ///
    /// let is_same = |one: &str, other: &str| {
    ///     one.parse::<Language>().unwrap().is_same(other.parse().unwrap())
    /// };
    /// assert_eq!(is_same("zho", "zh-Hant"), Some(true));
    /// assert_eq!(is_same("nb", "nn"), Some(false));
    /// assert_eq!(is_same("no", "nn"), None);
    /// assert_eq!(is_same("mul", "mul"), None);
    /// ```
    pub fn is_same(self, other: Self) -> Option<bool> {
        let settles_nothing = match (self.kind, other.kind) {
            (Kind::Family | Kind::Special, _) | (_, Kind::Family | Kind::Special) => true,
            (Kind::Member(of), Kind::Macrolanguage) => of == other.code,
            (Kind::Macrolanguage, Kind::Member(of)) => of == self.code,
            _ => false,
        };
        if settles_nothing { None } else { Some(self == other) }
    }

    /// Whether it is the most likely language of a country, by its code, or official in it or in a part of it.
    pub(crate) fn is_of_country(self, code: &str) -> bool {
        meaning::of_country(code).any(|tag| tag == self.as_str())
    }

    /// The canonical primary subtag, such as `ko`.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or_default().trim_end_matches('\0')
    }

    /// The language of a registered primary subtag in small letters, or of a code of ISO 639 that stands for one.
    const fn registered(code: u64) -> Option<Self> {
        let code = match find(&CANONICAL, code) {
            Some([_, canonical]) => *canonical,
            None => code,
        };
        if find(&LANGUAGES, code).is_none() {
            return None;
        }
        let kind = match find(&KINDS, code) {
            None => Kind::Single,
            Some([_, kind]) if *kind == number(b"macro") => Kind::Macrolanguage,
            Some([_, kind]) if *kind == number(b"family") => Kind::Family,
            Some([_, kind]) if *kind == number(b"special") => Kind::Special,
            Some([_, within]) => Kind::Member(letters(*within)),
        };
        Some(Language { code: letters(code), kind })
    }

    /// The language of a well-formed tag with parts that are registered.
    fn of_tag(text: &str) -> Option<Self> {
        let text = text.to_ascii_lowercase();
        let tag = LanguageTag::parse(text.as_str()).ok()?;
        let mut parts = tag.script().into_iter().chain(tag.region()).chain(tag.variant_subtags());
        let of_parts = match tag.extended_language() {
            // `zh-yue` is the older way to write `yue`: the extended subtag is the language (RFC 5646, 4.5).
            Some(extended) => find(&EXTENDED, number(extended.as_bytes()))
                .filter(|[_, prefix]| *prefix == number(tag.primary_language().as_bytes()))
                .and_then(|[language, _]| Language::registered(*language)),
            None if tag.primary_language().len() > 3 => None,
            None => Language::registered(number(tag.primary_language().as_bytes())),
        };
        // Tags from before BCP 47 that are registered as a whole: `i-klingon`, `sgn-us`.
        let of_whole = || Language::registered(number(TAGS.exactly(&text)?.as_bytes()));
        match of_parts.filter(|_| parts.all(|part| find(&PARTS, number(part.as_bytes())).is_some())) {
            Some(language) if !language.is_special() => Some(language),
            other => of_whole().or(other),
        }
    }
}

macro_rules! list {
    ($name:ident, $words:literal, $file:literal) => {
        static $name: [[u64; $words]; lines(include_str!($file))] = table(include_str!($file));
    };
}

// Registered primary subtags.
list!(LANGUAGES, 1, "../codes/languages.txt");
// A code and the one that is used for the same language.
list!(CANONICAL, 2, "../codes/language-canonical.txt");
// A canonical code and its macrolanguage; or `macro`, `family` or `special`.
list!(KINDS, 2, "../codes/language-kinds.txt");
// An extended language subtag and the primary subtag before it.
list!(EXTENDED, 2, "../codes/language-extended.txt");
// Scripts, regions and variants, in small letters.
list!(PARTS, 1, "../codes/language-parts.txt");

const TAGS: Names = Names(include_str!("../codes/language-tags.txt"));

/// The language of every two small letters: most tags are such.
static OF_TWO_LETTERS: [[Option<Language>; 26]; 26] = of_two_letters();

#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "runs in the compiler")]
const fn of_two_letters() -> [[Option<Language>; 26]; 26] {
    let (mut all, mut first, mut at) = ([[None; 26]; 26], b'a', 0);
    while at < 26 {
        let (mut second, mut place) = (b'a', 0);
        while place < 26 {
            all[at][place] = Language::registered(number(&[first, second]));
            (second, place) = (second + 1, place + 1);
        }
        (first, at) = (first + 1, at + 1);
    }
    all
}

/// The first three bytes of a code.
const fn letters(code: u64) -> [u8; 3] {
    let [first, second, third, ..] = code.to_be_bytes();
    [first, second, third]
}

impl std::str::FromStr for Language {
    type Err = NotALanguage;

    fn from_str(text: &str) -> Result<Self, NotALanguage> {
        let letter = |byte: u8| usize::from(byte.wrapping_sub(b'a'));
        let language = match *text.as_bytes() {
            [first, second] if first.is_ascii_lowercase() && second.is_ascii_lowercase() => {
                OF_TWO_LETTERS.get(letter(first)).and_then(|of| of.get(letter(second))).copied().flatten()
            }
            _ => Language::of_tag(text),
        };
        language.ok_or_else(|| NotALanguage { text: text.to_owned() })
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
