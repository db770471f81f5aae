//! Which site, which day, which workers, and where the report came from: the plain questions before any rule.

use crate::date::Date;
use crate::dossier::report::{Availability, ProgrammeStatus, ReceivedFrom, ReportDocument, SiteMatch};
use crate::dossier::site::WorkforceEstablishedBy;
use crate::dossier::{Dossier, ids};
use crate::explain::Explaining;
use crate::explain::questions::SMALL_GROUP;
use crate::explain::tree::{Check, NotHeard, ReasonBasis, Subject, Tone};
use crate::explain::words::{counted, prose};
use crate::fact::ids::key_path;
use crate::fact::language::{self, LanguageCover, Spoken};
use crate::fact::{interviews, workforce};
use crate::partial_date::PartialDate;
use crate::range::Range;

/// What an answer to a plain question says, on what it rests and how it reads.
type Answer = (String, ReasonBasis, Tone);

fn stated(text: &str, tone: Tone) -> Answer {
    (text.to_owned(), ReasonBasis::Stated, tone)
}

fn silent(text: &str) -> Answer {
    (text.to_owned(), ReasonBasis::Silent, Tone::Doubtful)
}

/// Who signed the report; `None` where nobody is named.
pub(super) fn auditing_body(dossier: &Dossier) -> Option<String> {
    ids::named(dossier.report.auditor.firm.as_deref()).map(prose)
}

