//! A pack compiled: ids replaced by indexes, the tables that facts meet, and the evaluator.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::fact::coercion::Contexts;
use crate::fact::reading::Reading;
use crate::fact::tables::Tables;
use crate::grade::{ActionCode, Grade};
use crate::pack::model::{Cap, Criterion, Model};
use crate::pack::{AnswerFrom, Pack, PackId};
use crate::plan::evaluator::{Evaluated, Evaluator, NO_LIMIT};
use crate::plan::levels::Levels;
use crate::plan::rules::{PlanActions, PlanCap, PlanCriterion, PlanStandard, Reliance};
use crate::plan::spans::{Input, SpanTable, small};
use crate::range::Range;

/// The rules of a pack, in the form in which they are evaluated, proved and changed.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    pub(crate) id: PackId,
    pub(crate) model: Arc<Model>,
    pub(crate) tables: Tables,
    /// In the order of their ids; a criterion's place here is its index everywhere after.
    pub(crate) criteria: Vec<PlanCriterion>,
    /// The domain of each slot. A slot is a group, or a criterion without one: only the worst of a slot counts.
    pub(crate) slot_domains: Vec<usize>,
    /// The limit of each domain, [`NO_LIMIT`] where it has none.
    pub(crate) limits: Vec<u32>,
    /// The most demerits of each grade but the worst, from the second worst to the best.
    pub(crate) bands: Vec<u32>,
    pub(crate) caps: Vec<PlanCap>,
    pub(crate) standards: Vec<PlanStandard>,
    /// Where the pack states actions.
    pub(crate) actions: Option<PlanActions>,
    /// The most demerits that there can be.
    pub(crate) of: u32,
    pub(crate) inconclusive_steps: u32,
    /// Made of the rules above by [`Compiled::prepared`], like what follows: of each domain the criteria of each slot.
    pub(crate) domain_slots: Vec<Vec<Vec<usize>>>,
    evaluator: Evaluator,
}

impl Compiled {
    pub(super) fn new(pack: &Pack) -> Self {
        let model = &pack.model;
        let (criteria, slot_domains) = criteria(model);
        let index = |id: &str| criteria.iter().position(|criterion| criterion.id == id);
        let literal = |(id, level): (&String, &String)| {
            Some((index(id)?, small(model.criteria.get(id)?.value.level(level)?)))
        };

        let cap = |(id, cap): (&str, &Cap)| PlanCap {
            id: id.to_owned(),
            grade: Grade::at(cap.grade),
            when: cap.when.iter().map(|entry| entry.iter().filter_map(literal).collect()).collect(),
        };
        // What is critical is a cap on the criterion's bottom level, under the criterion's own id.
        let critical = |(at, (id, criterion)): (usize, (&str, &Criterion))| {
            let grade = Grade::at(criterion.critical?);
            Some(PlanCap { id: id.to_owned(), grade, when: vec![vec![(at, 0)]] })
        };
        let mut caps: Vec<PlanCap> =
            model.caps().map(cap).chain(model.criteria().enumerate().filter_map(critical)).collect();
        caps.sort_by(|one, other| one.id.cmp(&other.id));

        let standards = model.standards().map(|(id, standard)| PlanStandard {
            id: id.to_owned(),
            requires: standard.requires.iter().filter_map(|(id, one)| literal((id, &one.at_least))).collect(),
            quoted: standard
                .requires
                .iter()
                .filter(|(_, one)| one.is_quoted)
                .filter_map(|(id, _)| index(id))
                .collect(),
        });
        let mut compiled = Compiled {
            id: pack.id().clone(),
            tables: tables(model),
            standards: standards.collect(),
            actions: actions(model, &index),
            slot_domains,
            limits: model.domains.values().map(|item| item.value.limit.unwrap_or(NO_LIMIT)).collect(),
            bands: model.bands.as_ref().map(|item| item.value.clone()).unwrap_or_default(),
            caps,
            of: 0,
            inconclusive_steps: model.setting("inconclusive_steps", u32::MAX),
            model: Arc::new(model.clone()),
            criteria,
            domain_slots: Vec::new(),
            evaluator: Evaluator::default(),
        }
        .prepared();
        compiled.of = compiled.evaluate(&[]).demerits;
        compiled
    }

