//! Test vectors: the naive evaluator gives what they say, no boundary is missing, and the files are fresh.

mod dossiers;

use std::collections::{BTreeMap, BTreeSet};

use audit_credence::assessment::ActionCode;
use audit_credence::vectors::{Boundary, Vector};
use audit_credence::{ActionView, Pack, PackText, Plan};

use crate::mutants::SMALL;
use crate::naive::{Naive, Profile};

fn profile(naive: &Naive, vector: &Vector) -> Profile {
    naive.profile(|id| {
        let criterion = naive.criteria.iter().find(|criterion| criterion.id == id).unwrap();
        let top = criterion.levels.last().unwrap();
        vector.levels.get(id).map_or(top.0.as_str(), |level| level.as_str())
    })
}

#[track_caller]
fn agrees(naive: &Naive, boundary: &Boundary) {
    for vector in [&boundary.worse, &boundary.better] {
        let profile = profile(naive, vector);
        let told = format!("{}: {} {}: {vector:?}", boundary.kind, boundary.subject, boundary.between);
        assert_eq!(vector.demerits, naive.demerits(&profile), "{told}");
        assert_eq!(vector.grade, naive.scale[naive.grade(&profile)], "{told}");
        assert_eq!(vector.caps, naive.caps_that_bind(&profile), "{told}");
        let standings = naive.standings(&profile, &profile);
        let failed: BTreeMap<String, Vec<String>> =
            standings.into_iter().map(|(id, standing)| (id, standing.failed)).collect();
        assert_eq!(vector.failed, failed, "{told}");
    }
    let (worse, better) = (&boundary.worse, &boundary.better);
    match boundary.kind {
        "level" | "band" => assert_ne!(worse.grade, better.grade, "{boundary:?}"),
        "requirement" => assert_ne!(worse.failed, better.failed, "{boundary:?}"),
        "cap" | "limit" => assert_ne!(worse.levels, better.levels, "{boundary:?}"),
        "group" => assert_eq!(worse.demerits, better.demerits, "{boundary:?}"),
        other => panic!("{other}"),
    }
}

#[test]
fn vectors_are_what_the_naive_evaluator_says_and_no_boundary_is_missing() {
    for (id, _) in Pack::SHIPPED {
        let naive = Naive::read(id, Pack::SHIPPED.iter().map(|(_, text)| *text));
        let plan = Plan::new(&Pack::shipped(id).unwrap());
        let vectors = plan.vectors();
        vectors.boundaries.iter().for_each(|boundary| agrees(&naive, boundary));

        let of_kind = |kind: &str| -> Vec<&Boundary> {
            vectors.boundaries.iter().filter(|boundary| boundary.kind == kind).collect()
        };
        // A step between two levels is there, or only a standard or an action tells the two apart.
        let steps = of_kind("level").len();
        let required: BTreeSet<(String, String)> = plan
            .standards()
            .flat_map(|standard| plan.standard(standard).unwrap().requires)
            .map(|(criterion, level)| (criterion.to_owned(), level.to_owned()))
            .collect();
        let actions: Vec<_> = ActionCode::ALL.iter().filter_map(|code| plan.action_view(*code)).collect();
        let asked = |literals: &[(&str, &str)], criterion: &str, level: &str| {
            literals.iter().any(|(of, at)| *of == criterion && *at == level)
        };
        let by_action = |criterion: &str, worse: &str, better: &str| {
            let tells = |action: &ActionView| {
                action.when.iter().any(|entry| asked(entry, criterion, worse))
                    || asked(&action.requires, criterion, better)
            };
            actions.iter().any(tells)
        };
        let mut missing = Vec::new();
        for criterion in &naive.criteria {
            for pair in criterion.levels.windows(2) {
                let between = format!("`{}` and `{}`", pair[0].0, pair[1].0);
                let found =
                    |boundary: &&Boundary| boundary.subject == criterion.id && boundary.between == between;
                let by_standard = required.contains(&(criterion.id.clone(), pair[1].0.clone()));
                let by_action = by_action(&criterion.id, &pair[0].0, &pair[1].0);
                if !of_kind("level").iter().any(found) && !by_standard && !by_action {
                    missing.push(format!("{}: {between}", criterion.id));
                }
            }
        }
        assert_eq!(missing, Vec::<String>::new(), "{id}");
        assert!(steps > naive.criteria.len(), "{id}: {steps}");
        let edges: Vec<&str> = of_kind("band").iter().map(|boundary| boundary.subject.as_str()).collect();
        assert_eq!(edges, ["A", "B", "C", "D"], "{id}");
        let literals = plan.caps().flat_map(|cap| plan.cap(cap).unwrap().when).map(|entry| entry.len());
        assert_eq!(of_kind("cap").len(), literals.sum::<usize>(), "{id}");
        assert_eq!(of_kind("requirement").len(), required_of(&plan), "{id}");
        assert!(of_kind("limit").is_empty() && of_kind("group").is_empty(), "{id} has neither");
    }
}

#[test]
fn limits_and_groups_have_both_their_sides() {
    let vectors = Plan::new(&PackText::parse(SMALL).unwrap().link(&[]).unwrap()).vectors();
    let of_kind = |kind: &str| vectors.boundaries.iter().find(|boundary| boundary.kind == kind).unwrap();
    let limit = of_kind("limit");
    assert_eq!((limit.subject.as_str(), limit.worse.demerits), ("visit", 14));
    let group = of_kind("group");
    assert_eq!((group.subject.as_str(), group.worse.demerits), ("warning", group.better.demerits));
}

fn required_of(plan: &Plan) -> usize {
    plan.standards().map(|standard| plan.standard(standard).unwrap().requires.len()).sum()
}

#[test]
fn vectors_in_the_repository_are_those_of_the_packs() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    for (id, _) in Pack::SHIPPED {
        let path = folder.join(format!("{id}.json"));
        let text = Plan::new(&Pack::shipped(id).unwrap()).vectors().to_json_pretty();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let there = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(there == text, "{} is stale: UPDATE_GOLDEN=1 cargo test --test it vectors", path.display());
    }
}