impl Explaining<'_> {
    pub(super) fn subject(&self) -> Subject {
        let (site, report) = (&self.dossier.site, &self.dossier.report);
        let country = site.country.map(|country| country.to_string());
        Subject {
            site_name: site.name.clone(),
            supplier_name: self.dossier.supplier.name.clone(),
            place: site.subdivision.map(|part| part.to_string()).or(country),
            programme: report.programme.as_deref().map(|programme| self.programme(programme)),
            auditing_body: auditing_body(self.dossier),
        }
    }

    /// The name of a programme; its id where the pack does not know it.
    fn programme(&self, id: &str) -> String {
        self.plan.scheme(id, None).map_or_else(|| id.to_owned(), |scheme| prose(scheme.title))
    }

    fn check(&self, id: &'static str, title: &'static str, answer: Answer, read: &[&str]) -> Check {
        let (text, basis, tone) = answer;
        Check { id, title, text, basis, tone, read: self.read(read) }
    }

    /// Whether it is the same site, of which day, and with which workers.
    pub(super) fn same(&self) -> Vec<Check> {
        let site = match self.dossier.report.visit.site_match {
            Some(SiteMatch::Confirmed) => {
                stated("confirmed: the audited site is where the goods and the workers are", Tone::Good)
            }
            Some(SiteMatch::Unconfirmed) => stated(
                "nobody confirmed that the audited site is where the goods and the workers are",
                Tone::Doubtful,
            ),
            Some(SiteMatch::Mismatch) => (
                "the audited site is not where the goods and the workers are".to_owned(),
                ReasonBasis::Adverse,
                Tone::Bad,
            ),
            None => silent("whether the audited site is where the goods and the workers are is not stated"),
        };
        let workers = [
            key_path!(report.interviews.groups),
            key_path!(site.headcount),
            key_path!(site.workforce),
            key_path!(site.workforce_established_by),
            key_path!(site.workforce_covers),
        ];
        let days = [
            key_path!(report.visit.start),
            key_path!(report.visit.end),
            key_path!(report.visit.no_later_than),
        ];
        vec![
            self.check("site", "Same site?", site, &[key_path!(report.visit.site_match)]),
            self.check("date", "Of which day?", self.date(), &days),
            self.check("workers", "Which workers?", self.workers(), &workers),
        ]
    }

    fn date(&self) -> Answer {
        let visit = &self.dossier.report.visit;
        let as_of = self.scorer.as_of();
        let ago = |day: PartialDate| age(day, as_of);
        let at_least = |day: PartialDate| age_on(day.last().min(as_of), as_of);
        match (visit.start, visit.end, visit.no_later_than) {
            (Some(start), Some(end), _) if start != end => stated(
                &format!("the visit was from {start} to {end}, {} before {as_of}", ago(end)),
                Tone::Neutral,
            ),
            (_, Some(end), _) => {
                stated(&format!("the visit ended {}, {} before {as_of}", on(end), ago(end)), Tone::Neutral)
            }
            (Some(start), None, Some(over)) => stated(
                &format!(
                    "the visit began {} and was over by {over}, at least {} before {as_of}",
                    on(start),
                    at_least(over)
                ),
                Tone::Neutral,
            ),
            (Some(start), None, None) => (
                format!(
                    "the visit began {}, {} before {as_of}; when it ended is not stated",
                    on(start),
                    ago(start)
                ),
                ReasonBasis::Silent,
                Tone::Doubtful,
            ),
            (None, None, Some(over)) => (
                format!(
                    "the visit was over by {over}, at least {} before {as_of}; its days are not stated",
                    at_least(over)
                ),
                ReasonBasis::Silent,
                Tone::Doubtful,
            ),
            (None, None, None) => silent("on which day the visit was is not stated"),
        }
    }

    fn workers(&self) -> Answer {
        let site = &self.dossier.site;
        let is_said = self.dossier.report.interviews.groups.is_some();
        let range = interviews::heard_workers(self.dossier);
        let heard = match (is_said, range.worst()) {
            (false, _) => "how many workers were heard is not stated".to_owned(),
            (true, 0) => "no worker was heard".to_owned(),
            (true, least) => {
                let at_least = if range.is_settled() { "" } else { "at least " };
                let of = site.headcount.map_or(String::new(), |headcount| format!(" of {headcount}"));
                format!("{at_least}{}{of} heard", counted(least, "worker", "workers"))
            }
        };
        let established = workforce::established(self.dossier);
        let is_independent = |by: WorkforceEstablishedBy| by == WorkforceEstablishedBy::Independent;
        let known = match site.workforce_established_by {
            Some(WorkforceEstablishedBy::Independent) if self.facts.shown().is_counted() => {
                "the auditors established themselves who works there; lists leave people out"
            }
            Some(WorkforceEstablishedBy::Independent) if is_independent(established.worst()) => {
                "that the auditors established themselves who works there rests on a rule's or the supplier's word"
            }
            Some(WorkforceEstablishedBy::Independent) if is_independent(established.best()) => {
                "the auditors are said to have established who works there, but their count, the shifts and housing \
                 that they saw, or how many are listed, is not stated"
            }
            Some(WorkforceEstablishedBy::Independent) => {
                "the auditors are said to have established who works there, but they did not see every shift and the \
                 housing, or the list falls short of the count"
            }
            Some(WorkforceEstablishedBy::DocumentsOnly) => "who works there was read from documents alone",
            Some(WorkforceEstablishedBy::ManagementStatement) => {
                "who works there is what the management says"
            }
            Some(WorkforceEstablishedBy::NotChecked) => "nobody checked who works there",
            None => "how it is known who works there is not stated",
        };
        let (basis, tone) = match site.workforce_established_by {
            Some(_) if is_said && is_independent(established.worst()) => (ReasonBasis::Stated, Tone::Good),
            Some(_) if is_said && established.is_settled() => (ReasonBasis::Stated, Tone::Doubtful),
            _ => (ReasonBasis::Silent, Tone::Doubtful),
        };
        (format!("{heard}; {known}"), basis, tone)
    }

    /// The languages of the workforce that were not heard, or only through somebody with power over the workers; and
    /// whether there may be others.
    pub(super) fn not_heard(&self) -> Vec<NotHeard> {
        let heard = interviews::heard(self.dossier);
        let is_unnamed =
            heard.clone().into_iter().flatten().any(|group| interviews::stated(group.language).is_none());
        let mut told: Vec<NotHeard> = Vec::new();
        // Where nothing is said of who was heard nothing is told of a language.
        let mut spoken = if heard.is_some() { language::spoken(self.dossier) } else { Vec::new() };
        spoken.sort_by_key(|spoken| spoken.language);
        for spoken in spoken {
            let Some((text, basis)) = how_heard(&spoken, is_unnamed) else { continue };
            let workers = spoken.listed.filter(Range::is_settled).map(|workers| workers.worst());
            let workers = workers.map(|workers| u32::try_from(workers).unwrap_or(u32::MAX));
            let who = workers.map_or("workers".to_owned(), |count| counted(count, "worker", "workers"));
            let language = spoken.language;
            told.push(NotHeard {
                language: Some(language.to_string()),
                workers,
                text: format!("{who} whose language is {language}: {text}"),
                basis,
                could_identify: workers.is_none_or(|workers| workers < SMALL_GROUP),
            });
        }
        // What a rule or the supplier claims counts nobody.
        if !self.facts.shown().lists_everybody() {
            told.push(NotHeard {
                language: None,
                workers: None,
                text: "whether there are workers whom nobody listed, and nobody heard, is not known: no independent \
                       count of everybody present reaches the headcount"
                    .to_owned(),
                basis: ReasonBasis::Silent,
                could_identify: false,
            });
        }
        told
    }

    /// Where the report came from.
    pub(super) fn origin(&self) -> Vec<Check> {
        let report = &self.dossier.report;
        let document = match report.document {
            Some(ReportDocument::FullReport) => stated("the full report", Tone::Good),
            Some(ReportDocument::Summary) => {
                stated("a summary: whoever wrote it chose what to leave out", Tone::Doubtful)
            }
            Some(ReportDocument::CertificateOnly) => {
                stated("a certificate alone, which is no report", Tone::Bad)
            }
            Some(ReportDocument::SupplierStatement) => {
                stated("the word of a supplier or buyer alone, which is no report", Tone::Bad)
            }
            None => silent("what there was to read is not stated"),
        };
        let received = match report.received_from {
            Some(ReceivedFrom::Issuer) => stated("from whoever issued it", Tone::Good),
            Some(ReceivedFrom::Platform) => {
                stated("from a platform on which reports are shared", Tone::Neutral)
            }
            Some(ReceivedFrom::Published) => stated("it is public", Tone::Good),
            Some(ReceivedFrom::Leaked) => {
                stated("it was leaked: it may be genuine, and may not be whole", Tone::Doubtful)
            }
            Some(ReceivedFrom::Supplier) => {
                stated("from the supplier, who has an interest in it", Tone::Doubtful)
            }
            None => silent("from whom it came is not stated"),
        };
        let confirmed = match report.confirmed_by_issuer {
            Some(true) => stated("the issuer confirmed that it is genuine", Tone::Good),
            Some(false) => stated("the issuer has not confirmed that it is genuine", Tone::Doubtful),
            None => silent("whether the issuer confirmed that it is genuine is not stated"),
        };
        let availability = match report.availability {
            Some(Availability::Provided) => stated("the report was provided", Tone::Good),
            Some(Availability::Refused) => {
                stated("somebody asked for the report and did not get it", Tone::Bad)
            }
            Some(Availability::NoneExists) => stated("there is no report", Tone::Bad),
            Some(Availability::NotAsked) => stated("nobody has asked for the report", Tone::Doubtful),
            None => silent("whether somebody asked for the report is not stated"),
        };
        vec![
            self.check("document", "What was read?", document, &[key_path!(report.document)]),
            self.check("received_from", "From whom?", received, &[key_path!(report.received_from)]),
            self.check(
                "confirmed_by_issuer",
                "Is it genuine?",
                confirmed,
                &[key_path!(report.confirmed_by_issuer)],
            ),
            self.check(
                "programme",
                "Under which programme?",
                self.programme_status(),
                &[key_path!(report.programme), key_path!(report.programme_status)],
            ),
            self.check("availability", "Was it given?", availability, &[key_path!(report.availability)]),
        ]
    }

    fn programme_status(&self) -> Answer {
        let report = &self.dossier.report;
        let name = report.programme.as_deref().map(|id| self.programme(id));
        let of = name.as_ref().map_or("a programme that is not stated".to_owned(), Clone::clone);
        match report.programme_status {
            Some(ProgrammeStatus::Accepted) => stated(&format!("{of}: accepted"), Tone::Good),
            Some(ProgrammeStatus::Draft) => stated(&format!("{of}: a draft"), Tone::Bad),
            Some(ProgrammeStatus::Disputed) => stated(&format!("{of}: disputed"), Tone::Doubtful),
            Some(ProgrammeStatus::Invalidated) => stated(&format!("{of}: declared void"), Tone::Bad),
            None => {
                let text = match name {
                    Some(name) => format!("{name}; how it regards the report is not stated"),
                    None => "the programme is not stated".to_owned(),
                };
                silent(&text)
            }
        }
    }
}

