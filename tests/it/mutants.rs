//! Mutants: what no case notices is shown, with a case that does; what changes nothing is told apart.

use std::collections::BTreeSet;

use audit_credence::cover::cover;
use audit_credence::mutant::{Equivalence, Fate, Mutant, Mutants, Scope, Suite};
use audit_credence::{Dossier, Facts, Pack, PackText, Plan};

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
    Mutants::new(&Plan::new(pack), &[suite(pack)], scope).collect()
}

/// The cases of a pack under it.
#[track_caller]
fn suite(pack: &Pack) -> Suite<'_> {
    let ready = pack.cases().iter().map(|case| {
        let file = case.file().map(example);
        case.ready(file.as_deref()).unwrap_or_else(|failure| panic!("{failure}"))
    });
    Suite::new(&Plan::new(pack), ready).unwrap_or_else(|failures| panic!("{}", failures[0]))
}

fn of(mutants: &[Mutant], fate: Fate) -> BTreeSet<&str> {
    mutants.iter().filter(|mutant| mutant.fate == fate).map(|mutant| mutant.change.as_str()).collect()
}

/// Three criteria, one group, one limit that is reached and one that is not.
pub(crate) const SMALL: &str = r#"
[pack]
id = "small"
format = 1
version = "1.0.0"
title = "Small"
scale = ["E", "D", "C", "B", "A"]
bands = { A = 4, B = 8, C = 12, D = 17 }

[grade]
E = { word = "E", meaning = "E" }
D = { word = "D", meaning = "D" }
C = { word = "C", meaning = "C" }
B = { word = "B", meaning = "B" }
A = { word = "A", meaning = "A" }

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
  { name = "announced", label = "announced", demerits = 7 },
  { name = "semi_announced", label = "semi announced", demerits = 4 },
  { name = "unannounced", label = "unannounced", demerits = 0 },
]
domain = "visit"
group = "warning"
sources = ["advice"]
answer_from = "auditor"
ask = "Was the visit announced?"
remedy = { text = "Visit unannounced.", effort = 2 }

[criterion.entry]
title = "Entry"
why = "Who waits is expected."
fact = "report.visit.entry"
levels = [
  { name = "delayed", label = "delayed", demerits = 5 },
  { name = "immediate", label = "immediate", demerits = 0 },
]
domain = "visit"
group = "warning"
sources = ["advice"]
answer_from = "auditor"
ask = "How long did they wait?"
remedy = { text = "Be let in.", effort = 2 }

[criterion.access]
title = "Access"
why = "What is withheld is not seen."
fact = "report.visit.access"
levels = [
  { name = "refused", label = "refused", demerits = 9, is = ["refused"] },
  { name = "not_excluded", label = "not excluded", demerits = 5, is = ["limited"] },
  { name = "full", label = "full", demerits = 0, is = ["full"] },
]
silent_floor = "not_excluded"
domain = "visit"
sources = ["advice"]
answer_from = "auditor"
ask = "Was anything withheld?"
remedy = { text = "Open every door.", effort = 3 }

[criterion.visits]
title = "Visits before"
why = "Who comes often looks away."
fact = "report.auditor.prior_visits"
levels = [
  { name = "many", label = "many", demerits = 3 },
  { name = "few", label = "few", demerits = 0, at_most = 2 },
]
domain = "auditor"
sources = ["advice"]
answer_from = "auditor"
ask = "How often was the auditor there before?"
remedy = { text = "Send another auditor.", effort = 1 }

[cap.semi_announced]
when = [{ notice = "semi_announced" }]
grade = "B"
why = "Prepared."
when_silent = "Not shown."
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
dossier = { report = { document = "full_report", visit = { notice = "semi_announced" } } }
expect = { levels = { notice = "semi_announced", entry = "delayed..immediate", visits = "many..few" }, caps = ["semi_announced"], verdicts = { law = "not_demonstrated" } }

[[case]]
name = "nobody is let in"
as_of = 2026-01-01
dossier = { report = { document = "full_report", visit = { access = "refused" } } }
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
        let is_equivalent = mutant.fate == Fate::Equivalent;
        assert_eq!((mutant.equivalence.is_some(), mutant.because.is_some()), (is_equivalent, is_equivalent));
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
    let why = found.iter().find_map(|mutant| Some((mutant.equivalence?, mutant.because.as_deref()?)));
    assert_eq!(
        why,
        Some((
            Equivalence::Profiles,
            "no profile has another grade or verdict, and none near the top another action"
        ))
    );
}

/// Why a change of the shipped packs is none.
fn never(rule: &str, change: &str, fact: &str, number: u32, of: &str) -> (String, String, String) {
    let why = format!("`{fact}` is never {number}: it is a percentage of one of {of}, rounded down");
    (format!("criterion.{rule}"), change.to_owned(), why)
}

