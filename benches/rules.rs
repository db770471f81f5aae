//! The rules of a pack as plain tables, read from its public view and from nowhere else.
//!
//! The pack by hand and the rules of every peer (`peers/`) are written from these tables, so a change of the pack reaches
//! all of them. A criterion whose fact has no public form (samples of a table, regions, certificates by the rule of their
//! day) is asked by its level.

use std::collections::BTreeMap;

use audit_credence::{CATALOGUE, CriterionView, Date, Facts, Kind, Pack, Plan};

/// The pack, as far as a grade goes.
pub struct Rules {
    /// In the order of their ids, as in `Levels`.
    pub criteria: Vec<Criterion>,
    /// Id, and the limit where there is one.
    pub domains: Vec<(String, Option<u32>)>,
    /// The most demerits of each grade but the worst, from the second worst to the best.
    pub bands: Vec<u32>,
    pub caps: Vec<Cap>,
}

pub struct Criterion {
    pub id: String,
    pub fact: String,
    /// The name under which a peer reads its fact, or its level.
    pub field: String,
    pub scale: Scale,
    /// Whether a peer is given the level: what it stands for is not derived again.
    pub by_level: bool,
    pub demerits: Vec<u32>,
    /// Its place in [`Rules::domains`].
    pub domain: usize,
    pub group: Option<String>,
    /// The level at which silence stands at worst.
    pub floor: usize,
    pub applies: Option<Applies>,
}

/// What stands at each level, worst first.
pub enum Scale {
    Words(Vec<Vec<String>>),
    /// From so much on, for each level above the worst.
    AtLeast(Vec<u32>),
    /// Up to so much, for each level above the worst.
    AtMost(Vec<u32>),
}

/// What must hold for a criterion to apply.
pub struct Applies {
    pub fact: String,
    pub field: String,
    pub when: Condition,
}

pub enum Condition {
    Words(Vec<String>),
    AtLeast(u32),
}

pub struct Cap {
    /// Its place in the scale, from the worst.
    pub grade: usize,
    /// Or of ands of "criterion at most at level".
    pub when: Vec<Vec<(usize, usize)>>,
}

/// Whether a fact stands in the flat row, so that it can be handed to somebody else.
pub fn is_public(id: &str) -> bool {
    let nothing = Facts::from_dossier(&audit_credence::Dossier::default());
    nothing.bits(id).is_some() || nothing.number(id).is_some()
}

/// The values of a named fact, in the order of its bits.
pub fn words(fact: &str) -> Option<&'static [&'static str]> {
    match kind(fact)? {
        Kind::Named(words) => Some(words),
        _ => None,
    }
}

pub fn kind(fact: &str) -> Option<Kind> {
    CATALOGUE.iter().find(|known| known.id == fact).map(|known| known.kind)
}

impl Rules {
    /// The rules of a pack on a day; `given` says which facts a peer reads itself.
    pub fn new(pack: &Pack, as_of: Date, given: &dyn Fn(&str) -> bool) -> Self {
        let plan = Plan::new(pack);
        let titles: BTreeMap<&str, usize> =
            pack.domains().enumerate().map(|(at, domain)| (domain.title, at)).collect();
        assert_eq!(titles.len(), pack.domains().count(), "a criterion names its domain by the title");
        let read = |id: &str| {
            let view = plan.criterion(id).expect("the plan listed it");
            Criterion::new(id, &view, titles[view.domain], as_of, given)
        };
        let views: Vec<_> = plan.criteria().map(|id| (id, plan.criterion(id).unwrap())).collect();
        let literal = |(criterion, level): &(&str, &str)| {
            let at = views.iter().position(|(id, _)| id == criterion).unwrap();
            (at, views[at].1.levels.iter().position(|name| name == level).unwrap())
        };
        let cap = |id: &str| {
            let view = plan.cap(id).expect("the plan listed it");
            Cap {
                grade: plan.grade_named(view.grade).unwrap().index(),
                when: view.when.iter().map(|all| all.iter().map(literal).collect()).collect(),
            }
        };
        Rules {
            criteria: plan.criteria().map(read).collect(),
            domains: pack.domains().map(|domain| (domain.id.to_owned(), domain.limit)).collect(),
            bands: pack.bands().iter().rev().map(|(_, most)| *most).collect(),
            caps: plan.caps().map(cap).collect(),
        }
    }
}

