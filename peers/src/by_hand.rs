//! The default pack by hand, as `print by-hand` of this package writes it.

use crate::row::{Cell, Field};

/// What the pack asks about.
pub struct Row {
    report_visit_access: u8,
    report_auditor_accredited: u8,
    derived_arrangements_heard: u8,
    report_type: u8,
    level_auditor_days: u32,
    level_certificate_claims: u32,
    level_certificate_standing: u32,
    level_coercion_context: u32,
    report_auditor_consults_for_site: u8,
    derived_contrary_evidence: u8,
    report_follow_up_corrective_actions: u8,
    derived_deception_evidence: u8,
    report_visit_dormitories_seen: u8,
    report_visit_entry: u8,
    report_auditor_firm_standing: u8,
    report_auditor_forced_labour_training: u8,
    report_interviews_government_presence: u8,
    report_interviews_identities: u8,
    derived_indicators_examined: u32,
    derived_integrity: u8,
    derived_interview_place: u8,
    report_interviews_private: u8,
    level_interview_sample: u32,
    derived_labour_agents: u8,
    derived_language_cover: u8,
    report_auditor_lead: u8,
    report_interviews_management: u8,
    report_visit_mode: u8,
    report_visit_notice: u8,
    level_off_site_sample: u32,
    report_auditor_paid_by: u8,
    report_visit_production: u8,
    report_published: u8,
    report_scope_records_cross_checked: u8,
    report_auditor_relation: u8,
    report_follow_up_verified: u8,
    report_document: u8,
    report_interviews_retaliation_follow_up: u8,
    report_auditor_prior_visits: u32,
    search_done: u8,
    report_auditor_second_look: u8,
    report_interviews_selected_by: u8,
    derived_shifts_unseen: u32,
    report_visit_site_match: u8,
    report_scope_standard_applied: u8,
    report_interviews_surveillance: u8,
    derived_visit_age: u32,
    derived_visiting_firm: u8,
    report_interviews_women_heard_by_women: u8,
    report_auditor_women: u32,
    report_interviews_worker_organisation: u8,
    site_workforce_established_by: u8,
    corrective_actions_if_report_conclusion_findings: u32,
    dormitories_if_site_dormitories: u8,
    labour_agents_if_derived_labour_agents: u8,
    remediation_if_derived_indicators_found: u32,
    shifts_if_site_shifts: u32,
}

impl Row {
    pub fn of(fields: &[Field], cells: &[Cell]) -> Self {
        Row {
            report_visit_access: place(&fields[0], &cells[0]),
            report_auditor_accredited: place(&fields[1], &cells[1]),
            derived_arrangements_heard: place(&fields[2], &cells[2]),
            report_type: place(&fields[3], &cells[3]),
            level_auditor_days: number(&cells[4]),
            level_certificate_claims: number(&cells[5]),
            level_certificate_standing: number(&cells[6]),
            level_coercion_context: number(&cells[7]),
            report_auditor_consults_for_site: place(&fields[8], &cells[8]),
            derived_contrary_evidence: place(&fields[9], &cells[9]),
            report_follow_up_corrective_actions: place(&fields[10], &cells[10]),
            derived_deception_evidence: place(&fields[11], &cells[11]),
            report_visit_dormitories_seen: place(&fields[12], &cells[12]),
            report_visit_entry: place(&fields[13], &cells[13]),
            report_auditor_firm_standing: place(&fields[14], &cells[14]),
            report_auditor_forced_labour_training: place(&fields[15], &cells[15]),
            report_interviews_government_presence: place(&fields[16], &cells[16]),
            report_interviews_identities: place(&fields[17], &cells[17]),
            derived_indicators_examined: number(&cells[18]),
            derived_integrity: place(&fields[19], &cells[19]),
            derived_interview_place: place(&fields[20], &cells[20]),
            report_interviews_private: place(&fields[21], &cells[21]),
            level_interview_sample: number(&cells[22]),
            derived_labour_agents: place(&fields[23], &cells[23]),
            derived_language_cover: place(&fields[24], &cells[24]),
            report_auditor_lead: place(&fields[25], &cells[25]),
            report_interviews_management: place(&fields[26], &cells[26]),
            report_visit_mode: place(&fields[27], &cells[27]),
            report_visit_notice: place(&fields[28], &cells[28]),
            level_off_site_sample: number(&cells[29]),
            report_auditor_paid_by: place(&fields[30], &cells[30]),
            report_visit_production: place(&fields[31], &cells[31]),
            report_published: place(&fields[32], &cells[32]),
            report_scope_records_cross_checked: place(&fields[33], &cells[33]),
            report_auditor_relation: place(&fields[34], &cells[34]),
            report_follow_up_verified: place(&fields[35], &cells[35]),
            report_document: place(&fields[36], &cells[36]),
            report_interviews_retaliation_follow_up: place(&fields[37], &cells[37]),
            report_auditor_prior_visits: number(&cells[38]),
            search_done: place(&fields[39], &cells[39]),
            report_auditor_second_look: place(&fields[40], &cells[40]),
            report_interviews_selected_by: place(&fields[41], &cells[41]),
            derived_shifts_unseen: number(&cells[42]),
            report_visit_site_match: place(&fields[43], &cells[43]),
            report_scope_standard_applied: place(&fields[44], &cells[44]),
            report_interviews_surveillance: place(&fields[45], &cells[45]),
            derived_visit_age: number(&cells[46]),
            derived_visiting_firm: place(&fields[47], &cells[47]),
            report_interviews_women_heard_by_women: place(&fields[48], &cells[48]),
            report_auditor_women: number(&cells[49]),
            report_interviews_worker_organisation: place(&fields[50], &cells[50]),
            site_workforce_established_by: place(&fields[51], &cells[51]),
            corrective_actions_if_report_conclusion_findings: number(&cells[52]),
            dormitories_if_site_dormitories: place(&fields[53], &cells[53]),
            labour_agents_if_derived_labour_agents: place(&fields[54], &cells[54]),
            remediation_if_derived_indicators_found: number(&cells[55]),
            shifts_if_site_shifts: number(&cells[56]),
        }
    }
}

