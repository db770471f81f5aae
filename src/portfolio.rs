//! Many dossiers together: one answer per site, one per supplier, and what would help most of them.
//!
//! Before any report is graded, what is known of its site is united: findings, certificates and the search of every
//! dossier of the site stand in each of them (`unite`). Otherwise the choice of audits would pay: a report would be
//! graded without what another dossier knows. Then a site stands at its best report, a supplier at its worst site.

mod answers;
mod peers;
mod unite;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::assessment::{
    Account, ActionAnswer, ActionCode, Adds, Assessment, CapAnswer, CertificateAnswer, CertificateNote,
    Counts, ENGINE, Gap, GradeRange, HeldBy, SEMANTICS, Status, StatusCause,
};
use crate::date::Date;
use crate::dossier::Dossier;
use crate::dossier::certificate::{Certificate, CertificateStatus};
use crate::fact::{Facts, coercion};
use crate::grade::Grade;
use crate::partial_date::PartialDate;
use crate::plan::Scorer;
use crate::problem::Problems;

pub use crate::portfolio::answers::{
    PeerAnswer, Portfolio, ReportAnswer, SchemeShare, Share, SharedGap, SiteAnswer, SiteKey, SupplierAnswer,
    Upcoming, UpcomingKind, Urgency,
};
pub use crate::portfolio::peers::Peers;

/// The format of portfolios that this release writes.
pub const FORMAT: u32 = 1;

/// Dossiers on their way to a portfolio.
///
/// ```
/// use audit_credence::portfolio::Gathering;
/// use audit_credence::{Dossier, Pack, Plan};
///
/// let scorer = Plan::new(&Pack::procurement()?).at("2026-11-22".parse()?);
/// let mut gathering = Gathering::new(&scorer);
/// // Two reports of one site. Only the first dossier knows of the finding, and both are graded with it.
/// for report in [
///     r#"{ "site": { "id": "s1" }, "report": { "id": "r1", "document": "full_report", "visit": { "notice": "announced" } },
///          "findings": [{ "id": "f1", "kind": "forced_labour", "standing": "ruled" }] }"#,
///     r#"{ "site": { "id": "s1" }, "report": { "id": "r2", "document": "full_report", "visit": { "notice": "unannounced" } } }"#,
/// ] {
///     gathering.add(Dossier::from_json(report.as_bytes())?)?;
/// }
/// let portfolio = gathering.portfolio(90)?;
/// let site = &portfolio.sites[0];
/// assert_eq!((site.reports.len(), site.findings), (2, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Gathering {
    scorer: Scorer,
    dossiers: Vec<Dossier>,
}

impl Gathering {
    /// Nothing gathered.
    pub fn new(scorer: &Scorer) -> Self {
        Gathering { scorer: scorer.clone(), dossiers: Vec::new() }
    }

    /// Takes a dossier.
    ///
    /// # Errors
    ///
    /// Those of [`Scorer::assess`]. A dossier that is refused adds nothing to its site.
    pub fn add(&mut self, dossier: Dossier) -> Result<(), Problems> {
        self.scorer.admit(&dossier)?;
        self.scorer.levels(&Facts::of_checked(&dossier))?;
        self.dossiers.push(dossier);
        Ok(())
    }

    /// Everything there is to say about what was gathered; what happens within so many days counts as soon.
    ///
    /// # Errors
    ///
    /// None for dossiers that were taken: what is united was admitted piece by piece.
    pub fn portfolio(mut self, soon_days: u32) -> Result<Portfolio, Problems> {
        let given = count(&self.dossiers);
        self.put_in_order();
        let mut sites = Vec::new();
        for dossiers in unite::by_site(&self.dossiers) {
            sites.push(Site::new(&self.scorer, &dossiers)?);
        }
        set_beside_each_other(&mut sites);
        sites.sort_by_cached_key(Site::order);
        let until = self.scorer.as_of().plus_days(i32::try_from(soon_days).unwrap_or(i32::MAX));
        Ok(Portfolio {
            format: FORMAT,
            semantics: SEMANTICS,
            engine: ENGINE,
            pack: self.scorer.plan().id().clone(),
            as_of: self.scorer.as_of(),
            soon_days,
            dossiers: given,
            reports: count(sites.iter().flat_map(|site| &site.answer.reports)),
            ungraded: count(sites.iter().filter(|site| site.answer.grade.is_none())),
            distribution: self.distribution(&sites),
            suppliers: suppliers(&sites),
            gaps: gaps(&sites),
            schemes: schemes(&sites),
            upcoming: upcoming(&sites, self.scorer.as_of(), until),
            sites: sites.into_iter().map(|site| site.answer).collect(),
        })
    }

