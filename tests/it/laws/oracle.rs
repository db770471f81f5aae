//! The oracle: everything after the door is as the naive evaluator says, of every pack that is drawn.

use std::collections::{BTreeMap, BTreeSet};

use audit_credence::assessment::{ActionCode, Binds, Outcome, Status, Verdict};
use audit_credence::{Assessment, Date, Facts, Pack, PackText, Plan};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;
use serde_json::Value;

use super::{Law, PROCUREMENT, SPECIFIED, assess, holds, read, told};
use crate::gaps::{stating, values};
use crate::generate;
use crate::lifts::lifts;
use crate::naive::action::Lifts;
use crate::naive::{self, Naive, Profile};
use crate::packs_drawn::{Packs, packs};

pub(crate) fn ends(naive: &Naive, assessment: &Assessment) -> (Profile, Profile) {
    let criterion =
        |id: &str| assessment.criteria.iter().find(|one| one.id == id).expect("every criterion answers");
    (naive.profile(|id| &criterion(id).worst), naive.profile(|id| &criterion(id).best))
}

/// Everything after the door is as the naive evaluator says.
fn agrees(naive: &Naive, plan: &Plan, document: &Value, as_of: Date, shuffle: u64) -> Law {
    let scorer = plan.at(as_of);
    let found = assess(&scorer, document);
    let told = told(document, as_of);
    prop_assert_eq!(found.criteria.len(), naive.criteria.len());
    let (worst, best) = ends(naive, &found);
    for (at, criterion) in naive.criteria.iter().enumerate() {
        let answer = &found.criteria[at];
        prop_assert_eq!(&answer.id, &criterion.id);
        prop_assert!(worst[at] <= best[at], "{}: {}", criterion.id, told);
        let demerits = answer.demerits.as_ref().map(|demerits| (demerits.worst, demerits.best));
        let expected = (criterion.levels[worst[at]].1, criterion.levels[best[at]].1);
        prop_assert_eq!(demerits, found.grade.is_some().then_some(expected), "{}: {}", criterion.id, told);
        let met = matches!(answer.outcome, Outcome::Met | Outcome::NotApplicable);
        prop_assert_eq!(met, worst[at] == naive.top(at), "{}: {}", criterion.id, told);
    }
    agrees_on_standards(naive, &found, &worst, &best)?;
    agrees_on_action(naive, &found, &worst, &best, &|| lifts(naive, &scorer, document, &found))?;
    let expected = [&worst, &best].map(|end| naive.grade(end));
    let range = scorer.grade(&scorer.levels(&Facts::from_dossier(&read(document))).unwrap());
    prop_assert_eq!([range.worst().index(), range.best().index()], expected, "{}", told);

    let Some(grade) = &found.grade else {
        prop_assert!(matches!(found.status, Status::Unscorable | Status::ReportsAbuse), "{}", told);
        prop_assert!(found.audit_grade.is_none() && found.demerits.is_none());
        return Ok(());
    };
    let name = |grade: usize| naive.scale[grade].as_str();
    prop_assert_eq!([grade.worst.name(), grade.best.name()], expected.map(name), "{}", told);
    let audit = found.audit_grade.as_ref().unwrap();
    let expected_audit = [&worst, &best].map(|end| name(naive.audit_grade(end)));
    prop_assert_eq!([audit.worst.name(), audit.best.name()], expected_audit, "{}", told);
    let demerits = found.demerits.as_ref().unwrap();
    let expected_demerits = (naive.demerits(&worst), naive.demerits(&best), naive.most_demerits());
    prop_assert_eq!((demerits.worst, demerits.best, demerits.of), expected_demerits, "{}", told);
    let status = match expected[1] - expected[0] {
        0 => Status::Settled,
        steps if steps > naive.inconclusive_steps => Status::Inconclusive,
        _ => Status::Open,
    };
    prop_assert_eq!(found.status, status, "{}", told);
    agrees_on_caps(naive, &found, &worst, &best)?;
    agrees_on_gaps(naive, &found, &worst, &best)?;
    agrees_on_raises(naive, &found, &worst)?;
    agrees_on_profiles(naive, expected, &worst, &best, shuffle)
}