fn place(field: &Field, cell: &Cell) -> u8 {
    let (Some(words), Cell::Word(word)) = (&field.words, cell) else { panic!("a word") };
    u8::try_from(words.iter().position(|known| known == word).unwrap()).unwrap()
}

fn number(cell: &Cell) -> u32 {
    let Cell::Number(number) = cell else { panic!("a number") };
    *number
}

fn worst_auditor(row: &Row) -> u32 {
    let one_accredited = if matches!(row.report_auditor_accredited, 0 | 2) { 4 } else { 0 };
    let one_consulting = if matches!(row.report_auditor_consults_for_site, 0 | 2) { 6 } else { 0 };
    let one_firm_standing = if matches!(row.report_auditor_firm_standing, 0 | 3) { 8 } else if matches!(row.report_auditor_firm_standing, 1) { 6 } else { 0 };
    let one_forced_labour_training = if matches!(row.report_auditor_forced_labour_training, 0 | 2) { 4 } else { 0 };
    let one_lead = if matches!(row.report_auditor_lead, 0 | 7) { 5 } else if matches!(row.report_auditor_lead, 1 | 2) { 4 } else if matches!(row.report_auditor_lead, 3 | 4) { 1 } else { 0 };
    let one_paid_by = if matches!(row.report_auditor_paid_by, 0 | 5) { 3 } else if matches!(row.report_auditor_paid_by, 1) { 2 } else { 0 };
    let one_relation = if matches!(row.report_auditor_relation, 0 | 4) { 12 } else if matches!(row.report_auditor_relation, 1) { 8 } else if matches!(row.report_auditor_relation, 2) { 4 } else { 0 };
    let one_rotation = if row.report_auditor_prior_visits > 0 { 2 } else { 0 };
    let one_second_look = if matches!(row.report_auditor_second_look, 0 | 3) { 3 } else if matches!(row.report_auditor_second_look, 1) { 1 } else { 0 };
    let one_standard_applied = if matches!(row.report_scope_standard_applied, 0 | 4) { 4 } else if matches!(row.report_scope_standard_applied, 1) { 2 } else { 0 };
    let one_visiting_firm = if matches!(row.derived_visiting_firm, 0 | 2) { 4 } else { 0 };
    (one_accredited + one_consulting + one_firm_standing + one_forced_labour_training + one_lead + one_paid_by + one_relation + one_rotation + one_second_look + one_standard_applied + one_visiting_firm).min(20)
}

fn worst_certification(row: &Row) -> u32 {
    let one_certificate_claims = if row.level_certificate_claims < 1 { 6 } else { 0 };
    let one_certificate_standing = if row.level_certificate_standing < 1 { 8 } else { 0 };
    (one_certificate_claims + one_certificate_standing).min(10)
}

