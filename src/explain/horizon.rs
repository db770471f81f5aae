//! What passes on the next day of change, in words; and every change within so many days.

use crate::assessment::{GradeRange, Parts};
use crate::dossier::Dossier;
use crate::dossier::certificate::Certificate;
use crate::explain::tree::{ChangeKind, ChangeTold, Horizon};
use crate::explain::words::{self, counted, prose};
use crate::fact::Facts;
use crate::fact::certificates::{CertificateNote, CertificateReading};
use crate::fact::reading::Reading;
use crate::grade::Grade;
use crate::horizon::Change;
use crate::pack::model::Holds;
use crate::plan::{Levels, Scorer};
use crate::problem::Problems;
use crate::range::Range;

impl Scorer {
    /// Every later day within so many days on which the same dossier gets another answer, each beside the day before.
    ///
    /// ```
    /// use audit_credence::{Dossier, Pack, Plan};
    ///
    /// let plan = Plan::new(&Pack::procurement().unwrap());
    /// let dossier = br#"{ "report": { "document": "full_report", "visit": { "end": "2026-03-11" } } }"#;
    /// let dossier = Dossier::from_json(dossier).unwrap();
    /// let changes = plan.at("2026-11-22".parse().unwrap()).horizon(&dossier, 365).unwrap();
    /// assert_eq!(changes[0].next_change_on, Some("2027-03-12".parse().unwrap()));
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`Scorer::assess`].
    pub fn horizon(&self, dossier: &Dossier, days: u32) -> Result<Vec<Horizon>, Problems> {
        self.admit(dossier)?;
        let facts = Facts::of_checked(dossier);
        let last = self.as_of().plus_days(i32::try_from(days).unwrap_or(i32::MAX));
        let mut scorer = self.clone();
        let mut told = Vec::new();
        loop {
            let levels = scorer.levels(&facts)?;
            let readings = scorer.certificate_readings(dossier);
            let change = scorer.next_change(dossier, &facts, &levels, &readings)?;
            let Some(change) = change.filter(|change| change.on <= last) else { return Ok(told) };
            let before =
                Before { scorer: &scorer, dossier, facts: &facts, levels: &levels, readings: &readings };
            told.push(before.horizon(Some(&change)));
            scorer = scorer.plan().at(change.on);
        }
    }
}

/// What holds until the day of a change.
pub(super) struct Before<'a> {
    pub(super) scorer: &'a Scorer,
    pub(super) dossier: &'a Dossier,
    pub(super) facts: &'a Facts,
    pub(super) levels: &'a Levels,
    pub(super) readings: &'a [CertificateReading],
}

