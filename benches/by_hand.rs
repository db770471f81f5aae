//! The default pack by hand, as `cargo test -q --bench targets -- by-hand` writes it.
//!
//! One function for each domain, one comparison for each level, one for each literal of a cap.

use audit_credence::{Facts, Levels};

/// What the pack asks about.
pub(crate) struct Row {
    report_visit_access: u8,
    access_if_report_visit_mode: u8,
    report_auditor_accredited: u8,
    derived_arrangements_heard: u8,
    report_type: u8,
    level_auditor_days: [u8; 2],
    level_certificate_claims: [u8; 2],
    level_certificate_standing: [u8; 2],
    level_coercion_context: [u8; 2],
    report_conclusion_forced_labour: u8,
    report_auditor_consults_for_site: u8,
    derived_contrary_evidence: u8,
    report_follow_up_corrective_actions: u8,
    corrective_actions_if_report_conclusion_findings: [u32; 2],
    derived_deception_evidence: u8,
    report_visit_dormitories_seen: u8,
    dormitories_if_site_dormitories: u8,
    report_visit_entry: u8,
    report_auditor_firm_standing: u8,
    report_auditor_forced_labour_training: u8,
    report_interviews_government_presence: u8,
    report_interviews_identities: u8,
    derived_indicators_examined: [u32; 2],
    derived_integrity: u8,
    derived_interview_place: u8,
    report_interviews_private: u8,
    level_interview_sample: [u8; 2],
    derived_labour_agents: u8,
    labour_agents_if_derived_labour_agents: u8,
    level_language_cover: [u8; 2],
    report_auditor_lead: u8,
    report_interviews_management: u8,
    report_visit_mode: u8,
    derived_north_korean_workers: u8,
    report_visit_notice: u8,
    level_off_site_sample: [u8; 2],
    report_auditor_paid_by: u8,
    report_visit_production: u8,
    report_published: u8,
    report_scope_records_cross_checked: u8,
    report_auditor_relation: u8,
    report_follow_up_verified: u8,
    remediation_if_derived_indicators_found: [u32; 2],
    derived_remedy_confirmed: u8,
    remedy_confirmed_if_derived_serious_indicators: u8,
    report_document: u8,
    derived_report_origin: u8,
    level_restriction: [u8; 2],
    report_interviews_retaliation_follow_up: u8,
    report_auditor_prior_visits: [u32; 2],
    report_interviews_sample_frame: u8,
    derived_search: u8,
    level_search_age: [u8; 2],
    report_auditor_second_look: u8,
    report_interviews_selected_by: u8,
    derived_serious_indicators: u8,
    derived_shifts_unseen: [u32; 2],
    shifts_if_site_shifts: [u32; 2],
    report_visit_site_match: u8,
    report_scope_standard_applied: u8,
    report_interviews_surveillance: u8,
    level_visit_age: [u8; 2],
    derived_visiting_firm: u8,
    report_interviews_women_heard_by_women: u8,
    report_auditor_women: [u32; 2],
    report_interviews_worker_organisation: u8,
    site_workforce_covers: u8,
    derived_workforce_established: u8,
}

