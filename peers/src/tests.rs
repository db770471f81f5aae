//! That the peers answer what we answer, and that a difference would be seen.

use crate::decisions::Decisions;
use crate::ours::{ByHand, Ours};
use crate::peer::{Input, Peer};
use crate::race::{compare, peers};
use crate::rules::{Rules, is_public};
use crate::{as_of, dossiers, input, pack, scorer, sql};

/// Enough that all five grades come up.
const DOSSIERS: usize = 128;

fn ours(texts: &[String]) -> Vec<[u8; 2]> {
    let mut all = Vec::new();
    Ours::new(&scorer(), texts).grades(0..texts.len(), &mut all);
    all
}

#[test]
fn every_peer_gives_our_answers() {
    let texts = dossiers(DOSSIERS);
    let (input, ours) = (input(&texts), ours(&texts));
    for grade in 0..5 {
        assert!(
            ours.iter().flatten().any(|one| *one == grade),
            "no dossier of these has grade {grade} at an end"
        );
    }
    compare(&mut Ours::new(&scorer(), &texts), &ours);
    compare(&mut ByHand::new(&scorer(), &texts), &ours);
    peers(&input).iter_mut().for_each(|peer| compare(&mut **peer, &ours));
}

#[test]
fn a_difference_in_the_rules_is_seen_in_every_peer() {
    let texts = dossiers(DOSSIERS);
    let ours = ours(&texts);
    let changes: [fn(&mut Rules); 3] = [
        |rules| rules.bands.iter_mut().for_each(|most| *most /= 2),
        |rules| rules.caps.clear(),
        |rules| rules.criteria.iter_mut().for_each(|criterion| criterion.floor = 0),
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let mut rules = Rules::new(&pack(), as_of(), &is_public);
        let rows = Input::new(&rules, &scorer(), &texts);
        change(&mut rules);
        let input =
            Input { decisions: crate::decisions::End::BOTH.map(|end| Decisions::new(&rules, end)), ..rows };
        for mut peer in peers(&input) {
            let mut theirs = Vec::new();
            peer.grades(0..texts.len(), &mut theirs);
            assert!(theirs != ours, "{} does not notice change {at}", peer.name());
        }
    }
}

#[test]
fn what_peers_are_given_as_levels_is_what_the_readme_says() {
    let by_level = |rules: &Rules| -> Vec<String> {
        let given = rules.criteria.iter().filter(|criterion| criterion.by_level);
        given.map(|criterion| criterion.id.clone()).collect()
    };
    assert_eq!(
        by_level(&Rules::new(&pack(), as_of(), &is_public)),
        [
            "auditor_days",
            "certificate_claims",
            "certificate_standing",
            "coercion_context",
            "interview_sample",
            "off_site_sample"
        ]
    );
    assert_eq!(
        by_level(&sql::rules(&pack(), as_of())),
        [
            "auditor_days",
            "certificate_claims",
            "certificate_standing",
            "coercion_context",
            "contrary_evidence",
            "deception_evidence",
            "integrity",
            "interview_sample",
            "language_cover",
            "off_site_sample"
        ]
    );
}