#[test]
fn every_change_of_a_shipped_pack_is_noticed_by_its_cases_or_changes_nothing() {
    let (workers, tenths) = ("5, 10, 15, 20, 25, 30", "15, 30, 35, 40, 45, 50");
    let (heard, off_site, days) =
        ("derived.sample_percent", "derived.off_site_percent", "derived.auditor_days_percent");
    let of_audit = [
        never("interview_sample.levels[1]", "`half` of `interview_sample` begins at 49", heard, 49, workers),
        never("interview_sample.levels[2]", "`full` of `interview_sample` begins at 99", heard, 99, workers),
        never("off_site_sample.levels[1]", "`few` of `off_site_sample` begins at 2", off_site, 1, workers),
        never("off_site_sample.levels[2]", "`half` of `off_site_sample` begins at 49", off_site, 49, workers),
    ];
    let of_practice = [
        never("auditor_days.levels[1]", "`short` of `auditor_days` begins at 49", days, 49, tenths),
        never("auditor_days.levels[2]", "`enough` of `auditor_days` begins at 99", days, 99, tenths),
    ];
    let equivalent = |found: &[Mutant]| -> Vec<(String, String, String)> {
        let survived = of(found, Fate::Survived);
        assert_eq!(survived, BTreeSet::new(), "no case notices them");
        // What an action wants is said even where a cap implies it.
        let is_told =
            |mutant: &&Mutant| mutant.fate == Fate::Equivalent && !mutant.rule.starts_with("action.");
        let equivalent = found.iter().filter(is_told);
        let told = |mutant: &Mutant| {
            assert_eq!(mutant.equivalence, Some(Equivalence::Values), "{}", mutant.change);
            (mutant.rule.clone(), mutant.change.clone(), mutant.because.clone().unwrap())
        };
        equivalent.map(told).collect()
    };
    // Each by its own cases, as `credence pack mutants PACK` has it.
    let packs: Vec<Pack> = Pack::SHIPPED.iter().map(|(id, _)| Pack::shipped(id).unwrap()).collect();
    for pack in &packs {
        let found = mutants(pack, Scope::Own);
        let expected: &[_] = match pack.id().id.as_str() {
            "audit" => &of_audit,
            "practice" => &of_practice,
            _ => &[],
        };
        assert_eq!(equivalent(&found), expected, "{}", pack.id().id);
        assert!(found.len() > expected.len(), "{}", pack.id().id);
    }
    // So do the overlays that are there to be copied.
    for file in ["acme", "eu_forced_labour", "uflpa"].map(|id| format!("rules/examples/{id}.toml")) {
        let found = mutants(&pack(&example(&file)), Scope::Own);
        assert_eq!(of(&found, Fate::Survived), BTreeSet::new(), "{file}");
        assert!(found.len() > 8, "{file}");
    }
    // And all rules of the default pack by all cases.
    let suites: Vec<Suite> = packs.iter().map(suite).collect();
    let plan = Plan::new(&Pack::procurement().unwrap());
    let found: Vec<Mutant> = Mutants::new(&plan, &suites, Scope::Inherited).collect();
    let mut expected = [of_audit.as_slice(), &of_practice].concat();
    expected.sort();
    assert_eq!(equivalent(&found), expected);
    assert_eq!(found.len(), 773, "see benches/README.md");
}

#[test]
fn the_cases_of_a_shipped_pack_see_all_of_its_rules() {
    for (id, _) in Pack::SHIPPED {
        let pack = Pack::shipped(id).unwrap();
        let covered = cover(&Plan::new(&pack), &[suite(&pack)], Scope::Own);
        let unseen: Vec<&str> =
            covered.iter().filter(|one| !one.is_seen).map(|one| one.what.as_str()).collect();
        assert_eq!(unseen, [""; 0], "{id}");
        assert!(!covered.is_empty() || matches!(id, "cbp" | "wrc"), "{id} only adds a standard?");
    }
}

/// A pack of one criterion that cuts a percentage, with the table that the percentage is of.
fn cut_at(fact: &str, table: &str, cut: u32) -> Pack {
    let text = format!(
        r#"
[pack]
id = "shares"
format = 1
version = "1.0.0"
title = "Shares"
scale = ["B", "A"]
bands = {{ A = 0 }}

[grade]
B = {{ word = "B", meaning = "B" }}
A = {{ word = "A", meaning = "A" }}

[source.advice]
title = "Advice"
publisher = "Authority"
url = "https://example.org/advice"
read_on = 2026-11-22
status = "primary"

{table}

[domain.sample]
title = "The sample"
limit = 1

[criterion.share]
title = "Enough"
why = "Too few are not enough."
fact = "{fact}"
levels = [{{ name = "short", label = "short", demerits = 1 }}, {{ name = "enough", label = "enough", demerits = 0, at_least = {cut} }}]
domain = "sample"
sources = ["advice"]
answer_from = "auditor"
ask = "How many?"
remedy = {{ text = "More.", effort = 1 }}

[[case]]
name = "silence"
as_of = 2026-01-01
dossier = {{}}
expect = {{ levels = {{ share = "short..enough" }} }}
"#
    );
    let pack = PackText::parse(&text).and_then(|text| text.link(&[]));
    pack.unwrap_or_else(|problems| panic!("{problems}\n{text}"))
}

