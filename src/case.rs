//! Running a pack's cases: what each expects beside what was found, and why.
//!
//! A case is about a dossier on a day, or about levels. It is made [`ready`](Case::ready) once, which reads its
//! dossier, and then runs under any number of plans. Only what the case expects is worked out; why something else was
//! found (`why`) is asked where it differs.

mod why;

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

use crate::assess::Answering;
use crate::assessment::{Binds, CapAnswer, Gap};
use crate::case::why::Why;
use crate::date::Date;
use crate::document::{Step, steps};
use crate::dossier::Dossier;
use crate::fact::Facts;
use crate::fact::reading::Reading;
use crate::grade::Grade;
use crate::pack::Case;
use crate::pack::text::{ExpectText, span_of_levels};
use crate::plan::{Levels, Plan, Scorer};
use crate::problem::Problems;
use crate::raise::raises;
use crate::range::Range;
use crate::tree::{Key, Node, Value};

/// A case that did not come out as it says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CaseFailure {
    /// The case as a sentence.
    pub name: String,
    /// The bytes of the pack's text in which it stands.
    pub span: std::ops::Range<usize>,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// One thing in which a case did not come out as it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// What was compared, such as `worst`, `caps` or `failed of cbp`; `case` where it could not be run.
    pub what: String,
    /// What the case expects.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// Why that was found, one line each.
    pub because: Vec<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, found {}", self.what, self.expected, self.found)
    }
}

impl fmt::Display for CaseFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        for difference in &self.differences {
            write!(f, "\n  {difference}")?;
            difference.because.iter().try_for_each(|because| write!(f, "\n    {because}"))?;
        }
        Ok(())
    }
}

/// A case whose dossier is read: it runs under any number of plans.
#[derive(Clone, Debug)]
pub struct ReadyCase<'c> {
    case: &'c Case,
    dossier: Dossier,
    facts: Facts,
}

impl Case {
    /// The bytes of the pack's text in which the case's name stands.
    pub fn span(&self) -> std::ops::Range<usize> {
        self.0.name.span.0.clone()
    }

    /// Whether it states levels, and no dossier.
    pub fn states_levels(&self) -> bool {
        self.0.levels.is_some()
    }

    /// Runs the case under a pack's plan. `file` is the text of the dossier that [`Case::file`] names, as TOML.
    ///
    /// ```
    /// use audit_credence::{Pack, Plan};
    ///
    /// let pack = Pack::shipped("wrc")?;
    /// let plan = Plan::new(&pack);
    /// let case = pack.cases().iter().find(|case| case.file().is_none());
    /// assert!(case.is_none_or(|case| case.run(&plan, None).is_ok()));
    /// # Ok::<(), audit_credence::Diagnostics>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Everything in which what was found differs from what is expected; a dossier that is refused; a path that cannot
    /// be set; a criterion or a level that the plan's pack does not have.
    pub fn run(&self, plan: &Plan, file: Option<&str>) -> Result<(), CaseFailure> {
        self.ready(file)?.run(plan)
    }

    /// Reads the case's dossier, once for many plans.
    ///
    /// # Errors
    ///
    /// A dossier that is refused or not given; a path that cannot be set.
    pub fn ready(&self, file: Option<&str>) -> Result<ReadyCase<'_>, CaseFailure> {
        let dossier = self.dossier(file).map_err(|refused| self.failure(vec![not_run(refused)]))?;
        let facts = Facts::from_dossier(&dossier);
        Ok(ReadyCase { case: self, dossier, facts })
    }

    fn failure(&self, differences: Vec<Difference>) -> CaseFailure {
        CaseFailure { name: self.name().to_owned(), span: self.span(), differences }
    }

    /// The dossier with what the case changes of it; one that says nothing where the case states levels.
    fn dossier(&self, file: Option<&str>) -> Result<Dossier, String> {
        let Some(stated) = &self.0.dossier else { return Ok(Dossier::default()) };
        let mut node = match (&stated.value.value, file) {
            (Value::Text(_), Some(text)) => Node::from_toml(text).map_err(|problems| one_line(&problems))?,
            (Value::Text(path), None) => return Err(format!("the dossier `{path}` is not given")),
            (_, _) => stated.value.clone(),
        };
        for (path, value) in self.0.with.iter() {
            set(&mut node, path, Some(value.value.clone()))
                .ok_or_else(|| format!("`{path}` cannot be set"))?;
        }
        // Of a list's entries the last goes first, so that the others keep their places.
        let mut without: Vec<&str> = self.0.without.iter().map(|path| path.value.as_str()).collect();
        without.sort_by_key(|path| std::cmp::Reverse(steps(path)));
        for path in without {
            set(&mut node, path, None).ok_or_else(|| format!("`{path}` is not there"))?;
        }
        Dossier::from_node(&node).map_err(|problems| one_line(&problems))
    }
}