impl Row {
    pub(crate) fn of(facts: &Facts, levels: &Levels) -> Self {
        Row {
            report_visit_access: u8::try_from(facts.bits("report.visit.access").unwrap()).unwrap(),
            access_if_report_visit_mode: u8::try_from(facts.bits("report.visit.mode").unwrap()).unwrap(),
            report_auditor_accredited: u8::try_from(facts.bits("report.auditor.accredited").unwrap()).unwrap(),
            derived_arrangements_heard: u8::try_from(facts.bits("derived.arrangements_heard").unwrap()).unwrap(),
            report_type: u8::try_from(facts.bits("report.type").unwrap()).unwrap(),
            level_auditor_days: { let l = levels.get(4).unwrap(); [l.worst(), l.best()] },
            level_certificate_claims: { let l = levels.get(5).unwrap(); [l.worst(), l.best()] },
            level_certificate_standing: { let l = levels.get(6).unwrap(); [l.worst(), l.best()] },
            level_coercion_context: { let l = levels.get(7).unwrap(); [l.worst(), l.best()] },
            report_conclusion_forced_labour: u8::try_from(facts.bits("report.conclusion.forced_labour").unwrap()).unwrap(),
            report_auditor_consults_for_site: u8::try_from(facts.bits("report.auditor.consults_for_site").unwrap()).unwrap(),
            derived_contrary_evidence: u8::try_from(facts.bits("derived.contrary_evidence").unwrap()).unwrap(),
            report_follow_up_corrective_actions: u8::try_from(facts.bits("report.follow_up.corrective_actions").unwrap()).unwrap(),
            corrective_actions_if_report_conclusion_findings: { let n = facts.number("report.conclusion.findings").unwrap(); [n.worst(), n.best()] },
            derived_deception_evidence: u8::try_from(facts.bits("derived.deception_evidence").unwrap()).unwrap(),
            report_visit_dormitories_seen: u8::try_from(facts.bits("report.visit.dormitories_seen").unwrap()).unwrap(),
            dormitories_if_site_dormitories: u8::try_from(facts.bits("site.dormitories").unwrap()).unwrap(),
            report_visit_entry: u8::try_from(facts.bits("report.visit.entry").unwrap()).unwrap(),
            report_auditor_firm_standing: u8::try_from(facts.bits("report.auditor.firm_standing").unwrap()).unwrap(),
            report_auditor_forced_labour_training: u8::try_from(facts.bits("report.auditor.forced_labour_training").unwrap()).unwrap(),
            report_interviews_government_presence: u8::try_from(facts.bits("report.interviews.government_presence").unwrap()).unwrap(),
            report_interviews_identities: u8::try_from(facts.bits("report.interviews.identities").unwrap()).unwrap(),
            derived_indicators_examined: { let n = facts.number("derived.indicators_examined").unwrap(); [n.worst(), n.best()] },
            derived_integrity: u8::try_from(facts.bits("derived.integrity").unwrap()).unwrap(),
            derived_interview_place: u8::try_from(facts.bits("derived.interview_place").unwrap()).unwrap(),
            report_interviews_private: u8::try_from(facts.bits("report.interviews.private").unwrap()).unwrap(),
            level_interview_sample: { let l = levels.get(23).unwrap(); [l.worst(), l.best()] },
            derived_labour_agents: u8::try_from(facts.bits("derived.labour_agents").unwrap()).unwrap(),
            labour_agents_if_derived_labour_agents: u8::try_from(facts.bits("derived.labour_agents").unwrap()).unwrap(),
            level_language_cover: { let l = levels.get(25).unwrap(); [l.worst(), l.best()] },
            report_auditor_lead: u8::try_from(facts.bits("report.auditor.lead").unwrap()).unwrap(),
            report_interviews_management: u8::try_from(facts.bits("report.interviews.management").unwrap()).unwrap(),
            report_visit_mode: u8::try_from(facts.bits("report.visit.mode").unwrap()).unwrap(),
            derived_north_korean_workers: u8::try_from(facts.bits("derived.north_korean_workers").unwrap()).unwrap(),
            report_visit_notice: u8::try_from(facts.bits("report.visit.notice").unwrap()).unwrap(),
            level_off_site_sample: { let l = levels.get(31).unwrap(); [l.worst(), l.best()] },
            report_auditor_paid_by: u8::try_from(facts.bits("report.auditor.paid_by").unwrap()).unwrap(),
            report_visit_production: u8::try_from(facts.bits("report.visit.production").unwrap()).unwrap(),
            report_published: u8::try_from(facts.bits("report.published").unwrap()).unwrap(),
            report_scope_records_cross_checked: u8::try_from(facts.bits("report.scope.records_cross_checked").unwrap()).unwrap(),
            report_auditor_relation: u8::try_from(facts.bits("report.auditor.relation").unwrap()).unwrap(),
            report_follow_up_verified: u8::try_from(facts.bits("report.follow_up.verified").unwrap()).unwrap(),
            remediation_if_derived_indicators_found: { let n = facts.number("derived.indicators_found").unwrap(); [n.worst(), n.best()] },
            derived_remedy_confirmed: u8::try_from(facts.bits("derived.remedy_confirmed").unwrap()).unwrap(),
            remedy_confirmed_if_derived_serious_indicators: u8::try_from(facts.bits("derived.serious_indicators").unwrap()).unwrap(),
            report_document: u8::try_from(facts.bits("report.document").unwrap()).unwrap(),
            derived_report_origin: u8::try_from(facts.bits("derived.report_origin").unwrap()).unwrap(),
            level_restriction: { let l = levels.get(41).unwrap(); [l.worst(), l.best()] },
            report_interviews_retaliation_follow_up: u8::try_from(facts.bits("report.interviews.retaliation_follow_up").unwrap()).unwrap(),
            report_auditor_prior_visits: { let n = facts.number("report.auditor.prior_visits").unwrap(); [n.worst(), n.best()] },
            report_interviews_sample_frame: u8::try_from(facts.bits("report.interviews.sample_frame").unwrap()).unwrap(),
            derived_search: u8::try_from(facts.bits("derived.search").unwrap()).unwrap(),
            level_search_age: { let l = levels.get(46).unwrap(); [l.worst(), l.best()] },
            report_auditor_second_look: u8::try_from(facts.bits("report.auditor.second_look").unwrap()).unwrap(),
            report_interviews_selected_by: u8::try_from(facts.bits("report.interviews.selected_by").unwrap()).unwrap(),
            derived_serious_indicators: u8::try_from(facts.bits("derived.serious_indicators").unwrap()).unwrap(),
            derived_shifts_unseen: { let n = facts.number("derived.shifts_unseen").unwrap(); [n.worst(), n.best()] },
            shifts_if_site_shifts: { let n = facts.number("site.shifts").unwrap(); [n.worst(), n.best()] },
            report_visit_site_match: u8::try_from(facts.bits("report.visit.site_match").unwrap()).unwrap(),
            report_scope_standard_applied: u8::try_from(facts.bits("report.scope.standard_applied").unwrap()).unwrap(),
            report_interviews_surveillance: u8::try_from(facts.bits("report.interviews.surveillance").unwrap()).unwrap(),
            level_visit_age: { let l = levels.get(54).unwrap(); [l.worst(), l.best()] },
            derived_visiting_firm: u8::try_from(facts.bits("derived.visiting_firm").unwrap()).unwrap(),
            report_interviews_women_heard_by_women: u8::try_from(facts.bits("report.interviews.women_heard_by_women").unwrap()).unwrap(),
            report_auditor_women: { let n = facts.number("report.auditor.women").unwrap(); [n.worst(), n.best()] },
            report_interviews_worker_organisation: u8::try_from(facts.bits("report.interviews.worker_organisation").unwrap()).unwrap(),
            site_workforce_covers: u8::try_from(facts.bits("site.workforce_covers").unwrap()).unwrap(),
            derived_workforce_established: u8::try_from(facts.bits("derived.workforce_established").unwrap()).unwrap(),
        }
    }
}

