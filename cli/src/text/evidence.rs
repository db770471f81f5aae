//! What stands beside the audit: certificates, findings from outside, contradictions inside the report, notes.

use audit_credence::assessment::{Adds, Counts};

use crate::page::{Look, Text};
use crate::text::{Telling, prose};
use crate::words;

impl Telling<'_> {
    pub(super) fn certificates(&mut self) {
        if self.assessment.certificates.is_empty() {
            return;
        }
        self.page.heading("What the certificates add");
        for certificate in &self.assessment.certificates {
            let scheme = self.plan.scheme(&certificate.scheme, certificate.rule.as_deref());
            let title =
                scheme.as_ref().map_or_else(|| certificate.scheme.clone(), |scheme| prose(scheme.title));
            let keys: Vec<String> = certificate
                .code
                .iter()
                .cloned()
                .chain(certificate.id.iter().map(|id| format!("id {id}")))
                .collect();
            let keys = if keys.is_empty() { String::new() } else { format!(" ({})", keys.join(", ")) };
            let look = match certificate.adds {
                Adds::Nothing => Look::Plain,
                Adds::Question => Look::Doubtful,
                Adds::Demerits | Adds::Cap => Look::Bad,
            };
            let text = Text::new()
                .and(Look::Strong, title)
                .and(Look::Plain, format!("{keys}: "))
                .and(look, words::adds(certificate.adds));
            self.page.item(2, "-", &text);
            for note in &certificate.notes {
                self.page.item(4, "-", &Text::plain(words::certificate_note(*note)));
            }
            if let Some(scheme) = scheme {
                let sources: Vec<String> = scheme.sources.iter().map(|id| (*id).to_owned()).collect();
                let text = Text::plain(format!("a valid status means at most: {} ", prose(scheme.meaning)))
                    .and(Look::Faint, self.cite(&sources));
                self.page.item(4, "-", &text);
            }
        }
    }

    pub(super) fn findings(&mut self) {
        if self.assessment.findings.is_empty() {
            return;
        }
        self.page.heading("Findings from outside");
        for (index, finding) in self.assessment.findings.iter().enumerate() {
            let name = finding.id.clone().unwrap_or_else(|| format!("number {}", index + 1));
            let look = match finding.counts {
                Counts::Yes => Look::Bad,
                Counts::Possibly => Look::Doubtful,
                Counts::No => Look::Plain,
            };
            let notes: Vec<&str> = finding.notes.iter().map(|note| words::finding_note(*note)).collect();
            let notes = if notes.is_empty() { String::new() } else { format!(": {}", notes.join("; ")) };
            let about = words::finding(finding);
            let text = Text::new()
                .and(Look::Strong, format!("finding {name}"))
                .and(Look::Plain, format!(" ({about}) "))
                .and(look, words::counts(finding.counts))
                .and(Look::Plain, notes);
            self.page.item(2, "-", &text);
        }
    }

    pub(super) fn contradictions(&mut self) {
        let assessment = self.assessment;
        if !assessment.contradictions.is_empty() {
            self.page.heading("What the report contradicts itself in");
        }
        for contradiction in &assessment.contradictions {
            let text = Text::new()
                .and(Look::Bad, words::contradiction(contradiction.code))
                .and(Look::Faint, format!(" ({})", contradiction.paths.join(", ")));
            self.page.item(2, "-", &text);
        }
        if !assessment.notes.is_empty() {
            self.page.heading("To be noted");
        }
        for note in &assessment.notes {
            let text = Text::new()
                .and(Look::Plain, words::note(note.code))
                .and(Look::Faint, format!(" ({})", note.path));
            self.page.item(2, "-", &text);
        }
    }
}
