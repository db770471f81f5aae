//! The sources that an answer leans on: cited by number where they bear something out, listed in full at the end.

use std::cmp::Reverse;

use crate::page::{Look, Text};
use crate::text::{Telling, prose};

/// The ids of the sources cited so far; a source's number is its place.
#[derive(Debug, Default)]
pub(super) struct Cited(Vec<String>);

impl Cited {
    fn number(&mut self, id: &str) -> usize {
        let place = self.0.iter().position(|cited| cited == id).unwrap_or_else(|| {
            self.0.push(id.to_owned());
            self.0.len() - 1
        });
        place + 1
    }
}

impl Telling<'_> {
    /// The first source with title, publisher, date and status, and the numbers of the others.
    pub(super) fn cite_in_full(&mut self, ids: &[String]) -> String {
        let mut parts = Vec::new();
        for id in ids {
            let number = self.cited.number(id);
            match self.plan.source(id).filter(|_| parts.is_empty()) {
                Some(source) => {
                    let mut about = vec![prose(&source.title), prose(&source.publisher)];
                    about.extend(source.date.clone());
                    about.push(source.status.as_str().to_owned());
                    parts.push(format!("[{number}] {}", about.join(", ")));
                }
                None => parts.push(format!("[{number}]")),
            }
        }
        parts.join("; ")
    }

    /// The title of the best-known source, and the numbers of the others.
    pub(super) fn cite(&mut self, ids: &[String]) -> String {
        let mut ids: Vec<&String> = ids.iter().collect();
        // Issuers' own documents before others' accounts of them.
        ids.sort_by_key(|id| Reverse(self.plan.source(id).map(|source| source.status)));
        let mut parts = Vec::new();
        for id in ids {
            let number = self.cited.number(id);
            match self.plan.source(id).filter(|_| parts.is_empty()) {
                Some(source) => parts.push(format!("[{number}] {}", prose(&source.title))),
                None => parts.push(format!("[{number}]")),
            }
        }
        match parts.split_first() {
            Some((first, others)) if !others.is_empty() => format!("{first}; also {}", others.join(" ")),
            _ => parts.concat(),
        }
    }

    pub(super) fn sources(&mut self) {
        if self.cited.0.is_empty() {
            return;
        }
        self.page.heading("Sources");
        for (index, id) in self.cited.0.iter().enumerate() {
            let mark = format!("[{}]", index + 1);
            let Some(source) = self.plan.source(id) else {
                self.page.item(2, &mark, &Text::plain(id));
                continue;
            };
            let mut about = vec![prose(&source.publisher)];
            about.extend(source.clause.as_deref().map(prose));
            about.extend(source.date.clone());
            let title = prose(&source.title);
            let stop = if title.ends_with(['.', '?', '!']) { "" } else { "." };
            let text = Text::new()
                .and(Look::Strong, title)
                .and(
                    Look::Plain,
                    format!("{stop} {}. {}, read on {}. ", about.join(", "), source.status, source.read_on),
                )
                .and(Look::Faint, &source.url);
            self.page.item(2, &format!("{mark:<4}"), &text);
        }
    }
}