    /// The same rules with what is made of them made anew: to be called after a change.
    pub(crate) fn prepared(mut self) -> Self {
        for criterion in &mut self.criteria {
            criterion.input = Input::of(&criterion.fact);
            criterion.applies_input =
                criterion.applies.as_ref().map_or(Input::default(), |one| Input::of(&one.fact));
            let reads_byte = matches!(criterion.input, Input::Byte(_));
            criterion.spans = reads_byte.then(|| SpanTable::new(&criterion.holds, criterion.floor));
        }
        self.domain_slots = vec![Vec::new(); self.limits.len()];
        for slot in 0..self.slot_domains.len() {
            let all = self.criteria.iter().enumerate();
            let members: Vec<usize> =
                all.filter(|(_, one)| one.slot == slot).map(|(index, _)| index).collect();
            let domain = self.domain_of(slot);
            self.domain_slots.get_mut(domain).into_iter().for_each(|slots| slots.push(members.clone()));
        }
        self.evaluator =
            Evaluator::new(&self.criteria, &self.slot_domains, &self.limits, &self.caps, &self.bands);
        self
    }

    /// What a profile comes to; a level that is missing is the worst.
    pub(crate) fn evaluate(&self, profile: &[u8]) -> Evaluated {
        self.evaluator.evaluate(profile)
    }

    /// Levels that stand at a profile.
    pub(crate) fn settled(&self, profile: &[u8]) -> Levels {
        let mut levels = Levels::new(self.criteria.len(), false, Reading::Readable);
        profile.iter().enumerate().for_each(|(index, level)| levels.set(index, Range::exactly(*level)));
        levels
    }

    /// The grade of a profile.
    pub(crate) fn grade(&self, profile: &[u8]) -> Grade {
        self.evaluate(profile).grade
    }

    /// The demerits of a profile: the worst of each slot, summed in its domain up to the limit, over all domains.
    pub(crate) fn demerits(&self, profile: &[u8]) -> u32 {
        self.evaluate(profile).demerits
    }

    /// The best grade that the demerits of a profile allow.
    pub(crate) fn band_of(&self, profile: &[u8]) -> Grade {
        self.band(self.demerits(profile))
    }

    /// The name of a criterion's level.
    pub(crate) fn level_name(&self, criterion: usize, level: u8) -> &str {
        let model = self.criteria.get(criterion).map(|one| &one.model);
        model.and_then(|model| model.levels.get(usize::from(level))).map_or("", |level| &level.name)
    }

    /// The domain of a slot.
    pub(crate) fn domain_of(&self, slot: usize) -> usize {
        self.slot_domains.get(slot).copied().unwrap_or(0)
    }

    /// The limit of a domain, [`NO_LIMIT`] where it has none.
    pub(crate) fn limit_of(&self, domain: usize) -> u32 {
        self.limits.get(domain).copied().unwrap_or(NO_LIMIT)
    }

    /// The most demerits that a domain can take.
    pub(crate) fn most_in_domain(&self, domain: usize) -> u32 {
        let worst_of = |slot: usize| {
            let members = self.criteria.iter().filter(|criterion| criterion.slot == slot);
            members.map(|criterion| criterion.cost(0)).max().unwrap_or(0)
        };
        let slots = (0..self.slot_domains.len()).filter(|slot| self.domain_of(*slot) == domain);
        slots.map(worst_of).fold(0, u32::saturating_add).min(self.limit_of(domain))
    }

    /// The best grade that so many demerits allow.
    pub(crate) fn band(&self, demerits: u32) -> Grade {
        Grade::at(self.bands.iter().take_while(|most| demerits <= **most).count())
    }

    /// The most demerits that any grade but the worst allows.
    pub(crate) fn most_in_bands(&self) -> u32 {
        self.bands.first().copied().unwrap_or(0)
    }

    /// The fewest demerits that forbid every better grade, and the most that allow this one.
    pub(crate) fn sums_of(&self, grade: usize) -> (u32, u32) {
        let most = grade.checked_sub(1).and_then(|worse| self.bands.get(worse));
        (self.fewest(Grade::at(grade)), most.copied().unwrap_or(u32::MAX))
    }

