//! Twelve packs broken on purpose: each gives the right code at the right line, with a witness that the naive evaluator
//! confirms where a profile can show it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::naive::{Naive, Profile};
use crate::support::{Folder, Ran, credence};

const SOUND: &str = include_str!("../../../tests/fixtures/small.toml");

/// The sound pack with some of its lines replaced, in a file of its own.
struct Broken {
    folder: Folder,
    file: String,
    text: String,
}

impl Broken {
    #[track_caller]
    fn new(name: &str, changes: &[(&str, &str)]) -> Self {
        let text = changes.iter().fold(SOUND.to_owned(), |text, (from, to)| {
            assert_eq!(text.matches(from).count(), 1, "`{from}`");
            text.replace(from, to)
        });
        let folder = Folder::new(&format!("broken-{name}"));
        let file = folder.file("small.toml", &text);
        Broken { folder, file, text }
    }

    fn line(&self, of: &str) -> usize {
        line(&self.text, of)
    }

    fn naive(&self) -> Naive {
        Naive::read("small", [self.text.as_str()])
    }

    fn check(&self) -> Ran {
        credence(&["pack", "check", &self.file]).exits(4)
    }

    /// The pack does not load: this code at the line of this text.
    #[track_caller]
    fn is_refused(&self, code: &str, at: &str) {
        self.check().says(&format!("error[{code}]")).says(&format!("small.toml:{}:", self.line(at)));
    }

    /// The pack loads and this property alone is refuted, at the line of this text: its witnesses.
    #[track_caller]
    fn is_refuted(&self, property: &str, at: &str) -> Vec<Value> {
        self.check().prints("not sound").prints(&format!("{}:{}:", self.file, self.line(at)));
        let proofs = credence(&["pack", "check", "--format", "json", &self.file]).exits(4).json();
        let refuted: Vec<Value> = proofs[0]["properties"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|property| property["result"] == "refuted")
            .cloned()
            .collect();
        assert_eq!(refuted.len(), 1, "{refuted:?}");
        assert_eq!(refuted[0]["id"], property);
        let witness = refuted[0]["witness"].as_array().unwrap().clone();
        assert!(!witness.is_empty());
        witness
    }
}

/// The line of a text's only occurrence.
#[track_caller]
fn line(text: &str, of: &str) -> usize {
    assert_eq!(text.matches(of).count(), 1, "`{of}`");
    text.split(of).next().unwrap().matches('\n').count() + 1
}

/// A profile of a witness: what is left out stands at its top.
fn profile(naive: &Naive, witness: &Value, at: usize) -> Profile {
    let stated: BTreeMap<String, String> = serde_json::from_value(witness["profiles"][at].clone()).unwrap();
    naive.profile(|id| {
        let criterion = naive.criteria.iter().find(|criterion| criterion.id == id).unwrap();
        stated.get(id).map_or(criterion.levels.last().unwrap().0.as_str(), |level| level.as_str())
    })
}

fn all(naive: &Naive) -> Vec<Profile> {
    let tops: Profile = (0..naive.criteria.len()).map(|criterion| naive.top(criterion)).collect();
    Naive::between(&vec![0; tops.len()], &tops)
}

#[test]
fn demerits_that_rise_with_a_better_level() {
    let broken = Broken::new(
        "rise",
        &[(
            "\"semi_announced\", label = \"semi announced\", demerits = 4",
            "\"semi_announced\", label = \"semi announced\", demerits = 9",
        )],
    );
    broken.is_refused(
        "demerits_rise",
        "{ name = \"semi_announced\", label = \"semi announced\", demerits = 9 }",
    );
    let naive = broken.naive();
    let at = |level| {
        naive.demerits(&naive.profile(|id| match id {
            "notice" => level,
            "access" => "full",
            _ => "third_party",
        }))
    };
    assert!(at("semi_announced") > at("announced"), "a better audit costs more");
}

#[test]
fn a_dead_cap() {
    let broken = Broken::new(
        "dead",
        &[
            (
                "[{ notice = \"announced\", access = \"limited\" }]",
                "[{ notice = \"announced\", access = \"refused\" }]",
            ),
            ("grade = \"B\"", "grade = \"D\""),
        ],
    );
    let witness = broken.is_refuted("P3", "[cap.announced_and_limited]");
    assert_eq!(witness[0]["subject"], "announced_and_limited");
    assert_eq!(witness[0]["how"], "always shadowed by `semi_announced`");
    let naive = broken.naive();
    // Wherever it binds the other does too: without it no grade would change.
    assert!(all(&naive).iter().all(|profile| {
        let binds = naive.caps_that_bind(profile);
        binds.is_empty() || binds.contains(&"semi_announced".to_owned())
    }));
}

#[test]
fn an_unreachable_grade() {
    let broken =
        Broken::new("unreachable", &[("A = 4, B = 8", "A = 5, B = 6"), ("grade = \"B\"", "grade = \"C\"")]);
    let witness = broken.is_refuted("P4", "bands = {");
    assert_eq!(witness[0]["subject"], "B");
    let naive = broken.naive();
    assert!(all(&naive).iter().all(|profile| naive.scale[naive.grade(profile)] != "B"));
}

#[test]
fn a_level_without_effect() {
    let broken = Broken::new(
        "effect",
        &[(
            "\"counsel\", label = \"counsel\", demerits = 5",
            "\"counsel\", label = \"counsel\", demerits = 8",
        )],
    );
    let witness =
        broken.is_refuted("P5", "{ name = \"first_party\", label = \"first party\", demerits = 8 }");
    assert_eq!(witness[0]["subject"], "relation");
    let naive = broken.naive();
    let relation = naive.criteria.iter().position(|criterion| criterion.id == "relation").unwrap();
    assert!(all(&naive).into_iter().filter(|profile| profile[relation] == 0).all(|mut profile| {
        let grade = naive.grade(&profile);
        profile[relation] = 1;
        naive.grade(&profile) == grade
    }));
}

