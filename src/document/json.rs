//! Reading JSON in one pass, for documents of which the type is known.
//!
//! Nothing is looked at twice and nothing is made that is not kept. A text with an escape in it and a number that is no
//! plain count are left to `serde_json`, one by one, so that they mean the same here. What is refused here is read
//! again as a tree, which says why or accepts it after all: so a refusal needs no reason.
//!
//! Almost every instruction runs once for a document, so short code is fast code: what all keys share is not inlined.

use std::borrow::Cow;

use crate::counted::Counted;

/// The text is not JSON, or not of the type that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refused;

/// A text, and how far it was read.
#[derive(Debug)]
pub(crate) struct Json<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Json<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Json { text, at: 0 }
    }

    /// Nothing follows.
    pub(crate) fn end(&mut self) -> Result<(), Refused> {
        match self.next() {
            None => Ok(()),
            Some(_) => Err(Refused),
        }
    }

    /// Passes over what was looked at: bytes of the text, so that this never overflows.
    #[inline]
    fn pass(&mut self, bytes: usize) {
        self.at = self.at.wrapping_add(bytes);
    }

    /// The byte that comes next, after white space.
    #[inline]
    fn next(&mut self) -> Option<u8> {
        match self.text.as_bytes().get(self.at) {
            Some(byte @ b'!'..) => Some(*byte),
            _ => self.next_after_space(),
        }
    }

    #[cold]
    fn next_after_space(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.pass(1),
                byte => return byte.copied(),
            }
        }
    }

    /// Whether this byte comes next; it is passed over then.
    fn takes(&mut self, byte: u8) -> bool {
        // Mostly no white space is before it.
        self.begins_with(&[byte]) || (self.next() == Some(byte) && self.begins_with(&[byte]))
    }

    fn expect(&mut self, byte: u8) -> Result<(), Refused> {
        if self.takes(byte) { Ok(()) } else { Err(Refused) }
    }

    /// Whether what stands here begins with this text; it is passed over then.
    #[inline]
    fn begins_with(&mut self, text: &[u8]) -> bool {
        let begins = self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(text));
        if begins {
            self.pass(text.len());
        }
        begins
    }

    /// Whether null comes next.
    pub(crate) fn null(&mut self) -> bool {
        self.next() == Some(b'n') && self.begins_with(b"null")
    }

    pub(crate) fn yes_no(&mut self) -> Result<bool, Refused> {
        match self.next() {
            Some(b't') if self.begins_with(b"true") => Ok(true),
            Some(b'f') if self.begins_with(b"false") => Ok(false),
            _ => Err(Refused),
        }
    }

    pub(crate) fn count(&mut self) -> Result<u32, Refused> {
        self.next();
        let begin = self.at;
        let mut count: u32 = 0;
        while let Some(digit @ b'0'..=b'9') = self.text.as_bytes().get(self.at) {
            let digit = u32::from(digit.saturating_sub(b'0'));
            count = count.checked_mul(10).and_then(|tens| tens.checked_add(digit)).ok_or(Refused)?;
            self.pass(1);
        }
        let digits = self.at.saturating_sub(begin);
        // A whole number may be written as a decimal, as tables do where one of a column is missing: `480.0`.
        if self.begins_with(b".0") {
            while self.begins_with(b"0") {}
        }
        // What follows a count is no part of a number: it would be refused.
        match digits {
            0 => Err(Refused),
            1 => Ok(count),
            _ if self.text.as_bytes().get(begin) == Some(&b'0') => Err(Refused),
            _ => Ok(count),
        }
    }

    /// The least and the most that a count may be, in a list.
    #[cold]
    pub(crate) fn pair(&mut self) -> Result<Counted, Refused> {
        self.expect(b'[')?;
        let least = self.count()?;
        self.expect(b',')?;
        let most = self.count()?;
        self.expect(b']')?;
        Counted::between(least, most).ok_or(Refused)
    }

    /// A number as it is written.
    pub(crate) fn number(&mut self) -> Result<&'t str, Refused> {
        self.next();
        let rest = self.text.get(self.at..).ok_or(Refused)?;
        let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-');
        let length = rest.bytes().position(|byte| !is_part(&byte)).unwrap_or(rest.len());
        let number = rest.get(..length).ok_or(Refused)?;
        let is_plain = match number.as_bytes() {
            [] | [b'0', _, ..] => false,
            digits => digits.iter().all(u8::is_ascii_digit),
        };
        if !is_plain && serde_json::from_str::<f64>(number).is_err() {
            return Err(Refused);
        }
        self.pass(length);
        Ok(number)
    }

    /// Whether a text comes next.
    pub(crate) fn is_text(&mut self) -> bool {
        self.next() == Some(b'"')
    }

    /// Whether a number comes next, or a list of such.
    pub(crate) fn is_number(&mut self) -> bool {
        self.next().is_some_and(|byte| byte == b'[' || byte.is_ascii_digit())
    }

    pub(crate) fn text(&mut self) -> Result<Cow<'t, str>, Refused> {
        self.expect(b'"')?;
        match self.plain_rest() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.rest_with_escapes().map(Cow::Owned),
        }
    }

    /// A text without escapes, for what is never written with any; one with some is read again as a tree.
    pub(crate) fn plain_text(&mut self) -> Result<&'t str, Refused> {
        self.expect(b'"')?;
        self.plain_rest().ok_or(Refused)
    }

    /// What is left of a text after its first quote, which is passed over; `None` where it has an escape, or no end.
    #[inline]
    fn plain_rest(&mut self) -> Option<&'t str> {
        let end = self.end_of_plain(self.at);
        let text = self.text.get(self.at..end).filter(|_| self.text.as_bytes().get(end) == Some(&b'"'))?;
        self.at = end.saturating_add(1);
        Some(text)
    }

    /// What is left of a text after its first quote, with a first escape somewhere.
    #[cold]
    fn rest_with_escapes(&mut self) -> Result<String, Refused> {
        let begin = self.at;
        let mut end = self.end_of_plain(begin);
        while self.text.as_bytes().get(end) == Some(&b'\\') {
            // Whatever was escaped, a quote too, belongs to the text.
            end = self.end_of_plain(end.saturating_add(2));
        }
        self.at = end.saturating_add(1);
        let quoted = self.text.get(begin.saturating_sub(1)..self.at).ok_or(Refused)?;
        serde_json::from_str(quoted).map_err(|_| Refused)
    }

    /// Where, from here on, the first byte stands that is a quote, a backslash or a control character.
    fn end_of_plain(&self, from: usize) -> usize {
        let mut rest = self.text.as_bytes().get(from..).unwrap_or_default();
        let mut at = from;
        while let Some((eight, after)) = rest.split_first_chunk() {
            let special = specials(u64::from_le_bytes(*eight));
            if special != 0 {
                // Below 8.
                return at.wrapping_add(usize::try_from(special.trailing_zeros() / 8).unwrap_or(0));
            }
            (rest, at) = (after, at.wrapping_add(8));
        }
        let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
        at.wrapping_add(rest.iter().position(is_special).unwrap_or(rest.len()))
    }

    /// Begins a table, or a list; whether there is anything in it, which comes next then.
    #[inline(never)]
    pub(crate) fn open(&mut self, open: u8, close: u8) -> Result<bool, Refused> {
        self.expect(open)?;
        Ok(!self.takes(close))
    }

    /// After an entry of a table or a list: whether there is another, which comes next then.
    #[inline]
    pub(crate) fn more(&mut self, close: u8) -> Result<bool, Refused> {
        if self.takes(b',') {
            self.next();
            return Ok(true);
        }
        self.expect(close).map(|()| false)
    }

    /// A table's next key.
    pub(crate) fn key(&mut self) -> Result<Cow<'t, str>, Refused> {
        let key = self.text()?;
        self.expect(b':').map(|()| key)
    }

    /// A table's next key, as its place in a list of keys.
    #[cold]
    pub(crate) fn key_of(&mut self, keys: &[&str]) -> Result<usize, Refused> {
        let key = self.key()?;
        keys.iter().position(|known| *known == key).ok_or(Refused)
    }

    /// Whether a table's next key is this one, in quotes and with its colon; it is passed over then.
    #[inline]
    pub(crate) fn takes_key(&mut self, quoted: &[u8]) -> bool {
        self.begins_with(quoted)
    }

    /// Whether a text comes next that is this one, given in its quotes; it is passed over then. White space before it was,
    /// when null or the list's next entry was looked for.
    #[inline]
    pub(crate) fn takes_text(&mut self, quoted: &str) -> bool {
        self.begins_with(quoted.as_bytes())
    }

    /// Reads a list, entry by entry.
    pub(crate) fn list(
        &mut self,
        mut entry: impl FnMut(&mut Self) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        let mut more = self.open(b'[', b']')?;
        while more {
            entry(self)?;
            more = self.more(b']')?;
        }
        Ok(())
    }
}

