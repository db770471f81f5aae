//! Mutants: what no case notices is shown, with a case that does; what changes nothing is told apart.

use std::collections::BTreeSet;

use audit_credence::mutant::{Fate, Mutant, Mutants, Scope, Suite};
use audit_credence::{Pack, PackText, Plan};

use crate::packs::example;

#[track_caller]
fn pack(text: &str) -> Pack {
    let texts = Pack::SHIPPED.iter().map(|(_, text)| PackText::parse(text).unwrap());
    let text = PackText::parse(text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
    let bases: Vec<Pack> = texts
        .filter(|base| text.builds_on().any(|id| id == base.id()))
        .map(|base| Pack::shipped(base.id()).unwrap())
        .collect();
    text.clone().link(&bases).unwrap_or_else(|problems| panic!("{problems}"))
}

#[track_caller]
fn mutants(pack: &Pack, scope: Scope) -> Vec<Mutant> {
    let plan = Plan::new(pack);
    let ready = pack.cases().iter().map(|case| {
        let file = case.file().map(example);
        case.ready(file.as_deref()).unwrap_or_else(|failure| panic!("{failure}"))
    });
    let suite = Suite::new(&plan, ready).unwrap_or_else(|failures| panic!("{}", failures[0]));
    Mutants::new(&plan, &[suite], scope).collect()
}

fn of(mutants: &[Mutant], fate: Fate) -> BTreeSet<&str> {
    mutants.iter().filter(|mutant| mutant.fate == fate).map(|mutant| mutant.change.as_str()).collect()
}

/// Three criteria, one group, one limit that is reached and one that is not.
const SMALL: &str = r#"
[pack]
id = "small"
format = 1
version = "1.0.0"
title = "Small"
scale = ["E", "D", "C", "B", "A"]
bands = { A = 4, B = 8, C = 12, D = 17 }

[source.advice]
title = "Advice"
publisher = "Authority"
url = "https://example.org/advice"
read_on = 2026-11-22
status = "primary"

[domain.visit]
title = "The visit"
limit = 14

[domain.auditor]
title = "The auditor"
limit = 40

[criterion.notice]
title = "Notice"
why = "What is announced is prepared."
fact = "report.visit.notice"
levels = [
  { name = "announced", demerits = 7 },
  { name = "semi_announced", demerits = 4 },
  { name = "unannounced", demerits = 0 },
]
domain = "visit"
group = "warning"
sources = ["advice"]
ask = "Was the visit announced?"
remedy = { text = "Visit unannounced.", effort = 2 }

[criterion.entry]
title = "Entry"
why = "Who waits is expected."
fact = "report.visit.entry"
levels = [
  { name = "delayed", demerits = 5 },
  { name = "immediate", demerits = 0 },
]
domain = "visit"
group = "warning"
sources = ["advice"]
ask = "How long did they wait?"
remedy = { text = "Be let in.", effort = 2 }

[criterion.access]
title = "Access"
why = "What is withheld is not seen."
fact = "report.visit.access"
levels = [
  { name = "refused", demerits = 9, is = ["refused"] },
  { name = "not_excluded", demerits = 5, is = ["limited"] },
  { name = "full", demerits = 0, is = ["full"] },
]
silent_floor = "not_excluded"
domain = "visit"
sources = ["advice"]
ask = "Was anything withheld?"
remedy = { text = "Open every door.", effort = 3 }

[criterion.visits]
title = "Visits before"
why = "Who comes often looks away."
fact = "report.auditor.prior_visits"
levels = [
  { name = "many", demerits = 3 },
  { name = "few", demerits = 0, at_most = 2 },
]
domain = "auditor"
sources = ["advice"]
ask = "How often was the auditor there before?"
remedy = { text = "Send another auditor.", effort = 1 }

[cap.semi_announced]
when = [{ notice = "semi_announced" }]
grade = "B"
why = "Prepared."
sources = ["advice"]

[standard.law]
title = "Law"
why = "It asks."
sources = ["advice"]
[standard.law.requires]
access = { at_least = "full", sources = ["advice"] }

[[case]]
name = "they knew that somebody would come"
as_of = 2026-01-01
dossier = { report = { visit = { notice = "semi_announced" } } }
expect = { levels = { notice = "semi_announced", entry = "delayed..immediate", visits = "many..few" }, caps = ["semi_announced"], verdicts = { law = "not_demonstrated" } }

[[case]]
name = "nobody is let in"
as_of = 2026-01-01
dossier = { report = { visit = { access = "refused" } } }
expect = { levels = { access = "refused" }, failed = { law = ["access"] } }
"#;

#[test]
fn a_survivor_comes_with_a_case_that_kills_it() {
    let found = mutants(&pack(SMALL), Scope::Own);
    let survived = of(&found, Fate::Survived);
    assert!(survived.contains("the criterion `visits` is retired"), "{survived:#?}");
    assert!(survived.contains("`access` has no silent floor"));
    assert!(survived.contains("`few` of `visits` begins at 3"), "{survived:#?}");
    let cases = found.iter().filter_map(|mutant| mutant.case.as_deref());
    let text = cases.fold(SMALL.to_owned(), |text, case| format!("{text}\n{case}"));
    let left = mutants(&pack(&text), Scope::Own);
    assert_eq!(of(&left, Fate::Survived), BTreeSet::new());
    assert_eq!(
        of(&left, Fate::Equivalent),
        of(&found, Fate::Equivalent),
        "a case does not change what is equivalent"
    );
    for mutant in &left {
        assert_eq!(mutant.killed_by.is_some(), mutant.fate == Fate::Killed);
        assert_eq!((mutant.case.as_ref(), mutant.witness.len()), (None, 0));
    }
}

#[test]
fn what_changes_no_profile_is_equivalent_and_no_case_is_asked_for_it() {
    let found = mutants(&pack(SMALL), Scope::Own);
    // The group and access together reach the limit of 14 only where the group alone would: 7 + 9.
    assert_eq!(of(&found, Fate::Equivalent), BTreeSet::new(), "every change of this pack changes something");
    // With a limit that nothing reaches, leaving the domain changes nothing.
    let roomy = SMALL.replace("limit = 14", "limit = 40");
    let found = mutants(&pack(&roomy), Scope::Own);
    let equivalent = of(&found, Fate::Equivalent);
    assert!(equivalent.iter().all(|change| change.contains("leaves its domain")), "{equivalent:#?}");
    assert_eq!(equivalent.len(), 1, "{equivalent:#?}");
}

#[test]
fn only_rules_that_a_pack_had_a_hand_in_are_its_own() {
    let over = r#"[pack]
id = "over"
format = 1
version = "0.1.0"
title = "Over"
builds_on = ["wrc"]

[change.cap.not_off_site]
grade = "C"

[[case]]
name = "the exemplary audit"
as_of = 2026-06-01
dossier = "examples/exemplary.toml"
expect = { worst = "A" }
"#;
    let cap = Plan::new(&Pack::shipped("audit").unwrap()).caps().next().map(str::to_owned).unwrap();
    let over = over.replace("not_off_site", &cap);
    let own = mutants(&pack(&over), Scope::Own);
    let rules: BTreeSet<&str> = own.iter().map(|mutant| mutant.rule.as_str()).collect();
    assert!(rules.iter().all(|rule| rule.starts_with(&format!("cap.{cap}"))), "{rules:?}");
    assert!(!rules.is_empty());
    let all = mutants(&pack(&over), Scope::Inherited);
    assert!(all.len() > own.len() * 10);
}
