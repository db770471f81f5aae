//! The report of a sample, its certificates and findings, and where some of its keys stand.

use crate::place::Site;
use crate::writer::Writer;

const INDICATORS: [&str; 11] = [
    "abuse_of_vulnerability",
    "deception",
    "restriction_of_movement",
    "isolation",
    "physical_and_sexual_violence",
    "intimidation_and_threats",
    "retention_of_identity_documents",
    "withholding_of_wages",
    "debt_bondage",
    "abusive_working_and_living_conditions",
    "excessive_overtime",
];

pub(crate) fn report(site: &Site, number: u64, out: &mut Writer<'_>) {
    out.table("report", |out| {
        out.given_text("id", &format!("report-{number}"));
        out.word(
            "programme",
            &[("smeta", 45), ("amfori_bsci", 25), ("sa8000", 5), ("slcp", 10), ("buyer_own", 15)],
        );
        out.word("type", &[("full", 70), ("follow_up", 15), ("surveillance", 10), ("investigation", 5)]);
        out.word(
            "document",
            &[
                ("full_report", 88),
                ("summary", site.fault(14)),
                ("certificate_only", 2),
                ("supplier_statement", 1),
            ],
        );
        let from = out.chance.weighted(&[
            ("platform", 50),
            ("supplier", 28),
            ("issuer", 13),
            ("published", 8),
            ("leaked", 1),
        ]);
        out.text("received_from", from);
        out.yes_no("confirmed_by_issuer", 60);
        out.word("programme_status", &[("accepted", 96), ("disputed", 2), ("draft", 1), ("invalidated", 1)]);
        out.given_text("availability", "provided");
        out.word("confidential_annex", &[("none", 50), ("unseen", 30), ("seen", 20)]);
        let mode = out.chance.weighted(&[
            ("on_site", 90),
            ("hybrid", site.fault(9)),
            ("remote", site.fault(5)),
            ("off_site", site.fault(2)),
            ("desktop", site.fault(2)),
        ]);
        // What only happens on the site is not stated of an audit from afar: it would contradict itself.
        let is_from_afar = matches!(mode, "remote" | "desktop");
        visit(site, mode, is_from_afar, out);
        auditor(site, out);
        interviews(site, is_from_afar, out);
        scope(site, out);
        follow_up(site, number, out);
        out.texts("answers", if site.care > 85 { &["f0"] } else { &[] });
        out.yes_no("published", if from == "published" { 100 } else { 5 });
    });
}

fn follow_up(site: &Site, number: u64, out: &mut Writer<'_>) {
    let unannounced = site.with_care(2, 100);
    out.table("follow_up", |out| {
        out.word("corrective_actions", &[("planned", 75), ("none_needed", 15), ("missing", 10)]);
        let verified = out.chance.weighted(&[
            ("independent_unannounced", unannounced),
            ("independent", site.fault(30)),
            ("independent_announced", site.fault(20)),
            ("self_declared", site.fault(50)),
            ("no", 100 - unannounced),
        ]);
        out.text("verified", verified);
        if verified.starts_with("independent") {
            out.table("verified_by", |out| {
                out.text("report", &format!("report-{number}-verified"));
                let firm = out.chance.below(40);
                out.text("firm", &format!("Invented Auditors {firm}"));
                let (year, month) = ((site.year + 1).min(2026), out.chance.between(4, 6));
                out.text("on", &format!("{year}-{month:02}-18"));
            });
        }
    });
}

fn visit(site: &Site, mode: &str, is_from_afar: bool, out: &mut Writer<'_>) {
    out.table("visit", |out| {
        out.text("start", &site.start);
        out.text("end", &site.end);
        let surprise = site.with_care(5, 100);
        let notice = out.chance.weighted(&[
            ("unannounced", surprise),
            ("semi_announced", site.fault(60)),
            ("announced", 100 - surprise),
            ("mixed", site.fault(6)),
        ]);
        out.text("notice", notice);
        if notice == "semi_announced" {
            out.count("window_days", 7, 28);
        }
        if notice == "announced" {
            out.count("notice_days", 3, 40);
        }
        out.text("mode", mode);
        out.word("access", &[("full", 93), ("limited", site.fault(10)), ("refused", site.fault(2))]);
        out.word("production", &[("ordinary", 60), ("peak", 25), ("low", site.fault(25))]);
        if !is_from_afar {
            out.word("entry", &[("immediate", 92), ("delayed", site.fault(12))]);
            let tenths = out.chance.between(2, 12) * 5 + site.headcount / 100;
            let most = if out.chance.happens(site.fault(3)) { tenths } else { site.days * site.team * 10 };
            let tenths = tenths.min(most);
            out.value("auditor_days", format_args!("{}.{}", tenths / 10, tenths % 10));
            out.count("shifts_seen", if site.care > 60 { site.shifts } else { 1 }, site.shifts);
            if site.is_housed {
                out.yes_no("dormitories_seen", site.with_care(40, 100));
            }
        }
        out.word(
            "site_match",
            &[("confirmed", 90), ("unconfirmed", site.fault(14)), ("mismatch", site.fault(2))],
        );
    });
}

