//! A case as a reader could have graded it soon after the visit, and what graders without a pack make of it.
//!
//! Whatever came later than that day is taken away first: what was found, what was searched, and what became of
//! certificates. So is what the report concluded: the question is how far its method bears a conclusion.

use std::collections::BTreeSet;

use audit_credence::assessment::{Assessment, GradeRange};
use audit_credence::dossier::certificate::{Certificate, CertificateStatus};
use audit_credence::dossier::finding::Search;
use audit_credence::dossier::report::Notice;
use audit_credence::{CATALOGUE, Date, Dossier, Plan, Problems};
use serde::Serialize;

use crate::outcomes::labels::{Author, Case, Outcome};

/// The graders that are compared, the pack first.
pub(crate) const GRADERS: [&str; 5] = [
    "the pack: grade at worst, then shown less twice against",
    "share of keys stated",
    "notice alone",
    "certificate status",
    "made by a worker-side or multi-stakeholder body",
];

/// The day of the grade, counted from the last day of the visit.
pub(crate) const DAYS_AFTER: i32 = 120;

/// Keys that hold what was concluded, or what came of it.
const TAKEN_AWAY: [&str; 10] = [
    "report.answers",
    "report.conclusion.forced_labour",
    "report.conclusion.findings",
    "report.conclusion.indicators_found",
    "report.conclusion.reasoned",
    "report.programme_status",
    "report.follow_up.verified",
    "report.follow_up.verified_by.report",
    "report.follow_up.verified_by.firm",
    "report.follow_up.verified_by.on",
];

/// Where a grader puts a report: by the first number, then by the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Rank(pub(crate) i64, pub(crate) i64);

/// A label with what its dossier gave.
#[derive(Debug, Serialize)]
pub(crate) struct Graded {
    #[serde(flatten)]
    pub(crate) case: Case,
    /// The id of the site, or the name of the case.
    pub(crate) site: String,
    /// The programme, or else the name of the case.
    pub(crate) programme: String,
    /// The day of the grade; none where the dossier has no day of a visit.
    pub(crate) as_of: Option<Date>,
    /// None where there is no report to grade.
    pub(crate) grade: Option<GradeRange>,
    /// What is shown less twice what speaks against the report.
    pub(crate) points: Option<i64>,
    /// How many keys of site and report are stated.
    pub(crate) stated: u32,
    /// Where each grader puts it; none where there is nothing to compare.
    pub(crate) ranks: Option<[Rank; GRADERS.len()]>,
}

impl Graded {
    /// Whether it held up, of those that are compared.
    pub(crate) fn compared(&self) -> Option<(bool, &[Rank; GRADERS.len()])> {
        let held_up = match self.case.outcome {
            Outcome::HeldUp => true,
            Outcome::Failed => false,
            Outcome::Other | Outcome::Unknown => return None,
        };
        Some((held_up, self.ranks.as_ref()?))
    }
}

/// Grades one case.
pub(crate) fn graded(plan: &Plan, case: Case, dossier: Dossier) -> Result<Graded, Problems> {
    let site = dossier.site.id.clone().unwrap_or_else(|| case.example.clone());
    let programme = dossier.report.programme.clone().unwrap_or_else(|| case.example.clone());
    let visit = &dossier.report.visit;
    let visited = visit.end.or(visit.no_later_than).or(visit.start);
    let as_of = visited.map(|day| day.last().plus_days(DAYS_AFTER));
    let Some(day) = as_of else {
        let stated = stated(&dossier);
        return Ok(Graded { case, site, programme, as_of, grade: None, points: None, stated, ranks: None });
    };
    let dossier = as_known_on(dossier, day);
    let found = plan.at(day).assess(&dossier)?;
    let stated = stated(&dossier);
    let points = points(&found);
    let own = found.grade.as_ref().zip(points).map(|(grade, points)| Rank(place(grade), points));
    let ranks = own.map(|own| {
        let author = i64::from(case.author != Author::Other);
        let naive =
            [i64::from(stated), notice(&dossier), certificates(&dossier), author].map(|at| Rank(at, 0));
        let [stated, notice, certificates, author] = naive;
        [own, stated, notice, certificates, author]
    });
    Ok(Graded { case, site, programme, as_of, grade: found.grade, points, stated, ranks })
}

/// The dossier without what nobody could know on that day, and without what the report concluded.
fn as_known_on(dossier: Dossier, day: Date) -> Dossier {
    let mut known = TAKEN_AWAY.iter().fold(dossier, |dossier, path| dossier.without(path));
    known.findings.clear();
    known.search = Search::default();
    let is_later = |date: Option<audit_credence::PartialDate>| date.is_some_and(|date| date.first() > day);
    if is_later(known.site.headcount_on) {
        known.site.headcount_on = None;
    }
    known.certificates.retain(|one| !is_later(one.issued));
    for one in &mut known.certificates {
        // A status without its day was read by whoever wrote the dossier.
        if one.status_on.is_none() || is_later(one.status_on) {
            (one.status, one.status_on, one.reason) = (None, None, None);
        }
        if is_later(one.claimed_on) {
            one.claimed_on = None;
        }
    }
    known
}

fn place(grade: &GradeRange) -> i64 {
    i64::try_from(grade.worst.grade().index()).unwrap_or(i64::MAX)
}

fn points(found: &Assessment) -> Option<i64> {
    let account = found.account.as_ref()?;
    Some(i64::from(account.shown) - 2 * i64::from(account.against))
}

/// How many of the keys of site and report that facts read are stated.
fn stated(dossier: &Dossier) -> u32 {
    let keys: BTreeSet<&str> = CATALOGUE.iter().flat_map(|fact| fact.reads).copied().collect();
    let of_report = |key: &&str| key.starts_with("site.") || key.starts_with("report.");
    let stated = keys.into_iter().filter(of_report).filter(|key| dossier.stated(key).is_some()).count();
    u32::try_from(stated).unwrap_or(u32::MAX)
}

/// The notice as it stands, a programme's rule too; what is not stated is no better than announced.
fn notice(dossier: &Dossier) -> i64 {
    match dossier.report.visit.notice {
        Some(Notice::Unannounced) => 3,
        Some(Notice::SemiAnnounced) => 2,
        Some(Notice::Mixed) => 1,
        Some(Notice::Announced) | None => 0,
    }
}

/// Whether it is certified: a lost certificate is worse than none, a valid one better than one of which no status is stated.
fn certificates(dossier: &Dossier) -> i64 {
    let of = |one: &Certificate| match one.status {
        Some(CertificateStatus::Valid) => 3,
        Some(CertificateStatus::InAssessment) | None => 2,
        Some(_) => 0,
    };
    let lost = dossier.certificates.iter().map(of).min().filter(|worst| *worst == 0);
    lost.or_else(|| dossier.certificates.iter().map(of).max()).unwrap_or(1)
}
