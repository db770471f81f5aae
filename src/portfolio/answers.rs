//! What a portfolio holds, table by table, as assessments are declared.

use std::collections::BTreeMap;
use std::fmt;

use crate::answer::{Answer as _, answer, words_answer};
use crate::assessment::{
    ActionCode, CertificateAnswer, GradeRange, PackId, Parts, Restriction, Status, StatusCause, Verdict,
};
use crate::date::Date;
use crate::document::named;
use crate::dossier::site::SiteIdScheme;
use crate::grade::NamedGrade;

words_answer!(SiteIdScheme, UpcomingKind);

answer! {
    /// What is answered about many dossiers together.
    pub struct Portfolio {
        /// The format of the document.
        pub format: u32,
        /// Rises when an unchanged pack and dossier may be graded differently.
        pub semantics: u32,
        /// What wrote it.
        pub engine: &'static str,
        /// The pack that asked.
        pub pack: PackId,
        /// The day of the assessments.
        pub as_of: Date,
        /// What happens within so many days after it counts as soon.
        pub soon_days: u32,
        /// How many dossiers were given.
        pub dossiers: u32,
        /// How many different ones there are: one report, or the lack of one, each.
        pub reports: u32,
        /// How many sites stand at each grade, the worst grade first.
        pub distribution: Vec<Share>,
        /// How many sites have no grade: there is no report to read, or every report found forced labour.
        pub ungraded: u32,
        /// Every supplier that has an id, worst first.
        pub suppliers: Vec<SupplierAnswer>,
        /// Every site, in the order in which to act on them (`SiteAnswer::urgency`).
        pub sites: Vec<SiteAnswer>,
        /// What is not stated, what would settle most sites first.
        pub gaps: Vec<SharedGap>,
        /// The certificates by scheme, those that carry nothing most often first.
        pub schemes: Vec<SchemeShare>,
        /// What happens soon, the earliest first.
        pub upcoming: Vec<Upcoming>,
    }
}

answer! {
    /// How many sites stand at a grade.
    pub struct Share {
        /// The grade.
        pub grade: NamedGrade,
        /// How many have it at the worst end: what is shown.
        pub worst: u32,
        /// How many have it at the best end: if everything unsaid were good.
        pub best: u32,
    }
}

answer! {
    /// What is answered about one site. Grade, verdicts and certificates are those of its best report.
    pub struct SiteAnswer {
        /// The host's id of the site: the first where dossiers differ.
        pub site: Option<String>,
        /// Its ids in registers.
        pub ids: Vec<SiteKey>,
        /// Its name, where a dossier gives one: the first where they differ.
        pub name: Option<String>,
        /// The ids of the suppliers that it belongs to.
        pub suppliers: Vec<String>,
        /// The host's own keys of its dossiers.
        pub refs: Vec<String>,
        /// What the best report amounts to.
        pub status: Status,
        /// Why, where the range alone does not say it.
        pub status_because: Vec<StatusCause>,
        /// How far the best report can be relied on; null when none is graded.
        pub grade: Option<GradeRange>,
        /// The same before certificates and outside findings.
        pub audit_grade: Option<GradeRange>,
        /// How much of the evidence that a report can show the best one shows, in points; null when nothing is graded.
        pub account: Option<Parts>,
        /// How it stands in that among the graded sites; null where it is not graded or they are too few.
        pub peers: Option<PeerAnswer>,
        /// What a buyer does next: the adverse action that any report calls for, else that of the best one; null where the
        /// pack states none.
        pub action: Option<ActionCode>,
        /// Criteria by which it is called for, or which stand between that report and more reliance.
        pub action_because: Vec<String>,
        /// How many questions reach reliance with limits, at least; 0 of any action but `ask`, null where the search for them
        /// was not ended.
        pub questions: Option<u32>,
        /// Whether it lies in a place that the pack names, or may by its country, or has workers who came through others.
        pub dependent: bool,
        /// By standard: the verdict.
        pub standards: BTreeMap<String, Verdict>,
        /// The id of the best report.
        pub report: Option<String>,
        /// Its reports, the best first.
        pub reports: Vec<ReportAnswer>,
        /// How many of them found forced labour: they are evidence, and say more than any grade beside them.
        pub reports_abuse: u32,
        /// How many were asked for and refused.
        pub reports_refused: u32,
        /// Import restrictions in force; every display shows them first.
        pub restrictions: Vec<Restriction>,
        /// How many findings from outside there are.
        pub findings: u32,
        /// How many of them count, or may count, against the best report.
        pub findings_against: u32,
        /// Ids of the caps that decide the worst end.
        pub held_by: Vec<String>,
        /// Those of them whose condition holds by what is not stated.
        pub held_by_silence: Vec<String>,
        /// How many facts are not stated that could change the answer.
        pub gaps: u32,
        /// The question to put first; null where the action comes before any.
        pub ask: Option<String>,
        /// What each certificate adds.
        pub certificates: Vec<CertificateAnswer>,
        /// First later day on which the same dossiers give the best report another answer.
        pub next_change_on: Option<Date>,
    }
}

/// How soon a site is to be looked at: less comes first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Urgency {
    /// What to do, the furthest from reliance first.
    pub action: ActionCode,
    /// Whether no allegation is open.
    pub is_unaccused: bool,
    /// Whether neither its place nor the way its workers came makes them depend on others.
    pub is_independent: bool,
    /// How many questions are to be asked.
    pub questions: u32,
    /// The points shown less twice those against.
    pub evidence: i64,
}