fn agrees_on_standards(naive: &Naive, found: &Assessment, worst: &Profile, best: &Profile) -> Law {
    let expected = naive.standings(worst, best);
    let found_it = found.status == Status::ReportsAbuse;
    let is_adverse = found_it || (!naive.adverse(worst, found_it).is_empty() && naive.has_actions());
    prop_assert_eq!(found.standards.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (id, answer) in &found.standards {
        let expected = &expected[id];
        let verdict = match expected.verdict {
            _ if !found.restrictions.is_empty() || is_adverse => Verdict::Superseded,
            naive::Verdict::NotMet => Verdict::NotMet,
            naive::Verdict::NotDemonstrated => Verdict::NotDemonstrated,
            naive::Verdict::Met => Verdict::Met,
        };
        // Without a report there is nothing that could meet a standard (§4: no grade and no number then).
        let unread = found.grade.is_none() && verdict == Verdict::Met;
        prop_assert!(answer.verdict == verdict || unread, "{}: {:?}, not {:?}", id, answer.verdict, verdict);
        prop_assert_eq!((answer.shown as usize, answer.of as usize), (expected.shown, expected.of), "{}", id);
        prop_assert_eq!((&answer.failed, &answer.open), (&expected.failed, &expected.open), "{}", id);
    }
    Ok(())
}

/// The action is that of the naive evaluator; and its questions are the fewest, where trying every set is quick.
fn agrees_on_action(
    naive: &Naive,
    found: &Assessment,
    worst: &Profile,
    best: &Profile,
    lifts: &dyn Fn() -> Lifts,
) -> Law {
    let Some(action) = &found.action else {
        prop_assert!(!naive.has_actions());
        return Ok(());
    };
    let found_it = found.status == Status::ReportsAbuse;
    let expected = naive.action(worst, best, found.grade.is_some(), found_it);
    prop_assert_eq!(action.code.as_str(), expected);
    let mut also = naive.adverse(worst, found_it);
    also.retain(|code| *code != expected);
    prop_assert_eq!(action.also.iter().map(|code| code.as_str()).collect::<Vec<_>>(), also);
    let ids = |places: &[usize]| places.iter().map(|at| naive.criteria[*at].id.clone()).collect::<Vec<_>>();
    let Some(questions) = action.questions.as_ref().filter(|_| expected == "ask") else {
        prop_assert!(action.reaches.is_none());
        return Ok(());
    };
    let place = |id: &String| naive.criteria.iter().position(|one| one.id == *id).unwrap();
    let asked: Vec<usize> = questions.iter().map(place).collect();
    let lifts = lifts();
    let reached = naive.reaches(&Naive::answered(worst, &lifts, &asked));
    prop_assert!(reached.is_some());
    prop_assert_eq!(action.reaches.map(ActionCode::as_str), reached);
    for left_out in &asked {
        let fewer: Vec<usize> = asked.iter().copied().filter(|at| at != left_out).collect();
        let fewer = naive.reaches(&Naive::answered(worst, &lifts, &fewer));
        prop_assert!(fewer.is_none(), "{} need not be asked", naive.criteria[*left_out].id);
    }
    if lifts.len() <= 12 {
        prop_assert_eq!(questions, &ids(&naive.fewest_questions(worst, best, &lifts)));
    }
    Ok(())
}

fn agrees_on_caps(naive: &Naive, found: &Assessment, worst: &Profile, best: &Profile) -> Law {
    let mut holding = naive.caps_that_hold(worst);
    holding.extend(naive.caps_that_hold(best));
    let shown: BTreeMap<String, usize> =
        found.caps.iter().map(|cap| (cap.id.clone(), cap.grade.grade().index())).collect();
    prop_assert_eq!(&shown, &holding);
    for cap in &found.caps {
        let binds = match [worst, best].map(|end| naive.caps_that_bind(end).contains(&cap.id)) {
            [true, true] => Binds::Both,
            [true, false] => Binds::Worst,
            [false, true] => Binds::Best,
            [false, false] => Binds::No,
        };
        prop_assert_eq!(cap.binds, binds, "{}", &cap.id);
    }
    Ok(())
}

/// What an answer closes is held to brute force over dossiers, in `gaps.rs`.
fn agrees_on_gaps(naive: &Naive, found: &Assessment, worst: &Profile, best: &Profile) -> Law {
    let asked: BTreeSet<&str> = found.gaps.iter().map(|gap| gap.criterion.as_str()).collect();
    for (at, criterion) in naive.criteria.iter().enumerate() {
        let open = worst[at] != best[at];
        prop_assert_eq!(asked.contains(criterion.id.as_str()), open, "{}", &criterion.id);
    }
    Ok(())
}

fn agrees_on_raises(naive: &Naive, found: &Assessment, worst: &Profile) -> Law {
    let mut raises = BTreeMap::new();
    for raise in &found.raises {
        let to = raise.to.grade().index();
        prop_assert!(raises.insert(to, raise.effort).is_none());
        let place = |step: &audit_credence::assessment::Step| {
            let at = naive.criteria.iter().position(|criterion| criterion.id == step.criterion).unwrap();
            (at, naive.criteria[at].levels.iter().position(|(name, _)| *name == step.level).unwrap())
        };
        let steps: BTreeMap<usize, usize> = raise.steps.iter().map(place).collect();
        prop_assert_eq!(steps.len(), raise.steps.len());
        let after = |but: Option<usize>| {
            let mut profile = worst.clone();
            steps.iter().filter(|(at, _)| Some(**at) != but).for_each(|(at, level)| profile[*at] = *level);
            naive.grade(&profile)
        };
        prop_assert!(after(None) >= to, "{:?}", raise);
        let mut effort = 0;
        for (at, level) in &steps {
            prop_assert!(*level > worst[*at]);
            prop_assert!(after(Some(*at)) < to, "{:?} does not need {}", raise, naive.criteria[*at].id);
            let cost = naive.raise_effort(*at, worst);
            prop_assert!(cost.is_some(), "{:?} raises {}", raise, naive.criteria[*at].id);
            effort += cost.unwrap();
        }
        prop_assert_eq!(raise.effort, effort);
    }
    let raisable = (0..worst.len()).filter(|at| naive.raise_effort(*at, worst).is_some()).count();
    if raisable <= 12 {
        prop_assert_eq!(raises, naive.least_efforts(worst));
    }
    Ok(())
}

/// The two ends are the exact minimum and maximum over all profiles between (P7).
fn agrees_on_profiles(naive: &Naive, ends: [usize; 2], worst: &Profile, best: &Profile, shuffle: u64) -> Law {
    if Naive::profiles_between(worst, best) <= 4096 {
        let grades: Vec<usize> =
            Naive::between(worst, best).iter().map(|profile| naive.grade(profile)).collect();
        prop_assert_eq!([grades.iter().min(), grades.iter().max()], [Some(&ends[0]), Some(&ends[1])]);
        return Ok(());
    }
    let mut state = shuffle | 1;
    for _ in 0..100 {
        let mut between = |(worst, best): (&usize, &usize)| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            worst + usize::try_from(state >> 33).unwrap() % (best - worst + 1)
        };
        let grade = naive.grade(&worst.iter().zip(best).map(&mut between).collect());
        prop_assert!(ends[0] <= grade && grade <= ends[1]);
    }
    Ok(())
}

