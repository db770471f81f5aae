//! What a pack says about its rules, for display: titles, reasons, questions and sources by id.

use std::collections::BTreeMap;

use crate::date::Date;
use crate::fact::possible::Set;
use crate::grade::ActionCode;
use crate::pack::model::{
    Applies, AppliesHolds, FactRef, GradeMeaning, Holds, Item, Model, ReferenceRow, in_force,
};
use crate::pack::text::{AnswerFrom, LeftOutBecause, StatusWord};

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
    /// Who can answer for it.
    pub answer_from: AnswerFrom,
    /// The names of its levels, worst first.
    pub levels: Vec<&'p str>,
    /// What was shown where it stands at each of them, in words.
    pub labels: Vec<&'p str>,
    /// What would raise it.
    pub remedy: Option<RemedyView<'p>>,
    /// Why nothing can raise it, or nothing from its lower levels.
    pub no_remedy: Option<&'p str>,
    /// Ids of its sources.
    pub sources: Vec<&'p str>,
    /// The fact that it asks about, by its id.
    pub fact: String,
    /// What that fact is.
    pub meaning: String,
    /// What stands at each of its levels, in words.
    pub holds: Vec<String>,
    /// What each of its levels costs.
    pub demerits: Vec<u32>,
    /// The group of which only the worst counts.
    pub group: Option<&'p str>,
    /// The fact that must hold for it to apply, in words.
    pub applies_when: Option<String>,
    /// The level at which silence stands at worst.
    pub silent_floor: Option<&'p str>,
    /// Whether it is marked as something that a report can show, which the account of evidence counts.
    pub in_account: bool,
    /// The grade at most at its bottom level.
    pub critical: Option<&'p str>,
    /// Ids of the packs that defined or changed it.
    pub packs: Vec<&'p str>,
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
    /// Why it bounds the grade, where its condition holds as stated.
    pub why: &'p str,
    /// What is not shown, where its condition holds by silence.
    pub when_silent: Option<&'p str>,
    /// Ids of its sources.
    pub sources: Vec<&'p str>,
    /// Ids of the criteria that its condition asks about.
    pub criteria: Vec<&'p str>,
    /// The grade.
    pub grade: &'p str,
    /// Its condition: an "or" of "and"s of criterion at most at level.
    pub when: Vec<Vec<(&'p str, &'p str)>>,
    /// Ids of the packs that defined or changed it.
    pub packs: Vec<&'p str>,
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
    /// By criterion: ids of the sources that bear the requirement out.
    pub borne_out_by: Vec<(&'p str, Vec<&'p str>)>,
    /// By criterion, where sources stop: what in the requirement is the pack's own reading.
    pub our_readings: Vec<(&'p str, &'p str)>,
    /// Whose words it holds a report against, where they are somebody's.
    pub authority: Option<&'p str>,
    /// Criteria of the points in the authority's own words; the others are combined by the pack.
    pub quoted: Vec<&'p str>,
    /// Ids of the packs that defined or changed it.
    pub packs: Vec<&'p str>,
}

/// An action.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ActionView<'p> {
    /// Its code.
    pub code: ActionCode,
    /// What to do.
    pub sentence: &'p str,
    /// By criterion: the sentence in its place, where every reason has one.
    pub instead: Vec<(&'p str, &'p str)>,
    /// A sentence beside it where a finding is of children at work.
    pub children: Option<&'p str>,
    /// A sentence beside it where a state stands behind the labour.
    pub state_imposed: Option<&'p str>,
    /// Of an adverse action: an "or" of "and"s of criterion at most at level.
    pub when: Vec<Vec<(&'p str, &'p str)>>,
    /// Of reliance: criterion at least at level.
    pub requires: Vec<(&'p str, &'p str)>,
    /// Of reliance: at least this grade.
    pub grade: Option<&'p str>,
    /// Ids of its sources.
    pub sources: Vec<&'p str>,
    /// Ids of the packs that defined or changed it.
    pub packs: Vec<&'p str>,
}

/// A grade of the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GradeView<'p> {
    /// Its name.
    pub name: &'p str,
    /// One word for it.
    pub word: &'p str,
    /// What it says of a report, as the end of a sentence.
    pub meaning: &'p str,
}