fn worst_context(row: &Row) -> u32 {
    let one_coercion_context = if row.level_coercion_context < 1 { 12 } else if row.level_coercion_context < 2 { 5 } else { 0 };
    let one_workforce_established = if matches!(row.site_workforce_established_by, 0 | 4) { 8 } else if matches!(row.site_workforce_established_by, 1) { 6 } else if matches!(row.site_workforce_established_by, 2) { 4 } else { 0 };
    (one_coercion_context + one_workforce_established).min(12)
}

fn worst_currency(row: &Row) -> u32 {
    let one_visit_age = if row.derived_visit_age < 20231124 { 8 } else if row.derived_visit_age < 20241124 { 4 } else if row.derived_visit_age < 20251124 { 2 } else { 0 };
    (one_visit_age)
}

fn worst_integrity(row: &Row) -> u32 {
    let one_integrity = if matches!(row.derived_integrity, 0 | 4) { 14 } else if matches!(row.derived_integrity, 1) { 10 } else if matches!(row.derived_integrity, 2) { 3 } else { 0 };
    let one_report_document = if matches!(row.report_document, 0 | 1 | 2 | 4) { 6 } else { 0 };
    (one_integrity + one_report_document).min(14)
}

fn worst_outside_evidence(row: &Row) -> u32 {
    let one_contrary_evidence = if matches!(row.derived_contrary_evidence, 0 | 5) { 20 } else if matches!(row.derived_contrary_evidence, 1) { 18 } else if matches!(row.derived_contrary_evidence, 2) { 14 } else if matches!(row.derived_contrary_evidence, 3) { 4 } else { 0 };
    let one_deception_evidence = if matches!(row.derived_deception_evidence, 0 | 5) { 14 } else if matches!(row.derived_deception_evidence, 1) { 13 } else if matches!(row.derived_deception_evidence, 2) { 12 } else if matches!(row.derived_deception_evidence, 3) { 3 } else { 0 };
    let one_search = if matches!(row.search_done, 0 | 3) { 6 } else if matches!(row.search_done, 1) { 3 } else { 0 };
    (one_contrary_evidence + one_deception_evidence + one_search).min(20)
}

fn worst_scope(row: &Row) -> u32 {
    let one_audit_type = if matches!(row.report_type, 0 | 5) { 6 } else if matches!(row.report_type, 1) { 5 } else if matches!(row.report_type, 2) { 2 } else { 0 };
    let one_corrective_actions = if (row.corrective_actions_if_report_conclusion_findings > 0 && matches!(row.report_follow_up_corrective_actions, 0 | 3)) { 4 } else if (row.corrective_actions_if_report_conclusion_findings > 0 && matches!(row.report_follow_up_corrective_actions, 1)) { 2 } else { 0 };
    let one_indicators = if row.derived_indicators_examined < 1 { 8 } else if row.derived_indicators_examined < 6 { 5 } else if row.derived_indicators_examined < 11 { 3 } else { 0 };
    let one_published = if matches!(row.report_published, 0 | 2) { 1 } else { 0 };
    let one_records_cross_checked = if matches!(row.report_scope_records_cross_checked, 0 | 2) { 4 } else { 0 };
    let one_remediation = if (row.remediation_if_derived_indicators_found > 0 && matches!(row.report_follow_up_verified, 0 | 4)) { 8 } else if (row.remediation_if_derived_indicators_found > 0 && matches!(row.report_follow_up_verified, 1)) { 6 } else if (row.remediation_if_derived_indicators_found > 0 && matches!(row.report_follow_up_verified, 2)) { 3 } else { 0 };
    (one_audit_type + one_corrective_actions + one_indicators + one_published + one_records_cross_checked + one_remediation).min(18)
}

