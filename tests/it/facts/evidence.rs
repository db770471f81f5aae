//! Contrary evidence and restrictions.

use super::*;

/// One documented finding of forced labour, observed after the visit.
fn one_finding() -> Value {
    json!({
        "site": { "workforce": [{ "language": "zh" }, { "language": "ko" }] },
        "report": {
            "id": "r1",
            "visit": { "start": "2024-03-10", "end": "2024-03-11", "notice": "unannounced" },
            "auditor": { "relation": "third_party", "firm": "One", "visiting_firm": "One" },
            "interviews": {
                "groups": [{ "language": "zh", "place": "off_site" }, { "language": "ko", "place": "off_site" }]
            },
            "conclusion": { "forced_labour": "none_found" },
            "answers": []
        },
        "findings": [{
            "id": "f1", "kind": "forced_labour", "standing": "documented", "observed": "2024-06-01", "accuses": []
        }]
    })
}

/// The document with nine workers in each group of which no count is stated.
pub(super) fn counted(mut document: Value) -> Value {
    for path in ["site.workforce", "report.interviews.groups"] {
        let pointer = format!("/{}", path.replace('.', "/"));
        let Some(groups) = document.pointer(&pointer).cloned() else { continue };
        set(&mut document, path, counted_groups(groups));
    }
    document
}

/// The same of one list.
pub(super) fn counted_groups(mut groups: Value) -> Value {
    for group in groups.as_array_mut().into_iter().flatten().filter(|group| group["workers"].is_null()) {
        group["workers"] = json!(9);
    }
    groups
}

/// The span of contrary evidence, whether the finding counts, and why.
#[track_caller]
fn check_evidence(changes: &[(&str, Value)], expected: &str, counts: Counts, notes: &[FindingNote]) {
    let dossier = counted(but(&one_finding(), changes));
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
    let void = &[FindingNote::DismissedOrWithdrawn];
    check_evidence(&[(STANDING, json!("dismissed"))], "none", Counts::No, void);
    // Taken back: by the authority whose act it was, or by somebody who may have had no choice.
    let withdrawn = |source: Value| [(STANDING, json!("withdrawn")), ("findings[0].source", source)];
    let coerced = &[FindingNote::WithdrawalMayBeCoerced];
    for source in ["court", "government"] {
        check_evidence(&withdrawn(json!(source)), "none", Counts::No, void);
    }
    for source in ["journalism", "ngo", "worker", "company"] {
        check_evidence(&withdrawn(json!(source)), "alleged", Counts::Yes, coerced);
    }
    check_evidence(&withdrawn(json!(null)), "alleged..none", Counts::Possibly, coerced);
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
fn what_was_documented_weighs_as_an_allegation_more_than_36_months_before_the_visit_and_an_allegation_nothing()
 {
    // Age is measured at the first day of the visit, 10 March 2024, from the later of the two days.
    let dated = |standing: &str, observed: Value, published: Value| {
        [(STANDING, json!(standing)), (OBSERVED, observed), ("findings[0].published", published)]
    };
    let (last, old) = (json!("2021-03-10"), json!("2021-03-09"));
    for standing in ["documented", "alleged"] {
        let counts = |observed: &Value, published: &Value| {
            check_evidence(&dated(standing, observed.clone(), published.clone()), standing, Counts::Yes, &[]);
        };
        counts(&last, &last);
        counts(&old, &last);
        counts(&json!("2001-01-01"), &json!("2024-06-01"));
        counts(&json!(null), &last);
        // Nothing that was observed lately is old, whenever it was made public.
        counts(&last, &json!(null));
        counts(&last, &old);
    }
    for published in [old.clone(), json!("2020-01-01")] {
        for observed in [old.clone(), json!(null)] {
            check_evidence(
                &dated("documented", observed.clone(), published.clone()),
                "alleged",
                Counts::Yes,
                &[FindingNote::WeighsAsAllegation],
            );
            check_evidence(
                &dated("alleged", observed, published.clone()),
                "none",
                Counts::No,
                &[FindingNote::LongBeforeVisit],
            );
        }
    }
    // Made public at a time not stated, or not dated at all.
    let open = &[FindingNote::NotDated];
    for observed in [old, json!(null)] {
        let documented = dated("documented", observed.clone(), json!(null));
        check_evidence(&documented, "documented..alleged", Counts::Yes, open);
        let alleged = dated("alleged", observed, json!(null));
        check_evidence(&alleged, "alleged..none", Counts::Possibly, open);
    }
    let no_visit = [("report.visit.start", json!(null)), ("report.visit.end", json!(null))];
    check_evidence(&no_visit, "documented..alleged", Counts::Yes, open);
    // A visit that was over by then is no later, and may have been earlier.
    let over_by = |day: &str, observed: &str| {
        let mut changes = no_visit.to_vec();
        changes.push(("report.visit.no_later_than", json!(day)));
        changes.push((OBSERVED, json!(observed)));
        changes
    };
    check_evidence(&over_by("2024-03-11", "2021-03-11"), "documented", Counts::Yes, &[]);
    check_evidence(&over_by("2024-03-11", "2021-03-10"), "documented..alleged", Counts::Yes, open);
}

/// Observed before the visit and answered by the report.
fn answered() -> Vec<(&'static str, Value)> {
    vec![(OBSERVED, json!("2024-03-09")), ("report.answers", json!(["f1"]))]
}

#[test]
fn a_document_is_answered_by_a_report_that_named_it_and_looked_after_it_as_a_third_party_unannounced() {
    let named_only = &[FindingNote::NamedNotAnswered];
    check_evidence(&answered(), "none", Counts::No, &[FindingNote::Answered]);
    let without = |path: &'static str, value: Value| {
        let mut changes = answered();
        changes.push((path, value));
        changes
    };
    let not_named = |changes: &[(&str, Value)]| check_evidence(changes, "documented", Counts::Yes, &[]);
    let counts = |changes: &[(&str, Value)]| check_evidence(changes, "documented", Counts::Yes, named_only);
    let possibly = |changes: &[(&str, Value)]| {
        check_evidence(changes, "documented..none", Counts::Possibly, &[FindingNote::PossiblyAnswered]);
    };
    not_named(&without("report.answers", json!([])));
    not_named(&without("report.answers", json!(["f2"])));
    possibly(&without("report.answers", json!(null)));
    not_named(&without("findings[0].id", json!(null)));
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
    // By a firm that it does not accuse, whoever signed and whoever went.
    let accused = |names: Value| without("findings[0].accuses", names);
    possibly(&accused(json!(null)));
    counts(&accused(json!(["Two", " one "])));
    check_evidence(&accused(json!(["Two"])), "none", Counts::No, &[FindingNote::Answered]);
    for firm in ["report.auditor.firm", "report.auditor.visiting_firm"] {
        let with = |name: Value| [accused(json!(["Two"])), vec![(firm, name)]].concat();
        possibly(&with(json!(null)));
        counts(&with(json!("two")));
    }
    // One condition that fails decides, whatever else is not stated.
    let mut changes = without("report.visit.notice", json!("announced"));
    changes.push(("report.auditor.relation", json!(null)));
    counts(&changes);
}