    /// The order in which they came carries nothing, and the same dossier twice is one.
    fn put_in_order(&mut self) {
        self.dossiers.sort_by_cached_key(|dossier| format!("{dossier:?}"));
        self.dossiers.dedup();
    }

    /// By which dossiers are graded.
    pub(crate) fn scorer(&self) -> &Scorer {
        &self.scorer
    }

    /// The best report of each site, graded with all that is known of the site.
    pub(crate) fn best_reports(mut self) -> Result<Vec<BestReport>, Problems> {
        self.put_in_order();
        let mut all = Vec::new();
        for dossiers in unite::by_site(&self.dossiers) {
            let united = unite::united(&dossiers);
            let reports = graded(&self.scorer, &united)?;
            let action =
                action(reports.iter().filter_map(|(_, one)| one.action.as_ref())).map(|one| one.code);
            if let Some((dossier, assessment)) = reports.into_iter().next() {
                all.push(BestReport { dossier: dossier.clone(), assessment, action });
            }
        }
        Ok(all)
    }

    fn distribution(&self, sites: &[Site]) -> Vec<Share> {
        let grades = (0..self.scorer.plan().id().scale.len()).map(Grade::at);
        let at = |grade: Grade, end: fn(&GradeRange) -> Grade| {
            count(sites.iter().filter(|site| site.answer.grade.as_ref().map(end) == Some(grade)))
        };
        let share = |grade: Grade| Share {
            grade: self.scorer.plan().named(grade),
            worst: at(grade, |range| range.worst.grade()),
            best: at(grade, |range| range.best.grade()),
        };
        grades.map(share).collect()
    }
}

/// The best report of a site.
pub(crate) struct BestReport {
    /// Its dossier, with all that is known of the site.
    pub(crate) dossier: Dossier,
    pub(crate) assessment: Assessment,
    /// What to do at the site, by all its reports.
    pub(crate) action: Option<ActionCode>,
}

/// The reports of a site, the best first; the dossiers stand in an order of their own, and equals keep it.
fn graded<'d>(scorer: &Scorer, united: &'d [Dossier]) -> Result<Vec<(&'d Dossier, Assessment)>, Problems> {
    let mut reports = Vec::with_capacity(united.len());
    for dossier in united {
        reports.push((dossier, scorer.assess_admitted(dossier)?));
    }
    reports.sort_by_key(|(_, report): &(&Dossier, Assessment)| {
        let points = report.account.as_ref().map(Account::points);
        Reverse((ends(report.grade.as_ref()), answers::evidence(points.as_ref())))
    });
    Ok(reports)
}

/// One site, with what its answer does not hold.
struct Site {
    answer: SiteAnswer,
    /// Ids and names of the suppliers.
    suppliers: BTreeMap<String, Option<String>>,
    /// What is not stated in its best report.
    gaps: Vec<Gap>,
    /// Certificates in force, with the last day of their validity.
    expiries: BTreeSet<(PartialDate, String, Option<String>)>,
}

