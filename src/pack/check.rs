//! What the keys of a pack mean together: references, levels, demerits, sources, cases.
//!
//! The checker goes through the document from top to bottom, adds what it defines to the model of the bases, and
//! reports everything that does not hold together. To add a diagnostic: one `report` here, one fixture in
//! `tests/fixtures/packs/`.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Map, Span, Spanned};
use crate::fact::FactId;
use crate::fact::possible::Set;
use crate::fact::tables::{ArrangementRule, Region, SampleRow, Scheme};
use crate::limits::{
    MAX_CAPS, MAX_CASES, MAX_CONDITION, MAX_CRITERIA, MAX_DEMERITS, MAX_GRADES, MAX_ID_BYTES, MAX_LEVELS,
    MAX_QUOTE_WORDS,
};
use crate::pack::model::{
    Applies, AppliesHolds, Cap, Criterion, Domain, ExtraFact, FactRef, Holds, Item, Level, Model, Remedy,
    SchemeEntry, Source, Standard,
};
use crate::pack::text::{
    AppliesText, CapText, CriterionText, ExtraKind, FactText, LevelText, PackDocument, RemedyText,
    SchemeText, SourceStatus,
};

pub(super) struct Checker<'d> {
    document: &'d PackDocument,
    model: Model,
    problems: Vec<Diagnostic>,
}

type Condition = Spanned<Vec<Spanned<Map<Spanned<String>>>>>;

impl<'d> Checker<'d> {
    pub(super) fn new(document: &'d PackDocument, bases: Model) -> Self {
        Checker { document, model: bases, problems: Vec::new() }
    }

    pub(super) fn run(mut self) -> Result<Model, Diagnostics> {
        self.header();
        self.sources();
        self.facts();
        self.domains();
        self.criteria();
        self.caps();
        self.standards();
        self.schemes();
        self.tables();
        self.changes();
        self.retire();
        self.references();
        self.cases();
        Diagnostics::check(self.problems)?;
        Ok(self.model)
    }

    fn report(&mut self, code: &'static str, span: &Span, message: impl Into<String>) -> &mut Diagnostic {
        self.problems.push(Diagnostic::new(code, span.0.clone(), message));
        // The vector is not empty: an element was just pushed.
        let last = self.problems.len().saturating_sub(1);
        &mut self.problems[last]
    }

