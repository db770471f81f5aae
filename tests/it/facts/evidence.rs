//! Contrary evidence and restrictions.

use super::*;

/// One documented finding of forced labour, observed after the visit.
fn one_finding() -> Value {
    json!({
        "report": {
            "id": "r1",
            "visit": { "start": "2024-03-10", "end": "2024-03-11", "notice": "unannounced" },
            "auditor": { "relation": "third_party" },
            "conclusion": { "forced_labour": "none_found" },
            "answers": []
        },
        "findings": [{
            "id": "f1", "kind": "forced_labour", "standing": "documented", "observed": "2024-06-01"
        }]
    })
}

/// The span of contrary evidence, whether the finding counts, and why.
#[track_caller]
fn check_evidence(changes: &[(&str, Value)], expected: &str, counts: Counts, notes: &[FindingNote]) {
    let dossier = but(&one_finding(), changes);
    check("derived.contrary_evidence", dossier.clone(), expected);
    let assessment = assess(&NAMED, AS_OF, &dossier);
    assert_eq!(
        (assessment.findings[0].counts, assessment.findings[0].notes.as_slice()),
        (counts, notes),
        "{dossier}"
    );
}

const STANDING: &str = "findings[0].standing";

const OBSERVED: &str = "findings[0].observed";

#[test]
fn evidence_stands_as_firmly_as_it_says() {
    for standing in ["ruled", "government_action", "documented", "alleged"] {
        check_evidence(&[(STANDING, json!(standing))], standing, Counts::Yes, &[]);
    }
    for standing in ["dismissed", "withdrawn"] {
        check_evidence(
            &[(STANDING, json!(standing))],
            "none",
            Counts::No,
            &[FindingNote::DismissedOrWithdrawn],
        );
    }
    check_evidence(
        &[(STANDING, json!(null))],
        "ruled..none",
        Counts::Possibly,
        &[FindingNote::StandingNotStated],
    );
    check("derived.contrary_evidence", json!({}), "none");
    check("derived.contrary_evidence", json!({ "findings": [] }), "none");
}

#[test]
fn the_firmest_evidence_counts_and_the_same_twice_is_once() {
    let finding =
        |standing: &str| json!({ "kind": "forced_labour", "standing": standing, "observed": "2024-06-01" });
    let with = |list: Value| but(&one_finding(), &[("findings", list)]);
    check("derived.contrary_evidence", with(json!([finding("alleged"), finding("ruled")])), "ruled");
    check("derived.contrary_evidence", with(json!([finding("alleged"), finding("alleged")])), "alleged");
    let unclear = json!({ "kind": "forced_labour", "observed": "2024-06-01" });
    check("derived.contrary_evidence", with(json!([finding("alleged"), unclear])), "ruled..alleged");
}

#[test]
fn evidence_is_about_forced_or_child_labour() {
    let about = |kind: Value| ("findings[0].kind", kind);
    check_evidence(&[about(json!("child_labour"))], "documented", Counts::Yes, &[]);
    check_evidence(&[about(json!("other_labour"))], "none", Counts::No, &[FindingNote::AnotherMatter]);
    check_evidence(&[about(json!("audit_deception"))], "none", Counts::Yes, &[]);
    check_evidence(
        &[about(json!(null))],
        "documented..none",
        Counts::Possibly,
        &[FindingNote::KindNotStated],
    );
}

#[test]
fn a_ruling_or_act_counts_until_it_ends_whatever_its_age_or_the_answer() {
    for standing in ["ruled", "government_action"] {
        let firm = (STANDING, json!(standing));
        let ended = ("findings[0].ended_on", json!("2024-12-31"));
        check_evidence(&[firm.clone(), ended], "none", Counts::No, &[FindingNote::Ended]);
        let old = [firm.clone(), (OBSERVED, json!("2001-01-01")), ("report.answers", json!(["f1"]))];
        check_evidence(&old, standing, Counts::Yes, &[]);
    }
    // The end of something does not undo what was documented or alleged.
    let ended = ("findings[0].ended_on", json!("2024-12-31"));
    check_evidence(std::slice::from_ref(&ended), "documented", Counts::Yes, &[]);
    // Standing not stated, ended: as a ruling it would not count any more.
    check_evidence(
        &[(STANDING, json!(null)), ended],
        "documented..none",
        Counts::Possibly,
        &[FindingNote::StandingNotStated],
    );
}

#[test]
fn a_document_counts_for_36_months_before_the_visit_and_not_a_day_more() {
    // Age is measured at the first day of the visit, 10 March 2024.
    for standing in ["documented", "alleged"] {
        let soft = (STANDING, json!(standing));
        check_evidence(&[soft.clone(), (OBSERVED, json!("2021-03-10"))], standing, Counts::Yes, &[]);
        check_evidence(
            &[soft.clone(), (OBSERVED, json!("2021-03-09"))],
            "none",
            Counts::No,
            &[FindingNote::LongBeforeVisit],
        );
        // Dated by what was observed, else by its publication.
        let published = |observed: Value| {
            [soft.clone(), (OBSERVED, observed), ("findings[0].published", json!("2021-03-09"))]
        };
        check_evidence(&published(json!("2024-06-01")), standing, Counts::Yes, &[]);
        check_evidence(&published(json!(null)), "none", Counts::No, &[FindingNote::LongBeforeVisit]);
        let undated = [soft, (OBSERVED, json!(null))];
        check_evidence(&undated, &format!("{standing}..none"), Counts::Possibly, &[FindingNote::NotDated]);
    }
    let no_visit = [("report.visit.start", json!(null)), ("report.visit.end", json!(null))];
    check_evidence(&no_visit, "documented..none", Counts::Possibly, &[FindingNote::NotDated]);
    // A visit that was over by then is no later, and may have been earlier.
    let over_by = |day: &str, observed: &str| {
        let mut changes = no_visit.to_vec();
        changes.push(("report.visit.no_later_than", json!(day)));
        changes.push((OBSERVED, json!(observed)));
        changes
    };
    check_evidence(&over_by("2024-03-11", "2021-03-11"), "documented", Counts::Yes, &[]);
    check_evidence(
        &over_by("2024-03-11", "2021-03-10"),
        "documented..none",
        Counts::Possibly,
        &[FindingNote::NotDated],
    );
}