impl Site {
    fn new(scorer: &Scorer, dossiers: &[&Dossier]) -> Result<Self, Problems> {
        let united = unite::united(dossiers);
        let reports = graded(scorer, &united)?;
        let contexts = &scorer.plan().compiled().tables.contexts;
        let dependent = united.iter().any(|dossier| coercion::is_dependent(contexts, dossier));
        let answer = answer(&reports, dependent);
        let mut suppliers = BTreeMap::new();
        for supplier in dossiers.iter().map(|dossier| &dossier.supplier) {
            if let Some(id) = &supplier.id {
                let name: &mut Option<String> = suppliers.entry(id.clone()).or_default();
                *name = first(name.take(), supplier.name.as_ref());
            }
        }
        let ending = |certificate: &Certificate| {
            let is_in_force = matches!(certificate.status, None | Some(CertificateStatus::Valid));
            let until = certificate.valid_until.filter(|_| is_in_force)?;
            Some((until, certificate.scheme.clone(), certificate.shown_code()))
        };
        Ok(Site {
            suppliers,
            gaps: reports.first().map_or(Vec::new(), |(_, best)| best.gaps.clone()),
            expiries: united.iter().flat_map(|dossier| &dossier.certificates).filter_map(ending).collect(),
            answer,
        })
    }

    /// The most urgent first; of equals by the keys, then by everything else that is answered.
    fn order(&self) -> (Urgency, Option<String>, Vec<String>, String) {
        let whole = serde_json::to_string(&self.answer).unwrap_or_default();
        (self.answer.urgency(), self.answer.site.clone(), self.answer.refs.clone(), whole)
    }
}

/// Says of each site how it stands among all.
fn set_beside_each_other(sites: &mut [Site]) {
    let mut peers = Peers::default();
    sites.iter().filter_map(|site| site.answer.account.as_ref()).for_each(|account| peers.add(account));
    for site in sites {
        site.answer.peers = site.answer.account.as_ref().and_then(|account| peers.beside(account));
    }
}

fn ends(grade: Option<&GradeRange>) -> Option<(Grade, Grade)> {
    grade.map(|range| (range.worst.grade(), range.best.grade()))
}

/// The lesser of two texts, where there are any: an order in which dossiers came decides nothing.
fn first(one: Option<String>, other: Option<&String>) -> Option<String> {
    one.into_iter().chain(other.cloned()).min()
}

fn count<T>(items: impl IntoIterator<Item = T>) -> u32 {
    u32::try_from(items.into_iter().count()).unwrap_or(u32::MAX)
}