impl ReadyCase<'_> {
    /// Runs the case under a pack's plan.
    ///
    /// # Errors
    ///
    /// Everything in which what was found differs from what is expected; a dossier that states a day later than the
    /// case's; a criterion or a level that the plan's pack does not have.
    pub fn run(&self, plan: &Plan) -> Result<(), CaseFailure> {
        let case = &self.case.0;
        let scorer = plan.at(case.as_of.unwrap_or(Date::FIRST));
        let levels = self.levels_of(plan, &scorer);
        let levels = levels.map_err(|refused| self.case.failure(vec![not_run(refused)]))?;
        let readings = scorer.certificate_readings(&self.dossier);
        let found = Answering {
            scorer: &scorer,
            dossier: &self.dossier,
            facts: case.levels.is_none().then_some(&self.facts),
            levels: &levels,
            readings: &readings,
            next_change_on: None,
        };
        let differences = Comparing::new(&found).all(&case.expect.value);
        if differences.is_empty() { Ok(()) } else { Err(self.case.failure(differences)) }
    }

    /// The levels that the case is about, under a plan.
    pub(crate) fn levels_under(&self, plan: &Plan) -> Result<Levels, String> {
        self.levels_of(plan, &plan.at(self.case.0.as_of.unwrap_or(Date::FIRST)))
    }

    fn levels_of(&self, plan: &Plan, scorer: &Scorer) -> Result<Levels, String> {
        match &self.case.0.levels {
            Some(stated) => stated_levels(plan, stated.value.iter().map(|(id, text)| (id, text.as_str()))),
            None => self.levels(scorer),
        }
    }

    fn levels(&self, scorer: &Scorer) -> Result<Levels, String> {
        scorer.admit(&self.dossier).map_err(|problems| one_line(&problems))?;
        // Whoever writes a case means the facts of the pack.
        if let Some(problem) = self.dossier.extra.iter().find_map(|(name, _)| scorer.plan().undeclared(name))
        {
            return Err(problem.to_string());
        }
        scorer.levels(&self.facts).map_err(|problem| problem.to_string())
    }
}

fn stated_levels<'t>(
    plan: &Plan,
    stated: impl Iterator<Item = (&'t str, &'t str)>,
) -> Result<Levels, String> {
    let ranges = stated.map(|(id, text)| {
        let index = plan.criteria().position(|criterion| criterion == id);
        let index = index.ok_or_else(|| format!("the pack has no criterion `{id}`"))?;
        let at = |name: &str| {
            let level = plan.level_named(index, name);
            level.ok_or_else(|| format!("the criterion `{id}` has no level `{name}`"))
        };
        let (worst, best) = span_of_levels(text);
        Ok((index, Range::new(at(worst)?, at(best)?)))
    });
    Ok(plan.stated(&ranges.collect::<Result<Vec<_>, String>>()?))
}

fn one_line(problems: &Problems) -> String {
    problems.to_string().replace('\n', "; ")
}