fn auditor(site: &Site, out: &mut Writer<'_>) {
    out.table("auditor", |out| {
        out.text("firm", &site.firm);
        let other = if out.chance.happens(15) { " (subcontractor)" } else { "" };
        out.text("visiting_firm", &format!("{}{other}", site.firm));
        out.word(
            "firm_standing",
            &[("good", 97), ("suspended", site.fault(3)), ("withdrawn", site.fault(2))],
        );
        out.word(
            "relation",
            &[
                ("third_party", 88),
                ("second_party", site.fault(14)),
                ("counsel", site.fault(2)),
                ("first_party", site.fault(3)),
            ],
        );
        let independent = site.with_care(5, 100);
        out.word(
            "paid_by",
            &[
                ("facility", 100 - independent),
                ("buyer", site.fault(30)),
                ("scheme", independent),
                ("worker_organisation", 2),
                ("public", 2),
            ],
        );
        out.yes_no("accredited", site.with_care(75, 100));
        out.word(
            "lead",
            &[
                ("csca", 30),
                ("ra", 30),
                ("other_qualified", 15),
                ("withheld_for_safety", 3),
                ("asca", site.fault(12)),
                ("unregistered", site.fault(11)),
                ("unnamed", site.fault(11)),
                ("named", site.fault(11)),
            ],
        );
        out.yes_no("forced_labour_training", site.with_care(15, 100));
        out.word("consults_for_site", &[("no", 96), ("yes", site.fault(6))]);
        out.count("prior_visits", 0, if site.care > 60 { 2 } else { 6 });
        out.value("team_size", site.team);
        out.count("women", 0, site.team);
        out.word(
            "second_look",
            &[("none", site.fault(90) + 8), ("witnessed", 8), ("independent_recheck", site.with_care(4, 30))],
        );
    });
}

/// A group of workers as it was heard: language, arrangement, how many.
type Heard = (&'static str, &'static str, u32);

fn interviews(site: &Site, is_from_afar: bool, out: &mut Writer<'_>) {
    // A group is heard in its own language, in the site's, or not at all.
    let mut heard: Vec<Heard> = Vec::new();
    for ((own, _, arrangement, _), workers) in &site.groups {
        if out.chance.happens(site.with_care(60, 100)) {
            let language = if out.chance.happens(site.with_care(50, 100)) { own } else { site.language };
            heard.push((language, arrangement, (workers / 12 + 5).min(*workers).min(40)));
        }
    }
    let is_heard = |language: &str| heard.iter().any(|group| group.0 == language);
    let in_native_language = if site.groups.iter().all(|(group, _)| is_heard(group.0)) {
        "all"
    } else if site.groups.iter().any(|(group, _)| is_heard(group.0)) {
        "some"
    } else {
        "none"
    };
    out.table("interviews", |out| {
        out.list("groups", &heard, |out, _, group| interview_group(site, is_from_afar, group, out));
        // A careless report claims more than its groups show.
        let claims_all = out.chance.happens(site.fault(5));
        out.text("in_native_language", if claims_all { "all" } else { in_native_language });
        out.word(
            "selected_by",
            &[("auditor", 70), ("random", 18), ("management", site.fault(15)), ("volunteers", site.fault(3))],
        );
        out.word("sample_frame", &[("shop_floor", 45), ("payroll", 45), ("management_list", site.fault(15))]);
        out.yes_no("private", site.with_care(65, 100));
        let unaware = site.with_care(5, 100);
        out.word("management", &[("unaware", unaware), ("aware", 100 - unaware), ("present", site.fault(5))]);
        out.word("surveillance", &[("none", 97), ("present", site.fault(4))]);
        out.word("government_presence", &[("none", 98), ("present", site.fault(3))]);
        out.word("identities", &[("protected", 96), ("exposed", site.fault(6))]);
        out.yes_no("retaliation_follow_up", site.with_care(2, 95));
        out.word(
            "worker_organisation",
            &[
                ("heard", site.with_care(10, 80)),
                ("not_heard", site.fault(50)),
                ("none_available", site.fault(60)),
                ("state_controlled", site.fault(6)),
            ],
        );
        out.yes_no("women_heard_by_women", site.with_care(25, 100));
        out.word(
            "labour_agents",
            &[("examined", site.with_care(10, 80)), ("not_examined", site.fault(60)), ("none_used", 30)],
        );
    });
}

