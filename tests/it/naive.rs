//! The naive evaluator: semantics §2 to §5 as code, and nothing else.
//!
//! It reads a pack's TOML by itself, knows nothing of plans, and evaluates one *profile* after another: a level for
//! every criterion. It shares no code and no structure with the library and is slow on purpose. What it does not do is
//! the door: how a dossier becomes levels it takes from whoever asks.

#[path = "naive/action.rs"]
pub(crate) mod action;

use std::collections::BTreeMap;

use toml::{Table, Value};

/// A pack, with everything that it builds on, as the evaluation sees it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Naive {
    /// The grades, worst first; everywhere here a grade is its place in this list.
    pub(crate) scale: Vec<String>,
    /// For every grade, at most so many demerits; the worst takes the rest.
    bands: Vec<u32>,
    pub(crate) inconclusive_steps: usize,
    pub(crate) domains: BTreeMap<String, Domain>,
    /// In the order of the ids; a profile is a list in the same order.
    pub(crate) criteria: Vec<Criterion>,
    caps: BTreeMap<String, Cap>,
    /// Criterion at least at level, by name.
    standards: BTreeMap<String, Vec<(String, String)>>,
    actions: action::Actions,
    /// The caps with places for names, `critical` ones among them.
    placed: Vec<PlacedCap>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Domain {
    limit: Option<u32>,
    pub(crate) outside: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Criterion {
    pub(crate) id: String,
    pub(crate) fact: String,
    /// Worst first: name and demerits.
    pub(crate) levels: Vec<(String, u32)>,
    pub(crate) domain: String,
    pub(crate) answer_from: String,
    /// Whether the pack does not mark it as something that no report shows.
    pub(crate) in_account: bool,
    group: Option<String>,
    critical: Option<String>,
    pub(crate) silent_floor: Option<String>,
    /// What each level holds for, as it is written, worst first.
    pub(crate) holds: Vec<Table>,
    /// On which fact it depends whether it applies, and how.
    pub(crate) applies_when: Option<Table>,
    /// Effort, and the level from which on it can be raised; `None` where nothing can.
    remedy: Option<(u32, usize)>,
}

#[derive(Clone, Debug, Default)]
struct Cap {
    /// An "or" of "and"s of `criterion <= level`.
    when: Vec<Vec<(String, String)>>,
    grade: String,
}

/// A cap's id, its "or" of "and"s of criterion and level, and its grade.
type PlacedCap = (String, Vec<Vec<(usize, usize)>>, usize);

/// The level of every criterion, in the order of [`Naive::criteria`].
pub(crate) type Profile = Vec<usize>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    NotMet,
    NotDemonstrated,
    Met,
}

/// What a standard says of a span of profiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) verdict: Verdict,
    pub(crate) shown: usize,
    pub(crate) of: usize,
    pub(crate) failed: Vec<String>,
    pub(crate) open: Vec<String>,
}

// ------------------------------------------------------------------------------------------- reading

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

fn number(value: &Value) -> u32 {
    value.as_integer().and_then(|number| u32::try_from(number).ok()).expect("a whole number")
}

fn entries<'t>(table: &'t Table, key: &str) -> Vec<(&'t String, &'t Table)> {
    let section = table.get(key).and_then(Value::as_table);
    section.into_iter().flatten().map(|(id, value)| (id, value.as_table().expect("a table"))).collect()
}

fn condition(when: &Value) -> Vec<Vec<(String, String)>> {
    let literals = |entry: &Value| {
        entry.as_table().unwrap().iter().map(|(criterion, level)| (criterion.clone(), text(level))).collect()
    };
    when.as_array().expect("a list").iter().map(literals).collect()
}

fn remedy(table: &Table, levels: &[(String, u32)]) -> Option<(u32, usize)> {
    let remedy = table.get("remedy")?.as_table()?;
    let from = remedy.get("from").map_or(0, |name| place(levels, name.as_str().unwrap()));
    Some((number(&remedy["effort"]), from))
}

fn place(levels: &[(String, u32)], name: &str) -> usize {
    levels.iter().position(|(level, _)| level == name).unwrap_or_else(|| panic!("no level `{name}`"))
}