/// The level of each criterion, at worst and at best.
#[derive(Default)]
struct At {
    access: [u8; 2],
    accredited: [u8; 2],
    arrangements_heard: [u8; 2],
    audit_type: [u8; 2],
    auditor_days: [u8; 2],
    certificate_claims: [u8; 2],
    certificate_standing: [u8; 2],
    coercion_context: [u8; 2],
    conclusion: [u8; 2],
    consulting: [u8; 2],
    contrary_evidence: [u8; 2],
    corrective_actions: [u8; 2],
    deception_evidence: [u8; 2],
    dormitories: [u8; 2],
    entry: [u8; 2],
    firm_standing: [u8; 2],
    forced_labour_training: [u8; 2],
    government_presence: [u8; 2],
    identities: [u8; 2],
    indicators: [u8; 2],
    integrity: [u8; 2],
    interview_place: [u8; 2],
    interview_privacy: [u8; 2],
    interview_sample: [u8; 2],
    labour_agents: [u8; 2],
    language_cover: [u8; 2],
    lead: [u8; 2],
    management: [u8; 2],
    mode: [u8; 2],
    north_korean_workers: [u8; 2],
    notice: [u8; 2],
    off_site_sample: [u8; 2],
    paid_by: [u8; 2],
    production: [u8; 2],
    published: [u8; 2],
    records_cross_checked: [u8; 2],
    relation: [u8; 2],
    remediation: [u8; 2],
    remedy_confirmed: [u8; 2],
    report_document: [u8; 2],
    report_origin: [u8; 2],
    restriction: [u8; 2],
    retaliation_follow_up: [u8; 2],
    rotation: [u8; 2],
    sample_frame: [u8; 2],
    search: [u8; 2],
    search_age: [u8; 2],
    second_look: [u8; 2],
    selection: [u8; 2],
    serious_indicators: [u8; 2],
    shifts: [u8; 2],
    site_match: [u8; 2],
    standard_applied: [u8; 2],
    surveillance: [u8; 2],
    visit_age: [u8; 2],
    visiting_firm: [u8; 2],
    women_heard_by_women: [u8; 2],
    women_in_team: [u8; 2],
    worker_organisation: [u8; 2],
    workforce_covers: [u8; 2],
    workforce_established: [u8; 2],
}