#[test]
fn a_critical_criterion_that_can_be_bought_back() {
    let broken = Broken::new(
        "critical",
        &[("ask = \"Who was the auditor?\"", "ask = \"Who was the auditor?\"\ncritical = \"A\"")],
    );
    broken.is_refused("cap_without_effect", "critical = \"A\"");
    let naive = broken.naive();
    let bottom = naive.profile(|id| match id {
        "relation" => "first_party",
        "access" => "full",
        _ => "unannounced",
    });
    // At its bottom nothing holds the grade: demerits alone decide, and others can buy it back.
    assert_eq!(naive.grade(&bottom), naive.band(naive.demerits(&bottom)));
}

#[test]
fn a_gap_between_bands() {
    let broken = Broken::new(
        "gap",
        &[("bands = { A = 4, B = 8, C = 12, D = 17 }", "bands = { A = 4, B = 8, C = 12, D = 10 }")],
    );
    broken.is_refused("bands", "bands = {");
    // With 11 demerits the naive evaluator gives C, which allows more than the worse grade D does.
    assert_eq!(broken.naive().scale[broken.naive().band(11)], "C");
    let missing = Broken::new("gap-missing", &[(", C = 12", "")]);
    missing.is_refused("bands", "bands = {");
}

#[test]
fn demerits_that_overflow() {
    let broken = Broken::new(
        "overflow",
        &[(
            "\"refused\", label = \"refused\", demerits = 9",
            "\"refused\", label = \"refused\", demerits = 4294967295",
        )],
    );
    broken.is_refused("out_of_range", "{ name = \"refused\", label = \"refused\", demerits = 4294967295 }");
    let naive = broken.naive();
    let access = naive.criteria.iter().find(|criterion| criterion.id == "access").unwrap();
    let mut others =
        naive.criteria.iter().filter(|criterion| criterion.id != "access").map(|one| one.levels[0].1);
    assert_eq!(others.try_fold(access.levels[0].1, u32::checked_add), None, "their sum is too large");
}

#[test]
fn a_cliff() {
    let broken = Broken::new(
        "cliff",
        &[(
            "\"first_party\", label = \"first party\", demerits = 8",
            "\"first_party\", label = \"first party\", demerits = 24",
        )],
    );
    let witness =
        broken.is_refuted("P10", "{ name = \"first_party\", label = \"first party\", demerits = 24 }");
    let naive = broken.naive();
    let [worse, better] = [0, 1].map(|at| naive.band(naive.demerits(&profile(&naive, &witness[0], at))));
    assert!(better - worse > 2, "from {worse} to {better} in one step");
}

#[test]
fn packs_that_build_on_each_other() {
    let folder = Folder::new("broken-cycle");
    let pack = |id: &str, on: &str| {
        format!(
            "[pack]\nid = \"{id}\"\nformat = 1\nversion = \"1.0.0\"\ntitle = \"T\"\nbuilds_on = [\"{on}\"]\n\n[[case]]\nname = \"c\"\nlevels = {{}}\nexpect = {{ worst = \"A\" }}\n"
        )
    };
    let one = folder.file("one.toml", pack("one", "other"));
    folder.file("other.toml", pack("other", "one"));
    credence(&["pack", "check", &one]).exits(4).says("error[cycle]").says("one.toml:6:").says("in a circle");
}

#[test]
fn two_overlays_in_conflict() {
    let broken = Broken::new("conflict", &[]);
    let case = "\n[[case]]\nname = \"c\"\nlevels = {}\nexpect = { worst = \"A\" }\n";
    let over = |id: &str, on: &str, change: &str| {
        let text = format!(
            "[pack]\nid = \"{id}\"\nformat = 1\nversion = \"1.0.0\"\ntitle = \"T\"\nbuilds_on = [{on}]\n{change}{case}"
        );
        broken.folder.file(&format!("{id}.toml"), text)
    };
    let limit = |limit: u32| format!("[change.domain.visit]\nlimit = {limit}\n");
    over("strict", "\"small\"", &limit(50));
    over("lenient", "\"small\"", &limit(30));
    let both = over("both", "\"strict\", \"lenient\"", "");
    credence(&["pack", "check", &both])
        .exits(4)
        .says("error[conflict]")
        .says("both.toml:6:")
        .says("the domain `visit`: set by `strict` and by `lenient`");
}

#[test]
fn an_unsourced_criterion() {
    let broken = Broken::new(
        "unsourced",
        &[(
            "sources = [\"advice\"]\nanswer_from = \"auditor\"\nask = \"Was anything withheld?\"",
            "answer_from = \"auditor\"\nask = \"Was anything withheld?\"",
        )],
    );
    broken.is_refused("no_sources", "[criterion.access]");
}

#[test]
fn a_case_that_contradicts_the_pack() {
    let case = "\n[[case]]\nname = \"an announced visit does no harm\"\nlevels = { notice = \"announced\" }\nexpect = { worst = \"A\" }\n";
    let broken = Broken::new("case", &[]);
    let text = format!("{SOUND}{case}");
    let file = broken.folder.file("small.toml", &text);
    let at = line(&text, "\"an announced visit does no harm\"");
    let naive = Naive::read("small", [text.as_str()]);
    let announced = naive.profile(|id| match id {
        "notice" => "announced",
        "access" => "full",
        _ => "third_party",
    });
    let grade = &naive.scale[naive.grade(&announced)];
    credence(&["pack", "test", &file])
        .exits(1)
        .prints(&format!("failed {file}:{at}: an announced visit does no harm"))
        .prints(&format!("worst: expected A, found {grade}"));
}
