//! The named values that a report's keys may have, worst first where there is an order.

use crate::document::named;

named! {
    /// The ILO's indicators of forced labour, in the ILO's order (ILO, Indicators of Forced Labour, 2012).
    pub enum Indicator {
        /// Abuse of vulnerability.
        AbuseOfVulnerability = "abuse_of_vulnerability",
        /// Deception.
        Deception = "deception",
        /// Restriction of movement.
        RestrictionOfMovement = "restriction_of_movement",
        /// Isolation.
        Isolation = "isolation",
        /// Physical and sexual violence.
        PhysicalAndSexualViolence = "physical_and_sexual_violence",
        /// Intimidation and threats.
        IntimidationAndThreats = "intimidation_and_threats",
        /// Retention of identity documents.
        RetentionOfIdentityDocuments = "retention_of_identity_documents",
        /// Withholding of wages.
        WithholdingOfWages = "withholding_of_wages",
        /// Debt bondage.
        DebtBondage = "debt_bondage",
        /// Abusive working and living conditions.
        AbusiveWorkingAndLivingConditions = "abusive_working_and_living_conditions",
        /// Excessive overtime.
        ExcessiveOvertime = "excessive_overtime",
    }
}

named! {
    /// What kind of audit it was, the least complete first.
    pub enum ReportType {
        /// Findings closed from the desk.
        DeskClosure = "desk_closure",
        /// A return visit to earlier findings.
        FollowUp = "follow_up",
        /// A shorter visit between full audits.
        Surveillance = "surveillance",
        /// A full audit.
        Full = "full",
        /// An investigation of a complaint or suspicion.
        Investigation = "investigation",
    }
}

named! {
    /// What there is to read, worst first.
    pub enum ReportDocument {
        /// The supplier's or a buyer's word that there was an audit.
        SupplierStatement = "supplier_statement",
        /// A certificate alone.
        CertificateOnly = "certificate_only",
        /// A summary of the report.
        Summary = "summary",
        /// The whole report.
        FullReport = "full_report",
    }
}

named! {
    /// Where the document came from, the most interested first.
    pub enum ReceivedFrom {
        /// From the supplier.
        Supplier = "supplier",
        /// It was leaked: genuine perhaps, and perhaps not whole.
        Leaked = "leaked",
        /// From a platform that shares reports.
        Platform = "platform",
        /// It is public.
        Published = "published",
        /// From the firm that wrote it.
        Issuer = "issuer",
    }
}

named! {
    /// How busy the site was at the visit, measured by its own year, the least telling first.
    pub enum Production {
        /// Slack, or between seasons.
        Low = "low",
        /// As on most days.
        Ordinary = "ordinary",
        /// The peak of the year.
        Peak = "peak",
    }
}

named! {
    /// Whether the standard that the report names was applied, worst first.
    pub enum StandardApplied {
        /// It is named ("based on"), and nobody accredited for it applied it.
        NamedOnly = "named_only",
        /// It was applied in part, or with deviations.
        InPart = "in_part",
        /// A body accredited for it applied it in full.
        Applied = "applied",
        /// The report names no standard.
        NoneNamed = "none_named",
    }
}

named! {
    /// How the programme regards the report, worst first.
    pub enum ProgrammeStatus {
        /// Declared void.
        Invalidated = "invalidated",
        /// Not final.
        Draft = "draft",
        /// Contested.
        Disputed = "disputed",
        /// Final and accepted.
        Accepted = "accepted",
    }
}

named! {
    /// Whether the report could be had; no order.
    pub enum Availability {
        /// It is here.
        Provided = "provided",
        /// It was asked for and refused.
        Refused = "refused",
        /// There is none.
        NoneExists = "none_exists",
        /// Nobody asked.
        NotAsked = "not_asked",
    }
}

named! {
    /// A confidential part of the report, worst first.
    pub enum ConfidentialAnnex {
        /// There is one, and it was not read.
        Unseen = "unseen",
        /// There is none.
        None = "none",
        /// There is one, and it was read.
        Seen = "seen",
    }
}