#[inline(always)]
fn auditor(row: &Row, at: &mut At) -> [u32; 2] {
    at.accredited = { let x = row.report_auditor_accredited; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 2 }, if x & 2 != 0 { 2 } else { 0 }); let w = w.max(b.min(1)); [w, b] };
    let accredited = at.accredited.map(|level| [3, 0, 0][usize::from(level)]);
    at.consulting = { let x = row.report_auditor_consults_for_site; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 2 }, if x & 2 != 0 { 2 } else { 0 }); let w = w.max(b.min(1)); [w, b] };
    let consulting = at.consulting.map(|level| [8, 1, 0][usize::from(level)]);
    at.firm_standing = { let x = row.report_auditor_firm_standing; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else { 3 }, if x & 4 != 0 { 3 } else if x & 2 != 0 { 1 } else { 0 }); let w = w.max(b.min(2)); [w, b] };
    let firm_standing = at.firm_standing.map(|level| [8, 6, 0, 0][usize::from(level)]);
    at.forced_labour_training = { let x = row.report_auditor_forced_labour_training; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 1 }, if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let forced_labour_training = at.forced_labour_training.map(|level| [4, 0][usize::from(level)]);
    at.lead = { let x = row.report_auditor_lead; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 6 != 0 { 1 } else if x & 24 != 0 { 2 } else { 3 }, if x & 96 != 0 { 3 } else if x & 24 != 0 { 2 } else if x & 6 != 0 { 1 } else { 0 }); [w, b] };
    let lead = at.lead.map(|level| [5, 4, 1, 0][usize::from(level)]);
    at.paid_by = { let x = row.report_auditor_paid_by; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else { 2 }, if x & 28 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let paid_by = at.paid_by.map(|level| [4, 2, 0][usize::from(level)]);
    at.relation = { let x = row.report_auditor_relation; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else if x & 4 != 0 { 2 } else { 3 }, if x & 8 != 0 { 3 } else if x & 4 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let relation = at.relation.map(|level| [16, 10, 6, 0][usize::from(level)]);
    at.rotation = { let of = |n: u32| -> u8 { if n <= 0 { 1 } else { 0 } }; let [x, y] = row.report_auditor_prior_visits.map(of); let (w, b) = (x.min(y), x.max(y)); [w, b] };
    let rotation = at.rotation.map(|level| [2, 0][usize::from(level)]);
    at.second_look = { let x = row.report_auditor_second_look; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else { 2 }, if x & 4 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let second_look = at.second_look.map(|level| [3, 1, 0][usize::from(level)]);
    at.standard_applied = { let x = row.report_scope_standard_applied; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else { 3 }, if x & 12 != 0 { 3 } else if x & 2 != 0 { 1 } else { 0 }); let w = w.max(b.min(2)); [w, b] };
    let standard_applied = at.standard_applied.map(|level| [4, 2, 1, 0][usize::from(level)]);
    at.visiting_firm = { let x = row.derived_visiting_firm; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 2 }, if x & 2 != 0 { 2 } else { 0 }); let w = w.max(b.min(1)); [w, b] };
    let visiting_firm = at.visiting_firm.map(|level| [5, 1, 0][usize::from(level)]);
    [accredited[0] + consulting[0] + firm_standing[0] + forced_labour_training[0] + lead[0] + paid_by[0] + relation[0] + rotation[0] + second_look[0] + standard_applied[0] + visiting_firm[0], accredited[1] + consulting[1] + firm_standing[1] + forced_labour_training[1] + lead[1] + paid_by[1] + relation[1] + rotation[1] + second_look[1] + standard_applied[1] + visiting_firm[1]]
}

#[inline(always)]
fn certification(row: &Row, at: &mut At) -> [u32; 2] {
    at.certificate_claims = row.level_certificate_claims;
    let certificate_claims = at.certificate_claims.map(|level| [9, 0][usize::from(level)]);
    at.certificate_standing = row.level_certificate_standing;
    let certificate_standing = at.certificate_standing.map(|level| [12, 0][usize::from(level)]);
    [certificate_claims[0] + certificate_standing[0], certificate_claims[1] + certificate_standing[1]]
}

#[inline(always)]
fn context(row: &Row, at: &mut At) -> [u32; 2] {
    at.coercion_context = row.level_coercion_context;
    let coercion_context = at.coercion_context.map(|level| [16, 6, 0][usize::from(level)]);
    at.north_korean_workers = { let x = row.derived_north_korean_workers; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 1 }, if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let north_korean_workers = at.north_korean_workers.map(|level| [0, 0][usize::from(level)]);
    at.workforce_covers = { let x = row.site_workforce_covers; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 1 }, if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let workforce_covers = at.workforce_covers.map(|level| [0, 0][usize::from(level)]);
    at.workforce_established = { let x = row.derived_workforce_established; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else if x & 4 != 0 { 2 } else { 3 }, if x & 8 != 0 { 3 } else if x & 4 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let workforce_established = at.workforce_established.map(|level| [10, 8, 4, 0][usize::from(level)]);
    [coercion_context[0] + north_korean_workers[0] + workforce_covers[0] + workforce_established[0], coercion_context[1] + north_korean_workers[1] + workforce_covers[1] + workforce_established[1]]
}

#[inline(always)]
fn currency(row: &Row, at: &mut At) -> [u32; 2] {
    at.visit_age = row.level_visit_age;
    let visit_age = at.visit_age.map(|level| [8, 4, 2, 0][usize::from(level)]);
    [visit_age[0], visit_age[1]]
}

#[inline(always)]
fn integrity(row: &Row, at: &mut At) -> [u32; 2] {
    at.integrity = { let x = row.derived_integrity; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else if x & 4 != 0 { 2 } else { 3 }, if x & 8 != 0 { 3 } else if x & 4 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); let w = w.max(b.min(2)); [w, b] };
    let integrity = at.integrity.map(|level| [16, 12, 4, 0][usize::from(level)]);
    at.report_document = { let x = row.report_document; let (w, b): (u8, u8) = (if x & 7 != 0 { 0 } else { 1 }, if x & 8 != 0 { 1 } else { 0 }); [w, b] };
    let report_document = at.report_document.map(|level| [8, 0][usize::from(level)]);
    at.report_origin = { let x = row.derived_report_origin; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 2 }, if x & 2 != 0 { 2 } else { 0 }); let w = w.max(b.min(1)); [w, b] };
    let report_origin = at.report_origin.map(|level| [3, 0, 0][usize::from(level)]);
    [integrity[0] + report_document[0] + report_origin[0], integrity[1] + report_document[1] + report_origin[1]]
}

