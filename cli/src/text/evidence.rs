//! What stands beside the audit: certificates, findings from outside, contradictions inside the report, notes.

use crate::page::{Look, Text};
use crate::text::{Telling, look};

impl Telling<'_> {
    pub(super) fn certificates(&mut self) {
        let told = self.told;
        if told.certificates.is_empty() {
            return;
        }
        self.page.heading("What the certificates add");
        for certificate in &told.certificates {
            let keys: Vec<String> = certificate
                .code
                .iter()
                .cloned()
                .chain(certificate.id.iter().map(|id| format!("id {id}")))
                .collect();
            let keys = if keys.is_empty() { String::new() } else { format!(" ({})", keys.join(", ")) };
            let text = Text::new()
                .and(Look::Strong, &certificate.title)
                .and(Look::Plain, format!("{keys}: "))
                .and(look(certificate.tone), certificate.word);
            self.page.item(2, "-", &text);
            for note in &certificate.notes {
                self.page.item(4, "-", &Text::plain(note.text));
            }
            if let Some(meaning) = &certificate.meaning {
                let text = Text::plain(format!("a valid status means at most: {meaning} "))
                    .and(Look::Faint, self.cited_by_title(&certificate.sources));
                self.page.item(4, "-", &text);
            }
        }
    }

    pub(super) fn findings(&mut self) {
        let told = self.told;
        if told.findings.is_empty() {
            return;
        }
        self.page.heading("Findings from outside");
        for finding in &told.findings {
            let notes: Vec<&str> = finding.notes.iter().map(|note| note.text).collect();
            let notes = if notes.is_empty() { String::new() } else { format!(": {}", notes.join("; ")) };
            let url = finding.url.as_ref().map_or(String::new(), |url| format!(" {url}"));
            let text = Text::new()
                .and(Look::Strong, &finding.name)
                .and(Look::Plain, format!(" ({}) ", finding.about))
                .and(look(finding.tone), finding.word)
                .and(Look::Plain, notes)
                .and(Look::Faint, url);
            self.page.item(2, "-", &text);
        }
    }

    pub(super) fn contradictions(&mut self) {
        let told = self.told;
        if !told.contradictions.is_empty() {
            self.page.heading("What the report contradicts itself in");
        }
        for contradiction in &told.contradictions {
            let text = Text::new()
                .and(Look::Bad, contradiction.text)
                .and(Look::Faint, format!(" ({})", contradiction.paths.join(", ")));
            self.page.item(2, "-", &text);
        }
        if !told.notes.is_empty() {
            self.page.heading("To be noted");
        }
        for note in &told.notes {
            let text = Text::new().and(Look::Plain, note.text).and(Look::Faint, format!(" ({})", note.path));
            self.page.item(2, "-", &text);
        }
    }
}
