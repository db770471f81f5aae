//! Many dossiers together: what is known of a site reaches each of its reports, and no choice of audits pays.

use audit_credence::assessment::{Adds, CertificateNote, Status};
use audit_credence::portfolio::{Gathering, Portfolio, SiteAnswer, UpcomingKind};
use audit_credence::{Date, Grade, Schema};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::generate::{self, set, with, without};
use crate::laws::{PROCUREMENT, assess, date, holds, read, told};

fn portfolio(as_of: Date, documents: &[Value]) -> Portfolio {
    let mut gathering = Gathering::new(&PROCUREMENT.at(as_of));
    for document in documents {
        gathering.add(read(document)).unwrap_or_else(|problems| panic!("{problems}\n{document}"));
    }
    gathering.portfolio(90).unwrap()
}

fn of(documents: &[Value]) -> Portfolio {
    portfolio(date("2026-11-22"), documents)
}

/// The one site of these dossiers.
#[track_caller]
fn site(as_of: Date, documents: &[Value]) -> SiteAnswer {
    let mut sites = portfolio(as_of, documents).sites;
    assert_eq!(sites.len(), 1);
    sites.remove(0)
}

fn at_site(mut document: Value, id: &str) -> Value {
    set(&mut document, "site.id", json!(id));
    document
}

fn ends(site: &SiteAnswer) -> Option<(Grade, Grade)> {
    site.grade.as_ref().map(|grade| (grade.worst.grade(), grade.best.grade()))
}

fn exemplary() -> Value {
    generate::example("exemplary.toml")
}

fn list<'d>(document: &'d mut Value, key: &str) -> &'d mut Vec<Value> {
    if !document[key].is_array() {
        document[key] = json!([]);
    }
    document[key].as_array_mut().unwrap()
}

#[test]
fn a_cap_that_holds_a_site_by_silence_is_told_apart() {
    let held = |document: Value| {
        let site = site(date("2026-11-22"), &[document]);
        (site.held_by, site.held_by_silence)
    };
    let silent = held(without(&exemplary(), "report.visit.notice"));
    assert_eq!(silent, (vec!["announced".to_owned()], vec!["announced".to_owned()]));
    let stated = held(with(&exemplary(), "report.visit.notice", json!("announced")));
    assert_eq!(stated, (vec!["announced".to_owned()], Vec::new()));
}

#[test]
fn the_order_of_files_changes_nothing_and_the_same_file_twice_adds_nothing() {
    let documents = proptest::collection::vec((generate::dossier(), 0..3_usize), 1..6);
    holds(48, (documents, generate::as_of(), any::<u64>()), |(documents, as_of, seed)| {
        let documents: Vec<Value> = documents
            .into_iter()
            .map(|(document, id)| match id {
                0 => without(&document, "site.id"),
                id => at_site(document, ["s1", "s2"][id - 1]),
            })
            .collect();
        let expected = portfolio(as_of, &documents);
        let mut shuffled = documents.clone();
        shuffled.rotate_left(usize::try_from(seed).unwrap_or(0) % documents.len());
        shuffled.reverse();
        prop_assert_eq!(portfolio(as_of, &shuffled).to_json(), expected.to_json());
        let mut twice = portfolio(as_of, &[documents.clone(), documents].concat());
        twice.dossiers = expected.dossiers;
        prop_assert_eq!(twice.to_json(), expected.to_json());
        Ok(())
    });
}

/// The law that makes a portfolio: what another dossier of the site knows counts as if this one knew it.
#[test]
fn what_another_dossier_knows_of_the_site_counts_as_if_this_one_knew_it() {
    let evidence = prop_oneof![
        generate::finding().prop_map(|mut finding| {
            // An id of its own: what a shared id means has a test of its own.
            finding["id"] = json!("elsewhere");
            ("findings", finding)
        }),
        generate::certificate(generate::ANY_STATUS).prop_map(|certificate| ("certificates", certificate)),
    ];
    holds(256, (generate::dossier(), evidence, generate::as_of()), |(document, (key, entry), as_of)| {
        let document = at_site(document, "s1");
        let mut whole = document.clone();
        list(&mut whole, key).push(entry.clone());
        whole = generate::without_what_cannot_be(whole);
        let expected = assess(&PROCUREMENT.at(as_of), &whole);
        let other = at_site(json!({ key: [entry] }), "s1");
        let found = site(as_of, &[document.clone(), other]);
        let told = told(&whole, as_of);
        prop_assert_eq!(&found.grade, &expected.grade, "{}", told);
        prop_assert_eq!(&found.restrictions, &expected.restrictions, "{}", told);
        if expected.grade.is_some() {
            prop_assert_eq!(found.next_change_on, expected.next_change_on, "{}", told);
        }
        Ok(())
    });
}