#[inline(always)]
fn outside_evidence(row: &Row, at: &mut At) -> [u32; 2] {
    at.contrary_evidence = { let x = row.derived_contrary_evidence; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else if x & 4 != 0 { 2 } else if x & 8 != 0 { 3 } else { 4 }, if x & 16 != 0 { 4 } else if x & 8 != 0 { 3 } else if x & 4 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let contrary_evidence = at.contrary_evidence.map(|level| [20, 18, 14, 4, 0][usize::from(level)]);
    at.deception_evidence = { let x = row.derived_deception_evidence; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else if x & 4 != 0 { 2 } else if x & 8 != 0 { 3 } else { 4 }, if x & 16 != 0 { 4 } else if x & 8 != 0 { 3 } else if x & 4 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let deception_evidence = at.deception_evidence.map(|level| [14, 13, 12, 3, 0][usize::from(level)]);
    at.restriction = row.level_restriction;
    let restriction = at.restriction.map(|level| [0, 0][usize::from(level)]);
    at.search = { let x = row.derived_search; let (w, b): (u8, u8) = (if x & 3 != 0 { 0 } else { 1 }, if x & 4 != 0 { 1 } else { 0 }); [w, b] };
    let search = at.search.map(|level| [0, 0][usize::from(level)]);
    at.search_age = row.level_search_age;
    let search_age = at.search_age.map(|level| [0, 0][usize::from(level)]);
    [contrary_evidence[0] + deception_evidence[0] + restriction[0] + search[0] + search_age[0], contrary_evidence[1] + deception_evidence[1] + restriction[1] + search[1] + search_age[1]]
}

#[inline(always)]
fn scope(row: &Row, at: &mut At) -> [u32; 2] {
    at.audit_type = { let x = row.report_type; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else if x & 4 != 0 { 2 } else { 3 }, if x & 24 != 0 { 3 } else if x & 4 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let audit_type = at.audit_type.map(|level| [8, 4, 2, 0][usize::from(level)]);
    at.conclusion = { let x = row.report_conclusion_forced_labour; let (w, b): (u8, u8) = (if x & 4 != 0 { 0 } else if x & 10 != 0 { 1 } else { 2 }, if x & 1 != 0 { 2 } else if x & 10 != 0 { 1 } else { 0 }); let w = w.max(b.min(1)); [w, b] };
    let conclusion = at.conclusion.map(|level| [0, 0, 0][usize::from(level)]);
    at.corrective_actions = { let x = row.report_follow_up_corrective_actions; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else { 2 }, if x & 4 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); if !(row.corrective_actions_if_report_conclusion_findings[1] >= 1) { [2, 2] } else if row.corrective_actions_if_report_conclusion_findings[0] >= 1 { [w, b] } else { [w, 2] } };
    let corrective_actions = at.corrective_actions.map(|level| [4, 2, 0][usize::from(level)]);
    at.indicators = { let of = |n: u32| -> u8 { if n >= 11 { 3 } else if n >= 6 { 2 } else if n >= 1 { 1 } else { 0 } }; let [x, y] = row.derived_indicators_examined.map(of); let (w, b) = (x.min(y), x.max(y)); [w, b] };
    let indicators = at.indicators.map(|level| [12, 7, 4, 0][usize::from(level)]);
    at.published = { let x = row.report_published; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 1 }, if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let published = at.published.map(|level| [3, 0][usize::from(level)]);
    at.records_cross_checked = { let x = row.report_scope_records_cross_checked; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 1 }, if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let records_cross_checked = at.records_cross_checked.map(|level| [5, 0][usize::from(level)]);
    at.remediation = { let x = row.report_follow_up_verified; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else if x & 4 != 0 { 2 } else { 3 }, if x & 8 != 0 { 3 } else if x & 4 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); if !(row.remediation_if_derived_indicators_found[1] >= 1) { [3, 3] } else if row.remediation_if_derived_indicators_found[0] >= 1 { [w, b] } else { [w, 3] } };
    let remediation = at.remediation.map(|level| [8, 6, 3, 0][usize::from(level)]);
    at.remedy_confirmed = { let x = row.derived_remedy_confirmed; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 1 }, if x & 2 != 0 { 1 } else { 0 }); if !(row.remedy_confirmed_if_derived_serious_indicators & 1 != 0) { [1, 1] } else if row.remedy_confirmed_if_derived_serious_indicators & !1 == 0 { [w, b] } else { [w, 1] } };
    let remedy_confirmed = at.remedy_confirmed.map(|level| [0, 0][usize::from(level)]);
    at.serious_indicators = { let x = row.derived_serious_indicators; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 2 }, if x & 2 != 0 { 2 } else { 0 }); let w = w.max(b.min(1)); [w, b] };
    let serious_indicators = at.serious_indicators.map(|level| [0, 0, 0][usize::from(level)]);
    [audit_type[0] + conclusion[0] + corrective_actions[0] + indicators[0] + published[0] + records_cross_checked[0] + remediation[0] + remedy_confirmed[0] + serious_indicators[0], audit_type[1] + conclusion[1] + corrective_actions[1] + indicators[1] + published[1] + records_cross_checked[1] + remediation[1] + remedy_confirmed[1] + serious_indicators[1]]
}