/// How the workers of a language were heard, where not enough were, or only through somebody with power over them.
fn how_heard(spoken: &Spoken, is_unnamed: bool) -> Option<(&'static str, ReasonBasis)> {
    let (cover, nobody) = (spoken.cover(), LanguageCover::NotHeard);
    Some(if cover.worst() == nobody && (cover.best() > nobody || is_unnamed) {
        ("whether enough of them were heard in it is not stated", ReasonBasis::Silent)
    } else if cover.best() == nobody && spoken.heard().best() == 0 {
        ("nobody was heard in it", ReasonBasis::Stated)
    } else if cover.best() == nobody {
        ("too few of them were heard in it", ReasonBasis::Stated)
    } else if cover.best() <= LanguageCover::ByFacilityInterpreter {
        ("heard only through somebody with power over them", ReasonBasis::Adverse)
    } else {
        return None;
    })
}

/// A date as a sentence names it.
fn on(date: PartialDate) -> String {
    format!("{} {date}", if date.is_a_day() { "on" } else { "in" })
}

/// How long before a day a date lies, at least and at most where that is not the same.
fn age(date: PartialDate, as_of: Date) -> String {
    let (least, most) = (age_on(date.last().min(as_of), as_of), age_on(date.first(), as_of));
    if least == most { least } else { format!("{least} to {most}") }
}