fn worst_visit(row: &Row) -> u32 {
    let one_access = if matches!(row.report_visit_access, 0) { 12 } else if matches!(row.report_visit_access, 1) { 6 } else if matches!(row.report_visit_access, 3) { 2 } else { 0 };
    let one_auditor_days = if row.level_auditor_days < 1 { 4 } else if row.level_auditor_days < 2 { 2 } else { 0 };
    let one_dormitories = if (matches!(row.dormitories_if_site_dormitories, 0 | 2) && matches!(row.report_visit_dormitories_seen, 0 | 2)) { 6 } else { 0 };
    let group_warning = if matches!(row.report_visit_notice, 0 | 3) { 8 } else if (matches!(row.report_visit_entry, 0 | 2) || matches!(row.report_visit_notice, 1)) { 4 } else { 0 };
    let one_mode = if matches!(row.report_visit_mode, 0 | 5) { 16 } else if matches!(row.report_visit_mode, 1) { 12 } else if matches!(row.report_visit_mode, 2) { 6 } else if matches!(row.report_visit_mode, 3) { 3 } else { 0 };
    let one_production = if matches!(row.report_visit_production, 0 | 3) { 2 } else if matches!(row.report_visit_production, 1) { 1 } else { 0 };
    let one_shifts = if (row.shifts_if_site_shifts > 1 && row.derived_shifts_unseen > 1) { 8 } else if (row.shifts_if_site_shifts > 1 && row.derived_shifts_unseen > 0) { 6 } else { 0 };
    let one_site_match = if matches!(row.report_visit_site_match, 0) { 14 } else if matches!(row.report_visit_site_match, 1 | 3) { 5 } else { 0 };
    (one_access + one_auditor_days + one_dormitories + group_warning + one_mode + one_production + one_shifts + one_site_match).min(24)
}

fn worst_worker_voice(row: &Row) -> u32 {
    let one_arrangements_heard = if matches!(row.derived_arrangements_heard, 0 | 2) { 6 } else { 0 };
    let one_government_presence = if matches!(row.report_interviews_government_presence, 0) { 12 } else if matches!(row.report_interviews_government_presence, 2) { 2 } else { 0 };
    let one_identities = if matches!(row.report_interviews_identities, 0) { 6 } else if matches!(row.report_interviews_identities, 2) { 1 } else { 0 };
    let group_place = if matches!(row.derived_interview_place, 0 | 5) { 12 } else if matches!(row.derived_interview_place, 1) { 8 } else if matches!(row.derived_interview_place, 2) { 4 } else if (matches!(row.derived_interview_place, 3) || row.level_off_site_sample < 1) { 3 } else if row.level_off_site_sample < 2 { 2 } else { 0 };
    let one_interview_privacy = if matches!(row.report_interviews_private, 0 | 2) { 6 } else { 0 };
    let one_interview_sample = if row.level_interview_sample < 1 { 4 } else if row.level_interview_sample < 2 { 2 } else { 0 };
    let one_labour_agents = if (matches!(row.labour_agents_if_derived_labour_agents, 0 | 1 | 2 | 4) && matches!(row.derived_labour_agents, 0 | 4)) { 5 } else if (matches!(row.labour_agents_if_derived_labour_agents, 0 | 1 | 2 | 4) && matches!(row.derived_labour_agents, 1)) { 3 } else { 0 };
    let one_language_cover = if matches!(row.derived_language_cover, 0 | 5) { 16 } else if matches!(row.derived_language_cover, 1) { 14 } else if matches!(row.derived_language_cover, 2) { 12 } else if matches!(row.derived_language_cover, 3) { 1 } else { 0 };
    let one_management = if matches!(row.report_interviews_management, 0 | 3) { 14 } else if matches!(row.report_interviews_management, 1) { 2 } else { 0 };
    let one_retaliation_follow_up = if matches!(row.report_interviews_retaliation_follow_up, 0 | 2) { 3 } else { 0 };
    let one_selection = if matches!(row.report_interviews_selected_by, 0 | 4) { 8 } else if matches!(row.report_interviews_selected_by, 1) { 3 } else { 0 };
    let one_surveillance = if matches!(row.report_interviews_surveillance, 0) { 12 } else if matches!(row.report_interviews_surveillance, 2) { 2 } else { 0 };
    let group_women = if (matches!(row.report_interviews_women_heard_by_women, 0 | 2) || row.report_auditor_women < 1) { 2 } else { 0 };
    let one_worker_organisation = if matches!(row.report_interviews_worker_organisation, 0 | 1 | 2 | 4) { 3 } else { 0 };
    (one_arrangements_heard + one_government_presence + one_identities + group_place + one_interview_privacy + one_interview_sample + one_labour_agents + one_language_cover + one_management + one_retaliation_follow_up + one_selection + one_surveillance + group_women + one_worker_organisation).min(36)
}

