//! What happened when: the audit, the certificates, the findings, the search, and the day of the answer.

use crate::assessment::FindingSource;
use crate::explain::Explaining;
use crate::explain::tree::{Event, EventKind};
use crate::explain::words::{self, prose};
use crate::partial_date::PartialDate;

impl Explaining<'_> {
    pub(super) fn timeline(&self) -> Vec<Event> {
        let mut events = Vec::new();
        self.of_the_audit(&mut events);
        self.of_certificates(&mut events);
        self.of_findings(&mut events);
        let order = |event: &Event| (event.on, event.kind, event.id.clone(), event.text.clone());
        events.sort_by_cached_key(order);
        events.dedup();
        events
    }

    fn event(&self, on: impl Into<PartialDate>, kind: EventKind, text: impl Into<String>) -> Event {
        let on = on.into();
        Event {
            on,
            until: None,
            kind,
            text: text.into(),
            id: None,
            is_ahead: on.first() > self.scorer.as_of(),
            could_identify: false,
        }
    }

    fn of_the_audit(&self, events: &mut Vec<Event>) {
        let visit = &self.dossier.report.visit;
        if let Some(day) = self.dossier.site.headcount_on {
            events.push(self.event(day, EventKind::Headcount, "the workers of the site were counted"));
        }
        match (visit.start, visit.end, visit.no_later_than) {
            (Some(start), Some(end), _) => events.push(Event {
                until: (start != end).then_some(end),
                ..self.event(start, EventKind::Visit, "the audit's visit")
            }),
            (Some(start), None, _) => {
                events.push(self.event(start, EventKind::Visit, "the audit's visit began"));
            }
            (None, Some(end), _) => events.push(self.event(end, EventKind::Visit, "the audit's visit ended")),
            (None, None, Some(over)) => {
                events.push(self.event(over, EventKind::Visit, "the audit's visit was over by this day"));
            }
            (None, None, None) => {}
        }
        if let Some(day) = self.dossier.search.on {
            events.push(self.event(
                day,
                EventKind::Search,
                "somebody looked for evidence from outside the audit",
            ));
        }
        events.push(self.event(self.scorer.as_of(), EventKind::AsOf, "the day of this answer"));
        if let Some(change) = self.change {
            let text = "the same dossier gets another answer";
            events.push(self.event(change.on, EventKind::NextChange, text));
        }
    }

    fn of_certificates(&self, events: &mut Vec<Event>) {
        for certificate in &self.dossier.certificates {
            let scheme = self.plan.scheme(&certificate.scheme, None);
            let name = scheme.map_or_else(|| certificate.scheme.clone(), |scheme| prose(scheme.title));
            let read = match certificate.status {
                Some(status) => format!("{name}: status {}", words::certificate_status(status)),
                None => format!("{name}: status read"),
            };
            let days = [
                (certificate.issued, EventKind::CertificateIssued, format!("{name}: issued")),
                (certificate.status_on, EventKind::CertificateStatus, read),
                (certificate.claimed_on, EventKind::CertificateClaimed, format!("{name}: last seen claimed")),
                (
                    certificate.valid_until,
                    EventKind::CertificateValidUntil,
                    format!("{name}: last day of validity"),
                ),
            ];
            for (day, kind, text) in days {
                let event =
                    day.map(|day| Event { id: certificate.id.clone(), ..self.event(day, kind, text) });
                events.extend(event);
            }
        }
    }

    fn of_findings(&self, events: &mut Vec<Event>) {
        for finding in &self.dossier.findings {
            let name = finding.id.as_ref().map_or("a finding".to_owned(), |id| format!("finding {id}"));
            let about = words::finding_kind(finding.kind);
            let days = [
                (finding.observed, EventKind::FindingObserved, "observed"),
                (finding.published, EventKind::FindingPublished, "published"),
                (finding.ended_on, EventKind::FindingEnded, "ended"),
            ];
            for (day, kind, what) in days {
                let event = day.map(|day| Event {
                    id: finding.id.clone(),
                    could_identify: finding.source == Some(FindingSource::Worker),
                    ..self.event(day, kind, format!("{name} ({about}): {what}"))
                });
                events.extend(event);
            }
        }
    }
}