/// A case that could not be run at all.
fn not_run(refused: String) -> Difference {
    Difference {
        what: "case".to_owned(),
        expected: "an answer".to_owned(),
        found: refused,
        because: Vec::new(),
    }
}

/// Holding what is found against what is expected.
struct Comparing<'a> {
    found: &'a Answering<'a, 'a>,
    range: Range<Grade>,
    why: Why<'a>,
    differences: Vec<Difference>,
}

impl<'a> Comparing<'a> {
    fn new(found: &'a Answering<'a, 'a>) -> Self {
        let range = found.scorer.grade(found.levels);
        Comparing { found, range, why: Why { found, range }, differences: Vec::new() }
    }

    fn compare(
        &mut self,
        what: String,
        expected: String,
        found: String,
        why: impl FnOnce(&Why) -> Vec<String>,
    ) {
        if expected != found {
            let because = why(&self.why);
            self.differences.push(Difference { what, expected, found, because });
        }
    }

    fn is_graded(&self) -> bool {
        self.found.levels.reading == Reading::Readable
    }

    fn all(mut self, expect: &ExpectText) -> Vec<Difference> {
        self.grades(expect);
        self.caps(expect);
        self.standards(expect);
        self.levels(expect);
        self.notes(expect);
        self.gaps(expect);
        self.raises(expect);
        self.differences
    }

    fn grades(&mut self, expect: &ExpectText) {
        let plan = self.found.scorer.plan();
        let name = |grade| if self.is_graded() { plan.grade_name(grade).to_owned() } else { none() };
        let (worst, best) = (name(self.range.worst()), name(self.range.best()));
        if let Some(expected) = &expect.worst {
            self.compare("worst".to_owned(), expected.value.clone(), worst, |why| why.grade(Levels::worst));
        }
        if let Some(expected) = &expect.best {
            self.compare("best".to_owned(), expected.value.clone(), best, |why| why.grade(Levels::best));
        }
        if let Some(expected) = expect.status {
            let status = self.found.status(self.range).0;
            self.compare("status".to_owned(), expected.to_string(), status.to_string(), |why| {
                why.status(status)
            });
        }
        if let Some(expected) = expect.action {
            let action = self.found.action();
            let found = action.as_ref().map_or_else(none, |action| action.code.to_string());
            self.compare("action".to_owned(), expected.to_string(), found, |why| why.action(action.as_ref()));
        }
    }

    fn caps(&mut self, expect: &ExpectText) {
        let Some(expected) = &expect.caps else { return };
        let caps =
            if self.is_graded() { self.found.caps(self.range, &self.found.demerits()) } else { Vec::new() };
        let binding = |cap: &&CapAnswer| cap.binds != Binds::No;
        let found: BTreeSet<&str> = caps.iter().filter(binding).map(|cap| cap.id.as_str()).collect();
        let expected: BTreeSet<&str> = expected.iter().map(|cap| cap.value.as_str()).collect();
        self.compare("caps".to_owned(), listed(&expected), listed(&found), |why| why.caps(&expected, &found));
    }

    fn standards(&mut self, expect: &ExpectText) {
        if expect.verdicts.is_empty() && expect.failed.is_empty() {
            return;
        }
        let standards = self.found.standards();
        for (id, expected) in expect.verdicts.iter() {
            let verdict = standards.get(id).map_or_else(none, |answer| answer.verdict.to_string());
            let what = format!("verdict of {id}");
            self.compare(what, expected.value.to_string(), verdict, |why| why.verdict(standards.get(id)));
        }
        for (id, expected) in expect.failed.iter() {
            let failed: Option<BTreeSet<&str>> =
                standards.get(id).map(|answer| answer.failed.iter().map(String::as_str).collect());
            let expected: BTreeSet<&str> = expected.iter().map(|one| one.value.as_str()).collect();
            let found = failed.as_ref().map_or_else(none, listed);
            self.compare(format!("failed of {id}"), listed(&expected), found, |why| {
                why.failed(id, &expected, &failed.unwrap_or_default())
            });
        }
    }