/// The grade at worst, as its place in the scale.
pub fn worst(row: &Row) -> u8 {
    if matches!(row.derived_integrity, 0 | 4) || matches!(row.derived_contrary_evidence, 0 | 5) || matches!(row.derived_deception_evidence, 0 | 5) || matches!(row.report_visit_site_match, 0) || row.level_coercion_context < 1 {
        return 0;
    }
    let total = worst_auditor(row) + worst_certification(row) + worst_context(row) + worst_currency(row) + worst_integrity(row) + worst_outside_evidence(row) + worst_scope(row) + worst_visit(row) + worst_worker_voice(row);
    if total > 60 {
        return 0;
    }
    if total > 30 || matches!(row.report_visit_access, 0) || matches!(row.derived_contrary_evidence, 0 | 1 | 2 | 5) || matches!(row.derived_deception_evidence, 0 | 1 | 2 | 5) || matches!(row.derived_integrity, 0 | 1 | 4) || matches!(row.report_interviews_government_presence, 0) || matches!(row.derived_language_cover, 0 | 1 | 2 | 5) || matches!(row.report_interviews_management, 0 | 3) || row.derived_indicators_examined < 1 || matches!(row.report_visit_mode, 0 | 1 | 5) || matches!(row.report_auditor_relation, 0 | 4) || matches!(row.report_interviews_surveillance, 0) {
        return 1;
    }
    if total > 14 || matches!(row.report_visit_access, 0 | 1) || matches!(row.report_visit_notice, 0 | 3) || row.level_certificate_standing < 1 || matches!(row.report_interviews_selected_by, 0 | 4) || matches!(row.report_auditor_relation, 0 | 1 | 4) || matches!(row.derived_arrangements_heard, 0 | 2) || matches!(row.report_auditor_firm_standing, 0 | 1 | 3) || matches!(row.report_type, 0 | 1 | 5) || row.level_auditor_days < 1 || matches!(row.derived_interview_place, 0 | 1 | 5) || matches!(row.report_interviews_identities, 0) || (row.corrective_actions_if_report_conclusion_findings > 0 && matches!(row.report_follow_up_corrective_actions, 0 | 3)) || matches!(row.report_interviews_private, 0 | 2) || row.derived_visit_age < 20231124 || (row.remediation_if_derived_indicators_found > 0 && matches!(row.report_follow_up_verified, 0 | 1 | 4)) || (row.shifts_if_site_shifts > 1 && row.derived_shifts_unseen > 0) || matches!(row.report_scope_standard_applied, 0 | 4) || (matches!(row.report_auditor_accredited, 0 | 2) && matches!(row.derived_visiting_firm, 0 | 2)) || matches!(row.report_document, 0 | 1 | 2 | 4) || matches!(row.site_workforce_established_by, 0 | 1 | 4) {
        return 2;
    }
    if total > 4 || matches!(row.report_visit_access, 0 | 1 | 3) || matches!(row.derived_contrary_evidence, 0 | 1 | 2 | 3 | 5) || matches!(row.derived_deception_evidence, 0 | 1 | 2 | 3 | 5) || matches!(row.report_interviews_government_presence, 0 | 2) || row.derived_indicators_examined < 11 || matches!(row.derived_integrity, 0 | 1 | 2 | 4) || matches!(row.derived_interview_place, 0 | 1 | 2 | 3 | 5) || row.derived_visit_age < 20241124 || matches!(row.report_visit_mode, 0 | 1 | 2 | 3 | 5) || (row.remediation_if_derived_indicators_found > 0 && matches!(row.report_follow_up_verified, 0 | 1 | 2 | 4)) || matches!(row.search_done, 0 | 1 | 3) || matches!(row.report_auditor_relation, 0 | 1 | 2 | 4) || matches!(row.report_visit_notice, 0 | 1 | 3) || matches!(row.report_interviews_surveillance, 0 | 2) || matches!(row.site_workforce_established_by, 0 | 1 | 2 | 4) {
        return 3;
    }
    4
}