fn interview_group(site: &Site, is_from_afar: bool, heard: &Heard, out: &mut Writer<'_>) {
    let (language, arrangement, workers) = heard;
    out.text("language", language);
    out.value("workers", workers);
    out.count("women", 0, *workers);
    out.word("format", &[("individual", 65), ("group", site.fault(70))]);
    let off_site = site.with_care(2, 100);
    if is_from_afar {
        out.text("place", "remote");
    } else {
        out.word(
            "place",
            &[
                ("off_site", off_site),
                ("on_site", 100 - off_site),
                ("housing", if site.is_housed { site.fault(25) } else { 0 }),
                ("remote", site.fault(6)),
            ],
        );
    }
    out.text("arrangement", arrangement);
    let speaks = site.with_care(30, 100);
    out.word(
        "interpreter",
        &[
            ("auditor", speaks),
            ("independent", 30),
            ("co_worker", (100 - speaks) / 5),
            ("buyer", (100 - speaks) / 20),
            ("agent", (100 - speaks) / 20),
            ("facility", (100 - speaks) / 5),
            ("government", site.fault(2)),
        ],
    );
}

fn scope(site: &Site, out: &mut Writer<'_>) {
    let looked_at = |out: &mut Writer<'_>, percent: u32| -> Vec<&str> {
        INDICATORS.iter().copied().filter(|_| out.chance.happens(percent)).collect()
    };
    out.table("scope", |out| {
        if out.chance.happens(site.with_care(5, 95)) {
            out.text("indicators", "all");
        } else {
            let examined = looked_at(out, site.with_care(40, 100));
            out.texts("indicators", &examined);
        }
        out.word(
            "standard_applied",
            &[
                ("applied", site.with_care(20, 90)),
                ("in_part", site.fault(30)),
                ("named_only", site.fault(20)),
                ("none_named", 10),
            ],
        );
        out.yes_no("records_cross_checked", site.with_care(55, 100));
        out.word(
            "records_result",
            &[("consistent", 86), ("inconsistent", site.fault(9)), ("unable_to_verify", site.fault(12))],
        );
    });
    out.table("conclusion", |out| {
        let conclusion = match out.chance.below(100) {
            0 => "found",
            1 | 2 => "indicators_found",
            _ => out.chance.weighted(&[("none_found", 92), ("not_assessed", site.fault(14))]),
        };
        let is_abuse = matches!(conclusion, "found" | "indicators_found");
        let found = looked_at(out, if is_abuse { 35 } else { site.fault(4) });
        out.text("forced_labour", conclusion);
        out.count("findings", u32::from(is_abuse || !found.is_empty()), 40);
        out.texts("indicators_found", &found);
        out.yes_no("reasoned", 55);
        // Counts that differ by more than a tenth contradict each other.
        let differs = if out.chance.happens(site.fault(12)) { site.headcount / 5 } else { 0 };
        out.value("headcount", site.headcount + differs);
    });
}

pub(crate) fn certificates(site: &Site, number: u64, out: &mut Writer<'_>) {
    const SCHEMES: [&str; 8] =
        ["msc_coc", "asc_coc", "sa8000", "bap", "amfori_bsci", "smeta", "iso_45001", "invented_seal"];
    let held: Vec<&str> = SCHEMES.into_iter().filter(|_| out.chance.happens(10)).collect();
    out.given_list("certificates", &held, |out, at, scheme| {
        out.text("id", &format!("c{at}"));
        out.given_text("scheme", scheme);
        let code = match *scheme {
            "msc_coc" => format!("MSC-C-{:05}", number % 100_000),
            "asc_coc" => format!("ASC-C-{:05}", number % 100_000),
            other => format!("{other}-{number}"),
        };
        out.text("code", &code);
        out.text("holder", &format!("Invented Holder {}", number / 3));
        let status = out.chance.weighted(&[
            ("valid", 80),
            ("expired", 8),
            ("in_assessment", 3),
            ("suspended", 3),
            ("withdrawn", 2),
            ("cancelled", 2),
            ("not_found", 2),
        ]);
        out.text("status", status);
        if matches!(status, "suspended" | "withdrawn" | "cancelled") {
            out.word(
                "reason",
                &[
                    ("labour", 15),
                    ("traceability", 25),
                    ("overdue_audit", 20),
                    ("administrative", 25),
                    ("voluntary", 15),
                ],
            );
        }
        let month = out.chance.between(1, 6);
        out.text("status_on", &format!("2026-{month:02}-15"));
        out.text("register", "invented register");
        let issued = site.year - out.chance.between(0, 2);
        out.text("issued", &format!("{issued}-01-01"));
        out.text("valid_until", &format!("{}-12-31", issued + 2));
        out.word("site_match", &[("same", 80), ("parent", 15), ("other", 5)]);
        out.word("labour_route", &[("third_party_audit", 40), ("self_assessment", 40), ("exempt", 20)]);
        if out.chance.happens(30) {
            out.text("basis_report", &format!("report-{number}"));
        }
        if out.chance.happens(10) {
            out.text("claimed_on", "2026-06-15");
        }
    });
}