/// What is answered about a site, from its reports, the best first.
fn answer(reports: &[(&Dossier, Assessment)], dependent: bool) -> SiteAnswer {
    let dossiers = || reports.iter().map(|(dossier, _)| *dossier);
    let assessments = || reports.iter().map(|(_, assessment)| assessment);
    let texts = |of: fn(&Dossier) -> Option<&String>| -> Vec<String> {
        dossiers().filter_map(of).cloned().collect::<BTreeSet<_>>().into_iter().collect()
    };
    let is_refused = |one: &&Assessment| one.status_because.contains(&StatusCause::ReportRefused);
    let best = assessments().next();
    let action = action(assessments().filter_map(|one| one.action.as_ref()));
    let caps = |is_asked: &dyn Fn(&CapAnswer) -> bool| {
        let all = best.into_iter().flat_map(|best| &best.caps);
        let binding = all.filter(|cap| cap.holds_the_worst_end() && is_asked(cap));
        binding.map(|cap| cap.id.clone()).collect()
    };
    SiteAnswer {
        site: texts(|dossier| dossier.site.id.as_ref()).into_iter().next(),
        ids: site_keys(dossiers()),
        name: texts(|dossier| dossier.site.name.as_ref()).into_iter().next(),
        suppliers: texts(|dossier| dossier.supplier.id.as_ref()),
        refs: texts(|dossier| dossier.r#ref.as_ref()),
        status: best.map_or(Status::Unscorable, |best| best.status),
        status_because: best.map_or(Vec::new(), |best| best.status_because.clone()),
        grade: best.and_then(|best| best.grade.clone()),
        audit_grade: best.and_then(|best| best.audit_grade.clone()),
        account: best.and_then(|best| best.account.as_ref()).map(Account::points),
        peers: None,
        action: action.map(|action| action.code),
        action_because: action.map_or(Vec::new(), |action| action.because.clone()),
        questions: best
            .and_then(|best| best.action.as_ref())
            .map_or(Some(0), |action| action.questions.as_ref().map(count)),
        dependent,
        standards: best
            .map(|best| best.standards.iter().map(|(id, one)| (id.clone(), one.verdict)).collect())
            .unwrap_or_default(),
        report: best.and_then(|best| best.report.clone()),
        reports: assessments().map(report).collect(),
        reports_abuse: count(assessments().filter(|one| one.status == Status::ReportsAbuse)),
        reports_refused: count(assessments().filter(is_refused)),
        restrictions: best.map_or(Vec::new(), |best| best.restrictions.clone()),
        findings: best.map_or(0, |best| count(&best.findings)),
        findings_against: best
            .map_or(0, |best| count(best.findings.iter().filter(|finding| finding.counts != Counts::No))),
        held_by: caps(&|_| true),
        held_by_silence: caps(&|cap| cap.by == HeldBy::Silence),
        gaps: best.map_or(0, |best| count(&best.gaps)),
        ask: best
            .filter(|_| !action.is_some_and(|action| ActionCode::ADVERSE.contains(&action.code)))
            .and_then(Assessment::first_question)
            .map(|gap| gap.ask.clone()),
        certificates: best
            .map_or(Vec::new(), |best| best.certificates.iter().map(|one| seen(one, reports)).collect()),
        next_change_on: best.and_then(|best| best.next_change_on),
    }
}

/// Of the actions of a site's reports, the best report's first: the worst that is adverse, else that of the best report.
fn action<'a>(mut actions: impl Iterator<Item = &'a ActionAnswer> + Clone) -> Option<&'a ActionAnswer> {
    let adverse = actions.clone().filter(|action| ActionCode::ADVERSE.contains(&action.code));
    let adverse = adverse.min_by_key(|action| action.code);
    adverse.or_else(|| actions.next())
}

fn report(assessment: &Assessment) -> ReportAnswer {
    ReportAnswer {
        report: assessment.report.clone(),
        r#ref: assessment.r#ref.clone(),
        status: assessment.status,
        grade: assessment.grade.clone(),
    }
}

fn site_keys<'d>(dossiers: impl Iterator<Item = &'d Dossier>) -> Vec<SiteKey> {
    let ids = dossiers.flat_map(|dossier| &dossier.site.ids);
    let keys: BTreeSet<_> = ids.filter_map(|id| Some((id.scheme, id.value.clone()?))).collect();
    keys.into_iter().map(|(scheme, value)| SiteKey { scheme, value }).collect()
}

/// What a certificate adds. One that rests on another report of the same site does not rest on an unseen one: what is
/// said of it is said beside that report.
fn seen(one: &CertificateAnswer, reports: &[(&Dossier, Assessment)]) -> CertificateAnswer {
    let key = |answer: &CertificateAnswer| (answer.id.clone(), answer.scheme.clone(), answer.code.clone());
    let beside_its_report = |answer: &&CertificateAnswer| {
        answer.notes.contains(&CertificateNote::SameEvidence) && key(answer) == key(one)
    };
    let all = || reports.iter().flat_map(|(_, assessment)| &assessment.certificates);
    let unseen = one.notes.contains(&CertificateNote::UnseenAudit);
    all().find(beside_its_report).filter(|_| unseen).unwrap_or(one).clone()
}

/// The place of something in a list, counted from 1.
fn place(index: usize) -> u32 {
    u32::try_from(index.saturating_add(1)).unwrap_or(u32::MAX)
}