#[test]
fn leaving_out_an_audit_does_not_pay() {
    let reports = proptest::collection::vec(generate::dossier(), 2..4);
    holds(128, (reports, generate::as_of()), |(documents, as_of)| {
        let documents: Vec<Value> = documents.into_iter().map(|one| at_site(one, "s1")).collect();
        let whole = site(as_of, &documents);
        for left_out in 0..documents.len() {
            let mut fewer = documents.clone();
            fewer[left_out] = without(&fewer[left_out], "report");
            // What is known of how the report's keys are known goes with the report.
            fewer[left_out] = without(&fewer[left_out], "provenance");
            let less = site(as_of, &fewer);
            let told = told(&documents[left_out], as_of);
            prop_assert!(ends(&less) <= ends(&whole), "{:?} {:?} {}", ends(&less), ends(&whole), told);
            prop_assert_eq!(&less.restrictions, &whole.restrictions);
        }
        Ok(())
    });
}

#[test]
fn adding_a_report_never_hides_a_finding() {
    holds(128, (generate::dossier(), generate::dossier(), generate::as_of()), |(one, mut other, as_of)| {
        for finding in list(&mut other, "findings") {
            // An end is news about a finding, and the one thing that may be learned of it.
            finding.as_object_mut().unwrap().remove("ended_on");
        }
        let (one, other) = (at_site(one, "s1"), at_site(other, "s1"));
        let alone = site(as_of, std::slice::from_ref(&one));
        let both = site(as_of, &[one.clone(), other]);
        prop_assert!(both.findings >= alone.findings, "{}", told(&one, as_of));
        for restriction in &alone.restrictions {
            prop_assert!(
                both.restrictions.iter().any(|kept| kept.basis == restriction.basis),
                "{}",
                told(&one, as_of)
            );
        }
        prop_assert!(both.certificates.len() >= alone.certificates.len());
        Ok(())
    });
}

#[test]
fn dossiers_share_a_site_by_the_hosts_id_or_a_register_of_sites() {
    let with_ids = |host: &str, ids: Value| json!({ "site": { "id": host, "ids": ids } });
    let gln = |value: &str| json!([{ "scheme": "gln", "value": value }]);
    // One by its host id, one by a register, and one that links the two.
    let linked = [
        with_ids("a", json!([])),
        with_ids("a", gln("506 0000 000017")),
        with_ids("b", gln("5060000000017")),
        json!({ "site": { "ids": [{ "scheme": "osid", "value": "CN-1" }, { "scheme": "gln", "value": "5060000000017" }] } }),
        json!({ "ref": "last", "site": { "ids": [{ "scheme": "osid", "value": "cn1" }] } }),
    ];
    let found = of(&linked);
    assert_eq!((found.sites.len(), found.reports), (1, 5));
    assert_eq!(found.sites[0].site.as_deref(), Some("a"));
    // A company's id, or one of no known register, joins nothing; and neither does having none.
    for apart in [
        json!([{ "scheme": "lei", "value": "5493001KJTIIGC8Y1R12" }]),
        json!([{ "scheme": "other", "value": "7" }]),
        json!([{ "value": "7" }]),
        json!([{ "scheme": "gln" }, { "scheme": "duns", "value": " - " }]),
        json!([]),
    ] {
        let found = of(&[
            json!({ "ref": "1", "site": { "ids": apart } }),
            json!({ "ref": "2", "site": { "ids": apart } }),
        ]);
        assert_eq!(found.sites.len(), 2, "{apart}");
    }
    // Nor does what people write where there is none.
    for id in ["N/A", "unknown", "-", "tidak ada", "không có", "无"] {
        let found =
            of(&[json!({ "ref": "1", "site": { "id": id } }), json!({ "ref": "2", "site": { "id": id } })]);
        assert_eq!(found.sites.len(), 2, "{id}");
    }
}

