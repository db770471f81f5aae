//! What a pack says about its rules, for display: titles, reasons, questions and sources by id.

use crate::pack::model::Model;

/// A criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CriterionView<'p> {
    /// Its title.
    pub title: &'p str,
    /// Why it matters.
    pub why: &'p str,
    /// The title of its domain.
    pub domain: &'p str,
    /// The question to put where it is not stated.
    pub ask: &'p str,
    /// The names of its levels, worst first.
    pub levels: Vec<&'p str>,
    /// What would raise it.
    pub remedy: Option<RemedyView<'p>>,
    /// Why nothing can raise it, or nothing from its lower levels.
    pub no_remedy: Option<&'p str>,
    /// Ids of its sources.
    pub sources: Vec<&'p str>,
}

/// What would raise a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RemedyView<'p> {
    /// What to do.
    pub text: &'p str,
    /// The effort, from 1 to 5.
    pub effort: u32,
    /// The lowest level from which it helps.
    pub from: &'p str,
}

/// A cap.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CapView<'p> {
    /// Why it bounds the grade.
    pub why: &'p str,
    /// Ids of its sources.
    pub sources: Vec<&'p str>,
    /// Ids of the criteria that its condition asks about.
    pub criteria: Vec<&'p str>,
}

/// A standard.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StandardView<'p> {
    /// Its title.
    pub title: &'p str,
    /// What it is and what it is not.
    pub why: &'p str,
    /// Ids of its sources.
    pub sources: Vec<&'p str>,
    /// By criterion: the level that it requires.
    pub requires: Vec<(&'p str, &'p str)>,
}

/// A certification scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SchemeView<'p> {
    /// Its name.
    pub title: &'p str,
    /// Who owns it.
    pub owner: &'p str,
    /// What a valid status can mean about labour, at most.
    pub meaning: &'p str,
    /// Ids of the sources of that.
    pub sources: Vec<&'p str>,
    /// For how many months a certificate is valid, where that is known.
    pub validity_months: Option<u32>,
}

fn ids(sources: &[String]) -> Vec<&str> {
    sources.iter().map(String::as_str).collect()
}

impl Model {
    pub(crate) fn criterion_view(&self, id: &str) -> Option<CriterionView<'_>> {
        let criterion = self.criteria.get(id).filter(|item| !item.retired).map(|item| &item.value)?;
        Some(CriterionView {
            title: &criterion.title,
            why: &criterion.why,
            domain: self.domains.get(&criterion.domain).map_or("", |item| &item.value.title),
            ask: &criterion.ask,
            levels: criterion.levels.iter().map(|level| level.name.as_str()).collect(),
            remedy: criterion.remedy.action.as_ref().map(|action| RemedyView {
                text: &action.text,
                effort: action.effort,
                from: criterion.levels.get(action.from).map_or("", |level| level.name.as_str()),
            }),
            no_remedy: criterion.remedy.nothing_because.as_deref(),
            sources: ids(&criterion.sources),
        })
    }

    pub(crate) fn cap_view(&self, id: &str) -> Option<CapView<'_>> {
        if let Some(cap) = self.caps.get(id).filter(|item| !item.retired).map(|item| &item.value) {
            let mut criteria: Vec<&str> =
                cap.when.iter().flat_map(|entry| entry.keys()).map(String::as_str).collect();
            criteria.sort_unstable();
            criteria.dedup();
            return Some(CapView { why: &cap.why, sources: ids(&cap.sources), criteria });
        }
        // A critical criterion is a cap under its own id.
        let (id, item) = self.criteria.get_key_value(id).filter(|(_, item)| item.value.critical.is_some())?;
        Some(CapView { why: &item.value.why, sources: ids(&item.value.sources), criteria: vec![id] })
    }

    pub(crate) fn standard_view(&self, id: &str) -> Option<StandardView<'_>> {
        let standard = self.standards.get(id).filter(|item| !item.retired).map(|item| &item.value)?;
        Some(StandardView {
            title: &standard.title,
            why: &standard.why,
            sources: ids(&standard.sources),
            requires: standard
                .requires
                .iter()
                .map(|(id, (level, _))| (id.as_str(), level.as_str()))
                .collect(),
        })
    }

    pub(crate) fn scheme_view(&self, id: &str, rule: Option<&str>) -> Option<SchemeView<'_>> {
        let entry = &self.schemes.get(id)?.value;
        let in_general = (&entry.meaning, &entry.sources);
        let by_rule =
            rule.and_then(|rule| entry.rules.get(rule)).map(|(meaning, sources)| (meaning, sources));
        let (meaning, sources) = by_rule.unwrap_or(in_general);
        Some(SchemeView {
            title: &entry.title,
            owner: &entry.owner,
            meaning,
            sources: ids(sources),
            validity_months: entry.validity_months,
        })
    }
}