/// Holds which cut points are said to move over nothing against every dossier of a kind, for each cut point up to 120.
#[track_caller]
fn told_apart_as_dossiers_do(fact: &str, table: &str, dossiers: &[String]) -> usize {
    let facts: Vec<Facts> = dossiers
        .iter()
        .map(|text| Facts::from_dossier(&Dossier::from_toml(text).unwrap_or_else(|why| panic!("{why}"))))
        .collect();
    let levels = |cut: u32| -> Vec<_> {
        let scorer = Plan::new(&cut_at(fact, table, cut)).at(crate::laws::date("2026-01-01"));
        facts.iter().map(|facts| scorer.levels(facts).unwrap().get(0)).collect()
    };
    let mut apart = 0;
    let mut before = levels(1);
    for cut in 2..=120 {
        let after = levels(cut);
        let found = mutants(&cut_at(fact, table, cut), Scope::Own);
        let change = format!("`enough` of `share` begins at {}", cut - 1);
        let mutant = found.iter().find(|mutant| mutant.change == change).unwrap();
        let expected = if before == after { Fate::Equivalent } else { Fate::Survived };
        assert_eq!(mutant.fate, expected, "{fact}: {change}, of\n{table}");
        let by_values = (expected == Fate::Equivalent).then_some(Equivalence::Values);
        assert_eq!(mutant.equivalence, by_values, "{change}");
        apart += usize::from(before != after);
        before = after;
    }
    apart
}

#[test]
fn a_cut_point_moves_over_nothing_exactly_where_no_dossier_tells() {
    let table = |kind: &str, rows: &str| {
        if rows.is_empty() {
            return String::new();
        }
        format!("[{kind}]\ntitle = \"Table\"\nsources = [\"advice\"]\nrows = [{rows}]")
    };
    // Where two rows begin, a headcount that is not stated spans both; groups without a count span too.
    let headcounts = ["", "headcount = 1", "headcount = 9", "headcount = 10", "headcount = 40"];
    let counts = |of: &dyn Fn(u32) -> String| -> Vec<String> {
        let rows = (0..=130).flat_map(|count| headcounts.map(|headcount| (count, headcount)));
        rows.map(|(count, headcount)| format!("[site]\n{headcount}\n{}", of(count))).collect()
    };
    let heard = |place: &'static str| {
        move |count: u32| {
            let groups = match count {
                0 => String::new(),
                130 => format!("{{ place = \"{place}\" }}, {{ workers = 3, place = \"{place}\" }}"),
                _ => format!("{{ workers = {count}, place = \"{place}\" }}"),
            };
            format!("[report.interviews]\ngroups = [{groups}]\n")
        }
    };
    let days = |count: u32| format!("[report.visit]\nauditor_days = {}.{}\n", count / 10, count % 10);
    let (on_site, off_site) = (counts(&heard("on_site")), counts(&heard("off_site")));
    let days = counts(&days);
    let none = told_apart_as_dossiers_do("derived.sample_percent", "", &on_site);
    assert_eq!(none, 1, "without a table one is asked for: only 0, 100, 200 are possible");
    for rows in ["{ workers = 7 }", "{ up_to = 9, workers = 3 }, { workers = 8 }"] {
        let table = table("sample", rows);
        let some = told_apart_as_dossiers_do("derived.sample_percent", &table, &on_site);
        assert!((2..40).contains(&some), "{some} of {rows}");
        assert_eq!(told_apart_as_dossiers_do("derived.off_site_percent", &table, &off_site), some, "{rows}");
    }
    let hundred = table("sample", "{ workers = 100 }");
    assert_eq!(told_apart_as_dossiers_do("derived.sample_percent", &hundred, &on_site), 119, "all are");
    for rows in ["{ days = 1.5 }", "{ up_to = 9, days = 0.7 }, { days = 3.5 }"] {
        let table = table("auditor_days", rows);
        let some = told_apart_as_dossiers_do("derived.auditor_days_percent", &table, &days);
        assert!((2..100).contains(&some), "{some} of {rows}");
    }
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