    fn unknown<'a>(
        &mut self,
        code: &'static str,
        span: &Span,
        what: &str,
        value: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        let message = format!("`{}` is not {what}", crate::problem::quoted(value));
        self.problems.push(Diagnostic::new(code, span.0.clone(), message).instead_of(value, known));
    }

    fn hands(&self) -> BTreeSet<String> {
        BTreeSet::from([self.document.pack.id.value.clone()])
    }

    fn text(&mut self, text: &Spanned<String>, what: &str) -> String {
        if text.trim().is_empty() {
            self.report("empty_text", &text.span, format!("{what} is empty"));
        }
        text.value.clone()
    }

    fn id(&mut self, id: &str, span: &Span) {
        let form = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let begins = id.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
        if !begins || !id.bytes().all(form) || id.len() > MAX_ID_BYTES {
            let message = format!("`{}` is not an id", crate::problem::quoted(id));
            let help = format!("lowercase letters, digits and `_`, a letter first, at most {MAX_ID_BYTES}");
            self.report("not_an_id", span, message).help = Some(help);
        }
    }

    fn limit(&mut self, count: usize, most: usize, span: &Span, what: &str) {
        if count > most {
            self.report("too_many", span, format!("{count} {what}, at most {most}"));
        }
    }

    /// Notes an id that a base defines already.
    fn duplicate(&mut self, kind: &str, id: &str, span: &Span, hands: Option<BTreeSet<String>>) -> bool {
        let Some(hands) = hands else { return false };
        let by = hands.iter().map(|pack| format!("`{pack}`")).collect::<Vec<_>>().join(" and ");
        let help = format!("to change it, write it under [change.{kind}.{id}]");
        self.report("duplicate_id", span, format!("the {kind} `{id}` is defined already, by {by}")).help =
            Some(help);
        true
    }

    fn header(&mut self) {
        let header = &self.document.pack;
        self.id(&header.id, &header.id.span);
        self.text(&header.version, "the version");
        self.text(&header.title, "the title");
        match &header.scale {
            Some(scale) if !header.builds_on.is_empty() => {
                self.report("scale_again", &scale.span, "the scale comes from the packs built on");
            }
            Some(scale) => {
                let different: BTreeSet<_> = scale.value.0.iter().collect();
                if different.len() != scale.value.0.len() || scale.value.0.len() < 2 {
                    self.report(
                        "scale",
                        &scale.span,
                        "a scale has at least two grades, each once, worst first",
                    );
                }
                self.limit(scale.value.0.len(), MAX_GRADES, &scale.span, "grades");
                self.model.scale.clone_from(&scale.value.0);
            }
            None if header.builds_on.is_empty() => {
                self.report(
                    "scale",
                    &header.id.span,
                    "a pack that builds on nothing states its `scale`, worst grade first",
                );
            }
            None => {}
        }
        let hands = self.hands();
        for (name, value) in [
            ("inconclusive_steps", header.inconclusive_steps),
            ("cliff_steps", header.cliff_steps),
            ("stale_days", header.stale_days),
        ] {
            if let Some(value) = value {
                let mut all = hands.clone();
                all.extend(self.model.settings.get(name).into_iter().flat_map(|item| item.hands.clone()));
                self.model.settings.insert(name, Item { value, hands: all, retired: false });
            }
        }
        self.bands();
    }

    fn bands(&mut self) {
        let header = &self.document.pack;
        let Some(bands) = &header.bands else {
            if self.model.bands.is_none() {
                self.report(
                    "bands",
                    &header.id.span,
                    "the `bands` are missing: at most so many demerits for each grade but the worst",
                );
            }
            return;
        };
        for (grade, span, _) in bands.entries() {
            if self.model.grade(grade).is_none() || self.model.grade(grade) == Some(0) {
                let known: Vec<String> = self.model.scale.iter().skip(1).cloned().collect();
                self.unknown(
                    "unknown_grade",
                    span,
                    "a grade with a band",
                    grade,
                    known.iter().map(String::as_str),
                );
            }
        }
        // From the second worst grade to the best: fewer and fewer demerits.
        let bounds: Vec<Option<u32>> =
            self.model.scale.iter().skip(1).map(|grade| bands.get(grade).copied()).collect();
        let stated: Vec<u32> = bounds.iter().copied().flatten().collect();
        if stated.len() != bounds.len() {
            self.report("bands", &bands.span, "each grade but the worst has a band");
        }
        if !stated.iter().zip(stated.iter().skip(1)).all(|(worse, better)| worse > better) {
            self.report("bands", &bands.span, "a better grade allows fewer demerits");
        }
        let mut hands = self.hands();
        hands.extend(self.model.bands.iter().flat_map(|item| item.hands.clone()));
        self.model.bands = Some(Item { value: stated, hands, retired: false });
    }

    fn sources(&mut self) {
        let document = self.document;
        for (id, span, text) in document.source.entries() {
            self.id(id, span);
            let there = self.model.sources.get(id).map(|item| item.hands.clone());
            self.duplicate("source", id, span, there);
            let title = self.text(&text.title, "the title");
            let publisher = self.text(&text.publisher, "the publisher");
            let url = self.text(&text.url, "the url");
            if !url.starts_with("https://") && !url.starts_with("http://") {
                self.report("not_a_url", &text.url.span, "a url begins with `https://`");
            }
            if let Some(quote) = &text.quote {
                let words = quote.split_whitespace().count();
                if words > MAX_QUOTE_WORDS {
                    self.report(
                        "quote_too_long",
                        &quote.span,
                        format!("{words} words, at most {MAX_QUOTE_WORDS}"),
                    );
                }
            }
            let source = Source {
                title,
                publisher,
                clause: text.clause.clone(),
                date: text.date.as_ref().map(|date| date.0.clone()),
                url,
                read_on: text.read_on,
                status: text.status.value,
                quote: text.quote.as_ref().map(|quote| quote.value.clone()),
            };
            let item = Item { value: source, hands: self.hands(), retired: false };
            self.model.sources.insert(id.to_owned(), item);
        }
    }

    /// Checks that a rule leans on at least one source, and on none that nobody checked.
    fn lean(&mut self, sources: &[Spanned<String>], rule: &Span, what: &str) -> Vec<String> {
        if sources.is_empty() {
            self.report("no_sources", rule, format!("{what} names no source"));
        }
        for id in sources {
            match self.model.sources.get(&id.value).map(|item| item.value.status) {
                None => {
                    let known: Vec<String> = self.model.sources.keys().cloned().collect();
                    self.unknown(
                        "unknown_source",
                        &id.span,
                        "a source",
                        id,
                        known.iter().map(String::as_str),
                    );
                }
                Some(SourceStatus::Unverified) => {
                    let message = format!("`{}` is unverified: no rule may lean on it", id.value);
                    self.report("unverified_source", &id.span, message);
                }
                Some(SourceStatus::Secondary | SourceStatus::Primary) => {}
            }
        }
        let mut ids: Vec<String> = sources.iter().map(|id| id.value.clone()).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    fn facts(&mut self) {
        let document = self.document;
        for (id, span, text) in document.fact.entries() {
            self.id(id, span);
            let there = self.model.facts.get(id).map(|item| item.hands.clone());
            self.duplicate("fact", id, span, there);
            self.text(&text.meaning, "the meaning");
            let value = self.extra(text);
            self.model.facts.insert(id.to_owned(), Item { value, hands: self.hands(), retired: false });
        }
    }

    fn extra(&mut self, text: &FactText) -> ExtraFact {
        match (text.kind.value, &text.values) {
            (ExtraKind::YesNo, None) => ExtraFact::YesNo,
            (ExtraKind::Count, None) => ExtraFact::Count,
            (ExtraKind::Named, Some(values)) => {
                let different: BTreeSet<_> = values.value.0.iter().collect();
                if different.len() != values.value.0.len()
                    || different.len() < 2
                    || different.len() > MAX_LEVELS
                {
                    self.report(
                        "fact_values",
                        &values.span,
                        format!("a named fact has 2 to {MAX_LEVELS} different values"),
                    );
                }
                ExtraFact::Named(values.value.0.clone())
            }
            (kind, _) => {
                self.report("fact_values", &text.kind.span, "a named fact has `values`, others have none");
                if kind == ExtraKind::Count { ExtraFact::Count } else { ExtraFact::YesNo }
            }
        }
    }

    fn domains(&mut self) {
        let document = self.document;
        for (id, span, text) in document.domain.entries() {
            self.id(id, span);
            let there = self.model.domains.get(id).map(|item| item.hands.clone());
            self.duplicate("domain", id, span, there);
            self.demerits(&text.limit);
            let title = self.text(&text.title, "the title");
            let value = Domain { title, limit: text.limit.value, outside: text.outside.unwrap_or(false) };
            self.model.domains.insert(id.to_owned(), Item { value, hands: self.hands(), retired: false });
        }
    }

    fn demerits(&mut self, demerits: &Spanned<u32>) {
        if demerits.value > MAX_DEMERITS {
            self.report("out_of_range", &demerits.span, format!("at most {MAX_DEMERITS} demerits"));
        }
    }

    fn criteria(&mut self) {
        let document = self.document;
        for (id, span, text) in document.criterion.entries() {
            self.id(id, span);
            let there = self.model.criteria.get(id).map(|item| item.hands.clone());
            if self.duplicate("criterion", id, span, there) {
                continue;
            }
            if let Some(value) = self.criterion(text, span) {
                self.model
                    .criteria
                    .insert(id.to_owned(), Item { value, hands: self.hands(), retired: false });
            }
        }
        let count = self.model.criteria.len();
        self.limit(count, MAX_CRITERIA, &document.pack.id.span, "criteria");
    }

    fn criterion(&mut self, text: &CriterionText, span: &Span) -> Option<Criterion> {
        let title = self.text(&text.title, "the title");
        let why = self.text(&text.why, "the reason");
        let ask = self.text(&text.ask, "the question");
        let sources = self.lean(&text.sources, span, "this criterion");
        let fact = self.fact(&text.fact)?;
        let levels = self.levels(&text.levels, &fact)?;
        let level = |name: &Spanned<String>| levels.iter().position(|level| level.name == name.value);
        let names = || levels.iter().map(|level| level.name.as_str());

        let silent_floor = text.silent_floor.as_ref().and_then(|name| {
            let floor = level(name);
            if floor.is_none() {
                self.unknown("unknown_level", &name.span, "a level of this criterion", name, names());
            }
            floor
        });
        if let Some(group) = &text.group {
            self.id(group, span);
        }
        let critical = text.critical.as_ref().and_then(|grade| self.grade(grade));
        let applies_when = match &text.applies_when {
            Some(applies) => Some(self.applies(applies)?),
            None => None,
        };
        let remedy = match (&text.remedy, &text.no_remedy) {
            (Some(remedy), None) => self.remedy(remedy, &levels),
            (None, Some(why)) => Remedy::Nothing(self.text(why, "the reason")),
            (None, None) => {
                self.report(
                    "no_remedy",
                    span,
                    "this criterion has neither a `remedy` nor a `no_remedy` that says why",
                );
                return None;
            }
            (Some(_), Some(why)) => {
                self.report("no_remedy", &why.span, "a criterion has a `remedy` or a `no_remedy`, not both");
                return None;
            }
        };
        Some(Criterion {
            title,
            why,
            fact,
            levels,
            domain: text.domain.value.clone(),
            group: text.group.clone(),
            applies_when,
            critical,
            silent_floor,
            sources,
            ask,
            remedy,
        })
    }

    fn fact(&mut self, id: &Spanned<String>) -> Option<FactRef> {
        let found = match id.strip_prefix("extra.") {
            Some(name) => {
                self.model.facts.get(name).map(|item| FactRef::Extra(name.to_owned(), item.value.clone()))
            }
            None => FactId::find(id).map(FactRef::Catalogue),
        };
        if found.is_none() {
            let known: Vec<String> = FactRef::all_ids()
                .map(str::to_owned)
                .chain(self.model.facts.keys().map(|name| format!("extra.{name}")))
                .collect();
            let message = format!("`{}` is not a fact", crate::problem::quoted(id));
            let diagnostic = Diagnostic::new("unknown_fact", id.span.0.clone(), message);
            // The catalogue is long: only what is near helps.
            self.problems.push(match crate::problem::nearest(id, known.iter().map(String::as_str)) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help("`credence facts` lists them"),
            });
        }
        found
    }

    fn grade(&mut self, name: &Spanned<String>) -> Option<usize> {
        let grade = self.model.grade(name);
        if grade.is_none() {
            let known = self.model.scale.clone();
            self.unknown("unknown_grade", &name.span, "a grade", name, known.iter().map(String::as_str));
        }
        grade
    }

    fn levels(
        &mut self,
        texts: &Spanned<crate::document::InOrder<LevelText>>,
        fact: &FactRef,
    ) -> Option<Vec<Level>> {
        let before = self.problems.len();
        let span = &texts.span;
        let texts = &texts.value.0;
        if texts.len() < 2 {
            self.report("too_few_levels", span, "a criterion has at least two levels");
        }
        self.limit(texts.len(), MAX_LEVELS, span, "levels");
        let mut names = BTreeSet::new();
        for text in texts {
            self.id(&text.name, &text.name.span);
            self.demerits(&text.demerits);
            if !names.insert(&text.name.value) {
                self.report(
                    "duplicate_level",
                    &text.name.span,
                    format!("the level `{}` stands twice", text.name.value),
                );
            }
        }
        self.chain(texts.iter().map(|text| (text.demerits.value, &text.demerits.span)));
        let holds = match fact.words() {
            Some(words) => self.named_levels(texts, &words, span),
            None => self.cut_points(texts, fact.is_age(), span),
        };
        if self.problems.len() > before {
            return None;
        }
        let level = |(text, holds): (&LevelText, Holds)| Level {
            name: text.name.value.clone(),
            demerits: text.demerits.value,
            holds,
        };
        Some(texts.iter().zip(holds).map(level).collect())
    }

    /// Demerits never rise from worse to better, and the top costs nothing.
    fn chain<'a>(&mut self, demerits: impl Iterator<Item = (u32, &'a Span)>) {
        let demerits: Vec<_> = demerits.collect();
        for ((worse, before), (better, span)) in demerits.iter().zip(demerits.iter().skip(1)) {
            if better > worse {
                let message = format!(
                    "{better} demerits at a better level than {worse}: a better audit would cost more"
                );
                let diagnostic = Diagnostic::new("demerits_rise", span.0.clone(), message);
                self.problems.push(diagnostic.related(before.0.clone(), "the level below"));
            }
        }
        if let Some((top, span)) = demerits.last().filter(|(top, _)| *top != 0) {
            self.report("top_not_zero", span, format!("the top level costs {top}, and must cost nothing"));
        }
    }

    fn named_levels(&mut self, texts: &[LevelText], words: &[&str], span: &Span) -> Vec<Holds> {
        let mut taken: BTreeMap<usize, &Span> = BTreeMap::new();
        let mut all = Vec::new();
        for text in texts {
            for cut in [&text.at_least, &text.at_most].into_iter().flatten() {
                self.report("cut_points", &cut.span, "the fact has named values: use `is`");
            }
            let listed = text.is.as_ref().map_or(std::slice::from_ref(&text.name), |is| &is.value);
            let mut values = Vec::new();
            for word in listed {
                let Some(index) = words.iter().position(|known| *known == word.value) else {
                    self.unknown(
                        "unknown_fact_value",
                        &word.span,
                        "a value of the fact",
                        word,
                        words.iter().copied(),
                    );
                    continue;
                };
                if let Some(before) = taken.insert(index, &word.span) {
                    let message = format!("the value `{}` stands at two levels", word.value);
                    let diagnostic = Diagnostic::new("value_twice", word.span.0.clone(), message);
                    self.problems.push(diagnostic.related(before.0.clone(), "it stands here too"));
                }
                values.push(Set::one(index));
            }
            all.push(Holds::Values(values.into_iter().collect()));
        }
        let missing: Vec<String> = words
            .iter()
            .enumerate()
            .filter(|(index, _)| !taken.contains_key(index))
            .map(|(_, word)| format!("`{word}`"))
            .collect();
        if !missing.is_empty() {
            self.report("value_not_covered", span, format!("no level takes {}", missing.join(", ")));
        }
        all
    }

    fn cut_points(&mut self, texts: &[LevelText], is_age: bool, span: &Span) -> Vec<Holds> {
        let mut all = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            if let Some(is) = &text.is {
                self.report("cut_points", &is.span, "the fact is a number: use `at_least` or `at_most`");
            }
            all.push(match (index, &text.at_least, &text.at_most) {
                (0, None, None) => Holds::Rest,
                (0, cut, other) => {
                    for cut in [cut, other].into_iter().flatten() {
                        self.report("cut_points", &cut.span, "the first level takes what no other takes");
                    }
                    Holds::Rest
                }
                (_, Some(cut), None) => Holds::AtLeast(cut.value),
                (_, None, Some(cut)) => Holds::AtMost(cut.value),
                (_, None, None) | (_, Some(_), Some(_)) => {
                    self.report(
                        "cut_points",
                        &text.name.span,
                        "each level but the first has `at_least` or `at_most`",
                    );
                    Holds::Rest
                }
            });
        }
        let cuts = all.iter().skip(1);
        let ascending = cuts.clone().zip(cuts.clone().skip(1)).all(|pair| match pair {
            (Holds::AtLeast(lower), Holds::AtLeast(higher)) => lower < higher,
            (Holds::AtMost(higher), Holds::AtMost(lower)) => higher > lower,
            _ => false,
        });
        if !ascending || (is_age && cuts.clone().any(|cut| matches!(cut, Holds::AtLeast(_)))) {
            let message = if is_age {
                "an age is cut by falling `at_most`, in months"
            } else {
                "cut points rise by `at_least`, or fall by `at_most`"
            };
            self.report("cut_points", span, message);
        }
        all
    }

    fn applies(&mut self, text: &Spanned<AppliesText>) -> Option<Applies> {
        let fact = self.fact(&text.fact)?;
        let holds = match (fact.words(), &text.is, text.at_least, text.at_most) {
            (Some(words), Some(is), None, None) => {
                let mut set = Vec::new();
                for word in is {
                    match words.iter().position(|known| *known == word.value) {
                        Some(index) => set.push(Set::one(index)),
                        None => {
                            self.unknown(
                                "unknown_fact_value",
                                &word.span,
                                "a value of the fact",
                                word,
                                words.iter().copied(),
                            );
                        }
                    }
                }
                AppliesHolds::Values(set.into_iter().collect())
            }
            (None, None, at_least, at_most)
                if (at_least.is_some() || at_most.is_some()) && !fact.is_age() =>
            {
                AppliesHolds::Between(at_least.unwrap_or(0), at_most.unwrap_or(u32::MAX))
            }
            _ => {
                self.report(
                    "applies_when",
                    &text.span,
                    "a named fact takes `is`, a number `at_least` or `at_most`",
                );
                return None;
            }
        };
        Some(Applies { fact, holds })
    }

    fn remedy(&mut self, text: &Spanned<RemedyText>, levels: &[Level]) -> Remedy {
        let effort = &text.effort;
        if !(1..=5).contains(&effort.value) {
            self.report("out_of_range", &effort.span, "an effort is a whole number from 1 to 5");
        }
        let from = text.from.as_ref().map_or(Some(0), |name| {
            let from = levels.iter().position(|level| level.name == name.value);
            if from.is_none() {
                let names = levels.iter().map(|level| level.name.as_str());
                self.unknown("unknown_level", &name.span, "a level of this criterion", name, names);
            }
            from
        });
        Remedy::Do {
            text: self.text(&text.text, "the remedy"),
            effort: effort.value,
            from: from.unwrap_or(0),
        }
    }

    fn caps(&mut self) {
        let document = self.document;
        for (id, span, text) in document.cap.entries() {
            self.id(id, span);
            let there = self.model.caps.get(id).map(|item| item.hands.clone());
            if self.duplicate("cap", id, span, there) {
                continue;
            }
            if let Some(value) = self.cap(text, span) {
                self.model.caps.insert(id.to_owned(), Item { value, hands: self.hands(), retired: false });
            }
        }
        let count = self.model.caps.len();
        self.limit(count, MAX_CAPS, &document.pack.id.span, "caps");
    }

    fn cap(&mut self, text: &CapText, span: &Span) -> Option<Cap> {
        let why = self.text(&text.why, "the reason");
        let sources = self.lean(&text.sources, span, "this cap");
        let when = self.condition(&text.when);
        let grade = self.grade(&text.grade)?;
        if grade.saturating_add(1) >= self.model.scale.len() {
            self.report("cap_without_effect", &text.grade.span, "a cap at the best grade bounds nothing");
        }
        Some(Cap { when, grade, why, sources })
    }

    fn condition(&mut self, text: &Condition) -> Vec<BTreeMap<String, String>> {
        if text.value.is_empty() || text.value.iter().any(|entry| entry.is_empty()) {
            self.report(
                "empty_condition",
                &text.span,
                "a condition has at least one entry, and each entry at least one literal",
            );
        }
        self.limit(text.value.len(), MAX_CONDITION, &text.span, "entries of a condition");
        for entry in &text.value {
            self.limit(entry.len(), MAX_CONDITION, &entry.span, "literals of an entry");
            for (criterion, span, level) in entry.entries() {
                if let Some(level) = self.level_of(criterion, span, level) {
                    if level.1 {
                        let message = format!("`{criterion}` is always at most at its top level");
                        self.report("literal_always_holds", span, message);
                    }
                }
            }
        }
        let literals = |entry: &Spanned<Map<Spanned<String>>>| {
            entry.iter().map(|(criterion, level)| (criterion.to_owned(), level.value.clone())).collect()
        };
        let mut when: Vec<BTreeMap<String, String>> = text.value.iter().map(literals).collect();
        when.sort();
        when.dedup();
        when
    }

    /// The index of a criterion's level, and whether it is the top; reports what there is not.
    fn level_of(&mut self, criterion: &str, span: &Span, level: &Spanned<String>) -> Option<(usize, bool)> {
        let Some(found) = self.model.criteria.get(criterion).filter(|item| !item.retired) else {
            let known: Vec<String> = self.model.criteria().map(|(id, _)| id.to_owned()).collect();
            self.unknown(
                "unknown_criterion",
                span,
                "a criterion",
                criterion,
                known.iter().map(String::as_str),
            );
            return None;
        };
        let levels = &found.value.levels;
        if let Some(index) = found.value.level(level) {
            return Some((index, index.saturating_add(1) == levels.len()));
        }
        let names: Vec<String> = levels.iter().map(|level| level.name.clone()).collect();
        let what = format!("a level of `{criterion}`");
        self.unknown("unknown_level", &level.span, &what, level, names.iter().map(String::as_str));
        None
    }

    fn standards(&mut self) {
        let document = self.document;
        for (id, span, text) in document.standard.entries() {
            self.id(id, span);
            let there = self.model.standards.get(id).map(|item| item.hands.clone());
            self.duplicate("standard", id, span, there);
            let title = self.text(&text.title, "the title");
            let why = self.text(&text.why, "the reason");
            let sources = self.lean(&text.sources, span, "this standard");
            if text.requires.is_empty() {
                self.report("empty_condition", span, "a standard requires at least one criterion");
            }
            let mut requires = BTreeMap::new();
            for (criterion, at, requirement) in text.requires.entries() {
                let found = self.level_of(criterion, at, &requirement.at_least);
                if found.is_some_and(|(level, _)| level == 0) {
                    let message = format!("`{criterion}` is always at least at its bottom level");
                    self.report("requirement_always_holds", &requirement.at_least.span, message);
                }
                let sources = self.lean(&requirement.sources, at, "this requirement");
                requires.insert(criterion.to_owned(), (requirement.at_least.value.clone(), sources));
            }
            let value = Standard { title, why, sources, requires };
            self.model.standards.insert(id.to_owned(), Item { value, hands: self.hands(), retired: false });
        }
    }

    fn schemes(&mut self) {
        let document = self.document;
        for (id, span, text) in document.scheme.entries() {
            self.id(id, span);
            let there = self.model.schemes.get(id).map(|item| item.hands.clone());
            self.duplicate("scheme", id, span, there);
            let value = self.scheme(id, text, span);
            self.model.schemes.insert(id.to_owned(), Item { value, hands: self.hands(), retired: false });
        }
    }

    fn scheme(&mut self, id: &str, text: &SchemeText, span: &Span) -> SchemeEntry {
        let mut rules = BTreeMap::new();
        let mut dated = Vec::new();
        for rule in &text.rule {
            self.id(&rule.id, &rule.id.span);
            let meaning = self.text(&rule.meaning, "the meaning");
            let sources = self.lean(&rule.sources, &rule.id.span, "this rule");
            if rules.insert(rule.id.value.clone(), (meaning, sources)).is_some() {
                self.report(
                    "duplicate_id",
                    &rule.id.span,
                    format!("the rule `{}` stands twice", rule.id.value),
                );
            }
            if dated.iter().any(|(from, _)| *from == rule.from) {
                self.report("rule_dates", &rule.id.span, "two rules of a scheme hold from the same day");
            }
            dated.push((rule.from, rule.id.value.clone()));
        }
        dated.sort();
        SchemeEntry {
            scheme: Scheme {
                id: id.to_owned(),
                kind: text.kind,
                labour_basis: text.labour_basis,
                rules: dated,
            },
            title: self.text(&text.title, "the title"),
            owner: self.text(&text.owner, "the owner"),
            meaning: self.text(&text.meaning, "the meaning"),
            validity_months: text.validity_months,
            code_prefix: text.code_prefix.clone(),
            sources: self.lean(&text.sources, span, "this scheme"),
            rules,
        }
    }

    fn tables(&mut self) {
        let document = self.document;
        if let Some(text) = &document.sample {
            self.text(&text.title, "the title");
            let span = &text.rows.span;
            self.lean(&text.sources, span, "this table");
            let rows: Vec<SampleRow> = text
                .rows
                .value
                .0
                .iter()
                .map(|row| SampleRow { up_to: row.up_to, workers: row.workers })
                .collect();
            let bounded = rows.iter().rev().skip(1).all(|row| row.up_to.is_some());
            let open_end = rows.last().is_some_and(|row| row.up_to.is_none());
            let rising = rows.iter().zip(rows.iter().skip(1)).all(|(row, next)| {
                row.workers <= next.workers
                    && next.up_to.is_none_or(|bound| row.up_to.is_some_and(|before| before < bound))
            });
            if !bounded || !open_end || !rising || rows.first().is_some_and(|row| row.workers == 0) {
                self.report("sample_rows", span, "rows rise in `up_to` and never fall in `workers`, from at least 1; only the last has no `up_to`");
            }
            let mut hands = self.hands();
            hands.extend(self.model.sample.iter().flat_map(|item| item.hands.clone()));
            self.model.sample = Some(Item { value: rows, hands, retired: false });
        }
        for (id, span, text) in document.region.entries() {
            self.id(id, span);
            let there = self.model.regions.get(id).map(|item| item.hands.clone());
            self.duplicate("region", id, span, there);
            self.text(&text.title, "the title");
            self.text(&text.why, "the reason");
            self.lean(&text.sources, span, "this region");
            let subdivision = text.subdivision.as_ref().map(|part| part.value);
            if let Some(part) = text.subdivision.as_ref().filter(|part| part.value.country() != text.country)
            {
                self.report(
                    "region_country",
                    &part.span,
                    format!("`{}` is not a part of `{}`", part.value, text.country),
                );
            }
            let value = Region { country: text.country, subdivision, testimony: text.testimony };
            self.model.regions.insert(id.to_owned(), Item { value, hands: self.hands(), retired: false });
        }
        for (id, span, text) in document.arrangement.entries() {
            self.id(id, span);
            let there = self.model.arrangements.get(id).map(|item| item.hands.clone());
            self.duplicate("arrangement", id, span, there);
            self.text(&text.title, "the title");
            self.text(&text.why, "the reason");
            self.lean(&text.sources, span, "this arrangement");
            let value = ArrangementRule {
                arrangement: text.arrangement,
                origin: text.origin,
                testimony: text.testimony,
            };
            self.model
                .arrangements
                .insert(id.to_owned(), Item { value, hands: self.hands(), retired: false });
        }
    }

    fn changes(&mut self) {
        let document = self.document;
        let pack = document.pack.id.value.clone();
        for (id, span, change) in document.change.domain.entries() {
            if let Some(limit) = &change.limit {
                self.demerits(limit);
            }
            let Some(item) = self.model.domains.get_mut(id).filter(|item| !item.hands.contains(&pack)) else {
                self.no_base("domain", id, span);
                continue;
            };
            if let Some(limit) = &change.limit {
                item.value.limit = limit.value;
            }
            item.hands.insert(pack.clone());
        }
        for (id, span, change) in document.change.cap.entries() {
            if self.model.caps.get(id).is_none_or(|item| item.hands.contains(&pack)) {
                self.no_base("cap", id, span);
                continue;
            }
            let grade = change.grade.as_ref().and_then(|grade| self.grade(grade));
            let when = change.when.as_ref().map(|when| self.condition(when));
            if let Some(item) = self.model.caps.get_mut(id) {
                item.value.grade = grade.unwrap_or(item.value.grade);
                if let Some(when) = when {
                    item.value.when = when;
                }
                item.hands.insert(pack.clone());
            }
        }
        for (id, span, change) in document.change.criterion.entries() {
            match self
                .model
                .criteria
                .get(id)
                .filter(|item| !item.hands.contains(&pack))
                .map(|item| item.value.clone())
            {
                None => self.no_base("criterion", id, span),
                Some(criterion) => {
                    let changed = self.changed_criterion(criterion, change);
                    if let Some(item) = self.model.criteria.get_mut(id) {
                        item.value = changed;
                        item.hands.insert(pack.clone());
                    }
                }
            }
        }
    }

    fn changed_criterion(
        &mut self,
        mut criterion: Criterion,
        change: &Spanned<crate::pack::text::CriterionChange>,
    ) -> Criterion {
        let names: Vec<String> = criterion.levels.iter().map(|level| level.name.clone()).collect();
        let known = || names.iter().map(String::as_str);
        for (name, span, demerits) in change.demerits.entries() {
            self.demerits(demerits);
            match criterion.levels.iter_mut().find(|level| level.name == name) {
                Some(level) => level.demerits = demerits.value,
                None => self.unknown("unknown_level", span, "a level of this criterion", name, known()),
            }
        }
        if !change.demerits.is_empty() {
            self.chain(criterion.levels.iter().map(|level| (level.demerits, &change.span)));
        }
        if let Some(grade) = &change.critical {
            criterion.critical = self.grade(grade);
        }
        if let Some(name) = &change.silent_floor {
            criterion.silent_floor = criterion.level(name);
            if criterion.silent_floor.is_none() {
                self.unknown("unknown_level", &name.span, "a level of this criterion", name, known());
            }
        }
        if let Some(domain) = &change.domain {
            self.domain(domain);
            criterion.domain.clone_from(&domain.value);
        }
        if change.group.is_some() {
            criterion.group.clone_from(&change.group);
        }
        if !change.sources.is_empty() {
            criterion.sources.extend(self.lean(&change.sources, &change.span, "this change"));
            criterion.sources.sort();
            criterion.sources.dedup();
        }
        if let Some(ask) = &change.ask {
            criterion.ask = self.text(ask, "the question");
        }
        if let Some(remedy) = &change.remedy {
            criterion.remedy = self.remedy(remedy, &criterion.levels);
        }
        criterion
    }

    fn no_base(&mut self, kind: &str, id: &str, span: &Span) {
        let message = format!("no pack built on defines the {kind} `{}`", crate::problem::quoted(id));
        self.report("nothing_to_change", span, message);
    }

    fn retire(&mut self) {
        let document = self.document;
        let pack = document.pack.id.value.clone();
        for id in &document.pack.retire {
            let mut found = false;
            if let Some(item) = self.model.criteria.get_mut(&id.value) {
                item.retired = true;
                item.hands.insert(pack.clone());
                found = true;
            }
            if let Some(item) = self.model.caps.get_mut(&id.value) {
                item.retired = true;
                item.hands.insert(pack.clone());
                found = true;
            }
            if !found {
                let known: Vec<String> =
                    self.model.criteria.keys().chain(self.model.caps.keys()).cloned().collect();
                let what = "a criterion or cap of the packs built on";
                self.unknown("nothing_to_change", &id.span, what, id, known.iter().map(String::as_str));
            }
        }
    }

    fn domain(&mut self, domain: &Spanned<String>) {
        if !self.model.domains.contains_key(&domain.value) {
            let known: Vec<String> = self.model.domains.keys().cloned().collect();
            self.unknown(
                "unknown_domain",
                &domain.span,
                "a domain",
                domain,
                known.iter().map(String::as_str),
            );
        }
    }

    /// What still refers to something that was retired, and domains.
    fn references(&mut self) {
        let document = self.document;
        for (_, _, text) in document.criterion.entries() {
            self.domain(&text.domain);
        }
        let gone = |model: &Model, id: &str| model.criteria.get(id).is_some_and(|item| item.retired);
        let mut problems = Vec::new();
        for retired in &document.pack.retire {
            let caps = self
                .model
                .caps()
                .filter(|(_, cap)| cap.when.iter().any(|entry| entry.contains_key(&retired.value)));
            let standards = self
                .model
                .standards
                .iter()
                .filter(|(_, item)| item.value.requires.contains_key(&retired.value));
            let users: Vec<String> = caps
                .map(|(id, _)| format!("cap `{id}`"))
                .chain(standards.map(|(id, _)| format!("standard `{id}`")))
                .collect();
            if gone(&self.model, &retired.value) && !users.is_empty() {
                let message =
                    format!("`{}` is retired and still used by {}", retired.value, users.join(", "));
                problems.push(Diagnostic::new("retired_in_use", retired.span.0.clone(), message));
            }
        }
        self.problems.extend(problems);
    }

    /// Every criterion, cap, standard and requirement that the pack defines is tested by a case of it.
    fn cases(&mut self) {
        let document = self.document;
        self.limit(document.case.len(), MAX_CASES, &document.pack.id.span, "cases");
        if document.case.is_empty() {
            self.report("no_cases", &document.pack.id.span, "a pack has at least one case");
            return;
        }
        let mut names = BTreeSet::new();
        for case in &document.case {
            self.text(&case.name, "the name");
            if !names.insert(&case.name.value) {
                self.report("duplicate_id", &case.name.span, "another case has this name");
            }
            self.expectation(&case.expect);
        }
        let expects = || document.case.iter().map(|case| &case.expect.value);
        for (id, span, _) in document.criterion.entries() {
            if !expects().any(|expect| expect.levels.get(id).is_some()) {
                self.report("untested", span, format!("no case expects a level of `{id}`")).help =
                    Some("add a case with `levels` in its `expect`".to_owned());
            }
        }
        for (id, span, _) in document.cap.entries() {
            if !expects().any(|expect| expect.caps.iter().flatten().any(|cap| cap.value == id)) {
                self.report("untested", span, format!("no case expects the cap `{id}` to bind"));
            }
        }
        for (id, span, text) in document.standard.entries() {
            if !expects().any(|expect| expect.verdicts.get(id).is_some()) {
                self.report("untested", span, format!("no case expects a verdict of `{id}`"));
            }
            for (criterion, at, _) in text.requires.entries() {
                let fails =
                    |failed: &Spanned<Vec<Spanned<String>>>| failed.iter().any(|one| one.value == criterion);
                if !expects().any(|expect| expect.failed.get(id).is_some_and(fails)) {
                    self.report("untested", at, format!("no case expects `{id}` to fail on `{criterion}`"));
                }
            }
        }
    }

    fn expectation(&mut self, expect: &Spanned<crate::pack::text::ExpectText>) {
        let states_something = expect.worst.is_some()
            || expect.best.is_some()
            || expect.status.is_some()
            || expect.caps.is_some()
            || !expect.verdicts.is_empty()
            || !expect.failed.is_empty()
            || !expect.levels.is_empty()
            || !expect.notes.is_empty();
        if !states_something {
            self.report("empty_condition", &expect.span, "a case expects something");
        }
        for grade in [&expect.worst, &expect.best].into_iter().flatten() {
            self.grade(grade);
        }
        for cap in expect.caps.iter().flatten() {
            let known: Vec<String> = self
                .model
                .caps()
                .map(|(id, _)| id.to_owned())
                .chain(
                    self.model
                        .criteria()
                        .filter(|(_, criterion)| criterion.critical.is_some())
                        .map(|(id, _)| id.to_owned()),
                )
                .collect();
            if !known.contains(&cap.value) {
                self.unknown("unknown_cap", &cap.span, "a cap", cap, known.iter().map(String::as_str));
            }
        }
        let standards: Vec<String> = self.model.standards.keys().cloned().collect();
        for (id, span, _) in expect
            .verdicts
            .entries()
            .map(|(id, span, _)| (id, span, ()))
            .chain(expect.failed.entries().map(|(id, span, _)| (id, span, ())))
        {
            if !standards.iter().any(|known| known == id) {
                self.unknown(
                    "unknown_standard",
                    span,
                    "a standard",
                    id,
                    standards.iter().map(String::as_str),
                );
            }
        }
        for (_, _, failed) in expect.failed.entries() {
            for criterion in &failed.value {
                self.known_criterion(&criterion.value, &criterion.span);
            }
        }
        for (criterion, span, levels) in expect.levels.entries() {
            if self.known_criterion(criterion, span) {
                for name in levels.value.split("..") {
                    let level = Spanned { value: name.to_owned(), span: levels.span.clone() };
                    self.level_of(criterion, span, &level);
                }
            }
        }
    }

    fn known_criterion(&mut self, id: &str, span: &Span) -> bool {
        let known: Vec<String> = self.model.criteria().map(|(id, _)| id.to_owned()).collect();
        let found = known.iter().any(|criterion| criterion == id);
        if !found {
            self.unknown("unknown_criterion", span, "a criterion", id, known.iter().map(String::as_str));
        }
        found
    }
}