#[inline(always)]
fn visit(row: &Row, at: &mut At) -> [u32; 2] {
    at.access = { let x = row.report_visit_access; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else { 3 }, if x & 4 != 0 { 3 } else if x & 2 != 0 { 1 } else { 0 }); let w = w.max(b.min(2)); if !(row.access_if_report_visit_mode & 27 != 0) { [3, 3] } else if row.access_if_report_visit_mode & !27 == 0 { [w, b] } else { [w, 3] } };
    let access = at.access.map(|level| [10, 5, 1, 0][usize::from(level)]);
    at.auditor_days = row.level_auditor_days;
    let auditor_days = at.auditor_days.map(|level| [4, 2, 0][usize::from(level)]);
    at.dormitories = { let x = row.report_visit_dormitories_seen; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 1 }, if x & 2 != 0 { 1 } else { 0 }); if !(row.dormitories_if_site_dormitories & 1 != 0) { [1, 1] } else if row.dormitories_if_site_dormitories & !1 == 0 { [w, b] } else { [w, 1] } };
    let dormitories = at.dormitories.map(|level| [6, 0][usize::from(level)]);
    at.entry = { let x = row.report_visit_entry; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 2 }, if x & 2 != 0 { 2 } else { 0 }); let w = w.max(b.min(1)); [w, b] };
    let entry = at.entry.map(|level| [4, 1, 0][usize::from(level)]);
    at.mode = { let x = row.report_visit_mode; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else if x & 4 != 0 { 2 } else if x & 8 != 0 { 3 } else { 4 }, if x & 16 != 0 { 4 } else if x & 8 != 0 { 3 } else if x & 4 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let mode = at.mode.map(|level| [14, 12, 4, 2, 0][usize::from(level)]);
    at.notice = { let x = row.report_visit_notice; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else { 2 }, if x & 4 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let notice = at.notice.map(|level| [14, 8, 0][usize::from(level)]);
    at.production = { let x = row.report_visit_production; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else { 2 }, if x & 4 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let production = at.production.map(|level| [2, 1, 0][usize::from(level)]);
    at.shifts = { let of = |n: u32| -> u8 { if n <= 0 { 2 } else if n <= 1 { 1 } else { 0 } }; let [x, y] = row.derived_shifts_unseen.map(of); let (w, b) = (x.min(y), x.max(y)); if !(row.shifts_if_site_shifts[1] >= 2) { [2, 2] } else if row.shifts_if_site_shifts[0] >= 2 { [w, b] } else { [w, 2] } };
    let shifts = at.shifts.map(|level| [7, 6, 0][usize::from(level)]);
    at.site_match = { let x = row.report_visit_site_match; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else { 3 }, if x & 4 != 0 { 3 } else if x & 2 != 0 { 1 } else { 0 }); let w = w.max(b.min(2)); [w, b] };
    let site_match = at.site_match.map(|level| [10, 4, 0, 0][usize::from(level)]);
    [access[0] + auditor_days[0] + dormitories[0] + entry[0] + mode[0] + notice[0] + production[0] + shifts[0] + site_match[0], access[1] + auditor_days[1] + dormitories[1] + entry[1] + mode[1] + notice[1] + production[1] + shifts[1] + site_match[1]]
}

#[inline(always)]
fn worker_voice(row: &Row, at: &mut At) -> [u32; 2] {
    at.arrangements_heard = { let x = row.derived_arrangements_heard; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 1 }, if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let arrangements_heard = at.arrangements_heard.map(|level| [6, 0][usize::from(level)]);
    at.government_presence = { let x = row.report_interviews_government_presence; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 2 }, if x & 2 != 0 { 2 } else { 0 }); let w = w.max(b.min(1)); [w, b] };
    let government_presence = at.government_presence.map(|level| [12, 1, 0][usize::from(level)]);
    at.identities = { let x = row.report_interviews_identities; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 2 }, if x & 2 != 0 { 2 } else { 0 }); let w = w.max(b.min(1)); [w, b] };
    let identities = at.identities.map(|level| [8, 1, 0][usize::from(level)]);
    at.interview_place = { let x = row.derived_interview_place; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else if x & 4 != 0 { 2 } else if x & 8 != 0 { 3 } else { 4 }, if x & 16 != 0 { 4 } else if x & 8 != 0 { 3 } else if x & 4 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let interview_place = at.interview_place.map(|level| [16, 12, 6, 4, 0][usize::from(level)]);
    at.interview_privacy = { let x = row.report_interviews_private; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 1 }, if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let interview_privacy = at.interview_privacy.map(|level| [9, 0][usize::from(level)]);
    at.interview_sample = row.level_interview_sample;
    let interview_sample = at.interview_sample.map(|level| [4, 2, 0][usize::from(level)]);
    at.labour_agents = { let x = row.derived_labour_agents; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else { 2 }, if x & 12 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); if !(row.labour_agents_if_derived_labour_agents & 7 != 0) { [2, 2] } else if row.labour_agents_if_derived_labour_agents & !7 == 0 { [w, b] } else { [w, 2] } };
    let labour_agents = at.labour_agents.map(|level| [6, 3, 0][usize::from(level)]);
    at.language_cover = row.level_language_cover;
    let language_cover = at.language_cover.map(|level| [20, 18, 16, 2, 0][usize::from(level)]);
    at.management = { let x = row.report_interviews_management; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else { 2 }, if x & 4 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let management = at.management.map(|level| [16, 4, 0][usize::from(level)]);
    at.off_site_sample = row.level_off_site_sample;
    let off_site_sample = at.off_site_sample.map(|level| [2, 1, 0][usize::from(level)]);
    at.retaliation_follow_up = { let x = row.report_interviews_retaliation_follow_up; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 1 }, if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let retaliation_follow_up = at.retaliation_follow_up.map(|level| [4, 0][usize::from(level)]);
    at.sample_frame = { let x = row.report_interviews_sample_frame; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else { 2 }, if x & 4 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let sample_frame = at.sample_frame.map(|level| [3, 1, 0][usize::from(level)]);
    at.selection = { let x = row.report_interviews_selected_by; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else if x & 2 != 0 { 1 } else { 2 }, if x & 12 != 0 { 2 } else if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let selection = at.selection.map(|level| [9, 3, 0][usize::from(level)]);
    at.surveillance = { let x = row.report_interviews_surveillance; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 2 }, if x & 2 != 0 { 2 } else { 0 }); let w = w.max(b.min(1)); [w, b] };
    let surveillance = at.surveillance.map(|level| [12, 1, 0][usize::from(level)]);
    at.women_heard_by_women = { let x = row.report_interviews_women_heard_by_women; let (w, b): (u8, u8) = (if x & 1 != 0 { 0 } else { 1 }, if x & 2 != 0 { 1 } else { 0 }); [w, b] };
    let women_heard_by_women = at.women_heard_by_women.map(|level| [1, 0][usize::from(level)]);
    at.women_in_team = { let of = |n: u32| -> u8 { if n >= 1 { 1 } else { 0 } }; let [x, y] = row.report_auditor_women.map(of); let (w, b) = (x.min(y), x.max(y)); [w, b] };
    let women_in_team = at.women_in_team.map(|level| [2, 0][usize::from(level)]);
    at.worker_organisation = { let x = row.report_interviews_worker_organisation; let (w, b): (u8, u8) = (if x & 7 != 0 { 0 } else { 1 }, if x & 8 != 0 { 1 } else { 0 }); [w, b] };
    let worker_organisation = at.worker_organisation.map(|level| [5, 0][usize::from(level)]);
    [arrangements_heard[0] + government_presence[0] + identities[0] + interview_place[0] + interview_privacy[0] + interview_sample[0] + labour_agents[0] + language_cover[0] + management[0] + off_site_sample[0] + retaliation_follow_up[0] + sample_frame[0] + selection[0] + surveillance[0] + women_heard_by_women[0] + women_in_team[0] + worker_organisation[0], arrangements_heard[1] + government_presence[1] + identities[1] + interview_place[1] + interview_privacy[1] + interview_sample[1] + labour_agents[1] + language_cover[1] + management[1] + off_site_sample[1] + retaliation_follow_up[1] + sample_frame[1] + selection[1] + surveillance[1] + women_heard_by_women[1] + women_in_team[1] + worker_organisation[1]]
}