impl Criterion {
    fn new(
        id: &str,
        view: &CriterionView<'_>,
        domain: usize,
        as_of: Date,
        given: &dyn Fn(&str) -> bool,
    ) -> Self {
        let applies = view.applies_when.as_deref().map(|text| Applies::new(id, text));
        let by_level = !given(&view.fact) || applies.as_ref().is_some_and(|applies| !given(&applies.fact));
        let floor = view.silent_floor.map_or(0, |floor| position(&view.levels, floor));
        let field = if by_level { format!("level_{id}") } else { view.fact.replace('.', "_") };
        Criterion {
            id: id.to_owned(),
            fact: view.fact.clone(),
            field,
            scale: if by_level {
                Scale::AtLeast((1..).take(view.levels.len() - 1).collect())
            } else {
                Scale::new(view, as_of)
            },
            by_level,
            demerits: view.demerits.clone(),
            domain,
            group: view.group.map(str::to_owned),
            floor: if by_level { 0 } else { floor },
            applies: applies.filter(|_| !by_level),
        }
    }

    pub fn top(&self) -> usize {
        self.demerits.len() - 1
    }
}

impl Scale {
    /// From what stands at each level, in the words of the public view.
    fn new(view: &CriterionView<'_>, as_of: Date) -> Self {
        if words(&view.fact).is_some() {
            return Scale::Words(view.holds.iter().map(|holds| quoted(holds)).collect());
        }
        assert_eq!(view.holds[0], "anything else", "{}", view.fact);
        let above = || view.holds[1..].iter().map(String::as_str);
        if kind(&view.fact) == Some(Kind::Age) {
            let months = |text: &str| number(text, "at most ", " months");
            return Scale::AtLeast(above().map(|text| first_day_within(months(text), as_of)).collect());
        }
        if view.holds[1].starts_with("at least ") {
            return Scale::AtLeast(above().map(|text| number(text, "at least ", "")).collect());
        }
        Scale::AtMost(above().map(|text| number(text, "at most ", "")).collect())
    }
}

impl Applies {
    /// From a sentence of the public view, such as "`site.shifts` is at least 2".
    fn new(criterion: &str, text: &str) -> Self {
        let (fact, is) = text.split_once(" is ").expect("`fact` is …");
        let fact = fact.trim_matches('`').to_owned();
        let when = if words(&fact).is_some() {
            Condition::Words(quoted(is))
        } else {
            Condition::AtLeast(number(is, "at least ", ""))
        };
        Applies { field: format!("{criterion}_if_{}", fact.replace('.', "_")), fact, when }
    }
}

fn position(all: &[&str], one: &str) -> usize {
    all.iter().position(|known| *known == one).expect("a level of its criterion")
}

/// The words between backticks.
fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn number(text: &str, before: &str, after: &str) -> u32 {
    let number = text.strip_prefix(before).and_then(|text| text.strip_suffix(after));
    number
        .and_then(|number| number.parse().ok())
        .unwrap_or_else(|| panic!("teach this file to read `{text}`"))
}

/// The first day of which `as_of` is at most so many months away, as `yyyymmdd`.
fn first_day_within(months: u32, as_of: Date) -> u32 {
    let mut day = as_of.minus_months(months).plus_days(-3);
    while day.plus_months(months) < as_of {
        day = day.plus_days(1);
    }
    day.to_string().replace('-', "").parse().expect("a day is all digits")
}
