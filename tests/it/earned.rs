//! Each criterion of the default pack earns its place: it has a source, and without it some example or real report gets
//! another grade, verdict or action, or one question less; but for three, which are listed.
//!
//! "Without it" is that it stands at its top whatever is said. `tests/fixtures/calibration/earned.md` says of each criterion
//! the weightiest thing that it changes, and in which dossier; `UPDATE_GOLDEN=1 cargo test --test it earned` rewrites it.

use std::fmt::Write as _;
use std::path::Path;

use audit_credence::Assessment;
use audit_credence::assessment::{Status, Verdict};

use crate::laws::{PROCUREMENT, SPECIFIED, assess, date, ends};
use crate::naive::Profile;
use crate::{calibration, examples, generate, real};

/// A dossier and the answer to it.
struct Answered {
    name: String,
    found: Assessment,
    worst: Profile,
    best: Profile,
}

/// Every real report, example and twin, and every row of the calibration.
fn answered() -> Vec<Answered> {
    let in_folder = |folder: &'static str| {
        generate::examples(folder).into_iter().map(move |(name, document)| {
            let name = if folder == "." { name } else { format!("{folder}/{name}") };
            let day = date(&examples::day(&name));
            (format!("examples/{name}"), document, day)
        })
    };
    let real =
        real::reports().into_iter().map(|(name, document, day)| (format!("real/{name}"), document, day));
    let rows = calibration::dossiers().into_iter();
    let rows = rows.map(|(name, document)| (format!("calibration/{name}"), document, calibration::as_of()));
    let all = real.chain(in_folder(".")).chain(in_folder("twins")).chain(rows);
    let answer = |(name, document, day)| {
        let found = assess(&PROCUREMENT.at(day), &document);
        let (worst, best) = ends(&SPECIFIED, &found);
        Answered { name, found, worst, best }
    };
    all.map(answer).collect()
}

fn at_top(criterion: usize, profile: &Profile) -> Profile {
    let mut profile = profile.clone();
    profile[criterion] = SPECIFIED.top(criterion);
    profile
}

/// What a criterion changes in an answer, with its weight: the weightiest is 0, and nothing at all `None`.
fn change(one: &Answered, at: usize) -> Option<(u8, String)> {
    let Answered { found, worst, best, .. } = one;
    let (raised, raised_best) = (at_top(at, worst), at_top(at, best));
    let is_graded = found.grade.is_some();
    let range = |ends: [&Profile; 2]| {
        let [worst, best] = ends.map(|end| SPECIFIED.scale[SPECIFIED.grade(end)].as_str());
        if worst == best { worst.to_owned() } else { format!("{worst} to {best}") }
    };
    let (with, without) = (range([worst, best]), range([&raised, &raised_best]));
    let grade = (is_graded && with != without).then(|| format!("{with}, without it {without}"));
    // A sum that stands at the edge of a band is moved by any criterion that costs something.
    let caps = |end: &Profile| SPECIFIED.caps_that_hold(end).into_values().min();
    if let Some(told) =
        grade.as_ref().filter(|_| caps(worst) != caps(&raised) || caps(best) != caps(&raised_best))
    {
        return Some((0, format!("grade, by a cap: {told}")));
    }
    let (with, without) = (SPECIFIED.standings(worst, best), SPECIFIED.standings(&raised, &raised_best));
    for (id, answer) in found.standards.iter().filter(|_| is_graded) {
        let (with, without) = (with[id].verdict, without[id].verdict);
        if answer.verdict != Verdict::Superseded && with != without {
            return Some((1, format!("verdict `{id}`: {with:?}, without it {without:?}")));
        }
    }
    let action = |worst: &Profile, best: &Profile| {
        SPECIFIED.action(worst, best, is_graded, found.status == Status::ReportsAbuse)
    };
    let (with, without) = (action(worst, best), action(&raised, &raised_best));
    if with != without {
        return Some((2, format!("action: `{with}`, without it `{without}`")));
    }
    let id = &SPECIFIED.criteria[at].id;
    let asked = found.action.as_ref().and_then(|action| action.questions.as_ref());
    if asked.is_some_and(|asked| asked.contains(id)) {
        return Some((3, "a question of `ask`".to_owned()));
    }
    if let Some(told) = grade {
        return Some((4, format!("grade, by its demerits: {told}")));
    }
    let gap = found.gaps.iter().find(|gap| gap.criterion == *id)?;
    let narrows = "its own question, an answer to which narrows the grades";
    let does_not = "its own question, an answer to which changes no grade";
    Some(if gap.closes > 0 { (5, narrows.to_owned()) } else { (6, does_not.to_owned()) })
}

fn table() -> String {
    let answered = answered();
    let mut out = String::from(
        "# What each criterion changes\n\nMade by `UPDATE_GOLDEN=1 cargo test --test it earned`: the weightiest thing that is \
         otherwise where a criterion\nstands at its top whatever is said, and the first dossier in which it is.\n\n\
         | criterion | changes | in |\n| --- | --- | --- |\n",
    );
    for (at, criterion) in SPECIFIED.criteria.iter().enumerate() {
        let changes = answered.iter().filter_map(|one| Some((change(one, at)?, &one.name)));
        let weightiest = changes.min_by_key(|((weight, _), _)| *weight);
        let ((_, what), name) =
            weightiest.unwrap_or_else(|| panic!("{} changes nothing anywhere", criterion.id));
        let _ = writeln!(out, "| `{}` | {what} | `{name}` |", criterion.id);
    }
    out
}

#[test]
fn each_criterion_has_a_source_and_changes_an_answer() {
    for criterion in &SPECIFIED.criteria {
        assert!(!PROCUREMENT.criterion(&criterion.id).unwrap().sources.is_empty(), "{}", criterion.id);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/calibration/earned.md");
    let table = table();
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|update| update == "1") {
        std::fs::write(&path, &table).unwrap();
    }
    let stands = std::fs::read_to_string(&path).unwrap();
    let first = stands.lines().zip(table.lines()).find(|(stands, made)| stands != made);
    assert!(stands == table, "{} is not fresh; first difference: {first:#?}", path.display());
}