named! {
    /// How far ahead the site knew the day, worst first; behind them what is not one of them.
    pub enum Notice {
        /// It knew the day.
        Announced = "announced",
        /// It knew a window of days.
        SemiAnnounced = "semi_announced",
        /// It did not know.
        Unannounced = "unannounced",
        /// Several visits, some of them announced: the fact is `announced`.
        Mixed = "mixed",
    }
}

named! {
    /// Whether the auditors were let in at once, worst first.
    pub enum Entry {
        /// They had to wait.
        Delayed = "delayed",
        /// At once.
        Immediate = "immediate",
    }
}

named! {
    /// Where the auditors were, worst first.
    pub enum Mode {
        /// At a desk with documents.
        Desktop = "desktop",
        /// Connected by video or telephone.
        Remote = "remote",
        /// With workers, without access to the site.
        OffSite = "off_site",
        /// Partly on site.
        Hybrid = "hybrid",
        /// On site.
        OnSite = "on_site",
    }
}

named! {
    /// What the auditors could see, worst first.
    pub enum Access {
        /// They were refused.
        Refused = "refused",
        /// Some areas, records or workers were withheld.
        Limited = "limited",
        /// Everything.
        Full = "full",
    }
}

named! {
    /// Whether the audited site is where the goods and the workers are, worst first.
    pub enum SiteMatch {
        /// It is another site.
        Mismatch = "mismatch",
        /// It was not confirmed.
        Unconfirmed = "unconfirmed",
        /// It is.
        Confirmed = "confirmed",
    }
}

named! {
    /// The firm's standing with the programme or accreditor, worst first.
    pub enum FirmStanding {
        /// Its accreditation was withdrawn.
        Withdrawn = "withdrawn",
        /// Suspended.
        Suspended = "suspended",
        /// Good.
        Good = "good",
    }
}

named! {
    /// How the auditor stands to the site and its buyers, the most interested first.
    pub enum Relation {
        /// The site itself.
        FirstParty = "first_party",
        /// A lawyer of one side.
        Counsel = "counsel",
        /// A buyer.
        SecondParty = "second_party",
        /// None of them.
        ThirdParty = "third_party",
    }
}

named! {
    /// Who paid the auditor, the most interested first.
    pub enum PaidBy {
        /// The audited facility.
        Facility = "facility",
        /// A buyer.
        Buyer = "buyer",
        /// A scheme, from a pool.
        Scheme = "scheme",
        /// A public body.
        Public = "public",
        /// A worker organisation or an NGO.
        WorkerOrganisation = "worker_organisation",
    }
}

named! {
    /// Who led the audit, by APSCA's levels or otherwise, worst first; behind them what is not one of them.
    pub enum Lead {
        /// Nobody is named.
        Unnamed = "unnamed",
        /// Named, without registration.
        Unregistered = "unregistered",
        /// Associate Social Compliance Auditor, who may not lead.
        Asca = "asca",
        /// Withheld to protect the auditor.
        WithheldForSafety = "withheld_for_safety",
        /// Qualified outside APSCA.
        OtherQualified = "other_qualified",
        /// Registered Auditor.
        Ra = "ra",
        /// Certified Social Compliance Auditor.
        Csca = "csca",
        /// Named, and the qualification is not known: the fact is any of those that a named lead may have.
        Named = "named",
    }
}

named! {
    /// Whether the firm also advises the site, worst first.
    pub enum ConsultsForSite {
        /// It does.
        Yes = "yes",
        /// It does not.
        No = "no",
    }
}

named! {
    /// Whether somebody else looked again, worst first.
    pub enum SecondLook {
        /// Nobody.
        None = "none",
        /// Another body watched the audit.
        Witnessed = "witnessed",
        /// Another body did it again.
        IndependentRecheck = "independent_recheck",
    }
}

named! {
    /// One by one, or together.
    pub enum InterviewFormat {
        /// Together.
        Group = "group",
        /// One by one.
        Individual = "individual",
    }
}

named! {
    /// Where workers were heard, the least safe first.
    pub enum Place {
        /// By telephone or video.
        Remote = "remote",
        /// On the site.
        OnSite = "on_site",
        /// Where the employer or an agent houses them.
        Housing = "housing",
        /// Away from site and housing.
        OffSite = "off_site",
    }
}

