//! Running a pack's cases: what each expects beside what was found.

use std::collections::BTreeSet;
use std::fmt;

use crate::assessment::{Assessment, Binds};
use crate::document::{Step, steps};
use crate::dossier::Dossier;
use crate::pack::Case;
use crate::plan::Plan;
use crate::problem::Problems;
use crate::tree::{Key, Node, Value};

/// A case that did not come out as it says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CaseFailure {
    /// The case as a sentence.
    pub name: String,
    /// The bytes of the pack's text in which it stands.
    pub span: std::ops::Range<usize>,
    /// What differs, one line each.
    pub differences: Vec<String>,
}

impl fmt::Display for CaseFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.name)?;
        self.differences.iter().try_for_each(|difference| write!(f, "\n  {difference}"))
    }
}

impl Case {
    /// Runs the case under a pack's plan. `file` is the text of the dossier that [`Case::file`] names, as TOML.
    ///
    /// # Errors
    ///
    /// Everything in which what was found differs from what is expected; a dossier that is refused; a path that cannot
    /// be set.
    pub fn run(&self, plan: &Plan, file: Option<&str>) -> Result<(), CaseFailure> {
        let differences = match self.assess(plan, file) {
            Ok(assessment) => self.differences(&assessment),
            Err(refused) => vec![refused],
        };
        if differences.is_empty() {
            return Ok(());
        }
        Err(CaseFailure { name: self.name().to_owned(), span: self.0.name.span.0.clone(), differences })
    }

    fn assess(&self, plan: &Plan, file: Option<&str>) -> Result<Assessment, String> {
        let one_line = |problems: &Problems| problems.to_string().replace('\n', "; ");
        let mut node = match (&self.0.dossier.value.value, file) {
            (Value::Text(_), Some(text)) => Node::from_toml(text).map_err(|problems| one_line(&problems))?,
            (Value::Text(path), None) => return Err(format!("the dossier `{path}` is not given")),
            (_, _) => self.0.dossier.value.clone(),
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
        let dossier = Dossier::from_node(&node).map_err(|problems| one_line(&problems))?;
        plan.at(self.0.as_of).assess(&dossier).map_err(|problems| one_line(&problems))
    }

    fn differences(&self, found: &Assessment) -> Vec<String> {
        let expect = &self.0.expect.value;
        let mut differences = Vec::new();
        let mut compare = |what: &str, expected: String, found: String| {
            if expected != found {
                differences.push(format!("{what}: expected {expected}, found {found}"));
            }
        };
        let none = || "none".to_owned();
        let worst = found.grade.as_ref().map_or_else(none, |grade| grade.worst.to_string());
        let best = found.grade.as_ref().map_or_else(none, |grade| grade.best.to_string());
        if let Some(expected) = &expect.worst {
            compare("worst", expected.value.clone(), worst);
        }
        if let Some(expected) = &expect.best {
            compare("best", expected.value.clone(), best);
        }
        if let Some(expected) = expect.status {
            compare("status", expected.to_string(), found.status.to_string());
        }
        if let Some(expected) = &expect.caps {
            let binding = found.caps.iter().filter(|cap| cap.binds != Binds::No).map(|cap| cap.id.as_str());
            compare("caps", listed(expected.iter().map(|cap| cap.value.as_str())), listed(binding));
        }
        for (standard, expected) in expect.verdicts.iter() {
            let verdict = found.standards.get(standard).map_or_else(none, |answer| {
                let why = listed(answer.failed.iter().chain(&answer.open).map(String::as_str));
                if answer.verdict == expected.value {
                    answer.verdict.to_string()
                } else {
                    format!("{} by {why}", answer.verdict)
                }
            });
            compare(&format!("verdict of {standard}"), expected.value.to_string(), verdict);
        }
        for (standard, expected) in expect.failed.iter() {
            let failed = found
                .standards
                .get(standard)
                .map_or_else(none, |answer| listed(answer.failed.iter().map(String::as_str)));
            compare(
                &format!("failed of {standard}"),
                listed(expected.iter().map(|one| one.value.as_str())),
                failed,
            );
        }
        for (criterion, expected) in expect.levels.iter() {
            let levels =
                found.criteria.iter().find(|answer| answer.id == criterion).map_or_else(none, |answer| {
                    if answer.worst == answer.best {
                        answer.worst.clone()
                    } else {
                        format!("{}..{}", answer.worst, answer.best)
                    }
                });
            compare(&format!("level of {criterion}"), expected.value.clone(), levels);
        }
        let notes: BTreeSet<&str> = found
            .certificates
            .iter()
            .flat_map(|certificate| &certificate.notes)
            .map(|note| note.as_str())
            .collect();
        for expected in &expect.notes {
            if !notes.contains(expected.as_str()) {
                compare("notes", format!("`{expected}` among them"), listed(notes.iter().copied()));
            }
        }
        differences
    }
}

/// A set of ids in one order; `none` where it is empty.
fn listed<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let ids: BTreeSet<&str> = ids.collect();
    if ids.is_empty() { "none".to_owned() } else { ids.into_iter().collect::<Vec<_>>().join(", ") }
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
