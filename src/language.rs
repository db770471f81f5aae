//! Languages by their canonical primary subtag.
//!
//! Whether a worker was heard in her own language is a comparison of two tags, and the same language has many:
//! `zh-Hans`, `cmn` and `zho` are all Chinese, while Cantonese (`yue`, `zh-yue`) is not. Tags are read by BCP 47
//! (RFC 5646) and compared on the primary subtag after the replacements of ISO 639 and CLDR. A tag's region and
//! script say nothing about who understands it and are dropped.

mod iso639;

use std::fmt;

use oxilangtag::LanguageTag;

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
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language([u8; 8]);

/// The text is not a well-formed BCP 47 language tag with a language in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a BCP 47 language tag such as `ko` or `zh-Hans`")]
pub struct NotALanguage;

impl Language {
    /// Whether the tag names a language; `und` (undetermined) does not.
    pub fn is_stated(self) -> bool {
        self.0 != *b"und\0\0\0\0\0"
    }

    /// The language of a primary subtag of at most eight small letters.
    fn canonical(primary: &str) -> Self {
        match primary.as_bytes() {
            [first, second] if !is_replaced(*first, *second) => {
                return Language([*first, *second, 0, 0, 0, 0, 0, 0]);
            }
            _ => {}
        }
        let canonical = iso639::TWO_LETTER
            .binary_search_by(|(from, _)| (*from).cmp(primary))
            .ok()
            .and_then(|at| iso639::TWO_LETTER.get(at))
            .map_or(primary, |(_, to)| to);
        let mut subtag = [0; 8];
        for (to, from) in subtag.iter_mut().zip(canonical.bytes()) {
            *to = from;
        }
        Language(subtag)
    }

    /// The canonical primary subtag, such as `ko`.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default().trim_end_matches('\0')
    }
}

/// Of each first letter the second letters with which it makes a code that has another canonical form, as bits: few codes of
/// two letters have one, and most tags have two.
const REPLACED: [u32; 26] = replaced();

#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "runs in the compiler")]
const fn replaced() -> [u32; 26] {
    let (mut all, mut at) = ([0; 26], 0);
    while at < iso639::TWO_LETTER.len() {
        if let [first, second] = iso639::TWO_LETTER[at].0.as_bytes() {
            let (mut letter, mut first_letter) = (0, b'a');
            while letter < 26 {
                if first_letter == *first {
                    all[letter] |= 1 << (*second - b'a');
                }
                (letter, first_letter) = (letter + 1, first_letter + 1);
            }
        }
        at += 1;
    }
    all
}

/// Whether two small letters have another canonical form.
fn is_replaced(first: u8, second: u8) -> bool {
    let bits = REPLACED.get(usize::from(first.wrapping_sub(b'a'))).copied().unwrap_or(0);
    1_u32.checked_shl(second.wrapping_sub(b'a').into()).is_some_and(|bit| bits & bit != 0)
}

impl std::str::FromStr for Language {
    type Err = NotALanguage;

    fn from_str(text: &str) -> Result<Self, NotALanguage> {
        // Most tags are two small letters, and every two are well-formed.
        if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Ok(Language::canonical(text));
        }
        let tag = LanguageTag::parse(text).map_err(|_| NotALanguage)?;
        // `zh-yue` is the older way to write `yue`: the extended subtag is the language (RFC 5646, 4.5).
        let primary = tag.extended_language().unwrap_or(tag.primary_language()).to_ascii_lowercase();
        // `x-…` and the grandfathered `i-…` tags name no language that could be compared.
        if primary.len() < 2 || primary.len() > 8 || !primary.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Err(NotALanguage);
        }
        Ok(Language::canonical(&primary))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn one_language_has_many_tags() {
        for (tag, subtag) in [
            ("zh-Hans-CN", "zh"),
            ("cmn", "zh"),
            ("zho", "zh"),
            ("chi", "zh"),
            ("zh-cmn-Hans", "zh"),
            ("zh-yue", "yue"),
            ("YUE", "yue"),
            ("kor", "ko"),
            ("uig", "ug"),
            ("ug-Arab", "ug"),
            ("und", "und"),
            ("KO-kp", "ko"),
        ] {
            assert_eq!(tag.parse::<Language>().unwrap().as_str(), subtag, "{tag}");
        }
    }

    #[test]
    fn codes_of_two_letters_are_replaced_where_the_table_says_so() {
        let known: std::collections::BTreeMap<_, _> = super::iso639::TWO_LETTER.iter().copied().collect();
        for (first, second) in
            (b'a'..=b'z').flat_map(|first| (b'a'..=b'z').map(move |second| (first, second)))
        {
            let code = String::from_utf8(vec![first, second]).unwrap();
            let canonical = known.get(code.as_str()).copied().unwrap_or(&code);
            assert_eq!(code.parse::<Language>().unwrap().as_str(), canonical);
        }
    }

    #[test]
    fn what_names_no_language_is_refused() {
        for tag in
            ["", "Korean language", "x-private", "k", "ko_KP", "한국어", "i-klingon", "korean-language-x"]
        {
            assert!(tag.parse::<Language>().is_err(), "{tag}");
        }
    }
}