named! {
    /// Through whom workers were heard, the least independent first.
    pub enum Interpreter {
        /// An interpreter of the state.
        Government = "government",
        /// An interpreter of the facility.
        Facility = "facility",
        /// A labour agent.
        Agent = "agent",
        /// Another worker.
        CoWorker = "co_worker",
        /// The buyer's people.
        Buyer = "buyer",
        /// An independent interpreter.
        Independent = "independent",
        /// The auditor, who speaks the language.
        Auditor = "auditor",
    }
}

named! {
    /// How many of the interviews were in the workers' own language, worst first.
    pub enum InNativeLanguage {
        /// None.
        None = "none",
        /// Some, and others were not.
        Some = "some",
        /// All.
        All = "all",
    }
}

named! {
    /// Who chose whom to hear, worst first.
    pub enum SelectedBy {
        /// The management.
        Management = "management",
        /// Whoever volunteered.
        Volunteers = "volunteers",
        /// Chance.
        Random = "random",
        /// The auditor.
        Auditor = "auditor",
    }
}

named! {
    /// From what the choice was made, worst first.
    pub enum SampleFrame {
        /// A list that the management gave.
        ManagementList = "management_list",
        /// The payroll.
        Payroll = "payroll",
        /// Who was there.
        ShopFloor = "shop_floor",
    }
}

named! {
    /// What the management knew of who was heard, worst first.
    pub enum Management {
        /// It was in the room.
        Present = "present",
        /// It knew who was heard.
        Aware = "aware",
        /// It did not know.
        Unaware = "unaware",
    }
}

named! {
    /// Minders, cameras, streaming or recording that reached the employer or the state, worst first.
    pub enum Surveillance {
        /// There was some.
        Present = "present",
        /// There was none.
        None = "none",
    }
}

named! {
    /// Whether officials were there, worst first.
    pub enum GovernmentPresence {
        /// They were.
        Present = "present",
        /// They were not.
        None = "none",
    }
}

named! {
    /// Whether the workers' names stayed out of the report, worst first.
    pub enum Identities {
        /// They can be recognised.
        Exposed = "exposed",
        /// They cannot.
        Protected = "protected",
    }
}

named! {
    /// Whether a body of the workers was heard, worst first.
    pub enum WorkerOrganisation {
        /// Only one that the state controls.
        StateControlled = "state_controlled",
        /// There is one, and it was not heard.
        NotHeard = "not_heard",
        /// There is none.
        NoneAvailable = "none_available",
        /// It was heard.
        Heard = "heard",
    }
}

named! {
    /// Whether recruiters and agencies were examined, worst first.
    pub enum LabourAgents {
        /// They were not.
        NotExamined = "not_examined",
        /// They were.
        Examined = "examined",
        /// The report says that none are used.
        NoneUsed = "none_used",
    }
}

named! {
    /// What checking records against workers' words gave, worst first.
    pub enum RecordsResult {
        /// They disagree.
        Inconsistent = "inconsistent",
        /// It could not be verified.
        UnableToVerify = "unable_to_verify",
        /// They agree.
        Consistent = "consistent",
    }
}

named! {
    /// The report's conclusion on forced labour; no order.
    pub enum ForcedLabour {
        /// It found none.
        NoneFound = "none_found",
        /// It found indicators of it, and leaves open whether they amount to it.
        IndicatorsFound = "indicators_found",
        /// It found forced labour.
        Found = "found",
        /// It did not assess it.
        NotAssessed = "not_assessed",
    }
}

named! {
    /// The corrective action plan, worst first where there is something to correct.
    pub enum CorrectiveActions {
        /// Findings without a plan.
        Missing = "missing",
        /// Nothing to correct.
        NoneNeeded = "none_needed",
        /// Planned.
        Planned = "planned",
    }
}

named! {
    /// Who verified that corrections were carried out, worst first.
    pub enum Verified {
        /// Nobody.
        No = "no",
        /// The site says so.
        SelfDeclared = "self_declared",
        /// An independent visit of which the notice is not stated.
        Independent = "independent",
        /// An announced independent visit.
        IndependentAnnounced = "independent_announced",
        /// An unannounced independent visit.
        IndependentUnannounced = "independent_unannounced",
    }
}
