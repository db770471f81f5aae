//! Two answers side by side: the same site at two dates, or under two packs: what changed, and why.
//!
//! From one to the other there are three steps, taken one after the other: other rules, another day, another dossier.
//! Each is graded by itself, so that a change is put down to the step that makes it, and not to whatever else differs.

use crate::answer::{answer, words_answer};
use crate::assessment::{Account, ActionCode, CriterionAnswer, GradeRange, PackId, Parts, Verdict};
use crate::date::Date;
use crate::document::named;
use crate::dossier::Dossier;
use crate::explain::{Explanation, Read, words};
use crate::plan::Scorer;
use crate::problem::Problems;

/// The format of comparisons that this release writes.
pub const FORMAT: u32 = 1;

named! {
    /// What differs between two answers.
    pub enum Cause {
        /// The rules.
        Rules = "rules",
        /// The day.
        Day = "day",
        /// The dossier.
        Dossier = "dossier",
    }
}

named! {
    /// Which way something went.
    pub enum Direction {
        /// It is worse at an end, and better at none.
        Worse = "worse",
        /// It is worse at one end and better at the other, or nothing orders the two.
        Other = "other",
        /// It is the same.
        Same = "same",
        /// It is better at an end, and worse at none.
        Better = "better",
    }
}

words_answer!(Cause, Direction);

answer! {
    /// Two answers side by side.
    pub struct Comparison {
        /// The format of the document.
        pub format: u32,
        /// The first answer.
        pub before: Compared,
        /// The second answer.
        pub after: Compared,
        /// Whether both are about one site; null where one of them does not say which.
        pub same_site: Option<bool>,
        /// What it comes to, as a sentence.
        pub text: String,
        /// Which way the grade went; null where one of them is not graded, or under another scale.
        pub direction: Option<Direction>,
        /// What each step does to the grade: those that differ, in the order rules, day, dossier. Empty where a step
        /// between cannot be graded.
        pub steps: Vec<GradeStep>,
        /// Standards whose verdict differs.
        pub verdicts: Vec<VerdictChange>,
        /// Criteria that stand at other levels.
        pub criteria: Vec<CriterionChange>,
        /// Caps that hold in one of them alone.
        pub caps: Vec<CapChange>,
        /// Import restrictions that are in force in one of them alone.
        pub restrictions: Vec<Presence>,
        /// Findings that one of them alone has.
        pub findings: Vec<Presence>,
        /// Certificates that one of them alone has, or that add something else.
        pub certificates: Vec<Presence>,
        /// Keys that state something else.
        pub facts: Vec<FactChange>,
    }
}

answer! {
    /// One of the two answers.
    pub struct Compared {
        /// The pack.
        pub pack: PackId,
        /// The day.
        pub as_of: Date,
        /// The host's own key.
        pub r#ref: Option<String>,
        /// The site.
        pub site: Option<String>,
        /// The report.
        pub report: Option<String>,
        /// The grade.
        pub grade: Option<GradeRange>,
        /// How much of the evidence that a report can show this one shows, in points; null where the grade is.
        pub account: Option<Parts>,
        /// What a buyer does next; null where the pack states no actions.
        pub action: Option<ActionCode>,
        /// The same as a sentence, word for word as the pack has it.
        pub to_do: Option<String>,
        /// The grade as a floor and a ceiling, or that nothing is graded, with what decides it.
        pub headline: String,
    }
}

answer! {
    /// What one step does to the grade.
    pub struct GradeStep {
        /// What differs in this step.
        pub cause: Cause,
        /// The grade before it.
        pub before: Option<GradeRange>,
        /// The grade after it.
        pub after: Option<GradeRange>,
    }
}

answer! {
    /// A verdict that differs.
    pub struct VerdictChange {
        /// The standard.
        pub id: String,
        /// The first verdict; null where the pack has no such standard.
        pub before: Option<Verdict>,
        /// The second verdict; null where the pack has no such standard.
        pub after: Option<Verdict>,
    }
}