/// Every supplier, by its most urgent site, which stands first.
fn suppliers(sites: &[Site]) -> Vec<SupplierAnswer> {
    let mut all: BTreeMap<&String, SupplierAnswer> = BTreeMap::new();
    for (index, site) in sites.iter().enumerate() {
        for (id, name) in &site.suppliers {
            let supplier = all.entry(id).or_insert_with(|| SupplierAnswer {
                supplier: id.clone(),
                name: None,
                sites: 0,
                worst_site: place(index),
                status: site.answer.status,
                grade: site.answer.grade.clone(),
                action: site.answer.action,
                restricted: 0,
                reports_abuse: 0,
            });
            supplier.name = first(supplier.name.take(), name.as_ref());
            supplier.sites = supplier.sites.saturating_add(1);
            supplier.restricted =
                supplier.restricted.saturating_add(u32::from(!site.answer.restrictions.is_empty()));
            supplier.reports_abuse =
                supplier.reports_abuse.saturating_add(u32::from(site.answer.reports_abuse > 0));
        }
    }
    let mut suppliers: Vec<_> = all.into_values().collect();
    suppliers.sort_by_key(|supplier| supplier.worst_site);
    suppliers
}

/// What is not stated, over all sites.
fn gaps(sites: &[Site]) -> Vec<SharedGap> {
    let mut all: BTreeMap<(&String, &String, &String), SharedGap> = BTreeMap::new();
    for site in sites {
        let width =
            ends(site.answer.grade.as_ref()).map_or(0, |(worst, best)| u32::from(worst.steps_to(best)));
        for gap in &site.gaps {
            let shared = all.entry((&gap.fact, &gap.criterion, &gap.ask)).or_insert_with(|| SharedGap {
                fact: gap.fact.clone(),
                criterion: gap.criterion.clone(),
                ask: gap.ask.clone(),
                sites: 0,
                settles: 0,
                closes: 0,
            });
            shared.sites = shared.sites.saturating_add(1);
            shared.settles = shared.settles.saturating_add(u32::from(width > 0 && gap.closes == width));
            shared.closes = shared.closes.saturating_add(gap.closes);
        }
    }
    let mut gaps: Vec<_> = all.into_values().collect();
    gaps.sort_by_key(|gap| Reverse((gap.settles, gap.closes, gap.sites)));
    gaps
}

/// What the certificates add, by scheme.
fn schemes(sites: &[Site]) -> Vec<SchemeShare> {
    let mut all: BTreeMap<&String, SchemeShare> = BTreeMap::new();
    for certificate in sites.iter().flat_map(|site| &site.answer.certificates) {
        let share = all.entry(&certificate.scheme).or_insert_with(|| SchemeShare {
            scheme: certificate.scheme.clone(),
            certificates: 0,
            nothing: 0,
            question: 0,
            lowers: 0,
        });
        share.certificates = share.certificates.saturating_add(1);
        let adds = match certificate.adds {
            Adds::Nothing => &mut share.nothing,
            Adds::Question => &mut share.question,
            Adds::Demerits | Adds::Cap => &mut share.lowers,
        };
        *adds = adds.saturating_add(1);
    }
    let mut schemes: Vec<_> = all.into_values().collect();
    schemes.sort_by_key(|share| Reverse((share.nothing, share.certificates)));
    schemes
}

/// What happens after the day, and not after `until`.
fn upcoming(sites: &[Site], as_of: Date, until: Date) -> Vec<Upcoming> {
    let mut all = Vec::new();
    for (index, site) in sites.iter().enumerate() {
        let ahead = |until: PartialDate| if until.first() < as_of { until.last() } else { until.first() };
        let expires = site.expiries.iter().map(|(until, scheme, code)| Upcoming {
            on: ahead(*until),
            kind: UpcomingKind::CertificateExpires,
            site: place(index),
            scheme: Some(scheme.clone()),
            code: code.clone(),
        });
        let changes = site.answer.next_change_on.map(|on| Upcoming {
            on,
            kind: UpcomingKind::AnswerChanges,
            site: place(index),
            scheme: None,
            code: None,
        });
        all.extend(expires.chain(changes).filter(|one| as_of <= one.on && one.on <= until));
    }
    all.sort_by(|one, other| {
        let key = |one: &Upcoming| (one.on, one.site, one.kind, one.scheme.clone(), one.code.clone());
        key(one).cmp(&key(other))
    });
    all
}