impl Before<'_> {
    fn grade(&self, levels: &Levels) -> Option<GradeRange> {
        let named = |range: Range<Grade>| GradeRange {
            worst: self.scorer.plan().named(range.worst()),
            best: self.scorer.plan().named(range.best()),
        };
        (levels.reading == Reading::Readable).then(|| named(self.scorer.grade(levels)))
    }

    /// The points of the account, by the levels of a day.
    fn account(&self, on: &Scorer, levels: &Levels) -> Option<Parts> {
        let before_floors = on.before_floors(levels, self.facts).ok().filter(|_| levels.is_graded())?;
        Some(on.points(&before_floors))
    }

    /// The change in words; `None` is that there is none.
    pub(super) fn horizon(&self, change: Option<&Change>) -> Horizon {
        let now = self.grade(self.levels);
        let action = self.scorer.action(self.levels);
        let account = self.account(self.scorer, self.levels);
        let Some(change) = change else {
            return Horizon {
                next_change_on: None,
                grade: now,
                grade_then: None,
                action,
                action_then: None,
                to_do: None,
                account,
                account_then: None,
                because: Vec::new(),
                text: "no later day changes the answer to this dossier".to_owned(),
            };
        };
        let on = self.scorer.plan().at(change.on);
        let then = self.grade(&change.levels);
        let action_then = on.action(&change.levels);
        let account_then = self.account(&on, &change.levels);
        let because = self.changes(change);
        let reasons: Vec<&str> = because.iter().map(|one| one.text.as_str()).collect();
        let graded = match (&now, &then) {
            (Some(now), Some(then)) => format!(": {}", words::moved(words::ends(now), words::ends(then))),
            _ => String::new(),
        };
        let to_do = action.zip(action_then).filter(|(now, then)| now != then).map(|(now, then)| {
            let sentence =
                self.scorer.plan().action_view(then).map_or(String::new(), |view| prose(view.sentence));
            format!(
                "what to do goes from \"{}\" to \"{}\": {sentence}",
                words::action(now),
                words::action(then)
            )
        });
        let counted = match account.as_ref().zip(account_then.as_ref()) {
            Some((now, then)) if now.shown != then.shown => {
                format!("; of {} points of evidence {} are shown, and then {}", now.of, now.shown, then.shown)
            }
            _ => String::new(),
        };
        Horizon {
            next_change_on: Some(change.on),
            grade_then: then,
            action,
            action_then,
            to_do,
            account,
            account_then,
            text: format!(
                "on {} the same dossier gets another answer, because {}{graded}{counted}",
                change.on,
                reasons.join("; and ")
            ),
            because,
            grade: now,
        }
    }

    /// What passes on the day of a change.
    fn changes(&self, change: &Change) -> Vec<ChangeTold> {
        let compiled = self.scorer.plan().compiled();
        let mut told = Vec::new();
        for (index, criterion) in compiled.criteria.iter().enumerate() {
            let Some((now, then)) = self.levels.get(index).zip(change.levels.get(index)) else { continue };
            let Some(model) = compiled.model.criteria.get(&criterion.id).map(|item| &item.value) else {
                continue;
            };
            if now == then {
                continue;
            }
            let shown = |range: Range<u8>| match words::between(model, range) {
                nothing if nothing.is_empty() && criterion.fact.is_age() => "open".to_owned(),
                nothing if nothing.is_empty() => "not stated".to_owned(),
                shown => shown,
            };
            let title = prose(&model.title);
            let moved = format!("\"{title}\" goes from \"{}\" to \"{}\"", shown(now), shown(then));
            // The age that is passed is that of the level which is left, at whichever end moves.
            let left = if now.best() == then.best() { now.worst() } else { now.best() };
            let passed = match model.levels.get(usize::from(left)).map(|level| level.holds) {
                Some(Holds::AtMost(months)) if criterion.fact.is_age() => Some(months),
                _ => None,
            };
            let (kind, text) = match passed {
                Some(months) => {
                    let aged = match criterion.fact.id().as_ref() {
                        "derived.search_age" => "the search for findings",
                        "report.published" => "the report",
                        _ => "the audit",
                    };
                    (ChangeKind::Age, format!("{aged} passes {}: {moved}", in_years(months)))
                }
                None => (ChangeKind::Level, moved),
            };
            let criterion = Some(criterion.id.clone());
            told.push(ChangeTold { kind, criterion, scheme: None, code: None, text });
        }
        let readings = self.readings.iter().zip(&change.readings);
        for (certificate, (now, then)) in self.dossier.certificates.iter().zip(readings) {
            told.extend(self.certificate_change(certificate, now, then));
        }
        told
    }

    fn certificate_change(
        &self,
        certificate: &Certificate,
        now: &CertificateReading,
        then: &CertificateReading,
    ) -> Option<ChangeTold> {
        let gained: Vec<CertificateNote> =
            then.notes.iter().filter(|note| !now.notes.contains(note)).copied().collect();
        let lost = now.notes.iter().filter(|note| !then.notes.contains(note));
        if now == then {
            return None;
        }
        let scheme = self.scorer.plan().scheme(&certificate.scheme, None);
        let name = scheme.map_or_else(|| certificate.scheme.clone(), |scheme| prose(scheme.title));
        let code = certificate.shown_code().map_or(String::new(), |code| format!(" {code}"));
        let (kind, text) = if gained.contains(&CertificateNote::Expired) {
            (ChangeKind::CertificateExpires, format!("the validity of {name}{code} ends"))
        } else if gained.contains(&CertificateNote::StaleStatus) {
            (ChangeKind::CertificateStale, format!("the status of {name}{code} goes stale"))
        } else {
            let news: Vec<&str> =
                gained.iter().chain(lost).map(|note| words::certificate_note(*note)).collect();
            (ChangeKind::CertificateNote, format!("{name}{code} is read in another way: {}", news.join("; ")))
        };
        let (scheme, code) = (Some(certificate.scheme.clone()), certificate.shown_code());
        Some(ChangeTold { kind, criterion: None, scheme, code, text })
    }
}

/// Months as whole years where they are.
fn in_years(months: u32) -> String {
    match months.checked_rem(12) {
        Some(0) if months > 0 => counted(months.checked_div(12).unwrap_or(0), "year", "years"),
        _ => counted(months, "month", "months"),
    }
}