#[test]
fn the_shipped_pack_answers_as_the_specification_says() {
    let draws = (generate::dossier(), generate::as_of(), any::<u64>());
    holds(256, draws, |(document, as_of, shuffle)| {
        agrees(&SPECIFIED, &PROCUREMENT, &document, as_of, shuffle)
    });
}

#[test]
fn the_other_shipped_packs_answer_as_the_specification_says() {
    for id in ["audit", "cbp", "wrc", "certification"] {
        let naive = Naive::read(id, Pack::SHIPPED.iter().map(|(_, text)| *text));
        let plan = Plan::new(&Pack::shipped(id).unwrap());
        holds(24, (generate::dossier(), generate::as_of(), any::<u64>()), |(document, as_of, shuffle)| {
            agrees(&naive, &plan, &document, as_of, shuffle)
        });
    }
}

/// Every pack of a draw, linked with those before it.
pub(crate) fn link_all(packs: &Packs) -> Result<Vec<Pack>, TestCaseError> {
    let mut linked: Vec<Pack> = Vec::new();
    for (_, text) in &packs.0 {
        let pack = PackText::parse(text).and_then(|pack| {
            let bases: Vec<Pack> = pack
                .builds_on()
                .map(|id| linked.iter().find(|pack| pack.id().id == id).unwrap().clone())
                .collect();
            pack.link(&bases)
        });
        linked.push(pack.map_err(|problems| TestCaseError::fail(format!("{problems:#?}\n{text}")))?);
    }
    Ok(linked)
}

pub(crate) fn linked(packs: &Packs) -> Result<(Naive, Plan), TestCaseError> {
    let linked = link_all(packs)?;
    let naive = Naive::read(&packs.0.last().unwrap().0, packs.0.iter().map(|(_, text)| text.as_str()));
    Ok((naive, Plan::new(linked.last().unwrap())))
}

#[test]
fn any_pack_answers_as_the_specification_says() {
    let dossiers = proptest::collection::vec(generate::dossier(), 3);
    holds(256, (packs(), dossiers, generate::as_of(), any::<u64>()), |(packs, documents, as_of, shuffle)| {
        let (naive, plan) = linked(&packs)?;
        for document in documents {
            agrees(&naive, &plan, &document, as_of, shuffle)
                .map_err(|failure| TestCaseError::fail(format!("{failure}\n{packs}")))?;
        }
        Ok(())
    });
}