/// Observed before the visit and answered by the report.
fn answered() -> Vec<(&'static str, Value)> {
    vec![(OBSERVED, json!("2024-03-09")), ("report.answers", json!(["f1"]))]
}

#[test]
fn a_document_is_answered_by_a_report_that_named_it_and_looked_after_it_as_a_third_party_unannounced() {
    check_evidence(&answered(), "none", Counts::No, &[FindingNote::Answered]);
    let without = |path: &'static str, value: Value| {
        let mut changes = answered();
        changes.push((path, value));
        changes
    };
    let counts = |changes: &[(&str, Value)]| check_evidence(changes, "documented", Counts::Yes, &[]);
    let possibly = |changes: &[(&str, Value)]| {
        check_evidence(changes, "documented..none", Counts::Possibly, &[FindingNote::PossiblyAnswered]);
    };
    counts(&without("report.answers", json!([])));
    counts(&without("report.answers", json!(["f2"])));
    possibly(&without("report.answers", json!(null)));
    counts(&without("findings[0].id", json!(null)));
    for relation in ["first_party", "second_party", "counsel"] {
        counts(&without("report.auditor.relation", json!(relation)));
    }
    possibly(&without("report.auditor.relation", json!(null)));
    for notice in ["announced", "semi_announced"] {
        counts(&without("report.visit.notice", json!(notice)));
    }
    possibly(&without("report.visit.notice", json!(null)));
    // After it: not on the day, and counted from the start of the visit.
    counts(&without(OBSERVED, json!("2024-03-10")));
    counts(&without(OBSERVED, json!("2024-03-11")));
    // Undated: it may be old, and it may be answered.
    check_evidence(
        &without(OBSERVED, json!(null)),
        "documented..none",
        Counts::Possibly,
        &[FindingNote::NotDated, FindingNote::PossiblyAnswered],
    );
    // One condition that fails decides, whatever else is not stated.
    let mut changes = without("report.visit.notice", json!("announced"));
    changes.push(("report.auditor.relation", json!(null)));
    counts(&changes);
}

#[test]
fn an_answer_to_a_finding_that_is_not_given_changes_nothing() {
    let dossier = but(&one_finding(), &[("report.answers", json!(["f9"]))]);
    check("derived.contrary_evidence", dossier.clone(), "documented");
    let notes = assess(&NAMED, AS_OF, &dossier).notes;
    assert!(notes.iter().any(|note| note.code.as_str() == "answer_without_finding"), "{notes:?}");
}

#[test]
fn findings_about_labour_do_not_count_against_a_report_that_found_forced_labour() {
    let found = ("report.conclusion.forced_labour", json!("found"));
    check_evidence(std::slice::from_ref(&found), "none", Counts::No, &[FindingNote::ReportFoundIt]);
    check_evidence(
        &[found.clone(), (STANDING, json!("ruled"))],
        "none",
        Counts::No,
        &[FindingNote::ReportFoundIt],
    );
    let deceived = but(&one_finding(), &[found, ("findings[0].kind", json!("audit_deception"))]);
    check("derived.deception_evidence", deceived, "documented");
}

#[test]
fn deceiving_auditors_is_evidence_of_its_own() {
    let fact = "derived.deception_evidence";
    let kind = |kind: Value| ("findings[0].kind", kind);
    check(fact, one_finding(), "none");
    check(fact, but(&one_finding(), &[kind(json!("audit_deception"))]), "documented");
    check(fact, but(&one_finding(), &[kind(json!("other_labour"))]), "none");
    check(fact, but(&one_finding(), &[kind(json!(null))]), "documented..none");
    let mut changes = answered();
    changes.push(kind(json!("audit_deception")));
    check(fact, but(&one_finding(), &changes), "none");
    let ended = [
        kind(json!("audit_deception")),
        (STANDING, json!("ruled")),
        ("findings[0].ended_on", json!("2024-07-01")),
    ];
    check(fact, but(&one_finding(), &ended), "none");
}

#[test]
fn a_company_that_denies_changes_nothing() {
    check_evidence(
        &[("findings[0].denied_by_company", json!(true))],
        "documented",
        Counts::Yes,
        &[FindingNote::DeniedByCompany],
    );
}

#[test]
fn a_restriction_is_in_force_until_it_ends_or_was_dismissed() {
    let restrictions = |changes: &[(&str, Value)]| {
        let mut all = vec![("findings[0].legal_basis", json!("wro"))];
        all.extend(changes.iter().cloned());
        let assessment = assess(&NAMED, AS_OF, &but(&one_finding(), &all));
        assessment.restrictions.iter().map(|one| one.basis.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(restrictions(&[]), ["wro"]);
    assert_eq!(restrictions(&[(STANDING, json!("government_action"))]), ["wro"]);
    assert_eq!(restrictions(&[(OBSERVED, json!("2001-01-01"))]), ["wro"]);
    assert_eq!(restrictions(&[("findings[0].ended_on", json!("2024-12-31"))]), [""; 0]);
    assert_eq!(restrictions(&[(STANDING, json!("dismissed"))]), [""; 0]);
    assert_eq!(restrictions(&[("findings[0].legal_basis", json!(null))]), [""; 0]);
}