impl Naive {
    /// The pack of that id among these texts, after all that it builds on.
    pub(crate) fn read<'t>(id: &str, texts: impl IntoIterator<Item = &'t str>) -> Self {
        let tables: Vec<Table> = texts.into_iter().map(|text| text.parse().expect("toml")).collect();
        let mut naive = Naive::default();
        naive.add(id, &tables, &mut Vec::new());
        naive.criteria.sort_by(|one, other| one.id.cmp(&other.id));
        naive.placed = naive.caps();
        naive
    }

    fn add(&mut self, id: &str, tables: &[Table], done: &mut Vec<String>) {
        if done.iter().any(|before| before == id) {
            return;
        }
        let pack = tables.iter().find(|table| text(&table["pack"]["id"]) == id).expect("the pack is given");
        let header = pack["pack"].as_table().unwrap();
        for base in header.get("builds_on").and_then(Value::as_array).into_iter().flatten() {
            self.add(base.as_str().unwrap(), tables, done);
        }
        done.push(id.to_owned());
        self.settings(header);
        self.define(pack);
        if let Some(change) = pack.get("change").and_then(Value::as_table) {
            self.change(change);
        }
        for gone in header.get("retire").and_then(Value::as_array).into_iter().flatten() {
            self.criteria.retain(|criterion| criterion.id != gone.as_str().unwrap());
            self.caps.retain(|cap, _| cap != gone.as_str().unwrap());
        }
    }

    fn settings(&mut self, header: &Table) {
        if let Some(scale) = header.get("scale").and_then(Value::as_array) {
            self.scale = scale.iter().map(text).collect();
        }
        if let Some(steps) = header.get("inconclusive_steps") {
            self.inconclusive_steps = number(steps) as usize;
        }
        if let Some(bands) = header.get("bands") {
            let most = |(place, grade)| if place == 0 { u32::MAX } else { number(&bands[grade]) };
            self.bands = self.scale.iter().map(String::as_str).enumerate().map(most).collect();
        }
    }

    fn define(&mut self, pack: &Table) {
        for (id, domain) in entries(pack, "domain") {
            let outside = domain.get("outside").and_then(Value::as_bool).unwrap_or(false);
            self.domains.insert(id.clone(), Domain { limit: domain.get("limit").map(number), outside });
        }
        for (id, table) in entries(pack, "criterion") {
            let level = |level: &Value| (text(&level["name"]), number(&level["demerits"]));
            let levels: Vec<_> = table["levels"].as_array().unwrap().iter().map(level).collect();
            self.criteria.push(Criterion {
                id: id.clone(),
                fact: text(&table["fact"]),
                domain: text(&table["domain"]),
                answer_from: text(&table["answer_from"]),
                in_account: table.get("in_account").and_then(Value::as_bool).unwrap_or(true),
                group: table.get("group").map(text),
                critical: table.get("critical").map(text),
                silent_floor: table.get("silent_floor").map(text),
                remedy: remedy(table, &levels),
                holds: table["levels"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|one| one.as_table().unwrap().clone())
                    .collect(),
                applies_when: table.get("applies_when").and_then(Value::as_table).cloned(),
                levels,
            });
        }
        self.define_actions(pack);
        for (id, cap) in entries(pack, "cap") {
            let cap = Cap { when: condition(&cap["when"]), grade: text(&cap["grade"]) };
            self.caps.insert(id.clone(), cap);
        }
        for (id, standard) in entries(pack, "standard") {
            let requires = entries(standard, "requires");
            let requires = requires.into_iter().map(|(id, least)| (id.clone(), text(&least["at_least"])));
            self.standards.insert(id.clone(), requires.collect());
        }
    }

    fn change(&mut self, change: &Table) {
        self.change_actions(change);
        for (id, domain) in entries(change, "domain") {
            if let Some(limit) = domain.get("limit") {
                self.domains.get_mut(id).unwrap().limit = Some(number(limit));
            }
        }
        for (id, table) in entries(change, "cap") {
            let cap = self.caps.get_mut(id).unwrap();
            if let Some(grade) = table.get("grade") {
                cap.grade = text(grade);
            }
            if let Some(when) = table.get("when") {
                cap.when = condition(when);
            }
        }
        for (id, table) in entries(change, "criterion") {
            let criterion = self.criteria.iter_mut().find(|criterion| criterion.id == *id).unwrap();
            for (level, demerits) in table.get("demerits").and_then(Value::as_table).into_iter().flatten() {
                let at = place(&criterion.levels, level);
                criterion.levels[at].1 = number(demerits);
            }
            let stated = |key: &str| table.get(key).map(text);
            criterion.critical = stated("critical").or(criterion.critical.take());
            criterion.silent_floor = stated("silent_floor").or(criterion.silent_floor.take());
            criterion.group = stated("group").or(criterion.group.take());
            criterion.domain = stated("domain").unwrap_or(criterion.domain.clone());
            criterion.remedy = remedy(table, &criterion.levels).or(criterion.remedy);
        }
    }
}