/// The document with every question answered as well as it can be, all of them at once.
fn answering(document: &Value, found: &Assessment) -> Value {
    let (_, best) = ends(&SPECIFIED, found);
    let asked = found.action.as_ref().unwrap().questions.iter().flatten();
    asked.fold(document.clone(), |answered, id| {
        let at = SPECIFIED.criteria.iter().position(|one| one.id == *id).unwrap();
        let gap = found.gaps.iter().find(|gap| gap.criterion == *id).unwrap();
        let stated = values(&gap.fact).expect("one key").into_iter();
        let mut stated = stated.filter_map(|value| stating(&answered, &gap.fact, &value));
        let is_best = |document: &Value| {
            let after = assess(&PROCUREMENT.at(super::date("2026-06-01")), document);
            after.grade.is_some() && ends(&SPECIFIED, &after).0[at] == best[at]
        };
        stated.find(is_best).expect("an answer that is as good as it can be")
    })
}

/// The exemplary dossier without some of its keys: of what is open every set can be tried.
#[test]
fn the_questions_of_ask_are_the_fewest_that_reach_reliance() {
    let keys = [
        "report.visit.notice",
        "report.interviews.private",
        "report.interviews.selected_by",
        "report.visit.mode",
        "report.conclusion.forced_labour",
        "report.auditor.relation",
        "report.interviews.management",
        "site.workforce_covers",
        "report.auditor.consults_for_site",
        "report.visit.site_match",
        "search.done",
        "report.auditor.accredited",
        "report.scope.indicators",
        "report.visit.entry",
        "report.auditor.lead",
    ];
    let exemplary = generate::example("exemplary.toml");
    let draws = proptest::sample::subsequence(keys.to_vec(), 1..9);
    let (asked, most) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    holds(128, draws, |left_out| {
        let dossier =
            left_out.iter().fold(exemplary.clone(), |dossier, path| generate::without(&dossier, path));
        agrees(&SPECIFIED, &PROCUREMENT, &dossier, super::date("2026-06-01"), 0)?;
        let found = assess(&PROCUREMENT.at(super::date("2026-06-01")), &dossier);
        let action = found.action.as_ref().unwrap();
        if action.code == ActionCode::Ask {
            let answered = assess(&PROCUREMENT.at(super::date("2026-06-01")), &answering(&dossier, &found));
            let reached = answered.action.unwrap().code;
            prop_assert_eq!(Some(reached), action.reaches, "{}", told(&dossier, super::date("2026-06-01")));
        }
        let questions = action.questions.as_ref().map_or(0, Vec::len);
        asked.set(asked.get() + usize::from(questions > 0));
        most.set(most.get().max(questions));
        Ok(())
    });
    assert!(asked.get() > 20 && most.get() > 2, "{} asked, at most {}", asked.get(), most.get());
}

#[test]
fn raising_a_corner_never_leads_further_from_reliance() {
    let level = || proptest::collection::vec((any::<Index>(), any::<Index>()), SPECIFIED.criteria.len());
    holds(2_000, (level(), 0_usize..24, any::<Index>()), |(levels, lowered, at)| {
        let mut worst: Profile = (0..SPECIFIED.criteria.len()).map(|at| SPECIFIED.top(at)).collect();
        let mut best = worst.clone();
        for (one, other) in levels.iter().take(lowered) {
            let at = one.index(worst.len());
            let level = other.index(SPECIFIED.top(at) + 1);
            (worst[at], best[at]) =
                if other.index(2) == 0 { (level, level) } else { (level.min(best[at]), best[at]) };
        }
        let at = at.index(worst.len());
        let before = Naive::nearness(SPECIFIED.action(&worst, &best, true, false));
        if worst[at] < best[at] {
            let mut better = worst.clone();
            better[at] += 1;
            prop_assert!(Naive::nearness(SPECIFIED.action(&better, &best, true, false)) >= before);
        }
        if best[at] < SPECIFIED.top(at) {
            let mut better = best.clone();
            better[at] += 1;
            prop_assert!(Naive::nearness(SPECIFIED.action(&worst, &better, true, false)) >= before);
        }
        Ok(())
    });
}

#[test]
fn a_better_level_never_gives_a_worse_grade_or_verdict() {
    let draws = (packs(), proptest::collection::vec(any::<Index>(), 12), any::<Index>());
    let better = |naive: &Naive, levels: &[Index], at: &Index| -> Law {
        let criteria = naive.criteria.iter().zip(levels.iter().cycle());
        let profile: Profile =
            criteria.map(|(criterion, level)| level.index(criterion.levels.len())).collect();
        let at = at.index(profile.len());
        let mut better = profile.clone();
        better[at] = naive.top(at).min(better[at] + 1);
        prop_assert!(naive.grade(&better) >= naive.grade(&profile), "{:?} at {}", profile, at);
        prop_assert!(naive.audit_grade(&better) >= naive.audit_grade(&profile));
        Ok(())
    };
    holds(256, draws, |(packs, levels, at)| {
        better(&linked(&packs)?.0, &levels, &at)?;
        better(&SPECIFIED, &levels, &at)
    });
}
