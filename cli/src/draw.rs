//! Drawing what is wrong with a pack: code, file, line and column, the text itself, the mend.
//!
//! The library's diagnostics know bytes and no colours; here they become what compilers show.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use audit_credence::Diagnostics;

use crate::exit::Exit;
use crate::output::{say, show};
use crate::pack_files::NoPack;
use crate::page::safe;

/// Says why there is no pack, and what that means for the exit code.
pub(crate) fn no_pack(why: &NoPack, colour: bool) -> Exit {
    match why {
        NoPack::Io(path, error) => {
            say(&format!("{}: {error}", path.display()));
            return Exit::IO;
        }
        NoPack::Misplaced(message) => say(message),
        NoPack::Wrong { name, text, diagnostics } => show(&drawn(name, text, diagnostics, colour)),
    }
    Exit::BAD_PACK
}

/// Every diagnostic of a text, and how many there are.
pub(crate) fn drawn(name: &str, text: &str, diagnostics: &Diagnostics, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let name = safe(name);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let snippet = Snippet::source(text)
            .path(name.as_str())
            .annotation(AnnotationKind::Primary.span(within(text, &diagnostic.span)));
        let snippet = match &diagnostic.related {
            Some((span, how)) => {
                snippet.annotation(AnnotationKind::Context.span(within(text, span)).label(how.as_str()))
            }
            None => snippet,
        };
        let group =
            Level::ERROR.primary_title(diagnostic.message.as_str()).id(diagnostic.code).element(snippet);
        let group = match &diagnostic.help {
            Some(help) => group.element(Level::HELP.message(help.as_str())),
            None => group,
        };
        out.push_str(&renderer.render(&[group]));
        out.push_str("\n\n");
    }
    let count = diagnostics.iter().count();
    let problems = if count == 1 { "problem" } else { "problems" };
    out + &format!("{name}: {count} {problems}")
}

/// A span that lies within the text, between whole characters, whatever it was.
fn within(text: &str, span: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let boundary =
        |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (start, end) = (boundary(span.start), boundary(span.end));
    start..end.max(start)
}

/// Line and column of a byte, counted from 1, in characters.
pub(crate) fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..within(text, &(at..at)).start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::{line_and_column, within};

    #[test]
    fn places_lie_between_characters() {
        assert_eq!(within("é", &(1..9)), 0..2);
        assert_eq!(line_and_column("é\nab", 4), (2, 2));
        assert_eq!(line_and_column("", 7), (1, 1));
    }
}