// ------------------------------------------------------------------------- evaluating one profile (§2 to §4)

impl Naive {
    fn at(&self, criterion: &str) -> usize {
        self.criteria
            .iter()
            .position(|one| one.id == criterion)
            .unwrap_or_else(|| panic!("no criterion `{criterion}`"))
    }

    fn literal(&self, criterion: &str, level: &str) -> (usize, usize) {
        let at = self.at(criterion);
        (at, place(&self.criteria[at].levels, level))
    }

    fn grade_of(&self, name: &str) -> usize {
        self.scale.iter().position(|grade| grade == name).expect("a grade of the scale")
    }

    pub(crate) fn top(&self, criterion: usize) -> usize {
        self.criteria[criterion].levels.len() - 1
    }

    /// The profile of these levels by name.
    pub(crate) fn profile<'l>(&self, level: impl Fn(&str) -> &'l str) -> Profile {
        self.criteria.iter().map(|criterion| place(&criterion.levels, level(&criterion.id))).collect()
    }

    /// `T`: "inside a domain, criteria of one group describe the same weakness, so only the worst of them counts;
    /// groups add; the domain saturates at its limit. `T` is the sum over domains."
    pub(crate) fn demerits(&self, profile: &Profile) -> u32 {
        let mut sum = 0;
        for (id, domain) in &self.domains {
            let mut alone = 0;
            let mut groups: BTreeMap<&str, u32> = BTreeMap::new();
            for (criterion, level) in self.criteria.iter().zip(profile) {
                let demerits = criterion.levels[*level].1;
                match &criterion.group {
                    _ if criterion.domain != *id => {}
                    None => alone += demerits,
                    Some(group) => {
                        let worst = groups.entry(group).or_default();
                        *worst = demerits.max(*worst);
                    }
                }
            }
            let all = alone + groups.values().sum::<u32>();
            sum += domain.limit.map_or(all, |limit| all.min(limit));
        }
        sum
    }

    /// The most demerits that there can be.
    pub(crate) fn most_demerits(&self) -> u32 {
        self.demerits(&vec![0; self.criteria.len()])
    }

    /// The best grade whose band holds so many demerits.
    pub(crate) fn band(&self, demerits: u32) -> usize {
        (0..self.scale.len())
            .rev()
            .find(|grade| demerits <= self.bands[*grade])
            .expect("bands cover everything")
    }
    /// Every cap with its condition; a `critical` criterion is a cap on its own bottom, under its own id.
    fn caps(&self) -> Vec<PlacedCap> {
        let literals = |entry: &Vec<(String, String)>| {
            entry.iter().map(|(criterion, level)| self.literal(criterion, level)).collect()
        };
        let mut caps = Vec::new();
        for (id, cap) in &self.caps {
            caps.push((id.clone(), cap.when.iter().map(literals).collect(), self.grade_of(&cap.grade)));
        }
        for (at, criterion) in self.criteria.iter().enumerate() {
            if let Some(grade) = &criterion.critical {
                caps.push((criterion.id.clone(), vec![vec![(at, 0)]], self.grade_of(grade)));
            }
        }
        caps.sort();
        caps
    }

    /// The caps whose condition a profile meets, with their grades.
    pub(crate) fn caps_that_hold(&self, profile: &Profile) -> BTreeMap<String, usize> {
        let literal = |(criterion, level): &(usize, usize)| profile[*criterion] <= *level;
        let holds = |when: &[Vec<(usize, usize)>]| when.iter().any(|entry| entry.iter().all(literal));
        let caps = self.placed.iter().filter(|(_, when, _)| holds(when));
        caps.map(|(id, _, grade)| (id.clone(), *grade)).collect()
    }

    /// "`grade(x) = min(band(T(x)), every cap whose condition x meets)`"
    pub(crate) fn grade(&self, profile: &Profile) -> usize {
        let band = self.band(self.demerits(profile));
        self.caps_that_hold(profile).into_values().fold(band, usize::min)
    }

    /// The grade "before certificates and outside findings (the domains that a pack marks as outside stand at their
    /// top)".
    pub(crate) fn audit_grade(&self, profile: &Profile) -> usize {
        let inside = |at: usize| !self.domains[&self.criteria[at].domain].outside;
        let levels = profile.iter().enumerate();
        self.grade(&levels.map(|(at, level)| if inside(at) { *level } else { self.top(at) }).collect())
    }

    /// "A cap binds at an end when its grade *is* the grade at that end and the band alone would give a better one."
    pub(crate) fn caps_that_bind(&self, profile: &Profile) -> Vec<String> {
        let (grade, band) = (self.grade(profile), self.band(self.demerits(profile)));
        let caps = self.caps_that_hold(profile).into_iter();
        caps.filter(|(_, cap)| *cap == grade && band > grade).map(|(id, _)| id).collect()
    }
}