    fn levels(&mut self, expect: &ExpectText) {
        for (id, expected) in expect.levels.iter() {
            let found = self.why.span(id).unwrap_or_else(none);
            self.compare(format!("level of {id}"), expected.value.clone(), found, |why| why.level(id));
        }
    }

    fn notes(&mut self, expect: &ExpectText) {
        let notes = self.found.readings.iter().flat_map(|reading| &reading.notes).map(|note| note.as_str());
        let notes: BTreeSet<&str> = notes.collect();
        for expected in expect.notes.iter().filter(|note| !notes.contains(note.as_str())) {
            let expected = format!("`{expected}` among them");
            self.compare("notes".to_owned(), expected, listed(&notes), |_| Vec::new());
        }
    }

    fn gaps(&mut self, expect: &ExpectText) {
        if expect.gaps.is_empty() {
            return;
        }
        let gaps: Vec<Gap> = if self.is_graded() { self.found.gaps(self.range) } else { Vec::new() };
        for (id, expected) in expect.gaps.iter() {
            let closes = gaps.iter().find(|gap| gap.criterion == id).map(|gap| gap.closes.to_string());
            let found = closes.unwrap_or_else(|| "no gap".to_owned());
            self.compare(format!("gap of {id}"), expected.value.to_string(), found, |why| why.level(id));
        }
    }

    fn raises(&mut self, expect: &ExpectText) {
        if expect.raises.is_empty() {
            return;
        }
        let raises = if self.is_graded() {
            raises::<String>(self.found.scorer.plan(), self.found.levels)
        } else {
            Vec::new()
        };
        for (grade, expected) in expect.raises.iter() {
            let raise = raises.iter().find(|raise| raise.to.name() == grade);
            let steps = raise.iter().flat_map(|raise| &raise.steps).map(|step| step.criterion.as_str());
            let expected = expected.iter().map(|one| one.value.as_str()).collect();
            self.compare(format!("raise to {grade}"), listed(&expected), listed(&steps.collect()), |why| {
                why.raise(raise)
            });
        }
    }
}

fn none() -> String {
    "none".to_owned()
}

/// A set of ids in one order; `none` where it is empty.
fn listed(ids: &BTreeSet<&str>) -> String {
    if ids.is_empty() { none() } else { ids.iter().copied().collect::<Vec<_>>().join(", ") }
}

/// Sets what stands at a path of a document, or takes it away; `None` where the path leads nowhere.
fn set(node: &mut Node, path: &str, value: Option<Node>) -> Option<()> {
    // `extra.x` and `provenance."report.visit.notice"` have one key after the dot.
    let path = match path.strip_prefix("provenance.") {
        Some(key) => vec![Step::Key("provenance"), Step::Key(key)],
        None => steps(path)?,
    };
    let (last, way) = path.split_last()?;
    let mut at = node;
    for step in way {
        at = match (step, &mut at.value) {
            (Step::Index(index), Value::List(items)) => items.get_mut(*index)?,
            (Step::Key(name), Value::Table(entries)) => {
                if entries.iter().all(|(key, _)| key.name != *name) {
                    let key = Key { name: (*name).to_owned(), span: 0..0 };
                    entries.push((key, Node::new(Value::Table(Vec::new()))));
                }
                entries.iter_mut().find(|(key, _)| key.name == *name).map(|(_, node)| node)?
            }
            _ => return None,
        };
    }
    match (last, &mut at.value) {
        (Step::Index(index), Value::List(items)) if *index < items.len() => match value {
            Some(value) => *items.get_mut(*index)? = value,
            None => drop(items.remove(*index)),
        },
        (Step::Key(name), Value::Table(entries)) => {
            let before = entries.len();
            entries.retain(|(key, _)| key.name != *name);
            match value {
                Some(value) => entries.push((Key { name: (*name).to_owned(), span: 0..0 }, value)),
                None if entries.len() == before => return None,
                None => {}
            }
        }
        _ => return None,
    }
    Some(())
}
