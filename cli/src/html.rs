//! What every page has in common: how text enters it.
//!
//! Templates escape whatever they are given. Text of a dossier or a pack also goes through [`filters::text`], which shows
//! characters that act on their surroundings by their number, keeps its direction of writing to itself, and gives
//! very long text a box of its own.

use askama::filters::Safe;

use crate::page::safe;

/// Longer text stands in a box that scrolls, so that it cannot push everything else off the page.
const LONG: usize = 1_500;

/// The style of every page.
pub(crate) const STYLE: &str = include_str!("../templates/style.css");

#[expect(
    clippy::inline_always,
    clippy::unnecessary_wraps,
    clippy::unused_self,
    unreachable_pub,
    reason = "askama's macro writes a public method for each filter, and wants a result of each"
)]
pub(crate) mod filters {
    use std::fmt::Display;

    use askama::filters::Safe;
    use askama::{Result, Values};

    use super::{capital, escaped, isolated};
    use crate::page::safe;

    /// Text of a dossier or a pack.
    #[askama::filter_fn]
    pub(crate) fn text(value: impl Display, _: &dyn Values) -> Result<Safe<String>> {
        Ok(isolated(&value.to_string()))
    }

    /// The same with a capital at its beginning, for sentences that stand alone.
    #[askama::filter_fn]
    pub(crate) fn upfirst(value: impl Display, _: &dyn Values) -> Result<Safe<String>> {
        Ok(isolated(&capital(&value.to_string())))
    }

    /// A level or value in words: `by_agent` is read as "by agent".
    #[askama::filter_fn]
    pub(crate) fn words(value: impl Display, _: &dyn Values) -> Result<Safe<String>> {
        Ok(Safe(escaped(&safe(&value.to_string().replace('_', " ")))))
    }

    /// Words in capitals as small letters.
    #[askama::filter_fn]
    pub(crate) fn lowered(value: impl Display, _: &dyn Values) -> Result<String> {
        Ok(value.to_string().to_lowercase())
    }

    /// The first word of a code.
    #[askama::filter_fn]
    pub(crate) fn first_word(value: impl Display, _: &dyn Values) -> Result<String> {
        Ok(value.to_string().split('_').next().unwrap_or_default().to_owned())
    }
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    let first = rest.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + rest.as_str()
}

fn isolated(text: &str) -> Safe<String> {
    let escaped = escaped(&safe(text));
    let is_long = text.chars().nth(LONG).is_some();
    Safe(match (is_long, text.is_ascii()) {
        (true, _) => format!(
            "<span class=\"long\" tabindex=\"0\" role=\"group\" aria-label=\"long text\" dir=\"auto\">{escaped}</span>"
        ),
        (false, true) => escaped,
        (false, false) => format!("<bdi>{escaped}</bdi>"),
    })
}

/// Text without any character that could be markup, in content and in attributes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::isolated;

    #[test]
    fn text_is_never_markup_and_keeps_its_direction_to_itself() {
        assert_eq!(isolated("<script>\"'&").0, "&lt;script&gt;&quot;&#39;&amp;");
        assert_eq!(isolated("\u{202e}x").0, "<bdi>\\u{202e}x</bdi>");
        assert_eq!(isolated("工厂").0, "<bdi>工厂</bdi>");
        assert!(isolated(&"<".repeat(10_000)).0.starts_with("<span class=\"long\""));
    }
}