impl std::fmt::Display for GradeView<'_> {
    /// The grade with its meaning, as displays show it: `D (weak: something that decides is missing or failed)`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}: {})", self.name, self.word, self.meaning)
    }
}

/// A domain: what its criteria are about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DomainView<'p> {
    /// Its id.
    pub id: &'p str,
    /// Its title.
    pub title: &'p str,
    /// The most demerits that it can take; without it, those of its criteria.
    pub limit: Option<u32>,
    /// Whether it is left out of the audit's own grade, and of the account of evidence.
    pub outside: bool,
    /// Ids of the packs that defined or changed it.
    pub packs: Vec<&'p str>,
}

/// A certification scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SchemeView<'p> {
    /// Its name.
    pub title: &'p str,
    /// Who owns it.
    pub owner: &'p str,
    /// What it is, such as `certificate` or `audit_method`.
    pub kind: &'static str,
    /// What its certificate says about labour: `none`, `relies_on_social_audit` or `own_labour_standard`.
    pub labour_basis: &'static str,
    /// What a valid status can mean about labour, at most.
    pub meaning: &'p str,
    /// Ids of the sources of that.
    pub sources: Vec<&'p str>,
    /// For how many months a certificate is valid, where that is known.
    pub validity_months: Option<u32>,
    /// The forms of its codes: `#` is any digit, `@` any letter.
    pub codes: Vec<&'p str>,
    /// What its rules say of announcing the audit.
    pub announcement: Option<&'p str>,
    /// Who oversees its auditors.
    pub oversight: Option<&'p str>,
    /// Its own status words, and what each is in a dossier.
    pub status_words: Vec<(&'p str, StatusWord)>,
    /// Its labour rules, by the day from which each held.
    pub rules: Vec<SchemeRuleView<'p>>,
    /// Ids of the packs that defined it.
    pub packs: Vec<&'p str>,
}

/// A labour rule of a certification scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SchemeRuleView<'p> {
    /// Its id.
    pub id: &'p str,
    /// The day from which it held; `None` is since ever.
    pub from: Option<Date>,
    /// What a valid status can mean under it, at most.
    pub meaning: &'p str,
    /// Ids of its sources.
    pub sources: Vec<&'p str>,
}

impl<'p> SchemeView<'p> {
    /// The labour rule that held on a day.
    pub fn rule_on(&self, day: Date) -> Option<&SchemeRuleView<'p>> {
        self.rules.iter().rfind(|rule| rule.from.is_none_or(|from| from <= day))
    }
}

/// A table of a programme or of the profession, for comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReferenceView<'p> {
    /// Its id.
    pub id: &'p str,
    /// Its title.
    pub title: &'p str,
    /// Ids of its sources.
    pub sources: Vec<&'p str>,
    /// Its rows, as the source has them.
    pub rows: &'p [ReferenceRow],
}

/// Something that might have been asked, and why it is not.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOutView<'p> {
    /// Its id.
    pub id: &'p str,
    /// What it is.
    pub title: &'p str,
    /// The kind of reason.
    pub because: LeftOutBecause,
    /// The reason.
    pub why: &'p str,
    /// Ids of sources that bear on it.
    pub sources: Vec<&'p str>,
    /// Ids of the packs that say so.
    pub packs: Vec<&'p str>,
}

fn ids(sources: &[String]) -> Vec<&str> {
    sources.iter().map(String::as_str).collect()
}

fn literals(entry: &BTreeMap<String, String>) -> Vec<(&str, &str)> {
    entry.iter().map(|(criterion, level)| (criterion.as_str(), level.as_str())).collect()
}

fn hands<T>(item: &Item<T>) -> Vec<&str> {
    item.hands.iter().map(String::as_str).collect()
}

/// What stands at a level, in words.
fn holds(fact: &FactRef, holds: Holds) -> String {
    let months = if fact.is_age() { " months" } else { "" };
    match holds {
        Holds::Values(values) => words(fact, values),
        Holds::Rest => "anything else".to_owned(),
        Holds::AtLeast(least) => format!("at least {least}"),
        Holds::AtMost(most) => format!("at most {most}{months}"),
    }
}