/// How long before a day another lies, in years and months, or in days below one month.
fn age_on(day: Date, as_of: Date) -> String {
    let days = day.days_apart(as_of);
    // A month has at most 31 days: the guess is low, and goes up to the last whole month.
    let mut months = days.checked_div(31).unwrap_or(0);
    while day.plus_months(months.saturating_add(1)) <= as_of && months < 120_000 {
        months = months.saturating_add(1);
    }
    let (years, rest) = (months.checked_div(12).unwrap_or(0), months.checked_rem(12).unwrap_or(0));
    match (years, rest) {
        (0, 0) => counted(days, "day", "days"),
        (0, rest) => counted(rest, "month", "months"),
        (years, 0) => counted(years, "year", "years"),
        (years, rest) => {
            format!("{} and {}", counted(years, "year", "years"), counted(rest, "month", "months"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::age;

    #[test]
    fn an_age_is_told_in_whole_months() {
        let of = |day: &str, as_of: &str| age(day.parse().unwrap(), as_of.parse().unwrap());
        assert_eq!(of("2024-03-01", "2024-03-01"), "0 days");
        assert_eq!(of("2024-02-29", "2024-03-28"), "28 days");
        assert_eq!(of("2024-02-29", "2024-03-29"), "1 month");
        assert_eq!(of("2023-05-11", "2024-05-10"), "11 months");
        assert_eq!(of("2023-05-11", "2024-05-11"), "1 year");
        assert_eq!(of("2021-05-11", "2024-07-12"), "3 years and 2 months");
        assert_eq!(of("2023-05", "2024-05-31"), "1 year");
        assert_eq!(of("2023", "2024-05-31"), "5 months to 1 year and 4 months");
        assert_eq!(of("2024", "2024-05-31"), "0 days to 4 months");
    }
}