    /// The fewest demerits in the band of a grade.
    fn fewest(&self, grade: Grade) -> u32 {
        self.bands.get(grade.index()).map_or(0, |most| most.saturating_add(1))
    }
}

/// What facts need of a pack.
fn tables(model: &Model) -> Tables {
    let regions: Vec<_> = model.regions.values().map(|item| item.value.clone()).collect();
    let arrangements: Vec<_> = model.arrangements.values().map(|item| item.value.clone()).collect();
    Tables {
        contexts: Contexts::new(&regions, &arrangements),
        sample: model.sample.as_ref().map(|item| item.value.clone()).unwrap_or_default(),
        auditor_days: model.auditor_days.as_ref().map(|item| item.value.clone()).unwrap_or_default(),
        schemes: model.schemes.values().map(|item| item.value.scheme.clone()).collect(),
        stale_days: model.setting("stale_days", 365),
    }
}

/// What calls for each action; `None` where the pack states none.
fn actions(model: &Model, index: &dyn Fn(&str) -> Option<usize>) -> Option<PlanActions> {
    let rule = |code: ActionCode| model.actions.get(&code).map(|item| &item.value);
    let placed = |entry: &BTreeMap<String, String>| -> Vec<(usize, u8)> {
        let literal = |(id, level): (&String, &String)| {
            Some((index(id)?, small(model.criteria.get(id)?.value.level(level)?)))
        };
        entry.iter().filter_map(literal).collect()
    };
    let adverse = |code: ActionCode| Some((code, rule(code)?.when.iter().map(placed).collect()));
    let limits = rule(ActionCode::RelyWithLimits)?;
    let with_limits = Reliance { grade: Grade::at(limits.grade?), requires: placed(&limits.requires) };
    let full = rule(ActionCode::Rely)?;
    let rely = Reliance { grade: Grade::at(full.grade?), requires: placed(&full.requires) };
    let adverse = ActionCode::ADVERSE.into_iter().filter_map(adverse).collect();
    Some(PlanActions { adverse, with_limits, rely })
}

/// The criteria in the order of their ids, and the domain of each slot.
fn criteria(model: &Model) -> (Vec<PlanCriterion>, Vec<usize>) {
    let mut groups: Vec<Option<(usize, &str)>> = Vec::new();
    let mut slot_domains = Vec::new();
    let mut criteria = Vec::new();
    for (id, criterion) in model.criteria() {
        let domain = model.domains.keys().position(|domain| *domain == criterion.domain).unwrap_or(0);
        let group = criterion.group.as_deref().map(|group| (domain, group));
        let known = groups.iter().position(|known| group.is_some() && *known == group);
        let slot = known.unwrap_or(groups.len());
        if known.is_none() {
            groups.push(group);
            slot_domains.push(domain);
        }
        let requires =
            model.standards().filter_map(|(standard, all)| Some((standard, all.requires.get(id)?)));
        let required_by: Vec<_> = requires.collect();
        let of_standards = required_by.iter().flat_map(|(_, one)| &one.sources);
        let sources: BTreeSet<&String> = criterion.sources.iter().chain(of_standards).collect();
        let outside = model.domains.get(&criterion.domain).is_some_and(|item| item.value.outside);
        criteria.push(PlanCriterion {
            authorities: required_by.iter().map(|(standard, _)| (*standard).to_owned()).collect(),
            sources: sources.into_iter().cloned().collect(),
            id: id.to_owned(),
            model: Arc::new(criterion.clone()),
            fact: criterion.fact.clone(),
            holds: criterion.levels.iter().map(|level| level.holds).collect(),
            demerits: criterion.levels.iter().map(|level| level.demerits).collect(),
            top: small(criterion.levels.len().saturating_sub(1)),
            floor: criterion.silent_floor.map(small),
            applies: criterion.applies_when.clone(),
            answer_from: criterion.answer_from,
            slot,
            outside,
            in_account: criterion.in_account
                && !outside
                && criterion.answer_from != AnswerFrom::Reader
                && criterion.levels.first().is_some_and(|level| level.demerits > 0),
            is_check: criterion.answer_from == AnswerFrom::Reader
                && criterion.at_silence() < criterion.levels.len().saturating_sub(1),
            input: Input::default(),
            applies_input: Input::default(),
            spans: None,
        });
    }
    (criteria, slot_domains)
}