/// A key as it mostly stands, in quotes and with its colon: three bytes longer than its name.
#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "runs in the compiler")]
pub(crate) const fn quoted<const LENGTH: usize>(name: &str) -> [u8; LENGTH] {
    let mut quoted = [b'"'; LENGTH];
    let mut at = 0;
    while at < name.len() {
        quoted[at + 1] = name.as_bytes()[at];
        at += 1;
    }
    quoted[LENGTH - 1] = b':';
    quoted
}

/// A text in its quotes; what is to be escaped is left to `serde_json`.
pub(crate) fn write_text(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    let eight = |eight: &[u8; 8]| specials(u64::from_le_bytes(*eight));
    let chunks = bytes.chunks_exact(8);
    let rest = chunks.remainder();
    // Of what is left over the last eight bytes are looked at, if there are as many, or each.
    let rest = match bytes.last_chunk::<8>() {
        Some(last) => eight(last) != 0,
        None => rest.iter().any(|byte| *byte < b' ' || *byte == b'"' || *byte == b'\\'),
    };
    // Every chunk is looked at, whatever was found: the compiler makes vectors of that.
    if !rest && chunks.filter_map(<[u8]>::first_chunk).fold(0, |any, chunk| any | eight(chunk)) == 0 {
        out.reserve(text.len().saturating_add(2));
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
    }
}