answer! {
    /// A criterion that stands elsewhere.
    pub struct CriterionChange {
        /// Its id.
        pub id: String,
        /// Its title.
        pub title: String,
        /// Where it stood; null where the pack has no such criterion.
        pub before: Option<String>,
        /// Where it stands; null where the pack has no such criterion.
        pub after: Option<String>,
        /// The steps that moved it.
        pub because: Vec<Cause>,
        /// Keys that it reads and that state something else.
        pub facts: Vec<String>,
    }
}

answer! {
    /// A cap that holds in one of two answers alone.
    pub struct CapChange {
        /// Its id.
        pub id: String,
        /// Whether it holds in the second; otherwise in the first.
        pub holds_after: bool,
        /// The grade that bounds.
        pub grade: String,
        /// Why.
        pub why: String,
    }
}

answer! {
    /// Something that one of two answers alone has.
    pub struct Presence {
        /// What it is.
        pub text: String,
        /// Whether the second has it; otherwise the first.
        pub is_after: bool,
    }
}

answer! {
    /// A key that states something else.
    pub struct FactChange {
        /// Its path.
        pub fact: String,
        /// What was stated; null where nothing was.
        pub before: Option<String>,
        /// What is stated; null where nothing is.
        pub after: Option<String>,
    }
}

/// Two answers side by side: each a dossier, under a pack, on a day.
///
/// ```
/// use audit_credence::compare::compare;
/// use audit_credence::{Dossier, Pack, Plan};
///
/// let scorer = Plan::new(&Pack::procurement().unwrap()).at("2026-11-22".parse().unwrap());
/// let report = |notice: &str| {
///     let text = format!("[report]\ndocument = 'full_report'\nvisit.notice = '{notice}'");
///     Dossier::from_toml(&text).unwrap()
/// };
/// let (before, after) = (report("announced"), report("unannounced"));
/// let comparison = compare((&scorer, &before), (&scorer, &after)).unwrap();
/// assert_eq!(comparison.criteria[0].id, "notice");
/// ```
///
/// # Errors
///
/// As for [`Scorer::assess`], of either.
pub fn compare(before: (&Scorer, &Dossier), after: (&Scorer, &Dossier)) -> Result<Comparison, Problems> {
    let (first, last) = (before.0.explain(before.1)?, after.0.explain(after.1)?);
    let same_rules = before.0.plan().id() == after.0.plan().id();
    let same_day = before.0.as_of() == after.0.as_of();
    let same_dossier = before.1 == after.1;
    // The way from one to the other. A day before one of the dossier's own cannot be graded.
    let other_rules = || after.0.plan().at(before.0.as_of()).explain(before.1);
    let mut way: Vec<(Cause, Option<Explanation>)> = Vec::new();
    if !same_rules {
        way.push((Cause::Rules, other_rules().ok()));
    }
    if !same_day {
        way.push((Cause::Day, after.0.explain(before.1).ok()));
    }
    if !same_dossier {
        way.push((Cause::Dossier, Some(last.clone())));
    }
    let stages: Option<Vec<(Cause, Explanation)>> =
        way.into_iter().map(|(cause, told)| Some((cause, told?))).collect();
    let stages = stages.unwrap_or_default();
    let facts = facts(&first, &last);
    Ok(Comparison {
        format: FORMAT,
        same_site: first.assessment.site.as_ref().zip(last.assessment.site.as_ref()).map(|(a, b)| a == b),
        text: sentence(&first, &last),
        direction: direction(&first, &last),
        steps: steps(&first, &stages),
        verdicts: verdicts(&first, &last),
        criteria: criteria(&first, &last, &stages, &facts),
        caps: caps(&first, &last),
        restrictions: present(&first, &last, |told| {
            let warnings = told.warnings.iter().filter(|warning| warning.basis.is_some());
            warnings.map(|warning| warning.text.clone()).collect()
        }),
        findings: present(&first, &last, |told| {
            told.findings.iter().map(|one| format!("{} ({}): {}", one.name, one.about, one.word)).collect()
        }),
        certificates: present(&first, &last, |told| {
            let name = |code: &Option<String>| code.as_ref().map_or(String::new(), |code| format!(" {code}"));
            told.certificates
                .iter()
                .map(|one| format!("{}{}: {}", one.title, name(&one.code), one.word))
                .collect()
        }),
        facts,
        before: compared(first),
        after: compared(last),
    })
}

