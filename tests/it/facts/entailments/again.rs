//! Each row of the table of entailments, said again by its sentence alone and not by the library.

use super::*;

fn at<'d>(document: &'d Value, path: &str) -> &'d Value {
    document.pointer(&format!("/{}", path.replace("[0]", ".0").replace('.', "/"))).unwrap_or(&Value::Null)
}

/// Whether a row excludes a document, said again by the sentence alone and not by the library.
pub(super) fn excludes(code: &str, document: &Value) -> bool {
    let of = |path: &str| at(document, path);
    let is = |path: &str, words: &[&str]| of(path).as_str().is_some_and(|word| words.contains(&word));
    let heard = |places: &[&str]| {
        let groups = of("report.interviews.groups").as_array();
        groups
            .into_iter()
            .flatten()
            .any(|group| group["place"].as_str().is_some_and(|place| places.contains(&place)))
    };
    let days = of("report.visit.auditor_days").as_f64();
    let seen_there = || {
        days.is_some_and(|days| days > 0.0)
            || of("report.visit.shifts_seen").as_u64().is_some_and(|seen| seen > 0)
            || *of("report.visit.dormitories_seen") == json!(true)
            || !of("report.visit.entry").is_null()
            || heard(&["on_site", "housing"])
    };
    let some = |path: &str| of(path).as_u64().is_some_and(|days| days > 0);
    match code {
        "management_present_in_private" => {
            *of("report.interviews.private") == json!(true)
                && is("report.interviews.management", &["present"])
        }
        "seen_from_afar" => is("report.visit.mode", &["desktop", "remote"]) && seen_there(),
        "seen_from_the_desk" => is("report.type", &["desk_closure"]) && seen_there(),
        "own_firm" => {
            let acme = ["report.auditor.firm", "report.auditor.visiting_firm"];
            is("report.auditor.relation", &["third_party"])
                && acme.iter().any(|firm| is(firm, &["ACME Co., Ltd."]))
                && ["supplier.name", "site.name"].iter().any(|name| is(name, &["Acme"]))
        }
        "unannounced_with_notice" => {
            is("report.visit.notice", &["unannounced"])
                && (some("report.visit.notice_days") || some("report.visit.window_days"))
        }
        "no_dormitories_seen" => {
            is("site.dormitories", &["none"])
                && (*of("report.visit.dormitories_seen") == json!(true) || heard(&["housing"]))
        }
        "no_findings_beside_indicators" => {
            let listed =
                of("report.conclusion.indicators_found").as_array().is_some_and(|found| !found.is_empty());
            *of("report.conclusion.findings") == json!(0)
                && (listed || is("report.conclusion.forced_labour", &["found", "indicators_found"]))
        }
        "indicators_found_not_named" => {
            is("report.conclusion.forced_labour", &["indicators_found"])
                && *of("report.conclusion.indicators_found") == json!([])
        }
        "more_auditor_days_than_visit" => {
            let day = |path: &str| of(path).as_str().map(date);
            let over = day("report.visit.end").or(day("report.visit.no_later_than"));
            let length = day("report.visit.start").zip(over).map(|(start, over)| over.days_apart(start) + 1);
            let team = of("report.auditor.team_size").as_u64();
            let most = if team == Some(0) {
                Some(0)
            } else {
                length.zip(team).map(|(days, team)| u64::from(days) * team)
            };
            // The days of the domain are whole or halves.
            days.zip(most).is_some_and(|(days, most)| days > f64::from(u32::try_from(most).unwrap_or(MOST)))
        }
        "indicators_found_were_examined" | "named_lead" | "mixed_notice" => false,
        _ => excludes_of_groups(code, document).unwrap_or_else(|| cannot_be(code, document)),
    }
}

/// The same of what was seen and of groups; `None` of another row.
fn excludes_of_groups(code: &str, document: &Value) -> Option<bool> {
    let of = |path: &str| at(document, path);
    let is = |path: &str, words: &[&str]| of(path).as_str().is_some_and(|word| words.contains(&word));
    let any = |path: &str, key: &str, word: &str| {
        of(path).as_array().is_some_and(|all| all.iter().any(|one| one[key] == word))
    };
    let saw = || {
        of("report.visit.shifts_seen").as_u64() > Some(0)
            || *of("report.visit.dormitories_seen") == json!(true)
    };
    Some(match code {
        "off_site_inquiry_saw_the_site" => {
            is("report.visit.mode", &["off_site"]) && (saw() || !of("report.visit.entry").is_null())
        }
        "seen_although_refused" => is("report.visit.access", &["refused"]) && saw(),
        "off_site_inquiry_heard_on_site" => {
            is("report.visit.mode", &["off_site"]) && any("report.interviews.groups", "place", "on_site")
        }
        "employer_at_off_site_interview" => of("report.interviews.groups").as_array().is_some_and(|groups| {
            groups.iter().any(|group| {
                let theirs = ["facility", "agent", "government"].map(Value::from);
                group["place"] == "off_site" && theirs.contains(&group["interpreter"])
            })
        }),
        "agency_workers_without_agents" => {
            is("report.interviews.labour_agents", &["none_used"])
                && (any("site.workforce", "arrangement", "agency")
                    || any("report.interviews.groups", "arrangement", "agency")
                    || any("report.interviews.groups", "interpreter", "agent"))
        }
        _ => return None,
    })
}

/// The same of what is refused.
fn cannot_be(code: &str, document: &Value) -> bool {
    let of = |path: &str| at(document, path);
    let above = |less: &str, more: &str| {
        of(less).as_u64().zip(of(more).as_u64()).is_some_and(|(less, more)| less > more)
    };
    let later = |first: &str, last: &str| {
        of(first).as_str().zip(of(last).as_str()).is_some_and(|(first, last)| first > last)
    };
    match code {
        "visit_ends_before_start" => later("report.visit.start", "report.visit.end"),
        "more_women_than_heard" => {
            above("report.interviews.groups[0].women", "report.interviews.groups[0].workers")
        }
        "more_women_than_auditors" => above("report.auditor.women", "report.auditor.team_size"),
        "more_shifts_seen_than_run" => above("report.visit.shifts_seen", "site.shifts"),
        "wrong_country" => {
            let country = of("site.country").as_str();
            let part = of("site.subdivision").as_str().and_then(|part| part.split('-').next());
            country.zip(part).is_some_and(|(country, of)| country != of)
        }
        "visit_starts_after_its_bound" => later("report.visit.start", "report.visit.no_later_than"),
        "visit_ends_after_its_bound" => later("report.visit.end", "report.visit.no_later_than"),
        "finding_ends_before_published" => later("findings[0].published", "findings[0].ended_on"),
        "finding_ends_before_observed" => later("findings[0].observed", "findings[0].ended_on"),
        "certificate_ends_before_issue" => later("certificates[0].issued", "certificates[0].valid_until"),
        _ => panic!("{code} is not said again here"),
    }
}

/// Indicators found that were not examined, where the report does not state those found.
pub(super) fn found_unexamined(document: &Value, filled: &[&str]) -> bool {
    let listed = |path: &str| at(document, path).as_array().cloned();
    filled.contains(&"report.conclusion.indicators_found")
        && listed("report.scope.indicators")
            .zip(listed("report.conclusion.indicators_found"))
            .is_some_and(|(examined, found)| found.iter().any(|one| !examined.contains(one)))
}