pub(crate) fn findings(site: &Site, number: u64, out: &mut Writer<'_>) {
    let count = match out.chance.below(100) {
        0..=84 => 0,
        85..=95 => 1,
        _ => 2,
    };
    let known: Vec<()> = vec![(); count];
    out.given_list("findings", &known, |out, at, ()| {
        out.given_text("id", &format!("f{at}"));
        let kind = out.chance.weighted(&[
            ("forced_labour", 45),
            ("child_labour", 10),
            ("audit_deception", 10),
            ("other_labour", 35),
        ]);
        out.text("kind", kind);
        out.word(
            "source",
            &[
                ("journalism", 35),
                ("ngo", 30),
                ("government", 15),
                ("worker", 12),
                ("court", 5),
                ("company", 3),
            ],
        );
        out.word(
            "standing",
            &[
                ("documented", 40),
                ("alleged", 38),
                ("government_action", 8),
                ("dismissed", 6),
                ("ruled", 4),
                ("withdrawn", 4),
            ],
        );
        if out.chance.happens(6) {
            out.word("legal_basis", &[("wro", 70), ("uflpa", 20), ("finding", 10)]);
        }
        let year = out.chance.between(site.year.saturating_sub(3), 2025);
        out.text("observed", &format!("{year}-05-20"));
        out.text("published", &format!("{year}-11-02"));
        // The groups that depend on somebody stand last.
        if let Some(((language, _, arrangement, _), _)) = site.groups.iter().rev().cycle().nth(at) {
            out.text("language", language);
            out.text("arrangement", arrangement);
        }
        let accused = if kind == "audit_deception" { vec![site.firm.as_str()] } else { vec![] };
        out.texts("accuses", &accused);
        out.yes_no("denied_by_company", 60);
        out.text("url", &format!("https://example.org/invented/{number}/{at}"));
    });
    out.table("search", |out| {
        out.word("done", &[("full", 45), ("partial", site.fault(60)), ("not_done", site.fault(35))]);
        let month = out.chance.between(4, 6);
        out.text("on", &format!("2026-{month:02}-10"));
        out.texts("sources", &["invented list of courts and registers", "invented press archive"]);
        out.texts("languages", &["en", site.language]);
    });
}

/// Some dossiers say where their keys stand, and some of those know a key from others than the report.
pub(crate) fn provenance(out: &mut Writer<'_>) {
    if !out.chance.happens(30) {
        return;
    }
    let page = out.chance.between(2, 40);
    let basis = out.chance.weighted(&[("stated", 70), ("programme_rule", 20), ("issuer", 10)]);
    out.table("provenance", |out| {
        out.table("report.visit.notice", |out| {
            out.given_text("locator", &format!("p. {page}"));
            out.given_text("basis", basis);
        });
        out.table("report.interviews.groups", |out| {
            out.given_text("locator", &format!("p. {}", page + 3));
            out.given_text("quote", "invented: workers were heard one by one");
            out.given_text("basis", "stated");
        });
    });
}

#[cfg(test)]
mod tests {
    use crate::{dossier, dossiers};

    #[test]
    fn a_sample_is_the_same_in_every_release_and_alone() {
        // The text of two thousand dossiers by FNV-1a: if this moves, every measurement made before is of other bytes.
        let fnv = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        let text: String = dossiers(1).take(2_000).collect();
        assert_eq!(text.bytes().fold(0xcbf2_9ce4_8422_2325, fnv), 8_219_998_024_900_266_816);
        assert_eq!(dossier(1, 1_999), dossiers(1).nth(1_999).unwrap_or_default());
        assert_ne!(dossier(1, 0).replace("sample-1-", ""), dossier(2, 0).replace("sample-2-", ""));
    }

    #[test]
    fn every_dossier_is_one_line_of_json_of_a_kilobyte_and_more() {
        let all: Vec<String> = dossiers(5).take(1_000).collect();
        for text in &all {
            assert!(
                serde_json::from_str::<serde_json::Value>(text).is_ok() && !text.contains('\n'),
                "{text}"
            );
        }
        let average = all.iter().map(String::len).sum::<usize>() / all.len();
        assert!((1_200..3_000).contains(&average), "{average}");
    }

    #[test]
    fn seventeen_keys_in_twenty_are_stated() {
        let stated = dossiers(9).take(2_000).filter(|text| text.contains(r#""paid_by":"#)).count();
        assert!((1_640..1_760).contains(&stated), "{stated}");
    }
}