#[test]
fn a_site_stands_at_its_best_report_and_a_supplier_at_its_worst_site() {
    let named = |id: &str, document: Value| {
        let document = with(&document, "supplier", json!({ "id": "acme", "name": "Acme" }));
        at_site(document, id)
    };
    let announced = generate::example("twins/announced.toml");
    let found = of(&[
        named("good", exemplary()),
        named("good", announced.clone()),
        named("fair", announced),
        at_site(json!({}), "silent"),
    ]);
    let grades: Vec<_> = found
        .sites
        .iter()
        .map(|site| (site.site.as_deref().unwrap(), site.grade.as_ref().map(|grade| grade.worst.name())))
        .collect();
    assert_eq!(grades, [("silent", None), ("fair", Some("C")), ("good", Some("A"))]);
    let reports: Vec<_> =
        found.sites[2].reports.iter().map(|report| report.grade.as_ref().unwrap().worst.name()).collect();
    assert_eq!(reports, ["A", "C"]);
    assert_eq!(found.suppliers.len(), 1);
    let acme = &found.suppliers[0];
    assert_eq!((acme.supplier.as_str(), acme.name.as_deref(), acme.sites), ("acme", Some("Acme"), 2));
    assert_eq!((acme.worst_site, acme.grade.as_ref().unwrap().worst.name()), (2, "C"));
    let shares: Vec<_> =
        found.distribution.iter().map(|share| (share.grade.name(), share.worst, share.best)).collect();
    assert_eq!(shares, [("E", 0, 0), ("D", 0, 0), ("C", 1, 1), ("B", 0, 0), ("A", 1, 1)]);
    assert_eq!((found.ungraded, found.dossiers, found.reports), (1, 4, 4));
}

#[test]
fn restrictions_reports_of_abuse_and_refusals_stand_before_any_grade() {
    let at = |id: &str, key: &str, value: Value| at_site(with(&exemplary(), key, value), id);
    let restricted = at(
        "restricted",
        "findings",
        json!([{ "id": "w", "kind": "forced_labour", "standing": "government_action", "legal_basis": "wro" }]),
    );
    // The site's other report is clean; that does not hide that one was not.
    let abuse = at("abuse", "report.conclusion.forced_labour", json!("found"));
    let found = of(&[
        at_site(json!({}), "silent"),
        at_site(json!({ "report": { "availability": "refused" } }), "refused"),
        at_site(exemplary(), "good"),
        abuse,
        at_site(exemplary(), "abuse"),
        restricted,
    ]);
    let order: Vec<_> = found.sites.iter().map(|site| site.site.as_deref().unwrap()).collect();
    assert_eq!(order, ["restricted", "abuse", "refused", "silent", "good"]);
    assert_eq!(found.sites[0].restrictions.len(), 1);
    assert_eq!((found.sites[1].reports_abuse, found.sites[1].status), (1, Status::Settled));
    assert_eq!(found.sites[2].reports_refused, 1);
}

#[test]
fn a_finding_that_another_dossier_says_has_ended_has_ended() {
    let order = json!({ "id": "w", "kind": "forced_labour", "source": "government", "standing": "government_action",
        "legal_basis": "wro", "published": "2021-03-01" });
    let ended = with(&order, "ended_on", json!("2023-01-02"));
    let known = |finding: &Value| at_site(json!({ "findings": [finding] }), "s1");
    let found = site(date("2026-11-22"), &[known(&order), known(&ended)]);
    assert_eq!((found.findings, found.restrictions.len()), (1, 0));
    // Another finding's end is not this one's.
    let other = with(&ended, "published", json!("2022-03-01"));
    let found = site(date("2026-11-22"), &[known(&order), known(&other)]);
    assert_eq!((found.findings, found.restrictions.len()), (2, 1));
}

#[test]
fn a_report_answers_its_own_dossiers_finding_of_an_id_and_perhaps_not_anothers() {
    let finding = |id: &str, published: &str| json!({ "id": id, "kind": "forced_labour", "standing": "documented", "published": published, "accuses": [] });
    let answering = with(&exemplary(), "report.answers", json!(["f1"]));
    let own = at_site(with(&answering, "findings", json!([finding("f1", "2024-01-01")])), "s1");
    let counts = |documents: &[Value]| {
        let found = site(date("2026-11-22"), documents);
        (found.findings, found.findings_against, found.grade.unwrap().worst.name().to_owned())
    };
    assert_eq!(counts(std::slice::from_ref(&own)), (1, 0, "A".to_owned()));
    let other = at_site(json!({ "findings": [finding("f1", "2025-01-01")] }), "s1");
    let (findings, against, grade) = counts(&[own.clone(), other]);
    assert_eq!((findings, against), (2, 1));
    assert_ne!(grade, "A", "an answer to one finding answered another");
    // The host keeps the finding apart from the report that answers it.
    let apart = at_site(json!({ "findings": [finding("f1", "2024-01-01")] }), "s1");
    assert_eq!(counts(&[at_site(answering, "s1"), apart]), (1, 0, "A".to_owned()));
}