/// The values of a set, as a fact writes them.
fn words(fact: &FactRef, values: Set) -> String {
    let all = fact.words().unwrap_or_default().into_iter().enumerate();
    let held = all.filter(|(index, _)| Set::one(*index).is_within(values));
    held.map(|(_, word)| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn applies(applies: &Applies) -> String {
    let what = match applies.holds {
        AppliesHolds::Values(values) => words(&applies.fact, values),
        AppliesHolds::Between(least, u32::MAX) => format!("at least {least}"),
        AppliesHolds::Between(0, most) => format!("at most {most}"),
        AppliesHolds::Between(least, most) => format!("{least} to {most}"),
    };
    format!("`{}` is {what}", applies.fact.id())
}

impl Model {
    pub(crate) fn criterion_view(&self, id: &str) -> Option<CriterionView<'_>> {
        let item = self.criteria.get(id).filter(|item| !item.retired)?;
        let criterion = &item.value;
        let level = |at: usize| criterion.levels.get(at).map(|level| level.name.as_str());
        Some(CriterionView {
            title: &criterion.title,
            why: &criterion.why,
            domain: self.domains.get(&criterion.domain).map_or("", |item| &item.value.title),
            ask: &criterion.ask,
            answer_from: criterion.answer_from,
            levels: criterion.levels.iter().map(|level| level.name.as_str()).collect(),
            labels: criterion.levels.iter().map(|level| level.label.as_str()).collect(),
            remedy: criterion.remedy.action.as_ref().map(|action| RemedyView {
                text: &action.text,
                effort: action.effort,
                from: criterion.levels.get(action.from).map_or("", |level| level.name.as_str()),
            }),
            no_remedy: criterion.remedy.nothing_because.as_deref(),
            sources: ids(&criterion.sources),
            fact: criterion.fact.id().into_owned(),
            meaning: criterion.fact.meaning(),
            holds: criterion.levels.iter().map(|level| holds(&criterion.fact, level.holds)).collect(),
            demerits: criterion.levels.iter().map(|level| level.demerits).collect(),
            group: criterion.group.as_deref(),
            applies_when: criterion.applies_when.as_ref().map(applies),
            silent_floor: criterion.silent_floor.and_then(level),
            in_account: criterion.in_account,
            critical: criterion.critical.and_then(|grade| self.scale.get(grade)).map(String::as_str),
            packs: hands(item),
        })
    }

    pub(crate) fn cap_view(&self, id: &str) -> Option<CapView<'_>> {
        let name = |grade: usize| self.scale.get(grade).map_or("", String::as_str);
        if let Some(item) = self.caps.get(id).filter(|item| !item.retired) {
            let cap = &item.value;
            let mut criteria: Vec<&str> =
                cap.when.iter().flat_map(|entry| entry.keys()).map(String::as_str).collect();
            criteria.sort_unstable();
            criteria.dedup();
            return Some(CapView {
                why: &cap.why,
                when_silent: cap.when_silent.as_deref(),
                sources: ids(&cap.sources),
                criteria,
                grade: name(cap.grade),
                when: cap.when.iter().map(literals).collect(),
                packs: hands(item),
            });
        }
        // A critical criterion is a cap under its own id.
        let (id, item) = self.criteria.get_key_value(id).filter(|(_, item)| item.value.critical.is_some())?;
        let bottom = item.value.levels.first().map_or("", |level| level.name.as_str());
        Some(CapView {
            why: &item.value.why,
            when_silent: None,
            sources: ids(&item.value.sources),
            criteria: vec![id],
            grade: item.value.critical.map_or("", name),
            when: vec![vec![(id, bottom)]],
            packs: hands(item),
        })
    }

    pub(crate) fn standard_view(&self, id: &str) -> Option<StandardView<'_>> {
        let item = self.standards.get(id).filter(|item| !item.retired)?;
        let standard = &item.value;
        Some(StandardView {
            title: &standard.title,
            why: &standard.why,
            sources: ids(&standard.sources),
            requires: standard
                .requires
                .iter()
                .map(|(id, one)| (id.as_str(), one.at_least.as_str()))
                .collect(),
            borne_out_by: standard
                .requires
                .iter()
                .map(|(id, one)| (id.as_str(), ids(&one.sources)))
                .collect(),
            our_readings: standard
                .requires
                .iter()
                .filter_map(|(id, one)| Some((id.as_str(), one.our_reading.as_deref()?)))
                .collect(),
            authority: standard.authority.as_deref(),
            quoted: standard
                .requires
                .iter()
                .filter(|(_, one)| one.is_quoted)
                .map(|(id, _)| id.as_str())
                .collect(),
            packs: hands(item),
        })
    }

    pub(crate) fn action_view(&self, code: ActionCode) -> Option<ActionView<'_>> {
        let item = self.actions.get(&code)?;
        let rule = &item.value;
        Some(ActionView {
            code,
            sentence: &rule.sentence,
            instead: literals(&rule.instead),
            children: rule.children.as_deref(),
            state_imposed: rule.state_imposed.as_deref(),
            when: rule.when.iter().map(literals).collect(),
            requires: literals(&rule.requires),
            grade: rule.grade.and_then(|grade| self.scale.get(grade)).map(String::as_str),
            sources: ids(&rule.sources),
            packs: hands(item),
        })
    }

    /// The grades, worst first.
    pub(crate) fn grade_views(&self) -> impl Iterator<Item = GradeView<'_>> {
        self.scale.iter().filter_map(|name| {
            let GradeMeaning { word, meaning } = &self.grades.get(name)?.value;
            Some(GradeView { name, word, meaning })
        })
    }

    pub(crate) fn domain_views(&self) -> impl Iterator<Item = DomainView<'_>> {
        self.domains.iter().filter(|(_, item)| !item.retired).map(|(id, item)| DomainView {
            id,
            title: &item.value.title,
            limit: item.value.limit,
            outside: item.value.outside,
            packs: hands(item),
        })
    }

    /// A scheme; its meaning is that under one of its rules where that is asked for.
    pub(crate) fn scheme_view(&self, id: &str, rule: Option<&str>) -> Option<SchemeView<'_>> {
        let item = self.schemes.get(id)?;
        let entry = &item.value;
        let rules: Vec<SchemeRuleView<'_>> = entry
            .scheme
            .rules
            .iter()
            .filter_map(|(from, id)| {
                let (meaning, sources) = entry.rules.get(id)?;
                Some(SchemeRuleView { id, from: *from, meaning, sources: ids(sources) })
            })
            .collect();
        let held = rules.iter().find(|held| Some(held.id) == rule);
        Some(SchemeView {
            title: &entry.title,
            owner: &entry.owner,
            kind: entry.scheme.kind.as_str(),
            labour_basis: entry.scheme.labour_basis.as_str(),
            meaning: held.map_or(&entry.meaning, |held| held.meaning),
            sources: held.map_or_else(|| ids(&entry.sources), |held| held.sources.clone()),
            validity_months: entry.validity_months,
            codes: entry.scheme.codes.iter().map(|form| form.0.as_str()).collect(),
            announcement: entry.announcement.as_deref(),
            oversight: entry.oversight.as_deref(),
            status_words: entry.status_words.iter().map(|(word, means)| (word.as_str(), *means)).collect(),
            rules,
            packs: hands(item),
        })
    }

    pub(crate) fn reference_views(&self) -> impl Iterator<Item = ReferenceView<'_>> {
        in_force(&self.references).map(|(id, reference)| ReferenceView {
            id,
            title: &reference.title,
            sources: ids(&reference.sources),
            rows: &reference.rows,
        })
    }

    pub(crate) fn left_out_views(&self) -> impl Iterator<Item = LeftOutView<'_>> {
        self.left_out.iter().filter(|(_, item)| !item.retired).map(|(id, item)| LeftOutView {
            id,
            title: &item.value.title,
            because: item.value.because,
            why: &item.value.why,
            sources: ids(&item.value.sources),
            packs: hands(item),
        })
    }
}