fn best_auditor(row: &Row) -> u32 {
    let one_accredited = if matches!(row.report_auditor_accredited, 0) { 4 } else { 0 };
    let one_consulting = if matches!(row.report_auditor_consults_for_site, 0) { 6 } else { 0 };
    let one_firm_standing = if matches!(row.report_auditor_firm_standing, 0) { 8 } else if matches!(row.report_auditor_firm_standing, 1) { 6 } else { 0 };
    let one_forced_labour_training = if matches!(row.report_auditor_forced_labour_training, 0) { 4 } else { 0 };
    let one_lead = if matches!(row.report_auditor_lead, 0) { 5 } else if matches!(row.report_auditor_lead, 1 | 2) { 4 } else if matches!(row.report_auditor_lead, 3 | 4) { 1 } else { 0 };
    let one_paid_by = if matches!(row.report_auditor_paid_by, 0) { 3 } else if matches!(row.report_auditor_paid_by, 1) { 2 } else { 0 };
    let one_relation = if matches!(row.report_auditor_relation, 0) { 12 } else if matches!(row.report_auditor_relation, 1) { 8 } else if matches!(row.report_auditor_relation, 2) { 4 } else { 0 };
    let one_rotation = if row.report_auditor_prior_visits > 0 { 2 } else { 0 };
    let one_second_look = if matches!(row.report_auditor_second_look, 0) { 3 } else if matches!(row.report_auditor_second_look, 1) { 1 } else { 0 };
    let one_standard_applied = if matches!(row.report_scope_standard_applied, 0) { 4 } else if matches!(row.report_scope_standard_applied, 1) { 2 } else { 0 };
    let one_visiting_firm = if matches!(row.derived_visiting_firm, 0) { 4 } else { 0 };
    (one_accredited + one_consulting + one_firm_standing + one_forced_labour_training + one_lead + one_paid_by + one_relation + one_rotation + one_second_look + one_standard_applied + one_visiting_firm).min(20)
}

fn best_certification(row: &Row) -> u32 {
    let one_certificate_claims = if row.level_certificate_claims < 1 { 6 } else { 0 };
    let one_certificate_standing = if row.level_certificate_standing < 1 { 8 } else { 0 };
    (one_certificate_claims + one_certificate_standing).min(10)
}

fn best_context(row: &Row) -> u32 {
    let one_coercion_context = if row.level_coercion_context < 1 { 12 } else if row.level_coercion_context < 2 { 5 } else { 0 };
    let one_workforce_established = if matches!(row.site_workforce_established_by, 0) { 8 } else if matches!(row.site_workforce_established_by, 1) { 6 } else if matches!(row.site_workforce_established_by, 2) { 4 } else { 0 };
    (one_coercion_context + one_workforce_established).min(12)
}

fn best_currency(row: &Row) -> u32 {
    let one_visit_age = if row.derived_visit_age < 20231124 { 8 } else if row.derived_visit_age < 20241124 { 4 } else if row.derived_visit_age < 20251124 { 2 } else { 0 };
    (one_visit_age)
}

fn best_integrity(row: &Row) -> u32 {
    let one_integrity = if matches!(row.derived_integrity, 0) { 14 } else if matches!(row.derived_integrity, 1) { 10 } else if matches!(row.derived_integrity, 2) { 3 } else { 0 };
    let one_report_document = if matches!(row.report_document, 0 | 1 | 2) { 6 } else { 0 };
    (one_integrity + one_report_document).min(14)
}

fn best_outside_evidence(row: &Row) -> u32 {
    let one_contrary_evidence = if matches!(row.derived_contrary_evidence, 0) { 20 } else if matches!(row.derived_contrary_evidence, 1) { 18 } else if matches!(row.derived_contrary_evidence, 2) { 14 } else if matches!(row.derived_contrary_evidence, 3) { 4 } else { 0 };
    let one_deception_evidence = if matches!(row.derived_deception_evidence, 0) { 14 } else if matches!(row.derived_deception_evidence, 1) { 13 } else if matches!(row.derived_deception_evidence, 2) { 12 } else if matches!(row.derived_deception_evidence, 3) { 3 } else { 0 };
    let one_search = if matches!(row.search_done, 0) { 6 } else if matches!(row.search_done, 1) { 3 } else { 0 };
    (one_contrary_evidence + one_deception_evidence + one_search).min(20)
}