#[inline(always)]
fn caps_0(at: &At, end: usize, mut grade: u8) -> u8 {
    if (at.access[end] <= 1) { grade = grade.min(2); }
    if (at.access[end] <= 2) { grade = grade.min(3); }
    if (at.access[end] <= 0) { grade = grade.min(1); }
    if (at.consulting[end] <= 1) { grade = grade.min(3); }
    if (at.notice[end] <= 0) { grade = grade.min(2); }
    if (at.certificate_standing[end] <= 0) { grade = grade.min(2); }
    if (at.interview_privacy[end] <= 0 && at.selection[end] <= 0) { grade = grade.min(1); }
    if (at.selection[end] <= 0) { grade = grade.min(2); }
    if (at.integrity[end] <= 0) { grade = grade.min(0); }
    if (at.contrary_evidence[end] <= 3) || (at.deception_evidence[end] <= 3) { grade = grade.min(3); }
    if (at.contrary_evidence[end] <= 2) { grade = grade.min(1); }
    if (at.contrary_evidence[end] <= 0) { grade = grade.min(0); }
    if (at.relation[end] <= 1) { grade = grade.min(2); }
    if (at.deception_evidence[end] <= 2) { grade = grade.min(1); }
    if (at.deception_evidence[end] <= 0) { grade = grade.min(0); }
    if (at.arrangements_heard[end] <= 0) { grade = grade.min(2); }
    if (at.workforce_covers[end] <= 0) { grade = grade.min(3); }
    if (at.interview_sample[end] <= 0) { grade = grade.min(3); }
    if (at.integrity[end] <= 1) { grade = grade.min(1); }
    if (at.firm_standing[end] <= 1) { grade = grade.min(2); }
    if (at.audit_type[end] <= 1) { grade = grade.min(2); }
    if (at.government_presence[end] <= 1) { grade = grade.min(3); }
    if (at.government_presence[end] <= 0) { grade = grade.min(1); }
    if (at.auditor_days[end] <= 0) { grade = grade.min(2); }
    if (at.interview_place[end] <= 1) { grade = grade.min(2); }
    if (at.dormitories[end] <= 0) { grade = grade.min(3); }
    if (at.identities[end] <= 0) { grade = grade.min(2); }
    if (at.identities[end] <= 1) { grade = grade.min(3); }
    if (at.indicators[end] <= 2) { grade = grade.min(3); }
    if (at.language_cover[end] <= 2) { grade = grade.min(1); }
    if (at.management[end] <= 0) { grade = grade.min(1); }
    if (at.indicators[end] <= 0) { grade = grade.min(2); }
    if (at.corrective_actions[end] <= 0) { grade = grade.min(2); }
    if (at.integrity[end] <= 2) { grade = grade.min(3); }
    if (at.interview_privacy[end] <= 0) { grade = grade.min(2); }
    if (at.conclusion[end] <= 1) { grade = grade.min(3); }
    if (at.interview_place[end] <= 0 && at.interview_privacy[end] <= 0 && at.language_cover[end] <= 0 && at.selection[end] <= 0) { grade = grade.min(0); }
    if (at.interview_place[end] <= 3) { grade = grade.min(3); }
    if (at.site_match[end] <= 0) { grade = grade.min(0); }
    if (at.visit_age[end] <= 0) { grade = grade.min(2); }
    if (at.visit_age[end] <= 1) { grade = grade.min(3); }
    if (at.mode[end] <= 3) { grade = grade.min(3); }
    if (at.coercion_context[end] <= 1) { grade = grade.min(3); }
    if (at.accredited[end] <= 1) || (at.firm_standing[end] <= 2) || (at.report_origin[end] <= 1) || (at.site_match[end] <= 2) { grade = grade.min(3); }
    if (at.remediation[end] <= 2) { grade = grade.min(3); }
    if (at.remediation[end] <= 1) { grade = grade.min(2); }
    if (at.mode[end] <= 1) { grade = grade.min(1); }
    if (at.search[end] <= 0) || (at.search_age[end] <= 0) { grade = grade.min(3); }
    if (at.relation[end] <= 2) { grade = grade.min(3); }
    if (at.relation[end] <= 0) { grade = grade.min(1); }
    if (at.notice[end] <= 1) { grade = grade.min(3); }
    if (at.serious_indicators[end] <= 1) { grade = grade.min(3); }
    if (at.shifts[end] <= 1) { grade = grade.min(2); }
    if (at.standard_applied[end] <= 0) { grade = grade.min(2); }
    if (at.accredited[end] <= 0 && at.visiting_firm[end] <= 0) { grade = grade.min(2); }
    if (at.report_document[end] <= 0) { grade = grade.min(2); }
    if (at.surveillance[end] <= 1) { grade = grade.min(3); }
    if (at.surveillance[end] <= 0) { grade = grade.min(1); }
    if (at.coercion_context[end] <= 0) { grade = grade.min(0); }
    if (at.selection[end] <= 1) { grade = grade.min(3); }
    grade
}

#[inline(always)]
fn caps_1(at: &At, end: usize, mut grade: u8) -> u8 {
    if (at.workforce_established[end] <= 1) { grade = grade.min(2); }
    if (at.workforce_established[end] <= 2) { grade = grade.min(3); }
    grade
}

/// The grade at worst and at best, as places in the scale.
#[inline(never)]
pub(crate) fn grade(row: &Row) -> [u8; 2] {
    let at = &mut At::default();
    let all = [auditor(row, at), certification(row, at), context(row, at), currency(row, at), integrity(row, at), outside_evidence(row, at), scope(row, at), visit(row, at), worker_voice(row, at)];
    [0, 1].map(|end| {
        let sum: u32 = all.iter().map(|ends| ends[end]).sum();
        let grade = u8::from(sum <= 219) + u8::from(sum <= 140) + u8::from(sum <= 50) + u8::from(sum <= 8);
        caps_1(at, end, caps_0(at, end, grade))
    })
}
