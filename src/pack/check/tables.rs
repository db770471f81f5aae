//! What rules lean on and read: sources, declared facts, domains, schemes, samples, regions, arrangements.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Span, Spanned};
use crate::fact::coercion::{ArrangementRule, Region};
use crate::fact::tables::{AuditorDaysRow, CodeForm, SampleRow, Scheme};
use crate::limits::{MAX_DEMERITS, MAX_LEVELS, MAX_QUOTE_WORDS};
use crate::pack::check::Checker;
use crate::pack::model::{Domain, ExtraFact, LeftOut, Reference, ReferenceRow, SchemeEntry, Source};
use crate::pack::text::{ExtraKind, FactText, SchemeText, SourceStatus};

impl Checker<'_> {
    pub(super) fn sources(&mut self) {
        let document = self.document;
        for (id, span, text) in document.source.entries() {
            self.id(id, span);
            let there = self.model.sources.get(id).map(|item| item.hands.clone());
            self.duplicate("source", id, span, there);
            let title = self.text(&text.title, "the title");
            let publisher = self.text(&text.publisher, "the publisher");
            let url = self.text(&text.url, "the url");
            if !url.starts_with("https://") && !url.starts_with("http://") {
                let message = format!("`{}` is not an address", crate::problem::quoted(&url));
                self.report_with("not_a_url", &text.url.span, message, "it begins with `https://`");
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
                found: text.found,
                copy: text.copy.clone(),
                newer: text.newer.clone(),
                review_by: text.review_by,
            };
            let item = self.item(source);
            self.model.sources.insert(id.to_owned(), item);
        }
    }

    /// Checks that a rule leans on at least one source, and on none that nobody checked.
    pub(super) fn lean(&mut self, sources: &[Spanned<String>], rule: &Span, what: &str) -> Vec<String> {
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
                    let help = "read it, and then set its `status`";
                    self.report_with("unverified_source", &id.span, message, help);
                }
                Some(SourceStatus::Secondary | SourceStatus::Primary) => {}
            }
        }
        let mut ids: Vec<String> = sources.iter().map(|id| id.value.clone()).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    pub(super) fn facts(&mut self) {
        let document = self.document;
        for (id, span, text) in document.fact.entries() {
            self.id(id, span);
            let there = self.model.facts.get(id).map(|item| item.hands.clone());
            self.duplicate("fact", id, span, there);
            self.text(&text.meaning, "the meaning");
            let value = self.extra(text);
            self.model.facts.insert(id.to_owned(), self.item(value));
        }
    }

    pub(super) fn extra(&mut self, text: &FactText) -> ExtraFact {
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

    pub(super) fn domains(&mut self) {
        let document = self.document;
        for (id, span, text) in document.domain.entries() {
            self.id(id, span);
            let there = self.model.domains.get(id).map(|item| item.hands.clone());
            self.duplicate("domain", id, span, there);
            text.limit.iter().for_each(|limit| self.demerits(limit));
            let title = self.text(&text.title, "the title");
            let limit = text.limit.as_ref().map(|limit| limit.value);
            let value = Domain { title, limit, outside: text.outside.unwrap_or(false) };
            self.model.domains.insert(id.to_owned(), self.item(value));
        }
    }

    pub(super) fn demerits(&mut self, demerits: &Spanned<u32>) {
        if demerits.value > MAX_DEMERITS {
            self.report(
                "out_of_range",
                &demerits.span,
                format!("{} demerits, at most {MAX_DEMERITS}", demerits.value),
            );
        }
    }

    pub(super) fn schemes(&mut self) {
        let document = self.document;
        for (id, span, text) in document.scheme.entries() {
            self.id(id, span);
            let there = self.model.schemes.get(id).map(|item| item.hands.clone());
            self.duplicate("scheme", id, span, there);
            let value = self.scheme(id, text, span);
            self.model.schemes.insert(id.to_owned(), self.item(value));
        }
    }

    pub(super) fn scheme(&mut self, id: &str, text: &SchemeText, span: &Span) -> SchemeEntry {
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
                codes: text.codes.iter().map(|form| CodeForm(self.text(form, "the form"))).collect(),
                other_codes: text.other_codes.unwrap_or(false),
                rules: dated,
            },
            title: self.text(&text.title, "the title"),
            owner: self.text(&text.owner, "the owner"),
            meaning: self.text(&text.meaning, "the meaning"),
            validity_months: text.validity_months,
            announcement: text.announcement.as_ref().map(|text| self.text(text, "the announcement rule")),
            oversight: text.oversight.as_ref().map(|text| self.text(text, "the oversight")),
            status_words: text.status_words.iter().map(|(word, means)| (word.to_owned(), *means)).collect(),
            sources: self.lean(&text.sources, span, "this scheme"),
            rules,
        }
    }

    pub(super) fn tables(&mut self) {
        self.measures();
        self.references_and_left_out();
        self.places();
    }

    /// What a pack measures by: rows by rising number of workers.
    fn measures(&mut self) {
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
            if !rises(&rows.iter().map(|row| (row.up_to, row.workers)).collect::<Vec<_>>()) {
                self.report("sample_rows", span, "rows rise in `up_to` and never fall in `workers`, from at least 1; only the last has no `up_to`");
            }
            self.model.sample = Some(self.stated(rows, self.model.sample.as_ref()));
        }
        if let Some(text) = &document.auditor_days {
            self.text(&text.title, "the title");
            let span = &text.rows.span;
            self.lean(&text.sources, span, "this table");
            let rows: Vec<AuditorDaysRow> = text
                .rows
                .value
                .0
                .iter()
                .map(|row| AuditorDaysRow { up_to: row.up_to, tenths: row.days.tenths() })
                .collect();
            if !rises(&rows.iter().map(|row| (row.up_to, row.tenths)).collect::<Vec<_>>()) {
                self.report("auditor_days_rows", span, "rows rise in `up_to` and never fall in `days`, from at least 0.1; only the last has no `up_to`");
            }
            self.model.auditor_days = Some(self.stated(rows, self.model.auditor_days.as_ref()));
        }
    }

    fn references_and_left_out(&mut self) {
        let document = self.document;
        for (id, span, text) in document.reference.entries() {
            self.id(id, span);
            let there = self.model.references.get(id).map(|item| item.hands.clone());
            self.duplicate("reference", id, span, there);
            let title = self.text(&text.title, "the title");
            let sources = self.lean(&text.sources, span, "this table");
            for row in &text.rows.value.0 {
                if row.status.value == SourceStatus::Unverified {
                    let help = "read it in its source, or leave it out";
                    self.report_with("unverified_source", &row.status.span, "this row is unverified", help);
                }
            }
            let row = |row: &crate::pack::text::ReferenceRowText| ReferenceRow {
                of: row.of.clone(),
                from: row.from,
                up_to: row.up_to,
                days: row.days,
                workers: row.workers,
                workers_most: row.workers_most,
                says: row.says.clone(),
                status: row.status.value,
            };
            let value = Reference { title, sources, rows: text.rows.value.0.iter().map(row).collect() };
            self.model.references.insert(id.to_owned(), self.item(value));
        }
        for (id, span, text) in document.left_out.entries() {
            self.id(id, span);
            let there = self.model.left_out.get(id).map(|item| item.hands.clone());
            self.duplicate("left-out", id, span, there);
            let title = self.text(&text.title, "the title");
            let why = self.text(&text.why, "the reason");
            // Having no source may be the very reason.
            let sources =
                if text.sources.is_empty() { Vec::new() } else { self.lean(&text.sources, span, "this") };
            let value = LeftOut { title, because: text.because, why, sources };
            self.model.left_out.insert(id.to_owned(), self.item(value));
        }
    }

    /// Where testimony is impossible, or absence not excluded.
    fn places(&mut self) {
        let document = self.document;
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
            self.model.regions.insert(id.to_owned(), self.item(value));
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
            self.model.arrangements.insert(id.to_owned(), self.item(value));
        }
    }
}

/// Whether rows rise: in their bound always, in what they ask never down, from at least one; the last is unbounded.
fn rises(rows: &[(Option<u32>, u32)]) -> bool {
    let bounded = rows.iter().rev().skip(1).all(|(bound, _)| bound.is_some());
    let open_end = rows.last().is_some_and(|(bound, _)| bound.is_none());
    let rising = rows.iter().zip(rows.iter().skip(1)).all(|((bound, asks), (next, asks_next))| {
        asks <= asks_next && next.is_none_or(|next| bound.is_some_and(|bound| bound < next))
    });
    bounded && open_end && rising && rows.first().is_none_or(|(_, asks)| *asks > 0)
}