fn best_scope(row: &Row) -> u32 {
    let one_audit_type = if matches!(row.report_type, 0) { 6 } else if matches!(row.report_type, 1) { 5 } else if matches!(row.report_type, 2) { 2 } else { 0 };
    let one_corrective_actions = if (row.corrective_actions_if_report_conclusion_findings > 0 && matches!(row.report_follow_up_corrective_actions, 0)) { 4 } else if (row.corrective_actions_if_report_conclusion_findings > 0 && matches!(row.report_follow_up_corrective_actions, 1)) { 2 } else { 0 };
    let one_indicators = if row.derived_indicators_examined < 1 { 8 } else if row.derived_indicators_examined < 6 { 5 } else if row.derived_indicators_examined < 11 { 3 } else { 0 };
    let one_published = if matches!(row.report_published, 0) { 1 } else { 0 };
    let one_records_cross_checked = if matches!(row.report_scope_records_cross_checked, 0) { 4 } else { 0 };
    let one_remediation = if (row.remediation_if_derived_indicators_found > 0 && matches!(row.report_follow_up_verified, 0)) { 8 } else if (row.remediation_if_derived_indicators_found > 0 && matches!(row.report_follow_up_verified, 1)) { 6 } else if (row.remediation_if_derived_indicators_found > 0 && matches!(row.report_follow_up_verified, 2)) { 3 } else { 0 };
    (one_audit_type + one_corrective_actions + one_indicators + one_published + one_records_cross_checked + one_remediation).min(18)
}

fn best_visit(row: &Row) -> u32 {
    let one_access = if matches!(row.report_visit_access, 0) { 12 } else if matches!(row.report_visit_access, 1) { 6 } else { 0 };
    let one_auditor_days = if row.level_auditor_days < 1 { 4 } else if row.level_auditor_days < 2 { 2 } else { 0 };
    let one_dormitories = if (matches!(row.dormitories_if_site_dormitories, 0) && matches!(row.report_visit_dormitories_seen, 0)) { 6 } else { 0 };
    let group_warning = if matches!(row.report_visit_notice, 0) { 8 } else if (matches!(row.report_visit_entry, 0) || matches!(row.report_visit_notice, 1)) { 4 } else { 0 };
    let one_mode = if matches!(row.report_visit_mode, 0) { 16 } else if matches!(row.report_visit_mode, 1) { 12 } else if matches!(row.report_visit_mode, 2) { 6 } else if matches!(row.report_visit_mode, 3) { 3 } else { 0 };
    let one_production = if matches!(row.report_visit_production, 0) { 2 } else if matches!(row.report_visit_production, 1) { 1 } else { 0 };
    let one_shifts = if (row.shifts_if_site_shifts > 1 && row.derived_shifts_unseen > 1) { 8 } else if (row.shifts_if_site_shifts > 1 && row.derived_shifts_unseen > 0) { 6 } else { 0 };
    let one_site_match = if matches!(row.report_visit_site_match, 0) { 14 } else if matches!(row.report_visit_site_match, 1) { 5 } else { 0 };
    (one_access + one_auditor_days + one_dormitories + group_warning + one_mode + one_production + one_shifts + one_site_match).min(24)
}

fn best_worker_voice(row: &Row) -> u32 {
    let one_arrangements_heard = if matches!(row.derived_arrangements_heard, 0) { 6 } else { 0 };
    let one_government_presence = if matches!(row.report_interviews_government_presence, 0) { 12 } else { 0 };
    let one_identities = if matches!(row.report_interviews_identities, 0) { 6 } else { 0 };
    let group_place = if matches!(row.derived_interview_place, 0) { 12 } else if matches!(row.derived_interview_place, 1) { 8 } else if matches!(row.derived_interview_place, 2) { 4 } else if (matches!(row.derived_interview_place, 3) || row.level_off_site_sample < 1) { 3 } else if row.level_off_site_sample < 2 { 2 } else { 0 };
    let one_interview_privacy = if matches!(row.report_interviews_private, 0) { 6 } else { 0 };
    let one_interview_sample = if row.level_interview_sample < 1 { 4 } else if row.level_interview_sample < 2 { 2 } else { 0 };
    let one_labour_agents = if (matches!(row.labour_agents_if_derived_labour_agents, 0 | 1 | 2) && matches!(row.derived_labour_agents, 0)) { 5 } else if (matches!(row.labour_agents_if_derived_labour_agents, 0 | 1 | 2) && matches!(row.derived_labour_agents, 1)) { 3 } else { 0 };
    let one_language_cover = if matches!(row.derived_language_cover, 0) { 16 } else if matches!(row.derived_language_cover, 1) { 14 } else if matches!(row.derived_language_cover, 2) { 12 } else if matches!(row.derived_language_cover, 3) { 1 } else { 0 };
    let one_management = if matches!(row.report_interviews_management, 0) { 14 } else if matches!(row.report_interviews_management, 1) { 2 } else { 0 };
    let one_retaliation_follow_up = if matches!(row.report_interviews_retaliation_follow_up, 0) { 3 } else { 0 };
    let one_selection = if matches!(row.report_interviews_selected_by, 0) { 8 } else if matches!(row.report_interviews_selected_by, 1) { 3 } else { 0 };
    let one_surveillance = if matches!(row.report_interviews_surveillance, 0) { 12 } else { 0 };
    let group_women = if (matches!(row.report_interviews_women_heard_by_women, 0) || row.report_auditor_women < 1) { 2 } else { 0 };
    let one_worker_organisation = if matches!(row.report_interviews_worker_organisation, 0 | 1 | 2) { 3 } else { 0 };
    (one_arrangements_heard + one_government_presence + one_identities + group_place + one_interview_privacy + one_interview_sample + one_labour_agents + one_language_cover + one_management + one_retaliation_follow_up + one_selection + one_surveillance + group_women + one_worker_organisation).min(36)
}