#[test]
fn an_answer_hears_the_workers_concerned_off_site_in_their_language() {
    let check = |changes: &[(&'static str, Value)], expected: &str, counts: Counts, note: FindingNote| {
        check_evidence(&[answered(), changes.to_vec()].concat(), expected, counts, &[note]);
    };
    let answers =
        |changes: &[(&'static str, Value)]| check(changes, "none", Counts::No, FindingNote::Answered);
    let counts = |changes: &[(&'static str, Value)]| {
        check(changes, "documented", Counts::Yes, FindingNote::NamedNotAnswered);
    };
    let possibly = |changes: &[(&'static str, Value)]| {
        check(changes, "documented..none", Counts::Possibly, FindingNote::PossiblyAnswered);
    };
    let (groups, workforce) = ("report.interviews.groups", "site.workforce");
    let (language, arrangement) = ("findings[0].language", "findings[0].arrangement");
    // Of every known group, listed or heard, where the finding names none.
    counts(&[(groups, json!([]))]);
    possibly(&[(groups, json!(null))]);
    possibly(&[(workforce, json!(null))]);
    counts(&[(workforce, json!([{ "language": "zh" }, { "language": "ug" }]))]);
    possibly(&[(workforce, json!([{ "language": "zh" }, {}]))]);
    for place in ["on_site", "housing", "remote"] {
        counts(&[("report.interviews.groups[1].place", json!(place))]);
    }
    possibly(&[("report.interviews.groups[1].place", json!(null))]);
    possibly(&[("report.interviews.groups[1].language", json!(null))]);
    // One group of which the language is not stated speaks one language.
    let one = json!([{ "place": "off_site" }]);
    counts(&[(groups, one.clone())]);
    possibly(&[(groups, one), (workforce, json!([{ "language": "zh" }]))]);
    // Of the group that the finding names, and no other.
    answers(&[(language, json!("zh")), ("report.interviews.groups[1].place", json!("on_site"))]);
    counts(&[(language, json!("ko")), ("report.interviews.groups[1].place", json!("on_site"))]);
    counts(&[(language, json!("ug"))]);
    answers(&[(language, json!("ko")), (workforce, json!(null))]);
    let agency = (arrangement, json!("agency"));
    possibly(std::slice::from_ref(&agency));
    let all = |arrangements: [&str; 2]| {
        let group =
            |language: &str, arrangement: &str| json!({ "language": language, "arrangement": arrangement });
        let mut heard = json!([group("zh", arrangements[0]), group("ko", arrangements[1])]);
        let listed = (workforce, heard.clone());
        for group in heard.as_array_mut().unwrap() {
            group["place"] = json!("off_site");
        }
        [agency.clone(), listed, (groups, heard)]
    };
    answers(&all(["direct", "agency"]));
    counts(&all(["direct", "direct"]));
    let zh_agency = json!([{ "language": "zh", "arrangement": "agency" }]);
    let heard_direct = json!([{ "language": "zh", "arrangement": "direct", "place": "off_site" }]);
    counts(&[agency, (workforce, zh_agency), (groups, heard_direct)]);
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
    check(fact, counted(but(&one_finding(), &changes)), "none");
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
fn a_restriction_is_in_force_until_its_own_end_whatever_became_of_the_finding() {
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
    // The day is 1 January 2025: one that may end after it may be in force.
    for (ended, left) in [("2024", 0), ("2025-01", 1), ("2025", 1)] {
        assert_eq!(restrictions(&[("findings[0].ended_on", json!(ended))]).len(), left, "{ended}");
    }
    for standing in ["ruled", "documented", "alleged", "dismissed", "withdrawn"] {
        for source in ["court", "government", "journalism"] {
            let fallen = [(STANDING, json!(standing)), ("findings[0].source", json!(source))];
            assert_eq!(restrictions(&fallen), ["wro"], "{standing}");
            let over = [&fallen[..], &[("findings[0].ended_on", json!("2024-12-31"))]].concat();
            assert_eq!(restrictions(&over), [""; 0], "{standing}");
        }
    }
    assert_eq!(restrictions(&[("findings[0].legal_basis", json!(null))]), [""; 0]);
}

#[test]
fn what_ends_before_it_was_made_public_is_refused() {
    let read = |ended_on: &str| {
        let changes =
            [("findings[0].published", json!("2024-06-02")), ("findings[0].ended_on", json!(ended_on))];
        Dossier::from_json(but(&one_finding(), &changes).to_string().as_bytes())
    };
    assert!(read("2024-06-02").is_ok());
    let problems = read("2024-06-01").unwrap_err();
    let problem = problems.iter().next().unwrap();
    assert_eq!(
        (problem.code, problem.path.as_str()),
        ("finding_ends_before_published", "findings[0].ended_on")
    );
    assert!(problem.message.contains("findings[0].published"), "{}", problem.message);
}

/// A full search in a language of the workforce, after the visit.
fn searched() -> Value {
    json!({
        "site": { "workforce": [{ "language": "pt" }, { "language": "ne" }] },
        "report": { "visit": { "start": "2024-03-10", "end": "2024-03-11" } },
        "search": { "done": "full", "on": "2024-03-11", "sources": ["press"], "languages": ["en", "ne"] }
    })
}

#[test]
fn a_search_is_full_after_the_visit_with_its_sources_and_in_a_language_of_the_workforce() {
    let search = |changes: &[(&str, Value)], expected: &str| {
        check("derived.search", but(&searched(), changes), expected);
    };
    search(&[], "full");
    // Whatever was left out can be searched again.
    search(&[("search.done", json!("partial"))], "partial..full");
    for done in [json!("not_done"), json!(null)] {
        search(&[("search.done", done)], "not_done..full");
    }
    check("derived.search", json!({}), "not_done..full");
    // Before the visit, or on a day of which that is not known.
    for on in [json!("2024-03-10"), json!("1999-01-01"), json!(null)] {
        search(&[("search.on", on)], "partial..full");
    }
    search(&[("report.visit.end", json!(null))], "partial..full");
    search(&[("report.visit", json!({ "no_later_than": "2024-03-11" }))], "full");
    search(&[("report.visit", json!({ "no_later_than": "2024-03-12" }))], "partial..full");
    search(&[("search.sources", json!([]))], "partial..full");
    search(&[("search.languages", json!([]))], "partial..full");
    search(&[("search.languages", json!(["en"]))], "partial..full");
    search(&[("site.workforce", json!(null))], "partial..full");
    // A language is of the workforce where it was heard, too.
    let heard = ("report.interviews.groups", json!([{ "language": "en" }]));
    search(&[("site.workforce", json!(null)), heard], "full");
}

#[test]
fn a_search_ages_from_its_day_and_can_be_made_again() {
    let fact = || Asked::aged("derived.search_age", &[24, 12]);
    let at = |on: Value| {
        let scorer = probe(&[fact()], "").at(date("2025-03-11"));
        let levels = scorer.levels(&Facts::from_dossier(&read(&but(&searched(), &[("search.on", on)]))));
        let range = levels.unwrap().get(0).unwrap();
        (range.worst(), range.best())
    };
    assert_eq!(at(json!("2024-03-11")), (2, 2));
    assert_eq!(at(json!("2024-03-10")), (1, 2));
    assert_eq!(at(json!("2023-03-10")), (0, 2));
    assert_eq!(at(json!(null)), (0, 2));
}
