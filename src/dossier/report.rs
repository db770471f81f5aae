//! The audit report: the visit, the auditor, the interviews, the scope, the conclusion and what followed.

mod words;

use crate::counted::Counted;
use crate::document::{Echo, Probe, Refill, Refused, Shape, Shaped, Step, Word as _, made_anew, table};
use crate::dossier::site::Arrangement;
use crate::language::Language;
use crate::partial_date::PartialDate;
use crate::tenths::Tenths;

pub use crate::dossier::report::words::{
    Access, Availability, ConfidentialAnnex, ConsultsForSite, CorrectiveActions, Entry, FirmStanding,
    ForcedLabour, GovernmentPresence, Identities, InNativeLanguage, Indicator, Interpreter, InterviewFormat,
    LabourAgents, Lead, Management, Mode, Notice, PaidBy, Place, Production, ProgrammeStatus, ReceivedFrom,
    RecordsResult, Relation, ReportDocument, ReportType, SampleFrame, SecondLook, SelectedBy, SiteMatch,
    StandardApplied, Surveillance, Verified, WorkerOrganisation,
};

table! { dossier
    /// One audit report.
    pub struct Report {
        /// The report's id, by which certificates refer to it.
        pub id: Option<String>,
        /// The programme under which it was made, such as `smeta`; any id.
        pub programme: Option<String>,
        /// What kind of audit it was.
        pub r#type: Option<ReportType>,
        /// What there is to read.
        pub document: Option<ReportDocument>,
        /// Where the document came from.
        pub received_from: Option<ReceivedFrom>,
        /// Whether the issuer confirmed that the document is genuine.
        pub confirmed_by_issuer: Option<bool>,
        /// How the programme regards the report.
        pub programme_status: Option<ProgrammeStatus>,
        /// Whether the report could be had.
        pub availability: Option<Availability>,
        /// Whether there is a confidential part, and whether it was read.
        pub confidential_annex: Option<ConfidentialAnnex>,
        /// How the visit was made.
        pub visit: Visit,
        /// Who made it, and who paid.
        pub auditor: Auditor,
        /// How workers were heard.
        pub interviews: Interviews,
        /// What was looked at.
        pub scope: Scope,
        /// What the report concludes.
        pub conclusion: Conclusion,
        /// What was done about its findings.
        pub follow_up: FollowUp,
        /// Ids of findings that this report examined by name; an id that no finding has changes nothing.
        pub answers: Option<Vec<String>>,
        /// Whether the findings are public.
        pub published: Option<bool>,
    }
}

table! { dossier
    /// How the visit was made.
    pub struct Visit {
        /// First day on site.
        pub start: Option<PartialDate>,
        /// Last day on site.
        pub end: Option<PartialDate>,
        /// A day by which the visit was over, where its own days are not stated: the end of the month, say, that a
        /// summary names.
        pub no_later_than: Option<PartialDate>,
        /// How busy the site was, measured by its own year.
        pub production: Option<Production>,
        /// How far ahead the site knew.
        pub notice: Option<Notice>,
        /// Length of the announced window, in days.
        pub window_days: Option<Counted>,
        /// Days between the announcement and the visit.
        pub notice_days: Option<Counted>,
        /// Whether the auditors were let in at once.
        pub entry: Option<Entry>,
        /// Where the auditors were.
        pub mode: Option<Mode>,
        /// Person-days on site, exact to a tenth.
        pub auditor_days: Option<Tenths>,
        /// What the auditors could see.
        pub access: Option<Access>,
        /// Shifts that were seen.
        pub shifts_seen: Option<Counted>,
        /// Whether the housing was seen.
        pub dormitories_seen: Option<bool>,
        /// Whether this is where the goods and the workers are.
        pub site_match: Option<SiteMatch>,
    }
}

table! { dossier
    /// Who made the audit, and who paid.
    pub struct Auditor {
        /// The firm that signed.
        pub firm: Option<String>,
        /// The firm that went.
        pub visiting_firm: Option<String>,
        /// The firm's standing with the programme or accreditor.
        pub firm_standing: Option<FirmStanding>,
        /// How the auditor stands to the site and its buyers.
        pub relation: Option<Relation>,
        /// Who paid.
        pub paid_by: Option<PaidBy>,
        /// Whether the firm is accredited for the programme.
        pub accredited: Option<bool>,
        /// Who led, by qualification.
        pub lead: Option<Lead>,
        /// Whether the team was trained to recognise forced labour.
        pub forced_labour_training: Option<bool>,
        /// Whether the firm also advises the site.
        pub consults_for_site: Option<ConsultsForSite>,
        /// Earlier visits of this team to this site.
        pub prior_visits: Option<Counted>,
        /// Auditors in the team.
        pub team_size: Option<Counted>,
        /// Women among them.
        pub women: Option<Counted>,
        /// Whether somebody else looked again.
        pub second_look: Option<SecondLook>,
    }
}

