//! Pairs of keys that look as if what one states excluded what the other does, and do not, each with the reason.
//!
//! Whoever misses a row of the table of entailments finds here why there is none.

/// Related pairs that exclude nothing, each with the reason: keys, or tables with all of their keys, each of the first beside
/// each of the second. Pairs that a row of [`ENTAILMENTS`](crate::dossier::ENTAILMENTS) names together are not meant.
pub static UNRELATED: &[(&[&str], &[&str], &str)] = &[
    (
        &["report.interviews.groups"],
        &["report.interviews.surveillance"],
        "interviews off the site do not exclude a minder",
    ),
    (&["report.visit.notice"], &["report.visit.mode"], "a notice is also given of a remote audit"),
    (&["report.visit.access"], &["report.visit.mode"], "access is also given or refused to records"),
    (
        &["report.type"],
        &["report.visit.mode"],
        "a closure from the desk may state how the visit was made that it closes",
    ),
    (
        &["report.visit.access"],
        &["report.visit.auditor_days"],
        "whoever is refused may have spent the day at the gate",
    ),
    (
        &["report.auditor.paid_by"],
        &["report.auditor.relation"],
        "whoever is paid by the site may be a third party",
    ),
    (
        &["report.interviews.private"],
        &["report.interviews.surveillance"],
        "a camera may reach where nobody stands by",
    ),
    (
        &["report.interviews.groups"],
        &["report.interviews.women_heard_by_women"],
        "women are heard by women of another team",
    ),
    (
        &["report.auditor.women"],
        &["report.interviews.women_heard_by_women"],
        "an interpreter may be the woman who heard them",
    ),
    (
        &["site.headcount"],
        &["report.interviews.groups"],
        "the larger of two counts bounds how many were heard, see integrity",
    ),
    (
        &["report.conclusion.findings"],
        &["report.follow_up.corrective_actions"],
        "a finding may need nothing corrected",
    ),
    (
        &["report.scope.records_cross_checked"],
        &["report.scope.records_result"],
        "an attempt that failed has a result",
    ),
    (
        &["report.visit.dormitories_seen"],
        &["report.visit.shifts_seen"],
        "housing is seen whether or not work goes on",
    ),
    (
        &["certificates", "findings"],
        &["certificates", "findings", "report", "site"],
        "what others say may be otherwise than what the report says, and than what other others say",
    ),
    (
        &["search"],
        &["report", "search", "site"],
        "a search says nothing of the audit, and of what is said of the search the least counts",
    ),
    (
        &["report.answers", "report.id"],
        &["report", "site"],
        "any report may look into a finding, and bear any id",
    ),
    (
        &["site.country", "site.subdivision"],
        &["report", "site"],
        "anybody may work anywhere, and any audit be made there",
    ),
    (
        &[
            "report.conclusion.forced_labour",
            "report.conclusion.indicators_found",
            "report.conclusion.reasoned",
            "report.scope.records_result",
        ],
        &["report", "site"],
        "however a report was made it may conclude anything, and have found records that disagree",
    ),
    (
        &["report.auditor"],
        &["report.interviews", "report.visit", "site"],
        "any firm may go on any day and hear anybody",
    ),
    (
        &["report.visit"],
        &["report.conclusion.headcount", "report.interviews", "report.visit.notice", "site"],
        "a visit on any day, and of any notice, may hear anybody, at a site of any size",
    ),
    (
        &["report.interviews.in_native_language", "report.interviews.labour_agents"],
        &["report.conclusion.headcount", "report.visit", "site"],
        "how many there are, and who counted them, does not say what they speak or who recruited them",
    ),
    (
        &["report.received_from"],
        &["report.confirmed_by_issuer"],
        "an issuer may disown what bears its name, wherever it came from",
    ),
    (
        &["report.follow_up"],
        &["report.follow_up"],
        "whoever looked later, and whenever, may have verified nothing",
    ),
];
