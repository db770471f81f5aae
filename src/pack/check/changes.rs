//! What a pack changes of those it builds on, and what it retires.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::document::{Span, Spanned};
use crate::pack::check::Checker;
use crate::pack::model::{ActionRule, Cap, Criterion, Item, Model};
use crate::pack::text::{CapChange, CriterionChange};

impl Checker<'_> {
    pub(super) fn changes(&mut self) {
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
                item.value.limit = Some(limit.value);
            }
            item.hands.insert(pack.clone());
        }
        for (id, span, change) in document.change.cap.entries() {
            if self.model.caps.get(id).is_none_or(|item| item.hands.contains(&pack)) {
                self.no_base("cap", id, span);
                continue;
            }
            let Some(cap) = self.model.caps.get(id).map(|item| item.value.clone()) else { continue };
            let changed = self.changed_cap(cap, change);
            if let Some(item) = self.model.caps.get_mut(id) {
                item.value = changed;
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

    fn changed_cap(&mut self, mut cap: Cap, change: &Spanned<CapChange>) -> Cap {
        cap.grade = change.grade.as_ref().and_then(|grade| self.cap_grade(grade)).unwrap_or(cap.grade);
        if let Some(when) = &change.when {
            cap.when = self.condition(when);
        }
        if let Some(text) = &change.when_silent {
            cap.when_silent = Some(self.text(text, "what is not shown"));
        }
        if let Some(why) = &change.why {
            cap.why = self.text(why, "the reason");
            // What bears out another reason is no source of this one.
            cap.sources = self.lean(&change.sources, &change.span, "this reason");
        } else if !change.sources.is_empty() {
            cap.sources.extend(self.lean(&change.sources, &change.span, "this change"));
            cap.sources.sort();
            cap.sources.dedup();
        }
        cap
    }

    pub(super) fn changed_criterion(
        &mut self,
        mut criterion: Criterion,
        change: &Spanned<CriterionChange>,
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
        for (name, span, label) in change.label.entries() {
            let text = self.text(label, "the label");
            if criterion.levels.iter().any(|level| level.name != name && level.label == text) {
                let message = format!("the label `{}` stands twice", crate::problem::quoted(&text));
                self.report("duplicate_label", &label.span, message);
            }
            match criterion.levels.iter_mut().find(|level| level.name == name) {
                Some(level) => level.label = text,
                None => self.unknown("unknown_level", span, "a level of this criterion", name, known()),
            }
        }
        if !change.demerits.is_empty() {
            self.chain(criterion.levels.iter().map(|level| (level.demerits, &change.span)));
        }
        if let Some(grade) = &change.critical {
            criterion.critical = self.cap_grade(grade);
        }
        if let Some(name) = &change.silent_floor {
            criterion.silent_floor = self.silent_floor(name, &criterion.levels);
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
            criterion.remedy.action = Some(self.action(remedy, &criterion.levels));
        }
        criterion
    }

    pub(super) fn no_base(&mut self, kind: &str, id: &str, span: &Span) {
        let message = format!("no pack built on defines the {kind} `{}`", crate::problem::quoted(id));
        let known: Vec<&str> = match kind {
            "domain" => self.model.domains.keys().map(String::as_str).collect(),
            "cap" => self.model.caps.keys().map(String::as_str).collect(),
            "criterion" => self.model.criteria.keys().map(String::as_str).collect(),
            _ => self.model.actions.keys().map(|code| code.as_str()).collect(),
        };
        let meant = crate::problem::nearest(id, known).map(|meant| format!("did you mean `{meant}`?"));
        match meant {
            Some(meant) => self.report_with("nothing_to_change", span, message, meant),
            None => self.report("nothing_to_change", span, message),
        }
    }

    pub(super) fn retire(&mut self) {
        let document = self.document;
        let pack = document.pack.id.value.clone();
        for id in &document.pack.retire {
            // An id may be that of several kinds: all of them go.
            let found = [
                retired(&mut self.model.criteria, id, &pack),
                retired(&mut self.model.caps, id, &pack),
                retired(&mut self.model.standards, id, &pack),
            ];
            if !found.contains(&true) {
                let known: Vec<String> = self
                    .model
                    .criteria
                    .keys()
                    .chain(self.model.caps.keys())
                    .chain(self.model.standards.keys())
                    .cloned()
                    .collect();
                let what = "a criterion, cap or standard of the packs built on";
                self.unknown("nothing_to_change", &id.span, what, id, known.iter().map(String::as_str));
            }
        }
    }

    pub(super) fn domain(&mut self, domain: &Spanned<String>) {
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
    pub(super) fn references(&mut self) {
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
            let standards =
                self.model.standards().filter(|(_, standard)| standard.requires.contains_key(&retired.value));
            let asks = |action: &ActionRule| {
                let entries = action.when.iter().chain([&action.requires]);
                entries.chain([&action.instead]).any(|entry| entry.contains_key(&retired.value))
            };
            let actions = self.model.actions.iter().filter(|(_, item)| asks(&item.value));
            let users: Vec<String> = caps
                .map(|(id, _)| format!("cap `{id}`"))
                .chain(standards.map(|(id, _)| format!("standard `{id}`")))
                .chain(actions.map(|(code, _)| format!("action `{code}`")))
                .collect();
            if gone(&self.model, &retired.value) && !users.is_empty() {
                let message =
                    format!("`{}` is retired and still used by {}", retired.value, users.join(", "));
                let help = "retire them too";
                problems.push(Diagnostic::new("retired_in_use", retired.span.0.clone(), message).help(help));
            }
        }
        // A critical criterion is a cap under its own id.
        let own = document.criterion.entries().map(|(id, span, text)| (id, span, text.critical.is_some()));
        let changed = document.change.criterion.entries();
        let changed = changed.map(|(id, span, change)| (id, span, change.critical.is_some()));
        let caps = document.cap.entries().map(|(id, span, _)| {
            (id, span, self.model.criteria.get(id).is_some_and(|item| item.value.critical.is_some()))
        });
        for (id, span, is_critical) in own.chain(changed).chain(caps) {
            if is_critical && self.model.caps.get(id).is_some_and(|item| !item.retired) {
                let message = format!("`{id}` is a critical criterion and a cap: the two need different ids");
                problems.push(Diagnostic::new("duplicate_id", span.0.clone(), message));
            }
        }
        self.problems.extend(problems);
    }
}

/// Retires an item where there is one of that id.
fn retired<T>(items: &mut BTreeMap<String, Item<T>>, id: &str, pack: &str) -> bool {
    let Some(item) = items.get_mut(id) else { return false };
    item.retired = true;
    item.hands.insert(pack.to_owned());
    true
}
