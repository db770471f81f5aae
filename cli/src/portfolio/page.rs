//! A portfolio as a page: one file that sorts and filters with a script of its own, and is a plain table without.

use askama::Template;
use sha2::{Digest as _, Sha256};

use super::view::View;
use crate::html::{STYLE, filters};

/// So many sites are a page of the table, as in the script: those behind them stand where only a browser without script reads
/// them as a table.
const AT_ONCE: usize = 100;
const SCRIPT: &str = include_str!("../../templates/portfolio.js");

#[derive(Template)]
#[template(path = "portfolio.html")]
struct Portfolio<'a> {
    view: &'a View,
    /// How many sites are told first.
    first: usize,
    /// How many sites stand in the table as elements.
    at_once: usize,
    /// Whether the whole table is printed too.
    full: bool,
    style: &'static str,
    own_style: &'static str,
    script: &'static str,
    /// What the browser may run, and nothing else: the digest of the script.
    script_hash: String,
}

pub(super) fn written(view: &View, full: bool) -> String {
    // Writing into a string cannot fail, and the template has no other way to.
    let page = Portfolio {
        view,
        first: view.first,
        at_once: AT_ONCE,
        full,
        style: STYLE,
        own_style: include_str!("../../templates/portfolio.css"),
        script: SCRIPT,
        script_hash: format!("sha256-{}", base64(&Sha256::digest(SCRIPT))),
    };
    page.render().unwrap_or_default()
}

/// Bytes as base64, as a content security policy has digests.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = usize::try_from(bits >> (18 - 6 * at) & 63).ok().and_then(|digit| DIGITS.get(digit));
            let digit = digit.filter(|_| at <= three.len()).map_or('=', |digit| char::from(*digit));
            out.push(digit);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_as_its_standard_has_it() {
        // The test vectors of RFC 4648, section 10.
        for (text, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(text.as_bytes()), expected);
        }
        assert_eq!(base64(&[0xfb, 0xff, 0xfe]), "+//+");
    }
}