#[test]
fn a_certificate_that_rests_on_another_report_of_the_site_does_not_rest_on_an_unseen_one() {
    let certificate = json!({ "scheme": "asc_coc", "code": "ASC-C-12345", "status": "valid", "status_on": "2026-11-01",
        "issued": "2026-08-01", "valid_until": "2026-12-31", "site_match": "same", "basis_report": "older" });
    let best = at_site(with(&exemplary(), "certificates", json!([certificate])), "s1");
    let alone = site(date("2026-11-22"), std::slice::from_ref(&best));
    assert_eq!(alone.certificates[0].adds, Adds::Question);
    let older = with(&generate::example("twins/announced.toml"), "report.id", json!("older"));
    let found = of(&[best, at_site(older, "s1")]);
    let seen = &found.sites[0].certificates;
    assert_eq!(seen.len(), 1);
    assert!(seen[0].notes.contains(&CertificateNote::SameEvidence), "{:?}", seen[0].notes);
    assert_eq!((found.schemes[0].nothing, found.schemes[0].certificates), (1, 1));
    let ends: Vec<_> = found.upcoming.iter().map(|one| (one.on.to_string(), one.kind, one.site)).collect();
    assert!(ends.contains(&("2026-12-31".to_owned(), UpcomingKind::CertificateExpires, 1)), "{ends:?}");
}

#[test]
fn the_widest_search_of_a_site_is_the_sites() {
    let silent = at_site(without(&exemplary(), "search"), "s1");
    let at = date("2026-11-22");
    let open = site(at, std::slice::from_ref(&silent));
    let full = json!({ "done": "full", "on": "2026-08-01", "sources": ["press"], "languages": ["pt"] });
    let looked = at_site(json!({ "search": full }), "s1");
    let partly = at_site(json!({ "search": { "done": "partial", "on": "2026-09-01" } }), "s1");
    let found = site(at, &[silent.clone(), partly, looked]);
    assert!(ends(&found) > ends(&open));
    // One from before the visit and a narrow one after it do not add up to a wide one after it.
    let before = at_site(
        json!({ "search": { "done": "full", "on": "2026-01-01", "sources": ["press"], "languages": ["pt"] } }),
        "s1",
    );
    let partly = at_site(json!({ "search": { "done": "partial", "on": "2026-09-01" } }), "s1");
    assert_eq!(
        ends(&site(at, &[silent.clone(), partly.clone(), before])),
        ends(&site(at, &[silent.clone(), partly]))
    );
    // What a programme's rule says about a search shows none.
    let by_rule = at_site(
        json!({ "search": { "done": "full" }, "provenance": { "search.done": { "basis": "programme_rule" } } }),
        "s1",
    );
    assert_eq!(ends(&site(at, &[silent, by_rule])), ends(&open));
}

#[test]
fn gaps_are_ranked_by_how_many_sites_an_answer_settles() {
    let lacking = |id: &str, key: &str| at_site(without(&exemplary(), key), id);
    let found = of(&[
        lacking("s1", "report.visit.notice"),
        lacking("s2", "report.visit.notice"),
        lacking("s3", "report.interviews.surveillance"),
    ]);
    let gaps: Vec<_> = found.gaps.iter().map(|gap| (gap.fact.as_str(), gap.sites, gap.settles)).collect();
    assert_eq!(gaps, [("report.visit.notice", 2, 2), ("report.interviews.surveillance", 1, 1)]);
}

#[test]
fn what_is_refused_alone_is_refused_here_and_adds_nothing() {
    let mut gathering = Gathering::new(&PROCUREMENT.at(date("2020-01-01")));
    let problems = gathering.add(read(&exemplary())).unwrap_err();
    assert!(problems.iter().all(|problem| problem.code == "after_as_of"));
    assert_eq!(gathering.portfolio(0).unwrap().sites.len(), 0);
}

