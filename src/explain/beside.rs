//! What stands beside the audit: certificates, findings from outside, contradictions inside the report, notes.

use crate::assessment::{Adds, Counts, FindingEffect, FindingNote, FindingSource, StatusCause};
use crate::dossier::certificate::Certificate;
use crate::explain::Explaining;
use crate::explain::tree::{
    CertificateTold, CodeTold, ContradictionTold, FindingTold, NoteTold, Tone, Warning, WarningKind,
};
use crate::explain::words::{self, prose};
use crate::fact::certificates::CertificateReading;

impl Explaining<'_> {
    /// Restrictions in force, and a refused report: hiding a bad one must not pay.
    pub(super) fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        for restriction in &self.assessment.restrictions {
            let finding = match &restriction.finding {
                Some(id) => format!("finding {id}"),
                None => "a finding without an id".to_owned(),
            };
            let checked = match restriction.checked_on {
                Some(day) => format!("last checked on {day}"),
                None => "when that was last checked is not stated".to_owned(),
            };
            let law = words::restriction(restriction.basis);
            warnings.push(Warning {
                kind: WarningKind::Restriction,
                title: "import restriction in force".to_owned(),
                text: format!(
                    "{} ({finding}), {law}; {checked}. An audit does not lift it.",
                    restriction.basis
                ),
                basis: Some(restriction.basis),
                finding: restriction.finding.clone(),
                checked_on: restriction.checked_on,
            });
        }
        if self.assessment.status_because.contains(&StatusCause::ReportRefused) {
            warnings.push(Warning {
                kind: WarningKind::ReportRefused,
                title: "report refused".to_owned(),
                text: "somebody asked for the report and did not get it.".to_owned(),
                basis: None,
                finding: None,
                checked_on: None,
            });
        }
        warnings
    }

    pub(super) fn certificates(&mut self) -> Vec<CertificateTold> {
        // In the order of the assessment, which sorts them.
        let mut all: Vec<(&Certificate, &CertificateReading)> =
            self.dossier.certificates.iter().zip(self.readings).collect();
        all.sort_by(|(one, one_reading), (other, other_reading)| {
            (&one.scheme, &one.id, &one.code, &one_reading.notes).cmp(&(
                &other.scheme,
                &other.id,
                &other.code,
                &other_reading.notes,
            ))
        });
        let mut told = Vec::new();
        for ((certificate, reading), answer) in all.into_iter().zip(&self.assessment.certificates) {
            let scheme = self.plan.scheme(&certificate.scheme, reading.rule.as_deref());
            let sources = scheme.as_ref().map(|scheme| scheme.sources.clone()).unwrap_or_default();
            told.push(CertificateTold {
                id: certificate.id.clone(),
                scheme: certificate.scheme.clone(),
                title: scheme
                    .as_ref()
                    .map_or_else(|| certificate.scheme.clone(), |scheme| prose(scheme.title)),
                owner: scheme.as_ref().map(|scheme| prose(scheme.owner)),
                code: certificate.shown_code(),
                status: certificate.status,
                status_on: certificate.status_on,
                issued: certificate.issued,
                valid_until: certificate.valid_until,
                adds: answer.adds,
                word: words::adds(answer.adds),
                tone: match answer.adds {
                    Adds::Nothing => Tone::Neutral,
                    Adds::Question => Tone::Doubtful,
                    Adds::Demerits | Adds::Cap => Tone::Bad,
                },
                notes: answer
                    .notes
                    .iter()
                    .map(|note| CodeTold { code: note.as_str(), text: words::certificate_note(*note) })
                    .collect(),
                meaning: scheme.map(|scheme| prose(scheme.meaning)),
                sources: self.cited.best_known_first(self.plan, sources),
            });
        }
        told
    }

    pub(super) fn findings(&self) -> Vec<FindingTold> {
        let told = |(number, finding): (u32, &FindingEffect)| {
            let name = finding.id.as_ref().map_or_else(|| format!("number {number}"), Clone::clone);
            FindingTold {
                id: finding.id.clone(),
                name: format!("finding {name}"),
                about: words::finding(finding),
                counts: finding.counts,
                word: words::counts(finding.counts),
                tone: match finding.counts {
                    Counts::Yes => Tone::Bad,
                    Counts::Possibly => Tone::Doubtful,
                    Counts::No => Tone::Neutral,
                },
                notes: finding
                    .notes
                    .iter()
                    .map(|note| CodeTold { code: note.as_str(), text: words::finding_note(*note) })
                    .collect(),
                denied_by_company: finding.notes.contains(&FindingNote::DeniedByCompany),
                url: self.address(finding.id.as_deref()),
                could_identify: finding.source == Some(FindingSource::Worker),
            }
        };
        (1_u32..).zip(&self.assessment.findings).map(told).collect()
    }

    /// Where the only finding of that id can be read, where that is an address of the web.
    fn address(&self, id: Option<&str>) -> Option<String> {
        let id = id?;
        let mut such = self.dossier.findings.iter().filter(|finding| finding.id.as_deref() == Some(id));
        let (only, another) = (such.next()?, such.next());
        let url = only.url.as_ref().filter(|_| another.is_none())?;
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        is_web.then(|| url.clone())
    }

    pub(super) fn contradictions(&self) -> Vec<ContradictionTold> {
        let told = |contradiction: &crate::assessment::Contradiction| ContradictionTold {
            code: contradiction.code,
            text: words::contradiction(contradiction.code),
            paths: contradiction.paths.iter().map(ToString::to_string).collect(),
        };
        self.assessment.contradictions.iter().map(told).collect()
    }

    pub(super) fn notes(&self) -> Vec<NoteTold> {
        let told = |note: &crate::assessment::Note| NoteTold {
            code: note.code,
            text: words::note(note.code),
            path: note.path.clone(),
        };
        self.assessment.notes.iter().map(told).collect()
    }
}
