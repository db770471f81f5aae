//! What SQL can derive of a line itself, in DuckDB's words: ages, counts of lists, and small choices, at both ends.
//!
//! It stops where plain SQL does: languages by group, contradictions, what a finding still counts for, certificates by the
//! rule of their day, regions, and what a pack's tables ask for.

use crate::decisions::End;

/// A fact that the query derives: what it is at worst and at best.
pub struct Derived {
    pub fact: &'static str,
    worst: &'static str,
    best: &'static str,
}

impl Derived {
    pub fn at(&self, end: End) -> &'static str {
        match end {
            End::Worst => self.worst,
            End::Best => self.best,
        }
    }
}

pub fn derived(fact: &str) -> Option<&'static Derived> {
    DERIVED.iter().find(|derived| derived.fact == fact)
}

/// The keys that are read for it, and what they are.
pub const READS: &[(&str, &str)] = &[
    ("site.shifts", "UINTEGER"),
    ("site.workforce_established_by", "VARCHAR"),
    ("site.workforce", "STRUCT(arrangement VARCHAR)[]"),
    ("report.visit.start", "VARCHAR"),
    ("report.visit.end", "VARCHAR"),
    ("report.visit.no_later_than", "VARCHAR"),
    ("report.visit.shifts_seen", "UINTEGER"),
    ("report.auditor.firm", "VARCHAR"),
    ("report.auditor.visiting_firm", "VARCHAR"),
    ("report.interviews.groups", "STRUCT(workers UINTEGER, place VARCHAR, arrangement VARCHAR)[]"),
    ("report.interviews.labour_agents", "VARCHAR"),
    ("report.scope.indicators", "JSON"),
    ("report.conclusion.indicators_found", "VARCHAR[]"),
];

const DERIVED: &[Derived] = &[
    Derived {
        fact: "derived.visit_age",
        worst: r#"coalesce(CAST(replace(coalesce(report.visit."end", report.visit.start), '-', '') AS UINTEGER), 0)"#,
        best: r#"coalesce(CAST(replace(coalesce(report.visit."end", report.visit.no_later_than), '-', '') AS UINTEGER), 4294967295)"#,
    },
    Derived {
        fact: "derived.shifts_unseen",
        worst: "greatest(coalesce(site.shifts, 4294967295)::BIGINT - coalesce(report.visit.shifts_seen, 0), 0)",
        best: "greatest(coalesce(site.shifts::BIGINT - report.visit.shifts_seen, 0), 0)",
    },
    Derived { fact: "derived.visiting_firm", worst: VISITING_FIRM, best: VISITING_FIRM },
    Derived {
        fact: "derived.labour_agents",
        worst: "CASE WHEN report.interviews.labour_agents IS NULL THEN 'not_examined' \
                WHEN report.interviews.labour_agents <> 'none_used' THEN report.interviews.labour_agents \
                WHEN site.workforce_established_by = 'independent' THEN 'none_used' ELSE 'none_claimed' END",
        best: "CASE WHEN report.interviews.labour_agents IN ('examined', 'not_examined') \
               THEN report.interviews.labour_agents \
               WHEN coalesce(site.workforce_established_by = 'independent', true) THEN 'none_used' \
               WHEN report.interviews.labour_agents IS NULL THEN 'examined' ELSE 'none_claimed' END",
    },
    Derived {
        fact: "derived.indicators_examined",
        worst: "CASE WHEN report.scope.indicators IS NULL THEN 0 \
                WHEN report.scope.indicators::VARCHAR = '\"all\"' THEN 11 \
                ELSE len(list_distinct(from_json(report.scope.indicators, '[\"VARCHAR\"]'))) END",
        best: "CASE WHEN coalesce(report.scope.indicators::VARCHAR, '\"all\"') = '\"all\"' THEN 11 \
               ELSE len(list_distinct(from_json(report.scope.indicators, '[\"VARCHAR\"]'))) END",
    },
    Derived {
        // It says whether a criterion applies: at worst it does if there may be one.
        fact: "derived.indicators_found",
        worst: "coalesce(len(list_distinct(report.conclusion.indicators_found)), 11)",
        best: "coalesce(len(list_distinct(report.conclusion.indicators_found)), 0)",
    },
    Derived {
        fact: "derived.interview_place",
        worst: "CASE WHEN report.interviews.groups IS NULL THEN 'not_stated' \
                ELSE ['nobody_heard', 'remote', 'on_site', 'housing', 'off_site'][1 + coalesce(list_max(\
                [CASE g.place WHEN 'on_site' THEN 2 WHEN 'housing' THEN 3 WHEN 'off_site' THEN 4 ELSE 1 END \
                FOR g IN report.interviews.groups IF g.workers IS DISTINCT FROM 0]), 0)] END",
        best: "CASE WHEN report.interviews.groups IS NULL THEN 'not_stated' \
               ELSE ['nobody_heard', 'remote', 'on_site', 'housing', 'off_site'][1 + coalesce(list_max(\
               [CASE g.place WHEN 'remote' THEN 1 WHEN 'on_site' THEN 2 WHEN 'housing' THEN 3 ELSE 4 END \
               FOR g IN report.interviews.groups IF g.workers IS DISTINCT FROM 0]), 0)] END",
    },
    Derived {
        fact: "derived.arrangements_heard",
        worst: "CASE WHEN len([d FOR d IN ['agency', 'dispatched', 'migrant', 'state_transfer'] \
                IF list_contains([g.arrangement FOR g IN coalesce(site.workforce, [])], d) \
                AND NOT list_contains([g.arrangement FOR g IN coalesce(report.interviews.groups, [])], d)]) > 0 \
                OR (coalesce(len([1 FOR g IN site.workforce IF g.arrangement IS NULL]) > 0, true) \
                AND NOT list_has_all([g.arrangement FOR g IN coalesce(report.interviews.groups, [])], \
                ['agency', 'dispatched', 'migrant', 'state_transfer'])) \
                THEN 'one_not_heard' ELSE 'all_heard' END",
        best: "CASE WHEN len([d FOR d IN ['agency', 'dispatched', 'migrant', 'state_transfer'] \
               IF list_contains([g.arrangement FOR g IN coalesce(site.workforce, [])], d) \
               AND NOT list_contains([g.arrangement FOR g IN coalesce(report.interviews.groups, [])], d)]) \
               > coalesce(len([1 FOR g IN report.interviews.groups IF g.arrangement IS NULL]), 1000000) \
               THEN 'one_not_heard' ELSE 'all_heard' END",
    },
];

const VISITING_FIRM: &str = "CASE WHEN report.auditor.firm IS NULL OR report.auditor.visiting_firm IS NULL THEN 'not_stated' \
    WHEN lower(trim(report.auditor.firm)) = lower(trim(report.auditor.visiting_firm)) THEN 'signing_firm' \
    ELSE 'other_firm' END";
