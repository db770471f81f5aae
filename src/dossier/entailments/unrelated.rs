//! Pairs of keys that look as if what one states excluded what the other does, and do not, each with the reason.
//!
//! Whoever misses a row of the table of entailments finds here why there is none.

/// Related pairs that exclude nothing, each with the reason.
pub static UNRELATED: &[(&str, &str, &str)] = &[
    (
        "report.interviews.groups",
        "report.interviews.surveillance",
        "interviews off the site do not exclude a minder",
    ),
    ("report.visit.notice", "report.visit.mode", "a notice is also given of a remote audit"),
    ("report.visit.access", "report.visit.mode", "access is also given or refused to records"),
    (
        "report.type",
        "report.visit.mode",
        "a closure from the desk may state how the visit was made that it closes",
    ),
    (
        "report.visit.access",
        "report.visit.auditor_days",
        "whoever is refused may have spent the day at the gate",
    ),
    ("report.auditor.paid_by", "report.auditor.relation", "whoever is paid by the site may be a third party"),
    (
        "report.interviews.private",
        "report.interviews.surveillance",
        "a camera may reach where nobody stands by",
    ),
    (
        "report.interviews.groups",
        "report.interviews.women_heard_by_women",
        "women are heard by women of another team",
    ),
    (
        "report.auditor.women",
        "report.interviews.women_heard_by_women",
        "an interpreter may be the woman who heard them",
    ),
    (
        "site.headcount",
        "report.interviews.groups",
        "the larger of two counts bounds how many were heard, see integrity",
    ),
    (
        "report.conclusion.findings",
        "report.follow_up.corrective_actions",
        "a finding may need nothing corrected",
    ),
    (
        "report.scope.records_cross_checked",
        "report.scope.records_result",
        "an attempt that failed has a result",
    ),
    (
        "report.visit.dormitories_seen",
        "report.visit.shifts_seen",
        "housing is seen whether or not work goes on",
    ),
];
