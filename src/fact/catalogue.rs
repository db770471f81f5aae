//! The catalogue: every fact that a pack may ask about, one entry each.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::document::{Echo, Probe as _, Step, Word, steps};
use crate::dossier::Dossier;
use crate::dossier::finding::SearchDone;
use crate::dossier::premises::shifts;
use crate::dossier::report::{
    Access, ConfidentialAnnex, ConsultsForSite, CorrectiveActions, Entry, FirmStanding, ForcedLabour,
    GovernmentPresence, Identities, InNativeLanguage, Management, Mode, PaidBy, Production, ProgrammeStatus,
    ReceivedFrom, Relation, ReportDocument, ReportType, SampleFrame, SecondLook, SelectedBy, SiteMatch,
    StandardApplied, Surveillance, WorkerOrganisation,
};
use crate::dossier::site::{Dormitories, WorkforceCovers, WorkforceEstablishedBy};
use crate::fact::entry::{Derive, Fact, Kind, derived, key, path_of};
use crate::fact::possible::Possible;
use crate::fact::share::{Share, may_be_percent};
use crate::fact::tables::Tables;
use crate::fact::{
    certificates, coercion, entailed, evidence, integrity, interviews, language, method, restriction, search,
    workforce,
};

/// The catalogue index of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FactId(pub(crate) usize);

/// A key of the dossier: its path, and the steps of it.
type Key = (&'static str, Vec<Step<'static>>);

/// Of each fact the keys that it reads.
static KEYS: LazyLock<Vec<Vec<Key>>> = LazyLock::new(|| {
    let key = |path: &&'static str| Some((*path, steps(path)?));
    CATALOGUE.iter().map(|fact| fact.reads.iter().filter_map(key).collect()).collect()
});

impl FactId {
    /// The keys of the dossier that it reads, with what is stated there.
    pub(crate) fn stated(self, dossier: &Dossier) -> impl Iterator<Item = (&'static str, Option<Echo>)> {
        let of_key = self.entry().and_then(|fact| fact.stated);
        self.keys().iter().map(move |(path, steps)| {
            (*path, of_key.map_or_else(|| dossier.echo(steps), |of_key| of_key(dossier)))
        })
    }

    /// The keys of the dossier that it reads.
    pub(crate) fn keys(self) -> &'static [Key] {
        KEYS.get(self.0).map_or(&[], Vec::as_slice)
    }

    /// The id of a fact that is in the catalogue; one that is not does not compile as a constant.
    #[expect(
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        reason = "runs in the compiler"
    )]
    pub(crate) const fn of(id: &str) -> Self {
        let mut at = 0;
        while at < CATALOGUE.len() {
            if same(CATALOGUE[at].id.as_bytes(), id.as_bytes()) {
                return FactId(at);
            }
            at += 1;
        }
        panic!("no such fact")
    }

    pub(crate) fn find(id: &str) -> Option<Self> {
        CATALOGUE.iter().position(|fact| fact.id == id).map(FactId)
    }

    /// What it would have to be a share of to be this number, and never is; `None` where it may be the number.
    pub(crate) fn never(self, number: u32, tables: &Tables) -> Option<BTreeSet<u32>> {
        let Derive::Share(share) = self.entry()?.derive else { return None };
        let all = tables.all_required(share.required());
        let may_be = all.iter().any(|required| may_be_percent(number, *required));
        (!may_be).then_some(all)
    }

    /// The entry; `None` never, as ids come from [`FactId::find`].
    pub(crate) fn entry(self) -> Option<&'static Fact> {
        CATALOGUE.get(self.0)
    }
}

/// What is counted for a share.
pub(super) fn counted(share: Share) -> FactId {
    match share {
        Share::Heard => const { FactId::of("derived.heard") },
        Share::HeardOffSite => const { FactId::of("derived.heard_off_site") },
        Share::AuditorDays => const { FactId::of("report.visit.auditor_days") },
    }
}

