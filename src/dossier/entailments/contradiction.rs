//! The codes of what a report may say against itself.

use crate::document::named;

named! {
    /// A contradiction inside a report.
    pub enum ContradictionCode {
        /// No forced labour is concluded beside indicators of it, without reasons.
        ConclusionAgainstIndicators = "conclusion_against_indicators",
        /// More workers were heard than are employed.
        MoreHeardThanEmployed = "more_heard_than_employed",
        /// Counts of workers of about the same date differ by more than a tenth.
        HeadcountsDiffer = "headcounts_differ",
        /// Workers were heard in a language that nobody at the site speaks.
        InterviewLanguageUnspoken = "interview_language_unspoken",
        /// What the report says of the language of all interviews, and groups that show otherwise.
        NativeLanguageAgainstGroups = "native_language_against_groups",
        /// More interviews than the auditor days allow.
        MoreInterviewsThanDaysAllow = "more_interviews_than_days_allow",
        /// Records and workers' words were found to disagree.
        RecordsInconsistent = "records_inconsistent",
        /// Everybody was heard in private, and the management was present.
        ManagementPresentInPrivate = "management_present_in_private",
        /// An audit from a desk or by camera, with something seen on the site.
        SeenFromAfar = "seen_from_afar",
        /// Findings closed from the desk, with something seen on the site.
        SeenFromTheDesk = "seen_from_the_desk",
        /// A third party that bears the supplier's or the site's own name.
        OwnFirm = "own_firm",
        /// Unannounced, with days of notice or a window.
        UnannouncedWithNotice = "unannounced_with_notice",
        /// Housing that there is not was seen, or workers were heard in it.
        NoDormitoriesSeen = "no_dormitories_seen",
        /// No findings beside indicators or forced labour found.
        NoFindingsBesideIndicators = "no_findings_beside_indicators",
        /// Indicators were found, and the list of those found is empty.
        IndicatorsFoundNotNamed = "indicators_found_not_named",
        /// More auditor days than the visit and the team allow.
        MoreAuditorDaysThanVisit = "more_auditor_days_than_visit",
        /// An inquiry made off the site, with workers heard on it.
        OffSiteInquiryHeardOnSite = "off_site_inquiry_heard_on_site",
        /// An inquiry made off the site that was let in, or saw shifts or housing.
        OffSiteInquirySawTheSite = "off_site_inquiry_saw_the_site",
        /// Access refused, with shifts or housing seen.
        SeenAlthoughRefused = "seen_although_refused",
        /// Workers heard away from site and housing through the facility, an agent or the state.
        EmployerAtOffSiteInterview = "employer_at_off_site_interview",
        /// No labour agents, with workers of an agency or an agent who interprets.
        AgencyWorkersWithoutAgents = "agency_workers_without_agents",
        /// More workers were heard in a language than a complete list has of it.
        MoreHeardThanListed = "more_heard_than_listed",
    }
}