table! { dossier
    /// How workers were heard.
    pub struct Interviews {
        /// Blocks of workers heard the same way; an empty list says that nobody was heard.
        pub groups: Option<Vec<InterviewGroup>>,
        /// How many of the interviews were in the workers' own language, as the report itself says.
        pub in_native_language: Option<InNativeLanguage>,
        /// Who chose whom to hear.
        pub selected_by: Option<SelectedBy>,
        /// From what the choice was made.
        pub sample_frame: Option<SampleFrame>,
        /// Whether nobody else could listen.
        pub private: Option<bool>,
        /// What the management knew of who was heard.
        pub management: Option<Management>,
        /// Minders, cameras, streaming or recording that reached the employer or the state.
        pub surveillance: Option<Surveillance>,
        /// Whether officials were there.
        pub government_presence: Option<GovernmentPresence>,
        /// Whether the workers' names stayed out of the report.
        pub identities: Option<Identities>,
        /// Whether the interviewed workers were asked later how they had been treated.
        pub retaliation_follow_up: Option<bool>,
        /// Whether a union or another body of the workers was heard.
        pub worker_organisation: Option<WorkerOrganisation>,
        /// Whether women were heard by women.
        pub women_heard_by_women: Option<bool>,
        /// Whether recruiters and agencies were examined.
        pub labour_agents: Option<LabourAgents>,
    }
}

table! { dossier
    /// Workers heard the same way.
    pub struct InterviewGroup {
        /// BCP 47 tag of the language in which they were heard.
        pub language: Option<Language>,
        /// How many workers.
        pub workers: Option<Counted>,
        /// Women among them.
        pub women: Option<Counted>,
        /// One by one, or together.
        pub format: Option<InterviewFormat>,
        /// Where they were heard.
        pub place: Option<Place>,
        /// How they came to work at the site.
        pub arrangement: Option<Arrangement>,
        /// Through whom they were heard.
        pub interpreter: Option<Interpreter>,
    }
}

table! { dossier
    /// What was looked at.
    pub struct Scope {
        /// Whether the standard that the report names was applied.
        pub standard_applied: Option<StandardApplied>,
        /// ILO indicators examined with a method and a result, or `all`; an empty list says none.
        pub indicators: Option<Indicators>,
        /// Whether pay, hours and contracts were checked against what workers said.
        pub records_cross_checked: Option<bool>,
        /// What that check gave.
        pub records_result: Option<RecordsResult>,
    }
}

table! { dossier
    /// What the report concludes.
    pub struct Conclusion {
        /// Its conclusion on forced labour.
        pub forced_labour: Option<ForcedLabour>,
        /// Number of findings of any kind.
        pub findings: Option<Counted>,
        /// ILO indicators that it found.
        pub indicators_found: Option<Vec<Indicator>>,
        /// Whether it says why the indicators found do not amount to forced labour.
        pub reasoned: Option<bool>,
        /// The number of workers that it gives.
        pub headcount: Option<Counted>,
    }
}

table! { dossier
    /// What was done about the findings.
    pub struct FollowUp {
        /// The corrective action plan.
        pub corrective_actions: Option<CorrectiveActions>,
        /// Who verified that it was carried out.
        pub verified: Option<Verified>,
        /// The later report that verified it.
        pub verified_by: VerifiedBy,
    }
}

table! { dossier
    /// The later report that verified the remedy, and who made it.
    pub struct VerifiedBy {
        /// Its id.
        pub report: Option<String>,
        /// The firm that made it.
        pub firm: Option<String>,
        /// On which day.
        pub on: Option<PartialDate>,
    }
}

/// ILO indicators that were examined: all eleven, or those listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Indicators {
    /// Every one of the eleven.
    All,
    /// Those listed; none where the list is empty.
    Listed(Vec<Indicator>),
}

impl Indicators {
    /// How many different indicators these are, 0 to 11.
    pub fn count(&self) -> u32 {
        self.bits().count_ones()
    }

    /// Which they are, a bit for each.
    pub(crate) fn bits(&self) -> u32 {
        match self {
            Indicators::All => bits(Indicator::ALL),
            Indicators::Listed(list) => bits(list),
        }
    }
}

/// Indicators as bits, one for each of the eleven.
pub(crate) fn bits(indicators: &[Indicator]) -> u32 {
    let bit =
        |indicator: &Indicator| u32::try_from(indicator.index()).ok().and_then(|at| 1_u32.checked_shl(at));
    indicators.iter().filter_map(bit).fold(0, |all, bit| all | bit)
}

made_anew!(Indicators, |json| {
    if json.is_text() {
        return if json.text()? == "all" { Ok(Indicators::All) } else { Err(Refused) };
    }
    Refill::anew(json).map(Indicators::Listed)
});

impl Shaped for Indicators {
    const SHAPE: Shape = Shape::Either(&[Shape::Word(&["all"]), <Vec<Indicator>>::SHAPE]);
}

impl Probe for Indicators {
    fn echo(&self, path: &[Step<'_>]) -> Option<Echo> {
        path.is_empty().then(|| Echo::Count(self.count()))
    }
}