#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "runs in the compiler")]
const fn same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Declares the catalogue, and what derives each of its facts in straight code: where a fact stands and how it is derived
/// is known to the compiler, not looked up.
macro_rules! catalogue {
    ($(#[doc = $doc:literal])+ pub static $name:ident: $type:ty = &[$($entry:expr,)+];) => {
        $(#[doc = $doc])+
        pub static $name: $type = &[$($entry,)+];

        /// Hands over each fact that depends on the dossier alone, with its place in the catalogue.
        #[inline]
        pub(super) fn derive_each(dossier: &Dossier, mut hand_over: impl FnMut(usize, Possible)) {
            let mut at: usize = 0;
            $(
                if let Derive::Dossier(derive) = const { $entry.derive } {
                    hand_over(at, derive(dossier));
                }
                at = at.wrapping_add(1);
            )+
        }
    };
}

catalogue! {
/// Every fact that a pack may ask about.
///
/// ```
/// let notice = audit_credence::CATALOGUE.iter().find(|fact| fact.id == "report.visit.notice").unwrap();
/// assert_eq!(notice.reads, ["report.visit.notice"]);
/// ```
pub static CATALOGUE: &[Fact] = &[
    key!(count "workers" site.headcount, "how many workers of all kinds there are"),
    key!(count "shifts" site.shifts, "how many shifts the site runs in a day", |d| Possible::Count(shifts(d).1)),
    key!(Dormitories site.dormitories, "whether the employer or an agent houses workers", entailed::dormitories),
    key!(WorkforceEstablishedBy site.workforce_established_by, "how it is known who works at the site"),
    key!(WorkforceCovers site.workforce_covers, "whom the list of workers holds"),
    derived!(
        Kind::Named(ReportType::WORDS),
        "report.type",
        Derive::Dossier(entailed::report_type),
        ["report.type"],
        "what kind of audit it was"
    ),
    key!(ReportDocument report.document, "what there is to read"),
    key!(ReceivedFrom report.received_from, "where the document came from"),
    key!(yes_no report.confirmed_by_issuer, "whether the issuer confirmed that the document is genuine"),
    key!(ProgrammeStatus report.programme_status, "how the programme regards the report"),
    key!(ConfidentialAnnex report.confidential_annex, "whether a confidential part was read"),
    key!(yes_no report.published, "whether the findings are public"),
    key!(Production report.visit.production, "how busy the site was at the visit, by its own year"),
    key!(words NOTICES report.visit.notice, "how far ahead the site knew the day of the visit", entailed::notice),
    key!(count "days" report.visit.window_days, "length of the announced window", |d| entailed::days_known(d, d.report.visit.window_days)),
    key!(count "days" report.visit.notice_days, "time between the announcement and the visit", |d| entailed::days_known(d, d.report.visit.notice_days)),
    key!(Entry report.visit.entry, "whether the auditors were let in at once"),
    key!(Mode report.visit.mode, "where the auditors were", entailed::mode),
    key!(count "tenths of a person-day" report.visit.auditor_days, "person-days on site", entailed::auditor_days),
    key!(Access report.visit.access, "what the auditors could see", entailed::access),
    key!(yes_no report.visit.dormitories_seen, "whether the housing was seen", entailed::dormitories_seen),
    key!(SiteMatch report.visit.site_match, "whether the audited site is where the goods and the workers are"),
    key!(FirmStanding report.auditor.firm_standing, "the audit firm's standing with the programme or accreditor"),
    key!(Relation report.auditor.relation, "how the auditor stands to the site and its buyers", entailed::relation),
    key!(PaidBy report.auditor.paid_by, "who paid the auditor"),
    key!(yes_no report.auditor.accredited, "whether the firm is accredited for the programme"),
    key!(words LEADS report.auditor.lead, "the qualification of the lead auditor", entailed::lead),
    key!(yes_no report.auditor.forced_labour_training, "whether the team was trained to recognise forced labour"),
    key!(ConsultsForSite report.auditor.consults_for_site, "whether the firm also advises the site"),
    key!(count "visits" report.auditor.prior_visits, "earlier visits of this team to this site"),
    key!(count "auditors" report.auditor.team_size, "auditors in the team", entailed::team_size),
    key!(count "auditors" report.auditor.women, "women in the team", entailed::women),
    key!(SecondLook report.auditor.second_look, "whether somebody else looked again"),
    key!(InNativeLanguage report.interviews.in_native_language, "how many interviews were in the workers' own language, as the report itself says"),
    key!(SelectedBy report.interviews.selected_by, "who chose whom to hear"),
    key!(SampleFrame report.interviews.sample_frame, "from what the choice was made"),
    key!(yes_no report.interviews.private, "whether nobody else could listen", entailed::private),
    key!(Management report.interviews.management, "what the management knew of who was heard", entailed::management),
    key!(Surveillance report.interviews.surveillance, "whether minders, cameras or recordings reached the employer or the state"),
    key!(GovernmentPresence report.interviews.government_presence, "whether officials were there"),
    key!(Identities report.interviews.identities, "whether the workers' names stayed out of the report"),
    key!(yes_no report.interviews.retaliation_follow_up, "whether interviewed workers were asked later how they had been treated"),
    key!(WorkerOrganisation report.interviews.worker_organisation, "whether a body of the workers was heard"),
    key!(yes_no report.interviews.women_heard_by_women, "whether women were heard by women"),
    key!(StandardApplied report.scope.standard_applied, "whether the standard that the report names was applied"),
    key!(yes_no report.scope.records_cross_checked, "whether records were checked against what workers said"),
    key!(ForcedLabour report.conclusion.forced_labour, "what the report concludes on forced labour", entailed::forced_labour),
    key!(count "findings" report.conclusion.findings, "how many findings of any kind the report has", entailed::findings),
    key!(CorrectiveActions report.follow_up.corrective_actions, "whether there is a corrective action plan"),
    derived!(
        Kind::Named(method::RemedyVerified::WORDS),
        "report.follow_up.verified",
        Derive::Dossier(method::remedy_verified),
        ["report.follow_up.verified"],
        "who verified that corrections were carried out"
    ),
    key!(SearchDone search.done, "how far somebody says to have looked for evidence from outside the audit"),
    derived!(
        Kind::Named(method::ReportOrigin::WORDS),
        "derived.report_origin",
        Derive::Dossier(method::report_origin),
        ["report.received_from", "report.confirmed_by_issuer"],
        "whether the document that was read is known to be what its issuer made"
    ),
    derived!(
        Kind::Named(method::VisitingFirm::WORDS),
        "derived.visiting_firm",
        Derive::Dossier(method::visiting_firm),
        ["report.auditor.firm", "report.auditor.visiting_firm"],
        "whether the firm that signed is the firm that went"
    ),
    derived!(
        Kind::Age,
        "derived.visit_age",
        Derive::Dossier(entailed::visit_age),
        ["report.visit.end", "report.visit.start", "report.visit.no_later_than"],
        "months since the visit ended"
    ),
    derived!(
        Kind::Count("shifts"),
        "derived.shifts_unseen",
        Derive::Dossier(entailed::shifts_unseen),
        ["site.shifts", "report.visit.shifts_seen"],
        "shifts that the site runs and the auditors did not see"
    ),
    derived!(
        Kind::Named(WorkforceEstablishedBy::WORDS),
        "derived.workforce_established",
        Derive::Dossier(|d| Possible::between(workforce::established(d))),
        [workforce],
        "how it is known who works at the site, as far as the report bears it out"
    ),
    derived!(
        Kind::Named(language::LanguageCover::WORDS),
        "derived.known_language_cover",
        Derive::Dossier(|d| Possible::between(language::known_language_cover(d))),
        [
            "site.workforce",
            "site.headcount",
            "report.interviews.groups",
            "report.interviews.in_native_language"
        ],
        "how the worst-covered language of the workers who are known was heard"
    ),
    derived!(
        Kind::Named(language::LanguageCover::WORDS),
        "derived.language_cover",
        Derive::Language,
        [
            "report.interviews.groups",
            "report.interviews.in_native_language",
            "site.workforce_covers",
            "site.country",
            "site.subdivision",
            workforce
        ],
        "how the worst-covered language of the site was heard"
    ),
    derived!(
        Kind::Named(interviews::LeastInterpreter::WORDS),
        "derived.interpreters",
        Derive::Dossier(interviews::least_interpreter),
        ["report.interviews.groups"],
        "the least independent interpreter through whom anybody was heard"
    ),
    derived!(
        Kind::Named(interviews::BestPlace::WORDS),
        "derived.interview_place",
        Derive::Dossier(entailed::interview_place),
        ["report.interviews.groups"],
        "the best place where anybody was heard"
    ),
    derived!(
        Kind::Count("workers"),
        "derived.heard",
        Derive::Dossier(|d| Possible::Count(interviews::heard_of_all(d))),
        ["report.interviews.groups", "site.headcount"],
        "how many workers were heard"
    ),
    derived!(
        Kind::Count("workers"),
        "derived.heard_off_site",
        Derive::Dossier(|d| Possible::Count(interviews::heard_off_site(d))),
        ["report.interviews.groups", "site.headcount"],
        "how many workers were heard away from site and housing"
    ),
    derived!(
        Kind::Count("percent"),
        "derived.sample_percent",
        Derive::Share(Share::Heard),
        ["report.interviews.groups", "site.headcount"],
        "workers heard for each hundred of the required sample"
    ),
    derived!(
        Kind::Count("percent"),
        "derived.off_site_percent",
        Derive::Share(Share::HeardOffSite),
        ["report.interviews.groups", "site.headcount"],
        "workers heard away from site and housing for each hundred of the required sample"
    ),
    derived!(
        Kind::Count("workers a day"),
        "derived.interviews_per_auditor_day",
        Derive::Dossier(interviews::interviews_per_auditor_day),
        ["report.interviews.groups", "report.visit.auditor_days"],
        "workers heard per auditor day"
    ),
    derived!(
        Kind::Count("percent"),
        "derived.auditor_days_percent",
        Derive::Share(Share::AuditorDays),
        ["report.visit.auditor_days", "site.headcount"],
        "auditor days for each hundred of those that the table asks for"
    ),
    derived!(
        Kind::Named(interviews::ArrangementsHeard::WORDS),
        "derived.arrangements_heard",
        Derive::Dossier(interviews::arrangements_heard),
        ["report.interviews.groups", "site.workforce"],
        "whether somebody was heard of each listed arrangement that makes workers dependent"
    ),
    derived!(
        Kind::Named(method::LabourAgentsExamined::WORDS),
        "derived.labour_agents",
        Derive::Dossier(method::labour_agents),
        ["report.interviews.labour_agents", workforce],
        "whether recruiters and agencies were examined"
    ),
    derived!(
        Kind::Count("indicators"),
        "derived.indicators_examined",
        Derive::Dossier(entailed::indicators_examined),
        ["report.scope.indicators"],
        "how many of the eleven ILO indicators were examined"
    ),
    derived!(
        Kind::Count("indicators"),
        "derived.indicators_found",
        Derive::Dossier(|d| Possible::Count(entailed::indicators_found(d))),
        ["report.conclusion.indicators_found"],
        "how many of the eleven ILO indicators the report found"
    ),
    derived!(
        Kind::Named(method::SeriousIndicators::WORDS),
        "derived.serious_indicators",
        Derive::Dossier(method::serious_indicators),
        [
            "report.conclusion.forced_labour",
            "report.conclusion.indicators_found",
            "report.conclusion.reasoned"
        ],
        "whether the report found forced labour, what is its core, or another sign of it without reasons"
    ),
    derived!(
        Kind::Named(method::RemedyConfirmed::WORDS),
        "derived.remedy_confirmed",
        Derive::Dossier(method::remedy_confirmed),
        [
            "report.follow_up.verified",
            "report.follow_up.verified_by.report",
            "report.follow_up.verified_by.firm",
            "report.follow_up.verified_by.on"
        ],
        "whether another firm verified unannounced that what was found is mended"
    ),
    derived!(
        Kind::Named(integrity::Integrity::WORDS),
        "derived.integrity",
        Derive::Dossier(integrity::integrity),
        [
            "report.conclusion.forced_labour",
            "report.conclusion.indicators_found",
            "report.conclusion.reasoned",
            "report.conclusion.headcount",
            "report.interviews.groups",
            "report.interviews.in_native_language",
            "report.scope.records_result",
            "report.visit.start",
            "report.visit.end",
            "report.visit.auditor_days",
            "site.headcount",
            "site.headcount_on",
            "site.workforce"
        ],
        "whether the report contradicts itself"
    ),
    derived!(
        Kind::Named(evidence::ContraryEvidence::WORDS),
        "derived.contrary_evidence",
        Derive::Dossier(evidence::contrary_evidence),
        [
            "findings",
            "report.answers",
            "report.visit.start",
            "report.visit.end",
            "report.visit.no_later_than",
            "report.visit.notice",
            "report.auditor.relation",
            "report.auditor.firm",
            "report.auditor.visiting_firm",
            "report.interviews.groups",
            "site.workforce",
            "report.conclusion.forced_labour"
        ],
        "the firmest evidence of forced or child labour that counts against the report"
    ),
    derived!(
        Kind::Named(evidence::ContraryEvidence::WORDS),
        "derived.deception_evidence",
        Derive::Dossier(evidence::deception_evidence),
        [
            "findings",
            "report.answers",
            "report.visit.start",
            "report.visit.end",
            "report.visit.no_later_than",
            "report.visit.notice",
            "report.auditor.relation",
            "report.auditor.firm",
            "report.auditor.visiting_firm",
            "report.interviews.groups",
            "site.workforce"
        ],
        "the firmest evidence that auditors were deceived"
    ),
    derived!(
        Kind::Named(SearchDone::WORDS),
        "derived.search",
        Derive::Dossier(search::search),
        [
            "search.done",
            "search.on",
            "search.sources",
            "search.languages",
            "report.visit.end",
            "report.visit.no_later_than",
            "site.workforce",
            "report.interviews.groups"
        ],
        "how far a search after the visit for evidence from outside is shown to reach"
    ),
    derived!(
        Kind::Age,
        "derived.search_age",
        Derive::Dossier(search::search_age),
        ["search.on"],
        "months since somebody looked for evidence from outside the audit"
    ),
    derived!(
        Kind::Named(coercion::CoercionContext::WORDS),
        "derived.coercion_context",
        Derive::Context,
        ["site.country", "site.subdivision", "report.interviews.groups", workforce],
        "whether coercion stands between workers and their words"
    ),
    derived!(
        Kind::Named(workforce::NorthKoreanWorkers::WORDS),
        "derived.north_korean_workers",
        Derive::Dossier(workforce::north_korean_workers),
        ["site.workforce"],
        "whether workers dispatched from North Korea are listed"
    ),
    derived!(
        Kind::Named(restriction::ImportRestriction::WORDS),
        "derived.restriction",
        Derive::Restriction,
        ["findings"],
        "whether an import restriction is in force"
    ),
    derived!(
        Kind::Named(certificates::CertificateStanding::WORDS),
        "derived.certificate_standing",
        Derive::Certificates(certificates::certificate_standing),
        [
            "certificates",
            "findings",
            "report.id",
            "report.visit.start",
            "report.visit.end",
            "report.visit.no_later_than"
        ],
        "whether a certificate was taken away for how workers were treated"
    ),
    derived!(
        Kind::Named(certificates::CertificateClaims::WORDS),
        "derived.certificate_claims",
        Derive::Certificates(certificates::certificate_claims),
        ["certificates"],
        "whether the supplier claims certificates that it does not have"
    ),
];
}