impl SiteAnswer {
    /// How soon it is to be looked at: first what to do; then open allegations, dependent workers or a named place, few
    /// questions, little evidence. Where the pack states no actions, restrictions and reports of abuse come first, and then
    /// what is not graded.
    ///
    /// ```
    /// use audit_credence::portfolio::Gathering;
    /// use audit_credence::{Dossier, Pack, Plan};
    ///
    /// let mut gathering = Gathering::new(&Plan::new(&Pack::procurement().unwrap()).at("2026-11-22".parse().unwrap()));
    /// for site in [r#"{ "site": { "id": "a" } }"#, r#"{ "site": { "id": "b", "country": "CN", "subdivision": "CN-XJ" } }"#] {
    ///     gathering.add(Dossier::from_json(site.as_bytes()).unwrap()).unwrap();
    /// }
    /// let sites = gathering.portfolio(90).unwrap().sites;
    /// assert_eq!(sites[0].site.as_deref(), Some("b"));
    /// assert!(sites[0].urgency() < sites[1].urgency());
    /// ```
    pub fn urgency(&self) -> Urgency {
        let by_law = (!self.restrictions.is_empty()).then_some(ActionCode::Blocked);
        let found = (self.reports_abuse > 0).then_some(ActionCode::Act);
        let stated = self.action.or(by_law).or(found);
        let graded = if self.grade.is_some() { ActionCode::Ask } else { ActionCode::Obtain };
        Urgency {
            action: stated.unwrap_or(graded),
            is_unaccused: self.findings_against == 0,
            is_independent: !self.dependent,
            questions: self.questions.unwrap_or(u32::MAX),
            evidence: evidence(self.account.as_ref()),
        }
    }
}

/// The points shown less twice those against; the least where nothing is graded.
pub(super) fn evidence(account: Option<&Parts>) -> i64 {
    let weigh =
        |points: &Parts| i64::from(points.shown).saturating_sub(i64::from(points.against).saturating_mul(2));
    account.map_or(i64::MIN, weigh)
}

answer! {
    /// How one stands among many: whose share of the points that a report can show is less. An equal share is not less.
    pub struct PeerAnswer {
        /// Of a hundred of them how many show less, rounded down.
        pub better_than_percent: u32,
        /// How many are graded, itself among them.
        pub of: u32,
    }
}

impl fmt::Display for PeerAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "better shown than {} % of these {}", self.better_than_percent, self.of)
    }
}

answer! {
    /// An id of a site in a register.
    pub struct SiteKey {
        /// The register.
        pub scheme: Option<SiteIdScheme>,
        /// The id in it, as it is written.
        pub value: String,
    }
}

answer! {
    /// One report of a site, graded with all that is known of the site.
    pub struct ReportAnswer {
        /// The report's id.
        pub report: Option<String>,
        /// The host's own key.
        pub r#ref: Option<String>,
        /// What it amounts to.
        pub status: Status,
        /// How far it can be relied on.
        pub grade: Option<GradeRange>,
    }
}

answer! {
    /// What is answered about one supplier: its worst site's answer.
    pub struct SupplierAnswer {
        /// The host's id.
        pub supplier: String,
        /// The name, where a dossier gives one: the first where they differ.
        pub name: Option<String>,
        /// How many sites it has here.
        pub sites: u32,
        /// The place of its worst site in the list of sites, counted from 1.
        pub worst_site: u32,
        /// What that site amounts to.
        pub status: Status,
        /// How far that site's best report can be relied on.
        pub grade: Option<GradeRange>,
        /// What a buyer does next about that site.
        pub action: Option<ActionCode>,
        /// How many of its sites are under an import restriction.
        pub restricted: u32,
        /// How many of its sites have a report that found forced labour.
        pub reports_abuse: u32,
    }
}

answer! {
    /// Something that is not stated in the best report of some sites.
    pub struct SharedGap {
        /// The fact.
        pub fact: String,
        /// The criterion that asks for it.
        pub criterion: String,
        /// The question to put.
        pub ask: String,
        /// How many sites lack it.
        pub sites: u32,
        /// Of how many sites an answer can settle the grade alone.
        pub settles: u32,
        /// The grade steps by which answers narrow ranges at most, over all sites.
        pub closes: u32,
    }
}

answer! {
    /// What the certificates of one scheme add.
    pub struct SchemeShare {
        /// The id of the scheme.
        pub scheme: String,
        /// How many certificates there are.
        pub certificates: u32,
        /// How many add nothing.
        pub nothing: u32,
        /// How many add nothing and raise a question.
        pub question: u32,
        /// How many lower the grade.
        pub lowers: u32,
    }
}

named! {
    /// What happens on a day.
    pub enum UpcomingKind {
        /// It is the last day of a certificate's validity.
        CertificateExpires = "certificate_expires",
        /// The best report of a site gets another answer.
        AnswerChanges = "answer_changes",
    }
}

answer! {
    /// Something that happens soon.
    pub struct Upcoming {
        /// The day.
        pub on: Date,
        /// What happens.
        pub kind: UpcomingKind,
        /// The place of the site in the list of sites, counted from 1.
        pub site: u32,
        /// The scheme of the certificate.
        pub scheme: Option<String>,
        /// The certificate's code.
        pub code: Option<String>,
    }
}

impl Portfolio {
    /// The portfolio as compact JSON, one line.
    pub fn to_json(&self) -> String {
        self.json()
    }

    /// The portfolio as JSON for people, two spaces an indent.
    pub fn to_json_pretty(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