// ------------------------------------------------------------------------------ evaluating a span (§4 and §5)

impl Naive {
    /// How many profiles lie between two.
    pub(crate) fn profiles_between(worst: &Profile, best: &Profile) -> u128 {
        worst.iter().zip(best).map(|(worst, best)| (best - worst + 1) as u128).fold(1, u128::saturating_mul)
    }

    /// Every profile between two.
    pub(crate) fn between(worst: &Profile, best: &Profile) -> Vec<Profile> {
        let mut all = vec![Vec::new()];
        for (worst, best) in worst.iter().zip(best) {
            let longer = |start: &Profile| -> Vec<Profile> {
                (*worst..=*best).map(|level| [start.as_slice(), &[level]].concat()).collect()
            };
            all = all.iter().flat_map(longer).collect();
        }
        all
    }

    pub(crate) fn standings(&self, worst: &Profile, best: &Profile) -> BTreeMap<String, Standing> {
        let standing = |requires: &Vec<(String, String)>| {
            let (mut shown, mut failed, mut open) = (0, Vec::new(), Vec::new());
            for (criterion, level) in requires {
                let (at, least) = self.literal(criterion, level);
                if worst[at] >= least {
                    shown += 1;
                } else if best[at] < least {
                    failed.push(criterion.clone());
                } else {
                    open.push(criterion.clone());
                }
            }
            failed.sort();
            open.sort();
            let verdict = match (failed.is_empty(), open.is_empty()) {
                (false, _) => Verdict::NotMet,
                (true, false) => Verdict::NotDemonstrated,
                (true, true) => Verdict::Met,
            };
            Standing { verdict, shown, of: requires.len(), failed, open }
        };
        self.standards.iter().map(|(id, requires)| (id.clone(), standing(requires))).collect()
    }

    /// By how many grades the range narrows at most when one criterion's level becomes known.
    pub(crate) fn closes(&self, worst: &Profile, best: &Profile, criterion: usize) -> usize {
        let width = |worst: &Profile, best: &Profile| self.grade(best) - self.grade(worst);
        let known = |level: usize| {
            let known_in = |profile: &Profile| {
                let mut profile = profile.clone();
                profile[criterion] = level;
                profile
            };
            width(&known_in(worst), &known_in(best))
        };
        let narrowest = (worst[criterion]..=best[criterion]).map(known).min().unwrap();
        width(worst, best) - narrowest
    }

    /// The least effort that lifts a profile to every better grade that can be reached at all, by trying every set of
    /// criteria that can be raised. A raised criterion stands at its top: a remedy's effort does not depend on how far.
    pub(crate) fn least_efforts(&self, profile: &Profile) -> BTreeMap<usize, u32> {
        let raisable: Vec<usize> =
            (0..profile.len()).filter(|at| self.raise_effort(*at, profile).is_some()).collect();
        let mut least = BTreeMap::new();
        for set in 0_u32..1 << raisable.len() {
            let chosen =
                raisable.iter().enumerate().filter(|(bit, _)| set & 1 << bit != 0).map(|(_, at)| *at);
            let (mut raised, mut effort) = (profile.clone(), 0);
            for at in chosen {
                raised[at] = self.top(at);
                effort += self.raise_effort(at, profile).unwrap();
            }
            for to in self.grade(profile) + 1..=self.grade(&raised) {
                let known = least.entry(to).or_insert(effort);
                *known = effort.min(*known);
            }
        }
        least
    }

    /// What it costs to raise a criterion of a profile; `None` where it stands at its top or nothing can.
    pub(crate) fn raise_effort(&self, at: usize, profile: &Profile) -> Option<u32> {
        let (effort, from) = self.criteria[at].remedy?;
        (profile[at] < self.top(at) && profile[at] >= from).then_some(effort)
    }
}