/// The highest bit of the first byte of eight, the lowest first, that is a quote, a backslash or a control character; bits
/// above it mean nothing, and without such a byte there are none.
fn specials(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let each = |byte: u8| ONES.wrapping_mul(byte.into());
    // The highest bit of each byte that is below a bound of at most 128: up to the first such byte no borrow falsifies it.
    let below = |eight: u64, bound: u8| eight.wrapping_sub(each(bound)) & !eight & each(0x80);
    below(eight ^ each(b'"'), 1) | below(eight ^ each(b'\\'), 1) | below(eight, 0x20)
}

#[cfg(test)]
mod tests {
    use super::{Json, Refused, specials};

    #[test]
    fn the_first_special_byte_of_eight_is_found() {
        for special in [b'"', b'\\', 0, 0x1f] {
            for at in 0..8 {
                for other in [b' ', b'!', b'#', b'[', b']', 0x7f, 0x80, 0xff] {
                    let mut eight = [other; 8];
                    assert_eq!(specials(u64::from_le_bytes(eight)), 0, "{other}");
                    eight[at] = special;
                    let found = specials(u64::from_le_bytes(eight));
                    assert_eq!(
                        usize::try_from(found.trailing_zeros() / 8),
                        Ok(at),
                        "{special} among {other}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_text_is_what_serde_json_says_it_is() {
        let texts = [
            r#""""#,
            r#""a""#,
            r#""exactly8""#,
            r#""longer than eight, 長さ""#,
            r#""\"""#,
            r#""\\""#,
            r#""a long one with \u00e9 and \ud83d\ude00 and \" in it""#,
            r#""\ud83d""#,
            r#""\x""#,
            r#""\"#,
            r#""\""#,
            r#""open"#,
            "\"a\tb\"",
            "\"control after an escape \\n\u{1}\"",
            "x",
        ];
        for text in texts {
            let known = serde_json::from_str::<String>(text).ok();
            let mut json = Json::new(text);
            let read = json.text().ok().filter(|_| json.end().is_ok());
            assert_eq!(read.as_deref(), known.as_deref(), "{text}");
        }
    }

    #[test]
    fn a_number_is_what_json_says_it_is() {
        for (text, is_one) in [
            ("0", true),
            ("7", true),
            ("120", true),
            ("-3", true),
            ("1.5", true),
            ("0.5", true),
            ("1e3", true),
            ("18446744073709551616", true),
            ("01", false),
            ("1.", false),
            (".5", false),
            ("+1", false),
            ("-", false),
            ("1-2", false),
            ("", false),
        ] {
            assert_eq!(Json::new(text).number().is_ok(), is_one, "{text}");
        }
        assert_eq!(["0", "4294967295"].map(|text| Json::new(text).count()), [Ok(0), Ok(u32::MAX)]);
        assert_eq!(["480.0", "0.00"].map(|text| Json::new(text).count()), [Ok(480), Ok(0)]);
        for text in ["4294967296", "-0", "1.", "1.5", "1.05", "1.0e0", ".0", "1e0", "01", "00", "00.0", ""] {
            let mut json = Json::new(text);
            assert_eq!(json.count().and_then(|_| json.end()), Err(Refused), "{text}");
        }
    }

    const KEYS: [&str; 3] = ["a", "exactly8", "more_than_eight"];

    fn table(json: &mut Json<'_>, sum: &mut u32) -> Result<(), Refused> {
        let mut more = json.open(b'{', b'}')?;
        while more {
            let key = if json.takes_key(b"\"a\":") { 0 } else { json.key_of(&KEYS)? };
            let tens: u32 = [0, 10, 20][key];
            *sum = sum.saturating_add(tens).saturating_add(json.count()?);
            more = json.more(b'}')?;
        }
        Ok(())
    }

    #[test]
    fn lists_and_tables_end_where_they_should() {
        let sum = |text: &str| {
            let (mut json, mut sum) = (Json::new(text), 0);
            let read = if text.contains('{') {
                table(&mut json, &mut sum)
            } else {
                json.list(|json| json.count().map(|count| sum += count))
            };
            read.and_then(|()| json.end()).map(|()| sum)
        };
        for (text, total) in [
            ("[]", 0),
            (" [ 1 , 2 ]\n", 3),
            ("{}", 0),
            (r#"{ "a" : 1,"more_than_eight":2,"exactly8":4, "a":0}"#, 37),
        ] {
            assert_eq!(sum(text), Ok(total), "{text}");
        }
        for text in [
            "[",
            "[1",
            "[1,",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[1]]",
            r#"{"a"}"#,
            r#"{"a":1,}"#,
            "{1:1}",
            "{",
            r#"{"b":1}"#,
            r#"{"exactly":1}"#,
            r#"{"exactly89":1}"#,
            r#"{"more_than_eigh":1}"#,
            r#"{"a"#,
        ] {
            assert_eq!(sum(text), Err(Refused), "{text}");
        }
    }
}