fn compared(told: Explanation) -> Compared {
    let screen = told.screen();
    let decides = screen.held.first().map(|one| format!("; {}: {}", one.mark, one.text));
    let headline = format!("{}{}", screen.grade, decides.unwrap_or_default());
    let assessment = told.assessment;
    Compared {
        pack: assessment.pack,
        as_of: assessment.as_of,
        r#ref: assessment.r#ref,
        site: assessment.site,
        report: assessment.report,
        grade: assessment.grade,
        account: assessment.account.as_ref().map(Account::points),
        action: assessment.action.map(|action| action.code),
        to_do: told.action.map(|action| action.sentence),
        headline,
    }
}

fn direction(first: &Explanation, last: &Explanation) -> Option<Direction> {
    let (one, other) = (first.assessment.grade.as_ref()?, last.assessment.grade.as_ref()?);
    if first.assessment.pack.scale != last.assessment.pack.scale {
        return None;
    }
    let ends =
        [one.range().worst().cmp(&other.range().worst()), one.range().best().cmp(&other.range().best())];
    Some(match (ends.iter().any(|end| end.is_lt()), ends.iter().any(|end| end.is_gt())) {
        (false, false) => Direction::Same,
        (true, false) => Direction::Better,
        (false, true) => Direction::Worse,
        (true, true) => Direction::Other,
    })
}

/// How a grade goes from one to another, where both are graded; otherwise each by itself.
pub fn moved(before: Option<&GradeRange>, after: Option<&GradeRange>) -> String {
    let graded = |grade: Option<&GradeRange>| {
        grade.map_or("not graded".to_owned(), |one| words::graded(words::ends(one)))
    };
    match (before, after) {
        (Some(before), Some(after)) => words::moved(words::ends(before), words::ends(after)),
        _ => format!("before {}, then {}", graded(before), graded(after)),
    }
}

fn sentence(first: &Explanation, last: &Explanation) -> String {
    let moved = moved(first.assessment.grade.as_ref(), last.assessment.grade.as_ref());
    match direction(first, last) {
        Some(Direction::Same) => format!("the same: {moved}"),
        Some(Direction::Better) => format!("better: {moved}"),
        Some(Direction::Worse) => format!("worse: {moved}"),
        Some(Direction::Other) | None => moved,
    }
}

fn steps(first: &Explanation, stages: &[(Cause, Explanation)]) -> Vec<GradeStep> {
    let mut before = first.assessment.grade.clone();
    let step = |(cause, told): &(Cause, Explanation)| {
        let after = told.assessment.grade.clone();
        GradeStep { cause: *cause, before: std::mem::replace(&mut before, after.clone()), after }
    };
    stages.iter().map(step).collect()
}

fn verdicts(first: &Explanation, last: &Explanation) -> Vec<VerdictChange> {
    let (one, other) = (&first.assessment.standards, &last.assessment.standards);
    let ids: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let change = |id: &String| VerdictChange {
        id: id.clone(),
        before: one.get(id).map(|answer| answer.verdict),
        after: other.get(id).map(|answer| answer.verdict),
    };
    ids.into_iter().map(change).filter(|change| change.before != change.after).collect()
}

fn answer_of<'e>(told: &'e Explanation, id: &str) -> Option<&'e CriterionAnswer> {
    told.assessment.criteria.iter().find(|answer| answer.id == id)
}

fn ends_of(told: &Explanation, id: &str) -> Option<(String, String)> {
    answer_of(told, id).map(|answer| (answer.worst.clone(), answer.best.clone()))
}

