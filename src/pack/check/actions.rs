//! Actions: what a buyer does next, with the conditions and requirements that call for each.

use std::collections::BTreeMap;

use crate::document::{Map, Span, Spanned};
use crate::grade::ActionCode;
use crate::pack::check::Checker;
use crate::pack::model::ActionRule;
use crate::pack::text::ActionChange;

/// The actions that require something of the report.
const RELIANCE: [ActionCode; 2] = [ActionCode::RelyWithLimits, ActionCode::Rely];

impl Checker<'_> {
    pub(super) fn actions(&mut self) {
        let document = self.document;
        for (id, span, text) in document.action.entries() {
            let Some(code) = self.action_code(id, span) else { continue };
            let there = self.model.actions.get(&code).map(|item| item.hands.clone());
            if self.duplicate("action", id, span, there) {
                continue;
            }
            let stated = (text.when.is_some(), text.requires.is_some(), text.grade.is_some());
            let expected = (ActionCode::ADVERSE.contains(&code), RELIANCE.contains(&code));
            if stated != (expected.0, expected.1, expected.1) {
                let help = "`blocked`, `act` and `no_audit` state `when`; `rely` and `rely_with_limits` state `requires` and `grade`; the others follow from these";
                let message = format!("`{code}` states something else than what calls for it");
                self.report_with("action_shape", span, message, help);
            }
            let sentence = self.text(&text.sentence, "the sentence");
            let mut rule = ActionRule { sentence, ..ActionRule::default() };
            rule.instead = self.instead(&text.instead);
            rule.children = self.beside(text.children.as_ref());
            rule.state_imposed = self.beside(text.state_imposed.as_ref());
            rule.when = text.when.as_ref().map(|when| self.condition(when)).unwrap_or_default();
            rule.requires = self.required(text.requires.as_ref());
            rule.grade = text.grade.as_ref().and_then(|grade| self.grade(grade));
            if !text.sources.is_empty() {
                rule.sources = self.lean(&text.sources, span, "this action");
            }
            self.model.actions.insert(code, self.item(rule));
        }
        self.changed_actions();
        let missing: Vec<String> = ActionCode::ALL
            .iter()
            .filter(|code| !self.model.actions.contains_key(code))
            .map(|code| format!("`{code}`"))
            .collect();
        if !self.model.actions.is_empty() && !missing.is_empty() {
            let message = format!("some actions are stated, and not {}", missing.join(", "));
            let help = "whatever is found, some action follows: state every one, or none";
            self.report_with("actions_missing", &document.pack.id.span, message, help);
        }
    }

    fn action_code(&mut self, id: &str, span: &Span) -> Option<ActionCode> {
        let code = ActionCode::ALL.iter().copied().find(|code| code.as_str() == id);
        if code.is_none() {
            let known = ActionCode::ALL.iter().map(|code| code.as_str());
            self.unknown("unknown_action", span, "an action", id, known);
        }
        code
    }

    fn changed_actions(&mut self) {
        let document = self.document;
        let pack = document.pack.id.value.clone();
        for (id, span, change) in document.change.action.entries() {
            let Some(code) = self.action_code(id, span) else { continue };
            let item = self.model.actions.get(&code).filter(|item| !item.hands.contains(&pack));
            let Some(mut item) = item.cloned() else {
                self.no_base("action", id, span);
                continue;
            };
            item.value = self.changed_action(item.value, change);
            item.hands.insert(pack.clone());
            self.model.actions.insert(code, item);
        }
    }

    fn changed_action(&mut self, mut rule: ActionRule, change: &Spanned<ActionChange>) -> ActionRule {
        if let Some(sentence) = &change.sentence {
            rule.sentence = self.text(sentence, "the sentence");
        }
        rule.instead.extend(self.instead(&change.instead));
        rule.children = self.beside(change.children.as_ref()).or(rule.children);
        rule.state_imposed = self.beside(change.state_imposed.as_ref()).or(rule.state_imposed);
        // What kind of action it is stays as it was: only what it has can change.
        let is_adverse = !rule.when.is_empty();
        let reliance =
            [change.requires.as_ref().map(|one| &one.span), change.grade.as_ref().map(|one| &one.span)];
        let odd = change.when.as_ref().map(|when| &when.span).filter(|_| !is_adverse);
        for span in odd.into_iter().chain(reliance.into_iter().flatten().filter(|_| rule.grade.is_none())) {
            self.report("action_shape", span, "this action has nothing of that kind to change");
        }
        if let Some(when) = &change.when {
            rule.when = self.condition(when);
        }
        rule.requires.extend(self.required(change.requires.as_ref()));
        rule.grade = change.grade.as_ref().and_then(|grade| self.grade(grade)).or(rule.grade);
        if !change.sources.is_empty() {
            rule.sources.extend(self.lean(&change.sources, &change.span, "this change"));
            rule.sources.sort();
            rule.sources.dedup();
        }
        rule
    }

    fn beside(&mut self, text: Option<&Spanned<String>>) -> Option<String> {
        text.map(|text| self.text(text, "the sentence"))
    }

    fn instead(&mut self, texts: &Map<Spanned<String>>) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        for (criterion, span, text) in texts.entries() {
            self.known_criterion(criterion, span);
            all.insert(criterion.to_owned(), self.text(text, "the sentence"));
        }
        all
    }

    fn required(&mut self, requires: Option<&Spanned<Map<Spanned<String>>>>) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        let Some(requires) = requires else { return all };
        if requires.is_empty() {
            self.report("empty_condition", &requires.span, "it requires at least one criterion");
        }
        for (criterion, span, level) in requires.entries() {
            self.requirement(criterion, span, level);
            all.insert(criterion.to_owned(), level.value.clone());
        }
        all
    }
}