/// The grade at best, as its place in the scale.
pub fn best(row: &Row) -> u8 {
    if matches!(row.derived_integrity, 0) || matches!(row.derived_contrary_evidence, 0) || matches!(row.derived_deception_evidence, 0) || matches!(row.report_visit_site_match, 0) || row.level_coercion_context < 1 {
        return 0;
    }
    let total = best_auditor(row) + best_certification(row) + best_context(row) + best_currency(row) + best_integrity(row) + best_outside_evidence(row) + best_scope(row) + best_visit(row) + best_worker_voice(row);
    if total > 60 {
        return 0;
    }
    if total > 30 || matches!(row.report_visit_access, 0) || matches!(row.derived_contrary_evidence, 0 | 1 | 2) || matches!(row.derived_deception_evidence, 0 | 1 | 2) || matches!(row.derived_integrity, 0 | 1) || matches!(row.report_interviews_government_presence, 0) || matches!(row.derived_language_cover, 0 | 1 | 2) || matches!(row.report_interviews_management, 0) || row.derived_indicators_examined < 1 || matches!(row.report_visit_mode, 0 | 1) || matches!(row.report_auditor_relation, 0) || matches!(row.report_interviews_surveillance, 0) {
        return 1;
    }
    if total > 14 || matches!(row.report_visit_access, 0 | 1) || matches!(row.report_visit_notice, 0) || row.level_certificate_standing < 1 || matches!(row.report_interviews_selected_by, 0) || matches!(row.report_auditor_relation, 0 | 1) || matches!(row.derived_arrangements_heard, 0) || matches!(row.report_auditor_firm_standing, 0 | 1) || matches!(row.report_type, 0 | 1) || row.level_auditor_days < 1 || matches!(row.derived_interview_place, 0 | 1) || matches!(row.report_interviews_identities, 0) || (row.corrective_actions_if_report_conclusion_findings > 0 && matches!(row.report_follow_up_corrective_actions, 0)) || matches!(row.report_interviews_private, 0) || row.derived_visit_age < 20231124 || (row.remediation_if_derived_indicators_found > 0 && matches!(row.report_follow_up_verified, 0 | 1)) || (row.shifts_if_site_shifts > 1 && row.derived_shifts_unseen > 0) || matches!(row.report_scope_standard_applied, 0) || (matches!(row.report_auditor_accredited, 0) && matches!(row.derived_visiting_firm, 0)) || matches!(row.report_document, 0 | 1 | 2) || matches!(row.site_workforce_established_by, 0 | 1) {
        return 2;
    }
    if total > 4 || matches!(row.report_visit_access, 0 | 1) || matches!(row.derived_contrary_evidence, 0 | 1 | 2 | 3) || matches!(row.derived_deception_evidence, 0 | 1 | 2 | 3) || matches!(row.report_interviews_government_presence, 0) || row.derived_indicators_examined < 11 || matches!(row.derived_integrity, 0 | 1 | 2) || matches!(row.derived_interview_place, 0 | 1 | 2 | 3) || row.derived_visit_age < 20241124 || matches!(row.report_visit_mode, 0 | 1 | 2 | 3) || (row.remediation_if_derived_indicators_found > 0 && matches!(row.report_follow_up_verified, 0 | 1 | 2)) || matches!(row.search_done, 0 | 1) || matches!(row.report_auditor_relation, 0 | 1 | 2) || matches!(row.report_visit_notice, 0 | 1) || matches!(row.report_interviews_surveillance, 0) || matches!(row.site_workforce_established_by, 0 | 1 | 2) {
        return 3;
    }
    4
}