fn criteria(
    first: &Explanation,
    last: &Explanation,
    stages: &[(Cause, Explanation)],
    facts: &[FactChange],
) -> Vec<CriterionChange> {
    let told = |one: &Explanation| -> Vec<(String, String, String)> {
        let all = one.domains.iter().flat_map(|domain| &domain.criteria);
        all.map(|criterion| (criterion.id.clone(), criterion.title.clone(), criterion.stands.clone()))
            .collect()
    };
    let (one, other) = (told(first), told(last));
    let mut titles: Vec<(String, String)> =
        one.iter().chain(&other).map(|(id, title, _)| (id.clone(), title.clone())).collect();
    titles.sort();
    titles.dedup_by(|next, known| next.0 == known.0);
    let stands = |all: &[(String, String, String)], id: &str| {
        all.iter().find(|(known, _, _)| known == id).map(|(_, _, stands)| stands.clone())
    };
    let change = |(id, title): (String, String)| {
        let (before, after) = (stands(&one, &id), stands(&other, &id));
        if before == after {
            return None;
        }
        let mut known = ends_of(first, &id);
        let mut because = Vec::new();
        for (cause, stage) in stages {
            let ends = ends_of(stage, &id);
            if ends != known {
                because.push(*cause);
            }
            known = ends;
        }
        let read = answer_of(last, &id).or_else(|| answer_of(first, &id)).map(|answer| &answer.because);
        let differs = |fact: &&String| facts.iter().any(|change| change.fact == **fact);
        let read = read.into_iter().flatten().map(|because| &because.fact).filter(differs).cloned();
        Some(CriterionChange { facts: read.collect(), id, title, before, after, because })
    };
    titles.into_iter().filter_map(change).collect()
}

fn caps(first: &Explanation, last: &Explanation) -> Vec<CapChange> {
    let only = |of: &Explanation, beside: &Explanation, holds_after: bool| -> Vec<CapChange> {
        let gone = of.caps.iter().filter(|cap| beside.caps.iter().all(|other| other.id != cap.id));
        let change = |cap: &crate::explain::CapTold| CapChange {
            id: cap.id.clone(),
            holds_after,
            grade: cap.grade.to_string(),
            why: cap.why.clone(),
        };
        gone.map(change).collect()
    };
    only(first, last, false).into_iter().chain(only(last, first, true)).collect()
}

fn present(
    first: &Explanation,
    last: &Explanation,
    tell: impl Fn(&Explanation) -> Vec<String>,
) -> Vec<Presence> {
    let (one, other) = (tell(first), tell(last));
    let only = |of: &[String], beside: &[String], is_after: bool| -> Vec<Presence> {
        let alone = of.iter().filter(|text| !beside.contains(text));
        alone.map(|text| Presence { text: text.clone(), is_after }).collect()
    };
    only(&one, &other, false).into_iter().chain(only(&other, &one, true)).collect()
}

/// Every key that a criterion of either reads, and that states something else.
fn facts(first: &Explanation, last: &Explanation) -> Vec<FactChange> {
    let read = |told: &Explanation| -> Vec<Read> {
        told.domains.iter().flat_map(|domain| &domain.criteria).flat_map(|one| one.read.clone()).collect()
    };
    let (one, other) = (read(first), read(last));
    let value = |all: &[Read], fact: &str| {
        all.iter().find(|read| read.fact == fact).and_then(|read| read.value.clone())
    };
    let mut paths: Vec<&String> = one.iter().chain(&other).map(|read| &read.fact).collect();
    paths.sort();
    paths.dedup();
    let change = |fact: &String| FactChange {
        fact: fact.clone(),
        before: value(&one, fact),
        after: value(&other, fact),
    };
    paths.into_iter().map(change).filter(|change| change.before != change.after).collect()
}

impl Comparison {
    /// The comparison as JSON for people, two spaces an indent.
    pub fn to_json_pretty(&self) -> String {
        // Every key is text and every value a text, a whole number, a word or a list of them: nothing can fail.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
