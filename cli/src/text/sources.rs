//! The sources that an answer leans on: cited by number where they bear something out, listed in full at the end.

use crate::page::{Look, Text};
use crate::text::Telling;

impl Telling<'_> {
    /// The numbers of these sources.
    pub(super) fn cited(&mut self, numbers: &[u32]) -> String {
        self.cited.extend(numbers);
        numbers.iter().map(|number| format!("[{number}]")).collect::<Vec<_>>().join(" ")
    }

    /// The title of the first source, and the numbers of the others.
    pub(super) fn cited_by_title(&mut self, numbers: &[u32]) -> String {
        let Some((first, others)) = numbers.split_first() else { return String::new() };
        let source = self.told.sources.iter().find(|source| source.number == *first);
        let title = source.map_or(String::new(), |source| format!(" {}", source.title));
        let (first, others) = (self.cited(&[*first]), self.cited(others));
        if others.is_empty() { format!("{first}{title}") } else { format!("{first}{title}; also {others}") }
    }

    /// The sources that this text cites, under the numbers that they have in every format.
    pub(super) fn sources(&mut self) {
        let told = self.told;
        if self.cited.is_empty() {
            return;
        }
        self.page.heading("Sources");
        for source in told.sources.iter().filter(|source| self.cited.contains(&source.number)) {
            let mut about = vec![source.publisher.clone()];
            about.extend(source.clause.clone());
            about.extend(source.date.clone());
            let stop = if source.title.ends_with(['.', '?', '!']) { "" } else { "." };
            let text = Text::new()
                .and(Look::Strong, &source.title)
                .and(
                    Look::Plain,
                    format!("{stop} {}. {}, read on {}. ", about.join(", "), source.status, source.read_on),
                )
                .and(Look::Faint, &source.url);
            self.page.item(2, &format!("{:<4}", format!("[{}]", source.number)), &text);
        }
    }
}