#[test]
fn every_portfolio_is_one_by_its_schema() {
    let schema: Value = serde_json::from_str(&Schema::Portfolio.to_json()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let documents: Vec<Value> =
        generate::examples("twins").into_iter().map(|(_, document)| document).collect();
    let found: Value = serde_json::from_str(&of(&documents).to_json()).unwrap();
    let errors: Vec<_> = validator.iter_errors(&found).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
    assert_eq!(serde_json::from_str::<Value>(&of(&documents).to_json_pretty()).unwrap(), found);
}

/// The library writes compact JSON itself, serde writes it for hosts: nobody can tell which it was.
#[test]
fn every_answer_is_the_same_json_whoever_writes_it() {
    let reference = prop_oneof![Just("a\"b\\c/\u{1}\n\u{7f}\u{2028}日本\u{1f41f}".to_owned()), "\\S.{0,39}"];
    holds(96, (generate::dossier(), generate::as_of(), reference), |(mut document, as_of, reference)| {
        set(&mut document, "site.id", json!(reference));
        let scorer = PROCUREMENT.at(as_of);
        let (assessment, told) = (assess(&scorer, &document), scorer.explain(&read(&document)).unwrap());
        prop_assert_eq!(assessment.to_json(), serde_json::to_string(&assessment).unwrap());
        prop_assert_eq!(told.to_json(), serde_json::to_string(&told).unwrap());
        let portfolio = portfolio(as_of, &[document]);
        prop_assert_eq!(portfolio.to_json(), serde_json::to_string(&portfolio).unwrap());
        Ok(())
    });
}

/// "Inside an action, first come sites with open allegations, then those in listed places or with dependent workers, then
/// those that need fewer questions, then those with less `shown` less twice `against`", read anew from the JSON.
fn comes_before(one: &Value, other: &Value) -> bool {
    let actions =
        ["blocked", "act", "no_audit", "obtain", "re_audit", "ask", "look_up", "rely_with_limits", "rely"];
    let place = |site: &Value| actions.iter().position(|code| site["action"] == *code).unwrap();
    let accused = |site: &Value| site["findings_against"] != 0;
    let dependent = |site: &Value| site["dependent"] == true;
    let questions = |site: &Value| site["questions"].as_u64().unwrap_or(u64::MAX);
    let points = |site: &Value, part: &str| site["account"][part].as_i64().unwrap();
    let is_graded = |site: &Value| !site["account"].is_null();
    let (first, last) = (place(one), place(other));
    if first != last {
        return first < last;
    }
    if accused(one) != accused(other) {
        return accused(one);
    }
    if dependent(one) != dependent(other) {
        return dependent(one);
    }
    if questions(one) != questions(other) {
        return questions(one) < questions(other);
    }
    if !is_graded(one) || !is_graded(other) {
        return !is_graded(one);
    }
    let weight = |site: &Value| points(site, "shown") - 2 * points(site, "against");
    weight(one) <= weight(other)
}

#[test]
fn sites_stand_in_the_order_in_which_to_act_on_them() {
    let documents = proptest::collection::vec(generate::dossier(), 4..12);
    holds(24, (documents, generate::as_of()), |(documents, as_of)| {
        let documents: Vec<Value> = documents
            .into_iter()
            .enumerate()
            .map(|(at, document)| at_site(without(&document, "site.ids"), &format!("s{at}")))
            .collect();
        let found: Value = serde_json::from_str(&portfolio(as_of, &documents).to_json()).unwrap();
        let sites = found["sites"].as_array().unwrap();
        prop_assert_eq!(sites.len(), documents.len());
        for pair in sites.windows(2) {
            prop_assert!(comes_before(&pair[0], &pair[1]), "{}\n{}", pair[0], pair[1]);
        }
        Ok(())
    });
}

#[test]
fn a_named_place_and_workers_who_came_through_others_make_a_site_dependent() {
    let dependent = |site: Value| of(&[json!({ "site": site })]).sites[0].dependent;
    let workers = |arrangement: &str| json!({ "id": "s", "country": "PT", "workforce": [{ "language": "pt", "workers": 9, "arrangement": arrangement }] });
    assert!(!dependent(workers("direct")) && !dependent(json!({ "id": "s" })));
    for arrangement in ["agency", "dispatched", "migrant", "state_transfer"] {
        assert!(dependent(workers(arrangement)), "{arrangement}");
    }
    // A listed province, also where the workforce was established; and one that may be it.
    for (place, expected) in [("CN-LN", true), ("CN-XJ", true), ("CN-GD", true), ("CN-JX", false)] {
        assert_eq!(
            dependent(json!({ "id": "s", "country": "CN", "subdivision": place })),
            expected,
            "{place}"
        );
    }
    assert!(dependent(json!({ "id": "s", "country": "CN" })));
    let heard = json!({ "site": { "id": "s" }, "report": { "interviews": { "groups": [{ "language": "pt", "workers": 4, "arrangement": "agency" }] } } });
    assert!(of(&[heard]).sites[0].dependent);
}
